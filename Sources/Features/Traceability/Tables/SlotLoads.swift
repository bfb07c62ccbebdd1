// What is on each slot now, and since when: the latest OK scan by the machine's clock, and the scan that first put that
// reel there. Kept up scan by scan; worked out from the history when scans arrive out of order or are taken back.

import Kernel
import Store

struct SlotLoads {
    struct Slot: Hashable {
        var line: Int64
        var mounter: Int64
        var key: String
        var side: String
    }
    private struct Load {
        var barcode: NameKey
        var text: String
        var sinceID: Int64
        var sinceAt: Int64
        var latestID: Int64
        var latestAt: Int64
        var isChanged = false
    }

    private let tx: any Transaction
    private var loads: [Slot: Load?] = [:]
    private var distrusted: Set<Slot> = []

    init(_ tx: any Transaction) { self.tx = tx }

    /// An OK scan, in the order of its file.
    mutating func scan(
        line: Int64, mounter: Int64, key: UnsafeRawBufferPointer, side: ChangeText.Side, barcode: UnsafeRawBufferPointer, at: Int64, id: Int64
    ) throws {
        let slot = Slot(line: line, mounter: mounter, key: String(decoding: key, as: UTF8.self), side: Self.text(side))
        if loads[slot] == nil { loads[slot] = .some(try read(slot)) }
        let code = NameKey(barcode)
        guard var load = loads[slot] ?? nil else {
            loads[slot] = Load(barcode: code, text: String(decoding: barcode, as: UTF8.self), sinceID: id, sinceAt: at, latestID: id, latestAt: at, isChanged: true)
            return
        }
        guard (at, id) >= (load.latestAt, load.latestID) else {
            distrusted.insert(slot)
            return
        }
        if code != load.barcode {
            load.barcode = code
            load.text = String(decoding: barcode, as: UTF8.self)
            load.sinceID = id
            load.sinceAt = at
        }
        load.latestID = id
        load.latestAt = at
        load.isChanged = true
        loads[slot] = load
    }

    /// Rows of this slot were taken back or moved.
    mutating func distrust(line: Int64, mounter: Int64, key: String, side: String) {
        distrusted.insert(Slot(line: line, mounter: mounter, key: key, side: side))
    }

    mutating func write() throws {
        for slot in distrusted { try rework(slot) }
        for (slot, load) in loads where !distrusted.contains(slot) {
            guard let load, load.isChanged else { continue }
            try put(slot, load)
        }
        loads = [:]
        distrusted = []
    }

    private static func text(_ side: ChangeText.Side) -> String {
        switch side {
        case .none: ""
        case .front: "front"
        case .rear: "rear"
        }
    }

    private func read(_ slot: Slot) throws -> Load? {
        try tx.first(
            """
            SELECT barcode, since_id, since_at, latest_id, latest_at FROM trace_slot_loads
            WHERE line = \(slot.line) AND mounter = \(slot.mounter) AND slot_key = \(slot.key) AND side = \(slot.side)
            """
        ) { row in
            row.withBytes(0) { bytes in
                Load(barcode: NameKey(bytes), text: row.text(0), sinceID: row.int(1), sinceAt: row.int(2), latestID: row.int(3), latestAt: row.int(4))
            }
        }
    }

    private func put(_ slot: Slot, _ load: Load) throws {
        try tx.upsert(into: "trace_slot_loads", key: ["line", "mounter", "slot_key", "side"], [
            ("line", slot.line), ("mounter", slot.mounter), ("slot_key", slot.key), ("side", slot.side), ("barcode", load.text),
            ("since_id", load.sinceID), ("since_at", load.sinceAt), ("latest_id", load.latestID), ("latest_at", load.latestAt),
        ])
    }

    /// From the history, newest first, back to the scan that put the present reel there.
    private func rework(_ slot: Slot) throws {
        var load: Load?
        do {
            try tx.query(
                """
                SELECT id, scanned_at, barcode FROM trace_changes
                WHERE line = \(slot.line) AND mounter = \(slot.mounter) AND slot_key = \(slot.key) AND COALESCE(side, '') = \(slot.side)
                  AND withdrawn_at IS NULL AND result = 'OK' AND scanned_at > \(TraceabilitySchema.undated)
                ORDER BY scanned_at DESC, id DESC
                """
            ) { row in
                let code = row.withBytes(2) { NameKey($0) }
                if let found = load, found.barcode != code { throw Enough() }
                let latest = (id: load?.latestID ?? row.int(0), at: load?.latestAt ?? row.int(1))
                load = Load(
                    barcode: code, text: row.text(2), sinceID: row.int(0), sinceAt: row.int(1), latestID: latest.id, latestAt: latest.at)
            }
        } catch is Enough {}
        if let load { try put(slot, load) } else {
            try tx.execute(
                "DELETE FROM trace_slot_loads WHERE line = \(slot.line) AND mounter = \(slot.mounter) AND slot_key = \(slot.key) AND side = \(slot.side)")
        }
    }

    /// The reel before the present one has been reached.
    private struct Enough: Error {}
}
