// From a rule to instants. Days are walked one by one and each day's firings are worked out with the zone's offsets,
// so that clock changes are dealt with in exactly one place: `DayOffsets`.

import Kernel

extension Timetable {
    /// No rule that can happen at all waits longer than 29 February on a certain weekday across a common century.
    private static let searchYears = 48
    /// How far back `latest` looks: nobody wants a longer outage made good.
    private static let lookBackDays = 1100

    /// The first firing after `instant`; nil when there is none within 48 years.
    ///
    /// Around a clock change: a firing in the skipped hour comes once, at the first instant after the gap; one in the
    /// doubled hour comes once, at its first occurrence. Intervals run on absolute time, and a rule with the same
    /// minutes in every hour follows the minute hand.
    public func next(after instant: Instant, in zone: Zone) -> Instant? {
        switch rule {
        case .interval(let minutes):
            let anchor = Self.anchor(zone).milliseconds
            let length = Int64(minutes) * 60_000
            return Instant(milliseconds: anchor + (floorDivide(instant.milliseconds - anchor, length) + 1) * length)
        case .calendar(let times, let days):
            var day = zone.day(of: instant).adding(days: -1)
            let lastYear = day.year + Self.searchYears
            let isHourly = Self.hourlyMinutes(times) != nil
            var best: Instant?
            while day.year <= lastYear {
                let found =
                    days.contains(day)
                    ? DayOffsets(day, zone, isHourly: isHourly).first(times, after: instant) : nil
                // Where clocks go back across midnight, the next day may begin before this one has ended.
                if let best { return min(best, found ?? best) }
                best = found
                let isOther = best == nil && !days.months.contains(day.month)
                day = isOther ? Self.nextMonth(day) : day.adding(days: 1)
            }
            return best
        }
    }

    /// The next `count` (at most 1000) firings after `instant`.
    public func firings(from instant: Instant, count: Int, in zone: Zone) -> [Instant] {
        var out: [Instant] = []
        var last = instant
        while out.count < min(count, 1000), let next = next(after: last, in: zone) {
            out.append(next)
            last = next
        }
        return out
    }

    /// The latest firings, at most `count`, from `first` through `last`, oldest first.
    func latest(_ count: Int, from first: Instant, through last: Instant, in zone: Zone) -> [Instant] {
        guard first <= last, count > 0 else { return [] }
        switch rule {
        case .interval(let minutes):
            let anchor = Self.anchor(zone).milliseconds
            let length = Int64(minutes) * 60_000
            let end = floorDivide(last.milliseconds - anchor, length)
            let start = max(floorDivide(first.milliseconds - anchor + length - 1, length), end - Int64(count) + 1)
            return start > end ? [] : (start...end).map { Instant(milliseconds: anchor + $0 * length) }
        case .calendar(let times, let days):
            let isHourly = Self.hourlyMinutes(times) != nil
            var found: Set<Instant> = []
            let firstDay = max(
                zone.day(of: first).adding(days: -1), zone.day(of: last).adding(days: -Self.lookBackDays))
            var day = zone.day(of: last).adding(days: 1)
            var enough = false
            while day >= firstDay {
                if days.contains(day) {
                    let firings = DayOffsets(day, zone, isHourly: isHourly).all(times)
                    found.formUnion(firings.filter { $0 >= first && $0 <= last })
                }
                // One day more than needed, for days that interleave.
                if enough { break }
                enough = found.count >= count
                day = day.adding(days: -1)
            }
            return Array(found.sorted().suffix(count))
        }
    }

    private static func anchor(_ zone: Zone) -> Instant { zone.start(of: CivilDate(daysSinceEpoch: 10_957)) }

    private static func nextMonth(_ day: CivilDate) -> CivilDate {
        day.adding(days: CivilDate.lengthOfMonth(day.month, year: day.year) - day.day + 1)
    }
}

private func floorDivide(_ a: Int64, _ b: Int64) -> Int64 { a >= 0 ? a / b : (a - b + 1) / b }
