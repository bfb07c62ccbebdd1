// The mask files of a plant in GridFS and the batches they belong to, made from a seed. What a sync must come to is told
// while they are made, and in words that are not the feature's.

import Foundation
import Kernel
import Mongo
import TestKit

/// So many files and batches in the database `gemba` of a server; a fifth of the numbers on files have no batch.
struct MaskPlant: Sendable {
    let files: Int
    let batches: Int
    /// One small chunk per file, or no collection of chunks at all.
    let hasChunks: Bool
    /// What each batch must say afterwards, from batch 0 on.
    private(set) var expected: [Expected]

    struct Expected: Sendable {
        var count: Int32 = 0
        var last: Int64 = 0
    }

    static let database = "gemba"
    static let bucket = "training_metrics.masks"
    private static let pieceMax = 5000
    private static let firstUpload: Int64 = 1_735_689_600_000

    init(files: Int, batches: Int, hasChunks: Bool) {
        (self.files, self.batches, self.hasChunks) = (files, batches, hasChunks)
        expected = [Expected](repeating: Expected(), count: batches)
        for place in 0..<files {
            let file = file(place)
            guard let batch = file.batch, batch < batches else { continue }
            expected[batch].count += 1
            expected[batch].last = max(expected[batch].last, file.at)
        }
    }

    /// Batches that have files.
    var updates: Int { expected.count { $0.count > 0 } }

    /// Every fourth batch is of another family.
    private func number(_ batch: Int) -> String {
        let digits = String(batch + 1)
        let text = String(repeating: "0", count: max(0, 6 - digits.count)) + digits
        return batch % 4 == 3 ? "T" + text : text + "F"
    }

    private func file(_ place: Int) -> (name: String, at: Int64, batch: Int?, random: SeededRandom) {
        var random = SeededRandom(seed: 5).forked(UInt64(place))
        let (kind, batch) = (random.below(100), random.below(batches * 5 / 4))
        let at = Self.firstUpload + Int64(random.below(30_000_000_000))
        switch kind {
        case ..<90: return ("masks_batch_\(number(batch)).tar.xz", at, batch, random)
        case ..<93: return ("Masks_batch_\(number(batch)).TAR.XZ", at, batch, random)
        case ..<95: return ("masks_batch_\(number(batch)) (1).tar.xz", at, batch, random)
        default: return ("other_\(batch).bin", at, nil, random)
        }
    }

    // MARK: putting it there

    func fillFiles(_ session: MongoSession) throws {
        let files = session.collection(Self.database, Self.bucket + ".files")
        let chunks = session.collection(Self.database, Self.bucket + ".chunks")
        try files.drop()
        try chunks.drop()
        try files.createIndex(["filename": 1, "uploadDate": 1], name: "filename_1_uploadDate_1", unique: false)
        if hasChunks { try chunks.createIndex(["files_id": 1, "n": 1], name: "files_id_1_n_1", unique: true) }
        var (documents, pieces): ([BSONDocument], [BSONDocument]) = ([], [])
        for place in 0..<self.files {
            var (name, at, _, random) = file(place)
            let (id, content) = (MongoID.make(), (0..<(24 + random.below(40))).map { UInt8(truncatingIfNeeded: $0) })
            let digest = String(random.next(), radix: 16) + String(random.next(), radix: 16)
            documents.append([
                "_id": .objectID(id), "filename": .string(name), "uploadDate": .date(at),
                "length": .int64(hasChunks ? Int64(content.count) : Int64(random.within(100_000...999_999_999))), "chunkSize": 261_120,
                "md5": .string(String(repeating: "0", count: 32 - digest.utf8.count) + digest),
                "metadata": ["uploaded_by": .string("user\(random.below(40))")],
            ])
            if hasChunks { pieces.append(["files_id": .objectID(id), "n": 0, "data": .binary(content)]) }
            if documents.count == Self.pieceMax || place == self.files - 1 {
                try files.insert(documents, ordered: false)
                if hasChunks { try chunks.insert(pieces, ordered: false) }
                documents.removeAll(keepingCapacity: true)
                pieces.removeAll(keepingCapacity: true)
            }
        }
    }

    /// Batches of which nothing is noted.
    func fillBatches(_ session: MongoSession) throws {
        let collection = session.collection(Self.database, "batches")
        try collection.drop()
        try collection.createIndex(["id": 1], name: "id_1", unique: true)
        var place = 0
        while place < batches {
            let documents = (place..<min(place + Self.pieceMax, batches)).map { batch -> BSONDocument in
                [
                    "_id": id(batch), "id": .string("batch_" + number(batch)), "assignee": .null, "status": "NS", "mongo_uploaded": false,
                    "file_info": ["file_count": 0, "last_file_upload": .null, "has_files": false], "comments": "",
                    "folder": .string("/nas/\(batch / 100)"), "metadata": ["assigned_at": .null, "priority": .int32(Int32(batch % 5))],
                ]
            }
            try collection.insert(documents, ordered: false)
            place += Self.pieceMax
        }
    }

    private func id(_ batch: Int) -> BSONValue {
        let digits = String(batch + 1, radix: 16)
        return MongoID(hex: "6774" + String(repeating: "0", count: 20 - digits.utf8.count) + digits).map { .objectID($0) } ?? .null
    }

    // MARK: what it must come to

    /// The updates that a sync comes to, ready to be sent: by `_id`, without a condition.
    var replay: [[(filter: BSONDocument, update: BSONDocument)]] {
        let all = expected.indices.filter { expected[$0].count > 0 }.map { batch -> (BSONDocument, BSONDocument) in
            let what = expected[batch]
            return (
                ["_id": id(batch)],
                [
                    "$set": [
                        "mongo_uploaded": true, "file_info.file_count": .int32(what.count),
                        "file_info.last_file_upload": .string(Self.text(what.last)),
                        "file_info.has_files": true,
                    ]
                ]
            )
        }
        return stride(from: 0, to: all.count, by: 1000).map { Array(all[$0..<min($0 + 1000, all.count)]) }
    }

    private static func text(_ milliseconds: Int64) -> String {
        var (seconds, parts) = (time_t(milliseconds / 1000), tm())
        gmtime_r(&seconds, &parts)
        return String(
            format: "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min,
            parts.tm_sec, Int32(milliseconds % 1000))
    }

    /// Holds every batch against what it must say.
    func check(_ session: MongoSession) throws {
        var seen = 0
        try session.collection(Self.database, "batches").find([:], sort: ["_id": 1]) { document in
            let (want, info) = (expected[seen], document["file_info"]?.document)
            let last = want.count > 0 ? Self.text(want.last) : nil
            guard document["id"]?.string == "batch_" + number(seen), document["mongo_uploaded"]?.bool == (want.count > 0),
                info?["file_count"]?.int == Int64(want.count), info?["last_file_upload"]?.string == last, info?["has_files"]?.bool == (want.count > 0)
            else { throw BenchFailure("batch \(seen) is not what its files say: \(document.document)") }
            seen += 1
        }
        guard seen == batches else { throw BenchFailure("\(seen) batches of \(batches)") }
    }
}
