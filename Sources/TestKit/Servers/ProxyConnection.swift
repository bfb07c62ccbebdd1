// One client, its connection to the server, and how far both are from being cut. Only the proxy's own thread has it.

import Glibc
import Kernel

final class ProxyConnection {
    /// What is left to be done before a cut (writing what had passed, waiting until it has arrived) takes no longer.
    private static let cuttingMilliseconds: Int64 = 2000

    private enum Stage {
        case connecting, passing
        /// What has passed is written, then the cut is made.
        case cutting(CuttingProxy.Manner, until: Int64)
        /// Both sides have been told of the end; what they still send is thrown away.
        case ending(until: Int64)
        case closed
    }

    /// What the rule means for this connection.
    private enum Watch {
        case nothing
        case bytes(Int, CuttingProxy.Direction)
        case pattern(ProxyMatcher)
        case answerAfter(Int)
        case answerTo(ProxyMatcher)
        case answer
    }

    let client: Int32
    let server: Int32
    private let board: ProxyBoard
    private var toServer: ProxyLane
    private var toClient: ProxyLane
    private var stage = Stage.connecting
    private var watch = Watch.nothing
    private var manner = CuttingProxy.Manner.reset
    private var ruleNumber = -1
    private var delayMilliseconds: Int64 = 0
    private var isSilent = false
    /// While ending: who has not ended yet.
    private var left: Set<Int32> = []

    init(client: Int32, server: Int32, board: ProxyBoard) {
        (self.client, self.server, self.board) = (client, server, board)
        toServer = ProxyLane(from: client, to: server)
        toClient = ProxyLane(from: server, to: client)
    }

    var isClosed: Bool { if case .closed = stage { true } else { false } }

    /// Takes a rule that it does not have yet.
    func follow(_ rule: CuttingProxy.Rule, number: Int, random: inout SeededRandom) {
        guard number != ruleNumber else { return }
        ruleNumber = number
        (watch, delayMilliseconds, isSilent) = (.nothing, 0, false)
        switch rule {
        case .forward, .refuse: break
        case .delay(let milliseconds): delayMilliseconds = milliseconds
        case .silence: isSilent = true
        case .cut(let place, let manner, _):
            self.manner = Self.chosen(manner, &random)
            switch place {
            case .bytes(let range, let direction): watch = .bytes(random.within(range), direction)
            case .pattern(let bytes): watch = .pattern(ProxyMatcher(bytes))
            case .answerAfter(let range): watch = .answerAfter(random.within(range))
            case .answerTo(let bytes): watch = .answerTo(ProxyMatcher(bytes))
            }
        }
    }

    static func chosen(_ manner: CuttingProxy.Manner, _ random: inout SeededRandom) -> CuttingProxy.Manner {
        switch manner {
        case .reset, .end: manner
        case .either: random.below(2) == 0 ? .reset : .end
        }
    }

    /// Cuts it, whatever the rule says.
    func cut(_ manner: CuttingProxy.Manner, now: Int64) {
        switch stage {
        case .connecting:
            finish(.reset, now: now)
            board.count { $0.cuts += 1 }
        case .passing: stage = .cutting(manner, until: now + Self.cuttingMilliseconds)
        case .cutting, .ending, .closed: break
        }
    }

    /// What to wait for on both descriptors, and the moment at which something is due; nil for none. A descriptor with
    /// nothing to wait for is left out, or its hang-up would ring all the time.
    func wishes(now: Int64) -> (client: Int16, server: Int16, at: Int64?) {
        var (client, server): (Int16, Int16) = (0, 0)
        switch stage {
        case .connecting: return (0, Int16(POLLOUT), nil)
        case .passing:
            if isSilent { return (0, 0, nil) }
            var at: Int64?
            if toServer.wantsToRead { client |= Int16(POLLIN) }
            if toClient.wantsToRead { server |= Int16(POLLIN) }
            for (lane, isToServer) in [(toServer, true), (toClient, false)] where lane.wantsToWrite {
                if lane.dueAt > now {
                    at = min(at ?? lane.dueAt, lane.dueAt)
                } else if isToServer {
                    server |= Int16(POLLOUT)
                } else {
                    client |= Int16(POLLOUT)
                }
            }
            return (client, server, at)
        // Acknowledgements cannot be waited for, only asked for.
        case .cutting: return (0, 0, now + 1)
        case .ending(let until):
            return (left.contains(self.client) ? Int16(POLLIN) : 0, left.contains(self.server) ? Int16(POLLIN) : 0, until)
        case .closed: return (0, 0, nil)
        }
    }

    /// Does what can be done now.
    func step(now: Int64) {
        switch stage {
        case .connecting: finishConnecting(now: now)
        case .passing: if !isSilent { pass(now: now) }
        case .cutting(let manner, let until): finishCutting(manner, isOver: now >= until, now: now)
        case .ending(let until): finishEnding(isOver: now >= until)
        case .closed: break
        }
    }

    private func finishConnecting(now: Int64) {
        var wish = pollfd(fd: server, events: Int16(POLLOUT), revents: 0)
        guard poll(&wish, 1, 0) > 0 else { return }
        if ProxySocket.error(of: server) == 0 { stage = .passing } else { finish(.reset, now: now) }
    }

    private func pass(now: Int64) {
        // What the server has already said was not said in answer to what the client says now, so it passes first.
        if toClient.wantsToRead, let bytes = toClient.read() { take(bytes, .toClient, now: now) }
        guard case .passing = stage else { return }
        if toServer.wantsToRead, let bytes = toServer.read() { take(bytes, .toServer, now: now) }
        write(now: now)
        guard case .passing = stage else { return }
        toServer.passEnd()
        toClient.passEnd()
        let isReset = (toServer.end == .reset && toServer.isEmpty) || (toClient.end == .reset && toClient.isEmpty)
        if isReset {
            finish(.reset, now: now)
        } else if toServer.isDone && toClient.isDone {
            close(client)
            close(server)
            stage = .closed
        }
    }

    private func write(now: Int64) {
        var (up, down) = (0, 0)
        if toServer.dueAt <= now { up = toServer.write() }
        if toClient.dueAt <= now { down = toClient.write() }
        guard up + down > 0 else { return }
        board.count {
            $0.bytesToServer += up
            $0.bytesToClient += down
        }
    }

    /// Looks at a piece before it passes: all of it does, or what stands before the cut.
    private func take(_ bytes: [UInt8], _ direction: CuttingProxy.Direction, now: Int64) {
        var passing = bytes.count
        var cuts = false
        switch (watch, direction) {
        case (.bytes(let left, let watched), _) where watched == direction:
            passing = min(left, bytes.count)
            cuts = bytes.count >= left
            watch = .bytes(left - passing, watched)
        case (.pattern(var matcher), .toServer):
            if let start = matcher.find(in: bytes) { (passing, cuts) = (start, true) }
            watch = .pattern(matcher)
        case (.answerAfter(let left), .toServer):
            watch = bytes.count >= left ? .answer : .answerAfter(left - bytes.count)
        case (.answerTo(var matcher), .toServer):
            watch = matcher.find(in: bytes) == nil ? .answerTo(matcher) : .answer
        case (.answer, .toClient): (passing, cuts) = (0, true)
        default: break
        }
        if cuts && !board.useCut(of: ruleNumber) {
            // Another connection has had the last cut.
            (passing, cuts, watch) = (bytes.count, false, .nothing)
        }
        let piece = passing == bytes.count ? bytes : Array(bytes[..<passing])
        if direction == .toServer {
            toServer.put(piece)
            toServer.dueAt = now + delayMilliseconds
        } else {
            toClient.put(piece)
            toClient.dueAt = now + delayMilliseconds
        }
        if cuts { cut(manner, now: now) }
    }

    private func finishCutting(_ manner: CuttingProxy.Manner, isOver: Bool, now: Int64) {
        write(now: now)
        // A reset throws away what has not arrived, and what passed is to have passed.
        let isWritten = !toServer.wantsToWrite && !toClient.wantsToWrite
        let hasArrived = isWritten && ProxySocket.unacknowledged(client) == 0 && ProxySocket.unacknowledged(server) == 0
        if hasArrived || isOver {
            finish(manner, now: now)
            board.count { $0.cuts += 1 }
        }
    }

    private func finish(_ manner: CuttingProxy.Manner, now: Int64) {
        if manner == .end {
            for descriptor in [client, server] { _ = shutdown(descriptor, Int32(SHUT_WR)) }
            // Closed at once, a side that is still sending would get a reset.
            left = [client, server]
            stage = .ending(until: now + Self.cuttingMilliseconds)
        } else {
            for descriptor in [client, server] { ProxySocket.reset(descriptor) }
            stage = .closed
        }
    }

    private func finishEnding(isOver: Bool) {
        for descriptor in left where ProxySocket.read(descriptor, most: ProxyLane.pieceBytes).end != .open {
            left.remove(descriptor)
        }
        guard left.isEmpty || isOver else { return }
        for descriptor in [client, server] { close(descriptor) }
        stage = .closed
    }

    /// Leaves nothing open.
    func abandon() { if !isClosed { finish(.reset, now: 0) } }
}
