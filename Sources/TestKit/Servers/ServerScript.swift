// `Scripts/servers.sh` as tests run it. It only starts the script and hands back what it printed; what a server is, and how
// it is stopped, is the script's business alone, so that tests and people drive servers in the same way.

import Foundation
import Kernel

/// What a test's server could not do, in the script's words.
public struct ServerFailure: Error, CustomStringConvertible, Sendable {
    public var description: String
    public init(_ description: String) { self.description = description }
}

enum ServerScript {
    /// No verb takes longer, also on a busy machine; three nodes that join one after the other take longest.
    static let patienceSeconds = 300
    private static let path =
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().path + "/Scripts/servers.sh"

    /// Runs a verb without holding one of the threads that run tests.
    static func run(_ words: [String]) async throws -> String {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Result { try runAndWait(words) }) }
            thread.start()
        }
    }

    /// Runs a verb; returns when it has ended, or after the time that no verb takes.
    static func runAndWait(_ words: [String]) throws -> String {
        let said = NSTemporaryDirectory() + "gemba-servers-" + Identifier.make(at: Clock.system.now())
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["timeout", "-k", "10", String(patienceSeconds), "bash", path] + words
        process.standardInput = FileHandle.nullDevice
        // Files and not pipes: a pipe would be open as long as anything that the script has started.
        for end in [".out", ".err"] { _ = FileManager.default.createFile(atPath: said + end, contents: nil) }
        defer { for end in [".out", ".err"] { try? FileManager.default.removeItem(atPath: said + end) } }
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: said + ".out"))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: said + ".err"))
        try process.run()
        process.waitUntilExit()
        func text(_ end: String) -> String {
            let bytes = (try? Data(contentsOf: URL(fileURLWithPath: said + end))) ?? Data()
            return String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        }
        // Code 3 is an answer: not all of what was asked about is running.
        guard [0, 3].contains(process.terminationStatus) else {
            throw ServerFailure("servers.sh \(words.joined(separator: " ")): code \(process.terminationStatus): \(text(".err"))")
        }
        return text(".out")
    }
}

/// One server, or one cluster, that a test has for itself. Gone with the value, and with the process of the tests however
/// that ends.
final class ServerSite: Sendable {
    let engine: String
    let name: String
    /// The user gemba's address.
    let url: String
    /// The certificate of the authority that has signed the server's.
    let authorityPath: String

    init(engine: String, mode: TestServer.Mode, more: [String] = []) async throws {
        let name = Identifier.make(at: Clock.system.now())
        self.engine = engine
        self.name = name
        do {
            let line = try await ServerScript.run(
                [
                    "up", engine, "--name", name, "--mode", mode.rawValue, "--owner",
                    String(ProcessInfo.processInfo.processIdentifier),
                ] + more)
            let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
            guard parts.count == 3 else { throw ServerFailure("servers.sh up printed '\(line)'") }
            (url, authorityPath) = (parts[1], parts[2])
        } catch {
            _ = try? ServerScript.runAndWait(["down", engine, "--name", name])
            throw error
        }
    }

    deinit { _ = try? ServerScript.runAndWait(["down", engine, "--name", name]) }

    @discardableResult
    func run(_ verb: String, _ words: [String] = []) async throws -> String {
        try await ServerScript.run([verb, engine] + words + ["--name", name])
    }
}
