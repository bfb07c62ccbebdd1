// A visit to a MariaDB or MySQL server that is not ours. The session is set up so that every value comes and goes as it
// is stored: instants in UTC, zero dates allowed, no rule of the visitor's own beside those of the tables.

import CMariaDB
import Foundation
import Kernel
import Store

public struct MariaDBForeign: ForeignDatabase {
    public let dialect: any ForeignDialect = MariaDBForeignDialect()
    public let place: String
    public let name: String
    private let login: MariaDBLogin
    private let hosts: [ServerAddress.Host]

    /// - Parameter password: what to sign in with where the address says nothing of it.
    /// - Throws: `database_address`, `database_password`.
    public init(_ url: DatabaseURL, password: String?, environment: [String: String]) throws(Problem) {
        var address = try url.server(environment, password: password)
        var limits = try PoolLimits(&address.options)
        limits.connectSeconds = 8
        login = try MariaDBLogin(address, limits)
        (hosts, place, name) = (address.hosts, url.redacted, address.database)
    }

    public func open() throws -> any ForeignSession {
        var last: (any Error)?
        for host in hosts {
            do { return try MariaDBForeignSession(login, host) } catch {
                last = error
                // What the server itself has refused, the next one refuses too.
                if let problem = error as? Problem, !problem.isRetryable { throw problem }
            }
        }
        throw last ?? Problem(.input, "database_address", ["part": "host"])
    }
}

final class MariaDBForeignSession: ForeignSession, @unchecked Sendable {
    let line: MariaDBLine
    private let login: MariaDBLogin
    private let host: ServerAddress.Host
    private let thread: UInt
    private var isOpen = false
    private var savepoints = 0
    private var stream: UnsafeMutablePointer<MYSQL_RES>?
    let isMariaDB: Bool
    /// The INSERT of many rows that was used last.
    var bulkStatement: (text: String, handle: UnsafeMutablePointer<MYSQL_STMT>)?
    private var packetMax: Int?

    init(_ login: MariaDBLogin, _ host: ServerAddress.Host) throws {
        (self.login, self.host) = (login, host)
        line = try MariaDBLine(login, host)
        thread = mysql_thread_id(line.handle)
        isMariaDB = String(cString: mysql_get_server_info(line.handle)).contains("MariaDB")
        // Dates as they are; a zero in a counting column is a zero; quotes and backslashes mean themselves.
        let mode = [
            "STRICT_ALL_TABLES", "ALLOW_INVALID_DATES", "NO_AUTO_VALUE_ON_ZERO", "NO_BACKSLASH_ESCAPES", "NO_ENGINE_SUBSTITUTION",
        ].joined(separator: ",")
        do {
            try line.run(
                """
                SET SESSION sql_mode = '\(mode)', time_zone = '+00:00', net_write_timeout = 600, net_read_timeout = 600, \
                lock_wait_timeout = 20, innodb_lock_wait_timeout = 20, collation_connection = utf8mb4_bin
                """,
                "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
                "SET SESSION group_concat_max_len = LEAST(@@max_allowed_packet DIV 2, 16777216)")
        } catch { throw Problem(mariadb: error) }
    }

    func begin(_ purpose: ForeignPurpose) throws {
        switch purpose {
        case .snapshot: try run(["SET SESSION foreign_key_checks = 0", "START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"])
        // Rows come table by table, and what they refer to may come later.
        case .change: try run(["SET SESSION foreign_key_checks = 0", "START TRANSACTION"])
        }
        isOpen = true
    }

    func commit() throws {
        try run(["COMMIT"])
        isOpen = false
    }

    func rollback() {
        closeStream()
        guard isOpen else { return }
        isOpen = false
        if line.isAlive { _ = try? line.run("ROLLBACK") } else { line.cut() }
    }

    func close() {
        closeStream()
        forgetBulk()
        line.close()
    }

    func interrupt() {
        guard let other = try? MariaDBLine(login, host, seconds: 5) else { return }
        _ = try? other.run("KILL QUERY \(thread)")
    }

    /// The longest message the server takes.
    var packetBytes: Int {
        get throws {
            if let packetMax { return packetMax }
            let found = try text("SELECT @@max_allowed_packet").flatMap { Int($0) } ?? 1 << 20
            packetMax = found
            return found
        }
    }

    private func run(_ statements: [String]) throws {
        do { try line.run(statements) } catch { throw problem(error, statements.joined(separator: "; ")) }
    }

    @discardableResult
    func execute(_ statement: [UInt8]) throws -> Int {
        try send(statement)
        guard mysql_field_count(line.handle) == 0 else {
            mysql_free_result(mysql_store_result(line.handle))
            return 0
        }
        let count = mysql_affected_rows(line.handle)
        try drain(statement)
        return count == .max ? 0 : Int(count)
    }

    func query(_ statement: [UInt8]) throws -> CellBlock {
        try send(statement)
        // Read as it comes: the block is the only copy.
        guard let result = mysql_use_result(line.handle) else { throw problem(line.fault, Self.head(statement)) }
        defer { mysql_free_result(result) }
        let count = Int(mysql_num_fields(result))
        var block = CellBlock(columnCount: count)
        while let row = mysql_fetch_row(result) {
            guard let lengths = mysql_fetch_lengths(result) else { break }
            for column in 0..<count {
                block.append(row[column].map { UnsafeRawBufferPointer(start: $0, count: Int(lengths[column])) })
            }
        }
        guard mysql_errno(line.handle) == 0 else { throw problem(line.fault, Self.head(statement)) }
        return block
    }

    func openStream(_ statement: [UInt8]) throws {
        closeStream()
        try send(statement)
        guard let result = mysql_use_result(line.handle) else { throw problem(line.fault, Self.head(statement)) }
        stream = result
    }

    func fetch(_ rowsMax: Int) throws -> CellBlock? {
        guard let stream else { return nil }
        let count = Int(mysql_num_fields(stream))
        var block = CellBlock(columnCount: count)
        while block.rowCount < rowsMax {
            guard let row = mysql_fetch_row(stream), let lengths = mysql_fetch_lengths(stream) else {
                let fault = line.fault
                closeStream()
                if fault.code != 0 { throw problem(fault, "a stream of rows") }
                break
            }
            for column in 0..<count {
                block.append(row[column].map { UnsafeRawBufferPointer(start: $0, count: Int(lengths[column])) })
            }
        }
        return block.rowCount == 0 ? nil : block
    }

    /// What was not fetched is read to its end; there is no other way to go on with this line.
    func closeStream() {
        if let stream { mysql_free_result(stream) }
        stream = nil
    }

    /// The server undoes a statement that fails by itself; what several did is undone to the savepoint.
    func attempt<T>(_ body: () throws -> T) throws -> T {
        let name = "attempt_\(savepoints)"
        try run(["SAVEPOINT \(name)"])
        savepoints += 1
        defer { savepoints -= 1 }
        do {
            let result = try body()
            try run(["RELEASE SAVEPOINT \(name)"])
            return result
        } catch {
            if line.isAlive { try run(["ROLLBACK TO SAVEPOINT \(name)"]) }
            throw error
        }
    }

    private func send(_ statement: [UInt8]) throws {
        let code = statement.withUnsafeBytes { raw in
            mysql_real_query(line.handle, raw.baseAddress?.assumingMemoryBound(to: CChar.self), UInt(raw.count))
        }
        guard code == 0 else { throw problem(line.fault, Self.head(statement)) }
    }

    /// Results of further statements there are none of; an answer that is missing is noticed here.
    private func drain(_ statement: [UInt8]) throws {
        while mysql_next_result(line.handle) == 0 { mysql_free_result(mysql_store_result(line.handle)) }
        if mysql_errno(line.handle) != 0 { throw problem(line.fault, Self.head(statement)) }
    }

    /// The beginning of a statement, up to where values begin.
    private static func head(_ statement: [UInt8]) -> String {
        let text = String(decoding: statement.prefix(120), as: UTF8.self)
        return String(text.prefix { $0 != "'" })
    }

    /// Complaints about what is in a row: too long, out of range, unknown in an enumeration, refused by a rule or a trigger.
    private static let aboutRows: Set<Int> = [
        1022, 1048, 1062, 1169, 1216, 1217, 1264, 1265, 1292, 1364, 1366, 1367, 1406, 1411, 1416, 1451, 1452, 1526, 1557, 1586, 1644, 1690, 1761,
        1762, 3105, 3140, 3819, 4025, 4078, 1442, 1372, 3988, 1366,
    ]

    func problem(_ fault: MariaDBFault, _ sql: String) -> Problem {
        if Self.aboutRows.contains(fault.code) {
            return Problem(.conflict, "foreign_row", ["code": String(fault.code)], cause: Problem.withoutValues(fault))
        }
        var problem = Problem(mariadb: fault, sql: sql)
        if fault.code == 1146 { problem = Problem(.conflict, "foreign_table_gone", cause: problem.cause) }
        problem.parameters["host"] = host.description
        return problem
    }
}
