// Totals over a whole filter without counting its rows: whole days and hours from the roll-ups, the ragged ends of a span
// from the rows. Where no roll-up can tell, the rows are counted.

import Kernel
import Store

struct RolledTotals {
    let tx: any Transaction
    init(_ tx: any Transaction) { self.tx = tx }

    /// Nil when no roll-up can tell.
    func totals(_ scope: ChangeScope) throws -> ChangeTotals? {
        let filter = scope.filter
        guard !filter.includesWithdrawn, !scope.asksCode else { return nil }
        switch (scope.asksPart, scope.asksSlot, scope.asksFile) {
        case (false, false, false): return try times(filter)
        case (true, false, false): return try parts(scope)
        case (false, true, false): return try slots(scope)
        case (false, false, true):
            guard let files = scope.files, filter.line == nil, filter.mounter == nil, filter.from == nil, filter.to == nil else { return nil }
            return try sum("trace_file_results", ["file_id IN \(files.list)"] + result(filter))
        default: return nil
        }
    }

    /// Counts the rows.
    func counted(_ scope: ChangeScope) throws -> ChangeTotals {
        var totals = ChangeTotals()
        let conditions = try scope.conditions(.byFacet).whereClause()
        try tx.query("SELECT c.result, COUNT(*) FROM trace_changes c\(conditions) GROUP BY c.result") { totals.add($0.text(0), $0.int(1)) }
        return totals
    }

    /// Totals by place, time and result alone, whatever else the filter asks.
    func times(_ filter: ChangeFilter) throws -> ChangeTotals {
        let place = place(filter) + result(filter)
        let span = Span(filter)
        guard let days = span.inner(RollUps.dayMilliseconds) else { return try hours(filter, span, place) }
        var totals = try sum("trace_days", days.conditions("utc_day", isDated: span.isBounded) + place)
        for edge in span.edges(of: days, RollUps.dayMilliseconds) { totals += try hours(filter, edge, place) }
        return totals
    }

    private func hours(_ filter: ChangeFilter, _ span: Span, _ place: [SQL]) throws -> ChangeTotals {
        guard let hours = span.inner(RollUps.hourMilliseconds) else { return try rows(ChangeScope(bare(filter), tx), [span]) }
        let totals = try sum("trace_hours", hours.conditions("scan_hour", isDated: true) + place)
        return totals + (try rows(ChangeScope(bare(filter), tx), span.edges(of: hours, RollUps.hourMilliseconds)))
    }

    private func parts(_ scope: ChangeScope) throws -> ChangeTotals {
        let filter = scope.filter
        var conditions = place(filter) + result(filter)
        if let parts = scope.parts { conditions.append("part_id IN \(parts.list)") }
        if let vendors = scope.vendors { conditions.append("vendor_id IN \(vendors.list)") }
        let span = Span(filter)
        if !span.isBounded { return try sum("trace_part_totals", conditions) }
        if scope.parts == nil, let vendors = scope.vendors {
            conditions.append("part_id IN (SELECT part_id FROM trace_part_totals WHERE vendor_id IN \(vendors.list))")
        }
        guard let days = span.inner(RollUps.dayMilliseconds) else { return try rows(scope, [span]) }
        let inner = try sum("trace_part_days", days.conditions("utc_day", isDated: true) + conditions)
        return inner + (try rows(scope, span.edges(of: days, RollUps.dayMilliseconds)))
    }

    private func slots(_ scope: ChangeScope) throws -> ChangeTotals {
        let filter = scope.filter
        var conditions = place(filter) + result(filter)
        if let slot = filter.slot { conditions.append("slot_key = \(ChangeTable.slotKey(slot))") }
        if let feeder = filter.feeder { conditions.append(tx.dialect.containsFolded("feeder_base", feeder)) }
        let span = Span(filter)
        guard let days = span.inner(RollUps.dayMilliseconds) else { return try rows(scope, [span]) }
        let inner = try sum("trace_slot_days", days.conditions("utc_day", isDated: span.isBounded) + conditions)
        return inner + (try rows(scope, span.edges(of: days, RollUps.dayMilliseconds)))
    }

    private func rows(_ scope: ChangeScope, _ spans: [Span]) throws -> ChangeTotals {
        var totals = ChangeTotals()
        for span in spans {
            var part = scope
            part.filter.from = span.from.map { Instant(milliseconds: $0) }
            part.filter.to = span.to.map { Instant(milliseconds: $0) }
            totals += try counted(part)
        }
        return totals
    }

    private func sum(_ table: String, _ conditions: [SQL]) throws -> ChangeTotals {
        var totals = ChangeTotals()
        try tx.query("SELECT result, SUM(changes) FROM \(trusted: table)\(conditions.whereClause()) GROUP BY result") {
            totals.add($0.text(0), $0.int(1))
        }
        return totals
    }

    private func place(_ filter: ChangeFilter) -> [SQL] {
        [filter.line.map { "line = \($0)" }, filter.mounter.map { "mounter = \($0)" }].compactMap { $0 }
    }

    private func result(_ filter: ChangeFilter) -> [SQL] { filter.result.map { ["result = \($0)"] } ?? [] }

    private func bare(_ filter: ChangeFilter) -> ChangeFilter {
        var bare = ChangeFilter()
        (bare.line, bare.mounter, bare.result) = (filter.line, filter.mounter, filter.result)
        return bare
    }
}

/// A span of milliseconds, the end not included; open where nil.
private struct Span {
    var from: Int64?
    var to: Int64?

    init(from: Int64?, to: Int64?) {
        self.from = from
        self.to = to
    }

    init(_ filter: ChangeFilter) {
        from = filter.from?.milliseconds
        to = filter.to?.milliseconds
    }

    var isBounded: Bool { from != nil || to != nil }

    /// The whole pieces of this length inside, by their numbers; nil when there is none.
    func inner(_ length: Int64) -> Pieces? {
        let first = from.map { -(-$0).floorDivided(by: length) }
        let end = to?.floorDivided(by: length)
        if let first, let end, first >= end { return nil }
        return Pieces(first: first, end: end)
    }

    /// What is left at both ends.
    func edges(of pieces: Pieces, _ length: Int64) -> [Span] {
        let before = pieces.first.flatMap { first in from.map { Span(from: $0, to: first * length) } }
        let after = pieces.end.flatMap { end in to.map { Span(from: end * length, to: $0) } }
        return [before, after].compactMap { $0 }.filter { $0.from != $0.to }
    }

    struct Pieces {
        var first: Int64?
        var end: Int64?

        /// - Parameter isDated: scans without a time are left out.
        func conditions(_ column: String, isDated: Bool) -> [SQL] {
            var out: [SQL] = []
            if let first { out.append("\(trusted: column) >= \(first)") }
            if let end { out.append("\(trusted: column) < \(end)") }
            if isDated, first == nil { out.append("\(trusted: column) > \(TraceabilitySchema.unknown)") }
            return out
        }
    }
}

extension ChangeTotals {
    static func + (a: ChangeTotals, b: ChangeTotals) -> ChangeTotals {
        var sum = a
        sum += b
        return sum
    }

    static func += (a: inout ChangeTotals, b: ChangeTotals) {
        a.total += b.total
        a.ok += b.ok
        a.ng += b.ng
    }
}
