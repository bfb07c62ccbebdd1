// How many trolleys are in use at each moment of a plan: from the filling before set-up to the end of the run.

import Kernel

package struct TrolleyCurve: Sendable, Equatable {
    package struct Step: Sendable, Equatable {
        package var at: Instant
        /// From then on.
        package var count: Int
    }
    /// In order; the last is zero.
    package private(set) var steps: [Step] = []

    package init(_ layout: Layout, _ task: PlanTask) {
        let lead = Span.minutes(Int64(task.rules.kittingMinutes))
        var changes: [(at: Instant, by: Int)] = []
        for slot in layout.slots.values {
            guard let count = task.orders[slot.order]?.trolleys, count > 0, slot.start < slot.end else { continue }
            changes.append((slot.start - lead, count))
            changes.append((slot.end, -count))
        }
        changes.sort { $0.at < $1.at }
        var count = 0
        for change in changes {
            count += change.by
            if steps.last?.at == change.at { steps[steps.count - 1].count = count } else { steps.append(Step(at: change.at, count: count)) }
        }
    }

    package var peak: Int { steps.map(\.count).max() ?? 0 }
    package var peakAt: Instant? { steps.first { $0.count == peak }?.at }
    package func count(at instant: Instant) -> Int { steps.last { $0.at <= instant }?.count ?? 0 }
}
