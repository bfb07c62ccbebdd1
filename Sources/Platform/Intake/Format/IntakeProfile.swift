// How a file format is read, as a value that an administrator can edit: what stands where, under which names, and
// which loader takes the rows. A profile describes; it never reads a file itself.

import Kernel

/// How one kind of file is read.
public struct IntakeProfile: Sendable, Hashable {
    /// Where the names of the columns come from. A header line is recognised wherever it stands, whatever is set here.
    public enum Header: Sendable, Hashable {
        /// The first line that is not blank.
        case present
        /// Rows may start at once, in this order; empty names are columns nobody needs.
        case absent([String])
        /// Somewhere within the first lines; what stands above is ignored.
        case withinFirst(Int)
    }

    /// What a column holds.
    public enum Kind: String, CaseIterable, Sendable {
        case text, date, time, integer, decimal
    }

    /// A column the format is known to have.
    public struct Column: Sendable, Hashable {
        public var name: String
        /// Other names it goes by.
        public var synonyms: [String]
        public var kind: Kind
        /// A row that ends before this column is rejected.
        public var matters: Bool

        public init(_ name: String, synonyms: [String] = [], kind: Kind = .text, matters: Bool = true) {
            self.name = name
            self.synonyms = synonyms
            self.kind = kind
            self.matters = matters
        }
    }

    public var name: String
    /// The loader that takes the rows.
    public var target: String
    public var delimiter: Delimiter
    /// Nil: no byte quotes.
    public var quote: UInt8?
    public var encoding: TextEncoding
    public var header: Header
    public var columns: [Column]
    public var dateOrder: DateOrder
    public var datePatterns: [DatePattern]
    public var timePatterns: [TimePattern]
    /// Path patterns, see `PathPattern`.
    public var paths: [String]
    /// Names of the files a folder is searched for, see `Glob`.
    public var include: [String]

    public init(
        name: String, target: String, delimiter: Delimiter = .detect, quote: UInt8? = UInt8(ascii: "\""),
        encoding: TextEncoding = .utf8, header: Header = .present, columns: [Column],
        dateOrder: DateOrder = .dayFirst, datePatterns: [DatePattern] = DatePattern.allCases,
        timePatterns: [TimePattern] = TimePattern.allCases, paths: [String] = [], include: [String] = ["*.csv"]
    ) {
        self.name = name
        self.target = target
        self.delimiter = delimiter
        self.quote = quote
        self.encoding = encoding
        self.header = header
        self.columns = columns
        self.dateOrder = dateOrder
        self.datePatterns = datePatterns
        self.timePatterns = timePatterns
        self.paths = paths
        self.include = include
    }

    /// The reader of its dates and times.
    public var clock: ClockText { ClockText(dates: datePatterns, times: timePatterns, order: dateOrder) }

    /// The place of a column in `columns`, by its name or a synonym.
    public func column(named name: String) -> Int? {
        let wanted = HeaderName.normalized(name)
        return columns.firstIndex { column in
            ([column.name] + column.synonyms).contains { HeaderName.normalized($0) == wanted }
        }
    }
}

/// What separates the fields of a record.
public enum Delimiter: Sendable, Hashable {
    case byte(UInt8)
    /// Proposed from a sample, confirmed once, then stored as a byte.
    case detect

    /// `tab`, `detect`, or the character itself.
    public var text: String {
        switch self {
        case .byte(Byte.tab): "tab"
        case .byte(let byte): String(UnicodeScalar(byte))
        case .detect: "detect"
        }
    }

    /// Reads what `text` writes, and a few other names; nil for anything that is not one ASCII character.
    public init?(_ text: String) {
        switch text.lowercased() {
        case "detect", "auto": self = .detect
        case "tab", "\t", "\\t": self = .byte(Byte.tab)
        case "comma": self = .byte(UInt8(ascii: ","))
        case "semicolon": self = .byte(UInt8(ascii: ";"))
        case "pipe": self = .byte(UInt8(ascii: "|"))
        default:
            guard text.utf8.count == 1, let byte = text.utf8.first, byte < 0x80 else { return nil }
            self = .byte(byte)
        }
    }
}
