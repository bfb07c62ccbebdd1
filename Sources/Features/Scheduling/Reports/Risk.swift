// Orders that are late or nearly so, and what holds each of them: of everything that keeps it from beginning earlier, the
// one that binds last.

import Kernel

struct Risk: Sendable, Equatable {
    enum Bind: String, Sendable, CaseIterable {
        case running, kit, pin, predecessor, trolleys, queue, away
        /// It begins as soon as the line works.
        case nothing
    }
    var order: String
    var line: Int
    var end: Instant
    var due: Instant
    /// Working milliseconds late.
    var late: Int64
    /// Until it is due, by the clock; not above zero when late.
    var slack: Span
    var bind: Bind
    /// The order that goes before it, where that binds.
    var other: String?

    /// Less is at risk.
    static let slackLeast = Span.days(1)

    /// The latest first.
    static func all(_ layout: Layout, _ task: PlanTask, _ placements: [String: Placement]) -> [Risk] {
        layout.slots.values.compactMap { slot -> Risk? in
            guard let order = task.orders[slot.order], let due = order.due, due - slot.end < slackLeast else { return nil }
            let bind = bind(slot, order, layout, task, placements[slot.order])
            return Risk(
                order: slot.order, line: slot.line, end: slot.end, due: due, late: slot.lateWork, slack: due - slot.end, bind: bind.0, other: bind.1)
        }.sorted { ($0.slack, $0.order) < ($1.slack, $1.order) }
    }

    static func bind(_ slot: Slot, _ order: PlanOrder, _ layout: Layout, _ task: PlanTask, _ placement: Placement?) -> (Bind, String?) {
        if slot.isRunning { return (.running, nil) }
        guard let line = task.lines.first(where: { $0.line.number == slot.line }) else { return (.nothing, nil) }
        var causes: [(bind: Bind, at: Instant, other: String?)] = []
        if let release = order.release, release > task.now { causes.append((.kit, release, nil)) }
        if let start = placement?.start, start > task.now { causes.append((.pin, start, nil)) }
        if let after = order.after, let end = layout.slots[after]?.end { causes.append((.predecessor, end, after)) }
        if line.line.isAway, let back = line.line.expectedReturn { causes.append((.away, back, nil)) }
        // The places of the line are free in the order of the ends before it.
        let before = (layout.lines[slot.line] ?? []).filter { $0.position < slot.position }
        let ends = before.sorted { $0.end > $1.end }
        let lanes = max(1, line.line.capacity)
        if ends.count >= lanes { causes.append((.queue, ends[lanes - 1].end, ends[lanes - 1].order)) }
        // Nobody begins before one that stands before it.
        if let begun = before.max(by: { $0.start < $1.start }), lanes > 1 { causes.append((.queue, begun.start, begun.order)) }
        let binding = causes.filter { $0.at > task.now }.max { $0.at < $1.at }
        let earliest = binding.map(\.at) ?? task.now
        // It could have begun, and yet it does not: it waits for trolleys.
        if let open = line.time.opening(at: max(earliest, task.now)), open < slot.start, order.trolleys > 0, task.rules.trolleyLimit == .block {
            return (.trolleys, nil)
        }
        return binding.map { ($0.bind, $0.other) } ?? (.nothing, nil)
    }
}
