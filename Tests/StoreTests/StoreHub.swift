// An empty database with some tables, and the questions the tests ask it.

import Kernel
import Store
import TestKit

final class StoreHub: Sendable {
    let folder: ScratchFolder
    let database: any Database

    init(_ tables: [Table]) async throws {
        folder = try ScratchFolder()
        database = try folder.database()
        try await Migrator.migrate(database, [Migration("test-001-tables", tables.map { .create($0) })], clock: .system)
    }

    /// Another connection to the same database, as another process has it.
    func another() throws -> any Database { try folder.database() }

    func read<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T { try await database.read(body) }
    @discardableResult
    func write<T: Sendable>(_ body: @escaping @Sendable (any Transaction) throws -> T) async throws -> T { try await database.write(body) }

    func count(_ table: String) async throws -> Int64 { try await read { try $0.int(SQL(trusted: "SELECT COUNT(*) FROM \(table)")) ?? -1 } }

    /// Rows as texts with `|` between their columns.
    func list(_ sql: SQL) async throws -> [String] {
        try await read { tx in try tx.rows(sql) { row in (0..<row.columnCount).map { row.text($0) }.joined(separator: "|") } }
    }

    /// Writes a value into a column of a new row of `everything` and reads it back.
    func roundTrip(_ column: String, _ value: SQLValue) async throws -> SQLValue? {
        try await database.write { tx in
            let id = try tx.insert(into: "everything", [(column, value)])
            return try tx.first("SELECT \(trusted: column) FROM everything WHERE id = \(id)") { $0.value(0) }
        }
    }

    /// What a transaction throws.
    func problem(_ body: @escaping @Sendable (any Transaction) throws -> Void) async -> Problem? {
        do { try await database.write { try body($0) } } catch { return error as? Problem }
        return nil
    }
}
