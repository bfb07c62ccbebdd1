// A line's working time as a measure: how much of it lies before an instant, and the instant at which so much of it has
// passed. Made once for a plan; each question is a search in a sorted list.

import Kernel

package struct WorkingTime: Sendable {
    /// Milliseconds since the epoch; in order, without overlap, none empty.
    private(set) var starts: [Int64] = []
    private(set) var ends: [Int64] = []
    /// Working milliseconds before each start.
    private(set) var before: [Int64] = []
    /// All of it.
    private(set) var total: Int64 = 0

    /// How far ahead a plan looks.
    package static let daysMax = 1100

    /// - Parameter spans: in order and without overlap.
    package init(_ spans: [Range<Instant>]) {
        starts.reserveCapacity(spans.count)
        ends.reserveCapacity(spans.count)
        before.reserveCapacity(spans.count)
        for span in spans where !span.isEmpty { add(span) }
    }

    /// - Parameters:
    ///   - start: nothing before it counts.
    ///   - through: whatever comes before it is known.
    ///   - work: as much is known after `through`, where the calendar has as much within `daysMax`.
    package init(_ calendar: LineCalendar, from start: Instant, through: Instant, work: Int64) {
        self.init([])
        var first = calendar.zone.day(of: start)
        let last = calendar.zone.day(of: max(start, through)).adding(days: Self.daysMax)
        var isEnough = false
        while !isEnough, first <= last {
            // A month each time: most plans end within the first.
            let next = min(first.adding(days: 30), last)
            for span in calendar.spans(from: first, through: next) {
                let from = max(span.lowerBound, start)
                if from < span.upperBound { add(from..<span.upperBound) }
            }
            first = next.adding(days: 1)
            isEnough = self.work(from: through, to: calendar.zone.start(of: first)) >= work && calendar.zone.start(of: first) > through
        }
    }

    private mutating func add(_ span: Range<Instant>) {
        let (from, to) = (span.lowerBound.milliseconds, span.upperBound.milliseconds)
        if from == ends.last {
            ends[ends.count - 1] = to
        } else {
            starts.append(from)
            ends.append(to)
            before.append(total)
        }
        total += to - from
    }

    package var spans: [Range<Instant>] {
        zip(starts, ends).map { Instant(milliseconds: $0)..<Instant(milliseconds: $1) }
    }

    /// Working milliseconds before an instant.
    package func work(before instant: Instant) -> Int64 {
        let at = instant.milliseconds
        let index = Self.lastIndex(starts) { $0 < at }
        return index < 0 ? 0 : before[index] + min(at, ends[index]) - starts[index]
    }

    /// Working milliseconds from one instant to another; negative when they are the other way round.
    package func work(from start: Instant, to end: Instant) -> Int64 { work(before: end) - work(before: start) }

    /// The first instant at or after this one at which work is done; nil beyond the end.
    package func opening(at instant: Instant) -> Instant? {
        let at = instant.milliseconds
        let index = Self.lastIndex(starts) { $0 <= at }
        if index >= 0, at < ends[index] { return instant }
        return index + 1 < starts.count ? Instant(milliseconds: starts[index + 1]) : nil
    }

    /// When so much work is done that begins at `start`: the earliest such instant. Without work it is `start` itself.
    /// - Returns: nil when there is not as much.
    package func end(of work: Int64, from start: Instant) -> Instant? {
        guard work > 0 else { return start }
        return end(at: self.work(before: start) + work)
    }

    /// The earliest instant before which so much work lies.
    func end(at work: Int64) -> Instant? {
        guard work <= total else { return nil }
        let index = Self.lastIndex(before) { $0 < work }
        return index < 0 ? starts.first.map(Instant.init(milliseconds:)) : Instant(milliseconds: starts[index] + work - before[index])
    }

    /// The latest start of work that is done at `end`.
    /// - Returns: nil when there is not as much before it.
    package func start(of work: Int64, endingAt end: Instant) -> Instant? {
        guard work > 0 else { return end }
        let from = self.work(before: end) - work
        guard from >= 0 else { return nil }
        // The latest instant with as much before it: at a pause its end.
        let index = Self.lastIndex(before) { $0 <= from }
        return Instant(milliseconds: starts[index] + from - before[index])
    }

    /// The last index of which the condition holds, -1 for none; it holds for a beginning of the list only.
    private static func lastIndex(_ list: [Int64], _ holds: (Int64) -> Bool) -> Int {
        var (low, high) = (0, list.count)
        while low < high {
            let middle = (low + high) / 2
            if holds(list[middle]) { low = middle + 1 } else { high = middle }
        }
        return low - 1
    }
}
