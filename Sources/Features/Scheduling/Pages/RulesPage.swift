// What holds for every plan of the plant, each rule with what it does.

import Host
import Kernel
import Web

struct RulesPage: Sendable {
    static let path = "/scheduling/rules"
    let feature: SchedulingFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: SchedulingFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    private static let decimals = ["efficiency_factor", "hours_per_day"]
    private static let counts = ["days_per_week", "kitting_minutes", "shipping_days", "frozen_hours"]

    func response(_ problem: Problem? = nil, conflict: EditConflict? = nil, isAgain: Bool = false) async throws -> WebResponse {
        let rules = try await feature.actions.desk().rules
        let content = Dictionary(rules.content, uniquingKeysWith: { $1 })
        func value(_ name: String) -> String {
            if isAgain { return visit.form.text(name) }
            let text = content[name]?.string ?? content[name]?.int.map(String.init) ?? ""
            return Self.decimals.contains(name) && reader.language != .en ? text.replacing(".", with: ",") : text
        }
        func field(_ name: String) -> HTML {
            Field.text(
                name, reader.t("scheduling.line.field." + name), value: value(name), hint: reader.t("scheduling.rules.\(name).hint"),
                more: " inputmode=\"decimal\"")
        }
        let limits = PlanRules.TrolleyLimit.allCases.map { (value: $0.rawValue, text: reader.t("scheduling.rules.limit." + $0.rawValue)) }
        let statuses = isAgain ? visit.form.text("statuses") : rules.ownStatuses.map { $0.word + ": " + $0.phase.rawValue }.joined(separator: "\n")
        let phases = OrderPhase.allCases.map { $0.rawValue + " = " + reader.t("scheduling.phase." + $0.rawValue) }.joined(separator: ", ")
        let mayPlan = reader.may(SchedulingFeature.plan)
        let seen = conflict?.rebased(visit.seen) ?? JSON.object(rules.content)
        let save: HTML = mayPlan ? "<div class=\"form-actions\"><button class=\"primary\">\(reader.t("scheduling.save"))</button></div>" : ""
        let fields: HTML = """
            <div class="row-fields wide">\(field("efficiency_factor"))\(field("hours_per_day"))\(field("days_per_week"))</div>\
            <div class="row-fields wide">\(field("kitting_minutes"))\(field("shipping_days"))\(field("frozen_hours"))</div>\
            \(Field.select("trolley_limit", reader.t("scheduling.line.field.trolley_limit"), limits, chosen: value("trolley_limit"), hint: reader.t("scheduling.rules.trolley_limit.hint")))\
            <div class="field"><label for="statuses">\(reader.t("scheduling.line.field.statuses"))</label><textarea id="statuses" name="statuses" rows="4" class="mono">\(statuses)</textarea>\
            <p class="hint">\(reader.t("scheduling.rules.statuses.hint", ["phases": phases]))</p></div>
            """
        let form: HTML =
            mayPlan
            ? "<form class=\"form wide\" method=\"post\" action=\"\(Self.path)\">\(HTML.csrf(visit))\(Field.hidden("seen", seen.text))\(fields)\(save)</form>"
            : "<fieldset class=\"form wide\" disabled>\(fields)</fieldset>"
        return await feature.settingsPage(
            visit, "scheduling.rules", path: Self.path, answer: "\(reader.t("scheduling.rules.answer"))", problem: problem, conflict: conflict,
            "<section class=\"panel\"><div class=\"panel-body\">\(form)</div></section>")
    }

    private func refused(_ name: String, _ text: String) -> Problem {
        Problem(.input, "schedule_setting_invalid", ["field": name, "value": String(text.prefix(60))])
    }

    private func read() throws(Problem) -> [(String, JSON)] {
        let form = visit.form
        var out: [(String, JSON)] = []
        for name in Self.decimals {
            guard let value = Quantity(reader.decimal(form.text(name))) else { throw refused(name, form.text(name)) }
            out.append((name, .string(value.text)))
        }
        for name in Self.counts { out.append((name, JSON(try visit.count(name) ?? 0))) }
        guard let limit = PlanRules.TrolleyLimit(rawValue: form.text("trolley_limit")) else {
            throw refused("trolley_limit", form.text("trolley_limit"))
        }
        out.append(("trolley_limit", .string(limit.rawValue)))
        var own: [JSON] = []
        for line in form.text("statuses").split(whereSeparator: \.isNewline) where !line.trimmed.isEmpty {
            let parts = line.split(separator: ":", maxSplits: 1).map { String($0.trimmed) }
            guard parts.count == 2, let phase = OrderPhase(rawValue: parts[1].lowercased()) else { throw refused("statuses", String(line)) }
            own.append(["word": .string(parts[0]), "phase": .string(phase.rawValue)])
        }
        out.append(("statuses", .array(own)))
        return out
    }

    func save() async throws -> WebResponse {
        let seen = visit.seen
        do {
            let mine = try read()
            try await feature.actions.perform(.rules, by: Author(visit)) { try $0.set(DeskMerge.row($0.rules, seen: seen, mine: mine)) }
        } catch let conflict as EditConflict {
            return try await response(conflict: conflict, isAgain: true)
        } catch let problem as Problem {
            return try await response(problem, isAgain: true)
        }
        return .redirect(Self.path + "?done=1")
    }
}
