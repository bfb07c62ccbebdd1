// A MongoDB of a test's own, alone or as a replica set of one node: for what cannot be done to a server that others use,
// and because no other test needs one. It is durable unless told otherwise: what it has acknowledged, it has after a kill.

import Foundation

/// A private MongoDB on loopback, gone with the value.
public final class MongoServer: Sendable {
    private let site: ServerSite

    /// Starts a new, empty server; takes two or three seconds.
    /// - Parameter replicaSet: whether there are transactions and streams of changes.
    public init(replicaSet: Bool, mode: TestServer.Mode = .durable) async throws {
        site = try await ServerSite(engine: replicaSet ? "mongo-rs" : "mongo", mode: mode)
    }

    /// What this machine lacks to run one, in one sentence; nil where it lacks nothing.
    public static let lacks: String? = TestServer.lacks(["mongo"])

    /// `mongodb://gemba:…@127.0.0.1:PORT/gemba?…`. Stays the same when the server is started again.
    public var url: String { site.url }
    /// The certificate a client with `tls=true` is to trust; the server's names are 127.0.0.1 and localhost.
    public var authorityPath: String { site.authorityPath }
    public var port: Int { URLComponents(string: site.url)?.port ?? 0 }
    /// The password in the URL, for looking whether it got out.
    public var password: String { URLComponents(string: site.url)?.password ?? "" }

    /// Ends it at once, as a power cut would; returns when it is gone.
    public func kill() async throws { try await site.run("kill") }

    /// Starts it again after `kill` or `stop`; returns when it takes writes, so after its recovery and its election.
    public func start() async throws { try await site.run("up") }

    /// Shuts it down as an administrator would.
    public func stop() async throws { try await site.run("stop") }

    /// Stops it where it stands: connections stay, and nothing answers.
    public func suspend() async throws { try await site.run("suspend") }
    public func resume() async throws { try await site.run("resume") }

    /// Runs a command, in JSON, as the administrator.
    /// - Returns: the answer, in JSON.
    @discardableResult
    public func administer(_ command: String, database: String = "admin") async throws -> String {
        try await site.run("sql", [command, "--database", database])
    }
}
