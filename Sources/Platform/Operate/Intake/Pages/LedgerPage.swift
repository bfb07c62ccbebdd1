// "Where did every line go?": all files with their balance, totals under the columns, and the way to each file.

import Host
import Intake
import Kernel
import Web

extension IntakeDesk {
    /// Files on one page of the ledger.
    static let ledgerRows = 100

    /// Answers `/ledger`.
    func ledgerPage(_ visit: Visit) async throws -> WebResponse {
        let reader = visit.reader
        let filter = try Self.ledgerFilter(visit.query)
        let result = try await intake.ledgerPage(filter, limit: Self.ledgerRows)
        let view = LedgerView(visit: visit, page: result, sources: try await intake.sources())
        return await page(visit, reader.t("ledger.title"), [Place(reader.t("ledger.title"))], view.html)
    }

    /// The filter that a query of the page or the API asks for.
    static func ledgerFilter(_ query: Parameters) throws(Problem) -> LedgerFilter {
        var filter = LedgerFilter()
        filter.source = try query.int("source")
        filter.path = query["path"]
        filter.onlyTroubled = query.flag("troubled")
        filter.after = query["after"]
        return filter
    }
}

struct LedgerView {
    let visit: Visit
    let page: LedgerPage
    let sources: [Source]
    private var reader: Reader { visit.reader }
    private var cells: FileCells { FileCells(reader: reader) }

    var html: HTML {
        Markup.head(reader.t("ledger.title"), answer) + filter
            + "<div id=\"results\" data-live=\"intake\" data-live-mode=\"count\">\(bar)\(page.files.isEmpty ? empty : table)\(pager)</div>"
    }

    private var answer: HTML {
        guard page.count > 0 else { return "\(reader.t("ledger.none"))" }
        let c = page.total
        let told = reader.t(
            page.count == 1 ? "ledger.answer.one" : "ledger.answer",
            [
                "files": reader.number(page.count), "lines": reader.number(c.lines),
                "accounted": reader.number(c.lines), "loaded": reader.number(c.loaded),
            ])
        let rejected: HTML =
            c.rejected == 0
            ? " \(reader.t("ledger.answer.clean"))"
            : " <a class=\"is-ng\" href=\"/rejects?\(visit.query.query(setting: ["after": nil, "troubled": nil, "path": nil]))\">\(reader.t("ledger.answer.rejected", ["n": reader.number(c.rejected)]))</a>."
        return "\(told)\(rejected)"
    }

    private var filter: HTML {
        let chosen = visit.query["source"]
        let options = sources.html { source in
            "<option value=\"\(source.id)\"\(chosen == String(source.id) ? " selected" as HTML : "")>\(source.name)</option>"
        }
        let path = reader.t("ledger.filter.path")
        return """
            <form id="filter" class="form filter-form" action="/ledger" data-autosubmit data-results="results">\
            <div class="field"><label for="source">\(reader.t("ledger.source"))</label><select id="source" name="source"><option value="">\(reader.t("filter.all"))</option>\(options)</select></div>\
            <div class="field"><label for="path">\(path)</label><input id="path" name="path" value="\(visit.query.text("path"))" placeholder="1line/**" spellcheck="false"></div>\
            <label class="check-line"><input type="checkbox" name="troubled" value="1"\(visit.query.flag("troubled") ? " checked" as HTML : "")><span>\(reader.t("ledger.troubled"))</span></label>\
            <button>\(reader.t("filter.apply"))</button></form>
            """
    }

    private var bar: HTML {
        let count = reader.t(page.count == 1 ? "ledger.count.one" : "ledger.count", ["n": reader.number(page.count)])
        return """
            <div class="table-bar"><p class="count">\(count)</p><span class="spacer"></span>\
            <button class="quiet" type="button" data-copy>\(HTML.icon("link"))<span>\(reader.t("filter.copy"))</span></button></div>
            """
    }

    private var empty: HTML {
        sources.isEmpty
            ? Markup.empty(
                "ledger", reader.t("ledger.empty.title"), reader.t("ledger.empty.text"),
                action: "<a class=\"button primary\" href=\"/sources/new\">\(reader.t("sources.add"))</a>")
            : Markup.empty("ledger", reader.t("ledger.nothing.title"), reader.t("ledger.nothing.text"))
    }

    private var table: HTML {
        let heads: [(name: String, isNumber: Bool)] =
            [(reader.t("file.path"), false), (reader.t("ledger.source"), false), (reader.t("ledger.machine"), false)]
            + cells.countHeads
            + [
                (reader.t("ledger.bytes"), true), (reader.t("ledger.loaded-at"), true),
                (reader.t("file.trouble"), false),
            ]
        let foot: HTML = """
            <tr class="is-total"><td colspan="3">\(reader.t("ledger.total"))</td>\(cells.counts(page.total))\
            <td class="num">\(reader.bytes(page.bytes))</td><td></td><td></td></tr>
            """
        return Markup.table(reader.t("ledger.title"), heads, rows: page.files.html(row), foot: foot, dense: true)
    }

    private func row(_ file: LedgerFile) -> HTML {
        let rejects: HTML =
            file.counts.rejected == 0
            ? "0"
            : "<a href=\"/rejects?path=\(URLText.encode(file.path))&amp;source=\(file.source)&amp;status=any\">\(reader.number(file.counts.rejected))</a>"
        let same: HTML = file.sameContentAs.map { "<small title=\"\($0)\">\(reader.t("file.same"))</small> " } ?? ""
        let kind: HTML = file.status == "held" ? " class=\"is-warn\"" : ""
        return """
            <tr data-href="/ledger/\(file.id)" data-key="\(file.id)"\(kind)>\(cells.path(file))\(Markup.cell(reader.t("ledger.source"), "\(file.sourceName)"))\
            \(Markup.cell(reader.t("ledger.machine"), Markup.parts(file.parts, reader)))\(cells.counts(file.counts, rejects: rejects))\
            \(Markup.number(reader.t("ledger.bytes"), "\(reader.bytes(file.bytes))"))\
            \(Markup.number(reader.t("ledger.loaded-at"), file.lastLoadedAt.map { reader.age($0) } ?? Markup.missing))\
            \(Markup.cell(reader.t("file.trouble"), same + cells.trouble(file)))</tr>
            """
    }

    private var pager: HTML {
        let first: HTML =
            visit.query["after"] == nil
            ? "" : "<a href=\"/ledger?\(visit.query.query(setting: ["after": nil]))\">\(reader.t("pager.first"))</a>"
        let next: HTML =
            page.next.map {
                "<a href=\"/ledger?\(visit.query.query(setting: ["after": $0]))\">\(reader.t("pager.next"))</a>"
            } ?? ""
        guard !first.isEmpty || !next.isEmpty else { return "" }
        return
            "<nav class=\"pager\">\(first)\(next)<span>\(reader.t("pager.rows", ["n": reader.number(page.files.count)]))</span></nav>"
    }
}
