// A server that is killed, stopped and held up, and lines that are cut: what was acknowledged is there, half an answer is
// never taken for a whole one, and everything that waits comes to an end.

import Kernel
import Mongo
import Synchronization
import TestKit
import Testing

@Suite(.enabled(if: MongoServer.lacks == nil), .serialized)
struct MongoKillTests {
    static let limits = MongoLimits(connectSeconds: 1, selectionSeconds: 1, socketSeconds: 2)
    /// For lines that are cut: the server is there, and soon found again.
    static let hasty = MongoLimits(connectSeconds: 1, selectionSeconds: 0.25, socketSeconds: 2)

    @Test func aServerThatSaysNothingIsAwayInTime() async throws {
        for replicaSet in [false, true] {
            let server = try await MongoServer(replicaSet: replicaSet)
            let pool = try MongoPool(url: server.url, limits: Self.limits)
            try await pool.insert("gemba", "lots", MongoScratch.documents(10))
            try await server.suspend()
            let began = Stopwatch.milliseconds()
            let read = try await MongoScratch.problem { try await pool.run { try $0.collection("gemba", "lots").count() } }
            #expect(read.code == "mongo_away" && read.isRetryable, "\(read)")
            let waited = Stopwatch.milliseconds() - began
            #expect(waited < 12_000, "\(waited) ms")
            let write = try await MongoScratch.problem {
                try await pool.run { try $0.collection("gemba", "lots").insert([["_id": 77]], ordered: true) }
            }
            #expect(["mongo_away", "mongo_unknown_write"].contains(write.code), "\(write)")
            try await server.resume()
            // The same pool finds it again.
            #expect(try await Self.patiently { try await pool.run { try $0.collection("gemba", "lots").count(["_id": 3]) } } == 1)
        }
    }

    /// The acknowledged ones are there after a restart, whenever the server was killed.
    @Test(arguments: [false, true])
    func whatWasAcknowledgedOutlivesAKill(replicaSet: Bool) async throws {
        let server = try await MongoServer(replicaSet: replicaSet)
        let pool = try MongoPool(url: server.url, limits: Self.limits)
        var random = SeededRandom(seed: TestScale.seed)
        let acknowledged = Shared<[ClosedRange<Int>]>([])
        let unknown = Shared<[ClosedRange<Int>]>([])
        var next = 0
        for _ in 0..<3 * TestScale.factor {
            let start = next
            let writer = Task {
                var first = start
                while true {
                    let range = first...first + 499
                    do {
                        let result = try await pool.run { session in
                            try session.collection("gemba", "lots").insert(
                                range.map { ["_id": .int32(Int32($0)), "text": "abcdefghijklmnopqrstuvwxyz"] }, ordered: true)
                        }
                        #expect(result.inserted == 500)
                        acknowledged.change { $0.append(range) }
                        first += 500
                    } catch let problem as Problem {
                        #expect(["mongo_unknown_write", "mongo_away"].contains(problem.code), "\(problem)")
                        unknown.change { $0.append(range) }
                        return first + 500
                    }
                }
            }
            try await Clock.system.sleep(.milliseconds(Int64(random.within(50...600))))
            try await server.kill()
            next = try await writer.value
            try await server.start()
        }
        let ids = try await Self.patiently {
            try await pool.run { session in
                var ids: Set<Int> = []
                try session.collection("gemba", "lots").find([:]) { ids.insert(Int($0["_id"]?.int ?? -1)) }
                return ids
            }
        }
        let known = acknowledged.value
        #expect(!known.isEmpty && known.allSatisfy { $0.allSatisfy(ids.contains) })
        // And nothing that nobody wrote.
        let all = Set((known + unknown.value).joined())
        #expect(ids.isSubset(of: all))
    }

    /// The scan of a server that is killed throws; it never ends early as if that were all.
    @Test(arguments: [false, true])
    func aScanThatIsCutShortByAKillThrows(replicaSet: Bool) async throws {
        let server = try await MongoServer(replicaSet: replicaSet)
        let pool = try MongoPool(url: server.url, limits: Self.limits)
        try await pool.insert("gemba", "lots", MongoScratch.documents(20_000))
        for killAfter in [1, 500, 7300] {
            let seen = Atomic(0)
            let isKilled = Atomic(false)
            let scan = Task {
                try await MongoScratch.problem {
                    try await pool.run { session in
                        try session.collection("gemba", "lots").find([:], batchSize: 200) { _ in
                            if seen.add(1, ordering: .relaxed).newValue == killAfter {
                                while !isKilled.load(ordering: .acquiring) { Stopwatch.pause(milliseconds: 1) }
                            }
                        }
                    }
                }
            }
            while seen.load(ordering: .relaxed) < killAfter { try await Clock.system.sleep(.milliseconds(2)) }
            try await server.kill()
            isKilled.store(true, ordering: .releasing)
            let problem = try await scan.value
            #expect(problem.code == "mongo_away", "\(problem)")
            let count = seen.load(ordering: .relaxed)
            #expect(count < 20_000)
            try await server.start()
            // The cursor's server is another now; so is the next scan's, which is whole.
            let all = try await Self.patiently {
                try await pool.run { session in
                    var count = 0
                    try session.collection("gemba", "lots").find([:], batchSize: 200) { _ in count += 1 }
                    return count
                }
            }
            #expect(all == 20_000)
        }
    }

    /// A cursor the server has forgotten, between two batches, is no end of the data either.
    @Test func aCursorThatIsKilledThrows() async throws {
        try await MongoScratch.use { pool, database in
            try await pool.insert(database, "lots", MongoScratch.documents(2000))
            let server = try await MongoScratch.server(replicaSet: true)
            let seen = Mutex(0)
            let mayGo = Mutex(false)
            let scan = Task {
                try await MongoScratch.problem {
                    try await pool.run { session in
                        try session.collection(database, "lots").find([:], batchSize: 100) { _ in
                            if seen.withLock({
                                $0 += 1
                                return $0
                            }) == 50 {
                                while !mayGo.withLock({ $0 }) { Stopwatch.pause(milliseconds: 1) }
                            }
                        }
                    }
                }
            }
            while seen.withLock({ $0 }) < 50 { try await Clock.system.sleep(.milliseconds(2)) }
            let answer = try BSONDocument(
                extendedJSON: await server.administer(
                    "{\"aggregate\": 1, \"pipeline\": [{\"$currentOp\": {\"idleCursors\": true, \"allUsers\": true}}], \"cursor\": {}}"))
            let ids = (answer["cursor"]?.document?["firstBatch"]?.array ?? []).compactMap(\.document)
                .filter { $0["ns"]?.string == "\(database).lots" }.compactMap { $0["cursor"]?.document?["cursorId"]?.int }
            #expect(ids.count == 1)
            for id in ids { try await server.administer("{\"killCursors\": \"lots\", \"cursors\": [\(id)]}", database: database) }
            mayGo.withLock { $0 = true }
            let problem = try await scan.value
            #expect(problem.code == "mongo_failed" && problem.parameters["code"] == "43", "\(problem)")
            #expect(seen.withLock { $0 } == 100)
        }
    }

    /// Lines cut at any byte, from the first of the greeting to the middle of an answer.
    @Test func readsOverALineThatIsCutAreWholeOrThrow() async throws {
        let server = try await MongoScratch.server(replicaSet: false)
        let direct = try MongoPool(url: server.url)
        let database = "t" + MongoID.make().hex
        let documents = MongoScratch.documents(1500)
        try await direct.insert(database, "lots", documents)
        let proxy = try CuttingProxy(to: server.port, seed: TestScale.seed)
        let url = proxy.url(server.url)
        var random = SeededRandom(seed: TestScale.seed)
        var (whole, broken) = (0, 0)
        for n in 0..<60 * TestScale.factor {
            // A new pool, whose greeting and signing in are cut; or one that has found its server already.
            proxy.rule = .forward
            // Some have the time to ask once more over another line.
            let pool = try MongoPool(url: url, limits: n % 4 < 1 ? Self.limits : Self.hasty)
            if n % 2 == 0 { _ = try await Self.patiently { try await pool.run { try $0.ping() } } }
            // The answers are 78 kB, the questions 1.5 kB; the greeting and signing in come before them, or do not.
            let places: [CuttingProxy.Place] = [
                .bytes(0...78_000, .toClient), .bytes(0...78_000, .toClient), .bytes(0...900, .toClient), .bytes(0...1500, .toServer),
            ]
            let place = random.pick(places)
            proxy.rule = .cut(place, times: 1)
            do {
                let found = try await pool.run { session in
                    var found: [BSONDocument] = []
                    try session.collection(database, "lots").find([:], sort: ["_id": 1], batchSize: 200) { found.append($0.document) }
                    return found
                }
                #expect(found == documents, "cut \(n): \(found.count) documents")
                whole += 1
            } catch let problem as Problem {
                #expect(problem.code == "mongo_away" && problem.isRetryable, "cut \(n): \(problem)")
                #expect(!MongoScratch.everything(of: problem).contains(server.password))
                broken += 1
            }
        }
        proxy.rule = .forward
        #expect(whole > 2 && broken > 15, "\(whole) whole, \(broken) broken")
        #expect(proxy.counts.cuts >= 45 * TestScale.factor)
        print("MongoDB, \(proxy.counts.cuts) cuts: \(whole) reads whole, \(broken) broken")
        try await direct.run { try $0.command(database, ["dropDatabase": 1]) }
    }

    /// Writes over such a line: an acknowledged one is there once, an unknown one at most once.
    @Test func writesOverALineThatIsCutAreThereOnceOrUnknown() async throws {
        let server = try await MongoScratch.server(replicaSet: false)
        let direct = try MongoPool(url: server.url)
        let database = "t" + MongoID.make().hex
        let proxy = try CuttingProxy(to: server.port, seed: TestScale.seed)
        var random = SeededRandom(seed: TestScale.seed)
        var outcomes: [Int: String] = [:]
        for n in 0..<40 * TestScale.factor {
            proxy.rule = .forward
            let pool = try MongoPool(url: proxy.url(server.url), limits: Self.hasty)
            if n % 2 == 0 { _ = try await Self.patiently { try await pool.run { try $0.ping() } } }
            proxy.rule = .cut(random.perMille(500) ? .answerTo("number") : .bytes(0...1200, .toServer), times: 1)
            do {
                try await pool.run { try $0.collection(database, "lots").insert([["number": .int32(Int32(n))]], ordered: true) }
                outcomes[n] = "done"
            } catch let problem as Problem {
                #expect(["mongo_unknown_write", "mongo_away"].contains(problem.code), "cut \(n): \(problem)")
                outcomes[n] = problem.code
            }
        }
        proxy.rule = .forward
        let counts = try await direct.run { session in
            var counts: [Int: Int] = [:]
            try session.collection(database, "lots").find([:]) { counts[Int($0["number"]?.int ?? -1), default: 0] += 1 }
            return counts
        }
        for (n, outcome) in outcomes {
            switch outcome {
            case "done": #expect(counts[n] == 1, "write \(n)")
            case "mongo_away": #expect(counts[n] == nil, "write \(n) was said not to have been sent")
            default: #expect(counts[n, default: 0] <= 1, "write \(n)")
            }
        }
        let tally = Dictionary(grouping: outcomes.values) { $0 }.mapValues(\.count)
        #expect(tally["done", default: 0] > 0 && tally["mongo_unknown_write", default: 0] > 2, "\(tally)")
        try await direct.run { try $0.command(database, ["dropDatabase": 1]) }
    }

    /// Tries until the server is back, for half a minute.
    static func patiently<T>(_ body: () async throws -> T) async throws -> T {
        let end = Stopwatch.milliseconds() + 30_000
        while true {
            do {
                return try await body()
            } catch let problem as Problem where problem.isRetryable && Stopwatch.milliseconds() < end {
                try await Clock.system.sleep(.milliseconds(100))
            }
        }
    }
}
