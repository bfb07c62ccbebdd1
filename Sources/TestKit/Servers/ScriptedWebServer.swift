// A web server that says what a test wants it to say, also what no real server does: nothing at all, half an answer, too much.

import Foundation
import Glibc
import Synchronization

public final class ScriptedWebServer: Sendable {
    public struct Request: Sendable {
        public var method: String
        public var path: String
        /// Names in small letters.
        public var headers: [String: String]
        public var body: [UInt8]
    }
    public enum Answer: Sendable {
        case body(String, status: Int = 200, headers: [String: String] = [:])
        /// Says that so many bytes come, sends these, and hangs up.
        case cut(String, promised: Int)
        /// Takes the request and never says anything.
        case silence
        /// Zeros without an end.
        case flood
    }

    public let port: Int
    private let listener: Int32
    private let log = Log()

    private final class Log: Sendable {
        let seen = Mutex<[Request]>([])
    }

    public var requests: [Request] { log.seen.withLock { $0 } }

    public init(_ answer: @escaping @Sendable (Request) -> Answer) throws {
        let (listener, port) = try ProxySocket.listener()
        _ = fcntl(listener, F_SETFL, 0)
        (self.listener, self.port) = (listener, port)
        let thread = Thread { [log] in
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { break }
                Thread { Self.talk(client, log, answer) }.start()
            }
            close(listener)
        }
        thread.start()
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    private static func talk(_ client: Int32, _ log: Log, _ answer: (Request) -> Answer) {
        defer { close(client) }
        func say(_ text: String) -> Bool {
            var rest = Array(text.utf8)[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
                guard count > 0 else { return false }
                rest = rest.dropFirst(count)
            }
            return true
        }
        guard let request = read(client) else { return }
        log.seen.withLock { $0.append(request) }
        switch answer(request) {
        case .body(let body, let status, let headers):
            let lines = headers.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)\r\n" }.joined()
            _ = say("HTTP/1.1 \(status) x\r\nContent-Length: \(body.utf8.count)\r\nConnection: close\r\n\(lines)\r\n\(body)")
        case .cut(let body, let promised): _ = say("HTTP/1.1 200 OK\r\nContent-Length: \(promised)\r\n\r\n\(body)")
        case .silence:
            var byte: UInt8 = 0
            _ = recv(client, &byte, 1, 0)
        case .flood:
            guard say("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n") else { return }
            let chunk = String(repeating: "0", count: 65_536)
            while say(chunk) {}
        }
    }

    private static func read(_ client: Int32) -> Request? {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16_384)
        func more() -> Bool {
            let count = recv(client, &buffer, buffer.count, 0)
            guard count > 0 else { return false }
            bytes += buffer[..<count]
            return true
        }
        let end = Array("\r\n\r\n".utf8)
        var head: Int?
        while head == nil {
            guard more() else { return nil }
            head = bytes.indices.first { bytes[$0...].starts(with: end) }
        }
        guard let head else { return nil }
        let lines = String(decoding: bytes[..<head], as: UTF8.self).components(separatedBy: "\r\n")
        let words = lines[0].split(separator: " ").map(String.init)
        guard words.count == 3 else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            headers[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        while bytes.count < head + 4 + length { guard more() else { return nil } }
        return Request(method: words[0], path: words[1], headers: headers, body: Array(bytes[(head + 4)..<(head + 4 + length)]))
    }
}
