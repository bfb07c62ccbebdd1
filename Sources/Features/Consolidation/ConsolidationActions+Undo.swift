// Taking a closing back: rows it brought go, rows it changed or deleted become what they were, and the baseline steps back,
// so that the next closing brings the same again. Only the newest closing of a pair, since later ones stand on it.

import Host
import Kernel
import Store

package struct UndoneClosing: Sendable {
    package var consolidation: Int64
    package var branch: String
    package var central: String
    /// Rows taken away and rows put back, by table.
    package var tables: [(table: String, removed: Int, restored: Int)]
}

extension ConsolidationActions {
    /// - Parameter isPreview: does it and takes it back.
    package func undo(_ id: Int64, isPreview: Bool = false, centralPassword: String? = nil, by author: Author) async throws -> UndoneClosing {
        guard let closing = try await database.read({ try RunTable(tx: $0).find(id) }), closing.kind == .close else {
            throw Problem(.missing, "run_unknown", ["run": String(id)])
        }
        let branch = try await place(id: closing.branchID)
        let central = try await place(id: closing.centralID)
        let pair = Pair(branch, central, centralPassword: centralPassword)
        let tables = try await undoable(id, pair, central)
        let hub = try await hub()
        if isPreview {
            return try await visiting(central, centralPassword) { link, _ in
                defer { Task { await link.undo() } }
                return try await takeBack(closing, tables, pair, central, link, hub: hub, run: id, commits: false)
            }
        }
        let run = try await begin(.undo, pair, by: author)
        return try await keeping(run, branch) {
            try await settle(run, pair, undoing: id)
            // What broke may have left more than was known before.
            let tables = try await undoable(id, pair, central)
            let result = try await undoTables(tables, of: closing, pair, central, run: run)
            let now = clock.now()
            try await database.write { tx in
                try RunTable(tx: tx).own(run, at: now)
                var counts = ChangeCounts()
                (counts.deleted, counts.updated) = (result.tables.reduce(0) { $0 + $1.removed }, result.tables.reduce(0) { $0 + $1.restored })
                try RunTable(tx: tx).end(run, .done, counts: counts, isVerified: nil, problem: nil, summary: .object([("undone", .int(id))]), at: now)
                try RunTable(tx: tx).log(
                    ActivityLine(
                        .undone, ["closing": String(id), "removed": String(counts.deleted), "restored": String(counts.updated)]), run: run,
                    branch: branch.alias, at: now)
                try BaselineTable(tx: tx).sweepPieces(branch: branch.id)
                try Audit.record(
                    AuditEntry(
                        at: now, by: author, action: "branch.undo", subject: branch.alias, old: nil, new: .object([("consolidation", .int(id))])),
                    in: tx)
            }
            announce()
            return result
        }
    }

    /// The tables of a closing that can be taken back.
    /// - Throws: `undo_not_last`, `undo_too_old`.
    private func undoable(_ id: Int64, _ pair: Pair, _ central: Connection) async throws -> [String] {
        try await database.read { tx in
            let last = try RunTable(tx: tx).lastClosing(branch: pair.branch.id, central: central.id)
            guard let closing = try RunTable(tx: tx).find(id), closing.state != .running, last == id else {
                throw Problem(.conflict, "undo_not_last", ["consolidation": String(id), "last": last.map { String($0) } ?? "-"])
            }
            let tables = try RunTable(tx: tx).tables(id).filter { ["applied", "undoing"].contains($0.state) }.map(\.table)
            for table in tables where closing.counts.sum > 0 {
                guard try BaselineTable(tx: tx).exists(before: id, branch: pair.branch.id, central: central.id, table: table) else {
                    throw Problem(.conflict, "undo_too_old", ["consolidation": String(id)])
                }
            }
            return tables
        }
    }

    /// Takes tables of a closing back, there and in the hub. From the first word of it on there is no other way: a taking back
    /// that breaks is finished by whatever begins with the branch next.
    /// - Parameter run: the run that does it.
    func undoTables(_ tables: [String], of closing: ConsolidationRun, _ pair: Pair, _ central: Connection, run: Int64) async throws -> UndoneClosing {
        let (branch, hub) = (pair.branch, try await hub())
        let began = clock.now()
        try await database.write { tx in
            try RunTable(tx: tx).own(run, at: began)
            for table in tables { try RunTable(tx: tx).setTableState(closing.id, table, "undoing") }
        }
        let result = try await visiting(central, pair.centralPassword) { link, _ in
            try await takeBack(closing, tables, pair, central, link, hub: hub, run: run, commits: true)
        }
        let now = clock.now()
        try await database.write { tx in
            try RunTable(tx: tx).own(run, at: now)
            for table in tables {
                try BaselineTable(tx: tx).goBack(branch: branch.id, central: central.id, table: table, run: closing.id)
                try RunTable(tx: tx).setTableState(closing.id, table, "undone")
                try RunTable(tx: tx).removeChanges(closing.id, table)
            }
            try FailureTable(tx: tx).remove(run: closing.id)
            try RunTable(tx: tx).setState(closing.id, .undone)
        }
        return result
    }

    /// All tables in one transaction of the central database; doing it twice changes nothing.
    private func takeBack(
        _ closing: ConsolidationRun, _ tables: [String], _ pair: Pair, _ central: Connection, _ link: ForeignLink, hub: String, run: Int64,
        commits: Bool
    ) async throws -> UndoneClosing {
        let alias = pair.branch.alias
        let book = CentralBook(dialect: link.dialect, alias: alias, hub: hub)
        let schema = try await link.run { session in
            let schema = try session.describe()
            try session.begin(.change)
            try book.check(schema, session)
            if commits { try book.claim(run, session) }
            return schema
        }
        var out = UndoneClosing(consolidation: closing.id, branch: alias, central: central.alias, tables: [])
        for name in tables {
            guard let table = schema.table(name) else { throw Problem(.conflict, "foreign_table_gone", ["table": name]) }
            let changes = try await database.read { try RunTable(tx: $0).changes(closing.id, name) }
            let (removed, restored) = try await link.run { session in
                try CentralUndo(table: table, alias: alias, dialect: link.dialect).takeBack(changes, closing.id, session)
            }
            out.tables.append((name, removed, restored))
        }
        if commits { try await link.run { try $0.commit() } }
        return out
    }
}
