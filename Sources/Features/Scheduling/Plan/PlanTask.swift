// What a plan has to lay out, with everything that is looked up taken along: orders with their places, lines with their
// working time, the rules, the pool of trolleys.

import Kernel

/// A line and its working time.
package struct PlanLine: Sendable {
    package var line: Line
    package var calendar: LineCalendar
    package var time: WorkingTime
    package init(line: Line, calendar: LineCalendar, time: WorkingTime) { (self.line, self.calendar, self.time) = (line, calendar, time) }
}

/// An order as a plan sees it.
package struct PlanOrder: Sendable {
    package var number: String
    package var phase: OrderPhase
    package var setupHours: Quantity
    package var runMinutes: Quantity
    /// Not before this day begins.
    package var release: Instant?
    /// Late after this.
    package var due: Instant?
    package var weight: Int
    package var trolleys: Int
    package var after: String?
    package var startedAt: Instant?
    package var family: String
    package var isByHand: Bool
    package var customer: String
    /// Feeder slots that it needs; 0 where nobody has counted.
    package var slots: Int

    package init(_ order: WorkOrder, phase: OrderPhase, zone: Zone, shippingDays: Int, family: String? = nil, slots: Int = 0) {
        number = order.number
        self.phase = phase
        (setupHours, runMinutes) = (order.setupHours, order.runMinutes)
        release = order.kitDate.map { zone.start(of: $0) }
        // The whole day is for shipping.
        due = order.shipDate.map { zone.start(of: $0.adding(days: 1 - shippingDays)) }
        (weight, trolleys, after, startedAt) = (order.weight, order.trolleys, order.after, order.startedAt)
        self.family = family ?? order.family
        (isByHand, customer, self.slots) = (order.isByHand, order.customer, slots)
    }
}

package struct PlanTask: Sendable {
    package var now: Instant
    package var rules: PlanRules
    /// How many trolleys there are.
    package var pool: Int
    /// In the order of their numbers.
    package var lines: [PlanLine]
    package var orders: [String: PlanOrder]

    package init(now: Instant, rules: PlanRules, pool: Int, lines: [PlanLine], orders: [String: PlanOrder]) {
        (self.now, self.rules, self.pool, self.lines, self.orders) = (now, rules, pool, lines, orders)
    }

    /// - Parameters:
    ///   - blocks: of all lines.
    ///   - starts: pinned starts, so that working time is known that far.
    package init(
        now: Instant, zone: Zone, rules: PlanRules, pool: Int, lines: [Line], days: [SpecialDay], blocks: [LineBlock], orders: [PlanOrder],
        starts: [Instant] = []
    ) {
        // Lateness is counted from when an order was due, which may be long ago.
        let past = orders.filter { $0.phase == .running }.compactMap(\.startedAt) + orders.compactMap(\.due)
        let begin = max(min(past.min() ?? now, now), now - .days(Self.pastDays))
        let through = (orders.compactMap(\.release) + orders.compactMap(\.due) + starts + [now]).max() ?? now
        self.init(
            now: now, rules: rules, pool: pool,
            lines: lines.sorted { $0.number < $1.number }.map { line in
                let calendar = LineCalendar(line, zone: zone, days: days, blocks: blocks, now: now)
                // All of it on this one line is the most that can be needed.
                let work = orders.reduce(Int64(0)) { $0 + OrderHours($1, on: line, rules).total }
                return PlanLine(line: line, calendar: calendar, time: WorkingTime(calendar, from: begin, through: through, work: work))
            },
            orders: Dictionary(orders.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first }))
    }

    /// Nothing before counts, also not as lateness.
    package static let pastDays: Int64 = 1100

    package func hours(_ order: PlanOrder, on line: Line) -> OrderHours { OrderHours(order, on: line, rules) }

    /// Whether the engine may put it there.
    package func accepts(_ order: PlanOrder, on line: Line) -> Bool {
        guard line.isActive, (line.kind == .hand) == order.isByHand else { return false }
        guard order.slots == 0 || line.slots == 0 || order.slots <= line.slots else { return false }
        let customer = order.customer.lowercased()
        func isFor(_ line: Line) -> Bool { line.customers.contains { $0.lowercased() == customer } }
        // A line that is somebody's own takes nobody else's orders, and theirs go to no other.
        return isFor(line) || (line.customers.isEmpty && !lines.contains { $0.line.isActive && $0.line.kind == line.kind && isFor($0.line) })
    }
}

extension OrderHours {
    init(_ order: PlanOrder, on line: Line, _ rules: PlanRules) {
        self.init(setupHours: order.setupHours, runMinutes: order.runMinutes, factor: rules.efficiencyFactor, multiplier: line.multiplier)
    }
}

extension LineCalendar {
    /// - Parameters: days and blocks of all lines; its own are taken. While a line stands still with an expected return it
    ///   does not work until then; without one nobody knows.
    package init(_ line: Line, zone: Zone, days: [SpecialDay], blocks: [LineBlock], now: Instant) {
        var own: [CivilDate: Day] = [:]
        // The line's own days come after the plant's.
        for day in days.filter({ $0.line == nil }) + days.filter({ $0.line == line.number }) {
            own[day.date] = day.shifts.map { .works($0) } ?? .closed
        }
        var holes = blocks.filter { $0.line == line.number && $0.start < $0.end }.map { $0.start..<$0.end }
        if line.isAway, let back = line.expectedReturn {
            let since = min(line.statusSince ?? now, now)
            if since < back { holes.append(since..<back) }
        }
        self.init(zone: zone, shifts: line.shifts, days: own, blocks: holes)
    }
}
