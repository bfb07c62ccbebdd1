// API tokens: for programs, each with a name, a role and usually an end. A token may never do more than the person who
// made it may do at that moment: it is refused while its maker is inactive or has a lower role, and for good once they
// are removed.

import Kernel
import Store
import Web

/// A token as its page lists it; the token's text is not in it and cannot be had again.
public struct TokenRecord: Sendable, Hashable {
    public var id: Int64
    public var name: String
    public var role: Role
    /// Nil for one made at the terminal.
    public var createdBy: Int64?
    public var createdByName: String
    public var createdAt: Instant
    public var expiresAt: Instant?
    public var revokedAt: Instant?
    /// To the minute.
    public var lastUsedAt: Instant?

    public func isLive(at now: Instant) -> Bool { revokedAt == nil && expiresAt.map { now < $0 } ?? true }

    var auditValue: JSON {
        ["name": .string(name), "role": .string(role.rawValue), "expires_at": JSON(expiresAt?.rfc3339())]
    }
}

/// A new token with its text, which is shown once.
public struct NewToken: Sendable {
    public var text: String
    public var record: TokenRecord
}

/// Creates, lists, revokes and recognises API tokens.
public final class Tokens: Sendable {
    public static let prefix = "gmb_"
    /// Tokens listed, the latest made.
    public static let listLimit = 1000
    private static let touchEvery = Span.minutes(1)
    private static let longestText = 200

    private let people: People
    private var database: any Database { people.database }

    public init(people: People) { self.people = people }

    /// - Throws: `token_by_token` (a token cannot make tokens), `token_without_person`, `token_role_above_own`,
    ///   `token_expiry_past`, `token_exists` (the name is that of a live token), `name_…`.
    public func create(name text: String, role: Role, expiresAt: Instant?, by author: Author) async throws -> NewToken {
        let name = try PersonName.checked(text)
        guard let creator = author.person else { throw Problem(.forbidden, "token_without_person") }
        if creator.proof == .token { throw Problem(.forbidden, "token_by_token") }
        let now = people.clock.now()
        if let expiresAt, expiresAt <= now { throw Problem(.input, "token_expiry_past") }
        let token = Self.prefix + Entropy.token()
        let record = try await database.write { tx in
            // The stored role, since the one the request came with may be some seconds old.
            let own = try creator.id.map { try Self.role(of: $0, tx) } ?? creator.role
            guard own.mayHandOn(role) else {
                throw Problem(.forbidden, "token_role_above_own", ["role": role.rawValue, "own": own.rawValue])
            }
            try TokenTable.releaseExpired(at: now, tx)
            if try TokenTable.isNameTaken(folded: PersonName.folded(name), tx) {
                throw Problem(.conflict, "token_exists", ["name": name])
            }
            let id = try TokenTable.insert(
                name, hash: Self.hash(token), role: role, by: creator, at: now, expiresAt: expiresAt, tx)
            let record = try Self.existing(id, tx)
            try Audit.record(
                AuditEntry(at: now, by: author, action: "token.create", subject: "token \(id)", new: record.auditValue),
                in: tx)
            return record
        }
        return NewToken(text: token, record: record)
    }

    /// Revoked and expired ones too, the latest made first.
    public func list() async throws -> [TokenRecord] {
        try await database.read { tx in try TokenTable.all(limit: Self.listLimit, tx) }
    }

    /// Revoking twice is no error. Throws `token_missing`.
    @discardableResult
    public func revoke(_ id: Int64, by author: Author) async throws -> TokenRecord {
        let now = people.clock.now()
        return try await database.write { tx in
            let old = try Self.existing(id, tx)
            guard old.revokedAt == nil else { return old }
            try TokenTable.revoke(id, at: now, tx)
            try Audit.record(
                AuditEntry(at: now, by: author, action: "token.revoke", subject: "token \(id)", old: old.auditValue),
                in: tx)
            return try Self.existing(id, tx)
        }
    }

    /// Who sends this token: named like the token, with its role and its maker's id. Nil when it is not one of ours,
    /// has expired, was revoked, or its maker may no longer do what it may.
    public func person(bearer text: String) async throws -> Person? {
        guard text.hasPrefix(Self.prefix), text.utf8.count <= Self.longestText else { return nil }
        let hash = Self.hash(text)
        let now = people.clock.now()
        guard let bearer = try await database.read({ tx in try TokenTable.bearer(hash: hash, tx) }),
            Password.constantTimeEqual(Array(bearer.hash.utf8), Array(hash.utf8)),
            bearer.record.isLive(at: now), Self.isBacked(bearer)
        else { return nil }
        let record = bearer.record
        if record.lastUsedAt.map({ now - $0 >= Self.touchEvery }) ?? true {
            do {
                try await database.write { tx in try TokenTable.touch(record.id, at: now, tx) }
            } catch let problem as Problem {
                // As with sessions: a busy database must not refuse a good token.
                guard problem.isRetryable else { throw problem }
            }
        }
        return Person(id: record.createdBy, name: record.name, role: record.role, proof: .token)
    }

    private static func isBacked(_ bearer: TokenTable.Bearer) -> Bool {
        guard bearer.record.createdBy != nil else { return true }
        guard bearer.isCreatorActive, let role = bearer.creatorRole else { return false }
        return role.mayHandOn(bearer.record.role)
    }

    private static func role(of id: Int64, _ tx: any Transaction) throws -> Role {
        guard let person = try PersonTable.find(id, tx), person.isActive else {
            throw Problem(.forbidden, "token_without_person")
        }
        return person.role
    }

    private static func existing(_ id: Int64, _ tx: any Transaction) throws -> TokenRecord {
        guard let record = try TokenTable.find(id, tx) else { throw Problem(.missing, "token_missing") }
        return record
    }

    private static func hash(_ token: String) -> String { Digest.of(token).hex }
}
