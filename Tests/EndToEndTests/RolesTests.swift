// Every route asked by everybody: strangers, the five roles by session, the five roles by token. What the answer must be
// is worked out from the route's own access rule, so a new route is in here the day it is written.

import Host
import Kernel
import TestKit
import Testing
import Web

@Suite struct RolesTests {
    /// What a caller without a right to a route is told; nil for one who may.
    private func refusal(_ access: Access, _ asker: Asker) -> (status: Int, code: String)? {
        let allowed: Bool
        switch access {
        case .open: return nil
        case .signedIn: allowed = true
        case .needs(let permission), .needsUnlessOpened(let permission, _):
            allowed = asker.role.map { permission.isGranted(to: $0) } ?? false
        }
        if asker.role == nil { return (401, "sign_in_needed") }
        return allowed ? nil : (403, "not_allowed")
    }

    /// Routes that end the session they are asked by.
    private static let farewells = ["/sign-out", "/me/password", "/me/sessions/end"]

    @Test("every route lets in whom its rule names, turns the others away, and never breaks", arguments: Asker.all)
    func matrix(asker: Asker) async throws {
        let plant = try await TestPlant()
        let samples = try await RouteSamples(plant)
        for route in plant.routes {
            let target = try #require(
                samples.target(route.pattern), "no sample for \(route.pattern): say in RouteSamples what it names")
            let carried: Carried =
                route.method == .get ? .nothing : route.pattern.hasPrefix("/api/") ? .json([:]) : .form([])
            let answer = try await plant.send(
                route.method, target, as: asker, carried, headers: [("accept", "application/json")])
            let told = "\(route.method.rawValue) \(target) as \(asker): \(answer.status) \(answer.code ?? "")"
            if let refusal = refusal(route.access, asker) {
                #expect(answer.status == refusal.status && answer.code == refusal.code, "\(told)")
            } else {
                #expect(
                    answer.status < 500 && answer.code != "not_allowed" && answer.code != "sign_in_needed"
                        && answer.code != "csrf", "\(told)")
            }
            if Self.farewells.contains(route.pattern), let role = asker.role { await plant.forgetSession(role) }
        }
    }

    @Test("a stranger's browser is led to sign in from every page, and comes back to it")
    func pagesLeadToSignIn() async throws {
        let plant = try await TestPlant()
        let samples = try await RouteSamples(plant)
        for route in plant.routes where route.method == .get && route.access != .open {
            let target = try #require(samples.target(route.pattern))
            let answer = try await plant.send(.get, target, as: .stranger)
            if target.hasPrefix("/api/") {
                #expect(answer.status == 401, "\(target)")
            } else {
                #expect(answer.status == 303, "\(target)")
                let location = answer.header("location") ?? ""
                #expect(location == (target == "/" ? "/sign-in" : "/sign-in?to=" + URLText.encode(target)), "\(target)")
            }
        }
    }

    @Test(
        "a token that is expired, revoked, unknown or badly written makes nobody of its sender, even beside a session")
    func deadTokens() async throws {
        let plant = try await TestPlant([])
        let target = "/api/v1/traceability/changes"
        for value in ["Bearer gmb_unknown", "Bearer", "Bearer ", "Basic Z2VtYmE6Z2VtYmE=", "gmb_unknown", ""] {
            let answer = try await plant.send(.get, target, as: .admin, headers: [("authorization", value)])
            #expect(answer.status == 401, "\(value)")
        }
        let made = try await plant.send(
            .post, "/api/v1/tokens", as: .admin, .json(["name": "short", "role": "viewer", "days": 1]))
        #expect(made.status == 201, "\(made.text)")
        let document = try made.json
        let bearer: [(name: String, value: String)] = [("authorization", "Bearer " + (document["token"]?.string ?? ""))]
        #expect(try await plant.send(.get, target, as: .stranger, headers: bearer).status == 200)
        plant.clock.advance(.days(2))
        #expect(try await plant.send(.get, target, as: .stranger, headers: bearer).status == 401, "expired")
        let other = try await plant.send(
            .post, "/api/v1/tokens", as: .admin, .json(["name": "gone", "role": "viewer", "days": 1]))
        // Two days later the session has ended too.
        #expect(other.status == 401)
        await plant.forgetSession(.admin)
        let fresh = try await plant.send(
            .post, "/api/v1/tokens", as: .admin, .json(["name": "gone", "role": "viewer", "days": 1])
        ).json
        let live: [(name: String, value: String)] = [("authorization", "Bearer " + (fresh["token"]?.string ?? ""))]
        #expect(try await plant.send(.get, target, as: .stranger, headers: live).status == 200)
        let id = try #require(fresh["id"]?.int)
        #expect(try await plant.send(.delete, "/api/v1/tokens/\(id)", as: .admin).status == 200)
        #expect(try await plant.send(.get, target, as: .stranger, headers: live).status == 401, "revoked")
    }
}
