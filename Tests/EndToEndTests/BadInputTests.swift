// Files no mounter wrote: what cannot be loaded is kept as rejects or said of the file, nothing of it stops the rest,
// and the program stays small.

import Foundation
import Kernel
import Store
import TestKit
import Testing

@Suite("Bad files", .serialized) struct BadInputTests {
    /// The limit that the platform promises, whatever the file.
    static let memoryBytesMax = 150 << 20
    static let longLineBytes = Campaign.scale > 1 ? 200 << 20 : 60 << 20
    static let columnCount = 5000

    /// One file of the ledger, as the verb shows it.
    private func file(_ site: ProgramSite, _ path: String) async throws -> JSON {
        try await site.run(["ledger", "--path", path, "--json"]).json["files"]?.array?.first ?? .null
    }

    private func expect(_ file: JSON, _ counts: [String: Int64], _ comment: Comment) {
        for (name, count) in counts { #expect(file[name]?.int == count, "\(comment): \(name) in \(file.text)") }
        let parts = ["header", "blank", "loaded", "duplicate", "rejected"].map { file[$0]?.int ?? 0 }
        #expect(file["lines"]?.int == parts.reduce(0, +), comment)
    }

    @Test("binary files, endless lines and wrong encodings are rejected or said, and the rest loads")
    func badFilesBesideGoodOnes() async throws {
        let site = try ProgramSite()
        let share = site.folder
        let noise = BadFiles.random(200_000, seed: Campaign.seed)
        try share.write("share/1line/L1 m1/20250804.csv", noise)
        try share.write("share/1line/L1 m2/20250804.csv", [UInt8](repeating: 0, count: 200_000))
        try share.write(
            "share/1line/L1 m3/20250804.csv", BadFiles.good(1) + "\u{1}\u{2}\0\0,\0\n" + BadFiles.row(2) + "\n")
        try BadFiles.writeLongLine(Self.longLineBytes, at: site.share + "/2line/L2 m1/20250804.csv")
        try BadFiles.writeLongLine(Self.longLineBytes, at: site.share + "/2line/L2 m3/20250804.csv", isWide: true)
        try share.write("share/2line/L2 m2/20250804.csv", BadFiles.columns(Self.columnCount))
        let vendors: [[UInt8]] = [[0x4D, 0xFC, 0x6C, 0x6C, 0x65, 0x72, 0x20, 0x80], [0xB0, 0xA1, 0xB3, 0xAA]]
        for (index, vendor) in vendors.enumerated() {
            let row = BadFiles.row(1).replacingOccurrences(of: "MURATA", with: "@").split(separator: "@").map {
                Array($0.utf8)
            }
            try share.write(
                "share/3line/L3 m\(index + 1)/20250804.csv",
                Array((BadFiles.header + "\n").utf8) + row[0] + vendor + row[1] + [10])
        }
        try share.write("share/4line/L4 m1/20250804.csv", BadFiles.utf16(BadFiles.good(3), bigEndian: false))
        try share.write("share/4line/L4 m2/20250804.csv", BadFiles.utf16(BadFiles.good(3), bigEndian: true))
        try share.write("share/4line/L4 m3/20250804.csv", BadFiles.good(500))
        try await site.addSource()
        let server = try site.serve()
        let size = Int64(Self.longLineBytes + BadFiles.header.utf8.count + BadFiles.row(1).utf8.count * 2 + 4)
        let done = try await Campaign.eventually(60) {
            let isThrough = try await file(site, "4line/L4 m3/*")["loaded"]?.int == 500
            let taken = try await file(site, "2line/L2 m1/*")["bytes"]?.int
            let wide = try await file(site, "2line/L2 m3/*")
            return isThrough && taken == size && wide["bytes"]?.int == wide["size"]?.int && wide["size"]?.int != nil
        }
        #expect(done, "the good file and the file with the long line are through")

        // Give the quiet period to last lines, then look at each.
        try await Task.sleep(nanoseconds: 2_000_000_000)
        let binary = try await file(site, "1line/L1 m1/*")
        expect(binary, ["loaded": 0, "bytes": Int64(noise.count)], "random bytes")
        #expect((binary["rejected"]?.int ?? 0) > 100)
        expect(
            try await file(site, "1line/L1 m2/*"), ["loaded": 0, "lines": 1, "blank": 1, "bytes": 200_000], "only NULs")
        expect(
            try await file(site, "1line/L1 m3/*"), ["loaded": 2, "rejected": 1], "control characters between good rows")
        expect(try await file(site, "2line/L2 m1/*"), ["loaded": 2, "rejected": 1, "lines": 4], "an endless line")
        expect(try await file(site, "2line/L2 m3/*"), ["loaded": 2, "rejected": 1, "lines": 4], "an endless line in UTF-16")
        expect(try await file(site, "2line/L2 m2/*"), ["loaded": 2, "rejected": 0], "thousands of columns")
        for path in ["3line/L3 m1/*", "3line/L3 m2/*"] {
            let other = try await file(site, path)
            expect(other, ["loaded": 1, "rejected": 0], "not UTF-8")
            #expect(other["other_encoding"]?.bool == true, "flagged")
        }
        for path in ["4line/L4 m1/*", "4line/L4 m2/*"] {
            let wide = try await file(site, path)
            expect(wide, ["loaded": 3, "header": 1, "rejected": 0], "UTF-16 with its mark")
            #expect(wide["bytes"] == wide["size"] && wide["encoding"]?.string?.hasPrefix("utf-16") == true)
        }
        #expect(try await site.problem() == nil)
        try await lookInside(site, noise)
        let peak = server.peakMemory ?? .max
        #expect(peak < Self.memoryBytesMax, "the server had \(peak >> 20) MB")
        Campaign.note(
            "bad files: a line of \(Self.longLineBytes >> 20) MB and \(Self.columnCount) columns, server at most \(peak >> 20) MB"
        )
    }

    private func lookInside(_ site: ProgramSite, _ noise: [UInt8]) async throws {
        let database = try site.openDatabase()
        let (kept, vendors, long) = try await database.read { tx in
            let kept = try tx.rows(
                """
                SELECT r.byte_offset, r.raw, r.is_cut FROM intake_rejects r JOIN intake_files f ON f.id = r.file_id
                WHERE f.path LIKE '1line/L1 m1/%' ORDER BY r.id
                """
            ) { (Int($0.int(0)), $0.bytes(1), $0.bool(2)) }
            let vendors = try tx.rows(
                "SELECT v.name FROM trace_changes c JOIN trace_vendors v ON v.id = c.vendor_id WHERE c.line = 3 ORDER BY c.mounter"
            ) { $0.text(0) }
            let long = try tx.rows(
                "SELECT reason, byte_length, length(raw), is_cut FROM intake_rejects WHERE reason = 'record_too_long'"
            ) { ($0.text(0), $0.int(1), $0.int(2), $0.bool(3)) }
            return (kept, vendors, long)
        }
        try await database.close()
        #expect(
            kept.allSatisfy { at, raw, _ in at + raw.count <= noise.count && Array(noise[at..<at + raw.count]) == raw },
            "exact bytes")
        #expect(vendors == ["Müller €", "°¡³ª"])
        #expect(long.count == 2 && long.allSatisfy { $0.3 && $0.2 <= 65536 }, "the beginning of the endless lines is kept")
    }
}
