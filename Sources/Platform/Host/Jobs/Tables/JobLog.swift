// The lines a run writes about itself: bounded per run, the latest attempt's always among them.

import Kernel
import Store

enum JobLog {
    /// Adds lines; a line stored by an attempt whose reply was lost is stored again, not doubled.
    static func add(_ lines: [JobLogLine], to run: Int64, in tx: any Transaction) throws {
        for line in lines {
            try tx.upsert(
                into: "job_log", key: ["run_id", "line_number"],
                [
                    ("run_id", run), ("line_number", line.number), ("written_at", line.writtenAt),
                    ("message", line.message),
                ])
        }
    }

    /// Drops old lines of earlier attempts so that a new attempt has room.
    /// - Returns: how many lines stay, and the number of the last one.
    static func makeRoom(_ run: Int64, in tx: any Transaction) throws -> (count: Int, last: Int) {
        let found = try tx.first("SELECT COUNT(*), MAX(line_number) FROM job_log WHERE run_id = \(run)") {
            (Int($0.int(0)), Int($0.optionalInt(1) ?? 0))
        }
        guard let (count, last) = found, count > JobLimits.logLinesKept else { return found ?? (0, 0) }
        // Numbers have no holes: they are given one after the other and dropped from the front.
        try tx.execute("DELETE FROM job_log WHERE run_id = \(run) AND line_number <= \(last - JobLimits.logLinesKept)")
        return (JobLimits.logLinesKept, last)
    }

    /// Lines after `number`, in order, for a page that follows a run.
    static func lines(_ run: Int64, after number: Int, limit: Int, in tx: any Transaction) throws -> [JobLogView] {
        try tx.rows(
            """
            SELECT line_number, written_at, message FROM job_log WHERE run_id = \(run) AND line_number > \(number)
            ORDER BY line_number LIMIT \(limit)
            """
        ) { JobLogView(number: Int($0.int(0)), writtenAt: $0.instant(1), message: $0.text(2)) }
    }
}
