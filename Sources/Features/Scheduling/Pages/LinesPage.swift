// All lines as cards: how each stands, what is on it, what comes next, how much waits; its status is set here.

import Host
import Kernel
import Web

struct LinesPage: Sendable {
    let feature: SchedulingFeature
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var words: ScheduleWords { ScheduleWords(reader: reader) }

    init(_ feature: SchedulingFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func response(_ problem: Problem? = nil) async throws -> WebResponse {
        let desk = try await feature.actions.desk()
        let task = desk.task(now: reader.now, zone: reader.zone)
        let layout = Layout(task, Array(desk.placements.values))
        let active = desk.sortedLines.filter(\.isActive)
        let away = active.filter(\.isAway)
        let answer: HTML =
            away.isEmpty
            ? "<b>\(reader.t("scheduling.lines.all-up", ["n": reader.number(active.count)]))</b>"
            : "<b class=\"is-bad\">\(reader.t("scheduling.lines.away", ["n": reader.number(away.count), "all": reader.number(active.count)]))</b> \(away.map(\.name).joined(separator: ", "))"
        let new: HTML =
            reader.may(SchedulingFeature.plan)
            ? "<a class=\"button\" href=\"\(SchedulePath.lines)/new\">\(HTML.icon("plus"))\(reader.t("scheduling.line.new"))</a>" : ""
        return await feature.settingsPage(
            visit, "scheduling.lines", path: SchedulePath.lines, answer: answer, actions: new, problem: problem,
            "<div id=\"lines\" class=\"line-cards\" data-live=\"scheduling\">\(desk.sortedLines.html { card($0, desk, layout, task) })</div>")
    }

    private func card(_ line: Line, _ desk: Desk, _ layout: Layout, _ task: PlanTask) -> HTML {
        let now = LineNow(line.number, layout, task)
        let calendar = task.lines.first { $0.line.number == line.number }?.calendar
        let week = calendar?.work(from: reader.zone.day(of: reader.now).monday, days: 7) ?? 0
        func order(_ slot: Slot?) -> HTML {
            guard let slot else { return words.dash }
            return
                "\(words.orderLink(slot.order)) <span class=\"muted\">\(desk.orders[slot.order]?.assembly ?? "")</span> \(words.late(slot, desk.rules))"
        }
        let until: HTML = now.current.map { " <span class=\"muted\">\(reader.t("scheduling.until", ["at": words.moment($0.end)]))</span>" } ?? ""
        let facts: [(String, HTML)] = [
            ("scheduling.current", "\(order(now.current))\(until)"), ("scheduling.next", order(now.next.first)),
            ("scheduling.load", "\(words.hours(milliseconds: now.load))"), ("scheduling.week-hours", "\(words.hours(milliseconds: week))"),
        ]
        let off: HTML = line.isActive ? "" : "<span class=\"tag is-off\">\(reader.t("scheduling.line.inactive"))</span>"
        let list = facts.html { "<dt>\(reader.t($0.0))</dt><dd>\($0.1)</dd>" }
        return """
            <section class="panel"><header><h2><a href="\(SchedulePath.line(line.number))">\(line.name)</a></h2>\(off)\(words.lineTag(line))</header>\
            <div class="panel-body">\(standing(line))<dl class="facts">\(list)</dl>\(line.isActive ? buttons(line) : HTML.empty)</div></section>
            """
    }

    /// Why it stands still, since when, and when it will be back.
    private func standing(_ line: Line) -> HTML {
        guard line.isAway else { return "" }
        let back =
            line.expectedReturn.map { reader.t("scheduling.line.back", ["at": words.moment($0)]) } ?? reader.t("scheduling.line.back-unknown")
        let since: HTML = line.statusSince.map { "\(reader.age($0))" } ?? ""
        return "<p>\(words.reason(line.reason)) \(since) · <b>\(back)</b></p>"
    }

    private func buttons(_ line: Line) -> HTML {
        guard reader.may(SchedulingFeature.lineStatus) else { return "" }
        let path = SchedulePath.line(line.number) + "/status"
        func button(_ status: Line.Status) -> HTML {
            """
            <button name="status" value="\(status.rawValue)" aria-pressed="\(status == line.status ? "true" : "false")">\(reader.t("scheduling.line.status." + status.rawValue))</button>
            """
        }
        let reasons = Line.Reason.allCases.html { reason in
            "<option value=\"\(reason.rawValue)\"\(reason == line.reason ? " selected" as HTML : "")>\(words.reason(reason))</option>"
        }
        return """
            <form class="status-buttons" method="post" action="\(path)">\(HTML.csrf(visit))\([Line.Status.running, .idle, .setup].html(button))</form>\
            <details class="disclose"\(line.isAway ? " open" : HTML.empty)><summary>\(reader.t("scheduling.line.stop"))</summary>\
            <form class="form" method="post" action="\(path)">\(HTML.csrf(visit))<div class="row-fields"><div class="field">\
            <label for="reason-\(line.number)">\(reader.t("scheduling.line.reason"))</label><select id="reason-\(line.number)" name="reason">\(reasons)</select></div>\
            <div class="field"><label for="back-\(line.number)">\(reader.t("scheduling.line.expected"))</label>\
            <input id="back-\(line.number)" name="back" type="datetime-local" value="\(reader.fieldText(line.expectedReturn))"></div></div>\
            <div class="status-buttons">\([Line.Status.maintenance, .down].html(button))</div></form></details>
            """
    }

    func setStatus() async throws -> WebResponse {
        let (number, now, form) = (Int(try visit.id("line")), reader.now, visit.form)
        do {
            guard let status = Line.Status(rawValue: form.text("status")) else {
                throw Problem(.input, "schedule_setting_invalid", ["field": "status", "value": String(form.text("status").prefix(60))])
            }
            let back = try reader.moment(form.text("back"))
            try await feature.actions.perform(.line, by: Author(visit)) { desk in
                try desk.setStatus(number, status, reason: Line.Reason(rawValue: form.text("reason")), expectedReturn: back, now: now)
            }
        } catch let problem as Problem where problem.family != .missing {
            return try await response(problem)
        }
        return .redirect(SchedulePath.lines)
    }
}
