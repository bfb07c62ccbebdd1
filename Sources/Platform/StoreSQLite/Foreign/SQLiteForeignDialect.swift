// SQLite files as foreign databases. A column may hold values of any kind, so each cell carries a letter that says which:
// `i` a whole number, `r` a real one, `t` text, `b` bytes.

import Kernel
import Store

public struct SQLiteForeignDialect: ForeignDialect {
    public let engine = DatabaseURL.Engine.sqlite
    public let commitsSchemaChanges = false

    public init() {}

    public func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
    public func cell(_ column: ForeignColumn) -> String { quoted(column.name) }

    public func append(_ cell: UnsafeRawBufferPointer?, _ column: ForeignColumn, to out: inout [UInt8]) {
        guard let cell, let kind = cell.first else { return Literal.null(&out) }
        let content = UnsafeRawBufferPointer(rebasing: cell.dropFirst())
        switch kind {
        case UInt8(ascii: "i"), UInt8(ascii: "r"):
            if content.elementsEqual("inf".utf8) {
                out += Array("9e999".utf8)
            } else if content.elementsEqual("-inf".utf8) {
                out += Array("-9e999".utf8)
            } else {
                Literal.number(content, &out)
            }
        case UInt8(ascii: "t") where !content.contains(0): Literal.quoted(content, &out)
        case UInt8(ascii: "t"):
            out += Array("CAST(X'".utf8)
            Literal.hex(content, &out)
            out += Array("' AS TEXT)".utf8)
        default:
            out += Array("X'".utf8)
            Literal.hex(content, &out)
            out.append(UInt8(ascii: "'"))
        }
    }

    public func portable(_ cell: [UInt8], _ column: ForeignColumn) -> [UInt8] { Array(cell.dropFirst()) }

    public func native(_ portable: [UInt8], _ column: ForeignColumn) -> [UInt8] {
        let kind: Character =
            switch column.family {
            case .integer, .boolean, .bits: Int64(String(decoding: portable, as: UTF8.self)) == nil ? "t" : "i"
            case .single, .double: "r"
            case .binary: "b"
            // Decimals as text: as a number this engine would round them.
            default: "t"
            }
        return [kind.asciiValue!] + portable
    }

    /// A whole number of more than 64 bits would become a real one.
    public func holds(_ portable: [UInt8], _ column: ForeignColumn) -> Bool {
        column.family != .integer || Int64(String(decoding: portable, as: UTF8.self)) != nil
    }

    public func digest(_ columns: [ForeignColumn]) -> String {
        // A function takes a hundred values at most.
        let names = columns.map { quoted($0.name) }
        let groups = stride(from: 0, to: names.count, by: 90).map { "gemba_digest(\(names[$0..<min($0 + 90, names.count)].joined(separator: ", ")))" }
        return groups.count == 1 ? groups[0] : "gemba_digest(\(groups.joined(separator: ", ")))"
    }

    public func digestList(_ scan: ForeignScan, _ condition: String) -> String {
        let order = scan.key.isEmpty ? "" : " ORDER BY \(list(scan.key.map(\.name)))"
        return
            "SELECT count(*), group_concat(d, '') FROM (SELECT \(digest(scan.digested)) AS d FROM \(quoted(scan.table)) WHERE \(condition)\(order))"
    }

    public func rangeDigest(_ scan: ForeignScan, _ condition: String) -> String {
        "SELECT count(*), gemba_digest_all(\(digest(scan.digested))) FROM \(quoted(scan.table)) WHERE \(condition)"
    }

    public func digest(ofList list: [UInt8]) -> String { RowDigest.sum(list) }

    public func type(for column: ForeignColumn, inKey: Bool) -> String {
        switch column.family {
        case .integer, .boolean, .bits: "INTEGER"
        case .single, .double: "REAL"
        case .binary: "BLOB"
        default: "TEXT"
        }
    }

    public func create(_ table: ForeignTable, isTemporary: Bool) -> String {
        let columns = table.columns.map { "\(quoted($0.name)) \($0.declared)" + ($0.isNullable ? "" : " NOT NULL") }
        return """
            CREATE \(isTemporary ? "TEMPORARY " : "")TABLE \(quoted(table.name)) (\(columns.joined(separator: ", ")), \
            PRIMARY KEY (\(list(table.key))))
            """
    }

    public func onConflict(key: [String], update columns: [String]) -> String {
        " ON CONFLICT (\(list(key))) DO "
            + (columns.isEmpty ? "NOTHING" : "UPDATE SET " + columns.map { "\(quoted($0)) = excluded.\(quoted($0))" }.joined(separator: ", "))
    }

    public func moment(_ instant: Instant) -> String { "'\(instant.sqlText)'" }
    public func ownText(_ length: Int) -> ForeignColumn { ForeignColumn("", .text, declared: "TEXT") }
    public var ownMoment: ForeignColumn { ForeignColumn("", .datetime, declared: "TEXT") }
    public var ownNumber: ForeignColumn { ForeignColumn("", .integer, declared: "INTEGER") }

    /// Text of ours has no letter before it.
    public func text(_ value: String) -> String {
        var out: [UInt8] = []
        Array(value.utf8).withUnsafeBytes { Literal.quoted($0, &out) }
        return String(decoding: out, as: UTF8.self)
    }
}
