// Many rows at once: gathered here, sent by the thousand as columns of values of one prepared INSERT. LOAD DATA LOCAL INFILE
// costs both ends more, takes errors for warnings, and needs a client that sends files when a server asks for them.

import CMariaDB
import Kernel
import Store

extension MariaDBConnection {
    func bulkInsert(into table: String, columns: [String]) throws -> any BulkInsert {
        try checkReady()
        return MariaDBBulkInsert(self, Self.insertion(table, columns), columnCount: columns.count)
    }

    func bulkAdd(into table: String, key: [String], counts: [String]) throws -> any BulkInsert {
        try checkReady()
        let sums = counts.map { "\($0) = \($0) + VALUES(\($0))" }.joined(separator: ", ")
        let sql = Self.insertion(table, key + counts) + " ON DUPLICATE KEY UPDATE " + sums
        return MariaDBBulkInsert(self, sql, columnCount: key.count + counts.count, keyCount: key.count)
    }

    private static func insertion(_ table: String, _ columns: [String]) -> String {
        "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(columns.map { _ in "?" }.joined(separator: ", ")))"
    }
}

/// Collects rows and inserts them by the batch. Between batches the connection is free for other statements.
final class MariaDBBulkInsert: OwningBulkInsert {
    private static let rowsMax = 4096
    private static let bytesMax = 1 << 20

    private let connection: MariaDBConnection
    private let sql: String
    /// Set where rows with the same key are added up.
    private let keyCount: Int?
    private let rows: RowColumns
    private var sent = 0

    init(_ connection: MariaDBConnection, _ sql: String, columnCount: Int, keyCount: Int? = nil) {
        self.connection = connection
        self.sql = sql
        self.keyCount = keyCount
        // Rows are added up only within a batch, and only there are they in order.
        let factor = keyCount == nil ? 1 : 8
        let bytesMax = min(Self.bytesMax * factor, connection.session.packetBytes / 4)
        rows = RowColumns(columnCount: columnCount, rowsMax: Self.rowsMax * factor, bytesMax: bytesMax)
    }

    func null() { rows.null() }
    func int(_ value: Int64) { rows.integer(value) }
    func text(_ utf8: UnsafeRawBufferPointer) { rows.text(utf8) }
    func copiedText(_ utf8: UnsafeRawBufferPointer) { rows.text(utf8) }
    func bytes(_ bytes: UnsafeRawBufferPointer) { rows.blob(bytes) }

    func endRow() throws {
        try rows.endRow()
        if rows.isFull { try send() }
    }

    func finish() throws -> Int {
        if rows.rowCount > 0 { try send() }
        return sent
    }

    private func send() throws {
        // Sent or not, they are spent: whoever sees this fail gives up the transaction or savepoint.
        defer { rows.clear() }
        let batch = keyCount.map { rows.summed(keyCount: $0) } ?? rows
        try connection.insert(batch, sql)
        sent += rows.rowCount
    }
}

extension MariaDBConnection {
    /// Runs a prepared INSERT for all rows of a batch in one message.
    fileprivate func insert(_ batch: RowColumns, _ sql: String) throws {
        try checkReady()
        guard batch.byteCount < session.packetBytes else {
            throw Problem(mariadb: MariaDBFault(code: 1153, message: "\(batch.byteCount) bytes"), sql: sql)
        }
        let statement = try statements.prepared(sql, self)
        hasChanged = true
        try batch.withBinds { try statement.run($0, rows: UInt32(batch.rowCount), self) }
        try reopen(after: sql)
    }
}
