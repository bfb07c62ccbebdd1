// Mask files in a bucket of MongoDB's GridFS. A file is present when its chunks add up to its length; a file that was seen
// whole once is not counted again, unless anything told of it has changed.

import Kernel
import Mongo

package struct GridFSMasks: MaskStore {
    let pool: MongoPool
    let database: String
    let bucket: String

    /// Files whose chunks are added up in one question.
    static let verifiedAtOnce = 1000

    package init(_ pool: MongoPool, database: String, bucket: String) { (self.pool, self.database, self.bucket) = (pool, database, bucket) }

    package var place: String { "\(pool.hosts)/\(database).\(bucket)" }
    package var key: String { "gridfs" + String(Digest.of(Array(place.utf8)).hex.prefix(16)) }

    package func scan(_ plan: SyncPlan, _ known: KnownMasks) async throws -> MaskScan {
        try await pool.run { session in
            let names = try session.collections(database)
            // A misspelt name looks like a bucket whose files are all gone.
            if !names.contains(bucket + ".files"), known.count > 0 || plan.entries.contains(where: { $0.now.hasFiles || $0.now.isUploaded }) {
                throw Problem(.input, "masks_bucket_missing", ["bucket": bucket, "database": database])
            }
            var scan = MaskScan(plan: plan, known: known)
            scan.isCompletenessKnown = names.contains(bucket + ".chunks")
            var reader = GridFSReader(
                chunks: scan.isCompletenessKnown ? session.collection(database, bucket + ".chunks") : nil, scan: scan)
            try session.collection(database, bucket + ".files").find([:]) { try reader.take($0) }
            try reader.finish()
            return reader.scan
        }
    }

    /// Chunks whose file is not there, and the ids they name.
    package func orphans() async throws -> (count: Int64, examples: [String]) {
        try await pool.run { session in
            var (count, examples): (Int64, [String]) = (0, [])
            guard try session.collections(database).contains(bucket + ".chunks") else { return (0, []) }
            try session.collection(database, bucket + ".chunks").aggregate([
                ["$group": ["_id": "$files_id", "chunks": ["$sum": 1]]],
                ["$lookup": ["from": .string(bucket + ".files"), "localField": "_id", "foreignField": "_id", "as": "file"]],
                ["$match": ["file": ["$size": 0]]],
            ]) { row in
                count += row["chunks"]?.int ?? 0
                if examples.count < 100, let id = row["_id"]?.value { examples.append(Self.text(id)) }
            }
            return (count, examples)
        }
    }

    package func count() async throws -> Int64 {
        try await pool.run { session in
            guard try session.collections(database).contains(bucket + ".files") else {
                throw Problem(.input, "masks_bucket_missing", ["bucket": bucket, "database": database])
            }
            return try session.collection(database, bucket + ".files").count()
        }
    }
    package func close() { pool.close() }

    package func listen(_ changed: @escaping @Sendable () -> Void) async throws {
        do {
            for try await change in pool.changes(database, collection: bucket + ".files") {
                switch change {
                case .opened, .event: changed()
                case .idle: break
                }
            }
        } catch let problem as Problem where problem.code == "mongo_changes_unavailable" {
            return
        }
    }

    package func open(_ id: String, bytesMax: Int64) async throws -> MaskReading {
        let value = Self.value(id)
        let file = try await pool.run { session in try session.bucket(database, bucket).file(id: value) }
        return try MaskReading(id, bytes: file.bytes, max: bytesMax) { offset in
            try await pool.run { session in
                try session.bucket(database, bucket).read(file, from: offset, bytesMax: MaskReading.pieceBytes)
            }
        }
    }

    /// An id as text: of the usual kind its hexadecimal digits, of any other a document.
    static func text(_ id: BSONValue) -> String {
        if case .objectID(let id) = id { return id.hex }
        return BSONDocument([("_id", id)]).extendedJSON
    }

    static func value(_ text: String) -> BSONValue {
        if let id = MongoID(hex: text) { return .objectID(id) }
        return (try? BSONDocument(extendedJSON: text))?["_id"] ?? .string(text)
    }
}

/// Walks over the documents of files.
private struct GridFSReader {
    let chunks: MongoCollection?
    var scan: MaskScan
    /// Files whose chunks have not been counted.
    private var waiting: [Waiting] = []

    private struct Waiting {
        var file: MaskFile
        var id: BSONValue
        /// How complete it was when it was looked at before.
        var known: MaskFile.Completeness?
    }

    init(chunks: MongoCollection?, scan: MaskScan) { (self.chunks, self.scan) = (chunks, scan) }

    mutating func take(_ document: BSONView) throws {
        var id: BSONField?
        var name = UnsafeRawBufferPointer(start: nil, count: 0)
        var (length, at): (Int64, Int64) = (0, 0)
        var metadata: BSONField?
        document.forEach { key, field in
            switch key.count {
            case 3 where key.isName("_id"): id = field
            case 8 where key.isName("filename"): name = field.utf8 ?? name
            case 6 where key.isName("length"): length = field.int ?? 0
            case 10 where key.isName("uploadDate"): at = field.date ?? 0
            case 8 where key.isName("metadata"): metadata = field
            default: break
            }
        }
        guard let id else { return }
        var hash = KnownMasks.Hash()
        hash.combine(id.raw)
        hash.combine(name)
        hash.combine(UInt64(bitPattern: length))
        hash.combine(UInt64(bitPattern: at))
        let meeting = scan.known.meet(hash.value)
        if meeting == .complete || meeting == .unknown && chunks == nil {
            scan.plan.add(file: name, at: at, isComplete: true)
            return
        }
        let by = metadata?.document?["uploaded_by"]?.utf8
        guard chunks != nil || meeting != nil || id.type != 0x07 || !name.isPlain || by.map({ !$0.isPlain || $0.count > 190 }) == true else {
            scan.plan.add(file: name, at: at, isComplete: true)
            id.raw.withHex { scan.new.append(hash.value, $0, name, by, length, at, .unknown) }
            return
        }
        let value = id.value
        let file = MaskFile(
            hash: hash.value, id: GridFSMasks.text(value), name: String(decoding: name, as: UTF8.self), bytes: length, uploadedAt: at,
            uploadedBy: by.map { String(decoding: $0, as: UTF8.self) }, completeness: .unknown)
        guard chunks != nil else {
            settle(file, known: meeting)
            return
        }
        waiting.append(Waiting(file: file, id: value, known: meeting))
        if waiting.count == GridFSMasks.verifiedAtOnce { try verify() }
    }

    mutating func finish() throws { if !waiting.isEmpty { try verify() } }

    /// Adds up the chunks of the files that wait, on the server: only sums travel.
    private mutating func verify() throws {
        var sums: [BSONValue: Int64] = [:]
        try chunks?.aggregate([
            ["$match": ["files_id": ["$in": .array(waiting.map(\.id))]]],
            ["$group": ["_id": "$files_id", "bytes": ["$sum": ["$binarySize": "$data"]]]],
        ]) { row in
            if let id = row["_id"]?.value { sums[id] = row["bytes"]?.int ?? 0 }
        }
        for entry in waiting {
            var file = entry.file
            file.completeness = sums[entry.id, default: 0] == file.bytes ? .complete : .incomplete
            settle(file, known: entry.known)
        }
        waiting.removeAll(keepingCapacity: true)
    }

    private mutating func settle(_ file: MaskFile, known: MaskFile.Completeness?) {
        var name = file.name
        name.withUTF8 { scan.plan.add(file: UnsafeRawBufferPointer($0), at: file.uploadedAt, isComplete: file.completeness != .incomplete) }
        // What is as incomplete as it was is noted already.
        if known == file.completeness { return }
        if known != nil { scan.settled.append(file.hash) }
        scan.new.append(file)
    }
}

extension UnsafeRawBufferPointer {
    /// Two small digits per byte, of at most twelve.
    fileprivate func withHex(_ body: (UnsafeRawBufferPointer) -> Void) {
        withUnsafeTemporaryAllocation(byteCount: 24, alignment: 1) { digits in
            let count = Swift.min(self.count, 12)
            for at in 0..<count {
                for (place, half) in [(2 * at, self[at] >> 4), (2 * at + 1, self[at] & 15)] { digits[place] = half < 10 ? 48 + half : 87 + half }
            }
            body(UnsafeRawBufferPointer(rebasing: digits[..<(2 * count)]))
        }
    }
}
