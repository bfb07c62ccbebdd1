// Tables as a server describes them, and the one form in which the kit compares their values: each column as the hexadecimal
// text of its bytes, NULL told apart. Nothing here is taken from the product; names and types come from information_schema.

/// A column of a table on a server.
struct WitnessColumn: Sendable {
    let name: String
    /// `int`, `varchar`, without length.
    let kind: String
    /// As declared: `int(10) unsigned`, `enum('a','b')`.
    let type: String
    let charset: String?
    let isGenerated: Bool

    var quoted: String { BranchSQL.name(name) }

    /// The value as text or bytes that tell every two values apart.
    var plain: String {
        switch kind {
        // FLOAT alone is shown with six digits.
        case "float", "double": "CAST(CAST(\(quoted) AS DOUBLE) AS CHAR)"
        case "bit": "CAST(CAST(\(quoted) AS UNSIGNED) AS CHAR)"
        case "char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set": "CAST(\(quoted) AS BINARY)"
        case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob": quoted
        default: "CAST(\(quoted) AS CHAR)"
        }
    }

    /// Its bytes as hexadecimal text; `-` is NULL.
    var witness: String { "IF(\(quoted) IS NULL, '-', HEX(\(plain)))" }
}

/// A base table on a server.
struct WitnessTable: Sendable {
    let name: String
    let columns: [WitnessColumn]
    /// The primary key, or else the first unique key without NULL; empty where there is neither.
    let key: [String]

    func column(_ name: String) -> WitnessColumn? { columns.first { $0.name == name } }

    /// A row's values, one `|` between two; NULL where a row is too long for the server.
    static func row(_ columns: [WitnessColumn]) -> String {
        columns.isEmpty ? "''" : "CONCAT(" + columns.map(\.witness).joined(separator: ", '|', ") + ")"
    }

    /// The base tables of a database, by name.
    static func all(in database: String, on server: BranchServer) throws -> [WitnessTable] {
        let columns = try server.rows(
            """
            SELECT t.TABLE_NAME, c.COLUMN_NAME, c.DATA_TYPE, c.COLUMN_TYPE, COALESCE(c.CHARACTER_SET_NAME, ''), c.IS_GENERATED
            FROM information_schema.TABLES t JOIN information_schema.COLUMNS c USING (TABLE_SCHEMA, TABLE_NAME)
            WHERE t.TABLE_SCHEMA = DATABASE() AND t.TABLE_TYPE = 'BASE TABLE' ORDER BY t.TABLE_NAME, c.ORDINAL_POSITION;
            """, in: database)
        let keys = try server.rows(
            """
            SELECT TABLE_NAME, INDEX_NAME, COLUMN_NAME, MAX(NULLABLE = 'YES') OVER (PARTITION BY TABLE_NAME, INDEX_NAME)
            FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = DATABASE() AND NON_UNIQUE = 0
            ORDER BY TABLE_NAME, INDEX_NAME <> 'PRIMARY', INDEX_NAME, SEQ_IN_INDEX;
            """, in: database)
        var (names, byTable) = ([String](), [String: [WitnessColumn]]())
        for cells in columns {
            if byTable[cells[0]] == nil { names.append(cells[0]) }
            byTable[cells[0], default: []].append(
                WitnessColumn(
                    name: cells[1], kind: cells[2], type: cells[3], charset: cells[4].isEmpty ? nil : cells[4], isGenerated: cells[5] != "NEVER"))
        }
        return names.map { name in
            let own = keys.filter { $0[0] == name && $0[3] == "0" }
            return WitnessTable(name: name, columns: byTable[name] ?? [], key: own.filter { $0[1] == own.first?[1] }.map { $0[2] })
        }
    }

    /// Which rows of a central table are those of a branch now.
    func live(_ alias: String) -> String {
        "CAST(`_source_alias` AS BINARY) = \(BranchSQL.bytes(Array(alias.utf8))) AND `_deleted_at` IS NULL"
            + (column("_version") == nil ? "" : " AND `_version` = 0")
    }

    /// Witnesses as people read them.
    static func readable(_ witness: Substring) -> String {
        if witness == "-" { return "NULL" }
        let digits = Array(witness.utf8.prefix(120))
        let bytes = stride(from: 0, to: digits.count - 1, by: 2).compactMap { UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16) }
        let more = witness.utf8.count > 120 ? "… (\(witness.utf8.count / 2) bytes)" : ""
        guard let text = String(validating: bytes, as: UTF8.self), text.unicodeScalars.allSatisfy({ $0.value >= 32 && $0.value != 127 }) else {
            return "x'\(String(decoding: digits, as: UTF8.self))'\(more)"
        }
        return "'\(text)'\(more)"
    }
}
