// The face of a database: closures that get a transaction, and nothing that outlives them. Engines implement it; features
// use it without knowing which one they got.

import Kernel

/// One hub database.
public protocol Database: Sendable {
    var dialect: any Dialect { get }
    /// Where it is, without a password; for logs and pages.
    var place: String { get }
    /// Whether several nodes may work on it. An embedded database belongs to one.
    var isShared: Bool { get }
    /// Runs `body` on a consistent snapshot. Several reads run side by side.
    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T
    /// Runs `body` in a transaction: committed when it returns, rolled back when it throws.
    /// `body` may run again when the engine reports a conflict or the server went away, so it must have no effect outside
    /// the transaction.
    func write<T: Sendable>(_ isolation: Isolation, _ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T
    /// Runs `body` like `write` and rolls back whatever it did: the true preview.
    func rehearse<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T
    /// Makes what the engine itself needs in a new database. Called before the first migration.
    func prepare() async throws
    /// Waits for work in hand and closes all connections.
    func close() async throws
}

/// What a writing transaction sees of others that run at the same time.
public enum Isolation: Sendable, Hashable {
    /// The database as it was when the transaction began. When another one changes a row meanwhile that this one changes
    /// too, this one is run again. The usual choice.
    case snapshot
    /// At each statement what is committed then. Two that change the same row wait for each other, so that both may add
    /// to the same counts; what must not change meanwhile has to be read `locked`.
    case current
}

extension Database {
    /// `write` at `snapshot`.
    public func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T {
        try await write(.snapshot, body)
    }
    public func prepare() async throws {}
    public var isShared: Bool { true }
}

/// A running transaction. Valid only inside the closure that received it, on that closure's thread.
public protocol Transaction: AnyObject {
    var dialect: any Dialect { get }
    /// Runs a statement without a result and returns the number of rows it changed.
    @discardableResult func execute(_ sql: SQL) throws -> Int
    /// Hands each row of the result to `each`, in order. The row is valid only during the call.
    func query(_ sql: SQL, _ each: (any Row) throws -> Void) throws
    /// Starts the engine's fastest way to insert many rows; `finish` must be called on what it returns.
    func bulkInsert(into table: String, columns: [String]) throws -> any BulkInsert
    /// The same for counts: where a row with the same `key` columns is there, the new counts are added to it.
    /// Rows are the key columns and then the counts.
    func bulkAdd(into table: String, key: [String], counts: [String]) throws -> any BulkInsert
    /// Runs `body` so that its changes vanish when it throws, while the transaction goes on.
    func savepoint<T>(_ body: () throws -> T) throws -> T
}

/// A row of a result, columns counted from 0.
public protocol Row: AnyObject {
    func isNull(_ column: Int) -> Bool
    func int(_ column: Int) -> Int64
    func double(_ column: Int) -> Double
    func text(_ column: Int) -> String
    func bytes(_ column: Int) -> [UInt8]
    /// The column's bytes without a copy; valid only during the call.
    func withBytes<T>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T
    var columnCount: Int { get }
    func columnName(_ column: Int) -> String
    func value(_ column: Int) -> SQLValue
}

/// Inserts rows one column after the other, in the order of the columns named at the start.
public protocol BulkInsert: AnyObject {
    func null()
    func int(_ value: Int64)
    /// UTF-8 text; the bytes must stay valid until `endRow` returns.
    func text(_ utf8: UnsafeRawBufferPointer)
    func bytes(_ bytes: UnsafeRawBufferPointer)
    func endRow() throws
    /// Sends what is left and returns the number of rows inserted.
    @discardableResult func finish() throws -> Int
}

extension Row {
    public func optionalInt(_ column: Int) -> Int64? { isNull(column) ? nil : int(column) }
    public func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }
    public func optionalBytes(_ column: Int) -> [UInt8]? { isNull(column) ? nil : bytes(column) }
    public func bool(_ column: Int) -> Bool { int(column) != 0 }
    public func instant(_ column: Int) -> Instant { Instant(milliseconds: int(column)) }
    public func optionalInstant(_ column: Int) -> Instant? { isNull(column) ? nil : instant(column) }
    public func json(_ column: Int) throws -> JSON { try JSON(parsing: bytes(column)) }
}

extension BulkInsert {
    public func optionalInt(_ value: Int64?) { if let value { int(value) } else { null() } }
    public func string(_ value: String) {
        // Copied by the engine's `text` only when it must outlive the call; a literal in hand is kept until `endRow`.
        held(Array(value.utf8))
    }
    public func optionalString(_ value: String?) { if let value { string(value) } else { null() } }
    private func held(_ utf8: [UInt8]) { utf8.withUnsafeBytes { ownedText($0) } }
    /// Text whose bytes are copied before this returns.
    public func ownedText(_ utf8: UnsafeRawBufferPointer) { (self as? any OwningBulkInsert)?.copiedText(utf8) ?? text(utf8) }
}

/// A bulk insert that has to be told when bytes do not stay valid.
public protocol OwningBulkInsert: BulkInsert {
    func copiedText(_ utf8: UnsafeRawBufferPointer)
}

extension Transaction {
    /// All rows, each made into a value.
    public func rows<T>(_ sql: SQL, _ make: (any Row) throws -> T) throws -> [T] {
        var out: [T] = []
        try query(sql) { out.append(try make($0)) }
        return out
    }
    /// The first row, or nil.
    public func first<T>(_ sql: SQL, _ make: (any Row) throws -> T) throws -> T? {
        var out: T?
        try query(sql) { if out == nil { out = try make($0) } }
        return out
    }
    /// The first column of the first row as a number; nil without a row or when it is NULL.
    public func int(_ sql: SQL) throws -> Int64? { try first(sql) { $0.optionalInt(0) } ?? nil }
    public func text(_ sql: SQL) throws -> String? { try first(sql) { $0.optionalText(0) } ?? nil }

    /// Inserts a row and returns the `id` the engine gave it.
    public func insert(into table: String, _ values: [(String, any SQLBindable)]) throws -> Int64 {
        let names = values.map(\.0).joined(separator: ", ")
        let marks = values.map { _ in "?" }.joined(separator: ", ")
        let sql = SQL(
            trusted: "INSERT INTO \(table) (\(names)) VALUES (\(marks)) RETURNING id", values: values.map(\.1.sqlValue))
        guard let id = try int(sql) else { throw Problem(.bug, "insert_without_id", ["table": table]) }
        return id
    }

    /// Inserts a row, or updates the row with the same `key` columns.
    public func upsert(into table: String, key: [String], _ values: [(String, any SQLBindable)]) throws {
        try execute(dialect.upsert(into: table, key: key, columns: values.map(\.0), values: values.map(\.1.sqlValue)))
    }

    /// The same for many rows, no two of one key: a few statements for all of them.
    public func upsert(into table: String, key: [String], columns: [String], rows: [[any SQLBindable]]) throws {
        var rest = rows[...]
        // By powers of two, so that there are few statements to prepare.
        var size = 64
        while !rest.isEmpty {
            while size > rest.count { size /= 2 }
            let values = rest.prefix(size).flatMap { $0.map(\.sqlValue) }
            rest = rest.dropFirst(size)
            try execute(dialect.upsert(into: table, key: key, columns: columns, values: values))
        }
    }
}

/// `nil as Int?` and the like, bound as NULL.
extension Optional: SQLBindable where Wrapped: SQLBindable {
    public var sqlValue: SQLValue { self?.sqlValue ?? .null }
}
