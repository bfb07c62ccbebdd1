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
    /// Slots asked for one by one, per machine. After a few, all of the machine's are read at once.
    private var asked: [Machine: Int] = [:]
    private static let askedMax = 4
    private struct Machine: Hashable {
        var line: Int64
        var mounter: Int64
    }

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
            load = try read(place, key)
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
        try put(loads.values.filter { $0.isChanged && !distrusted.contains($0.slot) })
        loads = [:]
        distrusted = []
        asked = [:]
    }

    private static func text(_ side: ChangeText.Side) -> String {
        switch side {
        case .none: ""
        case .front: "front"
        case .rear: "rear"
        }
    }

    /// What was on a slot before this transaction, kept for the scans to come.
    private mutating func read(_ place: Place, _ key: UnsafeRawBufferPointer) throws -> Load {
        let machine = Machine(line: place.line, mounter: place.mounter)
        let count = asked[machine, default: 0] + 1
        asked[machine] = count
        let side = Self.text(place.side)
        let slot = Slot(line: place.line, mounter: place.mounter, key: String(decoding: key, as: UTF8.self), side: side)
        if count <= Self.askedMax {
            try read(" AND slot_key = \(slot.key) AND side = \(side)", of: machine)
        } else if count == Self.askedMax + 1 {
            try read("", of: machine)
        }
        let load = loads[place] ?? Load(slot)
        loads[place] = load
        return load
    }

    private mutating func read(_ condition: SQL, of machine: Machine) throws {
        var found: [(Place, Load)] = []
        try tx.query(
            """
            SELECT slot_key, side, barcode, since_id, since_at, latest_id, latest_at FROM trace_slot_loads
            WHERE line = \(machine.line) AND mounter = \(machine.mounter)\(condition)
            """
        ) { row in
            let side = row.text(1)
            let load = Load(Slot(line: machine.line, mounter: machine.mounter, key: row.text(0), side: side))
            load.barcode = row.withBytes(2) { NameKey($0) }
            load.text = row.text(2)
            (load.sinceID, load.sinceAt, load.latestID, load.latestAt) = (row.int(3), row.int(4), row.int(5), row.int(6))
            let key = row.withBytes(0) { NameKey($0) }
            found.append((Place(line: machine.line, mounter: machine.mounter, key: key, side: Self.side(side)), load))
        }
        for (place, load) in found where loads[place] == nil { loads[place] = load }
    }

    private static func side(_ text: String) -> ChangeText.Side {
        switch text {
        case "front": .front
        case "rear": .rear
        default: .none
        }
    }

    private func put(_ loads: [Load]) throws {
        try tx.upsert(
            into: "trace_slot_loads", key: ["line", "mounter", "slot_key", "side"],
            columns: ["line", "mounter", "slot_key", "side", "barcode", "since_id", "since_at", "latest_id", "latest_at"],
            rows: loads.map { load in
                let slot = load.slot
                return [slot.line, slot.mounter, slot.key, slot.side, load.text, load.sinceID, load.sinceAt, load.latestID, load.latestAt]
            })
    }

    /// From the history: the newest scan, the last one before it of another reel, and the first after that.
    private func rework(_ slot: Slot) throws {
        let scans: SQL = """
            SELECT id, scanned_at, barcode FROM trace_changes
            WHERE line = \(slot.line) AND mounter = \(slot.mounter) AND slot_key = \(slot.key) AND COALESCE(side, '') = \(slot.side)
              AND withdrawn_at IS NULL AND result = 'OK' AND scanned_at > \(TraceabilitySchema.undated)
            """
        let newest: SQL = " ORDER BY scanned_at DESC, id DESC LIMIT 1"
        guard let latest = try tx.first(scans + newest, Self.scan) else {
            try tx.execute(
                "DELETE FROM trace_slot_loads WHERE line = \(slot.line) AND mounter = \(slot.mounter) AND slot_key = \(slot.key) AND side = \(slot.side)"
            )
            return
        }
        let other = try tx.first(scans + " AND scanned_at <= \(latest.at) AND barcode <> \(latest.barcode)" + newest, Self.scan)
        var later: SQL = " AND scanned_at <= \(latest.at)"
        if let other { later += " AND scanned_at >= \(other.at) AND (scanned_at > \(other.at) OR id > \(other.id))" }
        let since = try tx.first(scans + later + " ORDER BY scanned_at, id LIMIT 1", Self.scan) ?? latest
        let load = Load(slot)
        load.text = latest.barcode
        (load.sinceID, load.sinceAt) = (since.id, since.at)
        (load.latestID, load.latestAt) = (latest.id, latest.at)
        try put([load])
    }

    private static func scan(_ row: any Row) -> (id: Int64, at: Int64, barcode: String) { (row.int(0), row.int(1), row.text(2)) }
}
