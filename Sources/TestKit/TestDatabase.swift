// A database for one test, on the engine the suite is run on: a file, or a schema or database of its own on the server
// that GEMBA_TEST_DATABASE names.

import Foundation
import Kernel
import Store
import StoreMariaDB
import StorePostgres
import StoreSQLite

/// The engine under test.
public enum TestEngine {
    /// The server's URL; nil when the suite runs on files.
    static let server: String? = ProcessInfo.processInfo.environment["GEMBA_TEST_DATABASE"].flatMap { $0.isEmpty ? nil : $0 }

    public static let engine: DatabaseURL.Engine = server.flatMap { try? DatabaseURL($0) }?.engine ?? .sqlite
    /// For what looks into the file, or tests what only a file has.
    public static var isSQLite: Bool { engine == .sqlite }

    /// Opens a database by its URL, as the program does.
    public static func open(_ url: String, busySeconds: Double = 30) throws -> any Database {
        let url = try DatabaseURL(url)
        let environment = ProcessInfo.processInfo.environment
        switch url.engine {
        case .sqlite: return try SQLiteDatabase(path: url.rest, busySeconds: busySeconds)
        case .postgres: return try PostgresDatabase.open(url, environment: environment)
        case .mysql: return try MariaDBDatabase.open(url, environment: environment)
        }
    }

    /// Connections of one database in a test: many tests run side by side.
    private static let pool = 4

    /// Makes an empty database on the server.
    /// - Returns: its URL and what removes it.
    static func make(on server: String) throws -> (url: String, remove: @Sendable () -> Void) {
        let name = "test_" + Identifier.make(at: Clock.system.now()).lowercased().filter { $0.isLetter || $0.isNumber }
        let address = try DatabaseURL(server).server()
        // Up to the name of the database; several hosts make it no URL that Foundation reads.
        let start = server.prefix(upTo: server.firstIndex(of: "?") ?? server.endIndex)
        if engine == .postgres {
            try ServerShell.postgres(server, "CREATE SCHEMA \(name)")
            return (
                "\(start)?schema=\(name)&pool=\(pool)",
                { try? ServerShell.postgres(server, "SET client_min_messages = error; DROP SCHEMA \(name) CASCADE") }
            )
        }
        // Of a cluster the first host is enough for this.
        let shell = MariaDBShell(host: address.hosts[0].name, port: address.hosts[0].port, user: address.user, password: address.password ?? "")
        try shell.run("CREATE DATABASE \(name) CHARACTER SET utf8mb4")
        let place = start.prefix(upTo: start.lastIndex(of: "/") ?? start.endIndex)
        return ("\(place)/\(name)?pool=\(pool)", { try? shell.run("DROP DATABASE \(name)") })
    }
}

/// The servers' own programs, for what happens outside of any transaction.
enum ServerShell {
    /// The program itself: what Debian has on the PATH is a script that looks for it.
    private static let psql: String = {
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? []
        let found = versions.sorted().map { "/usr/lib/postgresql/\($0)/bin/psql" }.last { FileManager.default.isExecutableFile(atPath: $0) }
        return found ?? "psql"
    }()

    static func postgres(_ url: String, _ sql: String) throws { try run([psql, "-qAtX", "-v", "ON_ERROR_STOP=1", url, "-c", sql]) }

    static func run(_ arguments: [String], environment: [String: String] = [:]) throws {
        let process = Process()
        let complaint = Pipe()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { _, new in new }
        process.standardOutput = FileHandle.nullDevice
        process.standardError = complaint
        try process.run()
        let text = String(decoding: complaint.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Problem(.bug, "test_server", cause: text) }
    }
}

struct MariaDBShell: Sendable {
    var host: String
    var port: Int
    var user: String
    var password: String

    func run(_ sql: String) throws {
        try ServerShell.run(
            ["mariadb", "--no-defaults", "-h\(host)", "-P\(port)", "-u\(user)", "-e", sql], environment: ["MYSQL_PWD": password])
    }
}

/// The databases of a scratch folder, made when they are first asked for and removed with it.
final class FolderDatabases: @unchecked Sendable {
    // Guarded by the lock.
    private let lock = NSLock()
    private var made: [String: (url: String, remove: @Sendable () -> Void)] = [:]

    func url(_ name: String, in path: String) throws -> String {
        guard let server = TestEngine.server else { return "sqlite:" + path + "/" + name }
        return try lock.withLock {
            if let known = made[name] { return known.url }
            let new = try TestEngine.make(on: server)
            made[name] = new
            return new.url
        }
    }

    func removeAll() {
        let all = lock.withLock { made.values.map(\.remove) }
        // A server answers when it likes; the test is over.
        if !all.isEmpty { DispatchQueue.global().async { for remove in all { remove() } } }
    }
}

extension TestEngine {
    /// Several nodes behind one address.
    public static var isCluster: Bool { server.flatMap { try? DatabaseURL($0).server().hosts.count > 1 } ?? false }
}

/// How much and with which chance the random tests try; set from outside by campaigns.
public enum TestScale {
    public static let factor = ProcessInfo.processInfo.environment["GEMBA_TEST_SCALE"].flatMap(Int.init) ?? 1
    /// How many of `count` random tries: all on SQLite, fewer on a server, where each transaction is several round trips.
    /// A campaign multiplies both.
    public static func tries(_ count: Int) -> Int { (TestEngine.isSQLite ? count : max(1, count / 8)) * factor }
    public static let seed = ProcessInfo.processInfo.environment["GEMBA_TEST_SEED"].flatMap(UInt64.init) ?? 20_260_922
}
