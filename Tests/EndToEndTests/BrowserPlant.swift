// The real program with real files, sources that fail and sources that grow, and a real browser before it. Nothing here is
// a stand-in: what a test sees is what a person would see.

import Foundation
import Host
import Kernel
import TestKit
import Testing
import Web

/// A served plant and a browser.
final class BrowserPlant: RouteAsked {
    static let admin = "Ada Lovelace"
    static let password = "correct horse battery"
    /// The file that grows while it is looked at.
    static let growing = "share/3line/L3 m1/today.csv"

    let site: ProgramSite
    let server: ProgramProcess
    let port: Int
    let browser: Browser
    let token: String

    init() async throws {
        site = try ProgramSite()
        try Self.writeFiles(site)
        browser = try Browser()
        try await site.addSource("Mounters", at: nil, ["--silence", "600"])
        try await site.addSource("Old share", at: site.folder.path + "/not mounted")
        var logs = LogPlan(seed: Campaign.seed)
        (logs.days, logs.lines, logs.firstDay) = (4, 250, CivilDate(daysSinceEpoch: Clock.system.now().milliseconds / 86_400_000).adding(days: -4))
        try LogTree(logs).write(to: URL(fileURLWithPath: site.folder.path + "/logs"))
        _ = try await site.run(["ingest", site.folder.path + "/logs", "--profile", "machine-log", "--zone", "UTC"])
        let made = try await site.run(["token", "create", "test", "--role", "admin", "--json"])
        token = try #require(made.json["token"]?.string)
        server = try site.serve()
        port = try await server.ready().port
        let isTaken = try await Campaign.eventually(60) {
            let loaded = try await self.json("/api/v1/traceability/stats")["total"]?.int ?? 0
            let isFailing = try await self.site.problem("Old share") != nil
            return loaded > 200 && isFailing
        }
        #expect(isTaken, "the files are taken in and the other source fails")
    }

    var origin: String { "http://127.0.0.1:\(port)" }

    func json(_ target: String) async throws -> JSON { try await ProgramClient.get(port, target, token: token).json }

    /// What a page or an answer says.
    func text(_ target: String) async throws -> String { try await ProgramClient.get(port, target, token: token).text }

    func call(_ target: String, _ body: JSON) async throws -> JSON {
        try await ProgramClient.post(port, target, .json(body), token: token).json
    }

    func post(_ target: String, _ form: [(String, String)]) async throws -> (status: Int, location: String) {
        let reply = try await ProgramClient.post(port, target, form, token: token)
        return (reply.status, reply.location)
    }

    /// Makes the first administrator, in the browser, and leaves that visitor signed in.
    func signedIn() async throws -> BrowserVisitor {
        let visitor = try await browser.visitor()
        let page = try await browser.page(origin, visitor: visitor)
        try await page.open("/sign-in")
        try await page.type(Self.admin, into: "[name=name]")
        try await page.type(Self.password, into: "[name=password]")
        try await page.type(Self.password, into: "[name=again]")
        try await page.click("button.primary")
        try await page.until("location.pathname === '/'")
        #expect(page.faults().isEmpty)
        try await page.close()
        return visitor
    }

    // MARK: files

    private static func writeFiles(_ site: ProgramSite) throws {
        let today = CivilDate(daysSinceEpoch: Clock.system.now().milliseconds / 86_400_000)
        var plan = MounterPlan(seed: Campaign.seed, lines: 2, mounters: 2, days: 4, rowsPerFile: 15...60)
        plan.firstDay = today.adding(days: -4)
        try MounterTree(plan).write(to: URL(fileURLWithPath: site.share))
        let rows = (0..<40).map { row($0, minutesAgo: 400 - $0 * 10) }
        let odd = [
            row(90, minutesAgo: 12, slot: 3, result: "NG"), row(91, minutesAgo: 11, slot: 4, previous: "NOBODY-KNOWS"),
            row(92, minutesAgo: 10, quantity: "70O0"), row(93, minutesAgo: 9, quantity: "5OOO"),
        ]
        try site.folder.write(growing, ([BadFiles.header] + rows + odd).joined(separator: "\n") + "\n")
    }

    /// A scan of the growing file; the time is now unless said otherwise.
    static func row(
        _ number: Int, minutesAgo: Int = 0, slot: Int? = nil, result: String = "OK", previous: String = "NA", quantity: String = "7000"
    ) -> String {
        let seconds = Clock.system.now().milliseconds / 1000 - Int64(minutesAgo) * 60
        let day = CivilDate(daysSinceEpoch: seconds / 86400)
        func two(_ n: Int64) -> String { n < 10 ? "0\(n)" : String(n) }
        let date = "\(day.year)" + two(Int64(day.month)) + two(Int64(day.day))
        let clock = two(seconds / 3600 % 24) + two(seconds / 60 % 60) + two(seconds % 60)
        return
            "\(date),\(clock),\(slot ?? 1 + number % 8),\(result),\(previous),,C0402-\(number % 5)U,\(quantity),,MURATA,LOT-\(number / 4),BC-\(1000 + number),1F"
    }

    func append(_ row: String) throws { try site.folder.append(Self.growing, row + "\n") }
}
