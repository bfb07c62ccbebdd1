// The planning engine on the desk's own tasks: what must stay stays, everything that can be planned is, the verifier finds
// nothing, the search's figures are the layout's, and no plan is worse than the one it began from.

import Foundation
import Kernel
import TestKit
import Testing

@testable import Scheduling

@Suite("The planning engine") struct SearchEngineTests {
    private static func quantities(_ task: PlanTask, _ random: inout SeededRandom) -> [String: Quantity] {
        var out: [String: Quantity] = [:]
        for number in task.orders.keys.sorted() where random.below(12) > 0 { out[number] = Quantity(Int64(1 + random.below(100))) }
        return out
    }

    private static func placements(_ queues: [Int: [String]], _ old: [Placement]) -> [Placement] {
        let before = Dictionary(old.map { ($0.order, $0) }, uniquingKeysWith: { first, _ in first })
        return queues.sorted { $0.key < $1.key }.flatMap { line, orders in
            zip(orders, Rank.series(orders.count, after: nil, before: nil)).map {
                Placement(order: $0, line: line, rank: $1, pin: before[$0]?.pin, start: before[$0]?.start)
            }
        }
    }

    @Test("random desks: fixed orders, pins, lines and everything else that must hold; never worse than the plan it began from")
    func property() async throws {
        var random = SeededRandom(seed: RandomPlans.seed ^ 20)
        var (planned, better, agreed, coupled) = (0, 0, 0, 0)
        for round in 0..<150 * RandomPlans.scale {
            if round % 5 == 0 { await Task.yield() }
            var (task, old) = RandomPlans.plan(&random, orders: random.within(1...18))
            task.rules.frozenHours = random.pick([0, 0, 8])
            let quantities = Self.quantities(task, &random)
            let engine = SearchEngine()
            let proposal = engine.propose(task, old, quantities: quantities, seed: UInt64(round), budget: .iterations(3000)) { false }
            let again = engine.propose(task, old, quantities: quantities, seed: UInt64(round), budget: .iterations(3000)) { false }
            #expect(proposal.queues == again.queues && proposal.iterations == again.iterations, "round \(round): not the same twice")
            let queued = proposal.queues.values.flatMap { $0 }
            let open = Set(task.orders.values.filter { $0.phase.isOpen }.map(\.number))
            let named = queued + proposal.unplanned.map(\.order)
            #expect(named.count == Set(named).count && Set(named).isSubset(of: open), "round \(round)")
            // Whoever has no place has a reason; whoever has neither stood nowhere and is on hold.
            let placed = Set(old.map(\.order))
            for order in open.subtracting(named) {
                #expect(!placed.contains(order) || task.orders[order]?.phase == .held, "round \(round): \(order)")
            }
            let layout = Layout(task, old)
            let next = Self.placements(proposal.queues, old)
            let now = Dictionary(next.map { ($0.order, $0) }, uniquingKeysWith: { first, _ in first })
            for placement in old where task.orders[placement.order]?.phase.isOpen == true && task.isFixed(placement, in: layout) {
                #expect(now[placement.order]?.line == placement.line, "round \(round): \(placement) moved")
            }
            for (line, orders) in proposal.queues {
                guard let own = task.lines.first(where: { $0.line.number == line })?.line else {
                    Issue.record("no line \(line)")
                    continue
                }
                for order in orders where old.first(where: { $0.order == order })?.line != line {
                    let known = try #require(task.orders[order])
                    #expect(task.accepts(known, on: own) && own.takesPlans, "round \(round): \(order) on \(line)")
                }
            }
            for placement in old where placement.pin == .line {
                if let new = now[placement.order] { #expect(new.line == placement.line) }
            }
            let after = Layout(task, next)
            #expect(
                PlanCheck.faults(after, next, task, isStrict: false).isEmpty,
                "round \(round): \(PlanCheck.faults(after, next, task, isStrict: false).prefix(3))")
            guard let desk = SolverCase(task, old, quantities: quantities, countsChanges: false) else { continue }
            planned += 1
            // What began must not end worse, by the layout's own reckoning.
            let start = Self.placements(desk.queues(desk.start), old)
            let before = Layout(task, start)
            guard before.timeless.isEmpty, after.timeless.isEmpty else { continue }
            let score = Evaluation(desk.start, of: desk.problem).score
            // A start that breaks a promise is mended first, whatever that costs.
            if score.broken == 0 {
                #expect(after.weightedLateMinutes(task) <= before.weightedLateMinutes(task) + Int64(queued.count), "round \(round)")
            }
            if after.weightedLateMinutes(task) < before.weightedLateMinutes(task) { better += 1 }
            // The search's own figures are the layout's.
            let held = start.filter { task.orders[$0.order]?.phase == .held }
            guard held.isEmpty else { continue }
            if score.broken == 0, before.slots.values.allSatisfy({ $0.breaches.isEmpty }) {
                agreed += 1
                coupled += desk.problem.trolleyPool == nil ? 0 : 1
                #expect(score.weightedLateness == before.weightedLateMinutes(task), "round \(round)")
                #expect(score.lateCount == Int64(before.late.count), "round \(round)")
            }
        }
        #expect(
            planned > 100 && better > 30 && agreed > 30 && coupled > 5, "\(planned) planned, \(better) better, \(agreed) agreed, \(coupled) coupled")
    }

    @Test("a planner's sheet: the engine is not later than the planner's own sequence, and what runs stays where it is")
    func sheet() async throws {
        let place = try await DeskPlace()
        try await place.take(SheetFixture.sheet { _ in ["Kit Date": "11/20", "Ship Date": "12/9/2026"] })
        let desk = try await place.actions.desk()
        let task = desk.task(now: DeskPlace.now, zone: place.actions.zone)
        let own = Layout(task, Array(desk.placements.values)).weightedLateMinutes(task)
        let proposal = try await place.actions.propose("engine", budget: .iterations(200_000), by: DeskPlace.ana)
        #expect(proposal.faults.isEmpty && proposal.proposal.engine == SearchEngine.name)
        let found = proposal.layout.weightedLateMinutes(proposal.task)
        #expect(own > 0 && found < own, "\(found) against the sheet's \(own)")
    }

    @Test("whoever cancels gets the best so far, soon; nothing to plan is no plan")
    func edges() async throws {
        var random = SeededRandom(seed: 4)
        let (task, old) = RandomPlans.plan(&random, orders: 14)
        let quantities = Dictionary(uniqueKeysWithValues: task.orders.keys.map { ($0, Quantity(1)) })
        let proposal = SearchEngine().propose(task, old, quantities: quantities, seed: 1, budget: .iterations(1_000_000_000)) { true }
        #expect(proposal.iterations < 5_000_000 && !proposal.queues.isEmpty)
        var empty = task
        empty.orders = [:]
        let none = SearchEngine().propose(empty, [], quantities: [:], seed: 1, budget: .iterations(10)) { false }
        #expect(none.queues.values.allSatisfy(\.isEmpty) && none.unplanned.isEmpty)
    }
}
