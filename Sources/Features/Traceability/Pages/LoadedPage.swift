// "What is loaded now": every slot of every mounter, since when, and from which line of which file.

import Host
import Kernel
import Web

struct LoadedPage: Sendable {
    let feature: TraceabilityFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: TraceabilityFeature, _ visit: Visit) {
        self.feature = feature
        self.visit = visit
    }

    func response() async throws -> WebResponse {
        let machines = try await feature.machines()
        let line = try visit.query.int("line") ?? machines.first?.line
        let mounter = try visit.query.int("mounter") ?? machines.first { $0.line == line }?.mounter
        let slots = try await feature.loaded(line: line, mounter: mounter)
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("traceability.loaded-question"))</h1>\
            <p class="answer">\(answer(slots, line, mounter))</p></header>\(TraceabilityTabs.html(visit, current: "/traceability/loaded"))
            \(picker(machines, line, mounter))<div id="loaded" data-live="traceability">\(slots.isEmpty ? empty : table(slots))</div>
            """
        return await feature.house.page(
            visit, title: reader.t("traceability.loaded"),
            place: [Place(reader.t("traceability.title"), "/traceability"), Place(reader.t("traceability.loaded"))], main)
    }

    private func answer(_ slots: [LoadedSlot], _ line: Int64?, _ mounter: Int64?) -> HTML {
        guard let line, let mounter, !slots.isEmpty else { return "\(reader.t("traceability.loaded-none"))" }
        let newest = slots.max { $0.latest < $1.latest }
        let age: HTML = newest.map { "\(reader.t("traceability.loaded-latest")) \(reader.age($0.latest))." } ?? ""
        return
            "<b>\(reader.t("traceability.loaded-answer", ["n": reader.number(slots.count), "line": String(line), "mounter": String(mounter)]))</b> \(age)"
    }

    private func picker(_ machines: [(line: Int64, mounter: Int64, totals: ChangeTotals)], _ line: Int64?, _ mounter: Int64?) -> HTML {
        let lines = Array(Set(machines.map(\.line))).sorted().html { n in
            "<a href=\"?line=\(n)\"\(n == line ? " aria-current=\"true\"" : HTML.empty)>\(reader.t("traceability.on-line", ["n": String(n)]))</a>"
        }
        let mounters = machines.filter { $0.line == line }.html { machine in
            "<a href=\"?line=\(machine.line)&amp;mounter=\(machine.mounter)\"\(machine.mounter == mounter ? " aria-current=\"true\"" : HTML.empty)>M\(machine.mounter)</a>"
        }
        return "<div class=\"table-bar\"><div class=\"segmented\">\(lines)</div><div class=\"segmented\">\(mounters)</div></div>"
    }

    private var empty: HTML {
        "<div class=\"empty\">\(HTML.icon("slot"))<h2>\(reader.t("traceability.loaded-empty"))</h2><p>\(reader.t("traceability.loaded-empty-step"))</p></div>"
    }

    private func table(_ slots: [LoadedSlot]) -> HTML {
        let cells = TraceCells(reader: reader)
        let rows = slots.html { slot in
            """
            <tr data-href="/traceability/changes/\(slot.changeID)" data-key="\(slot.changeID)">\
            \(cells.opening("/traceability/changes/\(slot.changeID)", SlotText.html(slot.slot, slot.side, reader)))\(cells.text("part", slot.part))\
            \(cells.cell("barcode", "<a href=\"/traceability/lots/\(URLText.encode(slot.barcode))\">\(slot.barcode)</a>"))\(cells.text("lot", slot.lot))\
            \(cells.cell("quantity", "\(slot.quantity.map { reader.quantity($0) } ?? "")"))\
            \(cells.cell("since", "\(reader.time(slot.since)) <small class=\"muted\">\(reader.age(slot.since))</small>"))\(cells.file(slot.path, slot.fileLine))</tr>
            """
        }
        return cells.table(reader.t("traceability.loaded"), ["slot", "part", "barcode", "lot", "quantity", "since", "file"], rows)
    }
}
