// Lines of the log as pages and lists show them.

import Kernel
import Store

/// One line as it stands in its file.
struct LogEntry: Sendable {
    var id: Int64
    var at: Instant
    var name: String
    var meaning: EventMeaning
    var details: String
    /// Milliseconds, of whatever reads as a length.
    var length: Int64?
    var notes: LogClock.Notes
    var path: String
    var file: Int64
    var fileLine: Int64
    var byteOffset: Int64
}

/// A log that is there but tells nothing, or that was read in another encoding than expected.
struct OddLog: Sendable {
    var file: Int64
    var path: String
    var lines: Int64
    var loaded: Int64
    var isOtherEncoding: Bool
}

struct LogTable {
    let tx: any Transaction

    func oddLogs(limit: Int) throws -> [OddLog] {
        try tx.rows(
            """
            SELECT f.id, f.path, f.line_count, f.loaded, f.is_other_encoding FROM intake_files f JOIN intake_sources s ON s.id = f.source_id
            WHERE s.profile = 'machine-log' AND f.status = 'current' AND (f.loaded = 0 OR f.is_other_encoding = 1)
            ORDER BY f.loaded, f.path LIMIT \(limit)
            """
        ) { OddLog(file: $0.int(0), path: $0.text(1), lines: $0.int(2), loaded: $0.int(3), isOtherEncoding: $0.bool(4)) }
    }

    func jobs(_ centre: Int64, _ span: Stretch) throws -> [JobEntry] {
        try tx.rows(
            """
            SELECT id, started_at, reference, length_mm, colour FROM mach_jobs
            WHERE centre_id = \(centre) AND started_at >= \(span.begin) AND started_at < \(span.end) AND withdrawn_at IS NULL
            ORDER BY started_at, id
            """
        ) { JobEntry(event: $0.int(0), at: $0.instant(1), reference: $0.text(2), length: $0.text(3), colour: $0.text(4)) }
    }

    /// Lines from `span.begin` up to `span.end`, in order of time.
    func lines(_ centre: Int64, _ span: Stretch, meanings: Set<EventMeaning>? = nil, limit: Int) throws -> [LogEntry] {
        let names: SQL
        if let meanings {
            names = " AND n.meaning IN (\(trusted: meanings.map { "'\($0.rawValue)'" }.sorted().joined(separator: ", ")))"
        } else {
            names = ""
        }
        return try tx.rows(
            """
            SELECT e.id, e.happened_at, n.name, n.meaning, e.details, e.length_ms, e.notes, f.path, e.file_line, e.byte_offset
            FROM mach_events e JOIN mach_event_names n ON n.id = e.name_id JOIN intake_files f ON f.id = \(trusted: tx.dialect.quotient("e.id", 1 << 32))
            WHERE e.centre_id = \(centre) AND e.happened_at >= \(span.begin) AND e.happened_at < \(span.end) AND e.withdrawn_at IS NULL\(names)
            ORDER BY e.happened_at, e.id LIMIT \(limit)
            """, Self.entry)
    }

    private static func entry(_ row: any Row) -> LogEntry {
        LogEntry(
            id: row.int(0), at: row.instant(1), name: row.text(2), meaning: EventMeaning(rawValue: row.text(3)) ?? .other,
            details: row.optionalText(4) ?? "", length: row.optionalInt(5),
            notes: LogClock.Notes(rawValue: UInt8(truncatingIfNeeded: row.int(6))), path: row.text(7), file: row.int(0) >> 32,
            fileLine: row.int(8), byteOffset: row.int(9))
    }
}
