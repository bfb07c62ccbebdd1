// What a MariaDB or MySQL database is made of, as its information schema tells it.

import Kernel
import Store

extension MariaDBForeignSession {
    func describe() throws -> ForeignSchema {
        let here = "= DATABASE()"
        let columns = try query(
            """
            SELECT table_name, column_name, data_type, column_type, is_nullable, IFNULL(generation_expression, ''), character_set_name, \
            collation_name, IFNULL(character_octet_length, 0) FROM information_schema.columns WHERE table_schema \(here) \
            ORDER BY table_name, ordinal_position
            """)
        let keys = try query(
            """
            SELECT table_name, index_name, column_name, sub_part, nullable FROM information_schema.statistics \
            WHERE table_schema \(here) AND non_unique = 0 ORDER BY table_name, index_name = 'PRIMARY' DESC, index_name, seq_in_index
            """)
        let parents = try query(
            """
            SELECT DISTINCT table_name, referenced_table_name FROM information_schema.referential_constraints \
            WHERE constraint_schema \(here) AND unique_constraint_schema \(here)
            """)
        let tables = try query(
            """
            SELECT table_name, table_type, IFNULL(table_rows, 0), IFNULL(avg_row_length, 0), engine FROM information_schema.tables \
            WHERE table_schema \(here) ORDER BY table_name
            """)
        let triggers = try text("SELECT COUNT(*) FROM information_schema.triggers WHERE trigger_schema \(here)").flatMap { Int($0) } ?? 0
        let version = try text("SELECT VERSION()") ?? ""
        var schema = ForeignSchema(tables: [], triggers: triggers, version: version)
        let columnsOf = Self.group(columns)
        let keysOf = Self.group(keys)
        let parentsOf = Self.group(parents)
        for row in 0..<tables.rowCount {
            let name = tables.text(row, 0) ?? ""
            guard tables.text(row, 1) == "BASE TABLE" else {
                if tables.text(row, 1)?.contains("VIEW") == true { schema.views.append(name) }
                continue
            }
            let all = Self.uniqueKeys(keys, keysOf[name] ?? [])
            let usable = all.first { $0.isUsable }
            schema.tables.append(
                ForeignTable(
                    name, columns: (columnsOf[name] ?? []).map { Self.column(columns, $0) }, key: usable?.columns ?? [],
                    otherKeys: all.filter { $0.name != usable?.name }.map(\.columns),
                    parents: (parentsOf[name] ?? []).compactMap { parents.text($0, 1) }.filter { $0 != name },
                    estimatedRows: tables.int(row, 2) ?? 0, averageRowBytes: Int(tables.int(row, 3) ?? 0),
                    isTransactional: tables.text(row, 4).map { $0.lowercased() == "innodb" } ?? false))
        }
        return schema
    }

    /// The rows of each table.
    private static func group(_ block: CellBlock) -> [String: [Int]] {
        Dictionary(grouping: 0..<block.rowCount) { block.text($0, 0) ?? "" }
    }

    private struct UniqueKey {
        var name: String
        var columns: [String]
        /// Whole columns that are never NULL.
        var isUsable: Bool
    }

    private static func uniqueKeys(_ keys: CellBlock, _ rows: [Int]) -> [UniqueKey] {
        var out: [UniqueKey] = []
        for row in rows {
            let name = keys.text(row, 1) ?? ""
            if out.last?.name != name { out.append(UniqueKey(name: name, columns: [], isUsable: true)) }
            out[out.count - 1].columns.append(keys.text(row, 2) ?? "")
            if !keys.isNull(row, 3) || keys.text(row, 4) == "YES" { out[out.count - 1].isUsable = false }
        }
        return out
    }

    private static func column(_ columns: CellBlock, _ row: Int) -> ForeignColumn {
        let type = columns.text(row, 2)?.lowercased() ?? ""
        var declared = columns.text(row, 3) ?? type
        let charset = columns.text(row, 6)
        if let charset, let collation = columns.text(row, 7) { declared += " character set \(charset) collate \(collation)" }
        let length = columns.int(row, 8) ?? 0
        return ForeignColumn(
            columns.text(row, 1) ?? "", family(type, declared), declared: declared, isNullable: columns.text(row, 4) == "YES",
            isGenerated: !(columns.text(row, 5) ?? "").isEmpty, charset: charset, isLong: length > 65_536 || type == "json" || isGeometry(type))
    }

    private static func isGeometry(_ type: String) -> Bool {
        ["geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection"].contains(type)
    }

    private static func family(_ type: String, _ declared: String) -> ForeignFamily {
        switch type {
        case "tinyint", "smallint", "mediumint", "int", "bigint", "year": .integer
        case "decimal": .decimal
        case "float": .single
        case "double": .double
        case "bit": .bits
        case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set": .text
        case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob": .binary
        case "date": .date
        case "time": .time
        case "datetime": .datetime
        case "timestamp": .timestamp
        case "json": .json
        default: isGeometry(type) ? .binary : .other
        }
    }
}
