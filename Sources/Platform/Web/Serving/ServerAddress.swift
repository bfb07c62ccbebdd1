// The address a server listens on, as people write it: `127.0.0.1:8080`, `[::1]:8080`, `localhost:0`.

import Glibc
import Kernel
import NIOCore

/// A host and a port.
struct ServerAddress: Sendable, Equatable {
    let host: String
    /// 0 lets the system choose.
    let port: Int

    /// - Throws: `address_invalid`.
    init(_ text: String) throws(Problem) {
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            throw Self.invalid(text)
        }
        var host = text[..<colon]
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            throw Self.invalid(text)
        }
        guard !host.isEmpty, host.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw Self.invalid(text) }
        self.host = String(host)
        self.port = Int(port)
    }

    /// Whether only this machine can reach it.
    var isLoopback: Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    static func invalid(_ text: String, cause: String? = nil) -> Problem {
        Problem(
            .input, "address_invalid", ["address": text],
            hint: "Write an address of this machine and a port, such as 127.0.0.1:8080 or [::1]:8080.", cause: cause)
    }

    /// Why binding to `text` failed.
    static func problem(_ text: String, _ error: any Error) -> Problem {
        guard let error = error as? IOError, error.errnoCode == EADDRINUSE else {
            return invalid(text, cause: "\(error)")
        }
        return Problem(
            .outside(retryable: true), "address_in_use", ["address": text],
            hint: "Another program listens there. Stop it, or choose another port.", cause: "\(error)")
    }
}
