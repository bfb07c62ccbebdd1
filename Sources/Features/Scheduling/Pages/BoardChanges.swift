// The history of the desk: what was done, by whom, what of it changed, and the way back of each deed.

import Host
import Kernel
import Store
import Web

struct BoardChanges: Sendable {
    static let path = "/scheduling/changes"
    static let rowsPerPage = 50
    /// Of one deed.
    static let changesMax = 200
    let feature: SchedulingFeature
    let visit: Visit
    let words: BoardWords
    private var reader: Reader { visit.reader }

    init(_ feature: SchedulingFeature, _ visit: Visit) {
        (self.feature, self.visit) = (feature, visit)
        words = BoardWords(visit.reader)
    }

    func response(_ problem: Problem? = nil) async throws -> WebResponse {
        let before = try visit.query.int("after")
        let chosen = try visit.query.int("deed")
        let plan = visit.query["plan"]
        let (deeds, first, lines, drafts) = try await feature.actions.database.read { tx in
            let table = DeedTable(tx: tx)
            let deeds = try table.page(before: before, plan: plan, limit: Self.rowsPerPage + 1)
            var first: [Int64: [DeskChange]] = [:]
            for deed in deeds { first[deed.id] = try table.changes(deed.id, limit: deed.id == chosen ? Self.changesMax + 1 : 2) }
            let lines: [Line] = try DeskStore(tx: tx, plan: Desk.published).rows(DeskTables.lines)
            return (deeds, first, lines, try PlanTable(tx: tx).open())
        }
        let names = Dictionary(lines.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        let plans = Dictionary(drafts.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let shown = Array(deeds.prefix(Self.rowsPerPage))
        let rows = shown.html { row($0, first[$0.id] ?? [], names, plans, isOpen: $0.id == chosen) }
        let headings = ["deed", "who", "when", "plan", "state"].html { "<th scope=\"col\">\(words.t("scheduling.board.column." + $0))</th>" }
        let older: HTML =
            deeds.count > Self.rowsPerPage
            ? "<nav class=\"pager\"><a href=\"\(Self.path)?after=\(shown.last?.id ?? 0)\">\(reader.t("table.older"))</a></nav>" : ""
        let body: HTML =
            shown.isEmpty
            ? "<section class=\"panel\"><div class=\"empty\">\(HTML.icon("undo"))<h2>\(words.t("scheduling.board.changes.empty"))</h2><p>\(words.t("scheduling.board.changes.empty.step"))</p></div></section>"
            : "<div class=\"table-wrap tall\"><table class=\"data flow\"><thead><tr>\(headings)<th></th></tr></thead><tbody>\(rows)</tbody></table></div>"
        let failed = problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) } ?? ""
        let done: HTML =
            problem == nil && visit.query.text("done") == "undone"
            ? Notice.ok(words.t("scheduling.board.changes.undone", ["n": visit.query.text("of")])) : ""
        let main: HTML = """
            <header class="page-head"><h1>\(words.t("scheduling.board.changes.question"))</h1><p class="answer">\(words.t("scheduling.board.changes.answer"))</p></header>\
            \(ScheduleTabs.html(visit, current: Self.path))\(failed)\(done)<div id="changes" class="stack-y" data-live="scheduling">\(body)\(older)</div>
            """
        return await feature.house.page(
            visit, title: words.t("scheduling.board.tab.changes"),
            place: [Place(reader.t("scheduling.title"), "/scheduling"), Place(words.t("scheduling.board.tab.changes"))],
            status: problem?.status ?? 200, main)
    }

    private func row(_ deed: DeskDeed, _ changes: [DeskChange], _ lines: [Int: Line], _ plans: [String: String], isOpen: Bool) -> HTML {
        // Of a deed that is not opened only two changes are read: enough to tell one from many.
        let title = words.deed(deed, changes.count == 2 && !isOpen ? [] : changes, lines)
        let plan = deed.plan == Desk.published ? words.t("scheduling.board.published") : plans[deed.plan] ?? words.t("scheduling.board.draft.gone")
        let state: HTML =
            deed.undoneBy.map { "<span class=\"tag is-off\">\(HTML.icon("undo"))\(words.t("scheduling.board.undone-by", ["n": String($0)]))</span>" }
            ?? ""
        let link =
            isOpen
            ? Self.path + "?" + visit.query.query(setting: ["deed": nil])
            : Self.path + "?" + visit.query.query(setting: ["deed": String(deed.id), "done": nil, "of": nil])
        let detail: HTML = isOpen ? "<tr id=\"detail\"><td colspan=\"6\">\(details(changes, lines))</td></tr>" : ""
        return """
            <tr data-key="\(deed.id)"\(isOpen ? " class=\"is-selected\"" as HTML : "")><td><a href="\(link)" aria-expanded="\(isOpen ? "true" : "false")">\(title)</a> <span class="muted">\(reader.number(deed.id))</span></td>\
            <td data-label="\(words.t("scheduling.board.column.who"))">\(deed.by)</td><td data-label="\(words.t("scheduling.board.column.when"))">\(reader.time(deed.at))</td>\
            <td data-label="\(words.t("scheduling.board.column.plan"))">\(plan)</td><td data-label="\(words.t("scheduling.board.column.state"))">\(state)</td><td class="actions-cell">\(undo(deed, title))</td></tr>\(detail)
            """
    }

    private func undo(_ deed: DeskDeed, _ title: String) -> HTML {
        guard reader.may(SchedulingFeature.move), deed.undoneBy == nil, deed.kind != .undo, deed.kind != .redo else { return "" }
        return AskingButton.form(
            visit, to: Self.path + "/undo", confirm(deed.id, title), fields: Field.hidden("deed", String(deed.id)), isDanger: false, isSmall: true)
    }

    private func confirm(_ id: Int64, _ title: String) -> Confirm {
        Confirm(
            title: words.t("scheduling.board.changes.undo.title", ["n": String(id)]),
            sentence: words.t("scheduling.board.changes.undo.sentence", ["what": title]),
            yes: words.t("scheduling.board.undo"),
            back: Self.path)
    }

    private func details(_ changes: [DeskChange], _ lines: [Int: Line]) -> HTML {
        guard !changes.isEmpty else { return "<p class=\"hint\">\(words.t("scheduling.board.changes.nothing"))</p>" }
        let items = changes.prefix(Self.changesMax).html { change in
            let names = (change.isWhole ? (change.new ?? change.old)?.members : change.new?.members)?.map(\.0) ?? []
            let values = names.filter { $0 != "created_at" && $0 != "updated_at" }.compactMap { name -> HTML? in
                let (old, new) = (change.old?[name], change.new?[name])
                let (a, b) = (words.value(name, old, of: change.kind, lines), words.value(name, new, of: change.kind, lines))
                let field = words.field(name, of: change.kind)
                guard a != b else { return nil }
                return change.isWhole
                    ? "<span>\(field) <b>\(change.new == nil ? a : b)</b></span>" : "<span>\(field) \(a) → <b>\(b)</b></span>"
            }
            let what = words.t("scheduling.board.kind." + change.kind.rawValue) + " " + words.subject(change, lines)
            let whole = change.isWhole ? words.word(isNew(change) ? "row.new" : "row.gone") : ""
            return "<li><b>\(what)</b> \(whole)<div class=\"change-values\">\(values)</div></li>"
        }
        let more: HTML =
            changes.count > Self.changesMax
            ? "<p class=\"hint\">\(words.t("scheduling.board.changes.more", ["n": reader.number(Self.changesMax)]))</p>" : ""
        return "<ul class=\"change-list\">\(items)</ul>\(more)"
    }

    private func isNew(_ change: DeskChange) -> Bool {
        if case .none = change.old { return true }
        return false
    }

    func undo() async throws -> WebResponse {
        let id = Int64(visit.form.text("deed")) ?? 0
        guard visit.form.flag("confirmed") else {
            let title = try await feature.actions.database.read { tx -> String in
                let table = DeedTable(tx: tx)
                guard let deed = try table.find(id) else { throw Problem(.missing, "schedule_deed_unknown", ["deed": String(id)]) }
                return words.deed(deed, try table.changes(id, limit: 2), [:])
            }
            return await confirm(id, title).response(
                feature.house, visit,
                place: [Place(reader.t("scheduling.title"), "/scheduling"), Place(words.t("scheduling.board.tab.changes"), Self.path)])
        }
        do {
            _ = try await feature.actions.undo(deed: id, by: try Author(visit))
            return .redirect(Self.path + "?done=undone&of=\(id)")
        } catch let problem as Problem {
            guard problem.status < 500 else { throw problem }
            return try await response(problem)
        }
    }
}
