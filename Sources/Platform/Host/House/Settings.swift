// Settings a plant edits, kept in the database: names and JSON values, read often and written seldom.

import Kernel
import Store
import Synchronization
import Web

public final class Settings: Sendable {
    private let database: any Database
    private let clock: Clock
    private let cache = Mutex(Remembered())
    /// How long another node's change may go unnoticed.
    static let cacheSpan = Span.seconds(10)

    /// What was read last.
    private struct Remembered {
        var values: [String: JSON] = [:]
        /// Nil when it has to be read anew.
        var at: Instant?
        /// Changes with every change made here: what was read before it is not kept after it.
        var generation = 0
    }

    init(database: any Database, clock: Clock) {
        self.database = database
        self.clock = clock
    }

    static let migrations: [Migration] = [
        Migration(
            "host-settings-001",
            [
                .create(
                    Table(
                        "host_settings",
                        [
                            Column("name", .text(120)), Column("setting", .json), Column("updated_at", .instant), Column("updated_by", .text(100)),
                        ], primaryKey: ["name"]))
            ])
    ]

    public func value(_ name: String) async throws -> JSON? { try await all()[name] }
    public func flag(_ name: String) async throws -> Bool { try await value(name)?.bool ?? false }

    /// What was last read, for code that cannot wait.
    public func rememberedFlag(_ name: String) -> Bool { cache.withLock { $0.values[name]?.bool ?? false } }

    public func all() async throws -> [String: JSON] {
        let now = clock.now()
        let remembered = cache.withLock { $0 }
        if let at = remembered.at, now - at < Self.cacheSpan, now >= at { return remembered.values }
        let values = try await database.read { tx in
            Dictionary(uniqueKeysWithValues: try tx.rows("SELECT name, setting FROM host_settings") { ($0.text(0), try $0.json(1)) })
        }
        cache.withLock { if $0.generation == remembered.generation { ($0.values, $0.at) = (values, now) } }
        return values
    }

    /// Sets a value and writes it into the audit with the one it takes the place of, in one transaction.
    public func set(_ name: String, _ value: JSON, by author: Author) async throws {
        let now = clock.now()
        try await database.write { tx in
            let old = try tx.first("SELECT setting FROM host_settings WHERE name = \(name)") { try $0.json(0) }
            try tx.upsert(
                into: "host_settings", key: ["name"],
                [
                    ("name", name), ("setting", value), ("updated_at", now),
                    ("updated_by", author.person?.name.kept(100) ?? "system"),
                ])
            try Audit.record(AuditEntry(at: now, by: author, action: "setting.change", subject: name, old: old, new: value), in: tx)
        }
        cache.withLock {
            $0.generation += 1
            $0.at = nil
        }
    }
}
