// Who wants to hear that something changed: pages with live regions, each with a set of topics. An event says only that
// a topic changed, so a listener that is slow misses nothing by hearing it once for many times.

import Kernel
import Synchronization

/// Hands events to listeners. Publishing never waits.
public final class EventHub: Sendable {
    /// Listeners at once: open pages of all readers, each with a socket.
    public static let listenersMax = 500
    /// Topics of one listener.
    public static let topicsMax = 32

    private struct State {
        var nextID = 0
        var listeners: [Int: EventListener] = [:]
        var lastAt: [String: Instant] = [:]
    }
    private let state = Mutex(State())

    public init() {}

    /// Tells everybody who listens to this topic.
    public func publish(topic: String) {
        let listeners = state.withLock { state in
            state.lastAt[topic] = Clock.system.now()
            return state.listeners.values.filter { $0.topics.contains(topic) }
        }
        for listener in listeners { listener.hear(.topic(topic)) }
    }

    /// Events of these topics from now on, until the stream is dropped or its task cancelled. At most one event per
    /// topic waits.
    /// - Parameter since: what was told at this time or later is told first: a page hears what happened between its
    ///   being drawn and its listening.
    /// - Throws: `event_listeners_full`, `event_topics_many`.
    public func stream(topics: Set<String>, since: Instant? = nil) throws(Problem) -> EventStream {
        guard topics.count <= Self.topicsMax else {
            throw Problem(.input, "event_topics_many", ["limit": String(Self.topicsMax)])
        }
        let (events, continuation) = AsyncStream<EventStream.Event>.makeStream()
        let listener = EventListener(topics: topics, continuation: continuation)
        let id = state.withLock { state -> Int? in
            guard state.listeners.count < Self.listenersMax else { return nil }
            state.nextID += 1
            state.listeners[state.nextID] = listener
            if let since {
                for topic in topics where state.lastAt[topic].map({ $0 >= since }) ?? false { listener.hear(.topic(topic)) }
            }
            return state.nextID
        }
        guard let id else {
            throw Problem(.outside(retryable: true), "event_listeners_full", ["limit": String(Self.listenersMax)])
        }
        continuation.onTermination = { [weak self] _ in self?.remove(id) }
        return EventStream(events: events, listener: listener)
    }

    public var listenerCount: Int { state.withLock { $0.listeners.count } }

    private func remove(_ id: Int) { _ = state.withLock { $0.listeners.removeValue(forKey: id) } }
}

/// What one listener hears, in order.
public struct EventStream: AsyncSequence, Sendable {
    public enum Event: Hashable, Sendable {
        case topic(String)
        /// Time passed and nothing else happened.
        case tick
    }

    let events: AsyncStream<Event>
    let listener: EventListener

    public struct AsyncIterator: AsyncIteratorProtocol {
        var events: AsyncStream<Event>.Iterator
        let listener: EventListener

        public mutating func next() async -> Event? {
            guard let event = await events.next() else { return nil }
            listener.taken(event)
            return event
        }
    }

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(events: events.makeAsyncIterator(), listener: listener)
    }
}

/// One listener. Its queue is bounded by the number of its topics: an event that waits already is not added again.
final class EventListener: Sendable {
    let topics: Set<String>
    private let continuation: AsyncStream<EventStream.Event>.Continuation
    private let waiting = Mutex<Set<EventStream.Event>>([])

    init(topics: Set<String>, continuation: AsyncStream<EventStream.Event>.Continuation) {
        self.topics = topics
        self.continuation = continuation
    }

    func hear(_ event: EventStream.Event) {
        let isNew = waiting.withLock { $0.insert(event).inserted }
        if isNew { continuation.yield(event) }
    }

    /// From here on the same event is news again.
    func taken(_ event: EventStream.Event) { _ = waiting.withLock { $0.remove(event) } }
}
