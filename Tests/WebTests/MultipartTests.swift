// Forms with files, cut into pieces at every place, and forms that are wrong.

import Foundation
import Kernel
import Testing

@testable import Web

@Suite final class MultipartTests: Sendable {
    let folder = FileManager.default.temporaryDirectory.path + "/multipart-" + UUID().uuidString

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    static let boundary = "----WebKitFormBoundaryX"
    static let type = "multipart/form-data; boundary=\(boundary)"

    static func part(_ head: String, _ content: String) -> String { "--\(boundary)\r\n\(head)\r\n\r\n\(content)\r\n" }
    static func field(_ name: String, _ value: String) -> String {
        part("Content-Disposition: form-data; name=\"\(name)\"", value)
    }
    static let end = "--\(boundary)--\r\n"

    private func read(_ body: [UInt8], cut: Int? = nil, type: String = MultipartTests.type, fileBytesMax: Int = 1 << 20)
        async throws -> (MultipartForm, String)
    {
        let stream = WebBody { each in
            guard let cut else { return try await each(body) }
            for start in stride(from: 0, to: body.count, by: cut) {
                try await each(Array(body[start..<min(start + cut, body.count)]))
            }
        }
        let request = WebRequest(.post, "/upload", headers: [("content-type", type)], body: stream)
        let reader = Reader(
            language: .en, theme: "auto", person: nil, csrf: "", zone: .utc, now: Instant(seconds: 1), texts: Texts())
        do {
            return (
                try await Visit(request: request, reader: reader).multipart(fileBytesMax: fileBytesMax, to: folder),
                folder
            )
        } catch {
            let left = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            #expect(left.isEmpty, "a refused form leaves nothing on disk")
            throw error
        }
    }

    private func code(_ body: String, type: String = MultipartTests.type, fileBytesMax: Int = 1 << 20) async -> String {
        let problem = await #expect(throws: Problem.self) {
            _ = try await read(Array(body.utf8), type: type, fileBytesMax: fileBytesMax)
        }
        return problem?.code ?? ""
    }

    @Test(arguments: [1, 2, 3, 7, 64, 100_000])
    func anyCutGivesTheSameForm(_ cut: Int) async throws {
        let content = "a,b\r\n--\(Self.boundary.dropLast())\r\n\r\n--\r\n1,2\r\n"
        let body =
            "preamble\r\n" + Self.field("line", "3") + Self.field("note", "") + Self.field("città", "Torino – ñ 日本")
            + Self.part(
                "content-disposition: form-data; name=\"csvFile\"; filename=\"C:\\data\\größe.csv\"\r\nContent-Type: text/csv",
                content)
            + Self.part(
                "Content-Disposition: form-data; name=\"other\"; filename=\"\"\r\nContent-Type: application/octet-stream",
                "") + Self.end + "epilogue"
        let (form, folder) = try await read(Array(body.utf8), cut: cut)
        #expect(form.fields.items.map(\.name) == ["line", "note", "città"])
        #expect(form.fields.items.map(\.value) == ["3", "", "Torino – ñ 日本"])
        let file = try #require(form.files.first)
        #expect(form.files.count == 1)
        #expect(file.name == "csvFile")
        #expect(file.filename == "größe.csv")
        #expect(file.contentType == "text/csv")
        #expect(try String(contentsOfFile: file.path, encoding: .utf8) == content)
        #expect(file.size == Int64(content.utf8.count))
        #expect(file.path.hasPrefix(folder + "/"))
        form.discard()
        #expect(!FileManager.default.fileExists(atPath: file.path))
    }

    @Test func bytesOfAllValuesAreKept() async throws {
        var body = Array("--\(Self.boundary)\r\nContent-Disposition: form-data; name=f; filename=x.bin\r\n\r\n".utf8)
        let content = (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ ($0 >> 3)) } + [13, 10, 45, 45, 13]
        body += content + Array("\r\n".utf8) + Array(Self.end.utf8)
        let (form, _) = try await read(body, cut: 999)
        defer { form.discard() }
        #expect(FileManager.default.contents(atPath: try #require(form.files.first).path) == Data(content))
    }

    @Test(arguments: [
        ("name=\"a\"; filename=\"../../etc/passwd\"", "passwd"), ("name=\"a\"; filename=\"a\\\"b.csv\"", "a\"b.csv"),
        ("name=\"a\"; filename=\"a%22b.csv\"", "a\"b.csv"),
        ("name=\"a\"; filename=\"x\"; filename*=UTF-8''Stra%C3%9Fe.csv", "Straße.csv"),
        ("name=\"a\"; filename=\"..\"", "file"), ("name=\"a\"; filename=\"semi;colon.csv\"", "semi;colon.csv"),
    ])
    func fileNamesAreTheirLastPartAlone(_ head: String, _ expected: String) async throws {
        let (form, _) = try await read(
            Array((Self.part("Content-Disposition: form-data; \(head)", "x") + Self.end).utf8))
        defer { form.discard() }
        #expect(form.files.first?.filename == expected)
    }

    @Test func formsWithoutAnEndAreRefused() async {
        #expect(await code("") == "multipart_invalid")
        #expect(await code(Self.field("a", "1")) == "multipart_invalid")
        #expect(
            await code(Self.part("Content-Disposition: form-data; name=\"f\"; filename=\"f\"", "half"))
                == "multipart_invalid")
        #expect(await code(Self.field("a", "1") + "--\(Self.boundary)") == "multipart_invalid")
    }

    @Test func strangeFormsAreRefused() async {
        #expect(await code(Self.end, type: "multipart/form-data") == "multipart_invalid")
        #expect(await code(Self.end, type: "text/plain; boundary=x") == "multipart_invalid")
        #expect(await code(Self.part("Content-Disposition: attachment", "x") + Self.end) == "multipart_invalid")
        #expect(
            await code(
                Self.part("Content-Disposition: form-data; name=\"a\"\r\nContent-Transfer-Encoding: base64", "x")
                    + Self.end) == "multipart_invalid")
        #expect(await code("--\(Self.boundary)garbage\r\n\r\n\r\n") == "multipart_invalid")
        #expect(
            await code("--\(Self.boundary)\r\n" + String(repeating: "X: y\r\n", count: 5000)) == "multipart_invalid")
        #expect(await code((0...100).map { Self.field("f\($0)", "x") }.joined() + Self.end) == "multipart_invalid")
    }

    @Test func limitsHoldForFieldsAndFiles() async throws {
        #expect(
            await code(Self.field("a", String(repeating: "x", count: (64 << 10) + 1)) + Self.end) == "body_too_large")
        let file =
            Self.part("Content-Disposition: form-data; name=\"f\"; filename=\"f\"", String(repeating: "x", count: 1001))
            + Self.end
        #expect(await code(file, fileBytesMax: 1000) == "body_too_large")
        let (form, _) = try await read(Array(file.utf8), fileBytesMax: 1001)
        #expect(form.files.first?.size == 1001)
        form.discard()
    }

    @Test func anUploadGoesThroughTheWholeServerAndNeedsItsToken() async throws {
        let route = Route(.post, "/upload", .signedIn, streamsBody: true) { [folder] visit in
            let form = try await visit.multipart(fileBytesMax: 8 << 20, to: folder)
            defer { form.discard() }
            return .text("\(form.fields.text("a")) \(form.files.first?.size ?? -1)")
        }
        let body =
            Self.field("a", "yes")
            + Self.part(
                "Content-Disposition: form-data; name=\"f\"; filename=\"f\"", String(repeating: "x", count: 5 << 20))
            + Self.end
        let head =
            "HTTP/1.1\r\nHost: x\r\nCookie: who=floor\r\nContent-Type: \(Self.type)\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
        try await Probe.serve([route]) { port async throws in
            #expect(try await ServerTests.ask(port, "POST /upload?csrf=secret " + head + body).text == "yes \(5 << 20)")
            let refused = try RawClient(port: port)
            try await refused.send(Array(("POST /upload " + head + body).utf8), seconds: 1)
            #expect(try await refused.answer().status == 403)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }
}
