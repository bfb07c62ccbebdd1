// The board in a real browser on the real program: five hundred orders drawn, one moved by the mouse, one by keys alone, what
// a move would mean before it is made, fifty steps taken back, and two planners at one desk.

import Foundation
import Host
import Kernel
import TestKit
import Testing
import Web

@Suite("The board in a browser", .serialized) struct BrowserDeedsSchedulingTests {
    static let frames = """
        (async () => {
          const times = [];
          await new Promise((done) => {
            let last = performance.now();
            const tick = (now) => { times.push(now - last); last = now; times.length < 40 ? requestAnimationFrame(tick) : done(); };
            requestAnimationFrame(tick);
          });
          return Math.round(times.slice(2).sort((a, b) => a - b)[19] * 10);
        })()
        """

    @Test("five hundred orders: drawn, moved by the mouse and by keys, and all of it taken back", .timeLimit(.minutes(10)))
    func board() async throws {
        let plant = try await BrowserPlant()
        try await ScheduleSamples.fill(plant.site.databaseURL, folder: plant.site.folder.path + "/samples", orders: 500)
        let visitor = try await plant.signedIn()
        let page = try await plant.browser.page(plant.origin, visitor: visitor)
        try await page.show(BrowserView(width: 1440))
        let hand = BoardHand(page: page)
        var (paints, sizes): ([Int64], [Int64]) = ([], [])
        for query in ["", "?zoom=month&colour=customer", "?zoom=day", "?zoom=month"] {
            #expect(try await page.open("/scheduling" + query) == 200)
            try await page.until("performance.getEntriesByName('first-contentful-paint').length > 0")
            paints.append(
                try await page.value("Math.round(performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1)").int ?? -1)
            sizes.append(try await page.value("fetch(location.href).then((answer) => answer.text()).then((text) => text.length)").int ?? -1)
        }
        Campaign.note("a board of 500 orders: first contentful paint after \(paints) ms, of \(sizes) bytes (week, month, day, month)")
        #expect(sizes.allSatisfy { (10_000..<150_000).contains($0) }, "\(sizes)")
        #expect(paints.allSatisfy { (0..<2000).contains($0) }, "\(paints)")
        #expect(try await page.value("document.querySelectorAll('[data-board] a.b').length").int ?? 0 > 100)
        #expect(try await page.value("document.querySelector('[data-card=open]').innerText").string == "500")

        // By the mouse: the last that is seen of line 2 to the front of line 1.
        try await page.open("/scheduling")
        let order = try await hand.last(2)
        let first = try await hand.name(1, 1)
        try await hand.drag(from: "a[data-key='\(order)'] svg", to: "a[data-key='\(first)'] svg")
        // On its way it has been over other places, whose previews may still come.
        try await page.until("document.querySelector('#board-preview .preview-head')?.innerText.includes('Line 1')")
        let said = try await page.text("#board-preview")
        #expect(said.contains(order) && said.contains("late"), "it says who becomes late: \(said)")
        let frame = try await page.value(Self.frames).int ?? 999
        Campaign.note("a board of 500 orders while one is dragged: a frame takes \(Double(frame) / 10) ms")
        try await hand.release()
        try await page.until("document.querySelector('[data-line=\"1\"] a[data-key=\"\(order)\"]') !== null")
        try await page.until("document.querySelector('#board-said').innerText.includes('\(order)')")
        #expect(try await hand.name(1, 1) == order, "before the one on which it was dropped")

        // By keys: picked up, one line down, put down.
        try await page.value("document.querySelector('[data-line=\"1\"] a[data-key=\"\(order)\"]').focus()")
        try await page.press(" ", code: 32, text: " ")
        try await page.press("ArrowRight", code: 39)
        try await page.press("ArrowDown", code: 40)
        try await page.until("document.querySelector('#board-preview .preview-head')?.innerText.includes('Line 2')")
        try await page.pressEnter()
        try await page.until("document.querySelector('[data-line=\"2\"] a[data-key=\"\(order)\"]') !== null")
        try await page.until("document.activeElement?.dataset?.key === '\(order)'")

        // Back to the backlog and out of it again.
        let count = try await page.value("Number(document.querySelector('[data-card=unplaced]').innerText)").int ?? 0
        try await page.press("Delete", code: 46)
        try await page.until("Number(document.querySelector('[data-card=unplaced]').innerText) === \(count + 1)")
        try await hand.undo()
        try await page.until("Number(document.querySelector('[data-card=unplaced]').innerText) === \(count)")

        // Fifty moves, all of them taken back.
        let before = try await hand.placed()
        try await page.value("window.notReloaded = true")
        for step in 0..<50 {
            try await page.value("document.querySelectorAll('[data-line=\"\(step % 2 + 1)\"] a.b')[2].focus()")
            let key = try await page.value("document.activeElement.dataset.key").string ?? ""
            let seen = try await page.value("document.activeElement.dataset.seen").string ?? ""
            try await page.press(" ", code: 32, text: " ")
            try await page.press("ArrowRight", code: 39)
            try await page.pressEnter()
            try await page.until(
                "!document.querySelector('.board-sending') && (document.querySelector('[data-board] a[data-key=\"\(key)\"]')?.dataset.seen ?? '') !== '\(seen)'"
            )
        }
        #expect(try await hand.placed() != before)
        for _ in 0..<50 { try await hand.undo() }
        try await page.until("JSON.stringify(\(BoardHand.places)) === \(JSON.string(before).text)")
        #expect(try await page.value("window.notReloaded === true").bool == true)
        #expect(page.faults().isEmpty, "\(page.faults())")
    }

    @Test("two planners: each sees the other's moves, and the second is told", .timeLimit(.minutes(5)))
    func two() async throws {
        let plant = try await BrowserPlant()
        try await ScheduleSamples.fill(plant.site.databaseURL, folder: plant.site.folder.path + "/samples", orders: 60)
        let visitor = try await plant.signedIn()
        let one = try await plant.browser.page(plant.origin, visitor: visitor)
        let two = try await plant.browser.page(plant.origin, visitor: visitor)
        for page in [one, two] {
            try await page.show(BrowserView(width: 1440))
            try await page.open("/scheduling")
        }
        let order = try await BoardHand(page: one).name(1, 2)
        // The second looks at the order's form, which does not follow.
        try await two.open("/scheduling/move?order=\(order)")
        try await one.value("document.querySelector('a[data-key=\"\(order)\"]').focus()")
        try await one.press(" ", code: 32, text: " ")
        try await one.press("ArrowDown", code: 40)
        try await one.pressEnter()
        try await one.until("document.querySelector('[data-line=\"2\"] a[data-key=\"\(order)\"]') !== null")
        try await two.click("form[action='/scheduling/place'] button:not(:disabled)")
        try await two.until("document.readyState === 'complete' && document.querySelector('#board-said .notice.is-bad') !== null")
        #expect(try await two.text("#board-said").contains(order))
        #expect(try await two.text(".page-head .answer").contains("Line 2"), "it shows how things are now")
        // And a board that is open follows without being loaded again.
        try await two.open("/scheduling")
        try await two.value("window.notReloaded = true")
        try await one.value("document.querySelector('a[data-key=\"\(order)\"]').focus()")
        try await one.press("Delete", code: 46)
        try await two.until("document.querySelector('.backlog a[data-key=\"\(order)\"]') !== null")
        #expect(try await two.value("window.notReloaded === true").bool == true)
        #expect(one.faults().isEmpty, "\(one.faults())")
    }

    @Test("by a finger: what moves at once scrolls, what is held first is dragged; on a phone the order's page moves it", .timeLimit(.minutes(5)))
    func touch() async throws {
        let plant = try await BrowserPlant()
        try await ScheduleSamples.fill(plant.site.databaseURL, folder: plant.site.folder.path + "/samples", orders: 60)
        let visitor = try await plant.signedIn()
        let page = try await plant.browser.page(plant.origin, visitor: visitor)
        try await page.show(BrowserView(width: 1024, isTouch: true))
        try await page.open("/scheduling")
        let hand = BoardHand(page: page)
        let (order, first) = (try await hand.last(2), try await hand.name(1, 1))
        let (from, to) = ("a[data-key='\(order)'] svg", "a[data-key='\(first)'] svg")
        try await hand.finger(from: from, to: to, holding: false)
        #expect(try await page.value("document.querySelector('.board-ghost') === null").bool == true)
        try await hand.finger(from: from, to: to, holding: true)
        try await page.until("document.querySelector('[data-line=\"1\"] a[data-key=\"\(order)\"]') !== null")
        #expect(try await hand.name(1, 1) == order, "before the one on which it was dropped")
        #expect(try await page.value("location.pathname").string == "/scheduling", "the tap opens nothing")

        try await page.show(BrowserView(width: 390, height: 844, isTouch: true))
        try await page.open("/scheduling")
        try await page.click(".board-list a[href*='order=\(order)']")
        try await page.until("document.querySelector('.side-panel form[action=\"/scheduling/place\"] button[value=\"3\"]') !== null")
        try await page.click(".side-panel form[action='/scheduling/place'] button[value='4']")
        try await page.until("document.querySelector('#board-said .is-ok') !== null")
        #expect(try await page.text("#board-said").contains(order))
        #expect(page.faults().isEmpty, "\(page.faults())")
    }

    @Test("the day's sheet on paper: one page for each line", .timeLimit(.minutes(5)))
    func paper() async throws {
        let plant = try await BrowserPlant()
        try await ScheduleSamples.fill(plant.site.databaseURL, folder: plant.site.folder.path + "/samples", orders: 60)
        let page = try await plant.browser.page(plant.origin, visitor: try await plant.signedIn())
        func pages(_ path: String) async throws -> Int {
            try await page.open(path)
            let paper = try await page.call("Page.printToPDF", ["preferCSSPageSize": true])
            let data = try #require(paper["data"]?.string.flatMap { Data(base64Encoded: $0) })
            return String(decoding: data, as: UTF8.self).matches(of: /\/Type ?\/Page[^s]/).count
        }
        let (all, one) = (try await pages("/scheduling/day"), try await pages("/scheduling/day/1"))
        #expect(all == 5 && one == 1, "\(all) and \(one) pages")
        #expect(page.faults().isEmpty, "\(page.faults())")
    }

    @Test("without scripts: looked at, moved, pinned, taken off its line, undone; a draft compared and published", .timeLimit(.minutes(5)))
    func noScripts() async throws {
        let plant = try await BrowserPlant()
        try await ScheduleSamples.fill(plant.site.databaseURL, folder: plant.site.folder.path + "/samples", orders: 60)
        let visitor = try await plant.signedIn()
        let page = try await plant.browser.page(plant.origin, visitor: visitor)
        try await page.setScripts(false)
        try await page.open("/scheduling")
        let order = try await BoardHand(page: page).name(1, 2)
        func press(_ selector: String, leadsTo condition: String) async throws {
            try await page.click(selector)
            try await page.until("document.readyState === 'complete' && (\(condition))")
        }
        try await page.open("/scheduling/move?order=\(order)")
        try await page.choose("2", in: "#to")
        try await press("button[formmethod=get]", leadsTo: "document.querySelector('.board-preview-body') !== null")
        try await press(".board-preview-body button", leadsTo: "document.querySelector('#board-said .is-ok') !== null")
        try await page.open("/scheduling/move?order=\(order)")
        #expect(try await page.text(".page-head .answer").contains("Line 2"))
        try await page.choose("position", in: "[name=pin]")
        try await press("form[action='/scheduling/pin'] button", leadsTo: "document.querySelector('#board-said .is-ok') !== null")
        try await press("form[data-undo] button", leadsTo: "location.search.includes('undone')")

        try await page.open("/scheduling/drafts")
        try await page.type("Saturday <b>", into: "#name")
        try await press("form[action='/scheduling/drafts'] button", leadsTo: "location.pathname.startsWith('/scheduling/drafts/')")
        let draft = try await page.value("location.pathname.split('/').pop()").string ?? ""
        try await page.open("/scheduling/move?order=\(order)&plan=\(draft)")
        try await press("form[action='/scheduling/unplace'] button", leadsTo: "document.querySelector('.board-draft') !== null")
        try await page.open("/scheduling/drafts/\(draft)")
        #expect(try await page.text("main").contains(order))
        try await press("form[action$='/publish'] button", leadsTo: "document.querySelector('[name=confirmed]') !== null")
        try await press("main button.danger", leadsTo: "location.search.includes('done=published')")
        try await page.open("/scheduling/move?order=\(order)")
        #expect(try await page.text(".page-head .answer").contains("on no line"))
        try await page.open("/scheduling/drafts")
        try await press("form[action$='/propose'] button", leadsTo: "document.querySelector('main .notice') !== null")
        #expect(try await page.text("main").contains("the planning engine"))
        #expect(page.faults().isEmpty, "\(page.faults())")
    }
}

/// A planner's hand on the board.
private struct BoardHand {
    let page: BrowserPage
    static let places = "[...document.querySelectorAll('[data-board] a.b')].map((bar) => bar.dataset.key + ' ' + bar.dataset.seen).sort()"

    func placed() async throws -> String { try await page.value("JSON.stringify(\(Self.places))").string ?? "" }

    /// The order at a place that is seen of a line, from 0.
    func name(_ line: Int, _ index: Int) async throws -> String {
        try #require(try await page.value("document.querySelectorAll('[data-line=\"\(line)\"] a.b')[\(index)].dataset.key").string)
    }

    /// The last that begins well inside the window.
    func last(_ line: Int) async throws -> String {
        try #require(try await page.value("[...document.querySelectorAll('[data-line=\"\(line)\"] a.b')].at(-2).dataset.key").string)
    }

    func undo() async throws {
        try await page.value("document.querySelector('form[data-undo] button').dataset.old = '1'")
        for kind in ["rawKeyDown", "keyUp"] {
            try await page.call(
                "Input.dispatchKeyEvent", ["type": .string(kind), "key": "z", "code": "KeyZ", "windowsVirtualKeyCode": 90, "modifiers": 2])
        }
        try await page.until("!document.querySelector('.board-sending') && document.querySelector('form[data-undo] button:not([data-old])') !== null")
    }

    func drag(from: String, to: String) async throws {
        func middle(_ selector: String, _ part: String) async throws -> (JSON, JSON) {
            let place = try await page.value(
                "(() => { const box = document.querySelector(\(JSON.string(selector).text)).getBoundingClientRect(); return [Math.round(box.left + box.width * \(part)), Math.round(box.top + 20)]; })()"
            )
            let at = try #require(place.array)
            return (at[0], at[1])
        }
        try await page.value("document.querySelector('[data-board]').scrollIntoView({ block: 'center', behavior: 'instant' })")
        let (x, y) = try await middle(from, "0.5")
        let (toX, toY) = try await middle(to, "0.2")
        try await mouse("mousePressed", x, y)
        let (a, b, c, d) = (x.int ?? 0, y.int ?? 0, toX.int ?? 0, toY.int ?? 0)
        for step in 1...8 { try await mouse("mouseMoved", .int(a + (c - a) * Int64(step) / 8), .int(b + (d - b) * Int64(step) / 8)) }
        await place.set(toX, toY)
    }

    /// A finger that is put down, held or not, and drawn to another place.
    func finger(from: String, to: String, holding: Bool) async throws {
        func middle(_ selector: String, _ part: String) async throws -> (Int64, Int64) {
            let place = try await page.value(
                "(() => { const box = document.querySelector(\(JSON.string(selector).text)).getBoundingClientRect(); return [Math.round(box.left + box.width * \(part)), Math.round(box.top + 20)]; })()"
            )
            let at = try #require(place.array)
            return (at[0].int ?? 0, at[1].int ?? 0)
        }
        func touch(_ kind: String, _ points: [(Int64, Int64)]) async throws {
            try await page.call(
                "Input.dispatchTouchEvent",
                ["type": .string(kind), "touchPoints": .array(points.map { .object([("x", .int($0.0)), ("y", .int($0.1))]) })])
        }
        try await page.value("document.querySelector('[data-board]').scrollIntoView({ block: 'center', behavior: 'instant' })")
        let (a, b) = try await middle(from, "0.5")
        let (c, d) = try await middle(to, "0.2")
        try await touch("touchStart", [(a, b)])
        if holding { try await page.until("document.querySelector('.board-ghost') !== null") }
        for step in 1...8 { try await touch("touchMove", [(a + (c - a) * Int64(step) / 8, b + (d - b) * Int64(step) / 8)]) }
        if holding { try await page.until("document.querySelector('#board-preview .preview-head b') !== null") }
        try await touch("touchEnd", [])
    }

    private let place = MousePlace()
    func release() async throws {
        let (x, y) = await place.get()
        try await mouse("mouseReleased", x, y)
    }

    private func mouse(_ kind: String, _ x: JSON, _ y: JSON) async throws {
        try await page.call(
            "Input.dispatchMouseEvent", ["type": .string(kind), "x": x, "y": y, "button": "left", "buttons": 1, "clickCount": 1])
    }

    init(page: BrowserPage) { self.page = page }
}

/// Where the mouse is held.
private actor MousePlace {
    private var at: (JSON, JSON) = (0, 0)
    func set(_ x: JSON, _ y: JSON) { at = (x, y) }
    func get() -> (JSON, JSON) { at }
}
