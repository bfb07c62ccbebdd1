// The life of a run in the table: enqueued, leased, renewed. Each step is one compare-and-set whose row count says
// whether this node was the one that did it; nothing relies on an earlier look.

import Kernel
import Store

/// What is asked for.
struct NewRun: Sendable {
    var kind: String
    var payload: JSON
    var uniqueKey: String?
    var runAt: Instant
    var timetableId: Int64?
    var scheduledAt: Instant?
    var retryOf: Int64?
}

/// A waiting run that could be leased.
struct LeaseCandidate: Sendable {
    var id: Int64
    var kind: String
    var fence: Int64
    var timetableId: Int64?
}

enum JobRuns {
    /// Adds a waiting run, or returns the one that waits under the same key already; that one then starts no later than
    /// asked now. Touching it locks it, so it cannot start before the caller's transaction has committed.
    static func enqueue(_ run: NewRun, now: Instant, in tx: any Transaction) throws -> Int64 {
        let key = run.uniqueKey.map { run.kind + ":" + $0 }
        if let key, let id = try waiting(key, runAt: run.runAt, in: tx) { return id }
        // Where another transaction has put the same key there since this one began, the engine runs it again.
        return try insert(run, key, now, in: tx)
    }

    /// The waiting run of this key. The update comes first: a run that was leased or cancelled since this transaction
    /// began is a conflict then, and the transaction runs again.
    private static func waiting(_ key: String, runAt: Instant, in tx: any Transaction) throws -> Int64? {
        let touched = try tx.execute(
            """
            UPDATE job_runs SET beat = beat + 1, run_at = CASE WHEN run_at > \(runAt) THEN \(runAt) ELSE run_at END
            WHERE waiting_key = \(key)
            """)
        return touched == 0 ? nil : try tx.int("SELECT id FROM job_runs WHERE waiting_key = \(key)")
    }

    private static func insert(_ run: NewRun, _ key: String?, _ now: Instant, in tx: any Transaction) throws -> Int64 {
        try tx.insert(
            into: "job_runs",
            [
                ("kind", run.kind), ("unique_key", key), ("waiting_key", key), ("timetable_id", run.timetableId),
                ("scheduled_at", run.scheduledAt), ("retry_of", run.retryOf), ("payload", run.payload),
                ("status", JobStatus.waiting.rawValue), ("enqueued_at", now), ("run_at", run.runAt),
            ])
    }

    /// Due runs of these kinds, the longest waiting first. Kinds at their limit and timetables with a run in progress
    /// are left out, so that they do not hide what stands behind them.
    static func candidates(_ kinds: [JobKind], now: Instant, limit: Int, in tx: any Transaction) throws
        -> [LeaseCandidate]
    {
        let busy = try tx.rows("SELECT kind, COUNT(*) FROM job_runs WHERE status = 'running' GROUP BY kind") {
            ($0.text(0), Int($0.int(1)))
        }
        let running = Dictionary(uniqueKeysWithValues: busy)
        let open = kinds.filter { running[$0.id, default: 0] < $0.concurrentMax ?? .max }.map(\.id).sorted()
        guard !open.isEmpty, limit > 0 else { return [] }
        return try tx.rows(
            """
            SELECT id, kind, fence, timetable_id FROM job_runs
            WHERE status = 'waiting' AND run_at <= \(now) AND kind IN \(list: open)
            AND (timetable_id IS NULL OR NOT EXISTS (SELECT 1 FROM job_runs AS other
            WHERE other.timetable_id = job_runs.timetable_id AND other.status = 'running'))
            ORDER BY run_at, id LIMIT \(limit)
            """
        ) { LeaseCandidate(id: $0.int(0), kind: $0.text(1), fence: $0.int(2), timetableId: $0.optionalInt(3)) }
    }

    /// Takes a run; nil when another node was faster or a limit is reached. Alone in its transaction.
    static func lease(
        _ candidate: LeaseCandidate, _ kind: JobKind, node: String, now: Instant, in tx: any Transaction
    ) throws -> LeasedRun? {
        // Two nodes that lease side by side would not see each other's run.
        if let limit = kind.concurrentMax {
            try JobSchema.gates.pass(kind.id, in: tx)
            let count = try tx.int("SELECT COUNT(*) FROM job_runs WHERE kind = \(kind.id) AND status = 'running'") ?? 0
            guard count < Int64(limit) else { return nil }
        }
        if let timetable = candidate.timetableId {
            try JobSchema.gates.pass("timetable \(timetable)", in: tx)
            let other =
                "SELECT id FROM job_runs WHERE timetable_id = \(timetable) AND status = 'running' LIMIT 1" as SQL
            guard try tx.int(other) == nil else { return nil }
        }
        let taken = try tx.execute(
            """
            UPDATE job_runs SET status = 'running', waiting_key = NULL, attempt = attempt + 1, fence = fence + 1,
            leased_by = \(node), lease_until = \(now + .seconds(kind.leaseSeconds)), started_at = \(now),
            ended_at = NULL,
            took_milliseconds = NULL, progress_done = NULL, progress_total = NULL, progress_note = NULL
            WHERE id = \(candidate.id) AND fence = \(candidate.fence) AND status = 'waiting'
            """)
        return taken == 0 ? nil : try leased(candidate.id, in: tx)
    }

    private static func leased(_ id: Int64, in tx: any Transaction) throws -> LeasedRun? {
        let found = try tx.first("SELECT kind, payload, attempt, fence, scheduled_at FROM job_runs WHERE id = \(id)") {
            LeasedRun(
                id: id, kind: $0.text(0), payload: try $0.json(1), attempt: Int($0.int(2)), fence: $0.int(3),
                scheduledAt: $0.optionalInstant(4))
        }
        guard var run = found else { return nil }
        (run.logCount, run.logLast) = try JobLog.makeRoom(run.id, in: tx)
        return run
    }

    /// A sign of life within the handler's own transaction; false when the run is no longer this holder's.
    static func confirm(_ run: LeasedRun, in tx: any Transaction) throws -> Bool {
        try tx.execute(
            "UPDATE job_runs SET beat = beat + 1 WHERE id = \(run.id) AND fence = \(run.fence) AND status = 'running'")
            == 1
    }

    /// Renews the lease and stores what the handler has reported.
    /// - Returns: nil when the run is no longer this holder's, otherwise whether somebody asked to cancel it.
    static func renew(
        _ run: LeasedRun, until: Instant, progress: JobProgress?, lines: [JobLogLine], in tx: any Transaction
    ) throws -> Bool? {
        let held = try tx.execute(
            """
            UPDATE job_runs SET beat = beat + 1, lease_until = \(until), progress_done = \(progress?.done),
            progress_total = \(progress?.total), progress_note = \(progress?.note)
            WHERE id = \(run.id) AND fence = \(run.fence) AND status = 'running'
            """)
        guard held == 1 else { return nil }
        try JobLog.add(lines, to: run.id, in: tx)
        return try tx.int("SELECT cancel_asked FROM job_runs WHERE id = \(run.id)") == 1
    }
}
