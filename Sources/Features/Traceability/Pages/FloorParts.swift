// What traceability puts on the Floor page: open NG as needs, and today's changes as its live picture.

import Host
import Kernel
import Store
import Web

extension TraceabilityFeature {
    func floorNeeds(_ visit: Visit) async throws -> [Need] {
        let reader = visit.reader
        guard reader.may(Self.view) else { return [] }
        let open = try await ngBoard(since: reader.now - NGPage.lookBack).filter { $0.resolvedAt == nil }
        return open.map { ng in
            let c = ng.change
            let place = [
                c.line.map { reader.t("traceability.on-line", ["n": String($0)]) },
                c.mounter.map { reader.t("traceability.on-mounter", ["n": String($0)]) },
                "\(reader.t("traceability.column.slot")) \(c.slotText)",
            ].compactMap { $0 }.joined(separator: ", ")
            return Need(
                .bad, icon: "stop", card: reader.t("traceability.ng-card"), title: reader.t("traceability.ng-need", ["place": place]),
                detail: "\(c.part), \(c.barcode)", since: c.scannedAt, path: "/traceability/ng", action: reader.t("traceability.ng-do"))
        }
    }

    func floorPicture(_ visit: Visit) async throws -> HTML? {
        let reader = visit.reader
        guard reader.may(Self.view) else { return nil }
        let from = reader.now - .hours(24)
        let (hours, lines) = try await house.database.read { tx in
            (try ChartTables(tx: tx).hours(from: from, to: reader.now, line: nil), try ChartTables(tx: tx).lines(from: from, to: reader.now))
        }
        guard !hours.isEmpty else { return nil }
        let chart = ChartsPage.hours(hours, from, reader.now, reader, width: 640).figure(tableTitle: reader.t("chart.table"), phoneWidth: 340)
        return """
            <div class="grid-2"><section class="panel"><header><h2>\(reader.t("traceability.floor-hours"))</h2><a href="/traceability">\(reader.t("traceability.open"))</a></header>\
            <div class="panel-body">\(chart)</div></section>\(linePanel(lines, reader))</div>
            """
    }

    private func linePanel(_ lines: [(line: Int64, totals: ChangeTotals)], _ reader: Reader) -> HTML {
        let rows = lines.html { line in
            let rate = line.totals.total == 0 ? 0 : Double(line.totals.ng) / Double(line.totals.total)
            let path = "/traceability?line=\(line.line)"
            let ng: HTML = line.totals.ng > 0 ? "<a href=\"\(path)&amp;result=NG\">\(reader.number(line.totals.ng))</a>" : "0"
            return """
                <tr data-href="\(path)"><td><a href="\(path)">\(reader.t("traceability.on-line", ["n": String(line.line)]))</a></td>\
                <td class="num">\(reader.number(line.totals.total))</td><td class="num">\(ng)</td><td class="num">\(reader.percent(rate))</td></tr>
                """
        }
        let headings: HTML = """
            <th scope="col">\(reader.t("traceability.column.line"))</th><th scope="col" class="num">\(reader.t("traceability.changes"))</th>\
            <th scope="col" class="num">NG</th><th scope="col" class="num">\(reader.t("traceability.rate"))</th>
            """
        return """
            <section class="panel"><header><h2>\(reader.t("traceability.floor-lines"))</h2><p>\(reader.t("traceability.last-day"))</p></header>\
            <div class="table-wrap"><table class="data"><thead><tr>\(headings)</tr></thead><tbody>\(rows)</tbody></table></div></section>
            """
    }
}
