// The desk as CSV files: sorted, with ISO dates, the same bytes for the same desk at the same moment. The file of work orders
// is a planner's sheet that comes in again unchanged.

import Kernel

/// The raw value is the kind's name in verbs and paths.
package enum SheetExport: String, Sendable, CaseIterable {
    case workOrders = "work_orders"
    case lineSchedules = "line_schedules"
    case trolleyUsage = "trolley_usage"
    case linePerformance = "line_performance"
    case customerSummary = "customer_summary"
    case fullBackup = "full_backup"

    static let tables: [SheetExport] = [.workOrders, .lineSchedules, .trolleyUsage, .linePerformance, .customerSummary]
}

/// A desk with its plan in time, from which all files are made.
struct ExportDesk {
    let desk: Desk
    let now: Instant
    let zone: Zone
    let layout: Layout
    let task: PlanTask

    init(_ desk: Desk, now: Instant, zone: Zone) {
        (self.desk, self.now, self.zone) = (desk, now, zone)
        task = desk.task(now: now, zone: zone)
        layout = Layout(task, Array(desk.placements.values))
    }

    func bytes(_ kind: SheetExport) -> (bytes: [UInt8], rows: Int) {
        let rows: [[String]]
        let titles: [String]
        switch kind {
        case .workOrders: (titles, rows) = (SheetColumn.exported.map(\.title), workOrders)
        case .lineSchedules:
            titles = [
                "Line", "Line Position", "WO", "Customer", "Assembly", "Rev", "Qty", "Status", "Kit Date", "Ship Date", "Trolley", "Time (hrs)",
                "Start", "End", "Late (mins)", "Pin",
            ]
            rows = lineSchedules
        case .trolleyUsage: (titles, rows) = (["From", "Until", "Trolleys", "Pool", "Over"], trolleyUsage)
        case .linePerformance:
            titles = [
                "Line", "Completed", "Estimated (hrs)", "Actual (hrs)", "Average Difference (hrs)", "Open", "Open (hrs)", "Late", "Free From",
            ]
            rows = linePerformance
        case .customerSummary:
            titles = ["Customer", "Orders", "Open", "Completed", "Cancelled", "Missing Parts", "Late", "Open Qty", "Open (hrs)", "Next Ship Date"]
            rows = customerSummary
        case .fullBackup: (titles, rows) = ([], [])
        }
        var writer = SheetWriter(titles)
        for row in rows { writer.add(row) }
        return (writer.bytes, rows.count)
    }

    // MARK: parts

    private var sortedOrders: [WorkOrder] { desk.orders.values.sorted { $0.number < $1.number } }
    private func line(_ order: WorkOrder) -> Line? { desk.placements[order.number].flatMap { desk.lines[$0.line] } }

    private func hours(_ order: WorkOrder) -> OrderHours {
        OrderHours(
            setupHours: order.setupHours, runMinutes: order.runMinutes, factor: desk.rules.efficiencyFactor,
            multiplier: line(order)?.multiplier ?? Quantity(1))
    }

    private func moment(_ instant: Instant?) -> String { instant.map { $0.rfc3339() } ?? "" }
    private func local(_ instant: Instant?) -> String { instant.map { zone.rfc3339($0) } ?? "" }

    private var workOrders: [[String]] {
        var positions: [String: Int] = [:]
        for line in desk.lines.keys { for (index, placement) in desk.queue(line).enumerated() { positions[placement.order] = index + 1 } }
        return sortedOrders.map { order in SheetColumn.exported.map { cell($0, order, positions[order.number]) } }
    }

    private func cell(_ column: SheetColumn, _ order: WorkOrder, _ position: Int?) -> String {
        switch column {
        case .number: return order.number
        case .status: return order.status.text
        case .hours: return hours(order).text
        case .days:
            let shifts = Int64(max(1, line(order)?.shifts.count ?? 1))
            let day = Quantity(thousandths: desk.rules.hoursPerDay.thousandths * shifts)
            return OrderHours.text(OrderHours.days(hours(order).hundredths, hoursPerDay: day))
        case .line: return line(order)?.name ?? ""
        case .position: return position.map(String.init) ?? ""
        case .completion: return order.endedAt.map { zone.day(of: $0).isoText } ?? ""
        case .createdAt: return moment(order.createdAt)
        case .updatedAt: return moment(order.updatedAt)
        case .pin: return desk.placements[order.number]?.pin?.rawValue ?? ""
        case .notBefore: return moment(desk.placements[order.number]?.start)
        default:
            guard let value = column.field.map({ order[$0] }) else { return "" }
            if let flag = value.bool { return flag ? "yes" : "no" }
            return value.string ?? value.int.map(String.init) ?? ""
        }
    }

    private var lineSchedules: [[String]] {
        desk.sortedLines.flatMap { line in
            (layout.lines[line.number] ?? []).compactMap { slot -> [String]? in
                guard let order = desk.orders[slot.order] else { return nil }
                return [
                    line.name, String(slot.position), order.number, order.customer, order.assembly, order.rev, order.quantity?.text ?? "",
                    order.status.text, order.kitDate?.isoText ?? "", order.shipDate?.isoText ?? "", String(order.trolleys), slot.hours.text,
                    local(slot.start), local(slot.end), String((slot.lateWork + 59_999) / 60_000),
                    desk.placements[order.number]?.pin?.rawValue ?? "",
                ]
            }
        }
    }

    private var trolleyUsage: [[String]] {
        let steps = TrolleyCurve(layout, task).steps
        return steps.enumerated().map { index, step in
            [
                local(step.at), index + 1 < steps.count ? local(steps[index + 1].at) : "", String(step.count), String(desk.pool),
                String(max(0, step.count - desk.pool)),
            ]
        }
    }

    private var linePerformance: [[String]] {
        let byLine = Dictionary(grouping: desk.orders.values.filter { line($0) != nil }) { line($0)?.number ?? 0 }
        return desk.sortedLines.map { line in
            let orders = byLine[line.number] ?? []
            let measured = orders.filter { $0.actualSetupHours != nil || $0.actualRunHours != nil }
            let estimated = measured.reduce(Int64(0)) { $0 + hours($1).hundredths }
            let actual = measured.reduce(Int64(0)) { sum, order in
                sum + ((order.actualSetupHours?.thousandths ?? 0) + (order.actualRunHours?.thousandths ?? 0) + 5) / 10
            }
            let open = orders.filter { desk.rules.phase($0).isOpen }
            let slots = layout.lines[line.number] ?? []
            return [
                line.name, String(orders.count { desk.rules.phase($0) == .done }), OrderHours.text(estimated), OrderHours.text(actual),
                measured.isEmpty ? "" : OrderHours.text((actual - estimated) / Int64(measured.count)), String(open.count),
                OrderHours.text(open.reduce(0) { $0 + hours($1).hundredths }), String(slots.count { $0.lateWork > 0 }),
                local(slots.map(\.end).max()),
            ]
        }
    }

    private var customerSummary: [[String]] {
        let groups = Dictionary(grouping: desk.orders.values, by: \.customer)
        return groups.sorted { $0.key < $1.key }.map { customer, orders in
            let open = orders.filter { desk.rules.phase($0).isOpen }
            func count(_ phase: OrderPhase) -> String { String(orders.count { desk.rules.phase($0) == phase }) }
            let quantity = open.reduce(Int64(0)) { $0 + ($1.quantity?.thousandths ?? 0) }
            return [
                customer, String(orders.count), String(open.count), count(.done), count(.cancelled), count(.missing),
                String(open.count { (layout.slots[$0.number]?.lateWork ?? 0) > 0 }), Quantity(thousandths: quantity).text,
                OrderHours.text(open.reduce(0) { $0 + hours($1).hundredths }), open.compactMap(\.shipDate).min()?.isoText ?? "",
            ]
        }
    }
}
