// The few places where engines speak differently, as fragments. A feature never asks which engine it is on; it asks
// for the fragment.

import Kernel

public protocol Dialect: Sendable {
    /// `sqlite`, `postgresql`, `mariadb`
    var name: String { get }
    /// The statements that make a table.
    func create(_ table: Table) -> [SQL]
    func create(_ index: Index) -> SQL
    /// A statement that inserts, or updates all columns outside `key` when a row with that key is there.
    func upsert(into table: String, key: [String], columns: [String], values: [SQLValue]) -> SQL
    /// An expression that is true when the column contains the text, compared byte by byte.
    func contains(_ column: String, _ text: String) -> SQL
    /// The same without regard to the case of (at least ASCII) letters.
    func containsFolded(_ column: String, _ text: String) -> SQL
    /// A member of a JSON object that holds a whole number, as a number; NULL when it is not there.
    func jsonInteger(_ column: String, _ member: String) -> String
    /// Text `YYYY-MM-DD` of a column of days since 1970.
    func dayText(_ column: String) -> String
    /// Text `HH:MM:SS` of a text column that holds a time as `71937`, `071937`, `7:19:37` or with a fraction behind it.
    func clockText(_ column: String) -> String
    /// Text `YYYY-MM-DD HH:MM:SS` in UTC of a column of milliseconds since the epoch.
    func instantText(_ column: String) -> String
}

/// The type of a column, in our words.
public enum ColumnType: Sendable, Hashable {
    /// A number the engine gives, never given twice.
    case identity
    case integer
    case flag
    case real
    /// Milliseconds since the epoch.
    case instant
    /// Text of at most so many characters, which may be indexed.
    case text(Int)
    /// Text without a limit, not indexed.
    case longText
    case bytes
    case json
}

public struct Column: Sendable {
    public var name: String
    public var type: ColumnType
    public var isNullable: Bool
    public var defaultValue: SQLValue?

    /// A column that is never NULL unless `nullable`.
    public init(_ name: String, _ type: ColumnType, nullable: Bool = false, default value: SQLValue? = nil) {
        self.name = name
        self.type = type
        isNullable = nullable
        defaultValue = value
    }
}

public struct ForeignKey: Sendable {
    public var columns: [String]
    public var table: String
    public var references: [String]
    public var cascades: Bool

    public init(_ columns: [String], references table: String, _ others: [String], cascades: Bool = false) {
        self.columns = columns
        self.table = table
        references = others
        self.cascades = cascades
    }
}

public struct Table: Sendable {
    public var name: String
    public var columns: [Column]
    /// Empty when the first column is an identity.
    public var primaryKey: [String]
    public var uniques: [[String]]
    /// Boolean expressions that hold for each row.
    public var checks: [String]
    public var foreignKeys: [ForeignKey]
    /// Rows are kept in the order of the primary key where the engine can.
    public var clustered: Bool

    public init(
        _ name: String, _ columns: [Column], primaryKey: [String] = [], uniques: [[String]] = [], checks: [String] = [],
        foreignKeys: [ForeignKey] = [], clustered: Bool = false
    ) {
        self.name = name
        self.columns = columns
        self.primaryKey = primaryKey
        self.uniques = uniques
        self.checks = checks
        self.foreignKeys = foreignKeys
        self.clustered = clustered
    }
}

public struct Index: Sendable {
    public var name: String
    public var table: String
    public var columns: [String]
    /// A condition for engines that index only some rows; the others index all.
    public var condition: String?

    public init(_ name: String, on table: String, _ columns: [String], where condition: String? = nil) {
        self.name = name
        self.table = table
        self.columns = columns
        self.condition = condition
    }
}
