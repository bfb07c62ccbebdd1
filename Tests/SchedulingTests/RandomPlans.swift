// Random lines, calendars, orders and plans for tests: small enough to be checked by walking, odd enough to hit the corners.

import Foundation
import Kernel
import TestKit

@testable import Scheduling

enum RandomPlans {
    static let scale = Int(ProcessInfo.processInfo.environment["GEMBA_TEST_SCALE"] ?? "") ?? 1
    static let seed = UInt64(ProcessInfo.processInfo.environment["GEMBA_TEST_SEED"] ?? "") ?? 20_261_128
    /// Zones whose clocks change on different days, by an hour and by half of one, at midnight and at night.
    static let zones = ["Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "UTC", "Asia/Beirut"].compactMap {
        try? Zone($0)
    }

    /// Days about which clocks change, and others.
    static func day(_ random: inout SeededRandom) -> CivilDate {
        let days = ["2026-03-08", "2026-03-29", "2026-04-05", "2026-09-06", "2026-10-04", "2026-10-25", "2026-11-01", "2026-06-15", "2027-02-27"]
        return CivilDate(iso: random.pick(days))!.adding(days: random.within(-6...3))
    }

    static func instant(_ random: inout SeededRandom, _ zone: Zone, near day: CivilDate, days: Int) -> Instant {
        zone.start(of: day.adding(days: random.below(days + 1))) + .minutes(Int64(random.below(1440)))
    }

    static func shift(_ random: inout SeededRandom) -> Shift {
        switch random.below(6) {
        case 0: return .standard
        case 1: return Shift(days: Set(0...6), start: 0, end: 0)
        case 2:
            return Shift(
                days: [0, 1, 2, 3, 4], start: 22 * 60, end: 6 * 60, breaks: [.init(start: 120, end: 150), .init(start: 23 * 60, end: 23 * 60 + 15)])
        default:
            let start = random.below(1440)
            let breaks = (0..<random.below(4)).map { _ in
                let from = random.below(1440)
                return Shift.Break(start: from, end: (from + random.within(1...90)) % 1440)
            }
            return Shift(days: Set((0...6).filter { _ in random.perMille(700) }), start: start, end: random.below(1440), breaks: breaks)
        }
    }

    static func shifts(_ random: inout SeededRandom) -> [Shift] {
        random.perMille(200)
            ? [Shift(days: [0, 1, 2, 3, 4], start: 360, end: 840), Shift(days: [0, 1, 2, 3, 4], start: 840, end: 1320)]
            : (0..<random.within(1...3)).map { _ in shift(&random) }
    }

    static func calendar(_ random: inout SeededRandom) -> (calendar: LineCalendar, first: CivilDate) {
        let zone = random.pick(zones)
        let first = day(&random)
        var days: [CivilDate: LineCalendar.Day] = [:]
        for _ in 0..<random.below(4) {
            days[first.adding(days: random.below(15))] = random.perMille(600) ? .closed : .works(shifts(&random))
        }
        let blocks = (0..<random.below(4)).map { _ in
            let from = instant(&random, zone, near: first, days: 12)
            return from..<from + .minutes(Int64(random.within(1...3000)))
        }
        return (LineCalendar(zone: zone, shifts: shifts(&random), days: days, blocks: blocks), first)
    }

    /// A plant with a plan.
    static func plan(_ random: inout SeededRandom, orders count: Int) -> (task: PlanTask, placements: [Placement]) {
        let zone = random.pick(zones)
        let first = day(&random)
        let now = instant(&random, zone, near: first, days: 2)
        var rules = PlanRules()
        rules.efficiencyFactor = Quantity(thousandths: Int64(random.within(500...3000)))
        rules.trolleyLimit = random.pick([.block, .block, .warn, .show])
        rules.kittingMinutes = random.pick([0, 0, 30, 480])
        rules.shippingDays = random.below(3)
        let lines = (1...random.within(1...4)).map { number in
            var line = Line(number: number, name: "Line \(number)")
            line.shifts = shifts(&random)
            line.capacity = random.pick([1, 1, 1, 2, 3])
            line.multiplier = Quantity(thousandths: random.pick([1000, 2000, 1500, 333]))
            if random.perMille(100) {
                line.status = .down
                line.statusSince = now - .hours(2)
                line.expectedReturn = random.perMille(700) ? now + .hours(Int64(random.within(-1...60))) : nil
            }
            return line
        }
        let blocks = (0..<random.below(5)).map { index in
            let from = instant(&random, zone, near: first, days: 15)
            return LineBlock(
                id: "b\(index)", line: random.within(1...lines.count), kind: .maintenance, start: from,
                end: from + .minutes(Int64(random.within(1...4000))))
        }
        let days = (0..<random.below(5)).map { _ in
            SpecialDay(
                date: first.adding(days: random.below(20)), line: random.perMille(500) ? random.within(1...lines.count) : nil, name: "x",
                shifts: random.perMille(600) ? nil : shifts(&random))
        }
        var orders: [PlanOrder] = []
        var placements: [Placement] = []
        for index in 0..<count {
            var order = WorkOrder("\(100 + index).1", createdAt: now)
            order.setupHours = Quantity(thousandths: random.pick([0, 500, 1000, 1750]))
            order.runMinutes = Quantity(thousandths: Int64(random.below(1_500_000)))
            order.kitDate = random.perMille(500) ? first.adding(days: random.within(-10...12)) : nil
            order.shipDate = random.perMille(800) ? first.adding(days: random.within(-5...25)) : nil
            order.trolleys = random.within(0...6)
            order.weight = random.within(1...5)
            if index > 0, random.perMille(150) { order.after = "\(100 + random.below(index)).1" }
            if random.perMille(20) { order.after = "\(100 + random.below(count)).1" }
            var phase = OrderPhase.waiting
            if random.perMille(60) {
                phase = .running
                order.startedAt = random.perMille(800) ? now - .minutes(Int64(random.below(3000))) : nil
            } else if random.perMille(80) {
                phase = random.pick([.held, .missing, .done, .cancelled])
            }
            orders.append(PlanOrder(order, phase: phase, zone: zone, shippingDays: rules.shippingDays))
            guard !random.perMille(100) else { continue }
            placements.append(
                Placement(
                    order: order.number, line: random.within(1...lines.count), rank: Rank.series(count)[random.below(count)],
                    start: random.perMille(80) ? instant(&random, zone, near: first, days: 14) : nil))
        }
        let task = PlanTask(
            now: now, zone: zone, rules: rules, pool: random.within(3...12), lines: lines, days: days, blocks: blocks, orders: orders,
            starts: placements.compactMap(\.start))
        return (task, placements)
    }
}
