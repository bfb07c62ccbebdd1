// Takes a mounter's records into the tables: the change itself, its part and vendor, the roll-ups, and what is on the
// slot now. One loader serves one transaction; what it keeps in memory is written by `finish`.

import Intake
import Kernel
import Store

final class ChangeLoader: RecordLoader {
    private let tx: any Transaction
    private var names: NameTable
    private var rollUps: RollUps
    private var slots: SlotLoads
    private var insert: (any BulkInsert)?
    private var file: OpenFile?
    private var clock: DayClock
    private var line: Int64?
    private var mounter: Int64?
    private let scratch = TextScratch()
    private let cuts = CutColumns()
    private(set) var sawOtherEncoding = false

    init(_ tx: any Transaction, _ memory: NameMemory = NameMemory()) {
        self.tx = tx
        names = NameTable(tx, memory)
        rollUps = RollUps(tx)
        slots = SlotLoads(tx)
        clock = DayClock(.utc)
    }

    /// The file that records belong to. A class, because its many texts would be counted up and down for every row.
    private final class OpenFile {
        let id: Int64
        let layout: ChangeLayout
        let encoding: TextEncoding

        init(_ context: FileContext) {
            id = context.file
            layout = ChangeLayout(context.header, context.profile)
            encoding = context.encoding
        }
    }

    static func id(file: Int64, record: Int64) -> Int64 { file << 32 | record }

    func open(_ context: FileContext) throws {
        guard context.file < 1 << 31 else { throw Problem(.bug, "too_many_files") }
        file = OpenFile(context)
        clock = DayClock(context.zone)
        line = context.parts["line"].flatMap { Int64($0) }
        mounter = context.parts["mounter"].flatMap { Int64($0) }
    }

    func load(_ record: RecordView, at place: RecordPlace) throws -> RecordOutcome {
        guard let file else { throw Problem(.bug, "loader_not_open") }
        let layout = file.layout
        guard record.fields.count >= layout.fewestFields else {
            return .rejected(column: nil, value: String(record.fields.count), reason: "too_few_columns")
        }
        let quantityBytes = layout.bytes(.quantity, record)
        var quantity: Quantity?
        if !quantityBytes.isEmpty {
            guard let number = Quantity(quantityBytes) else {
                return .rejected(column: "Quantity", value: String(decoding: quantityBytes, as: UTF8.self), reason: "not_a_number")
            }
            quantity = number
        }
        let reading = file.encoding.reading(of: UnsafeRawBufferPointer(rebasing: record.bytes[record.range]))
        sawOtherEncoding = reading.isFlagged
        scratch.clear()
        try write(Reading(record: record, layout: layout, text: reading, scratch: scratch, cuts: cuts), quantity, place, file.id)
        return .loaded
    }

    /// A record with the way its text is read.
    private struct Reading {
        let record: RecordView
        let layout: ChangeLayout
        let text: RecordReading
        let scratch: TextScratch
        let cuts: CutColumns

        @inline(__always)
        func raw(_ column: ChangeColumn) -> UnsafeRawBufferPointer { layout.bytes(column, record) }

        /// UTF-8, valid until the scratch is cleared.
        @inline(__always)
        func utf8(_ column: ChangeColumn, bytesMax: Int = 1000) -> UnsafeRawBufferPointer {
            guard let span = layout.span(column, record), span.start < span.end else { return ChangeLoader.nothing }
            let text = FieldText.utf8(of: span, in: record.bytes, reading: text, scratch: scratch, quote: layout.quote)
            if text.count <= bytesMax { return text }
            cuts.columns.append(column)
            return UTF8Cut.cut(text, bytesMax: bytesMax)
        }
    }

    nonisolated(unsafe) fileprivate static let nothing = UnsafeRawBufferPointer(start: nil, count: 0)

    private func write(_ reading: Reading, _ quantity: Quantity?, _ place: RecordPlace, _ file: Int64) throws {
        let insert = try self.insert ?? tx.bulkInsert(into: "trace_changes", columns: Self.columns)
        self.insert = insert
        let id = Self.id(file: file, record: place.record)
        var at = TraceabilitySchema.undated
        var day: Int64?
        if let date = reading.layout.clock.date(reading.raw(.scanDate)),
            let time = reading.layout.clock.millisecondOfDay(reading.raw(.scanTime))
        {
            let instant = clock.instant(date, time)
            (day, at) = (instant.day, instant.at)
        }
        let slotText = reading.utf8(.slot, bytesMax: 50)
        let slot = ChangeText.slot(slotText)
        let feeder = reading.utf8(.feederBase, bytesMax: 50)
        let side = ChangeText.side(feeder)
        let result = Self.canonical(reading.utf8(.result, bytesMax: 20))
        let barcode = reading.utf8(.barcode, bytesMax: 255)
        let part = try names.part(reading.utf8(.part, bytesMax: 255))
        insert.int(id)
        insert.int(at)
        insert.optionalInt(day)
        insert.optionalInt(line)
        insert.optionalInt(mounter)
        insert.optionalInt(slot)
        let key = Self.slotKey(slotText)
        insert.text(key)
        switch side {
        case .none: insert.null()
        case .front: insert.text(Self.front)
        case .rear: insert.text(Self.rear)
        }
        insert.text(result)
        insert.int(part)
        insert.optionalInt(quantity?.thousandths)
        let vendor = try names.vendor(reading.utf8(.vendor, bytesMax: 255))
        insert.int(vendor)
        insert.text(reading.utf8(.lot, bytesMax: 255))
        insert.text(barcode)
        insert.text(reading.utf8(.previousBarcode, bytesMax: 255))
        insert.text(feeder)
        insert.text(reading.utf8(.productDate, bytesMax: 50))
        insert.text(reading.utf8(.sequence, bytesMax: 50))
        insert.text(reading.utf8(.scanDate, bytesMax: 50))
        insert.text(reading.utf8(.scanTime, bytesMax: 50))
        insert.optionalString(extras(reading))
        insert.int(file)
        insert.int(place.line)
        insert.int(place.offset)
        try insert.endRow()
        let counted = CountedChange(
            at: at, day: day, line: line, mounter: mounter, part: part, vendor: vendor, slotKey: key, feeder: feeder, result: result,
            file: file)
        rollUps.add(counted, 1)
        if let line, let mounter, at != TraceabilitySchema.undated, ChangeText.isOK(result), !key.isEmpty {
            try slots.scan(line: line, mounter: mounter, key: key, side: side, barcode: barcode, at: at, id: id)
        }
    }

    private static let columns = [
        "id", "scanned_at", "scan_day", "line", "mounter", "slot", "slot_key", "side", "result", "part_id", "quantity", "vendor_id",
        "lot", "barcode", "previous_barcode", "feeder_base", "product_date", "sequence_no", "scan_date_raw", "scan_time_raw",
        "extras", "file_id", "file_line", "byte_offset",
    ]
    nonisolated(unsafe) private static let front = UnsafeRawBufferPointer(start: ("front" as StaticString).utf8Start, count: 5)
    nonisolated(unsafe) private static let rear = UnsafeRawBufferPointer(start: ("rear" as StaticString).utf8Start, count: 4)

    /// `ok` and `Ng` are stored as the two words everything counts by; any other text stays as it is.
    private static func canonical(_ result: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard result.count == 2 else { return result }
        switch (result[0] | 0x20, result[1] | 0x20) {
        case (UInt8(ascii: "o"), UInt8(ascii: "k")): return okWord
        case (UInt8(ascii: "n"), UInt8(ascii: "g")): return ngWord
        default: return result
        }
    }

    nonisolated(unsafe) private static let okWord = UnsafeRawBufferPointer(start: ("OK" as StaticString).utf8Start, count: 2)
    nonisolated(unsafe) private static let ngWord = UnsafeRawBufferPointer(start: ("NG" as StaticString).utf8Start, count: 2)

    /// Slot `07` and slot `7` are the same place.
    private static func slotKey(_ text: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard ChangeText.slot(text) != nil else { return text }
        var start = 0
        while start < text.count - 1, text[start] == UInt8(ascii: "0") { start += 1 }
        return UnsafeRawBufferPointer(rebasing: text[start...])
    }

    /// Columns nobody asked for, and texts that are longer than their columns, kept as they are.
    private func extras(_ reading: Reading) -> String? {
        var members: [(String, JSON)] = []
        for column in cuts.columns { members.append((column.name, .string(String(decoding: reading.utf8(column, bytesMax: .max), as: UTF8.self)))) }
        cuts.columns.removeAll()
        let extra = reading.utf8(.extra, bytesMax: .max)
        if !extra.isEmpty { members.append(("Extra", .string(String(decoding: extra, as: UTF8.self)))) }
        for (name, index) in reading.layout.extras where index < reading.record.fields.count {
            let span = FieldText.trimmed(reading.record.fields[index], in: reading.record.bytes)
            guard span.start < span.end else { continue }
            let text = FieldText.utf8(of: span, in: reading.record.bytes, reading: reading.text, scratch: reading.scratch)
            members.append((name, .string(String(decoding: text, as: UTF8.self))))
        }
        return members.isEmpty ? nil : JSON.object(members).text
    }

    // MARK: Taking back

    func remove(file: Int64, records: Range<Int64>) throws {
        try flushRows()
        let low = Self.id(file: file, record: records.lowerBound)
        let high = Self.id(file: file, record: records.upperBound)
        try discount("id >= \(low) AND id < \(high) AND withdrawn_at IS NULL", -1)
        try tx.execute("DELETE FROM trace_changes WHERE id >= \(low) AND id < \(high)")
    }

    func withdraw(file: Int64, records: [Int64], at instant: Instant) throws {
        try flushRows()
        for record in records {
            let id = Self.id(file: file, record: record)
            try discount("id = \(id) AND withdrawn_at IS NULL", -1)
            try tx.execute("UPDATE trace_changes SET withdrawn_at = \(instant) WHERE id = \(id)")
        }
    }

    func reinstate(file: Int64, records: [Int64]) throws {
        try flushRows()
        for record in records {
            let id = Self.id(file: file, record: record)
            try discount("id = \(id) AND withdrawn_at IS NOT NULL", 1)
            try tx.execute("UPDATE trace_changes SET withdrawn_at = NULL WHERE id = \(id)")
        }
    }

    func move(file: Int64, places: [RecordPlace]) throws {
        try flushRows()
        for place in places {
            try tx.execute(
                """
                UPDATE trace_changes SET file_line = \(place.line), byte_offset = \(place.offset)
                WHERE id = \(Self.id(file: file, record: place.record)) AND (file_line <> \(place.line) OR byte_offset <> \(place.offset))
                """)
        }
    }

    func remap(file: Int64, parts: [String: String]) throws {
        try flushRows()
        let low = Self.id(file: file, record: 0)
        let high = Self.id(file: file + 1, record: 0)
        try discount("id >= \(low) AND id < \(high) AND withdrawn_at IS NULL", -1)
        let line = parts["line"].flatMap { Int64($0) }
        let mounter = parts["mounter"].flatMap { Int64($0) }
        try tx.execute("UPDATE trace_changes SET line = \(line), mounter = \(mounter) WHERE id >= \(low) AND id < \(high)")
        try discount("id >= \(low) AND id < \(high) AND withdrawn_at IS NULL", 1)
    }

    /// Counts the rows of a condition into or out of the roll-ups, and has their slots worked out anew.
    private func discount(_ condition: SQL, _ sign: Int64) throws {
        try tx.query(
            """
            SELECT scanned_at, scan_day, line, mounter, part_id, result, slot_key, side, vendor_id, feeder_base, file_id
            FROM trace_changes WHERE \(condition)
            """
        ) { row in
            let (line, mounter) = (row.optionalInt(2), row.optionalInt(3))
            row.withBytes(5) { result in
                row.withBytes(6) { slotKey in
                    row.withBytes(9) { feeder in
                        let counted = CountedChange(
                            at: row.int(0), day: row.optionalInt(1), line: line, mounter: mounter, part: row.int(4), vendor: row.int(8),
                            slotKey: slotKey, feeder: feeder, result: result, file: row.int(10))
                        rollUps.add(counted, sign)
                    }
                }
            }
            if let line, let mounter { slots.distrust(line: line, mounter: mounter, key: row.text(6), side: row.optionalText(7) ?? "") }
        }
    }

    private func flushRows() throws {
        try insert?.finish()
        insert = nil
    }

    func finish() throws {
        try flushRows()
        try rollUps.write()
        try slots.write()
        try names.finish()
    }
}

/// The columns of a record whose texts were too long for them.
private final class CutColumns {
    var columns: [ChangeColumn] = []
}

/// Cutting text that is longer than its column, between letters.
enum UTF8Cut {
    static func cut(_ text: UnsafeRawBufferPointer, bytesMax: Int) -> UnsafeRawBufferPointer {
        var end = bytesMax
        while end > 0, text[end] & 0xC0 == 0x80 { end -= 1 }
        return UnsafeRawBufferPointer(rebasing: text[0..<end])
    }
}
