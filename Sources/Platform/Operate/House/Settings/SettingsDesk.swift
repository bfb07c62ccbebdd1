// What the plant sets for the whole house, each with a sentence on what it opens or closes.

import Host
import Kernel
import Store
import Web

/// The settings page.
struct SettingsDesk: Sendable {
    static let plantNameMax = 80
    let house: House
    private static let access = Access.needs(OperateFeature.manageSettings)

    /// Switches of the page, in its order.
    static let switches = [SettingName.legacyAnonymousRead, SettingName.metricsClosed, SettingName.secureCookies]

    var routes: [Route] {
        [
            .page("/settings", Self.access) { try await self.show($0, problem: nil) },
            .form("/settings", Self.access) { try await self.save($0) },
        ]
    }

    private func show(_ visit: Visit, problem: Problem?) async throws -> WebResponse {
        let reader = visit.reader
        let values = try await house.settings.all()
        let notice: HTML =
            problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) }
            ?? (visit.query["done"] == nil ? "" : Notice.ok(reader.t("settings.saved")))
        let open = Self.switches.filter { $0 == SettingName.legacyAnonymousRead && values[$0]?.bool == true }
        let answer = reader.t(open.isEmpty ? "settings.answer.closed" : "settings.answer.open")
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("settings.title"))</h1><p class="answer">\(answer)</p></header>\(notice)\
            <div class="split"><div class="stack-y">\(form(visit, values))</div><div class="stack-y">\(facts(reader))</div></div>
            """
        return await house.page(
            visit, title: reader.t("settings.title"), place: [Place(reader.t("settings.title"))], status: problem?.status ?? 200, main)
    }

    private func form(_ visit: Visit, _ values: [String: JSON]) -> HTML {
        let reader = visit.reader
        let name = values[SettingName.plantName]?.string ?? ""
        let checks = Self.switches.html { key in
            Field.check(key, reader.t("settings." + key), isOn: values[key]?.bool ?? false, hint: reader.t("settings.\(key).why"))
        }
        return """
            <section class="panel"><div class="panel-body"><form class="form" method="post" action="/settings">\(HTML.csrf(visit))\
            \(Field.text(SettingName.plantName, reader.t("settings.plant.name"), value: name, hint: reader.t("settings.plant.name.why"), more: " maxlength=\"80\""))\
            \(checks)<div class="form-actions"><button class="primary">\(reader.t("settings.save"))</button></div></form></div></section>
            """
    }

    /// What is set where the process is started, and only shown here.
    private func facts(_ reader: Reader) -> HTML {
        let rows: [(String, String)] = [
            ("settings.database", house.database.place), ("settings.zone", house.zone.name), ("settings.folder", house.dataFolder),
            ("settings.version", GembaVersion.text),
        ]
        let list = rows.html { "<dt>\(reader.t($0.0))</dt><dd>\($0.1)</dd>" }
        return """
            <section class="panel"><header><h2>\(reader.t("settings.process"))</h2></header><div class="panel-body"><dl class="facts">\(list)</dl>\
            <p class="hint">\(reader.t("settings.process.why"))</p></div></section>
            """
    }

    private func save(_ visit: Visit) async throws -> WebResponse {
        let author = try Author(visit)
        let name = visit.form.text(SettingName.plantName)
        guard name.count <= Self.plantNameMax else {
            return try await show(visit, problem: Problem(.input, "name_long", ["longest": String(Self.plantNameMax)]))
        }
        var wanted: [(String, JSON)] = [(SettingName.plantName, .string(name))]
        for key in Self.switches { wanted.append((key, .bool(visit.form.flag(key)))) }
        let values = try await house.settings.all()
        for (key, value) in wanted where (values[key] ?? Self.usual(value)) != value {
            try await house.settings.set(key, value, by: author)
        }
        // Routes ask what is remembered; read it again now that it is known to be old.
        _ = try await house.settings.all()
        return .redirect("/settings?done=1")
    }

    /// What a setting is as long as nobody has set it.
    private static func usual(_ value: JSON) -> JSON { value.bool == nil ? "" : false }
}
