// How it is found out what became of a COMMIT whose answer was lost. Every transaction that changed something inserts a
// row under a number of its own. Afterwards, over another connection, the same row is inserted by whoever wants to know:
// when the engine refuses it, the transaction was committed; when it takes it, the transaction can never be committed any
// more, since its own insert would now be refused. No answer is guessed and none depends on time.

import Kernel

/// The mark a transaction leaves behind: the connection's number and the transaction's.
public struct CommitWitness: Sendable, Hashable {
    public static let table = "gemba_commits"

    public var session: Int64
    public var serial: Int64

    public init(session: Int64, serial: Int64) {
        self.session = session
        self.serial = serial
    }

    /// Drawn at random, since it has to be unlike every other in the cluster.
    public static func newSession() -> Int64 { Int64.random(in: 1...Int64.max) }

    /// The table of witnesses; made before anything else.
    static let schema = Table(
        table,
        [
            Column("session_id", .integer), Column("serial", .integer), Column("is_fence", .flag), Column("noted_at", .instant),
        ], primaryKey: ["session_id", "serial"])

    /// The statements that leave the mark, without parameters, to be sent in one message with the COMMIT. A connection
    /// keeps one row: the one before is known to be committed.
    public func statements(at now: Instant) -> [String] {
        [
            "DELETE FROM \(Self.table) WHERE session_id = \(session) AND serial < \(serial)",
            "INSERT INTO \(Self.table) (session_id, serial, is_fence, noted_at) VALUES (\(session), \(serial), 0, \(now.milliseconds))",
        ]
    }

    /// Tries to take the mark's place. Within a transaction of its own.
    /// - Throws: `store_constraint` when the mark, or a fence of before, is there.
    func fence(_ tx: any Transaction, at now: Instant) throws {
        try tx.execute(
            "INSERT INTO \(trusted: Self.table) (session_id, serial, is_fence, noted_at) VALUES (\(session), \(serial), \(true), \(now))")
    }

    /// Whether the mark is there; nil when there is neither it nor a fence.
    func isThere(_ tx: any Transaction) throws -> Bool? {
        try tx.int("SELECT is_fence FROM \(trusted: Self.table) WHERE session_id = \(session) AND serial = \(serial)").map { $0 == 0 }
    }
}
