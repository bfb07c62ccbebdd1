// How statements for a foreign database are written. An engine says how a name, a cell, a row's digest and a table look in
// its words; what is asked for is the same everywhere and is put together here. Values stand in these statements as
// literals, because rows by the million go through them; an engine's `append` is the only place that writes one.

import Kernel

/// Which rows of a table are meant, and what tells them apart.
public struct ForeignScan: Sendable {
    public var table: String
    /// What a row consists of; their order by name is the order in which they are digested.
    public var columns: [ForeignColumn]
    /// What rows are ordered and named by; empty for a table without a key.
    public var key: [ForeignColumn]
    /// A condition in the engine's words that all rows of this scan meet.
    public var condition: String?

    public init(table: String, columns: [ForeignColumn], key: [ForeignColumn], condition: String? = nil) {
        self.table = table
        self.columns = columns
        self.key = key
        self.condition = condition
    }

    /// In the order of a digest, which does not depend on the order in the table.
    public var digested: [ForeignColumn] { columns.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) } }
}

/// A stretch of keys in the engine's own order.
public struct KeyRange: Sendable, Hashable {
    /// The first key that is meant; nil for the beginning.
    public var from: RowKey?
    /// Rows behind this key only.
    public var after: RowKey?
    /// The first key that is no longer meant; nil for the end.
    public var before: RowKey?
    /// The last key that is meant.
    public var through: RowKey?

    public init(from: RowKey? = nil, after: RowKey? = nil, before: RowKey? = nil, through: RowKey? = nil) {
        (self.from, self.after, self.before, self.through) = (from, after, before, through)
    }
}

public protocol ForeignDialect: Sendable {
    /// `mysql`, `postgres`, `sqlite`.
    var engine: DatabaseURL.Engine { get }
    /// An identifier in quotes.
    func quoted(_ name: String) -> String
    /// The expression that gives a column's cell.
    func cell(_ column: ForeignColumn) -> String
    /// Writes a cell of that column as a literal; the cell is one of this engine's own.
    func append(_ cell: UnsafeRawBufferPointer?, _ column: ForeignColumn, to statement: inout [UInt8])
    /// A cell in the form all engines share, see `ForeignFamily`.
    func portable(_ cell: [UInt8], _ column: ForeignColumn) -> [UInt8]
    /// A cell in that form as one of this engine's own.
    func native(_ portable: [UInt8], _ column: ForeignColumn) -> [UInt8]
    /// Whether a value of another engine stays what it is in such a column here.
    func holds(_ portable: [UInt8], _ column: ForeignColumn) -> Bool
    /// An expression: 128 bits over the columns in this order, in 32 hexadecimal digits. Typed and with lengths, so that
    /// NULL and "NULL", or "a" beside "bc" and "ab" beside "c", differ.
    func digest(_ columns: [ForeignColumn]) -> String
    /// A query: how many rows, and all their digests one behind the other in the order of the key; NULL where it cannot tell.
    func digestList(_ scan: ForeignScan, _ condition: String) -> String
    /// A query: how many rows, and 32 digits over that list; NULL where it cannot tell.
    func rangeDigest(_ scan: ForeignScan, _ condition: String) -> String
    /// What `rangeDigest` says of rows with these digests, 32 digits each.
    func digest(ofList list: [UInt8]) -> String
    /// The type for a column that another engine's column is copied to.
    /// - Parameter inKey: it is part of a key, for which not every type will do.
    func type(for column: ForeignColumn, inKey: Bool) -> String
    /// The statement that makes a table.
    func create(_ table: ForeignTable, isTemporary: Bool) -> String
    /// What follows an INSERT's rows so that a row whose key is there is replaced.
    func onConflict(key: [String], update columns: [String]) -> String
    /// The same INSERT without the rules that a session has beyond those of the table; nil where there are none. Whoever
    /// uses it looks at what became of the row.
    func lenient(_ insert: [UInt8]) -> [UInt8]?
    /// Whether making or changing a table commits what was done before.
    var commitsSchemaChanges: Bool { get }
    /// The present moment in UTC with milliseconds, as a literal of a date with time.
    func moment(_ instant: Instant) -> String
    /// Text of ours as a literal.
    func text(_ value: String) -> String
    /// The types of the columns Gemba adds: text of so many characters, moments, numbers.
    func ownText(_ length: Int) -> ForeignColumn
    var ownMoment: ForeignColumn { get }
    var ownNumber: ForeignColumn { get }
}

extension ForeignDialect {
    public func portable(_ cell: [UInt8], _ column: ForeignColumn) -> [UInt8] { cell }
    public func native(_ portable: [UInt8], _ column: ForeignColumn) -> [UInt8] { portable }
    public func holds(_ portable: [UInt8], _ column: ForeignColumn) -> Bool { true }
    public func lenient(_ insert: [UInt8]) -> [UInt8]? { nil }

    public func list(_ names: [String]) -> String { names.map(quoted).joined(separator: ", ") }

    public func literal(_ cell: [UInt8]?, _ column: ForeignColumn) -> String {
        var out: [UInt8] = []
        if let cell { cell.withUnsafeBytes { append($0, column, to: &out) } } else { append(nil, column, to: &out) }
        return String(decoding: out, as: UTF8.self)
    }

    public func text(_ value: String) -> String { literal(Array(value.utf8), ownText(100)) }

    /// `a > 1 OR (a = 1 AND (b > 2 …))`, or with `>=` at the end.
    private func compare(_ key: ArraySlice<ForeignColumn>, _ cells: ArraySlice<[UInt8]>, _ sign: String, orEqual: Bool, _ out: inout [UInt8]) {
        guard let column = key.first, let cell = cells.first else {
            out += Array("1 = 0".utf8)
            return
        }
        func put(_ sign: String) {
            out += Array((quoted(column.name) + sign).utf8)
            cell.withUnsafeBytes { append($0, column, to: &out) }
        }
        guard key.count > 1 else { return put(" " + sign + (orEqual ? "= " : " ")) }
        out.append(UInt8(ascii: "("))
        put(" " + sign + " ")
        out += Array(" OR (".utf8)
        put(" = ")
        out += Array(" AND ".utf8)
        compare(key.dropFirst(), cells.dropFirst(), sign, orEqual: orEqual, &out)
        out += Array("))".utf8)
    }

    /// The condition that a scan and a range make; always something.
    public func condition(_ scan: ForeignScan, _ range: KeyRange) -> [UInt8] {
        var parts: [[UInt8]] = []
        if let condition = scan.condition { parts.append(Array(condition.utf8)) }
        func part(_ key: RowKey?, _ sign: String, orEqual: Bool) {
            guard let key, !scan.key.isEmpty else { return }
            var out: [UInt8] = []
            compare(scan.key[...], key.cells[...], sign, orEqual: orEqual, &out)
            parts.append(out)
        }
        part(range.from, ">", orEqual: true)
        part(range.after, ">", orEqual: false)
        part(range.before, "<", orEqual: false)
        part(range.through, "<", orEqual: true)
        guard !parts.isEmpty else { return Array("1 = 1".utf8) }
        return Array(parts.joined(separator: Array(" AND ".utf8)))
    }

    /// Rows in the order of the key: the key's cells, the digest, and with `cells` all columns.
    public func page(_ scan: ForeignScan, _ range: KeyRange, cells: Bool, more: String = "", limit: Int?) -> [UInt8] {
        let columns = scan.key.map(cell) + [digest(scan.digested)] + (cells ? scan.columns.map(cell) : [])
        var out = Array("SELECT \(columns.joined(separator: ", "))\(more) FROM \(quoted(scan.table)) WHERE ".utf8)
        out += condition(scan, range)
        if !scan.key.isEmpty { out += Array(" ORDER BY \(list(scan.key.map(\.name)))".utf8) }
        if let limit { out += Array(" LIMIT \(limit)".utf8) }
        return out
    }

    /// `key IN (…)` for one column, `(a = 1 AND b = 2) OR …` for several.
    public func condition(keys: some Sequence<RowKey>, _ columns: [ForeignColumn]) -> [UInt8] {
        var out: [UInt8] = []
        if columns.count == 1 {
            out += Array("\(quoted(columns[0].name)) IN (".utf8)
            for (index, key) in keys.enumerated() {
                if index > 0 { out += Array(", ".utf8) }
                key.cells[0].withUnsafeBytes { append($0, columns[0], to: &out) }
            }
            out.append(UInt8(ascii: ")"))
            return out
        }
        out.append(UInt8(ascii: "("))
        for (index, key) in keys.enumerated() {
            if index > 0 { out += Array(" OR ".utf8) }
            out.append(UInt8(ascii: "("))
            for (place, cell) in key.cells.enumerated() where place < columns.count {
                out += Array("\(place > 0 ? " AND " : "")\(quoted(columns[place].name)) = ".utf8)
                cell.withUnsafeBytes { append($0, columns[place], to: &out) }
            }
            out.append(UInt8(ascii: ")"))
        }
        out.append(UInt8(ascii: ")"))
        return out
    }

    /// How many rows, and their digests, of a stretch of keys.
    public func digestList(_ scan: ForeignScan, _ range: KeyRange) -> [UInt8] {
        Array(digestList(scan, String(decoding: condition(scan, range), as: UTF8.self)).utf8)
    }

    /// How many rows, and a digest over them, of a stretch of keys.
    public func rangeDigest(_ scan: ForeignScan, _ range: KeyRange) -> [UInt8] {
        Array(rangeDigest(scan, String(decoding: condition(scan, range), as: UTF8.self)).utf8)
    }
}

/// Writing literals that several engines share.
public enum Literal {
    private static let hex = Array("0123456789ABCDEF".utf8)
    private static let null = Array("NULL".utf8)

    public static func null(_ out: inout [UInt8]) { out += null }

    /// `'it''s'`
    public static func quoted(_ cell: UnsafeRawBufferPointer, _ out: inout [UInt8]) {
        let mark = UInt8(ascii: "'")
        out.append(mark)
        if cell.contains(mark) {
            for byte in cell {
                if byte == mark { out.append(mark) }
                out.append(byte)
            }
        } else {
            out.append(contentsOf: cell)
        }
        out.append(mark)
    }

    public static func hex(_ cell: UnsafeRawBufferPointer, _ out: inout [UInt8]) {
        for byte in cell {
            out.append(hex[Int(byte >> 4)])
            out.append(hex[Int(byte & 15)])
        }
    }

    /// As it stands when it is a number and nothing else, in quotes otherwise.
    public static func number(_ cell: UnsafeRawBufferPointer, _ out: inout [UInt8]) {
        let isNumber =
            !cell.isEmpty && cell.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x2E || $0 == 0x2B || $0 == 0x65 || $0 == 0x45 }
        // Two signs one behind the other begin a comment.
        guard isNumber, !cell.elementsEqual([0x2D]), zip(cell, cell.dropFirst()).allSatisfy({ $0 != (0x2D, 0x2D) }) else { return quoted(cell, &out) }
        // A space before it, so that a sign never meets another.
        out.append(contentsOf: cell)
    }
}

extension RowKey {
    /// The key's cells in the form all engines share.
    public func portable(_ dialect: any ForeignDialect, _ columns: [ForeignColumn]) -> RowKey {
        RowKey(zip(cells, columns).map { dialect.portable($0, $1) })
    }
    public func native(_ dialect: any ForeignDialect, _ columns: [ForeignColumn]) -> RowKey {
        RowKey(zip(cells, columns).map { dialect.native($0, $1) })
    }
}

extension Instant {
    /// `2025-08-04 07:19:37.250` in UTC.
    public var sqlText: String {
        let civil = CivilTime(millisecondsSinceEpoch: milliseconds)
        return "\(civil.date.isoText) \(civil.clockText).\(padded(civil.millisecond, 3))"
    }
}
