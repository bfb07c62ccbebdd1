// Reel and lot both ways: a lot or barcode to every slot and window it was in; a line and a span of time to every lot
// that was in. Printable, and plain about what it cannot know: windows of time, not boards.

import Host
import Kernel
import Web

struct LotPage: Sendable {
    let feature: TraceabilityFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: TraceabilityFeature, _ visit: Visit) {
        self.feature = feature
        self.visit = visit
    }

    func response() async throws -> WebResponse {
        let lot = (visit.path["lot"] ?? visit.query["lot"] ?? "").trimmed
        let line = try visit.query.int("line")
        var windows: [SlotWindow] = []
        if !lot.isEmpty {
            windows = try await feature.windows(lotOrBarcode: lot)
        } else if let line {
            let span = try span()
            windows = try await feature.windows(line: line, mounter: visit.query.int("mounter"), from: span.from, to: span.to)
        }
        let isAsked = !lot.isEmpty || line != nil
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("traceability.lots-question"))</h1><p class="answer">\(answer(lot, line, windows))</p>\
            <div class="actions"><button class="quiet" type="button" data-print>\(reader.t("table.print"))</button></div></header>
            \(TraceabilityTabs.html(visit, current: "/traceability/lots"))\(forms(lot))
            \(isAsked ? table(windows) : HTML.empty)\(note)
            """
        return await feature.house.page(
            visit, title: reader.t("traceability.lots"),
            place: [Place(reader.t("traceability.title"), "/traceability"), Place(reader.t("traceability.lots"), "/traceability/lots")]
                + (lot.isEmpty ? [] : [Place(lot)]), main)
    }

    private func span() throws -> (from: Instant, to: Instant) {
        let zone = feature.house.zone
        let today = zone.day(of: reader.now)
        let from =
            try visit.query["from"].map { text throws(Problem) in try ChangeFilter.instant(text, in: zone, isEnd: false) } ?? zone.start(of: today)
        let to = try visit.query["to"].map { text throws(Problem) in try ChangeFilter.instant(text, in: zone, isEnd: true) } ?? reader.now
        guard from < to else { throw Problem(.input, "span_invalid") }
        return (from, to)
    }

    private func answer(_ lot: String, _ line: Int64?, _ windows: [SlotWindow]) -> HTML {
        if lot.isEmpty && line == nil { return "\(reader.t("traceability.lots-ask"))" }
        let still = windows.filter { $0.to == nil }.count
        let parameters = ["n": reader.number(windows.count), "still": reader.number(still), "lot": lot, "line": line.map(String.init) ?? ""]
        return "<b>\(reader.t(lot.isEmpty ? "traceability.lots-line-answer" : "traceability.lots-answer", parameters))</b>"
    }

    private func forms(_ lot: String) -> HTML {
        """
        <div class="grid-2 lookup"><section class="panel"><header><h2>\(reader.t("traceability.by-lot"))</h2></header><div class="panel-body">\
        <form class="form filter-form" action="/traceability/lots"><div class="field"><label for="lot">\(reader.t("traceability.lot-or-barcode"))</label>\
        <input id="lot" name="lot" class="mono" value="\(lot)"></div><button class="primary">\(reader.t("traceability.find"))</button></form></div></section>
        <section class="panel"><header><h2>\(reader.t("traceability.by-line"))</h2></header><div class="panel-body">\
        <form class="form" action="/traceability/lots"><div class="row-fields">\(field("line", "number"))\(field("mounter", "number"))</div>\
        <div class="row-fields wide">\(field("from", "datetime-local"))\(field("to", "datetime-local"))</div>\
        <div class="form-actions"><button class="primary">\(reader.t("traceability.find"))</button></div></form></div></section></div>
        """
    }

    private func field(_ name: String, _ type: String) -> HTML {
        """
        <div class="field"><label for="w-\(name)">\(reader.t("traceability.column." + name))</label>\
        <input id="w-\(name)" type="\(type)" name="\(name)" value="\(visit.query.text(name))"></div>
        """
    }

    private func table(_ windows: [SlotWindow]) -> HTML {
        if windows.isEmpty {
            return
                "<div class=\"empty\">\(HTML.icon("reel"))<h2>\(reader.t("traceability.lots-none"))</h2><p>\(reader.t("traceability.lots-none-step"))</p></div>"
        }
        let cells = TraceCells(reader: reader)
        let rows = windows.html { w in
            """
            <tr data-href="/traceability/changes/\(w.changeID)" data-key="\(w.changeID)">\(cells.opening("/traceability/changes/\(w.changeID)", reader.time(w.from)))\
            \(cells.cell("to", w.to.map { reader.time($0) } ?? "<span class=\"tag is-live\">\(reader.t("traceability.still"))</span>"))\
            \(cells.number("line", w.line))\(cells.number("mounter", w.mounter))\(cells.slot(w.slot, w.side))\(cells.text("part", w.part))\
            \(cells.text("lot", w.lot))\(cells.text("barcode", w.barcode))\(cells.file(w.path, w.fileLine))</tr>
            """
        }
        return cells.table(
            reader.t("traceability.lots"), ["from", "to", "line", "mounter", "slot", "part", "lot", "barcode", "file"], rows)
    }

    private var note: HTML {
        "<div class=\"notice is-info\">\(HTML.icon("info"))<div><b>\(reader.t("traceability.by-window"))</b><p>\(reader.t("traceability.by-window-why"))</p></div></div>"
    }
}
