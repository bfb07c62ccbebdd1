// The chain check: each change of reels held against what was loaded there. Scans that name another reel stand first;
// swaps (another part) and splices (the same part goes on) are told apart.

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
        let from =
            try visit.query["from"].map { text throws(Problem) in try ChangeFilter.instant(text, in: zone, isEnd: false) } ?? reader.now - .days(7)
        let to = try visit.query["to"].map { text throws(Problem) in try ChangeFilter.instant(text, in: zone, isEnd: true) } ?? reader.now + .days(1)
        guard let kind = ChainStep.Kind(rawValue: visit.query["kind"] ?? ChainStep.Kind.broken.rawValue) else {
            throw Problem(.input, "parameter_invalid", ["name": "kind", "value": visit.query.text("kind")])
        }
        let (steps, counts) = try await feature.chain(
            kind, line: visit.query.int("line"), mounter: visit.query.int("mounter"), from: from, to: to)
        let numbers = Dictionary(uniqueKeysWithValues: ChainStep.Kind.allCases.map { ($0.rawValue, reader.number(counts[$0] ?? 0)) })
        let isBroken = (counts[.broken] ?? 0) > 0
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("traceability.chain-question"))</h1><p class="answer">\
            <b\(isBroken ? " class=\"is-ng\"" : HTML.empty)>\(reader.t(isBroken ? "traceability.chain-answer" : "traceability.chain-whole", numbers))</b> \
            \(reader.t("traceability.chain-rest", numbers))</p></header>
            \(TraceabilityTabs.html(visit, current: "/traceability/chain"))\(form(kind))
            <div class="table-bar"><div class="segmented">\(choices(kind, counts))</div><p class="count">\(reader.t("traceability.chain-why-" + kind.rawValue))</p></div>
            \(table(kind, steps, counts[kind] ?? 0))
            """
        return await feature.house.page(
            visit, title: reader.t("traceability.chain"),
            place: [Place(reader.t("traceability.title"), "/traceability"), Place(reader.t("traceability.chain"))], main)
    }

    private func form(_ kind: ChainStep.Kind) -> HTML {
        let fields = [("line", "number"), ("mounter", "number"), ("from", "date"), ("to", "date")].html { name, type in
            """
            <div class="field"><label for="c-\(name)">\(reader.t("traceability.column." + name))</label>\
            <input id="c-\(name)" type="\(type)" name="\(name)" value="\(visit.query.text(name))"></div>
            """
        }
        return """
            <form class="form filter-form" action="/traceability/chain"><input type="hidden" name="kind" value="\(kind.rawValue)">\(fields)\
            <button>\(reader.t("traceability.show"))</button></form>
            """
    }

    private func choices(_ now: ChainStep.Kind, _ counts: [ChainStep.Kind: Int64]) -> HTML {
        ChainStep.Kind.allCases.html { kind in
            """
            <a href="/traceability/chain?\(visit.query.query(setting: ["kind": kind.rawValue]))"\(kind == now ? " aria-current=\"true\"" : HTML.empty)>\
            \(reader.t("traceability.chain-" + kind.rawValue)) \(reader.number(counts[kind] ?? 0))</a>
            """
        }
    }

    private func table(_ kind: ChainStep.Kind, _ steps: [ChainStep], _ count: Int64) -> HTML {
        if steps.isEmpty {
            return """
                <div class="empty">\(HTML.icon("ok"))<h2>\(reader.t("traceability.chain-none"))</h2>\
                <p>\(reader.t("traceability.chain-none-step"))</p></div>
                """
        }
        let cells = TraceCells(reader: reader)
        let rows = steps.html { step in
            let c = step.change
            let path = "/traceability/changes/\(c.id)"
            return """
                <tr data-href="\(path)" data-key="\(c.id)">\(cells.opening(path, c.scannedAt.map { reader.time($0) } ?? "–"))\
                \(cells.number("line", c.line))\(cells.number("mounter", c.mounter))\(cells.slot(c.slotText, c.side))\(cells.text("part", c.part))\
                \(cells.text("barcode", c.barcode))\(cells.text("previous", c.previousBarcode))\(cells.text("expected", step.expected))\
                \(cells.text("expected-part", step.expectedPart))</tr>
                """
        }
        let more: HTML =
            count > Int64(steps.count)
            ? "<p class=\"muted\">\(reader.t("traceability.chain-more", ["n": reader.number(steps.count)]))</p>" : ""
        return cells.table(
            reader.t("traceability.chain-" + kind.rawValue),
            ["time", "line", "mounter", "slot", "part", "barcode", "previous", "expected", "expected-part"], rows) + more
    }
}
