// A clock the test moves by hand, a database handle that can die, and a node made of both.

import Foundation
import Kernel
import Logging
import Store
import Synchronization
import TestKit

@testable import Host

/// Time that passes only when a test says so. The wall clock can be set; the steady one only goes on.
final class VirtualClock: Sendable {
    private struct State {
        var wall: Int64
        var steady: Int64 = 0
        var nextId = 0
        var sleepers: [Int: (due: Int64, continuation: CheckedContinuation<Void, any Error>)] = [:]
    }
    private let state: Mutex<State>

    init(_ start: Instant) { state = Mutex(State(wall: start.milliseconds)) }

    var now: Instant { state.withLock { Instant(milliseconds: $0.wall) } }
    var steady: Int64 { state.withLock { $0.steady } }
    var clock: Clock { Clock(now: { self.now }, sleep: { try await self.sleep($0) }) }

    /// Sets the wall clock, as an administrator or a time server does.
    func jump(_ span: Span) { state.withLock { $0.wall += span.milliseconds } }

    func pass(_ span: Span) {
        let woken = state.withLock { state in
            state.wall += span.milliseconds
            state.steady += span.milliseconds
            let due = state.sleepers.filter { $0.value.due <= state.steady }
            for id in due.keys { state.sleepers[id] = nil }
            return due.values.map(\.continuation)
        }
        for continuation in woken { continuation.resume() }
    }

    private func sleep(_ span: Span) async throws {
        let id = state.withLock { state in
            state.nextId += 1
            return state.nextId
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let isCancelled = Task.isCancelled
                state.withLock { if !isCancelled { $0.sleepers[id] = ($0.steady + span.milliseconds, continuation) } }
                if isCancelled {
                    continuation.resume(throwing: CancellationError())
                } else if Task.isCancelled {
                    cancel(id)
                }
            }
        } onCancel: {
            cancel(id)
        }
    }

    private func cancel(_ id: Int) {
        state.withLock { $0.sleepers.removeValue(forKey: id) }?.continuation.resume(throwing: CancellationError())
    }
}

/// A handle on the shared file that can be cut, as if its process had been killed.
final class MortalDatabase: Database {
    private let inner: any Database
    private let isDead = Mutex(false)
    private let working: Mutex<Int> = Mutex(0)
    private let fuse = Mutex<(writes: Int, isCommitted: Bool)?>(nil)

    init(_ inner: any Database) { self.inner = inner }

    var dialect: any Dialect { inner.dialect }
    var place: String { inner.place }
    var isBusy: Bool { working.withLock { $0 > 0 } }
    func die() { isDead.withLock { $0 = true } }

    /// Dies at the write after `writes` others, either before its commit or right after it, with the reply lost.
    func die(after writes: Int, isCommitted: Bool) { fuse.withLock { $0 = (writes, isCommitted) } }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await alive { try await self.inner.read { tx in try self.check(body, tx) } }
    }
    func write<T: Sendable>(_ isolation: Isolation, _ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        let isLast = fuse.withLock { fuse in
            fuse?.writes -= 1
            return fuse.map { $0.writes < 0 } ?? false
        }
        let isCommitted = fuse.withLock { $0?.isCommitted ?? false }
        if isLast, !isCommitted { die() }
        let result = try await alive(isLast) {
            try await self.inner.write(isolation) { tx in try self.check(body, tx, isLast && isCommitted) }
        }
        guard isLast else { return result }
        die()
        throw Problem(.outside(retryable: true), "node_dead")
    }
    func rehearse<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await alive { try await self.inner.rehearse(body) }
    }
    func close() async throws { try await inner.close() }

    /// Death within a transaction rolls it back, also after its last statement.
    private func check<T>(
        _ body: (any Transaction) throws -> T, _ tx: any Transaction, _ isSpared: Bool = false
    ) throws -> T {
        let result = try body(tx)
        if !isSpared, isDead.withLock({ $0 }) { throw Problem(.outside(retryable: true), "node_dead") }
        return result
    }

    private func alive<T: Sendable>(_ isLast: Bool = false, _ work: () async throws -> T) async throws -> T {
        if !isLast, isDead.withLock({ $0 }) { throw Problem(.outside(retryable: true), "node_dead") }
        working.withLock { $0 += 1 }
        defer { working.withLock { $0 -= 1 } }
        return try await work()
    }
}

/// A shared file, a clock, and nodes on them.
final class Plant: Sendable {
    let clock: VirtualClock
    let folder: ScratchFolder
    let database: MortalDatabase
    private let databases = Mutex<[MortalDatabase]>([])

    init(at start: String = "2026-05-04T08:00:00Z") async throws {
        guard let instant = Instant(rfc3339: start) else { throw Problem(.bug, "test_instant") }
        clock = VirtualClock(instant)
        folder = try ScratchFolder()
        database = MortalDatabase(try folder.database())
        databases.withLock { $0 = [database] }
        let effects = Migration(
            "test-001-effects", [.create(Table("effects", [Column("id", .identity), Column("run_id", .integer)]))])
        try await Migrator.migrate(database, JobSchema.migrations + [effects], clock: clock.clock)
    }

    func handle() throws -> MortalDatabase {
        let made = MortalDatabase(try folder.database())
        databases.withLock { $0.append(made) }
        return made
    }

    func queue(_ kinds: [JobKind], node: String = "n", on database: MortalDatabase? = nil, workers: Int = 4) -> JobQueue {
        JobQueue(
            database: database ?? self.database, clock: clock.clock, node: node, kinds: kinds, logger: Self.quiet,
            pace: JobPace(workers: workers), steady: { [clock] in clock.steady }, random: { 0 })
    }

    static var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

    /// Lets everything that can go on without the clock go on.
    func settle() async throws {
        var idle = 0
        while idle < 4 {
            try await Task.sleep(nanoseconds: 400_000)
            idle = databases.withLock { $0.contains { $0.isBusy } } ? 0 : idle + 1
        }
    }

    func pass(_ span: Span) async throws {
        var rest = span.milliseconds
        while rest > 0 {
            let step = min(rest, 500)
            clock.pass(.milliseconds(step))
            rest -= step
            try await settle()
        }
    }

    /// Lets time pass until the condition holds; throws when it does not within `limit`.
    func wait(_ limit: Span = .seconds(120), until condition: () async throws -> Bool) async throws {
        try await settle()
        let end = clock.steady + limit.milliseconds
        while try await !condition() {
            guard clock.steady < end else { throw Problem(.bug, "test_waited_in_vain") }
            try await pass(.milliseconds(500))
        }
    }

    func view(_ run: Int64) async throws -> JobRunView {
        try await database.read { tx in try JobHistory.run(run, in: tx) }
    }
    func effects() async throws -> [Int64] {
        try await database.read { tx in try tx.rows("SELECT run_id FROM effects ORDER BY run_id") { $0.int(0) } }
    }
}

/// A gate a handler waits at until the test opens it.
final class Latch: Sendable {
    private let isOpen = Mutex(false)
    func open() { isOpen.withLock { $0 = true } }
    func pass() async { while !isOpen.withLock({ $0 }) { await Self.nap() } }
    /// A short real pause that cancellation does not shorten.
    static func nap() async { await Task { try? await Task.sleep(nanoseconds: 1_000_000) }.value }
}

/// Repeatable random numbers (SplitMix64).
struct Dice: RandomNumberGenerator {
    var seed: UInt64
    mutating func next() -> UInt64 {
        seed &+= 0x9E37_79B9_7F4A_7C15
        var z = seed
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
