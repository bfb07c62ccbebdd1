// The chain check: changes whose "previous barcode" is not what was loaded there; swaps that say nothing apart.

import Host
import Kernel
import Web

struct ChainPage: Sendable {
    let feature: TraceabilityFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: TraceabilityFeature, _ visit: Visit) {
        self.feature = feature
        self.visit = visit
    }

    func response() async throws -> WebResponse {
        let zone = feature.house.zone
        let from = try visit.query["from"].map { text throws(Problem) in try ChangeFilter.instant(text, in: zone, isEnd: false) } ?? reader.now - .days(7)
        let to = try visit.query["to"].map { text throws(Problem) in try ChangeFilter.instant(text, in: zone, isEnd: true) } ?? reader.now + .days(1)
        let all = try await feature.chain(line: visit.query.int("line"), mounter: visit.query.int("mounter"), from: from, to: to)
        let broken = all.filter { $0.kind == .broken }
        let swaps = all.filter { $0.kind == .swap }
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("traceability.chain-question"))</h1><p class="answer">\
            <b>\(reader.t("traceability.chain-answer", ["n": reader.number(broken.count), "swaps": reader.number(swaps.count)]))</b></p></header>
            \(TraceabilityTabs.html(visit, current: "/traceability/chain"))\(form)
            \(panel("traceability.chain-broken", broken))\(panel("traceability.chain-swaps", swaps))
            """
        return await feature.house.page(
            visit, title: reader.t("traceability.chain"),
            place: [Place(reader.t("traceability.title"), "/traceability"), Place(reader.t("traceability.chain"))], main)
    }

    private var form: HTML {
        let fields = [("line", "number"), ("mounter", "number"), ("from", "date"), ("to", "date")].html { name, type in
            """
            <div class="field"><label for="c-\(name)">\(reader.t("traceability.column." + name))</label>\
            <input id="c-\(name)" type="\(type)" name="\(name)" value="\(visit.query.text(name))"></div>
            """
        }
        return "<form class=\"form filter-form\" action=\"/traceability/chain\">\(fields)<button>\(reader.t("traceability.show"))</button></form>"
    }

    private func panel(_ key: String, _ list: [ChainBreak]) -> HTML {
        let headings = ["time", "line", "mounter", "slot", "part", "barcode", "previous", "expected"].html { "<th scope=\"col\">\(reader.t("traceability.column." + $0))</th>" }
        let rows = list.html { item in
            let c = item.change
            let path = "/traceability/changes/\(c.id)"
            let time: HTML = c.scannedAt.map { reader.time($0) } ?? "–"
            return """
                <tr data-href="\(path)" data-key="\(c.id)"><td class="nowrap"><a href="\(path)" data-panel>\(time)</a></td>\
                <td>\(c.line.map(String.init) ?? "–")</td><td>\(c.mounter.map(String.init) ?? "–")</td><td class="nowrap">\(SlotText.html(c.slotText, c.side, reader))</td>\
                <td class="mono">\(c.part)</td><td class="mono">\(c.barcode)</td><td class="mono">\(c.previousBarcode)</td><td class="mono">\(item.expected)</td></tr>
                """
        }
        let body: HTML =
            list.isEmpty
            ? "<div class=\"panel-body\"><p class=\"muted\">\(reader.t("traceability.chain-none"))</p></div>"
            : "<div class=\"table-wrap\"><table class=\"data dense\"><thead><tr>\(headings)</tr></thead><tbody>\(rows)</tbody></table></div>"
        return "<section class=\"panel\"><header><h2>\(reader.t(key)) <span class=\"count\">\(list.count)</span></h2></header>\(body)</section>"
    }
}
