// The NG board: which refused scans are still open, and how long the others took to an OK on the same slot.

import Host
import Kernel
import Web

struct NGPage: Sendable {
    /// How far back the board looks.
    static let lookBack = Span.days(7)
    let feature: TraceabilityFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: TraceabilityFeature, _ visit: Visit) {
        self.feature = feature
        self.visit = visit
    }

    func response() async throws -> WebResponse {
        let board = try await feature.ngBoard(since: reader.now - Self.lookBack)
        let open = board.filter { $0.resolvedAt == nil }
        let closed = board.filter { $0.resolvedAt != nil }
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("traceability.ng-question"))</h1><p class="answer">\(answer(open, closed))</p></header>
            \(TraceabilityTabs.html(visit, current: "/traceability/ng"))
            <div id="ng" class="stack-y" data-live="traceability">\(panel("traceability.ng-open", open))\(panel("traceability.ng-closed", closed))</div>
            """
        return await feature.house.page(
            visit, title: reader.t("traceability.ng"),
            place: [Place(reader.t("traceability.title"), "/traceability"), Place(reader.t("traceability.ng"))], main)
    }

    private func answer(_ open: [OpenNG], _ closed: [OpenNG]) -> HTML {
        let times = closed.compactMap { ng in ng.change.scannedAt.flatMap { at in ng.resolvedAt.map { $0 - at } } }.sorted()
        let median = times.isEmpty ? "–" : duration(times[times.count / 2])
        guard !open.isEmpty else { return "<b>\(reader.t("traceability.ng-none"))</b> \(reader.t("traceability.ng-median", ["time": median]))" }
        return
            "<span class=\"is-ng\"><b>\(reader.t(open.count == 1 ? "traceability.ng-answer-one" : "traceability.ng-answer", ["n": reader.number(open.count)]))</b></span> \(reader.t("traceability.ng-median", ["time": median]))"
    }

    private func duration(_ span: Span) -> String {
        let minutes = span.milliseconds / 60_000
        return minutes < 60 ? "\(minutes)\u{A0}min" : "\(minutes / 60)\u{A0}h\u{A0}\(minutes % 60)\u{A0}min"
    }

    private var cells: TraceCells { TraceCells(reader: reader) }

    private func panel(_ key: String, _ list: [OpenNG]) -> HTML {
        let body: HTML =
            list.isEmpty
            ? "<div class=\"panel-body\"><p class=\"muted\">\(reader.t("traceability.ng-nothing"))</p></div>"
            : cells.table(reader.t(key), ["time", "to-ok", "line", "mounter", "slot", "part", "barcode"], list.html(row))
        return "<section class=\"panel\"><header><h2>\(reader.t(key)) <span class=\"count\">\(list.count)</span></h2></header>\(body)</section>"
    }

    private func row(_ ng: OpenNG) -> HTML {
        let c = ng.change
        let path = "/traceability/changes/\(c.id)"
        let took: HTML
        if let at = c.scannedAt, let resolved = ng.resolvedAt {
            took = "\(duration(resolved - at))"
        } else {
            took = "<span class=\"tag is-ng\">\(HTML.icon("clock"))\(c.scannedAt.map { reader.age($0) } ?? "")</span>"
        }
        return """
            <tr data-href="\(path)" data-key="\(c.id)">\(cells.opening(path, c.scannedAt.map { reader.time($0) } ?? "–"))\(cells.cell("to-ok", took))\
            \(cells.number("line", c.line))\(cells.number("mounter", c.mounter))\(cells.slot(c.slotText, c.side))\
            \(cells.text("part", c.part))\(cells.text("barcode", c.barcode))</tr>
            """
    }
}
