// Who gets what: batches that are nobody's on the left, people on the right. Drag, or tick and choose; or paste a list.

import Host
import Kernel
import Web

struct AssignPage: Sendable {
    static let rowsMax = 500
    let feature: BatchesFeature
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var actions: BatchesActions { feature.actions }

    init(_ feature: BatchesFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func response(problem: Problem? = nil, pasted: String = "") async throws -> WebResponse {
        var filter = BatchFilter()
        filter.assignee = .nobody
        filter.id = visit.query.text("id").trimmingBlanks
        let listing = try await actions.list(filter, order: .id, limit: Self.rowsMax)
        let team = try await actions.team().filter(\.isMember)
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("batches.assign.question"))</h1><p class="answer">\
            <b>\(reader.t("batches.assign.answer", ["n": reader.number(listing.counts.total)]))</b></p></header>\
            \(BatchesTabs.html(visit, current: "/batches/assign"))\(notice(problem))\
            <form id="filter" class="form filter-form" action="/batches/assign" data-autosubmit data-results="free">\
            <div class="field"><label for="id">\(reader.t("batches.assign.search"))</label>\
            <input id="id" name="id" type="search" value="\(visit.query.text("id"))" spellcheck="false"></div>\
            <noscript><button>\(reader.t("table.filter"))</button></noscript></form>\
            <form id="assign" method="post" action="/batches/assign" data-drag-form>\(HTML.csrf(visit))<div class="split">\
            \(free(listing))<div class="stack-y sticky">\(people(team))</div></div></form>\(paste(team, pasted))
            """
        return await feature.house.page(
            visit, title: reader.t("batches.assign"), place: [Place(reader.t("batches.title"), "/batches"), Place(reader.t("batches.assign"))],
            status: problem?.status ?? 200, main)
    }

    private func notice(_ problem: Problem?) -> HTML {
        if let problem { return Notice.bad(problem.title(reader), problem.hintText(reader)) }
        guard let n = visit.query["done"] else { return "" }
        let missing = visit.query.text("missing")
        let text = reader.t(
            "batches.assign.done", ["n": n, "name": visit.query.text("to").isEmpty ? reader.t("batches.nobody") : visit.query.text("to")])
        let undo = visit.query.text("deed").isEmpty ? "" : reader.t("batches.deed.link", ["deed": visit.query.text("deed")])
        return missing.isEmpty ? Notice.ok(text, undo) : Notice.warn(text, reader.t("batches.assign.missing", ["ids": missing]))
    }

    private func free(_ listing: BatchesActions.Listing) -> HTML {
        let rows = listing.batches.html { batch in
            """
            <tr draggable="true" data-drag="\(batch.id)"><td class="check"><label><input type="checkbox" name="batch" value="\(batch.id)" aria-label="\(batch.id)"></label></td>\
            <td class="mono"><a href="\(BatchPath.batch(batch.id))" data-panel>\(batch.id)</a></td><td>\(BatchWords(reader: reader).masks(batch))</td>\
            <td class="clip" title="\(batch.comments)">\(batch.comments)</td></tr>
            """
        }
        let more: HTML =
            listing.counts.total > Int64(Self.rowsMax)
            ? "<p class=\"hint\">\(reader.t("batches.assign.more", ["n": reader.number(Self.rowsMax), "all": reader.number(listing.counts.total)]))</p>"
            : ""
        let body: HTML =
            listing.batches.isEmpty
            ? "<div class=\"empty\">\(HTML.icon("ok"))<b>\(reader.t("batches.assign.none"))</b></div>"
            : """
            <div class="table-wrap tall" tabindex="0" role="region" aria-label="\(reader.t("batches.assign.free"))"><table class="data dense"><thead><tr>\
            <th class="check"><label><input type="checkbox" data-check-all aria-label="\(reader.t("batches.assign.all"))"></label></th>\
            <th scope="col">\(reader.t("batches.column.id"))</th><th scope="col">\(reader.t("batches.column.uploaded"))</th>\
            <th scope="col">\(reader.t("batches.column.comments"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
        return
            "<section id=\"free\" class=\"panel\"><header><h2>\(reader.t("batches.assign.free"))</h2><span class=\"muted\">\(reader.number(listing.counts.total))</span></header>\(body)\(more)</section>"
    }

    private func people(_ team: [BatchesActions.PersonFigures]) -> HTML {
        guard !team.isEmpty else {
            return """
                <section class="panel"><div class="empty">\(HTML.icon("people"))<b>\(reader.t("batches.team.empty"))</b>\
                <div class="actions"><a class="button" href="/batches/team">\(reader.t("batches.team"))</a></div></div></section>
                """
        }
        let list = team.html { figure in
            let name = figure.name ?? ""
            let open = figure.counts.total - figure.counts[.done]
            return """
                <li><button class="drop-target" name="to" value="\(name)" data-drop="\(name)"><b>\(name)</b>\
                <span class="muted">\(reader.t("batches.assign.open", ["n": reader.number(open)]))</span></button></li>
                """
        }
        return """
            <section class="panel"><header><h2>\(reader.t("batches.assign.to"))</h2></header><div class="panel-body">\
            <p class="hint">\(reader.t("batches.assign.how"))</p><ul class="drop-list">\(list)</ul></div></section>
            """
    }

    private func paste(_ team: [BatchesActions.PersonFigures], _ pasted: String) -> HTML {
        let names = team.compactMap(\.name).map { (value: $0, text: $0) }
        return """
            <section class="panel"><header><h2>\(reader.t("batches.assign.paste"))</h2></header><div class="panel-body">\
            <form class="form" method="post" action="/batches/assign">\(HTML.csrf(visit))\
            <div class="field"><label for="list">\(reader.t("batches.assign.list"))</label><textarea id="list" name="list" rows="4" class="mono">\(pasted)</textarea>\
            <p class="hint">\(reader.t("batches.assign.list.hint"))</p></div>\
            \(Field.select("to", reader.t("batches.assign.to"), names, chosen: nil))\
            <div class="form-actions"><button>\(reader.t("batches.assign.do"))</button></div></form></div></section>
            """
    }

    func assign() async throws -> WebResponse {
        let pasted = visit.form.text("list")
        let to = visit.form.text("to")
        do {
            let ids = try await actions.completed(visit.form.all("batch") + BatchesActions.ids(pasted: pasted))
            guard !ids.isEmpty else { throw Problem(.input, "batch_list_empty") }
            let (result, missing) = try await actions.assign(ids, to: to.isEmpty ? nil : to, by: Author(visit))
            var link = "/batches/assign?done=\(result?.done ?? 0)&to=\(URLText.encode(to))"
            if let result { link += "&deed=\(result.deed)" }
            if !missing.isEmpty { link += "&missing=\(URLText.encode(missing.prefix(20).joined(separator: ", ")))" }
            return .redirect(link)
        } catch let problem as Problem {
            return try await response(problem: problem, pasted: pasted)
        }
    }
}
