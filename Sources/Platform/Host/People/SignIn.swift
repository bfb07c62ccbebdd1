// Signing in and out. Every way in costs the same time whether the name exists or not, every attempt is counted before
// the password is looked at, and the database never learns a token, only its hash.

import Kernel
import Store
import Web

/// Proves who somebody is by a password, and remembers it in a session.
public final class SignIn: Sendable {
    /// Sessions one person may have; the one that lay unused longest ends when there would be more.
    public static let sessionLimit = 50
    private static let longestToken = 200

    private let people: People
    private var database: any Database { people.database }

    public init(people: People) { self.people = people }

    /// Makes a new session, never reusing one.
    /// - Parameters:
    ///   - address: who is counted for wrong passwords; behind a proxy the browser's address, not the proxy's.
    ///   - previous: the session token the browser sent along, whose session ends.
    /// - Throws: `sign_in_failed` (name or password, not said which), `sign_in_throttled` with `minutes`, `busy`.
    public func signIn(
        name: String, password: String, address: String, agent: String, replacing previous: String? = nil
    ) async throws -> SignedIn {
        try await people.work.withPlace {
            let proof = try await self.prove(name, password, address)
            return try await self.begin(proof, address, agent, previous)
        }
    }

    /// Asks for the password again before something grave; counted and throttled like signing in.
    /// - Throws: as `signIn`.
    public func confirm(name: String, password: String, address: String) async throws {
        try await people.work.withPlace {
            let proof = try await self.prove(name, password, address)
            try await self.database.write { tx in try AttemptTable.markSucceeded(proof.attempts, tx) }
        }
    }

    /// Whose session this is; nil when there is none, or it has expired, or the person is no longer active.
    /// Held in memory for up to ten seconds; what changes on this node is seen at once.
    public func person(sessionToken token: String) async throws -> LiveSession? {
        guard !token.isEmpty, token.utf8.count <= Self.longestToken else { return nil }
        let id = Self.sessionID(of: token)
        let now = people.clock.now()
        guard let session = try await session(id, at: now), session.isLive(at: now) else { return nil }
        if session.needsTouch(at: now) {
            // Before the write, so that a browser's burst of requests writes once.
            people.cache.touch(id, at: now)
            do {
                try await database.write { tx in try SessionTable.touch(id, at: now, tx) }
            } catch let problem as Problem {
                // A busy or read-only database must not sign people out; the next minute writes again.
                guard problem.isRetryable else { throw problem }
            }
        }
        return session
    }

    /// The id under which `sessions` lists the session of this token.
    public static func sessionID(of token: String) -> String { Digest.of(token).hex }

    public func signOut(sessionToken token: String) async throws {
        let id = Self.sessionID(of: token)
        _ = try await database.write { tx in try SessionTable.delete(id, tx) }
        people.cache.forget(session: id)
    }

    /// The live sessions of a person, the latest seen first.
    public func sessions(of person: Int64) async throws -> [SessionRecord] {
        let now = people.clock.now()
        return try await database.read { tx in
            try SessionTable.all(of: person, tx).filter {
                now < $0.expiresAt && now - $0.lastSeenAt < LiveSession.idleLimit
            }
        }
    }

    /// Ends one session of a person by its id; throws `session_missing`.
    public func endSession(_ id: String, of person: Int64, by author: Author) async throws {
        let now = people.clock.now()
        try await database.write { tx in
            guard try SessionTable.delete(id, of: person, tx) else { throw Problem(.missing, "session_missing") }
            try Audit.record(
                AuditEntry(at: now, by: author, action: "session.end", subject: "person \(person)"), in: tx)
        }
        people.cache.forget(session: id)
    }

    /// A right password, not yet made into anything.
    private struct Proof: Sendable {
        var person: PersonTable.Secret
        var attempts: [Int64]
    }

    private enum Admission: Sendable {
        case refused(Span)
        case admitted(attempts: [Int64], PersonTable.Secret?)
    }

    private func session(_ id: String, at now: Instant) async throws -> LiveSession? {
        if let held = people.cache.session(id, at: now) { return held }
        let generation = people.cache.generation
        guard let read = try await database.read({ tx in try SessionTable.live(id, tx) }),
            Password.constantTimeEqual(Array(read.id.utf8), Array(id.utf8))
        else { return nil }
        people.cache.keep(read, readAt: now, generation: generation)
        return read
    }

    private func prove(_ name: String, _ password: String, _ address: String) async throws -> Proof {
        let folded = PersonName.folded(name.clipped(to: 2 * PersonName.longest))
        switch try await admit(folded, address.clipped(to: 64)) {
        case .refused(let wait):
            throw Problem(.forbidden, "sign_in_throttled", ["minutes": String(Throttle.minutes(wait))])
        case .admitted(let attempts, let person):
            let isShortEnough = password.utf8.count <= People.longestPassword
            let isRight = await people.work.matches(isShortEnough ? password : "", person?.passwordHash)
            guard isRight, isShortEnough, let person, person.isActive else { throw Self.failed }
            return Proof(person: person, attempts: attempts)
        }
    }

    /// Counts the attempt as failed before the password is looked at, so that many at once cannot slip through.
    private func admit(_ folded: String, _ address: String) async throws -> Admission {
        let now = people.clock.now()
        return try await database.write { tx in
            let subjects = Throttle.subjects(foldedName: folded, address: address)
            // Attempts side by side would not see each other and all be let through.
            for gate in Throttle.gates(subjects) { try PeopleTables.gates.pass(gate, in: tx) }
            try AttemptTable.deleteBefore(now - Throttle.memory, tx)
            let waits = try subjects.compactMap { subject in
                Throttle.wait(
                    failures: try AttemptTable.failures(
                        subject.id, from: now - Throttle.memory, sinceSuccess: subject.endsWithSuccess,
                        limit: Throttle.failureLimit, tx),
                    limit: subject.limit, at: now)
            }
            if let longest = waits.max() {
                let refused = Throttle.refused(address: address)
                if try AttemptTable.count(refused, from: now - Throttle.window, tx) < Throttle.refusedLimit {
                    _ = try AttemptTable.insert(refused, at: now, tx)
                }
                return .refused(longest)
            }
            let attempts = try subjects.map { try AttemptTable.insert($0.id, at: now, tx) }
            return .admitted(attempts: attempts, try PersonTable.secret(folded: folded, tx))
        }
    }

    private func begin(_ proof: Proof, _ address: String, _ agent: String, _ previous: String?) async throws -> SignedIn {
        let token = Entropy.token()
        let csrf = Entropy.token()
        let now = people.clock.now()
        let record = SessionRecord(
            id: Self.sessionID(of: token), createdAt: now, lastSeenAt: now, expiresAt: now + LiveSession.longest,
            address: address.clipped(to: 64), agent: agent.clipped(to: 200))
        let previousID = previous.map(Self.sessionID)
        let person = try await database.write { tx in
            // The person may have been changed while the password was being compared.
            guard try PersonTable.noteSignIn(proof.person.id, passwordHash: proof.person.passwordHash, tx),
                let person = try PersonTable.find(proof.person.id, tx)
            else { throw Self.failed }
            try AttemptTable.markSucceeded(proof.attempts, tx)
            try SessionTable.deleteExpired(at: now, tx)
            if let previousID { try SessionTable.delete(previousID, tx) }
            for old in try SessionTable.all(of: person.id, tx).dropFirst(Self.sessionLimit - 1) {
                try SessionTable.delete(old.id, tx)
            }
            try SessionTable.insert(record, of: person.id, csrf: csrf, tx)
            return Person(id: person.id, name: person.name, role: person.role, proof: .session)
        }
        people.cache.forget(person: proof.person.id)
        if let previousID { people.cache.forget(session: previousID) }
        return SignedIn(sessionToken: token, csrf: csrf, person: person, expiresAt: record.expiresAt)
    }

    private static var failed: Problem { Problem(.unauthenticated, "sign_in_failed") }
}
