// Prepared statements: values are always bound, rows are read one after the other as they arrive.

import CMariaDB
import Kernel
import Store

extension MariaDBConnection {
    /// How much of a result that nobody wants any more is read to its end, rather than stopped at the server.
    private static let discardMaxBytes = 16 << 20

    @discardableResult
    func execute(_ sql: SQL) throws -> Int {
        try checkReady()
        let statement = try statements.prepared(sql.text, self)
        hasChanged = true
        try statement.run(sql.values, self)
        let count = mysql_stmt_affected_rows(statement.handle)
        if mysql_stmt_field_count(statement.handle) > 0 { mysql_stmt_free_result(statement.handle) }
        try reopen(after: sql.text)
        return count == .max ? 0 : Int(count)
    }

    func query(_ sql: SQL, _ each: (any Row) throws -> Void) throws {
        try checkReady()
        let statement = try statements.prepared(sql.text, self)
        if !Self.onlyReads(sql.text) { hasChanged = true }
        try statement.run(sql.values, self)
        guard mysql_stmt_field_count(statement.handle) > 0 else { return }
        let row = MariaDBRow(statement.handle)
        row.receive(statement.handle)
        try streaming {
            while true {
                switch mysql_stmt_fetch(statement.handle) {
                case 0:
                    do { try each(row) } catch {
                        discard(statement)
                        throw error
                    }
                case MYSQL_NO_DATA: return
                default: throw doomed(Problem(mariadb: statement.fault(line), sql: sql.text))
                }
            }
        }
        mysql_stmt_free_result(statement.handle)
    }

    /// Reads what is left of a result; a long rest is stopped at the server or, where that fails, by giving up the line.
    private func discard(_ statement: PreparedStatement) {
        let start = line.bytesReceived
        while mysql_stmt_fetch(statement.handle) == 0 {
            guard line.bytesReceived - start > Self.discardMaxBytes else { continue }
            if !stopStatement() { line.cut() }
            while mysql_stmt_fetch(statement.handle) == 0 {}
            // Should the order to stop have come too late for the query, it is this that it stops.
            _ = try? line.run("DO 0")
            break
        }
        if !line.isAlive { _ = doomed(Problem(mariadb: line.fault, sql: statement.sql)) }
    }

    private static func onlyReads(_ sql: String) -> Bool {
        let word = sql.drop { !$0.isLetter }.prefix { $0.isLetter }.uppercased()
        return word == "SELECT" || word == "WITH"
    }
}

/// A statement the server has prepared.
final class PreparedStatement {
    let handle: UnsafeMutablePointer<MYSQL_STMT>
    let sql: String
    fileprivate(set) var lastUse: Int64 = 0
    /// How many rows of values are bound; 0 for a statement that is run by itself.
    private var rows: UInt32 = 0

    fileprivate init(_ handle: UnsafeMutablePointer<MYSQL_STMT>, _ sql: String) {
        self.handle = handle
        self.sql = sql
    }

    /// The last complaint about this statement.
    func fault(_ line: MariaDBLine) -> MariaDBFault {
        let code = Int(mysql_stmt_errno(handle))
        return code == 0 ? line.fault : MariaDBFault(code: code, message: String(cString: mysql_stmt_error(handle)))
    }

    /// Binds the values and runs the statement.
    func run(_ values: [SQLValue], _ connection: MariaDBConnection) throws {
        guard values.count == Int(mysql_stmt_param_count(handle)) else {
            throw Problem(.bug, "store_statement", cause: "\(values.count) values for: " + sql)
        }
        try BoundValues.with(values) { binds, bytes in
            guard bytes < connection.session.packetBytes else {
                throw Problem(mariadb: MariaDBFault(code: 1153, message: "\(bytes) bytes"), sql: sql)
            }
            try run(binds, rows: 0, connection)
        }
    }

    /// - Parameter rows: how many rows the columns of `binds` hold; 0 for values that are not columns.
    func run(_ binds: UnsafeMutablePointer<MYSQL_BIND>?, rows count: UInt32, _ connection: MariaDBConnection) throws {
        if rows != count {
            rows = count
            mysql_stmt_attr_set(handle, STMT_ATTR_ARRAY_SIZE, &rows)
        }
        if let binds, mysql_stmt_bind_param(handle, binds) != 0 { throw connection.doomed(Problem(mariadb: fault(connection.line), sql: sql)) }
        guard mysql_stmt_execute(handle) == 0 else {
            let problem = Problem(mariadb: fault(connection.line), sql: sql)
            // It may have to be prepared anew.
            if problem.family == .bug || problem.code == "store_conflict" { connection.statements.remove(self) }
            throw connection.doomed(problem)
        }
    }
}

/// Values of one statement in the form the client library takes them.
private enum BoundValues {
    /// - Parameter body: gets the values, which hold during the call, and how many bytes they are.
    static func with(_ values: [SQLValue], _ body: (UnsafeMutablePointer<MYSQL_BIND>?, Int) throws -> Void) throws {
        guard !values.isEmpty else { return try body(nil, 0) }
        var total = 0
        for value in values {
            switch value {
            case .text(let text): total += text.utf8.count
            case .bytes(let bytes): total += bytes.count
            default: total += 8
            }
        }
        try withUnsafeTemporaryAllocation(of: MYSQL_BIND.self, capacity: values.count) { binds in
            binds.initialize(repeating: MYSQL_BIND())
            // One byte more, so that there is an address for text without length.
            try withUnsafeTemporaryAllocation(byteCount: total + 8 * values.count + 1, alignment: 8) { room in
                var place = room.baseAddress!
                for (index, value) in values.enumerated() {
                    switch value {
                    case .null: binds[index].buffer_type = MYSQL_TYPE_NULL
                    case .integer(let number): put(number, MYSQL_TYPE_LONGLONG, &binds[index], &place)
                    case .real(let number): put(number, MYSQL_TYPE_DOUBLE, &binds[index], &place)
                    case .text(var text): text.withUTF8 { put(UnsafeRawBufferPointer($0), MYSQL_TYPE_STRING, &binds[index], &place) }
                    case .bytes(let bytes): bytes.withUnsafeBytes { put($0, MYSQL_TYPE_BLOB, &binds[index], &place) }
                    }
                }
                try body(binds.baseAddress, total)
            }
        }
    }

    private static func put<T: BitwiseCopyable>(
        _ number: T, _ type: enum_field_types, _ bind: inout MYSQL_BIND, _ place: inout UnsafeMutableRawPointer
    ) {
        place.storeBytes(of: number, as: T.self)
        bind.buffer_type = type
        bind.buffer = place
        place += 8
    }

    private static func put(_ raw: UnsafeRawBufferPointer, _ type: enum_field_types, _ bind: inout MYSQL_BIND, _ place: inout UnsafeMutableRawPointer)
    {
        if let base = raw.baseAddress { place.copyMemory(from: base, byteCount: raw.count) }
        bind.buffer_type = type
        bind.buffer = place
        bind.buffer_length = UInt(raw.count)
        place += raw.count
    }
}

/// The statements a connection has prepared; the one that was not used for longest makes room for a new one.
final class StatementCache {
    private static let statementsMax = 256

    private let line: MariaDBLine
    private var statements: [String: PreparedStatement] = [:]
    private var uses: Int64 = 0

    init(_ line: MariaDBLine) { self.line = line }

    deinit { removeAll() }

    func prepared(_ sql: String, _ connection: MariaDBConnection) throws -> PreparedStatement {
        uses += 1
        if let known = statements[sql] {
            known.lastUse = uses
            return known
        }
        if statements.count >= Self.statementsMax, let oldest = statements.values.min(by: { $0.lastUse < $1.lastUse }) { remove(oldest) }
        guard let handle = mysql_stmt_init(line.handle) else { throw Problem(.outside(retryable: true), "store_memory") }
        var text = sql
        let code = text.withUTF8 { raw in
            raw.withMemoryRebound(to: CChar.self) { mysql_stmt_prepare(handle, $0.baseAddress, UInt($0.count)) }
        }
        let made = PreparedStatement(handle, sql)
        guard code == 0 else {
            let problem = connection.doomed(Problem(mariadb: made.fault(line), sql: sql))
            mysql_stmt_close(handle)
            throw problem
        }
        made.lastUse = uses
        statements[sql] = made
        return made
    }

    func remove(_ statement: PreparedStatement) {
        guard statements.removeValue(forKey: statement.sql) != nil else { return }
        mysql_stmt_close(statement.handle)
    }

    func removeAll() {
        for statement in statements.values { mysql_stmt_close(statement.handle) }
        statements = [:]
    }
}
