// What the oracle found: plain values, for comparing with what the product stored.

import Kernel

/// Everything the oracle read from a tree of mounter files.
public struct OracleReading: Sendable {
    /// In the order of their paths, compared as bytes.
    public var files: [OracleFile]

    public init(files: [OracleFile]) { self.files = files }

    /// All rows, by path and line.
    public var rows: [OracleRow] { files.flatMap(\.rows) }
    /// All files' counts together, copies included.
    public var counts: MounterCounts { files.reduce(into: MounterCounts()) { $0 += $1.counts } }

    public func file(_ path: String) -> OracleFile? { files.first { $0.path == path } }
}

/// One file as the oracle understood it.
public struct OracleFile: Sendable {
    public var path: String
    /// From the path; nil when it names none.
    public var line: Int?
    public var mounter: Int?
    public var content: [UInt8]
    /// The bytes are not valid UTF-8 and were read as CP1252.
    public var isCP1252: Bool
    /// How many records the file has.
    public var lines = 0
    /// Where the headers stand, as physical lines.
    public var headerLines: [Int] = []
    /// Where the blank lines stand.
    public var blankLines: [Int] = []
    public var rows: [OracleRow] = []
    public var rejects: [OracleReject] = []

    /// The path names neither a line nor a mounter.
    public var isUnmatched: Bool { line == nil && mounter == nil }

    public var counts: MounterCounts {
        var counts = MounterCounts()
        counts.header = headerLines.count
        counts.blank = blankLines.count
        counts.loaded = rows.count
        counts.notANumber = rejects.count { $0.reason == .notANumber }
        counts.tooFewColumns = rejects.count { $0.reason == .tooFewColumns }
        return counts
    }
}

/// Which side of the mounter a feeder base is on.
public enum OracleSide: String, Sendable, Hashable { case front, rear }

/// A row that loads. Texts are as they stand in the file, without quoting; an absent column is empty.
public struct OracleRow: Sendable, Hashable {
    public var path = ""
    public var line: Int?
    public var mounter: Int?
    public var slotText = ""
    /// Nil when the slot is no number.
    public var slot: Int?
    public var side: OracleSide?
    public var result = ""
    public var part = ""
    /// In thousandths; nil when empty.
    public var quantity: Int64?
    public var vendor = ""
    public var lot = ""
    public var barcode = ""
    public var previousBarcode = ""
    public var feederBase = ""
    public var productDate = ""
    public var sequence = ""
    public var dateText = ""
    public var timeText = ""
    /// The machine's local time; nil when date or time cannot be read.
    public var scannedAt: CivilTime?
    /// The physical line on which the record starts, from 1.
    public var fileLine = 0
    /// Where the record starts, from the beginning of the file; a byte order mark is before the first record.
    public var byteOffset = 0

    public init() {}
}

/// A row that does not load.
public struct OracleReject: Sendable, Hashable {
    public enum Reason: String, Sendable, Hashable {
        case notANumber = "not_a_number"
        case tooFewColumns = "too_few_columns"
    }

    public var reason: Reason
    /// `Quantity` with the text in it; both nil when columns are missing.
    public var column: String?
    public var value: String?
    public var fileLine: Int
    public var byteOffset: Int
    /// The record's bytes without its line end.
    public var raw: [UInt8]
}
