// Signals by outbox: announced in the announcer's transaction, delivered after it, at least once and in order, to each
// listener at its own pace.

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
        self.name = name
        kind = type.kind
        self.hear = { try await hear(S(json: $0)) }
    }
}

public final class SignalBoard: Sendable {
    /// Signals handed to one listener per turn.
    static let batchMax = 100
    /// Heard signals are kept this long, for whoever is added later.
    static let keptFor = Span.days(7)
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
            ])
    ]

    /// Announces in the caller's transaction: it is heard if and only if that commits.
    public static func announce(_ signal: some Signal, at now: Instant, in tx: any Transaction) throws {
        _ = try tx.insert(into: "host_signals", [("kind", type(of: signal).kind), ("payload", signal.json), ("announced_at", now)])
    }

    /// Delivers what each listener has not heard; one that fails hears the same again next time.
    public func deliver(to listeners: [SignalListener]) async throws {
        for listener in listeners {
            let heard = try await database.read { tx in
                try tx.int("SELECT heard_id FROM host_signal_ears WHERE listener = \(listener.name)") ?? 0
            }
            let waiting = try await database.read { tx in
                try tx.rows(
                    "SELECT id, payload FROM host_signals WHERE kind = \(listener.kind) AND id > \(heard) ORDER BY id LIMIT \(Self.batchMax)"
                ) { ($0.int(0), try $0.json(1)) }
            }
            for (id, payload) in waiting {
                do { try await listener.hear(payload) } catch {
                    logger.error("\(listener.name) could not hear signal \(id): \(Problem(error))")
                    break
                }
                try await database.write {
                    try $0.upsert(into: "host_signal_ears", key: ["listener"], [("listener", listener.name), ("heard_id", id)])
                }
            }
        }
    }

    public func forget(before now: Instant) async throws {
        _ = try await database.write { try $0.execute("DELETE FROM host_signals WHERE announced_at < \(now - Self.keptFor)") }
    }
}
