// The statements behind "try again".

import Kernel
import Store

extension JobRuns {
    /// A run as it would be asked for once more, and where it stands; nil when there is none.
    static func asked(_ id: Int64, now: Instant, in tx: any Transaction) throws -> (status: JobStatus, new: NewRun)? {
        try tx.first(
            "SELECT status, kind, payload, unique_key, timetable_id, scheduled_at FROM job_runs WHERE id = \(id)"
        ) { row in
            let kind = row.text(1)
            let run = NewRun(
                kind: kind, payload: try row.json(2),
                uniqueKey: row.optionalText(3).map { String($0.dropFirst(kind.count + 1)) }, runAt: now,
                timetableId: row.optionalInt(4), scheduledAt: row.optionalInstant(5), retryOf: id)
            return (JobStatus(rawValue: row.text(0)) ?? .failed, run)
        }
    }

    /// Makes a waiting run due now.
    static func hurry(_ id: Int64, now: Instant, in tx: any Transaction) throws -> Int64 {
        try tx.execute(
            """
            UPDATE job_runs SET run_at = \(now), beat = beat + 1
            WHERE id = \(id) AND status = 'waiting' AND run_at > \(now)
            """
        )
        return id
    }
}
