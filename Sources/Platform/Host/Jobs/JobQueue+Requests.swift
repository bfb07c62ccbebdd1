// What a person asks of runs on a page: cancel, try again, run a timetable now. Each also exists for a caller's own
// transaction, so that an audit entry is written with it.

import Kernel
import Store
import Synchronization

extension JobQueue {
    /// Cancels a run in the caller's transaction; call `cancelled(_:)` after the commit so that a run on this node
    /// stops at once.
    /// - Throws: `job_run_unknown`, `job_run_over`.
    @discardableResult
    public func cancel(_ run: Int64, in tx: any Transaction) throws -> JobCancellation {
        try JobRuns.cancel(run, now: clock.now(), in: tx)
    }

    /// Cancels a run, on whichever node it is.
    @discardableResult
    public func cancel(_ run: Int64) async throws -> JobCancellation {
        let done = try await database.write { tx in try self.cancel(run, in: tx) }
        cancelled(run)
        return done
    }

    /// Tells this node's own handler of a cancellation that is committed.
    public func cancelled(_ run: Int64) {
        let handle = state.withLock { $0.handles[run] }
        handle?.end(.cancelAsked)
    }

    /// Tries again: a waiting run is due at once, an ended one is done once more as a new run; the old one stays in
    /// the history as it was. Call `wake()` after the commit.
    /// - Returns: the id of the run to watch.
    /// - Throws: `job_run_unknown`, `job_run_running`, `job_kind_unknown`.
    public func retry(_ run: Int64, in tx: any Transaction) throws -> Int64 {
        let now = clock.now()
        guard let old = try JobRuns.asked(run, now: now, in: tx) else {
            throw Problem(.missing, "job_run_unknown", ["run": String(run)])
        }
        switch old.status {
        case .waiting: return try JobRuns.hurry(run, now: now, in: tx)
        case .running: throw Problem(.conflict, "job_run_running", ["run": String(run)])
        case .done, .failed, .cancelled:
            try check(old.new)
            return try JobRuns.enqueue(old.new, now: now, in: tx)
        }
    }

    /// `retry(_:in:)` in a transaction of its own.
    public func retry(_ run: Int64) async throws -> Int64 {
        let id = try await database.write { tx in try self.retry(run, in: tx) }
        wake()
        return id
    }

    /// Runs a timetable's work now, whether it is on or off; its firings stay as they are. While an earlier run of it
    /// is in progress, the new one waits. Call `wake()` after the commit.
    /// - Throws: `timetable_unknown`.
    public func runNow(timetable id: Int64, in tx: any Transaction) throws -> Int64 {
        let timetable = try Timetables.one(id, in: tx)
        let now = clock.now()
        let run = NewRun(
            kind: timetable.draft.kind, payload: timetable.draft.payload, uniqueKey: "now-\(id)", runAt: now,
            timetableId: id)
        try check(run)
        return try JobRuns.enqueue(run, now: now, in: tx)
    }

    /// `runNow(timetable:in:)` in a transaction of its own.
    public func runNow(timetable id: Int64) async throws -> Int64 {
        let run = try await database.write { tx in try self.runNow(timetable: id, in: tx) }
        wake()
        return run
    }
}
