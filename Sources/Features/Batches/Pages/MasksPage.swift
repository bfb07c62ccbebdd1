// The mask files, newest first: which batch each belongs to, and those that belong to none.

import Host
import Kernel
import Web

enum MaskPageRow {
    /// The name, marked when the file is not whole, otherwise the way to it.
    static func name(_ row: MaskRow, _ reader: Reader) -> HTML {
        row.completeness == .incomplete
            ? "<span class=\"tag is-bad\">\(HTML.icon("warn"))\(reader.t("batches.incomplete"))</span> \(row.name)"
            : "<a href=\"\(MaskDownload.path(row.hash))\">\(row.name)</a>"
    }
}

struct MasksPage: Sendable {
    static let rowsPerPage = 100
    let feature: BatchesFeature
    let visit: Visit
    private let data: DataTable
    private var reader: Reader { visit.reader }
    private var words: BatchWords { BatchWords(reader: reader) }

    init(_ feature: BatchesFeature, _ visit: Visit) {
        self.feature = feature
        self.visit = visit
        data = DataTable(visit, path: "/batches/masks", sort: TableSort("time", isDescending: true))
    }

    func response() async throws -> WebResponse {
        var filter = MaskFilter()
        filter.name = visit.query.text("name").trimmingBlanks
        let state = visit.query.text("state")
        filter.match = MaskRow.Match(rawValue: state)
        filter.isIncomplete = state == "incomplete"
        let home = try await feature.actions.home()
        let (rows, total, next) = try await feature.actions.masks(filter, after: visit.query["after"], limit: Self.rowsPerPage)
        let all = try await feature.actions.masks(MaskFilter(), after: nil, limit: 1).total
        var unmatched = MaskFilter()
        unmatched.match = .unmatched
        var unknown = MaskFilter()
        unknown.match = .unknown
        var ambiguous = MaskFilter()
        ambiguous.match = .ambiguous
        var incomplete = MaskFilter()
        incomplete.isIncomplete = true
        let counts = [
            ("unknown", try await feature.actions.masks(unknown, after: nil, limit: 1).total),
            ("unmatched", try await feature.actions.masks(unmatched, after: nil, limit: 1).total),
            ("incomplete", try await feature.actions.masks(incomplete, after: nil, limit: 1).total),
            ("ambiguous", try await feature.actions.masks(ambiguous, after: nil, limit: 1).total),
        ]
        let board = try await feature.actions.board()
        let proposals = try await feature.actions.proposals(rows)
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("batches.masks.question"))</h1><p class="answer" id="answer" data-live="batches">\
            <b>\(reader.t("batches.masks.answer", ["n": reader.number(all)]))</b> \(words.inStep(board))</p></header>\
            \(BatchesTabs.html(visit, current: "/batches/masks"))<div id="standing" data-live="batches">\(words.standing(board, home))</div>\(data.form())\
            <div id="results" class="stack-y" data-live="batches">\(cards(counts))\(bar(total, all))\(table(rows, proposals))\(pager(next))</div>
            """
        return await feature.house.page(
            visit, title: reader.t("batches.masks"), place: [Place(reader.t("batches.title"), "/batches"), Place(reader.t("batches.masks"))], main)
    }

    private func cards(_ counts: [(String, Int64)]) -> HTML {
        guard counts.contains(where: { $0.1 > 0 }) else { return "" }
        // Two ids of one number are rare enough to be no card when there are none.
        let cards = counts.filter { $0.0 != "ambiguous" || $0.1 > 0 }.html { key, n in
            """
            <a class="card \(n > 0 ? "is-warn" : "is-quiet")" href="\(data.link(["state": key]))"><span class="card-label">\(HTML.icon("warn"))\
            \(reader.t("batches.mask." + key))</span><span class="card-number">\(reader.number(n))</span>\
            <span class="card-note">\(reader.t("batches.mask.\(key).why"))</span></a>
            """
        }
        return "<div class=\"cards\">\(cards)</div>"
    }

    private func bar(_ total: Int64, _ all: Int64) -> HTML {
        let chips = ["name", "state"].filter { visit.query[$0]?.isEmpty == false }.html { name in
            data.chip(
                reader.t("batches.column." + (name == "name" ? "file" : "state")) + ": "
                    + (name == "name" ? visit.query.text(name) : reader.t("batches.mask." + visit.query.text(name))), without: [name])
        }
        return """
            <div class="table-bar"><p class="count">\(reader.t("batches.masks.count", ["n": reader.number(total), "all": reader.number(all)]))</p>\
            <div class="chips">\(chips)</div></div>
            """
    }

    private func table(_ rows: [MaskRow], _ proposals: [Int64: String]) -> HTML {
        if rows.isEmpty, visit.query["name"] == nil, visit.query["state"] == nil {
            return "<section class=\"panel\"><div class=\"empty\">\(HTML.icon("batches"))<h2>\(reader.t("batches.masks.empty"))</h2></div></section>"
        }
        func column(_ name: String) -> String { reader.t("batches.column." + name) }
        let states = ["matched", "ambiguous", "unknown", "unmatched", "incomplete"].map { (value: $0, text: reader.t("batches.mask." + $0)) }
        let heads = [
            TableHead(column("file"), filter: data.input("name", column("file"))), TableHead(column("time")),
            TableHead(column("bytes"), isNumber: true),
            TableHead(column("by")),
            TableHead(
                column("state"), filter: data.select("state", column("state"), states, chosen: visit.query["state"], all: reader.t("batches.any"))),
        ]
        let body = rows.html { row in
            """
            <tr><td class="mono clip" title="\(row.name)">\(MaskPageRow.name(row, reader))</td><td data-label="\(column("time"))">\(reader.time(row.uploadedAt))</td>\
            <td class="num" data-label="\(column("bytes"))">\(reader.bytes(row.bytes))</td><td data-label="\(column("by"))">\(row.uploadedBy ?? "")</td>\
            <td data-label="\(column("state"))">\(state(row, proposals[row.hash]))</td></tr>
            """
        }
        return data.html(reader.t("batches.masks"), heads, rows: body)
    }

    private func state(_ row: MaskRow, _ proposal: String?) -> HTML {
        switch row.match {
        case .matched: return batches(row)
        case .ambiguous: return "<span class=\"tag is-warn\">\(HTML.icon("warn"))\(reader.t("batches.mask.ambiguous"))</span> \(batches(row))"
        case .unknown:
            let create: HTML =
                reader.may(BatchesFeature.operate)
                ? " <a href=\"/batches/data?number=\(URLText.encode(row.number ?? ""))#new\">\(reader.t("batches.create"))</a>" : ""
            return "<span class=\"tag is-warn\">\(HTML.icon("warn"))\(row.number ?? "")</span> \(reader.t("batches.mask.unknown"))\(create)"
        case .unmatched:
            let hint: HTML = proposal.map { " \(reader.t("batches.proposal")) <a class=\"mono\" href=\"\(BatchPath.batch($0))\">\($0)</a>" } ?? ""
            return "<span class=\"tag is-warn\">\(HTML.icon("warn"))\(reader.t("batches.mask.unmatched"))</span>\(hint)"
        }
    }

    private func batches(_ row: MaskRow) -> HTML { row.batches.html { "<a class=\"mono\" href=\"\(BatchPath.batch($0))\">\($0)</a> " } }

    private func pager(_ next: String?) -> HTML {
        next.map { "<nav class=\"pager\"><a href=\"\(data.link(["after": $0]))\">\(reader.t("table.older"))</a></nav>" } ?? ""
    }
}
