// What the pages of scheduling share: addresses, tabs, words for states, hours and moments, and reading what a form says.

import Host
import Kernel
import Web

enum SchedulePath {
    static let orders = "/scheduling/orders"
    static let lines = "/scheduling/lines"
    /// Paths that stand where an order's number could.
    private static let taken: Set<String> = ["new", "export", ".", ".."]

    /// A number that is also a path of ours is written with a mark in front.
    static func order(_ number: String) -> String {
        orders + "/" + URLText.encode(taken.contains(number) || number.hasPrefix("~") ? "~" + number : number)
    }
    /// The number that a path's part means.
    static func number(_ part: String) -> String { part.hasPrefix("~") ? String(part.dropFirst()) : part }
    static func line(_ number: Int) -> String { lines + "/\(number)" }
    static func screen(_ line: Int) -> String { "/scheduling/floor/\(line)" }
    static func day(_ line: Int) -> String { "/scheduling/day/\(line)" }
}

enum ScheduleTabs {
    private static let tabs: [(path: String, key: String, permission: Permission)] = [
        ("/scheduling", "scheduling.board.tab.board", SchedulingFeature.view), ("/scheduling/orders", "scheduling.orders", SchedulingFeature.view),
        ("/scheduling/lines", "scheduling.lines", SchedulingFeature.view),
        ("/scheduling/drafts", "scheduling.board.tab.drafts", SchedulingFeature.plan),
        ("/scheduling/changes", "scheduling.board.tab.changes", SchedulingFeature.view),
        ("/scheduling/reports", "scheduling.reports", SchedulingFeature.view), ("/scheduling/floor", "scheduling.floor", SchedulingFeature.floor),
        ("/scheduling/day", "scheduling.day", SchedulingFeature.floor), ("/scheduling/scan", "scheduling.scan", SchedulingFeature.floor),
        (ImportPage.path, "scheduling.sheets", SchedulingFeature.plan),
    ]
    /// For those who do not import.
    private static let exportTab = (path: ImportPage.exportPath, key: "scheduling.sheets", permission: SchedulingFeature.view)

    static func html(_ visit: Visit, current: String) -> HTML {
        let all = tabs + (visit.reader.may(SchedulingFeature.plan) ? [] : [exportTab])
        let links = all.filter { visit.reader.may($0.permission) }.html { tab in
            let isHere = tab.path == current || (current == ImportPage.exportPath && tab.path == ImportPage.path)
            let here: HTML = isHere ? " aria-current=\"page\"" : ""
            return "<a href=\"\(tab.path)\"\(here)>\(visit.reader.t(tab.key))</a>"
        }
        return "<nav class=\"tabs\" aria-label=\"\(visit.reader.t("scheduling.title"))\">\(links)</nav>"
    }

    private static let settings = [
        ("/scheduling/lines", "scheduling.lines"), ("/scheduling/days", "scheduling.days"), ("/scheduling/trolleys", "scheduling.trolleys"),
        ("/scheduling/customers", "scheduling.customers"), ("/scheduling/assemblies", "scheduling.assemblies"),
        ("/scheduling/rules", "scheduling.rules"),
    ]

    /// Below the tab of sheets.
    static func sheets(_ visit: Visit, current: String) -> HTML {
        guard visit.reader.may(SchedulingFeature.plan) else { return "" }
        return segmented([(ImportPage.path, "scheduling.sheets.import"), (ImportPage.exportPath, "scheduling.sheets.export")], visit, current)
    }

    /// Below the tab of lines.
    static func settings(_ visit: Visit, current: String) -> HTML {
        segmented(settings, visit, current)
    }

    private static func segmented(_ pages: [(String, String)], _ visit: Visit, _ current: String) -> HTML {
        let links = pages.html { path, key in
            "<a href=\"\(path)\"\(path == current ? " aria-current=\"true\"" : HTML.empty)>\(visit.reader.t(key))</a>"
        }
        return "<div class=\"table-bar\"><div class=\"segmented\">\(links)</div></div>"
    }

    static func place(_ visit: Visit, _ rest: Place...) -> [Place] {
        [Place(visit.reader.t("scheduling.title"), visit.reader.may(SchedulingFeature.view) ? "/scheduling" : "/scheduling/floor")] + rest
    }
}

extension SchedulingFeature {
    /// A page below the tab of lines: its question, the answer, the other pages of its kind, what went wrong or well.
    /// - Parameter key: of its title; its question's is `key.question`.
    func settingsPage(
        _ visit: Visit, _ key: String, path: String, answer: HTML, actions: HTML = "", problem: Problem?, conflict: EditConflict? = nil, _ body: HTML
    ) async -> WebResponse {
        let reader = visit.reader
        let notice = conflict.map { ConflictNotice.html($0, reader) } ?? ScheduleWords(reader: reader).notice(problem, visit)
        let buttons: HTML = actions.isEmpty ? "" : "<div class=\"actions\">\(actions)</div>"
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t(key + ".question"))</h1><p class="answer" id="answer" data-live="scheduling">\(answer)</p>\(buttons)</header>\
            \(ScheduleTabs.html(visit, current: SchedulePath.lines))\(ScheduleTabs.settings(visit, current: path))\(notice)\(body)
            """
        return await house.page(
            visit, title: reader.t(key), place: ScheduleTabs.place(visit, Place(reader.t(key))),
            status: conflict != nil ? 409 : problem?.status ?? 200, main)
    }
}

struct ScheduleWords: Sendable {
    let reader: Reader
    var dash: HTML { "<span class=\"missing\">–</span>" }

    func field(_ field: OrderField) -> String { reader.t("scheduling.field." + field.rawValue) }

    /// A status's word: those from the start in the reader's language, the plant's own as they are.
    func status(_ word: String) -> String {
        let key = "scheduling.status." + word.lowercased().replacing(" ", with: "-")
        return OrderStatus.defaults.contains { $0.word == word } ? reader.t(key) : word
    }

    func status(_ status: OrderStatus) -> String {
        let base = status.missingPart.map { self.status(status.word) + " " + $0 } ?? self.status(status.word)
        return status.isStarred ? base + " *" : base
    }

    func statusTag(_ order: WorkOrder, _ rules: PlanRules) -> HTML {
        let text = status(order.status)
        return switch rules.phase(order) {
        case .waiting: "<span class=\"tag\">\(text)</span>"
        case .running: "<span class=\"tag is-live\">\(text)</span>"
        case .held: "<span class=\"tag is-warn\">\(HTML.icon("pause"))\(text)</span>"
        case .missing: "<span class=\"tag is-warn\">\(HTML.icon("warn"))\(text)</span>"
        case .done: "<span class=\"tag is-ok\">\(HTML.icon("ok"))\(text)</span>"
        case .cancelled: "<span class=\"tag is-off\">\(text)</span>"
        }
    }

    func lineTag(_ line: Line) -> HTML {
        let text = reader.t("scheduling.line.status." + line.status.rawValue)
        return switch line.status {
        case .running: "<span class=\"tag is-live\">\(text)</span>"
        case .idle: "<span class=\"tag is-off\">\(text)</span>"
        case .setup: "<span class=\"tag\">\(HTML.icon("clock"))\(text)</span>"
        case .maintenance: "<span class=\"tag is-warn\">\(HTML.icon("pause"))\(text)</span>"
        case .down: "<span class=\"tag is-bad\">\(HTML.icon("alert"))\(text)</span>"
        }
    }

    func reason(_ reason: Line.Reason?) -> String { reason.map { reader.t("scheduling.line.reason." + $0.rawValue) } ?? "" }
    func weekday(_ day: Int) -> String { reader.t("scheduling.weekday.\(day + 1)") }
    func day(_ date: CivilDate?) -> HTML { date.map { "<time datetime=\"\($0.isoText)\">\(reader.day($0))</time>" } ?? dash }
    func namedDay(_ date: CivilDate) -> String { weekday(date.weekday) + " " + reader.day(date) }
    func clock(_ at: Instant) -> String { String(reader.zone.civil(at).clockText.prefix(5)) }
    /// With its weekday: plans are read by the week.
    func moment(_ at: Instant) -> String { weekday(reader.zone.day(of: at).weekday) + " " + reader.dateTime(at, seconds: false) }
    /// - Parameter isShort: without its weekday.
    func time(_ at: Instant?, isShort: Bool = false) -> HTML {
        guard let at else { return dash }
        let text = isShort ? reader.dateTime(at, seconds: false) : moment(at)
        return "<time datetime=\"\(reader.zone.rfc3339(at))\" title=\"\(reader.zone.rfc3339(at))\">\(text)</time>"
    }
    /// Hundredths of hours.
    func hours(_ hundredths: Int64) -> String {
        let text = OrderHours.text(abs(hundredths))
        let whole = reader.number(abs(hundredths) / 100)
        return (hundredths < 0 ? "−" : "") + whole + (reader.language == .en ? "." : ",") + String(text.suffix(2)) + " h"
    }
    /// Milliseconds as hours.
    func hours(milliseconds: Int64) -> String { hours((milliseconds + (milliseconds < 0 ? -18_000 : 18_000)) / 36_000) }
    func quantity(_ quantity: Quantity?) -> HTML { quantity.map { "\(reader.quantity($0))" } ?? dash }

    /// As the board says it; the hours to the hundredth on hover.
    /// - Parameter isShort: where a heading says that it is late.
    func late(_ slot: Slot, _ rules: PlanRules, isShort: Bool = false) -> HTML {
        guard slot.lateWork > 0 else { return "" }
        let time = BoardWords(reader).late(slot.lateWork, rules)
        let text = isShort ? time : reader.t("scheduling.late-by", ["time": time])
        return "<span class=\"tag is-bad\" title=\"\(hours(milliseconds: slot.lateWork))\">\(HTML.icon("clock"))\(text)</span>"
    }

    func orderLink(_ number: String) -> HTML {
        reader.may(SchedulingFeature.view)
            ? "<a class=\"mono\" href=\"\(SchedulePath.order(number))\">\(number)</a>" : "<span class=\"mono\">\(number)</span>"
    }

    func notice(_ problem: Problem?, _ visit: Visit, done: String = "scheduling.saved") -> HTML {
        if let problem { return Notice.bad(problem.title(reader), problem.hintText(reader)) }
        return visit.query["done"] == nil ? "" : Notice.ok(reader.t(done))
    }
}

extension Reader {
    /// What a decimal field says: the comma of Spanish and French, blanks between thousands.
    func decimal(_ text: String) -> String {
        let plain = text.filter { !$0.isWhitespace && $0 != "\u{202F}" }
        return language == .en ? plain : plain.replacing(",", with: ".")
    }

    /// `2026-11-30T07:30`, as fields of moments have it.
    func fieldText(_ at: Instant?) -> String { at.map { String(zone.civil($0).isoText.prefix(16)) } ?? "" }

    /// What such a field says; nil for an empty one.
    /// - Throws: `time_invalid`.
    func moment(_ text: String) throws(Problem) -> Instant? {
        let text = String(Substring(text).trimmed)
        guard !text.isEmpty else { return nil }
        let parts = text.split(whereSeparator: { $0 == "T" || $0 == " " })
        guard parts.count == 2, let date = CivilDate(iso: String(parts[0])), OrderField.years.contains(date.year),
            let minutes = Shift.minutes(String(parts[1].prefix(5)))
        else { throw Problem(.input, "time_invalid", ["value": String(text.prefix(40))]) }
        return zone.instant(CivilTime(date: date, hour: minutes / 60, minute: minutes % 60))
    }
}

extension Visit {
    /// A whole number of the form; nil for an empty field.
    /// - Throws: `schedule_setting_invalid`.
    func count(_ name: String) throws(Problem) -> Int? {
        let text = String(Substring(form.text(name)).trimmed)
        guard !text.isEmpty else { return nil }
        guard let value = Int(text) else { throw Problem(.input, "schedule_setting_invalid", ["field": name, "value": String(text.prefix(60))]) }
        return value
    }

    /// What the row was when the form was opened.
    var seen: JSON? { form["seen"].flatMap { try? JSON(parsing: Array($0.utf8)) } }
}
