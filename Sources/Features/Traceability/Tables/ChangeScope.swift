// A filter made ready for SQL: names looked up once, and each condition written so that the engine takes the index that
// serves the way the rows are searched.

import Kernel
import Store

/// What a look-up gave, and the look-up itself for where there are too many to list.
struct Found {
    private static let listMax = 500
    let ids: [Int64]
    private let select: SQL

    init(_ select: SQL, _ tx: any Transaction) throws {
        self.select = select
        ids = try tx.rows(select) { $0.int(0) }
    }

    /// In brackets, for `IN`.
    var list: SQL { ids.count <= Self.listMax ? "\(list: ids)" : "(\(select))" }
}

struct ChangeScope {
    /// Files that are searched by ranges of ids; more are compared one by one.
    static let fileRangesMax = 40
    /// Rows with a piece of a code that are taken by their ids; where there are more, the walk through time meets them.
    static let coded = 4000
    /// Rows of a span that are walked rather than all codes looked at.
    static let walkedMax: Int64 = 300_000
    let tx: any Transaction
    var filter: ChangeFilter
    /// Nil where the filter does not ask.
    let parts: Found?
    let vendors: Found?
    /// Parts that came from the vendors, where only vendors are asked for.
    private let vendorParts: Found?
    let files: Found?
    /// Slots with a feeder that is asked for.
    let feederSlots: [String]?
    /// All rows with the lot or barcode that is asked for; nil where that is not known.
    let coded: [Int64]?

    init(_ filter: ChangeFilter, _ tx: any Transaction, walkedMax: Int64 = Self.walkedMax) throws {
        self.tx = tx
        self.filter = filter
        func names(_ table: String, _ text: String?) throws -> Found? {
            try text.map { try Found("SELECT id FROM \(trusted: table) WHERE \(tx.dialect.contains("folded", NameTable.fold($0)))", tx) }
        }
        parts = try names("trace_parts", filter.part)
        vendors = try names("trace_vendors", filter.vendor)
        if parts == nil, let vendors, !vendors.ids.isEmpty {
            vendorParts = try Found("SELECT DISTINCT part_id FROM trace_part_totals WHERE vendor_id IN \(vendors.list)", tx)
        } else {
            vendorParts = nil
        }
        if filter.file != nil || filter.fileID != nil {
            var conditions: [SQL] = []
            if let text = filter.file { conditions.append(tx.dialect.containsFolded("path", text)) }
            if let file = filter.fileID { conditions.append("id = \(file)") }
            files = try Found("SELECT id FROM intake_files\(conditions.whereClause())", tx)
        } else {
            files = nil
        }
        coded = try Self.coded(filter, tx, walkedMax)
        feederSlots = try filter.feeder.map { text in
            try tx.rows("SELECT DISTINCT slot_key FROM trace_slot_days WHERE \(tx.dialect.containsFolded("feeder_base", text))") { $0.text(0) }
        }
    }

    /// One look at all codes, which serves the totals and the page.
    private static func coded(_ filter: ChangeFilter, _ tx: any Transaction, _ walkedMax: Int64) throws -> [Int64]? {
        guard filter.lot != nil || filter.barcode != nil, !filter.includesWithdrawn,
            try RolledTotals(tx).times(filter).total > walkedMax
        else { return nil }
        var within: [SQL] = ["withdrawn_at IS NULL"]
        // The comparison is always true; it says which index holds all that is asked.
        if let barcode = filter.barcode {
            within += ["barcode >= ''", tx.dialect.containsFolded("barcode", barcode)]
        } else if let lot = filter.lot {
            within += ["lot >= ''", tx.dialect.containsFolded("lot", lot)]
        }
        let ids = try tx.rows("SELECT id FROM trace_changes\(within.whereClause()) LIMIT \(coded + 1)") { $0.int(0) }
        return ids.count <= coded ? ids : nil
    }

    /// Nothing can match.
    var isEmpty: Bool {
        [parts, vendors, vendorParts, files].contains { $0?.ids.isEmpty == true } || feederSlots?.isEmpty == true || coded?.isEmpty == true
    }

    var asksPart: Bool { parts != nil || vendors != nil }
    var asksSlot: Bool { filter.slot != nil || filter.feeder != nil }
    var asksFile: Bool { files != nil }
    var asksCode: Bool { filter.lot != nil || filter.barcode != nil }

    func conditions(_ way: ChangeTable.Way) throws -> [SQL] {
        var out: [SQL] = filter.includesWithdrawn ? [] : ["c.withdrawn_at IS NULL"]
        if let from = filter.from { out.append("c.scanned_at >= \(max(from.milliseconds, TraceabilitySchema.undated + 1))") }
        if let to = filter.to {
            out.append("c.scanned_at < \(to.milliseconds)")
            if filter.from == nil { out.append("c.scanned_at > \(TraceabilitySchema.undated)") }
        }
        if let result = filter.result {
            out.append("c.result = \(result)")
            // Said in so many words, the index of the few that are not OK serves.
            if result != "OK" { out.append("c.result <> 'OK'") }
        }
        if let lot = filter.lot { out.append(tx.dialect.containsFolded("c.lot", lot)) }
        if let barcode = filter.barcode { out.append(tx.dialect.containsFolded("c.barcode", barcode)) }
        if let vendors { out.append("c.vendor_id IN \(vendors.list)") }
        if let feeder = filter.feeder { out.append(tx.dialect.containsFolded("c.feeder_base", feeder)) }
        let lead = way == .byTime ? nil : lead
        out += try place(lead)
        if let parts = parts ?? (lead == .parts ? vendorParts : nil) {
            out.append(lead == .parts ? "c.part_id IN \(parts.list)" : "c.part_id + 0 IN \(parts.list)")
        }
        if let slot = filter.slot {
            out.append(lead == .slots ? "c.slot_key = \(ChangeTable.slotKey(slot))" : "c.slot_key || '' = \(ChangeTable.slotKey(slot))")
        } else if lead == .slots, let feederSlots {
            out.append("c.slot_key IN \(list: feederSlots)")
        }
        if let files {
            let ranges = files.ids.map { "(c.id >= \($0 << 32) AND c.id < \(($0 + 1) << 32))" as SQL }
            out.append(lead == .files ? "(\(ranges.joined(" OR ")))" : "c.file_id IN \(files.list)")
        }
        if lead == .codes, let coded { out.append("c.id IN \(list: coded)") }
        return out
    }

    /// The question whose index leads to the rows; all others are compared row by row. A sum or a joined text is a column
    /// that no index knows.
    private enum Lead { case files, parts, slots, codes }

    /// A question has an index of its own.
    var hasLead: Bool { lead != nil }

    private var lead: Lead? {
        if coded != nil { return .codes }
        if let files, files.ids.count <= Self.fileRangesMax { return .files }
        if asksPart { return .parts }
        return asksSlot ? .slots : nil
    }

    /// Line and mounter.
    private func place(_ lead: Lead?) throws -> [SQL] {
        switch lead {
        case nil:
            return [filter.line.map { "c.line = \($0)" }, filter.mounter.map { "c.mounter = \($0)" }].compactMap { $0 }
        case .slots:
            // The index of slots begins with the machine.
            let machines = try tx.rows("SELECT DISTINCT line, mounter FROM trace_days") { ($0.int(0), $0.int(1)) }
            let lines = filter.line.map { [$0] } ?? Set(machines.map(\.0)).sorted()
            let mounters = filter.mounter.map { [$0] } ?? Set(machines.map(\.1)).sorted()
            // Rows of no known machine are not in its reach.
            guard !lines.contains(TraceabilitySchema.unknown), !mounters.contains(TraceabilitySchema.unknown) else { return try place(nil) }
            return ["c.line IN \(list: lines)", "c.mounter IN \(list: mounters)"]
        case .files, .parts, .codes:
            return [filter.line.map { "c.line + 0 = \($0)" }, filter.mounter.map { "c.mounter + 0 = \($0)" }].compactMap { $0 }
        }
    }
}
