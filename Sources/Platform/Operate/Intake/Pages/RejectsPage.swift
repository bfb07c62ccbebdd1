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
            sources: try await intake.sources(), sort: try Self.rejectSort(visit.query))
        return await page(visit, reader.t("rejects.title"), [Place(reader.t("rejects.title"))], view.html)
    }

    /// The filter that a query of the page or the API asks for; without a word about the status, the open ones.
    static func rejectFilter(_ query: Parameters) throws(Problem) -> RejectFilter {
        var filter = RejectFilter()
        filter.status = try rejectStatus(query["status"] ?? "open")
        filter.source = try query.int("source")
        filter.reason = query["reason"]
        filter.path = query["path"]
        filter.file = query["file"]
        filter.column = query["column"]
        filter.value = query["value"]
        filter.after = try query.int("after")
        filter.limit = rejectRows
        let sort = try rejectSort(query)
        if let key = RejectOrder.Key(rawValue: sort.key) { filter.order = RejectOrder(key, isDescending: sort.isDescending) }
        return filter
    }

    static func rejectSort(_ query: Parameters) throws(Problem) -> TableSort {
        try TableSort(query, of: RejectOrder.Key.allCases.map(\.rawValue), otherwise: TableSort("number", isDescending: true))
    }

    /// Answers `/rejects/export`: all lines of the filter with their text, in its order.
    func exportRejects(_ visit: Visit) async throws -> WebResponse {
        let filter = try Self.rejectFilter(visit.query)
        let (format, zone, intake) = (try Self.format(visit), house.zone, intake)
        let sources = Dictionary(try await intake.sources().map { ($0.id, $0.name) }) { first, _ in first }
        let kinds: [(String, ExportColumn.Kind)] = [
            ("number", .integer), ("status", .text), ("reason", .text), ("column", .text), ("value", .text), ("source", .text),
            ("file", .text), ("file_line", .integer), ("byte_offset", .integer), ("raw", .text), ("tries", .integer),
            ("seen_at", .instant), ("closed_by", .text),
        ]
        let name = "rejects-" + zone.day(of: house.clock.now()).isoText
        return Export.response(format: format, name: name, columns: kinds.map { ExportColumn(title: $0.0, kind: $0.1) }) { emit in
            var page = filter
            page.after = nil
            page.limit = Self.rejectsAtOnce
            while true {
                let rejects = try await intake.rejects(page).rejects
                for reject in rejects { try await emit(Self.cells(reject, sources[reject.source] ?? "", zone)) }
                guard rejects.count == page.limit, let last = rejects.last else { return }
                page.after = last.id
            }
        }
    }

    private static func cells(_ r: Reject, _ source: String, _ zone: Zone) -> [ExportCell] {
        [
            .integer(r.id), .text(r.status.rawValue), .text(r.reason), .text(r.column ?? ""), .text(r.value), .text(source), .text(r.path),
            .integer(r.fileLine), .integer(r.byteOffset), .text(String(decoding: r.raw, as: UTF8.self)), .integer(r.tries),
            .instant(r.createdAt, local: zone.civil(r.createdAt)), .text(r.closedBy ?? ""),
        ]
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
    let sort: TableSort
    private var data: DataTable { DataTable(visit, path: "/rejects", sort: sort) }
    private var reader: Reader { visit.reader }

    var html: HTML {
        Markup.head(reader.t("rejects.title"), answer) + data.form()
            + """
            <a class="new-rows" data-for="results" href="/rejects?\(visit.query.query(setting: ["after": nil]))" hidden \
            data-one="\(reader.t("rejects.new.one"))" data-many="\(reader.t("rejects.new"))"></a>\
            <div id="results" data-live="intake" data-live-mode="count">\(bar)\(isEmpty ? empty : table)\(pager)</div>
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

    /// Nothing was ever refused as far as this view goes; else the filters stay, so that they can be changed.
    private var isEmpty: Bool { rejects.isEmpty && Self.filterNames.allSatisfy { visit.query[$0] == nil } && reasons.isEmpty }

    private static let filterNames = ["source", "status", "reason", "path", "file", "column", "value"]

    private var bar: HTML {
        let chips = reasons.html { reason in
            let isOn = filter.reason == reason.reason
            let mark: HTML = isOn ? HTML.icon("close") : ""
            return """
                <a class="chip" href="\(data.link(["reason": isOn ? nil : reason.reason]))"\(isOn ? " aria-current=\"true\"" as HTML : "")>\
                \(Markup.reason(reason.reason, reader)) \(reader.number(reason.count))\(mark)</a>
                """
        }
        let names = [("path", "reject.file"), ("file", "reject.file"), ("column", "reject.column"), ("value", "reject.value")]
        let file = names.filter { visit.query[$0.0] != nil }.html { data.chip("\(reader.t($0.1)): \(visit.query.text($0.0))", without: [$0.0]) }
        let count = reader.t(total == 1 ? "rejects.count.one" : "rejects.count", ["n": reader.number(total)])
        return """
            <div class="table-bar"><p class="count">\(count)</p><div class="chips">\(file)\(chips)</div><span class="spacer"></span>\(deeds)\
            \(data.tools(rows: total))\(data.kept(["sort", "path"]))</div>
            """
    }

    private var deeds: HTML {
        guard reader.may(IntakeDesk.settle), filter.status == .open, let reason = filter.reason, filter.path == nil,
            filter.file == nil, filter.column == nil, filter.value == nil,
            !rejects.isEmpty
        else { return "" }
        let fields = Field.hidden("reason", reason) + (filter.source.map { Field.hidden("source", String($0)) } ?? "")
        return Markup.button(visit, to: "/rejects/retry", reader.t("rejects.retry"), icon: "retry", fields: fields)
            + Markup.button(visit, to: "/rejects/dismiss", reader.t("rejects.dismiss"), kind: "danger", fields: fields)
    }

    private var empty: HTML {
        Self.filterNames.allSatisfy { visit.query[$0] == nil }
            ? Markup.empty("ok", reader.t("rejects.empty.title"), reader.t("rejects.empty.text"))
            : Markup.empty("rejects", reader.t("rejects.nothing.title"), reader.t("ledger.nothing.text"))
    }

    private var table: HTML {
        let statuses = (Reject.Status.allCases.map(\.rawValue) + ["any"]).map { (value: $0, text: reader.t("reject.status." + $0)) }
        let shown = reasons.map(\.reason) + (filter.reason.map { one in reasons.contains { $0.reason == one } ? [] : [one] } ?? [])
        let heads = [
            TableHead(reader.t("reject.number"), sort: "number", startsDescending: true),
            TableHead(
                reader.t("reject.reason"), sort: "reason",
                filter: data.select(
                    "reason", reader.t("reject.reason"), shown.map { ($0, Markup.reason($0, reader)) }, chosen: filter.reason,
                    all: reader.t("filter.all"))),
            TableHead(reader.t("reject.column"), sort: "column", filter: data.input("column", reader.t("reject.column"))),
            TableHead(reader.t("reject.value"), sort: "value", filter: data.input("value", reader.t("reject.value"))),
            TableHead(reader.t("reject.file"), sort: "file", filter: data.input("file", reader.t("reject.file"))),
            TableHead(reader.t("reject.line"), isNumber: true, sort: "line"),
            TableHead(
                reader.t("ledger.source"),
                filter: data.select(
                    "source", reader.t("ledger.source"), sources.map { (String($0.id), $0.name) }, chosen: filter.source.map(String.init),
                    all: reader.t("filter.all"))),
            TableHead(
                reader.t("reject.status"), sort: "status",
                filter: data.select("status", reader.t("reject.status"), statuses, chosen: filter.status?.rawValue ?? "any", all: nil)),
            TableHead(reader.t("reject.seen"), isNumber: true),
        ]
        let table = data.html(reader.t("rejects.title"), heads, rows: rejects.html(row))
        return rejects.isEmpty ? table + empty : table
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
            \(Markup.number(reader.t("reject.line"), "\(reader.number(r.fileLine))"))\
            \(Markup.cell(reader.t("ledger.source"), "\(sources.first { $0.id == r.source }?.name ?? "–")"))\(Markup.cell(reader.t("reject.status"), status))\
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
