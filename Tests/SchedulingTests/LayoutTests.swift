// Random plans laid out and looked at by the verifier, and the verifier on plans that were made wrong on purpose.

import Foundation
import Kernel
import TestKit
import Testing

@testable import Scheduling

@Suite("Plans in time") struct LayoutTests {
    @Test("no order outside working time, no overlap, no trolley too many, nothing too early")
    func property() async {
        var random = SeededRandom(seed: RandomPlans.seed ^ 2)
        var slots = 0
        var waited = 0
        for round in 0..<2500 * RandomPlans.scale {
            // Others wait for the same two cores.
            if round % 20 == 0 { await Task.yield() }
            let (task, placements) = RandomPlans.plan(&random, orders: random.within(1...14))
            let layout = Layout(task, placements)
            let faults = PlanCheck.faults(layout, placements, task, isStrict: false)
            slots += layout.slots.count
            let curve = TrolleyCurve(layout, task)
            // Over the pool only by what is on the lines already, or by an order that needs more than there are.
            if task.rules.trolleyLimit == .block, layout.slots.values.allSatisfy({ !$0.isRunning && $0.breaches.isEmpty }) {
                #expect(curve.peak <= task.pool)
                var free = task
                free.rules.trolleyLimit = .show
                if Layout(free, placements).slots != layout.slots { waited += 1 }
            }
            guard !faults.isEmpty else { continue }
            Issue.record("round \(round): \(faults.prefix(3))")
            return
        }
        #expect(slots > 8000 && waited > 50, "\(slots) slots, \(waited) plans that waited for trolleys")
    }

    @Test("each kind of fault is found", arguments: PlanFault.Kind.allCases)
    func planted(_ kind: PlanFault.Kind) {
        var random = SeededRandom(seed: RandomPlans.seed ^ 3)
        var planted = 0
        while planted < 60 {
            var (task, placements) = RandomPlans.plan(&random, orders: random.within(3...14))
            task.rules.trolleyLimit = .block
            var layout = Layout(task, placements)
            guard PlanCheck.faults(layout, placements, task).isEmpty, Self.plant(kind, &layout, &placements, &task, &random) else { continue }
            planted += 1
            let faults = PlanCheck.faults(layout, placements, task)
            #expect(faults.contains { $0.kind == kind }, "planted \(kind), found \(faults)")
        }
    }

    /// Makes a plan wrong in one way.
    /// - Returns: whether it could be done with this plan.
    private static func plant(
        _ kind: PlanFault.Kind, _ layout: inout Layout, _ placements: inout [Placement], _ task: inout PlanTask, _ random: inout SeededRandom
    ) -> Bool {
        let free = layout.slots.values.filter { !$0.isRunning && $0.start < $0.end }.sorted { $0.order < $1.order }
        guard !free.isEmpty else { return false }
        let slot = random.pick(free)
        func set(_ slot: Slot) {
            layout.slots[slot.order] = slot
            layout.lines[slot.line] = layout.lines[slot.line]?.map { $0.order == slot.order ? slot : $0 }
        }
        var changed = slot
        switch kind {
        case .workingTime:
            changed.end = slot.end + .minutes(Int64(random.pick([-7, 7, 60])))
            set(changed)
        case .overlap:
            guard let line = task.lines.firstIndex(where: { $0.line.number == slot.line }), task.lines[line].line.capacity > 1,
                free.contains(where: { $0.line == slot.line && $0.order != slot.order && $0.start < slot.end && slot.start <= $0.start })
            else { return false }
            task.lines[line].line.capacity = 1
        case .tooEarly: task.orders[slot.order]?.release = slot.start + .milliseconds(1)
        case .trolleys:
            let used = TrolleyCurve(layout, task).peak
            guard used > 0 else { return false }
            // The peak may be of what runs, which nobody can help.
            guard layout.slots.values.allSatisfy({ !$0.isRunning }) else { return false }
            task.pool = used - 1
        case .predecessor:
            guard let other = free.first(where: { $0.order != slot.order && $0.end > slot.start }) else { return false }
            task.orders[slot.order]?.after = other.order
        case .place:
            guard let index = placements.firstIndex(where: { $0.order == slot.order }) else { return false }
            placements[index].line += 1
        case .count:
            if random.perMille(500) {
                layout.slots[slot.order] = nil
                layout.lines[slot.line]?.removeAll { $0.order == slot.order }
            } else {
                layout.lines[slot.line]?.append(slot)
            }
        case .lateness:
            changed.lateWork += 60_000
            set(changed)
        }
        return true
    }

    @Test("start follows the line's calendar, its multiplier and what is before")
    func example() throws {
        let zone = try Zone("Europe/Madrid")
        let monday = try #require(CivilDate(iso: "2026-11-30"))
        let now = zone.instant(CivilTime(date: monday, hour: 7, minute: 0))
        var one = WorkOrder("1", createdAt: now)
        (one.setupHours, one.runMinutes, one.shipDate) = (Quantity(1), Quantity(90), monday)
        var two = one
        (two.number, two.after, two.shipDate) = ("2", "1", monday.adding(days: 1))
        let orders = [one, two].map { PlanOrder($0, phase: .waiting, zone: zone, shippingDays: 0) }
        let task = PlanTask(now: now, zone: zone, rules: PlanRules(), pool: 20, lines: Line.defaults, days: [], blocks: [], orders: orders)
        let ranks = Rank.series(2)
        let layout = Layout(task, [Placement(order: "1", line: 1, rank: ranks[0]), Placement(order: "2", line: 2, rank: ranks[1])])
        // 1 h + 90 min × 2 × 2 = 7 h: from 8 to 12 and from 13 to 16.
        #expect(layout.slots["1"]?.start == zone.instant(CivilTime(date: monday, hour: 8, minute: 0)))
        #expect(layout.slots["1"]?.runStart == zone.instant(CivilTime(date: monday, hour: 9, minute: 0)))
        #expect(layout.slots["1"]?.end == zone.instant(CivilTime(date: monday, hour: 16, minute: 0)))
        // After the first side, 4 h on a line of multiplier 1: an hour today, three tomorrow.
        #expect(layout.slots["2"]?.end == zone.instant(CivilTime(date: monday.adding(days: 1), hour: 11, minute: 0)))
        #expect(layout.late.isEmpty)
    }
}
