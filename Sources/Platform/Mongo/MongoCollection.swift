// What is read from a collection. Every walk runs to its end or throws.

import CMongo
import Kernel

/// A collection, as seen in one session; never to be kept longer than that.
public struct MongoCollection {
    let session: MongoSession
    public let database: String
    public let name: String

    /// Opens the collection for one call; that costs no round trip.
    func withCollection<T>(_ body: (OpaquePointer) throws -> T) throws -> T {
        let client = try session.live()
        guard let collection = mongoc_client_get_collection(client, database, name) else { throw Problem(.bug, "mongo_session_over") }
        // Ours until the call is over.
        defer { mongoc_collection_destroy(collection) }
        return try body(collection)
    }

    /// Every document that fits.
    /// - Parameters:
    ///   - batchSize: documents the server sends at once; nil: what it likes, up to 16 MB.
    ///   - hint: the keys of the index to use.
    ///   - each: gets a view that is valid only during the call; what it throws ends the walk.
    public func find(
        _ filter: BSONDocument, projection: BSONDocument? = nil, sort: BSONDocument? = nil, limit: Int64? = nil,
        batchSize: Int32? = nil, hint: BSONDocument? = nil, _ each: (BSONView) throws -> Void
    ) throws {
        var options = BSONDocument()
        if let projection { options.append("projection", .document(projection)) }
        if let sort { options.append("sort", .document(sort)) }
        if let limit { options.append("limit", .int64(limit)) }
        if let batchSize { options.append("batchSize", .int32(batchSize)) }
        if let hint { options.append("hint", .document(hint)) }
        try withCollection { collection in
            try withBSON(filter) { filter in
                try session.withOptions(options) { options in
                    try session.read(mongoc_collection_find_with_opts(collection, filter, options, nil), each)
                }
            }
        }
    }

    /// The first document that fits.
    public func first(_ filter: BSONDocument, projection: BSONDocument? = nil, sort: BSONDocument? = nil) throws -> BSONDocument? {
        var found: BSONDocument?
        try find(filter, projection: projection, sort: sort, limit: 1) { found = $0.document }
        return found
    }

    /// What a pipeline makes of the collection.
    /// - Parameters:
    ///   - allowDiskUse: whether the server may sort on its disk.
    ///   - each: as with `find`.
    public func aggregate(
        _ pipeline: [BSONDocument], batchSize: Int32? = nil, allowDiskUse: Bool = true, _ each: (BSONView) throws -> Void
    ) throws {
        var options = BSONDocument([("allowDiskUse", .bool(allowDiskUse))])
        if let batchSize { options.append("batchSize", .int32(batchSize)) }
        let stages = BSONDocument([("pipeline", .array(pipeline.map { .document($0) }))])
        try withCollection { collection in
            try withBSON(stages) { stages in
                try session.withOptions(options) { options in
                    try session.read(mongoc_collection_aggregate(collection, MONGOC_QUERY_NONE, stages, options, nil), each)
                }
            }
        }
    }

    /// How many documents fit, counted.
    public func count(_ filter: BSONDocument = [:]) throws -> Int64 {
        try withCollection { collection in
            try withBSON(filter) { filter in
                try session.withOptions([:]) { options in
                    try counted { mongoc_collection_count_documents(collection, filter, options, nil, nil, $0) }
                }
            }
        }
    }

    /// How many there are by the server's books: quick, and after a hard stop not exact. Not within a transaction.
    public func estimatedCount() throws -> Int64 {
        try withCollection { collection in
            try counted { mongoc_collection_estimated_document_count(collection, nil, nil, nil, $0) }
        }
    }

    private func counted(_ call: (UnsafeMutablePointer<bson_error_t>) -> Int64) throws -> Int64 {
        var error = bson_error_t()
        let count = call(&error)
        guard count >= 0 else { throw session.problem(MongoFault(error), isWrite: false) }
        return count
    }
}
