// A client and a server for the proxy's tests, as plain as they can be: blocking sockets with a limit on every wait. The
// server can be told to be wrong, so that the comparisons are seen to notice it.

import Foundation
import Glibc
import Kernel

/// How the other side of a connection ended.
enum PeerEnd: Equatable { case end, reset, tooLate }

struct PeerFailure: Error { var call: String }

private let patienceSeconds = 20

private func withLoopback(_ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return withUnsafePointer(to: &address) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
    }
}

private func limitWaits(_ descriptor: Int32) {
    var limit = timeval(tv_sec: patienceSeconds, tv_usec: 0)
    for option in [SO_RCVTIMEO, SO_SNDTIMEO] {
        setsockopt(descriptor, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
}

/// Reads once: bytes, or how it ended.
private func readSome(_ descriptor: Int32, _ most: Int) -> (bytes: [UInt8], end: PeerEnd?) {
    var buffer = [UInt8](repeating: 0, count: most)
    let count = recv(descriptor, &buffer, most, 0)
    if count > 0 { return (Array(buffer[..<count]), nil) }
    if count == 0 { return ([], .end) }
    return ([], errno == EAGAIN ? .tooLate : .reset)
}

@discardableResult
private func sendAll(_ descriptor: Int32, _ bytes: [UInt8]) -> Bool {
    var start = 0
    while start < bytes.count {
        let count = bytes[start...].withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        if count <= 0 { return false }
        start += count
    }
    return true
}

final class PeerClient: Sendable {
    private let descriptor: Int32

    init(_ port: Int) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        limitWaits(descriptor)
        guard withLoopback(port, { connect(descriptor, $0, $1) }) == 0 else {
            // Nothing is left to be set, so `deinit` runs, and closes.
            throw PeerFailure(call: errno == ECONNREFUSED ? "refused" : "connect")
        }
    }

    deinit { close(descriptor) }

    @discardableResult
    func send(_ bytes: [UInt8]) -> Bool { sendAll(descriptor, bytes) }
    @discardableResult
    func send(_ text: String) -> Bool { send(Array(text.utf8)) }

    /// Says that it sends no more.
    func endSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Reads so many bytes, or to the end.
    func receive(_ count: Int = .max) -> (bytes: [UInt8], end: PeerEnd?) {
        var all: [UInt8] = []
        while all.count < count {
            let (bytes, end) = readSome(descriptor, min(1 << 16, count - all.count))
            if let end { return (all, end) }
            all += bytes
        }
        return (all, nil)
    }

    func text(_ count: Int) -> String { String(decoding: receive(count).bytes, as: UTF8.self) }

    /// What is there within so many milliseconds.
    func arrives(within milliseconds: Int32) -> Bool {
        var wish = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&wish, 1, milliseconds) > 0
    }
}

/// Sends back what it gets, and keeps it.
final class PeerServer: @unchecked Sendable {
    enum Fault: Sendable { case none, losesAByte, swapsTwo }

    let port: Int
    /// Open as long as the server or its thread may still use it: a number that is closed is soon somebody else's.
    private final class Listener: Sendable {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        deinit { close(descriptor) }
    }
    private let listener = Listener()
    private let fault: Fault
    // Guarded by the condition.
    private let condition = NSCondition()
    private var received: [[UInt8]] = []
    private var ends: [PeerEnd?] = []

    init(_ fault: Fault = .none) throws {
        self.fault = fault
        let listener = listener
        let descriptor = listener.descriptor
        guard withLoopback(0, { bind(descriptor, $0, $1) }) == 0, listen(descriptor, 64) == 0 else { throw PeerFailure(call: "bind") }
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
        }
        port = Int(UInt16(bigEndian: address.sin_port))
        let thread = Thread { [weak self] in
            while true {
                let connection = accept(listener.descriptor, nil, nil)
                guard connection >= 0 else { break }
                guard let server = self else {
                    close(connection)
                    break
                }
                server.serve(connection)
            }
        }
        thread.start()
    }

    deinit { shutdown(listener.descriptor, Int32(SHUT_RDWR)) }

    private func serve(_ connection: Int32) {
        limitWaits(connection)
        let number = change { () -> Int in
            received.append([])
            ends.append(nil)
            return received.count - 1
        }
        let thread = Thread {
            var passed = 0
            var takesBytes = true
            while true {
                var (bytes, end) = readSome(connection, 1 << 15)
                // A reset is told once, to whoever asks first.
                if end != nil && !takesBytes { end = .reset }
                self.change {
                    self.received[number] += bytes
                    self.ends[number] = end
                }
                if end != nil { break }
                if passed < 100_000 && passed + bytes.count >= 100_000 && bytes.count > 1 {
                    switch self.fault {
                    case .none: break
                    case .losesAByte: bytes.removeLast()
                    case .swapsTwo: bytes.swapAt(0, bytes.count - 1)
                    }
                }
                passed += bytes.count
                // What came before a reset can still be read.
                takesBytes = takesBytes && sendAll(connection, bytes)
            }
            close(connection)
        }
        thread.start()
    }

    private func change<Value>(_ body: () -> Value) -> Value {
        condition.lock()
        defer {
            condition.broadcast()
            condition.unlock()
        }
        return body()
    }

    /// What a connection has brought, when it has ended, and how.
    func ended(_ number: Int = 0) -> (bytes: [UInt8], end: PeerEnd) {
        let limit = Date(timeIntervalSinceNow: Double(patienceSeconds))
        condition.lock()
        defer { condition.unlock() }
        while ends.count <= number || ends[number] == nil {
            guard condition.wait(until: limit) else { return ([], .tooLate) }
        }
        return (received[number], ends[number] ?? .tooLate)
    }

    func endedText(_ number: Int = 0) -> String { String(decoding: ended(number).bytes, as: UTF8.self) }
}
