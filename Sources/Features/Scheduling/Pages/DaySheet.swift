// The day on paper: a page per line with its orders in their order, times, trolleys, and a barcode each that the scan page
// reads.

import Host
import Kernel
import Web

struct DaySheet: Sendable {
    let feature: SchedulingFeature
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var words: ScheduleWords { ScheduleWords(reader: reader) }

    init(_ feature: SchedulingFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func response() async throws -> WebResponse {
        let desk = try await feature.actions.desk()
        let today = reader.zone.day(of: reader.now)
        let day: CivilDate
        if let text = visit.query["day"] {
            guard let date = CivilDate(iso: text), OrderField.years.contains(date.year) else {
                throw Problem(.input, "time_invalid", ["value": String(text.prefix(40))])
            }
            day = date
        } else {
            day = today
        }
        let only = try visit.path["line"].map { _ in try desk.line(Int(try visit.id("line"))) }
        let lines = only.map { [$0] } ?? desk.sortedLines.filter(\.isActive)
        let layout = desk.layout(now: reader.now, zone: reader.zone)
        let path = only.map { SchedulePath.day($0.number) } ?? "/scheduling/day"
        let (from, to) = (reader.zone.start(of: day), reader.zone.start(of: day.adding(days: 1)))
        func link(_ day: CivilDate, _ text: String) -> HTML { "<a class=\"button\" href=\"\(path)?day=\(day.isoText)\">\(text)</a>" }
        func slots(_ line: Line) -> [Slot] { (layout.lines[line.number] ?? []).filter { $0.start < to && $0.end > from } }
        let count = lines.reduce(0) { $0 + slots($1).count }
        var answer: HTML = "<b>\(reader.t("scheduling.day.answer", ["n": reader.number(count), "lines": reader.number(lines.count)]))</b>"
        if count == 0, let next = lines.flatMap({ layout.lines[$0.number] ?? [] }).map(\.start).filter({ $0 >= to }).min() {
            let date = reader.zone.day(of: next)
            answer += " <a href=\"\(path)?day=\(date.isoText)\">\(reader.t("scheduling.day.next", ["day": words.namedDay(date)]))</a>"
        }
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("scheduling.day.title", ["day": words.namedDay(day)]))</h1><p class="answer">\(answer)</p><div class="actions">\
            \(link(day.adding(days: -1), "‹ " + reader.day(day.adding(days: -1))))\(link(day.adding(days: 1), reader.day(day.adding(days: 1)) + " ›"))\
            <button class="primary" type="button" data-print>\(reader.t("scheduling.day.print"))</button></div></header>\
            \(ScheduleTabs.html(visit, current: "/scheduling/day"))\(lines.html { sheet($0, day, slots($0), desk) })
            """
        return await feature.house.page(
            visit, title: reader.t("scheduling.day.title", ["day": words.namedDay(day)]),
            place: ScheduleTabs.place(visit, Place(reader.t("scheduling.day"))), main)
    }

    private func sheet(_ line: Line, _ day: CivilDate, _ slots: [Slot], _ desk: Desk) -> HTML {
        let heads = ["position", "start", "order", "assembly", "quantity", "trolleys", "setup", "run", "ship"].html { name in
            "<th scope=\"col\"\(["quantity", "trolleys", "setup", "run"].contains(name) ? " class=\"num\"" as HTML : "")>\(reader.t("scheduling.column." + name))</th>"
        }
        let rows = slots.html { slot -> HTML in
            guard let order = desk.orders[slot.order] else { return "" }
            return """
                <tr><td>\(slot.position)</td><td class="nowrap"><b>\(at(slot.start, day))</b> – \(at(slot.end, day))</td>\
                <td class="sheet-code">\(Code128.svg(order.number))<span class="mono">\(words.orderLink(order.number))</span> \(words.late(slot, desk.rules))</td>\
                <td><b>\(order.assembly)</b> \(order.rev)<br><span class="muted">\(order.customer)</span>\(order.note.isEmpty ? HTML.empty : "<br><small>\(String(order.note.prefix(200)))</small>")</td>\
                <td class="num">\(words.quantity(order.quantity))</td><td class="num">\(order.trolleys)</td><td class="num">\(words.hours(milliseconds: slot.hours.setup))</td>\
                <td class="num">\(words.hours(milliseconds: slot.hours.run))</td><td class="nowrap">\(words.day(order.shipDate)) \(words.statusTag(order, desk.rules))</td></tr>
                """
        }
        let body: HTML =
            slots.isEmpty
            ? "<div class=\"empty\"><h3>\(reader.t("scheduling.day.none"))</h3></div>"
            : "<div class=\"table-wrap tall\"><table class=\"data\"><thead><tr>\(heads)</tr></thead><tbody>\(rows)</tbody></table></div>"
        return """
            <section class="panel day-page"><header><h2>\(line.name)</h2><span>\(words.namedDay(day))</span>\(words.lineTag(line))</header>\(body)</section>
            """
    }

    /// The clock, with the day when it is another.
    private func at(_ instant: Instant, _ day: CivilDate) -> String {
        let own = reader.zone.day(of: instant)
        return own == day ? words.clock(instant) : words.weekday(own.weekday) + " " + words.clock(instant)
    }
}
