// Rows that the central database has refused, with the reason, until they are in or somebody has given them up.

import Kernel
import Store

/// A refused row. One for each row of a pair: trying again counts up, and success settles it.
package struct RowFailure: Sendable {
    package enum Status: String, Sendable, CaseIterable {
        case open
        /// Tried as often as the settings allow; only a person, or a change in the branch, has it tried again.
        case givenUp = "given_up"
        case settled
        case dismissed
    }
    package var id: Int64 = 0
    package var branchID: Int64
    package var centralID: Int64
    package var branch = ""
    package var central = ""
    package var table: String
    package var key: [UInt8]
    package var keyText: String
    /// The branch row's.
    package var digest: Fingerprint
    /// `insert`, `update` or `delete`.
    package var deed: String
    /// The engine's number for why.
    package var reason: String
    package var detail: String
    /// The row, column by column, in the form all engines share.
    package var row: JSON
    package var edits: JSON?
    /// The central row's digest after an edit: not the branch's, and right so.
    package var accepted: Fingerprint?
    package var tries = 1
    package var status = Status.open
    package var runID: Int64 = 0
    package var firstAt = Instant(milliseconds: 0)
    package var lastAt = Instant(milliseconds: 0)
}

package struct FailureFilter: Sendable {
    package var branch: Int64?
    package var central: Int64?
    package var table: String?
    package var reason: String?
    package var status: RowFailure.Status?
    package var ids: [Int64]?
    /// Only what is open or given up.
    package var isWaiting = false
    package init() {}
}

struct FailureTable {
    let tx: any Transaction
    private static let columns = """
        f.id, f.branch_id, f.central_id, b.alias, c.alias, f.table_name, f.row_key, f.key_text, f.digest, f.deed, f.reason, f.detail, f.content,
        f.edits, f.accepted, f.tries, f.status, f.run_id, f.first_at, f.last_at
        FROM cons_failures f LEFT JOIN cons_places b ON b.id = f.branch_id LEFT JOIN cons_places c ON c.id = f.central_id
        """

    private static func failure(_ row: any Row) throws -> RowFailure {
        RowFailure(
            id: row.int(0), branchID: row.int(1), centralID: row.int(2), branch: row.optionalText(3) ?? "?", central: row.optionalText(4) ?? "?",
            table: row.text(5), key: row.bytes(6), keyText: row.text(7), digest: Fingerprint(hex: row.text(8)) ?? Fingerprint(high: 0, low: 0),
            deed: row.text(9), reason: row.text(10), detail: row.text(11), row: try row.json(12), edits: row.isNull(13) ? nil : try row.json(13),
            accepted: row.optionalText(14).flatMap { Fingerprint(hex: $0) }, tries: Int(row.int(15)),
            status: RowFailure.Status(rawValue: row.text(16)) ?? .open, runID: row.int(17), firstAt: row.instant(18), lastAt: row.instant(19))
    }

    private static func conditions(_ filter: FailureFilter) -> SQL {
        var parts: [SQL] = []
        if let branch = filter.branch { parts.append("f.branch_id = \(branch)") }
        if let central = filter.central { parts.append("f.central_id = \(central)") }
        if let table = filter.table { parts.append("f.table_name = \(table)") }
        if let reason = filter.reason { parts.append("f.reason = \(reason)") }
        if let status = filter.status { parts.append("f.status = \(status.rawValue)") }
        if filter.isWaiting { parts.append("f.status IN ('open', 'given_up')") }
        if let ids = filter.ids { parts.append("f.id IN \(list: ids)") }
        return parts.whereClause()
    }

    func page(_ filter: FailureFilter, after: Int64 = 0, limit: Int) throws -> [RowFailure] {
        var conditions = Self.conditions(filter)
        conditions += conditions.text.isEmpty ? " WHERE f.id > \(after)" : " AND f.id > \(after)"
        return try tx.rows("SELECT \(trusted: Self.columns)\(conditions) ORDER BY f.id LIMIT \(limit)", Self.failure)
    }

    func count(_ filter: FailureFilter) throws -> Int64 { try tx.int("SELECT COUNT(*) FROM cons_failures f\(Self.conditions(filter))") ?? 0 }

    /// Rows that wait, by branch.
    func waiting() throws -> [Int64: Int64] {
        let rows = try tx.rows("SELECT branch_id, COUNT(*) FROM cons_failures WHERE status IN ('open', 'given_up') GROUP BY branch_id") {
            ($0.int(0), $0.int(1))
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// Reasons and tables that there are, for filters.
    func words() throws -> (tables: [String], reasons: [String]) {
        (
            try tx.rows("SELECT DISTINCT table_name FROM cons_failures ORDER BY table_name LIMIT 500") { $0.text(0) },
            try tx.rows("SELECT DISTINCT reason FROM cons_failures ORDER BY reason LIMIT 500") { $0.text(0) }
        )
    }

    func find(_ id: Int64) throws -> RowFailure? { try tx.first("SELECT \(trusted: Self.columns) WHERE f.id = \(id)", Self.failure) }

    /// All of a table of a pair that say something about rows, by key: open ones, given up ones and accepted ones.
    func byKey(branch: Int64, central: Int64, table: String) throws -> [[UInt8]: RowFailure] {
        let rows = try tx.rows(
            "SELECT \(trusted: Self.columns) WHERE f.branch_id = \(branch) AND f.central_id = \(central) AND f.table_name = \(table)", Self.failure)
        return Dictionary(rows.map { ($0.key, $0) }) { _, last in last }
    }

    private static func hash(_ key: [UInt8]) -> String { Digest.of(key).hex }

    /// A refusal; the same row's earlier one is counted up.
    func record(_ failure: RowFailure, triesMax: Int, at now: Instant) throws {
        let hash = Self.hash(failure.key)
        let before = try tx.first(
            """
            SELECT tries, digest, first_at FROM cons_failures WHERE branch_id = \(failure.branchID) AND central_id = \(failure.centralID)
            AND table_name = \(failure.table) AND key_hash = \(hash) AND status <> 'settled'
            """
        ) { ($0.int(0), $0.text(1), $0.instant(2)) }
        // What the branch has changed since is another row to try.
        let tries = before.map { $0.1 == failure.digest.hex ? Int($0.0) + 1 : 1 } ?? 1
        try tx.upsert(
            into: "cons_failures", key: ["branch_id", "central_id", "table_name", "key_hash"],
            [
                ("branch_id", failure.branchID), ("central_id", failure.centralID), ("table_name", failure.table), ("key_hash", hash),
                ("row_key", failure.key), ("key_text", failure.keyText.kept(400)), ("digest", failure.digest.hex), ("deed", failure.deed),
                ("reason", failure.reason.kept(20)), ("detail", failure.detail), ("content", failure.row), ("edits", failure.edits),
                ("accepted", nil as String?), ("tries", tries),
                ("status", (tries >= triesMax ? RowFailure.Status.givenUp : .open).rawValue), ("run_id", failure.runID),
                ("first_at", before?.2 ?? now), ("last_at", now),
            ])
    }

    func settle(_ key: [UInt8], branch: Int64, central: Int64, table: String, edits: JSON? = nil, accepted: Fingerprint? = nil, at now: Instant)
        throws
    {
        try tx.execute(
            """
            UPDATE cons_failures SET status = 'settled', last_at = \(now), edits = \(edits), accepted = \(accepted?.hex)
            WHERE branch_id = \(branch) AND central_id = \(central) AND table_name = \(table) AND key_hash = \(Self.hash(key))
            """)
    }

    func setDigest(_ id: Int64, _ digest: Fingerprint) throws {
        try tx.execute("UPDATE cons_failures SET digest = \(digest.hex) WHERE id = \(id)")
    }

    func setStatus(_ id: Int64, _ status: RowFailure.Status, at now: Instant) throws {
        try tx.execute("UPDATE cons_failures SET status = \(status.rawValue), last_at = \(now) WHERE id = \(id)")
    }

    func remove(run: Int64) throws { try tx.execute("DELETE FROM cons_failures WHERE run_id = \(run) AND status <> 'settled'") }
}
