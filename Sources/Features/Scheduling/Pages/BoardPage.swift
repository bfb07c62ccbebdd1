// The board: "will we ship on time?" Lines over time, what is on no line yet at the side, and above both the answer in
// figures. Everything is a link or a form; scripts add dragging, a preview while one drags, and what others do meanwhile.

import Host
import Kernel
import Web

struct BoardPage: Sendable {
    static let path = "/scheduling"
    /// Orders of the backlog, and of a line's list, that are drawn at most.
    static let backlogMax = 150
    static let listMax = 40
    static let phoneMax = 12
    let feature: SchedulingFeature
    let visit: Visit
    let words: BoardWords
    let zoom: BoardZoom
    let mode: BoardMode
    let isFolded: Bool
    let isList: Bool
    var reader: Reader { visit.reader }
    var mayMove: Bool { reader.may(SchedulingFeature.move) }
    var mayPlan: Bool { reader.may(SchedulingFeature.plan) }

    init(_ feature: SchedulingFeature, _ visit: Visit) {
        (self.feature, self.visit) = (feature, visit)
        words = BoardWords(visit.reader)
        zoom = BoardZoom(rawValue: visit.query.text("zoom")) ?? .week
        mode = BoardMode(rawValue: visit.query.text("colour")) ?? .lateness
        isFolded = visit.query.text("closed") != "show"
        isList = visit.query.text("view") == "list"
    }

    /// - Parameter problem: what kept something from being done that was asked for here.
    func response(_ problem: Problem? = nil, plan given: String? = nil) async throws -> WebResponse {
        let plan = given ?? visit.query["plan"] ?? Desk.published
        let state = try await feature.shelf.state(plan, feature.actions)
        let pointed = visit.query["order"]
        let found = pointed.flatMap { state.layout.slots[$0] }
        let at = visit.query["at"] ?? found.map { BoardWindow.word($0.start - .hours(zoom == .hours ? 2 : 0), zoom, reader.zone) }
        let window = try BoardWindow(zoom, at: at, now: state.task.now, zone: reader.zone)
        var picture = BoardPicture(state, window, mode, words, isFolded: isFolded)
        picture.pointed = pointed
        let steps = mayMove ? try await feature.boardSteps(plan, Author(visit), words) : BoardSteps()
        let isEmpty = state.task.orders.isEmpty
        let body: HTML =
            isEmpty
            ? empty
            : """
            <div id="board-cards" class="cards" data-live="scheduling">\(cards(state))</div>\
            <div class="board-split"><div class="stack-y">\(tools(state, window, steps))\
            <div id="board" class="board\(isList ? " is-list" as HTML : "")" data-live="scheduling"\(mayMove ? " data-board" as HTML : "") data-plan="\(plan)">\
            <div class="board-lanes">\(picture.html())</div>\(picture.legend())\(list(state, window))</div></div>\(backlog(state))</div>\(forms(plan))
            """
        let main: HTML = """
            <header class="page-head"><h1>\(words.t("scheduling.board.question"))</h1><p class="answer" id="answer" data-live="scheduling">\(answer(state))</p>\
            \(actions(isEmpty))</header>\(ScheduleTabs.html(visit, current: Self.path))\
            <div id="board-said" role="status">\(said(problem, steps))</div>\(banner(state))\(body)
            """
        return await feature.house.page(
            visit, title: words.t("scheduling.board.tab.board"),
            place: [Place(reader.t("scheduling.title"), Self.path), Place(state.draft?.name ?? words.t("scheduling.board.tab.board"))],
            wide: true, status: problem?.status ?? 200, main)
    }

    // MARK: above

    private func answer(_ state: BoardState) -> HTML {
        let open = state.task.orders.count
        guard open > 0 else { return "" }
        let late = state.layout.late
        let unplaced = state.desk.backlog.count
        let rest = unplaced > 0 ? " " + words.t("scheduling.board.answer.unplaced", ["n": reader.number(unplaced)]) : ""
        guard let worst = late.first else {
            return "<b>\(words.word(unplaced > 0 ? "answer.placed-on-time" : "answer.on-time", ["n": reader.number(open)]))</b>\(rest)"
        }
        let by = words.late(worst.lateWork, state.desk.rules)
        return
            "<b>\(words.t("scheduling.board.answer.late", ["n": reader.number(late.count), "all": reader.number(open)]))</b> \(words.t("scheduling.board.answer.worst", ["order": worst.order, "time": by]))\(rest)"
    }

    private func actions(_ isEmpty: Bool) -> HTML {
        guard mayPlan, !isEmpty else { return "" }
        return """
            <div class="actions"><a class="button" href="/scheduling/drafts#propose">\(words.t("scheduling.board.propose"))</a></div>
            """
    }

    private func said(_ problem: Problem?, _ steps: BoardSteps) -> HTML {
        if let problem { return Notice.bad(problem.title(reader), problem.hintText(reader)) }
        switch visit.query.text("done") {
        case "": return ""
        case "moved": return Notice.ok(words.t("scheduling.board.done.moved", ["what": steps.undo ?? ""]))
        case "undone": return Notice.ok(words.t("scheduling.board.done.undone", ["what": steps.redo ?? ""]))
        case "redone": return Notice.ok(words.t("scheduling.board.done.redone", ["what": steps.undo ?? ""]))
        case "same": return Notice.ok(words.t("scheduling.board.done.same"))
        default: return ""
        }
    }

    private func banner(_ state: BoardState) -> HTML {
        guard let draft = state.draft else { return "" }
        let compare: HTML =
            mayPlan
            ? "<a class=\"button\" href=\"/scheduling/drafts/\(draft.id)\">\(words.t("scheduling.board.draft.compare"))</a>" : ""
        return """
            <div class="notice is-warn board-draft">\(HTML.icon("edit"))<div><b>\(words.t("scheduling.board.draft.banner", ["name": draft.name]))</b>\
            <p>\(words.t("scheduling.board.draft.banner.more", ["by": draft.by, "when": reader.dateTime(draft.createdAt, seconds: false)]))</p></div>\
            <div class="actions">\(compare)<a class="button" href="/scheduling">\(words.t("scheduling.board.draft.leave"))</a></div></div>
            """
    }

    private func cards(_ state: BoardState) -> HTML {
        func card(_ key: String, _ number: String, _ note: String, _ kind: String = "") -> HTML {
            """
            <div class="card \(kind)"><span class="card-label">\(words.t("scheduling.board.card." + key))</span>\
            <span class="card-number" data-card="\(key)">\(number)</span><span class="card-note">\(note)</span></div>
            """
        }
        let late = state.layout.late.count
        let minutes = state.layout.weightedLateMinutes(state.task)
        let (peak, pool) = (state.curve.peak, state.task.pool)
        let unplaced = state.desk.backlog.count
        let running = state.task.orders.values.count { $0.phase == .running }
        let peakAt = state.curve.peakAt.map { words.moment($0) } ?? ""
        let timeless = state.layout.timeless.count
        return card("open", reader.number(state.task.orders.count), words.t("scheduling.board.card.running", ["n": reader.number(running)]))
            + card(
                "late", reader.number(late),
                late == 0
                    ? words.t("scheduling.board.card.none-late")
                    : words.t("scheduling.board.card.latest", ["order": state.layout.late.first?.order ?? ""]),
                late > 0 ? "is-bad" : "is-quiet")
            + card("lateness", words.hours(minutes * 60_000), words.t("scheduling.board.card.lateness.note"), minutes > 0 ? "" : "is-quiet")
            + card(
                "trolleys", "\(reader.number(peak)) / \(reader.number(pool))",
                peak > pool ? words.t("scheduling.board.card.short", ["n": reader.number(peak - pool), "when": peakAt]) : peakAt,
                peak > pool ? "is-warn" : "")
            + card(
                "unplaced", reader.number(unplaced),
                timeless > 0
                    ? words.t("scheduling.board.card.timeless", ["n": reader.number(timeless)]) : words.t("scheduling.board.card.unplaced.note"),
                timeless > 0 ? "is-warn" : unplaced == 0 ? "is-quiet" : "")
    }

    // MARK: tools

    private func link(_ changes: [String: String?]) -> String {
        var changes = changes
        for name in ["done", "order", "lang", "theme"] where changes[name] == nil { changes[name] = .some(nil) }
        let query = visit.query.query(setting: changes)
        return query.isEmpty ? Self.path : Self.path + "?" + query
    }

    private func tools(_ state: BoardState, _ window: BoardWindow, _ steps: BoardSteps) -> HTML {
        func choice(_ name: String, _ value: String, _ text: String, _ isChosen: Bool, _ more: [String: String?] = [:]) -> HTML {
            let target = link(more.merging([name: value]) { $1 })
            return "<a href=\"\(target)\"\(isChosen ? " aria-current=\"true\"" as HTML : "")>\(text)</a>"
        }
        // The zoom keeps what stands at the left edge, but a window that follows the clock goes on following it.
        let zooms = BoardZoom.allCases.html {
            choice("zoom", $0.rawValue, words.t("scheduling.board.zoom." + $0.rawValue), $0 == zoom, ["at": window.at.map { String($0.prefix(10)) }])
        }
        let modes = BoardMode.allCases.html { choice("colour", $0.rawValue, words.t("scheduling.board.mode." + $0.rawValue), $0 == mode) }
        let fold = link(["closed": isFolded ? "show" : nil])
        let last = window.to - .milliseconds(1)
        let title =
            window.zoom == .hours || window.zoom == .day
            ? words.day(window.from) : reader.day(reader.zone.day(of: window.from)) + " – " + reader.day(reader.zone.day(of: last))
        return """
            <div class="board-tools"><nav class="segmented" aria-label="\(words.t("scheduling.board.zoom"))">\(zooms)</nav>\
            <nav class="board-steps" aria-label="\(words.t("scheduling.board.window"))"><a class="button icon-only" rel="prev" href="\(link(["at": window.step(-1)]))" aria-label="\(words.t("scheduling.board.back"))" title="\(words.t("scheduling.board.back"))">‹</a>\
            <a class="button" href="\(link(["at": nil]))">\(words.t("scheduling.board.today"))</a>\
            <a class="button icon-only" rel="next" href="\(link(["at": window.step(1)]))" aria-label="\(words.t("scheduling.board.forward"))" title="\(words.t("scheduling.board.forward"))">›</a>\
            <b>\(title)</b></nav><span class="spacer"></span>\(undoRedo(state.plan, steps))</div>\
            <div class="board-tools">\
            <nav class="segmented" aria-label="\(words.t("scheduling.board.colour"))"><span>\(words.t("scheduling.board.colour"))</span>\(modes)</nav>\
            <span class="spacer"></span><a class="button quiet wide-only" href="\(fold)">\(words.word(isFolded ? "unfold" : "fold"))</a>\
            <a class="button quiet wide-only" href="\(link(["view": isList ? nil : "list"]))">\(words.word(isList ? "view.chart" : "view.list"))</a>\
            </div>
            """
    }

    private func undoRedo(_ plan: String, _ steps: BoardSteps) -> HTML {
        guard mayMove else { return "" }
        func form(_ name: String, _ what: String?, _ keys: String) -> HTML {
            let title = what.map { words.word(name + ".what", ["what": $0]) } ?? words.word(name + ".nothing")
            let off: HTML = what == nil ? " disabled" : ""
            return """
                <form method="post" action="/scheduling/\(name)" data-board-form data-\(name)>\(HTML.csrf(visit))\(Field.hidden("plan", plan))\
                \(Field.hidden("back", visit.request.link))<button title="\(title) (\(keys))"\(off)>\(HTML.icon(name == "undo" ? "undo" : "retry"))<span>\(words.word(name))</span></button></form>
                """
        }
        return
            "<div id=\"board-undo\" class=\"actions\" data-live=\"scheduling\">\(form("undo", steps.undo, "Ctrl+Z"))\(form("redo", steps.redo, "Ctrl+Shift+Z"))</div>"
    }

    private var empty: HTML {
        guard mayPlan else {
            return
                "<section class=\"panel\"><div class=\"empty\">\(HTML.icon("scheduling"))<h2>\(words.t("scheduling.board.empty"))</h2><p>\(words.t("scheduling.board.empty.other"))</p></div></section>"
        }
        return """
            <section class="panel"><div class="empty">\(HTML.icon("scheduling"))<h2>\(words.t("scheduling.board.empty"))</h2><p>\(words.t("scheduling.board.empty.step"))</p>\
            <div class="actions"><a class="button primary" href="/scheduling/import">\(words.t("scheduling.board.empty.import"))</a>\
            <a class="button" href="/scheduling/orders/new">\(words.t("scheduling.board.empty.enter"))</a></div></div></section>
            """
    }

    // MARK: forms that scripts fill in

    private func forms(_ plan: String) -> HTML {
        guard mayMove else { return "" }
        let keep: HTML =
            "\(HTML.csrf(visit))\(Field.hidden("plan", plan))\(Field.hidden("back", visit.request.link))\(Field.hidden("order", ""))\(Field.hidden("seen", ""))"
        return """
            <form id="board-place" method="post" action="/scheduling/place" hidden>\(keep)\(Field.hidden("to", ""))</form>\
            <form id="board-unplace" method="post" action="/scheduling/unplace" hidden>\(keep)</form>\
            <aside id="board-preview" class="board-preview" aria-live="polite" hidden data-help="\(words.t("scheduling.board.keys.moving"))"></aside>\
            <p class="hint board-help">\(words.t("scheduling.board.keys"))</p>
            """
    }
}
