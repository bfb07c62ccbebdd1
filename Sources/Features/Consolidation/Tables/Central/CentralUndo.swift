// Takes what a closing did to one central table back: rows it changed or deleted become what they were, rows that still
// carry its number go. Doing it twice changes nothing.

import Kernel
import Store

struct CentralUndo: Sendable {
    let table: ForeignTable
    let alias: String
    let dialect: any ForeignDialect

    /// - Returns: rows taken away, and rows that are as before.
    func takeBack(_ changes: [[UInt8]], _ closing: Int64, _ session: any ForeignSession) throws -> (removed: Int, restored: Int) {
        let name = dialect.quoted(table.name)
        let isMine = "\(dialect.quoted(TraceColumn.alias)) = \(dialect.text(alias))"
        var restored = 0
        for content in changes {
            let before = try RowsBefore(content)
            let columns = try before.names.map { name in
                guard let column = table.column(name) else { throw Problem(.conflict, "central_column_gone", ["table": table.name, "column": name]) }
                return column
            }
            for start in stride(from: 0, to: before.rows.count, by: CentralWriter.rowsMax) {
                let part = before.rows[start..<min(start + CentralWriter.rowsMax, before.rows.count)]
                var statement = Array("INSERT INTO \(name) (\(dialect.list(before.names))) VALUES ".utf8)
                for (index, row) in part.enumerated() {
                    statement += Array((index > 0 ? ", (" : "(").utf8)
                    for (place, cell) in row.enumerated() {
                        if place > 0 { statement += Array(", ".utf8) }
                        if let cell {
                            cell.withUnsafeBytes { dialect.append($0, columns[place], to: &statement) }
                        } else {
                            dialect.append(nil, columns[place], to: &statement)
                        }
                    }
                    statement.append(UInt8(ascii: ")"))
                }
                statement += Array(dialect.onConflict(key: table.key, update: before.names.filter { !table.key.contains($0) }).utf8)
                try session.again(statement, dialect)
                restored += part.count
            }
        }
        if table.column(TraceColumn.replacedBy) != nil {
            try session.execute("DELETE FROM \(name) WHERE \(isMine) AND \(dialect.quoted(TraceColumn.replacedBy)) = \(closing)")
        }
        // What still carries the closing's number came with it.
        let removed = try session.execute("DELETE FROM \(name) WHERE \(isMine) AND \(dialect.quoted(TraceColumn.run)) = \(closing)")
        return (removed, restored)
    }
}
