// One client's socket as the rest of the server sees it: who it is, whether it is still there, and which piece of work
// to cancel when it leaves. The socket's own event loop writes here; the task that answers reads.

import NIOCore
import Synchronization

final class Connection: Sendable {
    /// The connection whose requests the current task answers.
    @TaskLocal static var current: Connection?

    /// The client's address, without the port.
    let address: String
    private let channel: any Channel
    private let state = Mutex(State())

    private struct State {
        var isClosed = false
        var isHalfClosed = false
        var requestsBegun = 0
        var bodiesComplete = 0
        var work: Work?
    }

    private struct Work {
        var isEventStream: Bool
        var cancel: @Sendable () -> Void
    }

    init(channel: any Channel) {
        self.channel = channel
        address = channel.remoteAddress?.ipAddress ?? "local"
    }

    // What the socket tells.

    func bodyCompleted() { state.withLock { $0.bodiesComplete += 1 } }

    /// The client sends nothing more. It may still read an answer, but a browser that left looks the same, so what
    /// would never end by itself is ended.
    func halfClosed() {
        let work = state.withLock { state -> Work? in
            state.isHalfClosed = true
            return state.work
        }
        if let work, work.isEventStream { work.cancel() }
    }

    func closed() {
        let work = state.withLock { state -> Work? in
            state.isClosed = true
            return state.work
        }
        work?.cancel()
    }

    // What the answering task asks.

    /// Counts requests, so that the end of a body can be told from the end of the line.
    func beginRequest() -> Int {
        state.withLock {
            $0.requestsBegun += 1
            return $0.requestsBegun
        }
    }

    func isBodyComplete(of request: Int) -> Bool { state.withLock { $0.bodiesComplete >= request } }

    /// Tells a client that asked for it to send its body.
    func askForBody() { channel.triggerUserOutboundEvent(BodyWanted(), promise: nil) }

    /// Runs work that is cancelled when the client leaves or the surrounding task is cancelled.
    func run<T: Sendable>(isEventStream: Bool = false, _ operation: @escaping @Sendable () async throws -> T)
        async throws -> T
    {
        let task = Task(operation: operation)
        let isGone = state.withLock { state in
            state.work = Work(isEventStream: isEventStream) { task.cancel() }
            return state.isClosed || (isEventStream && state.isHalfClosed)
        }
        if isGone { task.cancel() }
        defer { state.withLock { $0.work = nil } }
        return try await withTaskCancellationHandler {
            try await task.value
        } onCancel: {
            task.cancel()
        }
    }

    /// Ends an event stream, which has no end of its own.
    func endEventStream() {
        let work = state.withLock { $0.work }
        if let work, work.isEventStream { work.cancel() }
    }

    func close() { channel.close(mode: .all, promise: nil) }
}

/// Sent down the pipeline when a handler starts to read the body.
struct BodyWanted: Sendable {}

/// All connections of one server.
final class OpenConnections: Sendable {
    private let open = Mutex<[ObjectIdentifier: Connection]>([:])

    func add(_ connection: Connection) { open.withLock { $0[ObjectIdentifier(connection)] = connection } }
    func remove(_ connection: Connection) { _ = open.withLock { $0.removeValue(forKey: ObjectIdentifier(connection)) } }
    var all: [Connection] { open.withLock { Array($0.values) } }
    var count: Int { open.withLock { $0.count } }
}
