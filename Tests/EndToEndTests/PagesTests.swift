// Every page in every language: it is there, in the reader's language, in words, well-formed and small; and nothing that
// came from a machine's file is ever taken for markup.

import App
import Foundation
import Host
import Kernel
import Testing
import Web

/// Which routes are pages.
enum PageRoutes {
    /// GETs that answer with files or for machines.
    private static let others: Set<String> = [
        "/health", "/ready", "/metrics", "/events", "/language", "/traceability/export", "/audit/export", "/ledger/export", "/rejects/export",
        "/machining/export", "/machining/timeline", "/scheduling/orders/export", "/scheduling/reports/{report}/export", "/scheduling/preview",
        "/batches/export", "/batches/deeds/{id}/backup.json", "/scheduling/export/{kind}",
        "/assets/{name}", "/sign-in",
    ]
    /// The maker of a built-in profile is the program; nobody may edit it.
    static let closed: Set<String> = ["/profiles/{name}/edit", "/scheduling/import/{id}"]

    static func all(_ plant: TestPlant) -> [String] {
        plant.routes.filter { $0.method == .get && !$0.pattern.hasPrefix("/api/") && !others.contains($0.pattern) }.map(
            \.pattern)
    }
}

@Suite struct PagesTests {
    static let bytesMax = 150_000

    /// A key that nobody gave words.
    private static func keys(_ text: String) -> [String] {
        let names =
            "traceability|machining|consolidation|batches|scheduling|table|problem|chart|frame|people|jobs|intake|sources|rejects|ledger|settings|audit|floor"
        guard let pattern = try? Regex<Substring>("\\b(?:\(names))\\.[a-z][a-z-]+") else {
            return ["the pattern is wrong"]
        }
        // A text that is nothing but words with points between them is a key of any catalogue, or a file.
        let isKey = text.wholeMatch(of: /[a-z-]+(?:\.[a-z0-9_-]+)+/) != nil
        return text.matches(of: pattern).map { String($0.output) } + (isKey ? [text] : [])
    }

    /// What pages show as it is: names of actions in the audit and of kinds of jobs.
    private static func named(_ plant: TestPlant) -> Set<String> {
        Set(
            plant.house.jobs.knownKinds.map(\.id) + ["person.create", "token.create", "job.run", "timetable.create"]
                + ["branch.add", "central.add", "branch.open", "branch.close", "batches.add", "batches.crew-add", "batches.home", "setting.change"]
                + ["create", "status", "place", "draft", "line", "import", "block"].map { "scheduling." + $0 })
    }

    @Test("every page is there in every language, in words, well-formed and small", arguments: Language.allCases)
    func pages(language: Language) async throws {
        let plant = try await TestPlant()
        let samples = try await RouteSamples(plant)
        let named = Self.named(plant)
        let pages = PageRoutes.all(plant)
        #expect(pages.count > 25)
        for pattern in pages + ["/nothing", "/traceability?line=one"] {
            let target = try #require(samples.target(pattern), "no sample for \(pattern)")
            let answer = try await plant.send(
                .get, target, as: .admin, headers: [("accept-language", language.rawValue)])
            let status = pattern == "/nothing" ? 404 : pattern.contains("?") ? 422 : 200
            if PageRoutes.closed.contains(pattern) {
                #expect(answer.status < 500, "\(target)")
            } else {
                #expect(answer.status == status, "\(target)")
            }
            guard answer.header("content-type")?.hasPrefix("text/html") == true else { continue }
            let page = Markup(answer.text)
            #expect(page.faults.isEmpty, "\(target) (\(language)): \(page.faults)")
            #expect(page.first("html")?["lang"] == language.rawValue, "\(target)")
            #expect(answer.text.utf8.count < Self.bytesMax, "\(target): \(answer.text.utf8.count) bytes")
            let keys = page.visible.flatMap(Self.keys).filter { !named.contains($0) }
            #expect(keys.isEmpty, "\(target) (\(language)) shows \(keys)")
            #expect(!answer.text.contains("chart.table"), "\(target)")
        }
    }

    @Test("a page has one heading of the first order, a title, and a way to its content")
    func structure() async throws {
        let plant = try await TestPlant()
        let samples = try await RouteSamples(plant)
        for pattern in PageRoutes.all(plant) where !PageRoutes.closed.contains(pattern) {
            let target = try #require(samples.target(pattern))
            let page = Markup(try await plant.get(target, as: .admin).text)
            #expect(page.tags.filter { $0 == "h1" }.count == 1, "\(target)")
            #expect(page.tags.contains("title") && page.tags.contains("main"), "\(target)")
            for (tag, attributes) in zip(page.tags, page.attributes) where tag == "img" {
                #expect(attributes["alt"] != nil, "\(target)")
            }
        }
    }

    @Test(
        "every link and form of every page leads to a route that its reader may use",
        arguments: [Role.viewer, .supervisor, .admin])
    func links(role: Role) async throws {
        let plant = try await TestPlant()
        let samples = try await RouteSamples(plant)
        var asked: Set<String> = []
        for pattern in PageRoutes.all(plant) where !PageRoutes.closed.contains(pattern) {
            let target = try #require(samples.target(pattern))
            let answer = try await plant.get(target, as: .session(role))
            guard answer.status == 200 else { continue }
            let page = Markup(answer.text)
            for (tag, attributes) in zip(page.tags, page.attributes) {
                let isPost = tag == "form" && attributes["method"]?.lowercased() == "post"
                guard let link = attributes[tag == "form" ? "action" : "href"], ["a", "form"].contains(tag) else {
                    continue
                }
                guard let path = Self.path(link, on: target) else { continue }
                let match = plant.plant.app.table.match(WebRequest(isPost ? .post : .get, path))
                guard case .route(let route, _) = match else {
                    Issue.record("\(target): \(tag) to \(link), where nothing is")
                    continue
                }
                if case .needs(let permission) = route.access {
                    #expect(permission.isGranted(to: role), "\(target) offers \(role) \(link), which is refused")
                }
                guard !isPost, tag == "a", route.pattern != "/events", asked.insert(path).inserted, asked.count < 400
                else { continue }
                let status = try await plant.get(path, as: .session(role)).status
                #expect(status < 400, "\(target) leads \(role) to \(link): \(status)")
            }
        }
    }

    /// A link's path and query; nil for one that leads elsewhere or to a place on the page.
    private static func path(_ link: String, on page: String) -> String? {
        if link.hasPrefix("#") || link.contains("://") || link.hasPrefix("mailto:") { return nil }
        let path = String(link.prefix { $0 != "#" })
        if path.isEmpty { return nil }
        return path.hasPrefix("?") ? page.prefix { $0 != "?" } + path : path
    }

    @Test("the reading of pages finds what is wrong with them")
    func markup() {
        #expect(Markup("<div id=\"a\"><p>x</p><br></div>").faults.isEmpty)
        for bad in [
            "<div><p></div></p>", "<div>", "</p>", "<a href=x>y</a>", "<i id=\"a\"></i><b id=\"a\"></b>",
            "<a class=\"a\" class=\"b\"></a>",
            "<p><div></div></p>", "<form><form></form></form>", "<a href=\"javascript:x\"></a>",
            "<a onclick=\"x\"></a>", "a < b",
            "<label for=\"nobody\"></label>", "<a title=\"\"\"></a>",
        ] {
            #expect(!Markup(bad).faults.isEmpty, "\(bad)")
        }
        #expect(
            Markup("<p title=\"seen\">a &amp; b</p><script>unseen</script>").visible.sorted()
                == ["a & b", "seen", "unseen"].filter { $0 != "unseen" })
        #expect(Self.keys("see traceability.history now") == ["traceability.history"])
        #expect(Self.keys("12.5 and file.csv").isEmpty)
    }
}
