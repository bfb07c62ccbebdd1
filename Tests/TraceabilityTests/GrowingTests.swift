// Files that grow, shrink, are rewritten, renamed and copied while they are read: whatever the interleaving, the database
// ends up as a plain batch reading of the final files would have it.

import Foundation
import Intake
import Kernel
import Store
import TestKit
import Testing

@testable import Traceability

@Suite struct GrowingTests {
    /// Interleavings in the suite; `GEMBA_TEST_SCALE` multiplies them in a campaign.
    static let interleavings = Int(ProcessInfo.processInfo.environment["GEMBA_TEST_INTERLEAVINGS"] ?? "") ?? 10_000
    static var scale: Int { Int(ProcessInfo.processInfo.environment["GEMBA_TEST_SCALE"] ?? "1") ?? 1 }
    static var firstSeed: UInt64 { UInt64(ProcessInfo.processInfo.environment["GEMBA_TEST_SEED"] ?? "") ?? 20_260_922 }

    /// The interleavings are shared out among a few hubs, side by side.
    @Test(arguments: 0..<4) func anyInterleavingEndsAsABatchReadingWould(_ share: Int) async throws {
        let count = Self.interleavings * Self.scale / 4
        var hub = try await TraceHub()
        for index in 0..<count {
            if index % 250 == 249 { hub = try await TraceHub() }
            let seed = Self.firstSeed &+ UInt64(share * count + index)
            let faults = try await Interleaving(seed: seed, hub: hub).run()
            #expect(faults.isEmpty, "seed \(seed): \(faults.prefix(5).joined(separator: "\n"))")
            if !faults.isEmpty { return }
        }
    }

    /// The harness sees a fault when there is one: a reader that forgets its cursor loads lines twice.
    @Test func aForgottenCursorTurnsTheComparisonRed() async throws {
        let hub = try await TraceHub()
        var seen = 0
        for seed in Self.firstSeed..<Self.firstSeed + 20 {
            let interleaving = Interleaving(seed: seed, hub: hub, forgetsCursor: true)
            do { if try await !interleaving.run().isEmpty { seen += 1 } } catch { seen += 1 }
        }
        #expect(seen > 0)
    }
}

/// One random history of a few files, with a look after every step.
struct Interleaving {
    let seed: UInt64
    let hub: TraceHub
    var forgetsCursor = false
    /// Told every step, to look into a seed that fails.
    var trace: (String) -> Void = { _ in }

    init(seed: UInt64, hub: TraceHub, forgetsCursor: Bool = false) {
        self.seed = seed
        self.hub = hub
        self.forgetsCursor = forgetsCursor
    }

    /// - Returns: what differs from the oracle; empty when all is well.
    func run() async throws -> [String] {
        var random = SeededRandom(seed: seed)
        let location = hub.folder.path + "/s\(seed)"
        try FileManager.default.createDirectory(atPath: location, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: location) }
        let source = try await hub.source("s\(seed)\(forgetsCursor ? "x" : "")", at: location)
        let files = MounterTree(MounterPlan(seed: seed, lines: 1, mounters: 1 + random.below(2), days: 1 + random.below(2), rowsPerFile: 1...6)).files
        let deletes = random.below(10) == 0
        let kinds: GrowingWriter.Kinds = deletes ? .all : .all.subtracting(.delete)
        var writer = GrowingWriter(folder: URL(fileURLWithPath: location), seed: seed, files: files, kinds: kinds, longestPiece: 200)
        while let step = try writer.step() {
            trace("\(step)")
            if !deletes, random.below(3) == 0 { continue }
            try await look(source, takesOpenEnd: deletes || random.below(2) == 0)
        }
        try await look(source, takesOpenEnd: true)
        try await look(source, takesOpenEnd: true)
        return try await compare(writer, source)
    }

    private func look(_ source: Int64, takesOpenEnd: Bool) async throws {
        if forgetsCursor { try await forgetCursor(source) }
        var options = ScanOptions.command
        options.takesOpenEnd = takesOpenEnd
        let report = try await hub.intake.scan(source, options)
        trace("  look, open \(takesOpenEnd): \(report.counts) \(report.problems)")
        for file in try await hub.intake.ledger(LedgerFilter(source: source)) {
            trace(
                "    \(file.id) \(file.path) \(file.status) \(file.bytes) of \(file.size): \(file.counts) withdrawn \(file.withdrawn) \(file.sameContentAs ?? "")"
            )
        }
    }

    /// What a load without its cursor's update would leave behind: the rows, and no memory of them.
    private func forgetCursor(_ source: Int64) async throws {
        let fresh = RunningDigest().state
        try await hub.database.write { tx in
            try tx.execute(
                """
                UPDATE intake_files SET cursor_offset = 0, next_line = 1, open_bytes = 0, header = NULL, first_hash = NULL,
                  digest_state = \(fresh), line_count = 0, header_lines = 0, blank = 0, loaded = 0, duplicate = 0, rejected = 0,
                  withdrawn = 0, copy_of = NULL WHERE source_id = \(source)
                """)
            try tx.execute("DELETE FROM intake_entries WHERE file_id IN (SELECT id FROM intake_files WHERE source_id = \(source))")
        }
        hub.intake.forget(source)
    }

    private func compare(_ writer: GrowingWriter, _ source: Int64) async throws -> [String] {
        var contents = writer.final
        for (path, bytes) in writer.deleted { contents[path + " (deleted)"] = bytes }
        let oracle = MounterOracle.read(contents)
        let zone = try Zone("Europe/Paris")
        let found = multiset(try await hub.changes(source: source).map { RowKey($0, zone, withPath: false) })
        let wanted = multiset(oracle.distinctRows.map { RowKey($0, withPath: false) })
        var faults = hasBeginnings(oracle) ? loosely(found, wanted) : difference(found, wanted)
        for file in try await hub.intake.ledger(LedgerFilter(source: source)) where file.status == "current" {
            guard let expected = oracle.file(file.path) else {
                faults.append("\(file.path) is not there")
                continue
            }
            if file.counts.lines != Int64(expected.lines) { faults.append("\(file.path): \(file.counts.lines) lines, not \(expected.lines)") }
            if file.counts.header != Int64(expected.headerLines.count) {
                faults.append("\(file.path): \(file.counts.header) headers, not \(expected.headerLines.count)")
            }
            if file.counts.blank != Int64(expected.blankLines.count) {
                faults.append("\(file.path): \(file.counts.blank) blank, not \(expected.blankLines.count)")
            }
            if file.bytes != Int64(expected.content.count) { faults.append("\(file.path): \(file.bytes) bytes, not \(expected.content.count)") }
        }
        return faults + (try await rollUpFaults())
    }

    /// Whether a file is the mere beginning of another of its machine: then it is a copy at an earlier time for the
    /// product, and two files for the oracle, and which rows count once depends on which file came first.
    private func hasBeginnings(_ oracle: OracleReading) -> Bool {
        let files = oracle.files.filter { !$0.rows.isEmpty || !$0.rejects.isEmpty }
        return files.contains { a in
            files.contains { b in
                a.path != b.path && a.line == b.line && a.mounter == b.mounter && a.content != b.content
                    && b.content.starts(with: a.content.last == 0x0A ? a.content.dropLast() : a.content[...])
            }
        }
    }

    /// Every row at least once, none more often than it stands in the files.
    private func loosely(_ found: [RowKey: Int], _ wanted: [RowKey: Int]) -> [String] {
        difference(found, wanted.merging(found) { min($0, max(1, $1)) })
    }

    /// Roll-ups equal a recount of the rows, and what is loaded equals the history.
    private func rollUpFaults() async throws -> [String] {
        try await hub.database.read { tx in
            let rows = try tx.int("SELECT COUNT(*) FROM trace_changes WHERE withdrawn_at IS NULL") ?? 0
            return try TraceHub.rollUps.compactMap { table in
                let sum = try tx.int(SQL(trusted: "SELECT SUM(changes) FROM \(table)")) ?? 0
                return sum == rows ? nil : "\(table) says \(sum), rows \(rows)"
            }
        }
    }
}

extension LedgerFilter {
    init(source: Int64) {
        self.init()
        self.source = source
    }
}
