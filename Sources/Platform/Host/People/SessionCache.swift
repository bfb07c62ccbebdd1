// Sessions in memory for a few seconds, so that a page with twenty requests asks the database once. A session that was
// forgotten is never put back by a read that began before.

import Kernel
import Synchronization
import Web

final class SessionCache: Sendable {
    /// How long another node's change may go unnoticed.
    static let lifetime = Span.seconds(10)
    /// Sessions held; beyond it all are dropped and read again.
    static let limit = 5000

    private struct Entry {
        var session: LiveSession
        var readAt: Instant
    }

    private struct State {
        var entries: [String: Entry] = [:]
        var generation = 0
    }

    private let state = Mutex(State())

    /// Changes whenever something is forgotten.
    var generation: Int { state.withLock { $0.generation } }

    func session(_ id: String, at now: Instant) -> LiveSession? {
        state.withLock { state in
            guard let entry = state.entries[id] else { return nil }
            let age = now - entry.readAt
            // A negative age means that the clock was set back.
            guard age >= .zero, age <= Self.lifetime else {
                state.entries[id] = nil
                return nil
            }
            return entry.session
        }
    }

    /// Keeps a session read when `generation` was current.
    func keep(_ session: LiveSession, readAt: Instant, generation: Int) {
        state.withLock { state in
            guard state.generation == generation else { return }
            if state.entries.count >= Self.limit { state.entries.removeAll(keepingCapacity: true) }
            state.entries[session.id] = Entry(session: session, readAt: readAt)
        }
    }

    /// Notes that a held session was used, without making it younger.
    func touch(_ id: String, at now: Instant) { state.withLock { $0.entries[id]?.session.lastSeenAt = now } }

    func forget(session id: String) {
        state.withLock { state in
            state.generation += 1
            state.entries[id] = nil
        }
    }

    func forget(person id: Int64) {
        state.withLock { state in
            state.generation += 1
            state.entries = state.entries.filter { $0.value.session.person.id != id }
        }
    }
}
