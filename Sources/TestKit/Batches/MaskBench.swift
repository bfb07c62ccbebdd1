// A team's batches and mask files on a real MongoDB, made and changed the way other programs do it: documents as old ones
// are, files in all states a broken upload leaves, nothing through the code under test.

import Kernel
import Mongo

/// One team's databases on a server, with names of their own.
public final class MaskBench: Sendable {
    public let pool: MongoPool
    public let batchesDatabase: String
    public let trainingDatabase: String
    public let crewDatabase: String
    public static let bucket = "training_metrics.masks"

    public init(url: String) throws {
        let name = Identifier.make(at: Clock.system.now()).lowercased()
        pool = try MongoPool(url: url)
        (batchesDatabase, trainingDatabase, crewDatabase) = ("b\(name)", "t\(name)", "c\(name)")
    }

    /// How much of a file is there.
    public enum Whole: Sendable, CaseIterable {
        case whole
        /// A piece in the middle is missing, the last one is cut short, or there is none.
        case missing, short, none
    }

    /// A file as it is to be made.
    public struct File: Sendable {
        public var id: BSONValue
        public var name: String
        public var length: Int
        public var at: Int64
        public var whole: Whole
        public init(_ name: String, length: Int, at: Int64, whole: Whole = .whole, id: BSONValue = .objectID(.make())) {
            (self.id, self.name, self.length, self.at, self.whole) = (id, name, length, at, whole)
        }
        static let chunk = 100

        var document: BSONDocument {
            [
                "_id": id, "length": .int64(Int64(length)), "chunkSize": 100, "uploadDate": .date(at), "filename": .string(name),
                "metadata": ["uploaded_by": "station 3"],
            ]
        }
        func chunks(_ whole: Whole) -> [BSONDocument] {
            var all: [BSONDocument] = []
            var (rest, n): (Int, Int32) = (length, 0)
            while rest > 0 {
                let size = min(rest, Self.chunk)
                all.append(["_id": .objectID(.make()), "files_id": id, "n": .int32(n), "data": .binary([UInt8](repeating: 7, count: size))])
                (rest, n) = (rest - size, n + 1)
            }
            guard let last = all.last, let bytes = last["data"] else { return all }
            switch whole {
            case .whole: break
            case .missing: all.remove(at: all.count / 2)
            case .none: all = []
            case .short:
                guard case .binary(let full) = bytes else { break }
                all[all.count - 1] = ["_id": .objectID(.make()), "files_id": id, "n": .int32(n - 1), "data": .binary(Array(full.dropLast()))]
            }
            return all
        }
    }

    public func prepare() async throws {
        try await pool.run { [self] session in
            try files(session).createIndex(["filename": 1, "uploadDate": 1], name: "filename_1_uploadDate_1", unique: false)
            try chunks(session).createIndex(["files_id": 1, "n": 1], name: "files_id_1_n_1", unique: true)
        }
    }

    public func files(_ session: MongoSession) -> MongoCollection { session.collection(trainingDatabase, Self.bucket + ".files") }
    public func chunks(_ session: MongoSession) -> MongoCollection { session.collection(trainingDatabase, Self.bucket + ".chunks") }
    public func batches(_ session: MongoSession) -> MongoCollection { session.collection(batchesDatabase, "batches") }
    public func crew(_ session: MongoSession) -> MongoCollection { session.collection(crewDatabase, "segmentadores") }

    /// Pieces first, then the document, as drivers do it.
    public func put(_ all: [File]) async throws {
        try await pool.run { [self] session in
            try chunks(session).insert(all.flatMap { $0.chunks($0.whole) }, ordered: false)
            try files(session).insert(all.map(\.document), ordered: false)
        }
    }

    public func remove(_ ids: [BSONValue]) async throws {
        try await pool.run { [self] session in
            try files(session).bulk(ordered: false) { bulk in for id in ids { try bulk.deleteOne(["_id": id]) } }
            try chunks(session).bulk(ordered: false) { bulk in for id in ids { try bulk.deleteMany(["files_id": id]) } }
        }
    }

    /// Gives a broken file all of its pieces.
    public func mend(_ file: File) async throws {
        try await pool.run { [self] session in
            try chunks(session).bulk(ordered: true) { try $0.deleteMany(["files_id": file.id]) }
            try chunks(session).insert(file.chunks(.whole), ordered: true)
        }
    }

    public func insert(_ documents: [BSONDocument]) async throws {
        try await pool.run { [self] in _ = try batches($0).insert(documents, ordered: false) }
    }

    public func all() async throws -> [BSONDocument] {
        try await pool.run { [self] session in
            var out: [BSONDocument] = []
            try batches(session).find([:], sort: ["_id": 1]) { out.append($0.document) }
            return out
        }
    }

    public func drop() async {
        let names = [batchesDatabase, trainingDatabase, crewDatabase]
        try? await pool.run { session in for name in names { _ = try session.command(name, ["dropDatabase": 1]) } }
    }
}
