// Rows that a central database refused: looked at, edited, tried again one by one or all together, given up.

import Host
import Kernel
import Store

package struct RetriedRows: Sendable {
    package var retried = 0
    package var succeeded = 0
    package var failed: Int { retried - succeeded }
}

extension ConsolidationActions {
    package func failures(_ filter: FailureFilter, after: Int64 = 0, limit: Int = 100) async throws -> (rows: [RowFailure], total: Int64) {
        try await database.read { tx in (try FailureTable(tx: tx).page(filter, after: after, limit: limit), try FailureTable(tx: tx).count(filter)) }
    }

    /// - Throws: `failure_unknown`.
    package func failure(_ id: Int64) async throws -> RowFailure {
        guard let found = try await database.read({ try FailureTable(tx: $0).find(id) }) else {
            throw Problem(.missing, "failure_unknown", ["id": String(id)])
        }
        return found
    }

    package func dismiss(_ id: Int64, by author: Author) async throws {
        let failure = try await failure(id)
        let now = clock.now()
        try await database.write { tx in
            try FailureTable(tx: tx).setStatus(id, .dismissed, at: now)
            try Audit.record(
                AuditEntry(
                    at: now, by: author, action: "refused.dismiss", subject: "\(failure.table) \(failure.keyText)".kept(200), old: nil, new: nil),
                in: tx)
        }
        announce()
    }

    /// Tries refused rows again: all that are open, or those with these ids, given up ones too.
    /// - Parameters:
    ///   - edits: values for columns, put in the place of the branch's; nil for NULL. Only with one id.
    ///   - branchPassword, centralPassword: typed for this once; for rows of one pair.
    package func retry(
        _ ids: [Int64]?, edits: [String: String?] = [:], branchPassword: String? = nil, centralPassword: String? = nil, by author: Author
    ) async throws -> RetriedRows {
        var filter = FailureFilter()
        if let ids { filter.ids = ids } else { filter.status = .open }
        let all = try await database.read { [filter] in try FailureTable(tx: $0).page(filter, limit: 100_000) }.filter { $0.status != .settled }
        if let ids, let lost = Set(ids).subtracting(all.map(\.id)).min() { throw Problem(.missing, "failure_unknown", ["id": String(lost)]) }
        if !edits.isEmpty, all.count != 1 { throw Problem(.input, "edit_one", hint: "Name one row to edit.") }
        var result = RetriedRows()
        let groups = Dictionary(grouping: all) { [$0.branchID, $0.centralID] }
        for (_, rows) in groups.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            var pair = Pair(try await place(id: rows[0].branchID), try await place(id: rows[0].centralID))
            (pair.branchPassword, pair.centralPassword) = (branchPassword, centralPassword)
            try await retry(rows, edits, pair, by: author, &result)
        }
        announce()
        return result
    }

    private func retry(_ rows: [RowFailure], _ edits: [String: String?], _ pair: Pair, by author: Author, _ result: inout RetriedRows) async throws {
        let hub = try await hub()
        let run = try await begin(.retry, pair, by: author)
        let done = try await keeping(run, pair.branch) {
            try await settle(run, pair)
            let done = try await visiting(pair.branch, pair.branchPassword) { source, name in
                try await visiting(pair.central!, pair.centralPassword) { target, _ in
                    let plan = try await plan(pair, pair.central!, source, target, hub: hub)
                    var done = RetriedRows()
                    for row in rows {
                        guard let table = plan.tables.first(where: { $0.name == row.table }), table.exists, table.missing.isEmpty else {
                            throw Problem(.conflict, "foreign_table_gone", ["table": row.table])
                        }
                        done.retried += 1
                        if try await retry(row, edits, table, pair, source, target, name, run, plan.book, by: author) { done.succeeded += 1 }
                    }
                    return done
                }
            }
            var counts = ChangeCounts()
            (counts.updated, counts.failed) = (done.succeeded, done.failed)
            let now = clock.now()
            try await database.write { [counts] tx in
                try RunTable(tx: tx).own(run, at: now)
                try RunTable(tx: tx).end(run, .done, counts: counts, isVerified: nil, problem: nil, summary: nil, at: now)
                try RunTable(tx: tx).log(
                    ActivityLine(
                        .retried, ["n": String(done.retried), "in": String(done.succeeded), "again": String(done.failed)]), run: run,
                    branch: pair.branch.alias,
                    at: now)
            }
            return done
        }
        result.retried += done.retried
        result.succeeded += done.succeeded
    }

    /// One row, in a transaction of its own: it is in the central database and in the baseline, or in neither.
    private func retry(
        _ failure: RowFailure, _ edits: [String: String?], _ table: CentralTable, _ pair: Pair, _ source: ForeignLink, _ target: ForeignLink,
        _ name: String, _ run: Int64, _ book: CentralBook, by author: Author
    ) async throws -> Bool {
        let now = clock.now()
        let key = RowKey(bytes: failure.key)
        // As the branch has it now, so that an old copy never takes the place of a newer row.
        let reader = TableReader(link: source, scan: table.sourceScan, isKeyless: table.isKeyless)
        var rows: CarriedRows?
        if table.isKeyless {
            let box = FoundRow()
            try await reader.find([BaselineEntry(failure.key, failure.digest)]) { await box.set($0) }
            rows = await box.rows
        } else {
            rows = try await reader.rows([key])
        }
        guard var row = rows, row.count == 1 else {
            // The branch has deleted it; there is nothing to bring.
            try await database.write {
                try FailureTable(tx: $0).settle(failure.key, branch: failure.branchID, central: failure.centralID, table: failure.table, at: now)
            }
            return true
        }
        if !edits.isEmpty { row = try Self.edited(row, edits, table) }
        let carried = row
        let writer = CentralWriter(table, database: name, run: run, now: now)
        let refusal = try await target.run { session -> Refusal? in
            try session.begin(.change)
            try book.claim(run, session)
            try writer.keepVersions(carried.keys, session)
            if let refusal = try writer.put(carried, session).first {
                session.rollback()
                return refusal
            }
            try session.commit()
            return nil
        }
        if let refusal {
            var again = failure
            (again.digest, again.reason, again.detail, again.runID) = (carried.digests[0], refusal.code, refusal.detail, run)
            if !edits.isEmpty { again.edits = Self.json(edits) }
            let record = again
            try await database.write { try FailureTable(tx: $0).record(record, triesMax: Self.triesMax, at: now) }
            return false
        }
        var accepted: Fingerprint?
        if !edits.isEmpty {
            let central = TableReader(link: target, scan: table.live, isKeyless: table.isKeyless)
            if !table.isKeyless { accepted = try await central.rows([writer.bound(key)]).digests.first } else { accepted = carried.digests[0] }
        }
        let found = accepted
        let entry = BaselineEntry(failure.key, carried.digests[0])
        try await addToBaseline(entry, table, pair, reader)
        try await database.write { tx in
            // The digest as the branch has the row now is what an accepted edit belongs to.
            try FailureTable(tx: tx).setDigest(failure.id, entry.digest)
            try FailureTable(tx: tx).settle(
                failure.key, branch: failure.branchID, central: failure.centralID, table: failure.table,
                edits: edits.isEmpty ? nil : Self.json(edits),
                accepted: found, at: now)
            try Audit.record(
                AuditEntry(
                    at: now, by: author, action: "refused.retry", subject: "\(failure.table) \(failure.keyText)".kept(200), old: nil,
                    new: edits.isEmpty ? nil : Self.json(edits)), in: tx)
        }
        return true
    }

    static func json(_ edits: [String: String?]) -> JSON { .object(edits.sorted { $0.key < $1.key }.map { ($0.key, JSON($0.value)) }) }

    /// - Throws: `branch_column_unknown`, `column_key` for a column that names the row.
    private static func edited(_ row: CarriedRows, _ edits: [String: String?], _ table: CentralTable) throws -> CarriedRows {
        for name in edits.keys.sorted() {
            guard table.columns.contains(where: { $0.name == name }) else {
                throw Problem(.input, "branch_column_unknown", ["column": name, "table": table.name])
            }
            guard !table.source.key.contains(name) else { throw Problem(.input, "column_key", ["column": name]) }
        }
        var block = CellBlock(columnCount: row.cells.columnCount)
        for column in 0..<row.cells.columnCount {
            let place = column - row.offset
            guard place >= 0, let edit = edits[table.columns[place].name] else {
                row.cells.withCell(row.rows[0], column) { block.append($0) }
                continue
            }
            block.append(edit.map { table.sourceDialect.native(Array($0.utf8), table.columns[place]) })
        }
        return CarriedRows(cells: block, offset: row.offset, keys: row.keys, digests: row.digests, rows: [0])
    }

    /// Puts a row that came in by itself into its piece of the current baseline. Only the branch's engine knows in which
    /// stretch a key lies, so it is asked.
    private func addToBaseline(_ entry: BaselineEntry, _ table: CentralTable, _ pair: Pair, _ reader: TableReader) async throws {
        guard let central = pair.central else { return }
        let branchID = pair.branch.id
        let current = try await database.read { try BaselineTable(tx: $0).current(branch: branchID, central: central.id, table: table.name) }
        guard let directory = current, directory.signature == table.signature else { return }
        let key = RowKey(bytes: entry.key)
        var (low, high) = (0, directory.heads.count)
        var isBehindAll = false
        if !table.isKeyless, !directory.heads.isEmpty {
            while high - low > 1 {
                let middle = (low + high) / 2
                if try await reader.contains(key, KeyRange(from: RowKey(bytes: directory.heads[middle].first))) {
                    low = middle
                } else {
                    high = middle
                }
            }
            if low == directory.heads.count - 1 {
                isBehindAll = try await reader.contains(key, KeyRange(after: RowKey(bytes: directory.heads[low].last)))
            }
        }
        let (place, isLast) = (low, isBehindAll)
        try await database.write { tx in
            let baselines = BaselineTable(tx: tx)
            var directory = directory
            if directory.heads.isEmpty {
                let id = try baselines.insert([entry], branch: branchID, run: 0)
                directory.heads = [PieceHead(id: id, count: 1, first: entry.key, last: entry.key)]
            } else {
                var entries = try baselines.entries(directory.heads[place].id)
                if let old = entries.firstIndex(where: { $0.key == entry.key }) { entries[old] = entry } else { entries.append(entry) }
                directory.heads[place].id = try baselines.insert(entries, branch: branchID, run: 0)
                directory.heads[place].count = entries.count
                directory.heads[place].rangeDigest = nil
                if isLast { directory.heads[place].last = entry.key }
            }
            try baselines.replaceCurrent(directory, branch: branchID, central: central.id, table: table.name)
        }
    }
}

private actor FoundRow {
    var rows: CarriedRows?
    func set(_ found: CarriedRows) { rows = found.slice(0..<1) }
}
