// Passwords that somebody typed for this once. They are held in memory only, by the node they were typed at, until they
// have not been asked for in a while; what is stored of a deed holds a number to ask for them by.

import Kernel
import Synchronization

/// Passwords of one deed.
struct TypedPair: Sendable {
    var branch: String?
    var central: String?
    var isEmpty: Bool { branch == nil && central == nil }
}

final class TypedPasswords: Sendable {
    static let kept = Span.minutes(30)
    private let held = Mutex<[String: (pair: TypedPair, until: Instant)]>([:])

    /// - Returns: what to ask for them by; nil when nothing was typed.
    func keep(_ pair: TypedPair, at now: Instant) -> String? {
        guard !pair.isEmpty else { return nil }
        let name = Identifier.make(at: now)
        held.withLock { held in
            held = held.filter { $0.value.until > now }
            held[name] = (pair, now + Self.kept)
        }
        return name
    }

    /// - Throws: `typed_password_gone` when this node does not have them (any more).
    func find(_ name: String?, at now: Instant) throws(Problem) -> TypedPair {
        guard let name, !name.isEmpty else { return TypedPair() }
        let found = held.withLock { held in
            guard let entry = held[name], entry.until > now else { return TypedPair?.none }
            held[name]?.until = now + Self.kept
            return entry.pair
        }
        guard let found else { throw Problem(.conflict, "typed_password_gone") }
        return found
    }
}
