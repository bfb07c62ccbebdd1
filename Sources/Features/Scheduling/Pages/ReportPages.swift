// Reports: planned against actual, the estimates' errors, the use of lines, trolleys, what ships on time, what is at risk.

import Host
import Kernel
import Store
import Web

extension SchedulingFeature {
    var reportPages: [Route] {
        let path = "/scheduling/reports"
        return [
            .page(path, .needs(Self.view)) { try await ReportPage(self, $0).response() },
            .page(path + "/{report}", .needs(Self.view)) { try await ReportPage(self, $0).response() },
            .page(path + "/{report}/export", .needs(Self.view)) { try await ReportPage(self, $0).export() },
        ]
    }
}

enum ReportKind: String, CaseIterable {
    case risk, use, trolleys, ontime, customers, actuals, estimates
}

/// What reports are made of, read once.
struct ReportData: Sendable {
    /// Finished orders this far back.
    static let weeks = 26
    static let ordersMax = 20_000
    var desk: Desk
    var task: PlanTask
    var layout: Layout
    var finished: [FinishedOrder]

    init(_ actions: SchedulingActions, _ reader: Reader) async throws {
        let desk = try await actions.desk()
        var filter = ClosedFilter()
        filter.since = reader.now - .days(Int64(7 * Self.weeks))
        let orders = try await actions.closed(filter, limit: Self.ordersMax).orders
        self.desk = desk
        task = desk.task(now: reader.now, zone: reader.zone)
        layout = Layout(task, Array(desk.placements.values))
        finished = desk.finished(orders, try await actions.promises(), zone: reader.zone, now: reader.now)
    }
}

struct ReportPage: Sendable {
    let feature: SchedulingFeature
    let visit: Visit
    var reader: Reader { visit.reader }
    var words: ScheduleWords { ScheduleWords(reader: reader) }

    init(_ feature: SchedulingFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    private func kind() throws(Problem) -> ReportKind {
        guard let name = visit.path["report"] else { return .risk }
        guard let kind = ReportKind(rawValue: name) else { throw Problem(.missing, "page_missing", ["path": visit.request.path]) }
        return kind
    }

    func response() async throws -> WebResponse {
        let kind = try kind()
        let data = try await ReportData(feature.actions, reader)
        let table = table(kind, data)
        let path = "/scheduling/reports/" + kind.rawValue
        let links = ReportKind.allCases.html { other in
            "<a href=\"/scheduling/reports/\(other.rawValue)\"\(other == kind ? " aria-current=\"true\"" : HTML.empty)>\(reader.t("scheduling.report." + other.rawValue))</a>"
        }
        let picture = picture(kind, data)
        let chart: HTML = picture.isEmpty ? "" : "<section class=\"panel\"><div class=\"panel-body\">\(picture)</div></section>"
        let tools = DataTable(visit, path: path, sort: TableSort("")).tools(rows: Int64(table.rows.count))
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("scheduling.report.\(kind.rawValue).question"))</h1><p class="answer" id="answer" data-live="scheduling">\(answer(kind, data))</p></header>\
            \(ScheduleTabs.html(visit, current: "/scheduling/reports"))<div class="table-bar"><div class="segmented">\(links)</div><span class="spacer"></span>\(tools)</div>\
            <div id="report" class="stack-y" data-live="scheduling">\(chart)<section class="panel">\(table.html(visit))\
            <footer>\(reader.t("scheduling.report.\(kind.rawValue).formula"))</footer></section></div>
            """
        return await feature.house.page(
            visit, title: reader.t("scheduling.report." + kind.rawValue),
            place: ScheduleTabs.place(
                visit, Place(reader.t("scheduling.reports"), "/scheduling/reports"), Place(reader.t("scheduling.report." + kind.rawValue))), main)
    }

    func export() async throws -> WebResponse {
        let kind = try kind()
        let table = table(kind, try await ReportData(feature.actions, reader))
        let columns = table.columns.map { ExportColumn(title: reader.t("scheduling.column." + $0.key), kind: $0.kind) }
        return try ScheduleExport.response(
            visit, name: kind.rawValue + "-" + reader.zone.day(of: reader.now).isoText, columns: columns, rows: table.rows)
    }

    // MARK: the answer above

    private func answer(_ kind: ReportKind, _ data: ReportData) -> HTML {
        switch kind {
        case .risk:
            let risks = Risk.all(data.layout, data.task, data.desk.placements)
            let late = risks.count { $0.late > 0 }
            let unplaced = data.desk.backlog.count
            return """
                <b\(late > 0 ? " class=\"is-bad\"" : HTML.empty)>\(reader.t("scheduling.report.risk.late", ["n": reader.number(late)]))</b> \
                \(reader.t("scheduling.report.risk.near", ["n": reader.number(risks.count - late)])) \(reader.t("scheduling.orders.unplaced", ["n": reader.number(unplaced)]))
                """
        case .ontime, .customers:
            let due = data.finished.compactMap(\.isOnTime)
            guard !due.isEmpty else { return "\(reader.t("scheduling.report.ontime.none"))" }
            let share = Double(due.count { $0 }) / Double(due.count)
            return "<b>\(reader.t("scheduling.report.ontime.answer", ["share": reader.percent(share), "n": reader.number(due.count)]))</b>"
        case .actuals, .estimates:
            let known = data.finished.filter { $0.actual != nil && $0.planned > 0 }
            let (planned, actual) = (known.reduce(0) { $0 + $1.planned }, known.reduce(0) { $0 + ($1.actual ?? 0) })
            guard planned > 0 else { return "\(reader.t("scheduling.report.actuals.none"))" }
            let share = Double(actual) / Double(planned)
            return "<b>\(reader.t("scheduling.report.actuals.answer", ["share": reader.percent(share), "n": reader.number(known.count)]))</b>"
        case .use:
            let this = LineUse.all(data.desk, data.layout, [], zone: reader.zone, now: reader.now).filter { !$0.isPast }
            let (booked, available) = (this.reduce(0) { $0 + $1.booked }, this.reduce(0) { $0 + $1.available })
            guard available > 0 else { return "\(reader.t("scheduling.report.use.none"))" }
            return "<b>\(reader.t("scheduling.report.use.answer", ["share": reader.percent(Double(booked) / Double(available))]))</b>"
        case .trolleys:
            let curve = TrolleyCurve(data.layout, data.task)
            let peak = reader.t("scheduling.report.trolleys.answer", ["n": reader.number(curve.peak), "all": reader.number(data.task.pool)])
            let at: HTML = curve.peak > 0 ? curve.peakAt.map { "\(words.moment($0))." } ?? "" : ""
            return "<b\(curve.peak > data.task.pool ? " class=\"is-bad\"" : HTML.empty)>\(peak)</b> \(at)"
        }
    }
}
