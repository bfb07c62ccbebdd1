// One piece of work on a connection: what is asked of the deployment as a whole. Collections and buckets are got from here.

import CMongo
import Kernel

/// A connection, lent for as long as the closure of `MongoPool.run` runs; never to be kept or handed to another thread.
public final class MongoSession {
    /// Lent by the pool, nil once it went back.
    private var client: OpaquePointer?
    let mark: StopMark
    let limits: MongoLimits
    let hosts: String
    /// Owned while a transaction runs.
    var transaction: OpaquePointer?
    /// What the server said last about trying again, within a transaction.
    var labels: Set<String> = []
    private var greeting: BSONDocument?

    init(_ client: OpaquePointer, mark: StopMark, limits: MongoLimits, hosts: String) {
        self.client = client
        self.mark = mark
        self.limits = limits
        self.hosts = hosts
    }

    func end() { client = nil }

    /// The client, where nobody has asked to stop.
    func live() throws -> OpaquePointer {
        guard let client else { throw Problem(.bug, "mongo_session_over") }
        try mark.check()
        return client
    }

    /// Asks for an answer, whatever it is; also signs in.
    public func ping() throws { _ = try command("admin", ["ping": 1]) }

    /// What the server says of itself.
    public func hello() throws -> BSONDocument {
        let answer = try command("admin", ["hello": 1])
        greeting = answer
        return answer
    }

    /// Whether there are transactions and streams of changes: a replica set, or a router before some.
    public var isReplicaSet: Bool {
        get throws {
            let greeting = try greeting ?? hello()
            return greeting["setName"] != nil || greeting["msg"]?.string == "isdbgrid"
        }
    }

    /// A command that reads or administers; it is not sent again when the line breaks.
    public func command(_ database: String, _ command: BSONDocument) throws -> BSONDocument {
        let client = try live()
        return try withBSON(command) { command in
            try withOptions([:]) { options in
                try answer(isWrite: false) { reply, error in
                    mongoc_client_command_with_opts(client, database, command, nil, options, reply, error)
                }
            }
        }
    }

    public func collection(_ database: String, _ name: String) -> MongoCollection {
        MongoCollection(session: self, database: database, name: name)
    }

    /// The names of the databases this user may see, sorted.
    public func databases() throws -> [String] {
        let answer = try command("admin", ["listDatabases": 1, "nameOnly": true, "authorizedDatabases": true])
        return (answer["databases"]?.array ?? []).compactMap { $0.document?["name"]?.string }.sorted()
    }

    /// The names of the collections of a database, sorted.
    public func collections(_ database: String) throws -> [String] {
        let client = try live()
        guard let opened = mongoc_client_get_database(client, database) else { throw Problem(.bug, "mongo_session_over") }
        defer { mongoc_database_destroy(opened) }
        var names: [String] = []
        try withOptions(["nameOnly": true, "authorizedCollections": true]) { options in
            try read(mongoc_database_find_collections_with_opts(opened, options)) { view in
                if let name = view["name"]?.string { names.append(name) }
            }
        }
        return names.sorted()
    }

    // MARK: - What collections share

    /// Options as the client library wants them, with the transaction that runs.
    func withOptions<T>(_ options: BSONDocument, _ body: (OpaquePointer) throws -> T) throws -> T {
        guard let transaction else { return try withBSON(options) { try body($0) } }
        // A copy of ours, to which the library adds the transaction.
        guard let copy = bson_new_from_data(options.bytes, options.bytes.count) else { throw Problem(.bug, "bson_invalid") }
        defer { bson_destroy(copy) }
        var error = bson_error_t()
        guard mongoc_client_session_append(transaction, copy, &error) else { throw problem(MongoFault(error), isWrite: false) }
        return try body(copy)
    }

    /// Makes a call that says whether it went well, and gives its answer.
    func answer(
        isWrite: Bool, _ call: (OpaquePointer, UnsafeMutablePointer<bson_error_t>) -> Bool
    ) throws -> BSONDocument {
        var error = bson_error_t()
        // The library sets the answer up itself, so ours is emptied first by setting it up again.
        return try withReply { reply in
            let isDone = call(reply, &error)
            let answer = BSONView(of: reply).document
            guard isDone else { throw problem(MongoFault(error, reply: answer), isWrite: isWrite) }
            return answer
        }
    }

    /// Walks a cursor to its end, and throws where it broke off: half an answer is never taken for a whole one.
    /// - Parameter cursor: taken over and destroyed here.
    func read(_ cursor: OpaquePointer?, _ each: (BSONView) throws -> Void) throws {
        guard let cursor else { throw Problem(.outside(retryable: true), "mongo_failed", ["hosts": hosts, "code": "0", "message": "no cursor"]) }
        defer { mongoc_cursor_destroy(cursor) }
        var document: OpaquePointer?
        while mongoc_cursor_next(cursor, &document) {
            try mark.check()
            if let document { try each(BSONView(of: document)) }
        }
        var error = bson_error_t()
        var reply: OpaquePointer?
        if mongoc_cursor_error_document(cursor, &error, &reply) {
            throw problem(MongoFault(error, reply: reply.map { BSONView(of: $0).document }), isWrite: false)
        }
        try mark.check()
    }

    /// The Problem of a fault; within a transaction also kept, for what may be tried again.
    func problem(_ fault: MongoFault, isWrite: Bool) -> Problem {
        if transaction != nil { labels.formUnion(fault.labels) }
        // Within a transaction nothing has happened before its end.
        return Problem(mongo: fault, hosts: hosts, isWrite: isWrite && transaction == nil)
    }
}
