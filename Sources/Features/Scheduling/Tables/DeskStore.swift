// Reads the desk from its tables and writes what becomes of it.

import Kernel
import Store

struct DeskStore {
    let tx: any Transaction
    let plan: String

    /// Orders that were done longer ago are left in the tables.
    static let doneDays: Int64 = 14

    /// - Parameters:
    ///   - numbers: orders that are needed whatever became of them.
    ///   - sheet: what the last sheet said of those as well.
    func load(now: Instant, numbers: [String] = [], sheet: Bool = false) throws -> Desk {
        var desk = Desk()
        desk.plan = plan
        for row: WorkOrder in try openOrders(now) { desk.orders[row.number] = row }
        for row: WorkOrder in try orders(numbers.filter { desk.orders[$0] == nil }) { desk.orders[row.number] = row }
        for row: Placement in try rows(DeskTables.placements) { desk.placements[row.order] = row }
        if desk.placements.count > desk.orders.count { desk.placements = desk.placements.filter { desk.orders[$0.key] != nil } }
        if sheet {
            for row: SheetRow in try rows(DeskTables.sheet) where row.order == SheetRow.parameters || desk.orders[row.order] != nil {
                desk.sheet[row.order] = row
            }
        }
        try loadPlant(into: &desk)
        return desk
    }

    /// What plans are made on: lines and their times, trolleys, customers, assemblies, rules.
    func loadPlant(into desk: inout Desk) throws {
        for row: Line in try rows(DeskTables.lines) { desk.lines[row.number] = row }
        for row: LineBlock in try rows(DeskTables.blocks) { desk.blocks[row.id] = row }
        for row: SpecialDay in try rows(DeskTables.days) { desk.days[row.key] = row }
        for row: Trolley in try rows(DeskTables.trolleys) { desk.trolleys[row.number] = row }
        for row: Customer in try rows(DeskTables.customers) { desk.customers[row.name] = row }
        for row: Assembly in try rows(DeskTables.assemblies) { desk.assemblies[row.key] = row }
        let rules: [PlanRules] = try rows(DeskTables.rules)
        if let rules = rules.first { desk.rules = rules }
    }

    /// - Throws: on the first of our own records that cannot be read.
    func rows<R: DeskRow>(_ table: DeskTable, where condition: SQL = "1 = 1") throws -> [R] {
        let names = (table.key.map(\.name) + table.columns.map(\.column)).joined(separator: ", ")
        let ofPlan: SQL = table.isOfPlan ? "plan_id = \(plan)" : "1 = 1"
        return try tx.rows("SELECT \(trusted: names) FROM \(trusted: table.name) WHERE \(ofPlan) AND \(condition)") { row in
            let key = table.key.indices.map { row.text($0) }.joined(separator: "\u{1F}")
            let content = try table.columns.enumerated().map { ($1.name, try $1.read(row, table.key.count + $0)) }
            return try R(key: key, content: .object(content))
        }
    }

    private func openOrders(_ now: Instant) throws -> [WorkOrder] {
        let since = now - .days(Self.doneDays)
        let closed = OrderStatus.defaults.filter { !$0.phase.isOpen }.map(\.word)
        return try rows(
            DeskTables.orders,
            where: "(status NOT IN (\(closed[0]), \(closed[1])) OR ended_at > \(since) OR (ended_at IS NULL AND updated_at > \(since)))")
    }

    func orders(_ numbers: [String]) throws -> [WorkOrder] {
        var out: [WorkOrder] = []
        var rest = numbers[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(200))
            rest = rest.dropFirst(200)
            out += try rows(DeskTables.orders, where: "number IN \(list: piece)")
        }
        return out
    }

    // MARK: writing

    /// Nobody else writes the desk until this transaction ends.
    func hold() throws {
        guard try tx.execute("UPDATE schedule_gate SET revision = revision + 1 WHERE id = 1") == 1 else {
            return try tx.upsert(into: "schedule_gate", key: ["id"], [("id", 1 as Int64), ("revision", 1 as Int64)])
        }
    }

    /// Writes what has become of some rows.
    func write(_ changes: [DeskChange], _ desk: Desk) throws {
        for change in changes {
            let table = DeskTables.of(change.kind)
            let keys = try keyValues(table, change.key)
            guard let content = desk.content(change.kind, change.key) else {
                let condition = SQL(trusted: keys.map { $0.0 + " = ?" }.joined(separator: " AND "), values: keys.map(\.1.sqlValue))
                try tx.execute("DELETE FROM \(trusted: table.name) WHERE \(condition)")
                continue
            }
            let values = zip(table.columns, content).map { ($0.column, $0.value($1.1)) }
            try tx.upsert(into: table.name, key: keys.map(\.0), keys + values)
        }
    }

    private func keyValues(_ table: DeskTable, _ key: String) throws -> [(String, any SQLBindable)] {
        let parts = table.key.count == 1 ? [key] : key.split(separator: "\u{1F}", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == table.key.count else { throw DeskRows.broken(table.kind, key) }
        let ofPlan: [(String, any SQLBindable)] = table.isOfPlan ? [("plan_id", plan)] : []
        return ofPlan
            + zip(table.key, parts).map { column, part in
                if case .integer = column.type { return (column.name, Int64(part) ?? 0) }
                return (column.name, part)
            }
    }
}

extension Desk {
    /// A row's content as it now is; nil when there is none.
    func content(_ kind: DeskKind, _ key: String) -> [(String, JSON)]? {
        switch kind {
        case .order: orders[key]?.content
        case .placement: placements[key]?.content
        case .sheet: sheet[key]?.content
        case .line: Int(key).flatMap { lines[$0]?.content }
        case .block: blocks[key]?.content
        case .day: days[key]?.content
        case .trolley: Int(key).flatMap { trolleys[$0]?.content }
        case .customer: customers[key]?.content
        case .assembly: assemblies[key]?.content
        case .rules: rules.content
        }
    }
}
