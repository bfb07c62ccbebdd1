// Where a database is, as one word an administrator can type, and how it is shown without its password.

import Kernel

/// `sqlite:data/gemba.sqlite`, `postgres://user@host/name`, `mysql://user@host1,host2/name`.
public struct DatabaseURL: Sendable, Hashable {
    public enum Engine: String, Sendable { case sqlite, postgres, mysql }

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

    /// The URL with `***` in place of a password.
    public var redacted: String {
        guard let at = rest.lastIndex(of: "@"), let colon = rest[..<at].lastIndex(of: ":"), rest[..<colon].contains("//")
        else { return engine.rawValue + ":" + rest }
        return engine.rawValue + ":" + rest[..<colon] + ":***" + rest[at...]
    }

    private static func unknown(_ text: String) -> Problem {
        Problem(
            .input, "database_url", ["url": String(text.prefix { $0 != ":" })],
            hint: "Use sqlite:PATH, postgres://user@host/name or mysql://user@host/name.")
    }
}
