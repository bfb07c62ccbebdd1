// A whole day of consolidation by pages alone, in a real browser on the real program: a branch on a MariaDB server whose
// password is typed each time, another one as a file. And afterwards that password is nowhere to be found.

import Foundation
import Host
import Kernel
import TestKit
import Testing
import Web

@Suite("A day of consolidation in a browser", .serialized, .enabled(if: TestServer.lacks(.mariadb) == nil, "needs the MariaDB server"))
struct BrowserDeedsConsolidationTests {
    @Test(
        "open, close with a preview, edit and retry, plan, check, take back: with scripts and without", .timeLimit(.minutes(10)),
        arguments: [true, false])
    func day(hasScripts: Bool) async throws {
        let plant = try await BrowserPlant()
        let visitor = try await plant.signedIn()
        let server = try await TestServer(.mariadb, mode: .fast)
        let shell = try #require(BranchServer(url: server.url))
        try await server.administer("CREATE DATABASE north CHARACTER SET utf8mb4")
        try shell.run(
            """
            CREATE TABLE customers (id INT PRIMARY KEY, name VARCHAR(40), email VARCHAR(80));
            INSERT INTO customers VALUES (1, 'Ana', 'ana@example.com'), (2, 'Luc', 'luc@example.com');
            CREATE TABLE sales (id INT PRIMARY KEY, customer_id INT, total DECIMAL(10,2));
            INSERT INTO sales VALUES (1, 1, 10.50), (2, 2, 7.25), (3, NULL, 0.10);
            """, in: "north")
        let samples = try BranchSamples()
        try await samples.makeShops(["south"])
        let page = try await plant.browser.page(plant.origin, visitor: visitor)
        try await page.setScripts(hasScripts)
        let desk = ConsolidationHand(page: page, hasScripts: hasScripts, password: shell.password)

        let address = "mysql://\(shell.user)@\(shell.host):\(shell.port)/north"
        try await desk.add("branch", "north", address, password: shell.password)
        try await desk.add("branch", "south", samples.url("south"), password: nil)
        try await desk.add("central", "reports", samples.url("reports"), password: nil)

        // Closing what was never opened is not offered.
        try await desk.look("north", "close")
        #expect(try await page.value("document.querySelector('button[value=close]') === null").bool == true)
        try await desk.open("north")
        try await desk.close("north", promising: "5 new")
        #expect(try await samples.text("reports", "SELECT COUNT(*) || ' ' || SUM(total) FROM sales") == "3 17.85")
        try await desk.close("north", promising: "nothing to do")

        try await desk.open("south")
        try await samples.run("reports", "CREATE UNIQUE INDEX one_address ON customers (email)")
        try await desk.close("south", promising: "1 refused")
        try await desk.mend("south", email: "ana.south@example.com")
        #expect(try await samples.text("reports", "SELECT COUNT(*) FROM customers") == "4")
        try shell.run("INSERT INTO sales VALUES (4, 1, 1.00); UPDATE sales SET total = 8 WHERE id = 2; DELETE FROM sales WHERE id = 3;", in: "north")
        try await desk.close("north", promising: "1 new, 1 changed, 1 deleted")

        try await desk.plan()
        try await desk.verify("north")
        try await desk.takeBack("north")
        #expect(
            try await samples.text("reports", "SELECT COUNT(*) || ' ' || SUM(total) FROM sales WHERE _source_alias = 'north' AND _deleted_at IS NULL")
                == "3 17.85")
        #expect(page.faults().isEmpty, "\(page.faults())")
        try await expectNoPassword(shell.password, plant)
    }

    /// In no page, no answer, no log and no file of the program.
    private func expectNoPassword(_ password: String, _ plant: BrowserPlant) async throws {
        let pages = [
            "/consolidation", "/consolidation/branches/1", "/consolidation/places/1", "/consolidation/runs", "/consolidation/runs/1", "/jobs",
            "/audit",
        ]
        let answers = [
            "/api/databases", "/api/status", "/api/failed_inserts", "/api/scheduled_tasks", "/api/v1/consolidation/branches",
            "/api/v1/consolidation/runs",
            "/api/v1/jobs", "/api/v1/audit", "/api/openapi.json", "/metrics",
        ]
        for path in pages + answers { #expect(!(try await plant.text(path).contains(password)), "\(path)") }
        let root = plant.site.folder.path
        var looked = 0
        for case let name as String in FileManager.default.enumerator(atPath: root) ?? .init() {
            guard let data = FileManager.default.contents(atPath: root + "/" + name), data.count < 64 << 20 else { continue }
            looked += 1
            #expect(data.range(of: Data(password.utf8)) == nil, "\(name)")
        }
        #expect(looked > 3, "the hub's files are looked at")
        #expect(!plant.server.out.contains(password) && !plant.server.error.contains(password))
    }
}

/// A person's hand on the pages of consolidation.
private struct ConsolidationHand {
    let page: BrowserPage
    let hasScripts: Bool
    let password: String

    /// Opens a page until something is on it; with scripts the page has to follow by itself.
    private func until(_ path: String, _ condition: String) async throws {
        try await page.open(path)
        if hasScripts { return try await page.until(condition, seconds: 60) }
        let isSo = try await Campaign.eventually(60) {
            try await page.open(path)
            return try await page.value(condition).bool == true
        }
        #expect(isSo, "\(path): \(condition)")
    }

    private func press(_ selector: String, leadsTo condition: String) async throws {
        try await page.click(selector)
        try await page.until("document.readyState === 'complete' && (\(condition))", seconds: 60)
    }

    func add(_ role: String, _ alias: String, _ url: String, password: String?) async throws {
        try await page.open("/consolidation")
        try await press("a[href='/consolidation/places/new?role=\(role)']", leadsTo: "document.querySelector('[name=alias]') !== null")
        try await page.type(alias, into: "[name=alias]")
        try await page.type(url, into: "[name=url]")
        if let password { try await page.type(password, into: "[name=password]") }
        if role == "branch" {
            try await press(
                "button[value=test]", leadsTo: "document.querySelector('.notice.is-ok') !== null && document.body.innerText.includes('2 tables')")
        }
        try await press("button[value=save]", leadsTo: "location.pathname === '/consolidation'")
        #expect(try await page.text("main").contains(alias))
    }

    private func path(_ alias: String) async throws -> String {
        try await page.open("/consolidation")
        let script = "[...document.querySelectorAll('#branches tbody tr a')].find((a) => a.innerText === '\(alias)').getAttribute('href')"
        return try #require(try await page.value(script).string, "\(alias) is not in the list")
    }

    func look(_ alias: String, _ what: String) async throws { try await page.open(path(alias) + "/" + what) }

    /// Types the password where the branch asks for it.
    private func signIn(_ button: String) async throws {
        guard
            try await page.value("document.querySelector('.notice.is-bad') !== null && document.querySelector('[name=branch_password]') !== null")
                .bool == true
        else { return }
        try await page.type(password, into: "[name=branch_password]")
        try await press(
            "button[value=\(button)]", leadsTo: "document.querySelector('[name=typed]') !== null && document.querySelector('.notice.is-bad') === null"
        )
    }

    func open(_ alias: String) async throws {
        let path = try await path(alias)
        try await look(alias, "open")
        try await signIn("look")
        try await press("button[value=open]", leadsTo: "location.pathname === '\(path)'")
        try await until(path, "document.querySelector('.page-head .answer .tag')?.innerText.includes('open')")
    }

    func close(_ alias: String, promising counts: String) async throws {
        let path = try await path(alias)
        try await look(alias, "close")
        try await signIn("preview")
        #expect(try await page.text(".page-head .answer").contains(counts))
        let before = try await runs(path)
        try await look(alias, "close")
        try await signIn("preview")
        try await press("button[value=close]", leadsTo: "location.pathname === '\(path)'")
        try await until(
            path,
            "document.querySelector('.page-head .answer .tag')?.innerText.includes('closed') && document.querySelectorAll('table.data tbody tr').length > \(before) && !document.querySelector('table.data tbody tr').innerText.includes('running')"
        )
        let first = try await page.text("table.data tbody tr")
        #expect(first.contains("Closing") && first.contains(counts) && first.contains("equal") && !first.contains("not equal"), "\(first)")
    }

    private func runs(_ path: String) async throws -> Int64 {
        try await page.open(path)
        return try await page.value("document.querySelectorAll('table.data tbody tr').length").int ?? 0
    }

    func mend(_ alias: String, email: String) async throws {
        try await page.open("/consolidation/refused?branch=\(alias)")
        try await press("table.data tbody tr a", leadsTo: "document.querySelector('[name=\"value.email\"]') !== null")
        try await press("form.form button.primary", leadsTo: "location.search.includes('again')")
        #expect(try await page.text(".notice.is-warn").isEmpty == false)
        try await page.value("document.querySelector('[name=\"value.email\"]').value = ''")
        try await page.type(email, into: "[name=\"value.email\"]")
        try await press("form.form button.primary", leadsTo: "location.search.includes('done') && document.querySelector('.notice.is-ok') !== null")
        #expect(try await page.value("document.querySelectorAll('table.data tbody tr').length").int == 0)
    }

    func plan() async throws {
        let path = try await path("south")
        try await page.open("/consolidation/timetable")
        try await page.choose("2", in: "[name=branch]")
        try await press("form.form button.primary", leadsTo: "document.querySelectorAll('#planned tbody tr').length === 1")
        #expect(try await page.text("#planned tbody tr").contains("every day from"))
        try await page.choose("2", in: "[name=branch]")
        try await page.choose("once", in: "[name=repeat]")
        try await press("form.form button.primary", leadsTo: "document.querySelectorAll('#planned tbody tr').length === 2")
        try await page.choose("words", in: "[name=repeat]")
        try await page.type("whenever it rains", into: "[name=words]")
        try await press("form.form button.primary", leadsTo: "document.querySelector('.notice.is-bad') !== null")
        #expect(try await page.value("document.querySelectorAll('#planned tbody tr').length").int == 2)
        // Run now.
        let before = try await runs(path)
        try await page.open("/consolidation/timetable")
        try await press("#planned form[action$=run] button", leadsTo: "location.pathname === '\(path)'")
        try await until(path, "document.querySelectorAll('table.data tbody tr').length > \(before)")
        // What was to be done once has been done; what remains is taken out.
        try await page.open("/consolidation/timetable")
        #expect(try await page.value("document.querySelectorAll('#planned tbody tr').length").int == 1)
        try await page.click("#planned form[action$=remove] button")
        if hasScripts {
            try await page.until("document.querySelector('dialog[open] button.danger, dialog[open] button.primary') !== null")
            try await page.click("dialog[open] button.danger, dialog[open] button.primary")
        } else {
            try await page.until("document.readyState === 'complete' && location.pathname.endsWith('/remove')")
            try await page.click("main button.danger")
        }
        try await page.until(
            "document.readyState === 'complete' && document.querySelectorAll('#planned tbody tr').length === 0 && location.search.includes('done')")
    }

    func verify(_ alias: String) async throws {
        let path = try await path(alias)
        let before = try await runs(path)
        try await look(alias, "verify")
        try await page.click("details.disclose summary")
        try await page.type(password, into: "[name=branch_password]")
        try await press("form.form button.primary", leadsTo: "location.pathname === '\(path)'")
        try await until(
            path,
            "document.querySelectorAll('table.data tbody tr').length > \(before) && document.querySelector('table.data tbody tr').innerText.includes('equal')"
        )
    }

    func takeBack(_ alias: String) async throws {
        let path = try await path(alias)
        let before = try await runs(path)
        let closing = try #require(
            try await page.value(
                "[...document.querySelectorAll('table.data tbody tr')].find((r) => r.innerText.includes('Closing')).querySelector('a').getAttribute('href')"
            )
            .string)
        try await page.open(closing)
        try await press("a[href$=undo]", leadsTo: "document.querySelector('button.danger') !== null")
        try await press("button.danger", leadsTo: "location.pathname === '\(path)'")
        try await until(path, "document.querySelectorAll('table.data tbody tr').length > \(before)")
    }
}
