// The lines of a log that a figure was made of, as they stand in their files.

import Host
import Kernel
import Store
import Web

struct LinesPage: Sendable {
    static let linesMax = 500
    let feature: MachiningFeature
    let visit: Visit

    init(_ feature: MachiningFeature, _ visit: Visit) {
        self.feature = feature
        self.visit = visit
    }

    func response() async throws -> WebResponse {
        let centre = try await feature.centre(id: visit.id())
        let zone = try Zone(centre.zone)
        let reader = visit.reader.at(zone)
        let (from, to) = try await stretch(centre)
        let kinds = visit.query["kinds"].map { Set($0.split(separator: ",").compactMap { EventMeaning(rawValue: String($0)) }) }
        // The line that ends a stretch stands at its very end.
        let stretch = Stretch(from, to + 1)
        let lines = try await feature.house.database.read {
            try LogTable(tx: $0).lines(centre.id, stretch, meanings: kinds.flatMap { $0.isEmpty ? nil : $0 }, limit: Self.linesMax + 1)
        }
        let day = try centre.rules().day(of: from)
        let span = "\(reader.namedDay(zone.day(of: Instant(milliseconds: from)))), \(reader.clock(from)) – \(reader.clock(to))"
        let count = reader.t(
            "machining.lines-count", ["n": lines.count > Self.linesMax ? "\(reader.number(Self.linesMax))+" : reader.number(lines.count)])
        let other: HTML =
            kinds == nil
            ? "" : "<a class=\"button\" href=\"\(DayPath.lines(centre.id, Stretch(from, to)))\">\(reader.t("machining.lines-all"))</a>"
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("machining.lines-title", ["centre": centre.name]))</h1><p class="answer"><b>\(count)</b> \(span).</p>\
            <div class="actions">\(other)<a class="button" href="\(DayPath.day(centre.id, day))">\(reader.t("machining.back-to-day"))</a></div></header>\
            \(lines.isEmpty ? "<div class=\"empty\">\(HTML.icon("ledger"))<h2>\(reader.t("machining.lines-none"))</h2></div>" : table(lines, reader))
            """
        return await feature.house.page(
            visit, title: reader.t("machining.lines"),
            place: [
                Place(reader.t("machining.title"), "/machining"), Place("\(centre.name), \(reader.day(day))", DayPath.day(centre.id, day)),
                Place(reader.t("machining.lines")),
            ], main)
    }

    /// What is asked for; without a word the centre's latest day.
    private func stretch(_ centre: Centre) async throws -> (Int64, Int64) {
        if visit.query["from"] != nil || visit.query["to"] != nil { return (try instant("from"), try instant("to")) }
        let latest = try await feature.latestDay(of: centre) ?? visit.reader.zone.day(of: visit.reader.now)
        let bounds = try centre.rules().bounds(of: latest)
        return (bounds.begin, bounds.end - 1)
    }

    /// - Throws: `time_invalid`.
    private func instant(_ name: String) throws(Problem) -> Int64 {
        guard let found = Instant(rfc3339: visit.query.text(name)) else { throw Problem(.input, "time_invalid", ["value": visit.query.text(name)]) }
        return found.milliseconds
    }

    private func table(_ lines: [LogEntry], _ reader: Reader) -> HTML {
        let headings = ["time", "event", "details", "file"].html { "<th scope=\"col\">\(reader.t("machining.column." + $0))</th>" }
        let rows = lines.prefix(Self.linesMax).html { line in
            let notes: HTML =
                (line.notes.contains(.wentBack) ? " <span class=\"tag is-warn\">\(reader.t("machining.note.back"))</span>" : HTML.empty)
                + (line.notes.contains(.skipped) ? " <span class=\"tag is-warn\">\(reader.t("machining.note.skipped"))</span>" : HTML.empty)
                + (line.notes.contains(.secondPass) ? " <span class=\"tag is-off\">\(reader.t("machining.note.second"))</span>" : HTML.empty)
            return """
                <tr><td class="mono">\(reader.time(line.at))\(notes)</td>\
                <td><span class="mono">\(line.name)</span> <small class="muted">\(reader.t("machining.meaning." + line.meaning.rawValue))</small></td>\
                <td class="mono">\(line.details)</td>\
                <td data-label="\(reader.t("machining.column.file"))"><a class="mono" href="/ledger/\(line.file)">\(line.path)</a>:\(line.fileLine) <small class="muted">\(reader.t("machining.byte", ["n": reader.number(line.byteOffset)]))</small></td></tr>
                """
        }
        return """
            <div class="table-wrap"><table class="data"><caption class="visually-hidden">\(reader.t("machining.lines"))</caption><thead><tr>\(headings)</tr></thead>\
            <tbody>\(rows)</tbody></table></div>\(lines.count > Self.linesMax ? "<p class=\"hint\">\(reader.t("machining.lines-more"))</p>" : HTML.empty)
            """
    }
}
