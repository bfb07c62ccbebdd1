// Plans beside the published one: the list, a new one, what the engine proposes, what a draft would change, and publishing
// it. Nothing here moves anything of the published plan but the one button that says so.

import Host
import Kernel
import Store
import Web

struct BoardDrafts: Sendable {
    static let path = "/scheduling/drafts"
    static let movesMax = 100
    /// Effort in iterations of the engine, so that the same seed gives the same plan.
    static let efforts = [("quick", 500_000), ("normal", 3_000_000), ("thorough", 20_000_000)]
    let feature: SchedulingFeature
    let visit: Visit
    let words: BoardWords
    private var reader: Reader { visit.reader }
    private var actions: SchedulingActions { feature.actions }

    init(_ feature: SchedulingFeature, _ visit: Visit) {
        (self.feature, self.visit) = (feature, visit)
        words = BoardWords(visit.reader)
    }

    private func page(_ title: String, _ problem: Problem?, _ main: HTML, isList: Bool) async -> WebResponse {
        let place =
            [Place(reader.t("scheduling.title"), "/scheduling")] + (isList ? [] : [Place(words.t("scheduling.board.tab.drafts"), Self.path)]) + [
                Place(title)
            ]
        return await feature.house.page(visit, title: title, place: place, status: problem?.status ?? 200, main)
    }

    // MARK: the list

    func list(_ problem: Problem? = nil) async throws -> WebResponse {
        let drafts = try await actions.drafts()
        let failed = problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) } ?? ""
        let done: HTML =
            visit.query["done"].map {
                Notice.ok(words.word($0 == "published" ? "drafts.published" : "drafts.discarded", ["name": visit.query.text("name")]))
            } ?? ""
        let rows = drafts.html { draft in
            let path = Self.path + "/" + URLText.encode(draft.id)
            return """
                <tr data-href="\(path)"><td><a href="\(path)">\(draft.name)</a></td><td data-label="\(words.t("scheduling.board.column.who"))">\(draft.by)</td>\
                <td data-label="\(words.t("scheduling.board.column.when"))">\(reader.time(draft.createdAt))</td><td class="actions-cell"><div class="actions">\
                <a class="button small" href="\(BoardPath.board(plan: draft.id))">\(words.t("scheduling.board.draft.open"))</a>\(discardButton(draft, isSmall: true))</div></td></tr>
                """
        }
        let headings = ["name", "who", "when"].html { "<th scope=\"col\">\(words.t("scheduling.board.column." + $0))</th>" }
        let table: HTML =
            drafts.isEmpty
            ? "<section class=\"panel\"><div class=\"empty\">\(HTML.icon("edit"))<h2>\(words.t("scheduling.board.drafts.empty"))</h2><p>\(words.t("scheduling.board.drafts.empty.step"))</p></div></section>"
            : "<div class=\"table-wrap tall\"><table class=\"data stack\"><thead><tr>\(headings)<th></th></tr></thead><tbody>\(rows)</tbody></table></div>"
        let main: HTML = """
            <header class="page-head"><h1>\(words.t("scheduling.board.drafts.question"))</h1><p class="answer">\(words.t("scheduling.board.drafts.answer"))</p></header>\
            \(ScheduleTabs.html(visit, current: Self.path))\(failed)\(done)<div id="drafts" data-live="scheduling">\(table)</div>\
            <div class="grid-2">\(newForm())\(proposeForm())</div>
            """
        return await page(words.t("scheduling.board.tab.drafts"), problem, main, isList: true)
    }

    private func newForm() -> HTML {
        """
        <section class="panel"><header><h2>\(words.t("scheduling.board.drafts.new"))</h2></header><div class="panel-body">\
        <form class="form" method="post" action="\(Self.path)">\(HTML.csrf(visit))\
        \(Field.text("name", words.t("scheduling.board.column.name"), value: visit.form.text("name"), hint: words.t("scheduling.board.drafts.new.hint"), more: " required maxlength=\"100\""))\
        <div class="form-actions"><button class="primary">\(words.t("scheduling.board.drafts.make"))</button></div></form></div></section>
        """
    }

    private func proposeForm() -> HTML {
        let efforts = Self.efforts.map { (value: $0.0, text: words.t("scheduling.board.effort." + $0.0)) }
        return """
            <section class="panel" id="propose"><header><h2>\(words.t("scheduling.board.propose"))</h2></header><div class="panel-body">\
            <form class="form" method="post" action="\(Self.path)/propose">\(HTML.csrf(visit))<p>\(words.t("scheduling.board.propose.what"))</p>\
            <div class="row-fields">\(Field.select("effort", words.t("scheduling.board.effort"), efforts, chosen: visit.form["effort"] ?? "quick"))\
            \(Field.text("seed", words.t("scheduling.board.seed"), value: visit.form["seed"] ?? "1", type: "number", hint: words.t("scheduling.board.seed.hint"), more: " min=\"0\" max=\"999999\""))</div>\
            <div class="form-actions"><button class="primary">\(words.t("scheduling.board.propose.do"))</button></div></form></div></section>
            """
    }

    func create() async throws -> WebResponse {
        do {
            let draft = try await actions.createDraft(visit.form.text("name"), by: try Author(visit))
            return .redirect(Self.path + "/" + draft.id)
        } catch let problem as Problem {
            guard problem.status < 500 else { throw problem }
            return try await list(problem)
        }
    }

    func propose() async throws -> WebResponse {
        do {
            guard let seed = UInt64(visit.form.text("seed")), seed <= 999_999 else {
                throw Problem(.input, "parameter_invalid", ["name": "seed", "value": String(visit.form.text("seed").prefix(40))])
            }
            let effort = Self.efforts.first { $0.0 == visit.form.text("effort") } ?? Self.efforts[0]
            let name = words.t("scheduling.board.propose.name", ["when": words.moment(reader.now)])
            let proposal = try await actions.propose(name, seed: seed, budget: .iterations(effort.1), by: try Author(visit))
            return .redirect(Self.path + "/" + proposal.draft.id)
        } catch let problem as Problem {
            guard problem.status < 500 else { throw problem }
            return try await list(problem)
        }
    }

    // MARK: one draft

    private var id: String { visit.path["id"] ?? "" }

    func show(_ problem: Problem? = nil) async throws -> WebResponse {
        let (draft, diff, conflicts) = try await actions.difference(id)
        let state = try await feature.shelf.state(Desk.published, actions)
        let own = try await feature.shelf.state(id, actions)
        let origin = try await actions.origin(id)
        let failed = problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) } ?? ""
        let conflict: HTML =
            conflicts.isEmpty
            ? ""
            : Notice.warn(
                words.t("scheduling.board.draft.conflicts", ["n": reader.number(conflicts.count)]),
                conflicts.prefix(20).joined(separator: ", ") + ". " + words.t("scheduling.board.draft.conflicts.more"))
        let actions: HTML = """
            <div class="actions"><a class="button" href="\(BoardPath.board(plan: id))">\(words.t("scheduling.board.draft.open"))</a>\(publishButton(draft, diff, conflicts))\(discardButton(draft, isSmall: false))</div>
            """
        let lists: HTML = """
            \(moves("newly-late", diff.newlyLate, "is-bad", state.desk))\(moves("later", diff.later, "is-warn", state.desk))\
            \(moves("rescued", diff.rescued, "", state.desk))\(moves("sooner", diff.sooner, "", state.desk))\(moves("moved", diff.moved, "", state.desk))
            """
        let main: HTML = """
            <header class="page-head"><h1>\(draft.name)</h1><p class="answer"><b>\(answer(diff))</b></p>\(actions)</header>\
            \(ScheduleTabs.html(visit, current: Self.path))\(failed)\(engine(origin, own))\(conflict)\(figures(diff, state, own))\
            \(diff.isEmpty ? "<section class=\"panel\"><div class=\"empty\">\(HTML.icon("ok"))<h2>\(words.t("scheduling.board.draft.same"))</h2><p>\(words.t("scheduling.board.draft.same.step"))</p></div></section>" : lists)
            """
        return await page(draft.name, problem, main, isList: false)
    }

    private func answer(_ diff: PlanDiff) -> String {
        diff.isEmpty
            ? words.t("scheduling.board.draft.same")
            : words.word(
                "draft.answer",
                ["moved": reader.number(diff.moved.count), "late": reader.number(diff.newlyLate.count), "rescued": reader.number(diff.rescued.count)])
    }

    /// Which engine made it, where one did, and what the verifier says of it as it is now.
    private func engine(_ origin: SchedulingActions.Origin?, _ own: BoardState) -> HTML {
        guard let origin else { return "" }
        let faults = PlanCheck.faults(own.layout, Array(own.desk.placements.values), own.task, isStrict: false).count
        let rest = [
            origin.engine == "dispatch" ? words.t("scheduling.board.engine.dispatch") : nil,
            origin.iterations > 1
                ? words.t("scheduling.board.engine.effort", ["n": reader.number(origin.iterations), "seed": origin.seed]) : nil,
            origin.unplanned > 0 ? words.t("scheduling.board.engine.unplanned", ["n": reader.number(origin.unplanned)]) : nil,
            origin.isChanged ? words.t("scheduling.board.engine.changed") : nil,
            words.word(faults > 0 ? "engine.faults" : "engine.checked", ["n": reader.number(faults)]),
        ]
        let (title, text) = (
            words.t(
                "scheduling.board.engine", ["engine": words.word("engine.name." + (origin.engine == SearchEngine.name ? "search" : "dispatch"), [:])]),
            rest.compactMap(\.self).joined(separator: " ")
        )
        if faults > 0 { return Notice.warn(title, text) }
        return "<div class=\"notice is-info\">\(HTML.icon("info"))<div><b>\(title)</b><p>\(text)</p></div></div>"
    }

    private func figures(_ diff: PlanDiff, _ old: BoardState, _ new: BoardState) -> HTML {
        let rows: [(String, String, String, Int64)] = [
            ("late", reader.number(diff.late.old), reader.number(diff.late.new), Int64(diff.late.new - diff.late.old)),
            (
                "lateness", words.hours(diff.lateMinutes.old * 60_000), words.hours(diff.lateMinutes.new * 60_000),
                diff.lateMinutes.new - diff.lateMinutes.old
            ),
            ("trolleys", reader.number(old.curve.peak), reader.number(new.curve.peak), Int64(new.curve.peak - old.curve.peak)),
            (
                "unplaced", reader.number(old.desk.backlog.count), reader.number(new.desk.backlog.count),
                Int64(new.desk.backlog.count - old.desk.backlog.count)
            ),
            ("end", end(old), end(new), 0),
        ]
        let body = rows.html { key, old, new, difference in
            let kind: HTML = difference > 0 ? " class=\"num is-bad-text\"" : " class=\"num\""
            let sign: HTML =
                difference == 0
                ? ""
                : difference < 0 ? " <span class=\"muted\">\(words.t("scheduling.board.better"))</span>" : " \(words.t("scheduling.board.worse"))"
            return
                "<tr><th scope=\"row\">\(words.t("scheduling.board.card." + key))</th><td class=\"num\" data-label=\"\(words.t("scheduling.board.published"))\">\(old)</td><td\(kind) data-label=\"\(words.t("scheduling.board.draft"))\">\(new)\(sign)</td></tr>"
        }
        return """
            <div class="table-wrap tall"><table class="data flow"><thead><tr><th scope="col">\(words.t("scheduling.board.column.figure"))</th><th scope="col" class="num">\(words.t("scheduling.board.published"))</th>\
            <th scope="col" class="num">\(words.t("scheduling.board.draft"))</th></tr></thead><tbody>\(body)</tbody></table></div>
            """
    }

    private func end(_ state: BoardState) -> String { state.layout.slots.values.map(\.end).max().map { words.moment($0) } ?? "–" }

    private func moves(_ key: String, _ moves: [PlanDiff.Move], _ kind: String, _ desk: Desk) -> HTML {
        guard !moves.isEmpty else { return "" }
        func place(_ slot: Slot?) -> HTML {
            guard let slot else { return "<span class=\"missing\">\(words.t("scheduling.board.backlog"))</span>" }
            let late: HTML =
                slot.lateWork > 0
                ? " <span class=\"is-bad-text\">\(words.t("scheduling.board.late-by", ["time": words.late(slot.lateWork, desk.rules)]))</span>" : ""
            return "\(desk.lines[slot.line]?.name ?? ""), \(words.span(slot.start, slot.end))\(late)"
        }
        let rows = moves.prefix(Self.movesMax).html { move in
            """
            <tr class="\(kind)"><td><a href="\(BoardPath.order(move.order, plan: id))" data-panel>\(move.order)</a></td><td data-label="\(words.t("scheduling.board.fact.customer"))">\(desk.orders[move.order]?.customer ?? "")</td>\
            <td data-label="\(words.t("scheduling.board.published"))">\(place(move.old))</td><td data-label="\(words.t("scheduling.board.draft"))">\(place(move.new))</td></tr>
            """
        }
        let rest: HTML =
            moves.count > Self.movesMax
            ? "<footer>\(words.t("scheduling.board.and-more", ["n": reader.number(moves.count - Self.movesMax)]))</footer>" : ""
        return """
            <section class="panel"><header><h2>\(words.t("scheduling.board.diff." + key))</h2><span class="muted">\(reader.number(moves.count))</span></header><div class="table-wrap tall"><table class="data flow"><thead><tr>\
            <th scope="col">\(words.t("scheduling.board.move.order"))</th><th scope="col">\(words.t("scheduling.board.fact.customer"))</th><th scope="col">\(words.t("scheduling.board.published"))</th>\
            <th scope="col">\(words.t("scheduling.board.draft"))</th></tr></thead><tbody>\(rows)</tbody></table></div>\(rest)</section>
            """
    }

    // MARK: its end

    private func publishConfirm(_ draft: DraftPlan, _ diff: PlanDiff, _ conflicts: [String]) -> Confirm {
        let clash =
            conflicts.isEmpty
            ? ""
            : "\n" + words.t("scheduling.board.draft.conflicts", ["n": reader.number(conflicts.count)]) + " "
                + words.t("scheduling.board.draft.conflicts.more")
        return Confirm(
            title: words.t("scheduling.board.publish.title", ["name": draft.name]), sentence: answer(diff) + clash,
            yes: words.t("scheduling.board.publish.do"),
            back: Self.path + "/" + draft.id)
    }

    private func publishButton(_ draft: DraftPlan, _ diff: PlanDiff, _ conflicts: [String]) -> HTML {
        AskingButton.form(
            visit, to: "\(Self.path)/\(draft.id)/publish", publishConfirm(draft, diff, conflicts),
            fields: conflicts.isEmpty ? "" : Field.hidden("overrides", "1"), isDanger: !conflicts.isEmpty)
    }

    func publish() async throws -> WebResponse {
        do {
            let (draft, diff, conflicts) = try await actions.difference(id)
            guard visit.form.flag("confirmed") else {
                return await publishConfirm(draft, diff, conflicts).response(
                    feature.house, visit,
                    place: [Place(reader.t("scheduling.title"), "/scheduling"), Place(words.t("scheduling.board.tab.drafts"), Self.path)])
            }
            try await actions.publish(id, overrides: visit.form.flag("overrides"), by: try Author(visit))
            return .redirect("\(Self.path)?done=published&name=\(URLText.encode(draft.name))")
        } catch let problem as Problem {
            guard problem.status == 409 else { throw problem }
            return try await show(problem)
        }
    }

    private func discardConfirm(_ draft: DraftPlan) -> Confirm {
        Confirm(
            title: words.t("scheduling.board.discard.title", ["name": draft.name]), sentence: words.t("scheduling.board.discard.sentence"),
            yes: words.t("scheduling.board.discard.do"),
            back: Self.path + "/" + draft.id)
    }

    private func discardButton(_ draft: DraftPlan, isSmall: Bool) -> HTML {
        AskingButton.form(visit, to: "\(Self.path)/\(draft.id)/discard", discardConfirm(draft), isSmall: isSmall)
    }

    func discard() async throws -> WebResponse {
        guard let draft = try await actions.drafts().first(where: { $0.id == id }) else {
            throw Problem(.missing, "schedule_plan_unknown", ["plan": String(id.prefix(60))])
        }
        guard visit.form.flag("confirmed") else {
            return await discardConfirm(draft).response(
                feature.house, visit,
                place: [Place(reader.t("scheduling.title"), "/scheduling"), Place(words.t("scheduling.board.tab.drafts"), Self.path)])
        }
        try await actions.discardDraft(id, by: try Author(visit))
        return .redirect("\(Self.path)?done=discarded&name=\(URLText.encode(draft.name))")
    }
}
