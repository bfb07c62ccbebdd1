// Files in a bucket: what was stored is what is read, to the byte, or it is said that it is not.

import Kernel
import Mongo
import TestKit
import Testing

@Suite(.enabled(if: MongoServer.lacks == nil))
struct MongoFileTests {
    static func content(_ count: Int) -> [UInt8] {
        var random = SeededRandom(seed: UInt64(count))
        return (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }

    /// Stores it, handed over in parts of that size.
    static func upload(_ content: [UInt8], parts: Int, to bucket: MongoBucket, chunkBytes: Int32 = 1000) throws -> MongoID {
        var at = 0
        return try bucket.upload(name: "mask.txt", metadata: ["lot": 7], chunkBytes: chunkBytes) {
            guard at < content.count else { return nil }
            defer { at += parts }
            return Array(content[at..<min(at + parts, content.count)])
        }
    }

    static func download(_ id: MongoID, from bucket: MongoBucket) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try bucket.download(id: .objectID(id)) { bytes.append(contentsOf: $0) }
        return bytes
    }

    @Test(arguments: [0, 1, 999, 1000, 1001, 2000, 25_300], [1, 333, 1000, 7000])
    func aFileComesBackAsItWasHoweverItIsCutUp(size: Int, parts: Int) async throws {
        guard size / parts < 3000 else { return }
        try await MongoScratch.use(replicaSet: false) { pool, database in
            let content = Self.content(size)
            try await pool.run { session in
                let bucket = session.bucket(database, "masks")
                let id = try Self.upload(content, parts: parts, to: bucket)
                #expect(try Self.download(id, from: bucket) == content)
                let file = try #require(try bucket.files.first(["_id": .objectID(id)]))
                #expect(file.members.map(\.0) == ["_id", "length", "chunkSize", "uploadDate", "filename", "metadata"])
                #expect(file["length"]?.int == Int64(size))
                #expect(file["metadata"]?.document == ["lot": 7])
                #expect(try bucket.chunks.count() == Int64((size + 999) / 1000))
                try bucket.delete(id: .objectID(id))
                #expect(try (bucket.chunks.count(), bucket.files.count()) == (0, 0))
            }
            let problem = try await MongoScratch.problem {
                try await pool.run { try $0.bucket(database, "masks").download(id: 5) { _ in } }
            }
            #expect(problem.code == "mongo_file_missing" && problem.family == .missing)
        }
    }

    @Test func aLargeFileGoesInSeveralBulks() async throws {
        try await MongoScratch.use { pool, database in
            let content = Self.content(20_000_000)
            try await pool.run { session in
                let bucket = session.bucket(database, "large")
                let id = try Self.upload(content, parts: 1_000_003, to: bucket, chunkBytes: 261_120)
                #expect(try Self.download(id, from: bucket) == content)
                // The indexes of the specification.
                let indexes = try session.command(database, ["listIndexes": "large.chunks"])
                let keys = indexes["cursor"]?.document?["firstBatch"]?.array?.compactMap { $0.document?["key"]?.document }
                #expect(keys == [["_id": 1], ["files_id": 1, "n": 1]])
            }
        }
    }

    /// What can be wrong with a file's pieces, as changes to the chunks.
    static let damages: [(String, @Sendable (MongoCollection) throws -> Void)] = [
        ("the first is gone", { try $0.bulk(ordered: true) { try $0.deleteOne(["n": 0]) } }),
        ("one in the middle is gone", { try $0.bulk(ordered: true) { try $0.deleteOne(["n": 3]) } }),
        ("the last is gone", { try $0.bulk(ordered: true) { try $0.deleteOne(["n": 5]) } }),
        ("all are gone", { try $0.bulk(ordered: true) { try $0.deleteMany([:]) } }),
        ("one is short", { try $0.bulk(ordered: true) { try $0.updateOne(["n": 2], ["$set": ["data": .binary([1, 2])]]) } }),
        ("one is no bytes", { try $0.bulk(ordered: true) { try $0.updateOne(["n": 2], ["$set": ["data": "text"]]) } }),
        (
            "one is too many",
            { chunks in
                let last = try #require(try chunks.first(["n": 5]))
                try chunks.insert([["files_id": last["files_id"] ?? nil, "n": 6, "data": .binary([1])]], ordered: true)
            }
        ),
    ]

    @Test(arguments: damages.indices)
    func aDamagedFileIsNeverTakenForAWholeOne(damage: Int) async throws {
        try await MongoScratch.use(replicaSet: false) { pool, database in
            let id = try await pool.run { session in
                let bucket = session.bucket(database, "masks")
                let id = try Self.upload(Self.content(5500), parts: 5500, to: bucket)
                try Self.damages[damage].1(bucket.chunks)
                return id
            }
            let problem = try await MongoScratch.problem {
                _ = try await pool.run { try Self.download(id, from: $0.bucket(database, "masks")) }
            }
            #expect(problem.code == "mongo_file_damaged" && problem.parameters["id"] == id.hex, "\(Self.damages[damage].0)")
        }
    }

    @Test func anUploadThatBreaksOffLeavesNothing() async throws {
        struct Gone: Error {}
        try await MongoScratch.use { pool, database in
            await #expect(throws: Gone.self) {
                try await pool.run { session in
                    var sent = 0
                    _ = try session.bucket(database, "masks").upload(name: "x") {
                        sent += 1
                        if sent > 12 { throw Gone() }
                        return Array(repeating: 7, count: 1_000_000)
                    }
                }
            }
            try await pool.run { session in
                let bucket = session.bucket(database, "masks")
                let left = try (bucket.chunks.count(), bucket.files.count())
                #expect(left == (0, 0))
            }
        }
    }
}
