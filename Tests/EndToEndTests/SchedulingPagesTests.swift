// Days at the desk and at the lines, by pages: two planners with one form, a scanner, the sheet on paper, names that are
// markup.

import Foundation
import Host
import Kernel
import Testing
import Web

@testable import Scheduling

@Suite struct SchedulingPagesTests {
    private static func plant() async throws -> TestPlant {
        let plant = try await TestPlant([])
        try await ScheduleSamples.byPages(plant)
        return plant
    }

    /// The values of a page's fields, as a browser would send them.
    private static func fields(_ page: String, of action: String) -> [(String, String)] {
        guard let start = page.range(of: "<form class=\"form wide\" method=\"post\" action=\"\(action)\""),
            let end = page[start.upperBound...].range(of: "</form>")
        else { return [] }
        let form = page[start.upperBound..<end.lowerBound]
        func text(_ value: Substring) -> String {
            String(value).replacing("&quot;", with: "\"").replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&#39;", with: "'")
                .replacing("&amp;", with: "&")
        }
        var out: [(String, String)] = []
        for match in form.matches(of: /<input([^>]*)>/) {
            let tag = match.output.1
            guard let name = tag.firstMatch(of: /\ name="([^"]*)"/)?.output.1 else { continue }
            if tag.contains("type=\"checkbox\""), !tag.contains(" checked") { continue }
            out.append((String(name), text(tag.firstMatch(of: /\ value="([^"]*)"/)?.output.1 ?? "")))
        }
        for match in form.matches(of: /<select id="([^"]*)"[^>]*>(.*?)<\/select>/) {
            let chosen = match.output.2.firstMatch(of: /value="([^"]*)" selected/)?.output.1 ?? ""
            out.append((String(match.output.1), text(chosen)))
        }
        for match in form.matches(of: /<textarea id="([^"]*)"[^>]*>([^<]*)<\/textarea>/) {
            out.append((String(match.output.1), text(match.output.2)))
        }
        return out.filter { $0.0 != "csrf" }
    }

    private static func with(_ fields: [(String, String)], _ changes: [String: String]) -> [(String, String)] {
        fields.map { ($0.0, changes[$0.0] ?? $0.1) }
    }

    @Test("a place, a pin or a status that somebody else has changed since the page was opened is told, and stays")
    func overtaken() async throws {
        let plant = try await Self.plant()
        let path = "/scheduling/orders/777.1"
        let fields: [(String, String)] = [
            ("number", "777.1"), ("customer", "Other"), ("assembly", "B-2"), ("status", "Ready"), ("place", "1"), ("weight", "1"),
        ]
        #expect(try await plant.send(.post, "/scheduling/orders", as: .scheduler, .form(fields)).status == 303)
        func seen(_ name: String) async throws -> String {
            let page = try await plant.get(path, as: .scheduler).text
            return try #require(page.firstMatch(of: try Regex("name=\"\(name)\" value=\"([^\"]*)\"", as: (Substring, Substring).self))).output.1
                .description
        }
        let (place, status) = (try await seen("seen_place"), try await seen("seen_status"))
        #expect(place.hasPrefix("1:") && status == "Ready", "\(place) \(status)")
        #expect(try await plant.send(.post, path + "/place", as: .scheduler, .form([("where", "2"), ("seen_place", place)])).status == 303)
        #expect(
            try await plant.send(.post, path + "/status", as: .scheduler, .form([("status", "1st Side Ready"), ("seen_status", status)])).status
                == 303)
        let late: [(String, [(String, String)])] = [
            ("/place", [("where", "4"), ("seen_place", place)]), ("/place", [("to", "none"), ("seen_place", place)]),
            ("/pin", [("pin", "line"), ("start", ""), ("seen_place", place)]), ("/status", [("status", "On Hold"), ("seen_status", status)]),
        ]
        for (deed, fields) in late {
            let answer = try await plant.send(.post, path + deed, as: .admin, .form(fields))
            #expect(answer.status == 409 && answer.text.contains("Somebody has changed"), "\(deed): \(answer.status)")
        }
        let order = try await plant.get("/api/v1/scheduling/orders/777.1", as: .admin).json
        #expect(order["line"] == "Line 2" && order["status"] == "1st Side Ready" && order["pin"] == .null)
        let scanned = try await plant.send(
            .post, "/scheduling/scan", as: .admin, .form([("code", "777.1"), ("status", "On Hold"), ("seen_status", status)]))
        #expect(scanned.status == 409)
    }

    @Test("two planners with the same form: other fields merge, the same field is told with both values, nothing is lost")
    func twoEditors() async throws {
        let plant = try await Self.plant()
        let path = "/scheduling/orders/14409.1"
        let form = Self.fields(try await plant.get(path, as: .scheduler).text, of: path)
        #expect(form.count > 20)
        let first = try await plant.send(.post, path, as: .scheduler, .form(Self.with(form, ["quantity": "1200", "rev": "B"])))
        #expect(first.status == 303, "\(first.text)")
        // Another field, from the form that was opened before.
        let other = try await plant.send(.post, path, as: .admin, .form(Self.with(form, ["note": "mind the gap"])))
        #expect(other.status == 303)
        let merged = try await plant.get(path, as: .scheduler).text
        #expect(merged.contains("mind the gap") && merged.contains("value=\"1200\""))
        // The same field.
        let clash = try await plant.send(.post, path, as: .admin, .form(Self.with(form, ["quantity": "77", "weight": "3"])))
        #expect(clash.status == 409)
        #expect(
            clash.text.contains("<b>1,200</b>") && clash.text.contains("<b>77</b>") && clash.text.contains("value=\"77\""),
            "both values, and mine in the form")
        #expect(clash.text.contains("mind the gap"), "what others changed beside it is there")
        #expect(try await plant.get(path, as: .scheduler).text.contains("value=\"1200\""), "nothing was written")
        let again = Self.fields(clash.text, of: path)
        #expect(try await plant.send(.post, path, as: .admin, .form(again)).status == 303)
        let last = try await plant.get(path, as: .scheduler).text
        #expect(
            last.contains("value=\"77\"") && last.contains("mind the gap") && last.contains("name=\"weight\" value=\"3\"")
                && last.contains("name=\"rev\" value=\"B\""))
        #expect(last.contains("the scheduler") && last.contains("1,199") && last.contains("1,200"), "the history has who, old and new")
    }

    @Test("a form that is sent as it was changes nothing, and a bad field is told beside it")
    func refusals() async throws {
        let plant = try await Self.plant()
        let path = "/scheduling/orders/14409.1"
        let page = try await plant.get(path, as: .scheduler).text
        #expect(page.contains("1 h + 703 min × 2 × 2 / 60") && page.contains("47.87 h"), "the hours as they come about")
        let form = Self.fields(page, of: path)
        #expect(try await plant.send(.post, path, as: .scheduler, .form(form)).status == 303)
        let history = try await plant.get(path, as: .scheduler).text
        #expect(!history.contains(" · edited"), "no change was written")
        let bad = try await plant.send(.post, path, as: .scheduler, .form(Self.with(form, ["quantity": "many", "note": "kept <i>"])))
        #expect(
            bad.status == 422 && bad.text.contains("class=\"error\"") && bad.text.contains("value=\"many\"") && bad.text.contains("kept &lt;i&gt;"))
        let dates = try await plant.send(.post, path, as: .scheduler, .form(Self.with(form, ["ship_date": "2026-09-01"])))
        #expect(dates.status == 422)
        for target in ["/scheduling/orders/~new", "/scheduling/orders/WO%2F7%20b"] {
            #expect(try await plant.get(target, as: .viewer).status == 200, "\(target)")
        }
        let removed = try await plant.send(.post, "/scheduling/orders/~new/remove", as: .scheduler, .form([("confirmed", "1")]))
        #expect(removed.status == 303)
        #expect(try await plant.get("/scheduling/orders/~new", as: .viewer).status == 404)
    }

    @Test("a code finds its order, a button says how it stands, the field is ready again")
    func scan() async throws {
        let plant = try await Self.plant()
        let found = try await plant.get("/scheduling/scan?code=WO%2F7%20b-2", as: .supervisor)
        #expect(found.text.contains("WO/7 b") && found.text.contains("autofocus") && found.text.contains("Line 2"), "the label names another line")
        let set = try await plant.send(.post, "/scheduling/scan", as: .supervisor, .form([("code", "WO/7 b"), ("status", "Running")]))
        #expect(set.status == 303 && set.header("location")?.hasPrefix("/scheduling/scan?code=") == true)
        let page = try await plant.get(set.header("location") ?? "", as: .supervisor).text
        #expect(page.contains("Ready for the next code") && page.contains("autofocus"))
        let viewer = try await plant.get("/scheduling/scan?code=14409.1", as: .floor).text
        #expect(!viewer.contains("name=\"status\"") && viewer.contains("14409.1"))
        #expect(try await plant.get("/scheduling/scan?code=nothing-9", as: .floor).text.contains("nothing-9"))
        let screen = try await plant.get("/scheduling/floor/1", as: .floor).text
        #expect(screen.contains("data-live=\"scheduling\"") && screen.contains("14409.1") && screen.contains("WO/7 b"))
    }

    @Test("the day's sheet has a page per line, and a barcode per order")
    func sheet() async throws {
        let plant = try await Self.plant()
        let all = try await plant.get("/scheduling/day", as: .floor).text
        #expect(all.components(separatedBy: "day-page\"").count - 1 == 5)
        let one = try await plant.get("/scheduling/day/1", as: .floor).text
        #expect(one.components(separatedBy: "day-page\"").count - 1 == 1)
        #expect(one.contains("class=\"barcode\"") && one.contains("14409.1"))
        #expect(try await plant.get("/scheduling/day/1?day=2026-02-31", as: .floor).status == 422)
    }

    @Test("what people type is text on every page that shows it")
    func escapes() async throws {
        let plant = try await TestPlant([])
        let evil = ScheduleSamples.evil
        let order: [(String, String)] = [
            ("number", evil), ("customer", evil), ("assembly", evil), ("rev", evil), ("note", evil), ("run_minutes", "60"), ("weight", "1"),
            ("place", "1"),
            ("status", "Missing " + evil), ("ship_date", "2026-09-23"), ("quantity", "5"),
        ]
        #expect(try await plant.send(.post, "/scheduling/orders", as: .scheduler, .form(order)).status == 303)
        let line: [(String, String)] = [
            ("name", evil), ("kind", "smt"), ("multiplier", "1"), ("slots", "0"), ("capacity", "1"), ("customers", ""), ("active", "1"),
            ("takes_plans", "1"),
            ("location", evil), ("note", evil), ("shift.0.days", "0"), ("shift.0.start", "00:00"), ("shift.0.end", "00:00"), ("shift.0.breaks", ""),
        ]
        #expect(try await plant.send(.post, "/scheduling/lines/1", as: .scheduler, .form(line)).status == 303)
        let deeds: [(String, [(String, String)])] = [
            (
                "/scheduling/lines/1/blocks",
                [("block_kind", "other"), ("block_start", "2026-10-01T08:00"), ("block_end", "2026-10-01T09:00"), ("block_note", evil)]
            ),
            ("/scheduling/days", [("date", "2026-12-25"), ("name", evil), ("line", "")]),
            ("/scheduling/trolleys", [("number", "1"), ("do", "away"), ("note", evil)]),
            ("/scheduling/customers", [("name", evil), ("weight", "2"), ("shipping_days", ""), ("note", evil)]),
            ("/scheduling/assemblies", [("customer", evil), ("number", evil), ("rev", evil), ("family", evil), ("slots", "7"), ("note", evil)]),
        ]
        for (path, fields) in deeds {
            let answer = try await plant.send(.post, path, as: .scheduler, .form(fields))
            #expect(answer.status == 303, "\(path): \(answer.text.prefix(3000))")
        }
        let number = URLText.encode(evil)
        for path in [
            "/scheduling/orders", "/scheduling/orders/\(number)", "/scheduling/orders?q=\(number)&customer=\(number)", "/scheduling/lines",
            "/scheduling/lines/1",
            "/scheduling/days", "/scheduling/trolleys", "/scheduling/customers", "/scheduling/assemblies", "/scheduling/floor", "/scheduling/floor/1",
            "/scheduling/day", "/scheduling/scan?code=\(number)", "/scheduling/reports", "/scheduling/reports/use", "/",
            "/scheduling/orders?removed=\(number)",
        ] {
            let answer = try await plant.get(path, as: .admin)
            #expect(answer.status == 200, "\(path)")
            #expect(!answer.text.contains("<script>alert"), "\(path)")
            #expect(answer.text.contains("&lt;script&gt;"), "\(path) shows it")
            #expect(Markup(answer.text).faults.isEmpty, "\(path): \(Markup(answer.text).faults)")
        }
    }

    @Test("a block that overlaps names the one that is there; two planners of a line do not lose each other's fields")
    func lines() async throws {
        let plant = try await Self.plant()
        let block = [("block_kind", "other"), ("block_start", "2026-10-01T11:00"), ("block_end", "2026-10-01T13:00"), ("block_note", "mine")]
        let refused = try await plant.send(.post, "/scheduling/lines/2/blocks", as: .scheduler, .form(block))
        #expect(refused.status == 409 && refused.text.contains("grease") && refused.text.contains("value=\"mine\""))
        let path = "/scheduling/lines/2"
        let form = Self.fields(try await plant.get(path, as: .scheduler).text, of: path)
        #expect(try await plant.send(.post, path, as: .scheduler, .form(Self.with(form, ["slots": "127"]))).status == 303)
        #expect(try await plant.send(.post, path, as: .admin, .form(Self.with(form, ["multiplier": "1.5"]))).status == 303)
        let both = try await plant.get(path, as: .scheduler).text
        #expect(both.contains("value=\"127\"") && both.contains("value=\"1.5\""))
        let clash = try await plant.send(.post, path, as: .admin, .form(Self.with(form, ["slots": "99"])))
        #expect(clash.status == 409 && clash.text.contains("<b>127</b>") && clash.text.contains("<b>99</b>"))
        #expect(try await plant.send(.post, path, as: .admin, .form(Self.fields(clash.text, of: path))).status == 303)
        let last = try await plant.get(path, as: .scheduler).text
        #expect(last.contains("value=\"99\"") && last.contains("value=\"1.5\""))
    }

    @Test("a draft tells which engine made it, each time it is opened; what was changed is told in words")
    func told() async throws {
        let plant = try await Self.plant()
        let made = try await plant.send(.post, "/scheduling/drafts/propose", as: .scheduler, .form([("effort", "quick"), ("seed", "7")]))
        let path = try #require(made.header("location"))
        #expect(!path.contains("?"))
        #expect(try await plant.get(path, as: .scheduler).text.contains("Proposed by"))
        let empty = try await plant.send(.post, "/scheduling/drafts", as: .scheduler, .form([("name", "by hand")]))
        #expect(try await !plant.get(empty.header("location") ?? "", as: .scheduler).text.contains("Proposed by"))
        let day = [("date", "2026-12-25"), ("name", "Noel"), ("line", "2"), ("start", "08:00"), ("end", "12:00")]
        #expect(try await plant.send(.post, "/scheduling/days", as: .scheduler, .form(day)).status == 303)
        #expect(
            try await plant.send(.post, "/scheduling/trolleys", as: .scheduler, .form([("number", "1"), ("do", "away"), ("note", "")])).status == 303)
        let deeds = try await plant.get("/api/v1/scheduling/deeds", as: .admin).json["deeds"]?.array?.compactMap { $0["deed"]?.int } ?? []
        #expect(deeds.count > 6)
        for deed in deeds {
            for language in ["en", "es", "fr"] {
                let page = try await plant.get("/scheduling/changes?deed=\(deed)&lang=\(language)", as: .admin).text
                for raw in ["status since", "expected return", "takes plans", "2026-12-25", "maintenance<", "scheduling."] {
                    #expect(!page.contains(raw), "\(deed) in \(language): \(raw)")
                }
            }
        }
    }
}
