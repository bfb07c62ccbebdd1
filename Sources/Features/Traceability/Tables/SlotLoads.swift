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
    /// The same without a string, for the look-up of every scan.
    private struct Place: Hashable {
        var line: Int64
        var mounter: Int64
        var key: NameKey
        var side: ChangeText.Side

        func hash(into hasher: inout Hasher) {
            hasher.combine(UInt64(bitPattern: line &* 4099 ^ mounter &* 16_777_619 ^ Int64(side.rawValue)) ^ key.word)
        }
    }
    private final class Load {
        let slot: Slot
        /// Nil while nothing is there.
        var barcode: NameKey?
        var text = ""
        var sinceID: Int64 = 0
        var sinceAt: Int64 = 0
        var latestID: Int64 = 0
        var latestAt: Int64 = 0
        var isChanged = false
        init(_ slot: Slot) { self.slot = slot }
    }

    private let tx: any Transaction
    private var loads: [Place: Load] = [:]
    private var distrusted: Set<Slot> = []

    init(_ tx: any Transaction) { self.tx = tx }

    /// An OK scan, in the order of its file.
    mutating func scan(
        line: Int64, mounter: Int64, key: UnsafeRawBufferPointer, side: ChangeText.Side, barcode: UnsafeRawBufferPointer, at: Int64, id: Int64
    ) throws {
        let place = Place(line: line, mounter: mounter, key: NameKey(key), side: side)
        let load: Load
        if let known = loads[place] {
            load = known
        } else {
            let slot = Slot(line: line, mounter: mounter, key: String(decoding: key, as: UTF8.self), side: Self.text(side))
            load = try read(slot)
            loads[place] = load
        }
        let code = NameKey(barcode)
        if load.barcode != nil, (at, id) < (load.latestAt, load.latestID) {
            distrusted.insert(load.slot)
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
    }

    /// Rows of this slot were taken back or moved.
    mutating func distrust(line: Int64, mounter: Int64, key: String, side: String) {
        distrusted.insert(Slot(line: line, mounter: mounter, key: key, side: side))
    }

    mutating func write() throws {
        for slot in distrusted { try rework(slot) }
        for load in loads.values where load.isChanged && !distrusted.contains(load.slot) { try put(load) }
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

    private func read(_ slot: Slot) throws -> Load {
        let load = Load(slot)
        try tx.query(
            """
            SELECT barcode, since_id, since_at, latest_id, latest_at FROM trace_slot_loads
            WHERE line = \(slot.line) AND mounter = \(slot.mounter) AND slot_key = \(slot.key) AND side = \(slot.side)
            """
        ) { row in
            load.barcode = row.withBytes(0) { NameKey($0) }
            load.text = row.text(0)
            (load.sinceID, load.sinceAt, load.latestID, load.latestAt) = (row.int(1), row.int(2), row.int(3), row.int(4))
        }
        return load
    }

    private func put(_ load: Load) throws {
        let slot = load.slot
        try tx.upsert(
            into: "trace_slot_loads", key: ["line", "mounter", "slot_key", "side"],
            [
                ("line", slot.line), ("mounter", slot.mounter), ("slot_key", slot.key), ("side", slot.side), ("barcode", load.text),
                ("since_id", load.sinceID), ("since_at", load.sinceAt), ("latest_id", load.latestID), ("latest_at", load.latestAt),
            ])
    }

    /// From the history, newest first, back to the scan that put the present reel there.
    private func rework(_ slot: Slot) throws {
        let load = Load(slot)
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
                if let found = load.barcode, found != code { throw Enough() }
                if load.barcode == nil {
                    (load.barcode, load.text) = (code, row.text(2))
                    (load.latestID, load.latestAt) = (row.int(0), row.int(1))
                }
                (load.sinceID, load.sinceAt) = (row.int(0), row.int(1))
            }
        } catch is Enough {}
        if load.barcode != nil {
            try put(load)
        } else {
            try tx.execute(
                "DELETE FROM trace_slot_loads WHERE line = \(slot.line) AND mounter = \(slot.mounter) AND slot_key = \(slot.key) AND side = \(slot.side)"
            )
        }
    }

    /// The reel before the present one has been reached.
    private struct Enough: Error {}
}
