// Questions about slots: what is loaded, where a lot was, where the chain of barcodes breaks, which NG is open.

import Kernel
import Store

/// What is on a slot.
public struct LoadedSlot: Sendable {
    public var line: Int64
    public var mounter: Int64
    public var slot: String
    public var side: String?
    public var part: String
    public var barcode: String
    public var lot: String
    public var quantity: Quantity?
    public var since: Instant
    public var latest: Instant
    public var path: String
    public var fileLine: Int64
    public var changeID: Int64
}

/// The time a reel spent on a slot: until the next OK scan of another reel there, or still.
public struct SlotWindow: Sendable {
    public var line: Int64
    public var mounter: Int64
    public var slot: String
    public var side: String?
    public var part: String
    public var lot: String
    public var barcode: String
    public var from: Instant
    public var to: Instant?
    public var path: String
    public var fileLine: Int64
    public var changeID: Int64
}

struct SlotTable {
    /// Windows listed at most; a narrower question shows the rest.
    static let windowsMax = 5000
    let tx: any Transaction

    func loaded(line: Int64?, mounter: Int64?) throws -> [LoadedSlot] {
        var conditions: [SQL] = []
        if let line { conditions.append("s.line = \(line)") }
        if let mounter { conditions.append("s.mounter = \(mounter)") }
        return try tx.rows(
            """
            SELECT s.line, s.mounter, s.slot_key, s.side, p.name, s.barcode, c.lot, c.quantity, s.since_at, s.latest_at, f.path,
              c.file_line, c.id
            FROM trace_slot_loads s JOIN trace_changes c ON c.id = s.since_id JOIN trace_parts p ON p.id = c.part_id
            JOIN intake_files f ON f.id = c.file_id\(conditions.whereClause())
            ORDER BY s.line, s.mounter, c.slot, s.slot_key, s.side
            """
        ) { row in
            LoadedSlot(
                line: row.int(0), mounter: row.int(1), slot: row.text(2), side: row.text(3).isEmpty ? nil : row.text(3),
                part: row.text(4), barcode: row.text(5), lot: row.text(6), quantity: row.optionalInt(7).map { Quantity(thousandths: $0) },
                since: row.instant(8), latest: row.instant(9), path: row.text(10), fileLine: row.int(11), changeID: row.int(12))
        }
    }

    /// Every slot and window a lot or barcode was in. By time window, not by board.
    func windows(lotOrBarcode text: String) throws -> [SlotWindow] {
        let slots = try tx.rows(
            """
            SELECT DISTINCT line, mounter, slot_key, side FROM trace_changes
            WHERE (lot = \(text) OR barcode = \(text)) AND withdrawn_at IS NULL AND line IS NOT NULL AND mounter IS NOT NULL
              AND scanned_at > \(TraceabilitySchema.undated)
            """
        ) { ($0.int(0), $0.int(1), $0.text(2), $0.optionalText(3)) }
        var out: [SlotWindow] = []
        for (line, mounter, slot, side) in slots where out.count < Self.windowsMax {
            out += try stays(line: line, mounter: mounter, slot: slot, side: side, from: nil, to: nil)
                .filter { $0.lot == text || $0.barcode == text }
        }
        return out.sorted { $0.from < $1.from }
    }

    /// Every lot that was in on a line in a span of time.
    func windows(line: Int64, mounter: Int64?, from: Instant, to: Instant) throws -> [SlotWindow] {
        var conditions: [SQL] = ["line = \(line)", "withdrawn_at IS NULL", "mounter IS NOT NULL", "scanned_at > \(TraceabilitySchema.undated)"]
        if let mounter { conditions.append("mounter = \(mounter)") }
        let slots = try tx.rows("SELECT DISTINCT mounter, slot_key, side FROM trace_changes\(conditions.whereClause())") {
            ($0.int(0), $0.text(1), $0.optionalText(2))
        }
        var out: [SlotWindow] = []
        for (mounter, slot, side) in slots where out.count < Self.windowsMax {
            out += try stays(line: line, mounter: mounter, slot: slot, side: side, from: from, to: to)
        }
        return out.sorted { ($0.mounter, Int64($0.slot) ?? .max, $0.slot, $0.from) < ($1.mounter, Int64($1.slot) ?? .max, $1.slot, $1.from) }
    }

    /// The reels a slot held, one after the other, that touch the span.
    private func stays(line: Int64, mounter: Int64, slot: String, side: String?, from: Instant?, to: Instant?) throws -> [SlotWindow] {
        var out: [SlotWindow] = []
        var current: SlotWindow?
        func close(_ end: Instant?) {
            guard var window = current else { return }
            window.to = end
            let touches = (to.map { window.from < $0 } ?? true) && (from.map { f in end.map { $0 > f } ?? true } ?? true)
            if touches { out.append(window) }
        }
        try tx.query(
            """
            SELECT c.scanned_at, p.name, c.lot, c.barcode, f.path, c.file_line, c.id FROM \(trusted: ChangeTable.tables)
            WHERE c.line = \(line) AND c.mounter = \(mounter) AND c.slot_key = \(slot) AND COALESCE(c.side, '') = \(side ?? "")
              AND c.withdrawn_at IS NULL AND c.result = 'OK' AND c.scanned_at > \(TraceabilitySchema.undated)
              AND c.scanned_at < \(to?.milliseconds ?? Int64.max) ORDER BY c.scanned_at, c.id
            """
        ) { row in
            let at = row.instant(0)
            if let current, current.barcode == row.text(3) { return }
            close(at)
            current = SlotWindow(
                line: line, mounter: mounter, slot: slot, side: side, part: row.text(1), lot: row.text(2), barcode: row.text(3),
                from: at, to: nil, path: row.text(4), fileLine: row.int(5), changeID: row.int(6))
        }
        close(nil)
        return out
    }
}

/// A change whose "previous barcode" is not what was loaded there.
public struct ChainBreak: Sendable {
    public enum Kind: String, Sendable {
        /// The reel before was joined to this one: previous barcode and loaded reel agree, or the scan says so itself.
        case splice
        /// Another reel than the one loaded was said to be there.
        case broken
        /// The same part by another reel, nothing said about the one before.
        case swap
    }
    public var change: Change
    public var expected: String
    public var kind: Kind
}

/// An NG scan and what followed on its slot.
public struct OpenNG: Sendable {
    public var change: Change
    /// The next OK on the same slot; nil while it is open.
    public var resolvedAt: Instant?
}

extension SlotTable {
    /// Changes from `from` on whose previous barcode is another than the reel last loaded there, newest first.
    func chain(line: Int64?, mounter: Int64?, from: Instant, to: Instant, limit: Int) throws -> [(id: Int64, expected: String)] {
        var conditions: [SQL] = ["withdrawn_at IS NULL", "result = 'OK'", "line IS NOT NULL", "mounter IS NOT NULL",
            "scanned_at >= \(from.milliseconds - 14 * 86_400_000)", "scanned_at < \(to.milliseconds)"]
        if let line { conditions.append("line = \(line)") }
        if let mounter { conditions.append("mounter = \(mounter)") }
        return try tx.rows(
            """
            SELECT id, expected FROM (
              SELECT id, scanned_at, previous_barcode, barcode, LAG(barcode) OVER (
                PARTITION BY line, mounter, slot_key, COALESCE(side, '') ORDER BY scanned_at, id) AS expected
              FROM trace_changes\(conditions.whereClause())) steps
            WHERE scanned_at >= \(from.milliseconds) AND expected IS NOT NULL AND barcode <> expected
              AND previous_barcode <> expected ORDER BY scanned_at DESC, id LIMIT \(limit)
            """
        ) { ($0.int(0), $0.text(1)) }
    }

    /// NG scans since `from` with the next OK on the same slot, oldest open first.
    func ngBoard(from: Instant, limit: Int) throws -> [(id: Int64, resolvedAt: Instant?)] {
        try tx.rows(
            """
            SELECT n.id, (SELECT MIN(o.scanned_at) FROM trace_changes o WHERE o.line = n.line AND o.mounter = n.mounter
                AND o.slot_key = n.slot_key AND COALESCE(o.side, '') = COALESCE(n.side, '') AND o.withdrawn_at IS NULL
                AND o.result = 'OK' AND o.scanned_at > n.scanned_at) AS resolved
            FROM trace_changes n WHERE n.result <> 'OK' AND n.result = 'NG' AND n.withdrawn_at IS NULL
              AND n.scanned_at >= \(from.milliseconds) AND n.line IS NOT NULL AND n.mounter IS NOT NULL
            ORDER BY n.scanned_at DESC, n.id LIMIT \(limit)
            """
        ) { ($0.int(0), $0.optionalInstant(1)) }
    }
}
