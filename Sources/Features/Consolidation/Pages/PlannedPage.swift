// What is planned: which branch is opened or closed when, once or again and again; run now, delete, and a form for more.

import Host
import Kernel
import Store
import Web

struct PlannedPage: Sendable {
    let feature: ConsolidationFeature
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var mayOperate: Bool { reader.may(ConsolidationFeature.operate) }

    init(_ feature: ConsolidationFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func show(problem: Problem? = nil) async throws -> WebResponse {
        let places = try await feature.actions.places()
        let late = Instant(milliseconds: .max)
        let planned = try await feature.planned().sorted { ($0.nextAt ?? late, $0.id) < ($1.nextAt ?? late, $1.id) }
        let notice: HTML =
            problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) }
            ?? (visit.query["done"] == nil ? "" : Notice.ok(reader.t("consolidation.planned.done")))
        let next = planned.first { $0.nextAt != nil }
        let answer: HTML =
            next.flatMap { deed in deed.nextAt.map { (deed, $0) } }.map { deed, at in
                "\(reader.t("consolidation.planned.next")) <b>\(text(deed.deed, places))</b> \(reader.time(at))"
            } ?? "\(reader.t("consolidation.planned.none"))"
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("consolidation.planned.question"))</h1><p class="answer">\(answer)</p></header>\
            \(ConsolidationTabs.html(visit, current: "/consolidation/timetable"))\(notice)<div class="stack-y">\
            <div id="planned" data-live="consolidation jobs">\(table(planned, places))</div>\(mayOperate ? form(places, isTyped: problem != nil) : "")</div>
            """
        return await feature.house.page(
            visit, title: reader.t("consolidation.timetable"),
            place: [Place(reader.t("consolidation.title"), "/consolidation"), Place(reader.t("consolidation.timetable"))],
            status: problem?.status ?? 200,
            main)
    }

    private func text(_ deed: ConsolidationDeed, _ places: [Connection]) -> String {
        PlannedWords.text(deed, places, reader)
    }

    private func table(_ planned: [PlannedDeed], _ places: [Connection]) -> HTML {
        guard !planned.isEmpty else {
            return """
                <section class="panel"><div class="empty">\(HTML.icon("calendar"))<b>\(reader.t("consolidation.planned.none"))</b>\
                <p>\(reader.t("consolidation.planned.why"))</p></div></section>
                """
        }
        func label(_ name: String) -> String { reader.t("consolidation.column." + name) }
        let headings = ["what", "when", "next"].html { "<th scope=\"col\">\(label($0))</th>" }
        let rows = planned.html { entry in
            let when: HTML = "\(entry.words.map { (try? Timetable($0))?.words(reader.language.rawValue) ?? $0 } ?? reader.t("consolidation.once"))"
            let next: HTML =
                if let problem = entry.problem { "<span class=\"tag is-bad\">\(Problem(.input, problem).title(reader))</span>" } else {
                    entry.nextAt.map { reader.time($0) } ?? "<span class=\"tag is-off\">\(reader.t("timetable.off"))</span>"
                }
            let actions: HTML =
                mayOperate
                ? """
                <td class="actions-cell"><div class="actions"><form method="post" action="/consolidation/timetable/run">\(HTML.csrf(visit))\(Field.hidden("entry", entry.id))\
                <button class="small">\(reader.t("jobs.now"))</button></form>\
                \(AskingButton.form(visit, to: "/consolidation/timetable/remove", confirm(entry, places), fields: Field.hidden("entry", entry.id), isSmall: true))</div></td>
                """ : ""
            return
                "<tr><td>\(text(entry.deed, places))</td><td data-label=\"\(label("when"))\">\(when)</td><td data-label=\"\(label("next"))\">\(next)</td>\(actions)</tr>"
        }
        let last: HTML = mayOperate ? "<th scope=\"col\"><span class=\"visually-hidden\">\(label("actions"))</span></th>" : ""
        return """
            <section class="panel"><header><h2>\(reader.t("consolidation.timetable"))</h2></header><div class="table-wrap"><table class="data"><thead><tr>\(headings)\(last)</tr></thead>\
            <tbody>\(rows)</tbody></table></div></section>
            """
    }

    private func confirm(_ entry: PlannedDeed, _ places: [Connection]) -> Confirm {
        Confirm(
            title: reader.t("consolidation.unplan.title"), sentence: reader.t("consolidation.unplan.what", ["what": text(entry.deed, places)]),
            yes: reader.t("consolidation.unplan"), back: "/consolidation/timetable")
    }

    private func form(_ places: [Connection], isTyped: Bool) -> HTML {
        func typed(_ name: String, _ otherwise: String) -> String { isTyped ? visit.form.text(name) : otherwise }
        let branches = places.filter { $0.role == .branch }.map { (value: String($0.id), text: $0.alias) }
        let centrals = places.filter { $0.role == .central }.map { (value: String($0.id), text: $0.alias) }
        let now = reader.zone.civil(reader.now)
        let modes = [("close", reader.t("consolidation.mode.close")), ("open", reader.t("consolidation.mode.open"))]
        let repeats = ["once", "days", "words"].map { (value: $0, text: reader.t("consolidation.repeat." + $0)) }
        return """
            <section class="panel"><header><h2>\(reader.t("consolidation.plan"))</h2></header><div class="panel-body"><form class="form" method="post" action="/consolidation/timetable">\
            \(HTML.csrf(visit))<div class="row-fields">\(Field.select("mode", reader.t("consolidation.column.what"), modes.map { (value: $0.0, text: $0.1) }, chosen: typed("mode", "close")))\
            \(Field.select("branch", reader.t("consolidation.column.branch"), branches, chosen: typed("branch", "")))\
            \(Field.select("central", reader.t("consolidation.column.central"), centrals, chosen: typed("central", ""), hint: reader.t("consolidation.plan.central")))</div>\
            \(Field.select("repeat", reader.t("consolidation.repeat"), repeats, chosen: typed("repeat", "days")))\
            <div class="row-fields">\(Field.text("day", reader.t("consolidation.plan.day"), value: typed("day", now.date.adding(days: 1).isoText), type: "date"))\
            \(Field.text("time", reader.t("consolidation.plan.time"), value: typed("time", "23:00"), type: "time"))\
            \(Field.text("days", reader.t("consolidation.plan.days"), value: typed("days", "1"), type: "number", more: " min=\"1\" max=\"366\""))</div>\
            \(Field.text("words", reader.t("consolidation.plan.words"), value: typed("words", ""), hint: reader.t("problem.timetable_words.hint")))\
            <div class="form-actions"><button class="primary">\(reader.t("consolidation.plan.do"))</button></div></form></div></section>
            """
    }

    func save() async throws -> WebResponse {
        do {
            let form = visit.form
            let places = try await feature.actions.places()
            func place(_ name: String, _ role: Connection.Role) throws(Problem) -> Connection {
                guard let place = places.first(where: { String($0.id) == form.text(name) && $0.role == role }) else {
                    throw Problem(.input, "field_invalid", ["field": name])
                }
                return place
            }
            guard let kind = ConsolidationDeed.Kind(rawValue: form.text("mode")), kind == .open || kind == .close else {
                throw Problem(.input, "field_invalid", ["field": "mode"])
            }
            let branch = try place("branch", .branch)
            let central = kind == .close ? try place("central", .central) : nil
            let deed = ConsolidationDeed(kind, branch: branch.id, central: central?.id ?? 0)
            try await feature.plan(deed, Self.when(form), name: PlannedWords.name(deed, branch, central), by: Author(visit))
            return .redirect("/consolidation/timetable?done=1")
        } catch let problem as Problem where problem.family == .input || problem.family == .conflict { return try await show(problem: problem) }
    }

    static func when(_ form: Parameters) throws(Problem) -> ConsolidationFeature.When {
        if form.text("repeat") == "words" { return .words(form.text("words")) }
        guard let day = CivilDate(iso: form.text("day")) else { throw Problem(.input, "field_invalid", ["field": "day"]) }
        let parts = form.text("time").split(separator: ":").compactMap { Int($0) }
        guard parts.count >= 2, (0..<24).contains(parts[0]), (0..<60).contains(parts[1]) else {
            throw Problem(.input, "field_invalid", ["field": "time"])
        }
        let civil = CivilTime(date: day, hour: parts[0], minute: parts[1])
        if form.text("repeat") == "once" { return .once(civil) }
        guard let days = Int(form.text("days")), (1...366).contains(days) else { throw Problem(.input, "field_invalid", ["field": "days"]) }
        return .everyDays(days, from: civil)
    }

    func run() async throws -> WebResponse {
        let entry = try await feature.planned(visit.form.text("entry"))
        _ = try await feature.runNow(entry)
        return .redirect("/consolidation/branches/\(entry.deed.branch)?done=1")
    }

    func remove() async throws -> WebResponse {
        let entry = try await feature.planned(visit.form.text("entry"))
        guard visit.form.flag("confirmed") else {
            let places = try await feature.actions.places()
            return await confirm(entry, places).response(
                feature.house, visit,
                place: [
                    Place(reader.t("consolidation.title"), "/consolidation"), Place(reader.t("consolidation.timetable"), "/consolidation/timetable"),
                ])
        }
        try await feature.forget(entry, by: Author(visit))
        return .redirect("/consolidation/timetable?done=1")
    }
}

enum PlannedWords {
    static func text(_ deed: ConsolidationDeed, _ places: [Connection], _ reader: Reader) -> String {
        let branch = places.first { $0.id == deed.branch }?.alias ?? "?"
        let central = places.first { $0.id == deed.central }?.alias ?? "?"
        return deed.kind == .close
            ? reader.t("consolidation.will.close", ["branch": branch, "central": central])
            : reader.t("consolidation.will." + deed.kind.rawValue, ["branch": branch])
    }

    /// A timetable's name in the house's list.
    static func name(_ deed: ConsolidationDeed, _ branch: Connection, _ central: Connection?) -> String {
        central.map { "\(branch.alias) → \($0.alias)" } ?? "\(branch.alias): \(deed.kind.rawValue)"
    }
}
