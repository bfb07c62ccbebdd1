// How far the work is, how fast it goes, and when it will be done.

import Host
import Kernel
import Web

struct MetricsPage: Sendable {
    let feature: BatchesFeature
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var actions: BatchesActions { feature.actions }

    init(_ feature: BatchesFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func response() async throws -> WebResponse {
        let team = try await actions.team()
        let counts = try await actions.list(BatchFilter(), limit: 1).counts
        let today = reader.zone.day(of: reader.now)
        let weeks = BatchMetrics.weeks(try await actions.finishedDays(), today: today)
        let share = BatchMetrics.Share(counts)
        let left = share.total - share.completed
        let forecast = BatchMetrics.forecast(weeks, left: left, today: today)
        let answer: HTML
        if left == 0, share.total > 0 {
            answer = "<b>\(reader.t("batches.metrics.all-done"))</b>"
        } else if let forecast {
            answer =
                "<b>\(reader.t("batches.metrics.forecast", ["day": reader.day(forecast.day)]))</b> \(reader.t("batches.metrics.pace", ["n": pace(forecast.perWeek), "left": reader.number(left)]))"
        } else {
            answer = "<b>\(reader.t("batches.metrics.no-forecast", ["left": reader.number(left)]))</b> \(reader.t("batches.metrics.no-forecast.why"))"
        }
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("batches.metrics.question"))</h1><p class="answer">\(answer)</p></header>\
            \(BatchesTabs.html(visit, current: "/batches/metrics"))<div id="metrics" class="stack-y" data-live="batches">\(cards(share, counts))\(picture(weeks))\(people(team))</div>
            """
        return await feature.house.page(
            visit, title: reader.t("batches.metrics"), place: [Place(reader.t("batches.title"), "/batches"), Place(reader.t("batches.metrics"))], main
        )
    }

    private func pace(_ perWeek: Double) -> String {
        let tenths = Int64((perWeek * 10).rounded())
        return tenths % 10 == 0 ? reader.number(tenths / 10) : reader.number(tenths / 10) + (reader.language == .en ? "." : ",") + String(tenths % 10)
    }

    private func cards(_ share: BatchMetrics.Share, _ counts: BatchCounts) -> HTML {
        let cards: [(String, String, String)] = [
            ("completion", reader.percent(share.completionRate / 100), "\(reader.number(share.completed)) / \(reader.number(share.total))"),
            ("efficiency", reader.percent(share.efficiency / 100), reader.t("batches.metrics.efficiency.why")),
            ("unassigned", reader.number(counts.unassigned), ""),
            ("with-masks", reader.number(counts.withMasks), "\(reader.number(counts.withMasks)) / \(reader.number(share.total))"),
        ]
        let html = cards.html { key, value, note in
            """
            <div class="card"><span class="card-label">\(reader.t("batches.metrics." + key))</span><span class="card-number">\(value)</span><span class="card-note">\(note)</span></div>
            """
        }
        return "<div class=\"cards\">\(html)</div>"
    }

    private func picture(_ weeks: [BatchMetrics.Week]) -> HTML {
        guard weeks.contains(where: { $0.finished > 0 }) else {
            return "<section class=\"panel\"><div class=\"empty\"><p>\(reader.t("batches.metrics.no-weeks"))</p></div></section>"
        }
        func figure(_ width: Double) -> BarChart {
            let frame = ChartFrame(
                id: "weeks", title: reader.t("batches.metrics.weeks"), width: width, height: 220, emptyText: reader.t("batches.metrics.no-weeks"),
                locale: reader.chartLocale)
            return BarChart(
                frame: frame, series: [ChartSeries(reader.t("batches.metrics.weeks"), .c1)],
                bars: weeks.map { .init(reader.day($0.monday), [Double($0.finished)]) }, unit: reader.t("batches.metrics.weeks.unit"))
        }
        return
            "<section class=\"panel\"><div class=\"panel-body\">\(figure(920).figure(tableTitle: reader.t("chart.table"), phoneWidth: 330))</div></section>"
    }

    private func people(_ team: [BatchesActions.PersonFigures]) -> HTML {
        func column(_ name: String) -> String { reader.t("batches.column." + name) }
        let rows = team.filter { $0.counts.total > 0 || $0.isMember }.html { figure in
            let share = BatchMetrics.Share(figure.counts)
            let query = figure.name ?? BatchFilter.nobody
            let path = BatchPath.board([("assignee", query)])
            return """
                <tr data-href="\(path)"><td><a href="\(path)">\(BatchWords(reader: reader).person(figure.name, isMember: figure.isMember))</a></td>\
                <td class="num">\(reader.number(share.total))</td><td class="num">\(reader.number(share.pending))</td><td class="num">\(reader.number(share.inProgress))</td>\
                <td class="num">\(reader.number(share.completed))</td><td class="num">\(reader.percent(share.completionRate / 100))</td>\
                <td class="num">\(reader.percent(share.efficiency / 100))</td></tr>
                """
        }
        let headings = ["assignee", "total", "pending", "progress", "done", "completion", "efficiency"].html {
            "<th scope=\"col\"\($0 == "assignee" ? HTML.empty : " class=\"num\"")>\(column($0))</th>"
        }
        return """
            <section class="panel"><header><h2>\(reader.t("batches.metrics.people"))</h2><a href="/api/metrics/export" download>CSV</a></header>\
            <div class="table-wrap"><table class="data"><thead><tr>\(headings)</tr></thead><tbody>\(rows)</tbody></table></div></section>
            """
    }
}
