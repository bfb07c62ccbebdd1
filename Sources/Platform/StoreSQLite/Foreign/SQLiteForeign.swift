// A visit to a SQLite file that is not ours, through SQLite's own calls. The engine runs in this process, so rows are
// digested here: by two functions that the connection brings along.

import Foundation
import GRDBSQLite
import Kernel
import Store

public struct SQLiteForeign: ForeignDatabase {
    public let dialect: any ForeignDialect = SQLiteForeignDialect()
    public let place: String
    public let name: String
    private let path: String
    private let mayCreate: Bool

    /// - Parameter mayCreate: makes the file where there is none; a branch's file has to be there.
    public init(path: String, mayCreate: Bool) {
        self.path = path
        self.mayCreate = mayCreate
        place = "sqlite:" + path
        name = (path as NSString).lastPathComponent
    }

    public func open() throws -> any ForeignSession { try SQLiteForeignSession(path, mayCreate: mayCreate) }
}

final class SQLiteForeignSession: ForeignSession, @unchecked Sendable {
    private var db: OpaquePointer?
    private var stream: OpaquePointer?
    private var isOpen = false
    private var savepoints = 0
    /// How long another program that holds the file is waited for.
    private static let busyMilliseconds: Int32 = 20_000

    init(_ path: String, mayCreate: Bool) throws {
        let flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (mayCreate ? SQLITE_OPEN_CREATE : 0)
        if mayCreate {
            let folder = (path as NSString).deletingLastPathComponent
            if !folder.isEmpty { try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
        }
        let code = sqlite3_open_v2(path, &db, flags, nil)
        guard code == SQLITE_OK else {
            let cause = db.map { String(cString: sqlite3_errmsg($0)) } ?? ""
            sqlite3_close_v2(db)
            throw Problem(
                .outside(retryable: true), "foreign_file", ["path": path], hint: "Check that the file is there and that Gemba may read and write it.",
                cause: cause)
        }
        sqlite3_extended_result_codes(db, 1)
        sqlite3_busy_timeout(db, Self.busyMilliseconds)
        RowDigest.install(on: db)
        // Also tells a file that is no database at all.
        _ = try query("SELECT count(*) FROM sqlite_master")
    }

    deinit { close() }

    func begin(_ purpose: ForeignPurpose) throws {
        switch purpose {
        case .snapshot:
            try execute("PRAGMA query_only = 1")
            try execute("BEGIN")
            // The snapshot is taken by the first look, not by BEGIN.
            _ = try query("SELECT count(*) FROM sqlite_master")
        case .change: try execute("BEGIN IMMEDIATE")
        }
        isOpen = true
    }

    func commit() throws {
        try execute("COMMIT")
        isOpen = false
    }

    func rollback() {
        closeStream()
        guard isOpen else { return }
        isOpen = false
        _ = try? execute("ROLLBACK")
        _ = try? execute("PRAGMA query_only = 0")
    }

    func close() {
        closeStream()
        sqlite3_close_v2(db)
        db = nil
    }

    func interrupt() { if let db { sqlite3_interrupt(db) } }

    @discardableResult
    func execute(_ statement: [UInt8]) throws -> Int {
        try each(statement) { _ in }
        return Int(sqlite3_changes64(db))
    }

    func query(_ statement: [UInt8]) throws -> CellBlock {
        var block: CellBlock?
        try each(statement) { row in
            let count = Int(sqlite3_column_count(row))
            if block == nil { block = CellBlock(columnCount: count) }
            for column in 0..<Int32(count) { block?.append(Self.cell(row, column)) }
        }
        return block ?? CellBlock(columnCount: 1)
    }

    /// A column's value with its letter. What an expression gives, such as a count or a digest, comes as it is.
    private static func cell(_ row: OpaquePointer?, _ column: Int32) -> [UInt8]? {
        let kind = sqlite3_column_type(row, column)
        guard kind != SQLITE_NULL else { return nil }
        func raw() -> [UInt8] {
            let start = sqlite3_column_blob(row, column)
            return Array(UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(row, column))))
        }
        guard sqlite3_column_table_name(row, column) != nil else { return raw() }
        switch kind {
        case SQLITE_INTEGER: return [UInt8(ascii: "i")] + Array(String(sqlite3_column_int64(row, column)).utf8)
        case SQLITE_FLOAT: return [UInt8(ascii: "r")] + Array("\(sqlite3_column_double(row, column))".utf8)
        case SQLITE_TEXT: return [UInt8(ascii: "t")] + raw()
        default: return [UInt8(ascii: "b")] + raw()
        }
    }

    func attempt<T>(_ body: () throws -> T) throws -> T {
        let name = "attempt_\(savepoints)"
        try execute("SAVEPOINT \(name)")
        savepoints += 1
        defer { savepoints -= 1 }
        do {
            let result = try body()
            try execute("RELEASE \(name)")
            return result
        } catch {
            _ = try? execute("ROLLBACK TO \(name)")
            _ = try? execute("RELEASE \(name)")
            throw error
        }
    }

    func openStream(_ statement: [UInt8]) throws {
        closeStream()
        stream = try prepare(statement)
    }

    func fetch(_ rowsMax: Int) throws -> CellBlock? {
        guard let stream else { return nil }
        var block = CellBlock(columnCount: Int(sqlite3_column_count(stream)))
        while block.rowCount < rowsMax {
            let code = sqlite3_step(stream)
            guard code == SQLITE_ROW else {
                closeStream()
                if code != SQLITE_DONE { throw problem(code, []) }
                break
            }
            for column in 0..<Int32(block.columnCount) { block.append(Self.cell(stream, column)) }
        }
        return block.rowCount == 0 ? nil : block
    }

    func closeStream() {
        sqlite3_finalize(stream)
        stream = nil
    }

    private func prepare(_ statement: [UInt8]) throws -> OpaquePointer? {
        var prepared: OpaquePointer?
        let code = statement.withUnsafeBytes { raw in
            sqlite3_prepare_v2(db, raw.baseAddress?.assumingMemoryBound(to: CChar.self), Int32(raw.count), &prepared, nil)
        }
        guard code == SQLITE_OK else { throw problem(code, statement) }
        return prepared
    }

    private func each(_ statement: [UInt8], _ row: (OpaquePointer?) -> Void) throws {
        let prepared = try prepare(statement)
        defer { sqlite3_finalize(prepared) }
        while true {
            switch sqlite3_step(prepared) {
            case SQLITE_ROW: row(prepared)
            case SQLITE_DONE: return
            case let code: throw problem(code, statement)
            }
        }
    }

    private func problem(_ code: Int32, _ statement: [UInt8]) -> Problem {
        let message = String(cString: sqlite3_errmsg(db))
        if [SQLITE_CONSTRAINT, SQLITE_MISMATCH, SQLITE_TOOBIG].contains(code & 0xFF) {
            return Problem(.conflict, "foreign_row", ["code": String(code)], cause: message)
        }
        if message.hasPrefix("no such table") { return Problem(.conflict, "foreign_table_gone", cause: message) }
        let sql = String(String(decoding: statement.prefix(120), as: UTF8.self).prefix { $0 != "'" })
        return Problem(sqliteCode: code, message: message, sql: sql)
    }

    func describe() throws -> ForeignSchema {
        var schema = ForeignSchema(tables: [], version: "SQLite " + String(cString: sqlite3_libversion()))
        var names: [(String, String)] = []
        try each(Array("SELECT name, type, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name".utf8)) { row in
            let name = String(cString: sqlite3_column_text(row, 0))
            switch String(cString: sqlite3_column_text(row, 1)) {
            case "table": names.append((name, sqlite3_column_text(row, 2).map { String(cString: $0) } ?? ""))
            case "view": schema.views.append(name)
            case "trigger": schema.triggers += 1
            default: break
            }
        }
        for (name, sql) in names { schema.tables.append(try table(name, sql)) }
        return schema
    }

    private func table(_ name: String, _ sql: String) throws -> ForeignTable {
        func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "''") + "'" }
        var columns: [ForeignColumn] = []
        var primary: [(Int, String)] = []
        try each(Array("SELECT name, type, \"notnull\", pk, hidden FROM pragma_table_xinfo(\(quoted(name)))".utf8)) { row in
            let column = String(cString: sqlite3_column_text(row, 0))
            let type = sqlite3_column_text(row, 1).map { String(cString: $0) } ?? ""
            let place = Int(sqlite3_column_int(row, 3))
            if place > 0 { primary.append((place, column)) }
            columns.append(
                ForeignColumn(
                    column, Self.family(type), declared: type, isNullable: sqlite3_column_int(row, 2) == 0,
                    isGenerated: sqlite3_column_int(row, 4) > 1, isLong: true))
        }
        var key = primary.sorted { $0.0 < $1.0 }.map(\.1)
        let isRowid = key.count == 1 && columns.first { $0.name == key[0] }?.declared.uppercased() == "INTEGER"
        // Here a primary key may hold NULL, unless it is the row's number or the table has none.
        let isStrict = sql.uppercased().contains("WITHOUT ROWID")
        if !isRowid, !isStrict, key.contains(where: { name in columns.first { $0.name == name }?.isNullable ?? true }) { key = [] }
        var parents: [String] = []
        try each(Array("SELECT DISTINCT \"table\" FROM pragma_foreign_key_list(\(quoted(name)))".utf8)) { row in
            parents.append(String(cString: sqlite3_column_text(row, 0)))
        }
        let rows = try query("SELECT count(*) FROM \"\(name.replacing("\"", with: "\"\""))\"").int(0, 0) ?? 0
        return ForeignTable(name, columns: columns, key: key, parents: parents.filter { $0 != name }, estimatedRows: rows, averageRowBytes: 100)
    }

    private static func family(_ type: String) -> ForeignFamily {
        let upper = type.uppercased()
        if upper.contains("BOOL") { return .boolean }
        if upper.contains("INT") { return .integer }
        if ["CHAR", "CLOB", "TEXT"].contains(where: upper.contains) { return .text }
        if upper.contains("BLOB") { return .binary }
        if ["REAL", "FLOA", "DOUB"].contains(where: upper.contains) { return .double }
        if upper.contains("DATETIME") || upper.contains("TIMESTAMP") { return .datetime }
        if upper.contains("DATE") { return .date }
        if upper.contains("TIME") { return .time }
        if upper.contains("DEC") || upper.contains("NUM") { return .decimal }
        return .other
    }
}
