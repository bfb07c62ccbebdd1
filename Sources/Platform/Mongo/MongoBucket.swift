// Files in MongoDB, in the layout of the GridFS specification: one document per file in NAME.files, its bytes in pieces in
// NAME.chunks. A download is whole, or it throws: every piece is counted and measured against the file's document.

import Kernel

/// A bucket of files, as seen in one session; never to be kept longer than that.
public struct MongoBucket {
    /// The documents of the files.
    public let files: MongoCollection
    /// Their pieces.
    public let chunks: MongoCollection
    /// Where the date of an upload comes from.
    public var clock = Clock.system

    /// The most bytes of pieces that are sent at once.
    private static let sentAtOnce = 8 << 20

    /// Stores a file. Its document comes last, so that nobody sees half a file; when something fails before that, the
    /// pieces are removed, as far as the server can still be reached.
    /// - Parameters:
    ///   - chunkBytes: of a piece, up to 15 MiB.
    ///   - next: the next bytes, as many as it likes; nil at the end.
    /// - Returns: the `_id` of the file.
    public func upload(
        name: String, metadata: BSONDocument? = nil, chunkBytes: Int32 = 261_120, _ next: () throws -> [UInt8]?
    ) throws -> MongoID {
        try prepare()
        let id = MongoID.make()
        let size = max(1, min(Int(chunkBytes), 15 << 20))
        do {
            let length = try sendChunks(of: id, size: size, next)
            var file: BSONDocument = [
                "_id": .objectID(id), "length": .int64(length), "chunkSize": .int32(Int32(size)),
                "uploadDate": .date(clock.now().milliseconds), "filename": .string(name),
            ]
            if let metadata { file.append("metadata", .document(metadata)) }
            try demand(files.insert([file], ordered: true))
        } catch {
            if files.session.transaction == nil { try? remove(id) }
            throw error
        }
        return id
    }

    /// Reads a file, piece by piece.
    /// - Parameter each: gets the bytes of a piece, valid only during the call; what it throws ends the download.
    /// - Throws: `mongo_file_missing`; `mongo_file_damaged` where pieces are missing or have another length.
    public func download(id: BSONValue, _ each: (UnsafeRawBufferPointer) throws -> Void) throws {
        let file = try file(id: id)
        let (length, size) = (file.bytes, file.pieceBytes)
        var (index, done): (Int64, Int64) = (0, 0)
        // An empty file may have an empty piece, or none.
        try chunks.find(["files_id": id], projection: ["n": 1, "data": 1], sort: ["n": 1]) { chunk in
            guard chunk["n"]?.int == index, let data = chunk["data"]?.binary, Int64(data.count) == min(size, length - done) else {
                throw damaged(id)
            }
            index += 1
            done += Int64(data.count)
            try each(data)
        }
        guard done == length else { throw damaged(id) }
    }

    /// What is told of a file, for `read`.
    public struct File: Sendable {
        public let id: BSONValue
        public let bytes: Int64
        /// Of each piece but the last.
        let pieceBytes: Int64
    }

    /// - Throws: `mongo_file_missing`; `mongo_file_damaged` where its document says no lengths.
    public func file(id: BSONValue) throws -> File {
        guard let file = try files.first(["_id": id]) else { throw missing(id) }
        guard let length = file["length"]?.int, let size = file["chunkSize"]?.int, length >= 0, size > 0 else { throw damaged(id) }
        return File(id: id, bytes: length, pieceBytes: size)
    }

    /// Some of a file's pieces, for readers who take their time: no connection is held between two calls.
    /// - Parameters:
    ///   - offset: where a piece begins: what has been read before came to.
    ///   - bytesMax: at most so many, but one piece at least.
    /// - Returns: nothing at the end.
    /// - Throws: `mongo_file_damaged` as `download` does.
    public func read(_ file: File, from offset: Int64, bytesMax: Int64) throws -> [UInt8] {
        guard offset < file.bytes else { return [] }
        var bytes: [UInt8] = []
        var index = offset / file.pieceBytes
        try chunks.find(
            ["files_id": file.id, "n": ["$gte": .int64(index)]], projection: ["n": 1, "data": 1], sort: ["n": 1],
            limit: max(1, bytesMax / file.pieceBytes)
        ) { chunk in
            let rest = file.bytes - offset - Int64(bytes.count)
            guard chunk["n"]?.int == index, let data = chunk["data"]?.binary, Int64(data.count) == min(file.pieceBytes, rest) else {
                throw damaged(file.id)
            }
            index += 1
            bytes.append(contentsOf: data)
        }
        guard !bytes.isEmpty else { throw damaged(file.id) }
        return bytes
    }

    /// Removes a file and its pieces.
    /// - Throws: `mongo_file_missing`, after pieces that were left over are removed.
    public func delete(id: BSONValue) throws {
        let files = try demand(files.bulk(ordered: true) { try $0.deleteOne(["_id": id]) })
        try demand(chunks.bulk(ordered: true) { try $0.deleteMany(["files_id": id]) })
        if files.deleted == 0 { throw missing(id) }
    }

    /// The indexes the specification asks for, before the first file. Not in a transaction, where both collections have
    /// to be there already.
    private func prepare() throws {
        guard files.session.transaction == nil, try files.first([:], projection: ["_id": 1]) == nil else { return }
        try files.createIndex(["filename": 1, "uploadDate": 1], name: "filename_1_uploadDate_1", unique: false)
        try chunks.createIndex(["files_id": 1, "n": 1], name: "files_id_1_n_1", unique: true)
    }

    private func sendChunks(of id: MongoID, size: Int, _ next: () throws -> [UInt8]?) throws -> Int64 {
        var (rest, ready, waiting): ([UInt8], [BSONDocument], Int) = ([], [], 0)
        var (index, length): (Int32, Int64) = (0, 0)
        func take(_ bytes: ArraySlice<UInt8>) throws {
            ready.append([
                "_id": .objectID(.make()), "files_id": .objectID(id), "n": .int32(index), "data": .binary(Array(bytes)),
            ])
            index += 1
            length += Int64(bytes.count)
            waiting += bytes.count
            if waiting >= Self.sentAtOnce { try send() }
        }
        func send() throws {
            try demand(chunks.insert(ready, ordered: true))
            (ready, waiting) = ([], 0)
        }
        while let bytes = try next() {
            rest += bytes
            var start = 0
            while rest.count - start >= size {
                try take(rest[start..<start + size])
                start += size
            }
            rest.removeFirst(start)
        }
        if !rest.isEmpty { try take(rest[...]) }
        try send()
        return length
    }

    private func remove(_ id: MongoID) throws {
        try chunks.bulk(ordered: true) { try $0.deleteMany(["files_id": .objectID(id)]) }
        try files.bulk(ordered: true) { try $0.deleteOne(["_id": .objectID(id)]) }
    }

    /// A write the server refused is a failure here.
    @discardableResult
    private func demand(_ result: MongoWriteResult) throws -> MongoWriteResult {
        guard let error = result.errors.first else { return result }
        if error.isDuplicate { throw Problem(.conflict, "mongo_duplicate") }
        throw Problem(
            .outside(retryable: false), "mongo_failed",
            ["hosts": files.session.hosts, "code": String(error.code), "message": MongoFault.withoutValues(error.message)])
    }

    private func missing(_ id: BSONValue) -> Problem { Problem(.missing, "mongo_file_missing", ["id": Self.text(id)]) }
    private func damaged(_ id: BSONValue) -> Problem {
        Problem(.outside(retryable: false), "mongo_file_damaged", ["id": Self.text(id), "bucket": files.name])
    }

    private static func text(_ id: BSONValue) -> String {
        switch id {
        case .objectID(let id): id.hex
        case .string(let text): text
        default: BSONDocument([("_id", id)]).extendedJSON
        }
    }
}

extension MongoSession {
    /// A bucket of files, which is made by its first upload.
    public func bucket(_ database: String, _ name: String) -> MongoBucket {
        MongoBucket(files: collection(database, name + ".files"), chunks: collection(database, name + ".chunks"))
    }
}
