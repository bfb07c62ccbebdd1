// Looking orders up in their table: all that ever were, page by page.

import Kernel
import Store

struct OrderTable {
    let tx: any Transaction
    let plan: String

    func page(_ filter: OrderFilter, rules: PlanRules, after: String, limit: Int) throws -> [WorkOrder] {
        let condition: SQL = "\(self.condition(filter, rules)) AND number > \(after) ORDER BY number LIMIT \(limit)"
        return try DeskStore(tx: tx, plan: plan).rows(DeskTables.orders, where: condition)
    }

    func count(_ filter: OrderFilter, rules: PlanRules) throws -> Int64 {
        try tx.int("SELECT COUNT(*) FROM schedule_orders WHERE \(condition(filter, rules))") ?? 0
    }

    private func condition(_ filter: OrderFilter, _ rules: PlanRules) -> SQL {
        var parts: [SQL] = ["1 = 1"]
        if !filter.text.isEmpty {
            let text = filter.text
            parts.append(
                "(\(tx.dialect.containsFolded("number", text)) OR \(tx.dialect.containsFolded("customer", text)) OR \(tx.dialect.containsFolded("assembly", text)))"
            )
        }
        if !filter.status.isEmpty { parts.append("status = \(filter.status)") }
        if !filter.customer.isEmpty { parts.append("customer = \(filter.customer)") }
        if let isClear = filter.isClear { parts.append("clear_to_build = \(isClear)") }
        let placed: SQL = "SELECT order_number FROM schedule_placements WHERE plan_id = \(plan)"
        if let line = filter.line {
            parts.append(line == 0 ? "number NOT IN (\(placed))" : "number IN (\(placed) AND line = \(Int64(line)))")
        }
        if let isOpen = filter.isOpen {
            let closed = OrderStatus.defaults.filter { !$0.phase.isOpen }.map(\.word) + rules.ownStatuses.filter { !$0.phase.isOpen }.map(\.word)
            parts.append("status \(trusted: isOpen ? "NOT IN" : "IN") \(list: closed)")
        }
        return parts.joined(" AND ")
    }
}
