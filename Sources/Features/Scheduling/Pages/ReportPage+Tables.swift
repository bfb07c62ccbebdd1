// The rows of each report, and its picture.

import Host
import Kernel
import Web

extension ReportPage {
    private typealias Column = ReportTable.Column

    private func at(_ instant: Instant?) -> ExportCell { instant.map { .instant($0, local: reader.zone.civil($0)) } ?? .empty }
    private func hours(_ hundredths: Int64?) -> ExportCell { hundredths.map { .quantity(Quantity(thousandths: $0 * 10)) } ?? .empty }
    private func hours(milliseconds: Int64?) -> ExportCell { milliseconds.map { .quantity(Quantity(thousandths: $0 / 3600)) } ?? .empty }
    private func line(_ number: Int?, _ data: ReportData) -> ExportCell { number.map { .text(data.desk.lines[$0]?.name ?? String($0)) } ?? .empty }
    private func share(_ value: Double?) -> ExportCell { value.map { .share($0) } ?? .empty }

    func table(_ kind: ReportKind, _ data: ReportData) -> ReportTable {
        switch kind {
        case .risk: risk(data)
        case .use: use(data)
        case .trolleys: trolleys(data)
        case .ontime: onTime(OnTime.byWeek(data.finished, zone: reader.zone).reversed(), "week", "ontime")
        case .customers: onTime(OnTime.byCustomer(data.finished), "customer", "customers")
        case .actuals: actuals(data)
        case .estimates: estimates(data)
        }
    }

    private func risk(_ data: ReportData) -> ReportTable {
        var table = ReportTable(
            name: "risk",
            columns: [
                Column("order"), Column("customer"), Column("assembly"), Column("line"), Column("end", .instant), Column("due", .instant),
                Column("late-hours", .quantity), Column("slack", .quantity), Column("binds"),
            ])
        for risk in Risk.all(data.layout, data.task, data.desk.placements) {
            let order = data.desk.orders[risk.order]
            table.orders[table.rows.count] = risk.order
            if risk.late > 0 { table.bad.insert(table.rows.count) }
            table.rows.append([
                .text(risk.order), .text(order?.customer ?? ""), .text(order?.assembly ?? ""), line(risk.line, data), at(risk.end), at(risk.due),
                risk.late > 0 ? hours(milliseconds: risk.late) : .empty, risk.late > 0 ? .empty : hours(milliseconds: risk.slack.milliseconds),
                .text(reader.t("scheduling.bind." + risk.bind.rawValue, ["order": risk.other ?? ""])),
            ])
        }
        return table
    }

    private func use(_ data: ReportData) -> ReportTable {
        var table = ReportTable(
            name: "use",
            columns: [
                Column("line"), Column("week"), Column("when"), Column("booked", .quantity), Column("available", .quantity), Column("use", .quantity),
            ])
        for use in LineUse.all(data.desk, data.layout, data.finished, zone: reader.zone, now: reader.now) {
            if (use.share ?? 0) > 1 { table.bad.insert(table.rows.count) }
            table.rows.append([
                line(use.line, data), .text(reader.day(use.week)), .text(reader.t(use.isPast ? "scheduling.report.past" : "scheduling.report.ahead")),
                hours(milliseconds: use.booked), hours(milliseconds: use.available), share(use.share),
            ])
        }
        return table
    }

    private func trolleys(_ data: ReportData) -> ReportTable {
        var table = ReportTable(name: "trolleys", columns: [Column("from", .instant), Column("trolleys", .integer), Column("over", .integer)])
        for step in TrolleyCurve(data.layout, data.task).steps {
            if step.count > data.task.pool { table.bad.insert(table.rows.count) }
            table.rows.append([at(step.at), .integer(Int64(step.count)), .integer(Int64(max(0, step.count - data.task.pool)))])
        }
        return table
    }

    private func onTime(_ rows: some Sequence<OnTime>, _ first: String, _ name: String) -> ReportTable {
        var table = ReportTable(
            name: name, columns: [Column(first), Column("done", .integer), Column("on-time", .integer), Column("share", .quantity)])
        for row in rows {
            let name = first == "week" ? CivilDate(iso: row.name).map(reader.day) ?? row.name : row.name
            table.rows.append([.text(name), .integer(Int64(row.orders)), .integer(Int64(row.onTime)), share(row.share)])
        }
        return table
    }

    private func actuals(_ data: ReportData) -> ReportTable {
        var table = ReportTable(
            name: "actuals",
            columns: [
                Column("order"), Column("customer"), Column("assembly"), Column("line"), Column("promised-end", .instant),
                Column("actual-end", .instant),
                Column("drift", .quantity), Column("planned-hours", .quantity), Column("actual-hours", .quantity), Column("difference", .quantity),
                Column("source"),
            ])
        for done in data.finished {
            table.orders[table.rows.count] = done.order.number
            if done.isOnTime == false { table.bad.insert(table.rows.count) }
            let source = done.actual == nil ? "" : reader.t(done.isFromClock ? "scheduling.report.by-clock" : "scheduling.report.recorded")
            table.rows.append([
                .text(done.order.number), .text(done.order.customer), .text(done.order.assembly), line(done.line, data), at(done.promisedEnd),
                at(done.order.endedAt), hours(milliseconds: done.drift?.milliseconds), hours(done.planned), hours(done.actual),
                hours(done.actual.map { $0 - done.planned }), .text(source),
            ])
        }
        return table
    }

    private func estimates(_ data: ReportData) -> ReportTable {
        var table = ReportTable(
            name: "estimates",
            columns: [
                Column("assembly"), Column("rev"), Column("customer"), Column("runs", .integer), Column("planned-hours", .quantity),
                Column("actual-hours", .quantity), Column("error", .quantity), Column("correction"),
            ])
        for row in EstimateError.all(data.finished) {
            let factor = row.correction.map { "× " + words.fixed(Quantity(thousandths: Int64(($0 * 1000).rounded()))) }
            table.rows.append([
                .text(row.assembly), .text(row.rev), .text(row.customer), .integer(Int64(row.runs)), hours(row.planned), hours(row.actual),
                share(row.error), .text(factor ?? ""),
            ])
        }
        return table
    }

    // MARK: pictures

    func picture(_ kind: ReportKind, _ data: ReportData) -> HTML {
        func frame(_ height: Double? = nil) -> ChartFrame {
            ChartFrame(
                id: kind.rawValue, title: reader.t("scheduling.report." + kind.rawValue), width: 1200, height: height, locale: reader.chartLocale)
        }
        let title = reader.t("chart.table")
        switch kind {
        case .trolleys:
            let curve = TrolleyCurve(data.layout, data.task)
            guard let first = curve.steps.first, let last = curve.steps.last, first.at < last.at else { return "" }
            let end = min(last.at, first.at + .days(42))
            var points: [LineChart.Point] = []
            var before = 0
            // Steps, not slopes: a trolley is there or not.
            for step in curve.steps where step.at <= end {
                points.append(.init(step.at.milliseconds, Double(before)))
                points.append(.init(step.at.milliseconds + 1, Double(step.count)))
                before = step.count
            }
            let chart = LineChart(
                frame: frame(260), lines: [.init(reader.t("scheduling.column.trolleys"), .c1, points)],
                base: .time(from: first.at.milliseconds, to: end.milliseconds + 1), unit: "", fromZero: true, isFilled: true,
                target: ChartTarget(Double(data.task.pool), label: reader.t("scheduling.report.trolleys.pool")), now: reader.now.milliseconds)
            return chart.figure(tableTitle: title, phoneWidth: 358)
        case .use:
            let uses = LineUse.all(data.desk, data.layout, data.finished, zone: reader.zone, now: reader.now)
            let weeks = Array(Set(uses.map(\.week))).sorted()
            let lines = data.desk.sortedLines.filter(\.isActive)
            let values = lines.map { line in weeks.map { week in uses.first { $0.line == line.number && $0.week == week }?.share.map { $0 * 100 } } }
            let chart = HeatMap(
                frame: frame(), rows: lines.map(\.name), columns: weeks.map { reader.day($0) }, values: values, unit: "%", tone: .c1,
                href: { _, _ in nil })
            return chart.figure(tableTitle: title, phoneWidth: 358)
        case .ontime:
            let weeks = OnTime.byWeek(data.finished, zone: reader.zone)
            guard !weeks.isEmpty else { return "" }
            let bars = weeks.suffix(Self.weeksShown).map { week in
                BarChart.Bar(CivilDate(iso: week.name).map(reader.day) ?? week.name, [week.share.map { $0 * 100 }])
            }
            let chart = BarChart(
                frame: frame(220), series: [ChartSeries(reader.t("scheduling.column.share"), .c1)], bars: Array(bars), unit: "%",
                target: ChartTarget(95, label: reader.t("scheduling.report.target")))
            return chart.figure(tableTitle: title, phoneWidth: 358)
        default: return ""
        }
    }

    static let weeksShown = 13
}
