// One order: all its fields, its place, how its hours come about, what was planned, promised and done.

import Host
import Kernel
import Store
import Web

struct OrderPage: Sendable {
    let feature: SchedulingFeature
    let visit: Visit
    var reader: Reader { visit.reader }
    var words: ScheduleWords { ScheduleWords(reader: reader) }
    var actions: SchedulingActions { feature.actions }
    var number: String { SchedulePath.number(visit.path["number"] ?? "") }
    var path: String { SchedulePath.order(number) }

    init(_ feature: SchedulingFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    /// What a form that could not be kept is shown again with.
    struct Again: Sendable {
        var problem: Problem?
        var texts: [OrderField: String] = [:]
        var problems: [OrderField: Problem] = [:]
        var conflict: EditConflict?
    }

    func show(_ again: Again = Again()) async throws -> WebResponse {
        let number = number
        let desk = try await actions.desk(numbers: [number])
        let order = try desk.order(number)
        let layout = desk.layout(now: reader.now, zone: reader.zone)
        let slot = layout.slots[number]
        let history = try await actions.history(number)
        let promise = try await actions.promises()[number]
        let late = (slot?.lateWork ?? 0) > 0 ? try await actions.explanation(number, Desk.published) : nil
        let fact = [order.customer, order.assembly, order.rev].filter { !$0.isEmpty }.joined(separator: " · ")
        let quantity: HTML = order.quantity.map { "\(reader.t("scheduling.pieces", ["n": reader.quantity($0)]))" } ?? ""
        let main: HTML = """
            <header class="page-head"><h1>\(order.number)</h1><p class="answer">\(words.statusTag(order, desk.rules)) <b>\(fact)</b> \(quantity) \
            \(slot.map { words.late($0, desk.rules) } ?? "")</p></header>\(notice(again, order))\
            <div class="split"><div class="stack-y">\(times(order, slot, promise, desk))\(fields(order, desk, again))\(historyPanel(history, desk))</div>\
            <div class="stack-y">\(latePanel(late, desk))\(statusPanel(order, desk))\(placePanel(order, desk, layout))\(removePanel)</div></div>
            """
        let status = again.conflict != nil ? 409 : again.problem?.status ?? (again.problems.isEmpty ? 200 : 422)
        return await feature.house.page(
            visit, title: order.number,
            place: ScheduleTabs.place(visit, Place(reader.t("scheduling.orders"), SchedulePath.orders), Place(order.number)),
            status: status, main)
    }

    // MARK: what stands above

    private func notice(_ again: Again, _ order: WorkOrder) -> HTML {
        if let conflict = again.conflict { return conflictNotice(conflict) }
        if !again.problems.isEmpty { return Notice.bad(reader.t("scheduling.order.refused"), reader.t("scheduling.order.refused.kept")) }
        return words.notice(again.problem, visit)
    }

    /// Both values of each field that two people changed. What was typed stands in the form.
    private func conflictNotice(_ conflict: EditConflict) -> HTML {
        let form = OrderForm(reader: reader, own: [])
        let rows = conflict.members.html { member in
            let field = OrderField(rawValue: member.name)
            func text(_ value: JSON) -> String { field.map { shown($0, value) } ?? form.text(.note, value) }
            return """
                <dt>\(field.map { words.field($0) } ?? member.name)</dt><dd>\(reader.t("scheduling.order.theirs")) <b>\(text(member.theirs))</b>, \
                \(reader.t("scheduling.order.mine")) <b>\(text(member.mine))</b></dd>
                """
        }
        return """
            <div class="notice is-bad" role="alert">\(HTML.icon("warn"))<div><b>\(reader.t("scheduling.order.conflict"))</b>\
            <p>\(reader.t("scheduling.order.conflict.step"))</p><dl>\(rows)</dl></div></div>
            """
    }

    /// Planned beside promised beside actual, and where the hours come from.
    private func times(_ order: WorkOrder, _ slot: Slot?, _ promise: PlanTable.Promise?, _ desk: Desk) -> HTML {
        func line(_ number: Int?) -> HTML { number.map { "\(desk.lines[$0]?.name ?? String($0))" } ?? words.dash }
        func row(_ key: String, _ cells: [HTML]) -> HTML {
            "<tr><th scope=\"row\">\(reader.t("scheduling.order." + key))</th>\(cells.html { "<td class=\"nowrap\">\($0)</td>" })</tr>"
        }
        let actual = [order.actualSetupHours, order.actualRunHours].compactMap { $0 }
        let spent: HTML =
            actual.isEmpty ? words.dash : "\(words.hours(actual.reduce(Int64(0)) { $0 + $1.thousandths } / 10))"
        let heads = ["", "scheduling.column.line", "scheduling.column.start", "scheduling.column.end", "scheduling.column.hours"].html {
            $0.isEmpty ? "<td></td>" : "<th scope=\"col\">\(reader.t($0))</th>"
        }
        return """
            <section class="panel"><header><h2>\(reader.t("scheduling.order.times"))</h2></header><div class="table-wrap"><table class="data"><thead><tr>\(heads)</tr></thead><tbody>\
            \(row("planned", [line(slot?.line), words.time(slot?.start), words.time(slot?.end), slot.map { "\(words.hours($0.hours.hundredths))" } ?? words.dash]))\
            \(row("promised", [line(promise?.line), words.time(promise?.start), words.time(promise?.end), words.dash]))\
            \(row("actual", [words.dash, words.time(order.startedAt), words.time(order.endedAt), spent]))</tbody></table></div>\
            <footer>\(formula(order, desk))</footer></section>
            """
    }

    /// `1 h + 703 min × 2 × 1 / 60 = 24.43 h`
    private func formula(_ order: WorkOrder, _ desk: Desk) -> HTML {
        let line = desk.placements[order.number].flatMap { desk.lines[$0.line] }
        let multiplier = line?.multiplier ?? Quantity(1)
        let factor = desk.rules.efficiencyFactor
        let hours = OrderHours(setupHours: order.setupHours, runMinutes: order.runMinutes, factor: factor, multiplier: multiplier)
        let sum =
            "\(reader.quantity(order.setupHours)) h + \(reader.quantity(order.runMinutes)) min × \(reader.quantity(factor)) × \(reader.quantity(multiplier)) / 60"
        let on = line.map { reader.t("scheduling.order.on-line", ["line": $0.name]) } ?? reader.t("scheduling.order.on-none")
        return
            "<span title=\"\(reader.t("scheduling.order.formula"))\"><span class=\"mono\">\(sum)</span> = <b>\(words.hours(hours.hundredths))</b> \(on)</span>"
    }

    // MARK: fields

    private func fields(_ order: WorkOrder, _ desk: Desk, _ again: Again) -> HTML {
        guard reader.may(SchedulingFeature.plan) else {
            let list = OrderField.allCases.html { field -> HTML in
                let text = shown(field, order[field])
                return text.isEmpty || field == .status ? "" : "<dt>\(words.field(field))</dt><dd>\(text)</dd>"
            }
            return """
                <section class="panel"><header><h2>\(reader.t("scheduling.order.facts"))</h2></header><div class="panel-body"><dl class="facts">\(list)</dl></div></section>
                """
        }
        let form = OrderForm(reader: reader, own: desk.rules.ownStatuses.map(\.word))
        let seen = JSON.object(OrderField.allCases.map { ($0.rawValue, order[$0]) })
        let inputs = form.fields(order, texts: again.texts, problems: again.problems, customers: desk.customerNames, isNew: false)
        return """
            <section class="panel"><header><h2>\(reader.t("scheduling.order.facts"))</h2></header><div class="panel-body">\
            <form class="form wide" method="post" action="\(path)">\(HTML.csrf(visit))\(Field.hidden("seen", seen.text))\(inputs)\
            <div class="form-actions"><button class="primary">\(reader.t("scheduling.save"))</button></div></form></div></section>
            """
    }

    /// A field's value in the reader's words.
    func shown(_ field: OrderField, _ value: JSON) -> String {
        switch field {
        case .status: return words.status(value.string ?? "")
        case .isStarred, .isClear, .isByHand: return reader.t(value.bool == true ? "scheduling.yes" : "scheduling.no")
        case .kitDate, .shipDate: return value.string.flatMap(CivilDate.init(iso:)).map(reader.day) ?? ""
        case .startedAt, .endedAt: return value.string.flatMap(Instant.init(rfc3339:)).map { words.moment($0) } ?? ""
        case .quantity, .setupHours, .runMinutes, .actualSetupHours, .actualRunHours:
            return value.string.flatMap { Quantity($0) }.map(reader.quantity) ?? ""
        default: return value.string ?? value.int.map { reader.number($0) } ?? ""
        }
    }

    // MARK: the right side

    private func statusPanel(_ order: WorkOrder, _ desk: Desk) -> HTML {
        guard reader.may(SchedulingFeature.status) else { return "" }
        let buttons = OrderStatusButtons.html(visit, order, desk, to: path + "/status", back: "")
        return """
            <section class="panel"><header><h2>\(reader.t("scheduling.column.status"))</h2></header><div class="panel-body">\(buttons)</div></section>
            """
    }

    private func placePanel(_ order: WorkOrder, _ desk: Desk, _ layout: Layout) -> HTML {
        let placement = desk.placements[order.number]
        let name = placement.flatMap { desk.lines[$0.line]?.name }
        let at: HTML = layout.slots[order.number].map { "\(reader.t("scheduling.order.position", ["n": String($0.position)]))" } ?? ""
        let now: HTML = name.map { "<p><b>\($0)</b> \(at)</p>" } ?? "<p class=\"muted\">\(reader.t("scheduling.order.nowhere"))</p>"
        let open: HTML =
            desk.rules.phase(order).isOpen
            ? "<a href=\"\(BoardPath.board(plan: Desk.published, order: order.number))\">\(reader.t("scheduling.board.draft.open"))</a>" : ""
        let head: HTML =
            "<section class=\"panel\"><header><h2>\(reader.t("scheduling.order.place"))</h2>\(open)</header><div class=\"panel-body\">\(now)"
        guard reader.may(SchedulingFeature.move), desk.rules.phase(order).isOpen else { return "\(head)</div></section>" }
        let groups = desk.sortedLines.filter(\.isActive).html { line -> HTML in
            let queue = desk.queue(line.number).filter { $0.order != order.number && desk.phase($0.order)?.isOpen == true }
            let befores = queue.prefix(200).html { other in
                "<option value=\"\(line.number):\(other.order)\">\(reader.t("scheduling.order.before", ["line": line.name, "order": other.order]))</option>"
            }
            let isHere: HTML = placement?.line == line.number ? " selected" : ""
            return """
                <optgroup label="\(line.name)"><option value="\(line.number)"\(isHere)>\(reader.t("scheduling.order.at-end", ["line": line.name]))</option>\(befores)</optgroup>
                """
        }
        let pins =
            [(value: "", text: reader.t("scheduling.pin.none"))]
            + Placement.Pin.allCases.map {
                (value: $0.rawValue, text: reader.t("scheduling.pin." + $0.rawValue))
            }
        let seen = Field.hidden("seen_place", placement.map(BoardSeen.text) ?? BoardSeen.none)
        let pin: HTML =
            placement == nil
            ? ""
            : """
            <form class="form" method="post" action="\(path)/pin">\(HTML.csrf(visit))\(seen)\
            \(Field.select("pin", reader.t("scheduling.pin"), pins, chosen: placement?.pin?.rawValue ?? "", hint: reader.t("scheduling.pin.hint")))\
            \(Field.text("start", reader.t("scheduling.pin.start"), value: reader.fieldText(placement?.start), type: "datetime-local"))\
            <div class="form-actions"><button>\(reader.t("scheduling.pin.save"))</button></div></form>
            """
        let away: HTML =
            placement == nil
            ? "" : "<button name=\"to\" value=\"none\">\(reader.t("scheduling.order.unplace"))</button>"
        return """
            \(head)<form class="form" method="post" action="\(path)/place">\(HTML.csrf(visit))\(seen)\
            <div class="field"><label for="to">\(reader.t("scheduling.order.to"))</label><select id="to" name="where">\(groups)</select></div>\
            <div class="form-actions"><button>\(reader.t(placement == nil ? "scheduling.order.put" : "scheduling.order.move"))</button>\(away)</div></form>\(pin)</div></section>
            """
    }

    private var confirm: Confirm {
        Confirm(
            title: reader.t("scheduling.order.remove.title", ["order": number]),
            sentence: reader.t("scheduling.order.remove.what", ["order": number]),
            yes: reader.t("scheduling.order.remove"), back: path)
    }

    private var removePanel: HTML {
        guard reader.may(SchedulingFeature.plan) else { return "" }
        return AskingButton.form(visit, to: path + "/remove", confirm)
    }

    // MARK: deeds

    private func again(_ work: () async throws -> Void) async throws -> WebResponse {
        do { try await work() } catch let problem as Problem where problem.family != .missing { return try await show(Again(problem: problem)) }
        return .redirect(path + "?done=1")
    }

    func save() async throws -> WebResponse {
        let (number, now, seen) = (number, reader.now, visit.seen)
        let desk = try await actions.desk(numbers: [number])
        _ = try desk.order(number)
        let form = OrderForm(reader: reader, own: desk.rules.ownStatuses.map(\.word))
        let reading = form.reading(visit.form, number: number, seen: seen, now: now)
        var again = Again(problem: nil, texts: reading.texts, problems: reading.problems)
        guard reading.problems.isEmpty else { return try await show(again) }
        do {
            try await actions.perform(.edit, numbers: [number], by: Author(visit)) { try $0.edit(number, seen: seen, mine: reading.values, now: now) }
        } catch let conflict as EditConflict {
            // What somebody else changed and this form did not is shown as it is now.
            let named = Set(conflict.members.map(\.name))
            again.texts = again.texts.filter { field, text in
                named.contains(field.rawValue) || seen?[field.rawValue].map { form.text(field, $0) != text } ?? true
            }
            again.conflict = conflict
            return try await show(again)
        } catch let problem as Problem where problem.family != .missing {
            again.problem = problem
            return try await show(again)
        }
        return .redirect(path + "?done=1")
    }

    func setStatus() async throws -> WebResponse {
        let (number, now, form) = (number, reader.now, visit.form)
        return try await again {
            try await actions.perform(.status, numbers: [number], by: Author(visit)) { try OrderStatusButtons.set(form, number, &$0, now: now) }
        }
    }

    func place() async throws -> WebResponse {
        let (number, seen) = (number, visit.form.text("seen_place"))
        let parts = visit.form.text("where").split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let isAway = visit.form.text("to") == "none"
        return try await again {
            try await actions.perform(isAway ? .unplace : .place, numbers: [number], by: Author(visit)) { desk in
                try BoardSeen.demand(number, seen, desk)
                if isAway { return try desk.unplace(number) }
                guard let line = parts.first.flatMap({ Int($0) }) else {
                    throw Problem(.input, "schedule_line_unknown", ["line": String((parts.first ?? "").prefix(60))])
                }
                try desk.place(number, on: line, before: parts.count == 2 ? parts[1] : nil)
            }
        }
    }

    func pin() async throws -> WebResponse {
        let (number, seen) = (number, visit.form.text("seen_place"))
        return try await again {
            let pin = Placement.Pin(rawValue: visit.form.text("pin"))
            let start = try reader.moment(visit.form.text("start"))
            try await actions.perform(.pin, numbers: [number], by: Author(visit)) { desk in
                try BoardSeen.demand(number, seen, desk)
                try desk.pin(number, pin, start: start)
            }
        }
    }

    func remove() async throws -> WebResponse {
        let number = number
        guard visit.form.flag("confirmed") else {
            return await confirm.response(
                feature.house, visit, place: ScheduleTabs.place(visit, Place(reader.t("scheduling.orders"), SchedulePath.orders), Place(number, path))
            )
        }
        try await actions.perform(.remove, numbers: [number], by: Author(visit)) { try $0.remove(number) }
        return .redirect(SchedulePath.orders + "?removed=" + URLText.encode(number))
    }
}

/// Buttons for how an order stands: each sets its word at once. Also the scan page's.
enum OrderStatusButtons {
    static func html(_ visit: Visit, _ order: WorkOrder, _ desk: Desk, to path: String, back: String, isLarge: Bool = false) -> HTML {
        let words = ScheduleWords(reader: visit.reader)
        let all = (OrderStatus.defaults.map(\.word) + desk.rules.ownStatuses.map(\.word)).filter { $0 != OrderStatus.missing }
        let buttons = all.html { word in
            let isNow = order.status.word == word
            return "<button name=\"status\" value=\"\(word)\" aria-pressed=\"\(isNow ? "true" : "false")\">\(words.status(word))</button>"
        }
        let hidden: HTML = (back.isEmpty ? "" : Field.hidden("code", back)) + Field.hidden("seen_status", order.status.text)
        let kind: HTML = isLarge ? "status-buttons is-large" : "status-buttons"
        return """
            <form class="\(kind)" method="post" action="\(path)">\(HTML.csrf(visit))\(hidden)\(buttons)</form>\
            <form class="form" method="post" action="\(path)">\(HTML.csrf(visit))\(hidden)\(Field.hidden("status", OrderStatus.missing))\
            <div class="field"><label for="part">\(visit.reader.t("scheduling.status.part"))</label><div class="with-button">\
            <input id="part" name="missing_part" value="\(order.status.missingPart ?? "")" spellcheck="false"><button>\(words.status(OrderStatus.missing))</button></div></div></form>
            """
    }

    /// - Throws: `schedule_overtaken` when somebody else has said since how it stands.
    static func set(_ form: Parameters, _ number: String, _ desk: inout Desk, now: Instant) throws(Problem) {
        let (seen, order) = (form.text("seen_status"), try desk.order(number))
        guard seen.isEmpty || seen == order.status.text else {
            throw Problem(.conflict, "schedule_overtaken", ["what": number])
        }
        let status: (OrderField, JSON) = (.status, .string(form.text("status")))
        try desk.edit(number, form.has("missing_part") ? [status, (.missingPart, .string(form.text("missing_part")))] : [status], now: now)
    }
}

extension Desk {
    /// Those of the table and those that orders name.
    var customerNames: [String] { Set(customers.keys).union(orders.values.map(\.customer)).filter { !$0.isEmpty }.sorted() }
}
