// One run's life on one or two nodes, step by step on a clock the test moves.

import Kernel
import Logging
import Store
import Synchronization
import Testing

@testable import Host

@Suite struct JobsQueueTests {
    /// Runs a queue while `body` does its part, then stops it.
    private func working<T>(_ queues: [JobQueue], on plant: Plant, _ body: () async throws -> T) async throws -> T {
        let tasks = queues.map { queue in Task { await queue.run() } }
        let result: Result<T, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        for queue in queues { queue.stop() }
        let over = Mutex(false)
        let waiter = Task {
            for task in tasks { await task.value }
            over.withLock { $0 = true }
        }
        try await plant.wait(.seconds(10)) { over.withLock { $0 } }
        await waiter.value
        return try result.get()
    }

    @Test func `a run is done once and keeps its counts, its progress and its log`() async throws {
        let plant = try await Plant()
        let kind = JobKind(id: "k", titleKey: "k") { context in
            context.progress(done: 3, total: 4, note: "three")
            for n in 1...700 { context.log("line \(n)") }
            return .object([("loaded", 7), ("got", context.payload["n"] ?? nil)])
        }
        let queue = plant.queue([kind])
        let id = try await queue.enqueue("k", payload: .object([("n", 5)]))
        try await working([queue], on: plant) { try await plant.wait { try await plant.view(id).status == .done } }
        let view = try await plant.view(id)
        #expect(view.result == .object([("loaded", 7), ("got", 5)]))
        #expect(view.progress == JobProgress(done: 3, total: 4, note: "three"))
        #expect(view.attempt == 1)
        let log = try await plant.database.read { tx in try JobHistory.log(id, in: tx) }
        #expect(log.count == 500)
        #expect(log.map(\.number) == Array(1...500))
        #expect(log.first?.message == "line 1")
        #expect(log.last?.message == "(further lines were dropped)")
    }

    @Test func `a run of a transaction that is rolled back never existed`() async throws {
        let plant = try await Plant()
        let queue = plant.queue([JobKind(id: "k", titleKey: "k") { _ in nil }])
        await #expect(throws: Problem.self) {
            try await plant.database.write { tx in
                try queue.enqueue("k", in: tx)
                throw Problem(.bug, "x")
            }
        }
        #expect(try await plant.database.read { tx in try JobHistory.due(in: tx).count } == 0)
        await #expect(throws: Problem.self) { try await queue.enqueue("unknown") }
    }

    @Test func `a key waits once, and starts no later than asked`() async throws {
        let plant = try await Plant()
        let queue = plant.queue([JobKind(id: "k", titleKey: "k") { _ in nil }])
        let later = plant.clock.now + .hours(1)
        let first = try await queue.enqueue("k", uniqueKey: "a", runAt: later)
        #expect(try await queue.enqueue("k", uniqueKey: "a", runAt: later + .hours(1)) == first)
        #expect(try await plant.view(first).runAt == later)
        #expect(try await queue.enqueue("k", uniqueKey: "b", runAt: later) != first)
        #expect(try await queue.enqueue("k", uniqueKey: "a") == first)
        #expect(try await plant.view(first).runAt == plant.clock.now)
        _ = try #require(try await leaseOne(queue, plant))
        let second = try await queue.enqueue("k", uniqueKey: "a")
        #expect(second != first)
        // The first one goes back to waiting; both wait now, and the key still belongs to one.
        try await plant.database.write { tx in
            let row = try #require(try JobRuns.running(in: tx).first)
            _ = try JobRuns.rescue(
                row, JobKind(id: "k", titleKey: "k") { _ in nil }, now: plant.clock.now, random: 0, in: tx)
        }
        #expect(try await plant.view(first).status == .waiting)
        #expect(try await queue.enqueue("k", uniqueKey: "a") == second)
    }

    /// Leases the first candidate and does nothing with it: a node that died right after.
    private func leaseOne(_ queue: JobQueue, _ plant: Plant) async throws -> JobHandle? {
        let kinds = queue.knownKinds
        let found = try await plant.database.read { tx in
            try JobRuns.candidates(kinds, now: plant.clock.now, limit: 1, in: tx)
        }
        guard let candidate = found.first else { return nil }
        return try await queue.lease(candidate)
    }

    @Test func `transient errors are retried with growing pauses until the limit`() async throws {
        let plant = try await Plant()
        let starts = Mutex<[Int64]>([])
        let kind = JobKind(id: "k", titleKey: "k", attemptsMax: 3, backOff: BackOff(firstSeconds: 10)) { _ in
            starts.withLock { $0.append(plant.clock.steady) }
            throw Problem(.outside(retryable: true), "share_away")
        }
        let queue = plant.queue([kind])
        let id = try await queue.enqueue("k")
        try await working([queue], on: plant) { try await plant.wait { try await plant.view(id).status == .failed } }
        let times = starts.withLock { $0 }
        #expect(times.count == 3)
        #expect(times.count == 3 && times[1] - times[0] >= 10_000 && times[1] - times[0] < 15_000)
        #expect(times.count == 3 && times[2] - times[1] >= 20_000 && times[2] - times[1] < 25_000)
        let view = try await plant.view(id)
        #expect(view.errorCode == "share_away" && view.errorClass == .transient && view.attempt == 3)
    }

    @Test func `data errors are not retried, configuration errors slowly`() async throws {
        let plant = try await Plant()
        let kinds = [
            JobKind(id: "data", titleKey: "k") { _ in throw Problem(.input, "bad_column") },
            JobKind(id: "conf", titleKey: "k") { _ in throw Problem(.forbidden, "wrong_password") },
        ]
        let queue = plant.queue(kinds)
        let data = try await queue.enqueue("data")
        let conf = try await queue.enqueue("conf")
        try await working([queue], on: plant) {
            try await plant.wait { try await plant.view(data).status == .failed }
            try await plant.wait { try await plant.view(conf).errorCode != nil }
        }
        #expect(try await plant.view(data).attempt == 1)
        let view = try await plant.view(conf)
        #expect(view.status == .waiting && view.runAt - plant.clock.now > .minutes(14))
    }

    @Test func `a waiting run is cancelled at once, a running one on another node at its renewal`() async throws {
        let plant = try await Plant()
        let kind = JobKind(id: "k", titleKey: "k") { context in
            while true {
                try context.checkCancellation()
                await Latch.nap()
            }
        }
        let mine = plant.queue([kind])
        let other = plant.queue([kind], node: "other", on: try plant.handle())
        let running = try await mine.enqueue("k")
        let waiting = try await mine.enqueue("k", runAt: plant.clock.now + .hours(1))
        try await working([other], on: plant) {
            try await plant.wait { try await plant.view(running).status == .running }
            #expect(try await mine.cancel(waiting) == .cancelled)
            #expect(try await mine.cancel(running) == .asked)
            #expect(try await mine.cancel(running) == .asked)
            try await plant.wait(.seconds(12)) { try await plant.view(running).status == .cancelled }
        }
        #expect(try await plant.view(waiting).status == .cancelled)
        await #expect(throws: Problem.self) { try await mine.cancel(running) }
        await #expect(throws: Problem.self) { try await mine.cancel(999) }
    }

    @Test func `a handler that ignores a cancel loses its run and cannot have an effect`() async throws {
        let plant = try await Plant()
        let latch = Latch()
        let refused = Mutex(false)
        let kind = JobKind(id: "k", titleKey: "k") { context in
            await latch.pass()
            // In a task of its own: it is not stopped by the cancellation, as a handler that does not listen.
            let failure: Problem? = await Task {
                do { try await plant.database.write { tx in try context.confirm(in: tx) } } catch {
                    return Problem(error)
                }
                return nil
            }.value
            refused.withLock { $0 = failure?.code == "lease_lost" }
            return nil
        }
        let queue = plant.queue([kind])
        let id = try await queue.enqueue("k")
        try await working([queue], on: plant) {
            try await plant.wait { try await plant.view(id).status == .running }
            try await queue.cancel(id)
            try await plant.wait(.seconds(6)) { try await plant.view(id).status == .cancelled }
            #expect(queue.state.withLock { $0.abandoned } == 1)
            latch.open()
            try await plant.wait { refused.withLock { $0 } && queue.state.withLock { $0.abandoned } == 0 }
        }
    }

    @Test func `an attempt that takes too long is cancelled and retried`() async throws {
        let plant = try await Plant()
        let kind = JobKind(id: "k", titleKey: "k", attemptsMax: 2, timeoutSeconds: 20) { context in
            if context.attempt == 2 { return 2 }
            while true {
                try context.checkCancellation()
                await Latch.nap()
            }
        }
        let queue = plant.queue([kind])
        let id = try await queue.enqueue("k")
        try await working([queue], on: plant) {
            try await plant.wait { try await plant.view(id).errorCode == "job_timeout" }
            try await plant.wait { try await plant.view(id).status == .done }
        }
        #expect(try await plant.view(id).attempt == 2)
    }

    @Test func `the run of a node that died is rescued, and the dead node's fence no longer opens`() async throws {
        let plant = try await Plant()
        let kind = JobKind(id: "k", titleKey: "k", leaseSeconds: 30) { _ in 1 }
        let dead = plant.queue([kind], node: "dead")
        let id = try await dead.enqueue("k")
        let handle = try #require(try await leaseOne(dead, plant))
        let other = plant.queue([kind], node: "other", on: try plant.handle())
        try await working([other], on: plant) {
            try await plant.pass(.seconds(25))
            #expect(try await plant.view(id).status == .running)
            try await plant.wait(.seconds(20)) { try await plant.view(id).status == .done }
        }
        #expect(try await plant.view(id).attempt == 2)
        await #expect(throws: Problem.self) {
            try await plant.database.write { tx in try JobContext(handle: handle).confirm(in: tx) }
        }
    }

    @Test func `a sign of life between the look and the rescue keeps the run with its holder`() async throws {
        let plant = try await Plant()
        let kind = JobKind(id: "k", titleKey: "k") { _ in 1 }
        let queue = plant.queue([kind])
        try await queue.enqueue("k")
        let handle = try #require(try await leaseOne(queue, plant))
        let seen = try #require(try await plant.database.read { tx in try JobRuns.running(in: tx) }.first)
        let now = plant.clock.now
        func rescue() async throws -> Bool {
            try await plant.database.write { tx in try JobRuns.rescue(seen, kind, now: now, random: 0, in: tx) }
        }
        try await plant.database.write { tx in try JobContext(handle: handle).confirm(in: tx) }
        #expect(try await rescue() == false)
        #expect(try await plant.view(handle.run.id).status == .running)
    }

    @Test func `a run that kills every node it lands on is given up`() async throws {
        let plant = try await Plant()
        let kind = JobKind(id: "k", titleKey: "k", attemptsMax: 1, leaseSeconds: 5) { _ in 1 }
        let dead = plant.queue([kind], node: "dead")
        let id = try await dead.enqueue("k")
        _ = try #require(try await leaseOne(dead, plant))
        let other = plant.queue([kind], node: "other", on: try plant.handle())
        try await working([other], on: plant) { try await plant.wait { try await plant.view(id).status == .failed } }
        #expect(try await plant.view(id).errorClass == .lost)
    }

    @Test func `a clock that jumps by days takes no run from a node that works`() async throws {
        let plant = try await Plant()
        let latch = Latch()
        let starts = Mutex(0)
        let kind = JobKind(id: "k", titleKey: "k", leaseSeconds: 10) { _ in
            starts.withLock { $0 += 1 }
            await latch.pass()
            return 1
        }
        let nodes = [plant.queue([kind]), plant.queue([kind], node: "b", on: try plant.handle())]
        let id = try await nodes[0].enqueue("k")
        try await working(nodes, on: plant) {
            try await plant.wait { try await plant.view(id).status == .running }
            for jump in [Span.days(1), Span(milliseconds: -2 * 86_400_000), .days(400)] {
                plant.clock.jump(jump)
                try await plant.pass(.seconds(15))
                #expect(try await plant.view(id).status == .running)
            }
            latch.open()
            try await plant.wait { try await plant.view(id).status == .done }
        }
        #expect(starts.withLock { $0 } == 1)
    }

    @Test func `what was due before the clock was set back is still due, what was planned for later is not`()
        async throws
    {
        let plant = try await Plant()
        let queue = plant.queue([JobKind(id: "k", titleKey: "k") { _ in 1 }])
        let now = try await queue.enqueue("k")
        let later = try await queue.enqueue("k", runAt: plant.clock.now + .hours(2))
        plant.clock.jump(Span(milliseconds: -3_600_000))
        try await working([queue], on: plant) {
            try await plant.wait(.seconds(70)) { try await plant.view(now).status == .done }
        }
        #expect(try await plant.view(later).status == .waiting)
    }

    @Test func `a node that stops gives its runs back within five seconds, also from a handler that does not listen`()
        async throws
    {
        let plant = try await Plant()
        let latch = Latch()
        let kinds = [
            JobKind(id: "polite", titleKey: "k") { context in
                while true {
                    try context.checkCancellation()
                    await Latch.nap()
                }
            },
            JobKind(id: "deaf", titleKey: "k") { _ in
                await latch.pass()
                return nil
            },
        ]
        let queue = plant.queue(kinds)
        let runs = [try await queue.enqueue("polite"), try await queue.enqueue("deaf")]
        let task = Task { await queue.run() }
        for run in runs { try await plant.wait { try await plant.view(run).status == .running } }
        let start = plant.clock.steady
        task.cancel()
        let over = Mutex(false)
        Task {
            await task.value
            over.withLock { $0 = true }
        }
        try await plant.wait(.seconds(6)) { over.withLock { $0 } }
        #expect(plant.clock.steady - start <= 5000)
        for run in runs {
            let view = try await plant.view(run)
            #expect(view.status == .waiting && view.attempt == 0 && view.node == nil)
        }
        latch.open()
    }

    @Test func `an ended run is tried again as a new one, and the old one stays as it was`() async throws {
        let plant = try await Plant()
        let queue = plant.queue([JobKind(id: "k", titleKey: "k", attemptsMax: 1) { _ in throw Problem(.input, "bad") }])
        let id = try await queue.enqueue("k", payload: .object([("n", 1)]), uniqueKey: "a")
        try await working([queue], on: plant) { try await plant.wait { try await plant.view(id).status == .failed } }
        let again = try await queue.retry(id)
        let view = try await plant.view(again)
        #expect(again != id && view.retryOf == id && view.payload["n"] == 1 && view.status == .waiting)
        #expect(try await queue.retry(again) == again)
        #expect(try await plant.view(id).errorCode == "bad")
    }

    @Test func `history shows how long a run took beside the median of its own past`() async throws {
        let plant = try await Plant()
        try await plant.database.write { tx in
            for (index, took) in [100, 900, 300, 200].enumerated() {
                try tx.execute(
                    """
                    INSERT INTO job_runs (kind, payload, status, enqueued_at, run_at, ended_at, took_milliseconds)
                    VALUES ('k', '{}', \(index == 3 ? "failed" : "done"), 1, 1, \(plant.clock.now), \(took))
                    """)
            }
        }
        let history = try await plant.database.read { tx in try JobHistory.history(in: tx) }
        #expect(history.map(\.tookMilliseconds) == [200, 300, 900, 100])
        #expect(history.map(\.usualMilliseconds) == [300, 500, 100, nil])
        let done = try await plant.database.write { tx in
            try JobHistory.prune(before: plant.clock.now + .seconds(1), limit: 3, in: tx)
        }
        #expect(done == 3)
        #expect(try await plant.database.read { tx in try JobHistory.history(in: tx).count } == 1)
    }
}
