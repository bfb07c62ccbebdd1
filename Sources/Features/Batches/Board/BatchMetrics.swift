// Figures of the work: how far, how fast, and when it will be done. Values in, values out.

import Kernel

package struct BatchMetrics: Sendable {
    /// Counts as the old programs named them.
    package struct Share: Sendable, Equatable {
        package var total: Int64
        package var completed: Int64
        package var inProgress: Int64
        package var pending: Int64

        init(_ counts: BatchCounts) {
            (total, completed, inProgress, pending) = (counts.total, counts[.done], counts[.incomplete], counts[.notStarted])
        }
        /// Percent of all, one decimal.
        package var completionRate: Double { Self.rate(completed, total) }
        /// Percent of what was begun that was finished.
        package var efficiency: Double { Self.rate(completed, completed + inProgress) }

        static func rate(_ part: Int64, _ whole: Int64) -> Double { whole == 0 ? 0 : (Double(part) * 1000 / Double(whole)).rounded() / 10 }
    }

    /// A week, by its Monday, and what was finished in it.
    package struct Week: Sendable, Equatable {
        package var monday: CivilDate
        package var finished: Int64
    }

    /// Weeks from the first with anything to the present one, those without anything too.
    /// - Parameter days: on which batches became done.
    package static func weeks(_ days: [CivilDate], today: CivilDate, atMost: Int = 26) -> [Week] {
        let last = monday(today)
        guard let earliest = days.filter({ $0 <= today }).min() else { return [] }
        let first = max(monday(earliest).daysSinceEpoch, last.daysSinceEpoch - Int64(atMost - 1) * 7)
        var counts: [Int64: Int64] = [:]
        for day in days where day <= today { counts[monday(day).daysSinceEpoch, default: 0] += 1 }
        return stride(from: first, through: last.daysSinceEpoch, by: 7).map {
            Week(monday: CivilDate(daysSinceEpoch: $0), finished: counts[$0] ?? 0)
        }
    }

    /// 1970-01-01 was a Thursday.
    static func monday(_ day: CivilDate) -> CivilDate {
        let shift = ((day.daysSinceEpoch + 3) % 7 + 7) % 7
        return CivilDate(daysSinceEpoch: day.daysSinceEpoch - shift)
    }

    /// When what is left will be done at the pace of the last whole weeks (at most eight).
    /// - Returns: nil without a pace, or when nothing is left.
    package static func forecast(_ weeks: [Week], left: Int64, today: CivilDate) -> (day: CivilDate, perWeek: Double)? {
        let whole = weeks.filter { $0.monday < monday(today) }.suffix(8)
        let done = whole.reduce(0) { $0 + $1.finished }
        guard left > 0, done > 0, !whole.isEmpty else { return nil }
        let pace = Double(done) / Double(whole.count)
        let days = Int64((Double(left) / pace * 7).rounded(.up))
        guard days <= 36_500 else { return nil }
        return (CivilDate(daysSinceEpoch: today.daysSinceEpoch + days), pace)
    }
}
