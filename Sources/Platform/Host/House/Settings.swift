// Settings a plant edits, kept in the database: names and JSON values, read often and written seldom.

import Kernel
import Store
import Synchronization
import Web

public final class Settings: Sendable {
    private let database: any Database
    private let clock: Clock
    private let cache = Mutex<(values: [String: JSON], at: Instant)?>(nil)
    /// How long another node's change may go unnoticed.
    static let cacheSpan = Span.seconds(10)

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
    public func rememberedFlag(_ name: String) -> Bool { cache.withLock { $0?.values[name]?.bool ?? false } }

    public func all() async throws -> [String: JSON] {
        let now = clock.now()
        if let cached = cache.withLock({ $0 }), now - cached.at < Self.cacheSpan, now >= cached.at { return cached.values }
        let values = try await database.read { tx in
            Dictionary(uniqueKeysWithValues: try tx.rows("SELECT name, setting FROM host_settings") { ($0.text(0), try $0.json(1)) })
        }
        cache.withLock { $0 = (values, now) }
        return values
    }

    /// Sets a value and writes it into the audit, in one transaction.
    public func set(_ name: String, _ value: JSON, by author: Author) async throws {
        let now = clock.now()
        let old = try await all()[name]
        try await database.write { tx in
            try tx.upsert(
                into: "host_settings", key: ["name"],
                [("name", name), ("setting", value), ("updated_at", now), ("updated_by", author.person?.name ?? "system")])
            try Audit.record(AuditEntry(at: now, by: author, action: "setting.change", subject: name, old: old, new: value), in: tx)
        }
        cache.withLock { $0 = nil }
    }
}
