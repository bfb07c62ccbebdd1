// The database engines as the benchmarks use them: hubs by name, statements through the engine's own client, the engine's
// own best way to take rows that are clean already, and what its server spends.

import ArgumentParser
import CDispatch
import Foundation

enum EngineName: String, ExpressibleByArgument, CaseIterable {
    case sqlite, postgres, mariadb

    func start(in folder: String) throws -> any HubEngine {
        switch self {
        case .sqlite: SQLiteHubs(folder: folder)
        case .postgres: try PostgresHubs(folder: folder)
        case .mariadb: try MariaDBHubs(folder: folder)
        }
    }

    /// What is run when no case is named: what has nothing to do with a database is run once.
    var cases: [String] {
        switch self {
        case .sqlite: Bench.cases.filter { !["big-file", "nodes", "machine-year", "consolidation", "batches-million", "solver"].contains($0) }
        case .postgres: ["load", "small-files", "rescan", "latency", "nodes", "queries", "machine-load"]
        case .mariadb: Self.postgres.cases + ["consolidation"]
        }
    }
}

protocol HubEngine {
    var name: String { get }
    /// The engine's best way to take clean rows, as reports name it.
    var wayIn: String { get }
    /// The most times its cost a load may have.
    var loadGoal: Double { get }
    /// CPU seconds per million rows that a load may cost the client.
    var clientGoal: Double? { get }

    func url(_ hub: String) -> String
    /// Makes room for a new hub of that name.
    func clear(_ hub: String) throws
    /// Runs statements by the engine's client; rows come back as lines.
    @discardableResult func sql(_ hub: String, _ statements: String) throws -> Cost
    /// CPU seconds of the server's processes so far; 0 where there is none.
    var serverCPU: Double { get }
    /// Waits until the server has done what it does after the answer.
    func settle()

    /// Keeps the rows of a table of a hub beside it.
    func keepRows(_ hub: String, as clean: String, table: String) throws
    /// Puts kept rows into the table of another hub.
    func loadRows(_ clean: String, into hub: String, table: String) throws -> Cost
    /// The same by the file: its rows, one note of it, COMMIT.
    func loadFiles(_ clean: String, into hub: String) throws -> Cost
    /// The client kept open on a hub, asked one question after the other.
    func peer(_ hub: String) throws -> Peer
    /// What an administrator does after a large import.
    func tidy(_ hub: String) throws
}

extension HubEngine {
    func keepRows(_ hub: String, as clean: String) throws { try keepRows(hub, as: clean, table: "trace_changes") }
    func loadRows(_ clean: String, into hub: String) throws -> Cost { try loadRows(clean, into: hub, table: "trace_changes") }

    /// A contestant's cost with what the server spent for it.
    func charged(_ turn: () throws -> Cost) throws -> Cost {
        let before = serverCPU
        var cost = try turn()
        settle()
        cost.server = serverCPU - before
        return cost
    }
}

/// A server of `Scripts/servers.sh`, made for this run and gone with it.
struct BenchServer: Sendable {
    let host: String
    let port: Int
    let user: String
    let password: String
    let url: String
    private let engine: String
    private let pid: Int

    init(_ engine: String, folder: String) throws {
        self.engine = engine
        let answer = try Child.run(
            ["Scripts/servers.sh", "up", engine, "--mode", "durable", "--name", "bench-\(engine)", "--owner", String(getpid())])
        let words = answer.out.split(separator: " ")
        guard words.count > 1, let parts = URLComponents(string: String(words[1])), let port = parts.port else {
            throw BenchFailure("no server: \(answer.out)")
        }
        (host, self.port, user, password) = (parts.host ?? "127.0.0.1", port, parts.user ?? "gemba", parts.password ?? "")
        url = String(words[1])
        let status = try Child.run(["Scripts/servers.sh", "status", engine, "--name", "bench-\(engine)"])
        guard let pid = status.out.split(whereSeparator: { $0 == " " || $0 == "\n" }).compactMap({ Int($0) }).first else {
            throw BenchFailure("no process: \(status.out)")
        }
        self.pid = pid
    }

    /// Of the process, its children, and those of them that have ended.
    var cpu: Double {
        let children = (try? String(contentsOfFile: "/proc/\(pid)/task/\(pid)/children", encoding: .utf8)) ?? ""
        let live = [pid] + children.split(separator: " ").compactMap { Int($0) }
        let stat = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
        // After the name in brackets; user and system time of children are fields 16 and 17.
        let fields = stat.split(separator: ")").last?.split(separator: " ") ?? []
        let ended = fields.count > 14 ? (Double(fields[13]) ?? 0) + (Double(fields[14]) ?? 0) : 0
        return live.reduce(ended / Double(sysconf(Int32(_SC_CLK_TCK)))) { $0 + Child.cpu(of: $1) }
    }

    /// CPU seconds of a process so far, also of threads that have ended; to the nanosecond.
    static func cpu(of pid: pid_t) throws -> Double {
        var (clock, time) = (clockid_t(), timespec())
        guard clock_getcpuclockid(pid, &clock) == 0, clock_gettime(clock, &time) == 0 else { throw BenchFailure("no process \(pid)") }
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// The same of a server that is one process.
    var wholeCPU: Double { get throws { try Self.cpu(of: pid_t(pid)) } }

    func administer(_ statement: String, in database: String? = nil) throws {
        try Child.run(["Scripts/servers.sh", "sql", engine, statement, "--name", "bench-\(engine)"] + (database.map { ["--database", $0] } ?? []))
    }
}
