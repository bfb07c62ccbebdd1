// The queue of one node: takes due runs from the shared table, a few at a time, and sees each one through. Several
// nodes do this on one database; any of them may be killed at any moment.

import Kernel
import Logging
import Store
import Synchronization

/// How a node works.
public struct JobPace: Sendable {
    /// Runs at the same time on this node.
    public var workers: Int
    /// The longest wait before the table is looked at again; a local enqueue is seen at once.
    public var pollSeconds: Int64

    public init(workers: Int = 4, pollSeconds: Int64 = 1) {
        precondition(workers >= 1 && (1...5).contains(pollSeconds))
        self.workers = workers
        self.pollSeconds = pollSeconds
    }
}

/// Enqueues runs and works on them.
public final class JobQueue: Sendable {
    let database: any Database
    let clock: Clock
    let node: String
    let kinds: [String: JobKind]
    let logger: Logger
    let pace: JobPace
    let steady: @Sendable () -> Int64
    let random: @Sendable () -> Double
    let bell = Bell()

    struct State {
        var handles: [Int64: JobHandle] = [:]
        var isRunning = false
        var isStopping = false
        /// Handlers whose run was taken from them and that have not ended yet.
        var abandoned = 0
        /// True while the database fails, so that an outage is logged once.
        var isFailing = false
    }
    let state = Mutex(State())

    /// - Parameters:
    ///   - node: a name for logs and pages; the random ending that makes it unique is added here.
    ///   - steady: milliseconds that never jump; leases are judged by it, never by the wall clock.
    ///   - random: 0 ..< 1, for the spread of pauses.
    public init(
        database: any Database, clock: Clock, node: String, kinds: [JobKind], logger: Logger, pace: JobPace = JobPace(),
        steady: @escaping @Sendable () -> Int64 = Stopwatch.milliseconds,
        random: @escaping @Sendable () -> Double = { Double(Entropy.bytes(1)[0]) / 256 }
    ) {
        precondition(Set(kinds.map(\.id)).count == kinds.count, "two kinds of job share an id")
        self.database = database
        self.clock = clock
        self.node = node.kept(60) + "/" + Entropy.token(byteCount: 6)
        self.kinds = Dictionary(uniqueKeysWithValues: kinds.map { ($0.id, $0) })
        self.logger = logger
        self.pace = pace
        self.steady = steady
        self.random = random
    }

    /// The kinds this node knows, for pages.
    public var knownKinds: [JobKind] { kinds.values.sorted { $0.id < $1.id } }

    /// Adds a run in the caller's transaction; call `wake()` after the commit.
    /// - Parameters:
    ///   - uniqueKey: at most 120 characters; while a run of this kind waits under the same key, it is returned.
    ///   - runAt: nil for at once.
    /// - Returns: the run's id.
    /// - Throws: `job_kind_unknown`, `job_too_large`.
    @discardableResult
    public func enqueue(
        _ kind: String, payload: JSON = .object([]), uniqueKey: String? = nil, runAt: Instant? = nil,
        in tx: any Transaction
    ) throws -> Int64 {
        let now = clock.now()
        let run = NewRun(kind: kind, payload: payload, uniqueKey: uniqueKey, runAt: runAt ?? now)
        try check(run)
        return try JobRuns.enqueue(run, now: now, in: tx)
    }

    /// Adds a run in a transaction of its own and starts it as soon as a worker is free.
    @discardableResult
    public func enqueue(
        _ kind: String, payload: JSON = .object([]), uniqueKey: String? = nil, runAt: Instant? = nil
    ) async throws -> Int64 {
        let id = try await database.write { tx in
            try self.enqueue(kind, payload: payload, uniqueKey: uniqueKey, runAt: runAt, in: tx)
        }
        wake()
        return id
    }

    func check(_ run: NewRun) throws(Problem) {
        guard kinds[run.kind] != nil else { throw Problem(.input, "job_kind_unknown", ["kind": run.kind]) }
        guard run.payload.bytes.count <= JobLimits.payloadBytesMax,
            (run.uniqueKey ?? "").fits(JobLimits.uniqueKeyLengthMax)
        else { throw Problem(.input, "job_too_large", ["kind": run.kind]) }
    }

    /// Makes the queue look at the table now.
    public func wake() { bell.ring() }

    /// Works until `stop()` is called or the task is cancelled; then handlers are asked to stop, what does not stop in
    /// 3 s goes back to waiting without it, and within 5 s this returns. Once per queue.
    public func run() async {
        let isFirst = state.withLock { state in
            defer { state.isRunning = true }
            return !state.isRunning
        }
        precondition(isFirst, "a queue runs once")
        await withTaskCancellationHandler {
            // Not a child: what has to be written at the end must not be cancelled with the caller.
            await Task { await self.work() }.value
        } onCancel: {
            self.stop()
        }
    }

    /// Asks `run()` to return.
    public func stop() {
        let handles = state.withLock {
            $0.isStopping = true
            return Array($0.handles.values)
        }
        for handle in handles { handle.end(.stopped) }
        bell.ring()
    }

    var isStopping: Bool { state.withLock { $0.isStopping } }
    var isFailing: Bool { state.withLock { $0.isFailing } }

    private func work() async {
        let watcher = Task { await self.watch() }
        while !isStopping {
            await fill()
            if isStopping { break }
            await bell.wait(upTo: .seconds(pace.pollSeconds), clock)
        }
        watcher.cancel()
        await drain()
    }

    /// Leases as many runs as there are free workers and starts them.
    private func fill() async {
        do {
            let free = state.withLock { $0.abandoned >= JobLimits.abandonedMax ? 0 : pace.workers - $0.handles.count }
            guard free > 0 else { return }
            let kinds = Array(kinds.values)
            let now = clock.now()
            // A few more than needed: other nodes look at the same rows.
            let found = try await database.read { tx in
                try JobRuns.candidates(kinds, now: now, limit: free + 8, in: tx)
            }
            var taken = 0
            for candidate in found where taken < free && !isStopping {
                guard let handle = try await lease(candidate) else { continue }
                taken += 1
                Task { await self.perform(handle) }
            }
        } catch {
            failing(error)
        }
    }

    /// Takes one run; nil when another node has it.
    func lease(_ candidate: LeaseCandidate) async throws -> JobHandle? {
        guard let kind = kinds[candidate.kind] else { return nil }
        let leased = try await database.write { [node, clock] tx in
            try JobRuns.lease(candidate, kind, node: node, now: clock.now(), in: tx)
        }
        guard let leased else { return nil }
        let handle = JobHandle(leased, kind, clock, steady)
        let isStopping = state.withLock {
            $0.handles[leased.id] = handle
            return $0.isStopping
        }
        if isStopping { handle.end(.stopped) }
        return handle
    }

    /// Waits until every run has been given back, but not for long.
    private func drain() async {
        let start = steady()
        while state.withLock({ !$0.handles.isEmpty }), steady() - start < JobLimits.stopMilliseconds {
            await bell.wait(upTo: .milliseconds(200), clock)
        }
    }

    func failing(_ error: any Error) {
        let isNew = state.withLock { state in
            defer { state.isFailing = true }
            return !state.isFailing
        }
        if isNew { logger.error("jobs wait for the database", metadata: ["error": "\(Problem(error))"]) }
    }

    func recovered() {
        let wasFailing = state.withLock { state in
            defer { state.isFailing = false }
            return state.isFailing
        }
        if wasFailing { logger.notice("jobs go on") }
    }
}
