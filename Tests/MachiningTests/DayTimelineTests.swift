// The picture of a day: what is where, in whatever width, in grey, at night, and with names that are no XML.

import Foundation
import FoundationXML
import Kernel
import Testing

@testable import Machining

@Suite("The picture of a day") struct DayTimelineTests {
    private static let day = CivilDate(iso: "2025-05-28")!
    private let zone: Zone
    private let rules: DayRules

    init() throws {
        zone = try Zone("Europe/Paris")
        rules = DayRules(zone: zone)
    }

    private func at(_ clock: String, on day: CivilDate = DayTimelineTests.day) -> Int64 {
        let parts = clock.split(separator: ":").compactMap { Int($0) }
        return zone.instant(CivilTime(date: day, hour: parts[0], minute: parts[1])).milliseconds
    }

    private func picture(
        _ events: [(String, EventMeaning, Int64)], on day: CivilDate = DayTimelineTests.day, rules: DayRules? = nil
    ) -> DayPicture {
        let rules = rules ?? self.rules
        let events = events.enumerated().map { n, e in DayEvent(at: at(e.0, on: day), meaning: e.1, length: e.2 * 1000, id: Int64(n)) }
        return DayPicture(rules.computation(of: day).run(events, carry: DayCarry()), events, bounds: rules.bounds(of: day))
    }

    private func labels(_ title: String = "DEM12 (PVC)") -> DayTimeline.Labels {
        .init(
            title: title, note: "2 pieces", production: "Production", wait: "Wait", stop: "Stop", piece: "one piece", nothing: "No data",
            percent: { "\(Int(($0 * 1000).rounded()))‰" })
    }

    private static let working: [(String, EventMeaning, Int64)] = [
        ("06:30", .piece, 0), ("07:00", .wait, 600), ("08:00", .stop, 0), ("09:00", .start, 0), ("10:30", .piece, 0), ("17:00", .wait, 60),
    ]

    /// Every element with its attributes; fails when it is no XML.
    private func elements(_ svg: String) throws -> [(name: String, attributes: [String: String])] {
        let gatherer = Gatherer()
        let parser = XMLParser(data: Data(svg.utf8))
        parser.delegate = gatherer
        #expect(parser.parse(), "\(svg)")
        return gatherer.elements
    }

    private final class Gatherer: NSObject, XMLParserDelegate {
        var elements: [(name: String, attributes: [String: String])] = []
        func parser(
            _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]
        ) {
            elements.append((name, attributes))
        }
    }

    @Test func `three lanes hold each stretch, and each piece has its tick`() throws {
        let svg = DayTimeline.svg(picture(Self.working), zone: zone, labels: labels())
        let paths = try elements(svg).filter { $0.name == "path" }.map(\.attributes)
        func bars(_ fill: String) -> Int { paths.filter { $0["fill"] == fill }.reduce(0) { $0 + ($1["d"] ?? "").filter { $0 == "M" }.count } }
        #expect(bars("#2e7d4f") == 3)
        #expect(bars("url(#timeline-wait)") == 2)
        #expect(bars("url(#timeline-stop)") == 1)
        let ticks = try #require(paths.first { $0["stroke"] == "#1f4fa3" }?["d"])
        #expect(ticks.filter { $0 == "M" }.count == 2)
        // 4 h: 10 min of wait, 1 h of stop, the rest production; the wait behind the window counts for nothing.
        #expect(svg.contains("2:50:00 · 708‰") && svg.contains("0:10:00 · 42‰") && svg.contains("1:00:00 · 250‰"))
    }

    @Test(arguments: [
        (["06:30", "10:30"], "05:30", "18:00"), (["05:20", "10:30"], "05:00", "18:00"), (["08:00", "20:10"], "07:00", "21:00"),
        (["03:20", "23:50"], "03:00", "24:00"), ([], "05:00", "18:00"), (["00:00", "00:01"], "00:00", "18:00"),
    ])
    func `the hours reach from before the first piece to the evening, and further for night work`(
        _ pieces: [String], _ begin: String, _ end: String
    ) {
        let picture = picture(pieces.map { ($0, .piece, 0) })
        let range = DayTimeline.range(picture, zone)
        #expect(range.begin == at(begin))
        #expect(range.end == (end == "24:00" ? at("00:00", on: Self.day.adding(days: 1)) : at(end)))
    }

    @Test func `a production day that begins in the evening is shown in its own bounds`() {
        let rules = DayRules(zone: zone, dayStart: 22 * 60)
        let night = picture([("22:30", .piece, 0)], rules: rules)
        let range = DayTimeline.range(night, zone)
        #expect(range.begin >= night.bounds.begin && range.end <= night.bounds.end && range.length > 0)
        #expect(range.begin <= at("22:30") && range.end > at("22:30"))
    }

    @Test func `on the day the clock goes back the hour that is there twice is on the axis twice`() throws {
        let autumn = try #require(CivilDate(iso: "2025-10-26"))
        let svg = DayTimeline.svg(picture([("00:10", .piece, 0), ("04:00", .piece, 0)], on: autumn), zone: zone, labels: labels(), width: 2000)
        #expect(svg.components(separatedBy: ">02</text>").count == 3)
        #expect(svg.components(separatedBy: ">03</text>").count == 2)
    }

    @Test(arguments: [240, 360, 599, 600, 1100, 2400])
    func `nothing lies outside of the picture, at any width`(_ width: Int) throws {
        let svg = DayTimeline.svg(picture(Self.working), zone: zone, labels: labels(), width: width)
        let all = try elements(svg)
        let root = try #require(all.first?.attributes)
        #expect(root["width"] == String(width))
        let height = try #require(Double(root["height"] ?? ""))
        for (name, attributes) in all where name == "text" || name == "rect" {
            if let x = attributes["x"].flatMap(Double.init) { #expect(x >= 0 && x <= Double(width)) }
            if let y = attributes["y"].flatMap(Double.init) { #expect(y >= -10 && y <= height) }
        }
        #expect(Set(all.compactMap { $0.attributes["id"] }).count == 2)
    }

    @Test func `names are text, whatever is in them, and colours come from outside`() throws {
        var palette = DayTimeline.Palette()
        palette.production = "var(--ok)"
        let svg = DayTimeline.svg(
            picture(Self.working), zone: zone, labels: labels("<script>\"&'\u{1}"), palette: palette, width: 360, id: "d1")
        _ = try elements(svg)
        #expect(!svg.contains("<script>") && svg.contains("&lt;script&gt;&quot;&amp;&#39;\u{FFFD}"))
        #expect(svg.contains("fill=\"var(--ok)\"") && svg.contains("url(#d1-wait)") && !svg.contains("timeline-"))
    }

    @Test func `a day without anything says so`() throws {
        let svg = DayTimeline.svg(picture([]), zone: zone, labels: labels())
        #expect(svg.contains("No data"))
        #expect(try elements(svg).filter { $0.name == "path" }.count == 2, "only the two patterns")
    }
}
