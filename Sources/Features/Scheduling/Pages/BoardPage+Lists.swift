// What of the board is a list: the backlog at the side, and the lines' orders in words, which is the board on a phone.

import Host
import Kernel
import Web

extension BoardPage {
    func backlog(_ state: BoardState) -> HTML {
        let find = visit.query.text("find").lowercased()
        let all = state.desk.backlog
        let found = find.isEmpty ? all : all.filter { "\($0.number) \($0.customer) \($0.assembly)".lowercased().contains(find) }
        let items = found.prefix(Self.backlogMax).html { order in item(order, state) }
        let more: HTML =
            found.count > Self.backlogMax
            ? "<p class=\"hint\">\(words.t("scheduling.board.backlog.more", ["n": reader.number(found.count - Self.backlogMax)]))</p>" : ""
        let body: HTML =
            found.isEmpty
            ? "<p class=\"hint\">\(words.word(all.isEmpty ? "backlog.empty" : "backlog.none"))</p>"
            : "<ul class=\"backlog-list\">\(items)</ul>\(more)"
        let kept = ["plan", "zoom", "at", "colour", "closed", "view"].html { name in
            visit.query[name].map { Field.hidden(name, $0) } ?? ""
        }
        return """
            <aside class="panel backlog" data-backlog aria-label="\(words.t("scheduling.board.backlog"))"><header><h2>\(words.t("scheduling.board.backlog"))</h2></header>\
            <form class="backlog-find" action="\(Self.path)" data-autosubmit data-results="backlog">\(kept)\
            <input type="search" name="find" value="\(visit.query.text("find"))" placeholder="\(words.t("scheduling.board.backlog.find"))" aria-label="\(words.t("scheduling.board.backlog.find"))" autocomplete="off">\
            <noscript><button class="small">\(words.t("scheduling.board.backlog.look"))</button></noscript></form>\
            <div id="backlog" data-live="scheduling"><p class="hint">\(words.t("scheduling.board.backlog.count", ["n": reader.number(found.count)]))</p>\(body)</div></aside>
            """
    }

    private func item(_ order: WorkOrder, _ state: BoardState) -> HTML {
        let plan = state.task.orders[order.number]
        let isLate = plan?.due.map { $0 < state.task.now } ?? false
        let ship = order.shipDate.map { words.t("scheduling.board.ships", ["day": reader.day($0)]) } ?? words.t("scheduling.board.no-due")
        let what = [order.customer, order.assembly].filter { !$0.isEmpty }.joined(separator: " · ")
        let hours = plan.flatMap { plan in
            state.task.lines.first { state.task.accepts(plan, on: $0.line) }.map { state.task.hours(plan, on: $0.line).total }
        }
        let kind =
            plan?.phase == .missing
            ? "<span class=\"is-bad-text\">\(words.t("scheduling.board.phase.missing"))</span> · " as HTML
            : plan?.phase == .held ? "<span class=\"is-warn-text\">\(words.t("scheduling.board.phase.held"))</span> · " : ""
        return """
            <li><a class="backlog-item" draggable="false" href="\(BoardPath.order(order.number, plan: state.plan))" data-panel data-key="\(order.number)" data-seen="\(BoardSeen.none)">\
            <b>\(order.number)</b><span>\(what)</span><small>\(kind)<span\(isLate ? " class=\"is-bad-text\"" as HTML : "")>\(ship)</span>\(hours.map { " · " + words.hours($0) } ?? "")</small></a></li>
            """
    }

    /// The lines' orders in words. On a phone it stands in place of the picture; elsewhere it is a click away.
    func list(_ state: BoardState, _ window: BoardWindow) -> HTML {
        let most = isList ? Self.listMax : Self.phoneMax
        let lines = state.task.lines.filter { $0.line.isActive || state.layout.lines[$0.line.number]?.isEmpty == false }
        let sections = lines.html { line in
            let all = (state.layout.lines[line.line.number] ?? []).filter { $0.end > window.from && $0.start < window.to }
            let rows = all.prefix(most).html { row($0, state) }
            let more: HTML =
                all.count > most ? "<li class=\"hint\">\(words.t("scheduling.board.list.more", ["n": reader.number(all.count - most)]))</li>" : ""
            let none: HTML = all.isEmpty ? "<li class=\"hint\">\(words.t("scheduling.board.list.none"))</li>" : ""
            let away: HTML =
                line.line.isAway
                ? "<span class=\"tag \(line.line.status == .down ? "is-bad" : "is-warn")\">\(HTML.icon("stop"))\(words.t("scheduling.board.line." + line.line.status.rawValue))</span>"
                : ""
            return "<section class=\"panel\"><header><h2>\(line.line.name)</h2>\(away)</header><ol>\(rows)\(more)\(none)</ol></section>"
        }
        let hint: HTML = mayMove ? "<p class=\"hint\">\(words.t("scheduling.board.list.touch"))</p>" : ""
        return "<div class=\"board-list\">\(hint)\(sections)</div>"
    }

    private func row(_ slot: Slot, _ state: BoardState) -> HTML {
        guard let order = state.desk.orders[slot.order] else { return "" }
        let placement = state.desk.placements[slot.order]
        let late: HTML =
            slot.lateWork > 0
            ? "<span class=\"tag is-bad\">\(words.t("scheduling.board.late-by", ["time": words.late(slot.lateWork, state.desk.rules)]))</span>" : ""
        let running: HTML = slot.isRunning ? "<span class=\"tag is-live\">\(words.t("scheduling.board.phase.running"))</span>" : ""
        let lock: HTML = placement.flatMap { words.pin($0) }.map { "<span class=\"tag\">\(HTML.icon("lock"))\($0)</span>" } ?? ""
        let breaches = slot.breaches.map(\.rawValue).sorted().html {
            "<span class=\"tag is-warn\">\(HTML.icon("warn"))\(words.t("scheduling.board.breach." + $0))</span>"
        }
        let what = [order.customer, order.assembly].filter { !$0.isEmpty }.joined(separator: " · ")
        return """
            <li><a href="\(BoardPath.order(slot.order, plan: state.plan))" data-panel><b>\(slot.order)</b><span>\(what)</span>\
            <small>\(words.span(slot.start, slot.end)) · \(words.hours(slot.hours.total))</small></a><span class="tags">\(running)\(late)\(lock)\(breaches)</span></li>
            """
    }
}
