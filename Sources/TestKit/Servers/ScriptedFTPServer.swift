// A server that talks FTP as far as a test wants it to, and then says nothing more: what no real server does on request.

import Foundation
import Glibc

/// Greets, signs in, and falls silent at a command.
public final class ScriptedFTPServer: Sendable {
    public let port: Int
    private let listener: Int32

    /// - Parameters:
    ///   - silentAt: the command that is never answered, such as `LIST`.
    ///   - answers: what it says to a command instead of what a server would.
    public init(silentAt: String? = nil, answers: [String: String] = [:]) throws {
        let (listener, port) = try ProxySocket.listener()
        _ = fcntl(listener, F_SETFL, 0)
        (self.listener, self.port) = (listener, port)
        let thread = Thread {
            while true {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { break }
                let talk = Thread { Self.talk(client, silentAt, answers) }
                talk.start()
            }
            close(listener)
        }
        thread.start()
    }

    deinit { shutdown(listener, Int32(SHUT_RDWR)) }

    private static func talk(_ client: Int32, _ silentAt: String?, _ answers: [String: String]) {
        defer { close(client) }
        func say(_ text: String) { _ = send(client, text + "\r\n", text.utf8.count + 2, Int32(MSG_NOSIGNAL)) }
        var data: (descriptor: Int32, port: Int)?
        defer { if let data { close(data.descriptor) } }
        say(answers[""] ?? "220 ready")
        var pending: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = recv(client, &buffer, buffer.count, 0)
            guard count > 0 else { return }
            pending += buffer[..<count]
            while let end = pending.firstIndex(of: 0x0A) {
                let line = String(decoding: pending[..<end], as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
                pending.removeSubrange(...end)
                let command = String(line.split(separator: " ").first ?? "")
                if command == silentAt { continue }
                if let answer = answers[command] {
                    say(answer)
                    continue
                }
                switch command {
                case "USER": say("331 password")
                case "PASS": say("230 welcome")
                case "PWD": say("257 \"/\"")
                case "EPSV":
                    data = try? ProxySocket.listener()
                    say("229 Entering Extended Passive Mode (|||\(data?.port ?? 0)|)")
                case "QUIT":
                    say("221 bye")
                    return
                default: say("200 ok")
                }
            }
        }
    }
}
