// What was done to branches: openings, closings, checks, undoings, with their tables and a line for each step.

import Kernel
import Store

/// One opening, closing, check, repair or undoing.
package struct ConsolidationRun: Sendable {
    package enum Kind: String, Sendable, CaseIterable { case open, close, verify, repair, undo, retry }
    package enum State: String, Sendable, CaseIterable {
        case running, done
        /// Nothing, or only some tables; the next run goes on from there.
        case failed
        /// Ended without a word, and found so later.
        case interrupted
        case undone
    }
    package var id: Int64
    package var kind: Kind
    package var branchID: Int64
    package var centralID: Int64
    package var branch: String
    package var central: String?
    package var state: State
    package var startedAt: Instant
    package var endedAt: Instant?
    package var startedBy: String
    package var holder: String
    package var beatAt: Instant
    package var counts = ChangeCounts()
    package var isVerified: Bool?
    /// Code and cause of what ended it early.
    package var problem: String?
    package var summary: JSON?
}

/// How many rows.
package struct ChangeCounts: Sendable, Hashable {
    package var inserted = 0
    package var updated = 0
    package var deleted = 0
    package var failed = 0
    package init() {}
    package var sum: Int { inserted + updated + deleted + failed }
    package static func += (a: inout ChangeCounts, b: ChangeCounts) {
        a.inserted += b.inserted
        a.updated += b.updated
        a.deleted += b.deleted
        a.failed += b.failed
    }
}

struct RunTable {
    let tx: any Transaction

    private static let columns = """
        r.id, r.kind, r.branch_id, r.central_id, b.alias, c.alias, r.state, r.started_at, r.ended_at, r.started_by, r.holder, r.beat_at, r.inserted,
        r.updated, r.deleted, r.failed, r.is_verified, r.problem, r.summary
        FROM cons_runs r LEFT JOIN cons_places b ON b.id = r.branch_id LEFT JOIN cons_places c ON c.id = r.central_id
        """

    private static func run(_ row: any Row) throws -> ConsolidationRun {
        var counts = ChangeCounts()
        (counts.inserted, counts.updated, counts.deleted, counts.failed) = (Int(row.int(12)), Int(row.int(13)), Int(row.int(14)), Int(row.int(15)))
        return ConsolidationRun(
            id: row.int(0), kind: ConsolidationRun.Kind(rawValue: row.text(1)) ?? .close, branchID: row.int(2), centralID: row.int(3),
            branch: row.optionalText(4) ?? "?", central: row.optionalText(5), state: ConsolidationRun.State(rawValue: row.text(6)) ?? .failed,
            startedAt: row.instant(7), endedAt: row.optionalInstant(8), startedBy: row.text(9), holder: row.text(10), beatAt: row.instant(11),
            counts: counts, isVerified: row.isNull(16) ? nil : row.bool(16), problem: row.optionalText(17),
            summary: row.isNull(18) ? nil : try row.json(18))
    }

    func find(_ id: Int64) throws -> ConsolidationRun? {
        try tx.first("SELECT \(trusted: Self.columns) WHERE r.id = \(id)", Self.run)
    }

    /// Newest first.
    func page(branch: Int64? = nil, before: Int64? = nil, limit: Int) throws -> [ConsolidationRun] {
        var filters: [SQL] = []
        if let branch { filters.append("r.branch_id = \(branch)") }
        if let before { filters.append("r.id < \(before)") }
        return try tx.rows("SELECT \(trusted: Self.columns)\(filters.whereClause()) ORDER BY r.id DESC LIMIT \(limit)", Self.run)
    }

    /// The newest run of a kind of each branch that has come to an end.
    func latest(_ kind: ConsolidationRun.Kind) throws -> [Int64: ConsolidationRun] {
        let runs = try tx.rows(
            """
            SELECT \(trusted: Self.columns) WHERE r.id IN (SELECT MAX(id) FROM cons_runs WHERE kind = \(kind.rawValue) AND state <> 'running'
            GROUP BY branch_id)
            """, Self.run)
        return Dictionary(runs.map { ($0.branchID, $0) }) { _, last in last }
    }

    /// What is running, as its processes last said.
    func running() throws -> [ConsolidationRun] {
        try tx.rows("SELECT \(trusted: Self.columns) WHERE r.state = 'running' ORDER BY r.id", Self.run)
    }

    func running(branch: Int64) throws -> [ConsolidationRun] {
        try tx.rows("SELECT \(trusted: Self.columns) WHERE r.branch_id = \(branch) AND r.state = 'running' ORDER BY r.id", Self.run)
    }

    /// Runs that are over and have tables in a state that does not last, with their central databases.
    func unsettled(branch: Int64, _ state: String) throws -> [(run: Int64, central: Int64)] {
        try tx.rows(
            """
            SELECT DISTINCT r.id, r.central_id FROM cons_runs r JOIN cons_run_tables t ON t.run_id = r.id
            WHERE r.branch_id = \(branch) AND t.state = \(state) AND r.state <> 'running' ORDER BY r.id
            """
        ) { ($0.int(0), $0.int(1)) }
    }

    /// The newest closing of a pair that has put something into the central database and is still there.
    func lastClosing(branch: Int64, central: Int64) throws -> Int64? {
        try tx.int(
            """
            SELECT MAX(r.id) FROM cons_runs r WHERE r.branch_id = \(branch) AND r.central_id = \(central) AND r.kind = 'close'
            AND EXISTS (SELECT 1 FROM cons_run_tables t WHERE t.run_id = r.id AND t.state IN ('applied', 'undoing')) AND r.state <> 'undone'
            """)
    }

    func begin(_ kind: ConsolidationRun.Kind, branch: Int64, central: Int64, by: String, holder: String, at now: Instant) throws -> Int64 {
        try tx.insert(
            into: "cons_runs",
            [
                ("kind", kind.rawValue), ("branch_id", branch), ("central_id", central), ("state", "running"), ("started_at", now),
                ("started_by", by.kept(100)), ("holder", holder), ("beat_at", now), ("inserted", 0), ("updated", 0), ("deleted", 0), ("failed", 0),
            ])
    }

    /// - Returns: false when the run is no longer this process's to continue.
    func beat(_ id: Int64, at now: Instant) throws -> Bool {
        try tx.execute("UPDATE cons_runs SET beat_at = \(now) WHERE id = \(id) AND state = 'running'") == 1
    }

    /// Whatever a run writes in the hub it writes in a transaction that begins with this: another run may have taken its
    /// place while it slept.
    /// - Throws: `run_overtaken`.
    func own(_ id: Int64, at now: Instant) throws {
        guard try beat(id, at: now) else { throw Problem(.conflict, "run_overtaken", ["run": String(id)]) }
    }

    /// What a run has put into the central database.
    func appliedCounts(_ run: Int64) throws -> ChangeCounts {
        try tables(run).filter { $0.state == "applied" }.reduce(into: ChangeCounts()) { $0 += $1.counts }
    }

    func setCounts(_ id: Int64, _ counts: ChangeCounts) throws {
        try tx.execute(
            """
            UPDATE cons_runs SET inserted = \(counts.inserted), updated = \(counts.updated), deleted = \(counts.deleted),
            failed = \(counts.failed) WHERE id = \(id)
            """)
    }

    func end(_ id: Int64, _ state: ConsolidationRun.State, counts: ChangeCounts, isVerified: Bool?, problem: String?, summary: JSON?, at now: Instant)
        throws
    {
        try tx.execute(
            """
            UPDATE cons_runs SET state = \(state.rawValue), ended_at = \(now), inserted = \(counts.inserted), updated = \(counts.updated),
            deleted = \(counts.deleted), failed = \(counts.failed), is_verified = \(isVerified), problem = \(problem), summary = \(summary)
            WHERE id = \(id)
            """)
    }

    func setState(_ id: Int64, _ state: ConsolidationRun.State) throws {
        try tx.execute("UPDATE cons_runs SET state = \(state.rawValue) WHERE id = \(id)")
    }

    /// - Parameter state: `prepared`, or `applied` once the central database has committed; `dropped` when it never did.
    ///   `undoing` from the moment a closing is taken back, then `undone`.
    func note(_ run: Int64, _ table: String, _ state: String, _ counts: ChangeCounts, note: String? = nil) throws {
        try tx.upsert(
            into: "cons_run_tables", key: ["run_id", "table_name"],
            [
                ("run_id", run), ("table_name", table), ("state", state), ("inserted", counts.inserted), ("updated", counts.updated),
                ("deleted", counts.deleted), ("failed", counts.failed), ("note", note),
            ])
    }

    func setTableState(_ run: Int64, _ table: String, _ state: String) throws {
        try tx.execute("UPDATE cons_run_tables SET state = \(state) WHERE run_id = \(run) AND table_name = \(table)")
    }

    struct TableRow: Sendable {
        var table: String
        var state: String
        var counts: ChangeCounts
        var note: String?
    }

    func tables(_ run: Int64) throws -> [TableRow] {
        try tx.rows(
            "SELECT table_name, state, inserted, updated, deleted, failed, note FROM cons_run_tables WHERE run_id = \(run) ORDER BY table_name"
        ) { row in
            var counts = ChangeCounts()
            (counts.inserted, counts.updated, counts.deleted, counts.failed) = (Int(row.int(2)), Int(row.int(3)), Int(row.int(4)), Int(row.int(5)))
            return TableRow(table: row.text(0), state: row.text(1), counts: counts, note: row.optionalText(6))
        }
    }

    func log(_ line: ActivityLine, run: Int64?, branch: String, at now: Instant) throws {
        _ = try tx.insert(into: "cons_log", [("at", now), ("run_id", run), ("branch", branch), ("content", line.json)])
    }

    struct LogLine: Sendable {
        var at: Instant
        var run: Int64?
        var branch: String
        var line: ActivityLine
    }

    /// Newest first.
    func log(branch: String? = nil, run: Int64? = nil, limit: Int) throws -> [LogLine] {
        let filter: SQL = run.map { " WHERE run_id = \($0)" } ?? branch.map { " WHERE branch = \($0)" } ?? ""
        return try tx.rows("SELECT at, run_id, branch, content FROM cons_log\(filter) ORDER BY id DESC LIMIT \(limit)") { row in
            ActivityLine(try row.json(3)).map { LogLine(at: row.instant(0), run: row.optionalInt(1), branch: row.text(2), line: $0) }
        }.compactMap { $0 }
    }

    // MARK: what undoing needs

    func addChanges(_ run: Int64, _ table: String, _ content: [UInt8]) throws {
        _ = try tx.insert(into: "cons_changes", [("run_id", run), ("table_name", table), ("content", content)])
    }

    func changes(_ run: Int64, _ table: String) throws -> [[UInt8]] {
        try tx.rows("SELECT content FROM cons_changes WHERE run_id = \(run) AND table_name = \(table) ORDER BY id") { $0.bytes(0) }
    }

    /// What only the taking back of older closings would need.
    func forgetChanges(branch: Int64, central: Int64, kept: Int) throws {
        let runs = try tx.rows(
            """
            SELECT DISTINCT r.id FROM cons_runs r JOIN cons_changes c ON c.run_id = r.id WHERE r.branch_id = \(branch)
            AND r.central_id = \(central)
            """
        ) { $0.int(0) }
        for old in runs.sorted(by: >).dropFirst(kept) { try tx.execute("DELETE FROM cons_changes WHERE run_id = \(old)") }
    }

    /// What runs have kept that never came to write it.
    func dropLooseChanges(branch: Int64) throws {
        try tx.execute(
            """
            DELETE FROM cons_changes WHERE run_id IN (SELECT id FROM cons_runs WHERE branch_id = \(branch) AND state <> 'running')
            AND NOT EXISTS (SELECT 1 FROM cons_run_tables t WHERE t.run_id = cons_changes.run_id AND t.table_name = cons_changes.table_name
            AND t.state IN ('applied', 'undoing'))
            """)
    }

    func removeChanges(_ run: Int64, _ table: String) throws {
        try tx.execute("DELETE FROM cons_changes WHERE run_id = \(run) AND table_name = \(table)")
    }
}
