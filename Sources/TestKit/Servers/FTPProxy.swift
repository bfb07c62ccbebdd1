// A network between an FTP client and its server that breaks: the conversation and every data connection go through a
// cutting proxy each. The ports that the server offers for data are put in place of by those of the proxies, so this is
// for plain FTP only.

import Foundation
import Glibc

/// A port that leads to an FTP server, and the rules for what passes.
public final class FTPProxy: Sendable {
    /// The conversation.
    public let control: CuttingProxy
    /// One for each passive port.
    public let data: [CuttingProxy]
    private let listener: Int32
    private let stopped = Flag()

    public var port: Int { control.port }

    public init(to server: FTPServer, seed: UInt64) throws {
        let data = try server.passivePorts.map { (port: $0, proxy: try CuttingProxy(to: $0, seed: seed &+ UInt64($0))) }
        self.data = data.map(\.proxy)
        let (listener, port) = try ProxySocket.listener()
        _ = fcntl(listener, F_SETFL, 0)
        self.listener = listener
        control = try CuttingProxy(to: port, seed: seed)
        let ports = Dictionary(uniqueKeysWithValues: data.map { ($0.port, $0.proxy.port) })
        let (target, stopped) = (server.port, stopped)
        Self.thread {
            while !stopped.isSet {
                let client = accept(listener, nil, nil)
                guard client >= 0 else { break }
                guard let server = Self.connected(to: target) else {
                    close(client)
                    continue
                }
                let both = Pair(client, server)
                Self.thread { Self.relay(both.client, both.server, both) { $0 } }
                Self.thread { Self.relay(both.server, both.client, both) { Self.rewritten($0, ports) } }
            }
            close(listener)
        }
    }

    deinit {
        stopped.set()
        shutdown(listener, Int32(SHUT_RDWR))
    }

    /// The same for every connection.
    public func set(_ rule: CuttingProxy.Rule) {
        for proxy in data + [control] { proxy.rule = rule }
    }

    public var cuts: Int { (data + [control]).reduce(0) { $0 + $1.counts.cuts } }

    /// `229 … (|||21000|)` with the port of a proxy.
    private static func rewritten(_ bytes: [UInt8], _ ports: [Int: Int]) -> [UInt8] {
        var text = String(decoding: bytes, as: UTF8.self)
        guard text.contains("229 ") else { return bytes }
        for (from, to) in ports { text = text.replacingOccurrences(of: "(|||\(from)|)", with: "(|||\(to)|)") }
        return Array(text.utf8)
    }

    private static func relay(_ from: Int32, _ to: Int32, _ pair: Pair, _ change: ([UInt8]) -> [UInt8]) {
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = recv(from, &buffer, buffer.count, 0)
            guard count > 0 else { break }
            let bytes = change(Array(buffer[..<count]))
            guard send(to, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count else { break }
        }
        pair.end()
    }

    private static func connected(to port: Int) -> Int32? {
        guard let descriptor = ProxySocket.connect(to: port) else { return nil }
        _ = fcntl(descriptor, F_SETFL, 0)
        var wish = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        guard poll(&wish, 1, 5000) == 1, ProxySocket.error(of: descriptor) == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    private static func thread(_ work: @escaping @Sendable () -> Void) {
        let thread = Thread(block: work)
        thread.name = "ftp-proxy"
        thread.start()
    }

    /// Two sockets that end together, closed once both directions have.
    private final class Pair: @unchecked Sendable {
        let client: Int32
        let server: Int32
        // Guarded by the lock.
        private let lock = NSLock()
        private var ends = 0

        init(_ client: Int32, _ server: Int32) { (self.client, self.server) = (client, server) }

        func end() {
            lock.withLock {
                ends += 1
                for descriptor in [client, server] {
                    if ends == 1 { shutdown(descriptor, Int32(SHUT_RDWR)) } else { close(descriptor) }
                }
            }
        }
    }

    private final class Flag: @unchecked Sendable {
        private let lock = NSLock()
        private var value = false
        func set() { lock.withLock { value = true } }
        var isSet: Bool { lock.withLock { value } }
    }
}
