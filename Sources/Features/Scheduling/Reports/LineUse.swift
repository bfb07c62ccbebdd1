// How much of a line's working time is booked, week by week: ahead from the plan, behind from what was done.

import Kernel

struct LineUse: Sendable, Equatable {
    var line: Int
    /// A Monday.
    var week: CivilDate
    var isPast: Bool
    /// Working milliseconds, with all places of the line.
    var available: Int64
    var booked: Int64
    var share: Double? { available > 0 ? Double(booked) / Double(available) : nil }

    static let weeksBehind = 4
    static let weeksAhead = 4

    /// The weeks before this one, then this and the next.
    static func all(_ desk: Desk, _ layout: Layout, _ finished: [FinishedOrder], zone: Zone, now: Instant) -> [LineUse] {
        let monday = zone.day(of: now).monday
        return desk.sortedLines.filter(\.isActive).flatMap { line -> [LineUse] in
            let calendar = LineCalendar(line, zone: zone, days: Array(desk.days.values), blocks: Array(desk.blocks.values), now: now)
            let time = WorkingTime(
                calendar.spans(from: monday.adding(days: -7 * weeksBehind), through: monday.adding(days: 7 * weeksAhead - 1)))
            let planned = (layout.lines[line.number] ?? []).map { (start: $0.start, end: $0.end) }
            let done = finished.filter { $0.line == line.number }.compactMap { order in
                order.order.endedAt.flatMap { end in order.order.startedAt.map { (start: $0, end: end) } }
            }
            return (-weeksBehind..<weeksAhead).map { week in
                let first = monday.adding(days: 7 * week)
                let (from, to) = (zone.start(of: first), zone.start(of: first.adding(days: 7)))
                let capacity = max(1, line.capacity)
                let spans = (planned + done).map { (start: max($0.start, from), end: min($0.end, to)) }.filter { $0.start < $0.end }
                return LineUse(
                    line: line.number, week: first, isPast: week < 0, available: time.work(from: from, to: to) * Int64(capacity),
                    booked: booked(spans, capacity: capacity, time))
            }
        }
    }

    /// What is recorded as made at the same time on one place counts once: people forget to end what they began.
    private static func booked(_ spans: [(start: Instant, end: Instant)], capacity: Int, _ time: WorkingTime) -> Int64 {
        let turns = (spans.map { (at: $0.start, step: 1) } + spans.map { (at: $0.end, step: -1) }).sorted { $0.at < $1.at }
        var (sum, count) = (Int64(0), 0)
        for (turn, next) in zip(turns, turns.dropFirst()) {
            count += turn.step
            sum += time.work(from: turn.at, to: next.at) * Int64(min(count, capacity))
        }
        return sum
    }
}
