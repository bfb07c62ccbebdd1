// Orders as other programs and pages ask for them: lists of all that ever were, one with its history, and the few deeds
// that both API and pages do.

import Host
import Kernel
import Store

/// Which orders; nothing set means every one.
package struct OrderFilter: Sendable, Hashable {
    /// Part of number, customer or assembly.
    package var text = ""
    package var status = ""
    package var customer = ""
    /// A line's number; 0 for those on no line.
    package var line: Int?
    package var isClear: Bool?
    package var isOpen: Bool?
    package init() {}
}

extension SchedulingActions {
    static let pageMax = 1000

    /// Orders by number, those that were done long ago too, with what the desk says of them.
    /// - Parameter after: the last number of the page before.
    package func orders(_ filter: OrderFilter, plan: String = Desk.published, after: String = "", limit: Int) async throws -> (
        orders: [WorkOrder], desk: Desk, total: Int64
    ) {
        let now = clock.now()
        return try await database.read { tx in
            try Self.demand(plan, tx)
            let table = OrderTable(tx: tx, plan: plan)
            let rules = try DeskStore(tx: tx, plan: plan).load(now: now).rules
            let page = try table.page(filter, rules: rules, after: after, limit: min(max(1, limit), Self.pageMax))
            let desk = try DeskStore(tx: tx, plan: plan).load(now: now, numbers: page.map(\.number))
            return (page, desk, try table.count(filter, rules: rules))
        }
    }

    /// One order, whatever became of it.
    /// - Throws: `schedule_order_unknown`.
    package func order(_ number: String, plan: String = Desk.published) async throws -> (order: WorkOrder, desk: Desk) {
        let desk = try await desk(plan, numbers: [number], sheet: true)
        return (try desk.order(number), desk)
    }

    /// What was done to an order and to its place in the published plan, newest first.
    package func history(_ number: String, limit: Int = 500) async throws -> [(change: DeskChange, deed: DeskDeed)] {
        try await database.read { try DeedTable(tx: $0).history([.order, .placement], number, limit: limit) }.filter {
            $0.change.kind == .order || $0.deed.plan == Desk.published
        }
    }

    /// Changes fields of an order.
    /// - Parameter seen: what the editor saw in these fields; somebody else's change of one of them in between is
    ///   `schedule_overtaken`, unless both come to the same.
    @discardableResult
    package func edit(
        _ number: String, _ fields: [(OrderField, JSON)], seen: [(OrderField, JSON)] = [], kind: DeskDeed.Kind = .edit, by author: Author
    ) async throws -> Outcome {
        let now = clock.now()
        return try await perform(kind, note: .object([("order", .string(number))]), numbers: [number], by: author) { desk in
            let before = try desk.order(number)
            try desk.edit(number, fields, now: now)
            let after = try desk.order(number)
            for (field, value) in seen where before[field] != value && after[field] != before[field] {
                throw Problem(.conflict, "schedule_overtaken", ["what": number])
            }
        }
    }

    /// - Parameter line: where it is to stand, at the end of the queue.
    package func create(_ order: WorkOrder, on line: Int? = nil, by author: Author) async throws -> Outcome {
        try await perform(.create, note: .object([("order", .string(order.number))]), numbers: [order.number], by: author) { desk in
            try desk.create(order)
            if let line { try desk.place(order.number, on: line) }
        }
    }

    /// A new order of a list of fields.
    package func newOrder(_ number: String, _ fields: [(OrderField, JSON)], own: [String]) throws -> WorkOrder {
        var order = WorkOrder(String(Substring(number).trimmed), createdAt: clock.now())
        for (field, value) in fields { try order.set(field, value, own: own) }
        return order
    }

    package func remove(_ number: String, by author: Author) async throws -> Outcome {
        try await perform(.remove, note: .object([("order", .string(number))]), numbers: [number], by: author) { try $0.remove(number) }
    }

    /// Puts an order on a line, or back to what is on no line.
    /// - Parameter seen: where the planner saw it; elsewhere by now is `schedule_overtaken`.
    package func place(
        _ number: String, on line: Int?, before other: String? = nil, plan: String = Desk.published, seen: (line: Int, rank: String)?? = nil,
        isRehearsal: Bool = false, by author: Author
    ) async throws -> Outcome {
        try await perform(
            line == nil ? .unplace : .place, on: plan, note: .object([("order", .string(number))]), isRehearsal: isRehearsal, by: author
        ) { desk in
            if let seen {
                let now = desk.placements[number].map { ($0.line, $0.rank.text) }
                guard now?.0 == seen?.line, now?.1 == seen?.rank else { throw Problem(.conflict, "schedule_overtaken", ["what": number]) }
            }
            if let line { try desk.place(number, on: line, before: other) } else { try desk.unplace(number) }
        }
    }
}
