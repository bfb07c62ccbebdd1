// Writes: what they say they did is what is there.

import Kernel
import Mongo
import TestKit
import Testing

@Suite(.enabled(if: MongoServer.lacks == nil))
struct MongoWriteTests {
    @Test(arguments: [true, false])
    func aBulkDoesEveryKindOfWriteAndCountsIt(replicaSet: Bool) async throws {
        try await MongoScratch.use(replicaSet: replicaSet) { pool, database in
            try await pool.insert(database, "lots", MongoScratch.documents(10))
            let result = try await pool.run { session in
                try session.collection(database, "lots").bulk(ordered: true) { bulk in
                    try bulk.insert(["_id": 100, "new": true])
                    try bulk.updateOne(["_id": 1], ["$set": ["lot": "X"]])
                    // Found, and as it should be already.
                    try bulk.updateOne(["_id": 1], ["$set": ["lot": "X"]])
                    try bulk.updateOne(["_id": 200], ["$set": ["lot": "Y"]], upsert: true)
                    try bulk.updateOne(["_id": 300], ["$set": ["lot": "Z"]])
                    try bulk.replaceOne(["_id": 2], ["whole": 1])
                    try bulk.deleteOne(["_id": 3])
                    try bulk.deleteMany(["_id": ["$in": [4, 5, 6]]])
                    #expect(bulk.count == 8)
                }
            }
            var expected = MongoWriteResult()
            (expected.inserted, expected.matched, expected.modified, expected.deleted, expected.upserted) = (1, 3, 2, 4, 1)
            #expect(result == expected)
            let left = try await pool.run { session in
                var left: [String] = []
                try session.collection(database, "lots").find([:], projection: ["at": 0, "good": 0], sort: ["_id": 1]) {
                    left.append($0.document.members.map { "\($0.0)=\($0.1.int.map(String.init) ?? $0.1.string ?? "?")" }.joined(separator: " "))
                }
                return left
            }
            #expect(
                left == [
                    "_id=0 lot=L0", "_id=1 lot=X", "_id=2 whole=1", "_id=7 lot=L7", "_id=8 lot=L8", "_id=9 lot=L9", "_id=100 new=?",
                    "_id=200 lot=Y",
                ])
        }
    }

    @Test func duplicatesAreToldByTheirPlaceAndStopAnOrderedBulk() async throws {
        try await MongoScratch.use { pool, database in
            let documents: [BSONDocument] = [["_id": 1], ["_id": 2], ["_id": 1], ["_id": 3], ["_id": 2], ["_id": 4]]
            let loose = try await pool.run { try $0.collection(database, "loose").insert(documents, ordered: false) }
            #expect(loose.inserted == 4 && loose.errors.map(\.index) == [2, 4] && loose.errors.allSatisfy(\.isDuplicate))
            let strict = try await pool.run { try $0.collection(database, "strict").insert(documents, ordered: true) }
            #expect(strict.inserted == 2 && strict.errors.map(\.index) == [2] && strict.errors.first?.code == 11000)
            #expect(try await pool.run { try $0.collection(database, "strict").count() } == 2)
        }
    }

    @Test func anEmptyBulkSendsNothing() async throws {
        // Nobody listens there: anything that was sent would fail.
        let pool = try MongoPool(url: "mongodb://127.0.0.1:1/x", limits: MongoLimits(selectionSeconds: 0.2))
        let result = try await pool.run { try $0.collection("x", "y").bulk(ordered: true) { _ in } }
        #expect(result == MongoWriteResult())
    }

    @Test func manyMoreThanOneMessageHolds() async throws {
        try await MongoScratch.use { pool, database in
            // 100 000 are the most the server takes at once; and 60 MB of large ones, where a message holds 48.
            try await pool.insert(database, "many", MongoScratch.documents(120_000))
            let large = (0..<60).map { BSONDocument([("_id", .int32($0)), ("text", .string(String(repeating: "x", count: 1 << 20)))]) }
            try await pool.insert(database, "large", large)
            let counts = try await pool.run { session in
                (try session.collection(database, "many").count(), try session.collection(database, "large").count())
            }
            #expect(counts == (120_000, 60))
        }
    }

    @Test func aDocumentThatIsTooLargeIsRefused() async throws {
        try await MongoScratch.use { pool, database in
            let problem = try await MongoScratch.problem {
                try await pool.run { session in
                    _ = try session.collection(database, "large").insert(
                        [["_id": 1], ["text": .string(String(repeating: "x", count: 17 << 20))]], ordered: true)
                }
            }
            #expect(["mongo_failed", "mongo_unknown_write"].contains(problem.code), "\(problem)")
        }
    }

    @Test func updatesWithoutOperatorsAreRefusedBeforeAnythingIsSent() async throws {
        try await MongoScratch.use { pool, database in
            let problem = try await MongoScratch.problem {
                try await pool.run { session in
                    _ = try session.collection(database, "lots").bulk(ordered: true) { bulk in
                        try bulk.insert(["_id": 1])
                        try bulk.updateOne(["_id": 1], ["plain": 1])
                    }
                }
            }
            #expect(problem.code == "mongo_failed" && problem.family == .input)
            #expect(try await pool.run { try $0.collection(database, "lots").count() } == 0)
        }
    }

    @Test func findAndModifyGivesTheDocumentBeforeOrAfter() async throws {
        try await MongoScratch.use { pool, database in
            try await pool.run { session in
                let lots = session.collection(database, "lots")
                let update: BSONDocument = ["$inc": ["n": 1]]
                let missing = try lots.findAndModify(filter: ["_id": 1], update: update, returnsNew: true, upsert: false)
                #expect(missing == nil)
                let made = try lots.findAndModify(filter: ["_id": 1], update: update, returnsNew: false, upsert: true)
                #expect(made == nil)
                let after = try lots.findAndModify(filter: ["_id": 1], update: update, returnsNew: true, upsert: true)
                #expect(after == ["_id": 1, "n": 2])
                let before = try lots.findAndModify(filter: ["_id": 1], update: update, returnsNew: false, upsert: true)
                #expect(before == ["_id": 1, "n": 2])
                let last = try lots.first([:])
                #expect(last == ["_id": 1, "n": 3])
            }
        }
    }

    @Test func aUniqueIndexKeepsDuplicatesOutAndTheProblemKeepsNoValues() async throws {
        try await MongoScratch.use { pool, database in
            try await pool.run { session in
                let lots = session.collection(database, "lots")
                try lots.createIndex(["lot": 1], name: "lot_once", unique: true)
                // Again is no failure.
                try lots.createIndex(["lot": 1], name: "lot_once", unique: true)
                #expect(try lots.insert([["lot": "secret-lot"]], ordered: true).inserted == 1)
                #expect(try lots.insert([["lot": "secret-lot"]], ordered: true).errors.first?.isDuplicate == true)
            }
            let problem = try await MongoScratch.problem {
                try await pool.run { session in
                    _ = try session.collection(database, "lots").findAndModify(
                        filter: ["_id": 5], update: ["$set": ["lot": "secret-lot"]], returnsNew: true, upsert: true)
                }
            }
            #expect(problem.code == "mongo_duplicate" && problem.family == .conflict)
            #expect(MongoScratch.everything(of: problem).contains("lot_once") && !MongoScratch.everything(of: problem).contains("secret-lot"))
            try await pool.run { session in
                try session.collection(database, "lots").drop()
                try session.collection(database, "lots").drop()
                #expect(try session.collections(database) == [])
            }
        }
    }
}
