// Making a connection: how an address is handed to libpq, with time-outs of our own and errors that say what to do.

import CPostgres
import Glibc
import Kernel
import Store

/// A hub on a PostgreSQL server.
public enum PostgresDatabase {
    /// - Parameter environment: where a password named by the URL is looked up.
    /// - Throws: `database_address` when the URL cannot be read. Nothing is connected yet.
    public static func open(_ url: DatabaseURL, environment: [String: String]) throws -> ServerDatabase {
        var address = try url.server(environment)
        let limits = try PoolLimits(&address.options)
        for name in address.options.keys.sorted() where !PostgresLink.options.contains(name) {
            throw Problem(
                .input, "database_address", ["part": name],
                hint: "Known behind ?: \((PostgresLink.options + ["password", "pool", "wait", "patience"]).joined(separator: ", ")).")
        }
        let link = PostgresLink(address: address, limits: limits)
        return ServerDatabase(dialect: PostgresDialect(), place: url.redacted, hosts: address.hosts, limits: limits) {
            try PostgresConnection(try link.connect($0))
        }
    }
}

struct PostgresLink: Sendable {
    /// What an address may say about the connection, as libpq names it.
    static let options = ["sslmode", "sslrootcert", "sslcert", "sslkey", "sslcrl", "channel_binding", "gssencmode", "application_name", "schema"]

    let address: ServerAddress
    let limits: PoolLimits

    /// - Returns: a connection that is open and set up.
    /// - Throws: `store_host`, `store_login`, `store_database`, `store_tls`, `store_unreachable`.
    func connect(_ host: ServerAddress.Host) throws -> OpaquePointer {
        try lookUp(host)
        var parameters = [
            "host": host.name, "port": String(host.port), "user": address.user, "dbname": address.database, "client_encoding": "UTF8",
            "application_name": "gemba", "keepalives": "1", "keepalives_idle": "5", "keepalives_interval": "2", "keepalives_count": "3",
            "tcp_user_timeout": "10000",
        ]
        if let password = address.password { parameters["password"] = password }
        var options = address.options
        // The names of the tables are looked up in one schema only.
        if let schema = options.removeValue(forKey: "schema") {
            parameters["options"] = "-c search_path=" + schema.replacing("\\", with: "\\\\").replacing(" ", with: "\\ ")
        }
        parameters.merge(options) { _, own in own }
        guard let link = start(parameters) else { throw Problem(.outside(retryable: true), "store_away", ["host": host.description]) }
        do {
            PQsetErrorVerbosity(link, PQERRORS_VERBOSE)
            try finish(link, host)
            PQsetErrorVerbosity(link, PQERRORS_DEFAULT)
            PQsetNoticeReceiver(link, { _, _ in }, nil)
            try setUp(link, host)
            return link
        } catch {
            PQfinish(link)
            throw error
        }
    }

    /// libpq finds the host by itself; this is only to say clearly when there is none of that name.
    private func lookUp(_ host: ServerAddress.Host) throws {
        guard !host.name.hasPrefix("/") else { return }
        var found: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host.name, nil, nil, &found)
        if let found { freeaddrinfo(found) }
        guard code == 0 else {
            throw Problem(
                .outside(retryable: true), "store_host", ["host": host.name], hint: "Check the host in the database's address.",
                cause: String(cString: gai_strerror(code)))
        }
    }

    private func start(_ parameters: [String: String]) -> OpaquePointer? {
        let keys = parameters.keys.sorted()
        let texts = (keys + keys.map { parameters[$0]! }).map { strdup($0) }
        defer { for text in texts { free(text) } }
        let pointers = texts.map { UnsafePointer<CChar>($0) }
        return PQconnectStartParams(Array(pointers[..<keys.count]) + [nil], Array(pointers[keys.count...]) + [nil], 0)
    }

    /// Waits until the server has let us in, at most `connectSeconds`.
    private func finish(_ link: OpaquePointer, _ host: ServerAddress.Host) throws {
        let deadline = Stopwatch.milliseconds() + Int64(limits.connectSeconds) * 1000
        var state = PGRES_POLLING_WRITING
        while PQstatus(link) != CONNECTION_BAD {
            let left = deadline - Stopwatch.milliseconds()
            guard left > 0 else { throw refusal("no answer within \(limits.connectSeconds) s", host) }
            var wanted = pollfd(fd: PQsocket(link), events: Int16(state == PGRES_POLLING_READING ? POLLIN : POLLOUT), revents: 0)
            if poll(&wanted, 1, Int32(left)) == 0 { continue }
            state = PQconnectPoll(link)
            if state == PGRES_POLLING_OK { return }
            if state == PGRES_POLLING_FAILED { break }
        }
        throw refusal(String(cString: PQerrorMessage(link)), host)
    }

    private func refusal(_ text: String, _ host: ServerAddress.Host) -> Problem {
        PostgresProblem.connecting(text, host: host.description, user: address.user, database: address.database)
    }

    /// What every transaction relies on, in one message.
    private func setUp(_ link: OpaquePointer, _ host: ServerAddress.Host) throws {
        let settings = """
            SET lock_timeout = \(limits.lockSeconds * 1000); SET idle_in_transaction_session_timeout = \(limits.idleSeconds * 1000);
            SET standard_conforming_strings = on; SET timezone = 'UTC'; SET client_min_messages = error; SET jit = off
            """
        let result = PQexec(link, settings)
        defer { PQclear(result) }
        guard PQresultStatus(result) == PGRES_COMMAND_OK else { throw refusal(String(cString: PQerrorMessage(link)), host) }
        guard PQserverVersion(link) >= 130_000 else {
            throw Problem(
                .outside(retryable: false), "store_version", ["host": host.description, "needed": "PostgreSQL 13"], hint: "Use a newer server.")
        }
    }
}
