// The audit: part of the caller's transaction, never altered, never a secret in it.

import Kernel
import Store
import TestKit
import Testing
import Web

@testable import Host

@Suite struct PeopleAuditTests {
    private func write(
        _ hub: PeopleHub, _ action: String, _ subject: String = "source 3", by name: String = "Ana", old: JSON? = nil,
        new: JSON? = nil, reason: String? = nil
    ) async throws {
        let person = Person(id: 4, name: name, role: .admin, proof: .token)
        let entry = AuditEntry(
            at: hub.clock.now(), by: Author(person, via: .api, reason: reason), action: action, subject: subject,
            old: old,
            new: new)
        _ = try await hub.database.write { tx in try Audit.record(entry, in: tx) }
    }

    @Test func anEntryComesBackAsItWasRecorded() async throws {
        let hub = try await PeopleHub()
        try await write(hub, "source.change", old: ["path": "/a", "n": 1], new: nil, reason: "why: “because”")
        let entry = try #require(try await hub.audit.entries().first)
        #expect(entry.id == 1)
        #expect(entry.at == hub.clock.now())
        #expect(entry.personName == "Ana")
        #expect(entry.personID == 4)
        #expect(entry.proof == .token)
        #expect(entry.via == .api)
        #expect(entry.action == "source.change")
        #expect(entry.subject == "source 3")
        #expect(entry.old == ["path": "/a", "n": 1])
        #expect(entry.new == nil)
        #expect(entry.reason == "why: “because”")
        #expect(entry.requestID == nil)
    }

    @Test func anEntryVanishesWithTheTransactionThatFailed() async throws {
        let hub = try await PeopleHub()
        let entry = AuditEntry(at: hub.clock.now(), by: .system, action: "source.create", subject: "source 3")
        let code = await problemCode {
            try await hub.database.write { tx in
                try Audit.record(entry, in: tx)
                throw Problem(.input, "changed_my_mind")
            }
        }
        #expect(code == "changed_my_mind")
        #expect(try await hub.audit.entries().isEmpty)
    }

    /// What each engine knows of ways to alter a row.
    static let alterations: [String] = {
        let columns = "INTO audit (id, at, person_name, via, action, subject) VALUES (1, 0, 'x', 'api', 'x', 'x')"
        let replacement: [String] =
            switch TestEngine.engine {
            case .sqlite: ["INSERT OR REPLACE \(columns)"]
            case .mysql: ["REPLACE \(columns)"]
            case .postgres: ["TRUNCATE audit"]
            }
        return ["UPDATE audit SET reason = 'nothing'", "UPDATE audit SET id = 7 WHERE id = 1", "DELETE FROM audit"] + replacement
    }()

    @Test(arguments: alterations)
    func theDatabaseItselfRefusesToAlterTheAudit(statement: String) async throws {
        let hub = try await PeopleHub()
        try await write(hub, "source.create", reason: "the truth")
        let before = try await hub.everything()
        let code = await problemCode {
            try await hub.database.write { tx in _ = try tx.execute(SQL(trusted: statement)) }
        }
        #expect(code == "store_constraint")
        #expect(try await hub.everything() == before)
    }

    @Test func pagesAreNewestFirstAndContinueWhereTheLastOneEnded() async throws {
        let hub = try await PeopleHub()
        for n in 1...7 { try await write(hub, "source.change", "source \(n)") }
        let first = try await hub.audit.entries(limit: 3)
        #expect(first.map(\.subject) == ["source 7", "source 6", "source 5"])
        try await write(hub, "source.change", "source 8")
        let second = try await hub.audit.entries(before: first.last?.id, limit: 3)
        #expect(second.map(\.subject) == ["source 4", "source 3", "source 2"])
        #expect(try await hub.audit.entries(before: second.last?.id, limit: 3).map(\.subject) == ["source 1"])
        #expect(try await hub.audit.entries(limit: 0).count == 1)
    }

    @Test func filtersNarrowAndCombine() async throws {
        let hub = try await PeopleHub()
        let start = hub.clock.now()
        try await write(hub, "source.create", "source 1", by: "Ana")
        hub.pass(.hours(1))
        try await write(hub, "source_group.create", "source_group 1", by: "Bo")
        hub.pass(.hours(1))
        try await write(hub, "source.remove", "source 1", by: "Bo")
        func actions(_ filter: AuditFilter) async throws -> [String] {
            try await hub.audit.entries(filter).map(\.action)
        }
        #expect(try await actions(AuditFilter(person: "Bo")) == ["source.remove", "source_group.create"])
        #expect(try await actions(AuditFilter(actionPrefix: "source.")) == ["source.remove", "source.create"])
        #expect(try await actions(AuditFilter(actionPrefix: "source.r")) == ["source.remove"])
        #expect(try await actions(AuditFilter(actionPrefix: "%")) == [])
        #expect(try await actions(AuditFilter(subject: "source 1")) == ["source.remove", "source.create"])
        let hour = AuditFilter(from: start + .hours(1), to: start + .hours(2))
        #expect(try await actions(hour) == ["source_group.create"])
        #expect(try await actions(AuditFilter(person: "Bo", actionPrefix: "source.")) == ["source.remove"])
    }

    @Test func secretsNeverEnter() async throws {
        let hub = try await PeopleHub()
        let value: JSON = [
            "name": "Line 1", "password": "hunter2", "ftpPassword": "hunter2", "ftp-password-2": "hunter2",
            "apikey": "hunter2", "API_KEYS": ["hunter2"], "client": ["secret": ["value": "hunter2"], "id": 5],
            "list": [["token": "hunter2"], "plain"], "address": "ftp://ana:hunter2@host/x and ftp://bo:hunter2@h",
            "empty_password": "", "no_password": nil, "keyboard": "qwerty",
        ]
        try await write(hub, "source.change", old: value, new: ["passphrase": "hunter2"])
        #expect(try await !hub.everything().contains("hunter2"))
        let entry = try #require(try await hub.audit.entries().first)
        #expect(
            entry.old == [
                "name": "Line 1", "password": "***", "ftpPassword": "***", "ftp-password-2": "***", "apikey": "***",
                "API_KEYS": "***", "client": ["secret": "***", "id": 5], "list": [["token": "***"], "plain"],
                "address": "ftp://ana:***@host/x and ftp://bo:***@h", "empty_password": "", "no_password": nil,
                "keyboard": "qwerty",
            ])
        #expect(entry.new == ["passphrase": "***"])
    }

    @Test func whatIsTooLongIsCut() async throws {
        let hub = try await PeopleHub()
        let long = String(repeating: "é", count: 100_000)
        try await write(
            hub, "source.change", old: ["text": .string(long)], new: ["text": "short"], reason: "a\u{0}b" + long)
        let entry = try #require(try await hub.audit.entries().first)
        #expect(entry.old == ["left_out_bytes": .int(200_011)])
        #expect(entry.new == ["text": "short"])
        #expect(entry.reason?.unicodeScalars.count == 500)
        #expect(entry.reason?.hasPrefix("abé") == true)
    }

    @Test func differencesKeepOnlyWhatChanged() {
        let (old, new) = AuditEntry.differences(["a": 1, "b": 2, "c": 3], ["a": 1, "b": 5, "d": 4])
        #expect(old == ["b": 2, "c": 3])
        #expect(new == ["b": 5, "d": 4])
        let same = AuditEntry.differences(["a": 1], ["a": 1])
        #expect(same.old == nil)
        #expect(same.new == nil)
    }
}
