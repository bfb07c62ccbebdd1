// A transaction on SQLite. Pointers into SQLite's rows live only during one step; nothing here is used outside GRDB's
// own queue, which is why no lock is needed.

import GRDB
import GRDBSQLite
import Kernel
import Store

final class SQLiteTransaction: Store.Transaction {
    private let db: GRDB.Database
    let dialect: any Dialect

    init(_ db: GRDB.Database, _ dialect: any Dialect) {
        self.db = db
        self.dialect = dialect
    }

    @discardableResult
    func execute(_ sql: Store.SQL) throws -> Int {
        let statement = try prepared(sql)
        defer { sqlite3_reset(statement) }
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: continue
            case SQLITE_DONE: return Int(sqlite3_changes(connection))
            default: throw failure(sql.text)
            }
        }
    }

    func query(_ sql: Store.SQL, _ each: (any Store.Row) throws -> Void) throws {
        let statement = try prepared(sql)
        defer { sqlite3_reset(statement) }
        let row = SQLiteRow(statement)
        while true {
            switch sqlite3_step(statement) {
            case SQLITE_ROW: try each(row)
            case SQLITE_DONE: return
            default: throw failure(sql.text)
            }
        }
    }

    func bulkInsert(into table: String, columns: [String]) throws -> any BulkInsert { try bulk(table, columns, "") }

    func bulkAdd(into table: String, key: [String], counts: [String]) throws -> any BulkInsert {
        let sums = counts.map { "\($0) = \($0) + excluded.\($0)" }.joined(separator: ", ")
        return try bulk(table, key + counts, " WHERE true ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET \(sums)")
    }

    private func bulk(_ table: String, _ columns: [String], _ conflict: String) throws -> any BulkInsert {
        guard columns.count <= RowSource.columnsMax else { throw Problem(.bug, "bulk_columns", ["table": table]) }
        let given = columns.indices.map { "c\($0)" }.joined(separator: ", ")
        // FAIL, because a statement that can be undone alone copies every page it touches; whoever sees it fail gives up
        // its transaction or savepoint, which undoes it too.
        let text = "INSERT OR FAIL INTO \(table) (\(columns.joined(separator: ", "))) SELECT \(given) FROM \(RowSource.table)(?)" + conflict
        return SQLiteBulkInsert(self, try db.cachedStatement(sql: text).sqliteStatement, text, columnCount: columns.count)
    }

    func savepoint<T>(_ body: () throws -> T) throws -> T {
        try execute("SAVEPOINT inner_work")
        do {
            let result = try body()
            try execute("RELEASE inner_work")
            return result
        } catch {
            _ = try? execute("ROLLBACK TO inner_work")
            _ = try? execute("RELEASE inner_work")
            throw error
        }
    }

    func failure(_ sql: String) -> Problem {
        Problem(
            sqliteCode: sqlite3_extended_errcode(connection), message: String(cString: sqlite3_errmsg(connection)), sql: sql)
    }

    private var connection: OpaquePointer? { db.sqliteConnection }

    private func prepared(_ sql: Store.SQL) throws -> OpaquePointer? {
        let statement: OpaquePointer?
        do { statement = try db.cachedStatement(sql: sql.text).sqliteStatement } catch let error as DatabaseError {
            throw Problem(sqlite: error)
        }
        guard sqlite3_stmt_busy(statement) == 0 else {
            throw Problem(.bug, "statement_nested", cause: "a query runs the same statement inside itself: " + sql.text)
        }
        for (index, value) in sql.values.enumerated() { bind(statement, Int32(index + 1), value) }
        return statement
    }
}

/// SQLITE_TRANSIENT: SQLite copies the bytes before the call returns.
let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

func bind(_ statement: OpaquePointer?, _ index: Int32, _ value: SQLValue) {
    switch value {
    case .null: sqlite3_bind_null(statement, index)
    case .integer(let n): sqlite3_bind_int64(statement, index, n)
    case .real(let d): sqlite3_bind_double(statement, index, d)
    case .text(var s):
        s.withUTF8 { utf8 in
            _ = sqlite3_bind_text64(
                statement, index, UnsafeRawPointer(utf8.baseAddress)?.assumingMemoryBound(to: CChar.self) ?? empty, UInt64(utf8.count), copied,
                UInt8(SQLITE_UTF8))
        }
    case .bytes(let b):
        b.withUnsafeBytes { raw in
            _ =
                raw.isEmpty
                ? sqlite3_bind_zeroblob(statement, index, 0) : sqlite3_bind_blob64(statement, index, raw.baseAddress, UInt64(raw.count), copied)
        }
    }
}

/// A valid address for text of no length; a null pointer would be bound as NULL.
nonisolated(unsafe) let empty: UnsafePointer<CChar> = {
    let p = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
    p.initialize(to: 0)
    return UnsafePointer(p)
}()

final class SQLiteRow: Store.Row {
    private let statement: OpaquePointer?
    init(_ statement: OpaquePointer?) { self.statement = statement }

    var columnCount: Int { Int(sqlite3_column_count(statement)) }
    func columnName(_ column: Int) -> String { String(cString: sqlite3_column_name(statement, Int32(column))) }
    func isNull(_ column: Int) -> Bool { sqlite3_column_type(statement, Int32(column)) == SQLITE_NULL }
    func int(_ column: Int) -> Int64 { sqlite3_column_int64(statement, Int32(column)) }
    func double(_ column: Int) -> Double { sqlite3_column_double(statement, Int32(column)) }
    func text(_ column: Int) -> String { withBytes(column) { String(decoding: $0, as: UTF8.self) } }
    func bytes(_ column: Int) -> [UInt8] { withBytes(column) { Array($0) } }

    func withBytes<T>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
        let start = sqlite3_column_blob(statement, Int32(column))
        let count = Int(sqlite3_column_bytes(statement, Int32(column)))
        return try body(UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count))
    }

    func value(_ column: Int) -> SQLValue {
        switch sqlite3_column_type(statement, Int32(column)) {
        case SQLITE_INTEGER: .integer(int(column))
        case SQLITE_FLOAT: .real(double(column))
        case SQLITE_TEXT: .text(text(column))
        case SQLITE_BLOB: .bytes(bytes(column))
        default: .null
        }
    }
}

/// Collects rows and inserts them by the batch.
final class SQLiteBulkInsert: OwningBulkInsert {
    private let transaction: SQLiteTransaction
    private let statement: OpaquePointer?
    private let sql: String
    private let batch: RowBatch
    private var rows = 0

    init(_ transaction: SQLiteTransaction, _ statement: OpaquePointer?, _ sql: String, columnCount: Int) {
        self.transaction = transaction
        self.statement = statement
        self.sql = sql
        batch = RowBatch(columnCount: columnCount)
    }

    func null() { batch.null() }
    func int(_ value: Int64) { batch.integer(value) }
    func text(_ utf8: UnsafeRawBufferPointer) { batch.text(utf8) }
    func copiedText(_ utf8: UnsafeRawBufferPointer) { batch.text(utf8) }
    func bytes(_ bytes: UnsafeRawBufferPointer) { batch.blob(bytes) }

    func endRow() throws {
        try batch.endRow()
        if batch.isFull { try send() }
    }

    func finish() throws -> Int {
        if batch.rowCount > 0 { try send() }
        return rows
    }

    private func send() throws {
        sqlite3_reset(statement)
        RowSource.bind(batch, to: statement)
        let code = sqlite3_step(statement)
        let problem = code == SQLITE_DONE ? nil : transaction.failure(sql)
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
        if let problem { throw problem }
        rows += batch.rowCount
        batch.clear()
    }
}
