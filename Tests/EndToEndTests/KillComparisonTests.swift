// The comparison that the kills rely on must be able to fail: each planted fault is one it has to report.

import Foundation
import Kernel
import Store
import TestKit
import Testing

@Suite("The comparison of database and files") struct KillComparisonTests {
    /// Faults as a crash or a bug might leave them, each as one statement.
    static let faults: [String] = [
        "DELETE FROM trace_changes WHERE id = (SELECT MAX(id) FROM trace_changes)",
        """
        INSERT INTO trace_changes SELECT id + 1000000, scanned_at, scan_day, line, mounter, slot, slot_key, side, result, part_id, quantity,
        vendor_id, lot, barcode, previous_barcode, feeder_base, product_date, sequence_no, scan_date_raw, scan_time_raw, extras, file_id,
        file_line, byte_offset, withdrawn_at FROM trace_changes WHERE id = (SELECT MIN(id) FROM trace_changes)
        """,
        "UPDATE trace_changes SET barcode = barcode || 'x' WHERE id = (SELECT MIN(id) FROM trace_changes)",
        "UPDATE trace_changes SET file_line = file_line + 1 WHERE id = (SELECT MIN(id) FROM trace_changes)",
        "UPDATE trace_changes SET byte_offset = byte_offset + 1 WHERE id = (SELECT MIN(id) FROM trace_changes)",
        "UPDATE trace_changes SET scanned_at = scanned_at + 1000 WHERE id = (SELECT MAX(id) FROM trace_changes WHERE scan_day IS NOT NULL)",
        "UPDATE trace_changes SET withdrawn_at = 1 WHERE id = (SELECT MIN(id) FROM trace_changes)",
        "DELETE FROM intake_rejects WHERE id = (SELECT MIN(id) FROM intake_rejects)",
        "UPDATE intake_rejects SET raw = x'00' WHERE id = (SELECT MIN(id) FROM intake_rejects)",
        "UPDATE intake_files SET loaded = loaded - 1, duplicate = duplicate + 1 WHERE id = (SELECT MIN(id) FROM intake_files WHERE loaded > 0)",
        "UPDATE intake_files SET cursor_offset = cursor_offset - 1 WHERE id = (SELECT MIN(id) FROM intake_files WHERE loaded > 0)",
        "DELETE FROM intake_entries WHERE file_id = (SELECT MIN(id) FROM intake_files WHERE loaded > 0)",
        "UPDATE intake_runs SET loaded = loaded + 1",
        "UPDATE trace_hours SET changes = changes + 1 WHERE changes = (SELECT MAX(changes) FROM trace_hours)",
        "UPDATE trace_slot_loads SET barcode = 'other' WHERE latest_id = (SELECT MAX(latest_id) FROM trace_slot_loads)",
    ]

    @Test("each planted fault is reported, and none without one", .enabled(if: TestEngine.isSQLite, "copies the database's file for each fault"))
    func reportsPlantedFaults() async throws {
        let site = try ProgramSite()
        let tree = MounterTree(MounterPlan(seed: Campaign.seed, lines: 2, mounters: 2, days: 3, rowsPerFile: 20...60))
        try tree.write(to: URL(fileURLWithPath: site.share))
        let answer = try await site.ingest()
        #expect(answer.json["lines"]?.int == Int64(tree.counts.lines), "the maker's own count")
        #expect(try await site.differences(tree.contents).isEmpty)
        for fault in Self.faults {
            let copy = site.folder.path + "/copy.sqlite"
            for end in ["", "-wal", "-shm"] {
                try? FileManager.default.removeItem(atPath: copy + end)
                if FileManager.default.fileExists(atPath: site.databasePath + end) {
                    try FileManager.default.copyItem(atPath: site.databasePath + end, toPath: copy + end)
                }
            }
            let database = try site.folder.database("copy.sqlite")
            let changed = try await database.write { try $0.execute(SQL(trusted: fault)) }
            #expect(changed > 0, "changes nothing: \(fault)")
            let found = try await StoredTree(database: database, oracle: MounterOracle.read(tree.contents))
                .differences()
            try await database.close()
            #expect(!found.isEmpty, "not seen: \(fault)")
        }
    }

    @Test("a line that is missing in the files, or there twice, is reported")
    func reportsChangedFiles() async throws {
        let site = try ProgramSite()
        let tree = MounterTree(
            MounterPlan(seed: 7, lines: 1, mounters: 1, days: 1, rowsPerFile: 20...20, quirks: .clean))
        try tree.write(to: URL(fileURLWithPath: site.share))
        _ = try await site.ingest()
        var contents = tree.contents
        let path = try #require(contents.keys.first)
        let lines = try #require(contents[path]).split(separator: 10, omittingEmptySubsequences: false)
        contents[path] = Array(lines.dropLast(2).joined(separator: [10])) + [10]
        #expect(try await !site.differences(contents).isEmpty)
        contents[path] = Array((lines.dropLast() + [lines[1], lines[lines.count - 1]]).joined(separator: [10]))
        #expect(try await !site.differences(contents).isEmpty)
    }
}
