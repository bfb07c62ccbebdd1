// Changes as the server tells them, read on a thread of their own that begins again where it stood when the line breaks.
// Nothing is left out and nothing told twice: each event brings the place behind it.

import CMongo
import Kernel

/// What a stream of changes tells.
public enum MongoChange: Sendable {
    /// Every change from now on is told; the place, where the server gives one.
    case opened(BSONDocument?)
    /// Nothing happened up to that place; comes about twice a second, and while the consumer is busy not at all.
    case idle(BSONDocument?)
    /// - Parameters:
    ///   - kind: `insert`, `update`, `replace`, `delete`, `drop`, `invalidate` and what else the server has.
    ///   - id: `_id` of the document.
    ///   - document: as it is when the event is read, which for an update may be later than the change.
    ///   - token: the place behind the event, for `startingAfter`.
    case event(kind: String, database: String, collection: String, id: BSONValue?, document: BSONDocument?, token: BSONDocument)
}

extension MongoPool {
    /// The changes of a database, or of one of its collections, until the consuming task is cancelled. A line that breaks
    /// is opened again, for as long as it takes, from behind the last event.
    /// - Parameter token: of an event, or of `opened` or `idle`; nil: from now on.
    /// - Throws: `mongo_changes_unavailable` on a server that is no replica set; `mongo_history_lost` when the server has
    ///   forgotten that place; `mongo_refused`, and whatever does not get better by itself.
    public func changes(
        _ database: String, collection: String?, startingAfter token: BSONDocument? = nil
    ) -> AsyncThrowingStream<MongoChange, any Error> {
        let mark = StopMark()
        // A consumer that is slow makes the thread wait, not the memory grow.
        return AsyncThrowingStream(bufferingPolicy: .bufferingOldest(1000)) { continuation in
            continuation.onTermination = { _ in mark.set() }
            let reader = MongoChangeReader(
                clients: clients, limits: limits, hosts: hosts, database: database, collection: collection, mark: mark,
                continuation: continuation)
            let isStarted = MongoThread.start {
                do {
                    try reader.run(from: token)
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            if !isStarted {
                continuation.finish(throwing: Problem(.outside(retryable: true), "mongo_away", ["hosts": hosts], cause: "no thread"))
            }
        }
    }
}

/// Reads one stream of changes on the thread that calls it.
private struct MongoChangeReader: Sendable {
    let clients: MongoClients
    let limits: MongoLimits
    let hosts: String
    let database: String
    let collection: String?
    let mark: StopMark
    let continuation: AsyncThrowingStream<MongoChange, any Error>.Continuation

    /// How long the server holds an answer when nothing happens; also how soon a cancelled reader notices.
    private static let quietMilliseconds: Int64 = 500

    func run(from token: BSONDocument?) throws {
        var place = token
        var isOpened = false
        var pause: UInt32 = 100
        while !mark.isSet {
            do {
                try clients.useExtra { client in
                    let session = MongoSession(client, mark: mark, limits: limits, hosts: hosts)
                    defer { session.end() }
                    try follow(session, client, &place, &isOpened) { pause = 100 }
                }
            } catch let problem as Problem where problem.isRetryable {
                Stopwatch.pause(milliseconds: pause)
                pause = min(pause * 2, 2000)
            }
        }
    }

    /// - Parameter isWell: called when the server has answered.
    private func follow(
        _ session: MongoSession, _ client: OpaquePointer, _ place: inout BSONDocument?, _ isOpened: inout Bool, _ isWell: () -> Void
    ) throws {
        guard try session.isReplicaSet else {
            throw Problem(
                .outside(retryable: false), "mongo_changes_unavailable", ["hosts": hosts],
                hint: "Changes are told by replica sets only; start the server with --replSet.")
        }
        var options: BSONDocument = ["fullDocument": "updateLookup", "maxAwaitTimeMS": .int64(Self.quietMilliseconds)]
        if let place { options.append("startAfter", .document(place)) }
        try watch(client, options) { stream in
            while !mark.isSet {
                var event: OpaquePointer?
                if mongoc_change_stream_next(stream, &event), let event {
                    let view = BSONView(of: event)
                    if !isOpened { isOpened = tell(.opened(place)) }
                    guard let change = try self.event(view) else { return }
                    guard tell(change) else { return }
                    if case .event(let kind, _, _, _, _, let token) = change {
                        place = token
                        // Such a stream is over for the server; another begins behind it.
                        if kind == "invalidate" { return }
                    }
                } else {
                    var error = bson_error_t()
                    var reply: OpaquePointer?
                    if mongoc_change_stream_error_document(stream, &error, &reply) {
                        throw problem(MongoFault(error, reply: reply.map { BSONView(of: $0).document }))
                    }
                    if let token = mongoc_change_stream_get_resume_token(stream) { place = BSONView(of: token).document }
                    if isOpened { continuation.yield(.idle(place)) } else { isOpened = tell(.opened(place)) }
                }
                isWell()
            }
        }
    }

    private func event(_ view: BSONView) throws -> MongoChange? {
        guard let token = view["_id"]?.document?.document, let kind = view["operationType"]?.string else {
            throw Problem(.outside(retryable: false), "mongo_failed", ["hosts": hosts, "code": "0", "message": "an event without a place"])
        }
        let space = view["ns"]?.document
        return .event(
            kind: kind, database: space?["db"]?.string ?? database, collection: space?["coll"]?.string ?? "",
            id: view["documentKey"]?.document?["_id"]?.value, document: view["fullDocument"]?.document?.document, token: token)
    }

    /// Waits until the consumer has room.
    /// - Returns: false where there is no consumer any more.
    private func tell(_ change: MongoChange) -> Bool {
        while true {
            switch continuation.yield(change) {
            case .enqueued: return true
            case .dropped where !mark.isSet: Stopwatch.pause(milliseconds: 5)
            default: return false
            }
        }
    }

    private func problem(_ fault: MongoFault) -> Problem {
        var problem = Problem(mongo: fault, hosts: hosts)
        // What the library could not take up again by itself, the server may: it says so.
        if fault.labels.contains("ResumableChangeStreamError"), !problem.isRetryable { problem.family = .outside(retryable: true) }
        return problem
    }

    private func watch(_ client: OpaquePointer, _ options: BSONDocument, _ body: (OpaquePointer) throws -> Void) throws {
        try withBSON([:]) { pipeline in
            try withBSON(options) { options in
                // Each is ours until the stream has ended.
                if let collection {
                    guard let opened = mongoc_client_get_collection(client, database, collection) else { return }
                    defer { mongoc_collection_destroy(opened) }
                    try follow(mongoc_collection_watch(opened, pipeline, options), body)
                } else {
                    guard let opened = mongoc_client_get_database(client, database) else { return }
                    defer { mongoc_database_destroy(opened) }
                    try follow(mongoc_database_watch(opened, pipeline, options), body)
                }
            }
        }
    }

    private func follow(_ stream: OpaquePointer?, _ body: (OpaquePointer) throws -> Void) throws {
        guard let stream else { throw Problem(.outside(retryable: true), "mongo_away", ["hosts": hosts]) }
        defer { mongoc_change_stream_destroy(stream) }
        try body(stream)
    }
}
