// Other programs as children, with what they cost: CPU seconds and peak memory as the kernel counted them.

import Foundation
import Glibc

/// What a finished child cost.
struct Cost: Sendable {
    /// User and system time, children's included, in seconds.
    var client: Double
    /// The same of a database server for it.
    var server: Double = 0
    var wall: Double
    /// Peak resident memory in bytes.
    var memory: Int64
    var out: String

    var cpu: Double { client + server }

    /// One after the other.
    static func += (a: inout Cost, b: Cost) {
        (a.client, a.server, a.wall) = (a.client + b.client, a.server + b.server, a.wall + b.wall)
        (a.memory, a.out) = (max(a.memory, b.memory), b.out)
    }
}

struct BenchFailure: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}

/// A started program.
final class Child {
    let pid: pid_t
    private let outPath: String
    private let begun: ContinuousClock.Instant
    private var hasEnded = false

    init(_ arguments: [String], environment: [String: String] = [:], input: String = "/dev/null") throws {
        outPath = FileManager.default.temporaryDirectory.path + "/gemba-bench-\(getpid())-\(UInt32.random(in: 0...UInt32.max)).out"
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, outPath, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, outPath + ".err", O_WRONLY | O_CREAT | O_TRUNC, 0o600)
        let all = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let words = arguments.map { strdup($0) } + [nil]
        let values = all.map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { (words + values).forEach { free($0) } }
        var pid: pid_t = 0
        begun = .now
        let code = posix_spawnp(&pid, words[0]!, &actions, nil, words, values)
        guard code == 0 else { throw BenchFailure("\(arguments[0]): \(String(cString: strerror(code)))") }
        self.pid = pid
    }

    deinit {
        if !hasEnded {
            kill(pid, SIGKILL)
            waitpid(pid, nil, 0)
        }
        unlink(outPath)
        unlink(outPath + ".err")
    }

    var out: String { (try? String(contentsOfFile: outPath, encoding: .utf8)) ?? "" }
    var errors: String { (try? String(contentsOfFile: outPath + ".err", encoding: .utf8)) ?? "" }

    /// Waits for the end.
    /// - Parameter accepted: exit codes that are no failure.
    func cost(accepting accepted: Set<Int32> = [0]) throws -> Cost {
        var status: Int32 = 0
        var usage = rusage()
        guard wait4(pid, &status, 0, &usage) == pid else { throw BenchFailure("wait4 failed") }
        hasEnded = true
        let wall = (ContinuousClock.now - begun) / .seconds(1)
        let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
        guard accepted.contains(code) else { throw BenchFailure("ended with \(code): \(errors.suffix(600)) \(out.suffix(300))") }
        return Cost(client: Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime), wall: wall, memory: Int64(usage.ru_maxrss) * 1024, out: out)
    }

    func stop() {
        kill(pid, SIGTERM)
        waitpid(pid, nil, 0)
        hasEnded = true
    }

    /// CPU seconds used so far by all threads that are still there.
    var cpu: Double { Self.cpu(of: Int(pid)) }

    static func cpu(of pid: Int) -> Double {
        let threads = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(pid)/task")) ?? []
        return threads.reduce(0) { sum, thread in
            let text = (try? String(contentsOfFile: "/proc/\(pid)/task/\(thread)/schedstat", encoding: .utf8)) ?? ""
            return sum + (text.split(separator: " ").first.flatMap { Double($0) } ?? 0) / 1e9
        }
    }

    /// Peak resident memory in bytes.
    var peakMemory: Int64 {
        let text = (try? String(contentsOfFile: "/proc/\(pid)/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return (line?.split(separator: " ").dropFirst().first.flatMap { Int64($0) } ?? 0) * 1024
    }

    /// Seconds that this process itself has worked.
    static var ownSeconds: Double {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return seconds(usage.ru_utime) + seconds(usage.ru_stime)
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

    @discardableResult
    static func run(_ arguments: [String], environment: [String: String] = [:], input: String = "/dev/null", accepting: Set<Int32> = [0]) throws
        -> Cost
    {
        try Child(arguments, environment: environment, input: input).cost(accepting: accepting)
    }
}
