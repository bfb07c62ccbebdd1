// The calendar: occupation of each centre day by day, missing days shown as missing, each cell a way to its day.

import Host
import Kernel
import Web

struct CalendarPage: Sendable {
    /// Days in one row.
    static let daysMax = 31
    let feature: MachiningFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: MachiningFeature, _ visit: Visit) {
        self.feature = feature
        self.visit = visit
    }

    func response() async throws -> WebResponse {
        let all = try await feature.centres()
        let chosen = try visit.query.int("centre")
        let centres = chosen == nil ? all : all.filter { $0.id == chosen }
        let latest = try await feature.latestDay() ?? reader.zone.day(of: reader.now)
        let month = try visit.query["from"].map { text throws(Problem) in try MachiningFeature.day(text) } ?? latest
        let first = CivilDate(year: month.year, month: month.month, day: 1) ?? month
        let months = chosen == nil ? 1 : 12
        let start = (0..<months - 1).reduce(first) { day, _ in
            let before = day.adding(days: -1)
            return CivilDate(year: before.year, month: before.month, day: 1) ?? before
        }
        let end = first.adding(days: CivilDate.lengthOfMonth(first.month, year: first.year) - 1)
        let days = try await feature.days(centres.map(\.id), from: start, to: end)
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("machining.calendar-question"))</h1><p class="answer">\(answer(days, centres, start, end))</p>\
            <div class="actions">\(steps(first, chosen))</div></header>\(MachiningTabs.html(visit, current: "/machining/calendar"))\(picker(all, chosen, first))\
            <div id="calendar" class="stack-y" data-live="machining">\(chosen == nil ? byCentre(centres, days, first) : byMonth(centres, days, start, end))</div>
            """
        return await feature.house.page(
            visit, title: reader.t("machining.calendar"),
            place: [Place(reader.t("machining.title"), "/machining"), Place(reader.t("machining.calendar"))], main)
    }

    private func answer(_ days: [StoredDay], _ centres: [Centre], _ from: CivilDate, _ to: CivilDate) -> HTML {
        let span = "\(reader.day(from)) – \(reader.day(to))"
        guard !days.isEmpty else { return "\(span): \(reader.t("machining.no-lines"))" }
        var sum = DayTotals()
        for day in days { sum += day.totals }
        let doubtful = days.count { $0.totals.grade != .a }
        return """
            \(span): <b>\(reader.t("machining.calendar-answer", ["share": reader.shares(sum)[0], "days": reader.number(days.count)]))</b> \
            \(reader.t("machining.calendar-doubts", ["n": reader.number(doubtful)]))
            """
    }

    private func steps(_ first: CivilDate, _ centre: Int64?) -> HTML {
        let own = centre.map { "&centre=\($0)" } ?? ""
        let before = first.adding(days: -1)
        let after = first.adding(days: 31)
        return """
            <a class="button" rel="prev" href="/machining/calendar?from=\(before.isoText)\(own)">‹ \(reader.t("machining.earlier"))</a>\
            <a class="button" rel="next" href="/machining/calendar?from=\(after.isoText)\(own)">\(reader.t("machining.later")) ›</a>
            """
    }

    private func picker(_ centres: [Centre], _ chosen: Int64?, _ first: CivilDate) -> HTML {
        let every: HTML =
            "<a href=\"/machining/calendar?from=\(first.isoText)\"\(chosen == nil ? " aria-current=\"true\"" : HTML.empty)>\(reader.t("machining.all-centres"))</a>"
        let links = centres.html { centre in
            "<a href=\"/machining/calendar?from=\(first.isoText)&amp;centre=\(centre.id)\"\(centre.id == chosen ? " aria-current=\"true\"" : HTML.empty)>\(centre.name)</a>"
        }
        return "<div class=\"table-bar\"><div class=\"segmented\">\(every)\(links)</div></div>"
    }

    /// A row per centre, a column per day of the month.
    private func byCentre(_ centres: [Centre], _ days: [StoredDay], _ first: CivilDate) -> HTML {
        let count = CivilDate.lengthOfMonth(first.month, year: first.year)
        let values = centres.map { centre in
            let own = Dictionary(uniqueKeysWithValues: days.filter { $0.centre == centre.id }.map { ($0.day, $0) })
            return (0..<count).map { occupation(own[first.adding(days: $0)]) }
        }
        return map(
            "month", centres.map(\.name), (1...count).map(String.init), values,
            "\(reader.t("month.\(first.month)")) \(first.year)"
        ) { row, column in DayPath.day(centres[row].id, first.adding(days: column)) }
    }

    /// A row per month of one centre.
    private func byMonth(_ centres: [Centre], _ days: [StoredDay], _ start: CivilDate, _ end: CivilDate) -> HTML {
        guard let centre = centres.first else { return "" }
        let own = Dictionary(uniqueKeysWithValues: days.map { ($0.day, $0) })
        var months: [CivilDate] = []
        var month = start
        while month <= end {
            months.append(month)
            month = month.adding(days: CivilDate.lengthOfMonth(month.month, year: month.year))
        }
        let values = months.map { month in
            (0..<Self.daysMax).map { n in
                n < CivilDate.lengthOfMonth(month.month, year: month.year) ? occupation(own[month.adding(days: n)]) : nil
            }
        }
        let names = months.map { "\(reader.t("month.\($0.month)")) \($0.year)" }
        let firsts = months
        return map("year", names, (1...Self.daysMax).map(String.init), values, centre.name) { row, column in
            let day = firsts[row].adding(days: column)
            return day.month == firsts[row].month ? DayPath.day(centre.id, day) : nil
        }
    }

    private func occupation(_ day: StoredDay?) -> Double? { day?.totals.share(day?.totals.production ?? 0).map { $0 * 100 } }

    private func map(
        _ id: String, _ rows: [String], _ columns: [String], _ values: [[Double?]], _ finding: String, href: @escaping @Sendable (Int, Int) -> String?
    ) -> HTML {
        guard !rows.isEmpty else { return "<div class=\"empty\">\(HTML.icon("calendar"))<h2>\(reader.t("machining.empty"))</h2></div>" }
        let frame = ChartFrame(
            id: id, title: reader.t("machining.chart-calendar"), finding: finding, width: 1200, emptyText: reader.t("machining.no-lines"),
            locale: reader.chartLocale)
        let chart = HeatMap(frame: frame, rows: rows, columns: columns, values: values, unit: "%", tone: .production, href: href)
        return """
            <section class="panel"><div class="panel-body">\(chart.figure(tableTitle: reader.t("chart.table"), phoneWidth: 358))\
            <p class="hint">\(reader.t("machining.calendar-hint"))</p></div></section>
            """
    }
}
