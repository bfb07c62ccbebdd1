// A server on a free port and a client that speaks raw bytes, so that what is tested is the conversation itself. The
// client never blocks a thread: the server under test needs the same ones.

import Foundation
import Glibc
import Kernel
import Logging
import Testing

@testable import Web

enum Probe {
    static let page: @Sendable (Problem, Visit) async -> HTML = { problem, _ in "<h1>\(problem.code)</h1>" }

    /// Who asks stands in the cookie `who`: a role, or nothing.
    static func house(opened: Set<String> = [], proof: Person.Proof = .session) -> WebHouse {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return WebHouse(
            texts: Texts([]), zone: .utc, clock: Clock(now: { Instant(seconds: 1_790_000_000) }, sleep: { _ in }),
            logger: logger,
            identify: { request in
                guard let role = request.cookie("who").flatMap(Role.init(rawValue:)) else { return Caller(person: nil) }
                return Caller(person: Person(id: 1, name: "Ana", role: role, proof: proof), csrf: "secret")
            },
            isOpened: { opened.contains($0) }, problemPage: page)
    }

    static func app(_ routes: [Route]) -> WebApp { WebApp(routes: routes, house: house()) }

    /// Runs a server around `use` and stops it.
    static func serve(
        _ routes: [Route], limits: ServerLimits = ServerLimits(), _ use: @escaping @Sendable (Int) async throws -> Void
    ) async throws {
        var server = WebServer(app: app(routes), listen: "127.0.0.1:0", logger: house().logger)
        server.limits = limits
        let (ports, ready) = AsyncStream<Int>.makeStream()
        let running = Task { [server] in
            defer { ready.finish() }
            try await server.run { ready.yield($0) }
        }
        defer { running.cancel() }
        for await port in ports {
            try await use(port)
            break
        }
        running.cancel()
        try await running.value
    }

    /// Waits for something that has to become true.
    static func eventually(_ seconds: Double = 5, _ condition: @Sendable () -> Bool) async throws -> Bool {
        for _ in 0..<Int(seconds * 100) {
            if condition() { return true }
            try await Task.sleep(nanoseconds: 10_000_000)
        }
        return condition()
    }
}

struct RawAnswer {
    var status = 0
    var headers: [(name: String, value: String)] = []
    var body: [UInt8] = []
    /// The body came to its end, by length or by the last chunk.
    var isWhole = false

    func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }
    var text: String { String(decoding: body, as: UTF8.self) }
}

struct ProbeFailure: Error { var what: String }

final class RawClient {
    private let socket: Int32
    private(set) var received: [UInt8] = []
    private(set) var isEnded = false

    init(port: Int) throws {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else { throw ProbeFailure(what: "connect: \(errno)") }
    }

    deinit { _ = Glibc.close(socket) }

    /// Sends what the line takes within the time; returns how much that was.
    @discardableResult
    func send(_ bytes: [UInt8], seconds: Double = 5) async throws -> Int {
        var sent = 0
        var idle = 0.0
        while sent < bytes.count, idle < seconds {
            let count = bytes.withUnsafeBytes {
                Glibc.send(
                    socket, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_DONTWAIT) | Int32(MSG_NOSIGNAL))
            }
            if count > 0 {
                sent += count
                idle = 0
            } else if errno == EAGAIN {
                try await Task.sleep(nanoseconds: 2_000_000)
                idle += 0.002
            } else {
                return sent
            }
        }
        return sent
    }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    /// Takes what has come; false when the time is over without anything.
    private func more(seconds: Double) async throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        var waited = 0.0
        while !isEnded {
            let count = buffer.withUnsafeMutableBytes { recv(socket, $0.baseAddress!, $0.count, Int32(MSG_DONTWAIT)) }
            if count > 0 {
                received += buffer[0..<count]
                return true
            }
            if count == 0 || errno != EAGAIN {
                isEnded = true
                return true
            }
            guard waited < seconds else { return false }
            try await Task.sleep(nanoseconds: 2_000_000)
            waited += 0.002
        }
        return false
    }

    func text(until end: String, seconds: Double = 5) async throws -> String {
        while !String(decoding: received, as: UTF8.self).contains(end) {
            guard try await more(seconds: seconds) else {
                throw ProbeFailure(what: "waited for \(end), got \(String(decoding: received, as: UTF8.self))")
            }
        }
        return String(decoding: received, as: UTF8.self)
    }

    /// Whether the server ends the connection within the time.
    func isEndedWithin(seconds: Double) async throws -> Bool {
        while !isEnded { guard try await more(seconds: seconds) else { return false } }
        return true
    }

    func halfClose() { shutdown(socket, Int32(SHUT_WR)) }

    /// The next answer on the line.
    func answer(isHead: Bool = false, seconds: Double = 5) async throws -> RawAnswer {
        var answer = RawAnswer()
        let blank: [UInt8] = [13, 10, 13, 10]
        while received.firstRange(of: blank) == nil {
            guard try await more(seconds: seconds), !isEnded || received.firstRange(of: blank) != nil else {
                throw ProbeFailure(what: "no answer")
            }
        }
        let end = received.firstRange(of: blank)!
        let lines = String(decoding: received[..<end.lowerBound], as: UTF8.self).split(separator: "\r\n")
        guard lines.first?.hasPrefix("HTTP/1.") == true else { throw ProbeFailure(what: "no status line: \(lines)") }
        answer.status = Int(lines[0].split(separator: " ")[1]) ?? 0
        answer.headers = lines.dropFirst().map { line in
            let colon = line.firstIndex(of: ":")!
            return (line[..<colon].lowercased(), line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces))
        }
        received.removeFirst(end.upperBound)
        if isHead || answer.status == 304 || answer.status < 200 {
            answer.isWhole = true
        } else if let length = answer.header("content-length").flatMap({ Int($0) }) {
            while received.count < length { guard try await more(seconds: seconds), !isEnded else { return answer } }
            answer.body = Array(received[..<length])
            received.removeFirst(length)
            answer.isWhole = true
        } else if answer.header("transfer-encoding") == "chunked" {
            try await chunks(into: &answer, seconds: seconds)
        } else {
            while try await more(seconds: seconds) {}
            answer.body = received
            answer.isWhole = isEnded
        }
        return answer
    }

    private func chunks(into answer: inout RawAnswer, seconds: Double) async throws {
        while true {
            while received.firstRange(of: [13, 10]) == nil {
                guard try await more(seconds: seconds), !isEnded else { return }
            }
            let end = received.firstRange(of: [13, 10])!
            let length = Int(String(decoding: received[..<end.lowerBound], as: UTF8.self), radix: 16) ?? 0
            while received.count < end.upperBound + length + 2 {
                guard try await more(seconds: seconds), !isEnded else { return }
            }
            answer.body += received[end.upperBound..<end.upperBound + length]
            received.removeFirst(end.upperBound + length + 2)
            if length == 0 {
                answer.isWhole = true
                return
            }
        }
    }
}

/// Counts from any task.
final class Tally: @unchecked Sendable {
    private let lock = NSLock()
    private var n = 0
    var count: Int { lock.withLock { n } }
    func add(_ k: Int = 1) { lock.withLock { n += k } }
}
