// Whoever read the old system's tables by SQL reads ours under the same names: the README's columns and its own queries.

import Foundation
import Host
import Kernel
import Store
import TestKit
import Testing

@Suite struct LegacyViewsTests {
    private static let changeColumns = [
        "id", "scan_date", "scan_time", "slot_no", "result", "part_name", "quantity", "vendor", "lot_no", "barcode",
        "feeder_base",
        "previous_barcode", "source_file", "line_number", "mounter_number", "file_hash", "created_at",
    ]
    private static let fileColumns = [
        "id", "filename", "filepath", "line_number", "mounter_number", "file_hash", "processed_at", "records_count",
        "file_size",
    ]

    @Test("both views have every column of the README")
    func columns() async throws {
        let plant = try await TestPlant()
        for (view, columns) in [
            ("historial_cambio_material_smt", Self.changeColumns), ("smt_files_processed", Self.fileColumns),
        ] {
            for column in columns {
                let count = try? await plant.house.database.read { tx in
                    try tx.int(
                        "SELECT COUNT(*) FROM \(trusted: view) WHERE \(trusted: column) IS NULL OR \(trusted: column) IS NOT NULL"
                    )
                }
                #expect(count ?? 0 > 0, "\(view).\(column)")
            }
        }
    }

    @Test("the view of changes has the rows of the history, by the day and clock of the machine")
    func changes() async throws {
        let plant = try await TestPlant()
        let rows = try await plant.house.database.read { tx in
            try tx.rows(
                """
                SELECT scan_date, scan_time, slot_no, result, part_name, vendor, lot_no, barcode, feeder_base, previous_barcode, source_file
                FROM historial_cambio_material_smt ORDER BY id
                """
            ) { row in (0..<11).map { row.text($0) } }
        }
        #expect(rows.count == TreeFile.loadedRows.count)
        let first = try #require(rows.first { $0[7] == "B1010" })
        #expect(
            Array(first[0...9]) == [
                "2026-09-22", "08:10:00", "4", "OK", "led-white", "OSRAM", "lot_b%1", "B1010", "4F", "NA",
            ])
        #expect(first[10].hasSuffix("20260922.csv"))
        let junk = try #require(rows.first { $0[7] == "B1014" })
        #expect(junk[0] == "Update")
    }

    @Test("the README's own query by line and mounter counts what the machines hold")
    func byMachine() async throws {
        let plant = try await TestPlant()
        let counts = try await plant.house.database.read { tx in
            try tx.rows(
                """
                SELECT line_number, mounter_number, COUNT(*) AS total_records FROM historial_cambio_material_smt
                WHERE line_number IS NOT NULL GROUP BY line_number, mounter_number ORDER BY line_number, mounter_number
                """
            ) { [$0.int(0), $0.int(1), $0.int(2)] }
        }
        let machines: [(line: Int64, mounter: Int64)] = [(1, 1), (1, 2), (2, 1)]
        let expected = machines.map { machine -> [Int64] in
            let rows = TreeFile.loadedRows.filter { $0.file.line == machine.line && $0.file.mounter == machine.mounter }
            return [machine.line, machine.mounter, Int64(rows.count)]
        }
        #expect(counts == expected)
    }

    @Test("the view of files has a row per file with its records and its machine")
    func files() async throws {
        let plant = try await TestPlant()
        let rows = try await plant.house.database.read { tx in
            try tx.rows(
                "SELECT filepath, line_number, mounter_number, records_count, file_size FROM smt_files_processed ORDER BY filepath"
            ) {
                ($0.text(0), $0.optionalInt(1), $0.optionalInt(2), $0.int(3), $0.int(4))
            }
        }
        #expect(rows.count == TreeFile.all.count)
        for file in TreeFile.all {
            let row = try #require(rows.first { $0.0 == file.path }, "\(file.path)")
            #expect(row.1 == file.line, "\(file.path)")
            #expect(row.2 == file.mounter, "\(file.path)")
            #expect(row.3 == Int64(file.rows.filter { !$0.isRejected }.count), "\(file.path)")
            #expect(row.4 == Int64(file.text.utf8.count), "\(file.path)")
        }
    }
}

extension ScratchFolder {
    /// Every file below the folder, by its path in it.
    func names() throws -> [String] {
        (FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []).sorted()
    }
}
