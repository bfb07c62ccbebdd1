// Signing in: what is answered, what is kept, and when a session ends.

import Foundation
import Kernel
import Store
import Testing
import Web

@testable import Host

@Suite struct PeopleSignInTests {
    @Test func theRightPasswordGivesASessionOfThatPerson() async throws {
        let hub = try await PeopleHub(realHash: true)
        let ana = try await hub.add("Ana", .scheduler, password: "garçon numéro 1")
        // The same letters, typed on a keyboard that writes them decomposed.
        let signedIn = try await hub.enter(" ANA ", "garc\u{327}on nume\u{301}ro 1")
        #expect(signedIn.person == Person(id: ana.id, name: "Ana", role: .scheduler, proof: .session))
        let live = try #require(try await hub.signIn.person(sessionToken: signedIn.sessionToken))
        #expect(live.person == signedIn.person)
        #expect(live.csrf == signedIn.csrf)
        #expect(live.csrf != signedIn.sessionToken)
        #expect(await problemCode { _ = try await hub.enter("Ana", "garcon numero 1") } == "sign_in_failed")
    }

    @Test func wrongPasswordUnknownNameInactiveAndPasswordlessAreAnsweredAlikeAtTheSameCost() async throws {
        let hub = try await PeopleHub()
        try await hub.add("Ana")
        let away = try await hub.add("Away")
        try await hub.people.setActive(false, of: away.id, by: .system)
        try await hub.add("Nobody Yet", password: nil)
        #expect(await problemCode { _ = try await hub.enter("Ana", "wrong") } == "sign_in_failed")
        #expect(await problemCode { _ = try await hub.enter("Mallory") } == "sign_in_failed")
        #expect(await problemCode { _ = try await hub.enter("Away") } == "sign_in_failed")
        #expect(await problemCode { _ = try await hub.enter("Nobody Yet", "decoy") } == "sign_in_failed")
        #expect(
            await problemCode { _ = try await hub.enter("Ana", String(repeating: "x", count: 2000)) }
                == "sign_in_failed")
        let stored = "quick:" + PeopleHub.password
        #expect(hub.compared == [stored, "decoy", stored, "decoy", stored])
        #expect(try await hub.signIn.sessions(of: 1).isEmpty)
    }

    @Test func theDecoyCostsWhatARealHashCosts() {
        let real = Password.hash("anything at all").split(separator: "$")
        let decoy = PasswordWork().decoy.split(separator: "$")
        #expect(real.prefix(4) == decoy.prefix(4))
        #expect(real.map(\.count) == decoy.map(\.count))
        #expect(Password.verify("anything at all", against: real.joined(separator: "$")))
        #expect(!Password.verify("", against: PasswordWork().decoy))
    }

    @Test func neitherTokenNorPasswordIsInTheDatabase() async throws {
        let hub = try await PeopleHub(realHash: true)
        try await hub.add("Ana")
        let signedIn = try await hub.enter("Ana")
        // A password typed into the field for the name.
        _ = await problemCode { _ = try await hub.enter("my other password", "x") }
        let everything = try await hub.everything()
        #expect(everything.contains(SignIn.sessionID(of: signedIn.sessionToken)))
        #expect(!everything.contains(signedIn.sessionToken))
        #expect(!everything.contains(PeopleHub.password))
        #expect(!everything.contains("my other password"))
    }

    @Test func eachSignInMakesANewSessionAndEndsTheOneTheBrowserHad() async throws {
        let hub = try await PeopleHub()
        let ana = try await hub.add("Ana")
        let planted = "a-token-chosen-by-somebody-else"
        let first = try await hub.signIn.signIn(
            name: "Ana", password: PeopleHub.password, address: "10.0.0.5", agent: "Firefox", replacing: planted)
        #expect(first.sessionToken != planted)
        #expect(try await hub.signIn.person(sessionToken: planted) == nil)
        #expect(try await hub.signIn.person(sessionToken: first.sessionToken) != nil)
        let second = try await hub.signIn.signIn(
            name: "Ana", password: PeopleHub.password, address: "10.0.0.5", agent: "Firefox",
            replacing: first.sessionToken)
        #expect(second.sessionToken != first.sessionToken)
        #expect(second.csrf != first.csrf)
        #expect(try await hub.signIn.person(sessionToken: first.sessionToken) == nil)
        #expect(try await hub.signIn.sessions(of: ana.id).map(\.id) == [SignIn.sessionID(of: second.sessionToken)])
    }

    @Test func aSessionEndsAfterTwelveHoursWithoutARequest() async throws {
        let hub = try await PeopleHub()
        try await hub.add("Ana")
        let used = try await hub.enter("Ana").sessionToken
        let idle = try await hub.enter("Ana").sessionToken
        hub.pass(.hours(11))
        #expect(try await hub.signIn.person(sessionToken: used) != nil)
        hub.pass(.hours(1))
        #expect(try await hub.signIn.person(sessionToken: idle) == nil)
        #expect(try await hub.signIn.person(sessionToken: used) != nil)
        hub.pass(.hours(12))
        #expect(try await hub.signIn.person(sessionToken: used) == nil)
    }

    @Test func aSessionEndsAfterThirtyDaysHoweverMuchItIsUsed() async throws {
        let hub = try await PeopleHub()
        let ana = try await hub.add("Ana")
        let token = try await hub.enter("Ana").sessionToken
        for _ in 0..<71 {
            hub.pass(.hours(10))
            #expect(try await hub.signIn.person(sessionToken: token) != nil)
        }
        // Five seconds before the end, so that the answer is still held in memory when it comes.
        hub.pass(Span(milliseconds: Span.hours(10).milliseconds - 5000))
        #expect(try await hub.signIn.person(sessionToken: token) != nil)
        hub.pass(.seconds(5))
        #expect(try await hub.signIn.person(sessionToken: token) == nil)
        #expect(try await hub.signIn.sessions(of: ana.id).isEmpty)
    }

    @Test func theLastUseIsWrittenAtMostOnceAMinute() async throws {
        let hub = try await PeopleHub()
        let ana = try await hub.add("Ana")
        let token = try await hub.enter("Ana").sessionToken
        let start = hub.clock.now()
        func seen() async throws -> Span? {
            _ = try await hub.signIn.person(sessionToken: token)
            return try await hub.signIn.sessions(of: ana.id).first.map { $0.lastSeenAt - start }
        }
        hub.pass(.seconds(59))
        #expect(try await seen() == .zero)
        hub.pass(.seconds(1))
        #expect(try await seen() == .seconds(60))
        hub.pass(.seconds(30))
        #expect(try await seen() == .seconds(60))
    }

    @Test func aDeactivatedPersonIsOutAtOnce() async throws {
        let hub = try await PeopleHub()
        let ana = try await hub.add("Ana")
        let token = try await hub.enter("Ana").sessionToken
        #expect(try await hub.signIn.person(sessionToken: token) != nil)
        try await hub.people.setActive(false, of: ana.id, by: .system)
        #expect(try await hub.signIn.person(sessionToken: token) == nil)
        try await hub.people.setActive(true, of: ana.id, by: .system)
        #expect(try await hub.signIn.person(sessionToken: token) == nil)
    }

    @Test func aDemotedPersonIsDemotedInTheirOpenSession() async throws {
        let hub = try await PeopleHub()
        try await hub.add("Boss", .admin)
        let ana = try await hub.add("Ana", .admin)
        let token = try await hub.enter("Ana").sessionToken
        #expect(try await hub.signIn.person(sessionToken: token)?.person.role == .admin)
        try await hub.people.setRole(.viewer, of: ana.id, by: .system)
        #expect(try await hub.signIn.person(sessionToken: token)?.person.role == .viewer)
    }

    @Test func aNewPasswordAndARemovalEndAllSessionsOfThePersonAndNobodyElses() async throws {
        let hub = try await PeopleHub()
        let ana = try await hub.add("Ana")
        try await hub.add("Bo")
        let tokens = [try await hub.enter("Ana").sessionToken, try await hub.enter("Ana").sessionToken]
        let other = try await hub.enter("Bo").sessionToken
        for token in tokens { #expect(try await hub.signIn.person(sessionToken: token) != nil) }
        try await hub.people.setPassword("a new password", of: ana.id, by: .system)
        for token in tokens { #expect(try await hub.signIn.person(sessionToken: token) == nil) }
        #expect(await problemCode { _ = try await hub.enter("Ana") } == "sign_in_failed")
        let again = try await hub.enter("Ana", "a new password").sessionToken
        #expect(try await hub.signIn.person(sessionToken: again) != nil)
        try await hub.people.remove(ana.id, by: .system)
        #expect(try await hub.signIn.person(sessionToken: again) == nil)
        #expect(try await hub.signIn.person(sessionToken: other) != nil)
    }

    @Test func whatAnotherNodeEndsIsSeenWithinTenSeconds() async throws {
        let hub = try await PeopleHub()
        try await hub.add("Ana")
        let token = try await hub.enter("Ana").sessionToken
        #expect(try await hub.signIn.person(sessionToken: token) != nil)
        let elsewhere = SignIn(people: People(database: hub.database, clock: hub.clock))
        try await elsewhere.signOut(sessionToken: token)
        hub.pass(.seconds(11))
        #expect(try await hub.signIn.person(sessionToken: token) == nil)
    }

    @Test func somebodyDeactivatedInTheDatabaseAloneIsOutToo() async throws {
        let hub = try await PeopleHub()
        try await hub.add("Ana")
        let token = try await hub.enter("Ana").sessionToken
        _ = try await hub.database.write { tx in try tx.execute("UPDATE people SET is_active = 0") }
        #expect(try await hub.signIn.person(sessionToken: token) == nil)
    }

    @Test func aReadThatBeganBeforeASessionEndedIsNotKept() {
        let cache = SessionCache()
        let now = Instant(seconds: 1)
        let session = LiveSession(
            id: "s", person: Person(id: 1, name: "Ana", role: .floor, proof: .session), csrf: "c", lastSeenAt: now,
            expiresAt: now + .days(1))
        let before = cache.generation
        cache.forget(person: 1)
        cache.keep(session, readAt: now, generation: before)
        #expect(cache.session("s", at: now) == nil)
        cache.keep(session, readAt: now, generation: cache.generation)
        #expect(cache.session("s", at: now) == session)
        #expect(cache.session("s", at: now - .seconds(1)) == nil)
    }

    @Test func signingOutAndEndingASessionEndIt() async throws {
        let hub = try await PeopleHub()
        let ana = try await hub.add("Ana")
        let bo = try await hub.add("Bo")
        let one = try await hub.enter("Ana").sessionToken
        let two = try await hub.enter("Ana").sessionToken
        #expect(try await hub.signIn.person(sessionToken: one) != nil)
        #expect(try await hub.signIn.person(sessionToken: two) != nil)
        try await hub.signIn.signOut(sessionToken: one)
        #expect(try await hub.signIn.person(sessionToken: one) == nil)
        let id = SignIn.sessionID(of: two)
        #expect(await problemCode { try await hub.signIn.endSession(id, of: bo.id, by: .system) } == "session_missing")
        #expect(try await hub.signIn.person(sessionToken: two) != nil)
        try await hub.signIn.endSession(id, of: ana.id, by: .system)
        #expect(try await hub.signIn.person(sessionToken: two) == nil)
    }

    @Test func aPersonHasAtMostFiftySessions() async throws {
        let hub = try await PeopleHub()
        let ana = try await hub.add("Ana")
        let first = try await hub.enter("Ana").sessionToken
        for _ in 0..<SignIn.sessionLimit {
            hub.pass(.seconds(1))
            _ = try await hub.enter("Ana")
        }
        #expect(try await hub.signIn.sessions(of: ana.id).count == SignIn.sessionLimit)
        #expect(try await hub.signIn.person(sessionToken: first) == nil)
    }

    @Test func tokensThatWereNeverGivenOpenNothing() async throws {
        let hub = try await PeopleHub()
        try await hub.add("Ana")
        let signedIn = try await hub.enter("Ana")
        let hash = SignIn.sessionID(of: signedIn.sessionToken)
        for token in ["", "x", hash, String(repeating: "x", count: 10_000), signedIn.sessionToken.lowercased()] {
            #expect(try await hub.signIn.person(sessionToken: token) == nil)
        }
    }

    @Test func aPasswordChangedWhileItIsComparedGivesNoSession() async throws {
        let gate = Gate()
        let hub = try await PeopleHub(whileComparing: { gate.pass() })
        let ana = try await hub.add("Ana")
        gate.close()
        let entering = Task { await problemCode { _ = try await hub.enter("Ana") } }
        while gate.waiting == 0 { await Task.yield() }
        try await hub.people.setPassword("a new password", of: ana.id, by: .system)
        gate.open()
        #expect(await entering.value == "sign_in_failed")
        #expect(try await hub.signIn.sessions(of: ana.id).isEmpty)
    }

    @Test func atMostTwoPasswordsAreComparedAtATimeAndAFloodIsToldToWait() async throws {
        let gate = Gate()
        let hub = try await PeopleHub(whileComparing: { gate.pass() })
        try await hub.add("Ana")
        gate.close()
        let flood = (0..<PasswordWork.placeLimit).map { n in
            Task { await problemCode { _ = try await hub.enter("Ana", from: "10.0.1.\(n)") } }
        }
        func attempts() async throws -> Int64? {
            try await hub.database.read { tx in try tx.int("SELECT COUNT(*) FROM sign_in_attempts") }
        }
        // Each of them is written down for its pair, its address and its name before a password is compared.
        let all = Int64(3 * PasswordWork.placeLimit)
        while try await attempts() != all || gate.waiting < PasswordWork.concurrentLimit { await Task.yield() }
        #expect(await problemCode { _ = try await hub.enter("Ana") } == "busy")
        #expect(await problemCode { try await hub.add("Bo") } == "busy")
        // A busy answer looks at no password and counts as no attempt.
        #expect(try await attempts() == all)
        gate.open()
        for task in flood { #expect(await task.value == nil) }
        #expect(gate.most == 2)
        #expect(hub.people.work.taken == 0)
        _ = try await hub.enter("Ana")
    }

    @Test func csrfIsComparedWhole() {
        #expect(CSRF.isValid(csrf: "abc", given: "abc"))
        #expect(!CSRF.isValid(csrf: "abc", given: "abd"))
        #expect(!CSRF.isValid(csrf: "abc", given: "ab"))
        #expect(!CSRF.isValid(csrf: "abc", given: ""))
        #expect(!CSRF.isValid(csrf: "", given: ""))
    }
}

/// Holds threads back until it is opened, and counts them.
private final class Gate: @unchecked Sendable {
    private let condition = NSCondition()
    private var isOpen = true
    private var held = 0
    private var inside = 0
    private var mostInside = 0

    /// Threads that found it closed.
    var waiting: Int { condition.withLock { held } }
    /// The most threads that were here at one time.
    var most: Int { condition.withLock { mostInside } }

    func close() { condition.withLock { isOpen = false } }

    func open() {
        condition.withLock {
            isOpen = true
            condition.broadcast()
        }
    }

    func pass() {
        condition.withLock {
            inside += 1
            mostInside = max(mostInside, inside)
            if !isOpen { held += 1 }
            while !isOpen { condition.wait() }
            inside -= 1
        }
    }
}
