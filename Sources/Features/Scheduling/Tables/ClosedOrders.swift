// Orders that are done or cancelled, read from the table: the desk itself keeps only the latest of them.

import Kernel
import Store

/// Which closed orders are looked for.
struct ClosedFilter: Sendable {
    /// Somewhere in the number, the assembly or the customer.
    var text = ""
    var customer: String?
    var since: Instant?
    /// Words of statuses; those of closed ones when empty.
    var words: [String] = []
}

struct ClosedOrders {
    let tx: any Transaction

    private func condition(_ filter: ClosedFilter, _ rules: PlanRules) -> SQL {
        let closed = OrderStatus.defaults.filter { !$0.phase.isOpen }.map(\.word) + rules.ownStatuses.filter { !$0.phase.isOpen }.map(\.word)
        let words = filter.words.isEmpty ? closed : closed.filter(filter.words.contains)
        let ofWords: SQL = words.isEmpty ? "1 = 0" : "status IN \(list: words)"
        let ofCustomer: SQL = filter.customer.map { "customer = \($0)" } ?? "1 = 1"
        let since: SQL = filter.since.map { "ended_at >= \($0)" } ?? "1 = 1"
        let like = "%" + filter.text.lowercased().replacing("!", with: "!!").replacing("%", with: "!%").replacing("_", with: "!_") + "%"
        let ofText: SQL =
            filter.text.isEmpty
            ? "1 = 1"
            : "(LOWER(number) LIKE \(like) ESCAPE '!' OR LOWER(assembly) LIKE \(like) ESCAPE '!' OR LOWER(customer) LIKE \(like) ESCAPE '!')"
        return "\(ofWords) AND \(ofCustomer) AND \(since) AND \(ofText)"
    }

    func count(_ filter: ClosedFilter, _ rules: PlanRules) throws -> Int64 {
        try tx.int("SELECT COUNT(*) FROM schedule_orders WHERE \(condition(filter, rules))") ?? 0
    }

    /// The latest first.
    func page(_ filter: ClosedFilter, _ rules: PlanRules, skip: Int = 0, limit: Int) throws -> [WorkOrder] {
        try DeskStore(tx: tx, plan: Desk.published).rows(
            DeskTables.orders,
            where: "\(condition(filter, rules)) ORDER BY updated_at DESC, number DESC LIMIT \(Int64(limit)) OFFSET \(Int64(skip))")
    }
}
