// One civil day in one zone, with the clock change that may lie on it or near it: the single place where a local time
// becomes the instants at which a timetable fires.

import Kernel

/// A day's offset from UTC before and after the change nearest to it. Two changes within three days do not occur.
struct DayOffsets {
    private let start: Int64
    private let before: Int64
    private let after: Int64
    /// The first instant with the later offset; nothing when both are the same.
    private let change: Int64
    /// True for timetables that follow the minute hand.
    private let isHourly: Bool

    init(_ day: CivilDate, _ zone: Zone, isHourly: Bool) {
        start = day.daysSinceEpoch * 86_400_000
        self.isHourly = isHourly
        var low = start - 86_400_000
        var high = start + 2 * 86_400_000
        let first = zone.offsetSeconds(at: Instant(milliseconds: low))
        let last = zone.offsetSeconds(at: Instant(milliseconds: high))
        before = Int64(first) * 1000
        after = Int64(last) * 1000
        while first != last, high - low > 1000 {
            let middle = (low + high) / 2000 * 1000
            if zone.offsetSeconds(at: Instant(milliseconds: middle)) == last { high = middle } else { low = middle }
        }
        change = high
    }

    /// The firings of a minute of the day: its first occurrence, or the first instant after the gap that swallowed it;
    /// by the minute hand, all occurrences.
    private func firings(_ minute: Int) -> (Int64?, Int64?) {
        let local = start + Int64(minute) * 60_000
        if before == after { return (local - before, nil) }
        let first: Int64? = local - before < change ? local - before : nil
        let second: Int64? = local - after >= change ? local - after : nil
        if isHourly { return (first, second) }
        return (first ?? second ?? change, nil)
    }

    /// All firings of the day, sorted, none twice.
    func all(_ times: [Int]) -> [Instant] {
        if before == after { return times.map { Instant(milliseconds: start + Int64($0) * 60_000 - before) } }
        var found: Set<Int64> = []
        for minute in times {
            let (first, second) = firings(minute)
            if let first { found.insert(first) }
            if let second { found.insert(second) }
        }
        return found.sorted().map { Instant(milliseconds: $0) }
    }

    /// The first firing after `instant`. Looks only at times near it, whatever the number of times.
    func first(_ times: [Int], after instant: Instant) -> Instant? {
        // A minute's firings lie between its readings by the larger and by the smaller offset.
        let (larger, smaller) = (max(before, after), min(before, after))
        var low = 0
        var high = times.count
        while low < high {
            let middle = (low + high) / 2
            if start + Int64(times[middle]) * 60_000 - smaller > instant.milliseconds {
                high = middle
            } else {
                low = middle + 1
            }
        }
        var best: Int64?
        for minute in times[low...] {
            if let best, start + Int64(minute) * 60_000 - larger > best { break }
            let (first, second) = firings(minute)
            for found in [first, second] {
                guard let found, found > instant.milliseconds, found < best ?? .max else { continue }
                best = found
            }
        }
        return best.map { Instant(milliseconds: $0) }
    }
}
