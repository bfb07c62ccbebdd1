// Branches and central databases: where they are and how to sign in, never a password itself.

import Kernel
import Store

package struct Connection: Sendable, Hashable {
    package enum Role: String, Sendable, CaseIterable { case branch, central }
    /// What a branch is at: never opened, open, closed.
    package enum State: String, Sendable, CaseIterable { case new, open, closed }

    package var id: Int64 = 0
    package var role: Role
    /// Its name on pages and in `_source_alias`; unlike that of every other place, branch or central.
    package var alias: String
    /// Without a password; `password=env:NAME` or `password=file:/path` says where one is.
    package var url: String
    package var state = State.new
    package var openedAt: Instant?
    package var closedAt: Instant?
    package var version: Int64 = 1

    package static let aliasLengthMax = 64

    package init(_ role: Role, alias: String, url: String) { (self.role, self.alias, self.url) = (role, alias, url) }

    /// - Throws: `place_alias`, `place_password` when the address holds a password, and what `DatabaseURL` throws.
    package func checked() throws(Problem) -> DatabaseURL {
        guard !alias.isEmpty, alias.fits(Self.aliasLengthMax), !alias.contains(where: { $0.isNewline || $0 == "/" }) else {
            throw Problem(.input, "place_alias", ["alias": String(alias.prefix(80))])
        }
        let parsed = try DatabaseURL(url)
        guard parsed.redacted == parsed.engine.rawValue + ":" + parsed.rest else {
            throw Problem(
                .input, "place_password", hint: "Write the address without it and name where it is: password=env:NAME or password=file:/path.")
        }
        if parsed.engine != .sqlite, url.utf8.count > 500 { throw Problem(.input, "database_address", ["part": "name"]) }
        return parsed
    }

    /// The address with a reference to its password.
    package static func url(_ text: String, passwordEnv: String?) -> String {
        guard let name = passwordEnv, !name.isEmpty else { return text }
        return text + (text.contains("?") ? "&" : "?") + "password=env:" + name
    }
}

/// Opens a foreign database; handed in by the composition, since only it knows the engines.
public struct ConnectionOpener: Sendable {
    /// - Parameters:
    ///   - password: typed for this once; nil to use what the address refers to.
    ///   - mayCreate: makes a file that is not there.
    public var open: @Sendable (_ url: DatabaseURL, _ password: String?, _ mayCreate: Bool) throws -> any ForeignDatabase
    public init(_ open: @escaping @Sendable (_ url: DatabaseURL, _ password: String?, _ mayCreate: Bool) throws -> any ForeignDatabase) {
        self.open = open
    }
}
