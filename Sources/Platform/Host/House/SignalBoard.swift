// Signals by outbox: announced in the announcer's transaction, delivered after it, at least once, to each listener at its
// own pace. What was announced after another was committed is heard after it; what was announced side by side, in any
// order, since a lower number may be committed after a higher one.

import Kernel
import Logging
import Signals
import Store

/// Somebody who wants to hear a kind of signal. Hearing one twice must do no harm.
public struct SignalListener: Sendable {
    public var name: String
    public var kind: String
    public var hear: @Sendable (JSON) async throws -> Void

    public init<S: Signal>(_ name: String, _ type: S.Type, hear: @escaping @Sendable (S) async throws -> Void) {
        self.init(name, kind: type.kind) { try await hear(S(json: $0)) }
    }

    init(_ name: String, kind: String, hear: @escaping @Sendable (JSON) async throws -> Void) {
        self.name = name
        self.kind = kind
        self.hear = hear
    }
}

public final class SignalBoard: Sendable {
    /// Signals handed to one listener per turn.
    static let batchMax = 100
    /// Heard signals are kept this long, for whoever is added later.
    static let keptFor = Span.days(7)
    /// No transaction is open for so long: of signals older than this, none is still to come.
    static let settledAfter = Span.hours(1)
    private let database: any Database
    private let clock: Clock
    private let logger: Logger

    init(database: any Database, clock: Clock, logger: Logger) {
        self.database = database
        self.clock = clock
        self.logger = logger
    }

    static let migrations: [Migration] = [
        Migration(
            "host-signals-001",
            [
                .create(
                    Table(
                        "host_signals",
                        [
                            Column("id", .identity), Column("kind", .text(100)), Column("payload", .json), Column("announced_at", .instant),
                        ])),
                .create(Table("host_signal_ears", [Column("listener", .text(100)), Column("heard_id", .integer)], primaryKey: ["listener"])),
            ]),
        Migration(
            "host-signals-002",
            [
                .index(Index("host_signals_kind", on: "host_signals", ["kind", "id"])),
                .create(
                    Table(
                        "host_signals_heard", [Column("listener", .text(100)), Column("signal_id", .integer)],
                        primaryKey: ["listener", "signal_id"], clustered: true)),
            ]),
    ]

    /// Announces in the caller's transaction: it is heard if and only if that commits.
    public static func announce(_ signal: some Signal, at now: Instant, in tx: any Transaction) throws {
        _ = try tx.insert(into: "host_signals", [("kind", type(of: signal).kind), ("payload", signal.json), ("announced_at", now)])
    }

    /// Delivers what each listener has not heard; one that fails hears the same again next time.
    public func deliver(to listeners: [SignalListener]) async throws {
        for listener in listeners {
            let now = clock.now()
            let waiting = try await database.read { tx in try Self.unheard(by: listener, limit: Self.batchMax, tx) }
            for (id, payload) in waiting {
                do { try await listener.hear(payload) } catch {
                    logger.error("\(listener.name) could not hear signal \(id): \(Problem(error))")
                    break
                }
                try await database.write {
                    try $0.upsert(
                        into: "host_signals_heard", key: ["listener", "signal_id"], [("listener", listener.name), ("signal_id", id)])
                }
            }
            try await settle(listener, at: now)
        }
    }

    public func forget(before now: Instant) async throws {
        try await database.write { tx in
            try tx.execute("DELETE FROM host_signals WHERE announced_at < \(now - Self.keptFor)")
            try tx.execute(
                """
                DELETE FROM host_signals_heard
                WHERE NOT EXISTS (SELECT 1 FROM host_signals s WHERE s.id = host_signals_heard.signal_id)
                """)
        }
    }

    /// `heard_id` is where looking begins: everything up to it has been heard, and nothing more will come there.
    private static func unheard(by listener: SignalListener, limit: Int, _ tx: any Transaction) throws -> [(id: Int64, payload: JSON)] {
        try tx.rows(
            """
            SELECT id, payload FROM host_signals WHERE kind = \(listener.kind) AND id > \(try start(of: listener, tx))
            AND NOT EXISTS (SELECT 1 FROM host_signals_heard h WHERE h.listener = \(listener.name) AND h.signal_id = host_signals.id)
            ORDER BY id LIMIT \(limit)
            """
        ) { ($0.int(0), try $0.json(1)) }
    }

    private static func start(of listener: SignalListener, _ tx: any Transaction) throws -> Int64 {
        try tx.int("SELECT heard_id FROM host_signal_ears WHERE listener = \(listener.name)") ?? 0
    }

    /// Moves the beginning on past what is old and heard, so that looking stays short.
    private func settle(_ listener: SignalListener, at now: Instant) async throws {
        let before = now - Self.settledAfter
        guard try await database.read({ try Self.settled(listener, before: before, $0) != nil }) else { return }
        try await database.write { tx in
            guard let end = try Self.settled(listener, before: before, tx) else { return }
            try tx.upsert(into: "host_signal_ears", key: ["listener"], [("listener", listener.name), ("heard_id", end)])
            try tx.execute("DELETE FROM host_signals_heard WHERE listener = \(listener.name) AND signal_id <= \(end)")
        }
    }

    /// The end of what is old and heard; nil when it has not moved on.
    private static func settled(_ listener: SignalListener, before: Instant, _ tx: any Transaction) throws -> Int64? {
        let old = try tx.int(
            """
            SELECT id FROM host_signals WHERE kind = \(listener.kind) AND id > \(try start(of: listener, tx))
            AND announced_at < \(before) ORDER BY id DESC LIMIT 1
            """)
        guard let old else { return nil }
        let open = try unheard(by: listener, limit: 1, tx).first?.id ?? .max
        return open > old ? old : nil
    }
}
