// Streams of changes: everything is heard once, in order, whatever happens to the server and the line.

import Kernel
import Mongo
import Synchronization
import TestKit
import Testing

@Suite(.enabled(if: MongoServer.lacks == nil))
struct MongoChangesTests {
    typealias Changes = AsyncThrowingStream<MongoChange, any Error>

    /// The next so many events as words, and the place behind the last.
    static func events(_ count: Int, _ changes: inout Changes.Iterator) async throws -> (words: [String], token: BSONDocument?) {
        var (words, place): ([String], BSONDocument?) = ([], nil)
        while words.count < count, let change = try await changes.next() {
            guard case .event(let kind, _, let collection, let id, let document, let token) = change else { continue }
            let x = document.map { " x=\($0["x"]?.int.map(String.init) ?? "-")" } ?? ""
            words.append("\(kind) \(collection) \(id?.int.map(String.init) ?? "-")\(x)")
            place = token
        }
        return (words, place)
    }

    /// Opened: what happens from now on is heard.
    static func open(_ changes: Changes) async throws -> Changes.Iterator {
        var iterator = changes.makeAsyncIterator()
        guard case .opened = try await iterator.next() else {
            Issue.record("a stream begins with opened")
            return iterator
        }
        return iterator
    }

    @Test func insertsUpdatesReplacementsAndDeletesAreHeardInOrder() async throws {
        try await MongoScratch.use { pool, database in
            try await pool.insert(database, "before", [["_id": 0]])
            var all = try await Self.open(pool.changes(database, collection: nil))
            var lots = try await Self.open(pool.changes(database, collection: "lots"))
            try await pool.run { session in
                try session.collection(database, "lots").bulk(ordered: true) { bulk in
                    try bulk.insert(["_id": 1, "x": 1])
                    try bulk.updateOne(["_id": 1], ["$set": ["x": 2]])
                }
                try session.collection(database, "other").insert([["_id": 9]], ordered: true)
                try session.collection(database, "lots").bulk(ordered: true) { bulk in
                    try bulk.replaceOne(["_id": 1], ["x": 3])
                    try bulk.deleteOne(["_id": 1])
                }
            }
            let words = try await Self.events(4, &lots).words
            // What an update looks up is the document as it is then: here it may be gone already.
            #expect(
                words.map { $0.split(separator: " ").prefix(3).joined(separator: " ") } == [
                    "insert lots 1", "update lots 1", "replace lots 1", "delete lots 1",
                ])
            #expect(words[0] == "insert lots 1 x=1" && words[2] == "replace lots 1 x=3" && words[3] == "delete lots 1")
            let others = try await Self.events(5, &all).words
            #expect(others.map { String($0.prefix { $0 != " " }) } == ["insert", "update", "insert", "replace", "delete"])
        }
    }

    @Test func aQuietStreamSaysThatItIsAlive() async throws {
        try await MongoScratch.use { pool, database in
            var changes = try await Self.open(pool.changes(database, collection: "lots"))
            for _ in 0..<3 {
                guard case .idle(let token?) = try await changes.next() else {
                    Issue.record("nothing happened, so it should say idle")
                    return
                }
                #expect(!token.isEmpty)
            }
        }
    }

    @Test func goesOnBehindAToken() async throws {
        try await MongoScratch.use { pool, database in
            var changes = try await Self.open(pool.changes(database, collection: "lots"))
            try await pool.insert(database, "lots", (0..<50).map { ["_id": .int32($0)] })
            let (words, token) = try await Self.events(20, &changes)
            #expect(words == (0..<20).map { "insert lots \($0) x=-" })
            var rest = try await Self.open(pool.changes(database, collection: "lots", startingAfter: token))
            #expect(try await Self.events(30, &rest).words == (20..<50).map { "insert lots \($0) x=-" })
        }
    }

    @Test func aSlowConsumerMissesNothing() async throws {
        try await MongoScratch.use { pool, database in
            var changes = try await Self.open(pool.changes(database, collection: "lots"))
            // More than is kept for it.
            try await pool.insert(database, "lots", MongoScratch.documents(5000))
            try await Clock.system.sleep(.milliseconds(1500))
            let words = try await Self.events(5000, &changes).words
            #expect(words == (0..<5000).map { "insert lots \($0) x=-" })
        }
    }

    @Test func aDroppedCollectionEndsNothing() async throws {
        try await MongoScratch.use { pool, database in
            try await pool.insert(database, "lots", [["_id": 0]])
            var changes = try await Self.open(pool.changes(database, collection: "lots"))
            try await pool.run { try $0.collection(database, "lots").drop() }
            try await pool.insert(database, "lots", [["_id": 1]])
            #expect(try await Self.events(3, &changes).words == ["drop lots -", "invalidate  -", "insert lots 1 x=-"])
        }
    }

    @Test func isThereForAReplicaSetOnly() async throws {
        try await MongoScratch.use(replicaSet: false) { pool, database in
            let problem = try await MongoScratch.problem {
                for try await _ in pool.changes(database, collection: nil) { Issue.record("there are none") }
            }
            #expect(problem.code == "mongo_changes_unavailable" && problem.family == .outside(retryable: false))
        }
    }

    @Test func endsWhenItsConsumerIsCalledOff() async throws {
        try await MongoScratch.use { pool, database in
            let isOpen = Atomic(false)
            let listener = Task {
                for try await change in pool.changes(database, collection: nil) {
                    if case .opened = change { isOpen.store(true, ordering: .sequentiallyConsistent) }
                }
            }
            while !isOpen.load(ordering: .sequentiallyConsistent) { try await Clock.system.sleep(.milliseconds(5)) }
            let began = Stopwatch.milliseconds()
            listener.cancel()
            try? await listener.value
            #expect(Stopwatch.milliseconds() - began < 5000)
        }
    }

    /// Streams have connections of their own: they leave those of the pool to others.
    @Test func moreStreamsThanThePoolIsLarge() async throws {
        try await MongoScratch.use(limits: MongoLimits(poolMax: 1)) { pool, database in
            var streams: [Changes.Iterator] = []
            for _ in 0..<5 { streams.append(try await Self.open(pool.changes(database, collection: "lots"))) }
            try await pool.insert(database, "lots", [["_id": 4]])
            for n in streams.indices { #expect(try await Self.events(1, &streams[n]).words == ["insert lots 4 x=-"]) }
        }
    }
}
