// The history: "which reel was where?" A table of the changes a filter means, newest first, with the totals of all of
// them; the same filter as a link, an export, and a chart.

import Host
import Kernel
import Web

struct HistoryPage: Sendable {
    /// Rows shown at a time.
    static let rowsPerPage = 50
    let feature: TraceabilityFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: TraceabilityFeature, _ visit: Visit) {
        self.feature = feature
        self.visit = visit
    }

    func response() async throws -> WebResponse {
        let filter = try feature.filter(visit.query)
        let page = try await feature.search(filter, after: visit.query["after"], limit: Self.rowsPerPage)
        let machines = try await feature.machines()
        let main: HTML = """
            \(head(page.totals, filter))\(TraceabilityTabs.html(visit, current: "/traceability"))
            \(span)\(newRows)
            <div id="results" data-live="traceability" data-live-mode="count">\(bar(page))\(table(page, machines))\(pager(page))</div>
            """
        return await feature.house.page(
            visit, title: reader.t("traceability.history"),
            place: [Place(reader.t("traceability.title"), "/traceability"), Place(reader.t("traceability.history"))], main)
    }

    private func head(_ totals: ChangeTotals, _ filter: ChangeFilter) -> HTML {
        let ng: HTML =
            totals.ng > 0
            ? "<a class=\"is-ng\" href=\"/traceability?\(visit.query.query(setting: ["result": "NG", "after": nil]))\">\(reader.t("traceability.count-ng", ["n": reader.number(totals.ng)]))</a>"
            : "\(reader.t("traceability.no-ng"))"
        let key = filter.isEmpty ? "traceability.answer-all" : "traceability.answer-filter"
        let upload: HTML =
            reader.may(TraceabilityFeature.upload)
            ? "<div class=\"actions\"><a class=\"button\" href=\"/upload?profile=smt-mounter\">\(HTML.icon("upload"))\(reader.t("traceability.upload"))</a></div>" : ""
        return """
            <header class="page-head"><h1>\(reader.t("traceability.question"))</h1>\
            <p class="answer"><b>\(reader.t("traceability.count", ["n": reader.number(totals.total)]))</b> \(reader.t(key)) \
            \(reader.t("traceability.count-ok", ["n": reader.number(totals.ok)])), \(ng).</p>\(upload)</header>
            """
    }

    /// The span of time; the other filters stand under their columns and belong to the same form.
    private var span: HTML {
        let fields = ["from", "to"].html { name in
            """
            <div class="field"><label for="f-\(name)">\(reader.t("traceability.column." + name))</label>\
            <input id="f-\(name)" type="date" name="\(name)" value="\(String(visit.query.text(name).prefix(10)))"></div>
            """
        }
        return """
            <form id="filter" class="form filter-form" action="/traceability" data-autosubmit data-results="results">\(fields)\
            <button class="visually-hidden">\(reader.t("table.filter"))</button></form>
            """
    }

    private var newRows: HTML {
        """
        <a class="new-rows" data-for="results" href="/traceability?\(visit.query.query(setting: ["after": nil]))" hidden \
        data-one="\(reader.t("table.new-one"))" data-many="\(reader.t("table.new-many"))"></a>
        """
    }

    private func bar(_ page: ChangePageResult) -> HTML {
        let query = visit.query.query(setting: ["after": nil, "format": nil])
        let exports = ["csv", "xlsx", "json"].html { format in
            "<a href=\"/traceability/export?\(query)&amp;format=\(format)\" download>\(format.uppercased())</a>"
        }
        return """
            <div class="table-bar"><p class="count"><b>\(reader.number(page.totals.total))</b> \(reader.t("traceability.changes"))</p>\
            <div class="chips">\(chips)</div><span class="spacer"></span>\
            <details class="menu"><summary>\(HTML.icon("download"))<span>\(reader.t("table.export"))</span></summary>\
            <div class="menu-panel"><p>\(reader.t("table.export-rows", ["n": reader.number(page.totals.total)]))</p>\(exports)</div></details>\
            <button class="quiet" type="button" data-copy>\(HTML.icon("link"))<span>\(reader.t("table.copy-link"))</span></button></div>
            """
    }

    private static let filterNames = ["from", "to", "line", "mounter", "slot", "part", "result", "barcode", "lot", "vendor", "feeder", "file", "file_id"]

    private var chips: HTML {
        Self.filterNames.filter { visit.query[$0] != nil }.html { name in
            """
            <a class="chip" href="/traceability?\(visit.query.query(setting: [name: nil, "after": nil]))">\
            \(reader.t("traceability.column." + name)): \(visit.query.text(name))\(HTML.icon("close"))</a>
            """
        }
    }

    private func table(_ page: ChangePageResult, _ machines: [(line: Int64, mounter: Int64, totals: ChangeTotals)]) -> HTML {
        if page.changes.isEmpty { return empty }
        let headings = ["time", "line", "mounter", "slot", "part", "result", "barcode", "lot", "quantity", "vendor", "previous", "file"]
            .html { name in "<th scope=\"col\"\(Self.numeric.contains(name) ? " class=\"num\"" : HTML.empty)>\(reader.t("traceability.column." + name))</th>" }
        return """
            <div class="table-wrap" tabindex="0" role="region" aria-label="\(reader.t("traceability.history"))"><table class="data dense">\
            <thead><tr>\(headings)</tr>\(filters(machines))</thead><tbody>\(page.changes.html(row))</tbody></table></div>
            """
    }

    private static let numeric: Set<String> = ["line", "mounter", "quantity"]

    private var empty: HTML {
        """
        <div class="empty">\(HTML.icon("reel"))<h2>\(reader.t("traceability.empty"))</h2><p>\(reader.t("traceability.empty-step"))</p>\
        <div class="actions"><a class="button" href="/traceability">\(reader.t("table.clear"))</a>\
        <a class="button primary" href="/sources">\(reader.t("traceability.empty-do"))</a></div></div>
        """
    }

    private func filters(_ machines: [(line: Int64, mounter: Int64, totals: ChangeTotals)]) -> HTML {
        let lines = Array(Set(machines.map(\.line))).sorted().map(String.init)
        let mounters = Array(Set(machines.map(\.mounter))).sorted().map(String.init)
        return """
            <tr class="filters"><th></th><th>\(select("line", lines))</th>\
            <th>\(select("mounter", mounters))</th><th>\(input("slot"))</th><th>\(input("part"))</th><th>\(select("result", ["OK", "NG"]))</th>\
            <th>\(input("barcode"))</th><th>\(input("lot"))</th><th></th><th>\(input("vendor"))</th><th></th><th>\(input("file"))</th></tr>
            """
    }

    private func input(_ name: String) -> HTML {
        """
        <input form="filter" name="\(name)" value="\(visit.query.text(name))" placeholder="\(reader.t("table.contains"))" \
        aria-label="\(reader.t("traceability.column." + name))">
        """
    }

    private func select(_ name: String, _ values: [String]) -> HTML {
        let options = values.html { value in
            "<option value=\"\(value)\"\(visit.query.text(name) == value ? " selected" : HTML.empty)>\(value)</option>"
        }
        return """
            <select form="filter" name="\(name)" aria-label="\(reader.t("traceability.column." + name))"\
            \(visit.query[name] == nil ? HTML.empty : " class=\"is-set\"")><option value="">\(reader.t("table.all"))</option>\(options)</select>
            """
    }

    private func row(_ c: Change) -> HTML {
        let kind: HTML = c.withdrawnAt != nil ? " class=\"is-withdrawn\"" : c.result.uppercased() == "NG" ? " class=\"is-ng\"" : ""
        let path = "/traceability/changes/\(c.id)"
        let time: HTML = c.scannedAt.map { reader.time($0) } ?? "<span class=\"missing-text\">\(c.scanDateRaw) \(c.scanTimeRaw)</span>"
        return """
            <tr data-href="\(path)" data-key="\(c.id)"\(kind)><td class="nowrap"><a href="\(path)" data-panel>\(time)</a></td>\
            <td class="num">\(c.line.map(String.init) ?? "–")</td><td class="num">\(c.mounter.map(String.init) ?? "–")</td>\
            <td class="nowrap">\(SlotText.html(c.slotText, c.side, reader))</td><td class="mono">\(c.part)</td><td>\(ResultTag.html(c.result))</td>\
            <td class="mono">\(c.barcode)</td><td class="mono">\(c.lot)</td><td class="num">\(c.quantity.map { reader.quantity($0) } ?? "")</td>\
            <td class="clip" title="\(c.vendor)">\(c.vendor)</td><td class="mono clip" title="\(c.previousBarcode)">\(c.previousBarcode)</td>\
            <td class="clip" title="\(c.path), \(reader.t("traceability.line-of-file")) \(c.fileLine)">\(c.path):\(c.fileLine)</td></tr>
            """
    }

    private func pager(_ page: ChangePageResult) -> HTML {
        guard !page.changes.isEmpty else { return .empty }
        let older: HTML = page.next.map { "<a href=\"/traceability?\(visit.query.query(setting: ["after": $0]))\">\(reader.t("table.older"))</a>" } ?? ""
        let newest: HTML =
            visit.query["after"] == nil ? "" : "<a href=\"/traceability?\(visit.query.query(setting: ["after": nil]))\">\(reader.t("table.newest"))</a>"
        return "<nav class=\"pager\">\(older)\(newest)<span>\(reader.t("table.rows", ["n": reader.number(page.changes.count)]))</span><span class=\"spacer\"></span></nav>"
    }
}

/// The tabs of the feature's pages.
enum TraceabilityTabs {
    private static let tabs = [
        ("/traceability", "traceability.history"), ("/traceability/loaded", "traceability.loaded"), ("/traceability/lots", "traceability.lots"),
        ("/traceability/ng", "traceability.ng"), ("/traceability/chain", "traceability.chain"), ("/traceability/charts", "traceability.charts"),
    ]

    static func html(_ visit: Visit, current: String) -> HTML {
        let links = tabs.html { path, key in
            "<a href=\"\(path)\"\(path == current ? " aria-current=\"page\"" : HTML.empty)>\(visit.reader.t(key))</a>"
        }
        return "<nav class=\"tabs\" aria-label=\"\(visit.reader.t("traceability.title"))\">\(links)</nav>"
    }
}

enum ResultTag {
    /// OK is the bare word; anything else stands out.
    static func html(_ result: String) -> HTML {
        switch result.uppercased() {
        case "OK": "\(result)"
        case "NG": "<span class=\"tag is-ng\">\(HTML.icon("stop"))\(result)</span>"
        default: "<span class=\"tag is-warn\">\(HTML.icon("warn"))\(result.isEmpty ? "–" : result)</span>"
        }
    }
}

enum SlotText {
    /// `12 front`
    static func html(_ slot: String, _ side: String?, _ reader: Reader) -> HTML {
        guard let side else { return "\(slot)" }
        return "\(slot) <small class=\"muted\">\(reader.t("traceability.side." + side))</small>"
    }
}
