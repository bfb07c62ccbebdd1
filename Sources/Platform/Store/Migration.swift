// The schema's history: numbered, append-only steps, each applied once and recorded in the same transaction.

import Kernel

/// A step of a schema.
public enum SchemaChange: Sendable {
    case create(Table)
    case index(Index)
    /// To this table; the column may be NULL or has a default.
    case addColumn(String, Column)
    case drop(String)
    case view(String, @Sendable (any Dialect) -> String)
    /// Anything else. Where statements that change the schema commit by themselves, it may be stopped after any of its
    /// statements and begun again: either all of them only change rows, or each does nothing when done twice.
    case sql(@Sendable (any Dialect) -> [SQL])
}

/// One numbered change of one part's schema.
public struct Migration: Sendable {
    /// `traceability-001-changes`: part, number, what for. Never changed once released.
    public var id: String
    public var changes: [SchemaChange]

    public init(_ id: String, _ changes: [SchemaChange]) {
        self.id = id
        self.changes = changes
    }
}

/// Brings a database to the schema this program knows.
public enum Migrator {
    /// Applies what is missing, one transaction each.
    /// - Returns: the ids applied now.
    /// - Throws: `schema_ahead` when the database has steps this program does not know: an older program never touches
    ///   a newer database.
    @discardableResult
    /// - Parameter isReceiving: a hub is being copied into the database.
    public static func migrate(
        _ database: any Database, _ migrations: [Migration], clock: Clock, isReceiving: Bool = false
    ) async throws -> [String] {
        if !isReceiving { try await HubState.check(database) }
        let known = Set(migrations.map(\.id))
        precondition(known.count == migrations.count, "two migrations share an id")
        let applied = try await applied(database)
        if let ahead = applied.subtracting(known).sorted().first {
            throw Problem(
                .input, "schema_ahead", ["migration": ahead, "database": database.place],
                hint: "This database was used by a newer Gemba. Install that version or newer; nothing was changed.")
        }
        let missing = migrations.filter { !applied.contains($0.id) }
        try await database.prepare()
        guard !missing.isEmpty else { return [] }
        try await database.write { tx in
            for table in [history, steps, HubState.table] { for sql in tx.dialect.createIfMissing(table) { try tx.execute(sql) } }
        }
        var done: [String] = []
        for migration in missing {
            let isApplied =
                database.dialect.commitsSchemaChanges
                ? try await applyByStep(migration, database, clock) : try await applyAtOnce(migration, database, clock)
            if isApplied { done.append(migration.id) }
        }
        return done
    }

    private static let history = Table("gemba_migrations", [Column("id", .text(120)), Column("applied_at", .instant)], primaryKey: ["id"])
    /// Which changes of a migration are done, for engines that commit each by itself.
    private static let steps = Table(
        "gemba_migration_steps", [Column("id", .text(120)), Column("step", .integer)], primaryKey: ["id", "step"])

    /// One transaction: all of it or nothing.
    /// - Returns: whether this process did it.
    private static func applyAtOnce(_ migration: Migration, _ database: any Database, _ clock: Clock) async throws -> Bool {
        try await database.write(.current) { tx in
            if let lock = tx.dialect.lockForSchemaChange(history.name) { try tx.execute(lock) }
            // Another process may have been started at the same moment.
            guard try !isRecorded(migration, tx) else { return false }
            for change in migration.changes { try apply(change, tx) }
            try record(migration, tx, clock)
            return true
        }
    }

    /// Change by change, where each statement that changes the schema commits by itself: whoever is stopped in between
    /// goes on after the last change that is recorded. The one that was not recorded is done once more, so each is
    /// worded in such a way that it does nothing when it was done before.
    private static func applyByStep(_ migration: Migration, _ database: any Database, _ clock: Clock) async throws -> Bool {
        for (step, change) in migration.changes.enumerated() {
            try await database.write { tx in
                let query: SQL = "SELECT COUNT(*) FROM \(trusted: steps.name) WHERE id = \(migration.id) AND step = \(step)"
                guard try tx.int(query) == 0 else { return }
                try apply(change, tx, isRepeatable: true)
                try tx.upsert(into: steps.name, key: ["id", "step"], [("id", migration.id), ("step", step)])
            }
        }
        return try await database.write { tx in
            guard try !isRecorded(migration, tx) else { return false }
            try record(migration, tx, clock)
            return true
        }
    }

    /// Takes away what is there of a schema, for a copy that begins anew. The marks of the hub stay.
    static func drop(_ database: any Database, _ schema: HubSchema) async throws {
        try await database.write { tx in
            for view in schema.views.reversed() { try tx.execute(SQL(trusted: "DROP VIEW IF EXISTS \(view)")) }
            for table in schema.tables.reversed() { try tx.execute(SQL(trusted: "DROP TABLE IF EXISTS \(table.name)")) }
            for table in [history, steps] { try tx.execute(SQL(trusted: "DROP TABLE IF EXISTS \(table.name)")) }
        }
    }

    private static func isRecorded(_ migration: Migration, _ tx: any Transaction) throws -> Bool {
        try tx.int("SELECT COUNT(*) FROM \(trusted: history.name) WHERE id = \(migration.id)") != 0
    }

    private static func record(_ migration: Migration, _ tx: any Transaction, _ clock: Clock) throws {
        try tx.execute("INSERT INTO \(trusted: history.name) (id, applied_at) VALUES (\(migration.id), \(clock.now()))")
    }

    /// - Throws: what keeps the database from being written, before anything depends on it.
    public static func checkWritable(_ database: any Database) async throws {
        try await database.write { tx in _ = try tx.execute("UPDATE gemba_migrations SET applied_at = applied_at WHERE id = ''") }
    }

    private static func applied(_ database: any Database) async throws -> Set<String> {
        try await database.read { tx in
            guard try tx.int(tx.dialect.tableCount(history.name)) != 0 else { return [] }
            return Set(try tx.rows("SELECT id FROM \(trusted: history.name)") { $0.text(0) })
        }
    }

    /// - Parameter isRepeatable: whether the change must do nothing when it was done before.
    private static func apply(_ change: SchemaChange, _ tx: any Transaction, isRepeatable: Bool = false) throws {
        switch change {
        case .create(let table):
            for sql in isRepeatable ? tx.dialect.createIfMissing(table) : tx.dialect.create(table) { try tx.execute(sql) }
        case .index(let index):
            let sql = tx.dialect.create(index)
            try tx.execute(isRepeatable ? SQL(trusted: type(of: tx.dialect).ifMissing(sql.text)) : sql)
        case .addColumn(let table, let column): for sql in tx.dialect.add(column, to: table) { try tx.execute(sql) }
        case .drop(let table): try tx.execute(SQL(trusted: "DROP TABLE \(isRepeatable ? "IF EXISTS " : "")\(table)"))
        case .view(let name, let body):
            try tx.execute(SQL(trusted: "CREATE \(isRepeatable ? "OR REPLACE " : "")VIEW \(name) AS \(body(tx.dialect))"))
        case .sql(let statements): for sql in statements(tx.dialect) { try tx.execute(sql) }
        }
    }
}
