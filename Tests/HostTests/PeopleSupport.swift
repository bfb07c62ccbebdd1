// What the tests of people share: an empty hub of their own, a clock that stands still, and a password hash that costs
// nothing. One test uses the real hash.

import Foundation
import Kernel
import Store
import Synchronization
import TestKit
import Testing
import Web

@testable import Host

/// A hub with nobody in it.
final class PeopleHub: Sendable {
    static let password = "correct horse"

    let database: any Database
    let clock: Clock
    let people: People
    let signIn: SignIn
    let tokens: Tokens
    let audit: Audit
    /// Stored hashes that passwords were compared with, in order.
    var compared: [String] { comparisons.value }
    private let folder: ScratchFolder
    private let time: Shared<Instant>
    private let comparisons: Shared<[String]>

    /// - Parameter whileComparing: called on the hashing thread before each comparison.
    init(realHash: Bool = false, whileComparing: @escaping @Sendable () -> Void = {}) async throws {
        folder = try ScratchFolder()
        database = try folder.database()
        let time = Shared(Instant(seconds: 1_900_000_000))
        let comparisons = Shared<[String]>([])
        self.time = time
        self.comparisons = comparisons
        clock = Clock(now: { time.value }, sleep: { _ in preconditionFailure("nothing here sleeps") })
        let quick = PasswordWork(
            hash: { "quick:" + $0 },
            verify: { password, stored in
                comparisons.change { $0.append(stored) }
                whileComparing()
                return "quick:" + password == stored
            }, decoy: "decoy")
        people = People(database: database, clock: clock, work: realHash ? PasswordWork() : quick)
        signIn = SignIn(people: people)
        tokens = Tokens(people: people)
        audit = Audit(database: database)
        try await Migrator.migrate(database, PeopleTables.migrations, clock: clock)
    }

    func pass(_ span: Span) { time.change { $0 = $0 + span } }

    @discardableResult
    func add(_ name: String, _ role: Role = .floor, password: String? = password) async throws -> PersonRecord {
        try await people.create(name: name, password: password, role: role, by: .system)
    }

    func enter(_ name: String, _ password: String = password, from address: String = "10.0.0.5") async throws
        -> SignedIn
    {
        try await signIn.signIn(name: name, password: password, address: address, agent: "Firefox")
    }

    /// Everything in every table, as one text.
    func everything() async throws -> String {
        try await database.read { tx in
            var out = ""
            for table in ["people", "sessions", "tokens", "sign_in_attempts", "audit"] {
                try tx.query("SELECT * FROM \(trusted: table)") { row in
                    for column in 0..<row.columnCount { out += " \(row.value(column))" }
                }
            }
            return out
        }
    }
}

extension PeopleHub {
    /// A value several threads may look at.
    final class Shared<Value: Sendable>: Sendable {
        private let mutex: Mutex<Value>
        init(_ value: Value) { mutex = Mutex(value) }
        var value: Value { mutex.withLock { $0 } }
        func change(_ body: (inout sending Value) -> Void) { mutex.withLock { body(&$0) } }
    }
}

/// The code of the problem that `body` ends with; nil when it does not fail.
func problemCode(_ body: () async throws -> Void) async -> String? {
    do {
        try await body()
        return nil
    } catch { return Problem(error).code }
}
