// Writes that are collected to be sent together.

import CMongo
import Kernel

/// The writes of one bulk, inside the closure that fills it. Documents are copied when they are added.
public struct MongoBulk {
    /// Of the one who sends it.
    let operation: OpaquePointer
    let session: MongoSession
    /// How many writes there are.
    public private(set) var count = 0
    private static let upserting: BSONDocument = ["upsert": true]

    init(operation: OpaquePointer, session: MongoSession) {
        self.operation = operation
        self.session = session
    }

    public mutating func insert(_ document: BSONDocument) throws {
        let operation = operation
        try withBSON(document) { document in
            try add { mongoc_bulk_operation_insert_with_opts(operation, document, nil, $0) }
        }
    }

    /// - Parameter update: operators such as `$set`.
    public mutating func updateOne(_ filter: BSONDocument, _ update: BSONDocument, upsert: Bool = false) throws {
        let operation = operation
        try withBSON(filter) { filter in
            try withBSON(update) { update in
                try withOptionalBSON(upsert ? Self.upserting : nil) { options in
                    try add { mongoc_bulk_operation_update_one_with_opts(operation, filter, update, options, $0) }
                }
            }
        }
    }

    /// - Parameter update: operators such as `$set`, for every document that fits.
    public mutating func updateMany(_ filter: BSONDocument, _ update: BSONDocument) throws {
        let operation = operation
        try withBSON(filter) { filter in
            try withBSON(update) { update in
                try add { mongoc_bulk_operation_update_many_with_opts(operation, filter, update, nil, $0) }
            }
        }
    }

    public mutating func replaceOne(_ filter: BSONDocument, _ document: BSONDocument, upsert: Bool = false) throws {
        let operation = operation
        try withBSON(filter) { filter in
            try withBSON(document) { document in
                try withOptionalBSON(upsert ? Self.upserting : nil) { options in
                    try add { mongoc_bulk_operation_replace_one_with_opts(operation, filter, document, options, $0) }
                }
            }
        }
    }

    public mutating func deleteOne(_ filter: BSONDocument) throws {
        let operation = operation
        try withBSON(filter) { filter in try add { mongoc_bulk_operation_remove_one_with_opts(operation, filter, nil, $0) } }
    }

    public mutating func deleteMany(_ filter: BSONDocument) throws {
        let operation = operation
        try withBSON(filter) { filter in try add { mongoc_bulk_operation_remove_many_with_opts(operation, filter, nil, $0) } }
    }

    /// The library refuses what it can see to be wrong, such as an update without operators.
    private mutating func add(_ call: (UnsafeMutablePointer<bson_error_t>) -> Bool) throws {
        var error = bson_error_t()
        guard call(&error) else {
            throw Problem(.input, "mongo_failed", ["hosts": session.hosts, "code": String(error.code), "message": MongoFault.text(of: error)])
        }
        count += 1
    }
}
