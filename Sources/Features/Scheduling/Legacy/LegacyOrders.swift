// The shapes of the system that came before: orders, lines and the lines' next orders with its names. What it stored as one
// number of a trolley is the count that it always was.

import Kernel

struct LegacyOrders: Sendable {
    let json: SchedulingJSON
    /// The old system's numbers of orders and customers.
    let ids: [String: Int64]
    private var desk: Desk { json.desk }
    private var zone: Zone { json.zone }

    init(_ desk: Desk, ids: [String: Int64], now: Instant, zone: Zone) {
        json = SchedulingJSON(desk, now: now, zone: zone)
        self.ids = ids
    }

    private func local(_ instant: Instant?) -> JSON { instant.map { .string(zone.civil($0).isoText) } ?? .null }

    /// Decimals as numbers are not kept by JSON's reader of ours, so they are texts, as the old program's driver wrote them.
    func order(_ order: WorkOrder) -> JSON {
        let placement = desk.placements[order.number]
        let line = placement.flatMap { desk.lines[$0.line] }
        let slot = json.layout.slots[order.number]
        let hours = OrderHours(
            setupHours: order.setupHours, runMinutes: order.runMinutes, factor: desk.rules.efficiencyFactor,
            multiplier: line?.multiplier ?? Quantity(1))
        let days = OrderHours.days(hours.hundredths, hoursPerDay: line.map(Self.hoursPerDay) ?? desk.rules.hoursPerDay)
        return .object([
            ("id", JSON(ids[order.number])), ("work_order_number", .string(order.number)), ("customer_name", .string(order.customer)),
            ("assembly_number", .string(order.assembly)), ("revision", .string(order.rev)),
            ("quantity", order.quantity.map { .int($0.thousandths / 1000) } ?? .null), ("status", .string(order.status.text)),
            ("clear_to_build", .bool(order.isClear)), ("kit_date", JSON(order.kitDate?.isoText)), ("ship_date", JSON(order.shipDate?.isoText)),
            ("setup_hours_estimated", .string(order.setupHours.text)), ("production_time_minutes_estimated", .string(order.runMinutes.text)),
            ("production_time_hours_estimated", .string(hours.text)), ("production_time_days_estimated", .string(OrderHours.text(days))),
            ("setup_hours_actual", order.actualSetupHours.map { .string($0.text) } ?? .null),
            ("production_time_hours_actual", order.actualRunHours.map { .string($0.text) } ?? .null), ("completion_date", local(order.endedAt)),
            ("trolley_number", JSON(order.trolleys)), ("line_id", JSON(line?.number)), ("line_name", JSON(line?.name)),
            ("line_position", JSON(json.position(order.number))), ("scheduled_start_time", local(slot?.start)),
            ("scheduled_end_time", local(slot?.end)),
            ("is_hand_placed", .bool(order.isByHand)),
        ])
    }

    /// Working hours of a shift-day as the sheet counts them.
    static func hoursPerDay(_ line: Line) -> Quantity {
        let day = (0...6).map { weekday in line.shifts.filter { $0.days.contains(weekday) }.reduce(0) { $0 + $1.minutes } }.max() ?? 0
        return Quantity(thousandths: Int64(day) * 1000 / 60)
    }

    func line(_ line: Line) -> JSON {
        let slots = json.layout.lines[line.number] ?? []
        let first = line.shifts.first
        let days = Set(line.shifts.flatMap(\.days)).count
        let perDay = Self.hoursPerDay(line)
        let shifts = max(1, (0...6).map { weekday in line.shifts.count { $0.days.contains(weekday) } }.max() ?? 1)
        return .object([
            ("id", JSON(line.number)), ("line_name", .string(line.name)), ("line_type", line.kind == .hand ? "Hand" : "SMT"),
            ("location_area", .string(line.location)), ("time_multiplier", .string(line.multiplier.text)), ("active", .bool(line.isActive)),
            ("status", .string(line.status.rawValue)), ("status_reason", JSON(line.reason?.rawValue)), ("status_start_time", local(line.statusSince)),
            ("expected_return_time", local(line.expectedReturn)), ("shifts_per_day", JSON(shifts)),
            ("hours_per_shift", .string(Quantity(thousandths: perDay.thousandths / Int64(shifts)).text)), ("days_per_week", JSON(days)),
            ("start_time", JSON(first.map { Shift.text($0.start) })), ("end_time", JSON(first.map { Shift.text($0.end) })),
            ("auto_schedule_enabled", .bool(line.takesPlans)), ("queue_length", JSON(slots.count)),
            ("current_utilization", JSON(slots.contains(where: \.isRunning) ? 1 : 0)), ("next_available_slot", local(slots.map(\.end).max())),
        ])
    }

    /// What is on a line now, and the two orders after it.
    func display(_ line: Line) -> JSON {
        let slots = json.layout.lines[line.number] ?? []
        let current = slots.first { $0.isRunning }
        let next = slots.filter { $0.order != current?.order }.prefix(2)
        func shown(_ slot: Slot?) -> JSON { slot.flatMap { desk.orders[$0.order] }.map(order) ?? .null }
        return .object([("line", self.line(line)), ("current", shown(current)), ("next", .array(next.map { shown($0) }))])
    }

    func timeline() -> JSON {
        .array(
            desk.sortedLines.filter(\.isActive).map { line in
                .object([
                    ("line", self.line(line)),
                    ("work_orders", .array((json.layout.lines[line.number] ?? []).compactMap { desk.orders[$0.order] }.map(order))),
                ])
            })
    }
}
