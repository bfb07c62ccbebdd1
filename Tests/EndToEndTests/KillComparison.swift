// The database against the oracle's reading of the files on disk: rows, rejects, ledger, roll-ups and slots, each as
// plain text, so that whatever is lost, doubled or changed is a line in the answer.

import Foundation
import Kernel
import Store
import TestKit

/// Compares what is stored with what stands in the files.
struct StoredTree {
    /// Differences told; the rest is counted.
    static let toldMax = 12
    let database: any Database
    let oracle: OracleReading
    /// The share had rewritten or renamed files: then a run's counts are not the sum of what is there now.
    var hasRewrites = false

    /// - Returns: what differs; empty when each row is there once, as it stands in its file, and every count is right.
    func differences() async throws -> [String] {
        let originals = oracle.copies
        let own = oracle.files.filter { originals[$0.path] == nil }
        var out = try await compare("row", rows(originals), own.flatMap(\.rows).map(Self.text))
        out += try await compare("reject", rejects(originals), own.flatMap(Self.rejects))
        // Of files with the same content any may be the one that loaded, whichever was seen first.
        let twins = Set(originals.keys).union(originals.values)
        out += try await compare(
            "ledger", ledger(twins), oracle.files.map { Self.ledger($0, isTwin: twins.contains($0.path)) })
        out += try await compare("slot", slots(), MounterOracle.loadedNow(oracle.distinctRows).map(Self.text))
        return out + (try await sums())
    }

    private func compare(_ what: String, _ stored: [String], _ expected: [String]) -> [String] {
        var counts: [String: Int] = [:]
        for text in expected { counts[text, default: 0] += 1 }
        for text in stored { counts[text, default: 0] -= 1 }
        let wrong = counts.filter { $0.value != 0 }.sorted { $0.key < $1.key }
        let told = wrong.prefix(Self.toldMax).map {
            "\(what) \($0.value > 0 ? "missing" : "too many") (\(abs($0.value))): \($0.key)"
        }
        return told + (wrong.count > told.count ? ["… and \(wrong.count - told.count) more \(what)s"] : [])
    }

    // MARK: Rows

    /// - Parameter originals: for a copy the path that stands for both.
    private func rows(_ originals: [String: String]) async throws -> [String] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT f.path, c.file_line, c.byte_offset, c.line, c.mounter, c.slot, c.slot_key, c.side, c.result, p.name, c.quantity,
                  v.name, c.lot, c.barcode, c.previous_barcode, c.feeder_base, c.product_date, c.sequence_no, c.scan_date_raw,
                  c.scan_time_raw, c.scanned_at, c.scan_day
                FROM trace_changes c JOIN intake_files f ON f.id = c.file_id JOIN trace_parts p ON p.id = c.part_id
                  JOIN trace_vendors v ON v.id = c.vendor_id WHERE c.withdrawn_at IS NULL
                """
            ) { row in
                var parts = [originals[row.text(0)] ?? row.text(0), String(row.int(1)), String(row.int(2))]
                parts += (3...4).map { row.optionalInt($0).map(String.init) ?? "-" }
                parts.append(row.optionalInt(5).map(String.init) ?? row.text(6))
                parts += [
                    row.optionalText(7) ?? "-", row.text(8), row.text(9), row.optionalInt(10).map(String.init) ?? "-",
                ]
                parts += (11...19).map { row.text($0) }
                parts.append(row.optionalInt(21) == nil ? "-" : String(row.int(20)))
                return parts.joined(separator: "|")
            }
        }
    }

    private static func text(_ row: OracleRow) -> String {
        var parts = [row.path, String(row.fileLine), String(row.byteOffset)]
        parts += [row.line, row.mounter].map { $0.map(String.init) ?? "-" }
        parts.append(row.slot.map(String.init) ?? row.slotText)
        parts += [row.side?.rawValue ?? "-", row.result, row.part, row.quantity.map(String.init) ?? "-"]
        parts += [row.vendor, row.lot, row.barcode, row.previousBarcode, row.feederBase, row.productDate, row.sequence]
        parts += [row.dateText, row.timeText, row.scannedAt.map { String($0.millisecondsSinceEpoch) } ?? "-"]
        return parts.joined(separator: "|")
    }

    // MARK: Rejects

    private func rejects(_ originals: [String: String]) async throws -> [String] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT f.path, r.file_line, r.byte_offset, r.reason, r.raw FROM intake_rejects r JOIN intake_files f ON f.id = r.file_id
                WHERE r.status = 'open'
                """
            ) { "\(originals[$0.text(0)] ?? $0.text(0))|\($0.int(1))|\($0.int(2))|\($0.text(3))|\($0.bytes(4))" }
        }
    }

    private static func rejects(_ file: OracleFile) -> [String] {
        file.rejects.map { "\(file.path)|\($0.fileLine)|\($0.byteOffset)|\($0.reason.rawValue)|\($0.raw)" }
    }

    // MARK: Ledger

    private func ledger(_ twins: Set<String>) async throws -> [String] {
        try await database.read { tx in
            try tx.rows(
                """
                SELECT path, status, line_count, header_lines, blank, loaded, duplicate, rejected, cursor_offset + open_bytes
                FROM intake_files WHERE status <> 'superseded'
                """
            ) { row in
                let isTwin = twins.contains(row.text(0))
                let data = isTwin ? [row.int(5) + row.int(6) + row.int(7)] : [row.int(5), row.int(6), row.int(7)]
                let numbers = [row.int(2), row.int(3), row.int(4)] + data + [row.int(8)]
                return ([row.text(0), row.text(1)] + numbers.map { String($0) }).joined(separator: "|")
            }
        }
    }

    private static func ledger(_ file: OracleFile, isTwin: Bool) -> String {
        let counts = file.counts
        let data = isTwin ? [counts.loaded + counts.rejected] : [counts.loaded, 0, counts.rejected]
        let numbers = [file.lines, counts.header, counts.blank] + data + [file.content.count]
        return ([file.path, "current"] + numbers.map(String.init)).joined(separator: "|")
    }

    // MARK: What is loaded now

    private func slots() async throws -> [String] {
        try await database.read { tx in
            try tx.rows("SELECT line, mounter, slot_key, side, barcode, since_at, latest_at FROM trace_slot_loads") {
                row in
                (0...6).map { $0 == 2 || $0 == 3 || $0 == 4 ? row.text($0) : String(row.int($0)) }.joined(
                    separator: "|")
            }
        }
    }

    private static func text(_ load: OracleLoad) -> String {
        let times = [load.since, load.latest].map { $0.scannedAt.map { String($0.millisecondsSinceEpoch) } ?? "-" }
        let place = [
            String(load.line), String(load.mounter), load.slot.map(String.init) ?? load.slotText,
            load.side?.rawValue ?? "",
        ]
        return (place + [load.latest.barcode] + times).joined(separator: "|")
    }

    // MARK: Sums

    /// What does not add up within the database, whatever the files hold.
    func sums() async throws -> [String] {
        let hasRewrites = hasRewrites
        return try await database.read { tx in
            var out: [String] = []
            let rows = try tx.int("SELECT COUNT(*) FROM trace_changes WHERE withdrawn_at IS NULL") ?? 0
            for table in ["trace_hours", "trace_days", "trace_part_days", "trace_part_totals", "trace_slot_days", "trace_file_results"] {
                let sum = try tx.int(SQL(trusted: "SELECT SUM(changes) FROM \(table)")) ?? 0
                if sum != rows { out.append("\(table) counts \(sum) rows, there are \(rows)") }
            }
            let unbalanced = try tx.rows(
                """
                SELECT f.path FROM intake_files f LEFT JOIN intake_entries e ON e.file_id = f.id GROUP BY f.id, f.path, f.line_count, f.withdrawn
                HAVING f.line_count + f.withdrawn <> COALESCE(SUM(length(e.entries)), 0) / 16
                """
            ) { $0.text(0) }
            out += unbalanced.map { "\($0) has other entries than lines" }
            if !hasRewrites {
                for column in ["line_count", "header_lines", "blank", "loaded", "duplicate", "rejected"] {
                    let files = try tx.int(SQL(trusted: "SELECT SUM(\(column)) FROM intake_files")) ?? 0
                    let runs = try tx.int(SQL(trusted: "SELECT SUM(\(column)) FROM intake_runs")) ?? 0
                    if files != runs { out.append("\(column): runs say \(runs), files \(files)") }
                }
            }
            if TestEngine.isSQLite {
                let health = try tx.text("PRAGMA integrity_check") ?? ""
                if health != "ok" { out.append("the database file is damaged: \(health)") }
            }
            return out
        }
    }
}

extension ProgramSite {
    /// What differs between the database and those files.
    func differences(_ contents: [String: [UInt8]], hasRewrites: Bool = false) async throws -> [String] {
        try await differences(MounterOracle.read(contents), hasRewrites: hasRewrites)
    }

    func differences(_ oracle: OracleReading, hasRewrites: Bool = false) async throws -> [String] {
        let database = try openDatabase()
        let found = try await StoredTree(database: database, oracle: oracle, hasRewrites: hasRewrites).differences()
        try await database.close()
        return found
    }

    /// What does not add up within the database, in the middle of the work too.
    func imbalances() async throws -> [String] {
        let database = try openDatabase()
        let found = try await StoredTree(database: database, oracle: OracleReading(files: [])).sums()
        try await database.close()
        return found
    }

    func openDatabase() throws -> any Database { try TestEngine.open(databaseURL) }

    /// How many bytes of all files are accounted for; asked while it loads, so cheap.
    func bytesTaken() async throws -> Int {
        let database = try openDatabase()
        let sum = try await database.read {
            try $0.int("SELECT SUM(cursor_offset + open_bytes) FROM intake_files WHERE status <> 'superseded'") ?? 0
        }
        try await database.close()
        return Int(sum)
    }

    /// Waits until the database equals the files, then once more after a moment of nothing, for what might come late.
    /// - Returns: what differs in the end.
    func settledDifferences(_ contents: [String: [UInt8]], within seconds: Int64, hasRewrites: Bool = false)
        async throws -> [String]
    {
        let oracle = MounterOracle.read(contents)
        let bytes = contents.values.reduce(0) { $0 + $1.count }
        var found: [String] = ["not looked at yet"]
        _ = try await Campaign.eventually(seconds) {
            guard try await bytesTaken() == bytes else { return false }
            found = try await differences(oracle, hasRewrites: hasRewrites)
            return found.isEmpty
        }
        try await Task.sleep(nanoseconds: 2_500_000_000)
        return try await differences(oracle, hasRewrites: hasRewrites)
    }
}
