// Transactions: all or nothing, also when two want the same; and a server that has none says so.

import Kernel
import Mongo
import Synchronization
import TestKit
import Testing

@Suite(.enabled(if: MongoServer.lacks == nil))
struct MongoTransactionTests {
    @Test func allOfItHappensOrNothing() async throws {
        struct Stop: Error {}
        try await MongoScratch.use { pool, database in
            try await pool.insert(database, "a", [["_id": 0]])
            try await pool.insert(database, "b", [["_id": 0]])
            let outcome = try await pool.run { session in
                try session.transaction {
                    try session.collection(database, "a").insert([["_id": 1]], ordered: true)
                    try session.collection(database, "b").bulk(ordered: true) { try $0.updateOne(["_id": 0], ["$set": ["x": 1]]) }
                    // What it wrote it sees, and nobody else.
                    #expect(try session.collection(database, "a").count() == 2)
                    return "done"
                }
            }
            #expect(outcome == "done")
            await #expect(throws: Stop.self) {
                try await pool.run { session in
                    try session.transaction {
                        try session.collection(database, "a").insert([["_id": 2]], ordered: true)
                        _ = try session.collection(database, "b").findAndModify(
                            filter: ["_id": 0], update: ["$set": ["x": 2]], returnsNew: true, upsert: false)
                        throw Stop()
                    }
                }
            }
            try await pool.run { session in
                let count = try session.collection(database, "a").count()
                #expect(count == 2)
                let beside = try session.collection(database, "b").first([:])
                #expect(beside == ["_id": 0, "x": 1])
            }
        }
    }

    @Test func aReaderInATransactionSeesOneMoment() async throws {
        try await MongoScratch.use { pool, database in
            try await pool.insert(database, "a", MongoScratch.documents(10))
            let (first, second, after) = try await pool.run { session in
                let a = session.collection(database, "a")
                let (first, second) = try session.transaction {
                    let first = try a.count()
                    // Somebody else, on a connection of its own, while this one looks.
                    let done = Atomic(false)
                    Task {
                        try await pool.insert(database, "a", [["_id": 77]])
                        done.store(true, ordering: .sequentiallyConsistent)
                    }
                    while !done.load(ordering: .sequentiallyConsistent) { Stopwatch.pause(milliseconds: 1) }
                    return (first, try a.count())
                }
                return (first, second, try a.count())
            }
            #expect((first, second, after) == (10, 10, 11))
        }
    }

    @Test func twoThatWantTheSameBothHappen() async throws {
        try await MongoScratch.use { pool, database in
            try await pool.insert(database, "counters", [["_id": 1, "n": 0]])
            let tries = Shared(0)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        for _ in 0..<20 {
                            try await pool.run { session in
                                try session.transaction {
                                    tries.change { $0 += 1 }
                                    let counters = session.collection(database, "counters")
                                    let n = try counters.first(["_id": 1])?["n"]?.int ?? -1000
                                    // Read, and written from what was read: lost when two do it at once.
                                    try counters.bulk(ordered: true) { try $0.updateOne(["_id": 1], ["$set": ["n": .int64(n + 1)]]) }
                                }
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await pool.run { try $0.collection(database, "counters").first([:]) }?["n"]?.int == 120)
            #expect(tries.value > 120, "nobody was ever in the way, so nothing was tried")
        }
    }

    @Test func aDuplicateEndsATransactionAtOnce() async throws {
        try await MongoScratch.use { pool, database in
            try await pool.insert(database, "a", [["_id": 1]])
            let tries = Atomic(0)
            let problem = try await MongoScratch.problem {
                try await pool.run { session in
                    try session.transaction {
                        tries.add(1, ordering: .relaxed)
                        try session.collection(database, "a").insert([["_id": 2], ["_id": 1]], ordered: true)
                    }
                }
            }
            let count = tries.load(ordering: .relaxed)
            #expect(problem.code == "mongo_duplicate" && count == 1)
            #expect(try await pool.run { try $0.collection(database, "a").count() } == 1)
        }
    }

    @Test func onesThatWillNotGiveWayEndInAConflict() async throws {
        try await MongoScratch.use(limits: MongoLimits(transactionSeconds: 0.5)) { pool, database in
            try await pool.insert(database, "a", [["_id": 1]])
            let isHeld = Atomic(false)
            let mayGo = Atomic(false)
            let holder = Task {
                try await pool.run { session in
                    try session.transaction {
                        try session.collection(database, "a").bulk(ordered: true) { try $0.updateOne(["_id": 1], ["$set": ["x": 1]]) }
                        isHeld.store(true, ordering: .sequentiallyConsistent)
                        while !mayGo.load(ordering: .sequentiallyConsistent) { Stopwatch.pause(milliseconds: 5) }
                    }
                }
            }
            while !isHeld.load(ordering: .sequentiallyConsistent) { try await Clock.system.sleep(.milliseconds(2)) }
            let problem = try await MongoScratch.problem {
                try await pool.run { session in
                    try session.transaction {
                        try session.collection(database, "a").bulk(ordered: true) { try $0.updateOne(["_id": 1], ["$set": ["x": 2]]) }
                    }
                }
            }
            mayGo.store(true, ordering: .sequentiallyConsistent)
            try await holder.value
            #expect(problem.code == "mongo_conflict" && problem.isRetryable)
            #expect(try await pool.run { try $0.collection(database, "a").first([:]) } == ["_id": 1, "x": 1])
        }
    }

    @Test func aServerAloneHasNone() async throws {
        try await MongoScratch.use(replicaSet: false) { pool, database in
            let problem = try await MongoScratch.problem {
                try await pool.run { session in
                    try session.transaction { Issue.record("it has no transactions") }
                }
            }
            #expect(problem.code == "mongo_transactions_unavailable" && problem.family == .outside(retryable: false))
        }
    }

    @Test func oneInsideAnotherIsOurMistake() async throws {
        try await MongoScratch.use { pool, database in
            let problem = try await MongoScratch.problem {
                try await pool.run { session in try session.transaction { try session.transaction {} } }
            }
            #expect(problem.code == "mongo_transaction_nested" && problem.family == .bug)
            _ = database
        }
    }
}
