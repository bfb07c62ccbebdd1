// The stretches behind the figures of a day, each with a link to its lines.

import Host
import Kernel
import Web

extension DayPage {
    /// Rows of a table at most; the longest come first.
    static let rowsMax = 12

    func stops(_ picture: DayPicture, _ t: DayTotals) -> HTML {
        let rows = picture.stops.map { (stop: $0, counted: counted($0.stretch, t)) }
            .sorted { ($1.counted, $1.stop.stretch.length) < ($0.counted, $0.stop.stretch.length) }
        let body = rows.prefix(Self.rowsMax).html { stop, counted in
            let begin = stop.beginID == nil ? reader.t("machining.from-before") : reader.clock(stop.stretch.begin)
            let end = stop.endID == nil ? reader.t("machining.goes-on") : reader.clock(stop.stretch.end)
            return row(stop.stretch, begin, end, counted)
        }
        return panel("stops", rows.count, body, DayPath.lines(centre.id, dayStretch, kinds: [.stop, .start]))
    }

    func waits(_ picture: DayPicture, _ t: DayTotals) -> HTML {
        let rows = picture.waits.sorted { ($1.length, $0.begin) < ($0.length, $1.begin) }
        let body = rows.prefix(Self.rowsMax).html { wait in row(wait, reader.clock(wait.begin), reader.clock(wait.end), counted(wait, t)) }
        return panel("waits", rows.count, body, DayPath.lines(centre.id, dayStretch, kinds: [.wait]))
    }

    /// How much of a stretch lies within the window.
    private func counted(_ stretch: Stretch, _ t: DayTotals) -> Int64 {
        guard let first = t.firstPiece, let last = t.lastPiece else { return 0 }
        return max(0, min(stretch.end, last) - max(stretch.begin, first))
    }

    private func row(_ stretch: Stretch, _ begin: String, _ end: String, _ counted: Int64) -> HTML {
        let path = DayPath.lines(centre.id, stretch)
        let inside: HTML =
            counted == stretch.length
            ? "" : "<br><small class=\"muted\">\(reader.t("machining.counted", ["length": reader.length(counted)]))</small>"
        return """
            <tr data-href="\(path)"><td><a href="\(path)">\(begin)</a></td><td data-label="\(reader.t("machining.column.until"))">\(end)</td>\
            <td class="num" data-label="\(reader.t("machining.column.length"))">\(reader.length(stretch.length))\(inside)</td></tr>
            """
    }

    private var dayStretch: Stretch {
        let begin = reader.zone.start(of: day).milliseconds
        return Stretch(begin, reader.zone.start(of: day.adding(days: 1)).milliseconds - 1)
    }

    private func panel(_ name: String, _ count: Int, _ body: HTML, _ lines: String) -> HTML {
        let headings: HTML = """
            <th scope="col">\(reader.t("machining.column.from"))</th><th scope="col">\(reader.t("machining.column.until"))</th>\
            <th scope="col" class="num">\(reader.t("machining.column.length"))</th>
            """
        let more: HTML =
            count > Self.rowsMax
            ? "<footer><p class=\"muted\">\(reader.t("machining.longest", ["n": String(Self.rowsMax), "all": reader.number(count)]))</p></footer>"
            : ""
        let table: HTML =
            count == 0
            ? "<div class=\"panel-body\"><p class=\"muted\">\(reader.t("machining.none"))</p></div>"
            : "<div class=\"table-wrap\"><table class=\"data\"><thead><tr>\(headings)</tr></thead><tbody>\(body)</tbody></table></div>\(more)"
        return """
            <section class="panel" id="\(name)"><header><h2>\(reader.t("machining." + name))</h2><a href="\(lines)">\(reader.t("machining.their-lines", ["n": reader.number(count)]))</a></header>\(table)</section>
            """
    }

    func jobs(_ session: SessionView) -> HTML {
        var groups: [(key: String, jobs: [JobEntry])] = []
        for job in session.jobs {
            if let at = groups.firstIndex(where: { $0.key == job.reference }) {
                groups[at].jobs.append(job)
            } else {
                groups.append((job.reference, [job]))
            }
        }
        groups.sort { ($1.jobs.count, $0.key) < ($0.jobs.count, $1.key) }
        let headings: HTML = """
            <th scope="col">\(reader.t("machining.column.reference"))</th><th scope="col" class="num">\(reader.t("machining.column.jobs"))</th>\
            <th scope="col">\(reader.t("machining.column.length-mm"))</th><th scope="col">\(reader.t("machining.column.colour"))</th>\
            <th scope="col">\(reader.t("machining.column.first"))</th>
            """
        let body = groups.prefix(Self.rowsMax).html { group in
            let first = group.jobs[0]
            let at = first.at.milliseconds
            let path = DayPath.lines(centre.id, Stretch(at, at))
            return """
                <tr data-href="\(path)"><td class="mono">\(group.key)</td><td class="num" data-label="\(reader.t("machining.column.jobs"))">\(reader.number(group.jobs.count))</td>\
                <td data-label="\(reader.t("machining.column.length-mm"))">\(few(group.jobs.map(\.length)))</td>\
                <td data-label="\(reader.t("machining.column.colour"))">\(few(group.jobs.map(\.colour)))</td>\
                <td data-label="\(reader.t("machining.column.first"))"><a href="\(path)">\(reader.clock(at))</a></td></tr>
                """
        }
        let table: HTML =
            groups.isEmpty
            ? "<div class=\"panel-body\"><p class=\"muted\">\(reader.t("machining.none"))</p></div>"
            : "<div class=\"table-wrap\"><table class=\"data\"><thead><tr>\(headings)</tr></thead><tbody>\(body)</tbody></table></div>"
        return
            "<section class=\"panel\" id=\"jobs\"><header><h2>\(reader.t("machining.jobs"))</h2><p>\(reader.number(session.jobs.count))</p></header>\(table)</section>"
    }

    /// The different values, the first three of them.
    private func few(_ values: [String]) -> String {
        var seen: [String] = []
        for value in values where !value.isEmpty && !seen.contains(value) { seen.append(value) }
        return seen.prefix(3).joined(separator: ", ") + (seen.count > 3 ? " +\(seen.count - 3)" : "")
    }

    func facts(_ stored: StoredDay) -> HTML {
        let t = stored.totals
        func clock(_ at: Int64?) -> String { at.map { reader.clock($0) } ?? "–" }
        let window = Stretch(stored.bounds.begin, stored.bounds.end - 1)
        var rows: [(String, HTML)] = [
            ("first-start", "\(clock(t.firstStart))"), ("first-piece", "\(clock(t.firstPiece))"), ("last-piece", "\(clock(t.lastPiece))"),
            ("last-stop", "\(clock(t.lastStop))"), ("overlap", "\(reader.length(t.overlap))"), ("silence", "\(reader.length(t.silence))"),
            ("unknown-events", "<a href=\"\(DayPath.lines(centre.id, window, kinds: [.other]))\">\(reader.number(t.others))</a>"),
            ("rejects", "<a href=\"/rejects\">\(reader.number(t.rejects))</a>"),
        ]
        let notes = DayFlags.names.filter { t.flags.contains($0.flag) && !DayFlags.doubts.contains($0.flag) }
        if !notes.isEmpty { rows.append(("notes", "\(notes.map { reader.t("machining.flag." + $0.name) }.joined(separator: "; "))")) }
        let list = rows.html { "<dt>\(reader.t("machining.fact." + $0.0))</dt><dd>\($0.1)</dd>" }
        let all = DayPath.lines(centre.id, window)
        return """
            <section class="panel" id="facts"><header><h2>\(reader.t("machining.facts"))</h2><a href="\(all)">\(reader.t("machining.all-lines"))</a></header>\
            <div class="panel-body"><dl class="facts">\(list)</dl></div></section>
            """
    }

    /// What the formula of the system before gives, beside ours.
    func compat(_ t: DayTotals) -> HTML {
        let c = t.compat
        func hours(_ milliseconds: Int64) -> String { reader.decimal(Double(milliseconds) / 3_600_000, digits: 2) }
        func signed(_ milliseconds: Int64) -> String { milliseconds < 0 ? "−" + hours(-milliseconds) : hours(milliseconds) }
        let rows: [(String, Int64, Int64)] = [
            ("window", t.window, c.duration), ("production", t.production, c.effective), ("wait", t.wait, c.wait), ("stop", t.stop, c.stop),
        ]
        let body = rows.html { name, own, before in
            "<tr><th scope=\"row\">\(reader.t("machining.column." + name))</th><td class=\"num\">\(hours(own))</td><td class=\"num\">\(signed(before))</td></tr>"
        }
        return """
            <section class="panel"><details><summary class="panel-body"><b>\(reader.t("machining.compat"))</b></summary>\
            <div class="panel-body"><p class="hint">\(reader.t("machining.compat-why"))</p></div>\
            <div class="table-wrap"><table class="data"><thead><tr><th scope="col">\(reader.t("machining.hours"))</th>\
            <th scope="col" class="num">Gemba</th><th scope="col" class="num">\(reader.t("machining.before"))</th></tr></thead><tbody>\(body)</tbody></table></div></details></section>
            """
    }
}
