// Data quality: how far the figures can be trusted, and what to do about those that cannot. Days with doubts, events
// without a meaning, and which end of a wait its line is written at.

import Host
import Kernel
import Store
import Web

struct QualityPage: Sendable {
    static let daysMax = 200
    let feature: MachiningFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: MachiningFeature, _ visit: Visit) {
        self.feature = feature
        self.visit = visit
    }

    func response() async throws -> WebResponse {
        let centres = try await feature.centres()
        let to = try await feature.latestDay() ?? reader.zone.day(of: reader.now)
        let days = Int(min(max(try visit.query.int("days") ?? 30, 1), 366))
        let from = to.adding(days: 1 - days)
        let stored = try await feature.days(nil, from: from, to: to)
        let names = try await feature.eventNames()
        let odd = try await feature.oddLogs()
        let evidence = try await feature.waitEvidence(from: from, to: to)
        let notice: HTML = visit.query["done"] == nil ? "" : Notice.ok(reader.t("machining.quality-saved"))
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("machining.quality-question"))</h1><p class="answer">\(answer(stored, centres, from, to))</p></header>\
            \(MachiningTabs.html(visit, current: "/machining/quality"))\(notice)<div class="table-bar"><div class="segmented">\(choices(days))</div></div>\
            <div id="quality" class="stack-y" data-live="machining">\(byCentre(stored, centres, from, to))\(doubtful(stored, centres))\
            <div class="grid-2">\(findings(stored))\(oddLogs(odd))</div>\
            \(waits(evidence, centres))\(meanings(names))</div>
            """
        return await feature.house.page(
            visit, title: reader.t("machining.quality"),
            place: [Place(reader.t("machining.title"), "/machining"), Place(reader.t("machining.quality"))],
            main)
    }

    private func answer(_ days: [StoredDay], _ centres: [Centre], _ from: CivilDate, _ to: CivilDate) -> HTML {
        let count = { (grade: Grade) in days.count { $0.totals.grade == grade } }
        return """
            \(reader.day(from)) – \(reader.day(to)): <b>\(reader.t("machining.quality-answer", ["n": reader.number(days.count), "a": reader.number(count(.a))]))</b> \
            \(reader.t("machining.quality-answer-rest", ["b": reader.number(count(.b)), "c": reader.number(count(.c))]))
            """
    }

    private func choices(_ days: Int) -> HTML {
        [7, 30, 90, 366].html { n in
            "<a href=\"/machining/quality?days=\(n)\"\(n == days ? " aria-current=\"true\"" : HTML.empty)>\(reader.t("machining.last-days", ["n": String(n)]))</a>"
        }
    }

    private func byCentre(_ days: [StoredDay], _ centres: [Centre], _ from: CivilDate, _ to: CivilDate) -> HTML {
        let all = Int(to.daysSinceEpoch - from.daysSinceEpoch) + 1
        let headings = ["centre", "days", "missing-days", "grade-a", "grade-b", "grade-c", "events", "rejects", "unknown-events", "silence"].html {
            name in
            "<th scope=\"col\"\(name == "centre" ? HTML.empty : " class=\"num\"")>\(reader.t("machining.column." + name))</th>"
        }
        let body = centres.html { centre in
            let own = days.filter { $0.centre == centre.id }
            var sum = DayTotals()
            for day in own { sum += day.totals }
            func number(_ name: String, _ n: Int64) -> HTML {
                "<td class=\"num\" data-label=\"\(reader.t("machining.column." + name))\">\(reader.number(n))</td>"
            }
            func grade(_ grade: Grade) -> Int64 { Int64(own.count { $0.totals.grade == grade }) }
            let path = "/machining/calendar?centre=\(centre.id)"
            return """
                <tr data-href="\(path)"><td><a href="\(path)">\(centre.name)</a></td>\(number("days", Int64(own.count)))\(number("missing-days", Int64(all - own.count)))\
                \(number("grade-a", grade(.a)))\(number("grade-b", grade(.b)))\(number("grade-c", grade(.c)))\(number("events", sum.events))\
                <td class="num" data-label="\(reader.t("machining.column.rejects"))"><a href="/rejects">\(reader.number(sum.rejects))</a></td>\
                \(number("unknown-events", sum.others))<td class="num" data-label="\(reader.t("machining.column.silence"))">\(reader.length(sum.silence))</td></tr>
                """
        }
        return """
            <section class="panel"><header><h2>\(reader.t("machining.by-centre"))</h2></header><div class="table-wrap"><table class="data">\
            <thead><tr>\(headings)</tr></thead><tbody>\(body)</tbody></table></div></section>
            """
    }

    private func doubtful(_ days: [StoredDay], _ centres: [Centre]) -> HTML {
        let names = Dictionary(uniqueKeysWithValues: centres.map { ($0.id, $0.name) })
        let rows = days.filter { $0.totals.grade != .a }.sorted {
            ($1.totals.grade, $1.day, $0.centre) < ($0.totals.grade, $0.day, $1.centre)
        }
        let body = rows.prefix(Self.daysMax).html { day in
            let path = DayPath.day(day.centre, day.day)
            return """
                <tr data-href="\(path)"><td><a href="\(path)">\(reader.namedDay(day.day))</a></td><td>\(names[day.centre] ?? "")</td>\
                <td>\(GradeTag.html(day.totals, reader))</td><td>\(GradeTag.reasons(day.totals.flags, reader).joined(separator: "; "))</td>\
                <td class="num" data-label="\(reader.t("machining.column.rejects"))">\(reader.number(day.totals.rejects))</td></tr>
                """
        }
        let headings: HTML = """
            <th scope="col">\(reader.t("machining.day"))</th><th scope="col">\(reader.t("machining.column.centre"))</th><th scope="col">\(reader.t("machining.column.grade"))</th>\
            <th scope="col">\(reader.t("machining.column.why"))</th><th scope="col" class="num">\(reader.t("machining.column.rejects"))</th>
            """
        let table: HTML =
            rows.isEmpty
            ? "<div class=\"panel-body\"><p class=\"muted\">\(reader.t("machining.no-doubts"))</p></div>"
            : "<div class=\"table-wrap\"><table class=\"data\"><thead><tr>\(headings)</tr></thead><tbody>\(body)</tbody></table></div>"
        return
            "<section class=\"panel\"><header><h2>\(reader.t("machining.doubtful"))</h2><p>\(reader.number(rows.count))</p></header>\(table)</section>"
    }

    /// Everything that was met in these days, doubt or not.
    private func findings(_ days: [StoredDay]) -> HTML {
        let rows = DayFlags.names.html { flag, name in
            let own = days.filter { $0.totals.flags.contains(flag) }
            guard let latest = own.max(by: { $0.day < $1.day }) else { return "" }
            let mark: HTML = DayFlags.doubts.contains(flag) ? "<span class=\"tag is-warn\">\(reader.t("machining.doubt"))</span> " : ""
            return """
                <tr><td>\(mark)\(reader.t("machining.flag." + name))</td><td class="num">\(reader.number(own.count))</td>\
                <td><a href="\(DayPath.day(latest.centre, latest.day))">\(reader.day(latest.day))</a></td></tr>
                """
        }
        let headings: HTML = """
            <th scope="col">\(reader.t("machining.column.finding"))</th><th scope="col" class="num">\(reader.t("machining.column.days"))</th>\
            <th scope="col">\(reader.t("machining.column.latest"))</th>
            """
        return panel("findings", headings, rows)
    }

    private func oddLogs(_ logs: [OddLog]) -> HTML {
        let rows = logs.html { log in
            let why = log.loaded == 0 ? reader.t("machining.log-empty") : reader.t("machining.log-encoding")
            return """
                <tr><td><a class="mono" href="/ledger/\(log.file)">\(log.path)</a></td><td>\(why)</td><td class="num">\(reader.number(log.lines))</td></tr>
                """
        }
        let headings: HTML = """
            <th scope="col">\(reader.t("machining.column.file"))</th><th scope="col">\(reader.t("machining.column.why"))</th>\
            <th scope="col" class="num">\(reader.t("machining.column.lines"))</th>
            """
        return panel("odd-logs", headings, rows)
    }

    private func panel(_ name: String, _ headings: HTML, _ rows: HTML) -> HTML {
        let table: HTML =
            rows.isEmpty
            ? "<div class=\"panel-body\"><p class=\"muted\">\(reader.t("machining.none"))</p></div>"
            : "<div class=\"table-wrap\"><table class=\"data\"><thead><tr>\(headings)</tr></thead><tbody>\(rows)</tbody></table></div>"
        return "<section class=\"panel\" id=\"\(name)\"><header><h2>\(reader.t("machining." + name))</h2></header>\(table)</section>"
    }

    private func meanings(_ names: [(name: EventName, count: Int64)]) -> HTML {
        let mayChange = reader.may(MachiningFeature.manage)
        let rows = names.html { entry in
            let choices = EventMeaning.allCases.html { meaning in
                "<option value=\"\(meaning.rawValue)\"\(meaning == entry.name.meaning ? " selected" : HTML.empty)>\(reader.t("machining.meaning." + meaning.rawValue))</option>"
            }
            let cell: HTML =
                mayChange
                ? "<select name=\"meaning.\(entry.name.id)\" aria-label=\"\(entry.name.name)\">\(choices)</select>"
                : "\(reader.t("machining.meaning." + entry.name.meaning.rawValue))"
            return "<tr><td class=\"mono\">\(entry.name.name)</td><td class=\"num\">\(reader.number(entry.count))</td><td>\(cell)</td></tr>"
        }
        let button: HTML =
            mayChange && !names.isEmpty
            ? "<div class=\"panel-body\"><button class=\"primary\">\(reader.t("machining.save-meanings"))</button></div>" : ""
        let table: HTML = """
            <div class="table-wrap"><table class="data"><thead><tr><th scope="col">\(reader.t("machining.column.event"))</th>\
            <th scope="col" class="num">\(reader.t("machining.column.lines"))</th><th scope="col">\(reader.t("machining.column.meaning"))</th></tr></thead><tbody>\(rows)</tbody></table></div>
            """
        let content: HTML = mayChange ? "<form method=\"post\" action=\"/machining/meanings\">\(HTML.csrf(visit))\(table)\(button)</form>" : table
        return """
            <section class="panel" id="events"><header><h2>\(reader.t("machining.events"))</h2><p>\(reader.t("machining.events-why"))</p></header>\(content)</section>
            """
    }

    /// Under the true end of the stamp hardly a piece is finished inside a wait.
    private func waits(_ evidence: [WaitEvidence], _ centres: [Centre]) -> HTML {
        let rows = centres.html { centre in
            let found = evidence.first { $0.centre == centre.id } ?? WaitEvidence(centre: centre.id)
            let name: HTML =
                reader.may(MachiningFeature.manage) ? "<a href=\"/machining/centres/\(centre.id)\">\(centre.name)</a>" : "\(centre.name)"
            let state: HTML =
                centre.isWaitConfirmed
                ? "<span class=\"tag is-ok\">\(HTML.icon("ok"))\(reader.t("machining.wait." + centre.waitStamp.rawValue))</span>"
                : "\(reader.t("machining.wait." + centre.waitStamp.rawValue)) <span class=\"tag is-warn\">\(reader.t("machining.wait.assumed"))</span>"
            return """
                <tr><td>\(name)</td><td class="num">\(reader.number(found.waits))</td>\
                <td class="num">\(reader.number(found.piecesIfBegin))</td><td class="num">\(reader.number(found.piecesIfEnd))</td><td>\(state)</td></tr>
                """
        }
        return """
            <section class="panel" id="waits"><header><h2>\(reader.t("machining.wait-stamp"))</h2></header><div class="panel-body"><p class="hint">\(reader.t("machining.wait-why"))</p></div>\
            <div class="table-wrap"><table class="data"><thead><tr><th scope="col">\(reader.t("machining.column.centre"))</th>\
            <th scope="col" class="num">\(reader.t("machining.waits"))</th><th scope="col" class="num">\(reader.t("machining.wait.if-begin"))</th>\
            <th scope="col" class="num">\(reader.t("machining.wait.if-end"))</th><th scope="col">\(reader.t("machining.wait.set"))</th></tr></thead><tbody>\(rows)</tbody></table></div></section>
            """
    }
}
