// How a run leaves the hands of its holder: done, failed, cancelled, back to waiting, or taken away from a node that
// has gone silent.

import Kernel
import Store

/// What is known when an attempt ends.
struct JobRunEnd: Sendable {
    var at: Instant
    var tookMilliseconds: Int64
    var progress: JobProgress?
    var lines: [JobLogLine] = []
}

extension JobRuns {
    /// Ends the attempt as decided. False when the run is no longer this holder's, or has ended already.
    @discardableResult
    static func end(_ run: LeasedRun, _ verdict: JobVerdict, _ end: JobRunEnd, in tx: any Transaction) throws -> Bool {
        // Lines are stored while nobody else has the run, also when the handler ended it in its own transaction.
        let held = try tx.execute("UPDATE job_runs SET beat = beat + 1 WHERE id = \(run.id) AND fence = \(run.fence)")
        guard held == 1 else { return false }
        try JobLog.add(end.lines, to: run.id, in: tx)
        let mine = "id = \(run.id) AND fence = \(run.fence) AND status = 'running'" as SQL
        switch verdict {
        case .forget: return false
        case .done(let result): return try close(.done, nil, result, end, mine, in: tx)
        case .failed(let failure): return try close(.failed, failure, nil, end, mine, in: tx)
        case .cancelled(let failure): return try close(.cancelled, failure, nil, end, mine, in: tx)
        case .release: return try wait(at: end.at, "attempt = attempt - 1, fence = fence + 1", mine, in: tx)
        case .retry(let failure, let pause):
            return try wait(
                at: end.at + pause, failed(failure, end.tookMilliseconds) + ", fence = fence + 1", mine, in: tx)
        }
    }

    /// Takes a run from a holder that has shown no sign of life since `row` was seen.
    static func rescue(
        _ row: RunningRow, _ kind: JobKind, now: Instant, random: Double, in tx: any Transaction
    ) throws -> Bool {
        let same = "id = \(row.id) AND fence = \(row.fence) AND beat = \(row.beat) AND status = 'running'" as SQL
        let found = try tx.first("SELECT attempt, cancel_asked FROM job_runs WHERE " + same) {
            (Int($0.int(0)), $0.bool(1))
        }
        guard let (attempt, isCancelled) = found else { return false }
        let end = JobRunEnd(at: now, tookMilliseconds: 0)
        let verdict = isCancelled ? .cancelled(.lost) : JobVerdict.after(.lost, attempt, kind, random)
        switch verdict {
        case .retry(let failure, let pause):
            return try wait(at: now + pause, failed(failure, nil) + ", fence = fence + 1", same, in: tx)
        case .failed(let failure): return try close(.failed, failure, nil, end, same, fence: 1, in: tx)
        default: return try close(.cancelled, .lost, nil, end, same, fence: 1, in: tx)
        }
    }

    /// A waiting run is cancelled at once; a running one is marked and its node asked. A lease taken meanwhile makes
    /// the first step miss and the second one hit.
    static func cancel(_ id: Int64, now: Instant, in tx: any Transaction) throws -> JobCancellation {
        let waiting = try tx.execute(
            """
            UPDATE job_runs SET status = 'cancelled', waiting_key = NULL, ended_at = \(now), fence = fence + 1,
            cancel_asked = 1 WHERE id = \(id) AND status = 'waiting'
            """)
        if waiting == 1 { return .cancelled }
        // The beat makes the row change also when it is asked twice, for engines that count changed rows only.
        let running = try tx.execute(
            "UPDATE job_runs SET cancel_asked = 1, beat = beat + 1 WHERE id = \(id) AND status = 'running'")
        if running == 1 { return .asked }
        guard let status = try tx.text("SELECT status FROM job_runs WHERE id = \(id)") else {
            throw Problem(.missing, "job_run_unknown", ["run": String(id)])
        }
        throw Problem(.conflict, "job_run_over", ["run": String(id), "status": status])
    }

    static func running(in tx: any Transaction) throws -> [RunningRow] {
        try tx.rows("SELECT id, kind, fence, beat FROM job_runs WHERE status = 'running' ORDER BY id") {
            RunningRow(id: $0.int(0), kind: $0.text(1), fence: $0.int(2), beat: $0.int(3))
        }
    }

    /// After the clock was set back: what was due when it was enqueued is due now, and no pause is longer than the
    /// longest. Other times in the future are wishes of people and stay.
    @discardableResult
    static func heal(now: Instant, in tx: any Transaction) throws -> Int {
        // Clocks of several nodes differ by a little; that is not worth a write.
        let late = now + .seconds(5)
        let longest = now + .seconds(BackOff.longestSeconds)
        return try tx.execute(
            """
            UPDATE job_runs SET run_at = \(now) WHERE status = 'waiting'
            AND ((run_at > \(late) AND run_at <= enqueued_at) OR (attempt > 0 AND run_at > \(longest)))
            """)
    }

    private static func close(
        _ status: JobStatus, _ failure: JobFailure?, _ result: JSON?, _ end: JobRunEnd, _ which: SQL, fence: Int = 0,
        in tx: any Transaction
    ) throws -> Bool {
        var sql: SQL =
            """
            UPDATE job_runs SET status = \(status.rawValue), ended_at = \(end.at),
            took_milliseconds = \(end.tookMilliseconds), result = \(result), leased_by = NULL, lease_until = NULL, fence = fence + \(fence), beat = beat + 1,
            error_code = \(failure?.code), error_class = \(failure?.errorClass.rawValue), error_text = \(failure?.text)
            """
        if let progress = end.progress {
            sql +=
                """
                , progress_done = \(progress.done), progress_total = \(progress.total),
                progress_note = \(progress.note)
                """
        }
        return try tx.execute(sql + " WHERE " + which) == 1
    }

    private static func failed(_ failure: JobFailure, _ took: Int64?) -> SQL {
        """
        error_code = \(failure.code), error_class = \(failure.errorClass.rawValue), error_text = \(failure.text),
        took_milliseconds = \(took), ended_at = NULL
        """
    }

    /// Back to waiting. Where another run waits under the same key already, this one goes back without it: both run.
    private static func wait(at: Instant, _ changes: SQL, _ which: SQL, in tx: any Transaction) throws -> Bool {
        let sql: SQL = "status = 'waiting', run_at = \(at), leased_by = NULL, lease_until = NULL, cancel_asked = 0, "
        do {
            return try tx.savepoint {
                try tx.execute("UPDATE job_runs SET waiting_key = unique_key, " + sql + changes + " WHERE " + which)
                    == 1
            }
        } catch let problem as Problem where problem.code == "store_constraint" {
            return try tx.execute("UPDATE job_runs SET " + sql + changes + " WHERE " + which) == 1
        }
    }
}

extension JobRuns {
    /// True when this holder's own handler has ended the run (`JobContext.complete`).
    static func isEnded(_ run: LeasedRun, in tx: any Transaction) throws -> Bool {
        try tx.text("SELECT status FROM job_runs WHERE id = \(run.id) AND fence = \(run.fence)")
            == JobStatus.done.rawValue
    }
}
