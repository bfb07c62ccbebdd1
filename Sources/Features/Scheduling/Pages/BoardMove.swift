// Moving one order: a page with its times and every move as a form, and the forms' deeds. What is sent carries what the
// planner saw, so that a move of somebody else's in between is told instead of overwritten.

import Host
import Kernel
import Web

struct BoardMove: Sendable {
    let feature: SchedulingFeature
    let visit: Visit
    let words: BoardWords
    private var reader: Reader { visit.reader }
    private var actions: SchedulingActions { feature.actions }
    /// Places of a line's queue that can be chosen in the list.
    static let placesMax = 120

    init(_ feature: SchedulingFeature, _ visit: Visit) {
        (self.feature, self.visit) = (feature, visit)
        words = BoardWords(visit.reader)
    }

    // MARK: the page

    func response(_ problem: Problem? = nil) async throws -> WebResponse {
        let plan = visit.form["plan"] ?? visit.query["plan"] ?? Desk.published
        guard let number = visit.form["order"] ?? visit.query["order"] else { return try await lookup(plan, nil) }
        let state = try await feature.shelf.state(plan, actions)
        guard let order = state.desk.orders[number] else {
            return try await lookup(plan, Problem(.missing, "schedule_order_unknown", ["order": String(number.prefix(60))]))
        }
        let mayMove = reader.may(SchedulingFeature.move) && state.task.orders[number] != nil
        let chosen = BoardTarget(visit.query.text("to"))
        let failed = problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) } ?? ""
        let forms: HTML = mayMove ? "\(moves(order, state))\(places(order, state, chosen))\(pins(order, state))" : ""
        let main: HTML = """
            <header class="page-head"><h1>\(words.t("scheduling.board.move.title", ["order": number]))</h1><p class="answer">\(summary(order, state))</p></header>\
            <div id="board-said" role="status">\(failed)</div>\(preview(order, state, chosen))\(forms)\(facts(order, state))
            """
        return await feature.house.page(
            visit, title: words.t("scheduling.board.move.title", ["order": number]),
            place: [
                Place(reader.t("scheduling.title"), "/scheduling"),
                Place(words.t("scheduling.board.tab.board"), BoardPath.board(plan: plan, order: number)),
                Place(number),
            ],
            status: problem?.status ?? 200, main)
    }

    /// Without an order: which one?
    private func lookup(_ plan: String, _ problem: Problem?) async throws -> WebResponse {
        let failed = problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) } ?? ""
        let main: HTML = """
            <header class="page-head"><h1>\(words.t("scheduling.board.move.which"))</h1></header>\(failed)<section class="panel"><div class="panel-body">\
            <form class="form" action="/scheduling/move">\(plan == Desk.published ? HTML.empty : Field.hidden("plan", plan))\
            \(Field.text("order", words.t("scheduling.board.move.order"), value: visit.query.text("order"), more: " autocomplete=\"off\" required"))\
            <div class="form-actions"><button class="primary">\(words.t("scheduling.board.move.find"))</button></div></form></div></section>
            """
        return await feature.house.page(
            visit, title: words.t("scheduling.board.move.which"),
            place: [Place(reader.t("scheduling.title"), "/scheduling"), Place(words.t("scheduling.board.move.which"))],
            status: problem?.status ?? 200, main)
    }

    private func summary(_ order: WorkOrder, _ state: BoardState) -> HTML {
        guard let slot = state.layout.slots[order.number] else {
            let word =
                state.layout.timeless.contains(order.number)
                ? "preview.timeless" : state.task.orders[order.number] == nil ? "move.closed" : "move.unplaced"
            return "<b>\(words.word(word))</b>"
        }
        let line = state.line(slot.line)?.line.name ?? ""
        let late: HTML =
            slot.lateWork > 0
            ? " <span class=\"is-bad\">\(words.t("scheduling.board.late-by", ["time": words.late(slot.lateWork, state.desk.rules)]))</span>" : ""
        return
            "<b>\(line), \(words.t("scheduling.board.preview.place", ["n": String(slot.position)])): \(words.span(slot.start, slot.end))</b>\(late)"
    }

    private func facts(_ order: WorkOrder, _ state: BoardState) -> HTML {
        let slot = state.layout.slots[order.number]
        var rows: [(String, String)] = [
            (words.t("scheduling.board.fact.customer"), order.customer),
            (words.t("scheduling.board.fact.assembly"), [order.assembly, order.rev].filter { !$0.isEmpty }.joined(separator: " ")),
            (words.t("scheduling.board.fact.quantity"), order.quantity.map { reader.quantity($0) } ?? ""),
            (words.t("scheduling.board.fact.status"), ScheduleWords(reader: reader).status(order.status)),
            (words.t("scheduling.board.fact.kit"), order.kitDate.map { reader.day($0) } ?? ""),
            (words.t("scheduling.board.fact.ship"), order.shipDate.map { reader.day($0) } ?? ""),
            (words.t("scheduling.board.fact.trolleys"), order.trolleys > 0 ? reader.number(order.trolleys) : ""),
            (words.t("scheduling.board.fact.after"), order.after ?? ""),
        ]
        if let slot {
            rows.append(
                (
                    words.t("scheduling.board.fact.hours"),
                    words.t("scheduling.board.fact.hours.value", ["setup": words.hours(slot.hours.setup), "run": words.hours(slot.hours.run)])
                ))
        }
        if let pin = state.desk.placements[order.number].flatMap({ words.pin($0) }) { rows.append((words.t("scheduling.board.fact.pin"), pin)) }
        if let slot {
            rows += slot.breaches.map(\.rawValue).sorted().map { (words.t("scheduling.board.sign.breach"), words.t("scheduling.board.breach." + $0)) }
        }
        let list = rows.filter { !$0.1.isEmpty }.html { "<dt>\($0.0)</dt><dd>\($0.1)</dd>" }
        return
            "<section class=\"panel\"><header><h2><a href=\"\(SchedulePath.order(order.number))\">\(words.t("scheduling.board.fact.title"))</a></h2></header><div class=\"panel-body\"><dl class=\"facts\">\(list)</dl></div></section>"
    }

    private func preview(_ order: WorkOrder, _ state: BoardState, _ target: BoardTarget?) -> HTML {
        guard let target else { return "" }
        do {
            let preview = try BoardPreview(state, order.number, target).html(words, state)
            return """
                <section class="panel"><header><h2>\(words.t("scheduling.board.move.preview"))</h2></header><div class="panel-body board-preview-body">\(preview)\
                \(form("place", order, state, "<button class=\"primary\" name=\"to\" value=\"\(target.text)\">\(words.t("scheduling.board.move.do"))</button>"))</div></section>
                """
        } catch {
            return Notice.bad(error.title(reader), error.hintText(reader))
        }
    }

    /// A form of one deed on this order, with what is seen of it.
    private func form(_ path: String, _ order: WorkOrder, _ state: BoardState, _ fields: HTML) -> HTML {
        """
        <form class="board-form" method="post" action="/scheduling/\(path)" data-board-form>\(HTML.csrf(visit))\(Field.hidden("plan", state.plan))\
        \(Field.hidden("order", order.number))\(Field.hidden("seen", state.seen(order.number)))\(fields)</form>
        """
    }

    /// The moves that are made most, each a button.
    private func moves(_ order: WorkOrder, _ state: BoardState) -> HTML {
        let isRunning = state.task.orders[order.number]?.phase == .running
        func target(_ line: Int, _ queue: [Placement], _ index: Int) -> BoardTarget {
            index < queue.count ? BoardTarget(line: line, before: queue[index].order, rank: queue[index].rank.text) : BoardTarget(line: line)
        }
        func button(_ target: BoardTarget?, _ word: String) -> HTML {
            let off: HTML = target == nil ? " disabled" : ""
            return "<button name=\"to\" value=\"\(target?.text ?? "")\"\(off)>\(word)</button>"
        }
        var here = HTML.empty
        if let placement = state.desk.placements[order.number] {
            let queue = state.desk.queue(placement.line).filter { state.task.orders[$0.order] != nil }
            let at = queue.firstIndex { $0.order == order.number } ?? 0
            let rest = queue.filter { $0.order != order.number }
            here =
                button(at > 0 ? target(placement.line, rest, 0) : nil, words.t("scheduling.board.move.first"))
                + button(at > 0 ? target(placement.line, rest, at - 1) : nil, words.t("scheduling.board.move.earlier"))
                + button(at < rest.count ? target(placement.line, rest, at + 1) : nil, words.t("scheduling.board.move.later"))
                + button(at < rest.count ? BoardTarget(line: placement.line) : nil, words.t("scheduling.board.move.last"))
        }
        let others = isRunning ? [] : state.task.lines.filter { $0.line.isActive && $0.line.number != state.desk.placements[order.number]?.line }
        let elsewhere = others.html { button(BoardTarget(line: $0.line.number), "→ " + $0.line.name) }
        let back: HTML =
            state.desk.placements[order.number] != nil && !isRunning
            ? form("unplace", order, state, "<button>\(words.t("scheduling.board.move.backlog"))</button>") : ""
        return """
            <section class="panel"><header><h2>\(words.t("scheduling.board.move.queue"))</h2></header><div class="panel-body">\
            \(form("place", order, state, "<div class=\"actions\">\(here)\(elsewhere)</div>"))\(back)</div></section>
            """
    }

    /// Any place of any queue; looked at first, or at once.
    private func places(_ order: WorkOrder, _ state: BoardState, _ chosen: BoardTarget?) -> HTML {
        let groups = state.task.lines.filter(\.line.isActive).html { line in
            let queue = state.desk.queue(line.line.number).filter { $0.order != order.number && state.task.orders[$0.order]?.phase.isOpen == true }
            let options = queue.prefix(Self.placesMax).html { place in
                let target = BoardTarget(line: line.line.number, before: place.order, rank: place.rank.text)
                let isChosen = chosen?.line == target.line && chosen?.before == target.before
                let customer = state.desk.orders[place.order].map { " · " + $0.customer } ?? ""
                return
                    "<option value=\"\(target.text)\"\(isChosen ? " selected" as HTML : "")>\(words.t("scheduling.board.move.before", ["order": place.order]))\(customer)</option>"
            }
            let end = BoardTarget(line: line.line.number)
            return """
                <optgroup label="\(line.line.name)">\(options)<option value="\(end.text)"\(chosen == end ? " selected" as HTML : "")>\
                \(words.t("scheduling.board.move.end", ["line": line.line.name]))</option></optgroup>
                """
        }
        return """
            <section class="panel"><header><h2>\(words.t("scheduling.board.move.exact"))</h2></header><div class="panel-body">\
            \(form("place", order, state, """
                <div class="field"><label for="to">\(words.t("scheduling.board.move.where"))</label><select id="to" name="to">\(groups)</select></div>\
                <div class="form-actions"><button class="primary">\(words.t("scheduling.board.move.do"))</button>\
                <button formaction="/scheduling/move" formmethod="get">\(words.t("scheduling.board.move.look"))</button></div>
                """))</div></section>
            """
    }

    private func pins(_ order: WorkOrder, _ state: BoardState) -> HTML {
        guard let placement = state.desk.placements[order.number] else { return "" }
        let options =
            [(value: "", text: words.t("scheduling.board.pin.none"))]
            + Placement.Pin.allCases.map { (value: $0.rawValue, text: words.t("scheduling.board.pin." + $0.rawValue)) }
        let start = placement.start.map { instant in
            let civil = reader.zone.civil(instant)
            return civil.date.isoText + "T" + String(civil.clockText.prefix(5))
        }
        return """
            <section class="panel"><header><h2>\(words.t("scheduling.board.pin.title"))</h2></header><div class="panel-body">\
            \(form("pin", order, state, """
                <div class="row-fields">\(Field.select("pin", words.t("scheduling.board.pin.what"), options, chosen: placement.pin?.rawValue ?? ""))\
                \(Field.text("start", words.t("scheduling.board.pin.not-before"), value: start ?? "", type: "datetime-local"))</div>\
                <div class="form-actions"><button>\(words.t("scheduling.board.pin.save"))</button></div>
                """))</div></section>
            """
    }
}
