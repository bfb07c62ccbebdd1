// One request over a connection of its own, as a monitor or a script sends it. Blocks a thread of the system's pool,
// never one of the test's own.

import Dispatch
import Foundation
import Glibc
import Kernel

enum ProgramClient {
    /// How long an answer may take.
    static let waitSeconds = 15
    /// Bytes of an answer.
    static let bytesMax = 64 << 20

    struct Reply: Sendable {
        var status: Int
        var text: String
        /// Where it leads, when it leads elsewhere.
        var location: String = ""
        var json: JSON { (try? JSON(parsing: Array(text.utf8))) ?? .null }
    }

    static func get(_ port: Int, _ target: String, token: String? = nil) async throws -> Reply {
        let proof = token.map { "Authorization: Bearer \($0)\r\n" } ?? ""
        return try await ask(
            port,
            "GET \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAccept: application/json\r\n\(proof)Connection: close\r\n\r\n")
    }

    /// Sends a form as a program with a token does.
    static func post(_ port: Int, _ target: String, _ form: [(String, String)], token: String) async throws -> Reply {
        try await post(port, target, Carried.form(form), token: token)
    }

    static func post(_ port: Int, _ target: String, _ carried: Carried, token: String, method: String = "POST") async throws -> Reply {
        let body = carried.bytes
        let head = [
            "\(method) \(target) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Authorization: Bearer \(token)", "Connection: close",
            "Content-Type: \(carried.type ?? "text/plain")", "Content-Length: \(body.count)",
        ]
        let request = head.joined(separator: "\r\n") + "\r\n\r\n" + String(decoding: body, as: UTF8.self)
        return try await ask(port, request)
    }

    private static func ask(_ port: Int, _ request: String) async throws -> Reply {
        try await withCheckedThrowingContinuation { continuation in
            DispatchQueue.global().async {
                continuation.resume(with: Result { try exchange(port, request) })
            }
        }
    }

    /// A connection that is opened and says nothing; close it.
    static func connect(_ port: Int) throws -> Int32 {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var limit = timeval(tv_sec: waitSeconds, tv_usec: 0)
        for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
            setsockopt(socket, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard status == 0 else {
            close(socket)
            throw ProgramFailure(what: "connect: \(String(cString: strerror(errno)))")
        }
        return socket
    }

    private static func exchange(_ port: Int, _ request: String) throws -> Reply {
        let socket = try connect(port)
        defer { close(socket) }
        let bytes = Array(request.utf8)
        guard send(socket, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else {
            throw ProgramFailure(what: "the request was not taken")
        }
        var received: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65536)
        while received.count < bytesMax {
            let n = recv(socket, &buffer, buffer.count, 0)
            if n < 0 { throw ProgramFailure(what: "no answer: \(String(cString: strerror(errno)))") }
            if n == 0 { break }
            received += buffer[0..<n]
        }
        let text = String(decoding: received, as: UTF8.self)
        guard let head = text.range(of: "\r\n\r\n"),
            let status = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
        else {
            throw ProgramFailure(what: "no HTTP answer")
        }
        let location = text[..<head.lowerBound].split(separator: "\r\n").first {
            $0.lowercased().hasPrefix("location: ")
        }
        return Reply(
            status: status, text: String(text[head.upperBound...]),
            location: location.map { String($0.dropFirst("location: ".count)) } ?? "")
    }
}
