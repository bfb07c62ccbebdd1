// A shift of a line: some days of the week, from a time of day to another, with breaks in between.

import Kernel

package struct Shift: Sendable, Hashable {
    /// Minutes after midnight, on the wall.
    package struct Break: Sendable, Hashable {
        package var start: Int
        package var end: Int
        package init(start: Int, end: Int) { (self.start, self.end) = (start, end) }
    }
    /// 0 is Monday, as `CivilDate.weekday`.
    package var days: Set<Int>
    /// Minutes after midnight.
    package var start: Int
    /// Minutes after midnight; not after the start means the next day, so that equal is round the clock.
    package var end: Int
    /// Within the shift, by the clock on the wall.
    package var breaks: [Break]

    package init(days: Set<Int>, start: Int, end: Int, breaks: [Break] = []) {
        (self.days, self.start, self.end, self.breaks) = (days, start, end, breaks)
    }

    package static let dayMinutes = 1440
    package static let breaksMax = 12
    package static let shiftsMax = 12

    /// Eight hours on five days, with an hour for lunch.
    package static let standard = Shift(days: [0, 1, 2, 3, 4], start: 8 * 60, end: 17 * 60, breaks: [Break(start: 12 * 60, end: 13 * 60)])

    /// Wall minutes from the beginning of its day, without its breaks, in order.
    package var spans: [Range<Int>] {
        let last = end > start ? end : end + Self.dayMinutes
        var out: [Range<Int>] = []
        var at = start
        let own = breaks.map { pause -> Range<Int> in
            let from = pause.start >= start ? pause.start : pause.start + Self.dayMinutes
            let to = pause.end > from ? pause.end : pause.end + Self.dayMinutes
            return min(from, last)..<min(max(from, to), last)
        }
        for pause in own.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) where pause.upperBound > at {
            if pause.lowerBound > at { out.append(at..<pause.lowerBound) }
            at = pause.upperBound
        }
        if at < last { out.append(at..<last) }
        return out
    }

    /// Minutes of work on one of its days, where no clock is changed.
    package var minutes: Int { spans.reduce(0) { $0 + $1.count } }
}
