// The history from its other end. The same indexes, read forwards; rows without a readable time still come last.

import Kernel
import Store

extension ChangeTable {
    /// A page in the order that the filter asks for.
    func rows(_ filter: ChangeFilter, after: ChangeCursor?, limit: Int, _ each: (Change) throws -> Void) throws {
        let scope = try ChangeScope(filter, tx)
        try rows(scope, try totals(scope), after: after, limit: limit, each)
    }

    /// - Parameter totals: those of the scope.
    func rows(_ scope: ChangeScope, _ totals: ChangeTotals, after: ChangeCursor?, limit: Int, _ each: (Change) throws -> Void) throws {
        let filter = scope.filter
        guard filter.isOldestFirst else { return try page(scope, totals, after: after, limit: limit, each) }
        guard totals.total > 0 || filter.includesWithdrawn else { return }
        var count = 0
        let isUndated = after.map { $0.at == TraceabilitySchema.undated } ?? false
        if !isUndated {
            try forwards(scope, totals, limit: limit, from: after) {
                count += 1
                try each($0)
            }
        }
        guard count < limit, filter.from == nil, filter.to == nil else { return }
        try undated(scope, after: isUndated ? after : nil, limit: limit - count, each)
    }

    private func forwards(
        _ scope: ChangeScope, _ totals: ChangeTotals, limit: Int, from after: ChangeCursor?, _ each: (Change) throws -> Void
    ) throws {
        let way = try way(scope, totals, limit)
        var conditions = try scope.conditions(way)
        conditions.append("c.scanned_at > \(TraceabilitySchema.undated)")
        if let after { conditions.append("c.scanned_at >= \(after.at) AND (c.scanned_at > \(after.at) OR c.id > \(after.id))") }
        // As in `page`: the sum keeps the engine from walking through time.
        let order: SQL = way == .byTime ? "c.scanned_at, c.id" : "c.scanned_at + 0, c.id"
        try select(conditions, order, limit, "c.scanned_at, c.id", each)
    }

    private func undated(_ scope: ChangeScope, after: ChangeCursor?, limit: Int, _ each: (Change) throws -> Void) throws {
        var conditions = try scope.conditions(.byTime)
        conditions.append("c.scanned_at = \(TraceabilitySchema.undated)")
        if let after { conditions.append("c.id > \(after.id)") }
        try select(conditions, "c.id", limit, "c.scanned_at, c.id", each)
    }
}
