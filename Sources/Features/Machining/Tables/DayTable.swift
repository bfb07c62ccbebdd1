// Days and shifts as they stand in the database.

import Kernel
import Store

/// A stored day or shift.
package struct StoredDay: Sendable {
    package var centre: Int64
    /// The production day.
    package var day: CivilDate
    /// 0: the whole day.
    package var shift: Int
    package var bounds: Stretch
    package var totals: DayTotals
    package var stoppedSince: Int64?
}

struct DayTable {
    let tx: any Transaction

    static let columns = [
        "centre_id", "log_day", "shift", "begins_at", "ends_at", "pieces", "first_piece", "last_piece", "window_ms", "production_ms",
        "wait_ms", "stop_ms", "overlap_ms", "first_start", "last_stop", "waits", "stops", "jobs", "others", "rejects", "silence_ms",
        "flags", "compat_duration_ms", "compat_wait_ms", "compat_stop_ms", "stopped_since", "is_state_known", "wait_until", "wait_from",
    ]

    static func values(
        _ centre: Int64, _ day: Int64, _ shift: Int64, _ bounds: Stretch, _ t: DayTotals, _ carry: DayCarry, _ waitFrom: Int64?
    ) -> [any SQLBindable] {
        [
            centre, day, shift, bounds.begin, bounds.end, t.pieces, t.firstPiece, t.lastPiece, t.window, t.production, t.wait, t.stop,
            t.overlap, t.firstStart, t.lastStop, t.waits, t.stops, t.jobs, t.others, t.rejects, t.silence, t.flags.rawValue,
            t.compat.duration, t.compat.wait, t.compat.stop, carry.stoppedSince, carry.isKnown, carry.waitUntil, waitFrom,
        ]
    }

    /// In the order of centre, day and shift.
    func days(_ condition: SQL) throws -> [StoredDay] {
        try tx.rows(
            """
            SELECT \(trusted: Self.columns.joined(separator: ", ")) FROM mach_days WHERE \(condition) ORDER BY centre_id, log_day, shift
            """, Self.day)
    }

    func day(centre: Int64, _ day: CivilDate) throws -> StoredDay? {
        try days("centre_id = \(centre) AND log_day = \(day.daysSinceEpoch) AND shift = 0").first
    }

    /// The latest day of any centre; nil when there is none.
    func latest() throws -> CivilDate? { try tx.int("SELECT MAX(log_day) FROM mach_days").map { CivilDate(daysSinceEpoch: $0) } }

    /// The latest days of a centre, at most so many.
    func latest(centre: Int64, from: CivilDate, to: CivilDate, limit: Int) throws -> [CivilDate] {
        try tx.rows(
            """
            SELECT log_day FROM mach_days WHERE centre_id = \(centre) AND shift = 0 AND log_day >= \(from.daysSinceEpoch)
              AND log_day <= \(to.daysSinceEpoch) ORDER BY log_day DESC LIMIT \(limit)
            """
        ) { CivilDate(daysSinceEpoch: $0.int(0)) }
    }

    func count(centre: Int64) throws -> Int64 { try tx.int("SELECT COUNT(*) FROM mach_days WHERE centre_id = \(centre) AND shift = 0") ?? 0 }

    private static func day(_ row: any Row) -> StoredDay {
        var t = DayTotals()
        t.pieces = row.int(5)
        t.firstPiece = row.optionalInt(6)
        t.lastPiece = row.optionalInt(7)
        t.window = row.int(8)
        t.production = row.int(9)
        t.wait = row.int(10)
        t.stop = row.int(11)
        t.overlap = row.int(12)
        t.firstStart = row.optionalInt(13)
        t.lastStop = row.optionalInt(14)
        t.waits = row.int(15)
        t.stops = row.int(16)
        t.jobs = row.int(17)
        t.others = row.int(18)
        t.rejects = row.int(19)
        t.silence = row.int(20)
        t.flags = DayFlags(rawValue: row.int(21))
        t.compat.duration = row.int(22)
        t.compat.wait = row.int(23)
        t.compat.stop = row.int(24)
        return StoredDay(
            centre: row.int(0), day: CivilDate(daysSinceEpoch: row.int(1)), shift: Int(row.int(2)), bounds: Stretch(row.int(3), row.int(4)),
            totals: t, stoppedSince: row.optionalInt(25))
    }
}
