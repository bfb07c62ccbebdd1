// The day of a centre: where its hours went, as a picture, as figures, and as the stretches and lines they are made of.

import Host
import Kernel
import Store
import Web

struct DayPage: Sendable {
    let feature: MachiningFeature
    let visit: Visit
    let centre: Centre
    let day: CivilDate
    let reader: Reader

    init(_ feature: MachiningFeature, _ visit: Visit) async throws {
        self.feature = feature
        self.visit = visit
        centre = try await feature.centre(id: visit.id())
        day = try MachiningFeature.day(visit.path["day"] ?? "")
        reader = visit.reader.at(try Zone(centre.zone))
    }

    func response() async throws -> WebResponse {
        let session = try await feature.session(centre, day)
        let picture = try await feature.picture(centre, day)
        let content: HTML
        if let stored = session.stored {
            content = try await figures(stored, session, picture)
        } else {
            content = """
                <div class="empty">\(HTML.icon("calendar"))<h2>\(reader.t("machining.day-empty"))</h2><p>\(reader.t("machining.day-empty-step"))</p>\
                <div class="actions"><a class="button" href="/machining/calendar?centre=\(centre.id)">\(reader.t("machining.calendar"))</a>\
                <a class="button" href="/sources">\(reader.t("machining.open-sources"))</a></div></div>
                """
        }
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("machining.day-question", ["centre": centre.name]))</h1><p class="answer">\(answer(session))</p>\
            <div class="actions">\(steps)</div></header>\(bar)<div id="day" class="stack-y" data-live="machining">\(content)</div>
            """
        return await feature.house.page(
            visit, title: "\(centre.name), \(reader.day(day))",
            place: [Place(reader.t("machining.title"), "/machining?day=\(day.isoText)"), Place("\(centre.name), \(reader.day(day))")], main)
    }

    private func answer(_ session: SessionView) -> HTML {
        let name = reader.namedDay(day)
        guard let t = session.stored?.totals else { return "\(name): \(reader.t("machining.no-lines"))" }
        guard t.window > 0 else {
            return "\(name): <b>\(reader.t("machining.answer-no-window", ["pieces": reader.number(t.pieces)]))</b> \(GradeTag.html(t, reader))"
        }
        let shares = reader.shares(t)
        return """
            \(name): <b>\(reader.t("machining.day-answer", ["production": shares[0], "window": reader.length(t.window)]))</b> \
            \(reader.t("machining.day-answer-rest", ["wait": shares[1], "stop": shares[2], "pieces": reader.number(t.pieces)])) \(GradeTag.html(t, reader))
            """
    }

    private var steps: HTML {
        """
        <a class="button" rel="prev" href="\(DayPath.day(centre.id, day.adding(days: -1)))">‹ \(reader.day(day.adding(days: -1)))</a>\
        <a class="button" rel="next" href="\(DayPath.day(centre.id, day.adding(days: 1)))">\(reader.day(day.adding(days: 1))) ›</a>
        """
    }

    private var bar: HTML {
        let settings: HTML =
            reader.may(MachiningFeature.manage)
            ? "<a class=\"button\" href=\"/machining/centres/\(centre.id)\">\(HTML.icon("edit"))\(reader.t("machining.centre-settings"))</a>" : ""
        return """
            <div class="table-bar"><a class="button" href="/machining?day=\(day.isoText)">\(reader.t("machining.all-centres"))</a>\
            <a class="button" href="/machining/calendar?centre=\(centre.id)">\(HTML.icon("calendar"))\(reader.t("machining.calendar"))</a>\(settings)\
            <span class="spacer"></span>\(exports)</div>
            """
    }

    /// Where the export of this day is.
    private var exports: HTML {
        let name = URLText.encode(centre.name)
        return ["xlsx", "csv", "json"].html { format in
            "<a class=\"button\" href=\"/machining/export?centre=\(name)&amp;from=\(day.isoText)&amp;to=\(day.isoText)&amp;format=\(format)\">\(HTML.icon("download"))\(format.uppercased())</a>"
        }
    }

    private func figures(_ stored: StoredDay, _ session: SessionView, _ picture: DayPicture) async throws -> HTML {
        let t = stored.totals
        return """
            \(cards(t))\(doubts(t))\(chart(picture, t))\(hours(picture))\
            <div class="grid-2"><div class="stack-y">\(stops(picture, t))\(waits(picture, t))</div>\
            <div class="stack-y">\(jobs(session))\(facts(stored))\(compat(t))</div></div>
            """
    }

    /// The figures, each with a way to what it is made of.
    private func cards(_ t: DayTotals) -> HTML {
        let shares = reader.shares(t)
        let bounds = Stretch(t.firstPiece ?? 0, t.lastPiece ?? 0)
        let rows: [(key: String, value: String, note: String, path: String)] = [
            ("production", shares[0], reader.length(t.production), "#picture"), ("wait", shares[1], reader.length(t.wait), "#waits"),
            ("stop", shares[2], reader.length(t.stop), "#stops"),
            (
                "window", t.window > 0 ? reader.length(t.window) : "–",
                t.window > 0 ? "\(reader.clock(bounds.begin, seconds: false)) – \(reader.clock(bounds.end, seconds: false))" : "",
                t.firstPiece == nil ? "#facts" : DayPath.lines(centre.id, bounds)
            ),
            (
                "pieces", reader.number(t.pieces), t.piecesPerHour.map { reader.t("machining.per-hour", ["n": reader.decimal($0)]) } ?? "",
                t.firstPiece == nil ? "#facts" : DayPath.lines(centre.id, bounds, kinds: [.piece])
            ),
            ("jobs", reader.number(t.jobs), "", "#jobs"),
        ]
        let cards = rows.html { row in
            """
            <a class="card" href="\(row.path)"><span class="card-label">\(reader.t("machining.column." + row.key))</span>\
            <span class="card-number">\(row.value)</span><span class="card-note">\(row.note)</span></a>
            """
        }
        return "<div class=\"cards\">\(cards)</div>"
    }

    /// Why the figures are to be taken with care.
    private func doubts(_ t: DayTotals) -> HTML {
        let reasons = GradeTag.reasons(t.flags, reader)
        guard !reasons.isEmpty else { return "" }
        let list = reasons.joined(separator: "; ")
        let more = t.rejects > 0 ? reader.t("machining.rejected-lines", ["n": reader.number(t.rejects)]) : nil
        return Notice.warn(reader.t("machining.doubts", ["grade": t.grade.rawValue]), [list, more].compactMap { $0 }.joined(separator: ". "))
    }

    /// The whole day on one axis: three lanes, and a tick per piece. Drawn twice, since the server does not know the screen.
    private func chart(_ picture: DayPicture, _ t: DayTotals) -> HTML {
        let zone = reader.zone
        func drawing(_ kind: String, _ width: Int) -> HTML {
            let labels = DayTimeline.Labels(centre, day, t, zone, reader, isNarrow: kind == "narrow")
            let svg = DayTimeline.svg(picture, zone: zone, labels: labels, palette: .page, width: width, id: "day-" + kind)
            // Made of our own markup and escaped text.
            return HTML(raw: svg.replacing("<svg ", with: "<svg class=\"chart-svg \(kind)\" ", maxReplacements: 1))
        }
        return """
            <section class="panel" id="picture"><div class="panel-body"><figure class="chart">\(drawing("wide", 1140))\(drawing("narrow", 358))</figure>\
            \(pictures)</div></section>
            """
    }

    /// The same picture as a file.
    private var pictures: HTML {
        let name = URLText.encode(centre.name)
        let links = ["svg", "png"].html { format in
            "<a class=\"button\" href=\"/machining/timeline?centre=\(name)&amp;day=\(day.isoText)&amp;format=\(format)\">\(HTML.icon("download"))\(format.uppercased())</a>"
        }
        return "<div class=\"actions\">\(links)</div>"
    }

    private func hours(_ picture: DayPicture) -> HTML {
        guard let first = picture.pieces.first, let last = picture.pieces.last else { return "" }
        let hour: Int64 = 3_600_000
        let counts = Dictionary(grouping: picture.pieces) { $0.floorDivided(by: hour) }.mapValues(\.count)
        let (low, high) = (first.floorDivided(by: hour), last.floorDivided(by: hour))
        let buckets = (low...high).map { n in
            StackedBars.Bucket(
                from: n * hour, to: (n + 1) * hour, values: [Double(counts[n] ?? 0)],
                href: DayPath.lines(centre.id, Stretch(n * hour, (n + 1) * hour), kinds: [.piece]))
        }
        let frame = ChartFrame(id: "pieces", title: reader.t("machining.chart-pieces"), width: 1200, height: 180, locale: reader.chartLocale)
        let chart = StackedBars(
            frame: frame, series: [ChartSeries(reader.t("machining.column.pieces"), .c1)], buckets: buckets, from: low * hour, to: (high + 1) * hour,
            unit: reader.t("machining.column.pieces"))
        return
            "<section class=\"panel\"><div class=\"panel-body\">\(chart.figure(tableTitle: reader.t("chart.table"), phoneWidth: 358))</div></section>"
    }
}

extension DayTimeline.Palette {
    /// The colours of the page, light, dark or printed.
    static let page: DayTimeline.Palette = {
        var palette = DayTimeline.Palette()
        palette.background = "var(--chart-surface)"
        palette.ink = "var(--chart-ink)"
        palette.muted = "var(--chart-quiet)"
        palette.grid = "var(--chart-grid)"
        palette.lane = "var(--chart-shade)"
        palette.production = "var(--chart-s-production)"
        palette.wait = "var(--chart-s-wait)"
        palette.waitLines = "var(--chart-surface)"
        palette.stop = "var(--chart-s-stop)"
        palette.stopLines = "var(--chart-surface)"
        palette.piece = "var(--chart-c1)"
        return palette
    }()
}
