// Days that are not like others, of the plant or of a line; and the pool of trolleys.

import Host
import Kernel
import Web

struct DaysPage: Sendable {
    static let path = "/scheduling/days"
    let feature: SchedulingFeature
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var words: ScheduleWords { ScheduleWords(reader: reader) }

    init(_ feature: SchedulingFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func response(_ problem: Problem? = nil) async throws -> WebResponse {
        let desk = try await feature.actions.desk()
        let today = reader.zone.day(of: reader.now)
        let days = desk.days.values.sorted { ($0.date.isoText, $0.line ?? 0) < ($1.date.isoText, $1.line ?? 0) }
        let coming = days.filter { $0.date >= today }
        return await feature.settingsPage(
            visit, "scheduling.days", path: Self.path, answer: "<b>\(reader.t("scheduling.days.answer", ["n": reader.number(coming.count)]))</b>",
            problem: problem,
            """
            <div class="split"><section class="panel">\(table(coming + days.filter { $0.date < today }.reversed(), desk))</section>\(form(desk))</div>
            """)
    }

    private func table(_ days: [SpecialDay], _ desk: Desk) -> HTML {
        guard !days.isEmpty else {
            return
                "<div class=\"empty\">\(HTML.icon("calendar"))<h2>\(reader.t("scheduling.days.none"))</h2><p>\(reader.t("scheduling.days.none.step"))</p></div>"
        }
        let rows = days.prefix(400).html { day -> HTML in
            let what: HTML =
                day.shifts.map { shifts in
                    shifts.html {
                        "<div>\(Shift.text($0.start))–\(Shift.text($0.end)) <span class=\"muted\">\(ShiftForm.text($0.breaks))</span></div>"
                    }
                } ?? "\(reader.t("scheduling.days.closed"))"
            let remove: HTML =
                reader.may(SchedulingFeature.plan)
                ? """
                <form method="post" action="\(Self.path)">\(HTML.csrf(visit))\(Field.hidden("remove", day.key))<button class="small">\(reader.t("scheduling.remove"))</button></form>
                """ : ""
            let line = day.line.map { desk.lines[$0]?.name ?? String($0) } ?? reader.t("scheduling.days.plant")
            return """
                <tr><td class="nowrap">\(words.namedDay(day.date))</td><td>\(day.name)</td><td>\(line)</td><td>\(what)</td><td class="actions-cell">\(remove)</td></tr>
                """
        }
        let heads = ["day", "name", "line", "works"].html { "<th scope=\"col\">\(reader.t("scheduling.days.column." + $0))</th>" }
        return "<div class=\"table-wrap\"><table class=\"data\"><thead><tr>\(heads)<th></th></tr></thead><tbody>\(rows)</tbody></table></div>"
    }

    private func form(_ desk: Desk) -> HTML {
        guard reader.may(SchedulingFeature.plan) else { return "" }
        let form = visit.form
        let lines = [(value: "", text: reader.t("scheduling.days.plant"))] + desk.sortedLines.map { (value: String($0.number), text: $0.name) }
        return """
            <section class="panel"><header><h2>\(reader.t("scheduling.days.add"))</h2></header><div class="panel-body"><form class="form" method="post" action="\(Self.path)">\(HTML.csrf(visit))\
            <div class="row-fields">\(Field.text("date", reader.t("scheduling.days.column.day"), value: form.text("date"), type: "date", more: " required"))\
            \(Field.text("until", reader.t("scheduling.days.until"), value: form.text("until"), type: "date"))</div>\
            \(Field.text("name", reader.t("scheduling.days.column.name"), value: form.text("name")))\
            \(Field.select("line", reader.t("scheduling.days.column.line"), lines, chosen: form.text("line")))\
            <div class="row-fields">\(Field.text("start", reader.t("scheduling.shift.from"), value: form.text("start"), type: "time"))\
            \(Field.text("end", reader.t("scheduling.shift.to"), value: form.text("end"), type: "time"))</div>\
            \(Field.text("breaks", reader.t("scheduling.shift.breaks"), value: form.text("breaks"), hint: reader.t("scheduling.days.hint")))\
            <div class="form-actions"><button class="primary">\(reader.t("scheduling.days.add"))</button></div></form></div></section>
            """
    }

    static let daysMax = 60

    func act() async throws -> WebResponse {
        let form = visit.form
        do {
            if let key = form["remove"] {
                try await feature.actions.perform(.day, by: Author(visit)) { try $0.removeDay(key) }
                return .redirect(Self.path + "?done=1")
            }
            guard let first = CivilDate(iso: form.text("date")) else {
                throw Problem(.input, "time_invalid", ["value": String(form.text("date").prefix(40))])
            }
            let last = CivilDate(iso: form.text("until")) ?? first
            guard first <= last, last <= first.adding(days: Self.daysMax) else {
                throw Problem(.input, "time_invalid", ["value": String(form.text("until").prefix(40))])
            }
            var shifts: [Shift]?
            if form["start"] != nil || form["end"] != nil {
                guard let from = Shift.minutes(form.text("start")), let to = Shift.minutes(form.text("end")),
                    let breaks = ShiftForm.breaks(form.text("breaks"))
                else { throw Problem(.input, "schedule_shift_invalid", ["row": "1"]) }
                shifts = [Shift(days: [0, 1, 2, 3, 4, 5, 6], start: from, end: to, breaks: breaks)]
            }
            let (own, line, name) = (shifts, Int(form.text("line")), String(Substring(form.text("name")).trimmed))
            try await feature.actions.perform(.day, by: Author(visit)) { desk in
                var day = first
                while day <= last {
                    try desk.set(SpecialDay(date: day, line: line, name: name, shifts: own))
                    day = day.adding(days: 1)
                }
            }
        } catch let problem as Problem {
            return try await response(problem)
        }
        return .redirect(Self.path + "?done=1")
    }
}

struct TrolleysPage: Sendable {
    static let path = "/scheduling/trolleys"
    let feature: SchedulingFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: SchedulingFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func response(_ problem: Problem? = nil) async throws -> WebResponse {
        let desk = try await feature.actions.desk()
        let trolleys = desk.trolleys.values.sorted { $0.number < $1.number }
        let add: HTML =
            reader.may(SchedulingFeature.plan)
            ? """
            <form method="post" action="\(Self.path)">\(HTML.csrf(visit))<button name="do" value="add">\(HTML.icon("plus"))\(reader.t("scheduling.trolleys.add"))</button></form>
            """ : ""
        let answer = reader.t("scheduling.trolleys.answer", ["n": reader.number(desk.pool), "all": reader.number(trolleys.count)])
        return await feature.settingsPage(
            visit, "scheduling.trolleys", path: Self.path, answer: "<b>\(answer)</b>", actions: add, problem: problem,
            "<div class=\"trolleys\">\(trolleys.html(row))</div>")
    }

    private func row(_ trolley: Trolley) -> HTML {
        let tag: HTML =
            trolley.isAway
            ? "<span class=\"tag is-warn\">\(HTML.icon("warn"))\(reader.t("scheduling.trolley.away"))</span>"
            : "<span class=\"tag is-ok\">\(HTML.icon("ok"))\(reader.t("scheduling.trolley.there"))</span>"
        guard reader.may(SchedulingFeature.plan) else {
            return "<div class=\"trolley\"><b>\(trolley.number)</b>\(tag)<span>\(trolley.note)</span></div>"
        }
        let other = trolley.isAway ? "back" : "away"
        return """
            <form class="trolley" method="post" action="\(Self.path)">\(HTML.csrf(visit))\(Field.hidden("number", String(trolley.number)))<b>\(trolley.number)</b>\(tag)\
            <input name="note" value="\(trolley.note)" aria-label="\(reader.t("scheduling.field.note"))" placeholder="\(reader.t("scheduling.field.note"))">\
            <button class="small" name="do" value="\(other)">\(reader.t("scheduling.trolley.do." + other))</button>\
            <button class="small" name="do" value="note">\(reader.t("scheduling.save"))</button>\
            <button class="small quiet" name="do" value="remove" aria-label="\(reader.t("scheduling.remove"))" title="\(reader.t("scheduling.remove"))">\(HTML.icon("trash"))</button></form>
            """
    }

    func act() async throws -> WebResponse {
        let (form, what) = (visit.form, visit.form.text("do"))
        do {
            let number = try visit.count("number")
            try await feature.actions.perform(.trolley, by: Author(visit)) { desk in
                if what == "add" { return try desk.set(Trolley(number: (desk.trolleys.keys.max() ?? 0) + 1)) }
                guard let number, let old = desk.trolleys[number] else { throw Problem(.missing, "schedule_trolley_unknown") }
                if what == "remove" { return try desk.removeTrolley(number) }
                let isAway = what == "away" || (what == "note" && old.isAway)
                try desk.set(Trolley(number: number, isAway: isAway, note: String(Substring(form.text("note")).trimmed)))
            }
        } catch let problem as Problem where problem.family != .missing {
            return try await response(problem)
        }
        return .redirect(Self.path + "?done=1")
    }
}
