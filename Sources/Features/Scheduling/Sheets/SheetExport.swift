// Sheets out: work orders as planners know them, each line's orders, trolleys over time, planned beside actual, customers.
// What is exported is read back by the import as it was.

import Kernel

enum SheetExportKind: String, Sendable, CaseIterable {
    case workOrders = "work_orders"
    case lineSchedules = "line_schedules"
    case trolleyUsage = "trolley_usage"
    case linePerformance = "line_performance"
    case customerSummary = "customer_summary"
}

struct SheetExport: Sendable {
    let desk: Desk
    /// All that ever were.
    let orders: [WorkOrder]
    let json: SchedulingJSON
    let zone: Zone

    init(_ desk: Desk, orders: [WorkOrder], now: Instant, zone: Zone) {
        (self.desk, self.zone) = (desk, zone)
        self.orders = orders.sorted { $0.number < $1.number }
        json = SchedulingJSON(desk, now: now, zone: zone)
    }

    func csv(_ kind: SheetExportKind) -> [UInt8] {
        var out = [UInt8]([0xEF, 0xBB, 0xBF])
        for row in rows(kind) {
            out += row.map(Self.cell).joined(separator: ",").utf8
            out += [13, 10]
        }
        return out
    }

    func rows(_ kind: SheetExportKind) -> [[String]] {
        switch kind {
        case .workOrders: workOrders
        case .lineSchedules: lineSchedules
        case .trolleyUsage: trolleyUsage
        case .linePerformance: linePerformance
        case .customerSummary: customerSummary
        }
    }

    /// By RFC 4180; what a spreadsheet would take for a formula gets an apostrophe, which the import takes away again.
    private static func cell(_ text: String) -> String {
        let safe = text.utf8.first.map { "=+-@\t\r".utf8.contains($0) } == true ? "'" + text : text
        guard safe.contains(where: { ",\"\r\n".contains($0) }) || safe != String(Substring(safe).trimmed) else { return safe }
        return "\"" + safe.replacing("\"", with: "\"\"") + "\""
    }

    private func text(_ quantity: Quantity?) -> String { quantity?.text ?? "" }
    private func time(_ instant: Instant?) -> String { instant.map { zone.rfc3339($0) } ?? "" }

    private func hours(_ order: WorkOrder, _ line: Line?) -> OrderHours {
        OrderHours(
            setupHours: order.setupHours, runMinutes: order.runMinutes, factor: desk.rules.efficiencyFactor,
            multiplier: line?.multiplier ?? Quantity(1))
    }

    private func line(_ number: String) -> Line? { desk.placements[number].flatMap { desk.lines[$0.line] } }

    /// The first columns are those of the original's export, in its order.
    private var workOrders: [[String]] {
        let head = [
            "WO", "Customer", "Assembly", "Rev", "Qty", "Status", "Kit Date", "Time (mins)", "Trolley", "Ship Date", "Set Up (hrs)", "Time (hrs)",
            "Time (days)", "Line", "Line Position", "Setup Hours Actual", "Production Hours Actual", "Completion Date", "Created At", "Updated At",
            "Started At", "Clear To Build", "Hand Placement", "After", "Weight", "Note",
        ]
        return [head]
            + orders.map { order in
                let line = line(order.number)
                let hours = hours(order, line)
                let perDay = line.map(LegacyOrders.hoursPerDay) ?? desk.rules.hoursPerDay
                let before = [
                    order.number, order.customer, order.assembly, order.rev, text(order.quantity), order.status.text, order.kitDate?.isoText ?? "",
                    order.runMinutes.text, String(order.trolleys), order.shipDate?.isoText ?? "", order.setupHours.text, hours.text,
                    OrderHours.text(OrderHours.days(hours.hundredths, hoursPerDay: perDay)), line?.name ?? "",
                    json.position(order.number).map(String.init) ?? "",
                ]
                let after = [
                    text(order.actualSetupHours), text(order.actualRunHours), order.endedAt?.rfc3339() ?? "", order.createdAt.rfc3339(),
                    order.updatedAt.rfc3339(), order.startedAt?.rfc3339() ?? "", order.isClear ? "yes" : "no", order.isByHand ? "yes" : "no",
                    order.after ?? "", String(order.weight), order.note,
                ]
                return before + after
            }
    }

    private var lineSchedules: [[String]] {
        [["Line", "Position", "WO", "Customer", "Assembly", "Rev", "Qty", "Status", "Start", "End", "Hours", "Ship Date", "Late (hrs)", "Trolley"]]
            + desk.sortedLines.flatMap { line in
                (json.layout.lines[line.number] ?? []).compactMap { slot -> [String]? in
                    guard let order = desk.orders[slot.order] else { return nil }
                    return [
                        line.name, String(slot.position), order.number, order.customer, order.assembly, order.rev, text(order.quantity),
                        order.status.text,
                        time(slot.start), time(slot.end), slot.hours.text, order.shipDate?.isoText ?? "",
                        OrderHours.text((slot.lateWork + 18_000) / 36_000), String(order.trolleys),
                    ]
                }
            }
    }

    private var trolleyUsage: [[String]] {
        [["From", "Trolleys In Use", "Trolleys There Are"]]
            + TrolleyCurve(json.layout, json.task).steps.map { [time($0.at), String($0.count), String(desk.pool)] }
    }

    /// Of finished orders: how long they were to take, and took.
    private var linePerformance: [[String]] {
        [["Line", "Orders Completed", "Estimated Hours", "Actual Hours", "Actual / Estimated", "On Time"]]
            + desk.sortedLines.map { line in
                let done = orders.filter { desk.rules.phase($0) == .done && desk.placements[$0.number]?.line == line.number }
                let measured = done.filter { $0.actualRunHours != nil }
                let estimated = measured.reduce(Int64(0)) { $0 + hours($1, line).hundredths }
                let actual = measured.reduce(Int64(0)) { sum, order in
                    sum + ((order.actualRunHours?.thousandths ?? 0) + (order.actualSetupHours?.thousandths ?? 0) + 5) / 10
                }
                let onTime = done.count { order in
                    guard let ship = order.shipDate, let end = order.endedAt else { return false }
                    return zone.day(of: end) <= ship
                }
                let ratio = estimated > 0 ? OrderHours.text((actual * 100 + estimated / 2) / estimated) : ""
                return [line.name, String(done.count), OrderHours.text(estimated), OrderHours.text(actual), ratio, String(onTime)]
            }
    }

    private var customerSummary: [[String]] {
        let names = Set(orders.map(\.customer)).sorted()
        return [["Customer", "Open Orders", "Open Hours", "Late Orders", "Completed Orders", "Next Ship Date"]]
            + names.map { name in
                let own = orders.filter { $0.customer == name }
                let open = own.filter { desk.rules.phase($0).isOpen }
                let late = open.count { (json.layout.slots[$0.number]?.lateWork ?? 0) > 0 }
                let sum = open.reduce(Int64(0)) { $0 + hours($1, line($1.number)).hundredths }
                return [
                    name, String(open.count), OrderHours.text(sum), String(late), String(own.count { desk.rules.phase($0) == .done }),
                    open.compactMap(\.shipDate?.isoText).min() ?? "",
                ]
            }
    }
}
