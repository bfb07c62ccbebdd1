// Files in UTF-16: the same rows give the same table as in UTF-8, wherever an append stopped, in the middle of a unit,
// of a surrogate pair or of a line end; places and rejected bytes are those of the file itself.

import Foundation
import Intake
import Kernel
import Store
import TestKit
import Testing

@testable import Traceability

@Suite struct WideFileTests {
    static let histories = TestScale.tries(600)

    @Test func anyGrowthGivesTheTableOfTheSameRowsInUTF8() async throws {
        var hub = try await TraceHub()
        for index in 0..<Self.histories {
            if index % 100 == 99 { hub = try await TraceHub() }
            let seed = GrowingTests.firstSeed &+ UInt64(index)
            let faults = try await WideHistory(seed: seed, hub: hub).run()
            #expect(faults.isEmpty, "seed \(seed): \(faults.prefix(5).joined(separator: "\n"))")
            if !faults.isEmpty { return }
        }
    }

    /// Half a comma behind a closing quote once made the quoted lines before it two rejects.
    @Test func aQuotedFieldOfTwoLinesIsOneRowWhereverTheFileWasCut() async throws {
        let hub = try await TraceHub()
        let text =
            WideHistory.header + "\r\n20250804,071937,18,OK,NA,,P1,1,,\"Ni 😀\r\nCo\",L,B1,1F,\r\n20250804,071938,18,OK,NA,,P2,1,,\"V\",L,B2,1F,\r\n"
        let bytes = WideHistory.bytes(text, bigEndian: false, hasMark: true)
        for cut in stride(from: 1, to: bytes.count, by: TestEngine.isSQLite ? 1 : 7) {
            let source = try await hub.source("cut\(cut)", at: hub.folder.path + "/cut\(cut)")
            let path = "cut\(cut)/L\(cut) m1/20250804.csv"
            try hub.folder.write(path, Array(bytes[..<cut]))
            _ = try await hub.intake.scan(source, .command)
            try hub.folder.write(path, bytes)
            _ = try await hub.intake.scan(source, .command)
            let changes = try await hub.changes(source: source)
            #expect(changes.map(\.barcode) == ["B1", "B2"] && changes.first?.vendor == "Ni 😀\r\nCo", "cut at \(cut)")
            let file = try #require(try await hub.intake.ledger(LedgerFilter(source: source)).first)
            #expect(file.counts.lines == 3 && file.counts.rejected == 0 && file.bytes == Int64(bytes.count), "cut at \(cut)")
        }
    }

    @Test func aRewrittenFileKeepsItsRowsAndACopyInUTF8IsKnown() async throws {
        let hub = try await TraceHub()
        let source = try await hub.source("wide", at: hub.folder.path + "/wide")
        let text = WideHistory.text(seed: 7, rows: 20...20, quirks: .clean)
        let path = "wide/L1 m1/20250804.csv"
        try hub.folder.write(path, WideHistory.bytes(text, bigEndian: true, hasMark: true))
        #expect(try await hub.intake.scan(source, .command).counts.loaded == 20)
        let before = try await hub.changes(source: source).map(\.id)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let rewritten = ([lines[0]] + lines[3...]).joined(separator: "\n")
        try hub.folder.write(path, WideHistory.bytes(rewritten, bigEndian: true, hasMark: true))
        #expect(try await hub.intake.scan(source, .command).counts.loaded == 0)
        #expect(try await hub.changes(source: source).map(\.id) == Array(before.dropFirst(2)))
        try hub.folder.write("wide/L1 m1/copy.csv", rewritten)
        let copy = try await hub.intake.scan(source, .command)
        #expect(copy.counts.duplicate == 18 && copy.counts.loaded == 0)
    }

    @Test func aFileReadInTheWrongEncodingIsReadAnewInTheRightOne() async throws {
        let hub = try await TraceHub()
        let location = hub.folder.path + "/late"
        let id = try await hub.source("late", at: location)
        let text = WideHistory.text(seed: 9, rows: 8...8, quirks: .clean)
        try hub.folder.write("late/L1 m1/20250804.csv", WideHistory.bytes(text, bigEndian: false, hasMark: false))
        #expect(try await hub.intake.scan(id, .command).counts.loaded == 0)
        var source = try await hub.intake.source(id)
        source.encoding = "utf-16le"
        let changed = source
        _ = try await hub.database.write { try hub.intake.save(changed, in: $0) }
        hub.intake.forget(id)
        try hub.folder.write(
            "late/L1 m1/20250804.csv", WideHistory.bytes(text + text.split(separator: "\n")[1] + "\n", bigEndian: false, hasMark: false))
        let file = try #require(try await hub.intake.ledger(LedgerFilter(source: id)).first)
        _ = try await hub.intake.reload(file: file.id)
        let after = try #require(try await hub.intake.ledger(LedgerFilter(source: id)).first)
        #expect(after.counts.loaded == 9 && after.counts.rejected == 0 && after.counts.header == 1 && after.encoding == "utf-16le")
    }

    @Test func anEndlessLineIsOneRejectAndTheRestLoads() async throws {
        let hub = try await TraceHub()
        let source = try await hub.source("long", at: hub.folder.path + "/long")
        let text = WideHistory.text(seed: 11, rows: 2...2, quirks: .clean)
        let row = String(text.split(separator: "\n")[1]) + "\n"
        let whole = text + String(repeating: "가😀x", count: 500_000) + "\n" + row
        let bytes = WideHistory.bytes(whole, bigEndian: false, hasMark: true)
        try hub.folder.write("long/L1 m1/20250804.csv", Array(bytes[..<(bytes.count - 7)]))
        _ = try await hub.intake.scan(source)
        try hub.folder.write("long/L1 m1/20250804.csv", Array(bytes[..<3_000_001]))
        try hub.folder.write("long/L1 m1/20250804.csv", bytes)
        _ = try await hub.intake.scan(source, .command)
        let file = try #require(try await hub.intake.ledger(LedgerFilter(source: source)).first)
        #expect(file.counts.loaded == 3 && file.counts.rejected == 1 && file.bytes == Int64(bytes.count), "\(file)")
        let reject = try #require(try await hub.intake.rejects(RejectFilter()).rejects.first)
        #expect(reject.isCut && reject.raw == Array(bytes[Int(reject.byteOffset)..<Int(reject.byteOffset) + reject.raw.count]))
    }
}

/// One file that grows in UTF-16, and the same text at once in UTF-8.
struct WideHistory {
    let seed: UInt64
    let hub: TraceHub

    func run() async throws -> [String] {
        var random = SeededRandom(seed: seed)
        let text = Self.text(seed: seed, rows: 1...12, quirks: .all.subtracting([.cp1252, .byteOrderMark]))
        let isBigEndian = random.below(2) == 0
        let hasMark = random.below(3) > 0
        let plain = try await source("n\(seed)", encoding: nil)
        try hub.folder.write("n\(seed)/L1 m1/20250804.csv", text)
        _ = try await hub.intake.scan(plain, .command)

        let wide = try await source("w\(seed)", encoding: hasMark ? nil : isBigEndian ? "utf-16be" : "utf-16le")
        let bytes = Self.bytes(text, bigEndian: isBigEndian, hasMark: hasMark)
        // Another machine's: of the same one it would be a copy.
        let path = "L1 m2/20250804.csv"
        try hub.folder.write("w\(seed)/" + path, [])
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: hub.folder.path + "/w\(seed)/" + path))
        defer { try? handle.close() }
        var at = 0
        while at < bytes.count {
            let end = min(bytes.count, at + 1 + random.below(random.below(3) == 0 ? 5 : 400))
            try handle.write(contentsOf: Data(bytes[at..<end]))
            at = end
            var options = ScanOptions.command
            options.takesOpenEnd = random.below(2) == 0
            _ = try await hub.intake.scan(wide, options)
        }
        _ = try await hub.intake.scan(wide, .command)
        let places = Self.places(text, hasMark: hasMark)
        return try await rowFaults(plain, wide, places) + rejectFaults(plain, wide, places, bytes) + ledgerFaults(plain, wide, bytes)
    }

    private func source(_ name: String, encoding: String?) async throws -> Int64 {
        let id = try await hub.source(name, at: hub.folder.path + "/" + name)
        guard let encoding else { return id }
        var source = try await hub.intake.source(id)
        source.encoding = encoding
        let made = source
        return try await hub.database.write { try hub.intake.save(made, in: $0) }
    }

    private func rowFaults(_ plain: Int64, _ wide: Int64, _ places: [Int64: Int64]) async throws -> [String] {
        let zone = try Zone("Europe/Paris")
        let wanted = try await hub.changes(source: plain).map { change in
            var change = change
            change.mounter = 2
            change.byteOffset = places[change.byteOffset] ?? -1
            return RowKey(change, zone, withPath: false)
        }
        return difference(multiset(try await hub.changes(source: wide).map { RowKey($0, zone, withPath: false) }), multiset(wanted))
    }

    private func rejectFaults(_ plain: Int64, _ wide: Int64, _ places: [Int64: Int64], _ bytes: [UInt8]) async throws -> [String] {
        var filter = RejectFilter()
        filter.source = plain
        let wanted = try await hub.intake.rejects(filter).rejects
        filter.source = wide
        let found = try await hub.intake.rejects(filter).rejects
        let text = { (r: Reject, offset: Int64) in "\(r.fileLine) \(offset) \(r.reason) \(r.column ?? "") \(r.value) \(r.text)" }
        let (a, b) = (wanted.map { text($0, places[$0.byteOffset] ?? -1) }, found.map { text($0, $0.byteOffset) })
        let inexact = found.filter { Array(bytes[Int($0.byteOffset)..<Int($0.byteOffset) + $0.raw.count]) != $0.raw }
        return (a.sorted() == b.sorted() ? [] : ["rejects \(b), not \(a)"]) + inexact.map { "not the file's bytes: \($0.raw)" }
    }

    private func ledgerFaults(_ plain: Int64, _ wide: Int64, _ bytes: [UInt8]) async throws -> [String] {
        let wanted = try await hub.intake.ledger(LedgerFilter(source: plain))
        let found = try await hub.intake.ledger(LedgerFilter(source: wide))
        guard let a = wanted.first, let b = found.first, found.count == 1 else { return ["\(found.count) files"] }
        let same = a.counts == b.counts && b.bytes == Int64(bytes.count) && b.withdrawn == 0 && !b.isOtherEncoding
        return same ? [] : ["ledger \(b.counts) \(b.bytes) of \(bytes.count), not \(a.counts)"]
    }

    static let header =
        "ScanDate,ScanTime,SlotNo,Result,PreviousBarcode,ProductDate,PartName,Quantity,SEQ,Vendor,LOTNO,Barcode,FeederBase,Extra"

    /// A mounter's file as text.
    static func text(seed: UInt64, rows: ClosedRange<Int>, quirks: MounterQuirks) -> String {
        let plan = MounterPlan(seed: seed, lines: 1, mounters: 1, days: 1, rowsPerFile: rows, quirks: quirks)
        return String(decoding: MounterTree(plan).files[0].bytes, as: UTF8.self)
    }

    static func bytes(_ text: String, bigEndian: Bool, hasMark: Bool) -> [UInt8] {
        ((hasMark ? "\u{FEFF}" : "") + text).utf16.flatMap {
            bigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)]
        }
    }

    /// For each place in the UTF-8 the one in the UTF-16.
    static func places(_ text: String, hasMark: Bool) -> [Int64: Int64] {
        var out: [Int64: Int64] = [:]
        var (narrow, wide) = (Int64(0), Int64(hasMark ? 2 : 0))
        for scalar in text.unicodeScalars {
            out[narrow] = wide
            narrow += Int64(String(scalar).utf8.count)
            wide += Int64(String(scalar).utf16.count * 2)
        }
        return out
    }
}
