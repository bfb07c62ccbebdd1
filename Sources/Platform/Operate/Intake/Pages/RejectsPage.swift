// "Which lines did not make it, and why?": rejects by reason, newest first, with the deeds for all of one reason.

import Host
import Intake
import Kernel
import Web

extension IntakeDesk {
    /// Rejects on one page.
    static let rejectRows = 100
    /// Lines tried or dismissed by one press; more wait for the next.
    static let rejectsAtOnce = 500

    /// Answers `/rejects`.
    func rejectsPage(_ visit: Visit) async throws -> WebResponse {
        let reader = visit.reader
        let filter = try Self.rejectFilter(visit.query)
        let (rejects, total) = try await intake.rejects(filter)
        let view = RejectsView(
            visit: visit, filter: filter, rejects: rejects, total: total,
            reasons: try await intake.rejectReasons(source: filter.source),
            sources: try await intake.sources())
        return await page(visit, reader.t("rejects.title"), [Place(reader.t("rejects.title"))], view.html)
    }

    /// The filter that a query of the page or the API asks for; without a word about the status, the open ones.
    static func rejectFilter(_ query: Parameters) throws(Problem) -> RejectFilter {
        var filter = RejectFilter()
        filter.status = try rejectStatus(query["status"] ?? "open")
        filter.source = try query.int("source")
        filter.reason = query["reason"]
        filter.path = query["path"]
        filter.after = try query.int("after")
        filter.limit = rejectRows
        return filter
    }

    /// Answers `POST /rejects/retry`: all open ones with a reason, after asking with the numbers of a rehearsal.
    func retryReason(_ visit: Visit) async throws -> WebResponse {
        let reader = visit.reader
        let ids = try await chosen(visit.form)
        let author = try Author(visit)
        guard visit.form.flag("confirmed") else {
            let report = try await retry(ids, .none, by: author, isRehearsal: true).report
            let question = Confirm(
                title: reader.t("rejects.retry.title", ["n": reader.number(ids.count)]),
                sentence: reader.t(
                    "rejects.retry.sentence",
                    [
                        "n": reader.number(ids.count), "loaded": reader.number(report.succeeded),
                        "failed": reader.number(report.failed),
                    ]),
                yes: reader.t("rejects.retry"), back: "/rejects")
            return await question.response(house, visit, place: [Place(reader.t("rejects.title"), "/rejects")])
        }
        _ = try await retry(ids, .none, by: author)
        return .redirect("/rejects")
    }

    /// Answers `POST /rejects/dismiss`: all open ones with a reason, after asking.
    func dismissReason(_ visit: Visit) async throws -> WebResponse {
        let reader = visit.reader
        let ids = try await chosen(visit.form)
        guard visit.form.flag("confirmed") else {
            let question = Confirm(
                title: reader.t("rejects.dismiss.title", ["n": reader.number(ids.count)]),
                sentence: reader.t("rejects.dismiss.sentence", ["n": reader.number(ids.count)]),
                yes: reader.t("reject.dismiss"), back: "/rejects")
            return await question.response(house, visit, place: [Place(reader.t("rejects.title"), "/rejects")])
        }
        _ = try await dismiss(ids, by: Author(visit))
        return .redirect("/rejects")
    }

    /// The open rejects a form is about, oldest first.
    /// - Throws: `rejects_not_named` without a reason.
    private func chosen(_ form: Parameters) async throws -> [Int64] {
        guard let reason = form["reason"] else { throw Problem(.input, "rejects_not_named") }
        return Array(
            try await intake.openRejectIDs(reason: reason, source: form.int("source")).prefix(Self.rejectsAtOnce))
    }
}

struct RejectsView {
    let visit: Visit
    let filter: RejectFilter
    let rejects: [Reject]
    let total: Int64
    let reasons: [(reason: String, count: Int64)]
    let sources: [Source]
    private var reader: Reader { visit.reader }

    var html: HTML {
        Markup.head(reader.t("rejects.title"), answer) + form
            + """
            <a class="new-rows" data-for="results" href="/rejects?\(visit.query.query(setting: ["after": nil]))" hidden \
            data-one="\(reader.t("rejects.new.one"))" data-many="\(reader.t("rejects.new"))"></a>\
            <div id="results" data-live="intake" data-live-mode="count">\(bar)\(rejects.isEmpty ? empty : table)\(pager)</div>
            """
    }

    private var answer: HTML {
        let open = reasons.reduce(0) { $0 + $1.count }
        guard open > 0 else { return "\(reader.t("rejects.none"))" }
        let first =
            reasons.first.map {
                reader.t(
                    "rejects.answer.reason", ["n": reader.number($0.count), "reason": Markup.reason($0.reason, reader)])
            } ?? ""
        return "\(reader.t(open == 1 ? "rejects.answer.one" : "rejects.answer", ["n": reader.number(open)])) \(first)"
    }

    private var form: HTML {
        let options = sources.html { source in
            "<option value=\"\(source.id)\"\(filter.source == source.id ? " selected" as HTML : "")>\(source.name)</option>"
        }
        let now = filter.status?.rawValue ?? "any"
        let states = (Reject.Status.allCases.map(\.rawValue) + ["any"]).html { status in
            "<option value=\"\(status)\"\(status == now ? " selected" as HTML : "")>\(reader.t("reject.status." + status))</option>"
        }
        let path: HTML = filter.path.map { Field.hidden("path", $0) } ?? ""
        return """
            <form id="filter" class="form filter-form" action="/rejects" data-autosubmit data-results="results">\(path)\(Field.hidden("reason", filter.reason ?? ""))\
            <div class="field"><label for="source">\(reader.t("ledger.source"))</label><select id="source" name="source"><option value="">\(reader.t("filter.all"))</option>\(options)</select></div>\
            <div class="field"><label for="status">\(reader.t("reject.status"))</label><select id="status" name="status">\(states)</select></div>\
            <button>\(reader.t("filter.apply"))</button></form>
            """
    }

    private var bar: HTML {
        let chips = reasons.html { reason in
            let isOn = filter.reason == reason.reason
            let query = visit.query.query(setting: ["reason": isOn ? nil : reason.reason, "after": nil])
            let mark: HTML = isOn ? HTML.icon("close") : ""
            return
                "<a class=\"chip\" href=\"/rejects?\(query)\"\(isOn ? " aria-current=\"true\"" as HTML : "")>\(Markup.reason(reason.reason, reader)) \(reader.number(reason.count))\(mark)</a>"
        }
        let file: HTML =
            filter.path.map { path in
                "<a class=\"chip\" href=\"/rejects?\(visit.query.query(setting: ["path": nil, "after": nil]))\">\(path) \(HTML.icon("close"))</a>"
            } ?? ""
        let count = reader.t(total == 1 ? "rejects.count.one" : "rejects.count", ["n": reader.number(total)])
        return """
            <div class="table-bar"><p class="count">\(count)</p><div class="chips">\(file)\(chips)</div><span class="spacer"></span>\(deeds)</div>
            """
    }

    private var deeds: HTML {
        guard reader.may(IntakeDesk.settle), filter.status == .open, let reason = filter.reason, filter.path == nil,
            !rejects.isEmpty
        else { return "" }
        let fields = Field.hidden("reason", reason) + (filter.source.map { Field.hidden("source", String($0)) } ?? "")
        return Markup.button(visit, to: "/rejects/retry", reader.t("rejects.retry"), icon: "retry", fields: fields)
            + Markup.button(visit, to: "/rejects/dismiss", reader.t("rejects.dismiss"), kind: "danger", fields: fields)
    }

    private var empty: HTML {
        filter.status == .open && filter.reason == nil && filter.path == nil
            ? Markup.empty("ok", reader.t("rejects.empty.title"), reader.t("rejects.empty.text"))
            : Markup.empty("rejects", reader.t("rejects.nothing.title"), reader.t("ledger.nothing.text"))
    }

    private var table: HTML {
        let heads: [(String, Bool)] = [
            ("reject.number", false), ("reject.reason", false), ("reject.column", false), ("reject.value", false),
            ("reject.file", false),
            ("reject.line", true), ("reject.status", false), ("reject.seen", true),
        ]
        return Markup.table(
            reader.t("rejects.title"), heads.map { (reader.t($0.0), $0.1) }, rows: rejects.html(row), dense: true)
    }

    private func row(_ r: Reject) -> HTML {
        let status: HTML =
            r.status == .open
            ? "\(reader.t("reject.status.open"))"
            : "<span class=\"tag is-off\">\(reader.t("reject.status." + r.status.rawValue))</span>"
        return """
            <tr data-href="/rejects/\(r.id)" data-key="\(r.id)"><td><a href="/rejects/\(r.id)">\(reader.number(r.id))</a></td>\
            \(Markup.cell(reader.t("reject.reason"), "\(Markup.reason(r.reason, reader))"))\(Markup.cell(reader.t("reject.column"), "\(r.column ?? "–")"))\
            \(Markup.clipped(reader.t("reject.value"), r.value))\(Markup.clipped(reader.t("reject.file"), r.path))\
            \(Markup.number(reader.t("reject.line"), "\(reader.number(r.fileLine))"))\(Markup.cell(reader.t("reject.status"), status))\
            \(Markup.number(reader.t("reject.seen"), reader.age(r.createdAt)))</tr>
            """
    }

    private var pager: HTML {
        let first: HTML =
            filter.after == nil
            ? "" : "<a href=\"/rejects?\(visit.query.query(setting: ["after": nil]))\">\(reader.t("pager.first"))</a>"
        let last = rejects.count == filter.limit ? rejects.last.map { String($0.id) } : nil
        let next: HTML =
            last.map {
                "<a href=\"/rejects?\(visit.query.query(setting: ["after": $0]))\">\(reader.t("pager.older"))</a>"
            } ?? ""
        guard !first.isEmpty || !next.isEmpty else { return "" }
        return
            "<nav class=\"pager\">\(first)\(next)<span>\(reader.t("pager.rows", ["n": reader.number(rejects.count)]))</span></nav>"
    }
}
