// A run in the hands of this node: what its handler has reported and not yet stored, and why it has to end. Shared by
// the handler, the keeper of its lease, and the queue.

import Kernel
import Synchronization

/// A log line that waits to be stored.
struct JobLogLine: Sendable, Hashable {
    var number: Int
    var writtenAt: Instant
    var message: String
}

/// A run this node has leased.
struct LeasedRun: Sendable {
    var id: Int64
    var kind: String
    var payload: JSON
    var attempt: Int
    var fence: Int64
    var scheduledAt: Instant?
    /// Lines its log has already, and the number of the last one.
    var logCount = 0
    var logLast = 0
}

final class JobHandle: Sendable {
    let run: LeasedRun
    let kind: JobKind
    let clock: Clock
    let steady: @Sendable () -> Int64
    let startedAt: Int64
    /// Rings when the keeper should look at once.
    let bell = Bell()

    private struct State {
        var progress: JobProgress?
        var isChanged = false
        var lines: [JobLogLine] = []
        var lineCount: Int
        var lastNumber: Int
        var ending: JobEnding?
        var endingSince: Int64 = 0
        var renewedAt: Int64
        var task: Task<Void, Never>?
        var outcome: JobOutcome?
        var waiter: CheckedContinuation<JobOutcome, Never>?
    }
    private let state: Mutex<State>

    init(_ run: LeasedRun, _ kind: JobKind, _ clock: Clock, _ steady: @escaping @Sendable () -> Int64) {
        self.run = run
        self.kind = kind
        self.clock = clock
        self.steady = steady
        startedAt = steady()
        state = Mutex(State(lineCount: run.logCount, lastNumber: run.logLast, renewedAt: startedAt))
    }

    var tookMilliseconds: Int64 { max(0, steady() - startedAt) }
    var progress: JobProgress? { state.withLock { $0.progress } }
    var ending: JobEnding? { state.withLock { $0.ending } }
    var isOver: Bool { state.withLock { $0.outcome != nil } }
}

// What the handler does.
extension JobHandle {
    func report(_ progress: JobProgress) {
        state.withLock {
            $0.isChanged = $0.isChanged || $0.progress != progress
            $0.progress = progress
        }
    }

    func log(_ message: String) {
        let now = clock.now()
        state.withLock {
            guard $0.lineCount < JobLimits.logLinesMax else { return }
            $0.lineCount += 1
            $0.lastNumber += 1
            let isLast = $0.lineCount == JobLimits.logLinesMax
            let text = isLast ? "(further lines were dropped)" : message.kept(JobLimits.logLineLengthMax)
            $0.lines.append(JobLogLine(number: $0.lastNumber, writtenAt: now, message: text))
        }
    }
}

// What the keeper of the lease does.
extension JobHandle {
    /// What to store with the next renewal.
    func unsaved() -> (progress: JobProgress?, lines: [JobLogLine]) { state.withLock { ($0.progress, $0.lines) } }

    func isRenewalDue() -> Bool {
        let now = steady()
        return state.withLock {
            $0.isChanged || !$0.lines.isEmpty || (now - $0.renewedAt) * 3 >= kind.leaseSeconds * 1000
        }
    }

    /// Notes that what `unsaved` returned is stored now, with a renewal that began at `start`.
    func saved(_ unsaved: (progress: JobProgress?, lines: [JobLogLine]), from start: Int64) {
        state.withLock {
            $0.renewedAt = start
            $0.isChanged = $0.progress != unsaved.progress
            let last = unsaved.lines.last?.number ?? 0
            $0.lines.removeAll { $0.number <= last }
        }
    }

    /// True when the lease has run out without a renewal: another node may have the run already.
    func isOverdue() -> Bool {
        let now = steady()
        return state.withLock { now - $0.renewedAt >= kind.leaseSeconds * 1000 }
    }

    /// Asks the handler to stop; the first reason stands, but a lost lease outdoes all others.
    func end(_ reason: JobEnding) {
        let now = steady()
        let (isNew, task): (Bool, Task<Void, Never>?) = state.withLock {
            let isNew = $0.ending == nil
            if isNew { $0.endingSince = now }
            if isNew || reason == .lost { $0.ending = reason }
            return (isNew, $0.task)
        }
        guard isNew else { return }
        task?.cancel()
        bell.ring()
    }

    /// True when the handler was asked to stop so long ago that it is not waited for any longer.
    func isGraceOver() -> Bool {
        let now = steady()
        return state.withLock { $0.ending != nil && now - $0.endingSince >= JobLimits.graceMilliseconds }
    }
}

// How it ends.
extension JobHandle {
    func start(_ body: @escaping @Sendable () async -> Void) {
        let task = Task { await body() }
        let isEnding = state.withLock {
            $0.task = task
            return $0.ending != nil
        }
        if isEnding { task.cancel() }
    }

    /// Sets the outcome; false when there was one already.
    @discardableResult
    func fulfil(_ outcome: JobOutcome) -> Bool {
        let (isFirst, waiter): (Bool, CheckedContinuation<JobOutcome, Never>?) = state.withLock { state in
            guard state.outcome == nil else { return (false, nil) }
            state.outcome = outcome
            defer { state.waiter = nil }
            return (true, state.waiter)
        }
        waiter?.resume(returning: outcome)
        if isFirst { bell.ring() }
        return isFirst
    }

    /// Waits until there is an outcome. One waiter.
    func outcome() async -> JobOutcome {
        await withCheckedContinuation { continuation in
            let known: JobOutcome? = state.withLock {
                if $0.outcome == nil { $0.waiter = continuation }
                return $0.outcome
            }
            if let known { continuation.resume(returning: known) }
        }
    }
}
