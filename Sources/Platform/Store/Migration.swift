// The schema's history: numbered, append-only steps, each applied once and recorded in the same transaction.

import Kernel

/// A step of a schema.
public enum SchemaChange: Sendable {
    case create(Table)
    case index(Index)
    case drop(String)
    case view(String, @Sendable (any Dialect) -> String)
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
    public static func migrate(_ database: any Database, _ migrations: [Migration], clock: Clock) async throws -> [String] {
        try await database.write { tx in
            for sql in tx.dialect.create(
                Table("gemba_migrations", [Column("id", .text(120)), Column("applied_at", .instant)], primaryKey: ["id"]))
            {
                try tx.execute(SQL(trusted: sql.text.replacingFirst("CREATE TABLE ", with: "CREATE TABLE IF NOT EXISTS ")))
            }
        }
        let applied = try await applied(database)
        let known = Set(migrations.map(\.id))
        precondition(known.count == migrations.count, "two migrations share an id")
        if let ahead = applied.subtracting(known).sorted().first {
            throw Problem(
                .input, "schema_ahead", ["migration": ahead, "database": database.place],
                hint: "This database was used by a newer Gemba. Install that version or newer; nothing was changed.")
        }
        var done: [String] = []
        for migration in migrations where !applied.contains(migration.id) {
            let isApplied = try await database.write { tx in
                // Another process may have been started at the same moment.
                guard try tx.int("SELECT COUNT(*) FROM gemba_migrations WHERE id = \(migration.id)") == 0 else { return false }
                for change in migration.changes { try apply(change, tx) }
                try tx.execute("INSERT INTO gemba_migrations (id, applied_at) VALUES (\(migration.id), \(clock.now()))")
                return true
            }
            if isApplied { done.append(migration.id) }
        }
        return done
    }

    /// - Throws: what keeps the database from being written, before anything depends on it.
    public static func checkWritable(_ database: any Database) async throws {
        try await database.write { tx in _ = try tx.execute("UPDATE gemba_migrations SET applied_at = applied_at WHERE id = ''") }
    }

    private static func applied(_ database: any Database) async throws -> Set<String> {
        try await database.read { tx in Set(try tx.rows("SELECT id FROM gemba_migrations") { $0.text(0) }) }
    }

    private static func apply(_ change: SchemaChange, _ tx: any Transaction) throws {
        switch change {
        case .create(let table): for sql in tx.dialect.create(table) { try tx.execute(sql) }
        case .index(let index): try tx.execute(tx.dialect.create(index))
        case .drop(let table): try tx.execute(SQL(trusted: "DROP TABLE \(table)"))
        case .view(let name, let body): try tx.execute(SQL(trusted: "CREATE VIEW \(name) AS \(body(tx.dialect))"))
        case .sql(let statements): for sql in statements(tx.dialect) { try tx.execute(sql) }
        }
    }
}

extension String {
    fileprivate func replacingFirst(_ text: String, with other: String) -> String {
        guard let range = firstRange(of: text) else { return self }
        return replacingCharacters(range, other)
    }
    private func firstRange(of text: String) -> Range<String.Index>? {
        ranges(of: text).first
    }
    private func replacingCharacters(_ range: Range<String.Index>, _ other: String) -> String {
        String(self[..<range.lowerBound]) + other + String(self[range.upperBound...])
    }
}
