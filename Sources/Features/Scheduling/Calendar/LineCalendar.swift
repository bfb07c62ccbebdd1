// When a line works: its shifts, without holidays and blocks, with the days on which it works by exception. By the clock on
// the plant's wall, so that a night on which clocks are changed is an hour shorter or longer.

import Kernel

package struct LineCalendar: Sendable {
    /// A day that is not like its weekday.
    package enum Day: Sendable, Hashable {
        case closed
        /// In place of the shifts.
        case works([Shift])
    }
    package var zone: Zone
    package var shifts: [Shift]
    package var days: [CivilDate: Day]
    /// Maintenance, malfunction and whatever else keeps the line; in any order, overlapping or not.
    package var blocks: [Range<Instant>]

    package init(zone: Zone, shifts: [Shift], days: [CivilDate: Day] = [:], blocks: [Range<Instant>] = []) {
        (self.zone, self.shifts, self.days, self.blocks) = (zone, shifts, days, blocks)
    }

    /// Working time from the beginning of one day to the end of another. No shift is longer than a day, so that those of the
    /// day before are all that can run into the first.
    package func spans(from first: CivilDate, through last: CivilDate) -> [Range<Instant>] {
        var out: [Range<Instant>] = []
        var day = first.adding(days: -1)
        while day <= last {
            let own: [Shift]
            switch days[day] {
            case .closed: own = []
            case .works(let shifts): own = shifts
            case nil: own = shifts.filter { $0.days.contains(day.weekday) }
            }
            for shift in own {
                for span in shift.spans {
                    let (from, to) = (instant(day, span.lowerBound), instant(day, span.upperBound))
                    if from < to { out.append(from..<to) }
                }
            }
            day = day.adding(days: 1)
        }
        let (start, end) = (zone.start(of: first), zone.start(of: last.adding(days: 1)))
        return Self.without(blocks, Self.joined(out)).compactMap { span in
            let (from, to) = (max(span.lowerBound, start), min(span.upperBound, end))
            return from < to ? from..<to : nil
        }
    }

    /// The clock on the wall so many minutes after the day's beginning.
    private func instant(_ day: CivilDate, _ minutes: Int) -> Instant {
        let (days, rest) = (minutes / Shift.dayMinutes, minutes % Shift.dayMinutes)
        return zone.instant(CivilTime(date: day.adding(days: days), hour: rest / 60, minute: rest % 60))
    }

    /// In order and without overlap; what touches is one.
    static func joined(_ spans: [Range<Instant>]) -> [Range<Instant>] {
        var out: [Range<Instant>] = []
        for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = out.last, span.lowerBound <= last.upperBound {
                out[out.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
            } else {
                out.append(span)
            }
        }
        return out
    }

    private static func without(_ holes: [Range<Instant>], _ spans: [Range<Instant>]) -> [Range<Instant>] {
        guard !holes.isEmpty else { return spans }
        let holes = joined(holes.filter { !$0.isEmpty })
        var out: [Range<Instant>] = []
        var next = 0
        for span in spans {
            var at = span.lowerBound
            while next < holes.count, holes[next].upperBound <= at { next += 1 }
            var hole = next
            while hole < holes.count, holes[hole].lowerBound < span.upperBound {
                if holes[hole].lowerBound > at { out.append(at..<holes[hole].lowerBound) }
                at = max(at, holes[hole].upperBound)
                hole += 1
            }
            if at < span.upperBound { out.append(at..<span.upperBound) }
        }
        return out
    }
}
