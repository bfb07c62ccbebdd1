// A bounded number of connections, each with a thread of its own to block on. Whoever finds none free waits in line, for
// a bounded time.

import Dispatch
import Kernel

/// A connection and the queue its blocking calls run on.
struct PooledConnection: Sendable {
    let connection: any ServerConnection
    let queue: DispatchQueue
    let openedAt: Int64

    /// Runs `work` on the connection's queue. It cannot wait for itself: work on a connection never asks for another one.
    func run<T: Sendable>(_ work: @escaping @Sendable (any ServerConnection) throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work(connection) }) }
        }
    }
}

actor ConnectionPool {
    private let limits: PoolLimits
    private let open: @Sendable () throws -> any ServerConnection
    private var idle: [PooledConnection] = []
    /// Open, being opened, or in use.
    private var count = 0
    private var waiters: [(id: Int, continuation: CheckedContinuation<PooledConnection?, any Error>)] = []
    private var lastWaiter = 0
    private var isClosed = false

    init(_ limits: PoolLimits, open: @escaping @Sendable () throws -> any ServerConnection) {
        self.limits = limits
        self.open = open
    }

    /// A connection for one transaction; `give` has to be called with it.
    /// - Throws: `store_crowded` when none came free in time, and what keeps a new one from being opened.
    func take() async throws -> PooledConnection {
        guard !isClosed else { throw Self.closed }
        while let last = idle.popLast() {
            if Stopwatch.milliseconds() - last.openedAt < Int64(limits.maxAgeSeconds) * 1000 { return last }
            discard(last)
        }
        if count < limits.maxConnections { return try await make() }
        if let handed = try await wait() { return handed }
        return try await make()
    }

    /// - Parameter isReusable: whether another transaction may use it.
    func give(_ taken: PooledConnection, isReusable: Bool) {
        guard isReusable, !isClosed else {
            discard(taken)
            // Whoever waits makes one of its own in the place of this one.
            if !waiters.isEmpty {
                count += 1
                waiters.removeFirst().continuation.resume(returning: nil)
            }
            return
        }
        if waiters.isEmpty { idle.append(taken) } else { waiters.removeFirst().continuation.resume(returning: taken) }
    }

    /// Closes what is not in use: one connection that broke says that the others may be broken too.
    func dropIdle() {
        for each in idle { discard(each) }
        idle = []
    }

    /// Closes what is not in use now, and the rest as it comes back.
    func close() {
        isClosed = true
        dropIdle()
        for waiter in waiters { waiter.continuation.resume(throwing: Self.closed) }
        waiters = []
    }

    private func discard(_ one: PooledConnection) {
        count -= 1
        one.queue.async { one.connection.close() }
    }

    /// Waits for a connection that comes back, or for the right to open one (nil), which `count` already holds.
    private func wait() async throws -> PooledConnection? {
        lastWaiter += 1
        let id = lastWaiter
        let limit = Task { [limits] in
            try await Clock.system.sleep(.milliseconds(Int64(limits.waitSeconds * 1000)))
            self.expire(id)
        }
        defer { limit.cancel() }
        let handed = try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { waiters.append((id, $0)) }
        } onCancel: {
            Task { await self.end(id, CancellationError()) }
        }
        if handed == nil { count -= 1 }
        return handed
    }

    private func expire(_ id: Int) {
        end(
            id,
            Problem(
                .outside(retryable: true), "store_crowded", ["connections": String(limits.maxConnections)],
                hint: "All connections are in use; Gemba tries again."))
    }

    private func end(_ id: Int, _ error: any Error) {
        guard let at = waiters.firstIndex(where: { $0.id == id }) else { return }
        waiters.remove(at: at).continuation.resume(throwing: error)
    }

    private func make() async throws -> PooledConnection {
        count += 1
        let queue = DispatchQueue(label: "gemba.database")
        do {
            let connection = try await withCheckedThrowingContinuation { continuation in
                queue.async { [open] in continuation.resume(with: Result { try open() }) }
            }
            return PooledConnection(connection: connection, queue: queue, openedAt: Stopwatch.milliseconds())
        } catch {
            count -= 1
            if !waiters.isEmpty {
                count += 1
                waiters.removeFirst().continuation.resume(returning: nil)
            }
            throw error
        }
    }

    private static let closed = Problem(.outside(retryable: false), "store_closed")
}
