// Days put together by shift, week, month or as a whole: sums of times, so that every rate is a ratio of sums.

import Kernel

enum SummarySpan: String, CaseIterable, Sendable {
    case shift, day, week, month, all

    /// What a day belongs to, in an order that sorts by time.
    func key(_ day: StoredDay) -> String {
        switch self {
        case .shift: "\(day.shift)"
        case .day: day.day.isoText
        case .week: day.day.adding(days: -day.day.weekday).isoText
        case .month: String(day.day.isoText.prefix(7))
        case .all: ""
        }
    }
}

/// The sum of some days of a centre.
struct SummaryRow: Sendable {
    var centre: Centre
    var key: String
    var from: CivilDate
    var to: CivilDate
    /// Days with lines.
    var days: Int
    var totals: DayTotals
    /// The worst of its days.
    var grade: Grade

    func json() throws -> JSON {
        let zone = try Zone(centre.zone)
        return .object(
            [
                ("centre", .string(centre.name)), ("type", .string(centre.type)), ("span", .string(key)), ("from", .string(from.isoText)),
                ("to", .string(to.isoText)), ("days", .int(Int64(days))),
            ] + MachiningJSON.figures(totals, zone)
                + [("rejected_lines", .int(totals.rejects)), ("grade", .string(grade.rawValue)), ("compat", MachiningJSON.compat(totals))]
                + MachiningJSON.more(totals))
    }
}
