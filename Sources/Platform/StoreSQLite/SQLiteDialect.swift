// How SQLite says it: STRICT tables, ON CONFLICT, instr.

import Store

struct SQLiteDialect: Dialect {
    let name = "sqlite"

    func create(_ table: Table) -> [SQL] {
        var lines = table.columns.map(column)
        if !table.primaryKey.isEmpty { lines.append("PRIMARY KEY (\(table.primaryKey.joined(separator: ", ")))") }
        lines += table.uniques.map { "UNIQUE (\($0.joined(separator: ", ")))" }
        lines += table.checks.map { "CHECK (\($0))" }
        lines += table.foreignKeys.map { key in
            "FOREIGN KEY (\(key.columns.joined(separator: ", "))) REFERENCES \(key.table) (\(key.references.joined(separator: ", ")))"
                + (key.cascades ? " ON DELETE CASCADE" : "")
        }
        let options = table.clustered && !table.primaryKey.isEmpty ? "STRICT, WITHOUT ROWID" : "STRICT"
        return [SQL(trusted: "CREATE TABLE \(table.name) (\n  " + lines.joined(separator: ",\n  ") + "\n) \(options)")]
    }

    func create(_ index: Index) -> SQL {
        SQL(
            trusted: "CREATE INDEX \(index.name) ON \(index.table) (\(index.columns.joined(separator: ", ")))"
                + (index.condition.map { " WHERE \($0)" } ?? ""))
    }

    func upsert(into table: String, key: [String], columns: [String], values: [SQLValue]) -> SQL {
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        let others = columns.filter { !key.contains($0) }
        let action =
            others.isEmpty ? "DO NOTHING" : "DO UPDATE SET " + others.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        return SQL(
            trusted: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(marks)) "
                + "ON CONFLICT (\(key.joined(separator: ", "))) \(action)",
            values: values)
    }

    func contains(_ column: String, _ text: String) -> SQL { "instr(\(trusted: column), \(text)) > 0" }
    func containsFolded(_ column: String, _ text: String) -> SQL {
        // LIKE ignores the case of ASCII letters and needs no changed copy of each value, as lower() would.
        var pattern = text
        for special in ["\\", "%", "_"] { pattern = pattern.replacing(special, with: "\\" + special) }
        return "\(trusted: column) LIKE \("%" + pattern + "%") ESCAPE '\\'"
    }
    func jsonInteger(_ column: String, _ member: String) -> String { "CAST(json_extract(\(column), '$.\(member)') AS INTEGER)" }
    func dayText(_ column: String) -> String { "strftime('%Y-%m-%d', \(column) * 86400, 'unixepoch')" }

    func instantText(_ column: String) -> String { "strftime('%Y-%m-%d %H:%M:%S', \(column) / 1000, 'unixepoch')" }

    func clockText(_ column: String) -> String {
        let plain = "replace(replace(\(column), ':', ''), ',', '.')"
        let digits = "substr('000000' || substr(\(plain), 1, instr(\(plain) || '.', '.') - 1), -6)"
        return "(" + [1, 3, 5].map { "substr(\(digits), \($0), 2)" }.joined(separator: " || ':' || ") + ")"
    }

    private func column(_ column: Column) -> String {
        let type =
            switch column.type {
            case .identity: "INTEGER PRIMARY KEY AUTOINCREMENT"
            case .integer, .flag, .instant: "INTEGER"
            case .real: "REAL"
            case .text, .longText, .json: "TEXT"
            case .bytes: "BLOB"
            }
        var line = "\(column.name) \(type)"
        if !column.isNullable, column.type != .identity { line += " NOT NULL" }
        switch column.defaultValue {
        case .integer(let n): line += " DEFAULT \(n)"
        case .text(let s): line += " DEFAULT '\(s.replacing("'", with: "''"))'"
        case .real(let d): line += " DEFAULT \(d)"
        case .null, .bytes, nil: break
        }
        return line
    }
}
