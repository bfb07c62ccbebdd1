// What a supervisor says of a centre: its type, when its day and its shifts begin, and which end of a wait is stamped.

import Host
import Kernel
import Store
import Web

struct CentrePage: Sendable {
    let feature: MachiningFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: MachiningFeature, _ visit: Visit) {
        self.feature = feature
        self.visit = visit
    }

    func show(problem: Problem? = nil) async throws -> WebResponse {
        let centre = try await feature.centre(id: visit.id())
        let notice: HTML =
            problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) }
            ?? (visit.query["done"] == nil ? "" : Notice.ok(reader.t("machining.centre-saved")))
        let stamps = WaitStamp.allCases.map { ($0.rawValue, reader.t("machining.wait." + $0.rawValue)) }
        let form: HTML = """
            <form class="form" method="post" action="/machining/centres/\(centre.id)">\(HTML.csrf(visit))\(Field.hidden("version", String(centre.version)))\
            \(Field.text("type", reader.t("machining.column.type"), value: problem == nil ? centre.type : visit.form.text("type"), more: " maxlength=\"50\""))\
            \(Field.text("day_start", reader.t("machining.day-start"), value: problem == nil ? DayRules.clock(centre.dayStart) : visit.form.text("day_start"), hint: reader.t("machining.day-start-why"), more: " pattern=\"[0-9]{1,2}:[0-9]{2}\" required"))\
            \(Field.text("shift_starts", reader.t("machining.shifts"), value: problem == nil ? centre.shiftStarts.map(DayRules.clock).joined(separator: " ") : visit.form.text("shift_starts"), hint: reader.t("machining.shifts-why")))\
            \(Field.select("wait_stamp", reader.t("machining.wait-stamp"), stamps, chosen: centre.waitStamp.rawValue, hint: reader.t("machining.wait-why")))\
            \(Field.check("confirmed", reader.t("machining.wait-confirmed"), isOn: centre.isWaitConfirmed))\
            <div class="form-actions"><button class="primary">\(reader.t("machining.save-centre"))</button></div></form>
            """
        let main: HTML = """
            <header class="page-head"><h1>\(centre.name)</h1><p class="answer">\(reader.t("machining.centre-answer"))</p></header>\(notice)\
            <section class="panel"><div class="panel-body">\(form)</div></section>
            """
        return await feature.house.page(
            visit, title: centre.name, place: [Place(reader.t("machining.title"), "/machining"), Place(centre.name)], status: problem?.status ?? 200,
            main)
    }

    func save() async throws -> WebResponse {
        var centre = try await feature.centre(id: visit.id())
        do {
            centre.version = Int64(visit.form.text("version")) ?? centre.version
            centre.type = visit.form.text("type").trimmed
            guard !centre.type.isEmpty, centre.type.fits(50) else { throw Problem(.input, "field_invalid", ["field": "type"]) }
            centre.dayStart = try Self.minutes(visit.form.text("day_start"), "day_start")
            let starts = visit.form.text("shift_starts").split { $0 == " " || $0 == "," || $0 == ";" }
            guard starts.count <= 6 else { throw Problem(.input, "field_invalid", ["field": "shift_starts"]) }
            centre.shiftStarts = try starts.map { try Self.minutes(String($0), "shift_starts") }
            guard Set(centre.shiftStarts).count == starts.count else { throw Problem(.input, "field_invalid", ["field": "shift_starts"]) }
            guard let stamp = WaitStamp(rawValue: visit.form.text("wait_stamp")) else {
                throw Problem(.input, "field_invalid", ["field": "wait_stamp"])
            }
            centre.waitStamp = stamp
            centre.isWaitConfirmed = visit.form.flag("confirmed")
            try await feature.save(centre, by: Author(visit))
        } catch let problem as Problem where problem.family == .input || problem.family == .conflict { return try await show(problem: problem) }
        return .redirect("/machining/centres/\(centre.id)?done=1")
    }

    private static func minutes(_ text: String, _ field: String) throws(Problem) -> Int {
        guard let minutes = DayRules.minutes(text.trimmed) else { throw Problem(.input, "field_invalid", ["field": field]) }
        return minutes
    }
}

extension String {
    fileprivate var trimmed: String { String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed()) }
}
