// One change: every value as the machine wrote it, where it came from, and what was on the slot before and after.

import Host
import Kernel
import Web

struct ChangePage: Sendable {
    let feature: TraceabilityFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: TraceabilityFeature, _ visit: Visit) {
        self.feature = feature
        self.visit = visit
    }

    func response() async throws -> WebResponse {
        let change = try await feature.change(visit.id())
        var neighbours = ChangeFilter()
        neighbours.line = change.line
        neighbours.mounter = change.mounter
        neighbours.slot = change.slotText
        let isPlaced = change.line != nil && change.mounter != nil && !change.slotText.isEmpty
        let around = isPlaced ? try await feature.search(neighbours, after: nil, limit: 12).changes : []
        let title = reader.t("traceability.change-title", ["part": change.part])
        let main: HTML = """
            <header class="page-head"><h1>\(title)</h1><p class="answer">\(answer(change))</p></header>
            <div class="split"><div class="stack-y">\(slotPanel(change, around))</div><div class="stack-y">\(facts(change))\(origin(change))</div></div>
            """
        return await feature.house.page(
            visit, title: title, place: [Place(reader.t("traceability.title"), "/traceability"), Place(change.part)], main)
    }

    private func answer(_ c: Change) -> HTML {
        let place = [
            c.line.map { reader.t("traceability.on-line", ["n": String($0)]) },
            c.mounter.map { reader.t("traceability.on-mounter", ["n": String($0)]) },
        ]
        .compactMap { $0 }.joined(separator: ", ")
        let time: HTML = c.scannedAt.map { reader.time($0) } ?? "\(reader.t("traceability.no-time", ["text": "\(c.scanDateRaw) \(c.scanTimeRaw)"]))"
        let withdrawn: HTML = c.withdrawnAt == nil ? "" : " <span class=\"tag is-off\">\(reader.t("traceability.withdrawn"))</span>"
        return
            "\(ResultTag.html(c.result)) \(place), \(reader.t("traceability.column.slot")) \(SlotText.html(c.slotText, c.side, reader)), \(time).\(withdrawn)"
    }

    private func facts(_ c: Change) -> HTML {
        let pairs: [(String, HTML)] = [
            ("part", "<a class=\"mono\" href=\"/traceability?part=\(URLText.encode(c.part))\">\(c.part)</a>"),
            ("barcode", "<a class=\"mono\" href=\"/traceability/lots/\(URLText.encode(c.barcode))\">\(c.barcode)</a>"),
            ("lot", c.lot.isEmpty ? "–" : "<a class=\"mono\" href=\"/traceability/lots/\(URLText.encode(c.lot))\">\(c.lot)</a>"),
            ("quantity", "\(c.quantity.map { reader.quantity($0) } ?? "–")"), ("vendor", "\(c.vendor)"),
            ("previous", "<span class=\"mono\">\(c.previousBarcode)</span>"), ("feeder", "<span class=\"mono\">\(c.feederBase)</span>"),
            ("product-date", "\(c.productDate)"), ("sequence", "\(c.sequence)"),
            ("raw-time", "<span class=\"mono\">\(c.scanDateRaw) \(c.scanTimeRaw)</span>"),
        ]
        let rows =
            pairs.filter { !$0.1.isEmpty }.html { "<dt>\(reader.t("traceability.column." + $0.0))</dt><dd>\($0.1)</dd>" }
            // Under the names that the file gives them.
            + (c.extraValues ?? []).html { "<dt class=\"mono\">\($0.0)</dt><dd class=\"mono\">\($0.1.string ?? $0.1.text)</dd>" }
        return
            "<section class=\"panel\"><header><h2>\(reader.t("traceability.as-written"))</h2></header><div class=\"panel-body\"><dl class=\"facts\">\(rows)</dl></div></section>"
    }

    private func origin(_ c: Change) -> HTML {
        """
        <section class="panel"><header><h2>\(reader.t("traceability.origin"))</h2></header><div class="panel-body"><dl class="facts">\
        <dt>\(reader.t("traceability.column.file"))</dt><dd class="mono"><a href="/ledger/\(c.file)">\(c.path)</a></dd>\
        <dt>\(reader.t("traceability.line-of-file"))</dt><dd>\(reader.number(c.fileLine))</dd>\
        <dt>\(reader.t("traceability.byte"))</dt><dd>\(reader.number(c.byteOffset))</dd></dl></div></section>
        """
    }

    private func slotPanel(_ c: Change, _ around: [Change]) -> HTML {
        let items = around.html { other in
            """
            <li class="\(other.result.uppercased() == "NG" ? "is-bad" : "")"><b>\(other.id == c.id ? "→ " : "")\(other.part)</b> \
            <time>\(other.scannedAt.map { reader.dateTime($0) } ?? other.scanDateRaw)</time>\
            <p><a class="mono" href="/traceability/changes/\(other.id)">\(other.barcode)</a> \(ResultTag.html(other.result))</p></li>
            """
        }
        return """
            <section class="panel"><header><h2>\(reader.t("traceability.on-this-slot"))</h2><p>\(reader.t("traceability.newest-first"))</p></header>\
            <div class="panel-body"><ol class="timeline">\(items)</ol></div></section>
            """
    }
}
