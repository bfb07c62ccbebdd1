// What can be done with the history, once: pages, API and verbs all call these.

import Host
import Intake
import Kernel
import Store
import Web

/// A page of the history with the totals of the whole filter.
struct ChangePageResult: Sendable {
    var changes: [Change]
    var totals: ChangeTotals
    /// Where the next page starts; nil at the end.
    var next: String?
}

extension TraceabilityFeature {
    /// Rows of one page at most.
    static let pageRowsMax = 1000
    /// Changes of reels listed at most; a narrower question shows the rest.
    static let chainRowsMax = 500

    func search(_ filter: ChangeFilter, after: String?, limit: Int) async throws -> ChangePageResult {
        let cursor = try after.map { text throws(Problem) in try ChangeCursor(text) }
        let limit = min(max(limit, 1), Self.pageRowsMax)
        return try await house.database.read { tx in
            let table = ChangeTable(tx: tx)
            var changes: [Change] = []
            let scope = try ChangeScope(filter, tx)
            let totals = try table.totals(scope)
            try table.rows(scope, totals, after: cursor, limit: limit + 1) { changes.append($0) }
            var next: String?
            if changes.count > limit {
                changes.removeLast()
                next = changes.last.map { ChangeCursor(at: $0.scannedAt?.milliseconds ?? TraceabilitySchema.undated, id: $0.id).text }
            }
            return ChangePageResult(changes: changes, totals: totals, next: next)
        }
    }

    func totals(_ filter: ChangeFilter) async throws -> ChangeTotals {
        try await house.database.read { try ChangeTable(tx: $0).totals(filter) }
    }

    func change(_ id: Int64) async throws -> Change {
        guard let change = try await house.database.read({ try ChangeTable(tx: $0).find(id) }) else {
            throw Problem(.missing, "change_missing", ["change": String(id)])
        }
        return change
    }

    func loaded(line: Int64?, mounter: Int64?) async throws -> [LoadedSlot] {
        try await house.database.read { try SlotTable(tx: $0).loaded(line: line, mounter: mounter) }
    }

    func windows(lotOrBarcode text: String) async throws -> [SlotWindow] {
        try await house.database.read { try SlotTable(tx: $0).windows(lotOrBarcode: text) }
    }

    func windows(line: Int64, mounter: Int64?, from: Instant, to: Instant) async throws -> [SlotWindow] {
        try await house.database.read { try SlotTable(tx: $0).windows(line: line, mounter: mounter, from: from, to: to) }
    }

    /// Changes of reels of one kind, newest first, and how many there are of each.
    func chain(_ kind: ChainStep.Kind, line: Int64?, mounter: Int64?, from: Instant, to: Instant) async throws
        -> (steps: [ChainStep], counts: [ChainStep.Kind: Int64])
    {
        try await house.database.read { tx in
            let (table, slots) = (ChangeTable(tx: tx), SlotTable(tx: tx))
            let found = try slots.chain(kind, line: line, mounter: mounter, from: from, to: to, limit: Self.chainRowsMax)
            let steps = try found.compactMap { step in
                try table.find(step.id).map { ChainStep(change: $0, kind: kind, expected: step.expected, expectedPart: step.expectedPart) }
            }
            return (steps, try slots.chainCounts(line: line, mounter: mounter, from: from, to: to))
        }
    }

    func ngBoard(since: Instant) async throws -> [OpenNG] {
        try await house.database.read { tx in
            let table = ChangeTable(tx: tx)
            return try SlotTable(tx: tx).ngBoard(from: since, limit: 500).compactMap { id, resolved in
                try table.find(id).map { OpenNG(change: $0, resolvedAt: resolved) }
            }
        }
    }

    /// Reads all rows of a filter in pages, each in a transaction of its own, so that a long export holds up nobody.
    func forEach(_ filter: ChangeFilter, _ each: @Sendable (Change) async throws -> Void) async throws {
        var cursor: ChangeCursor?
        while true {
            let after = cursor
            let page = try await house.database.read { tx in
                var rows: [Change] = []
                try ChangeTable(tx: tx).rows(filter, after: after, limit: Self.pageRowsMax) { rows.append($0) }
                return rows
            }
            for change in page { try await each(change) }
            guard page.count == Self.pageRowsMax, let last = page.last else { return }
            cursor = ChangeCursor(at: last.scannedAt?.milliseconds ?? TraceabilitySchema.undated, id: last.id)
        }
    }

    /// Reads a filter from query parameters; unknown ones are left alone.
    func filter(_ query: Parameters) throws(Problem) -> ChangeFilter {
        var filter = ChangeFilter()
        filter.line = try query.int("line")
        filter.mounter = try query.int("mounter")
        if let text = query["from"] { filter.from = try ChangeFilter.instant(text, in: house.zone, isEnd: false) }
        if let text = query["to"] { filter.to = try ChangeFilter.instant(text, in: house.zone, isEnd: true) }
        filter.part = query["part"]
        filter.result = query["result"].map { ["ok", "ng"].contains($0.lowercased()) ? $0.uppercased() : $0 }
        filter.lot = query["lot"]
        filter.barcode = query["barcode"]
        filter.slot = query["slot"]
        filter.feeder = query["feeder"]
        filter.vendor = query["vendor"]
        filter.file = query["file"]
        filter.fileID = try query.int("file_id")
        filter.includesWithdrawn = query.flag("withdrawn")
        filter.isOldestFirst = try !Self.sort(query).isDescending
        return filter
    }

    /// Time is what the index orders by: `sort=time` oldest first, `sort=-time` (the usual) newest first.
    static func sort(_ query: Parameters) throws(Problem) -> TableSort {
        try TableSort(query, of: ["time"], otherwise: TableSort("time", isDescending: true))
    }
}

extension String {
    /// Without blanks at the ends.
    var trimmed: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text = text.dropFirst() }
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return String(text)
    }
}
