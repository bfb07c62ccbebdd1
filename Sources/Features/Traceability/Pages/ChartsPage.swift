// Charts: changes per hour by result, NG rate by line and by part, the parts changed most. Every bar leads to its rows.

import Host
import Kernel
import Store
import Web

struct ChartsPage: Sendable {
    let feature: TraceabilityFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: TraceabilityFeature, _ visit: Visit) {
        self.feature = feature
        self.visit = visit
    }

    private struct Figures: Sendable {
        var hours: [HourCount]
        var lines: [(line: Int64, totals: ChangeTotals)]
        var top: [(part: String, totals: ChangeTotals)]
        var worst: [(part: String, totals: ChangeTotals)]
    }

    func response() async throws -> WebResponse {
        let days = min(max(try visit.query.int("days") ?? 3, 1), 31)
        let zone = feature.house.zone
        let to = reader.now
        let today = zone.day(of: to)
        let from = zone.start(of: today.adding(days: 1 - Int(days)))
        let figures = try await feature.house.database.read { tx in
            let tables = ChartTables(tx: tx)
            let first = today.daysSinceEpoch - days + 1
            return Figures(
                hours: try tables.hours(from: from, to: to, line: nil), lines: try tables.lines(from: from, to: to),
                top: try tables.parts(fromDay: first, toDay: today.daysSinceEpoch, onlyNG: false, limit: 12),
                worst: try tables.parts(fromDay: first, toDay: today.daysSinceEpoch, onlyNG: true, limit: 12))
        }
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("traceability.charts-question"))</h1><p class="answer">\(answer(figures))</p>\
            <div class="actions"><div class="segmented">\(choices(days))</div></div></header>\(TraceabilityTabs.html(visit, current: "/traceability/charts"))
            <div id="charts" class="stack-y" data-live="traceability"><section class="panel"><div class="panel-body">\
            \(Self.hours(figures.hours, from, to, reader, width: 1200).figure(tableTitle: reader.t("chart.table"), phoneWidth: 358))</div></section>\
            <div class="grid-2"><div class="stack-y">\(panel(lineRates(figures)))\(panel(worstParts(figures)))</div>\(panel(topParts(figures)))</div></div>
            """
        return await feature.house.page(
            visit, title: reader.t("traceability.charts"),
            place: [Place(reader.t("traceability.title"), "/traceability"), Place(reader.t("traceability.charts"))], main)
    }

    private func answer(_ figures: Figures) -> HTML {
        let total = figures.hours.reduce(Int64(0)) { $0 + $1.totals.total }
        let ng = figures.hours.reduce(Int64(0)) { $0 + $1.totals.ng }
        guard total > 0 else { return "\(reader.t("traceability.charts-none"))" }
        return
            "<b>\(reader.t("traceability.charts-answer", ["n": reader.number(total), "ng": reader.number(ng), "rate": reader.percent(Double(ng) / Double(total))]))</b>"
    }

    private func choices(_ days: Int64) -> HTML {
        [1, 3, 7, 14, 31].html { (n: Int64) in
            "<a href=\"?days=\(n)\"\(n == days ? " aria-current=\"true\"" : HTML.empty)>\(reader.t(n == 1 ? "traceability.day" : "traceability.days", ["n": String(n)]))</a>"
        }
    }

    private func panel(_ chart: HTML) -> HTML { "<section class=\"panel\"><div class=\"panel-body\">\(chart)</div></section>" }

    /// Changes per hour, stacked by result; over more than a week per six hours.
    static func hours(_ hours: [HourCount], _ from: Instant, _ to: Instant, _ reader: Reader, width: Double) -> StackedBars {
        let step: Int64 = (to - from) > .days(7) ? 6 : (to - from) > .days(2) ? 2 : 1
        let hour: Int64 = 3_600_000
        var buckets: [StackedBars.Bucket] = []
        var sums: [Int64: ChangeTotals] = [:]
        for count in hours {
            var sum = sums[count.hour / step] ?? ChangeTotals()
            sum.total += count.totals.total
            sum.ok += count.totals.ok
            sum.ng += count.totals.ng
            sums[count.hour / step] = sum
        }
        let first = from.milliseconds.floorDivided(by: hour * step)
        let last = to.milliseconds.floorDivided(by: hour * step)
        for bucket in first...max(first, last) {
            let totals = sums[bucket] ?? ChangeTotals()
            let start = Instant(milliseconds: bucket * hour * step)
            let end = Instant(milliseconds: (bucket + 1) * hour * step)
            let link = "/traceability?from=\(URLText.encode(reader.zone.rfc3339(start)))&to=\(URLText.encode(reader.zone.rfc3339(end)))"
            buckets.append(
                .init(from: start.milliseconds, to: end.milliseconds, values: [Double(totals.total - totals.ng), Double(totals.ng)], href: link))
        }
        let frame = ChartFrame(
            id: "hours", title: reader.t("traceability.chart-hours"), width: width, height: width > 700 ? 240 : 200,
            emptyText: reader.t("traceability.charts-none"), locale: reader.chartLocale)
        return StackedBars(
            frame: frame, series: [ChartSeries("OK", .ok), ChartSeries("NG", .ng)], buckets: buckets, from: from.milliseconds,
            to: to.milliseconds, unit: reader.t("traceability.changes"), now: to.milliseconds)
    }

    private func bars(
        _ id: String, _ key: String, _ tone: ChartTone, _ rows: [(label: String, value: Double, href: String)], unit: String, digits: Int
    ) -> HTML {
        let frame = ChartFrame(
            id: id, title: reader.t(key), width: 560, height: 60 + 24 * Double(max(3, rows.count)), emptyText: reader.t("traceability.charts-none"),
            locale: reader.chartLocale)
        let chart = BarChart(
            frame: frame, series: [ChartSeries(reader.t(key), tone)], bars: rows.map { .init($0.label, [$0.value], href: $0.href) },
            direction: .horizontal, unit: unit, digits: digits)
        return chart.figure(tableTitle: reader.t("chart.table"), phoneWidth: 330)
    }

    private func lineRates(_ figures: Figures) -> HTML {
        let rows = figures.lines.map { line in
            (
                label: reader.t("traceability.on-line", ["n": String(line.line)]),
                value: line.totals.total == 0 ? 0 : Double(line.totals.ng) * 1000 / Double(line.totals.total),
                href: "/traceability?line=\(line.line)&result=NG"
            )
        }
        return bars("line-rate", "traceability.chart-line-rate", .ng, rows, unit: "‰", digits: 1)
    }

    private func topParts(_ figures: Figures) -> HTML {
        let rows = figures.top.map { (label: $0.part, value: Double($0.totals.total), href: "/traceability?part=\(URLText.encode($0.part))") }
        return bars("top-parts", "traceability.chart-top", .c1, rows, unit: reader.t("traceability.changes"), digits: 0)
    }

    private func worstParts(_ figures: Figures) -> HTML {
        let rows = figures.worst.map {
            (label: $0.part, value: Double($0.totals.ng), href: "/traceability?part=\(URLText.encode($0.part))&result=NG")
        }
        return bars("worst-parts", "traceability.chart-worst", .ng, rows, unit: "NG", digits: 0)
    }
}
