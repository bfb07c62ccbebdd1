// The oddities that real mounter files have, one flag each, so that a test can ask for exactly the ones it is about.
// A tree without any is clean: one header of 14 names, LF, UTF-8, compact dates, every line a row that loads.

/// What may go wrong, or merely differ, in a generated mounter file.
public struct MounterQuirks: OptionSet, Sendable, Hashable {
    public let rawValue: UInt32
    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Names in the header as `Productdate`, all lower or all upper case.
    public static let headerCase = MounterQuirks(rawValue: 1 << 0)
    /// 13 columns instead of 14, with or without the comma at the end of a row.
    public static let thirteenColumns = MounterQuirks(rawValue: 1 << 1)
    public static let crlf = MounterQuirks(rawValue: 1 << 2)
    /// A UTF-8 byte order mark at the start.
    public static let byteOrderMark = MounterQuirks(rawValue: 1 << 3)
    /// Vendors with a comma or doubled quotes.
    public static let quotedVendors = MounterQuirks(rawValue: 1 << 4)
    /// Vendors with a newline inside the quotes.
    public static let quotedNewlines = MounterQuirks(rawValue: 1 << 5)
    /// Vendors in letters of two, three and four bytes.
    public static let multiByte = MounterQuirks(rawValue: 1 << 6)
    /// Files in CP1252: not valid UTF-8 as soon as one of their special vendors occurs.
    public static let cp1252 = MounterQuirks(rawValue: 1 << 7)
    /// `2025-08-04` and `07:19:37`.
    public static let isoDates = MounterQuirks(rawValue: 1 << 8)
    /// `71937` for `071937`.
    public static let lostZeros = MounterQuirks(rawValue: 1 << 9)
    /// `-` or `Update` for a date.
    public static let junkDates = MounterQuirks(rawValue: 1 << 10)
    /// Empty quantities.
    public static let emptyQuantities = MounterQuirks(rawValue: 1 << 11)
    /// Quantities such as `12.5`.
    public static let decimalQuantities = MounterQuirks(rawValue: 1 << 12)
    /// `70O0` and the like: rejected.
    public static let badQuantities = MounterQuirks(rawValue: 1 << 13)
    /// Rows that end before the feeder base: rejected.
    public static let tooFewColumns = MounterQuirks(rawValue: 1 << 14)
    public static let blankLines = MounterQuirks(rawValue: 1 << 15)
    /// The header again in the middle.
    public static let repeatedHeaders = MounterQuirks(rawValue: 1 << 16)
    public static let headerOnlyFiles = MounterQuirks(rawValue: 1 << 17)
    public static let emptyFiles = MounterQuirks(rawValue: 1 << 18)
    /// The last line has no newline.
    public static let noFinalNewline = MounterQuirks(rawValue: 1 << 19)
    /// The same row twice in one file, byte for byte.
    public static let identicalRows = MounterQuirks(rawValue: 1 << 20)
    /// No header at all; the columns are in the usual order.
    public static let headerless = MounterQuirks(rawValue: 1 << 21)
    /// Every field in quotes.
    public static let quotedEverything = MounterQuirks(rawValue: 1 << 22)
    /// Slots such as `A12`, and feeder bases without a side.
    public static let textSlots = MounterQuirks(rawValue: 1 << 23)
    /// NG scans, most of them followed by the OK scan of the right reel.
    public static let ngScans = MounterQuirks(rawValue: 1 << 24)
    /// A result that is neither OK nor NG.
    public static let otherResults = MounterQuirks(rawValue: 1 << 25)

    public static let clean: MounterQuirks = []
    public static let all = MounterQuirks(rawValue: (1 << 26) - 1)
    /// The ones whose rows do not load.
    public static let rejecting: MounterQuirks = [.badQuantities, .tooFewColumns]
}
