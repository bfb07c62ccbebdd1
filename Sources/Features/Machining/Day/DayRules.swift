// Where a centre's production days begin and end, and into which shifts they are cut.

import Kernel

package struct DayRules: Sendable {
    package var zone: Zone
    /// Minutes after midnight.
    package var dayStart: Int
    /// Minutes after midnight; one before `dayStart` is on the next calendar day.
    package var shiftStarts: [Int]
    package var waitStamp: WaitStamp

    package init(zone: Zone, dayStart: Int = 0, shiftStarts: [Int] = [], waitStamp: WaitStamp = .begin) {
        (self.zone, self.dayStart, self.shiftStarts, self.waitStamp) = (zone, dayStart, shiftStarts, waitStamp)
    }

    /// The moment a production day begins.
    package func begin(of day: CivilDate) -> Int64 { zone.instant(time(day, dayStart)).milliseconds }

    package func bounds(of day: CivilDate) -> Stretch { Stretch(begin(of: day), begin(of: day.adding(days: 1))) }

    /// The production day of a moment.
    package func day(of at: Int64) -> CivilDate {
        let civil = zone.civil(Instant(milliseconds: at))
        var day = civil.millisecondOfDay < dayStart * 60_000 ? civil.date.adding(days: -1) : civil.date
        // In the hours around a change of clocks the wall clock alone does not tell.
        while at < begin(of: day) { day = day.adding(days: -1) }
        while at >= begin(of: day.adding(days: 1)) { day = day.adding(days: 1) }
        return day
    }

    /// The shifts of a day, in order.
    package func shifts(of day: CivilDate) -> [Stretch] {
        guard !shiftStarts.isEmpty else { return [] }
        let bounds = bounds(of: day)
        let starts = shiftStarts.map { start in
            zone.instant(time(start < dayStart ? day.adding(days: 1) : day, start)).milliseconds
        }.sorted()
        return starts.enumerated().map { index, start in Stretch(start, index + 1 < starts.count ? starts[index + 1] : bounds.end) }
    }

    package func computation(of day: CivilDate) -> DayComputation {
        DayComputation(zone: zone, waitStamp: waitStamp, bounds: bounds(of: day), shifts: shifts(of: day))
    }

    private func time(_ day: CivilDate, _ minutes: Int) -> CivilTime { CivilTime(date: day, millisecondOfDay: minutes * 60_000) }

    /// `06:00` as minutes after midnight.
    package static func minutes(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ (1...2).contains($0.count) && $0.utf8.allSatisfy { $0 &- 48 < 10 } }), let h = Int(parts[0]),
            let m = Int(parts[1]), h < 24, m < 60
        else { return nil }
        return h * 60 + m
    }

    package static func clock(_ minutes: Int) -> String {
        (minutes < 600 ? "0" : "") + "\(minutes / 60):" + (minutes % 60 < 10 ? "0" : "") + "\(minutes % 60)"
    }
}

/// Remembers the production day that was asked for last; lines of one day follow each other.
struct DayFinder {
    private let rules: DayRules
    private var known = Stretch(0, 0)
    private var number: Int64 = 0

    init(_ rules: DayRules) { self.rules = rules }

    /// Days since 1970.
    @inline(__always)
    mutating func day(of at: Int64) -> Int64 {
        if at < known.begin || at >= known.end {
            let day = rules.day(of: at)
            known = rules.bounds(of: day)
            number = day.daysSinceEpoch
        }
        return number
    }
}
