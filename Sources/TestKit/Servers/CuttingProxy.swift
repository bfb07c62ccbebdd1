// A TCP proxy on loopback between a client and its server, for what a network does to connections: it cuts them at a chosen
// byte, delays, goes silent, refuses. Otherwise it never loses, adds or reorders a byte. It looks at bytes and not at what
// they mean, so it goes between any client and any server; encrypted connections can be cut by count only.

import Foundation
import Glibc
import Kernel

/// A port that leads to another, and the rule for what passes.
public final class CuttingProxy: Sendable {
    public enum Direction: Sendable { case toServer, toClient }

    /// Where a connection is cut. Bytes are counted for each connection on its own, from the moment the rule was set.
    public enum Place: Sendable {
        /// Exactly so many bytes have passed, and not one more passes; the number is drawn for each connection.
        case bytes(ClosedRange<Int>, Direction)
        /// The client sends this; the server does not get it (at least not its last byte, when it came in parts).
        case pattern([UInt8])
        /// As above, but the server gets it and what follows it, and the client does not get the first byte that comes
        /// back. So the server has done what it was told, and the client cannot know. Right where a client waits for
        /// each answer before it asks again.
        case answerAfter(ClosedRange<Int>)
        case answerTo([UInt8])
    }

    /// How both sides learn of a cut: a reset (RST), or an end as if the other had closed (FIN).
    public enum Manner: Sendable { case reset, end, either }

    public enum Rule: Sendable {
        case forward
        /// Every piece waits so long before it goes on.
        case delay(milliseconds: Int64)
        /// Connections are taken and stay, and nothing passes. What was sent meanwhile passes when the rule changes.
        case silence
        /// New connections are refused, as by a machine where nothing listens; those that are there stay.
        case refuse
        /// Cuts so many connections, then forwards.
        case cut(Place, manner: Manner = .either, times: Int = 1)
    }

    /// What has happened so far.
    public struct Counts: Sendable, Equatable {
        public var connections = 0
        public var cuts = 0
        public var bytesToServer = 0
        public var bytesToClient = 0

        public init(connections: Int = 0, cuts: Int = 0, bytesToServer: Int = 0, bytesToClient: Int = 0) {
            (self.connections, self.cuts) = (connections, cuts)
            (self.bytesToServer, self.bytesToClient) = (bytesToServer, bytesToClient)
        }
    }

    /// Where clients connect, on 127.0.0.1.
    public let port: Int
    private let board: ProxyBoard

    /// - Parameters:
    ///   - server: the port on 127.0.0.1 that it leads to; a connection is reset when nobody listens there.
    ///   - seed: of what is left to chance: the numbers of bytes, and `either`.
    public init(to server: Int, seed: UInt64 = 20_260_922) throws {
        let listener = try ProxySocket.listener()
        port = listener.port
        board = try ProxyBoard()
        let loop = ProxyLoop(listener: listener.descriptor, server: server, board: board, random: SeededRandom(seed: seed))
        let thread = Thread { loop.run() }
        thread.name = "cutting-proxy"
        thread.start()
    }

    deinit { board.stop() }

    /// What happens from now on, to connections that are there and to new ones; it does when this has been set. A cut
    /// that is used up becomes `forward`.
    public var rule: Rule {
        get { board.state.rule }
        set { board.set(newValue) }
    }

    /// Cuts every connection that is there, wherever it is.
    public func cutAll(_ manner: Manner = .either) { board.cutAll(manner) }

    public var counts: Counts { board.state.counts }

    /// Waits until so many cuts have happened in all, and says whether they have.
    public func hasCut(_ cuts: Int, within seconds: Int64 = 30) async throws -> Bool {
        let end = Stopwatch.milliseconds() + seconds * 1000
        while counts.cuts < cuts {
            guard Stopwatch.milliseconds() < end else { return false }
            try await Task.sleep(nanoseconds: 1_000_000)
        }
        return true
    }

    /// A server's URL with this port for its own. Only for URLs with one host.
    public func url(_ server: String) -> String {
        guard var parts = URLComponents(string: server) else { return server }
        parts.host = "127.0.0.1"
        parts.port = port
        return parts.string ?? server
    }
}

extension CuttingProxy.Place {
    public static func pattern(_ text: String) -> Self { .pattern(Array(text.utf8)) }
    public static func answerTo(_ text: String) -> Self { .answerTo(Array(text.utf8)) }
    public static func bytes(_ count: Int, _ direction: CuttingProxy.Direction) -> Self { .bytes(count...count, direction) }
    public static func answerAfter(_ count: Int) -> Self { .answerAfter(count...count) }
}

/// What the tests' threads and the proxy's own say to each other.
final class ProxyBoard: @unchecked Sendable {
    struct State {
        var rule = CuttingProxy.Rule.forward
        /// Counts the rules that were set, so that the same rule set again begins anew.
        var ruleNumber = 0
        var counts = CuttingProxy.Counts()
        var cutAll: CuttingProxy.Manner?
        var hasStopped = false
    }
    /// The proxy's thread never needs so long to look at a new rule.
    private static let patienceSeconds = 30.0
    // Both are guarded by the condition; the descriptors never change, and live as long as the board.
    private let condition = NSCondition()
    private var current = State()
    private var obeyedNumber = 0
    /// Readable when there is something new.
    let bell: Int32
    private let rope: Int32

    init() throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw ProxyFailure("pipe") }
        for end in ends { ProxySocket.neverWaits(end) }
        (bell, rope) = (ends[0], ends[1])
    }

    deinit {
        close(bell)
        close(rope)
    }

    var state: State { condition.withLock { current } }

    func set(_ rule: CuttingProxy.Rule) {
        change {
            $0.rule = rule
            $0.ruleNumber += 1
        }
        let limit = Date(timeIntervalSinceNow: Self.patienceSeconds)
        condition.withLock {
            let number = current.ruleNumber
            while obeyedNumber < number && condition.wait(until: limit) {}
        }
    }

    /// The proxy's thread follows a rule now.
    func obeys(_ number: Int) {
        condition.withLock {
            obeyedNumber = number
            condition.broadcast()
        }
    }

    func cutAll(_ manner: CuttingProxy.Manner) { change { $0.cutAll = manner } }
    func stop() { change { $0.hasStopped = true } }
    func count(_ change: (inout CuttingProxy.Counts) -> Void) { condition.withLock { change(&current.counts) } }

    /// Takes what is there to do; a request to cut everything is done once.
    func take() -> State {
        var buffer: [UInt8] = Array(repeating: 0, count: 64)
        while read(bell, &buffer, buffer.count) > 0 {}
        return condition.withLock {
            defer { current.cutAll = nil }
            return current
        }
    }

    /// Counts a cut. False when the rule had no cut left, or another rule has been set meanwhile: then nothing is cut.
    func useCut(of number: Int) -> Bool {
        condition.withLock {
            guard current.ruleNumber == number, case .cut(let place, let manner, let times) = current.rule, times > 0 else { return false }
            if times > 1 {
                current.rule = .cut(place, manner: manner, times: times - 1)
            } else {
                current.rule = .forward
                current.ruleNumber += 1
            }
            return true
        }
    }

    private func change(_ change: (inout State) -> Void) {
        condition.withLock { change(&current) }
        var byte: UInt8 = 1
        // A full pipe already rings.
        _ = write(rope, &byte, 1)
    }
}
