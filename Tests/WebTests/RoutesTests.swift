// From request to answer without a socket: which route, who may, the order of refusals, and what every answer has.

import Kernel
import Testing

@testable import Web

@Suite struct RoutesTests {
    static let view = Permission("demo.view", [.floor, .viewer])
    static let edit = Permission("demo.edit", [.supervisor])

    static let routes = [
        Route(.get, "/", .signedIn) { _ in .text("home") },
        Route(.get, "/open", .open) { _ in .text("open") },
        Route(.get, "/lots/{lot}", .needs(view)) { .text("lot \($0.path["lot"] ?? "")") },
        Route(.get, "/lots/new", .needs(edit)) { _ in .text("new") },
        Route(.get, "/runs/{id}", .needs(view)) { .text("run \(try $0.id())") },
        Route(.post, "/lots/{lot}", .needs(edit)) { .text("saved \($0.form.text("note"))") },
        Route(.post, "/strict", .needs(edit)) { visit in
            guard visit.form["name"] != nil else { throw Problem(.input, "name_missing") }
            return .text("ok")
        },
        Route(.get, "/api/old", .needsUnlessOpened(view, setting: "legacy.open")) { _ in .text("old") },
        Route(.post, "/api/old", .needsUnlessOpened(view, setting: "legacy.open")) { _ in .text("written") },
        Route(.get, "/fails", .open) { _ in throw ProbeFailure(what: "a secret detail") },
    ]

    static func ask(
        _ method: Web.Method, _ target: String, who: String? = nil, headers: [(name: String, value: String)] = [],
        form: String? = nil,
        opened: Set<String> = [], proof: Person.Proof = .session
    ) async -> WebResponse {
        var headers = headers
        if let who { headers.append(("cookie", "gemba_theme=dark; who=\(who)")) }
        if form != nil { headers.append(("content-type", "application/x-www-form-urlencoded")) }
        let app = WebApp(routes: routes, house: Probe.house(opened: opened, proof: proof))
        return await app.respond(
            to: WebRequest(method, target, headers: headers, body: WebBody(bytes: Array((form ?? "").utf8))))
    }

    @Test func strangersLearnNothing() async {
        for target in ["/lots/1", "/nothing", "/lots/new", "/runs/x"] {
            #expect(await Self.ask(.get, target, headers: [("accept", "application/json")]).status == 401, "\(target)")
            #expect(await Self.ask(.post, target, form: "").status == 401, "\(target)")
            let page = await Self.ask(.get, target)
            #expect(page.status == 303)
            #expect(page.header("location")?.hasPrefix("/sign-in?to=%2F") == true)
        }
        #expect(await Self.ask(.delete, "/lots/1").status == 401)
        #expect(await Self.ask(.get, "/").header("location") == "/sign-in")
    }

    @Test func refusalsComeInOneOrder() async {
        // 401 before 403 before 404 before 422.
        #expect(await Self.ask(.post, "/strict", form: "csrf=wrong").status == 401)
        #expect(await Self.ask(.post, "/strict", who: "floor", form: "csrf=secret").status == 403)
        #expect(await Self.ask(.post, "/strict", who: "supervisor", form: "csrf=wrong&name=x").status == 403)
        #expect(await Self.ask(.get, "/nothing", who: "floor").status == 404)
        #expect(await Self.ask(.get, "/runs/seven", who: "floor").status == 404)
        #expect(await Self.ask(.get, "/runs/seven", who: "scheduler").status == 403)
        #expect(await Self.ask(.post, "/strict", who: "supervisor", form: "csrf=secret").status == 422)
        #expect(await Self.ask(.post, "/strict", who: "supervisor", form: "csrf=secret&name=x").status == 200)
        let other = await Self.ask(.delete, "/lots/1", who: "floor")
        #expect(other.status == 405)
        #expect(other.header("allow")?.contains("GET") == true)
    }

    @Test func aBrowsersWriteNeedsTheTokenOfItsSession() async {
        #expect(await Self.ask(.post, "/lots/1", who: "admin", form: "note=x").status == 403)
        #expect(await Self.ask(.post, "/lots/1", who: "admin", form: "note=x&csrf=secreT").status == 403)
        #expect(await Self.ask(.post, "/lots/1", who: "admin", form: "note=x&csrf=").status == 403)
        #expect(await Self.ask(.post, "/lots/1", who: "admin", form: "note=x&csrf=secret").status == 200)
        #expect(await Self.ask(.post, "/lots/1?csrf=secret", who: "admin", form: "note=x").status == 200)
        #expect(
            await Self.ask(.post, "/lots/1", who: "admin", headers: [("X-CSRF-Token", "secret")], form: "note=x").status
                == 200)
        #expect(await Self.ask(.post, "/lots/1", who: "admin", form: "note=x", proof: .demo).status == 403)
        // A token in the Authorization header is nothing a browser sends by itself.
        #expect(await Self.ask(.post, "/lots/1", who: "admin", form: "note=x", proof: .token).status == 200)
    }

    @Test func anOpenedRouteIsOpenForReadingOnly() async {
        #expect(await Self.ask(.get, "/api/old").status == 401)
        #expect(await Self.ask(.get, "/api/old", opened: ["legacy.open"]).status == 200)
        #expect(await Self.ask(.post, "/api/old", form: "", opened: ["legacy.open"]).status == 401)
    }

    @Test func everyAnswerCarriesTheSecurityHeaders() async {
        for answer in [
            await Self.ask(.get, "/open"), await Self.ask(.get, "/nothing"),
            await Self.ask(.get, "/lots/1", who: "scheduler"),
            await Self.ask(.get, "/fails"), await Self.ask(.delete, "/lots/1", who: "floor"),
        ] {
            for (name, value) in WebApp.securityHeaders {
                #expect(answer.header(name) == value, "\(answer.status) \(name)")
            }
            #expect(answer.header("x-request-id") == "test")
        }
        let policy = WebApp.securityHeaders.first { $0.0 == "content-security-policy" }?.1 ?? ""
        #expect(policy.contains("default-src 'none'"))
        #expect(!policy.contains("unsafe"))
    }

    @Test func faultsOfOursAreNotExplainedToTheReader() async throws {
        let answer = await Self.ask(.get, "/fails", headers: [("accept", "application/json")])
        #expect(answer.status == 500)
        #expect(answer.header("content-type") == "application/problem+json")
        let json = try JSON(parsing: try await answer.collect())
        #expect(json["code"]?.string == "unexpected")
        #expect(!json.text.contains("secret detail"))
    }

    @Test func literalPathsComeBeforePatterns() async throws {
        #expect(try await Self.text("/lots/new") == "new")
        #expect(try await Self.text("/lots/old") == "lot old")
        #expect(try await Self.text("/lots/a%2Fb") == "lot a/b")
        #expect(try await Self.text("/lots/a+b%20c") == "lot a+b c")
        #expect(try await Self.text("/runs/7") == "run 7")
        #expect(await Self.ask(.get, "/lots/a/b", who: "admin").status == 404)
        #expect(await Self.ask(.head, "/lots/x", who: "admin").status == 200)
        #expect(try await Self.ask(.head, "/lots/x", who: "admin").collect().isEmpty)
    }

    static func text(_ target: String) async throws -> String {
        String(decoding: try await ask(.get, target, who: "admin").collect(), as: UTF8.self)
    }

    @Test func parametersAreReadAndWritten() throws {
        let parameters = Parameters(urlEncoded: "a=1&b=x+y%2Bz&a=2&empty=&flag=on&bad=%zz&plain")
        #expect(parameters["a"] == "1")
        #expect(parameters.all("a") == ["1", "2"])
        #expect(parameters["b"] == "x y+z")
        #expect(parameters["empty"] == nil)
        #expect(parameters.has("empty"))
        #expect(parameters["bad"] == "%zz")
        #expect(parameters.has("plain"))
        #expect(parameters.flag("flag"))
        #expect(!parameters.flag("a2"))
        #expect(try parameters.int("a") == 1)
        #expect(try parameters.int("none") == nil)
        let problem = #expect(throws: Problem.self) { try parameters.int("b") }
        #expect(problem?.code == "parameter_invalid")
        #expect(Parameters(urlEncoded: "a=1&b=2").query(setting: ["b": "ü&", "c": "3", "a": nil]) == "b=%C3%BC%26&c=3")
    }

    @Test func theReadersLanguageIsTheOneAskedFor() {
        #expect(WebApp.preferred("de, fr-CA;q=0.8, en;q=0.7") == .fr)
        #expect(WebApp.preferred("de") == .en)
        #expect(WebApp.preferred(nil) == .en)
        #expect(WebApp.preferred("ES-mx") == .es)
    }
}
