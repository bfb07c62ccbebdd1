// API tokens: shown once, limited by their maker, and gone when revoked or expired.

import Kernel
import Store
import Testing
import Web

@testable import Host

@Suite struct PeopleTokenTests {
    private func author(_ person: PersonRecord) -> Author {
        Author(Person(id: person.id, name: person.name, role: person.role, proof: .session), via: .page)
    }

    @Test func aTokenWorksUntilItIsRevoked() async throws {
        let hub = try await PeopleHub()
        let ana = try await hub.add("Ana", .admin)
        let made = try await hub.tokens.create(name: "MES", role: .floor, expiresAt: nil, by: author(ana))
        #expect(made.text.hasPrefix("gmb_"))
        let bearer = try await hub.tokens.person(bearer: made.text)
        #expect(bearer == Person(id: ana.id, name: "MES", role: .floor, proof: .token))
        #expect(try await hub.tokens.list().map(\.name) == ["MES"])
        #expect(try await hub.tokens.list()[0].createdByName == "Ana")
        #expect(try await !hub.everything().contains(made.text))
        #expect(try await !hub.everything().contains(made.text.dropFirst(4)))

        try await hub.tokens.revoke(made.record.id, by: author(ana))
        #expect(try await hub.tokens.person(bearer: made.text) == nil)
        let revokedAt = try await hub.tokens.list()[0].revokedAt
        #expect(revokedAt == hub.clock.now())
        hub.pass(.minutes(1))
        try await hub.tokens.revoke(made.record.id, by: author(ana))
        #expect(try await hub.tokens.list()[0].revokedAt == revokedAt)
        #expect(
            try await hub.audit.entries(AuditFilter(actionPrefix: "token.")).map(\.action) == [
                "token.revoke", "token.create",
            ])
        #expect(await problemCode { try await hub.tokens.revoke(99, by: author(ana)) } == "token_missing")
    }

    @Test func anExpiredTokenIsNobody() async throws {
        let hub = try await PeopleHub()
        let ana = try await hub.add("Ana", .admin)
        let end = hub.clock.now() + .days(90)
        let made = try await hub.tokens.create(name: "MES", role: .viewer, expiresAt: end, by: author(ana))
        hub.pass(Span(milliseconds: Span.days(90).milliseconds - 1))
        #expect(try await hub.tokens.person(bearer: made.text) != nil)
        hub.pass(.milliseconds(1))
        #expect(try await hub.tokens.person(bearer: made.text) == nil)
        let past = await problemCode {
            _ = try await hub.tokens.create(name: "Late", role: .viewer, expiresAt: end, by: author(ana))
        }
        #expect(past == "token_expiry_past")
    }

    @Test func aNameIsUniqueAmongLiveTokensOnly() async throws {
        let hub = try await PeopleHub()
        let ana = try await hub.add("Ana", .admin)
        func make(_ name: String, until end: Instant? = nil) async throws -> NewToken {
            try await hub.tokens.create(name: name, role: .viewer, expiresAt: end, by: author(ana))
        }
        let first = try await make("MES", until: hub.clock.now() + .days(1))
        #expect(await problemCode { _ = try await make("mes") } == "token_exists")
        hub.pass(.days(1))
        let second = try await make("mes")
        try await hub.tokens.revoke(second.record.id, by: author(ana))
        let third = try await make("MES")
        #expect(try await hub.tokens.person(bearer: first.text) == nil)
        #expect(try await hub.tokens.person(bearer: second.text) == nil)
        #expect(try await hub.tokens.person(bearer: third.text) != nil)
    }

    @Test func lastUseIsWrittenAtMostOnceAMinute() async throws {
        let hub = try await PeopleHub()
        let ana = try await hub.add("Ana", .admin)
        let made = try await hub.tokens.create(name: "MES", role: .viewer, expiresAt: nil, by: author(ana))
        #expect(try await hub.tokens.list()[0].lastUsedAt == nil)
        let start = hub.clock.now()
        func used() async throws -> Span? {
            _ = try await hub.tokens.person(bearer: made.text)
            return try await hub.tokens.list()[0].lastUsedAt.map { $0 - start }
        }
        #expect(try await used() == .zero)
        hub.pass(.seconds(59))
        #expect(try await used() == .zero)
        hub.pass(.seconds(1))
        #expect(try await used() == .seconds(60))
    }

    @Test(arguments: [
        (Role.admin, [Role.admin, .scheduler, .supervisor, .floor, .viewer]),
        (.scheduler, [.scheduler, .supervisor, .floor, .viewer]),
        (.supervisor, [.scheduler, .supervisor, .floor, .viewer]),
        (.floor, [.floor, .viewer]),
        (.viewer, [.viewer]),
    ])
    func aTokenIsNeverAboveItsMaker(own: Role, allowed: [Role]) async throws {
        let hub = try await PeopleHub()
        let maker = try await hub.add("Maker", own)
        for role in Role.allCases {
            let code = await problemCode {
                _ = try await hub.tokens.create(name: role.rawValue, role: role, expiresAt: nil, by: author(maker))
            }
            #expect(code == (allowed.contains(role) ? nil : "token_role_above_own"), "\(own) makes \(role)")
        }
    }

    @Test func theStoredRoleDecidesAndNotTheOneARequestCameWith() async throws {
        let hub = try await PeopleHub()
        let ana = try await hub.add("Ana", .viewer)
        let stale = Author(Person(id: ana.id, name: "Ana", role: .admin, proof: .session), via: .page)
        let code = await problemCode {
            _ = try await hub.tokens.create(name: "MES", role: .admin, expiresAt: nil, by: stale)
        }
        #expect(code == "token_role_above_own")
    }

    @Test func aTokenIsRefusedWhileItsMakerMayNoLongerDoWhatItMay() async throws {
        let hub = try await PeopleHub()
        try await hub.add("Boss", .admin)
        let ana = try await hub.add("Ana", .admin)
        let made = try await hub.tokens.create(name: "MES", role: .scheduler, expiresAt: nil, by: author(ana))
        try await hub.people.setRole(.supervisor, of: ana.id, by: .system)
        #expect(try await hub.tokens.person(bearer: made.text) != nil)
        try await hub.people.setRole(.floor, of: ana.id, by: .system)
        #expect(try await hub.tokens.person(bearer: made.text) == nil)
        try await hub.people.setRole(.admin, of: ana.id, by: .system)
        #expect(try await hub.tokens.person(bearer: made.text) != nil)
        try await hub.people.setActive(false, of: ana.id, by: .system)
        #expect(try await hub.tokens.person(bearer: made.text) == nil)
        try await hub.people.remove(ana.id, by: .system)
        #expect(try await hub.tokens.person(bearer: made.text) == nil)
        #expect(try await hub.tokens.list()[0].revokedAt != nil)
    }

    @Test func tokensAreMadeByPeopleAndAtTheTerminalButNotByTokens() async throws {
        let hub = try await PeopleHub()
        let robot = Author(Person(id: nil, name: "MES", role: .admin, proof: .token), via: .api)
        #expect(
            await problemCode { _ = try await hub.tokens.create(name: "a", role: .viewer, expiresAt: nil, by: robot) }
                == "token_by_token")
        #expect(
            await problemCode { _ = try await hub.tokens.create(name: "a", role: .viewer, expiresAt: nil, by: .system) }
                == "token_without_person")
        let terminal = Author(Person(id: nil, name: "root", role: .admin, proof: .terminal), via: .verb)
        let made = try await hub.tokens.create(name: "a", role: .admin, expiresAt: nil, by: terminal)
        #expect(try await hub.tokens.person(bearer: made.text)?.role == .admin)
    }

    @Test func textsThatAreNoTokenAreNobody() async throws {
        let hub = try await PeopleHub()
        let ana = try await hub.add("Ana", .admin)
        let made = try await hub.tokens.create(name: "MES", role: .viewer, expiresAt: nil, by: author(ana))
        let hash = Digest.of(made.text).hex
        for text in ["", "gmb_", "gmb_x", hash, "gmb_" + hash, String(made.text.dropFirst(4)), made.text + " "] {
            #expect(try await hub.tokens.person(bearer: text) == nil, "\(text)")
        }
    }
}
