// The proxy must cut exactly where it is told, and otherwise not be there at all.

import Foundation
import Kernel
import TestKit
import Testing

@Suite(.timeLimit(.minutes(2))) struct CuttingProxyTests {
    private static func noise(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
        var random = SeededRandom(seed: seed)
        return (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }

    /// Sends everything through the proxy and says whether exactly that came back, and then the end.
    private func comesBack(_ bytes: [UInt8], from server: PeerServer, rule: CuttingProxy.Rule = .forward) throws -> Bool {
        let proxy = try CuttingProxy(to: server.port)
        proxy.rule = rule
        let client = try PeerClient(proxy.port)
        let sender = Thread {
            client.send(bytes)
            client.endSending()
        }
        sender.start()
        let back = client.receive()
        return back.bytes == bytes && back.end == .end && server.ended().bytes == bytes
    }

    @Test("bytes pass both ways, all of them and in order, and so do the ends")
    func transparency() throws {
        #expect(try comesBack(Self.noise(8 << 20), from: PeerServer()))
        #expect(try comesBack([], from: PeerServer()))
        #expect(try comesBack([7], from: PeerServer()))
        #expect(try comesBack(Self.noise(300_000), from: PeerServer(), rule: .delay(milliseconds: 5)))
    }

    @Test("a byte that is lost and two that are swapped turn the comparison red")
    func plantedFaults() throws {
        #expect(try comesBack(Self.noise(200_000), from: PeerServer(.losesAByte)) == false)
        #expect(try comesBack(Self.noise(200_000), from: PeerServer(.swapsTwo)) == false)
    }

    @Test("many connections at once do not mix")
    func manyConnections() async throws {
        let server = try PeerServer()
        let proxy = try CuttingProxy(to: server.port)
        let clients = try (0..<40).map { _ in try PeerClient(proxy.port) }
        for (number, client) in clients.enumerated() { client.send(Self.noise(3000, seed: UInt64(number))) }
        for (number, client) in clients.enumerated() {
            #expect(client.receive(3000).bytes == Self.noise(3000, seed: UInt64(number)))
        }
        #expect(proxy.counts == CuttingProxy.Counts(connections: 40, cuts: 0, bytesToServer: 120_000, bytesToClient: 120_000))
    }

    @Test("exactly so many bytes reach the server, however the cut is made", arguments: [0, 1, 999, 65_536, 70_001, 400_000])
    func bytesToServer(count: Int) async throws {
        for manner in [CuttingProxy.Manner.reset, .end] {
            let server = try PeerServer()
            let proxy = try CuttingProxy(to: server.port)
            proxy.rule = .cut(.bytes(count, .toServer), manner: manner)
            let client = try PeerClient(proxy.port)
            let bytes = Self.noise(500_000)
            let sender = Thread { client.send(bytes) }
            sender.start()
            // A reset is told once, so the sender may have heard of it, and the reader hears of an end.
            let end = client.receive().end
            #expect(end == .end || (manner == .reset && end == .reset))
            #expect(server.ended() == (Array(bytes[..<count]), manner == .reset ? .reset : .end))
            #expect(try await proxy.hasCut(1))
            #expect(proxy.counts.bytesToServer == count)
        }
    }

    @Test("exactly so many bytes reach the client", arguments: [0, 1, 5000, 65_537])
    func bytesToClient(count: Int) throws {
        for manner in [CuttingProxy.Manner.reset, .end] {
            let server = try PeerServer()
            let proxy = try CuttingProxy(to: server.port)
            let client = try PeerClient(proxy.port)
            client.send("before")
            #expect(client.text(6) == "before")
            // Counted from now on, not from the connection's beginning.
            proxy.rule = .cut(.bytes(count, .toClient), manner: manner)
            let bytes = Self.noise(200_000)
            client.send(bytes)
            let back = client.receive()
            #expect(back.bytes == Array(bytes[..<count]))
            #expect(back.end == (manner == .reset ? .reset : .end))
        }
    }

    @Test("a pattern is cut off before it, also when it comes in parts and after false starts")
    func pattern() async throws {
        let server = try PeerServer()
        let proxy = try CuttingProxy(to: server.port)
        proxy.rule = .cut(.pattern("COMMIT"), times: 2)
        let whole = try PeerClient(proxy.port)
        whole.send("update; COMCOMMIT; more")
        #expect([.end, .reset].contains(whole.receive().end))
        #expect(server.endedText(0) == "update; COM")
        let parts = try PeerClient(proxy.port)
        parts.send("COMM")
        #expect(parts.text(4) == "COMM")
        parts.send("IT")
        #expect(parts.receive().bytes.isEmpty)
        #expect(server.endedText(1) == "COMM")
        #expect(try await proxy.hasCut(2))
        let after = try PeerClient(proxy.port)
        after.send("COMMIT")
        #expect(after.text(6) == "COMMIT", "both cuts are used up")
    }

    @Test("an answer is lost: the server has everything, the client nothing")
    func answer() throws {
        let server = try PeerServer()
        let proxy = try CuttingProxy(to: server.port)
        proxy.rule = .cut(.answerTo("COMMIT"), manner: .reset)
        let client = try PeerClient(proxy.port)
        client.send("update;")
        #expect(client.text(7) == "update;")
        client.send("COMMIT;\0")
        let back = client.receive()
        #expect(back.bytes.isEmpty)
        #expect(back.end == .reset)
        #expect(server.endedText() == "update;COMMIT;\0")
        proxy.rule = .cut(.answerAfter(10), manner: .end)
        let other = try PeerClient(proxy.port)
        other.send("123456789")
        #expect(other.text(9) == "123456789")
        other.send("0abc")
        #expect(other.receive().bytes.isEmpty)
        #expect(server.endedText(1) == "1234567890abc")
    }

    @Test("the same seed cuts at the same bytes, another at others")
    func seeds() throws {
        func cuts(_ seed: UInt64) throws -> [String] {
            let server = try PeerServer()
            let proxy = try CuttingProxy(to: server.port, seed: seed)
            proxy.rule = .cut(.bytes(1...5000, .toServer), times: 20)
            return try (0..<20).map { number in
                let client = try PeerClient(proxy.port)
                client.send(Self.noise(5000))
                _ = client.receive()
                let ended = server.ended(number)
                return "\(ended.bytes.count) \(ended.end)"
            }
        }
        let first = try cuts(5)
        #expect(try cuts(5) == first)
        #expect(try cuts(6) != first)
        #expect(first.contains { $0.hasSuffix("end") } && first.contains { $0.hasSuffix("reset") }, "\(first)")
    }

    @Test("silence keeps connections and lets nothing through; afterwards nothing is missing")
    func silence() throws {
        let server = try PeerServer()
        let proxy = try CuttingProxy(to: server.port)
        let old = try PeerClient(proxy.port)
        old.send("one")
        #expect(old.text(3) == "one")
        proxy.rule = .silence
        let new = try PeerClient(proxy.port)
        old.send("two")
        new.send("new")
        #expect(!old.arrives(within: 200))
        #expect(!new.arrives(within: 50))
        proxy.rule = .forward
        #expect(old.text(3) == "two")
        #expect(new.text(3) == "new")
    }

    @Test("refused is refused, on the same port, and connections that are there stay")
    func refusal() throws {
        let server = try PeerServer()
        let proxy = try CuttingProxy(to: server.port)
        let old = try PeerClient(proxy.port)
        old.send("one")
        #expect(old.text(3) == "one")
        for _ in 0..<3 {
            proxy.rule = .refuse
            #expect(throws: PeerFailure.self) { try PeerClient(proxy.port) }
            old.send("two")
            #expect(old.text(3) == "two")
            proxy.rule = .forward
        }
        let new = try PeerClient(proxy.port)
        new.send("new")
        #expect(new.text(3) == "new")
    }

    @Test("a delay delays each way, and everything can be cut at once")
    func delayAndCutAll() async throws {
        let server = try PeerServer()
        let proxy = try CuttingProxy(to: server.port)
        let client = try PeerClient(proxy.port)
        proxy.rule = .delay(milliseconds: 100)
        client.send("a")
        let began = Stopwatch.milliseconds()
        client.send("b")
        #expect(client.text(2) == "ab")
        #expect(Stopwatch.milliseconds() - began >= 190)
        let other = try PeerClient(proxy.port)
        other.send("c")
        #expect(other.text(1) == "c")
        proxy.cutAll(.reset)
        #expect(client.receive().end == .reset)
        #expect(other.receive().end == .reset)
        #expect(try await proxy.hasCut(2))
    }

    @Test("a server that is not there is a reset, and a URL gets the proxy's port")
    func nobodyThere() throws {
        let server = try PeerServer()
        let gone = try CuttingProxy(to: server.port)
        let nobody = try CuttingProxy(to: gone.port)
        gone.rule = .refuse
        #expect(nobody.url("postgres://gemba:word@127.0.0.1:1/gemba?x=1") == "postgres://gemba:word@127.0.0.1:\(nobody.port)/gemba?x=1")
        let client = try PeerClient(nobody.port)
        #expect(client.receive().end == .reset)
    }
}
