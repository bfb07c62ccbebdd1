// A session: what a browser that signed in holds the token of. It ends after 12 hours without a request, after 30 days
// in any case, and whenever somebody ends it.

import Kernel
import Web

/// What sign-in gives. The token goes into the cookie and is kept nowhere else.
public struct SignedIn: Sendable {
    public var sessionToken: String
    public var csrf: String
    public var person: Person
    /// For the cookie's own expiry.
    public var expiresAt: Instant
}

/// A session in use, with its person as they are now.
public struct LiveSession: Sendable, Hashable {
    /// How long a session may lie unused.
    public static let idleLimit = Span.hours(12)
    /// How long a session lasts, used or not.
    public static let longest = Span.days(30)
    /// How often its use is written down.
    static let touchEvery = Span.minutes(1)

    /// The hash of the session token: names the session, opens nothing.
    public var id: String
    public var person: Person
    public var csrf: String
    public var language: Language?
    public var theme: String?
    var lastSeenAt: Instant
    var expiresAt: Instant

    func isLive(at now: Instant) -> Bool { now < expiresAt && now - lastSeenAt < Self.idleLimit }
    func needsTouch(at now: Instant) -> Bool { now - lastSeenAt >= Self.touchEvery }
}

/// A session as its owner's page lists it.
public struct SessionRecord: Sendable, Hashable {
    /// The same as `LiveSession.id`.
    public var id: String
    public var createdAt: Instant
    public var lastSeenAt: Instant
    public var expiresAt: Instant
    public var address: String
    /// What the browser calls itself.
    public var agent: String
}

/// The second secret of a session, which a form must send back.
public enum CSRF {
    /// Compares without telling by its duration how much was right; an empty one is never valid.
    public static func isValid(csrf: String, given: String) -> Bool {
        !csrf.isEmpty && Password.constantTimeEqual(Array(csrf.utf8), Array(given.utf8))
    }
}
