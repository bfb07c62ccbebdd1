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
    private let sort: TableSort
    private let columns: [HistoryColumn]
    private let data: DataTable
    private var reader: Reader { visit.reader }

    init(_ feature: TraceabilityFeature, _ visit: Visit) throws {
        self.feature = feature
        self.visit = visit
        sort = try TraceabilityFeature.sort(visit.query)
        columns = HistoryColumn.chosen(visit.query)
        data = DataTable(visit, path: "/traceability", sort: sort)
    }

    func response() async throws -> WebResponse {
        let filter = try feature.filter(visit.query)
        let page = try await feature.search(filter, after: visit.query["after"], limit: Self.rowsPerPage)
        let machines = try await feature.machines()
        let main: HTML = """
            \(head(page.totals, filter))\(TraceabilityTabs.html(visit, current: "/traceability"))
            \(data.form(span))\(newRows)
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
            ? "<div class=\"actions\"><a class=\"button\" href=\"/upload?profile=smt-mounter\">\(HTML.icon("upload"))\(reader.t("traceability.upload"))</a></div>"
            : ""
        return """
            <header class="page-head"><h1>\(reader.t("traceability.question"))</h1>\
            <p class="answer"><b>\(reader.t("traceability.count", ["n": reader.number(totals.total)]))</b> \(reader.t(key)) \
            \(reader.t("traceability.count-ok", ["n": reader.number(totals.ok)])), \(ng).</p>\(upload)</header>
            """
    }

    /// The span of time; the other filters stand under their columns and belong to the same form.
    private var span: HTML {
        ["from", "to"].html { name in
            """
            <div class="field"><label for="f-\(name)">\(column(name))</label>\
            <input id="f-\(name)" type="date" name="\(name)" value="\(String(visit.query.text(name).prefix(10)))"></div>
            """
        }
    }

    private var newRows: HTML {
        """
        <a class="new-rows" data-for="results" href="\(data.link([:]))" hidden \
        data-one="\(reader.t("table.new-one"))" data-many="\(reader.t("table.new-many"))"></a>
        """
    }

    private func bar(_ page: ChangePageResult) -> HTML {
        """
        <div class="table-bar"><p class="count"><b>\(reader.number(page.totals.total))</b> \(reader.t("traceability.changes"))</p>\
        <div class="chips">\(chips)</div><span class="spacer"></span>\(chooser)\(data.tools(rows: page.totals.total))\(data.kept(["columns", "sort"]))</div>
        """
    }

    private static let filterNames = [
        "from", "to", "line", "mounter", "slot", "part", "result", "barcode", "lot", "vendor", "feeder", "file", "file_id",
    ]

    private var chips: HTML {
        Self.filterNames.filter { visit.query[$0] != nil }.html { data.chip("\(column($0)): \(visit.query.text($0))", without: [$0]) }
    }

    /// Which columns, and which end first; a phone has no headings to click.
    private var chooser: HTML {
        let kept = Self.filterNames.filter { visit.query[$0] != nil }.html { name in
            "<input type=\"hidden\" name=\"\(name)\" value=\"\(visit.query.text(name))\">"
        }
        let boxes = HistoryColumn.allCases.html { one in
            """
            <label><input type="checkbox" name="columns" value="\(one.rawValue)"\(columns.contains(one) ? " checked" : HTML.empty)>\
            \(column(one.rawValue))</label>
            """
        }
        let orders = [("", "table.newest-first"), ("time", "table.oldest-first")].html { value, key in
            """
            <label><input type="radio" name="sort" value="\(value)"\(value == (sort.isDescending ? "" : "time") ? " checked" : HTML.empty)>\
            \(reader.t(key))</label>
            """
        }
        return """
            <details class="menu"><summary>\(HTML.icon("columns"))<span>\(reader.t("table.columns"))</span></summary>\
            <form class="menu-panel" action="/traceability" data-autosubmit data-results="results">\(kept)\
            <fieldset><legend class="hint">\(reader.t("table.order"))</legend>\(orders)</fieldset>\
            <fieldset><legend class="hint">\(reader.t("table.columns"))</legend>\(boxes)</fieldset>\
            <div class="form-actions"><button>\(reader.t("table.apply"))</button></div></form></details>
            """
    }

    private func table(_ page: ChangePageResult, _ machines: [(line: Int64, mounter: Int64, totals: ChangeTotals)]) -> HTML {
        // Where nothing is at all there is nothing to filter; else the filters stay, so that they can be changed.
        let hasFilter = Self.filterNames.contains { visit.query[$0] != nil }
        if page.changes.isEmpty, !hasFilter { return empty }
        let time = TableHead(column("time"), sort: "time", startsDescending: true)
        let heads = columns.map { TableHead(column($0.rawValue), isNumber: $0.isNumber, filter: filter($0, machines)) }
        let rows = data.html(reader.t("traceability.history"), [time] + heads, rows: page.changes.html(row))
        return page.changes.isEmpty ? rows + empty : rows
    }

    private var empty: HTML {
        let clear = Dictionary(uniqueKeysWithValues: Self.filterNames.map { ($0, String?.none) })
        return """
            <div class="empty">\(HTML.icon("reel"))<h2>\(reader.t("traceability.empty"))</h2><p>\(reader.t("traceability.empty-step"))</p>\
            <div class="actions"><a class="button" href="\(data.link(clear))">\(reader.t("table.clear"))</a>\
            <a class="button primary" href="/sources">\(reader.t("traceability.empty-do"))</a></div></div>
            """
    }

    private func filter(_ one: HistoryColumn, _ machines: [(line: Int64, mounter: Int64, totals: ChangeTotals)]) -> HTML {
        let name = one.rawValue
        switch one {
        case .line: return select(name, Array(Set(machines.map(\.line))).sorted().map(String.init))
        case .mounter: return select(name, Array(Set(machines.map(\.mounter))).sorted().map(String.init))
        case .result: return select(name, ["OK", "NG"])
        case .slot, .part, .barcode, .lot, .vendor, .feeder, .file: return data.input(name, column(name))
        case .quantity, .previous, .productDate, .sequence: return ""
        }
    }

    private func select(_ name: String, _ values: [String]) -> HTML {
        data.select(name, column(name), values.map { ($0, $0) }, chosen: visit.query[name], all: reader.t("table.all"))
    }

    private func row(_ c: Change) -> HTML {
        let kind: HTML = c.withdrawnAt != nil ? " class=\"is-withdrawn\"" : c.result.uppercased() == "NG" ? " class=\"is-ng\"" : ""
        let path = "/traceability/changes/\(c.id)"
        let time: HTML = c.scannedAt.map { reader.time($0) } ?? "<span class=\"missing-text\">\(c.scanDateRaw) \(c.scanTimeRaw)</span>"
        let cells = TraceCells(reader: reader)
        return "<tr data-href=\"\(path)\" data-key=\"\(c.id)\"\(kind)>\(cells.opening(path, time))\(columns.html { $0.cell(c, cells) })</tr>"
    }

    private func pager(_ page: ChangePageResult) -> HTML {
        guard !page.changes.isEmpty else { return .empty }
        let further: HTML =
            page.next.map { next in
                let path = "/traceability?\(visit.query.query(setting: ["after": next]))"
                return "<a href=\"\(path)\">\(reader.t(sort.isDescending ? "table.older" : "table.newer"))</a>"
            } ?? ""
        let first: HTML =
            visit.query["after"] == nil
            ? "" : "<a href=\"\(data.link([:]))\">\(reader.t(sort.isDescending ? "table.newest" : "table.oldest"))</a>"
        return
            "<nav class=\"pager\">\(further)\(first)<span>\(reader.t("table.rows", ["n": reader.number(page.changes.count)]))</span><span class=\"spacer\"></span></nav>"
    }

    private func column(_ name: String) -> String { reader.t("traceability.column." + name) }
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
