// Totals from the roll-ups against a recount of the rows, for filters of every shape; and the pages of a filter against
// all its rows, whichever way the engine takes.

import Foundation
import Intake
import Kernel
import Store
import TestKit
import Testing

@testable import Traceability

@Suite struct RolledTotalsTests {
    static let filters = TestScale.tries(400)

    @Test("what the roll-ups say of any filter is what its rows say, page by page too")
    func anyFilter() async throws {
        let hub = try await TraceHub()
        let plan = MounterPlan(seed: 4, lines: 3, mounters: 2, days: 9, rowsPerFile: 30...60)
        let tree = MounterTree(plan)
        try tree.write(to: URL(fileURLWithPath: hub.folder.path + "/share"))
        let source = try await hub.source("share", at: hub.folder.path + "/share")
        _ = try await hub.intake.scan(source, .command)
        // A file that loses lines leaves withdrawn rows behind.
        let shortened = try #require(tree.files.first { $0.counts.loaded > 20 })
        try hub.folder.write("share/" + shortened.path, Array(shortened.bytes.prefix(shortened.bytes.count / 2)))
        _ = try await hub.intake.scan(source, .command)
        let all = try await Self.rows(hub, ChangeFilter(), pageRows: 1000)
        #expect(all.count > 1000)
        var random = SeededRandom(seed: 20_260_922)
        var kinds: Set<String> = []
        for turn in 0..<Self.filters {
            // As in a long history, every other time.
            let walkedMax = turn % 2 == 0 ? ChangeScope.walkedMax : 0
            let filter = Self.filter(all, &random)
            let wanted = all.filter { Self.matches($0, filter) }
            let totals = try await hub.database.read { try ChangeTable(tx: $0).totals(ChangeScope(filter, $0, walkedMax: walkedMax)) }
            #expect(totals.total == wanted.count, "total of \(filter)")
            #expect(totals.ok == wanted.count { $0.result == "OK" }, "OK of \(filter)")
            #expect(totals.ng == wanted.count { $0.result == "NG" }, "NG of \(filter)")
            let found = try await Self.rows(hub, filter, pageRows: 1 + random.below(70), walkedMax)
            #expect(found.map(\.id) == wanted.map(\.id), "rows of \(filter)")
            if !wanted.isEmpty { kinds.insert(Self.kind(filter)) }
        }
        #expect(kinds.count > min(60, Self.filters / 2), "filters of many shapes find something")
    }

    private static func rows(_ hub: TraceHub, _ filter: ChangeFilter, pageRows: Int, _ walkedMax: Int64 = 0) async throws -> [Change] {
        var out: [Change] = []
        var cursor: ChangeCursor?
        while true {
            let after = cursor
            let page = try await hub.database.read { tx in
                var rows: [Change] = []
                let scope = try ChangeScope(filter, tx, walkedMax: walkedMax)
                let table = ChangeTable(tx: tx)
                try table.page(scope, try table.totals(scope), after: after, limit: pageRows) { rows.append($0) }
                return rows
            }
            out += page
            guard page.count == pageRows, let last = page.last else { return out }
            cursor = ChangeCursor(at: last.scannedAt?.milliseconds ?? TraceabilitySchema.undated, id: last.id)
        }
    }

    /// A filter about a row that is there, with one to five questions.
    private static func filter(_ all: [Change], _ random: inout SeededRandom) -> ChangeFilter {
        var filter = ChangeFilter()
        let row = random.pick(all)
        for _ in 0..<(1 + random.below(5)) {
            switch random.below(13) {
            case 0: filter.line = row.line
            case 1: filter.mounter = row.mounter
            case 2: filter.result = random.below(3) == 0 ? "NG" : row.result
            case 3: filter.part = String(row.part.prefix(1 + random.below(6))).lowercased()
            case 4: filter.vendor = String(row.vendor.prefix(1 + random.below(4)))
            case 5: filter.slot = row.slotText
            case 6: filter.feeder = String(row.feederBase.suffix(1 + random.below(2)))
            case 7: filter.file = random.below(2) == 0 ? "line" : row.path
            case 8: filter.fileID = row.file
            case 9: filter.barcode = String(row.barcode.suffix(1 + random.below(6))).lowercased()
            case 10: filter.lot = String(row.lot.suffix(1 + random.below(5)))
            case 11: filter.from = row.scannedAt.map { $0 + .milliseconds(-Int64(random.below(200_000_000))) }
            default: filter.to = row.scannedAt.map { $0 + .milliseconds(1 + Int64(random.below(200_000_000))) }
            }
        }
        for text in [\ChangeFilter.part, \.vendor, \.feeder, \.barcode, \.lot] where filter[keyPath: text] == "" { filter[keyPath: text] = nil }
        return filter
    }

    /// The filter's own meaning, said once more in plain words.
    private static func matches(_ c: Change, _ f: ChangeFilter) -> Bool {
        func has(_ text: String, _ piece: String?) -> Bool { piece.map { text.lowercased().contains($0.lowercased()) } ?? true }
        if let line = f.line, c.line != line { return false }
        if let mounter = f.mounter, c.mounter != mounter { return false }
        if let result = f.result, c.result != result { return false }
        if let slot = f.slot, ChangeTable.slotKey(c.slotText) != ChangeTable.slotKey(slot) { return false }
        if let file = f.fileID, c.file != file { return false }
        if f.from != nil || f.to != nil {
            guard let at = c.scannedAt else { return false }
            if let from = f.from, at < from { return false }
            if let to = f.to, at >= to { return false }
        }
        return has(c.part, f.part) && has(c.vendor, f.vendor) && has(c.feederBase, f.feeder) && has(c.path, f.file)
            && has(c.barcode, f.barcode) && has(c.lot, f.lot)
    }

    private static func kind(_ f: ChangeFilter) -> String {
        let asked: [Any?] = [f.line, f.mounter, f.result, f.part, f.vendor, f.slot, f.feeder, f.file, f.fileID, f.barcode, f.lot, f.from, f.to]
        return asked.map { $0 == nil ? "-" : "x" }.joined()
    }
}
