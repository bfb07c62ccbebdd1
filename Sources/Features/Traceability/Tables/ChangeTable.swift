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
    static let tables = "trace_changes c \(names)"
    static let names =
        "JOIN trace_parts p ON p.id = c.part_id JOIN trace_vendors v ON v.id = c.vendor_id JOIN intake_files f ON f.id = c.file_id"

    /// A page, newest scan first, undated last, ties by file and line.
    func page(_ filter: ChangeFilter, after: ChangeCursor?, limit: Int, _ each: (Change) throws -> Void) throws {
        let scope = try ChangeScope(filter, tx)
        try page(scope, try totals(scope), after: after, limit: limit, each)
    }

    /// - Parameter totals: those of the scope.
    func page(_ scope: ChangeScope, _ totals: ChangeTotals, after: ChangeCursor?, limit: Int, _ each: (Change) throws -> Void) throws {
        guard totals.total > 0 || scope.filter.includesWithdrawn else { return }
        let way = try way(scope, totals, limit)
        var conditions = try scope.conditions(way)
        if let after { conditions.append("(c.scanned_at < \(after.at) OR (c.scanned_at = \(after.at) AND c.id > \(after.id)))") }
        // The range alone lets the engine start in the index; the OR above only sorts out ties.
        if let after { conditions.append("c.scanned_at <= \(after.at)") }
        // The sum keeps the engine from walking through time.
        let order: SQL = way == .byTime ? "c.scanned_at DESC, c.id" : "c.scanned_at + 0 DESC, c.id"
        try select(conditions, order, limit, "c.scanned_at DESC, c.id", each)
    }

    /// First which rows, from an index alone where it can tell; then what stands in them. In one step, some engines would
    /// sort all rows of the join.
    func select(_ conditions: [SQL], _ order: SQL, _ limit: Int, _ shown: SQL, _ each: (Change) throws -> Void) throws {
        try tx.query(
            """
            SELECT \(trusted: Self.columns) FROM (SELECT c.id AS found_id FROM trace_changes c\(conditions.whereClause())
              ORDER BY \(order) LIMIT \(limit)) found
            JOIN trace_changes c ON c.id = found.found_id \(trusted: Self.names)
            ORDER BY \(shown)
            """
        ) { try each(Self.change($0)) }
    }

    /// How a page is found: down through time until it is full, or from the few rows that the parts, slots, files or
    /// codes leave.
    enum Way { case byTime, byFacet }

    func way(_ scope: ChangeScope, _ totals: ChangeTotals, _ limit: Int) throws -> Way {
        guard scope.hasLead else { return .byTime }
        if scope.coded != nil { return .byFacet }
        let matching = Double(totals.total)
        if matching <= Double(limit) { return .byFacet }
        let walked = Double(try RolledTotals(tx).times(scope.filter).total) * Double(limit) / matching
        // A row met on the way through time is read whole; a matching one costs a place in an index and in a sort.
        return walked * 3 < matching ? .byTime : .byFacet
    }

    func find(_ id: Int64) throws -> Change? {
        try tx.first("SELECT \(trusted: Self.columns) FROM \(trusted: Self.tables) WHERE c.id = \(id)", Self.change)
    }

    func totals(_ filter: ChangeFilter) throws -> ChangeTotals { try totals(ChangeScope(filter, tx)) }

    func totals(_ scope: ChangeScope) throws -> ChangeTotals {
        if scope.isEmpty { return ChangeTotals() }
        return try RolledTotals(tx).totals(scope) ?? RolledTotals(tx).counted(scope)
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
