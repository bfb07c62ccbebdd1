// The proxy's thread. One thread has all its connections, so that what happens to them happens in one order, and a cut
// falls exactly where it is to fall.

import Glibc
import Kernel

/// Waits for sockets and lets connections do what they can.
final class ProxyLoop: @unchecked Sendable {
    // Made by one thread and then had by another alone.
    /// Nothing is waited for longer without looking around.
    private static let longestMilliseconds: Int64 = 1000
    /// More connections than any test opens.
    private static let mostConnections = 2000

    private let listener: Int32
    private let server: Int
    private let board: ProxyBoard
    private var random: SeededRandom
    private var connections: [ProxyConnection] = []
    private var refuses = false

    init(listener: Int32, server: Int, board: ProxyBoard, random: SeededRandom) {
        (self.listener, self.server, self.board, self.random) = (listener, server, board, random)
    }

    func run() {
        while true {
            let state = board.take()
            guard !state.hasStopped else { break }
            let now = Stopwatch.milliseconds()
            obey(state, now: now)
            for connection in connections { connection.step(now: now) }
            connections.removeAll(where: \.isClosed)
            wait(now: Stopwatch.milliseconds())
        }
        for connection in connections { connection.abandon() }
        close(listener)
    }

    private func obey(_ state: ProxyBoard.State, now: Int64) {
        var isToRefuse = false
        if case .refuse = state.rule { isToRefuse = true }
        if isToRefuse != refuses {
            refuses = isToRefuse
            if refuses { ProxySocket.refuse(listener) } else { ProxySocket.listen(again: listener) }
        }
        if !refuses { takeConnections() }
        for connection in connections { connection.follow(state.rule, number: state.ruleNumber, random: &random) }
        board.obeys(state.ruleNumber)
        if let manner = state.cutAll {
            for connection in connections { connection.cut(ProxyConnection.chosen(manner, &random), now: now) }
        }
    }

    private func takeConnections() {
        while connections.count < Self.mostConnections, let client = ProxySocket.accept(listener) {
            board.count { $0.connections += 1 }
            guard let server = ProxySocket.connect(to: server) else {
                ProxySocket.reset(client)
                continue
            }
            connections.append(ProxyConnection(client: client, server: server, board: board))
        }
    }

    private func wait(now: Int64) {
        var wishes = [pollfd(fd: board.bell, events: Int16(POLLIN), revents: 0)]
        if !refuses && connections.count < Self.mostConnections {
            wishes.append(pollfd(fd: listener, events: Int16(POLLIN), revents: 0))
        }
        var until = now + Self.longestMilliseconds
        for connection in connections {
            let wish = connection.wishes(now: now)
            if let at = wish.at { until = min(until, at) }
            if wish.client != 0 { wishes.append(pollfd(fd: connection.client, events: wish.client, revents: 0)) }
            if wish.server != 0 { wishes.append(pollfd(fd: connection.server, events: wish.server, revents: 0)) }
        }
        _ = poll(&wishes, nfds_t(wishes.count), Int32(max(0, until - now)))
    }
}
