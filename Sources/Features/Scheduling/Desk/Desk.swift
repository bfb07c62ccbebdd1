// Everything a planner has on the desk, as one value: what is loaded, changed by deeds, and written back as differences.

import Kernel

package struct Desk: Sendable {
    /// The plan that is open: `published`, or a draft's name.
    package var plan = Desk.published
    package var orders: [String: WorkOrder] = [:]
    package var placements: [String: Placement] = [:]
    package var sheet: [String: SheetRow] = [:]
    package var lines: [Int: Line] = [:]
    package var blocks: [String: LineBlock] = [:]
    package var days: [String: SpecialDay] = [:]
    package var trolleys: [Int: Trolley] = [:]
    package var customers: [String: Customer] = [:]
    package var assemblies: [String: Assembly] = [:]
    package var rules = PlanRules()

    package static let published = "published"

    package init() {}

    // MARK: differences

    /// What has to be done to come from this desk to another, in an order in which it can be done.
    package func changes(to next: Desk) -> [DeskChange] {
        var out: [DeskChange] = []
        func add<Key: Comparable, R: DeskRow>(_ old: [Key: R], _ new: [Key: R]) {
            for key in Set(old.keys).union(new.keys).sorted() { if let change = R.change(old[key], new[key]) { out.append(change) } }
        }
        if let change = PlanRules.change(rules, next.rules) { out.append(change) }
        add(lines, next.lines)
        add(days, next.days)
        add(blocks, next.blocks)
        add(trolleys, next.trolleys)
        add(customers, next.customers)
        add(assemblies, next.assemblies)
        add(orders, next.orders)
        add(placements, next.placements)
        add(sheet, next.sheet)
        return out
    }

    /// Does a change to this desk.
    /// - Returns: false when the row is not as the change takes for granted; nothing is changed then.
    package mutating func apply(_ change: DeskChange) throws(Problem) -> Bool {
        func done<Key: Hashable, R: DeskRow>(_ rows: inout [Key: R], _ key: Key?) throws(Problem) -> Bool {
            guard let key, let row = try R.applied(change, to: rows[key]) else { return false }
            rows[key] = row
            return true
        }
        switch change.kind {
        case .order: return try done(&orders, change.key)
        case .placement: return try done(&placements, change.key)
        case .sheet: return try done(&sheet, change.key)
        case .line: return try done(&lines, Int(change.key))
        case .block: return try done(&blocks, change.key)
        case .day: return try done(&days, change.key)
        case .trolley: return try done(&trolleys, Int(change.key))
        case .customer: return try done(&customers, change.key)
        case .assembly: return try done(&assemblies, change.key)
        case .rules:
            guard let row = try PlanRules.applied(change, to: rules), let row else { return false }
            rules = row
            return true
        }
    }

    // MARK: looking

    package func phase(_ number: String) -> OrderPhase? { orders[number].map(rules.phase) }
    package var pool: Int { trolleys.values.count { !$0.isAway } }
    package var sortedLines: [Line] { lines.values.sorted { $0.number < $1.number } }

    /// A line's queue, whatever its orders' phases.
    package func queue(_ line: Int) -> [Placement] {
        placements.values.filter { $0.line == line }.sorted { $0.rank != $1.rank ? $0.rank < $1.rank : $0.order < $1.order }
    }

    /// Open orders that are on no line.
    package var backlog: [WorkOrder] {
        orders.values.filter { rules.phase($0).isOpen && placements[$0.number] == nil }.sorted {
            let (a, b) = ($0.shipDate?.isoText ?? "9999", $1.shipDate?.isoText ?? "9999")
            return a != b ? a < b : $0.number < $1.number
        }
    }

    package func assembly(of order: WorkOrder) -> Assembly? {
        assemblies[Assembly.key(customer: order.customer, number: order.assembly, rev: order.rev)]
    }

    package func planOrder(_ order: WorkOrder, zone: Zone) -> PlanOrder {
        let assembly = assembly(of: order)
        let family = assembly.flatMap { $0.family.isEmpty ? nil : $0.family }
        return PlanOrder(
            order, phase: rules.phase(order), zone: zone, shippingDays: customers[order.customer]?.shippingDays ?? rules.shippingDays, family: family,
            slots: assembly?.slots ?? 0)
    }

    /// What is to be planned, with everything that has a say in it.
    package func task(now: Instant, zone: Zone) -> PlanTask {
        PlanTask(
            now: now, zone: zone, rules: rules, pool: pool, lines: sortedLines, days: Array(days.values), blocks: Array(blocks.values),
            orders: orders.values.filter { rules.phase($0).isOpen }.map { planOrder($0, zone: zone) }, starts: placements.values.compactMap(\.start))
    }

    package func layout(now: Instant, zone: Zone) -> Layout { Layout(task(now: now, zone: zone), Array(placements.values)) }
}
