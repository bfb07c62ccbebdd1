// What Gemba itself writes into a central database: which hub a branch's rows belong to, the newest run that may write
// them, and for each table of a run a line that is committed with its rows. The line tells, after a crash, whether they are
// in.

import Kernel
import Store

struct CentralBook: Sendable {
    let dialect: any ForeignDialect
    let alias: String
    let hub: String

    static let branches = "_gemba_branches"
    static let runs = "_gemba_consolidations"
    static let names: Set<String> = [branches, runs]

    private func own(_ name: String, _ model: ForeignColumn, nullable: Bool = false) -> ForeignColumn {
        var out = model
        (out.name, out.isNullable) = (name, nullable)
        return out
    }

    /// Makes the two tables where they are not; outside of a transaction.
    func prepare(_ schema: ForeignSchema, _ session: any ForeignSession) throws {
        if schema.table(Self.branches) == nil {
            try session.execute(
                dialect.create(
                    ForeignTable(
                        Self.branches,
                        columns: [
                            own(TraceColumn.alias, dialect.ownText(Connection.aliasLengthMax)), own("hub", dialect.ownText(40)),
                            own("run", dialect.ownNumber),
                        ], key: [TraceColumn.alias]), isTemporary: false))
        }
        if schema.table(Self.runs) == nil {
            try session.execute(
                dialect.create(
                    ForeignTable(
                        Self.runs,
                        columns: [
                            own(TraceColumn.alias, dialect.ownText(Connection.aliasLengthMax)), own(TraceColumn.run, dialect.ownNumber),
                            own("table_name", dialect.ownText(190)), own("committed_at", dialect.ownMoment),
                        ], key: [TraceColumn.alias, TraceColumn.run, "table_name"]), isTemporary: false))
        }
    }

    private var isMine: String { "\(dialect.quoted(TraceColumn.alias)) = \(dialect.text(alias))" }

    /// Makes the running transaction the branch's own until it ends. An older run that comes later gets nowhere.
    /// - Throws: `alias_taken` when another hub writes this branch, `run_overtaken`.
    func claim(_ run: Int64, _ session: any ForeignSession) throws {
        let table = dialect.quoted(Self.branches)
        let changed = try session.execute(
            "UPDATE \(table) SET \(dialect.quoted("run")) = \(run) WHERE \(isMine) AND hub = \(dialect.text(hub)) AND \(dialect.quoted("run")) <= \(run)"
        )
        guard changed == 0 else { return }
        let block = try session.query("SELECT MAX(hub), MAX(\(dialect.quoted("run"))) FROM \(table) WHERE \(isMine)")
        guard let owner = block.text(0, 0) else {
            try session.execute(
                "INSERT INTO \(table) (\(dialect.list([TraceColumn.alias, "hub", "run"]))) VALUES (\(dialect.text(alias)), \(dialect.text(hub)), \(run))"
            )
            return
        }
        guard owner == hub else { throw Problem(.conflict, "alias_taken", ["alias": alias]) }
        throw Problem(.conflict, "run_overtaken", ["run": String(run)])
    }

    /// Returns when no other transaction of this branch is still on its way.
    func wait(_ session: any ForeignSession) throws {
        try session.execute("UPDATE \(dialect.quoted(Self.branches)) SET hub = \(dialect.text(hub)) WHERE \(isMine) AND hub = \(dialect.text(hub))")
    }

    /// - Throws: `alias_taken`.
    func check(_ schema: ForeignSchema, _ session: any ForeignSession) throws {
        guard schema.table(Self.branches) != nil else { return }
        let owner = try session.text("SELECT MAX(hub) FROM \(dialect.quoted(Self.branches)) WHERE \(isMine)")
        if let owner, owner != hub { throw Problem(.conflict, "alias_taken", ["alias": alias]) }
    }

    func note(_ run: Int64, _ table: String, at now: Instant, _ session: any ForeignSession) throws {
        try session.execute(
            """
            INSERT INTO \(dialect.quoted(Self.runs)) (\(dialect.list([TraceColumn.alias, TraceColumn.run, "table_name", "committed_at"]))) \
            VALUES (\(dialect.text(alias)), \(run), \(dialect.text(table)), \(dialect.moment(now)))
            """)
    }

    func isNoted(_ run: Int64, _ table: String, _ session: any ForeignSession) throws -> Bool {
        try session.text(
            """
            SELECT COUNT(*) FROM \(dialect.quoted(Self.runs)) WHERE \(isMine) AND \(dialect.quoted(TraceColumn.run)) = \(run) \
            AND table_name = \(dialect.text(table))
            """) != "0"
    }
}
