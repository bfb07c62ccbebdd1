// The files of the pages: all embedded, each with the right type, kept for ever under its own address only.

import Foundation
import Testing

@testable import Web

@Suite struct AssetsTests {
    let app = Probe.app(Assets.routes(.open))

    private func get(_ target: String, _ headers: [(name: String, value: String)] = []) async -> WebResponse {
        await app.respond(to: WebRequest(.get, target, headers: headers))
    }

    @Test func everyFileOfTheFolderIsEmbeddedUnchanged() throws {
        let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
            .appendingPathComponent("../../Sources/C/CAssets/files").standardizedFileURL
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { !$0.hasPrefix(".") }
        #expect(!names.isEmpty)
        #expect(Set(names) == Set(Assets.files.keys))
        for name in names where name != "gemba.css" {
            #expect(
                try Data(contentsOf: folder.appendingPathComponent(name))
                    == Data(try #require(Assets.files[name]?.bytes)), "\(name)")
        }
    }

    @Test func theStylesheetEndsWithTheChartsRules() throws {
        let css = String(decoding: try #require(Assets.files["gemba.css"]?.bytes), as: UTF8.self)
        #expect(css.hasSuffix(ChartStyle.css + "\n"))
    }

    @Test func everyImportOfAScriptIsAFile() throws {
        for (name, file) in Assets.files where name.hasSuffix(".js") {
            for match in String(decoding: file.bytes, as: UTF8.self).matches(of: #/from '\./([^']+)'/#) {
                #expect(Assets.files[String(match.1)] != nil, "\(name) imports \(match.1)")
            }
        }
    }

    @Test func typesAreRight() async {
        #expect(await get("/assets/gemba.css").header("content-type") == "text/css; charset=utf-8")
        #expect(await get("/assets/gemba.js").header("content-type") == "text/javascript; charset=utf-8")
        #expect(await get("/assets/icons.svg").header("content-type") == "image/svg+xml")
    }

    @Test func onlyTheLinkWithTheRightHashIsKept() async throws {
        let link = Assets.link("gemba.css")
        #expect(link.hasPrefix("/assets/gemba.css?v="))
        #expect(await get(link).header("cache-control") == "public, max-age=31536000, immutable")
        #expect(await get("/assets/gemba.css").header("cache-control") == "public, no-cache")
        #expect(await get("/assets/gemba.css?v=0000").header("cache-control") == "public, no-cache")
    }

    @Test func whatTheBrowserHasIsNotSentAgain() async throws {
        let first = await get("/assets/live.js")
        let tag = try #require(first.header("etag"))
        #expect(!tag.hasPrefix("W/"))
        for header in [tag, "W/" + tag, "\"other\", " + tag, "*"] {
            let again = await get("/assets/live.js", [("if-none-match", header)])
            #expect(again.status == 304)
            #expect(try await again.collect().isEmpty)
            #expect(again.header("etag") == tag)
        }
        #expect(await get("/assets/live.js", [("if-none-match", "\"other\"")]).status == 200)
    }

    @Test func packedAndPlainHaveTheirOwnTags() async throws {
        let plain = await get("/assets/gemba.css")
        let packed = await get("/assets/gemba.css", [("accept-encoding", "gzip")])
        #expect(packed.header("content-encoding") == "gzip")
        #expect(packed.header("etag") != plain.header("etag"))
        #expect(packed.header("vary") == "accept-encoding")
        #expect(
            ServerTests.gunzip(try await packed.collect()) == String(decoding: try await plain.collect(), as: UTF8.self)
        )
        // The server leaves it as it is.
        let sent = AnswerCoding.encode(packed, for: WebRequest(.get, "/", headers: [("accept-encoding", "gzip")]))
        #expect(sent.header("etag") == packed.header("etag"))
    }

    @Test(arguments: ["/assets/nothing.js", "/assets/..%2fPackage.swift", "/assets/"])
    func nothingElseIsThere(_ target: String) async {
        #expect(await app.respond(to: WebRequest(.get, target, headers: [("cookie", "who=admin")])).status == 404)
    }
}
