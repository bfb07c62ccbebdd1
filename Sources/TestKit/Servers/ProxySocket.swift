// The few calls on sockets that the proxy needs. All of them are on loopback, none of them waits.

import Glibc

/// The machine would not give the proxy what it needs.
struct ProxyFailure: Error, CustomStringConvertible {
    var description: String
    init(_ call: String) { description = "proxy: \(call): \(String(cString: strerror(errno)))" }
}

enum ProxySocket {
    /// Connections that wait to be taken.
    private static let backlog: Int32 = 128

    /// Listens on a port of its own.
    static func listener() throws -> (descriptor: Int32, port: Int) {
        // A port that was asked for by its number stays with a socket that stops listening for a while; one that the
        // system has chosen does not. So one is chosen first, and then asked for.
        for _ in 0..<20 {
            let chosen = try bound(to: 0, shared: false)
            let port = port(of: chosen)
            close(chosen)
            guard let descriptor = try? bound(to: port, shared: true) else { continue }
            if listen(again: descriptor) { return (descriptor, port) }
            // Somebody else was quicker.
            close(descriptor)
        }
        throw ProxyFailure("no port")
    }

    @discardableResult
    static func listen(again descriptor: Int32) -> Bool { Glibc.listen(descriptor, backlog) == 0 }

    /// New connections are refused from now on; the port is kept.
    static func refuse(_ descriptor: Int32) { _ = shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// The next connection that waits; nil when there is none.
    static func accept(_ listener: Int32) -> Int32? {
        let descriptor = Glibc.accept(listener, nil, nil)
        guard descriptor >= 0 else { return nil }
        neverWaits(descriptor)
        sendAtOnce(descriptor)
        return descriptor
    }

    /// Begins to connect; the socket becomes writable when it has, or has an error.
    static func connect(to port: Int) -> Int32? {
        guard let descriptor = try? fresh() else { return nil }
        sendAtOnce(descriptor)
        let status = withAddress(port) { Glibc.connect(descriptor, $0, $1) }
        guard status == 0 || errno == EINPROGRESS else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    /// Calls on it return at once, and a program that is started does not get it.
    static func neverWaits(_ descriptor: Int32) {
        _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    }

    static func error(of descriptor: Int32) -> Int32 {
        var error: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &size) == 0 ? error : errno
    }

    /// Bytes that the other side has not yet acknowledged.
    static func unacknowledged(_ descriptor: Int32) -> Int32 {
        var count: Int32 = 0
        return ioctl(descriptor, UInt(TIOCOUTQ), &count) == 0 ? count : 0
    }

    /// What is there to read, without waiting; nil when nothing is, and whether more can come.
    static func read(_ descriptor: Int32, most: Int) -> (bytes: [UInt8]?, end: ProxyLane.End) {
        withUnsafeTemporaryAllocation(byteCount: most, alignment: 1) { buffer in
            let count = recv(descriptor, buffer.baseAddress, most, 0)
            if count > 0 { return (Array(buffer[..<count]), .open) }
            if count == 0 { return (nil, .ended) }
            return (nil, errno == EAGAIN || errno == EINTR ? .open : .reset)
        }
    }

    /// Closes so that the other side gets a reset.
    static func reset(_ descriptor: Int32) {
        var waiting = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &waiting, socklen_t(MemoryLayout<linger>.size))
        close(descriptor)
    }

    private static func fresh() throws -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw ProxyFailure("socket") }
        neverWaits(descriptor)
        return descriptor
    }

    /// - Parameter shared: also while connections of an earlier listener are there.
    private static func bound(to port: Int, shared: Bool) throws -> Int32 {
        let descriptor = try fresh()
        var on: Int32 = shared ? 1 : 0
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
        guard withAddress(port, { bind(descriptor, $0, $1) }) == 0 else {
            defer { close(descriptor) }
            throw ProxyFailure("bind")
        }
        return descriptor
    }

    private static func port(of descriptor: Int32) -> Int {
        var address = sockaddr_in()
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        _ = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &size) }
        }
        return Int(UInt16(bigEndian: address.sin_port))
    }

    /// Small pieces go out at once; a proxy that gathers them would change the times.
    private static func sendAtOnce(_ descriptor: Int32) {
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    private static func withAddress(_ port: Int, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
    }
}
