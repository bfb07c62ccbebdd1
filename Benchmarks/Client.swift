// A browser reduced to what a benchmark needs: one connection kept open, one request after the other.

import Foundation
import Glibc

final class Client {
    let port: Int
    let token: String
    private var descriptor: Int32 = -1
    private var buffer = [UInt8](repeating: 0, count: 1 << 20)

    init(port: Int, token: String) {
        self.port = port
        self.token = token
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// - Returns: the body of an answer with status 200.
    @discardableResult
    func get(_ path: String) throws -> String {
        // The server closes a connection that was idle for long.
        do { return try ask(path) } catch { return try ask(path) }
    }

    private func ask(_ path: String) throws -> String {
        if descriptor < 0 { try connectNow() }
        let request = "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAuthorization: Bearer \(token)\r\nAccept: application/json\r\n\r\n"
        var sent = 0
        let bytes = Array(request.utf8)
        while sent < bytes.count {
            let n = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress! + sent, bytes.count - sent, Int32(MSG_NOSIGNAL)) }
            guard n > 0 else { return try fail("the server hung up") }
            sent += n
        }
        var received: [UInt8] = []
        var bodyStart: Int?
        var length: Int?
        while true {
            let n = recv(descriptor, &buffer, buffer.count, 0)
            guard n > 0 else { return try fail("the server hung up") }
            received += buffer[0..<n]
            if bodyStart == nil, let end = Self.headEnd(received) {
                bodyStart = end
                let head = String(decoding: received[0..<end], as: UTF8.self)
                let lines = head.split(separator: "\r\n")
                guard lines[0].contains(" 200") else { return try fail("\(path): \(lines[0])") }
                length = lines.first { $0.lowercased().hasPrefix("content-length:") }
                    .flatMap { Int($0.split(separator: ":")[1].trimmingCharacters(in: .whitespaces)) }
                guard length != nil else { return try fail("\(path): an answer without its length") }
            }
            if let bodyStart, let length, received.count >= bodyStart + length {
                return String(decoding: received[bodyStart..<bodyStart + length], as: UTF8.self)
            }
        }
    }

    private func fail(_ why: String) throws -> String {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
        throw BenchFailure(why)
    }

    private func connectNow() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard code == 0 else {
            _ = try fail("nobody listens on port \(port)")
            return
        }
    }

    private static func headEnd(_ bytes: [UInt8]) -> Int? {
        guard bytes.count >= 4 else { return nil }
        for i in 0...(bytes.count - 4) where bytes[i] == 13 && bytes[i + 1] == 10 && bytes[i + 2] == 13 && bytes[i + 3] == 10 { return i + 4 }
        return nil
    }
}
