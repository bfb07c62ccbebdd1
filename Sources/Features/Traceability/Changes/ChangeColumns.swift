// Which field of a record is which column of a material change, and how a record becomes the values of one. Pure: bytes
// in, values out.

import Intake
import Kernel

/// The columns of a mounter's log, in the words of the profile `smt-mounter`.
enum ChangeColumn: Int, CaseIterable {
    case scanDate, scanTime, slot, result, previousBarcode, productDate, part, quantity, sequence, vendor, lot, barcode, feederBase, extra

    var name: String {
        switch self {
        case .scanDate: "ScanDate"
        case .scanTime: "ScanTime"
        case .slot: "SlotNo"
        case .result: "Result"
        case .previousBarcode: "PreviousBarcode"
        case .productDate: "ProductDate"
        case .part: "PartName"
        case .quantity: "Quantity"
        case .sequence: "SEQ"
        case .vendor: "Vendor"
        case .lot: "LOTNO"
        case .barcode: "Barcode"
        case .feederBase: "FeederBase"
        case .extra: "Extra"
        }
    }
}

/// Where each column stands in a file's records.
struct ChangeLayout {
    private let index: [Int]
    let fewestFields: Int
    let extras: [(name: String, index: Int)]
    let clock: ClockText
    let quote: UInt8

    init(_ header: HeaderMap, _ profile: IntakeProfile) {
        index = ChangeColumn.allCases.map { column in
            profile.column(named: column.name).flatMap { $0 < header.columns.count ? header.columns[$0] : nil } ?? -1
        }
        fewestFields = header.fewestFields
        extras = header.extras.map { ($0.name, $0.index) }
        clock = profile.clock
        quote = profile.quote ?? UInt8(ascii: "\"")
    }

    /// The column's field, blanks at its ends left out; nil when the record has none.
    @inline(__always)
    func span(_ column: ChangeColumn, _ record: RecordView) -> FieldSpan? {
        let i = index[column.rawValue]
        guard i >= 0, i < record.fields.count else { return nil }
        return FieldText.trimmed(record.fields[i], in: record.bytes)
    }

    @inline(__always)
    func bytes(_ column: ChangeColumn, _ record: RecordView) -> UnsafeRawBufferPointer {
        guard let span = span(column, record) else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return FieldText.bytes(of: span, in: record.bytes)
    }
}

/// Machine clock to absolute time, a day's offset looked up once.
struct DayClock {
    private let zone: Zone
    private var day: CivilDate?
    private var dayNumber: Int64 = 0
    private var steady: Int?

    init(_ zone: Zone) { self.zone = zone }

    /// - Returns: the day as days since 1970, and the instant in milliseconds.
    mutating func instant(_ date: CivilDate, _ millisecondOfDay: Int) -> (day: Int64, at: Int64) {
        if date != day {
            day = date
            dayNumber = date.daysSinceEpoch
            steady = zone.steadyOffsetSeconds(on: date)
        }
        let local = dayNumber * 86_400_000 + Int64(millisecondOfDay)
        if let steady { return (dayNumber, local - Int64(steady) * 1000) }
        return (dayNumber, zone.instant(CivilTime(date: date, millisecondOfDay: millisecondOfDay)).milliseconds)
    }
}

/// Small reading helpers on ASCII bytes.
enum ChangeText {
    /// A slot as a number; nil when it is anything else.
    @inline(__always)
    static func slot(_ bytes: UnsafeRawBufferPointer) -> Int64? {
        guard !bytes.isEmpty, bytes.count <= 9 else { return nil }
        var n: Int64 = 0
        for b in bytes {
            guard b &- 48 < 10 else { return nil }
            n = n * 10 + Int64(b &- 48)
        }
        return n
    }

    enum Side: Int { case none, front, rear }

    /// F anywhere in a feeder base, such as `1F`, is the front; else R anywhere is the rear; in any case. So the system
    /// before had it, and what it answered stays comparable.
    @inline(__always)
    static func side(_ bytes: UnsafeRawBufferPointer) -> Side {
        var side = Side.none
        for b in bytes {
            if b | 0x20 == UInt8(ascii: "f") { return .front }
            if b | 0x20 == UInt8(ascii: "r") { side = .rear }
        }
        return side
    }

    @inline(__always)
    static func isOK(_ bytes: UnsafeRawBufferPointer) -> Bool {
        bytes.count == 2 && bytes[0] | 0x20 == UInt8(ascii: "o") && bytes[1] | 0x20 == UInt8(ascii: "k")
    }
}
