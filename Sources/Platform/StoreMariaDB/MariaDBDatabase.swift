// The engine for MariaDB and Galera clusters: how an address becomes a database.

import Foundation
import Kernel
import Store

/// A hub on a MariaDB server or a Galera cluster.
public enum MariaDBDatabase {
    /// Reads the address and hands out a database; no server is asked yet.
    /// - Parameter environment: where `password=env:NAME` looks.
    /// - Throws: `database_address` naming the part of the address that cannot be read, `database_password`.
    public static func open(
        _ url: DatabaseURL, environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> ServerDatabase {
        var address = try url.server(environment)
        let limits = try PoolLimits(&address.options)
        let login = try MariaDBLogin(address, limits)
        return ServerDatabase(dialect: MariaDBDialect(), place: url.redacted, hosts: address.hosts, limits: limits) { host in
            try MariaDBConnection(login, host)
        }
    }
}

/// All that is needed to sign in at any of an address's hosts.
struct MariaDBLogin: Sendable {
    /// How much a connection is protected; the names are those of the address's `sslmode`.
    enum Protection: String, CaseIterable {
        case disable
        /// TLS when the server has it.
        case prefer
        /// TLS or nothing; whose certificate it is does not matter.
        case require
        /// A certificate that `sslrootcert` vouches for, whatever host it names.
        case verifyCA = "verify-ca"
        /// A certificate of this host that `sslrootcert`, or an authority the system trusts, vouches for.
        case verifyFull = "verify-full"

        var isVerified: Bool { self == .verifyCA || self == .verifyFull }
    }

    var user: String
    var password: String?
    var database: String
    var protection: Protection
    /// PEM files.
    var rootCertificate: String?
    var certificate: String?
    var key: String?
    /// The path of a local socket, which is used in place of host and port.
    var socket: String?
    var limits: PoolLimits

    /// - Parameter address: without the options other parts have taken.
    init(_ address: ServerAddress, _ limits: PoolLimits) throws(Problem) {
        var options = address.options
        user = address.user
        password = address.password
        database = address.database
        self.limits = limits
        socket = options.removeValue(forKey: "socket")
        rootCertificate = options.removeValue(forKey: "sslrootcert")
        certificate = options.removeValue(forKey: "sslcert")
        key = options.removeValue(forKey: "sslkey")
        let mode = options.removeValue(forKey: "sslmode")
        if let mode {
            guard let known = Protection(rawValue: mode) else {
                throw Self.unknown("sslmode", hint: "sslmode is one of \(Protection.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            protection = known
        } else {
            // A local socket never leaves the machine.
            protection = socket == nil ? .prefer : .disable
        }
        if let other = options.keys.min() {
            throw Self.unknown(
                other, hint: "Known are pool, wait, patience, password, socket, sslmode, sslrootcert, sslcert and sslkey.")
        }
        if protection == .verifyCA, rootCertificate == nil {
            throw Self.unknown("sslrootcert", hint: "sslmode=verify-ca needs sslrootcert=FILE with the authority's certificate.")
        }
        guard (certificate == nil) == (key == nil) else {
            throw Self.unknown(key == nil ? "sslkey" : "sslcert", hint: "sslcert and sslkey belong together.")
        }
    }

    private static func unknown(_ part: String, hint: String) -> Problem {
        Problem(.input, "database_address", ["part": part], hint: hint)
    }
}
