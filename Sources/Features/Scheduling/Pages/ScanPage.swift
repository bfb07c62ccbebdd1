// One field for a scanner that types, or for fingers: a code finds its order, a button says how it stands, and the field is
// ready for the next code.

import Host
import Kernel
import Web

struct ScanPage: Sendable {
    let feature: SchedulingFeature
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var words: ScheduleWords { ScheduleWords(reader: reader) }

    init(_ feature: SchedulingFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    private func find(_ code: String) async throws -> (order: WorkOrder?, label: ScanCode?, desk: Desk) {
        let readings = ScanCode.readings(code)
        let desk = try await feature.actions.desk(numbers: readings.map(\.order).filter { $0.utf8.count <= WorkOrder.numberMax })
        let label = readings.first { desk.orders[$0.order] != nil }
        return (label.flatMap { desk.orders[$0.order] }, label, desk)
    }

    func response(_ problem: Problem? = nil, code typed: String? = nil) async throws -> WebResponse {
        let code = typed ?? visit.query.text("code")
        let found = try await find(code)
        let body: HTML =
            found.order.map { result($0, found.label, found.desk) }
            ?? (ScanCode.readings(code).isEmpty
                ? "<p class=\"hint\">\(reader.t("scheduling.scan.hint"))</p>\(onLines(found.desk))"
                : Notice.bad(reader.t("scheduling.scan.unknown", ["code": String(code.prefix(60))]), reader.t("scheduling.scan.again")))
        let done: HTML =
            problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) }
            ?? (visit.query["done"] == nil
                ? ""
                : Notice.ok(
                    reader.t(
                        "scheduling.scan.done", ["order": found.order?.number ?? "", "status": found.order.map { words.status($0.status) } ?? ""])))
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("scheduling.scan.question"))</h1></header>\(ScheduleTabs.html(visit, current: "/scheduling/scan"))\
            <form class="scan-form" action="/scheduling/scan"><label class="visually-hidden" for="code">\(reader.t("scheduling.scan.code"))</label>\
            <input id="code" name="code" placeholder="\(reader.t("scheduling.scan.code"))" autofocus autocomplete="off" autocapitalize="characters" spellcheck="false" data-scan>\
            <button class="primary">\(reader.t("scheduling.scan.find"))</button></form>\(done)\(body)
            """
        return await feature.house.page(
            visit, title: reader.t("scheduling.scan"), place: ScheduleTabs.place(visit, Place(reader.t("scheduling.scan"))),
            status: problem?.status ?? 200,
            main)
    }

    /// What is on each line, else what comes next: most codes that are asked for are one of these.
    private func onLines(_ desk: Desk) -> HTML {
        let task = desk.task(now: reader.now, zone: reader.zone)
        let layout = Layout(task, Array(desk.placements.values))
        let cards = desk.sortedLines.filter(\.isActive).html { line -> HTML in
            let now = LineNow(line.number, layout, task)
            guard let slot = now.current ?? now.next.first else { return "" }
            let note = reader.t(now.current == nil ? "scheduling.next" : "scheduling.current") + ", " + words.moment(slot.start)
            return """
                <a class="card large" href="/scheduling/scan?code=\(URLText.encode(slot.order))"><span class="card-label">\(line.name)</span>\
                <span class="card-number">\(slot.order)</span><span class="card-note">\(note)</span></a>
                """
        }
        return cards.isEmpty ? "" : "<div class=\"cards wide-cards\">\(cards)</div>"
    }

    private func result(_ order: WorkOrder, _ label: ScanCode?, _ desk: Desk) -> HTML {
        let line = desk.placements[order.number].flatMap { desk.lines[$0.line] }
        let slot = desk.layout(now: reader.now, zone: reader.zone).slots[order.number]
        let labelled = label?.line.flatMap { desk.line(named: $0) }
        let other: HTML =
            labelled.map { $0.number != line?.number } ?? false
            ? Notice.warn(
                reader.t("scheduling.scan.other-line", ["label": labelled?.name ?? "", "line": line?.name ?? reader.t("scheduling.no-line")])) : ""
        let facts: [(String, HTML)] = [
            ("scheduling.column.assembly", "\(order.assembly) \(order.rev)"), ("scheduling.column.customer", "\(order.customer)"),
            ("scheduling.column.quantity", words.quantity(order.quantity)), ("scheduling.column.line", line.map { "\($0.name)" } ?? words.dash),
            ("scheduling.column.start", words.time(slot?.start ?? order.startedAt)),
            ("scheduling.column.end", words.time(slot?.end ?? order.endedAt)),
            ("scheduling.column.ship", words.day(order.shipDate)), ("scheduling.field.note", "\(order.note)"),
        ]
        let buttons: HTML =
            reader.may(SchedulingFeature.status)
            ? OrderStatusButtons.html(visit, order, desk, to: "/scheduling/scan", back: order.number, isLarge: true) : ""
        return """
            \(other)<section class="panel scan-result"><header><h2>\(words.orderLink(order.number))</h2>\(words.statusTag(order, desk.rules))</header><div class="panel-body">\
            <dl class="facts">\(facts.html { $0.1.isEmpty ? "" : "<dt>\(reader.t($0.0))</dt><dd>\($0.1)</dd>" })</dl>\(buttons)</div></section>
            """
    }

    func setStatus() async throws -> WebResponse {
        let (code, now, form) = (visit.form.text("code"), reader.now, visit.form)
        do {
            try await feature.actions.perform(.status, numbers: [code], by: Author(visit)) {
                try OrderStatusButtons.set(form, code, &$0, now: now)
            }
        } catch let problem as Problem {
            return try await response(problem, code: code)
        }
        return .redirect("/scheduling/scan?code=" + URLText.encode(code) + "&done=1")
    }
}
