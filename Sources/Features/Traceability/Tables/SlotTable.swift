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
            ORDER BY s.line, s.mounter, COALESCE(c.slot, -1), s.slot_key, s.side
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

/// A change of reels on a slot, held against what was loaded there.
public struct ChainStep: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
        /// The scan names another reel than the one loaded as the one before.
        case broken
        /// Another part came onto the slot; the scan names the loaded reel, or none.
        case swap
        /// The same part goes on: a new reel joined to the loaded one, which the scan names, or of which it says nothing.
        case splice
    }
    public var change: Change
    public var kind: Kind
    /// The reel that was loaded, and its part.
    public var expected: String
    public var expectedPart: String
}

/// An NG scan and what followed on its slot.
public struct OpenNG: Sendable {
    public var change: Change
    /// The next OK on the same slot; nil while it is open.
    public var resolvedAt: Instant?
}

extension SlotTable {
    /// Changes of reels from `from` on, of one kind, newest first. A slot's first reel has nothing to be held against.
    func chain(_ kind: ChainStep.Kind, line: Int64?, mounter: Int64?, from: Instant, to: Instant, limit: Int) throws
        -> [(id: Int64, expected: String, expectedPart: String)]
    {
        try tx.rows(
            """
            SELECT k.id, k.expected, p.name FROM (\(chainKinds(line, mounter, from, to))) k JOIN trace_parts p ON p.id = k.expected_part
            WHERE k.kind = \(kind.rawValue) ORDER BY k.scanned_at DESC, k.id LIMIT \(limit)
            """
        ) { ($0.int(0), $0.text(1), $0.text(2)) }
    }

    /// How many there are of each kind.
    func chainCounts(line: Int64?, mounter: Int64?, from: Instant, to: Instant) throws -> [ChainStep.Kind: Int64] {
        let rows = try tx.rows("SELECT kind, COUNT(*) FROM (\(chainKinds(line, mounter, from, to))) k GROUP BY kind") { ($0.text(0), $0.int(1)) }
        return rows.reduce(into: [:]) { out, row in ChainStep.Kind(rawValue: row.0).map { out[$0] = row.1 } }
    }

    /// Every OK scan of another reel than the one before it on its slot, with that reel and what kind of change it is.
    private func chainKinds(_ line: Int64?, _ mounter: Int64?, _ from: Instant, _ to: Instant) -> SQL {
        // The reel before may have been put on days earlier.
        var conditions: [SQL] = [
            "withdrawn_at IS NULL", "result = 'OK'", "line IS NOT NULL", "mounter IS NOT NULL",
            "scanned_at >= \(from.milliseconds - 14 * 86_400_000)", "scanned_at < \(to.milliseconds)",
        ]
        if let line { conditions.append("line = \(line)") }
        if let mounter { conditions.append("mounter = \(mounter)") }
        return """
            SELECT id, scanned_at, expected, expected_part, CASE
                WHEN previous_barcode <> expected AND UPPER(TRIM(previous_barcode)) NOT IN ('', 'NA', 'N/A', '-') THEN 'broken'
                WHEN part_id <> expected_part THEN 'swap' ELSE 'splice' END AS kind
            FROM (
              SELECT id, scanned_at, previous_barcode, barcode, part_id, LAG(barcode) OVER slot AS expected, LAG(part_id) OVER slot AS expected_part
              FROM trace_changes\(conditions.whereClause())
              WINDOW slot AS (PARTITION BY line, mounter, slot_key, COALESCE(side, '') ORDER BY scanned_at, id)) steps
            WHERE scanned_at >= \(from.milliseconds) AND expected IS NOT NULL AND barcode <> expected
            """
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
