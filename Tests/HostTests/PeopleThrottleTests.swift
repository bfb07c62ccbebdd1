// Throttling: when somebody has to wait, how long, and who does not.

import Kernel
import Store
import Testing
import Web

@testable import Host

@Suite struct PeopleThrottleTests {
    private func minutes(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch {
            let problem = Problem(error)
            return problem.code == "sign_in_throttled" ? problem.parameters["minutes"] : problem.code
        }
    }

    private func fail(_ hub: PeopleHub, _ times: Int, name: String = "Ana", from address: String = "10.0.0.5") async {
        for _ in 0..<times { _ = await problemCode { _ = try await hub.enter(name, "wrong", from: address) } }
    }

    @Test func afterFiveFailuresEvenTheRightPasswordHasToWait() async throws {
        let hub = try await PeopleHub()
        try await hub.add("Ana")
        await fail(hub, 4)
        #expect(await minutes { _ = try await hub.enter("Ana", "wrong") } == "sign_in_failed")
        #expect(await minutes { _ = try await hub.enter("Ana") } == "1")
        #expect(await minutes { _ = try await hub.enter("ANA ") } == "1")
        #expect(hub.compared.count == 5)
        // Elsewhere the same person gets in.
        _ = try await hub.enter("Ana", from: "10.0.0.6")
        hub.pass(.seconds(60))
        _ = try await hub.enter("Ana")
    }

    @Test func eachFurtherFailureDoublesTheWait() async throws {
        let hub = try await PeopleHub()
        try await hub.add("Ana")
        await fail(hub, 5)
        for expected in ["1", "2", "4", "8"] {
            #expect(await minutes { _ = try await hub.enter("Ana", "wrong") } == expected)
            hub.pass(.minutes(Int64(expected) ?? 0))
            #expect(await minutes { _ = try await hub.enter("Ana", "wrong") } == "sign_in_failed")
        }
    }

    @Test func refusedAttemptsAreRecordedButDoNotMakeTheWaitLonger() async throws {
        let hub = try await PeopleHub()
        try await hub.add("Ana")
        await fail(hub, 5)
        await fail(hub, 10)
        #expect(await minutes { _ = try await hub.enter("Ana") } == "1")
        let refused = try await hub.database.read { tx in
            try tx.int("SELECT COUNT(*) FROM sign_in_attempts WHERE subject = 'refused 10.0.0.5'")
        }
        #expect(refused == 11)
    }

    @Test func fourFailuresAndASuccessBeginAnew() async throws {
        let hub = try await PeopleHub()
        try await hub.add("Ana")
        await fail(hub, 4)
        _ = try await hub.enter("Ana")
        await fail(hub, 4)
        _ = try await hub.enter("Ana")
    }

    @Test func failuresFartherApartThanTheWindowDoNotAddUp() async throws {
        let hub = try await PeopleHub()
        try await hub.add("Ana")
        for _ in 0..<8 {
            await fail(hub, 1)
            hub.pass(.minutes(4))
        }
        _ = try await hub.enter("Ana")
    }

    @Test func anAddressHasTwentyFailuresWhateverTheNames() async throws {
        let hub = try await PeopleHub()
        try await hub.add("Ana")
        for n in 0..<10 { await fail(hub, 1, name: "guess \(n)") }
        // A success of one's own in between must not clear the address.
        _ = try await hub.enter("Ana")
        for n in 10..<20 { await fail(hub, 1, name: "guess \(n)") }
        #expect(await minutes { _ = try await hub.enter("Ana") } == "1")
        _ = try await hub.enter("Ana", from: "10.0.0.6")
    }

    @Test func aNameHasFiftyFailuresWhateverTheAddresses() async throws {
        let hub = try await PeopleHub()
        try await hub.add("Ana")
        try await hub.add("Bo")
        for n in 0..<50 { await fail(hub, 1, from: "10.0.1.\(n)") }
        #expect(await minutes { _ = try await hub.enter("Ana") } == "1")
        _ = try await hub.enter("Bo")
    }

    @Test func manyGuessesAtOnceAreNoWayAround() async throws {
        let hub = try await PeopleHub()
        try await hub.add("Ana")
        let codes = await withTaskGroup(of: String?.self) { group in
            for _ in 0..<12 { group.addTask { await problemCode { _ = try await hub.enter("Ana", "wrong") } } }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(codes.filter { $0 == "sign_in_failed" }.count == 5)
        #expect(codes.filter { $0 == "sign_in_throttled" }.count == 7)
    }

    @Test func confirmingAPasswordIsThrottledTooAndMakesNoSession() async throws {
        let hub = try await PeopleHub()
        let ana = try await hub.add("Ana")
        try await hub.signIn.confirm(name: "Ana", password: PeopleHub.password, address: "10.0.0.5")
        for _ in 0..<5 {
            let code = await problemCode {
                try await hub.signIn.confirm(name: "Ana", password: "wrong", address: "10.0.0.5")
            }
            #expect(code == "sign_in_failed")
        }
        #expect(await minutes { _ = try await hub.enter("Ana") } == "1")
        #expect(try await hub.signIn.sessions(of: ana.id).isEmpty)
    }

    @Test func oldAttemptsAreDeleted() async throws {
        let hub = try await PeopleHub()
        try await hub.add("Ana")
        await fail(hub, 3)
        hub.pass(.hours(24))
        _ = try await hub.enter("Ana")
        let kept = try await hub.database.read { tx in try tx.int("SELECT COUNT(*) FROM sign_in_attempts") }
        #expect(kept == 3)
    }

    @Test func theWaitNeverExceedsAnHourAndEndsOnTime() {
        let start = Instant(seconds: 0)
        let failures = (0..<40).map { start + .seconds($0) }
        let last = failures[39]
        #expect(Throttle.wait(failures: failures, limit: 5, at: last) == .minutes(60))
        #expect(Throttle.wait(failures: failures, limit: 5, at: last + .minutes(60)) == nil)
        #expect(Throttle.wait(failures: [], limit: 5, at: start) == nil)
        #expect(Throttle.wait(failures: Array(failures.prefix(4)), limit: 5, at: start) == nil)
        #expect(Throttle.minutes(.milliseconds(1)) == 1)
        #expect(Throttle.minutes(.milliseconds(60_001)) == 2)
    }
}
