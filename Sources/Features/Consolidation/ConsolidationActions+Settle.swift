// What a run that broke has left half done, found out before the next one begins: which of its tables the central database
// has committed, and whether a closing was being taken back. Nothing of a run changes any more once it is over.

import Host
import Kernel
import Store

extension ConsolidationActions {
    /// Brings the hub to where the central databases are.
    /// - Parameters:
    ///   - run: the run that has just begun and does this.
    ///   - id: the closing that it is about to take back anyway.
    func settle(_ run: Int64, _ pair: Pair, undoing id: Int64? = nil) async throws {
        let branch = pair.branch.id
        let (closings, undoings) = try await database.read { tx in
            (try RunTable(tx: tx).unsettled(branch: branch, "prepared"), try RunTable(tx: tx).unsettled(branch: branch, "undoing"))
        }
        for (old, central) in closings { try await resolve(old, pair, try await place(id: central)) }
        for (closing, central) in undoings where closing != id { try await finishUndoing(closing, pair, try await place(id: central), run: run) }
        try await database.write { try RunTable(tx: $0).dropLooseChanges(branch: branch) }
    }

    /// Asks the central database which prepared tables of a run it has committed: they count, the others never were.
    private func resolve(_ run: Int64, _ pair: Pair, _ central: Connection) async throws {
        let tables = try await database.read { try RunTable(tx: $0).tables(run) }.filter { $0.state == "prepared" }.map(\.table)
        let (branch, hub) = (pair.branch, try await hub())
        let committed = try await visiting(central, pair.password(central)) { link, _ in
            let book = CentralBook(dialect: link.dialect, alias: branch.alias, hub: hub)
            return try await link.run { session in
                // Nothing of that run is still on its way once its row can be had.
                try session.begin(.change)
                defer { session.rollback() }
                try book.wait(session)
                return try tables.filter { try book.isNoted(run, $0, session) }
            }
        }
        let now = clock.now()
        try await database.write { tx in
            for table in tables {
                if committed.contains(table) {
                    try Self.apply(run, table, branch: branch.id, central: central.id, tx)
                    try Self.settleRefused(table, branch: branch.id, central: central.id, at: now, tx)
                } else {
                    try RunTable(tx: tx).setTableState(run, table, "dropped")
                    try BaselineTable(tx: tx).sweep(run: run, tables: [table])
                }
            }
            try RunTable(tx: tx).setCounts(run, try RunTable(tx: tx).appliedCounts(run))
        }
    }

    /// Refused rows that are in now, as the baseline knows.
    private static func settleRefused(_ table: String, branch: Int64, central: Int64, at now: Instant, _ tx: any Transaction) throws {
        let failures = try FailureTable(tx: tx).byKey(branch: branch, central: central, table: table).filter { $0.value.status != .settled }
        guard !failures.isEmpty, let directory = try BaselineTable(tx: tx).current(branch: branch, central: central, table: table) else { return }
        for head in directory.heads {
            for entry in try BaselineTable(tx: tx).entries(head.id) where failures[entry.key]?.digest == entry.digest {
                try FailureTable(tx: tx).settle(entry.key, branch: branch, central: central, table: table, at: now)
            }
        }
    }

    /// Takes the rest of a closing back whose taking back had begun.
    private func finishUndoing(_ closing: Int64, _ pair: Pair, _ central: Connection, run: Int64) async throws {
        guard let found = try await database.read({ try RunTable(tx: $0).find(closing) }) else { return }
        let tables = try await database.read { try RunTable(tx: $0).tables(closing) }.filter { $0.state == "undoing" }.map(\.table)
        let both = Pair(pair.branch, central, centralPassword: pair.password(central))
        _ = try await undoTables(tables, of: found, both, central, run: run)
        await log(ActivityLine(.undoneRest, ["closing": String(closing)]), run: run, pair.branch)
    }
}

extension ConsolidationActions.Pair {
    /// What to sign in with at a central database, when that was said for this once.
    func password(_ place: Connection) -> String? { central?.id == place.id ? centralPassword : nil }
}
