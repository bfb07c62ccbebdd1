// Counts that answer the dashboards and the totals of searches, changed in the transaction that changes the rows they
// count.

import Kernel
import Store

/// What the roll-ups need to know of a change. Texts are valid during the call.
struct CountedChange {
    var at: Int64
    var day: Int64?
    var line: Int64?
    var mounter: Int64?
    var part: Int64
    var vendor: Int64
    var slotKey: UnsafeRawBufferPointer
    var feeder: UnsafeRawBufferPointer
    var result: UnsafeRawBufferPointer
    var file: Int64
}

struct RollUps {
    static let hourMilliseconds: Int64 = 3_600_000
    static let dayMilliseconds: Int64 = 86_400_000

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
        var utcDay: Int64
        var line: Int64
        var mounter: Int64
        var part: Int64
        var vendor: Int64
        var result: NameKey

        func hash(into hasher: inout Hasher) {
            let place = line &* 4099 ^ mounter ^ vendor &* 2_654_435_761
            hasher.combine(UInt64(bitPattern: part &* 16_777_619 ^ (day &* 31 ^ utcDay) &* 1_000_003 ^ place) ^ result.word)
        }
    }
    private struct SlotKey: Hashable {
        var utcDay: Int64
        var line: Int64
        var mounter: Int64
        var slot: NameKey
        var feeder: NameKey
        var result: NameKey

        func hash(into hasher: inout Hasher) {
            let place = UInt64(bitPattern: utcDay &* 1_000_003 ^ line &* 4099 ^ mounter)
            hasher.combine(place ^ slot.word &* 31 ^ feeder.word &* 7 ^ result.word)
        }
    }
    private struct FileKey: Hashable {
        var file: Int64
        var result: NameKey
    }

    private let tx: any Transaction
    private var hours: [HourKey: Int64] = [:]
    private var parts: [PartKey: Int64] = [:]
    private var slots: [SlotKey: Int64] = [:]
    private var files: [FileKey: Int64] = [:]
    private var texts: [NameKey: String] = [:]
    private var lastResult: NameKey?
    /// The hour that is being counted: scans of one hour, and of one file, come one after the other.
    private var openHour: (key: HourKey, changes: Int64)?
    private var openFile: (key: FileKey, changes: Int64)?

    init(_ tx: any Transaction) { self.tx = tx }

    /// Counts a scan in (`change` 1) or out (-1).
    mutating func add(_ scan: CountedChange, _ change: Int64) {
        let none = TraceabilitySchema.unknown
        let result = NameKey(scan.result)
        if result != lastResult {
            lastResult = result
            remember(result, scan.result)
        }
        let isDated = scan.at != TraceabilitySchema.undated
        let hour = isDated ? scan.at.floorDivided(by: Self.hourMilliseconds) : none
        let utcDay = isDated ? hour.floorDivided(by: 24) : none
        let (line, mounter) = (scan.line ?? none, scan.mounter ?? none)
        let hourKey = HourKey(hour: hour, line: line, mounter: mounter, result: result)
        if openHour?.key == hourKey {
            openHour?.changes += change
        } else {
            closeHour()
            openHour = (hourKey, change)
        }
        let fileKey = FileKey(file: scan.file, result: result)
        if openFile?.key == fileKey {
            openFile?.changes += change
        } else {
            closeFile()
            openFile = (fileKey, change)
        }
        let partKey = PartKey(
            day: scan.day ?? none, utcDay: utcDay, line: line, mounter: mounter, part: scan.part, vendor: scan.vendor, result: result)
        parts[partKey, default: 0] += change
        let (slot, feeder) = (NameKey(scan.slotKey), NameKey(scan.feeder))
        let slotKey = SlotKey(utcDay: utcDay, line: line, mounter: mounter, slot: slot, feeder: feeder, result: result)
        if let place = slots.index(forKey: slotKey) {
            slots.values[place] += change
        } else {
            remember(slot, scan.slotKey)
            remember(feeder, scan.feeder)
            slots[slotKey] = change
        }
    }

    private mutating func remember(_ key: NameKey, _ text: UnsafeRawBufferPointer) {
        if texts[key] == nil { texts[key] = String(decoding: text, as: UTF8.self) }
    }

    private mutating func closeHour() {
        if let openHour { hours[openHour.key, default: 0] += openHour.changes }
        openHour = nil
    }

    private mutating func closeFile() {
        if let openFile { files[openFile.key, default: 0] += openFile.changes }
        openFile = nil
    }

    mutating func write() throws {
        closeHour()
        closeFile()
        try writeTimes()
        try writeParts()
        try writeSlots()
        let rows = try tx.bulkAdd(into: "trace_file_results", key: ["file_id", "result"], counts: ["changes"])
        for (key, change) in files where change != 0 { try rows.add([key.file], [texts[key.result] ?? ""], change) }
        try rows.finish()
        (hours, parts, slots, files) = ([:], [:], [:], [:])
    }

    private func writeTimes() throws {
        var days: [HourKey: Int64] = [:]
        let rows = try tx.bulkAdd(into: "trace_hours", key: ["scan_hour", "line", "mounter", "result"], counts: ["changes"])
        for (key, change) in hours where change != 0 {
            try rows.add([key.hour, key.line, key.mounter], [texts[key.result] ?? ""], change)
            var day = key
            if key.hour != TraceabilitySchema.unknown { day.hour = key.hour.floorDivided(by: 24) }
            days[day, default: 0] += change
        }
        try rows.finish()
        let dayRows = try tx.bulkAdd(into: "trace_days", key: ["utc_day", "line", "mounter", "result"], counts: ["changes"])
        for (key, change) in days where change != 0 {
            try dayRows.add([key.hour, key.line, key.mounter], [texts[key.result] ?? ""], change)
        }
        try dayRows.finish()
    }

    private func writeParts() throws {
        var totals: [PartKey: Int64] = [:]
        let rows = try tx.bulkAdd(
            into: "trace_part_days", key: ["scan_day", "utc_day", "line", "mounter", "part_id", "vendor_id", "result"], counts: ["changes"])
        for (key, change) in parts where change != 0 {
            let numbers = [key.day, key.utcDay, key.line, key.mounter, key.part, key.vendor]
            try rows.add(numbers, [texts[key.result] ?? ""], change)
            var total = key
            (total.day, total.utcDay) = (0, 0)
            totals[total, default: 0] += change
        }
        try rows.finish()
        let totalRows = try tx.bulkAdd(
            into: "trace_part_totals", key: ["part_id", "vendor_id", "line", "mounter", "result"], counts: ["changes"])
        for (key, change) in totals where change != 0 {
            try totalRows.add([key.part, key.vendor, key.line, key.mounter], [texts[key.result] ?? ""], change)
        }
        try totalRows.finish()
    }

    private func writeSlots() throws {
        let rows = try tx.bulkAdd(
            into: "trace_slot_days", key: ["line", "mounter", "utc_day", "slot_key", "feeder_base", "result"], counts: ["changes"])
        for (key, change) in slots where change != 0 {
            let names = [texts[key.slot] ?? "", texts[key.feeder] ?? "", texts[key.result] ?? ""]
            try rows.add([key.line, key.mounter, key.utcDay], names, change)
        }
        try rows.finish()
    }
}

extension BulkInsert {
    /// A row of numbers, then texts, then the count.
    fileprivate func add(_ numbers: [Int64], _ texts: [String], _ count: Int64) throws {
        for number in numbers { int(number) }
        for text in texts { string(text) }
        int(count)
        try endRow()
    }
}
