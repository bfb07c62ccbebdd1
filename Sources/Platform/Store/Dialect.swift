// The few places where engines speak differently, as fragments. A feature never asks which engine it is on; it asks
// for the fragment.

import Kernel

public protocol Dialect: Sendable {
    /// `sqlite`, `postgresql`, `mariadb`
    var name: String { get }
    /// The statements that make a table.
    func create(_ table: Table) -> [SQL]
    func create(_ index: Index) -> SQL
    /// Whether statements that change the schema commit by themselves, and with them all that was done before.
    var commitsSchemaChanges: Bool { get }
    /// How many tables have this name in the database, as a query: 0 or 1.
    func tableCount(_ name: String) -> SQL
    /// What keeps other processes from changing the schema until the transaction ends; nil where nothing is needed.
    func lockForSchemaChange(_ table: String) -> SQL?
    /// Behind a SELECT: keeps the rows from being changed by others until the transaction ends.
    var locked: SQL { get }
    /// The statements that add a column to a table with rows: one that may be NULL or has a default.
    func add(_ column: Column, to table: String) -> [SQL]
    /// The statements that make a table refuse UPDATE and DELETE, and whatever else would alter its rows and can be
    /// refused, as `store_constraint`. An owner of the database can still drop the table.
    func appendOnly(_ table: String) -> [SQL]
    /// The highest number a table's identity has given, as a query; at least the highest that is there.
    func lastIdentity(_ table: String) -> SQL
    /// The statements after which the identity goes on behind this number.
    func setIdentity(_ table: String, _ number: Int64) -> [SQL]
    /// A statement that inserts, or updates all columns outside `key` when a row with that key is there.
    /// - Parameter values: of one row after the other; no two rows have the same key.
    func upsert(into table: String, key: [String], columns: [String], values: [SQLValue]) -> SQL
    /// An expression that is true when the column contains the text, compared byte by byte.
    func contains(_ column: String, _ text: String) -> SQL
    /// The same without regard to the case of (at least ASCII) letters.
    func containsFolded(_ column: String, _ text: String) -> SQL
    /// A member of a JSON object that holds a whole number, as a number; NULL when it is not there.
    func jsonInteger(_ column: String, _ member: String) -> String
    /// The whole part of a quotient of two whole numbers, rounded towards zero, as a whole number.
    func quotient(_ dividend: String, _ divisor: Int64) -> String
    /// Text `YYYY-MM-DD` of a column of days since 1970.
    func dayText(_ column: String) -> String
    /// Text `HH:MM:SS` of a text column that holds a time as `71937`, `071937`, `7:19:37` or with a fraction behind it.
    func clockText(_ column: String) -> String
    /// Text `YYYY-MM-DD HH:MM:SS` in UTC of a column of milliseconds since the epoch.
    func instantText(_ column: String) -> String
    /// A date of an expression of days since 1970; text as of `dayText` where the engine has no dates.
    func date(_ days: String) -> String
    /// A date with its time of day, without a zone, of an expression of milliseconds from 1970-01-01 00:00; text as of
    /// `instantText` where the engine has no such type.
    func timestamp(_ milliseconds: String) -> String
}

extension Dialect {
    public var commitsSchemaChanges: Bool { false }
    public func date(_ days: String) -> String { dayText(days) }
    public func timestamp(_ milliseconds: String) -> String { instantText(milliseconds) }
    public func lockForSchemaChange(_ table: String) -> SQL? { nil }

    /// The statements that make a table unless it is there.
    public func createIfMissing(_ table: Table) -> [SQL] {
        create(table).map { SQL(trusted: Self.ifMissing($0.text), values: $0.values) }
    }

    /// `CREATE TABLE x` as `CREATE TABLE IF NOT EXISTS x`, and the same for an index.
    public static func ifMissing(_ statement: String) -> String {
        for kind in ["CREATE TABLE ", "CREATE INDEX "] where statement.hasPrefix(kind) {
            return kind + "IF NOT EXISTS " + statement.dropFirst(kind.count)
        }
        return statement
    }
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

extension Column {
    /// What stands behind a column's name and type, in every engine's words: ` NOT NULL DEFAULT 'x'`.
    public var rules: String {
        let presence = isNullable || type == .identity ? "" : " NOT NULL"
        switch defaultValue {
        case .integer(let n): return presence + " DEFAULT \(n)"
        case .text(let s): return presence + " DEFAULT '\(s.replacing("'", with: "''"))'"
        case .real(let d): return presence + " DEFAULT \(d)"
        case .null, .bytes, nil: return presence
        }
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
    /// The column that orders rows which are equal in the descending column. An engine that cannot sort such ties alone,
    /// and would sort all rows instead, puts it behind that column; the others leave it out.
    public var ties: String?

    public init(_ name: String, on table: String, _ columns: [String], where condition: String? = nil, ties: String? = nil) {
        self.name = name
        self.table = table
        self.columns = columns
        self.condition = condition
        self.ties = ties
    }
}
