// PostgreSQL as a foreign database: every cell travels as the text the server writes and reads for its type.

import Kernel
import Store

public struct PostgresForeignDialect: ForeignDialect {
    public let engine = DatabaseURL.Engine.postgres
    public let commitsSchemaChanges = false

    public init() {}

    public func quoted(_ name: String) -> String { "\"" + name.replacing("\"", with: "\"\"") + "\"" }
    public func cell(_ column: ForeignColumn) -> String { quoted(column.name) + "::text" }

    public func append(_ cell: UnsafeRawBufferPointer?, _ column: ForeignColumn, to out: inout [UInt8]) {
        // In quotes it has no type yet and takes that of its column.
        if let cell { Literal.quoted(cell, &out) } else { Literal.null(&out) }
    }

    public func portable(_ cell: [UInt8], _ column: ForeignColumn) -> [UInt8] {
        switch column.family {
        case .boolean: return cell == [UInt8(ascii: "t")] ? [UInt8(ascii: "1")] : [UInt8(ascii: "0")]
        case .timestamp: return cell.suffix(3) == Array("+00".utf8)[...] ? Array(cell.dropLast(3)) : cell
        case .binary:
            var out: [UInt8] = []
            var rest = cell.dropFirst(2)
            while let high = rest.popFirst(), let low = rest.popFirst() { out.append(Self.digit(high) << 4 | Self.digit(low)) }
            return out
        default: return cell
        }
    }

    public func native(_ portable: [UInt8], _ column: ForeignColumn) -> [UInt8] {
        switch column.family {
        case .timestamp: return portable + Array("+00".utf8)
        case .binary:
            var out = Array("\\x".utf8)
            portable.withUnsafeBytes { Literal.hex($0, &out) }
            return out
        default: return portable
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8 { byte <= UInt8(ascii: "9") ? byte - UInt8(ascii: "0") : (byte | 32) - UInt8(ascii: "a") + 10 }

    private func rowText(_ columns: [ForeignColumn]) -> String {
        let parts = columns.flatMap { column -> [String] in
            let name = quoted(column.name)
            switch column.family {
            case .text, .binary, .json, .other: return ["coalesce(octet_length(\(name)::text)::text, '-')", "\(name)::text"]
            default: return ["coalesce(\(name)::text, '-')"]
            }
        }
        // A function takes a hundred values at most.
        let groups = stride(from: 0, to: parts.count, by: 80).map { start in
            "concat_ws(',', \(parts[start..<min(start + 80, parts.count)].joined(separator: ", ")))"
        }
        return groups.count == 1 ? groups[0] : "concat_ws(',', \(groups.joined(separator: ", ")))"
    }

    public func digest(_ columns: [ForeignColumn]) -> String { "md5(\(rowText(columns)))" }

    public func digestList(_ scan: ForeignScan, _ condition: String) -> String { listQuery(scan, condition) { $0 } }
    public func rangeDigest(_ scan: ForeignScan, _ condition: String) -> String { listQuery(scan, condition) { "md5(\($0))" } }

    private func listQuery(_ scan: ForeignScan, _ condition: String, _ value: (String) -> String) -> String {
        let order = scan.key.isEmpty ? "" : " ORDER BY \(list(scan.key.map(\.name)))"
        return """
            SELECT count(*), coalesce(\(value("string_agg(\(digest(scan.digested)), ''\(order))")), repeat('0', 32)) \
            FROM \(quoted(scan.table)) WHERE \(condition)
            """
    }

    public func digest(ofList list: [UInt8]) -> String { list.isEmpty ? String(repeating: "0", count: 32) : DatabaseDigest.md5(list) }

    public func type(for column: ForeignColumn, inKey: Bool) -> String {
        switch column.family {
        case .integer: "numeric(20,0)"
        case .bits: "numeric(20,0)"
        case .decimal: "numeric"
        case .single: "real"
        case .double: "double precision"
        case .boolean: "boolean"
        case .binary: "bytea"
        case .date: "date"
        // Hours beyond a day are an interval's.
        case .time: "interval"
        case .datetime: "timestamp(6)"
        case .timestamp: "timestamptz(6)"
        case .json: "json"
        case .text, .other: "text"
        }
    }

    public func create(_ table: ForeignTable, isTemporary: Bool) -> String {
        let columns = table.columns.map { "\(quoted($0.name)) \($0.declared)" + ($0.isNullable ? "" : " NOT NULL") }
        return """
            CREATE \(isTemporary ? "TEMPORARY " : "")TABLE \(quoted(table.name)) (\(columns.joined(separator: ", ")), \
            PRIMARY KEY (\(list(table.key))))\(isTemporary ? " ON COMMIT DROP" : "")
            """
    }

    public func onConflict(key: [String], update columns: [String]) -> String {
        " ON CONFLICT (\(list(key))) DO "
            + (columns.isEmpty ? "NOTHING" : "UPDATE SET " + columns.map { "\(quoted($0)) = EXCLUDED.\(quoted($0))" }.joined(separator: ", "))
    }

    public func moment(_ instant: Instant) -> String { "'\(instant.sqlText)'" }
    public func ownText(_ length: Int) -> ForeignColumn { ForeignColumn("", .text, declared: "varchar(\(length)) COLLATE \"C\"") }
    public var ownMoment: ForeignColumn { ForeignColumn("", .datetime, declared: "timestamp(3)") }
    public var ownNumber: ForeignColumn { ForeignColumn("", .integer, declared: "bigint") }
}
