// Three MariaDB nodes that replicate to each other, of a test's own: nodes are killed and join again, or all of them die
// and the cluster begins anew with the one that has seen most.

import Foundation

/// A private Galera cluster on loopback, gone with the value. Starting it takes about fifteen seconds, a node that joins
/// again about six.
public final class GaleraCluster: Sendable {
    /// The numbers of the nodes, as everything here takes them.
    public static let nodes = 1...3
    private let site: ServerSite

    public init(mode: TestServer.Mode = .fast) async throws { site = try await ServerSite(engine: "galera", mode: mode) }

    /// What this machine lacks to run a cluster, in one sentence; nil where it lacks nothing.
    public static var lacks: String? { TestServer.lacks(["galera"]) }

    /// `mysql://gemba:…@127.0.0.1:P1,127.0.0.1:P2,127.0.0.1:P3/gemba`, with the nodes in the order given, or only some.
    public func url(order: [Int] = Array(nodes)) -> String {
        guard let at = site.url.lastIndex(of: "@"), let slash = site.url.lastIndex(of: "/") else { return site.url }
        let hosts = site.url[site.url.index(after: at)..<slash].split(separator: ",")
        return site.url[...at] + order.map { hosts[$0 - 1] }.joined(separator: ",") + site.url[slash...]
    }

    /// The certificate a client is to trust, for every node.
    public var authorityPath: String { site.authorityPath }

    public func port(of node: Int) -> Int { URLComponents(string: url(order: [node]))?.port ?? 0 }

    /// Ends a node at once; the others notice after a second or two.
    public func killNode(_ node: Int) async throws { try await on(node, "kill") }

    /// Starts a node; returns when it has caught up. When no node runs, this begins the cluster anew with the node that
    /// has seen most, and then starts this one.
    public func startNode(_ node: Int) async throws { try await on(node, "up") }

    /// Shuts a node down cleanly: it says goodbye, and the others go on at once.
    public func stopNode(_ node: Int) async throws { try await on(node, "stop") }

    /// Stops a node where it stands; the others throw it out after a few seconds.
    public func suspendNode(_ node: Int) async throws { try await on(node, "suspend") }
    public func resumeNode(_ node: Int) async throws { try await on(node, "resume") }

    /// Ends all nodes at the same moment.
    public func killAll() async throws { try await site.run("kill") }

    /// Starts all nodes that do not run; after `killAll` from the node that has seen most.
    public func recover() async throws { try await site.run("up") }

    /// Runs a statement as the administrator of a node.
    /// - Returns: the rows as text, one in a line.
    @discardableResult
    public func administer(_ statement: String, node: Int, database: String = "gemba") async throws -> String {
        try await site.run("sql", [statement, "--database", database, "--node", String(node)])
    }

    public func isRunning(_ node: Int) async throws -> Bool { try await on(node, "status").contains(" running ") }

    @discardableResult
    private func on(_ node: Int, _ verb: String) async throws -> String { try await site.run(verb, ["--node", String(node)]) }
}
