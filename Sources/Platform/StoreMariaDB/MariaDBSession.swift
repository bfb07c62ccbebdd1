// How a session is set up, in one message: strict, in UTC, reading consistently, with limits on every wait.

import Kernel
import Store

/// What a session is like that has been set up.
struct MariaDBSession {
    let isReadOnly: Bool
    /// Statements and rows larger than this are refused by the server.
    let packetBytes: Int
    /// Unlike on every other server.
    let server: String?

    static let serverName = "SELECT CONCAT(@@hostname, ' ', @@port, ' ', @@server_id, ' ', @@datadir)"

    /// - Throws: `store_version` when the server is too old to keep the promises of `Isolation.snapshot`, `store_unreachable`
    ///   when it is part of a cluster and cannot be used now.
    init(_ line: MariaDBLine, _ login: MariaDBLogin, _ host: ServerAddress.Host) throws {
        let row: [String?]
        do { row = try Self.answer(line, login.limits) } catch { throw Self.refusal(error, host) }
        // Without a row the server did not say what it is like.
        guard row.count == 3 else { throw Self.refusal(MariaDBFault(code: 2013, message: "no answer about itself"), host) }
        isReadOnly = row[0] != "0" && row[0] != "OFF"
        packetBytes = row[1].flatMap { Int($0) } ?? 1 << 24
        server = row[2]
    }

    private static func answer(_ line: MariaDBLine, _ limits: PoolLimits) throws(MariaDBFault) -> [String?] {
        do { return try line.run(setup(limits, hasCluster: true)) } catch {
            // A server that was built without Galera does not know its variables.
            guard error.code == 1193, error.message.contains("wsrep") else { throw error }
            return try line.run(setup(limits, hasCluster: false))
        }
    }

    private static func setup(_ limits: PoolLimits, hasCluster: Bool) -> [String] {
        let mode = [
            "STRICT_ALL_TABLES", "PIPES_AS_CONCAT", "ANSI_QUOTES", "NO_BACKSLASH_ESCAPES", "ERROR_FOR_DIVISION_BY_ZERO",
            "NO_ENGINE_SUBSTITUTION", "ONLY_FULL_GROUP_BY",
            // Without it an assignment of an UPDATE sees those before it, as no other engine has it.
            "SIMULTANEOUS_ASSIGNMENT",
        ].joined(separator: ",")
        let settings = [
            "innodb_snapshot_isolation = ON", "sql_mode = '\(mode)'", "time_zone = '+00:00'", "autocommit = 1",
            // Texts that come from no column are compared like those that do.
            "collation_connection = utf8mb4_nopad_bin",
            "innodb_lock_wait_timeout = \(limits.lockSeconds)", "lock_wait_timeout = \(limits.lockSeconds)",
            "idle_transaction_timeout = \(limits.idleSeconds)",
            // The pool's connections are idle for as long as nothing happens.
            "wait_timeout = \(limits.maxAgeSeconds * 2)",
            // A result is read as slowly as whoever asked for it takes the rows.
            "net_write_timeout = 600", "net_read_timeout = 600",
        ]
        // On a cluster a transaction begins only when this node has what the others had committed by then.
        let cluster = hasCluster ? ["wsrep_sync_wait = 1"] : []
        return [
            "SET SESSION " + (settings + cluster).joined(separator: ", "),
            "SET SESSION TRANSACTION ISOLATION LEVEL REPEATABLE READ",
            // A cluster's node that has lost the others answers questions about itself, but begins no transaction.
            "START TRANSACTION WITH CONSISTENT SNAPSHOT", "ROLLBACK",
            "SELECT @@read_only, @@max_allowed_packet, " + serverName.dropFirst("SELECT ".count),
        ]
    }

    private static func refusal(_ fault: MariaDBFault, _ host: ServerAddress.Host) -> Problem {
        // A variable, a value of one or a collation that is not known.
        if [1193, 1231, 1273].contains(fault.code) {
            return Problem(
                .outside(retryable: false), "store_version", ["host": host.description, "needed": "MariaDB 10.11.8"],
                hint: "Use a newer server; nothing was changed.",
                cause: "\(fault.code) \(fault.message)")
        }
        var problem = Problem(mariadb: fault)
        problem.parameters["host"] = host.description
        if problem.code == "store_lost" { problem.code = "store_away" }
        return problem
    }
}
