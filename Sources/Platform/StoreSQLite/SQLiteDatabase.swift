// The embedded engine: one file in WAL mode, one writer and several readers, through GRDB. Statements are prepared and
// cached by GRDB and stepped here through SQLite's own calls, which is several times faster for rows by the million.

import CSQLite
import Foundation
import GRDB
import GRDBSQLite
import Kernel
import Store

/// A hub in one SQLite file.
public final class SQLiteDatabase: Store.Database {
    private let pool: DatabasePool
    public let dialect: any Dialect = SQLiteDialect()
    public let place: String
    /// A file is written by one process at a time, however many open it.
    public let isShared = false

    /// Opens the file, making it and its folder when they are not there.
    /// - Parameter busySeconds: how long to wait for another process that is writing.
    /// - Throws: `database_open` with the path and the cause.
    public init(path: String, busySeconds: Double = 5) throws {
        place = "sqlite:" + path
        _ = Self.isLean
        var configuration = Configuration()
        configuration.busyMode = .timeout(busySeconds)
        configuration.maximumReaderCount = 4
        configuration.label = "gemba"
        configuration.prepareDatabase { db in
            try RowSource.install(on: db.sqliteConnection)
            try db.execute(sql: "PRAGMA synchronous = FULL")
            try db.execute(sql: "PRAGMA foreign_keys = ON")
            try db.execute(sql: "PRAGMA temp_store = MEMORY")
            try db.execute(sql: "PRAGMA cache_size = -48000")
            try db.execute(sql: "PRAGMA journal_size_limit = 67108864")
        }
        do {
            let folder = (path as NSString).deletingLastPathComponent
            if !folder.isEmpty { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }
            pool = try Self.open(path, configuration, busySeconds)
        } catch {
            throw Problem(
                .outside(retryable: false), "database_open", ["path": path],
                hint: "Check that the folder exists, is writable, and that the file is a Gemba database.",
                cause: String(describing: error))
        }
    }

    /// Set once, before the first connection of the process.
    private static let isLean = csqlite_without_memory_count() == SQLITE_OK

    /// Switching a new file to WAL does not wait for another process that does the same, so this waits in its place.
    private static func open(_ path: String, _ configuration: Configuration, _ busySeconds: Double) throws -> DatabasePool {
        let deadline = Stopwatch.milliseconds() + Int64(busySeconds * 1000)
        while true {
            do { return try DatabasePool(path: path, configuration: configuration) } catch let error as DatabaseError {
                let isBusy = error.resultCode == .SQLITE_BUSY || error.resultCode == .SQLITE_LOCKED
                guard isBusy, Stopwatch.milliseconds() < deadline else { throw error }
                Stopwatch.pause(milliseconds: 50)
            }
        }
    }

    public func read<T: Sendable>(_ body: @escaping @Sendable (any Store.Transaction) throws -> T) async throws -> T {
        try await translated { try await self.pool.read { db in try body(SQLiteTransaction(db, self.dialect)) } }
    }

    /// One writer at a time: both isolations are the same here.
    public func write<T: Sendable>(_ isolation: Isolation, _ body: @escaping @Sendable (any Store.Transaction) throws -> T) async throws -> T {
        try await translated { try await self.pool.write { db in try body(SQLiteTransaction(db, self.dialect)) } }
    }

    public func rehearse<T: Sendable>(_ body: @escaping @Sendable (any Store.Transaction) throws -> T) async throws -> T {
        try await translated {
            try await self.pool.writeWithoutTransaction { db in
                var result: T?
                try db.inTransaction(.immediate) {
                    result = try body(SQLiteTransaction(db, self.dialect))
                    return .rollback
                }
                guard let result else { throw Problem(.bug, "rehearsal_without_result") }
                return result
            }
        }
    }

    public func close() async throws { try pool.close() }

    private func translated<T: Sendable>(_ work: @Sendable () async throws -> T) async throws -> T {
        do { return try await work() } catch let error as DatabaseError {
            throw Problem(sqlite: error)
        } catch let problem as Problem where problem.code == "store_interrupted" && Task.isCancelled {
            throw CancellationError()
        }
    }
}

extension Problem {
    /// A GRDB error in our words. The SQL is kept, values never are.
    init(sqlite error: DatabaseError) {
        self.init(sqliteCode: error.resultCode.rawValue, message: error.message ?? "", sql: error.sql)
    }

    init(sqliteCode code: Int32, message: String, sql: String?) {
        let cause = message + (sql.map { " in: " + $0 } ?? "")
        switch code & 0xFF {
        case SQLITE_BUSY, SQLITE_LOCKED:
            self.init(.outside(retryable: true), "store_busy", hint: "Another program holds the database; Gemba tries again.", cause: cause)
        case SQLITE_INTERRUPT:
            self.init(.outside(retryable: true), "store_interrupted", cause: cause)
        case SQLITE_FULL:
            self.init(.outside(retryable: true), "store_full", hint: "Free some disk space; loading goes on by itself.", cause: cause)
        case SQLITE_IOERR, SQLITE_CANTOPEN:
            self.init(.outside(retryable: true), "store_unreachable", hint: "Check the disk that holds the database.", cause: cause)
        case SQLITE_READONLY:
            self.init(.outside(retryable: true), "store_read_only", hint: "Make the database file and its folder writable.", cause: cause)
        case SQLITE_CORRUPT, SQLITE_NOTADB:
            self.init(.outside(retryable: false), "store_damaged", hint: "Restore the last backup.", cause: cause)
        case SQLITE_CONSTRAINT:
            self.init(.conflict, "store_constraint", cause: cause)
        default:
            self.init(.bug, "store_statement", cause: cause)
        }
    }
}
