// A connection to a PostgreSQL server and the transaction that runs on it, through libpq: prepared statements kept by
// their text, values in binary, rows one after the other as they arrive.

import CPostgres
import Glibc
import Kernel
import Store

/// Used by one thread at a time, but for `interrupt`.
final class PostgresConnection: ServerConnection, @unchecked Sendable {
    /// nil when closed.
    private(set) var link: OpaquePointer?
    /// What `interrupt` uses; libpq lets any thread have it.
    private let canceller: OpaquePointer?
    let dialect: any Dialect = PostgresDialect()
    private(set) var isReadOnly = false
    private(set) var hasChanged = false
    private var isInTransaction = false
    private var isStreaming = false
    /// The server can no longer be reached over this connection.
    private var isGone = false
    /// Why nothing more can be done in this transaction.
    private(set) var doom: Problem?
    private var statements = StatementCache()
    private let session = CommitWitness.newSession()
    private var serial: Int64 = 0
    /// Types of the columns bulk loads have written to, by table and columns.
    var bulkTypes: [String: [Oid]] = [:]

    /// - Parameter link: an open connection, which this one closes.
    init(_ link: OpaquePointer) throws {
        self.link = link
        canceller = PQgetCancel(link)
        isReadOnly = try first("SHOW transaction_read_only") { $0.text(0) } == "on"
    }

    deinit {
        close()
        PQfreeCancel(canceller)
    }

    var isUsable: Bool { !isGone && link != nil && !isInTransaction && PQstatus(link) == CONNECTION_OK }

    func begin(_ mode: TransactionMode) throws {
        hasChanged = false
        doom = nil
        switch mode {
        case .read: try command("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        case .write(.snapshot): try command("BEGIN ISOLATION LEVEL REPEATABLE READ")
        case .write(.current): try command("BEGIN ISOLATION LEVEL READ COMMITTED")
        }
        isInTransaction = true
    }

    func nextWitness() -> CommitWitness {
        serial += 1
        return CommitWitness(session: session, serial: serial)
    }

    func commit(_ witness: CommitWitness?) throws {
        if let doom { throw doom }
        let parts = (witness?.statements(at: Clock.system.now()) ?? []) + ["COMMIT"]
        do { try command(parts.joined(separator: ";"), isCommit: true) } catch let problem as Problem
            where problem.code == "store_constraint" && problem.parameters["kind"] == "unique" && witness != nil
        {
            // Somebody has decided that this transaction is not to be committed any more.
            throw Problem(.outside(retryable: true), "store_conflict", cause: problem.cause)
        }
        isInTransaction = false
    }

    func rollback() {
        guard isInTransaction, link != nil, !isGone else { return }
        do {
            doom = nil
            try command("ROLLBACK")
            isInTransaction = false
        } catch { isGone = true }
    }

    func interrupt() {
        var text = [CChar](repeating: 0, count: 256)
        _ = text.withUnsafeMutableBufferPointer { PQcancel(canceller, $0.baseAddress, Int32($0.count)) }
    }

    func close() {
        if let link { PQfinish(link) }
        link = nil
    }

    // MARK: Statements

    @discardableResult
    func execute(_ sql: SQL) throws -> Int {
        hasChanged = true
        var count = 0
        try run(sql, PostgresParameters(sql.values), isStreamed: false) { result in
            if PQresultStatus(result) == PGRES_COMMAND_OK, let text = PQcmdTuples(result) { count = Int(String(cString: text)) ?? 0 }
        }
        return count
    }

    /// The same with values that are arrays in binary, of these types.
    func execute(_ sql: SQL, arrays: [Oid]) throws {
        hasChanged = true
        try run(sql, PostgresParameters(sql.values, arrays: arrays), isStreamed: false) { _ in }
    }

    func markChanged() { hasChanged = true }

    func query(_ sql: SQL, _ each: (any Row) throws -> Void) throws {
        if !PostgresText.isQuery(sql.text) { hasChanged = true }
        let row = PostgresRow()
        try run(sql, PostgresParameters(sql.values), isStreamed: true) { result in
            row.result = result
            for index in 0..<PQntuples(result) {
                row.row = index
                try each(row)
            }
        }
    }

    func bulkInsert(into table: String, columns: [String]) throws -> any BulkInsert {
        PostgresCopy(self, table, columns, try types(table, columns))
    }

    func bulkAdd(into table: String, key: [String], counts: [String]) throws -> any BulkInsert {
        PostgresBulkAdd(self, table, key, counts, try types(table, key + counts))
    }

    func savepoint<T>(_ body: () throws -> T) throws -> T {
        try command("SAVEPOINT inner_work")
        do {
            let result = try body()
            try command("RELEASE SAVEPOINT inner_work")
            return result
        } catch {
            // A doomed transaction stays doomed: its snapshot is as old as it was.
            if doom == nil { try command("ROLLBACK TO SAVEPOINT inner_work; RELEASE SAVEPOINT inner_work") }
            throw error
        }
    }

    /// Runs a statement and hands each of its results to `take`.
    private func run(_ sql: SQL, _ values: PostgresParameters, isStreamed: Bool, _ take: (OpaquePointer) throws -> Void) throws {
        let link = try ready(sql.text)
        let isSent: Int32
        switch try statements.use(sql.text, values.signature) {
        case .fresh(let text):
            isSent = values.with { PQsendQueryParams(link, text, $0, values.types + [0], $1, $2, $3, 1) }
        case .prepare(let name, let text, let dropped):
            if let dropped { try command("DEALLOCATE \(dropped)") }
            guard PQsendPrepare(link, name, text, Int32(values.types.count), values.types + [0]) == 1 else { throw fail(nil, sql.text) }
            try collect(sql.text) { _ in }
            statements.keep(sql.text, values.signature, name)
            isSent = values.with { PQsendQueryPrepared(link, name, $0, $1, $2, $3, 1) }
        case .prepared(let name):
            isSent = values.with { PQsendQueryPrepared(link, name, $0, $1, $2, $3, 1) }
        }
        guard isSent == 1 else { throw fail(nil, sql.text) }
        if isStreamed { PQsetSingleRowMode(link) }
        try collect(sql.text, take)
    }

    /// Takes all results of what was sent; after an error of `take` the rest is asked to end and thrown away.
    private func collect(_ sql: String, _ take: (OpaquePointer) throws -> Void) throws {
        isStreaming = true
        defer { isStreaming = false }
        var failure: (any Error)?
        while let result = PQgetResult(link) {
            defer { PQclear(result) }
            switch PQresultStatus(result) {
            case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE:
                guard failure == nil else { continue }
                do { try take(result) } catch {
                    failure = error
                    interrupt()
                }
            case PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH: return
            default:
                let problem = fail(result, sql)
                // The end that was asked for is no news, but the transaction is over.
                if failure != nil, problem.code == "store_interrupted" { doom = problem }
                failure = failure ?? problem
            }
        }
        if failure == nil, PQstatus(link) != CONNECTION_OK { failure = fail(nil, sql) }
        if let failure { throw failure }
    }

    /// A statement of ours without values.
    func command(_ text: String, isCommit: Bool = false) throws {
        let link = try ready(text)
        let result = PQexec(link, text)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw fail(result, text) }
        // The server answers COMMIT with ROLLBACK when a statement before has failed.
        if isCommit, PQcmdStatus(result).map({ String(cString: $0) }) != "COMMIT" {
            isInTransaction = false
            throw Problem(.bug, "store_statement", cause: "a transaction went on after a statement had failed")
        }
    }

    func ready(_ sql: String) throws -> OpaquePointer {
        if let doom { throw doom }
        guard let link, !isGone else { throw Problem(.outside(retryable: true), "store_lost") }
        guard !isStreaming else {
            throw Problem(.bug, "statement_nested", cause: "a query runs another statement inside itself: " + sql)
        }
        return link
    }

    /// What went wrong, remembered when the transaction cannot go on.
    func fail(_ result: OpaquePointer?, _ sql: String) -> Problem {
        func field(_ code: Int32) -> String { PQresultErrorField(result, code).map { String(cString: $0) } ?? "" }
        let isBroken = PQstatus(link) != CONNECTION_OK
        let state = result == nil ? "" : field(PostgresField.state)
        let message = state.isEmpty ? String(cString: PQerrorMessage(link)) : field(PostgresField.message)
        var problem = PostgresProblem.make(state: state, message: message, sql: sql)
        if isBroken, problem.code != "store_lost" { problem = PostgresProblem.make(state: "", message: message, sql: sql) }
        if problem.code == "store_lost" || problem.code == "store_conflict" { doom = problem }
        if problem.code == "store_lost" { isGone = true }
        return problem
    }

    /// The types of a table's columns.
    private func types(_ table: String, _ columns: [String]) throws -> [Oid] {
        let key = table + ":" + columns.joined(separator: ",")
        if let known = bulkTypes[key] { return known }
        let link = try ready(table)
        let text = "SELECT \(columns.joined(separator: ", ")) FROM \(table) LIMIT 0"
        let result = PQexec(link, text)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_TUPLES_OK else { throw fail(result, text) }
        let types = (0..<PQnfields(result)).map { PQftype(result, $0) }
        bulkTypes[key] = types
        return types
    }
}

/// Fields of an error; macros in libpq.
enum PostgresField {
    static let state = Int32(UInt8(ascii: "C"))
    static let message = Int32(UInt8(ascii: "M"))
}
