// Opening a branch: its day begins. The first time an empty baseline is taken, so that the first closing carries everything;
// later ones keep the baseline that the last closing left. Beginning from the present rows instead is asked for, and says
// what it leaves out.

import Host
import Kernel
import Store

package struct OpenedBranch: Sendable {
    package var opening: Int64?
    package var branch: String
    package var isAlreadyOpen: Bool
    /// Changed rows that no closing will carry.
    package var skipped: Int
    package var tables: [(table: String, rows: Int)]
    package var rows: Int { tables.reduce(0) { $0 + $1.rows } }
}

extension ConsolidationActions {
    /// - Parameters:
    ///   - fromNow: takes the present rows for consolidated.
    ///   - isPreview: only says what would be.
    package func open(_ pair: Pair, fromNow: Bool, isPreview: Bool = false, by author: Author) async throws -> OpenedBranch {
        let branch = try await place(id: pair.branch.id)
        if isPreview {
            return try await visiting(branch, pair.branchPassword) { link, _ in try await look(branch, link, fromNow: fromNow, run: nil) }
        }
        if branch.state == .open, !fromNow {
            return try await visiting(branch, pair.branchPassword) { link, _ in
                var opened = try await look(branch, link, fromNow: false, run: nil)
                opened.isAlreadyOpen = true
                return opened
            }
        }
        let run = try await begin(.open, pair, by: author)
        return try await keeping(run, branch) {
            try await settle(run, pair)
            var opened = try await visiting(branch, pair.branchPassword) { link, _ in try await look(branch, link, fromNow: fromNow, run: run) }
            opened.opening = run
            let now = clock.now()
            let (rows, skipped) = (opened.rows, opened.skipped)
            try await database.write { tx in
                try RunTable(tx: tx).own(run, at: now)
                try ConnectionTable(tx: tx).setState(branch.id, .open, at: now)
                try RunTable(tx: tx).end(
                    run, .done, counts: ChangeCounts(), isVerified: nil, problem: nil,
                    summary: .object([("rows", .int(Int64(rows))), ("skipped", .int(Int64(skipped))), ("from_now", .bool(fromNow))]), at: now)
                try RunTable(tx: tx).log(
                    ActivityLine(fromNow ? .openedNow : .opened, ["rows": String(rows), "skipped": String(skipped)]), run: run, branch: branch.alias,
                    at: now)
                try BaselineTable(tx: tx).sweepPieces(branch: branch.id)
                try Audit.record(
                    AuditEntry(
                        at: now, by: author, action: "branch.open", subject: branch.alias, old: nil, new: .object([("from_now", .bool(fromNow))])),
                    in: tx)
            }
            announce()
            return opened
        }
    }

    /// Counts the branch's rows in one snapshot, and with `fromNow` holds them against the baseline.
    /// - Parameter run: whose baseline is written; nil to only look.
    private func look(_ branch: Connection, _ link: ForeignLink, fromNow: Bool, run: Int64?) async throws -> OpenedBranch {
        let policies = try await policies(branch)
        try await link.run { try $0.begin(.snapshot) }
        let schema = try await link.run { try $0.describe() }
        var opened = OpenedBranch(opening: nil, branch: branch.alias, isAlreadyOpen: false, skipped: 0, tables: [])
        let isFirst = try await !database.read { try BaselineTable(tx: $0).exists(branch: branch.id) }
        var fresh: [(String, Directory)] = []
        for table in schema.tables where !(policies[table.name]?.isExcluded ?? false) {
            let dialect = link.dialect
            let own = try CentralTable(
                table, policies[table.name] ?? TablePolicy(), alias: branch.alias, from: dialect, into: dialect, existing: nil)
            let reader = TableReader(link: link, scan: own.sourceScan, isKeyless: own.isKeyless)
            if fromNow {
                let made = try await rebase(own, reader, branch, run: run, isFirst: isFirst)
                opened.skipped += made.skipped
                opened.tables.append((table.name, made.directory.rowCount))
                fresh.append((table.name, made.directory))
            } else {
                opened.tables.append((table.name, try await reader.count()))
                fresh.append((table.name, Directory(signature: own.signature)))
            }
        }
        if let run, fromNow || isFirst {
            let now = clock.now()
            try await database.write { [fresh] tx in
                try RunTable(tx: tx).own(run, at: now)
                let baselines = BaselineTable(tx: tx)
                if fromNow { try baselines.removeAll(branch: branch.id) }
                for (table, directory) in fresh {
                    try baselines.prepare(directory, branch: branch.id, central: 0, table: table, run: run)
                    try baselines.advance(branch: branch.id, central: 0, table: table, run: run)
                }
            }
        }
        return opened
    }

    /// The present rows as a baseline, and how many of them the old one does not have as they are.
    private func rebase(_ table: CentralTable, _ reader: TableReader, _ branch: Connection, run: Int64?, isFirst: Bool) async throws -> (
        directory: Directory, skipped: Int
    ) {
        let old = try await database.read { tx in
            // Of several central databases the one that lacks most counts.
            try BaselineTable(tx: tx).all(branch: branch.id, table: table.name).min { $0.rowCount < $1.rowCount }
        }
        var directory = Directory(signature: table.signature)
        var skipped = 0
        func keep(_ entries: [BaselineEntry]) async throws {
            for start in stride(from: 0, to: entries.count, by: 4096) {
                let part = Array(entries[start..<min(start + 4096, entries.count)])
                let id =
                    if let run { try await database.write { try BaselineTable(tx: $0).insert(part, branch: branch.id, run: run) } } else { Int64(0) }
                directory.heads.append(PieceHead(id: id, count: part.count, first: part[0].key, last: part[part.count - 1].key))
            }
        }
        let heads = old?.heads ?? []
        if table.isKeyless {
            var before: [BaselineEntry] = []
            for head in heads { before += try await database.read { try BaselineTable(tx: $0).entries(head.id) } }
            let present = try await reader.multiset()
            skipped = PieceComparison(old: before, new: present, isComparable: old?.signature == table.signature).count
            try await keep(present)
            return (directory, skipped)
        }
        for (index, head) in heads.enumerated() {
            let isLast = index == heads.count - 1
            let range = KeyRange(
                from: index == 0 ? nil : RowKey(bytes: head.first), before: isLast ? nil : RowKey(bytes: heads[index + 1].first))
            let before = try await database.read { try BaselineTable(tx: $0).entries(head.id) }
            let present = try await reader.entries(range)
            skipped += PieceComparison(old: before, new: present, isComparable: old?.signature == table.signature).count
            try await keep(present)
        }
        if heads.isEmpty {
            let present = try await reader.entries(KeyRange())
            skipped += present.count
            try await keep(present)
        }
        return (directory, skipped)
    }
}

extension PieceComparison {
    package var count: Int { inserted.count + updated.count + deleted.count }
}
