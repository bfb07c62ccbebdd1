// Streams of changes over servers that die and places that are forgotten.

import Kernel
import Mongo
import Synchronization
import TestKit
import Testing

@Suite(.enabled(if: MongoServer.lacks == nil), .serialized)
struct MongoChangesKillTests {
    /// The server is killed, stopped and held up under a stream; every acknowledged document is heard, once and in order.
    @Test func nothingIsLostAndNothingToldTwiceWhenTheServerRestarts() async throws {
        let server = try await MongoServer(replicaSet: true)
        let pool = try MongoPool(url: server.url, limits: MongoKillTests.limits)
        let heard = Mutex<[Int64]>([])
        let isOpen = Atomic(false)
        let listener = Task {
            for try await change in pool.changes("gemba", collection: "lots") {
                switch change {
                case .opened: isOpen.store(true, ordering: .releasing)
                case .idle: break
                case .event(_, _, _, let id, _, _): heard.withLock { $0.append(id?.int ?? -1) }
                }
            }
        }
        while !isOpen.load(ordering: .acquiring) { try await Clock.system.sleep(.milliseconds(5)) }
        var acknowledged: [Int64] = []
        var next: Int64 = 0
        for round in 0..<4 {
            for _ in 0..<40 {
                next += 1
                let id = next
                do {
                    try await pool.run { try $0.collection("gemba", "lots").insert([["_id": .int64(id)]], ordered: true) }
                    acknowledged.append(id)
                } catch let problem as Problem where problem.isRetryable {}
                if id % 40 == 20 {
                    switch round {
                    case 0, 1: try await server.kill()
                    case 2: try await server.stop()
                    default:
                        try await server.suspend()
                        try await Clock.system.sleep(.seconds(4))
                        try await server.resume()
                    }
                    if round < 3 {
                        // While it is down the stream tries in vain.
                        try await Clock.system.sleep(.milliseconds(1500))
                        try await server.start()
                    }
                }
            }
        }
        let last = next + 1
        _ = try await MongoKillTests.patiently {
            try await pool.run {
                try $0.collection("gemba", "lots").bulk(ordered: true) { try $0.updateOne(["_id": .int64(last)], ["$set": ["x": 1]], upsert: true) }
            }
        }
        let end = Stopwatch.milliseconds() + 30_000
        while heard.withLock({ $0.last }) != last, Stopwatch.milliseconds() < end { try await Clock.system.sleep(.milliseconds(20)) }
        listener.cancel()
        let all = heard.withLock { $0 }
        let there = try await pool.run { session in
            var there: [Int64] = []
            try session.collection("gemba", "lots").find([:], sort: ["_id": 1]) { there.append($0["_id"]?.int ?? -1) }
            return there
        }
        #expect(all == there, "heard and there differ")
        #expect(Set(acknowledged).isSubset(of: all))
        #expect(acknowledged.count > 100)
    }

    /// The log of the replica set holds 64 MB; a place before that is gone.
    @Test func aPlaceThatTheServerHasForgottenIsToldAsThat() async throws {
        let server = try await MongoServer(replicaSet: true, mode: .fast)
        let pool = try MongoPool(url: server.url)
        var changes = try await MongoChangesTests.open(pool.changes("gemba", collection: "lots"))
        try await pool.insert("gemba", "lots", [["_id": 1]])
        let token = try #require(try await MongoChangesTests.events(1, &changes).token)
        let text = String(repeating: "x", count: 1_000_000)
        let end = Stopwatch.milliseconds() + 60_000
        var problem: Problem?
        while problem == nil, Stopwatch.milliseconds() < end {
            try await pool.run { session in
                for n in 0..<20 {
                    try session.collection("gemba", "large").bulk(ordered: true) {
                        try $0.updateOne(["_id": .int32(Int32(n))], ["$set": ["text": .string(text + MongoID.make().hex)]], upsert: true)
                    }
                }
            }
            do {
                // As long as the place is there, the stream opens.
                for try await change in pool.changes("gemba", collection: "lots", startingAfter: token) {
                    if case .opened = change { break }
                }
            } catch {
                problem = try #require(error as? Problem, "\(error)")
            }
        }
        #expect(problem?.code == "mongo_history_lost" && problem?.isRetryable == false, "\(problem.map(String.init(describing:)) ?? "never")")
    }

    @Test func aWrongPasswordEndsTheStream() async throws {
        let server = try await MongoScratch.server(replicaSet: true)
        let pool = try MongoPool(url: server.url.replacing(server.password, with: "not-the-password"), limits: MongoKillTests.limits)
        let problem = try await MongoScratch.problem { for try await _ in pool.changes("gemba", collection: nil) {} }
        #expect(problem.code == "mongo_refused", "\(problem)")
    }
}
