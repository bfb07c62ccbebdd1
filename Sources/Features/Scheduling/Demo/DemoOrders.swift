// A simulated planner's desk behind `gemba demo`: some weeks of orders for a few customers, a part of them made already,
// lines that begin and end orders as the plan says, more or less.

import Foundation
import Host
import Kernel
import Store

public struct DemoOrders: Sendable {
    let feature: SchedulingFeature
    let seed: UInt64
    private var actions: SchedulingActions { feature.actions }
    private var zone: Zone { feature.house.zone }

    public init(feature: SchedulingFeature, seed: UInt64) { (self.feature, self.seed) = (feature, seed) }

    static let customers = ["Almadén Sensors", "Brisa Medical", "Cantal Avionics", "Duero Power", "Evora Audio", "Fjord Marine"]
    static let openCount = 46
    static let doneCount = 60

    /// Makes what is missing, once: lines, orders, what was made in the last weeks, and a plan.
    public func prepare() async throws {
        guard try await actions.desk().orders.isEmpty else { return }
        let today = zone.day(of: actions.clock.now())
        try await actions.perform(.line, note: .object([("name", "demo")]), by: .system) { desk in Self.furnish(&desk, today, zone) }
        try await actions.perform(.create, note: .object([("name", "demo")]), by: .system) { [seed, zone] desk in
            var chance = SeededChance(seed, labels: [7])
            var free: [Int: Instant] = [:]
            for index in 0..<Self.doneCount { try Self.addDone(index, to: &desk, today, zone, &free, &chance) }
            for index in 0..<Self.openCount { try Self.addOpen(index, to: &desk, today, zone, &chance) }
        }
        let proposal = try await actions.propose("First plan", budget: .iterations(300_000), by: .system)
        try await actions.publish(proposal.draft.id, by: .system)
        _ = try await actions.createDraft("Without line 3", by: .system)
    }

    private static func furnish(_ desk: inout Desk, _ today: CivilDate, _ zone: Zone) {
        let names = ["1-EURO 264", "2-EURO 127", "3-EURO 588", "4-EURO 586 Cantal", "5-Hand placement"]
        for (number, name) in zip(1..., names) { desk.lines[number]?.name = name }
        desk.lines[4]?.customers = [customers[2]]
        desk.lines[4]?.shifts = [
            Shift(days: [0, 1, 2, 3, 4], start: 6 * 60, end: 14 * 60), Shift(days: [0, 1, 2, 3, 4], start: 14 * 60, end: 22 * 60),
        ]
        for number in 1...3 { desk.lines[number]?.slots = [120, 160, 200][number - 1] }
        let monday = today.adding(days: 7 - today.weekday)
        let start = zone.instant(CivilTime(date: monday.adding(days: 1), hour: 8, minute: 0))
        let block = LineBlock(id: "demo-maintenance", line: 2, kind: .maintenance, start: start, end: start + .hours(5), note: "Feeder service")
        desk.blocks[block.id] = block
    }

    private static func make(_ number: String, _ day: CivilDate, _ zone: Zone, _ chance: inout SeededChance) -> WorkOrder {
        var order = WorkOrder(number, createdAt: zone.start(of: day) + .hours(9))
        let customer = chance.below(customers.count)
        order.customer = customers[customer]
        order.assembly = "\(customers[customer].prefix(1))B-\(1000 + chance.below(9))"
        order.rev = ["-", "A", "B2", ".2", "09"][chance.below(5)]
        order.quantity = Quantity(Int64([25, 50, 120, 400, 1000][chance.below(5)]))
        order.runMinutes = Quantity(thousandths: Int64(60_000 + chance.below(600) * 1000 + chance.below(4) * 250))
        order.trolleys = chance.within(2...5)
        return order
    }

    private static func addDone(
        _ index: Int, to desk: inout Desk, _ today: CivilDate, _ zone: Zone, _ free: inout [Int: Instant], _ chance: inout SeededChance
    )
        throws
    {
        let day = today.adding(days: -40 + index * 38 / doneCount)
        var order = make("13\(500 + index / 3).\(index % 3 + 1)", day.adding(days: -10), zone, &chance)
        let line = order.customer == customers[2] ? 4 : chance.within(1...3)
        let hours = OrderHours(
            setupHours: order.setupHours, runMinutes: order.runMinutes, factor: desk.rules.efficiencyFactor,
            multiplier: desk.lines[line]?.multiplier ?? Quantity(1))
        let took = Int64(chance.within(80...130))
        // One after the other, on the line's working time.
        let shifts = desk.lines[line]?.shifts ?? [.standard]
        let time = WorkingTime(LineCalendar(zone: zone, shifts: shifts).spans(from: day, through: today.adding(days: 400)))
        let wanted = max(zone.instant(CivilTime(date: day, hour: 8, minute: chance.below(60))), free[line] ?? zone.start(of: day))
        guard let start = time.opening(at: wanted), let end = time.end(of: hours.total * took / 100, from: start), zone.day(of: end) < today else {
            return
        }
        free[line] = end + .minutes(10)
        (order.kitDate, order.shipDate) = (day.adding(days: -3), day.adding(days: chance.within(0...6)))
        order.startedAt = start
        order.endedAt = end
        order.actualSetupHours = Quantity(thousandths: 1000 * Int64(chance.within(70...140)) / 100)
        order.actualRunHours = Quantity(thousandths: hours.run / 3600 * took / 100)
        order.status = .completed
        order.updatedAt = order.endedAt ?? start
        try desk.create(order)
        let rank = Rank.between(desk.queue(line).last?.rank, nil)
        desk.placements[order.number] = Placement(order: order.number, line: line, rank: rank)
    }

    private static func addOpen(_ index: Int, to desk: inout Desk, _ today: CivilDate, _ zone: Zone, _ chance: inout SeededChance) throws {
        var order = make("14\(400 + index / 2).\(index % 2 + 1)", today.adding(days: -5), zone, &chance)
        order.kitDate = today.adding(days: chance.within(-6...9))
        order.shipDate = max(order.kitDate ?? today, today).adding(days: chance.within(1...24))
        order.isClear = chance.below(3) > 0
        order.status = [OrderStatus("Ready"), OrderStatus("1st Side Ready"), OrderStatus("Ready", isStarred: true), .pending][chance.below(4)]
        if index % 15 == 14 { order.status = OrderStatus(OrderStatus.missing, missingPart: "TSM-1\(chance.within(10...40))-01") }
        if index == 20 { order.quantity = nil }
        if index % 17 == 5 { order.isByHand = true }
        // A board of two sides.
        if index % 2 == 1, chance.below(3) == 0 { order.after = "14\(400 + index / 2).1" }
        try desk.create(order)
    }

    // MARK: the days go on

    /// Lines begin and end orders until it is cancelled.
    public func run(clock: Clock) async throws {
        while true {
            try await step()
            try await clock.sleep(.seconds(30))
        }
    }

    /// What should be done by now is done, and what should have begun begins.
    func step() async throws {
        let desk = try await actions.desk()
        let now = actions.clock.now()
        let layout = desk.layout(now: now, zone: zone)
        var changes: [(order: String, status: OrderStatus)] = []
        for line in desk.sortedLines where !line.isAway {
            let slots = layout.lines[line.number] ?? []
            if let current = slots.first(where: \.isRunning) {
                if current.end <= now { changes.append((current.order, .completed)) }
            } else if let next = slots.first, next.start <= now, desk.phase(next.order) == .waiting {
                changes.append((next.order, .running))
            }
        }
        for change in changes {
            try await actions.edit(change.order, [(.status, .string(change.status.text))], kind: .status, by: .system)
        }
    }
}
