// What people do on the pages, in a real browser on the real program: with scripts, where pages follow what happens, and
// without, by plain forms, which must come to the same.

import Foundation
import Host
import Kernel
import TestKit
import Testing
import Web

@Suite("Deeds in a browser", .serialized) struct BrowserDeedsTests {
    @Test("the same deeds lead to the same, with scripts and without", .timeLimit(.minutes(10)), arguments: [true, false])
    func deeds(hasScripts: Bool) async throws {
        let plant = try await BrowserPlant()
        let visitor = try await plant.signedIn()
        for view in [BrowserPagesTests.desk, BrowserPagesTests.phone] {
            let page = try await plant.browser.page(plant.origin, visitor: visitor)
            try await page.setScripts(hasScripts)
            try await page.show(view)
            let hand = Hand(page: page, hasScripts: hasScripts, isPhone: view.isTouch)
            try await hand.filterHistory()
            try await hand.pageForward()
            try await hand.chooseColumns()
            try await hand.sortLedger()
            try await hand.chooseThemeAndLanguage()
            try await hand.mendReject()
            #expect(page.faults().isEmpty, "at \(view)")
            try await page.close()
        }
        let page = try await plant.browser.page(plant.origin, visitor: visitor)
        try await page.setScripts(hasScripts)
        try await Hand(page: page, hasScripts: hasScripts, isPhone: false).signOutAndIn()
    }

    @Test("a line that a machine appends is seen by whoever has the page open", .timeLimit(.minutes(5)))
    func liveRow() async throws {
        let plant = try await BrowserPlant()
        let visitor = try await plant.signedIn()
        let history = try await plant.browser.page(plant.origin, visitor: visitor)
        try await history.open("/traceability")
        let floor = try await plant.browser.page(plant.origin, visitor: visitor)
        try await floor.open("/")
        for page in [history, floor] { try await page.value("window.notReloaded = true") }
        let needs = try await floor.value("document.querySelectorAll('.need').length").int ?? 0
        try await Task.sleep(for: .seconds(1))
        try plant.append(BrowserPlant.row(500, slot: 77, result: "NG"))
        // The table waits to be asked, so that nothing jumps under a reader's eyes.
        try await history.until("!document.querySelector('.new-rows').hidden")
        #expect(try await history.value("document.body.innerText.includes('BC-1500')").bool == false)
        try await history.click("a.new-rows")
        try await history.until("document.querySelector('#results tbody tr').innerText.includes('BC-1500')")
        try await floor.until("document.querySelectorAll('.need').length > \(needs)")
        for page in [history, floor] {
            #expect(try await page.value("window.notReloaded === true").bool == true)
            #expect(page.faults().isEmpty)
        }
        // A page that was open while the server was away says that its data is old.
        plant.server.kill()
        try await floor.until("document.querySelector('.age').classList.contains('stale')")
    }

    @Test("several visitors see the same, and one who may not is told so", .timeLimit(.minutes(5)))
    func visitors() async throws {
        let plant = try await BrowserPlant()
        let admin = try await plant.browser.page(plant.origin, visitor: try await plant.signedIn())
        let added = try await plant.post(
            "/people", [("name", "Vera"), ("role", "viewer"), ("password", BrowserPlant.password), ("again", BrowserPlant.password)])
        #expect(added.status == 303)
        let viewer = try await plant.browser.page(plant.origin, visitor: try await plant.browser.visitor())
        try await viewer.open("/rejects?status=any")
        try await Hand(page: viewer, hasScripts: true, isPhone: false).signIn("Vera")
        #expect(try await viewer.path == "/rejects?status=any", "signing in leads to where one was going")
        // Ages count up between two looks.
        let isSame = try await Campaign.eventually(60) {
            for page in [admin, viewer] { try await page.open("/rejects?status=any") }
            let tables = [try await admin.text("#results tbody"), try await viewer.text("#results tbody")]
            return tables[0] == tables[1] && !tables[0].isEmpty
        }
        #expect(isSame)
        #expect(try await viewer.open("/people") == 403)
        #expect(try await viewer.text("main h1").isEmpty == false)
    }
}

/// A person's hand on a page.
private struct Hand {
    let page: BrowserPage
    let hasScripts: Bool
    let isPhone: Bool

    /// Does something that leads to another page or changes this one, and waits until that is so.
    private func then(_ condition: String, _ deed: () async throws -> Void) async throws {
        try await deed()
        try await page.until("document.readyState === 'complete' && (\(condition))")
    }

    private func total() async throws -> String { try await page.text(".table-bar .count b") }

    func filterHistory() async throws {
        try await page.open("/traceability")
        let all = try await total()
        #expect(!all.isEmpty)
        // By typing: with scripts the results follow, without them Enter sends the form.
        try await then("location.search.includes('part=c0402-3') && document.querySelector('.table-bar .count b').innerText !== '\(all)'") {
            try await page.type("c0402-3", into: "[form=filter][name=part]")
            if !hasScripts { try await page.pressEnter() }
        }
        let some = try await total()
        #expect(some != all)
        let parts = try await page.value("[...document.querySelectorAll('#results tbody tr')].every((r) => /C0402-3/i.test(r.innerText))")
        #expect(parts.bool == true)
        try await then("location.search.includes('slot=4') && location.search.includes('part=')") {
            try await page.type("4", into: "[form=filter][name=slot]")
            if !hasScripts { try await page.pressEnter() }
        }
        // The link says exactly this view.
        let address = try await page.path
        let shown = try await page.text("#results tbody")
        try await page.open(address)
        #expect(try await page.text("#results tbody") == shown)
        // And a chip takes one filter back.
        try await then("!location.search.includes('slot=4')") { try await page.click(".chips a[href*='part=c0402-3']:not([href*='slot=4'])") }
        #expect(try await total() == some)
    }

    func pageForward() async throws {
        try await page.open("/traceability")
        let first = try await page.value("document.querySelector('#results tbody tr').dataset.key").string ?? ""
        let all = try await total()
        try await then("location.search.includes('after=')") { try await page.click(".pager a[href*='after=']") }
        #expect(try await page.value("!document.querySelector('[data-key=\"\(first)\"]')").bool == true)
        #expect(try await total() == all, "the count is that of the filter, not of the page")
        try await then("document.querySelector('[data-key=\"\(first)\"]') !== null") { try await page.click(".pager a:not([href*='after='])") }
    }

    func chooseColumns() async throws {
        try await page.open("/traceability?part=C0402")
        let all = try await total()
        let menu = ".table-bar details:has([name=columns])"
        try await page.click(menu + " > summary")
        for name in ["vendor", "previous", "file"] { try await page.click(menu + " [value=\(name)]") }
        try await then("location.search.includes('columns=') && !document.querySelector('#results th [name=vendor]')") {
            if !hasScripts { try await page.click(menu + " button") }
        }
        #expect(try await total() == all)
        // The next filter keeps the choice.
        try await then("location.search.includes('barcode=BC-10') && location.search.includes('columns=')") {
            try await page.type("BC-10", into: "[form=filter][name=barcode]")
            if !hasScripts { try await page.pressEnter() }
        }
        #expect(try await page.value("document.querySelector('#results td[data-label=Vendor]') === null").bool == true)
        let order = "[...document.querySelectorAll('#results tbody tr')].map((r) => r.dataset.key)"
        let newest = try await page.value(order).array?.compactMap(\.string) ?? []
        try await then("document.querySelector('#results th[aria-sort=ascending]') !== null") { try await page.click("#results th[aria-sort] a") }
        #expect(try await page.value(order).array?.compactMap(\.string) == newest.reversed(), "oldest first")
    }

    func sortLedger() async throws {
        try await page.open("/ledger")
        try await then("location.search.includes('sort=-loaded') && document.querySelector('th[aria-sort=descending]') !== null") {
            try await page.click("#results th a[href*='sort=-loaded']")
        }
        let numbers = "[...document.querySelectorAll('#results tbody td[data-label=Loaded]')].map((c) => Number(c.innerText))"
        let loaded = try await page.value(numbers).array?.compactMap(\.int) ?? []
        #expect(loaded.count > 5 && loaded == loaded.sorted(by: >))
        try await then("location.search.includes('path=today') && location.search.includes('sort=-loaded')") {
            try await page.type("today", into: "[form=filter][name=path]")
            if !hasScripts { try await page.pressEnter() }
        }
        try await page.until("document.querySelectorAll('#results tbody tr').length === 1")
        let links = try await page.value("[...document.querySelectorAll('.table-bar a[download]')].map((a) => a.getAttribute('href'))").array ?? []
        #expect(links.count == 3 && links.allSatisfy { $0.string?.contains("path=today") == true })
    }

    func chooseThemeAndLanguage() async throws {
        let view = "/traceability?line=3&part=c0402"
        try await page.open(view)
        for theme in ["dark", "light", "auto"] {
            try await page.click(".topline details:has([name=theme]) > summary")
            try await then("document.documentElement.dataset.theme === '\(theme)'") { try await page.click("[name=theme][value=\(theme)]") }
            #expect(try await page.path.contains("part=c0402"), "the filter is still there")
            // Kept, not only shown.
            try await page.open(view)
            #expect(try await page.value("document.documentElement.dataset.theme").string == theme)
        }
        for language in ["fr", "es", "en"] {
            try await page.click(".topline details:has([href^='/language']) > summary")
            try await then("document.documentElement.lang === '\(language)'") { try await page.click(".topline a[href^='/language?to=\(language)']") }
            #expect(try await page.path == view)
        }
    }

    func mendReject() async throws {
        try await page.open("/rejects")
        let before = try await page.value("document.querySelectorAll('#results tbody tr').length").int ?? 0
        #expect(before > 0)
        let link = "[...document.querySelectorAll('#results tbody tr')].find((r) => /[0-9]O/.test(r.innerText) && r.innerText.includes('today.csv'))"
        let path = try await page.value("\(link).querySelector('a').getAttribute('href')").string ?? ""
        try await then("location.pathname === '\(path)'") { try await page.click("#results tbody a[href='\(path)']") }
        let line = try await page.value("document.querySelector('#line').value").string ?? ""
        // The letter O where a zero belongs, in the quantity only.
        let mended = line.split(separator: ",", omittingEmptySubsequences: false).enumerated()
            .map { $0.offset == 7 ? String($0.element.replacing("O", with: "0")) : String($0.element) }.joined(separator: ",")
        #expect(mended != line)
        try await page.type(mended, into: "#line")
        try await then("document.querySelector('.notice.is-ok') !== null") { try await page.click("[formaction$='/preview']") }
        #expect(try await page.value("document.querySelector('#line').value").string == mended, "what was typed stays")
        try await then("location.pathname === '\(path)' && !document.querySelector('#line')") { try await page.click("[formaction$='/retry']") }
        try await page.open("/rejects")
        #expect(try await page.value("document.querySelectorAll('#results tbody tr').length").int == before - 1)
        let barcode = mended.split(separator: ",", omittingEmptySubsequences: false)[11]
        try await page.open("/traceability?barcode=\(barcode)")
        #expect(try await total() == "1", "the mended line is in the history")
    }

    func signOutAndIn() async throws {
        try await page.open("/me")
        try await page.click(".topline details:has([action='/sign-out']) > summary")
        try await then("location.pathname === '/sign-in'") { try await page.click("[action='/sign-out'] button") }
        try await page.open("/ledger")
        #expect(try await page.path.hasPrefix("/sign-in"))
        try await page.type(BrowserPlant.admin, into: "[name=name]")
        try await page.type("a wrong password", into: "[name=password]")
        try await then("document.querySelector('.notice.is-bad') !== null") { try await page.click("button.primary") }
        try await signIn(BrowserPlant.admin)
        #expect(try await page.path == "/ledger")
    }

    func signIn(_ name: String) async throws {
        try await page.type(name, into: "[name=name]")
        try await page.type(BrowserPlant.password, into: "[name=password]")
        try await then("!location.pathname.startsWith('/sign-in')") { try await page.click("button.primary") }
    }
}
