// A PostgreSQL or MariaDB of a test's own, for what cannot be done to a server that others use: kill it, stop it, fill its
// disk, forbid it to write. It is durable unless told otherwise: what it has acknowledged, it has after a kill.

import Foundation

/// A private server on loopback, gone with the value.
public final class TestServer: Sendable {
    public enum Engine: String, Sendable, CaseIterable { case postgres, mariadb }

    /// Whether what was acknowledged outlives a kill.
    public enum Mode: String, Sendable { case fast, durable }

    private let site: ServerSite
    public let engine: Engine

    /// Starts a new, empty server; takes a second or two.
    /// - Parameter diskMiB: the data gets a file system of that size, for `fillDisk`; see `lacksForDisk`. An empty server
    ///   takes about 60 MiB (PostgreSQL) or 120 MiB (MariaDB).
    public init(_ engine: Engine, mode: Mode = .durable, diskMiB: Int? = nil) async throws {
        self.engine = engine
        site = try await ServerSite(
            engine: engine.rawValue, mode: mode, more: diskMiB.map { ["--disk-size", String($0)] } ?? [])
    }

    /// What this machine lacks to run an engine, in one sentence; nil where it lacks nothing.
    public static func lacks(_ engine: Engine) -> String? { lacks([engine.rawValue]) }

    /// What it lacks to give a server a small disk: root, and the right to mount.
    public static func lacksForDisk(_ engine: Engine) -> String? { lacks([engine.rawValue, "--disk-size", "1"]) }

    static func lacks(_ words: [String]) -> String? {
        do {
            let sentence = try ServerScript.runAndWait(["missing"] + words)
            return sentence.isEmpty ? nil : sentence
        } catch {
            return "\(error)"
        }
    }

    /// `postgres://gemba:…@127.0.0.1:PORT/gemba` or `mysql://…`. Stays the same when the server is started again.
    public var url: String { site.url }
    /// The certificate a client is to trust; the server's names are 127.0.0.1 and localhost.
    public var authorityPath: String { site.authorityPath }
    public var port: Int { URLComponents(string: site.url)?.port ?? 0 }

    /// Ends every process of it at once, as a power cut would; returns when they are gone.
    public func kill() async throws { try await site.run("kill") }

    /// Starts it again after `kill` or `stop`; returns when it takes connections, so after its recovery.
    public func start() async throws { try await site.run("up") }

    /// Shuts it down as an administrator would, without waiting for clients to leave.
    public func stop() async throws { try await site.run("stop") }

    /// Stops every process of it where it stands: connections stay, and nothing answers.
    public func suspend() async throws { try await site.run("suspend") }
    public func resume() async throws { try await site.run("resume") }

    /// Refuses, or takes again, what the user gemba writes (`default_transaction_read_only`, `read_only`).
    public func setReadOnly(_ isReadOnly: Bool) async throws { try await site.run("read-only", [isReadOnly ? "on" : "off"]) }

    /// Fills the disk of its own to the last byte, and gives the room back.
    public func fillDisk() async throws { try await site.run("disk", ["full"]) }
    public func freeDisk() async throws { try await site.run("disk", ["free"]) }

    /// Runs a statement as the administrator, through the server's own client.
    /// - Returns: the rows as text, one in a line.
    @discardableResult
    public func administer(_ statement: String, database: String = "gemba") async throws -> String {
        try await site.run("sql", [statement, "--database", database])
    }

    /// Whether it runs; also false while it is suspended.
    public var isRunning: Bool { get async throws { try await site.run("status").contains(" running ") } }
}
