// Questions to the history: a page of it by keyset, and totals over the whole filter, from the roll-ups where they can
// tell and from the rows where they cannot.

import Kernel
import Store

struct ChangeTable {
    let tx: any Transaction

    static let columns =
        "c.id, c.scanned_at, c.scan_date_raw, c.scan_time_raw, c.line, c.mounter, c.slot, c.slot_key, c.side, c.result, p.name, "
        + "c.quantity, v.name, c.lot, c.barcode, c.previous_barcode, c.feeder_base, c.product_date, c.sequence_no, c.extras, "
        + "c.file_id, f.path, c.file_line, c.byte_offset, c.withdrawn_at"
    static let tables =
        "trace_changes c JOIN trace_parts p ON p.id = c.part_id JOIN trace_vendors v ON v.id = c.vendor_id "
        + "JOIN intake_files f ON f.id = c.file_id"

    /// A page, newest scan first, undated last, ties by file and line.
    func page(_ filter: ChangeFilter, after: ChangeCursor?, limit: Int, _ each: (Change) throws -> Void) throws {
        guard var conditions = try conditions(filter) else { return }
        if let after { conditions.append("(c.scanned_at < \(after.at) OR (c.scanned_at = \(after.at) AND c.id > \(after.id)))") }
        // The range alone lets the engine start in the index; the OR above only sorts out ties.
        if let after { conditions.append("c.scanned_at <= \(after.at)") }
        try tx.query(
            "SELECT \(trusted: Self.columns) FROM \(trusted: Self.tables)\(conditions.whereClause()) ORDER BY c.scanned_at DESC, c.id LIMIT \(limit)"
        ) { try each(Self.change($0)) }
    }

    func find(_ id: Int64) throws -> Change? {
        try tx.first("SELECT \(trusted: Self.columns) FROM \(trusted: Self.tables) WHERE c.id = \(id)", Self.change)
    }

    func totals(_ filter: ChangeFilter) throws -> ChangeTotals {
        if let rolled = try rolledTotals(filter) { return rolled }
        var totals = ChangeTotals()
        guard let conditions = try conditions(filter) else { return totals }
        try tx.query("SELECT c.result, COUNT(*) FROM trace_changes c\(conditions.whereClause()) GROUP BY c.result") {
            totals.add($0.text(0), $0.int(1))
        }
        return totals
    }

    /// Totals from the hours: whole hours from the roll-up, the ragged ends from the rows.
    private func rolledTotals(_ filter: ChangeFilter) throws -> ChangeTotals? {
        guard filter.part == nil, filter.lot == nil, filter.barcode == nil, filter.slot == nil, filter.feeder == nil,
            filter.vendor == nil, filter.file == nil, filter.fileID == nil, !filter.includesWithdrawn
        else { return nil }
        let hour: Int64 = 3_600_000
        let from = filter.from.map { ($0.milliseconds + hour - 1).floorDivided(by: hour) }
        let to = filter.to?.milliseconds.floorDivided(by: hour)
        if let from, let to, from >= to { return nil }
        var conditions: [SQL] = []
        if let from { conditions.append("scan_hour >= \(from)") }
        if let to { conditions.append("scan_hour < \(to)") }
        if filter.from != nil || filter.to != nil { conditions.append("scan_hour <> \(TraceabilitySchema.unknown)") }
        if let line = filter.line { conditions.append("line = \(line)") }
        if let mounter = filter.mounter { conditions.append("mounter = \(mounter)") }
        if let result = filter.result { conditions.append("result = \(result)") }
        var totals = ChangeTotals()
        try tx.query("SELECT result, SUM(changes) FROM trace_hours\(conditions.whereClause()) GROUP BY result") {
            totals.add($0.text(0), $0.int(1))
        }
        for (low, high) in [(filter.from?.milliseconds, from.map { $0 * hour }), (to.map { $0 * hour }, filter.to?.milliseconds)] {
            guard let low, let high, low < high else { continue }
            var edge = filter
            edge.from = Instant(milliseconds: low)
            edge.to = Instant(milliseconds: high)
            guard let conditions = try self.conditions(edge) else { continue }
            try tx.query("SELECT c.result, COUNT(*) FROM trace_changes c\(conditions.whereClause()) GROUP BY c.result") {
                totals.add($0.text(0), $0.int(1))
            }
        }
        return totals
    }

    /// The filter as conditions; nil when nothing can match.
    private func conditions(_ filter: ChangeFilter) throws -> [SQL]? {
        var out: [SQL] = filter.includesWithdrawn ? [] : ["c.withdrawn_at IS NULL"]
        if let line = filter.line { out.append("c.line = \(line)") }
        if let mounter = filter.mounter { out.append("c.mounter = \(mounter)") }
        if let from = filter.from { out.append("c.scanned_at >= \(max(from.milliseconds, TraceabilitySchema.undated + 1))") }
        if let to = filter.to {
            out.append("c.scanned_at < \(to.milliseconds)")
            if filter.from == nil { out.append("c.scanned_at > \(TraceabilitySchema.undated)") }
        }
        if let result = filter.result { out.append("c.result = \(result)") }
        if let slot = filter.slot { out.append("c.slot_key = \(Self.slotKey(slot))") }
        if let part = filter.part {
            let ids = try names("trace_parts", part)
            if ids.isEmpty { return nil }
            out.append("c.part_id IN \(list: ids)")
        }
        if let vendor = filter.vendor {
            let ids = try names("trace_vendors", vendor)
            if ids.isEmpty { return nil }
            out.append("c.vendor_id IN \(list: ids)")
        }
        if let file = filter.fileID {
            guard (0..<1 << 31).contains(file) else { return nil }
            out.append("c.id >= \(file << 32) AND c.id < \((file + 1) << 32)")
        }
        if let lot = filter.lot { out.append(tx.dialect.containsFolded("c.lot", lot)) }
        if let barcode = filter.barcode { out.append(tx.dialect.containsFolded("c.barcode", barcode)) }
        if let feeder = filter.feeder { out.append(tx.dialect.containsFolded("c.feeder_base", feeder)) }
        if let file = filter.file {
            let ids = try tx.rows("SELECT id FROM intake_files WHERE \(tx.dialect.containsFolded("path", file))") { $0.int(0) }
            if ids.isEmpty { return nil }
            out.append("c.file_id IN \(list: ids)")
        }
        return out
    }

    private func names(_ table: String, _ text: String) throws -> [Int64] {
        try tx.rows("SELECT id FROM \(trusted: table) WHERE \(tx.dialect.contains("folded", NameTable.fold(text)))") { $0.int(0) }
    }

    static func slotKey(_ text: String) -> String { Int64(text).map(String.init) ?? text }

    static func change(_ row: any Row) -> Change {
        let at = row.int(1)
        return Change(
            id: row.int(0), scannedAt: at == TraceabilitySchema.undated ? nil : Instant(milliseconds: at), scanDateRaw: row.text(2),
            scanTimeRaw: row.text(3), line: row.optionalInt(4), mounter: row.optionalInt(5), slot: row.optionalInt(6),
            slotText: row.text(7), side: row.optionalText(8), result: row.text(9), part: row.text(10),
            quantity: row.optionalInt(11).map { Quantity(thousandths: $0) }, vendor: row.text(12), lot: row.text(13),
            barcode: row.text(14), previousBarcode: row.text(15), feederBase: row.text(16), productDate: row.text(17),
            sequence: row.text(18), extras: row.optionalText(19), file: row.int(20), path: row.text(21), fileLine: row.int(22),
            byteOffset: row.int(23), withdrawnAt: row.optionalInstant(24))
    }
}

extension Int64 {
    /// Division that rounds down also below zero.
    func floorDivided(by divisor: Int64) -> Int64 { self >= 0 ? self / divisor : (self - divisor + 1) / divisor }
}
