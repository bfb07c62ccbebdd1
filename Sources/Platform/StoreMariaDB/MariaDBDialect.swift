// How MariaDB says it: InnoDB, text compared byte by byte, ON DUPLICATE KEY. Names are quoted, so that a column may be
// called like one of the server's words; the session's sql_mode makes " the quote for names.

import Store

struct MariaDBDialect: Dialect {
    let name = "mariadb"
    let commitsSchemaChanges = true
    let locked: SQL = " FOR UPDATE"

    func tableCount(_ name: String) -> SQL {
        """
        SELECT COUNT(*) FROM information_schema.tables
        WHERE table_schema = DATABASE() AND table_name = \(name) AND table_type = 'BASE TABLE'
        """
    }

    func create(_ table: Table) -> [SQL] {
        // What a key is made of has to be short.
        let keyed = Set(table.primaryKey + table.uniques.flatMap { $0 } + table.foreignKeys.flatMap(\.columns))
        var lines = table.columns.map { line($0, isKeyed: keyed.contains($0.name)) }
        if !table.primaryKey.isEmpty { lines.append("PRIMARY KEY (\(list(table.primaryKey)))") }
        lines += table.uniques.map { "UNIQUE (\(list($0)))" }
        lines += table.checks.map { "CHECK (\($0))" }
        lines += table.foreignKeys.map { key in
            "FOREIGN KEY (\(list(key.columns))) REFERENCES \(quoted(key.table)) (\(list(key.references)))"
                + (key.cascades ? " ON DELETE CASCADE" : "")
        }
        // nopad: 'a' and 'a ' are different texts, as everywhere else.
        let options = "ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin"
        return [SQL(trusted: "CREATE TABLE \(quoted(table.name)) (\n  " + lines.joined(separator: ",\n  ") + "\n) \(options)")]
    }

    /// All rows are indexed; MariaDB has no indexes with a condition. The column of ties stands right behind the one that
    /// is sorted by: rows that are alike there would all be sorted otherwise.
    func create(_ index: Index) -> SQL {
        var columns = index.columns
        if let ties = index.ties, let at = columns.firstIndex(where: { $0.hasSuffix(" DESC") }) { columns.insert(ties, at: at + 1) }
        return SQL(trusted: "CREATE INDEX \(quoted(index.name)) ON \(quoted(index.table)) (\(list(columns)))")
    }

    func add(_ column: Column, to table: String) -> [SQL] {
        [SQL(trusted: "ALTER TABLE \(quoted(table)) ADD COLUMN IF NOT EXISTS \(line(column, isKeyed: false))")]
    }

    /// TRUNCATE asks no trigger here.
    func appendOnly(_ table: String) -> [SQL] {
        ["UPDATE", "DELETE"].map { change in
            SQL(
                trusted: "CREATE OR REPLACE TRIGGER \(quoted("\(table)_no_\(change.lowercased())")) BEFORE \(change) ON \(quoted(table)) "
                    + "FOR EACH ROW SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '\(table) is append-only'")
        }
    }

    func quotient(_ dividend: String, _ divisor: Int64) -> String { "\(dividend) DIV \(divisor)" }

    func lastIdentity(_ table: String) -> SQL {
        "SELECT AUTO_INCREMENT - 1 FROM information_schema.tables WHERE table_schema = DATABASE() AND table_name = \(table)"
    }
    func setIdentity(_ table: String, _ number: Int64) -> [SQL] {
        [SQL(trusted: "ALTER TABLE \(quoted(table)) AUTO_INCREMENT = \(number + 1)")]
    }

    /// Concerns any unique key of the table, not only `key`: MariaDB cannot be told which one is meant.
    func upsert(into table: String, key: [String], columns: [String], values: [SQLValue]) -> SQL {
        let others = columns.filter { !key.contains($0) }
        let action = others.isEmpty ? key.prefix(1).map { "\($0) = \($0)" } : others.map { "\($0) = VALUES(\($0))" }
        return SQL(
            trusted: "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES \(SQL.marks(columns: columns.count, values: values.count)) "
                + "ON DUPLICATE KEY UPDATE \(action.joined(separator: ", "))",
            values: values)
    }

    func contains(_ column: String, _ text: String) -> SQL { "INSTR(\(trusted: column), \(text)) > 0" }
    // LOWER leaves accents alone, which the collations that ignore case do not.
    func containsFolded(_ column: String, _ text: String) -> SQL { "INSTR(LOWER(\(trusted: column)), LOWER(\(text))) > 0" }

    func jsonInteger(_ column: String, _ member: String) -> String { "CAST(JSON_VALUE(\(column), '$.\(member)') AS SIGNED)" }

    func dayText(_ column: String) -> String { "DATE_FORMAT(DATE_ADD(DATE'1970-01-01', INTERVAL \(column) DAY), '%Y-%m-%d')" }

    func instantText(_ column: String) -> String {
        "DATE_FORMAT(DATE_ADD(TIMESTAMP'1970-01-01 00:00:00', INTERVAL (\(column) DIV 1000) SECOND), '%Y-%m-%d %H:%i:%S')"
    }

    func date(_ days: String) -> String { "DATE_ADD(DATE'1970-01-01', INTERVAL \(days) DAY)" }
    func timestamp(_ milliseconds: String) -> String {
        "DATE_ADD(TIMESTAMP'1970-01-01 00:00:00', INTERVAL (\(milliseconds) DIV 1000) SECOND)"
    }

    func clockText(_ column: String) -> String {
        let plain = "REPLACE(REPLACE(\(column), ':', ''), ',', '.')"
        let digits = "SUBSTR(CONCAT('000000', SUBSTRING_INDEX(\(plain), '.', 1)), -6)"
        return "CONCAT(" + [1, 3, 5].map { "SUBSTR(\(digits), \($0), 2)" }.joined(separator: ", ':', ") + ")"
    }

    private func quoted(_ name: String) -> String { "\"\(name)\"" }

    /// Names, each perhaps with its direction: `"scanned_at" DESC, "line"`.
    private func list(_ columns: [String]) -> String {
        columns.map { column in
            let parts = column.split(separator: " ", maxSplits: 1)
            return quoted(String(parts[0])) + (parts.count > 1 ? " " + parts[1] : "")
        }.joined(separator: ", ")
    }

    private func line(_ column: Column, isKeyed: Bool) -> String {
        let type =
            switch column.type {
            case .identity: "BIGINT AUTO_INCREMENT PRIMARY KEY"
            case .integer, .instant: "BIGINT"
            case .flag: "TINYINT"
            case .real: "DOUBLE"
            case .text(let count): "VARCHAR(\(count))"
            case .longText, .json: "LONGTEXT"
            case .bytes: isKeyed ? "VARBINARY(255)" : "LONGBLOB"
            }
        return "\(quoted(column.name)) \(type)\(column.rules)"
    }
}
