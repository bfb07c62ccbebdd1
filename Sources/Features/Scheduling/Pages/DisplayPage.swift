// Displays at the lines: what is made now, what comes next, how long it still takes; readable from across the hall, live,
// and with a clock. A list to choose from, and a screen of its own for each line.

import Host
import Kernel
import Web

struct DisplaysPage: Sendable {
    let feature: SchedulingFeature
    let visit: Visit

    init(_ feature: SchedulingFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func response() async throws -> WebResponse {
        let reader = visit.reader
        let words = ScheduleWords(reader: reader)
        let desk = try await feature.actions.desk()
        let task = desk.task(now: reader.now, zone: reader.zone)
        let layout = Layout(task, Array(desk.placements.values))
        let cards = desk.sortedLines.filter(\.isActive).html { line -> HTML in
            let now = LineNow(line.number, layout, task)
            let order: HTML = now.current.map { "<span class=\"card-number\">\($0.order)</span>" } ?? "<span class=\"card-number\">–</span>"
            let next =
                now.next.first.map { reader.t("scheduling.next") + ": " + $0.order + ", " + words.moment($0.start) }
                ?? reader.t("scheduling.display.nothing-next")
            let kind = line.status == .down ? " is-bad" : line.isAway ? " is-warn" : ""
            return """
                <a class="card large\(kind)" href="\(SchedulePath.screen(line.number))"><span class="card-label">\(line.name) \(words.lineTag(line))</span>\
                \(order)<span class="card-note">\(next)</span></a>
                """
        }
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("scheduling.display.question"))</h1><p class="answer">\(reader.t("scheduling.display.choose"))</p></header>\
            \(ScheduleTabs.html(visit, current: "/scheduling/floor"))<div id="displays" class="cards wide-cards" data-live="scheduling">\(cards)</div>
            """
        return await feature.house.page(
            visit, title: reader.t("scheduling.floor"), place: ScheduleTabs.place(visit, Place(reader.t("scheduling.floor"))), main)
    }
}

struct DisplayPage: Sendable {
    static let nextMax = 3
    let feature: SchedulingFeature
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var words: ScheduleWords { ScheduleWords(reader: reader) }

    init(_ feature: SchedulingFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func response() async throws -> WebResponse {
        let desk = try await feature.actions.desk()
        let line = try desk.line(Int(try visit.id("line")))
        let task = desk.task(now: reader.now, zone: reader.zone)
        let layout = Layout(task, Array(desk.placements.values))
        let now = LineNow(line.number, layout, task)
        let offset = reader.zone.offsetSeconds(at: reader.now)
        let body: HTML = """
            <div class="wall"><main id="main" class="content"><div class="wall-head"><h1>\(line.name)</h1>\(words.lineTag(line))\
            <p class="age"><span class="age-live">\(reader.age(reader.now))</span><span class="age-stale">\(reader.t("frame.stale"))</span></p>\
            <b class="wall-clock" data-clock="\(offset)">\(words.clock(reader.now))</b></div>\
            <div id="display" data-live="scheduling" data-refresh="60" class="wall-body">\(alert(line, layout))<div class="wall-grid">\
            \(current(now, desk, task, line))<div class="wall-nexts">\(nexts(now, desk))</div></div></div>\(ways(line))</main></div>
            """
        return feature.house.barePage(visit, title: line.name, body)
    }

    /// Small, for whoever stands before it: the other displays, this line's sheet, the scan page.
    private func ways(_ line: Line) -> HTML {
        let links = [
            ("/scheduling/floor", "scheduling.display.all"), (SchedulePath.day(line.number), "scheduling.day"),
            ("/scheduling/scan", "scheduling.scan"),
        ]
        return "<nav class=\"wall-nav\">\(links.html { "<a href=\"\($0.0)\">\(reader.t($0.1))</a>" })</nav>"
    }

    /// One red thing at most: the line stands still, or what is on it will be late.
    private func alert(_ line: Line, _ layout: Layout) -> HTML {
        guard line.isAway else { return "" }
        let back = line.expectedReturn.map { reader.t("scheduling.line.back", ["at": words.moment($0)]) } ?? ""
        return """
            <div class="wall-alert" role="alert">\(HTML.icon("alert"))<span>\(reader.t("scheduling.line.status." + line.status.rawValue)) \
            \(words.reason(line.reason)) \(back)</span></div>
            """
    }

    private func what(_ order: WorkOrder?) -> HTML {
        guard let order else { return "" }
        let pieces: HTML = order.quantity.map { " · \(reader.t("scheduling.pieces", ["n": reader.quantity($0)]))" } ?? ""
        return "\(order.assembly) \(order.rev)\(pieces)"
    }

    private func current(_ now: LineNow, _ desk: Desk, _ task: PlanTask, _ line: Line) -> HTML {
        guard let slot = now.current else {
            let first =
                now.next.first.map { reader.t("scheduling.display.begins", ["order": $0.order, "at": words.moment($0.start)]) }
                ?? reader.t("scheduling.display.nothing")
            return
                "<section class=\"wall-now\"><p class=\"wall-label\">\(reader.t("scheduling.current"))</p><p class=\"wall-mid\">\(first)</p></section>"
        }
        let order = desk.orders[slot.order]
        let time = task.lines.first { $0.line.number == line.number }?.time
        let whole = max(1, time?.work(from: slot.start, to: slot.end) ?? 1)
        let left = max(0, time?.work(from: max(slot.start, reader.now), to: slot.end) ?? 0)
        let label = reader.t(slot.isRunning ? "scheduling.current" : "scheduling.display.should")
        return """
            <section class="wall-now"><p class="wall-label">\(label)</p><p class="wall-big">\(slot.order)</p><p class="wall-mid">\(what(order))</p>\
            <p class="wall-label">\(order?.customer ?? "")</p><progress max="\(whole)" value="\(whole - min(left, whole))"></progress>\
            <p class="wall-mid">\(reader.t("scheduling.display.left", ["hours": words.hours(milliseconds: left), "at": words.moment(slot.end)]))</p>\(words.late(slot, desk.rules))</section>
            """
    }

    private func nexts(_ now: LineNow, _ desk: Desk) -> HTML {
        guard !now.next.isEmpty else {
            return "<section class=\"wall-next\"><p class=\"wall-mid\">\(reader.t("scheduling.display.nothing-next"))</p></section>"
        }
        return now.next.prefix(Self.nextMax).enumerated().html { index, slot in
            let order = desk.orders[slot.order]
            let trolleys: HTML =
                order.map {
                    $0.trolleys > 0 ? " <span class=\"nowrap\">· \(reader.t("scheduling.display.trolleys", ["n": String($0.trolleys)]))</span>" : ""
                } ?? ""
            return """
                <section class="wall-next"><p class="wall-label">\(reader.t(slot.isRunning ? "scheduling.current" : "scheduling.next")) \(index + 1) · \(words.moment(slot.start))</p>\
                <p class="wall-mid">\(slot.order)</p><p class="wall-label">\(what(order))\(trolleys)</p></section>
                """
        }
    }
}
