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
        let view = LedgerView(visit: visit, page: result, sources: try await intake.sources(), sort: try Self.ledgerSort(visit.query))
        return await page(visit, reader.t("ledger.title"), [Place(reader.t("ledger.title"))], view.html)
    }

    /// The filter that a query of the page or the API asks for.
    static func ledgerFilter(_ query: Parameters) throws(Problem) -> LedgerFilter {
        var filter = LedgerFilter()
        filter.source = try query.int("source")
        filter.path = query["path"]
        filter.machine = query["machine"]
        filter.onlyTroubled = query.flag("troubled")
        filter.after = query["after"]
        let sort = try ledgerSort(query)
        // By path is the usual way, for which the engine has an index.
        if sort != Self.byPath { filter.order = LedgerOrder.Key(rawValue: sort.key).map { LedgerOrder($0, isDescending: sort.isDescending) } }
        return filter
    }

    private static let byPath = TableSort("path")

    static func ledgerSort(_ query: Parameters) throws(Problem) -> TableSort {
        try TableSort(query, of: LedgerOrder.Key.allCases.map(\.rawValue), otherwise: byPath)
    }

    /// Answers `/ledger/export`: all files of the filter, in its order.
    func exportLedger(_ visit: Visit) async throws -> WebResponse {
        var filter = try Self.ledgerFilter(visit.query)
        filter.after = nil
        let (format, zone) = (try Self.format(visit), house.zone)
        let files = try await intake.ledger(filter)
        let text: [String] = ["file", "source", "machine", "status", "problem"]
        let counts = ["lines", "header", "blank", "loaded", "duplicate", "rejected", "withdrawn", "bytes"]
        let times = ["first_seen_at", "last_loaded_at"]
        let columns =
            text.map { ExportColumn(title: $0, kind: .text) } + counts.map { ExportColumn(title: $0, kind: .integer) }
            + times.map { ExportColumn(title: $0, kind: .instant) }
        let name = "ledger-" + zone.day(of: house.clock.now()).isoText
        return Export.response(format: format, name: name, columns: columns) { emit in
            for file in files { try await emit(Self.cells(file, zone)) }
        }
    }

    private static func cells(_ file: LedgerFile, _ zone: Zone) -> [ExportCell] {
        let machine = file.parts.sorted { $0.key < $1.key }.map { $0.key + " " + $0.value }.joined(separator: ", ")
        let c = file.counts
        let counts = [c.lines, c.header, c.blank, c.loaded, c.duplicate, c.rejected, file.withdrawn, file.bytes]
        return [file.path, file.sourceName, machine, file.status, file.problem ?? ""].map { .text($0) } + counts.map { .integer($0) }
            + [file.firstSeenAt, file.lastLoadedAt].map { $0.map { .instant($0, local: zone.civil($0)) } ?? .empty }
    }

    static func format(_ visit: Visit) throws(Problem) -> Export.Format {
        guard let format = Export.Format(rawValue: visit.query["format"] ?? "csv") else {
            throw Problem(.input, "parameter_invalid", ["name": "format", "value": visit.query.text("format")])
        }
        return format
    }
}

struct LedgerView {
    let visit: Visit
    let page: LedgerPage
    let sources: [Source]
    let sort: TableSort
    private var data: DataTable { DataTable(visit, path: "/ledger", sort: sort) }
    private var reader: Reader { visit.reader }
    private var cells: FileCells { FileCells(reader: reader) }

    var html: HTML {
        Markup.head(reader.t("ledger.title"), answer) + data.form()
            + "<div id=\"results\" data-live=\"intake\" data-live-mode=\"count\">\(bar)\(isEmpty ? empty : table)\(pager)</div>"
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
            : " <a class=\"is-ng\" href=\"/rejects?\(visit.query.query(setting: ["after": nil, "troubled": nil, "path": nil, "machine": nil, "sort": nil]))\">\(reader.t("ledger.answer.rejected", ["n": reader.number(c.rejected)]))</a>."
        return "\(told)\(rejected)"
    }

    /// Where there is no file at all there is nothing to filter; else the filters stay, so that they can be changed.
    private var isEmpty: Bool { page.count == 0 && ["source", "path", "machine", "troubled"].allSatisfy { visit.query[$0] == nil } }

    private var bar: HTML {
        let count = reader.t(page.count == 1 ? "ledger.count.one" : "ledger.count", ["n": reader.number(page.count)])
        let names = [("path", "file.path"), ("machine", "ledger.machine")].filter { visit.query[$0.0] != nil }
        var chips = names.html { data.chip("\(reader.t($0.1)): \(visit.query.text($0.0))", without: [$0.0]) }
        if visit.query.flag("troubled") { chips += data.chip(reader.t("ledger.troubled"), without: ["troubled"]) }
        return """
            <div class="table-bar"><p class="count">\(count)</p><div class="chips">\(chips)</div><span class="spacer"></span>\
            \(data.tools(rows: Int64(page.count)))\(data.kept(["sort"]))</div>
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
        let counts = zip(cells.countHeads, ["lines", "header", "blank", "loaded", "duplicate", "rejected"]).map {
            TableHead($0.name, isNumber: true, sort: $1)
        }
        let heads =
            [
                TableHead(reader.t("file.path"), sort: "path", filter: data.input("path", reader.t("ledger.filter.path"))),
                TableHead(reader.t("ledger.source"), sort: "source", filter: sourceFilter),
                TableHead(reader.t("ledger.machine"), filter: data.input("machine", reader.t("ledger.filter.machine"))),
            ] + counts + [
                TableHead(reader.t("ledger.bytes"), isNumber: true, sort: "bytes"),
                TableHead(reader.t("ledger.loaded-at"), isNumber: true, sort: "loaded-at"),
                TableHead(reader.t("file.trouble"), filter: troubleFilter),
            ]
        let foot: HTML = """
            <tr class="is-total"><td colspan="3">\(reader.t("ledger.total"))</td>\(cells.counts(page.total))\
            <td class="num">\(reader.bytes(page.bytes))</td><td></td><td></td></tr>
            """
        let table = data.html(reader.t("ledger.title"), heads, rows: page.files.html(row), foot: foot)
        return page.files.isEmpty ? table + empty : table
    }

    private var sourceFilter: HTML {
        data.select(
            "source", reader.t("ledger.source"), sources.map { (String($0.id), $0.name) }, chosen: visit.query["source"],
            all: reader.t("filter.all"))
    }

    private var troubleFilter: HTML {
        data.select(
            "troubled", reader.t("file.trouble"), [("1", reader.t("ledger.troubled"))], chosen: visit.query["troubled"],
            all: reader.t("filter.all"))
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
            <td class="nowrap" data-label="\(reader.t("ledger.machine"))">\(Markup.parts(file.parts, reader))</td>\(cells.counts(file.counts, rejects: rejects))\
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
