// A connection to MariaDB and the transaction that runs on it. Once the server has given a transaction up, every further
// statement throws the same: otherwise it would be committed by itself.

import CMariaDB
import Kernel
import Store
import Synchronization

/// Used by one thread at a time, but for `interrupt`, which touches nothing that changes.
final class MariaDBConnection: ServerConnection, @unchecked Sendable {
    let dialect: any Dialect = MariaDBDialect()
    let line: MariaDBLine
    let session: MariaDBSession
    private let login: MariaDBLogin
    private let host: ServerAddress.Host
    private let thread: UInt
    private let isClosed = Atomic(false)

    private(set) var isUsable = true
    var hasChanged = false
    private var mode: TransactionMode?
    /// Why the running transaction cannot go on.
    private var doom: Problem?
    /// Set while the rows of a result are on their way: nothing else can be sent meanwhile.
    private var isStreaming = false
    private var savepoints = 0

    private let witnessSession = CommitWitness.newSession()
    private var witnessSerial: Int64 = 0
    let statements: StatementCache

    /// Connects and signs in.
    /// - Throws: what `MariaDBLine` and `MariaDBSession` throw.
    init(_ login: MariaDBLogin, _ host: ServerAddress.Host) throws {
        self.login = login
        self.host = host
        line = try MariaDBLine(login, host)
        session = try MariaDBSession(line, login, host)
        thread = mysql_thread_id(line.handle)
        statements = StatementCache(line)
    }

    var isReadOnly: Bool { session.isReadOnly }

    func begin(_ mode: TransactionMode) throws {
        (doom, hasChanged, savepoints) = (nil, false, 0)
        self.mode = mode
        try plain(Self.opening(mode))
    }

    func nextWitness() -> CommitWitness {
        witnessSerial += 1
        return CommitWitness(session: witnessSession, serial: witnessSerial)
    }

    func commit(_ witness: CommitWitness?) throws {
        try checkReady()
        let statements = (witness?.statements(at: Clock.system.now()) ?? []) + ["COMMIT"]
        do { try line.run(statements) } catch {
            var problem = Problem(mariadb: error, sql: statements.joined(separator: "; "))
            // Another has taken this commit for lost and has made sure that it is.
            if witness != nil, problem.code == "store_constraint" {
                problem = Problem(.outside(retryable: true), "store_conflict", hint: "Gemba tries again.", cause: problem.cause)
            }
            throw doomed(problem)
        }
        mode = nil
    }

    func rollback() {
        defer { (mode, doom) = (nil, nil) }
        guard isUsable, mode != nil else { return }
        if isStreaming {
            isUsable = false
            return
        }
        do { try line.run("ROLLBACK") } catch { isUsable = false }
    }

    func close() {
        guard !isClosed.exchange(true, ordering: .relaxed) else { return }
        if !isUsable { line.cut() }
        isUsable = false
        line.close()
        statements.removeAll()
    }

    deinit { close() }

    func interrupt() { _ = stopStatement() }

    /// Over a connection of its own, since this one waits for its answer.
    /// - Returns: whether the server was told.
    func stopStatement() -> Bool {
        guard !isClosed.load(ordering: .relaxed),
            let other = try? MariaDBLine(login, host, seconds: UInt32(login.limits.connectSeconds)),
            // Behind an address there may be several servers, and on another one the number means another connection.
            let name = try? other.run(MariaDBSession.serverName).first, name == session.server
        else { return false }
        return (try? other.run("KILL QUERY \(thread)")) != nil
    }

    /// - Throws: what ended the transaction, when something has; a fault of ours while a result is being read.
    func checkReady() throws {
        if let doom { throw doom }
        guard isUsable else { throw Problem(.outside(retryable: true), "store_lost", hint: "Gemba tries again.") }
        guard !isStreaming else {
            throw Problem(.bug, "statement_nested", cause: "a statement while the rows of another are being read")
        }
    }

    /// Runs statements of ours without parameters.
    func plain(_ statements: String...) throws { try plain(statements) }

    private func plain(_ statements: [String]) throws {
        try checkReady()
        do { try line.run(statements) } catch { throw doomed(Problem(mariadb: error, sql: statements.joined(separator: "; "))) }
    }

    /// Notes what the problem means for the transaction and the connection, and returns it.
    func doomed(_ problem: Problem) -> Problem {
        switch problem.code {
        case "store_lost":
            isUsable = false
            doom = problem
        // After a wait for a lock the server has given up only the statement; what was asked for as a whole is given up
        // as a whole.
        case "store_conflict", "store_busy": doom = problem
        default: break
        }
        return problem
    }

    /// Called after a statement that may have changed the schema, which ends the transaction.
    func reopen(after sql: String) throws {
        guard let mode, !line.isInTransaction else { return }
        guard Self.changesSchema(sql) else {
            throw doomed(
                Problem(.outside(retryable: true), "store_conflict", hint: "Gemba tries again.", cause: "the transaction was ended by: " + sql))
        }
        try plain(Self.opening(mode))
    }

    /// Runs `body` while the rows of a result are on their way.
    func streaming<T>(_ body: () throws -> T) rethrows -> T {
        isStreaming = true
        defer { isStreaming = false }
        return try body()
    }

    func savepoint<T>(_ body: () throws -> T) throws -> T {
        // Numbered, because one of the same name would take the outer one's place.
        let name = "inner_work_\(savepoints)"
        try plain("SAVEPOINT \(name)")
        savepoints += 1
        defer { savepoints -= 1 }
        do {
            let result = try body()
            try plain("RELEASE SAVEPOINT \(name)")
            return result
        } catch {
            _ = try? plain("ROLLBACK TO SAVEPOINT \(name)")
            _ = try? plain("RELEASE SAVEPOINT \(name)")
            throw error
        }
    }

    private static func opening(_ mode: TransactionMode) -> [String] {
        switch mode {
        case .read: ["START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY"]
        case .write(.snapshot): ["START TRANSACTION WITH CONSISTENT SNAPSHOT"]
        case .write(.current): ["SET TRANSACTION ISOLATION LEVEL READ COMMITTED", "START TRANSACTION"]
        }
    }

    private static func changesSchema(_ sql: String) -> Bool {
        let word = sql.prefix { $0.isLetter }.uppercased()
        return ["CREATE", "DROP", "ALTER", "RENAME", "TRUNCATE"].contains(word)
    }
}
