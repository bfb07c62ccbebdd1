// Counts that answer the dashboards, changed in the transaction that changes the rows they count.

import Kernel
import Store

struct RollUps {
    private struct HourKey: Hashable {
        var hour: Int64
        var line: Int64
        var mounter: Int64
        var result: NameKey

        func hash(into hasher: inout Hasher) {
            hasher.combine(UInt64(bitPattern: hour &* 1_000_003 ^ line &* 4099 ^ mounter) ^ result.word)
        }
    }
    private struct PartKey: Hashable {
        var day: Int64
        var line: Int64
        var mounter: Int64
        var part: Int64
        var result: NameKey

        func hash(into hasher: inout Hasher) {
            hasher.combine(UInt64(bitPattern: part &* 16_777_619 ^ day &* 1_000_003 ^ line &* 4099 ^ mounter) ^ result.word)
        }
    }

    private let tx: any Transaction
    private var hours: [HourKey: Int64] = [:]
    private var parts: [PartKey: Int64] = [:]
    private var results: [NameKey: String] = [:]
    private var lastResult: NameKey?
    /// The hour that is being counted: scans of one hour come one after the other.
    private var open: (key: HourKey, changes: Int64)?

    init(_ tx: any Transaction) { self.tx = tx }

    /// Counts a scan in (`change` 1) or out (-1).
    mutating func add(
        at: Int64, day: Int64?, line: Int64?, mounter: Int64?, part: Int64, result: UnsafeRawBufferPointer, _ change: Int64
    ) {
        let none = TraceabilitySchema.unknown
        let key = NameKey(result)
        if key != lastResult {
            lastResult = key
            if results[key] == nil { results[key] = String(decoding: result, as: UTF8.self) }
        }
        let hour = at == TraceabilitySchema.undated ? none : at.floorDivided(by: 3_600_000)
        let hourKey = HourKey(hour: hour, line: line ?? none, mounter: mounter ?? none, result: key)
        if open?.key == hourKey { open?.changes += change } else {
            closeHour()
            open = (hourKey, change)
        }
        parts[PartKey(day: day ?? none, line: line ?? none, mounter: mounter ?? none, part: part, result: key), default: 0] += change
    }

    private mutating func closeHour() {
        if let open { hours[open.key, default: 0] += open.changes }
        open = nil
    }

    mutating func write() throws {
        closeHour()
        let hourRows = try tx.bulkAdd(into: "trace_hours", key: ["scan_hour", "line", "mounter", "result"], counts: ["changes"])
        for (key, change) in hours where change != 0 {
            hourRows.int(key.hour)
            hourRows.int(key.line)
            hourRows.int(key.mounter)
            hourRows.string(results[key.result] ?? "")
            hourRows.int(change)
            try hourRows.endRow()
        }
        try hourRows.finish()
        let partRows = try tx.bulkAdd(
            into: "trace_part_days", key: ["scan_day", "line", "mounter", "part_id", "result"], counts: ["changes"])
        for (key, change) in parts where change != 0 {
            partRows.int(key.day)
            partRows.int(key.line)
            partRows.int(key.mounter)
            partRows.int(key.part)
            partRows.string(results[key.result] ?? "")
            partRows.int(change)
            try partRows.endRow()
        }
        try partRows.finish()
        hours = [:]
        parts = [:]
    }
}
