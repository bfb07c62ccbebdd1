// What runs, what is due, and what has been: the questions of a page, each answered from an index and bounded.

import Kernel
import Store

/// Reads runs for pages, API and verbs.
public enum JobHistory {
    private static let usualRuns = 20
    private static let columns = """
        SELECT job_runs.id, job_runs.kind, job_runs.timetable_id, timetables.name, job_runs.retry_of, job_runs.payload,
        job_runs.status, job_runs.attempt, job_runs.enqueued_at, job_runs.run_at, job_runs.scheduled_at,
        job_runs.started_at, job_runs.ended_at, job_runs.took_milliseconds, job_runs.leased_by, job_runs.cancel_asked,
        job_runs.progress_done, job_runs.progress_total, job_runs.progress_note, job_runs.error_code,
        job_runs.error_class, job_runs.error_text, job_runs.result
        FROM job_runs LEFT JOIN timetables ON timetables.id = job_runs.timetable_id
        """

    /// What runs now, the longest first.
    public static func running(limit: Int = 100, in tx: any Transaction) throws -> [JobRunView] {
        try views(" WHERE job_runs.status = 'running' ORDER BY job_runs.run_at, job_runs.id LIMIT \(limit)", in: tx)
    }

    /// What waits, the earliest first; runs of the future included.
    public static func due(limit: Int = 100, in tx: any Transaction) throws -> [JobRunView] {
        try views(" WHERE job_runs.status = 'waiting' ORDER BY job_runs.run_at, job_runs.id LIMIT \(limit)", in: tx)
    }

    /// What has ended, the latest first.
    public static func history(_ filter: JobHistoryFilter = JobHistoryFilter(), in tx: any Transaction) throws
        -> [JobRunView]
    {
        let statuses = filter.statuses.isEmpty ? [JobStatus.done, .failed, .cancelled] : filter.statuses
        var conditions: [SQL] = ["job_runs.status IN \(list: statuses.map(\.rawValue))"]
        if let kind = filter.kind { conditions.append("job_runs.kind = \(kind)") }
        if let timetable = filter.timetableId { conditions.append("job_runs.timetable_id = \(timetable)") }
        if let before = filter.before { conditions.append("job_runs.id < \(before)") }
        return try views(conditions.whereClause() + " ORDER BY job_runs.id DESC LIMIT \(filter.limit)", in: tx)
    }

    /// One run; throws `job_run_unknown`.
    public static func run(_ id: Int64, in tx: any Transaction) throws -> JobRunView {
        guard let run = try views(" WHERE job_runs.id = \(id)", in: tx).first else {
            throw Problem(.missing, "job_run_unknown", ["run": String(id)])
        }
        return run
    }

    /// A run's log after line `number`.
    public static func log(_ run: Int64, after number: Int = 0, in tx: any Transaction) throws -> [JobLogView] {
        try JobLog.lines(run, after: number, limit: JobLimits.logLinesMax, in: tx)
    }

    /// How many runs stand where, for metrics and the home page.
    public static func counts(in tx: any Transaction) throws -> [JobStatus: Int] {
        let rows = try tx.rows("SELECT status, COUNT(*) FROM job_runs GROUP BY status") { ($0.text(0), Int($0.int(1))) }
        return Dictionary(
            uniqueKeysWithValues: rows.compactMap { name, count in JobStatus(rawValue: name).map { ($0, count) } })
    }

    /// Removes at most `limit` runs that ended before `instant`, with their logs; and firings before it. Call it until
    /// it returns 0.
    public static func prune(before instant: Instant, limit: Int = 500, in tx: any Transaction) throws -> Int {
        let ids = try tx.rows(
            """
            SELECT id FROM job_runs WHERE status IN ('done', 'failed', 'cancelled') AND ended_at < \(instant)
            ORDER BY id LIMIT \(limit)
            """
        ) { $0.int(0) }
        if !ids.isEmpty { try tx.execute("DELETE FROM job_runs WHERE id IN \(list: ids)") }
        let firings = try tx.rows(
            "SELECT timetable_id, scheduled_at FROM timetable_firings WHERE scheduled_at < \(instant) LIMIT \(limit)"
        ) { ($0.int(0), $0.instant(1)) }
        for (id, scheduledAt) in firings {
            try tx.execute("DELETE FROM timetable_firings WHERE timetable_id = \(id) AND scheduled_at = \(scheduledAt)")
        }
        return ids.count + firings.count
    }

    private static func views(_ rest: SQL, in tx: any Transaction) throws -> [JobRunView] {
        var views = try tx.rows(SQL(trusted: columns) + rest, view)
        for index in views.indices { views[index].usualMilliseconds = try usual(before: views[index], in: tx) }
        return views
    }

    private static func view(_ row: any Row) throws -> JobRunView {
        JobRunView(
            id: row.int(0), kind: row.text(1), timetableId: row.optionalInt(2), timetable: row.optionalText(3),
            retryOf: row.optionalInt(4), payload: try row.json(5), status: JobStatus(rawValue: row.text(6)) ?? .failed,
            attempt: Int(row.int(7)), enqueuedAt: row.instant(8), runAt: row.instant(9),
            scheduledAt: row.optionalInstant(10), startedAt: row.optionalInstant(11), endedAt: row.optionalInstant(12),
            tookMilliseconds: row.optionalInt(13), usualMilliseconds: nil, node: row.optionalText(14),
            isCancelAsked: row.bool(15),
            progress: row.optionalInt(16).map {
                JobProgress(done: $0, total: row.optionalInt(17), note: row.optionalText(18) ?? "")
            },
            errorCode: row.optionalText(19), errorClass: row.optionalText(20).flatMap(JobErrorClass.init(rawValue:)),
            errorText: row.optionalText(21), result: row.isNull(22) ? nil : try row.json(22))
    }

    private static func usual(before run: JobRunView, in tx: any Transaction) throws -> Int64? {
        let same: SQL = if let id = run.timetableId { "timetable_id = \(id)" } else { "kind = \(run.kind)" }
        let took = try tx.rows(
            "SELECT took_milliseconds FROM job_runs WHERE " + same
                + " AND status = 'done' AND id < \(run.id) ORDER BY id DESC LIMIT \(usualRuns)"
        ) { $0.int(0) }.sorted()
        guard !took.isEmpty else { return nil }
        let middle = took.count / 2
        return took.count % 2 == 1 ? took[middle] : (took[middle - 1] + took[middle]) / 2
    }
}
