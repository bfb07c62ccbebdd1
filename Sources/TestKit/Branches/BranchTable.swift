// A table of a branch as the kit describes it: its columns as SQL declares them, and what may stand in each. It only
// describes; what is written to a server is `BranchShop`'s business.

/// What may stand in a column.
enum BranchValue: Sendable {
    // Keys: the same for a row in every branch, whatever the seed.
    /// AUTO_INCREMENT, signed.
    case serial
    /// The row's number.
    case row
    /// A key of two parts: so many rows share the first, and the second counts them.
    case group(Int)
    case member(Int)
    /// Texts with accents, cases and trailing blanks, different under every collation.
    case name
    /// Two rows at a time differ in case only.
    case casePair
    case code(String)
    /// Beyond what a signed number of 64 bits holds.
    case hugeKey
    case uuidKey
    case bytesKey
    case dayKey
    case momentKey
    case decimalKey

    // Contents.
    /// The number of a row of another table.
    case reference(String)
    case whole(Int64, Int64)
    case unsigned
    case bits(Int)
    /// Digits before and after the point.
    case decimal(Int, Int)
    case float
    case double
    /// So many characters at most.
    case text(Int)
    case latin(Int)
    /// Long, now and then beyond 64 KiB.
    case note
    case bytes(Int)
    case fixedBytes(Int)
    case choice([String])
    case several([String])
    case json
    case day
    case time
    case moment
    case stamp
    case year
    case uuid
    case address
    case generated

    /// Whether it names a row, and so does not depend on the seed.
    var isKey: Bool {
        switch self {
        case .serial, .row, .group, .member, .name, .casePair, .code, .hugeKey, .uuidKey, .bytesKey, .dayKey, .momentKey, .decimalKey: true
        default: false
        }
    }
}

/// A column.
struct BranchColumn: Sendable {
    let name: String
    let type: String
    let value: BranchValue

    init(_ name: String, _ type: String, _ value: BranchValue) { (self.name, self.type, self.value) = (name, type, value) }

    var isNullable: Bool {
        if case .generated = value { return true }
        return !type.contains("NOT NULL")
    }
    var isGenerated: Bool { if case .generated = value { true } else { false } }
    var isSerial: Bool { if case .serial = value { true } else { false } }
    var quoted: String { BranchSQL.name(name) }
}

/// A table.
struct BranchTable: Sendable {
    /// How rows are told apart.
    enum Key: String, Sendable {
        case primary = "PRIMARY KEY"
        case unique = "UNIQUE KEY"
        case none
    }

    let name: String
    /// Rows, of a thousand in the largest table; 0 is empty.
    let share: Int
    let key: Key
    let columns: [BranchColumn]
    /// Further indexes and constraints.
    let rules: [String]
    let options: String

    init(
        _ name: String, share: Int, key: Key = .primary, _ columns: [BranchColumn], rules: [String] = [], options: String = ""
    ) {
        (self.name, self.share, self.key, self.columns, self.rules, self.options) = (name, share, key, columns, rules, options)
    }

    var quoted: String { BranchSQL.name(name) }
    var keyColumns: [BranchColumn] { key == .none ? [] : columns.filter(\.value.isKey) }
    /// What an INSERT names.
    var written: [BranchColumn] { columns.filter { !$0.isGenerated } }
    /// What an UPDATE may change without naming another row.
    var changeable: [BranchColumn] { written.filter { key == .none || !$0.value.isKey } }

    /// Rows when the largest table has `rows`.
    func count(of rows: Int) -> Int { share == 0 ? 0 : max(6, rows * share / 1000) }

    var definition: String {
        var lines = columns.map { "\($0.quoted) \($0.type)" }
        if key != .none { lines.append("\(key.rawValue) (\(keyColumns.map(\.quoted).joined(separator: ", ")))") }
        let inside = (lines + rules).joined(separator: ",\n  ")
        return "CREATE TABLE \(quoted) (\n  \(inside)\n) ENGINE=InnoDB \(options.isEmpty ? "DEFAULT CHARSET=utf8mb4" : options);\n"
    }
}
