// An independent look at a plan in time: every promise of the layout asked again, by walking over the calendar's spans and
// counting, with nothing of the layout's own code.

import Kernel

package struct PlanFault: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        /// An order's start or end is in no working time, or it does not get the time it needs, or more.
        case workingTime = "working_time"
        /// More orders at once than the line can.
        case overlap
        /// Before its kit is there, before its pinned start, or before now.
        case tooEarly = "too_early"
        /// More trolleys at once than there are.
        case trolleys
        /// Before the order that comes first has ended.
        case predecessor
        /// Not where the plan puts it, or out of its queue's order.
        case place
        /// Laid out twice, or not at all.
        case count
        /// What is said of its lateness is not so.
        case lateness
    }
    package var kind: Kind
    package var order: String
    package var at: Instant?
}

package enum PlanCheck {
    /// - Parameter isStrict: also what the layout itself marks as breaches.
    package static func faults(_ layout: Layout, _ placements: [Placement], _ task: PlanTask, isStrict: Bool = true) -> [PlanFault] {
        var faults = counts(layout, placements, task)
        for line in task.lines {
            let slots = layout.slots.values.filter { $0.line == line.line.number }
            guard let first = slots.map(\.start).min(), let last = slots.map(\.end).max() else { continue }
            let zone = line.calendar.zone
            let due = slots.compactMap { task.orders[$0.order]?.due }.min() ?? first
            let spans = line.calendar.spans(
                from: zone.day(of: max(min(first, due), task.now - .days(PlanTask.pastDays))), through: zone.day(of: last).adding(days: 1))
            for slot in slots {
                faults += time(slot, spans, task)
                faults += lateness(slot, spans, task)
                faults += order(slot, placements, layout, task)
            }
            faults += overlaps(slots, capacity: max(1, line.line.capacity))
        }
        if task.rules.trolleyLimit == .block { faults += trolleys(layout, task, isStrict: isStrict) }
        if !isStrict { faults.removeAll { fault in layout.slots[fault.order]?.breaches.contains { $0.rawValue == fault.kind.rawValue } == true } }
        return faults.sorted { ($0.order, $0.kind.rawValue) < ($1.order, $1.kind.rawValue) }
    }

    private static func counts(_ layout: Layout, _ placements: [Placement], _ task: PlanTask) -> [PlanFault] {
        var faults: [PlanFault] = []
        let listed = layout.lines.values.flatMap { $0 }
        for placement in placements where task.orders[placement.order]?.phase.isOpen == true {
            let times = listed.count { $0.order == placement.order } + layout.timeless.count { $0 == placement.order }
            if times != 1 { faults.append(PlanFault(kind: .count, order: placement.order)) }
        }
        let known = Set(placements.map(\.order))
        for slot in listed where !known.contains(slot.order) || layout.slots[slot.order] != slot {
            faults.append(PlanFault(kind: .count, order: slot.order))
        }
        return faults
    }

    /// Walks from its start over the working time until the order has had what it needs.
    private static func time(_ slot: Slot, _ spans: [Range<Instant>], _ task: PlanTask) -> [PlanFault] {
        guard let order = task.orders[slot.order], let line = task.lines.first(where: { $0.line.number == slot.line })?.line else { return [] }
        let exact =
            Double(order.setupHours.thousandths) / 1000 * 3600
            + Double(order.runMinutes.thousandths) / 1000 * 60 * Double(task.rules.efficiencyFactor.thousandths) / 1000
            * Double(line.multiplier.thousandths) / 1000
        let worked = spans.reduce(Int64(0)) { sum, span in
            let (from, to) = (max(span.lowerBound, slot.start), min(span.upperBound, slot.end))
            return from < to ? sum + (to - from).milliseconds : sum
        }
        let isEnough = abs(Double(worked) - exact * 1000) < 2
        if slot.isRunning {
            // It may take longer than it should.
            let isOverdue = slot.end == task.now && Double(worked) > exact * 1000 - 2
            return isEnough || isOverdue ? [] : [PlanFault(kind: .workingTime, order: slot.order, at: slot.end)]
        }
        let startsOpen = spans.contains { $0.contains(slot.start) }
        let endsOpen = slot.end == slot.start || spans.contains { $0.lowerBound < slot.end && slot.end <= $0.upperBound }
        return startsOpen && endsOpen && isEnough ? [] : [PlanFault(kind: .workingTime, order: slot.order, at: slot.start)]
    }

    private static func lateness(_ slot: Slot, _ spans: [Range<Instant>], _ task: PlanTask) -> [PlanFault] {
        var late: Int64 = 0
        if let due = task.orders[slot.order]?.due {
            for span in spans where span.upperBound > due && span.lowerBound < slot.end {
                late += max(0, (min(span.upperBound, slot.end) - max(span.lowerBound, due)).milliseconds)
            }
        }
        return late == slot.lateWork ? [] : [PlanFault(kind: .lateness, order: slot.order, at: slot.end)]
    }

    private static func order(_ slot: Slot, _ placements: [Placement], _ layout: Layout, _ task: PlanTask) -> [PlanFault] {
        guard let order = task.orders[slot.order], let placement = placements.first(where: { $0.order == slot.order }) else { return [] }
        var faults: [PlanFault] = []
        if placement.line != slot.line { faults.append(PlanFault(kind: .place, order: slot.order, at: slot.start)) }
        if slot.isRunning != (order.phase == .running) { faults.append(PlanFault(kind: .place, order: slot.order, at: slot.start)) }
        guard !slot.isRunning else { return faults }
        let earliest = [task.now, order.release, placement.start].compactMap(\.self).max() ?? task.now
        if slot.start < earliest { faults.append(PlanFault(kind: .tooEarly, order: slot.order, at: slot.start)) }
        if let before = order.after, let first = task.orders[before], first.phase.isOpen {
            let end = layout.slots[before]?.end
            if end == nil || end! > slot.start { faults.append(PlanFault(kind: .predecessor, order: slot.order, at: slot.start)) }
        }
        // Nobody overtakes in a queue.
        for other in placements where other.line == placement.line && other.order != placement.order {
            guard let theirs = layout.slots[other.order], !theirs.isRunning, other.rank < placement.rank, theirs.start > slot.start else { continue }
            faults.append(PlanFault(kind: .place, order: slot.order, at: slot.start))
            break
        }
        return faults
    }

    private static func overlaps(_ slots: [Slot], capacity: Int) -> [PlanFault] {
        // What runs is there, however many.
        slots.filter { !$0.isRunning && $0.start < $0.end }.compactMap { slot in
            let others = slots.count { $0.order != slot.order && $0.start <= slot.start && $0.end > slot.start }
            return others < capacity ? nil : PlanFault(kind: .overlap, order: slot.order, at: slot.start)
        }
    }

    private static func trolleys(_ layout: Layout, _ task: PlanTask, isStrict: Bool) -> [PlanFault] {
        let lead = Span.minutes(Int64(task.rules.kittingMinutes))
        return layout.slots.values.filter { !$0.isRunning && $0.start < $0.end }.compactMap { slot in
            guard let own = task.orders[slot.order]?.trolleys, own > 0 else { return nil }
            let at = slot.start - lead
            let used = layout.slots.values.reduce(0) { sum, other in
                // One that needs more than there are is a fault of its own, and nobody else's.
                guard isStrict || other.order == slot.order || !other.breaches.contains(.trolleys) else { return sum }
                return other.start - lead <= at && other.end > at ? sum + (task.orders[other.order]?.trolleys ?? 0) : sum
            }
            return used <= task.pool ? nil : PlanFault(kind: .trolleys, order: slot.order, at: at)
        }
    }
}
