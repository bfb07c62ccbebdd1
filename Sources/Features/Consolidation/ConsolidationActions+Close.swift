// Closing a branch: what has changed since the baseline goes into the central database, table by table, each in one
// transaction there. The next baseline is written down before that transaction is committed and counts after it; a line
// that the transaction itself writes tells, when something broke in between, whether it was.

import Host
import Kernel
import Store

package struct ClosedTable: Sendable {
    package var table: String
    package var counts: ChangeCounts
    package var notes: [String]
    var samples: [ChangeSample] = []
    var differing = 0
}

package struct ClosedBranch: Sendable {
    package var consolidation: Int64?
    package var branch: String
    package var central: String
    package var tables: [ClosedTable]
    package var isVerified: Bool
    package var counts: ChangeCounts { tables.reduce(into: ChangeCounts()) { $0 += $1.counts } }
}

/// How far a run has come.
package struct RunProgress: Sendable {
    package var table: String
    package var tablesDone: Int
    package var tables: Int
    package var rows: Int
}

extension ConsolidationActions {
    package typealias Report = @Sendable (RunProgress) async throws -> Void

    /// What a closing would do, by doing it and taking it back.
    package func preview(_ pair: Pair, report: @escaping Report = { _ in }) async throws -> ClosedBranch {
        let central = try Self.central(of: pair)
        let hub = try await hub()
        return try await visiting(pair.branch, pair.branchPassword) { source, name in
            try await visiting(central, pair.centralPassword) { target, _ in
                let plan = try await plan(pair, central, source, target, hub: hub)
                var tables: [ClosedTable] = []
                for (index, table) in plan.tables.enumerated() {
                    try await target.run { session in
                        try session.begin(.change)
                        if !table.exists || !table.missing.isEmpty {
                            // A table of this session alone stands in for the one that is not there yet.
                            try session.execute(table.dialect.create(table.definition, isTemporary: true))
                        }
                    }
                    let outcome = try await carry(table, pair, central, source, target, name, run: 0) { rows in
                        try await report(RunProgress(table: table.name, tablesDone: index, tables: plan.tables.count, rows: rows))
                    }
                    await target.undo()
                    tables.append(ClosedTable(table: table.name, counts: outcome.counts, notes: outcome.notes, samples: outcome.samples))
                }
                return ClosedBranch(consolidation: nil, branch: pair.branch.alias, central: central.alias, tables: tables, isVerified: false)
            }
        }
    }

    static func central(of pair: Pair) throws -> Connection {
        guard let central = pair.central else { throw Problem(.input, "parameter_invalid", ["name": "central", "value": ""]) }
        return central
    }

    package func close(_ pair: Pair, by author: Author, report: @escaping Report = { _ in }) async throws -> ClosedBranch {
        let central = try Self.central(of: pair)
        let hub = try await hub()
        var earlier: [Int64] = []
        while true {
            let run = try await begin(.close, pair, replacing: earlier.last, by: author)
            do {
                return try await keeping(run, pair.branch) { [earlier] in
                    try await settle(run, pair)
                    let (tables, isVerified) = try await closeOnce(pair, central, run, hub: hub, report)
                    let own = ClosedBranch(
                        consolidation: run, branch: pair.branch.alias, central: central.alias, tables: tables.sorted { $0.table < $1.table },
                        isVerified: isVerified)
                    try await finish(own, run, pair, central, by: author)
                    return try await adding(earlier, to: own)
                }
            } catch let problem as Problem where problem.isRetryable && earlier.count + 1 < Self.attemptsMax {
                // What broke goes on as another closing: its snapshot is another one too, and of that all tables have to be.
                earlier.append(run)
                await log(ActivityLine(.goesOn, problem), run: run, pair.branch)
                try await clock.sleep(.milliseconds(Int64(400 * earlier.count)))
            }
        }
    }

    /// A closing that broke and went on says what it did in all.
    private func adding(_ earlier: [Int64], to own: ClosedBranch) async throws -> ClosedBranch {
        guard !earlier.isEmpty else { return own }
        let applied = try await database.read { tx in
            try earlier.flatMap { try RunTable(tx: tx).tables($0) }.filter { $0.state == "applied" }
        }
        var out = own
        for row in applied {
            guard let place = out.tables.firstIndex(where: { $0.table == row.table }) else { continue }
            out.tables[place].counts += row.counts
        }
        return out
    }

    private func finish(_ result: ClosedBranch, _ run: Int64, _ pair: Pair, _ central: Connection, by author: Author) async throws {
        let now = clock.now()
        let counts = result.counts
        try await database.write { tx in
            try RunTable(tx: tx).own(run, at: now)
            try ConnectionTable(tx: tx).setState(pair.branch.id, .closed, at: now)
            try RunTable(tx: tx).end(run, .done, counts: counts, isVerified: result.isVerified, problem: nil, summary: nil, at: now)
            try RunTable(tx: tx).log(
                ActivityLine(result.isVerified ? .closed : .closedUnequal, counts, ["central": central.alias]), run: run, branch: pair.branch.alias,
                at: now)
            try BaselineTable(tx: tx).prune(branch: pair.branch.id, central: central.id, kept: Self.undoMax)
            try BaselineTable(tx: tx).sweepPieces(branch: pair.branch.id)
            try RunTable(tx: tx).forgetChanges(branch: pair.branch.id, central: central.id, kept: Self.undoMax)
            try Audit.record(
                AuditEntry(
                    at: now, by: author, action: "branch.close", subject: pair.branch.alias, old: nil,
                    new: .object([("central", .string(central.alias)), ("consolidation", .int(run))])), in: tx)
        }
        announce()
    }

    // MARK: one attempt

    struct Plan: Sendable {
        var tables: [CentralTable]
        var branchSchema: ForeignSchema
        var centralSchema: ForeignSchema
        var book: CentralBook
    }

    /// Begins the snapshot of the branch and looks at both sides.
    func plan(_ pair: Pair, _ central: Connection, _ source: ForeignLink, _ target: ForeignLink, hub: String) async throws -> Plan {
        let policies = try await policies(pair.branch)
        let baselines = try await database.read { tx in try BaselineTable(tx: tx).tables(branch: pair.branch.id, central: central.id) }
        guard try await database.read({ try BaselineTable(tx: $0).exists(branch: pair.branch.id) }) else {
            throw Problem(.conflict, "no_baseline", ["branch": pair.branch.alias], hint: "Open the branch first.")
        }
        try await source.run { try $0.begin(.snapshot) }
        let branchSchema = try await source.run { try $0.describe() }
        let centralSchema = try await target.run { try $0.describe() }
        let book = CentralBook(dialect: target.dialect, alias: pair.branch.alias, hub: hub)
        try await target.run { try book.check(centralSchema, $0) }
        for table in baselines.keys.sorted() where branchSchema.table(table) == nil && !(policies[table]?.isExcluded ?? false) {
            throw Problem(
                .conflict, "branch_table_gone", ["table": table, "branch": pair.branch.alias],
                hint: "If it was dropped or renamed on purpose, exclude it in the branch's settings.")
        }
        let tables = try Self.ordered(branchSchema.tables.filter { !(policies[$0.name]?.isExcluded ?? false) }).map { table in
            try CentralTable(
                table, policies[table.name] ?? TablePolicy(), alias: pair.branch.alias, from: source.dialect, into: target.dialect,
                existing: centralSchema.table(table.name))
        }
        return Plan(tables: tables, branchSchema: branchSchema, centralSchema: centralSchema, book: book)
    }

    /// Those that others refer to first; of a circle in the order of their names.
    static func ordered(_ tables: [ForeignTable]) -> [ForeignTable] {
        var out: [ForeignTable] = []
        var rest = tables
        var done = Set<String>()
        let names = Set(tables.map(\.name))
        while !rest.isEmpty {
            let ready = rest.filter { $0.parents.allSatisfy { done.contains($0) || !names.contains($0) } }
            let next = ready.isEmpty ? [rest[0]] : ready
            out += next
            done.formUnion(next.map(\.name))
            rest.removeAll { done.contains($0.name) }
        }
        return out
    }

    private func closeOnce(
        _ pair: Pair, _ central: Connection, _ run: Int64, hub: String, _ report: @escaping Report
    ) async throws -> (tables: [ClosedTable], isVerified: Bool) {
        let (source, name) = try await link(pair.branch, pair.branchPassword)
        do {
            let (target, _) = try await link(central, pair.centralPassword)
            do {
                let closed = try await closeTables(pair, central, run, hub: hub, source, name, target, report)
                await target.close()
                await source.close()
                return closed
            } catch {
                await target.close()
                throw error
            }
        } catch {
            await source.close()
            throw error
        }
    }

    private func closeTables(
        _ pair: Pair, _ central: Connection, _ run: Int64, hub: String, _ source: ForeignLink, _ name: String, _ target: ForeignLink,
        _ report: @escaping Report
    ) async throws -> (tables: [ClosedTable], isVerified: Bool) {
        let plan = try await plan(pair, central, source, target, hub: hub)
        try await target.run { session in
            try plan.book.prepare(plan.centralSchema, session)
            for table in plan.tables { for statement in table.preparations(isTemporary: false) { try session.execute(statement) } }
            // Older runs are out from here on, and the row that tables wait for is there.
            try session.begin(.change)
            try plan.book.claim(run, session)
            try session.commit()
        }
        var closed: [String: ClosedTable] = [:]
        for (index, table) in plan.tables.enumerated() {
            do {
                closed[table.name] = try await closeTable(table, pair, central, source, target, name, run, plan.book) { rows in
                    try await report(RunProgress(table: table.name, tablesDone: index, tables: plan.tables.count, rows: rows))
                }
            } catch var problem as Problem {
                if problem.parameters["table"] == nil { problem.parameters["table"] = table.name }
                throw problem
            }
        }
        let isVerified = try await verifyClosed(plan, pair, central, run, source, target, &closed, report)
        return (Array(closed.values), isVerified)
    }

    /// One table: what has changed, in one transaction of the central database.
    private func closeTable(
        _ table: CentralTable, _ pair: Pair, _ central: Connection, _ source: ForeignLink, _ target: ForeignLink, _ name: String, _ run: Int64,
        _ book: CentralBook, progress: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> ClosedTable {
        try await target.run { session in
            try session.begin(.change)
            try book.claim(run, session)
        }
        let outcome = try await carry(table, pair, central, source, target, name, run: run, progress: progress)
        let (branchID, centralID) = (pair.branch.id, central.id)
        let prepared = clock.now()
        try await database.write { tx in
            try RunTable(tx: tx).own(run, at: prepared)
            try BaselineTable(tx: tx).prepare(outcome.directory, branch: branchID, central: centralID, table: table.name, run: run)
            try RunTable(tx: tx).note(
                run, table.name, "prepared", outcome.counts, note: outcome.notes.isEmpty ? nil : outcome.notes.joined(separator: "\n"))
        }
        let now = clock.now()
        try await target.run { session in
            try book.note(run, table.name, at: now, session)
            try session.commit()
        }
        try await database.write { tx in
            // If not, whoever has taken this run's place finds the line in the central database, and has applied it.
            try RunTable(tx: tx).own(run, at: now)
            try Self.apply(run, table.name, branch: branchID, central: centralID, tx)
            let failures = FailureTable(tx: tx)
            for key in outcome.settled { try failures.settle(key, branch: branchID, central: centralID, table: table.name, at: now) }
            for refusal in outcome.refusals {
                var failure = refusal
                (failure.branchID, failure.centralID, failure.runID) = (branchID, centralID, run)
                try failures.record(failure, triesMax: Self.triesMax, at: now)
            }
        }
        return ClosedTable(table: table.name, counts: outcome.counts, notes: outcome.notes)
    }

    /// What the central database has committed counts.
    static func apply(_ run: Int64, _ table: String, branch: Int64, central: Int64, _ tx: any Transaction) throws {
        try BaselineTable(tx: tx).advance(branch: branch, central: central, table: table, run: run)
        try RunTable(tx: tx).setTableState(run, table, "applied")
    }

    /// - Parameter run: 0 for a preview, which keeps nothing.
    private func carry(
        _ table: CentralTable, _ pair: Pair, _ central: Connection, _ source: ForeignLink, _ target: ForeignLink, _ name: String, run: Int64,
        progress: @escaping @Sendable (Int) async throws -> Void
    ) async throws -> TableOutcome {
        let branchID = pair.branch.id
        let centralID = central.id
        let (old, failures) = try await database.read { tx in
            (
                try BaselineTable(tx: tx).current(branch: branchID, central: centralID, table: table.name) ?? Directory(signature: table.signature),
                try FailureTable(tx: tx).byKey(branch: branchID, central: centralID, table: table.name)
            )
        }
        let database = database
        let keeper = PieceKeeper(
            load: { ids in try await database.read { tx in try ids.map { try BaselineTable(tx: tx).rows($0) } } },
            store: { pieces in
                guard run != 0, !pieces.isEmpty else { return pieces.map { _ in 0 } }
                return try await database.write { tx in try pieces.map { try BaselineTable(tx: tx).insert($0, branch: branchID, run: run) } }
            },
            storeBefore: { table, content in
                if run != 0 { try await database.write { try RunTable(tx: $0).addChanges(run, table, content) } }
            })
        let writer = CentralWriter(table, database: name, run: run, now: clock.now())
        return try await TableCarrier(
            table: table, source: source, target: target, writer: writer, keeper: keeper, old: old, failures: failures, isPreview: run == 0,
            progress: progress
        ).run()
    }
}

extension ForeignLink {
    /// Takes back what the running transaction did.
    func undo() async { try? await run { $0.rollback() } }
}
