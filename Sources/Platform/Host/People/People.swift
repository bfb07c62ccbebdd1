// The people who may sign in. Every change here is written to the audit in its own transaction, and whatever a change
// takes away (a role, a password, the right to sign in) is gone from this node when the call returns.

import Foundation
import Kernel
import Store
import Web

/// Creates and changes people. One per process: sign-in and tokens are made from it.
public final class People: Sendable {
    /// Characters.
    public static let shortestPassword = 10
    /// Bytes of UTF-8; only to bound the work.
    public static let longestPassword = 1024
    public static let themes = ["light", "dark"]

    let database: any Database
    let clock: Clock
    let work: PasswordWork
    let cache = SessionCache()

    public convenience init(database: any Database, clock: Clock) {
        self.init(database: database, clock: clock, work: PasswordWork())
    }

    init(database: any Database, clock: Clock, work: PasswordWork) {
        self.database = database
        self.clock = clock
        self.work = work
    }

    /// No person yet: the first run.
    public var isEmpty: Bool {
        get async throws { try await database.read { tx in try PersonTable.isEmpty(tx) } }
    }

    /// In the order of their names.
    public func list() async throws -> [PersonRecord] { try await database.read { tx in try PersonTable.all(tx) } }

    /// Throws `person_missing`.
    public func find(_ id: Int64) async throws -> PersonRecord {
        try await database.read { tx in try Self.existing(id, tx) }
    }

    /// - Parameter password: nil for a person who cannot sign in until a password is set.
    /// - Throws: `person_exists`, `name_…`, `password_short`, `password_long`, `busy`.
    public func create(
        name: String, password: String?, role: Role, by author: Author
    ) async throws -> PersonRecord {
        try await create(name, password, role, author, onlyFirst: false)
    }

    /// Creates the first person, an admin; throws `people_not_empty` when there is one already.
    public func createFirst(name: String, password: String, by author: Author) async throws -> PersonRecord {
        try await create(name, password, .admin, author, onlyFirst: true)
    }

    /// Throws `person_missing`, `last_admin`.
    @discardableResult
    public func setRole(_ role: Role, of id: Int64, by author: Author) async throws -> PersonRecord {
        try await change(id, "person.role", author) { tx, person in
            if role != .admin { try Self.keepAnAdmin(besides: person, tx) }
            try PersonTable.setRole(role, of: id, tx)
        }
    }

    /// Deactivating ends all sessions of the person; tokens the person made are refused until they are active again.
    /// - Throws: `person_missing`, `last_admin`.
    @discardableResult
    public func setActive(_ isActive: Bool, of id: Int64, by author: Author) async throws -> PersonRecord {
        try await change(id, "person.active", author) { tx, person in
            if !isActive {
                try Self.keepAnAdmin(besides: person, tx)
                try SessionTable.deleteAll(of: id, tx)
            }
            try PersonTable.setActive(isActive, of: id, tx)
        }
    }

    /// Ends all sessions of the person, the caller's own included.
    /// - Throws: `person_missing`, `password_short`, `password_long`, `busy`.
    public func setPassword(_ password: String, of id: Int64, by author: Author) async throws {
        try Self.check(password)
        let hash = try await work.hashed(password)
        let now = clock.now()
        try await change(id, "person.password", author, alwaysRecorded: true) { tx, _ in
            try PersonTable.setPassword(hash: hash, of: id, at: now, tx)
            try SessionTable.deleteAll(of: id, tx)
        }
    }

    /// - Parameter theme: one of `themes`, or nil.
    /// - Throws: `person_missing`, `theme_unknown`.
    @discardableResult
    public func setPreferences(
        language: Language?, theme: String?, of id: Int64, by author: Author
    ) async throws -> PersonRecord {
        if let theme, !Self.themes.contains(theme) {
            throw Problem(.input, "theme_unknown", ["theme": theme.clipped(to: 40)])
        }
        return try await change(id, "person.preferences", author) { tx, _ in
            try PersonTable.setPreferences(language, theme, of: id, tx)
        }
    }

    /// Removes the person, ends their sessions and revokes the tokens they made. The audit keeps their name.
    /// - Throws: `person_missing`, `last_admin`.
    public func remove(_ id: Int64, by author: Author) async throws {
        let now = clock.now()
        try await database.write { tx in
            let person = try Self.existing(id, tx)
            try Self.keepAnAdmin(besides: person, tx)
            try SessionTable.deleteAll(of: id, tx)
            try TokenTable.revokeAll(by: id, at: now, tx)
            try PersonTable.delete(id, tx)
            try Audit.record(
                AuditEntry(
                    at: now, by: author, action: "person.remove", subject: "person \(id)", old: person.auditValue),
                in: tx)
        }
        cache.forget(person: id)
    }

    private func create(
        _ text: String, _ password: String?, _ role: Role, _ author: Author, onlyFirst: Bool
    ) async throws -> PersonRecord {
        let name = try PersonName.checked(text)
        var hash: String?
        if let password {
            try Self.check(password)
            hash = try await work.hashed(password)
        }
        let now = clock.now()
        return try await database.write { [hash] tx in
            if onlyFirst {
                try PeopleTables.gates.pass("first", in: tx)
                if try !PersonTable.isEmpty(tx) { throw Problem(.conflict, "people_not_empty") }
            }
            if try PersonTable.exists(folded: PersonName.folded(name), tx) {
                throw Problem(.conflict, "person_exists", ["name": name])
            }
            let id = try PersonTable.insert(name, passwordHash: hash, role: role, at: now, tx)
            let person = try Self.existing(id, tx)
            try Audit.record(
                AuditEntry(
                    at: now, by: author, action: "person.create", subject: "person \(id)", new: person.auditValue),
                in: tx)
            return person
        }
    }

    /// Runs `body` with the person as they are, records what became different, and forgets their cached sessions.
    @discardableResult
    private func change(
        _ id: Int64, _ action: String, _ author: Author, alwaysRecorded: Bool = false,
        _ body: @escaping @Sendable (any Transaction, PersonRecord) throws -> Void
    ) async throws -> PersonRecord {
        let now = clock.now()
        let changed = try await database.write { tx in
            let old = try Self.existing(id, tx)
            try body(tx, old)
            let new = try Self.existing(id, tx)
            if alwaysRecorded || old != new {
                let (before, after) = AuditEntry.differences(old.auditValue, new.auditValue)
                try Audit.record(
                    AuditEntry(at: now, by: author, action: action, subject: "person \(id)", old: before, new: after),
                    in: tx)
            }
            return new
        }
        cache.forget(person: id)
        return changed
    }

    private static func existing(_ id: Int64, _ tx: any Transaction) throws -> PersonRecord {
        guard let person = try PersonTable.find(id, tx) else { throw Problem(.missing, "person_missing") }
        return person
    }

    /// An active admin may only go while another active admin who can sign in stays.
    private static func keepAnAdmin(besides person: PersonRecord, _ tx: any Transaction) throws {
        guard person.role == .admin, person.isActive else { return }
        // Two admins who let each other go would each see the other stay.
        try PeopleTables.gates.pass("admins", in: tx)
        if try PersonTable.otherAdmins(than: person.id, tx) == 0 {
            throw Problem(
                .conflict, "last_admin", ["name": person.name],
                hint: "Make another person an admin with a password first.")
        }
    }

    private static func check(_ password: String) throws(Problem) {
        if password.count < shortestPassword {
            throw Problem(.input, "password_short", ["shortest": String(shortestPassword)])
        }
        if password.utf8.count > longestPassword {
            throw Problem(.input, "password_long", ["longest": String(longestPassword)])
        }
    }
}
