// Reads a drawing back as XML, so that tests ask what a browser would see and not how the text was put together.

import Foundation
import Testing

@testable import Web

#if canImport(FoundationXML)
    import FoundationXML
#endif

struct ChartElement {
    var name: String
    var attributes: [String: String]
    var text = ""

    func number(_ name: String) -> Double { Double(attributes[name] ?? "") ?? .nan }
    func has(_ kind: String) -> Bool { (attributes["class"] ?? "").split(separator: " ").contains { $0 == kind } }
}

/// The elements of a drawing in order; fails the test when it is not well-formed.
func chartElements(_ html: HTML, sourceLocation: SourceLocation = #_sourceLocation) -> [ChartElement] {
    let reader = ChartReader()
    let parser = XMLParser(data: Data("<root>\(html.text)</root>".utf8))
    parser.delegate = reader
    #expect(parser.parse(), "not well-formed: \(html.text.prefix(400))", sourceLocation: sourceLocation)
    return reader.found
}

private final class ChartReader: NSObject, XMLParserDelegate {
    var found: [ChartElement] = []
    private var open: [Int] = []

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        open.append(found.count)
        found.append(ChartElement(name: name, attributes: attributes))
    }
    func parser(_ parser: XMLParser, foundCharacters text: String) {
        if let index = open.last { found[index].text += text }
    }
    func parser(_ parser: XMLParser, didEndElement: String, namespaceURI: String?, qualifiedName: String?) {
        open.removeLast()
    }
}

let chartHour: Int64 = 3_600_000
let chartDay = 24 * chartHour
/// 2026-03-06 00:00 UTC.
let chartStart: Int64 = 1_772_755_200_000

/// Berlin around the change of 29 March 2026, 01:00 UTC, and of 25 October 2026, 01:00 UTC.
let chartBerlin = ChartClock(
    offset: { $0 >= 1_774_746_000_000 && $0 < 1_792_890_000_000 ? 7200 : 3600 },
    months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"])
let chartUTC = ChartClock(
    offset: { _ in 0 },
    months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"])
let chartEnglish = ChartLocale(
    word: { $0.rawValue }, numbers: ChartNumbers(decimal: ".", grouping: ","), clock: chartUTC)

func chartFrame(_ width: Double = 720, title: String = "Title") -> ChartFrame {
    ChartFrame(id: "t", title: title, width: width, locale: chartEnglish)
}

/// Random numbers that are the same in every run.
struct ChartDice {
    var state: UInt64
    mutating func roll(_ limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
    }
}

/// A day of one lane in a great many short intervals.
func chartBusyLane(_ number: Int, intervals: Int) -> StateLanes.Lane {
    var dice = ChartDice(state: UInt64(number + 1))
    let length = Int(chartDay) / intervals
    var at = chartStart
    let states = LaneState.allCases
    let list = (0..<intervals).map { _ in
        let end = at + Int64(dice.roll(2 * length) + 1)
        defer { at = end }
        return StateLanes.Interval(
            states[dice.roll(5)], from: at, to: end, title: "<b>&\"'" + String(repeating: "x", count: 200))
    }
    let marks = (0..<200).map { _ in
        StateLanes.Mark(
            at: chartStart + Int64(dice.roll(Int(chartDay))), shape: .cross, tone: .ng, title: "Reel & <change>")
    }
    return StateLanes.Lane("Machine \(number)", href: "/machines/\(number)", intervals: list, marks: marks)
}
