// What was done to an order, in words: who, when, by which way, from what to what. And a new order's form.

import Host
import Kernel
import Web

extension OrderPage {
    func historyPanel(_ history: [(change: DeskChange, deed: DeskDeed)], _ desk: Desk) -> HTML {
        let lines = history.html { change, deed -> HTML in
            let what = change.kind == .order ? orderChange(change) : placeChange(change, desk)
            guard !what.isEmpty else { return "" }
            return """
                <li>\(what)<time datetime="\(reader.zone.rfc3339(deed.at))">\(words.moment(deed.at))</time> <b>\(deed.by)</b> \
                <span class="muted">\(reader.t("scheduling.via." + deed.via)) · \(reader.t("scheduling.deed." + deed.kind.rawValue))</span></li>
                """
        }
        let body: HTML =
            history.isEmpty ? "<p class=\"muted\">\(reader.t("scheduling.history.none"))</p>" : "<ol class=\"timeline\">\(lines)</ol>"
        return "<section class=\"panel\"><header><h2>\(reader.t("scheduling.history"))</h2></header><div class=\"panel-body\">\(body)</div></section>"
    }

    private func pair(_ label: String, _ old: String, _ new: String) -> HTML {
        func text(_ value: String) -> String { value.isEmpty ? "–" : String(value.prefix(200)) }
        return "<p>\(label): \(text(old)) → <b>\(text(new))</b></p>"
    }

    private func orderChange(_ change: DeskChange) -> HTML {
        guard let new = change.new?.members else { return "<p>\(reader.t("scheduling.history.removed"))</p>" }
        guard let old = change.old else { return "<p>\(reader.t("scheduling.history.created"))</p>" }
        return new.html { name, value in
            guard let field = OrderField(rawValue: name) else { return "" }
            return pair(words.field(field), shown(field, old[name] ?? .null), shown(field, value))
        }
    }

    private func placeChange(_ change: DeskChange, _ desk: Desk) -> HTML {
        func line(_ content: JSON?) -> String { content?["line"]?.int.map { desk.lines[Int($0)]?.name ?? String($0) } ?? "" }
        guard let new = change.new?.members else { return "<p>\(reader.t("scheduling.history.unplaced", ["line": line(change.old)]))</p>" }
        guard let old = change.old else { return "<p>\(reader.t("scheduling.history.placed", ["line": line(change.new)]))</p>" }
        let isMoved = new.contains { $0.0 == "rank" } && !new.contains { $0.0 == "line" }
        let moved: HTML = isMoved ? "<p>\(reader.t("scheduling.history.moved"))</p>" : ""
        return new.html { name, value -> HTML in
            switch name {
            case "line": return pair(reader.t("scheduling.column.line"), line(old), line(change.new))
            case "pin": return pair(reader.t("scheduling.pin"), pinText(old["pin"]), pinText(value))
            case "start": return pair(reader.t("scheduling.pin.start"), moment(old["start"]), moment(value))
            default: return ""
            }
        } + moved
    }

    private func pinText(_ value: JSON?) -> String { reader.t("scheduling.pin." + (value?.string ?? "none")) }
    private func moment(_ value: JSON?) -> String { value?.int.map { words.moment(Instant(milliseconds: $0)) } ?? "" }
}

struct NewOrderPage: Sendable {
    let feature: SchedulingFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: SchedulingFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func show(problem: Problem? = nil, texts: [OrderField: String] = [:], problems: [OrderField: Problem] = [:]) async throws -> WebResponse {
        let desk = try await feature.actions.desk()
        let order = WorkOrder("", createdAt: reader.now)
        let form = OrderForm(reader: reader, own: desk.rules.ownStatuses.map(\.word))
        let lines =
            [(value: "", text: reader.t("scheduling.no-line"))]
            + desk.sortedLines.filter(\.isActive).map { (value: String($0.number), text: $0.name) }
        let isNumberBad = problem?.code == "schedule_order_exists" || problem?.code == "schedule_number_invalid"
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("scheduling.orders.new"))</h1><p class="answer">\(reader.t("scheduling.orders.new.what"))</p></header>\
            \(ScheduleWords(reader: reader).notice(problem, visit))<section class="panel"><div class="panel-body">\
            <form class="form wide" method="post" action="\(SchedulePath.orders)">\(HTML.csrf(visit))<div class="row-fields">\
            <div class="field\(isNumberBad ? " is-bad" : "")"><label for="number">\(reader.t("scheduling.column.order"))</label>\
            <input id="number" name="number" value="\(visit.form.text("number"))" required autofocus spellcheck="false" maxlength="\(WorkOrder.numberMax)"></div>\
            \(Field.select("place", reader.t("scheduling.order.to"), lines, chosen: visit.form.text("place")))</div>\
            \(form.fields(order, texts: texts, problems: problems, customers: desk.customerNames, isNew: true))\
            <div class="form-actions"><button class="primary">\(reader.t("scheduling.orders.create"))</button>\
            <a class="button" href="\(SchedulePath.orders)">\(reader.t("script.cancel"))</a></div></form></div></section>
            """
        return await feature.house.page(
            visit, title: reader.t("scheduling.orders.new"),
            place: ScheduleTabs.place(visit, Place(reader.t("scheduling.orders"), SchedulePath.orders), Place(reader.t("scheduling.orders.new"))),
            status: problem?.status ?? (problems.isEmpty ? 200 : 422), main)
    }

    func create() async throws -> WebResponse {
        let number = String(Substring(visit.form.text("number")).trimmed)
        let desk = try await feature.actions.desk()
        let form = OrderForm(reader: reader, own: desk.rules.ownStatuses.map(\.word))
        let now = reader.now
        let reading = form.reading(visit.form, number: number, seen: nil, now: now)
        guard reading.problems.isEmpty else { return try await show(texts: reading.texts, problems: reading.problems) }
        let line = Int(visit.form.text("place"))
        do {
            try await feature.actions.perform(.create, numbers: [number], by: Author(visit)) { desk in
                try desk.create(WorkOrder(number, createdAt: now))
                try desk.edit(number, reading.values, now: now)
                if let line { try desk.place(number, on: line) }
            }
        } catch let problem as Problem {
            return try await show(problem: problem, texts: reading.texts)
        }
        return .redirect(SchedulePath.order(number) + "?done=1")
    }
}
