// Fires timetables. Any number of nodes may do it at once: a firing, its run and the next firing's time are stored in
// one transaction that only one node can win, so none is doubled, and none is missed outside the policy.

import Kernel
import Logging
import Store
import Synchronization

/// Turns what is due into runs.
public final class TimetableKeeper: Sendable {
    private let database: any Database
    private let clock: Clock
    private let queue: JobQueue
    private let logger: Logger
    private let zones = Mutex<[String: Zone]>([:])

    /// Between two looks; a firing is late by so much at most.
    private static let lookSeconds: Int64 = 1
    /// A firing that is looked at later than this was missed, and the missed policy decides.
    static let graceSeconds: Int64 = 120
    /// Clocks of nodes may differ by so much before it counts as a clock that was set back.
    static let clockSlackSeconds: Int64 = 60

    public init(database: any Database, clock: Clock, queue: JobQueue, logger: Logger) {
        self.database = database
        self.clock = clock
        self.queue = queue
        self.logger = logger
    }

    /// Looks once a second until the task is cancelled.
    public func run() async {
        var isFailing = false
        while !Task.isCancelled {
            do {
                if try await tick(clock.now()) > 0 { queue.wake() }
                isFailing = false
            } catch {
                if Task.isCancelled { return }
                if !isFailing { logger.error("timetables wait", metadata: ["error": "\(Problem(error))"]) }
                isFailing = true
            }
            do { try await clock.sleep(.seconds(Self.lookSeconds)) } catch { return }
        }
    }

    /// Fires what is due at `now`.
    /// - Returns: the number of runs enqueued.
    @discardableResult
    public func tick(_ now: Instant) async throws -> Int {
        // Only kinds this node knows: during an upgrade, a newer node fires what is new.
        let kinds = queue.kinds.keys.sorted()
        let due = try await database.read { tx in
            try TimetableFirings.due(kinds, now: now, clockSlack: .seconds(Self.clockSlackSeconds), in: tx)
        }
        var enqueued = 0
        var failure: (any Error)?
        for timetable in due {
            do {
                let rule = try Timetable(timetable.words)
                let zone = try zone(timetable.zone)
                enqueued += try await database.write { [queue] tx in
                    try Self.fire(timetable, rule, zone, now, queue, in: tx)
                }
            } catch let problem as Problem where problem.family == .input {
                try await refuse(timetable, problem)
            } catch {
                // The others are fired all the same.
                failure = error
            }
        }
        if let failure { throw failure }
        return enqueued
    }

    /// Writes down, and logs once, why a timetable does not fire.
    private func refuse(_ timetable: DueTimetable, _ problem: Problem) async throws {
        let isNew = try await database.write { tx in try TimetableFirings.refuse(timetable.id, problem.code, in: tx) }
        guard isNew else { return }
        logger.error("timetable cannot fire", metadata: ["timetable": "\(timetable.id)", "error": "\(problem)"])
    }

    /// One timetable, in the caller's transaction. Returns the number of runs enqueued.
    static func fire(
        _ timetable: DueTimetable, _ rule: Timetable, _ zone: Zone, _ now: Instant, _ queue: JobQueue,
        in tx: any Transaction
    ) throws -> Int {
        guard try TimetableFirings.take(timetable, now: now, in: tx) else { return 0 }
        let fired = try TimetableFirings.fired(timetable.id, from: min(timetable.nextAt ?? now, now), in: tx)
        let slots = slots(timetable, rule, zone, now).filter { !fired.contains($0) }
        // Judged once: runs made here line up behind each other, they do not drop each other.
        let isBusy = try timetable.overlap == .skip && !slots.isEmpty && TimetableFirings.hasRun(timetable.id, in: tx)
        for slot in slots {
            let run = NewRun(
                kind: timetable.kind, payload: timetable.payload, uniqueKey: nil, runAt: now, timetableId: timetable.id,
                scheduledAt: slot)
            try queue.check(run)
            let id = isBusy ? nil : try JobRuns.enqueue(run, now: now, in: tx)
            try TimetableFirings.add(timetable.id, slot, run: id, now: now, in: tx)
        }
        var next = rule.next(after: now, in: zone)
        while let slot = next, fired.contains(slot) { next = rule.next(after: slot, in: zone) }
        try TimetableFirings.finish(timetable.id, next: next, lastSlot: slots.last, now: now, in: tx)
        return isBusy ? 0 : slots.count
    }

    /// The firings to make good now by the policy, oldest first.
    static func slots(_ timetable: DueTimetable, _ rule: Timetable, _ zone: Zone, _ now: Instant) -> [Instant] {
        guard let from = timetable.nextAt, from <= now else { return [] }
        switch timetable.missed {
        case .all: return rule.latest(JobLimits.catchUpMax, from: from, through: now, in: zone)
        case .once: return rule.latest(1, from: from, through: now, in: zone)
        case .skip:
            return rule.latest(1, from: max(from, now - .seconds(graceSeconds)), through: now, in: zone)
        }
    }

    private func zone(_ name: String) throws(Problem) -> Zone {
        if let known = zones.withLock({ $0[name] }) { return known }
        let made = try Zone(name)
        zones.withLock { $0[name] = made }
        return made
    }
}
