// People: names, passwords, preferences, and that there is always an admin left.

import Kernel
import Store
import Testing
import Web

@testable import Host

@Suite struct PeopleTests {
    @Test func aNewHubHasNobodyAndTheFirstPersonIsAnAdmin() async throws {
        let hub = try await PeopleHub()
        #expect(try await hub.people.isEmpty)
        let first = try await hub.people.createFirst(name: " Ana ", password: PeopleHub.password, by: .system)
        #expect(first.name == "Ana")
        #expect(first.role == .admin)
        #expect(try await !hub.people.isEmpty)
        let second = await problemCode {
            _ = try await hub.people.createFirst(name: "Mallory", password: PeopleHub.password, by: .system)
        }
        #expect(second == "people_not_empty")
    }

    @Test func namesAreUniqueWhateverTheirCaseAndComposition() async throws {
        let hub = try await PeopleHub()
        try await hub.add("Zoé")
        for name in ["zoé", "ZOÉ", "Zoe\u{301}", "  zoé "] {
            #expect(await problemCode { try await hub.add(name) } == "person_exists", "\(name)")
        }
        try await hub.add("Zoe")
        #expect(try await hub.people.list().map(\.name) == ["Zoe", "Zoé"])
    }

    @Test(arguments: [
        ("", "name_missing"), ("  \n", "name_missing"), ("a\u{0}b", "name_invalid"), ("a\nb", "name_invalid"),
        (String(repeating: "x", count: 65), "name_long"),
    ])
    func aNameThatCannotBeShownIsRefused(name: String, code: String) async throws {
        let hub = try await PeopleHub()
        #expect(await problemCode { try await hub.add(name) } == code)
        #expect(try await hub.people.isEmpty)
    }

    @Test func aPasswordHasTenCharactersOrMore() async throws {
        let hub = try await PeopleHub()
        #expect(await problemCode { try await hub.add("Ana", password: "123456789") } == "password_short")
        // Nine characters of several bytes each.
        #expect(await problemCode { try await hub.add("Ana", password: "ééééééééé") } == "password_short")
        #expect(
            await problemCode { try await hub.add("Ana", password: String(repeating: "x", count: 1025)) }
                == "password_long")
        let ana = try await hub.add("Ana", password: "1234567890")
        #expect(
            await problemCode { try await hub.people.setPassword("short", of: ana.id, by: .system) } == "password_short"
        )
    }

    @Test func theLastActiveAdminCannotBeDemotedDeactivatedOrRemoved() async throws {
        let hub = try await PeopleHub()
        let ana = try await hub.add("Ana", .admin)
        try await hub.add("Without Password", .admin, password: nil)
        let away = try await hub.add("Away", .admin)
        try await hub.people.setActive(false, of: away.id, by: .system)
        #expect(await problemCode { try await hub.people.setRole(.viewer, of: ana.id, by: .system) } == "last_admin")
        #expect(await problemCode { try await hub.people.setActive(false, of: ana.id, by: .system) } == "last_admin")
        #expect(await problemCode { try await hub.people.remove(ana.id, by: .system) } == "last_admin")
        #expect(try await hub.people.find(ana.id).role == .admin)
        #expect(try await hub.people.find(ana.id).isActive)

        try await hub.add("Bo", .admin)
        try await hub.people.setRole(.viewer, of: ana.id, by: .system)
        #expect(try await hub.people.find(ana.id).role == .viewer)
    }

    @Test func anAdminMayStayAdmin() async throws {
        let hub = try await PeopleHub()
        let ana = try await hub.add("Ana", .admin)
        try await hub.people.setRole(.admin, of: ana.id, by: .system)
        try await hub.people.setActive(true, of: ana.id, by: .system)
        // Nothing became different, so there is nothing to audit.
        #expect(try await hub.audit.entries().map(\.action) == ["person.create"])
    }

    @Test func preferencesAreKeptAndCheckedAndReachTheSessionAtOnce() async throws {
        let hub = try await PeopleHub()
        let ana = try await hub.add("Ana")
        let token = try await hub.enter("Ana").sessionToken
        #expect(try await hub.signIn.person(sessionToken: token)?.language == nil)
        try await hub.people.setPreferences(language: .es, theme: "dark", of: ana.id, by: .system)
        #expect(try await hub.signIn.person(sessionToken: token)?.language == .es)
        #expect(try await hub.signIn.person(sessionToken: token)?.theme == "dark")
        let bad = await problemCode {
            try await hub.people.setPreferences(language: nil, theme: "x;y", of: ana.id, by: .system)
        }
        #expect(bad == "theme_unknown")
    }

    @Test func changesOfSomebodyWhoIsNotThereSaySo() async throws {
        let hub = try await PeopleHub()
        #expect(await problemCode { try await hub.people.setRole(.floor, of: 77, by: .system) } == "person_missing")
        #expect(
            await problemCode { try await hub.people.setPassword("long enough", of: 77, by: .system) }
                == "person_missing")
        #expect(await problemCode { try await hub.people.remove(77, by: .system) } == "person_missing")
    }

    @Test func everyChangeOfAPersonIsAuditedWithWhatBecameDifferent() async throws {
        let hub = try await PeopleHub()
        let boss = Person(id: 9, name: "Boss", role: .admin, proof: .session)
        let author = Author(boss, via: .page, reason: "moved to planning", requestID: "r1")
        let ana = try await hub.add("Ana")
        try await hub.people.setRole(.scheduler, of: ana.id, by: author)
        try await hub.people.setPassword("another password", of: ana.id, by: author)
        try await hub.people.remove(ana.id, by: author)
        let entries = try await hub.audit.entries()
        #expect(entries.map(\.action) == ["person.remove", "person.password", "person.role", "person.create"])
        let role = entries[2]
        #expect(role.old == ["role": "floor"])
        #expect(role.new == ["role": "scheduler"])
        #expect(role.subject == "person \(ana.id)")
        #expect(role.personName == "Boss")
        #expect(role.personID == 9)
        #expect(role.proof == .session)
        #expect(role.via == .page)
        #expect(role.reason == "moved to planning")
        #expect(role.requestID == "r1")
        #expect(entries[3].personName == "gemba")
        #expect(entries[3].via == .system)
    }

    @Test func aRefusedChangeLeavesNoAudit() async throws {
        let hub = try await PeopleHub()
        let ana = try await hub.add("Ana", .admin)
        _ = await problemCode { try await hub.people.remove(ana.id, by: .system) }
        #expect(try await hub.audit.entries().map(\.action) == ["person.create"])
    }
}
