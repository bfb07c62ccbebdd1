// Proving that the central database has what the branch has, after each closing and whenever somebody asks; and making it
// so again where it has not.

import Host
import Kernel
import Store

package struct VerifiedBranch: Sendable {
    package var branch: String
    package var central: String
    package struct Table: Sendable {
        package var table: String
        package var branchRows: Int
        package var centralRows: Int
        package var differing: Int
        /// Of these, what the next closing carries.
        package var pending: Int
        package var repaired: Int
        /// Rows that an opening took for consolidated and that no closing has carried; they count as equal.
        package var skipped: Int
        /// Some of the keys.
        package var keys: [String]
    }
    package var tables: [Table]
    package var isEqual: Bool { tables.allSatisfy { $0.differing == 0 } }
}

extension ConsolidationActions {
    /// Holds the central database against the baseline that this closing has just made.
    func verifyClosed(
        _ plan: Plan, _ pair: Pair, _ central: Connection, _ run: Int64, _ source: ForeignLink, _ target: ForeignLink,
        _ closed: inout [String: ClosedTable],
        _ report: @escaping Report
    ) async throws -> Bool {
        try await target.run { try $0.begin(.snapshot) }
        var isEqual = true
        for (index, table) in plan.tables.enumerated() {
            let checked = try await check(table, pair, central, source, target, isAgainstBranch: false) { rows in
                try await report(RunProgress(table: table.name, tablesDone: index, tables: plan.tables.count, rows: rows))
            }
            if checked.differing > 0 {
                isEqual = false
                let keys = checked.differences.prefix(5).map { RowKey(bytes: $0.key).shown }.joined(separator: "; ")
                await log(ActivityLine(.differ, ["table": table.name, "n": String(checked.differing), "keys": keys]), run: run, pair.branch)
            }
            closed[table.name, default: ClosedTable(table: table.name, counts: ChangeCounts(), notes: [])].differing = checked.differing
        }
        await target.undo()
        return isEqual
    }

    private func check(
        _ table: CentralTable, _ pair: Pair, _ central: Connection, _ source: ForeignLink, _ target: ForeignLink, isAgainstBranch: Bool,
        progress: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> CheckedTable {
        let (directory, failures) = try await database.read { tx in
            (
                try BaselineTable(tx: tx).current(branch: pair.branch.id, central: central.id, table: table.name)
                    ?? Directory(signature: table.signature),
                try FailureTable(tx: tx).byKey(branch: pair.branch.id, central: central.id, table: table.name)
            )
        }
        let database = database
        return try await TableCheck(
            table: table, target: target, directory: directory, load: { id in try await database.read { try BaselineTable(tx: $0).entries(id) } },
            failures: failures, source: source, isAgainstBranch: isAgainstBranch, skipped: skipped(table.name, of: pair.branch), progress: progress
        ).run()
    }

    private func skipped(_ table: String, of branch: Connection) -> SkippedRows {
        let database = database
        return SkippedRows(
            read: { try await database.read { try BaselineTable(tx: $0).current(branch: branch.id, central: 0, table: table) } },
            load: { id in try await database.read { try BaselineTable(tx: $0).entries(id) } })
    }

    /// The branch as it is now against the central database.
    /// - Parameter repairs: writes the rows that differ anew, as the branch has them.
    package func verify(_ pair: Pair, repairs: Bool = false, by author: Author, report: @escaping Report = { _ in }) async throws -> VerifiedBranch {
        let central = try Self.central(of: pair)
        let hub = try await hub()
        let run = try await begin(repairs ? .repair : .verify, pair, by: author)
        return try await keeping(run, pair.branch) {
            try await settle(run, pair)
            let result = try await visiting(pair.branch, pair.branchPassword) { source, name in
                try await visiting(central, pair.centralPassword) { target, _ in
                    let plan = try await plan(pair, central, source, target, hub: hub)
                    var out = VerifiedBranch(branch: pair.branch.alias, central: central.alias, tables: [])
                    for (index, table) in plan.tables.enumerated() {
                        out.tables.append(
                            try await verify(table, pair, central, source, target, name, run, plan.book, repairs: repairs) { rows in
                                try await report(RunProgress(table: table.name, tablesDone: index, tables: plan.tables.count, rows: rows))
                            })
                    }
                    return out
                }
            }
            let now = clock.now()
            var counts = ChangeCounts()
            counts.updated = result.tables.reduce(0) { $0 + $1.repaired }
            let differing = result.tables.reduce(0) { $0 + $1.differing }
            try await database.write { [counts] tx in
                try RunTable(tx: tx).own(run, at: now)
                try RunTable(tx: tx).end(run, .done, counts: counts, isVerified: differing == 0, problem: nil, summary: result.json, at: now)
                try RunTable(tx: tx).log(
                    ActivityLine(
                        repairs ? .repaired : differing == 0 ? .checked : .checkedUnequal,
                        ["central": central.alias, "n": String(differing), "repaired": String(counts.updated)]), run: run,
                    branch: pair.branch.alias, at: now)
            }
            announce()
            return result
        }
    }

    private func verify(
        _ table: CentralTable, _ pair: Pair, _ central: Connection, _ source: ForeignLink, _ target: ForeignLink, _ name: String, _ run: Int64,
        _ book: CentralBook, repairs: Bool, progress: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> VerifiedBranch.Table {
        guard table.exists, table.missing.isEmpty else {
            // Nothing of it was ever closed, or its columns have changed since: every row is still to come.
            let reader = TableReader(link: source, scan: table.sourceScan, isKeyless: table.isKeyless)
            let rows = table.isKeyless ? try await reader.multiset() : try await reader.entries(KeyRange())
            let skipped = try await skipped(table.name, of: pair.branch).among(rows).count
            let pending = rows.count - skipped
            return VerifiedBranch.Table(
                table: table.name, branchRows: rows.count, centralRows: 0, differing: pending, pending: pending, repaired: 0, skipped: skipped,
                keys: [])
        }
        try await target.run { try $0.begin(.snapshot) }
        var checked = try await check(table, pair, central, source, target, isAgainstBranch: true, progress: progress)
        await target.undo()
        var repaired = 0
        if repairs, checked.differing > 0 {
            repaired = try await repair(table, checked.differences, pair, central, source, target, name, run, book)
            try await target.run { try $0.begin(.snapshot) }
            checked = try await check(table, pair, central, source, target, isAgainstBranch: true, progress: progress)
            await target.undo()
        }
        return VerifiedBranch.Table(
            table: table.name, branchRows: checked.branchRows, centralRows: checked.centralRows, differing: checked.differing,
            pending: checked.pending, repaired: repaired, skipped: checked.skipped,
            keys: checked.differences.prefix(20).map { RowKey(bytes: $0.key).portable(table.sourceDialect, table.sourceKey).shown })
    }

    /// Writes rows anew that are not as the last closing left them. What the branch has changed since then is the next
    /// closing's, which carries it with its trace.
    private func repair(
        _ table: CentralTable, _ differences: [RowDifference], _ pair: Pair, _ central: Connection, _ source: ForeignLink, _ target: ForeignLink,
        _ name: String, _ run: Int64, _ book: CentralBook
    ) async throws -> Int {
        let directory = try await database.read {
            try BaselineTable(tx: $0).current(branch: pair.branch.id, central: central.id, table: table.name)
        }
        let wanted = Set(differences.map(\.key))
        var baseline: [RowKeyBytes: Fingerprint] = [:]
        for head in directory?.heads ?? [] {
            for entry in try await database.read({ try BaselineTable(tx: $0).entries(head.id) }) where wanted.contains(entry.key) {
                baseline[entry.key] = entry.digest
            }
        }
        // Rows of the baseline that the branch still has as they were, and rows that should not be there at all.
        let again = differences.filter { $0.expected != nil && baseline[$0.key] == $0.expected }
        let away = differences.filter { $0.expected == nil && baseline[$0.key] == nil }
        guard !again.isEmpty || !away.isEmpty else { return 0 }
        let writer = CentralWriter(table, database: name, run: run, now: clock.now())
        try await target.run { session in
            try session.begin(.change)
            try book.claim(run, session)
            try writer.remove(away.map { RowKey(bytes: $0.key) }, session)
        }
        let reader = TableReader(link: source, scan: table.sourceScan, isKeyless: table.isKeyless)
        if table.isKeyless {
            try await reader.find(again.map { BaselineEntry($0.key, $0.expected!) }) { rows in
                _ = try await target.run { try writer.put(rows, $0) }
            }
        } else {
            for start in stride(from: 0, to: again.count, by: TableCarrier.fetchMax) {
                let keys = again[start..<min(start + TableCarrier.fetchMax, again.count)].map { RowKey(bytes: $0.key) }
                let rows = try await reader.rows(keys)
                _ = try await target.run { try writer.put(rows, $0) }
            }
        }
        try await target.run { try $0.commit() }
        return again.count + away.count
    }
}

extension VerifiedBranch {
    package var json: JSON {
        .object([
            ("equal", .bool(isEqual)),
            (
                "tables",
                .array(
                    tables.map {
                        .object([
                            ("table", .string($0.table)), ("branch_rows", .int(Int64($0.branchRows))), ("central_rows", .int(Int64($0.centralRows))),
                            ("differing", .int(Int64($0.differing))), ("pending", .int(Int64($0.pending))), ("repaired", .int(Int64($0.repaired))),
                            ("skipped", .int(Int64($0.skipped))),
                            ("keys", .array($0.keys.map { .string($0) })),
                        ])
                    })
            ),
        ])
    }
}
