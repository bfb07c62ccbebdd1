// Where a database is, as one word an administrator can type, and how it is shown without its password.

import Foundation
import Kernel

/// `sqlite:data/gemba.sqlite`, `postgres://user@host/name`, `mysql://user@host1,host2/name`.
public struct DatabaseURL: Sendable, Hashable {
    public enum Engine: String, Sendable, CaseIterable { case sqlite, postgres, mysql }

    public var engine: Engine
    /// What follows the scheme, password included.
    public var rest: String

    /// Throws `database_url` when the scheme is none of the three.
    public init(_ text: String) throws(Problem) {
        guard let colon = text.firstIndex(of: ":") else { throw Self.unknown(text) }
        rest = String(text[text.index(after: colon)...])
        switch text[..<colon].lowercased() {
        case "sqlite": engine = .sqlite
        case "postgres", "postgresql": engine = .postgres
        case "mysql", "mariadb": engine = .mysql
        default: throw Self.unknown(text)
        }
        while engine == .sqlite, rest.hasPrefix("//") { rest.removeFirst() }
        if engine == .sqlite, rest.isEmpty { throw Self.unknown(text) }
    }

    /// The server's address.
    /// - Parameter environment: where `password=env:NAME` and the engine's own variable for a password are looked up.
    public func server(_ environment: [String: String] = ProcessInfo.processInfo.environment) throws(Problem) -> ServerAddress {
        try server(environment, password: environment["GEMBA_DATABASE_PASSWORD"])
    }

    /// The same for a database that is not the hub: the password is the one given, where the address says nothing of it.
    public func server(_ environment: [String: String], password: String?) throws(Problem) -> ServerAddress {
        var address = try ServerAddress(rest, defaultPort: engine == .postgres ? 5432 : 3306, environment: environment)
        if address.password == nil { address.password = password }
        return address
    }

    /// The URL with `***` in place of a password.
    public var redacted: String {
        let scheme = engine.rawValue + ":"
        guard engine != .sqlite, rest.hasPrefix("//") else { return scheme + rest }
        // A password may hold any of `:`, `@`, `/` and `?`: everything between the first colon and the last `@` is taken for it.
        var shown = rest
        if let at = rest.lastIndex(of: "@") {
            let account = rest[..<at].dropFirst(2)
            if let colon = account.firstIndex(of: ":") { shown = rest[..<colon] + ":***" + rest[at...] }
        }
        guard let mark = shown.lastIndex(of: "?") else { return scheme + shown }
        let options = shown[shown.index(after: mark)...].split(separator: "&").map { option in
            option.hasPrefix("password=") && !option.hasPrefix("password=env:") && !option.hasPrefix("password=file:") ? "password=***" : option
        }
        return scheme + shown[...mark] + options.joined(separator: "&")
    }

    private static func unknown(_ text: String) -> Problem {
        Problem(
            .input, "database_url", ["url": String(text.prefix { $0 != ":" })],
            hint: "Use sqlite:PATH, postgres://user@host/name or mysql://user@host/name.")
    }
}
