// A database on a server: a bounded pool of connections, transactions that are tried again when the server went away or
// another transaction was in the way, several hosts, and commits whose answer was lost. The engines bring only a
// connection; this is where the promise "nothing lost, nothing twice" is kept over a network.

import Dispatch
import Kernel
import Synchronization

public final class ServerDatabase: Database {
    public let dialect: any Dialect
    public let place: String
    private let limits: PoolLimits
    private let pool: ConnectionPool
    /// Set when the table of witnesses is known to be there.
    private let isPrepared = Atomic(false)
    /// Since when nothing has answered, on the stopwatch; 0 while something does.
    private let awaySince = Atomic<Int64>(0)

    /// - Parameter connect: opens a connection to one host; throws a problem whose family says whether another attempt
    ///   can help.
    public init(
        dialect: any Dialect, place: String, hosts: [ServerAddress.Host], limits: PoolLimits,
        connect: @escaping @Sendable (ServerAddress.Host) throws -> any ServerConnection
    ) {
        self.dialect = dialect
        self.place = place
        self.limits = limits
        let ring = HostRing(hosts, connect)
        pool = ConnectionPool(limits) { try ring.open() }
    }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await insist { try await self.once(.read, body) { $0.rollback() } }
    }

    public func write<T: Sendable>(_ isolation: Isolation, _ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        let hasWitness = isPrepared.load(ordering: .relaxed)
        return try await insist {
            let lost = Mutex<(witness: CommitWitness, problem: Problem)?>(nil)
            let result = try await self.once(.write(isolation), body) { connection in
                let witness = connection.hasChanged && hasWitness ? connection.nextWitness() : nil
                do { try connection.commit(witness) } catch let problem as Problem where problem.code == "store_lost" {
                    // Without a change there is nothing to lose; without a witness nobody can tell.
                    guard let witness else { throw connection.hasChanged ? Self.unknown(problem) : problem }
                    lost.withLock { $0 = (witness, problem) }
                }
            }
            guard let (witness, problem) = lost.withLock({ $0 }) else { return result }
            guard try await self.isCommitted(witness) else { throw problem }
            return result
        }
    }

    public func rehearse<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await insist { try await self.once(.write(.snapshot), body) { $0.rollback() } }
    }

    public func close() async throws { await pool.close() }

    /// Makes the table that lost commits are resolved by, and the engine's own.
    public func prepare() async throws {
        guard !isPrepared.load(ordering: .relaxed) else { return }
        let table = CommitWitness.schema
        if try await read({ try $0.int($0.dialect.tableCount(table.name)) }) == 0 {
            try await write(.snapshot) { tx in for sql in tx.dialect.createIfMissing(table) { try tx.execute(sql) } }
        }
        isPrepared.store(true, ordering: .relaxed)
        // What processes left behind that ended without a word; nobody asks for a commit of last week.
        let old = Clock.system.now() - Span.days(7)
        _ = try? await write(.current) { tx in
            // Looked for first: a reader of a read-only server has nothing to tidy up.
            let count = try tx.int("SELECT COUNT(*) FROM \(trusted: CommitWitness.table) WHERE noted_at < \(old)") ?? 0
            if count > 0 { try tx.execute("DELETE FROM \(trusted: CommitWitness.table) WHERE noted_at < \(old)") }
        }
    }

    /// One attempt at a transaction, on a connection of the pool.
    /// - Parameter end: commits or rolls back.
    private func once<T: Sendable>(
        _ mode: TransactionMode, _ body: @escaping @Sendable (any Transaction) throws -> T,
        end: @escaping @Sendable (any ServerConnection) throws -> Void
    ) async throws -> T {
        let taken = try await pool.take()
        let stop = Interruption(taken.connection)
        do {
            let result = try await withTaskCancellationHandler {
                try await taken.run { connection in
                    do {
                        try connection.begin(mode)
                        let result = try body(connection)
                        try stop.disarm()
                        try end(connection)
                        return result
                    } catch {
                        connection.rollback()
                        throw error
                    }
                }
            } onCancel: {
                stop.fire()
            }
            await giveBack(taken, stop)
            return result
        } catch {
            await giveBack(taken, stop)
            if stop.hasFired, (error as? Problem)?.code == "store_interrupted" { throw CancellationError() }
            throw error
        }
    }

    private func giveBack(_ taken: PooledConnection, _ stop: Interruption) async {
        let isUsable = taken.connection.isUsable
        await pool.give(taken, isReusable: isUsable && !stop.hasFired)
        if !isUsable { await pool.dropIdle() }
    }

    /// Tries again while the server is away or others are in the way, for as long as the limits say.
    private func insist<T: Sendable>(seconds: Double? = nil, _ work: () async throws -> T) async throws -> T {
        let start = Stopwatch.milliseconds()
        let deadline = start + Int64((seconds ?? limits.patienceSeconds) * 1000)
        let conflictDeadline = max(deadline, start + Int64(limits.conflictSeconds * 1000))
        var tries = 0
        var duplicates = 0
        while true {
            do {
                let result = try await work()
                awaySince.store(0, ordering: .relaxed)
                return result
            } catch let problem as Problem {
                tries += 1
                switch problem.code {
                case "store_lost", "store_away":
                    // Whoever comes when the server has been away for long already is told at once.
                    let now = Stopwatch.milliseconds()
                    let (_, since) = awaySince.compareExchange(expected: 0, desired: now, ordering: .relaxed)
                    let isLongAway =
                        problem.code == "store_away" && seconds == nil && since != 0 && now - since > Int64(limits.patienceSeconds * 1000)
                    guard now < deadline, !isLongAway else { throw problem }
                case "store_conflict":
                    guard Stopwatch.milliseconds() < conflictDeadline else { throw problem }
                case "store_constraint" where problem.parameters["kind"] == "unique" && duplicates < 2:
                    // Committed by another since this transaction's snapshot; the next one sees it and decides anew.
                    duplicates += 1
                case "store_busy" where seconds != nil:
                    // Who asks after a lost commit may wait for that commit's own locks.
                    guard Stopwatch.milliseconds() < deadline else { throw problem }
                default: throw problem
                }
                let pause = min(1 << min(tries, 9), problem.code == "store_conflict" ? 200 : 400)
                try await Clock.system.sleep(.milliseconds(Int64(Int.random(in: pause / 2...pause))))
            }
        }
    }

    /// What became of a commit whose answer was lost. When the answer is no, it never will be.
    /// - Throws: `store_unknown` when the database could not be asked for a long time.
    private func isCommitted(_ witness: CommitWitness) async throws -> Bool {
        do {
            return try await insist(seconds: limits.resolveSeconds) {
                do {
                    _ = try await self.once(.write(.current), { try witness.fence($0, at: Clock.system.now()) }, end: { try $0.commit(nil) })
                    return false
                } catch let problem as Problem where problem.code == "store_constraint" {
                    let isThere = try await self.once(.read, { try witness.isThere($0) }, end: { $0.rollback() })
                    guard let isThere else { throw Problem(.outside(retryable: true), "store_conflict") }
                    return isThere
                }
            }
        } catch let problem as Problem { throw Self.unknown(problem) }
    }

    private static func unknown(_ problem: Problem) -> Problem {
        Problem(
            .outside(retryable: true), "store_unknown", hint: "The work is looked at again when the database is back.", cause: problem.description)
    }
}

/// Carries a task's cancellation to the statement that is running.
private final class Interruption: Sendable {
    private enum State { case armed, disarmed, fired }
    private let state = Mutex(State.armed)
    private let connection: any ServerConnection

    init(_ connection: any ServerConnection) { self.connection = connection }

    /// A connection that was interrupted is not used again: the interruption may still be on its way.
    var hasFired: Bool { state.withLock { $0 == .fired } }

    func fire() {
        let isFired = state.withLock { state in
            guard state == .armed else { return false }
            state = .fired
            return true
        }
        // Asks the server, which may take its time.
        if isFired { DispatchQueue.global().async { self.connection.interrupt() } }
    }

    /// From here on a cancelled task no longer stops the transaction: it is being committed.
    func disarm() throws {
        try state.withLock { state in
            guard state == .armed else { throw Problem(.outside(retryable: true), "store_interrupted") }
            state = .disarmed
        }
    }
}
