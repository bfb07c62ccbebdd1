// Before a branch is opened: whether it keeps its baseline or takes the present rows for consolidated, and what that leaves
// out.

import Host
import Kernel
import Store
import Web

struct OpenPage: Sendable {
    let feature: ConsolidationFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: ConsolidationFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func show() async throws -> WebResponse { try await show(typed: TypedPair(), token: nil) }

    private func show(typed: TypedPair, token: String?) async throws -> WebResponse {
        let branch = try await feature.branch(visit.id())
        let pair = ConsolidationActions.Pair(branch, branchPassword: typed.branch)
        var kept: OpenedBranch?
        var fresh: OpenedBranch?
        var problem: Problem?
        do {
            kept = try await feature.actions.open(pair, fromNow: false, isPreview: true, by: .system)
            fresh = try await feature.actions.open(pair, fromNow: true, isPreview: true, by: .system)
        } catch { problem = Problem(error) }
        let notice: HTML = problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) } ?? ""
        let answer =
            kept.map { reader.t("consolidation.open.about", ["tables": reader.number($0.tables.count), "rows": reader.number($0.rows)]) }
            ?? reader.t("consolidation.close.unknown")
        let title = reader.t("consolidation.open.title")
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("consolidation.open.question", ["branch": branch.alias]))</h1><p class="answer">\(answer)</p></header>\(notice)\
            <section class="panel"><div class="panel-body"><form class="form" method="post" action="/consolidation/branches/\(branch.id)/open">\(HTML.csrf(visit))\
            \(token.map { Field.hidden("typed", $0) } ?? "")\(problem == nil ? choices(branch, fresh?.skipped ?? 0) : "")\
            \(token == nil ? TypedFields.html(reader, needsCentral: false, isOpen: problem != nil) : "")<div class="form-actions">\(button(branch, problem))\
            <a class="button" href="/consolidation/branches/\(branch.id)">\(reader.t("script.cancel"))</a></div></form></div></section>
            """
        return await feature.house.page(
            visit, title: title,
            place: [
                Place(reader.t("consolidation.title"), "/consolidation"), Place(branch.alias, "/consolidation/branches/\(branch.id)"), Place(title),
            ],
            status: problem == nil ? 200 : 409, main)
    }

    private func choices(_ branch: Connection, _ skipped: Int) -> HTML {
        let keep =
            branch.state == .new ? "consolidation.open.empty" : branch.state == .open ? "consolidation.open.already" : "consolidation.open.keep"
        return """
            <fieldset><legend>\(reader.t("consolidation.open.from"))</legend>\
            <label class="check-line"><input type="radio" name="from" value="kept" checked><span>\(reader.t(keep))</span></label>\
            <label class="check-line"><input type="radio" name="from" value="now"><span>\(reader.t("consolidation.open.now"))\
            <span class="hint">\(reader.t("consolidation.open.skips", ["n": reader.number(skipped)]))</span></span></label></fieldset>
            """
    }

    private func button(_ branch: Connection, _ problem: Problem?) -> HTML {
        problem == nil
            ? "<button class=\"primary\" name=\"do\" value=\"open\">\(reader.t("consolidation.open.this", ["branch": branch.alias]))</button>"
            : "<button name=\"do\" value=\"look\">\(reader.t("consolidation.again"))</button>"
    }

    func act() async throws -> WebResponse {
        let branch = try await feature.branch(visit.id())
        let now = feature.actions.clock.now()
        let token = visit.form["typed"].flatMap { $0.isEmpty ? nil : $0 } ?? feature.typed.keep(visit.typedPasswords, at: now)
        guard visit.form.text("do") == "open" else { return try await show(typed: feature.typed.find(token, at: now), token: token) }
        var deed = ConsolidationDeed(.open, branch: branch.id)
        deed.fromNow = visit.form.text("from") == "now"
        deed.by = try Author(visit).name
        deed.typed = token
        try await feature.ask(deed)
        return .redirect("/consolidation/branches/\(branch.id)?done=1")
    }
}
