// Baselines in the hub. A directory counts once it is current; what a run that never got there has left is swept away.

import Kernel
import Store

struct BaselineTable {
    let tx: any Transaction

    /// What the central database has of a branch's table; the baseline that an opening took where it has nothing yet.
    func current(branch: Int64, central: Int64, table: String) throws -> Directory? {
        for place in central == 0 ? [0] : [central, 0] {
            let found = try tx.first(
                """
                SELECT directory FROM cons_baselines WHERE branch_id = \(branch) AND central_id = \(place) AND table_name = \(table)
                AND is_current = \(true)
                """
            ) { try Directory($0.bytes(0)) }
            if let found { return found }
        }
        return nil
    }

    /// All tables that have one, with their rows.
    func tables(branch: Int64, central: Int64) throws -> [String: Int64] {
        let rows = try tx.rows(
            """
            SELECT table_name, row_count, central_id FROM cons_baselines WHERE branch_id = \(branch) AND central_id IN (0, \(central))
            AND is_current = \(true) ORDER BY central_id
            """
        ) { ($0.text(0), $0.int(1)) }
        return Dictionary(rows) { _, last in last }
    }

    /// Whether any opening has taken a baseline, an empty one included.
    func exists(branch: Int64) throws -> Bool { try tx.int("SELECT 1 FROM cons_baselines WHERE branch_id = \(branch) LIMIT 1") != nil }

    /// The current ones of a table, one for each central database.
    func all(branch: Int64, table: String) throws -> [Directory] {
        try tx.rows(
            "SELECT directory FROM cons_baselines WHERE branch_id = \(branch) AND table_name = \(table) AND is_current = \(true)"
        ) { try Directory($0.bytes(0)) }
    }

    /// Whether there is one to go back to from this run's.
    func exists(before run: Int64, branch: Int64, central: Int64, table: String) throws -> Bool {
        try tx.int(
            """
            SELECT COUNT(*) FROM cons_baselines WHERE branch_id = \(branch) AND table_name = \(table)
            AND ((central_id = \(central) AND run_id < \(run)) OR central_id = 0)
            """) ?? 0 > 0
    }

    func entries(_ piece: Int64) throws -> [BaselineEntry] { try rows(piece).entries }

    func rows(_ piece: Int64) throws -> PieceRows {
        guard let bytes = try tx.first("SELECT entries FROM cons_pieces WHERE id = \(piece)", { $0.bytes(0) }) else {
            throw Problem(.bug, "baseline_damaged", ["piece": String(piece)])
        }
        return try PieceRows(bytes)
    }

    func insert(_ entries: some Collection<BaselineEntry>, branch: Int64, run: Int64) throws -> Int64 {
        try insert(PieceRows(entries), branch: branch, run: run)
    }

    func insert(_ rows: PieceRows, branch: Int64, run: Int64) throws -> Int64 {
        try tx.insert(into: "cons_pieces", [("branch_id", branch), ("run_id", run), ("entries", rows.encoded())])
    }

    /// Keeps a directory beside the current one until `advance`.
    func prepare(_ directory: Directory, branch: Int64, central: Int64, table: String, run: Int64) throws {
        try tx.upsert(
            into: "cons_baselines", key: ["branch_id", "central_id", "table_name", "run_id"],
            [
                ("branch_id", branch), ("central_id", central), ("table_name", table), ("run_id", run), ("is_current", false),
                ("row_count", directory.rowCount), ("directory", directory.encoded()),
            ])
    }

    func advance(branch: Int64, central: Int64, table: String, run: Int64) throws {
        try tx.execute(
            """
            UPDATE cons_baselines SET is_current = \(false) WHERE branch_id = \(branch) AND central_id = \(central) AND table_name = \(table)
            AND run_id <> \(run)
            """)
        try tx.execute(
            """
            UPDATE cons_baselines SET is_current = \(true) WHERE branch_id = \(branch) AND central_id = \(central) AND table_name = \(table)
            AND run_id = \(run)
            """)
    }

    /// Makes the directory before this run's current again.
    func goBack(branch: Int64, central: Int64, table: String, run: Int64) throws {
        try tx.execute(
            "DELETE FROM cons_baselines WHERE branch_id = \(branch) AND central_id = \(central) AND table_name = \(table) AND run_id = \(run)")
        let before = try tx.int(
            """
            SELECT MAX(run_id) FROM cons_baselines WHERE branch_id = \(branch) AND central_id = \(central) AND table_name = \(table)
            AND run_id < \(run)
            """)
        if let before { try advance(branch: branch, central: central, table: table, run: before) }
    }

    /// Replaces the one directory that is current, where a row of it came to be in the central database afterwards.
    func replaceCurrent(_ directory: Directory, branch: Int64, central: Int64, table: String) throws {
        try tx.execute(
            """
            UPDATE cons_baselines SET directory = \(directory.encoded()), row_count = \(directory.rowCount) WHERE branch_id = \(branch)
            AND central_id = \(central) AND table_name = \(table) AND is_current = \(true)
            """)
    }

    /// Takes away what a run has prepared and nobody will use.
    func sweep(run: Int64, tables: [String]) throws {
        for table in tables { try tx.execute("DELETE FROM cons_baselines WHERE run_id = \(run) AND table_name = \(table) AND is_current = \(false)") }
    }

    /// Takes away all baselines of a branch, for a new beginning.
    func removeAll(branch: Int64) throws {
        try tx.execute("DELETE FROM cons_baselines WHERE branch_id = \(branch)")
    }

    /// Pieces that no directory of the branch names any more.
    func sweepPieces(branch: Int64) throws {
        let directories = try tx.rows("SELECT directory FROM cons_baselines WHERE branch_id = \(branch)") { try Directory($0.bytes(0)) }
        let used = Set(directories.flatMap { $0.heads.map(\.id) })
        let all = try tx.rows("SELECT id FROM cons_pieces WHERE branch_id = \(branch)") { $0.int(0) }
        for id in all where !used.contains(id) { try tx.execute("DELETE FROM cons_pieces WHERE id = \(id)") }
    }

    /// Directories that undoing no longer needs: all but the current one and the newest `kept` before it.
    func prune(branch: Int64, central: Int64, kept: Int) throws {
        let rows = try tx.rows(
            "SELECT table_name, run_id FROM cons_baselines WHERE branch_id = \(branch) AND central_id = \(central) AND is_current = \(false)"
        ) { ($0.text(0), $0.int(1)) }
        for (table, runs) in Dictionary(grouping: rows, by: \.0) {
            for old in runs.map(\.1).sorted(by: >).dropFirst(kept) {
                try tx.execute(
                    """
                    DELETE FROM cons_baselines WHERE branch_id = \(branch) AND central_id = \(central) AND table_name = \(table)
                    AND run_id = \(old)
                    """)
            }
        }
    }
}
