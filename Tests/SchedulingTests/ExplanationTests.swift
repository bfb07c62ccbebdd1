// Late orders explained: the chain leads to what holds them, and each relief does on the desk what it promised.

import Foundation
import Kernel
import TestKit
import Testing

@testable import Scheduling

@Suite("Why an order is late, and what would help") struct ExplanationTests {
    private static let now = DeskPlace.now
    private let zone: Zone

    init() throws { zone = try Zone("Europe/Madrid") }

    private func desk() -> Desk {
        var desk = Desk()
        for line in Line.defaults { desk.lines[line.number] = line }
        for number in 1...20 { desk.trolleys[number] = Trolley(number: number) }
        return desk
    }

    private func add(
        _ desk: inout Desk, _ number: String, line: Int?, hours: Int64, kit: Int? = nil, ship: Int, trolleys: Int = 0, after: String? = nil
    ) throws {
        let today = zone.day(of: Self.now)
        var order = WorkOrder(number, createdAt: Self.now)
        (order.customer, order.assembly) = ("Acme", "A-\(number)")
        order.setupHours = Quantity(hours)
        order.kitDate = kit.map { today.adding(days: $0) }
        order.shipDate = today.adding(days: ship)
        (order.trolleys, order.after) = (trolleys, after)
        try desk.create(order)
        if let line { try desk.place(number, on: line) }
    }

    /// What a relief promised is what the desk says when it is done.
    private func isKept(_ relief: Relief, _ desk: Desk) throws -> Bool {
        var next = desk
        try relief.change.apply(relief.order, to: &next, now: Self.now)
        let task = next.task(now: Self.now, zone: zone)
        let layout = Layout(task, Array(next.placements.values))
        let slot = try #require(layout.slots[relief.order])
        return slot.end == relief.end && slot.lateWork == relief.late && layout.weightedLateMinutes(task) == relief.weightedLateMinutes.new
            && PlanCheck.faults(layout, Array(next.placements.values), task, isStrict: false).isEmpty
    }

    @Test("an order behind a long one goes to a free line")
    func move() throws {
        var desk = desk()
        try add(&desk, "1", line: 2, hours: 40, ship: 30)
        try add(&desk, "2", line: 2, hours: 8, ship: 1)
        let found = try #require(Explainer(desk, now: Self.now, zone: zone).explanation("2"))
        #expect(found.chain.map(\.bind) == [.queue, .nothing] && found.chain.map(\.order) == ["2", "1"])
        let relief = try #require(found.reliefs.first)
        #expect(relief.isCure && relief.change.rank == 0)
        #expect(try isKept(relief, desk))
    }

    @Test("a kit that comes too late: the latest day that is early enough")
    func kit() throws {
        var desk = desk()
        for line in 1...4 { desk.lines[line]?.takesPlans = line == 2 }
        try add(&desk, "1", line: 2, hours: 20, kit: 8, ship: 8)
        let found = try #require(Explainer(desk, now: Self.now, zone: zone).explanation("1"))
        #expect(found.chain.map(\.bind) == [.kit])
        let relief = try #require(found.reliefs.first)
        guard case .kit("1", let date) = relief.change else {
            Issue.record("\(relief.change)")
            return
        }
        #expect(relief.isCure)
        #expect(try isKept(relief, desk))
        // A day later would not do.
        let later = try #require(Explainer(desk, now: Self.now, zone: zone).tried("1", .kit(order: "1", date: date.adding(days: 1))))
        #expect(later.late > 0)
    }

    @Test("a pinned start is let go; trolleys that are lacking are named; a shift more helps where nothing else does")
    func others() throws {
        var pinned = desk()
        try add(&pinned, "1", line: 2, hours: 8, ship: 1)
        try pinned.pin("1", .position, start: Self.now + .days(9))
        let unpin = try #require(Explainer(pinned, now: Self.now, zone: zone).explanation("1")?.reliefs.first)
        #expect(unpin.change == .unpin && unpin.isCure)
        #expect(try isKept(unpin, pinned))

        var scarce = desk()
        scarce.rules.trolleyLimit = .block
        try add(&scarce, "1", line: 2, hours: 60, ship: 30, trolleys: 12)
        try add(&scarce, "2", line: 3, hours: 8, ship: 2, trolleys: 10)
        let lacking = try #require(Explainer(scarce, now: Self.now, zone: zone).explanation("2"))
        #expect(lacking.chain.first?.bind == .trolleys)
        #expect(lacking.reliefs.contains { $0.change == .trolleys(2) && $0.late == 0 })
        for relief in lacking.reliefs { #expect(try isKept(relief, scarce), "\(relief.change)") }

        var full = desk()
        for line in 1...4 { full.lines[line]?.takesPlans = line == 2 }
        try add(&full, "1", line: 2, hours: 45, ship: 6)
        let more = try #require(Explainer(full, now: Self.now, zone: zone).explanation("1"))
        #expect(more.reliefs.contains { if case .overtime(2, _) = $0.change { $0.late == 0 } else { false } }, "\(more.reliefs)")
        for relief in more.reliefs { #expect(try isKept(relief, full), "\(relief.change)") }
    }

    @Test("random desks: chains end, every relief keeps what it promised and makes no plan worse, and is read back from its words")
    func random() throws {
        var random = SeededRandom(seed: RandomPlans.seed ^ 9)
        var (explained, helped, cures) = (0, 0, 0)
        for round in 0..<25 * RandomPlans.scale {
            var desk = desk()
            desk.rules.trolleyLimit = random.pick([.block, .warn])
            let count = random.within(8...24)
            for index in 0..<count {
                let ship = random.within(10...16) - random.within(0...9)
                let after = index > 0 && random.below(8) == 0 ? "\(random.below(index))" : nil
                try add(
                    &desk, "\(index)", line: random.within(1...4), hours: Int64(random.within(1...14)),
                    kit: random.below(3) == 0 ? random.within(0...ship) : nil, ship: ship,
                    trolleys: random.below(7), after: after)
            }
            let explainer = Explainer(desk, now: Self.now, zone: zone)
            for number in explainer.lateOrders.prefix(3) {
                let found = try #require(explainer.explanation(number))
                explained += 1
                #expect(!found.chain.isEmpty && found.chain.count <= Explanation.chainMax && found.chain[0].order == number)
                for relief in found.reliefs {
                    helped += 1
                    cures += relief.isCure ? 1 : 0
                    #expect(relief.late < found.late && relief.weightedLateMinutes.new < relief.weightedLateMinutes.old)
                    #expect(try isKept(relief, desk), "round \(round): \(relief)")
                    #expect(Relief.Change(json: relief.change.json) == relief.change)
                }
                // Once what makes it in time without hurting anybody has been found, it comes first.
                if found.reliefs.contains(where: \.isCure) { #expect(found.reliefs[0].isCure) }
            }
        }
        #expect(explained > 30 && helped > 30 && cures > 5, "\(explained) explained, \(helped) reliefs, \(cures) cures")
    }

    @Test("every late order of the demo has something to be done about it, which does what it promises, in a draft where it is of the plan")
    func demo() async throws {
        let place = try await DeskPlace()
        try await DemoOrders(feature: SchedulingFeature(house: place.actions.house), seed: 1).prepare()
        let desk = try await place.actions.desk()
        let explainer = Explainer(desk, now: DeskPlace.now, zone: place.actions.zone)
        let late = explainer.lateOrders
        #expect(!late.isEmpty)
        for number in late {
            let found = try #require(explainer.explanation(number))
            let first = try #require(found.reliefs.first, "\(number) has no relief: \(found.chain), \(found.late), ends \(found.end.rfc3339())")
            let (draft, outcome) = try await place.actions.relieve(number, first.change, draftName: number, by: DeskPlace.ana)
            #expect((draft != nil) == first.change.isOfPlan)
            let slot = try #require(outcome.desk.layout(now: DeskPlace.now, zone: place.actions.zone).slots[number])
            #expect(slot.end == first.end && slot.lateWork == first.late, "\(number): \(first)")
            // Each is tried on the plan as it was.
            if let draft { try await place.actions.discardDraft(draft, by: DeskPlace.ana) } else { try await place.actions.undo(by: DeskPlace.ana) }
        }
    }

    @Test("a rush order: each answer is true, free hurts nobody, and no place of all is sooner than the fastest")
    func rush() throws {
        var random = SeededRandom(seed: RandomPlans.seed ^ 10)
        for _ in 0..<10 * RandomPlans.scale {
            var desk = desk()
            for index in 0..<random.within(5...20) {
                try add(&desk, "\(index)", line: random.within(1...4), hours: Int64(random.within(1...12)), ship: random.within(0...9))
            }
            var order = WorkOrder("rush", createdAt: Self.now)
            (order.customer, order.assembly, order.setupHours, order.quantity) = ("Acme", "R", Quantity(6), Quantity(10))
            order.shipDate = zone.day(of: Self.now).adding(days: 2)
            let answer = try RushAnswer(order, desk, now: Self.now, zone: zone)
            #expect(Set(answer.places.flatMap(\.kinds)) == Set(RushAnswer.Kind.allCases))
            var full = desk
            try full.create(order)
            let explainer = Explainer(full, now: Self.now, zone: zone)
            let task = full.task(now: Self.now, zone: zone)
            let own = try #require(task.orders["rush"])
            let ends = explainer.places("rush", own).compactMap { explainer.quick("rush", at: $0) }
            for place in answer.places {
                var next = full
                try next.place("rush", on: place.line, before: place.before)
                let layout = Layout(task, Array(next.placements.values))
                #expect(layout.slots["rush"]?.end == place.slot.end && layout.weightedLateMinutes(task) == place.weightedLateMinutes.new)
                if place.kinds.contains(.free) { #expect(place.newlyLate.isEmpty && place.later.isEmpty) }
                if place.kinds.contains(.fastest) { #expect(place.slot.end == ends.map(\.end).min()) }
                if place.kinds.contains(.cheapest) { #expect(place.weightedLateMinutes.new == ends.map(\.cost).min()) }
            }
        }
    }
}
