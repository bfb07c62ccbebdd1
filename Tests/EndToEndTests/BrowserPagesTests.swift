// Every page in a real browser: on a phone and on a desk, dark and light, with scripts and without, in three languages.
// No page may complain, overflow, hide its text, or leave somebody with a keyboard or a finger behind.

import Foundation
import Host
import Kernel
import TestKit
import Testing
import Web

/// What was looked at, and each fault once with where it was seen.
private struct Looks: Sendable {
    var count = 0
    private var places: [String: [String]] = [:]

    mutating func note(_ fault: String, _ place: String) { places[fault, default: []].append(place) }

    mutating func add(_ other: Looks) {
        count += other.count
        places.merge(other.places) { $0 + $1 }
    }

    func report() {
        for (fault, places) in places.sorted(by: { $0.key < $1.key }) {
            Issue.record("\(fault) · \(places.count) times, such as \(places[0])")
        }
    }
}

@Suite("Every page in a browser", .serialized) struct BrowserPagesTests {
    static let phone = BrowserView(width: 390, height: 844, isTouch: true)
    static let desk = BrowserView(width: 1440)
    /// At this scale pages are opened anew in each view; else one opening is looked at in all of them.
    static let opensEach = Campaign.scale > 1

    /// All views a page has to be good in.
    static let views: [BrowserView] = {
        var widths = [phone, desk]
        // A tablet, and a desk at 200 %.
        if opensEach { widths += [BrowserView(width: 1024), BrowserView(width: 720, height: 450)] }
        return widths.flatMap { view in
            [false, true].map { isDark in
                var view = view
                view.isDark = isDark
                return view
            }
        }
    }()

    /// Pages by address with the status they must have.
    private static func pages(_ plant: BrowserPlant) async throws -> (pages: [(path: String, status: Int)], samples: RouteSamples) {
        let empty = try await TestPlant([])
        let added = try await plant.post(
            "/people", [("name", "Vera"), ("role", "viewer"), ("password", BrowserPlant.password), ("again", BrowserPlant.password)])
        #expect(added.status == 303)
        let people = try await plant.json("/api/v1/people")["people"]?.array ?? []
        let person = try #require(people.last?["id"]?.int)
        let samples = try await RouteSamples(plant, kinds: empty.house.jobs.knownKinds.filter { !$0.needsPayload }.map(\.id), person: person)
        var pages = try PageRoutes.all(empty).filter { !PageRoutes.closed.contains($0) }.map { pattern in
            (path: try #require(samples.target(pattern), "no sample for \(pattern)"), status: 200)
        }
        // A scan that was refused looks different from one that was not.
        let refused = try await plant.json("/api/v1/traceability/changes?result=NG&limit=1")["rows"]?.array ?? []
        pages += [
            ("/traceability?part=nothing-is-called-that", 200), ("/traceability?result=NG&line=3", 200),
            ("/traceability/changes/\(try #require(refused.first?["id"]?.int))", 200), ("/traceability?columns=lot&columns=sequence&sort=time", 200),
            ("/traceability/chain?kind=swap", 200), ("/traceability/chain?kind=splice", 200), ("/ledger?sort=-loaded&machine=1", 200),
            ("/ledger?path=nothing-is-called-that", 200), ("/rejects?sort=file&value=o", 200), ("/traceability/lots?lot=LOT-2", 200),
            ("/traceability/lots?line=3", 200), ("/search?q=LOT", 200), ("/rejects?status=any", 200),
            ("/batches?assignee=%3F", 200), ("/batches?id=nothing-is-called-that", 200), ("/batches?sort=-assigned&status=S", 200),
            ("/scheduling?zoom=month&colour=customer&view=list", 200), ("/scheduling/move?order=none", 404),
            ("/batches/masks?state=unmatched", 200), ("/batches/assign?id=T", 200),
            ("/nothing", 404), ("/traceability?line=one", 422),
        ]
        return (pages, samples)
    }

    @Test("no page complains, overflows, hides its text or is too small to touch", .timeLimit(.minutes(30)))
    func allPages() async throws {
        let plant = try await BrowserPlant()
        let visitor = try await plant.signedIn()
        let (pages, samples) = try await Self.pages(plant)
        // Its files are asked for.
        defer { withExtendedLifetime(samples) {} }
        #expect(pages.count > 30)
        let began = ContinuousClock.now
        let looks = try await withThrowingTaskGroup(of: Looks.self) { group in
            for language in Language.allCases {
                group.addTask { try await Self.look(plant, visitor, pages, language.rawValue) }
            }
            return try await group.reduce(into: Looks()) { $0.add($1) }
        }
        looks.report()
        Campaign.note("pages in a browser: \(pages.count) pages, \(looks.count) looks in \(ContinuousClock.now - began)")
    }

    private static func look(
        _ plant: BrowserPlant, _ visitor: BrowserVisitor, _ pages: [(path: String, status: Int)], _ language: String
    ) async throws -> Looks {
        var looks = Looks()
        for hasScripts in [true, false] {
            let page = try await plant.browser.page(plant.origin, visitor: visitor)
            try await page.setScripts(hasScripts)
            for (path, status) in pages {
                let target = path + (path.contains("?") ? "&" : "?") + "lang=" + language
                for (index, view) in views.enumerated() {
                    let place = "\(target) at \(view)\(hasScripts ? "" : " without scripts")"
                    try await page.show(view)
                    if index == 0 || opensEach {
                        let answered = try await page.open(target)
                        if answered != status { looks.note("answers \(answered)", place) }
                    }
                    for fault in try await faults(page, view, language) { looks.note(fault, place) }
                    looks.count += 1
                }
            }
            try await page.close()
        }
        return looks
    }

    private static func faults(_ page: BrowserPage, _ view: BrowserView, _ language: String) async throws -> [String] {
        var checks = [BrowserChecks.fit(view.width, language), BrowserChecks.menus(view.width), BrowserChecks.contrast]
        if view.isTouch { checks.append(BrowserChecks.touch) }
        var out = page.faults()
        for check in checks {
            out += try await page.value(check).array?.compactMap(\.string) ?? ["the check says nothing"]
        }
        return out
    }

    @Test("whoever goes through a page by Tab sees where they are", .timeLimit(.minutes(30)))
    func keyboard() async throws {
        let plant = try await BrowserPlant()
        let visitor = try await plant.signedIn()
        let (pages, samples) = try await Self.pages(plant)
        // Its files are asked for.
        defer { withExtendedLifetime(samples) {} }
        let steps = 25 * Campaign.scale
        try await withThrowingTaskGroup(of: Looks.self) { group in
            for view in [Self.phone, Self.desk] {
                group.addTask {
                    var looks = Looks()
                    let page = try await plant.browser.page(plant.origin, visitor: visitor)
                    try await page.show(view)
                    for (path, _) in pages {
                        try await page.open(path)
                        let (places, faults) = try await BrowserChecks.tab(page, steps: steps)
                        if places < 3 { looks.note("there is nowhere to go", "\(path) at \(view)") }
                        for fault in faults { looks.note(fault, "\(path) at \(view)") }
                    }
                    return looks
                }
            }
            try await group.reduce(into: Looks()) { $0.add($1) }.report()
        }
    }

    @Test("the checks find what is wrong with a page, and nothing with a right one")
    func checksCanFail() async throws {
        let browser = try Browser()
        let visitor = try await browser.visitor()
        let page = try await browser.page("about:blank", visitor: visitor)
        try await page.show(Self.phone)
        func ask(_ body: String, _ check: String) async throws -> [String] {
            let html = JSON.string(
                "<meta name=viewport content='width=device-width, initial-scale=1'><title>t</title><main>\(body)<p>Some more <b style='color:#333'>words</b> <i style='color:#222'>here</i></p></main>"
            ).text
            try await page.value("document.documentElement.lang = 'en'; document.documentElement.innerHTML = \(html)")
            return try await page.value(check).array?.compactMap(\.string) ?? ["?"]
        }
        let fit = BrowserChecks.fit(390, "en")
        #expect(try await ask("", fit).isEmpty)
        #expect(try await ask("<div style='width:500px'>wide</div>", fit).count == 1)
        #expect(try await ask("", BrowserChecks.fit(390, "es")).count == 1)
        #expect(try await ask("", BrowserChecks.contrast).isEmpty)
        #expect(try await ask("<p style='color:#888'>grey</p>", BrowserChecks.contrast).count == 1)
        #expect(try await ask("<p style='opacity:.5'>faint</p>", BrowserChecks.contrast).count == 1)
        #expect(try await ask("<button style='width:40px;height:40px'>x</button>", BrowserChecks.touch).isEmpty)
        #expect(try await ask("<button style='width:20px;height:40px;padding:0'>x</button>", BrowserChecks.touch).count == 1)
        _ = try await ask("<button>a</button><button style='outline:none'>b</button>", fit)
        let walk = try await BrowserChecks.tab(page, steps: 2)
        #expect(walk.places == 2)
        #expect(walk.faults == ["the focus is not seen on button “b”"])
        #expect(page.faults().isEmpty)
        try await page.value("setTimeout(() => { throw new Error('planted') })")
        try await page.until("true")
        let isHeard = try await Campaign.eventually(30) { page.faults().contains { $0.contains("planted") } }
        #expect(isHeard)
    }
}
