// How SQLite says it: STRICT tables, ON CONFLICT, instr.

import Store

struct SQLiteDialect: Dialect {
    let name = "sqlite"
    let locked: SQL = ""
    func tableCount(_ name: String) -> SQL { "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = \(name)" }

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

    func add(_ column: Column, to table: String) -> [SQL] {
        [SQL(trusted: "ALTER TABLE \(table) ADD COLUMN \(self.column(column))")]
    }

    /// INSERT OR REPLACE would delete without asking the trigger for DELETE.
    func appendOnly(_ table: String) -> [SQL] {
        let abort = "BEGIN SELECT RAISE(ABORT, '\(table) is append-only'); END"
        return [
            SQL(trusted: "CREATE TRIGGER \(table)_no_update BEFORE UPDATE ON \(table) \(abort)"),
            SQL(trusted: "CREATE TRIGGER \(table)_no_delete BEFORE DELETE ON \(table) \(abort)"),
            SQL(
                trusted: "CREATE TRIGGER \(table)_no_replace BEFORE INSERT ON \(table) "
                    + "WHEN EXISTS (SELECT 1 FROM \(table) WHERE id = NEW.id) \(abort)"),
        ]
    }

    func lastIdentity(_ table: String) -> SQL { "SELECT seq FROM sqlite_sequence WHERE name = \(table)" }
    func setIdentity(_ table: String, _ number: Int64) -> [SQL] {
        [
            "DELETE FROM sqlite_sequence WHERE name = \(table) AND seq < \(number)",
            "INSERT INTO sqlite_sequence (name, seq) SELECT \(table), \(number) WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = \(table))",
        ]
    }

    func upsert(into table: String, key: [String], columns: [String], values: [SQLValue]) -> SQL {
        let others = columns.filter { !key.contains($0) }
        let action =
            others.isEmpty ? "DO NOTHING" : "DO UPDATE SET " + others.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        return SQL(
            trusted: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES \(SQL.marks(columns: columns.count, values: values.count)) "
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
    func quotient(_ dividend: String, _ divisor: Int64) -> String { "\(dividend) / \(divisor)" }
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
        return "\(column.name) \(type)\(column.rules)"
    }
}
