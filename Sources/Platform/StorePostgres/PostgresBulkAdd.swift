// Counts that are added to what is there: a batch goes as one array per column, is summed and sorted by the server, and
// inserted or added. Sorted by key, so that two writers take the rows in the same order and wait instead of deadlocking.

import CPostgres
import Kernel
import Store

final class PostgresBulkAdd: OwningBulkInsert {
    private static let rowsMax = 5000

    private let connection: PostgresConnection
    private let sql: SQL
    private let types: [Oid]
    private var columns: [[UInt8]]
    private var column = 0
    private var pending = 0
    private var rows = 0
    private var isMismatched = false

    init(_ connection: PostgresConnection, _ table: String, _ key: [String], _ counts: [String], _ types: [Oid]) {
        self.connection = connection
        self.types = types
        columns = types.map { _ in [] }
        let arrays = types.map { Self.isText($0) ? "CAST(? AS text[])" : "CAST(? AS bigint[])" }.joined(separator: ", ")
        let names = (key + counts).enumerated().map { "c\($0.offset)" }
        let keyNumbers = key.indices.map { String($0 + 1) }.joined(separator: ", ")
        let sums = counts.indices.map { "SUM(c\(key.count + $0))" }
        let adds = counts.map { "\($0) = \(table).\($0) + excluded.\($0)" }.joined(separator: ", ")
        sql = SQL(
            trusted: """
                INSERT INTO \(table) (\((key + counts).joined(separator: ", ")))
                SELECT \((names.prefix(key.count) + sums).joined(separator: ", ")) FROM unnest(\(arrays)) AS given (\(names.joined(separator: ", ")))
                GROUP BY \(keyNumbers) ORDER BY \(keyNumbers)
                ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET \(adds)
                """)
    }

    func null() { isMismatched = true }
    func int(_ value: Int64) {
        guard let at = next(isText: false) else { return }
        append(Int32(8), at)
        append(value, at)
    }
    func text(_ utf8: UnsafeRawBufferPointer) {
        guard let at = next(isText: true) else { return }
        append(Int32(truncatingIfNeeded: utf8.count), at)
        columns[at].append(contentsOf: utf8)
    }
    func copiedText(_ utf8: UnsafeRawBufferPointer) { text(utf8) }
    func bytes(_ bytes: UnsafeRawBufferPointer) { isMismatched = true }

    func endRow() throws {
        guard column == types.count, !isMismatched else { throw Problem(.bug, "bulk_columns", cause: sql.text) }
        column = 0
        pending += 1
        if pending == Self.rowsMax { try send() }
    }

    func finish() throws -> Int {
        if pending > 0 { try send() }
        return rows
    }

    private static func isText(_ type: Oid) -> Bool {
        ![PostgresType.int8, PostgresType.int4, PostgresType.int2].contains(type)
    }

    private func next(isText: Bool) -> Int? {
        guard column < types.count, Self.isText(types[column]) == isText else {
            isMismatched = true
            return nil
        }
        column += 1
        return column - 1
    }

    private func append<I: FixedWidthInteger>(_ value: I, _ at: Int) {
        withUnsafeBytes(of: value.bigEndian) { columns[at].append(contentsOf: $0) }
    }

    private func send() throws {
        let values = columns.indices.map { at in
            SQLValue.bytes(Self.head(Self.isText(types[at]) ? PostgresType.text : PostgresType.int8, pending) + columns[at])
        }
        try connection.execute(SQL(trusted: sql.text, values: values), arrays: types.map { Self.isText($0) ? 1009 : 1016 })
        rows += pending
        pending = 0
        for at in columns.indices { columns[at].removeAll(keepingCapacity: true) }
    }

    /// One dimension, no NULLs, its type, its length, counted from 1.
    /// Source: `array_send` in PostgreSQL's src/backend/utils/adt/arrayfuncs.c.
    private static func head(_ element: Oid, _ count: Int) -> [UInt8] {
        var out: [UInt8] = []
        for number in [1, 0, Int32(element), Int32(count), 1] { withUnsafeBytes(of: number.bigEndian) { out.append(contentsOf: $0) } }
        return out
    }
}
