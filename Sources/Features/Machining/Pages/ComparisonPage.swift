// Centres beside each other: what each did on a day, and how a span of days compares. Every row leads to its day.

import Host
import Kernel
import Store
import Web

struct ComparisonPage: Sendable {
    let feature: MachiningFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: MachiningFeature, _ visit: Visit) {
        self.feature = feature
        self.visit = visit
    }

    /// Days that a look covers.
    private enum Span: String, CaseIterable {
        case day, week, month
        func first(_ day: CivilDate) -> CivilDate {
            switch self {
            case .day: day
            case .week: day.adding(days: -day.weekday)
            case .month: CivilDate(year: day.year, month: day.month, day: 1) ?? day
            }
        }
        func last(_ day: CivilDate) -> CivilDate {
            switch self {
            case .day: day
            case .week: first(day).adding(days: 6)
            case .month: CivilDate(year: day.year, month: day.month, day: CivilDate.lengthOfMonth(day.month, year: day.year)) ?? day
            }
        }
    }

    func response() async throws -> WebResponse {
        let span = Span(rawValue: visit.query["span"] ?? "day") ?? .day
        let centres = try await feature.centres()
        let latest = try await feature.latestDay() ?? reader.zone.day(of: reader.now)
        let day = try visit.query["day"].map { text throws(Problem) in try MachiningFeature.day(text) } ?? latest
        let (from, to) = (span.first(day), span.last(day))
        let rows = try await feature.summary(centres, from: from, to: to, by: .all)
        var lanes: HTML = ""
        if span == .day, !rows.isEmpty { lanes = try await picture(rows.map(\.centre), day) }
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("machining.question"))</h1><p class="answer">\(answer(rows, from, to))</p>\
            <div class="actions">\(steps(span, day))</div></header>\(MachiningTabs.html(visit, current: "/machining"))\
            \(bar(span, day))<div id="compare" class="stack-y" data-live="machining">\(rows.isEmpty ? empty(centres.isEmpty) : lanes + table(rows, centres, span, from, to))</div>
            """
        return await feature.house.page(
            visit, title: reader.t("machining.compare"),
            place: [Place(reader.t("machining.title"), "/machining"), Place(reader.t("machining.compare"))],
            main)
    }

    private func answer(_ rows: [SummaryRow], _ from: CivilDate, _ to: CivilDate) -> HTML {
        let days = from == to ? reader.namedDay(from) : "\(reader.day(from)) – \(reader.day(to))"
        guard !rows.isEmpty else { return "\(days): \(reader.t("machining.no-lines"))" }
        var sum = DayTotals()
        for row in rows { sum += row.totals }
        let shares = reader.shares(sum)
        return """
            \(days): <b>\(reader.t("machining.answer", ["pieces": reader.number(sum.pieces), "n": reader.number(rows.count)]))</b> \
            \(reader.t("machining.answer-shares", ["production": shares[0], "wait": shares[1], "stop": shares[2], "window": reader.length(sum.window)]))
            """
    }

    private func steps(_ span: Span, _ day: CivilDate) -> HTML {
        let before = span.first(day).adding(days: -1)
        let after = span.last(day).adding(days: 1)
        return """
            <a class="button" rel="prev" href="/machining?span=\(span.rawValue)&amp;day=\(before.isoText)">‹ \(reader.t("machining.earlier"))</a>\
            <a class="button" rel="next" href="/machining?span=\(span.rawValue)&amp;day=\(after.isoText)">\(reader.t("machining.later")) ›</a>
            """
    }

    private func bar(_ span: Span, _ day: CivilDate) -> HTML {
        let choices = Span.allCases.html { one in
            "<a href=\"/machining?span=\(one.rawValue)&amp;day=\(day.isoText)\"\(one == span ? " aria-current=\"true\"" : HTML.empty)>\(reader.t("machining.span." + one.rawValue))</a>"
        }
        return """
            <div class="table-bar"><div class="segmented">\(choices)</div>\
            <form class="filter-form" action="/machining" data-autosubmit><input type="hidden" name="span" value="\(span.rawValue)">\
            <div class="field"><label class="visually-hidden" for="day">\(reader.t("machining.day"))</label><input id="day" type="date" name="day" value="\(day.isoText)"></div>\
            <button>\(reader.t("machining.show"))</button></form></div>
            """
    }

    /// One lane per centre over the same hours.
    private func picture(_ centres: [Centre], _ day: CivilDate) async throws -> HTML {
        var lanes: [StateLanes.Lane] = []
        var (from, to) = (Int64.max, Int64.min)
        for centre in centres {
            let picture = try await feature.picture(centre, day)
            from = min(from, picture.states.first?.stretch.begin ?? .max)
            to = max(to, picture.states.last?.stretch.end ?? .min)
            lanes.append(StateLanes.Lane(centre.name, href: DayPath.day(centre.id, day), intervals: picture.states.map(\.interval)))
        }
        guard from < to else { return "" }
        let hour: Int64 = 3_600_000
        let frame = ChartFrame(id: "centres", title: reader.t("machining.chart-centres"), width: 1200, locale: reader.chartLocale)
        let chart = StateLanes(frame: frame, lanes: lanes, from: from.floorDivided(by: hour) * hour, to: (to.floorDivided(by: hour) + 1) * hour)
        return
            "<section class=\"panel\"><div class=\"panel-body\">\(chart.figure(tableTitle: reader.t("chart.table"), phoneWidth: 358))</div></section>"
    }

    private func table(_ rows: [SummaryRow], _ centres: [Centre], _ span: Span, _ from: CivilDate, _ to: CivilDate) -> HTML {
        let headings = [
            "centre", "type", "days", "pieces", "window", "production", "wait", "stop", "per-hour", "grade",
        ].html { name in
            let isNumber = !["centre", "type", "grade"].contains(name)
            return "<th scope=\"col\"\(isNumber ? " class=\"num\"" : HTML.empty)>\(reader.t("machining.column." + name))</th>"
        }
        let best = rows.max { ($0.totals.share($0.totals.production) ?? -1) < ($1.totals.share($1.totals.production) ?? -1) }
        let body = rows.html { row in
            let t = row.totals
            let shares = reader.shares(t)
            let path =
                span == .day ? DayPath.day(row.centre.id, from) : "/machining/calendar?centre=\(row.centre.id)&from=\(from.isoText)&to=\(to.isoText)"
            func cell(_ length: Int64, _ share: String, _ name: String) -> HTML {
                "<td class=\"num\" data-label=\"\(reader.t("machining.column." + name))\"><b>\(share)</b> <small class=\"muted\">\(reader.length(length))</small></td>"
            }
            let isBest = rows.count > 1 && row.centre.id == best?.centre.id
            return """
                <tr data-href="\(path)"><td><a href="\(path)">\(row.centre.name)</a>\(isBest ? " <small class=\"muted\">\(reader.t("machining.best"))</small>" : HTML.empty)</td>\
                <td>\(row.centre.type)</td><td class="num" data-label="\(reader.t("machining.column.days"))">\(reader.number(row.days))</td>\
                <td class="num" data-label="\(reader.t("machining.column.pieces"))">\(reader.number(t.pieces))</td>\
                <td class="num" data-label="\(reader.t("machining.column.window"))">\(reader.length(t.window))</td>\(cell(t.production, shares[0], "production"))\
                \(cell(t.wait, shares[1], "wait"))\(cell(t.stop, shares[2], "stop"))\
                <td class="num" data-label="\(reader.t("machining.column.per-hour"))">\(t.piecesPerHour.map { reader.decimal($0) } ?? "–")</td>\
                <td>\(GradeTag.html(row.grade, t.flags, reader))</td></tr>
                """
        }
        let missing = centres.filter { centre in !rows.contains { $0.centre.id == centre.id } }
        let note: HTML =
            missing.isEmpty
            ? "" : "<p class=\"hint\">\(reader.t("machining.without-lines", ["centres": missing.map(\.name).joined(separator: ", ")]))</p>"
        return """
            <section class="panel"><div class="table-wrap"><table class="data"><caption class="visually-hidden">\(reader.t("machining.compare"))</caption>\
            <thead><tr>\(headings)</tr></thead><tbody>\(body)</tbody></table></div></section>\(note)
            """
    }

    private func empty(_ isNew: Bool) -> HTML {
        """
        <div class="empty">\(HTML.icon("machining"))<h2>\(reader.t(isNew ? "machining.empty" : "machining.empty-day"))</h2>\
        <p>\(reader.t(isNew ? "machining.empty-step" : "machining.empty-day-step"))</p>\
        <div class="actions"><a class="button primary" href="\(isNew ? "/machining/import" : "/machining/calendar")">\(reader.t(isNew ? "machining.import" : "machining.calendar"))</a></div></div>
        """
    }
}

extension StateStretch {
    var interval: StateLanes.Interval {
        let lane: LaneState = state == .production ? .production : state == .wait ? .wait : .stop
        return StateLanes.Interval(lane, from: stretch.begin, to: stretch.end)
    }
}
