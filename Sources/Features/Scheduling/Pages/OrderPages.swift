// Orders: the list, one order with its history, and what is changed of it.

import Host
import Kernel
import Store
import Web

extension SchedulingFeature {
    var orderPages: [Route] {
        let path = SchedulePath.orders
        return [
            .page(path, .needs(Self.view)) { try await OrdersPage(self, $0).response() },
            .page(path + "/export", .needs(Self.view)) { try await OrdersPage(self, $0).export() },
            .page(path + "/new", .needs(Self.plan)) { try await NewOrderPage(self, $0).show() },
            .form(path, .needs(Self.plan)) { try await NewOrderPage(self, $0).create() },
            .page(path + "/{number}", .needs(Self.view)) { try await OrderPage(self, $0).show() },
            .form(path + "/{number}", .needs(Self.plan)) { try await OrderPage(self, $0).save() },
            .form(path + "/{number}/status", .needs(Self.status)) { try await OrderPage(self, $0).setStatus() },
            .form(path + "/{number}/place", .needs(Self.move)) { try await OrderPage(self, $0).place() },
            .form(path + "/{number}/pin", .needs(Self.move)) { try await OrderPage(self, $0).pin() },
            .form(path + "/{number}/relief", .needs(Self.plan)) { try await OrderPage(self, $0).relieve() },
            .form(path + "/{number}/remove", .needs(Self.plan)) { try await OrderPage(self, $0).remove() },
        ]
    }
}

extension SchedulingActions {
    /// Orders that are done or cancelled, the latest first.
    func closed(_ filter: ClosedFilter, skip: Int = 0, limit: Int) async throws -> (orders: [WorkOrder], total: Int64) {
        try await database.read { tx in
            let rules: [PlanRules] = try DeskStore(tx: tx, plan: Desk.published).rows(DeskTables.rules)
            let table = ClosedOrders(tx: tx)
            return (
                try table.page(filter, rules.first ?? PlanRules(), skip: skip, limit: limit), try table.count(filter, rules.first ?? PlanRules())
            )
        }
    }

    func promises() async throws -> [String: PlanTable.Promise] { try await database.read { try PlanTable(tx: $0).promises() } }
}
