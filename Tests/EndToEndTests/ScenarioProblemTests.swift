// Refusals: problem documents for programs, pages for people, in one order (401, 403, 404, 422), so that nobody learns by
// asking what is there.

import Host
import Kernel
import Testing
import Web

@Suite struct ScenarioProblemTests {
    @Test("a problem document has its five members and its own type")
    func document() async throws {
        let plant = try await TestPlant([])
        let asked: [(Asker, Web.Method, String, Carried, Int, String)] = [
            (.stranger, .get, "/api/v1/traceability/changes", .nothing, 401, "sign_in_needed"),
            (.token(.viewer), .get, "/api/v1/people", .nothing, 403, "not_allowed"),
            (.token(.admin), .get, "/api/v1/nothing", .nothing, 404, "page_missing"),
            (.token(.admin), .get, "/api/v1/traceability/changes?line=one", .nothing, 422, "parameter_invalid"),
            (.token(.admin), .get, "/api/v1/traceability/changes?from=soon", .nothing, 422, "time_invalid"),
            (.token(.admin), .get, "/api/v1/intake/sources/4711", .nothing, 404, "source_missing"),
            (.token(.admin), .post, "/api/v1/intake/profiles", .text("{\"name\":"), 422, "json_invalid"),
        ]
        for (asker, method, target, carried, status, code) in asked {
            let answer = try await plant.send(method, target, as: asker, carried)
            #expect(answer.status == status, "\(target)")
            #expect(answer.header("content-type") == "application/problem+json", "\(target)")
            let problem = try answer.json
            #expect(problem["type"]?.string == "urn:gemba:problem:\(code)", "\(target): \(answer.text)")
            #expect(problem["status"]?.int == Int64(status), "\(target)")
            #expect(problem["code"]?.string == code, "\(target)")
            for name in ["title", "detail"] { #expect(problem[name]?.string?.isEmpty == false, "\(target): \(name)") }
        }
    }

    @Test("a problem is told in the caller's language")
    func languages() async throws {
        let plant = try await TestPlant([])
        var titles: Set<String> = []
        for language in Language.allCases {
            let answer = try await plant.send(
                .get, "/api/v1/traceability/changes?line=one", headers: [("accept-language", language.rawValue)])
            titles.insert(try answer.json["title"]?.string ?? "")
        }
        #expect(titles.count == Language.allCases.count)
    }

    @Test("who may not ask is told so before anything is looked up or read")
    func order() async throws {
        let plant = try await TestPlant()
        try await plant.run([
            Scenario("stranger, nothing there", "/api/v1/intake/sources/4711", as: .stranger, status: 401),
            Scenario("stranger, senseless", "/api/v1/traceability/changes?line=one", as: .stranger, status: 401),
            Scenario("stranger, unknown path", "/api/v1/nothing", as: .stranger, status: 401),
            Scenario("stranger, wrong method", .delete, "/api/v1/traceability/changes", as: .stranger, status: 401),
            Scenario(
                "no permission, nothing there", .post, "/api/v1/intake/rejects/4711/retry", as: .token(.viewer),
                .json([:]), status: 403),
            Scenario(
                "no permission, senseless", .post, "/api/v1/intake/profiles", as: .token(.supervisor), .text("{"),
                status: 403),
            Scenario(
                "no permission, unknown person", .post, "/people/4711/role", as: .supervisor, .form([("role", "king")]),
                status: 403),
            Scenario(
                "nothing there, senseless", .post, "/people/4711/role", as: .admin, .form([("role", "admin")]),
                status: 404),
            Scenario(
                "senseless", .post, "/people/\(try await plant.person(.viewer).id)/role", as: .admin,
                .form([("role", "king")]), status: 422),
            Scenario("signed in, unknown path", "/nothing", as: .viewer, status: 404),
            Scenario(
                "signed in, unknown path of the interface", "/api/v1/nothing", as: .viewer, status: 404,
                mustContain: ["page_missing"]),
            Scenario("an id that is no number", "/traceability/changes/x", as: .viewer, status: 404),
        ])
        let unknown = try await plant.send(.get, "/nothing", as: .stranger)
        #expect(unknown.status == 303)
        #expect(unknown.header("location")?.hasPrefix("/sign-in") == true)
    }

    @Test("another method is 405 and says which there are; HEAD is GET without its body")
    func methods() async throws {
        let plant = try await TestPlant([])
        let wrong = try await plant.send(.delete, "/api/v1/traceability/changes")
        #expect(wrong.status == 405)
        #expect(wrong.header("allow")?.contains("GET") == true)
        #expect(try await plant.send(.post, "/traceability", as: .admin).status == 405)
        let head = try await plant.send(.head, "/traceability")
        #expect(head.status == 200)
        #expect(head.text.isEmpty)
    }

    @Test("a session's write without the proof of our page is 403, whatever the route; a token's needs none")
    func forgery() async throws {
        let plant = try await TestPlant()
        let writes = plant.routes.filter { $0.method != .get && $0.access != .open }
        #expect(writes.count > 20)
        for route in writes {
            let target = route.pattern.replacing(/\{[a-z]+\}/, with: "1")
            let answer = try await plant.send(
                route.method, target, as: .admin, .form([]), headers: [("accept", "application/json")],
                provesPage: false)
            #expect(
                answer.status == 403 && answer.code == "csrf",
                "\(route.method.rawValue) \(route.pattern): \(answer.status)")
            let wrong = try await plant.send(
                route.method, target, as: .admin, .form([("csrf", "wrong")]), headers: [("accept", "application/json")],
                provesPage: false)
            #expect(wrong.status == 403 && wrong.code == "csrf", "\(route.method.rawValue) \(route.pattern)")
        }
        #expect(try await plant.get("/api/v1/me", as: .admin).status == 200, "nothing of that ended the session")
    }

    @Test("every answer carries the headers that keep browsers out of trouble")
    func headers() async throws {
        let plant = try await TestPlant()
        for target in [
            "/", "/traceability", "/sign-in", "/nothing", "/api/v1/traceability/changes", "/api/v1/nothing", "/health",
        ] {
            for asker in [Asker.stranger, .token(.admin)] {
                let answer = try await plant.get(target, as: asker)
                #expect(answer.header("x-content-type-options") == "nosniff", "\(target)")
                #expect(answer.header("content-security-policy")?.contains("default-src 'none'") == true, "\(target)")
                #expect(answer.header("x-request-id")?.isEmpty == false, "\(target)")
            }
        }
    }
}
