// What changes a collection. A write is acknowledged, or throws; one that may or may not have happened says so.

import CMongo
import Kernel

/// What became of a number of writes.
public struct MongoWriteResult: Sendable, Hashable {
    public var inserted = 0
    /// Found for an update or a replacement, whether or not it changed something.
    public var matched = 0
    public var modified = 0
    public var deleted = 0
    public var upserted = 0
    /// Writes the server refused, such as duplicates, by the place of the write in the bulk.
    public var errors: [MongoWriteError] = []

    public init() {}

    /// Of the library's answer.
    init(_ reply: BSONDocument) {
        func count(_ key: String) -> Int { Int(reply[key]?.int ?? 0) }
        inserted = count("nInserted")
        matched = count("nMatched")
        modified = count("nModified")
        deleted = count("nRemoved")
        upserted = count("nUpserted")
        errors = (reply["writeErrors"]?.array ?? []).compactMap(\.document).map {
            MongoWriteError(
                index: Int($0["index"]?.int ?? -1), code: Int32(truncatingIfNeeded: $0["code"]?.int ?? 0), message: $0["errmsg"]?.string ?? "")
        }
    }

    /// Everything that was done; nothing where nothing was.
    var done: Int { inserted + matched + deleted + upserted }
}

/// A write the server refused.
public struct MongoWriteError: Sendable, Hashable {
    /// Its place in the bulk, from 0.
    public var index: Int
    /// The server's code; 11000 is a duplicate.
    public var code: Int32
    /// The server's words; they may hold values of the document.
    public var message: String

    public init(index: Int, code: Int32, message: String) {
        self.index = index
        self.code = code
        self.message = message
    }

    public var isDuplicate: Bool { [11000, 11001, 12582].contains(code) }
}

extension MongoCollection {
    /// Adds documents.
    /// - Parameter ordered: whether to stop at the first that is refused.
    /// - Returns: also the documents that were refused; within a transaction, which is over then, those throw.
    @discardableResult
    public func insert(_ documents: [BSONDocument], ordered: Bool) throws -> MongoWriteResult {
        try bulk(ordered: ordered) { bulk in
            for document in documents { try bulk.insert(document) }
        }
    }

    /// Sends several writes together, as many at once as the server takes. Nothing is sent before `fill` is through, and
    /// nothing at all for none.
    /// - Parameter ordered: whether they are done in their order and stop at the first that is refused.
    /// - Returns: also the writes that were refused; within a transaction, which is over then, those throw.
    /// - Throws: `mongo_unknown_write` where some or all may or may not have been done; its `done` counts those known.
    @discardableResult
    public func bulk(ordered: Bool, _ fill: (inout MongoBulk) throws -> Void) throws -> MongoWriteResult {
        try withCollection { collection in
            try session.withOptions(["ordered": .bool(ordered)]) { options in
                guard let operation = mongoc_collection_create_bulk_operation_with_opts(collection, options) else {
                    throw Problem(.bug, "mongo_session_over")
                }
                // Ours until it was sent.
                defer { mongoc_bulk_operation_destroy(operation) }
                var bulk = MongoBulk(operation: operation, session: session)
                try fill(&bulk)
                guard bulk.count > 0 else { return MongoWriteResult() }
                _ = try session.live()
                return try send(operation)
            }
        }
    }

    private func send(_ operation: OpaquePointer) throws -> MongoWriteResult {
        var error = bson_error_t()
        return try withReply { reply in
            let server = mongoc_bulk_operation_execute(operation, reply, &error)
            let answer = BSONView(of: reply).document
            let result = MongoWriteResult(answer)
            if server != 0 { return result }
            let fault = MongoFault(error, reply: answer)
            let isRefusal =
                !result.errors.isEmpty && !fault.isOfTheLine && !fault.isOfSelection && !fault.isOfState
                && answer["writeConcernErrors"]?.array?.isEmpty != false
            if isRefusal, session.transaction == nil { return result }
            var problem = session.problem(fault, isWrite: true)
            if problem.isRetryable, session.transaction == nil, result.done > 0 || !result.errors.isEmpty {
                // Part of it was done: not as if nothing had been sent.
                problem.code = "mongo_unknown_write"
            }
            if problem.code == "mongo_unknown_write" { problem.parameters["done"] = String(result.done) }
            throw problem
        }
    }

    /// Changes one document and gives it back.
    /// - Parameter returnsNew: as it is after the change, not before.
    /// - Returns: nil where none fits (or, before an upsert, where there was none).
    public func findAndModify(
        filter: BSONDocument, update: BSONDocument, sort: BSONDocument? = nil, returnsNew: Bool, upsert: Bool
    ) throws -> BSONDocument? {
        let client = try session.live()
        var command: BSONDocument = ["findAndModify": .string(name), "query": .document(filter), "update": .document(update)]
        if let sort { command.append("sort", .document(sort)) }
        command.append("new", .bool(returnsNew))
        command.append("upsert", .bool(upsert))
        let answer = try withBSON(command) { command in
            try session.withOptions([:]) { options in
                try session.answer(isWrite: true) { reply, error in
                    mongoc_client_write_command_with_opts(client, database, command, options, reply, error)
                }
            }
        }
        return answer["value"]?.document
    }

    /// Makes an index, where there is none of that name.
    /// - Parameter keys: 1 or -1 per member, in the index's order.
    public func createIndex(_ keys: BSONDocument, name: String, unique: Bool) throws {
        let index: BSONDocument = ["key": .document(keys), "name": .string(name), "unique": .bool(unique)]
        try administer(["createIndexes": .string(self.name), "indexes": [.document(index)]])
    }

    /// Removes the collection with its indexes; that it was not there is no failure.
    public func drop() throws {
        do {
            try administer(["drop": .string(name)])
        } catch let problem as Problem where problem.code == "mongo_failed" && problem.parameters["code"] == "26" {}
    }

    private func administer(_ command: BSONDocument) throws {
        let client = try session.live()
        _ = try withBSON(command) { command in
            try session.withOptions([:]) { options in
                try session.answer(isWrite: true) { reply, error in
                    mongoc_client_write_command_with_opts(client, database, command, options, reply, error)
                }
            }
        }
    }
}
