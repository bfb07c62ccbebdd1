// Batches by pages alone, in a real browser on the real program: with scripts and without; and a board that follows a mask
// that arrives, without being loaded again.

import Foundation
import Host
import Kernel
import Mongo
import TestKit
import Testing
import Web

@Suite("Batches in a browser", .serialized) struct BrowserDeedsBatchesTests {
    @Test("set up, create, assign, edit, rename, delete, take back", .timeLimit(.minutes(10)), arguments: [true, false])
    func deeds(hasScripts: Bool) async throws {
        let plant = try await BrowserPlant()
        let visitor = try await plant.signedIn()
        let page = try await plant.browser.page(plant.origin, visitor: visitor)
        try await page.setScripts(hasScripts)
        let hand = BatchesHand(page: page, hasScripts: hasScripts)
        let folder = try ScratchFolder()
        try Data(repeating: 1, count: 900).write(to: URL(fileURLWithPath: folder.path + "/masks_batch_000007F.tar.xz"))

        try await hand.setUp(folder.path)
        try await hand.crew("Lucía", "Marc")
        try await hand.create("000007F\nT000001, 9\nbatch_000008F", counts: "4")
        #expect(try await hand.cards() == ["total": 4, "pending": 4, "progress": 0, "done": 0])
        try await hand.assign(["batch_000007F", "batch_9"], to: "Lucía")
        try await hand.edit("batch_000007F", "status", "In")
        #expect(try await hand.cards() == ["total": 4, "pending": 3, "progress": 1, "done": 0])
        try await hand.comment("batch_000007F", "bordes <b>")
        try await hand.filter("status", "In")
        #expect(try await hand.cards() == ["total": 1, "pending": 0, "progress": 1, "done": 0])
        #expect(try await hand.rows() == ["batch_000007F"])
        // The mask came before anybody looked.
        let isThere = try await Campaign.eventually(30) {
            try await plant.json("/api/v1/batches?uploaded=yes")["batches"]?.array?.first?["id"]?.string == "batch_000007F"
        }
        #expect(isThere)
        try await hand.renameMember("Lucía", "Lucía P.")
        #expect(try await plant.json("/api/v1/batches?assignee=Luc%C3%ADa%20P.")["total"]?.int == 2)
        try await hand.removeMember("Lucía P.", heir: "Marc")
        #expect(try await plant.json("/api/v1/batches?assignee=Marc")["total"]?.int == 2)
        try await hand.deleteByPattern("^batch_T", counts: "1")
        #expect(try await plant.json("/api/v1/batches")["total"]?.int == 3)
        try await hand.takeBack()
        #expect(try await plant.json("/api/v1/batches")["total"]?.int == 4)
        #expect(page.faults().isEmpty, "\(page.faults())")
    }

    @Test("a board that is open follows, and a row is edited by keys alone", .timeLimit(.minutes(5)))
    func keys() async throws {
        let plant = try await BrowserPlant()
        let visitor = try await plant.signedIn()
        let samples = try await BatchesSamples.make(plant)
        let page = try await plant.browser.page(plant.origin, visitor: visitor)
        try await page.open("/batches?sort=id")
        try await page.value("window.notReloaded = true")
        // j to the first row, e into it, an arrow changes the status, Enter in the comments saves.
        try await page.press("j", code: 74, text: "j")
        try await page.until("document.activeElement.matches('tr[data-href]')")
        try await page.press("e", code: 69, text: "e")
        try await page.until("document.activeElement.name === 'status'")
        let id = try #require(try await page.value("document.activeElement.closest('tr').dataset.key").string)
        try await page.press("ArrowUp", code: 38)
        try await page.until("document.querySelector('[data-card=progress]').innerText === '2'")
        #expect(try await page.value("document.activeElement.name").string == "status", "the reader is where they were")
        #expect(try await plant.json("/api/v1/batches/by-id/\(id)")["status"]?.string == "In")
        try await page.value("document.activeElement.closest('tr').querySelector('[name=comments]').focus()")
        try await page.value("document.activeElement.select()")
        for letter in "ok" { try await page.press(String(letter), code: 0, text: String(letter)) }
        try await page.pressEnter()
        let isSaved = try await Campaign.eventually(20) { try await plant.json("/api/v1/batches/by-id/\(id)")["comments"]?.string == "ok" }
        #expect(isSaved)
        // Somebody else's change in between is not overwritten.
        try await page.value("document.activeElement.blur()")
        _ = try await ProgramClient.post(
            plant.port, "/api/v1/batches/by-id/batch_T000001", .json(["status": "S"]), token: plant.token, method: "PATCH")
        try await page.until("[...document.querySelectorAll('#results tr[data-key=batch_T000001] [name=status]')][0]?.value === 'S'")
        // A mask arrives.
        try samples.put("masks_batch_T000001.tar.xz")
        try await page.until("document.querySelector('#results tr[data-key=batch_T000001]').innerText.includes('Yes')", seconds: 10)
        #expect(try await page.value("window.notReloaded === true").bool == true)
        #expect(page.faults().isEmpty, "\(page.faults())")
    }

    @Test("five thousand batches: the cards say what the rows are, whatever the filter", .timeLimit(.minutes(5)))
    func many() async throws {
        let plant = try await BrowserPlant()
        let visitor = try await plant.signedIn()
        var chance = SeededChance(Campaign.seed, labels: [5])
        for name in ["Ana", "Luc"] { _ = try await plant.call("/api/v1/batches/crew", ["name": .string(name)]) }
        let all: [[String: String]] = (1...5000).map { n in
            [
                "id": n % 3 == 0 ? "batch_T\(padded(n, 6))" : n % 7 == 0 ? "batch_\(n)" : "batch_\(padded(n, 6))F",
                "status": chance.pick(["NS", "In", "S", "FS"]), "assignee": chance.pick(["", "Ana", "Luc", "Paul"]),
                "review_status": chance.pick(["", "aprobado", "no_aprobado"]), "comments": chance.pick(["", "bordes", "BORDES finos", "100 %"]),
                "assigned_at": chance.pick(["", "2025-10-14", "2025-10-15T08:00", "2025-11-02"]),
            ]
        }
        let made = try await plant.call(
            "/api/v1/batches/upload",
            ["mode": "add", "batches": .array(all.map { .object($0.map { ($0.key, .string($0.value)) }) })])
        #expect(made["created"]?.array?.count == 5000)
        let page = try await plant.browser.page(plant.origin, visitor: visitor)
        var paints: [Int64] = []
        for (query, isMeant) in Self.filters {
            try await page.open("/batches" + query)
            paints.append(
                try await page.value("Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1)").int ?? -1)
            let rows = all.filter(isMeant)
            func count(_ words: String...) -> Int64 { Int64(rows.count { words.contains($0["status"] ?? "") }) }
            let hand = BatchesHand(page: page, hasScripts: true)
            #expect(
                try await hand.cards() == ["total": Int64(rows.count), "pending": count("NS"), "progress": count("In", "FS"), "done": count("S")],
                "\(query)")
            #expect(try await hand.rows().count == min(rows.count, 50), "\(query)")
            // The same rows and no others, on as many pages as it takes.
            let listed = try await plant.json("/api/v1/batches" + (query.isEmpty ? "?" : query + "&") + "limit=5000")["batches"]?.array ?? []
            #expect(Set(listed.compactMap { $0["id"]?.string }) == Set(rows.compactMap { $0["id"] }), "\(query)")
        }
        Campaign.note("5,000 batches: first contentful paint after \(paints) ms")
        #expect(page.faults().isEmpty, "\(page.faults())")
    }

    private static let filters: [(String, @Sendable ([String: String]) -> Bool)] = [
        ("", { _ in true }), ("?status=In", { ["In", "FS"].contains($0["status"]) }), ("?assignee=-", { $0["assignee"] == "" }),
        ("?assignee=%3F", { $0["assignee"] == "Paul" }), ("?id=t0000", { $0["id"]?.lowercased().contains("t0000") == true }),
        ("?comments=bordes&review=approved", { $0["comments"]?.lowercased().contains("bordes") == true && $0["review_status"] == "aprobado" }),
        ("?comments=%25", { $0["comments"]?.contains("%") == true }), ("?assigned=2025-10-15", { $0["assigned_at"]?.contains("2025-10-15") == true }),
        ("?assignee=Ana&status=S&review=pending", { $0["assignee"] == "Ana" && $0["status"] == "S" && $0["review_status"] == "" }),
        ("?uploaded=yes", { _ in false }),
    ]

    @Test(
        "a mask in GridFS is seen within a second where the server tells of it", .timeLimit(.minutes(5)),
        .enabled(if: MongoServer.lacks == nil, "needs mongod"))
    func live() async throws {
        let server = try await MongoServer(replicaSet: true, mode: .fast)
        let pool = try MongoPool(url: server.url)
        _ = try await pool.run { session in
            try session.collection("segmentacion_db", "batches").insert([["id": "batch_000040F", "status": "NS"], ["id": "batch_9"]], ordered: true)
        }
        let plant = try await BrowserPlant()
        let visitor = try await plant.signedIn()
        let secret = plant.site.folder.path + "/secret"
        try Data(server.password.utf8).write(to: URL(fileURLWithPath: secret))
        let url = server.url.replacing(":" + server.password + "@", with: "@").replacing("/gemba?", with: "/?") + "&password=file:" + secret
        let saved = try await plant.post(
            "/batches/settings",
            [
                ("mongo_url", url), ("training_url", url), ("poll_seconds", "300"), ("bucket", "training_metrics.masks"),
                ("families", "F: {digits}F\nplain: {digits}"),
            ])
        #expect(saved.status == 303)
        let page = try await plant.browser.page(plant.origin, visitor: visitor)
        let isRead = try await Campaign.eventually(30) {
            let board = try await plant.json("/api/v1/batches")
            return board["total"]?.int == 2 && board["board"]?["synced_at"]?.string != nil
        }
        #expect(isRead)
        try await page.open("/batches?sort=id")
        // The stream of changes is open once a first change has been seen.
        var spans: [Int64] = []
        for turn in 0..<6 {
            let id = turn % 2 == 0 ? "000040F" : "9"
            _ = try await pool.run { session in
                var rest: [[UInt8]] = [[UInt8](repeating: 7, count: 5000)]
                return try session.bucket("QUALITY_IEMSA", "training_metrics.masks").upload(name: "masks_batch_\(id).tar.xz", metadata: nil) {
                    rest.popLast()
                }
            }
            let began = Stopwatch.milliseconds()
            let count = turn / 2 + 1
            try await page.until(
                "document.querySelector('#results tr[data-key=batch_\(id)] td:nth-child(3)').innerText.replace(/\\s+/g, ' ').endsWith(' \(count)')",
                seconds: 30)
            spans.append(Stopwatch.milliseconds() - began)
            try await Clock.system.sleep(.milliseconds(1200))
        }
        Campaign.note("a mask in GridFS shows on an open board after \(spans) ms")
        // The page is drawn at most once a second; the first may wait for the stream.
        #expect(spans.dropFirst().sorted()[2] <= 1000, "\(spans)")
        #expect(!(try await plant.text("/batches/settings").contains(server.password)))
        #expect(page.faults().isEmpty, "\(page.faults())")
        pool.close()
    }
}

/// A person's hand on the pages of batches.
private struct BatchesHand {
    let page: BrowserPage
    let hasScripts: Bool

    private func press(_ selector: String, leadsTo condition: String) async throws {
        try await page.click(selector)
        try await page.until("document.readyState === 'complete' && (\(condition))", seconds: 60)
    }

    func setUp(_ folder: String) async throws {
        try await page.open("/batches/settings")
        try await page.type(folder, into: "[name=folder]")
        try await page.value("document.querySelector('[name=poll_seconds]').value = ''")
        try await page.type("1", into: "[name=poll_seconds]")
        try await press("button[value=test]", leadsTo: "document.querySelector('.notice.is-ok') !== null")
        try await press("button[value=save]", leadsTo: "location.search === '?done=1'")
    }

    func crew(_ names: String...) async throws {
        for (index, name) in names.enumerated() {
            try await page.open("/batches/team")
            try await page.type(name, into: "form[action='/batches/team'] [name=name]")
            try await press(
                "form[action='/batches/team'] button.primary",
                leadsTo: "document.querySelectorAll('#team section.panel h2 a').length === \(index + 1)")
        }
    }

    func create(_ list: String, counts: String) async throws {
        try await page.open("/batches/data")
        try await page.type(list, into: "#new-list")
        try await press("form[action='/batches/data/new'] button.primary", leadsTo: "document.querySelector('[name=confirmed]') !== null")
        #expect(try await page.text(".page-head .answer").contains("\(counts) new"))
        try await press("main button.primary", leadsTo: "location.pathname.startsWith('/batches/deeds/')")
        try await page.open("/batches")
    }

    func cards() async throws -> [String: Int64] {
        let script =
            "Object.fromEntries([...document.querySelectorAll('[data-card]')].map((card) => [card.dataset.card, Number(card.innerText.replace(/\\D/g, ''))]))"
        return Dictionary(uniqueKeysWithValues: try await page.value(script).members?.map { ($0.0, $0.1.int ?? -1) } ?? [])
    }

    func rows() async throws -> [String] {
        try await page.value("[...document.querySelectorAll('#results tbody tr[data-key]')].map((row) => row.dataset.key)").array?.compactMap(
            \.string) ?? []
    }

    func assign(_ ids: [String], to name: String) async throws {
        try await page.open("/batches/assign")
        for id in ids { try await page.click("input[value='\(id)']") }
        try await press("button[data-drop='\(name)']", leadsTo: "location.search.includes('done=\(ids.count)')")
    }

    /// With scripts a choice is saved at once; without by the row's button.
    func edit(_ id: String, _ field: String, _ value: String) async throws {
        try await page.open("/batches")
        let row = "tr[data-key='\(id)']"
        try await page.choose(value, in: "\(row) [name=\(field)]")
        if !hasScripts { try await page.click("\(row) form button") }
        try await page.until("document.readyState === 'complete' && document.querySelector('[data-card=progress]')?.innerText === '1'")
    }

    func comment(_ id: String, _ text: String) async throws {
        try await page.open("/batches")
        try await page.type(text, into: "tr[data-key='\(id)'] [name=comments]")
        if hasScripts {
            try await page.pressEnter()
            try await page.until("document.querySelector(\"tr[data-key='\(id)'] [name='seen.comments']\").value.length === \(text.count)")
        } else {
            try await page.click("tr[data-key='\(id)'] form button")
            try await page.until(
                "document.readyState === 'complete' && document.querySelector(\"tr[data-key='\(id)'] [name='seen.comments']\").value.length === \(text.count)"
            )
        }
        try await page.open("/batches")
        #expect(try await page.value("document.querySelector(\"tr[data-key='\(id)'] [name=comments]\").value").string == text)
    }

    func filter(_ name: String, _ value: String) async throws {
        try await page.open("/batches")
        try await page.choose(value, in: ".filters [name=\(name)]")
        if !hasScripts { try await page.click("#filter button") }
        try await page.until("document.readyState === 'complete' && location.search.includes('\(name)=\(value)')")
    }

    func renameMember(_ old: String, _ new: String) async throws {
        try await page.open("/batches/team/\(URLText.encode(old))")
        try await page.value("document.querySelector('[name=name]').value = ''")
        try await page.type(new, into: "[name=name]")
        try await press("form button.primary", leadsTo: "location.pathname === '/batches/team'")
        #expect(try await page.text("#team").contains(new))
    }

    func removeMember(_ name: String, heir: String) async throws {
        try await page.open("/batches/team/\(URLText.encode(name))")
        try await page.choose(heir, in: "[name=heir]")
        try await press("button.danger", leadsTo: "location.pathname === '/batches/team'")
        #expect(!(try await page.text("#team").contains(name)))
    }

    func deleteByPattern(_ pattern: String, counts: String) async throws {
        try await page.open("/batches/data")
        // Without a condition nothing goes.
        try await press("form[action='/batches/data/delete'] button", leadsTo: "document.querySelector('.notice.is-bad') !== null")
        try await page.type(pattern, into: "[name=pattern]")
        try await press("form[action='/batches/data/delete'] button", leadsTo: "document.querySelector('[name=count]') !== null")
        #expect(try await page.text(".page-head .answer").hasPrefix(counts))
        try await press("main button.danger", leadsTo: "location.pathname.startsWith('/batches/deeds/')")
    }

    /// The deed that is being looked at.
    func takeBack() async throws {
        let before = try await page.value("location.pathname").string ?? ""
        try await page.click("form[action$=undo] button")
        let yes = hasScripts ? "dialog[open] button.primary" : "main button.danger"
        try await page.until("document.readyState === 'complete' && document.querySelector('\(yes)') !== null")
        try await press(yes, leadsTo: "location.search.includes('done') && location.pathname !== '\(before)'")
    }
}
