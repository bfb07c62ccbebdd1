// Mask files that are handed out, from a folder and from GridFS: the very bytes, in pieces, within a limit, nothing that is
// not a mask file, and headers in which a name does no harm.

import Foundation
import Kernel
import Mongo
import TestKit
import Testing
import Web

@testable import Batches

@Suite struct MaskDownloadTests {
    static func bytes(_ file: MaskReading) async throws -> [UInt8] {
        var all: [UInt8] = []
        try await file.each { all += $0 }
        return all
    }

    private static func put(_ name: String, _ content: [UInt8], _ place: BatchPlace) async throws {
        if let bench = place.bench {
            _ = try await bench.pool.run { session in
                var next: [UInt8]? = content
                return try session.bucket(bench.trainingDatabase, MaskBench.bucket).upload(name: name, chunkBytes: 400_000) {
                    defer { next = nil }
                    return next
                }
            }
        } else {
            try place.folder.write("masks/" + name, content)
            let day = Date().addingTimeInterval(-60)
            try FileManager.default.setAttributes([.modificationDate: day], ofItemAtPath: place.folder.path + "/masks/" + name)
        }
    }

    private static func refused(_ code: String, _ act: () async throws -> Void) async {
        do {
            try await act()
            Issue.record("\(code) was not refused")
        } catch { #expect(Problem(error).code == code) }
    }

    @Test(arguments: BatchKindOfHome.all)
    func `a file of the list is handed out as it is, in pieces, up to a limit`(_ kind: BatchKindOfHome) async throws {
        let place = try await BatchPlace(kind)
        let content = (0..<2_500_001).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 9) }
        try await Self.put("masks_batch_1.tar.xz", content, place)
        try await Self.put("batch_2.PNG", [], place)
        _ = try await place.actions.sync()
        let rows = try await place.actions.masks(MaskFilter(), after: nil, limit: 10).rows
        let large = try #require(rows.first { $0.bytes > 0 })
        let (row, file) = try await place.actions.mask(large.hash)
        #expect(row.name == "masks_batch_1.tar.xz" && file.bytes == Int64(content.count))
        var sizes: [Int] = []
        try await file.each { sizes.append($0.count) }
        #expect((3...4).contains(sizes.count) && sizes.allSatisfy { $0 <= 1 << 20 })
        #expect(try await Self.bytes(file) == content)
        let answer = MaskDownload.response(row.name, file)
        #expect(try await answer.collect() == content && answer.header("content-length") == "2500001")
        let empty = try #require(rows.first { $0.bytes == 0 })
        #expect(try await Self.bytes(place.actions.mask(empty.hash).file) == [])

        let store = try await place.actions.home().masks
        await Self.refused("mask_too_large") { _ = try await store.open(large.id, bytesMax: Int64(content.count) - 1) }
        await Self.refused("mask_unknown") { _ = try await place.actions.mask(large.hash &+ 1) }
        // What is gone or cut off since it was listed is no whole file.
        if let bench = place.bench {
            let id = GridFSMasks.value(large.id)
            _ = try await bench.pool.run { session in
                try bench.chunks(session).bulk(ordered: true) { try $0.deleteOne(["files_id": id, "n": 5]) }
            }
            await Self.refused("mongo_file_damaged") { _ = try await Self.bytes(place.actions.mask(large.hash).file) }
            try await bench.remove([id])
            await Self.refused("mongo_file_missing") { _ = try await place.actions.mask(large.hash) }
        } else {
            let path = place.folder.path + "/masks/masks_batch_1.tar.xz"
            let opened = try await place.actions.mask(large.hash).file
            #expect(truncate(path, 1_500_000) == 0)
            await Self.refused("mask_changed") { _ = try await Self.bytes(opened) }
            try place.folder.remove("masks/masks_batch_1.tar.xz")
            await Self.refused("mask_unknown") { _ = try await place.actions.mask(large.hash) }
        }
        await place.bench?.drop()
    }

    @Test func `an incomplete file is not handed out`() async throws {
        let place = try await BatchPlace(.hub)
        try place.folder.write("masks/batch_1.png.part", "mask")
        _ = try await place.actions.sync()
        let row = try #require(try await place.actions.masks(MaskFilter(), after: nil, limit: 10).rows.first)
        await Self.refused("mask_incomplete") { _ = try await place.actions.mask(row.hash) }
    }

    @Test func `a path or a link that leads out of the folder leads nowhere`() async throws {
        let place = try await BatchPlace(.hub)
        try place.folder.write("secret.txt", "secret")
        let masks = place.folder.path + "/masks/"
        try FileManager.default.createSymbolicLink(atPath: masks + "batch_1.png", withDestinationPath: "../secret.txt")
        try FileManager.default.createSymbolicLink(atPath: masks + "up", withDestinationPath: "..")
        try place.folder.write("masks/batch_2.png", "mask")
        try FileManager.default.createSymbolicLink(atPath: masks + "batch_3.png", withDestinationPath: "batch_2.png")
        #expect(mkfifo(masks + "batch_4.png", 0o600) == 0)
        let store = try await place.actions.home().masks
        for id in ["../secret.txt", "x/../../secret.txt", "batch_1.png", "up/secret.txt", "batch_4.png", "up", "", "batch_9.png"] {
            await Self.refused("mask_unknown") { _ = try await store.open(id) }
        }
        #expect(try await Self.bytes(store.open("batch_2.png")) == Array("mask".utf8))
        #expect(try await Self.bytes(store.open("batch_3.png")) == Array("mask".utf8))
    }

    @Test(
        arguments: [
            ("a.png", "image/png"), ("a.b.JPG", "image/jpeg"), ("a.jpeg", "image/jpeg"), ("a.tif", "image/tiff"), ("a.TIFF", "image/tiff"),
            ("a.webp", "image/webp"), ("masks.tar.xz", nil), ("a.svg", nil), ("a.html", nil), ("a.png.html", nil), ("png", nil), ("a.png ", nil),
            ("", nil),
            ("a.png\r\nset-cookie: x=1", nil), ("x\"; filename=\"y.html\r\n\r\n<script>.png", "image/png"), ("ñ\u{0}\u{7F}\u{202E}.png", "image/png"),
        ] as [(String, String?)])
    func `pictures are shown, all else is saved, and a name is only a name`(_ name: String, _ type: String?) async throws {
        let answer = MaskDownload.response(name, try MaskReading("x", bytes: 0, max: 1) { _ in [] })
        #expect(answer.header("content-type") == type ?? "application/octet-stream")
        let said = try #require(answer.header("content-disposition"))
        #expect(said.hasPrefix(type == nil ? "attachment; filename=\"" : "inline; filename=\""))
        #expect(said.unicodeScalars.allSatisfy { (0x20..<0x7F).contains($0.value) } && said.filter { $0 == "\"" }.count == 2)
        #expect(said.contains("filename*=UTF-8''") && answer.headers.count == 3)
    }
}
