// What a foreign database is made of, as far as its rows have to be carried: tables, columns with what they are in our
// words and in their own, and what tells one row from another.

import Kernel

/// What a column holds, in words that all engines share. A row goes from one engine to another by these.
public enum ForeignFamily: String, Sendable, Hashable, CaseIterable {
    /// Whole numbers, signed or not, of any size.
    case integer
    case decimal
    /// A number of 32 bits in binary.
    case single
    case double
    case boolean
    /// A row of bits, as a whole number.
    case bits
    case text
    case binary
    case date
    case time
    /// Date and time without a zone.
    case datetime
    /// An instant; it travels in UTC.
    case timestamp
    case json
    /// Anything else, as the text its engine shows.
    case other
}

public struct ForeignColumn: Sendable, Hashable {
    public var name: String
    public var family: ForeignFamily
    /// The type in its engine's words, such as `decimal(10,2)` or `varchar(20) character set latin1 collate latin1_bin`:
    /// what stands in a statement that makes such a column.
    public var declared: String
    public var isNullable: Bool
    /// Computed by the engine from other columns.
    public var isGenerated: Bool
    /// The name of its character set, where it has one.
    public var charset: String?
    /// May hold more than 64 KiB.
    public var isLong: Bool

    public init(
        _ name: String, _ family: ForeignFamily, declared: String, isNullable: Bool = true, isGenerated: Bool = false,
        charset: String? = nil, isLong: Bool = false
    ) {
        self.name = name
        self.family = family
        self.declared = declared
        self.isNullable = isNullable
        self.isGenerated = isGenerated
        self.charset = charset
        self.isLong = isLong
    }
}

public struct ForeignTable: Sendable, Hashable {
    public var name: String
    public var columns: [ForeignColumn]
    /// The columns that tell rows apart: the primary key, or else a unique key without NULL; empty where there is none.
    public var key: [String]
    /// Unique keys beside it, by their columns.
    public var otherKeys: [[String]]
    /// Tables it refers to.
    public var parents: [String]
    /// As the engine guesses.
    public var estimatedRows: Int64
    public var averageRowBytes: Int
    /// Whether a snapshot of it is one: no table of MyISAM and the like.
    public var isTransactional: Bool

    public init(
        _ name: String, columns: [ForeignColumn], key: [String], otherKeys: [[String]] = [], parents: [String] = [],
        estimatedRows: Int64 = 0, averageRowBytes: Int = 0, isTransactional: Bool = true
    ) {
        self.name = name
        self.columns = columns
        self.key = key
        self.otherKeys = otherKeys
        self.parents = parents
        self.estimatedRows = estimatedRows
        self.averageRowBytes = averageRowBytes
        self.isTransactional = isTransactional
    }

    public func column(_ name: String) -> ForeignColumn? { columns.first { $0.name == name } }
    public var keyColumns: [ForeignColumn] { key.compactMap(column) }
}

public struct ForeignSchema: Sendable {
    public var tables: [ForeignTable]
    public var views: [String]
    public var triggers: Int
    /// The server's name and version.
    public var version: String

    public init(tables: [ForeignTable], views: [String] = [], triggers: Int = 0, version: String = "") {
        self.tables = tables
        self.views = views
        self.triggers = triggers
        self.version = version
    }

    public func table(_ name: String) -> ForeignTable? { tables.first { $0.name == name } }
}
