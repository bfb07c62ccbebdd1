// The real program as a child process: started, asked, killed. Each site is a folder with its own database, and nothing
// of it outlives the test. The program is the one beside the test bundle, or what GEMBA_PROGRAM names.

import Foundation
import Glibc
import Kernel
import TestKit
import Testing

/// How long and from which seed the campaigns run; the suite is scale 1.
enum Campaign {
    static let scale = max(1, Int(ProcessInfo.processInfo.environment["GEMBA_TEST_SCALE"] ?? "") ?? 1)
    static let seed = UInt64(ProcessInfo.processInfo.environment["GEMBA_TEST_SEED"] ?? "") ?? 20_260_922

    /// Says a figure: on standard error, and in the file that GEMBA_TEST_REPORT names.
    static func note(_ text: String) {
        let line = Data((text + "\n").utf8)
        FileHandle.standardError.write(line)
        guard let path = ProcessInfo.processInfo.environment["GEMBA_TEST_REPORT"] else { return }
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        guard descriptor >= 0 else { return }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        handle.write(line)
    }

    /// Waits for something that has to become true, and says whether it did.
    static func eventually(_ seconds: Int64, _ condition: () async throws -> Bool) async throws -> Bool {
        let end = Stopwatch.milliseconds() + seconds * 1000
        repeat {
            if try await condition() { return true }
            try await Task.sleep(nanoseconds: 100_000_000)
        } while Stopwatch.milliseconds() < end
        return try await condition()
    }
}

/// What a verb answered.
struct ProgramAnswer: Sendable {
    var code: Int32
    var out: String
    var error: String

    var json: JSON { (try? JSON(parsing: Array(out.utf8))) ?? .null }
}

struct ProgramFailure: Error { var what: String }

/// A folder with a database, a share and the program on them.
final class ProgramSite: Sendable {
    /// No verb and no start takes longer, also on a busy machine.
    static let patienceSeconds: Int64 = 120
    let folder: ScratchFolder
    let databaseURL: String
    /// What stands before the program on its command line, such as `setpriv …`.
    let wrapper: [String]

    /// - Parameter url: a database that is there already, of a server of the test's own.
    init(databaseFolder: String? = nil, url: String? = nil, wrapper: [String] = []) throws {
        folder = try ScratchFolder()
        databaseURL = try url ?? databaseFolder.map { "sqlite:" + $0 + "/hub.sqlite" } ?? folder.databaseURL()
        self.wrapper = wrapper
        try FileManager.default.createDirectory(atPath: share, withIntermediateDirectories: true)
    }

    var share: String { folder.path + "/share" }
    var databasePath: String { String(databaseURL.dropFirst("sqlite:".count)) }

    static let program: String = {
        if let named = ProcessInfo.processInfo.environment["GEMBA_PROGRAM"] { return named }
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: bundle).deletingLastPathComponent().path + "/gemba"
    }()

    /// Starts a verb that stays, or one that is to be killed.
    /// - Parameters:
    ///   - node: what it calls itself among others.
    ///   - url: another way to the site's database.
    func spawn(_ arguments: [String], node: String = "gemba", url: String? = nil) throws -> ProgramProcess {
        let output = folder.path + "/" + Identifier.make(at: Clock.system.now())
        return try ProgramProcess(
            wrapper + [Self.program] + arguments,
            environment: [
                "GEMBA_DATABASE_URL": url ?? databaseURL, "GEMBA_NODE": node, "GEMBA_DATA": folder.path + "/data", "GEMBA_ZONE": "UTC",
                "GEMBA_LOG": "notice",
            ],
            output: output, site: self)
    }

    func serve(_ more: [String] = [], node: String = "gemba", url: String? = nil) throws -> ProgramProcess {
        try spawn(["serve", "--listen", "127.0.0.1:0"] + more, node: node, url: url)
    }

    /// Runs a verb to its end.
    func run(_ arguments: [String]) async throws -> ProgramAnswer {
        let process = try spawn(arguments)
        guard let code = try await process.ended(within: Self.patienceSeconds) else {
            throw ProgramFailure(what: "\(arguments) does not end: \(process.error)")
        }
        return ProgramAnswer(code: code, out: process.out, error: process.error)
    }

    /// Adds the share as a watched source that looks every second.
    @discardableResult
    func addSource(_ name: String = "share", at path: String? = nil, _ more: [String] = []) async throws
        -> ProgramAnswer
    {
        let answer = try await run(
            [
                "sources", "add", name, path ?? share, "--profile", "smt-mounter", "--zone", "UTC", "--every", "1",
                "--quiet", "1",
            ] + more)
        guard answer.code == 0 else { throw ProgramFailure(what: answer.error) }
        return answer
    }

    func ingest() async throws -> ProgramAnswer {
        try await run(["ingest", share, "--profile", "smt-mounter", "--zone", "UTC", "--json"])
    }

    /// A source's problem code as a person would see it; nil when it reads.
    func problem(_ name: String = "share") async throws -> String? {
        try await run(["sources", "show", name, "--json"]).json["problem"]?.string
    }

    func token() async throws -> String {
        let answer = try await run(["token", "create", "test", "--role", "viewer", "--json"])
        guard let token = answer.json["token"]?.string else { throw ProgramFailure(what: "no token: \(answer.error)") }
        return token
    }
}

/// A running program. Killed when the value goes away.
final class ProgramProcess: @unchecked Sendable {
    // `code` is guarded by the lock; the rest never changes.
    let pid: pid_t
    let startedAt: Int64
    private let output: String
    private let site: ProgramSite
    private let lock = NSLock()
    private var code: Int32?

    init(_ words: [String], environment: [String: String], output: String, site: ProgramSite) throws {
        self.output = output
        self.site = site
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, output + ".out", O_WRONLY | O_CREAT | O_APPEND, 0o666)
        posix_spawn_file_actions_addopen(&actions, 2, output + ".err", O_WRONLY | O_CREAT | O_APPEND, 0o666)
        // Sockets of other tests in this process must not stay open in the child.
        if let closeFrom = Self.closeFrom { _ = closeFrom(&actions, 3) }
        let all = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("GEMBA_") }.merging(environment) { $1 }
        var texts = words.map { strdup($0) } + [nil]
        var variables = all.map { strdup($0.key + "=" + $0.value) } + [nil]
        defer { for pointer in texts + variables { free(pointer) } }
        var child: pid_t = 0
        startedAt = Stopwatch.milliseconds()
        let status = posix_spawnp(&child, words[0], &actions, nil, &texts, &variables)
        guard status == 0 else { throw ProgramFailure(what: "\(words[0]): \(String(cString: strerror(status)))") }
        pid = child
    }

    /// `posix_spawn_file_actions_addclosefrom_np`, which Swift's view of the C library leaves out.
    private static let closeFrom: (@convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32)? =
        {
            guard let symbol = dlsym(nil, "posix_spawn_file_actions_addclosefrom_np") else { return nil }
            return unsafeBitCast(
                symbol, to: (@convention(c) (UnsafeMutablePointer<posix_spawn_file_actions_t>, Int32) -> Int32).self)
        }()

    deinit {
        kill()
        for end in [".out", ".err"] { unlink(output + end) }
    }

    var out: String { (try? String(contentsOfFile: output + ".out", encoding: .utf8)) ?? "" }
    var error: String { (try? String(contentsOfFile: output + ".err", encoding: .utf8)) ?? "" }

    /// Ends it at once, as a power cut would; returns when it is gone.
    func kill() {
        guard poll(WNOHANG) == nil else { return }
        Glibc.kill(pid, SIGKILL)
        _ = poll(0)
    }

    func send(_ signal: Int32) { if poll(WNOHANG) == nil { Glibc.kill(pid, signal) } }

    /// Its exit code (128 and the signal when it was killed), or nil when it still runs after that time.
    func ended(within seconds: Int64) async throws -> Int32? {
        let end = Stopwatch.milliseconds() + seconds * 1000
        while Stopwatch.milliseconds() < end {
            if let code = poll(WNOHANG) { return code }
            try await Task.sleep(nanoseconds: 2_000_000)
        }
        return poll(WNOHANG)
    }

    private func poll(_ options: Int32) -> Int32? {
        lock.withLock {
            if let code { return code }
            var status: Int32 = 0
            guard waitpid(pid, &status, options) == pid else { return nil }
            code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
            return code
        }
    }

    /// The port of a server, as soon as it says it.
    func port() async throws -> Int {
        let end = startedAt + ProgramSite.patienceSeconds * 1000
        while Stopwatch.milliseconds() < end {
            if let line = out.split(separator: "\n").first(where: {
                $0.hasPrefix("Gemba is at http://") && $0.contains(":")
            }), out.hasSuffix("\n"),
                let port = line.split(separator: ":").last.flatMap({ Int($0) })
            {
                return port
            }
            if let code = poll(WNOHANG) { throw ProgramFailure(what: "ended with \(code) before it served: \(error)") }
            try await Task.sleep(nanoseconds: 2_000_000)
        }
        throw ProgramFailure(what: "does not serve: \(error)")
    }

    /// Waits until the server is ready for requests.
    /// - Returns: its port, and the milliseconds since it was started.
    func ready(_ path: String = "/ready") async throws -> (port: Int, milliseconds: Int64) {
        let port = try await port()
        let end = startedAt + ProgramSite.patienceSeconds * 1000
        while Stopwatch.milliseconds() < end {
            if let answer = try? await ProgramClient.get(port, path), answer.status == 200 {
                return (port, Stopwatch.milliseconds() - startedAt)
            }
            try await Task.sleep(nanoseconds: 2_000_000)
        }
        throw ProgramFailure(what: "is not ready: \(error)")
    }

    /// The most memory it has had, in bytes, as the system counts it.
    var peakMemory: Int? { memory("VmHWM:") }

    /// The part of its present memory that is its own, without mapped files.
    var ownMemory: Int? { memory("RssAnon:") }

    private func memory(_ name: String) -> Int? {
        let text = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
        return line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) }.map {
            $0 * 1024
        }
    }
}
