// Finding, counting and gathering, on a server; work side by side and work that is called off.

import Kernel
import Mongo
import Synchronization
import TestKit
import Testing

@Suite(.enabled(if: MongoServer.lacks == nil))
struct MongoReadTests {
    @Test func findsWhatFitsInTheOrderThatIsAskedFor() async throws {
        try await MongoScratch.use { pool, database in
            let documents = MongoScratch.documents(5000)
            try await pool.insert(database, "lots", documents)
            let (all, some, last) = try await pool.run { session in
                let lots = session.collection(database, "lots")
                var all: [BSONDocument] = []
                // Several batches.
                try lots.find([:], sort: ["_id": 1], batchSize: 170) { all.append($0.document) }
                var some: [Int64] = []
                try lots.find(["lot": "L5"], projection: ["_id": 1], sort: ["_id": -1], limit: 3, hint: ["_id": 1]) { view in
                    var names: [String] = []
                    view.forEach { key, field in
                        names.append(String(decoding: key, as: UTF8.self))
                        if let id = field.int { some.append(id) }
                    }
                    #expect(names == ["_id"])
                }
                return (all, some, try lots.first([:], projection: ["lot": 0], sort: ["_id": -1]))
            }
            #expect(all == documents)
            #expect(some == [4952, 4855, 4758])
            #expect(last?["_id"] == 4999 && last?["lot"] == nil)
        }
    }

    @Test func countsAndGathers() async throws {
        try await MongoScratch.use(replicaSet: false) { pool, database in
            try await pool.insert(database, "lots", MongoScratch.documents(970))
            try await pool.run { session in
                let lots = session.collection(database, "lots")
                #expect(try lots.count() == 970)
                #expect(try lots.count(["lot": "L5"]) == 10)
                #expect(try lots.count(["_id": ["$in": []]]) == 0)
                #expect(try lots.estimatedCount() == 970)
                #expect(try session.collection(database, "nothing").count() == 0)
                #expect(try session.collection(database, "nothing").first([:]) == nil)
                var groups: [String: Int64] = [:]
                try lots.aggregate([["$group": ["_id": "$lot", "n": ["$sum": 1]]]], batchSize: 10) { view in
                    groups[view["_id"]?.string ?? ""] = view["n"]?.int
                }
                #expect(groups.count == 97 && groups.values.allSatisfy { $0 == 10 })
                #expect(try session.collections(database) == ["lots"])
                #expect(try session.databases().contains(database))
            }
        }
    }

    @Test func everyKindOfValueComesBackAsItWas() async throws {
        try await MongoScratch.use { pool, database in
            var random = SeededRandom(seed: TestScale.seed)
            let documents: [BSONDocument] = (0..<500).map { n in
                BSONDocument([("_id", .int32(n)), ("d", .document(BSONDocument(BSONTests.members(&random, depth: 3))))])
            }
            try await pool.insert(database, "values", documents)
            let back = try await pool.run { session in
                var back: [BSONDocument] = []
                try session.collection(database, "values").find([:], sort: ["_id": 1]) { back.append($0.document) }
                return back
            }
            #expect(back == documents)
        }
    }

    @Test func knowsWhatTheServerIs() async throws {
        for replicaSet in [true, false] {
            let pool = try MongoPool(url: try await MongoScratch.server(replicaSet: replicaSet).url)
            try await pool.run { session in
                try session.ping()
                #expect(try session.isReplicaSet == replicaSet)
                #expect(try session.hello()["isWritablePrimary"] == true)
            }
            #expect(pool.defaultDatabase == "gemba")
            #expect(pool.hosts == "127.0.0.1:\(try await MongoScratch.server(replicaSet: replicaSet).port)")
        }
    }

    @Test func whatTheReaderThrowsEndsTheWalk() async throws {
        struct Enough: Error {}
        try await MongoScratch.use { pool, database in
            try await pool.insert(database, "lots", MongoScratch.documents(1000))
            let seen = Mutex(0)
            await #expect(throws: Enough.self) {
                try await pool.run { session in
                    try session.collection(database, "lots").find([:], batchSize: 10) { _ in
                        if seen.withLock({
                            $0 += 1
                            return $0
                        }) == 25 {
                            throw Enough()
                        }
                    }
                }
            }
            #expect(seen.withLock { $0 } == 25)
            // The connection went back in order.
            #expect(try await pool.run { try $0.collection(database, "lots").count() } == 1000)
        }
    }

    @Test func aQuestionTheServerRefusesIsOneClearProblem() async throws {
        try await MongoScratch.use { pool, database in
            let problem = try await MongoScratch.problem {
                try await pool.run { try $0.collection(database, "lots").find(["$nonsense": 1]) { _ in } }
            }
            #expect(problem.code == "mongo_failed" && problem.family == .outside(retryable: false))
            #expect(problem.parameters["message"]?.contains("$nonsense") == true)
            #expect(problem.parameters["code"] == "2")
        }
    }

    @Test func moreCallersThanConnectionsAllGetTheirTurn() async throws {
        try await MongoScratch.use(limits: MongoLimits(poolMax: 4)) { pool, database in
            try await pool.insert(database, "lots", MongoScratch.documents(3000))
            let (now, most) = (Shared(0), Shared(0))
            let sums = try await withThrowingTaskGroup(of: Int64.self) { group in
                for caller in 0..<50 {
                    group.addTask {
                        try await pool.run { session in
                            now.change { $0 += 1 }
                            defer { now.change { $0 -= 1 } }
                            let count = now.value
                            most.change { $0 = max($0, count) }
                            var sum: Int64 = 0
                            try session.collection(database, "lots").find(["_id": ["$gte": .int32(Int32(caller))]], batchSize: 100) {
                                sum += $0["_id"]?.int ?? 0
                            }
                            return sum + Int64(caller * (caller - 1) / 2)
                        }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(sums.count == 50 && Set(sums) == [2999 * 3000 / 2])
            #expect(most.value == 4, "so many at once, and never more")
        }
    }

    @Test func aLongPieceHoldsUpNobodyElse() async throws {
        try await MongoScratch.use(limits: MongoLimits(poolMax: 2)) { pool, database in
            try await pool.insert(database, "lots", [["_id": 1]])
            let (isOn, areOthersDone) = (Shared(false), Shared(false))
            let long = Task {
                try await pool.run { session in
                    try session.collection(database, "lots").find([:]) { _ in
                        isOn.change { $0 = true }
                        let end = Stopwatch.milliseconds() + 30_000
                        while !areOthersDone.value, Stopwatch.milliseconds() < end { Stopwatch.pause(milliseconds: 2) }
                    }
                    return areOthersDone.value
                }
            }
            while !isOn.value { try await Clock.system.sleep(.milliseconds(2)) }
            for _ in 0..<20 { try await pool.run { try $0.collection(database, "lots").count() } }
            areOthersDone.change { $0 = true }
            #expect(try await long.value, "the others waited for the long piece")
        }
    }

    @Test func aTaskThatIsCalledOffEndsAtItsNextDocument() async throws {
        try await MongoScratch.use(limits: MongoLimits(poolMax: 1)) { pool, database in
            try await pool.insert(database, "lots", MongoScratch.documents(3000))
            let seen = Atomic(0)
            let isOn = Atomic(false)
            let scan = Task {
                try await pool.run { session in
                    while true {
                        try session.collection(database, "lots").find([:], batchSize: 50) { _ in
                            seen.add(1, ordering: .relaxed)
                            isOn.store(true, ordering: .relaxed)
                        }
                    }
                }
            }
            while !isOn.load(ordering: .relaxed) { try await Clock.system.sleep(.milliseconds(1)) }
            // The one thread is taken: this one waits, and is not begun.
            let waiting = Task { try await pool.run { _ in Issue.record("it was called off before its turn") } }
            try await Clock.system.sleep(.milliseconds(20))
            waiting.cancel()
            await #expect(throws: CancellationError.self) { try await waiting.value }
            scan.cancel()
            await #expect(throws: CancellationError.self) { try await scan.value }
            #expect(try await pool.run { try $0.collection(database, "lots").count() } == 3000)
            // Called off before it was asked.
            let early = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                try await pool.run { _ in Issue.record("it was called off before it was asked") }
            }
            await #expect(throws: CancellationError.self) { try await early.value }
        }
    }

    @Test func aClosedPoolRefusesAndASessionEndsWithItsWork() async throws {
        let pool = try MongoPool(url: try await MongoScratch.server(replicaSet: false).url)
        final class Kept: @unchecked Sendable { var session: MongoSession? }
        let kept = Kept()
        try await pool.run { session in
            kept.session = session
            try session.ping()
        }
        #expect(throws: Problem.self) { try kept.session?.ping() }
        pool.close()
        let problem = try await MongoScratch.problem { try await pool.run { try $0.ping() } }
        #expect(problem.code == "mongo_closed")
    }
}
