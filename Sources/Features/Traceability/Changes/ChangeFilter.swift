// What somebody asks of the history, as one value: the same from a page, the API, the terminal and an export.

import Kernel

/// Which changes are meant. Every member that is set narrows it.
public struct ChangeFilter: Sendable {
    public var line: Int64?
    public var mounter: Int64?
    /// Inclusive.
    public var from: Instant?
    /// Exclusive.
    public var to: Instant?
    /// Contained in the part's name, in any case of letters.
    public var part: String?
    public var result: String?
    public var lot: String?
    public var barcode: String?
    public var slot: String?
    public var feeder: String?
    public var vendor: String?
    /// Contained in the file's path.
    public var file: String?
    public var fileID: Int64?
    /// Rows that vanished from a rewritten file, too.
    public var includesWithdrawn = false
    /// The order of the rows, not which ones; rows without a readable time are last either way.
    public var isOldestFirst = false

    public init() {}

    public var isEmpty: Bool {
        line == nil && mounter == nil && from == nil && to == nil && part == nil && result == nil && lot == nil && barcode == nil
            && slot == nil && feeder == nil && vendor == nil && file == nil && fileID == nil && !includesWithdrawn
    }

    /// Reads a point in time as a person or script writes it: RFC 3339, `2026-09-22`, or `2026-09-22T13:55`.
    /// - Parameter isEnd: a bare date means the end of that day.
    /// - Throws: `time_invalid`.
    public static func instant(_ text: String, in zone: Zone, isEnd: Bool) throws(Problem) -> Instant {
        if let instant = Instant(rfc3339: text) { return instant }
        if let day = CivilDate(iso: text) { return zone.start(of: isEnd ? day.adding(days: 1) : day) }
        let parts = text.split(whereSeparator: { $0 == "T" || $0 == " " })
        if parts.count == 2, let day = CivilDate(iso: String(parts[0])) {
            let clock = parts[1].split(separator: ":").map { Int($0) }
            if clock.count >= 2, let hour = clock[0], let minute = clock[1], (0..<24).contains(hour), (0..<60).contains(minute) {
                let second = clock.count > 2 ? clock[2] ?? 0 : 0
                if (0..<60).contains(second) { return zone.instant(CivilTime(date: day, hour: hour, minute: minute, second: second)) }
            }
        }
        throw Problem(.input, "time_invalid", ["value": text], hint: "Write 2026-09-22, 2026-09-22T13:55 or 2026-09-22T13:55:10-06:00.")
    }
}

/// A material change as it is answered.
public struct Change: Sendable {
    public var id: Int64
    public var scannedAt: Instant?
    public var scanDateRaw: String
    public var scanTimeRaw: String
    public var line: Int64?
    public var mounter: Int64?
    public var slot: Int64?
    public var slotText: String
    public var side: String?
    public var result: String
    public var part: String
    public var quantity: Quantity?
    public var vendor: String
    public var lot: String
    public var barcode: String
    public var previousBarcode: String
    public var feederBase: String
    public var productDate: String
    public var sequence: String
    /// Columns without a place of their own, and texts longer than their columns, as a JSON object.
    public var extras: String?
    public var file: Int64
    public var path: String
    public var fileLine: Int64
    public var byteOffset: Int64
    public var withdrawnAt: Instant?
}

/// How many changes a filter means.
public struct ChangeTotals: Sendable, Equatable {
    public var total: Int64 = 0
    public var ok: Int64 = 0
    public var ng: Int64 = 0
    public init() {}

    mutating func add(_ result: String, _ count: Int64) {
        total += count
        switch result.uppercased() {
        case "OK": ok += count
        case "NG": ng += count
        default: break
        }
    }
}

/// The place behind a page: the last row shown.
struct ChangeCursor {
    var at: Int64
    var id: Int64

    var text: String { "\(at).\(id)" }

    init(at: Int64, id: Int64) {
        self.at = at
        self.id = id
    }

    init(_ text: String) throws(Problem) {
        let parts = text.split(separator: ".").map { Int64($0) }
        guard parts.count == 2, let at = parts[0], let id = parts[1] else { throw Problem(.input, "cursor_invalid", ["after": text]) }
        self.at = at
        self.id = id
    }
}

extension Change {
    /// The members of `extras`.
    var extraValues: [(String, JSON)]? { extras.flatMap { try? JSON(parsing: Array($0.utf8)) }?.members }
}
