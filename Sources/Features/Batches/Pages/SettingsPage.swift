// Where batches and mask files are.

import Foundation
import Host
import Kernel
import Web

struct SettingsPage: Sendable {
    let feature: BatchesFeature
    let visit: Visit
    private var reader: Reader { visit.reader }
    private var actions: BatchesActions { feature.actions }

    init(_ feature: BatchesFeature, _ visit: Visit) { (self.feature, self.visit) = (feature, visit) }

    func show(_ typed: HomeSettings? = nil, problem: Problem? = nil, tested: BatchesActions.HomeTest? = nil) async throws -> WebResponse {
        let kept = try await feature.house.settings.value(HomeSettings.name).map(HomeSettings.init(json:)) ?? HomeSettings()
        let shown = typed ?? kept
        let isOverridden = kept.overridden(by: actions.environment) != kept
        let notice: HTML =
            problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) }
            ?? tested.map {
                Notice.ok(
                    reader.t(
                        "batches.settings.tested",
                        ["batches": reader.number($0.batches), "crew": reader.number($0.crew), "files": reader.number($0.files)]))
            } ?? (visit.query["done"] == nil ? "" : Notice.ok(reader.t("batches.saved")))
        let variables: HTML = isOverridden ? Notice.warn(reader.t("batches.settings.variables")) : ""
        func text(_ name: String, _ value: String?, hint: Bool = false, more: HTML = "") -> HTML {
            Field.text(
                name, reader.t("batches.settings." + name), value: value ?? "", hint: hint ? reader.t("batches.settings.\(name).hint") : nil,
                more: " spellcheck=\"false\"" + more)
        }
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("batches.settings"))</h1><p class="answer">\(reader.t("batches.settings.answer"))</p></header>\(variables)\(notice)\
            <section class="panel"><div class="panel-body"><form class="form" method="post" action="/batches/settings">\(HTML.csrf(visit))\
            <fieldset><legend>\(reader.t("batches.settings.masks"))</legend>\(text("folder", shown.folder, hint: true))\(text("training_url", shown.trainingURL, hint: true))\
            \(text("bucket", shown.bucket))</fieldset>\
            <fieldset><legend>\(reader.t("batches.settings.batches"))</legend>\(text("mongo_url", shown.mongoURL, hint: true))\
            <div class="row-fields">\(text("batches_database", shown.batchesDatabase))\(text("batches_collection", shown.batchesCollection))</div>\
            <div class="row-fields">\(text("crew_database", shown.crewDatabase))\(text("crew_collection", shown.crewCollection))</div></fieldset>\
            <fieldset><legend>\(reader.t("batches.settings.more"))</legend>\(text("poll_seconds", String(shown.pollSeconds), more: " inputmode=\"numeric\""))\
            <div class="field"><label for="families">\(reader.t("batches.settings.families"))</label>\
            <textarea id="families" name="families" rows="5" class="mono" spellcheck="false">\(shown.families)</textarea>\
            <p class="hint">\(reader.t("batches.settings.families.hint"))</p></div></fieldset>\
            <div class="form-actions"><button class="primary" name="do" value="save">\(reader.t("batches.save"))</button>\
            <button name="do" value="test">\(reader.t("batches.settings.test"))</button></div></form></div></section>
            """
        return await feature.house.page(
            visit, title: reader.t("batches.settings"),
            place: [Place(reader.t("batches.title"), "/batches"), Place(reader.t("batches.settings"))], status: problem?.status ?? 200, main)
    }

    func act() async throws -> WebResponse {
        let form = visit.form
        let json = JSON.object(
            [
                "mongo_url", "training_url", "batches_database", "batches_collection", "crew_database", "crew_collection", "bucket", "folder",
                "families",
            ].map {
                ($0, .string(form.text($0).trimmingBlanks))
            } + [("poll_seconds", JSON(Int64(form.text("poll_seconds")) ?? 0))])
        let typed = HomeSettings(json: json)
        do {
            let checked = try typed.checked()
            guard form.text("do") == "test" else {
                try await actions.set(checked, by: Author(visit))
                return .redirect("/batches/settings?done=1")
            }
            return try await show(typed, tested: try await actions.test(checked))
        } catch let problem as Problem {
            return try await show(typed, problem: problem)
        }
    }
}
