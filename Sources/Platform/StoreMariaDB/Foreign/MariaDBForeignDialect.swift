// MariaDB and MySQL as foreign databases: how their rows are read, digested and written so that nothing of a value is lost.

import Kernel
import Store

public struct MariaDBForeignDialect: ForeignDialect {
    public let engine = DatabaseURL.Engine.mysql
    public let commitsSchemaChanges = true

    public init() {}

    public func quoted(_ name: String) -> String { "`" + name.replacing("`", with: "``") + "`" }

    public func cell(_ column: ForeignColumn) -> String {
        let name = quoted(column.name)
        switch column.family {
        // As text a FLOAT loses bits; a DOUBLE does not.
        case .single: return "CAST(\(name) AS DOUBLE)"
        case .bits: return "CAST(\(name) AS UNSIGNED)"
        // A geometry as the server keeps it, with its reference system.
        case .binary where !column.declared.contains("blob") && !column.declared.contains("binary"): return "CAST(\(name) AS BINARY)"
        default: return name
        }
    }

    public func append(_ cell: UnsafeRawBufferPointer?, _ column: ForeignColumn, to out: inout [UInt8]) {
        guard let cell else { return Literal.null(&out) }
        switch column.family {
        case .integer, .decimal, .single, .double, .bits, .boolean: Literal.number(cell, &out)
        case .binary:
            out += [UInt8(ascii: "X"), UInt8(ascii: "'")]
            Literal.hex(cell, &out)
            out.append(UInt8(ascii: "'"))
        default: Literal.quoted(cell, &out)
        }
    }

    /// Text and bytes with their length before them; what can only be digits and signs, without.
    private func parts(_ column: ForeignColumn) -> [String] {
        let name = quoted(column.name)
        switch column.family {
        case .text, .binary, .json, .other:
            let isForeignText = column.charset.map { !["utf8mb4", "utf8mb3", "utf8", "ascii", "binary"].contains($0) } ?? false
            // As bytes, so that texts of several character sets stand beside each other.
            var content = "CAST(\(isForeignText ? "CONVERT(\(name) USING utf8mb4)" : name) AS BINARY)"
            if column.isLong { content = "IF(OCTET_LENGTH(\(name)) > 65536, SHA1(\(name)), \(content))" }
            return ["IFNULL(OCTET_LENGTH(\(name)), '-')", content]
        default:
            return [column.isNullable ? "IFNULL(\(cell(column)), '-')" : cell(column)]
        }
    }

    private func rowText(_ columns: [ForeignColumn]) -> String { "CONCAT_WS(',', \(columns.flatMap(parts).joined(separator: ", ")))" }

    /// SHA-1 cut to 128 bits; MD5 costs these servers twice as much.
    public func digest(_ columns: [ForeignColumn]) -> String { "LEFT(SHA1(\(rowText(columns))), 32)" }

    public func digestList(_ scan: ForeignScan, _ condition: String) -> String { listQuery(scan, condition) { $0 } }
    public func rangeDigest(_ scan: ForeignScan, _ condition: String) -> String { listQuery(scan, condition) { "LEFT(SHA1(\($0)), 32)" } }

    /// In the order in which the rows are found, which is that of the key; where it is not, two lists differ, and rows are
    /// asked for one by one. What GROUP_CONCAT cuts off it cuts without an error; then nothing is said about the range. A row
    /// too long to be digested, which it would pass over, is unlike any other.
    private func listQuery(_ scan: ForeignScan, _ condition: String, _ value: (String) -> String) -> String {
        // As text: beside a value of the type UUID a digest would be taken for one.
        let list = "GROUP_CONCAT(IFNULL(\(digest(scan.digested)), CONCAT(UUID(), '')) SEPARATOR '')"
        return """
            SELECT COUNT(*), CASE WHEN COUNT(*) = 0 THEN REPEAT('0', 32) WHEN COUNT(*) * 32 > @@group_concat_max_len THEN NULL \
            ELSE \(value(list)) END FROM \(quoted(scan.table)) WHERE \(condition)
            """
    }

    public func digest(ofList list: [UInt8]) -> String {
        list.isEmpty ? String(repeating: "0", count: 32) : String(DatabaseDigest.sha1(list).prefix(32))
    }

    public func type(for column: ForeignColumn, inKey: Bool) -> String {
        switch column.family {
        // As long as a key of two such columns and a branch may be.
        case .binary where inKey: "VARBINARY(600)"
        case .text where inKey, .json where inKey, .other where inKey: "VARCHAR(300) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin"
        case .integer: "BIGINT"
        case .bits: "BIGINT UNSIGNED"
        case .decimal: column.declared.contains("(") ? column.declared.replacing("numeric", with: "DECIMAL") : "DECIMAL(65,30)"
        case .single: "FLOAT"
        case .double: "DOUBLE"
        case .boolean: "TINYINT(1)"
        case .binary: "LONGBLOB"
        case .date: "DATE"
        case .time: "TIME(6)"
        case .datetime, .timestamp: "DATETIME(6)"
        case .text, .json, .other: "LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin"
        }
    }

    public func create(_ table: ForeignTable, isTemporary: Bool) -> String {
        let columns = table.columns.map { column in
            // Said outright: the first TIMESTAMP would otherwise be set to the present at each change.
            "\(quoted(column.name)) \(column.declared)" + (column.isNullable ? " NULL DEFAULT NULL" : " NOT NULL")
        }
        return """
            CREATE \(isTemporary ? "TEMPORARY " : "")TABLE \(quoted(table.name)) (\(columns.joined(separator: ", ")), \
            PRIMARY KEY (\(list(table.key)))) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 ROW_FORMAT = DYNAMIC
            """
    }

    public func onConflict(key: [String], update columns: [String]) -> String {
        // A key that is the same to the collation may still be written otherwise.
        " ON DUPLICATE KEY UPDATE " + (columns + key).map { "\(quoted($0)) = VALUES(\(quoted($0)))" }.joined(separator: ", ")
    }

    /// An enumeration may hold the empty text that stands for "none of them", and a strict session cannot write it.
    public func lenient(_ insert: [UInt8]) -> [UInt8]? {
        Array("SET STATEMENT sql_mode = 'ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO,NO_BACKSLASH_ESCAPES' FOR ".utf8) + insert
    }

    public func moment(_ instant: Instant) -> String { "'\(instant.sqlText)'" }
    public func ownText(_ length: Int) -> ForeignColumn {
        ForeignColumn("", .text, declared: "varchar(\(length)) character set utf8mb4 collate utf8mb4_bin", charset: "utf8mb4")
    }
    public var ownMoment: ForeignColumn { ForeignColumn("", .datetime, declared: "datetime(3)") }
    public var ownNumber: ForeignColumn { ForeignColumn("", .integer, declared: "bigint") }
}
