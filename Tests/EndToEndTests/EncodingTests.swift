// Files in every encoding that a source can name, through the real program: what loads, what is rejected and shown, and
// what becomes of a rejected line that is mended with letters of its own.

import Foundation
import Glibc
import Kernel
import Store
import TestKit
import Testing

@Suite("Encodings") struct EncodingTests {
    struct Case: Sendable, CustomStringConvertible {
        /// As a source names it, and as the C library does.
        var name: String
        var library: String
        var vendor: String
        /// A letter the encoding has, for mending; it has no other byte than the vendor's.
        var mended: String
        var description: String { name }
    }

    static let cases = [
        Case(name: "utf-8", library: "UTF-8", vendor: "Müller 가나 😀", mended: "Ñandú €"),
        Case(name: "cp949", library: "CP949", vendor: "삼성전기 가나", mended: "똠방각하"),
        Case(name: "shift-jis", library: "CP932", vendor: "村田製作所 ソ表", mended: "能登ポール"),
        Case(name: "cp1252", library: "CP1252", vendor: "Müller & Söhne €", mended: "Señal “1”"),
        Case(name: "latin1", library: "ISO-8859-1", vendor: "Müller & Söhne", mended: "Señal ½"),
        Case(name: "utf-16le", library: "UTF-16LE", vendor: "Müller 가나 😀", mended: "Ñandú 😀"),
        Case(name: "utf-16be", library: "UTF-16BE", vendor: "Müller 가나 😀", mended: "Ñandú 😀"),
    ]

    @Test("a file loads, its bad lines are kept as they are, shown, mended and loaded", arguments: cases)
    func encoding(_ one: Case) async throws {
        let site = try ProgramSite()
        let bad = BadFiles.row(2, vendor: one.vendor).replacing("7000", with: "70O0")
        let worse = BadFiles.row(4, vendor: one.vendor).replacing("7000", with: "7.0.0")
        let lines = [BadFiles.header, BadFiles.row(1, vendor: one.vendor), bad, BadFiles.row(3, vendor: one.vendor), worse]
        let bytes = try Self.bytes(lines.joined(separator: "\r\n") + "\r\n", one.library)
        try site.folder.write("share/L1 m1/20250804.csv", bytes)
        try await site.addSource("share", at: nil, ["--encoding", one.name])
        let report = try await site.run(["sources", "scan", "share", "--json"])
        #expect(report.json["loaded"]?.int == 2 && report.json["rejected"]?.int == 2, "\(report.out)\(report.error)")

        let rejects = try await site.run(["rejects", "list", "--json"]).json["rejects"]?.array ?? []
        #expect(rejects.compactMap { $0["raw"]?.string } == [worse, bad], "readable")
        try await expectExactBytes(site, bytes, [bad, worse], one.library)
        let ids = rejects.compactMap { $0["id"]?.int }.sorted()
        try #require(ids.count == 2)
        let untouched = try await site.run(["rejects", "retry", "\(ids[0])"])
        #expect(untouched.code == 1, "as it is it stays rejected")
        let first = try await site.run(["rejects", "retry", "\(ids[0])", "--set", "Quantity=7000"])
        #expect(first.code == 0, "\(first.out)\(first.error)")
        let second = try await site.run(
            ["rejects", "retry", "\(ids[1])", "--set", "Quantity=5000", "--set", "Vendor=\(one.mended), \"x\""])
        #expect(second.code == 0, "\(second.out)\(second.error)")
        #expect(try await vendors(site) == [one.vendor, one.vendor, one.vendor, one.mended + ", \"x\""])

        try site.folder.write("share/L1 m1/20250804.csv", bytes + Self.bytes(BadFiles.row(5, vendor: one.vendor) + "\r\n", one.library))
        let later = try await site.run(["sources", "scan", "share", "--json"])
        #expect(later.json["loaded"]?.int == 1 && later.json["lines"]?.int == 1, "what was mended stays, what is new loads")
        let file = try await site.run(["ledger", "--json"]).json["files"]?.array?.first
        #expect(file?["loaded"]?.int == 5 && file?["rejected"]?.int == 0 && file?["other_encoding"]?.bool == false, "\(file?.text ?? "")")
    }

    @Test("a whole line mended at the API may have letters that its file's encoding has not")
    func lineByAPI() async throws {
        let site = try ProgramSite()
        let bad = BadFiles.row(1, vendor: "가나").replacing("7000", with: "x")
        try site.folder.write("share/L1 m1/20250804.csv", try Self.bytes(BadFiles.header + "\n" + bad + "\n", "CP949"))
        try await site.addSource("share", at: nil, ["--encoding", "cp949"])
        _ = try await site.run(["sources", "scan", "share"])
        let line = BadFiles.row(1, vendor: "Ñandú 😀")
        let answer = try await site.run(["rejects", "retry", "1", "--line", line])
        #expect(answer.code == 0, "\(answer.out)\(answer.error)")
        #expect(try await vendors(site) == ["Ñandú 😀"])
    }

    @Test("a UTF-16 file with its mark needs no setting")
    func markedUTF16() async throws {
        let site = try ProgramSite()
        try site.folder.write("share/L1 m1/20250804.csv", BadFiles.utf16(BadFiles.good(2), bigEndian: false))
        try site.folder.write("share/L1 m2/20250804.csv", BadFiles.utf16(BadFiles.good(2), bigEndian: true))
        try site.folder.write("share/L1 m3/20250804.csv", BadFiles.good(2))
        let report = try await site.ingest()
        #expect(report.code == 0 && report.json["loaded"]?.int == 6 && report.json["header"]?.int == 3, "\(report.out)")
        let again = try await site.ingest()
        #expect(again.json["lines"]?.int == 0)
    }

    private func expectExactBytes(_ site: ProgramSite, _ bytes: [UInt8], _ lines: [String], _ library: String) async throws {
        let database = try site.openDatabase()
        let kept = try await database.read { tx in
            try tx.rows("SELECT byte_offset, raw FROM intake_rejects ORDER BY id") { (Int($0.int(0)), $0.bytes(1)) }
        }
        try await database.close()
        for (reject, line) in zip(kept, lines) {
            #expect(reject.1 == (try Self.bytes(line, library)))
            #expect(Array(bytes[reject.0..<reject.0 + reject.1.count]) == reject.1)
        }
    }

    private func vendors(_ site: ProgramSite) async throws -> [String] {
        let database = try site.openDatabase()
        let found = try await database.read { tx in
            try tx.rows("SELECT v.name FROM trace_changes c JOIN trace_vendors v ON v.id = c.vendor_id ORDER BY c.id") { $0.text(0) }
        }
        try await database.close()
        return found
    }

    /// Text as the C library writes it in an encoding.
    static func bytes(_ text: String, _ library: String) throws -> [UInt8] {
        guard let converter = iconv_open(library, "UTF-8"), converter != iconv_t(bitPattern: -1) else {
            throw ProgramFailure(what: "no \(library)")
        }
        defer { iconv_close(converter) }
        var source = text.utf8.map { CChar(bitPattern: $0) }
        var result = [CChar](repeating: 0, count: source.count * 4 + 8)
        var (left, free) = (source.count, result.count)
        let code = source.withUnsafeMutableBufferPointer { input in
            result.withUnsafeMutableBufferPointer { output in
                var from = input.baseAddress
                var to = output.baseAddress
                return iconv(converter, &from, &left, &to, &free)
            }
        }
        guard code == 0, left == 0 else { throw ProgramFailure(what: "\(library) cannot write it") }
        return result[..<(result.count - free)].map { UInt8(bitPattern: $0) }
    }
}
