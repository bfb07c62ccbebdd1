// Counts that answer the dashboards, changed in the transaction that changes the rows they count.

import Kernel
import Store

struct RollUps {
    private struct HourKey: Hashable {
        var hour: Int64
        var line: Int64
        var mounter: Int64
        var result: NameKey
    }
    private struct PartKey: Hashable {
        var day: Int64
        var line: Int64
        var mounter: Int64
        var part: Int64
        var result: NameKey
    }

    private let tx: any Transaction
    private var hours: [HourKey: Int64] = [:]
    private var parts: [PartKey: Int64] = [:]
    private var results: [NameKey: String] = [:]

    init(_ tx: any Transaction) { self.tx = tx }

    /// Counts a scan in (`change` 1) or out (-1).
    mutating func add(
        at: Int64, day: Int64?, line: Int64?, mounter: Int64?, part: Int64, result: UnsafeRawBufferPointer, _ change: Int64
    ) {
        let none = TraceabilitySchema.unknown
        let key = NameKey(result)
        if results[key] == nil { results[key] = String(decoding: result, as: UTF8.self) }
        let hour = at == TraceabilitySchema.undated ? none : at.floorDivided(by: 3_600_000)
        hours[HourKey(hour: hour, line: line ?? none, mounter: mounter ?? none, result: key), default: 0] += change
        parts[PartKey(day: day ?? none, line: line ?? none, mounter: mounter ?? none, part: part, result: key), default: 0] += change
    }

    mutating func write() throws {
        for (key, change) in hours where change != 0 {
            let result = results[key.result] ?? ""
            let updated = try tx.execute(
                """
                UPDATE trace_hours SET changes = changes + \(change) WHERE scan_hour = \(key.hour) AND line = \(key.line)
                AND mounter = \(key.mounter) AND result = \(result)
                """)
            if updated == 0 {
                try tx.execute(
                    "INSERT INTO trace_hours (scan_hour, line, mounter, result, changes) VALUES (\(key.hour), \(key.line), \(key.mounter), \(result), \(change))")
            }
        }
        for (key, change) in parts where change != 0 {
            let result = results[key.result] ?? ""
            let updated = try tx.execute(
                """
                UPDATE trace_part_days SET changes = changes + \(change) WHERE scan_day = \(key.day) AND line = \(key.line)
                AND mounter = \(key.mounter) AND part_id = \(key.part) AND result = \(result)
                """)
            if updated == 0 {
                try tx.execute(
                    """
                    INSERT INTO trace_part_days (scan_day, line, mounter, part_id, result, changes)
                    VALUES (\(key.day), \(key.line), \(key.mounter), \(key.part), \(result), \(change))
                    """)
            }
        }
        hours = [:]
        parts = [:]
    }
}
