// "Is this the right place, and is it read right?": the form of a source. It can be tested as often as one likes; only
// saving changes something.

import Host
import Intake
import Kernel
import Web

extension IntakeDesk {
    /// Answers `/sources/new`.
    func newSourcePage(_ visit: Visit) async throws -> WebResponse {
        let defaults: Parameters = [
            "profile": "smt-mounter", "zone": house.zone.name, "recursive": "1", "quiet_seconds": "10",
        ]
        let asked = Parameters(defaults.items.filter { !visit.query.has($0.name) } + visit.query.items)
        return try await sourceForm(visit, SourceForm(id: nil, fields: asked))
    }

    /// Answers `/sources/{id}/edit`.
    func editSourcePage(_ visit: Visit) async throws -> WebResponse {
        try await sourceForm(visit, SourceForm(try await intake.source(visit.id())))
    }

    /// Answers `POST /sources/test`: the form again, with what a look at the place found.
    func testSource(_ visit: Visit) async throws -> WebResponse {
        let id = try visit.form.int("id")
        let form = SourceForm(id: id, fields: visit.form)
        do {
            let before: Source? = if let id { try await intake.source(id) } else { nil }
            let source = try form.source(before: before)
            guard source.kind.isRemote || source.location.hasPrefix("/") else { throw Problem(.input, "field_invalid", ["field": "location"]) }
            let test = try await intake.test(source)
            let parts = try await intake.partNames(profile: source.profile)
            return try await sourceForm(
                visit, form,
                found: SourceTestView(reader: visit.reader, test: test, parts: parts, typed: visit.form).html)
        } catch let problem as Problem where problem.family == .input || problem.family == .missing {
            return try await sourceForm(visit, form, problem: problem)
        }
    }

    /// Answers `POST /sources` and `POST /sources/{id}`.
    func saveSource(_ visit: Visit) async throws -> WebResponse {
        let id = visit.path["id"] == nil ? nil : try visit.id()
        let form = SourceForm(id: id, fields: visit.form)
        let author = try Author(visit)
        do {
            let before: Source? = if let id { try await intake.source(id) } else { nil }
            let saved = try await save(form.source(before: before), by: author)
            for map in form.maps {
                _ = try await self.map(source: saved, folder: map.folder, parts: map.parts, by: author)
            }
            return .redirect("/sources/\(saved)")
        } catch let problem as Problem where problem.family == .input || problem.family == .conflict {
            return try await sourceForm(visit, form, problem: problem)
        }
    }

    private func sourceForm(_ visit: Visit, _ form: SourceForm, found: HTML = "", problem: Problem? = nil) async throws
        -> WebResponse
    {
        let reader = visit.reader
        let profiles = try await intake.profiles().map(\.name)
        let title =
            form.id == nil ? reader.t("source.new") : reader.t("source.edit", ["source": form.fields.text("name")])
        let notice: HTML = problem.map { Notice.bad($0.title(reader), $0.hintText(reader)) } ?? ""
        let badField = problem?.code.hasPrefix("site_") == true ? "location" : problem?.parameters["field"]
        let view = SourceFormView(visit: visit, form: form, profiles: profiles, badField: badField)
        let main: HTML = Markup.head(title, "\(reader.t("source.form.answer"))") + notice + view.html(found: found)
        let place = [Place(reader.t("sources.title"), "/sources"), Place(title)]
        return await page(visit, title, place, main, status: problem == nil ? 200 : 422)
    }
}

struct SourceFormView {
    let visit: Visit
    let form: SourceForm
    let profiles: [String]
    let badField: String?
    private var reader: Reader { visit.reader }

    /// - Parameter found: what a test found; stands in the form, so that folders mapped there are saved with it.
    func html(found: HTML) -> HTML {
        let path: HTML = form.id.map { "/sources/\($0)" } ?? "/sources"
        let hidden: HTML =
            (form.id.map { Field.hidden("id", String($0)) } ?? "")
            + Field.hidden("version", form.fields.text("version"))
        return """
            <form class="form wide" method="post" action="\(path)">\(HTML.csrf(visit))\(hidden)\(placeFields)\(readingFields)\(watchFields)\(found)\
            <div class="form-actions"><button class="primary">\(reader.t("source.save"))</button>\
            <button formaction="/sources/test">\(HTML.icon("search"))\(reader.t("source.test"))</button>\
            <a class="button quiet" href="\(path)">\(reader.t("script.cancel"))</a></div></form>
            """
    }

    private func text(_ name: String, more: HTML = "") -> HTML {
        let key = "source.field." + name
        let bad: HTML = badField == name ? " aria-invalid=\"true\"" : ""
        let hint = reader.texts.has(key + ".hint") ? reader.t(key + ".hint") : nil
        return Field.text(name, reader.t(key), value: form.fields.text(name), hint: hint, more: more + bad)
    }

    private var placeFields: HTML {
        """
        <fieldset><legend>\(reader.t("source.part.place"))</legend>\(text("name", more: " required maxlength=\"100\""))\
        \(text("location", more: " required spellcheck=\"false\" class=\"mono\""))\
        \(Field.check("recursive", reader.t("source.field.recursive"), isOn: form.fields.flag("recursive"), hint: reader.t("source.field.recursive.hint")))\
        <div class="field"><label for="include">\(reader.t("source.field.include")) <span class="optional">\(reader.t("field.optional"))</span></label>\
        <textarea id="include" name="include" rows="2" class="mono">\(form.fields.text("include"))</textarea>\
        <p class="hint">\(reader.t("source.field.include.hint"))</p></div></fieldset>
        """
    }

    private var readingFields: HTML {
        let encodings =
            [("", reader.t("source.field.encoding.profile"))] + TextEncoding.allCases.map { ($0.rawValue, $0.rawValue) }
        let profile = Field.select(
            "profile", reader.t("source.field.profile"), profiles.map { ($0, $0) }, chosen: form.fields["profile"],
            hint: reader.t("source.field.profile.hint"))
        let encoding = Field.select(
            "encoding", reader.t("source.field.encoding"), encodings, chosen: form.fields["encoding"] ?? "")
        return """
            <fieldset><legend>\(reader.t("source.part.reading"))</legend>\(profile)<div class="row-fields">\(encoding)\
            \(text("zone", more: " required"))</div></fieldset>
            """
    }

    private var watchFields: HTML {
        """
        <fieldset><legend>\(reader.t("source.part.watch"))</legend>\
        <div class="row-fields">\(text("poll_seconds", more: " inputmode=\"numeric\""))\(text("quiet_seconds", more: " inputmode=\"numeric\""))</div>\
        <div class="row-fields">\(text("reject_limit_count", more: " inputmode=\"numeric\""))\
        \(text("reject_limit_percent", more: " inputmode=\"numeric\""))</div>\
        \(text("silence_minutes", more: " inputmode=\"numeric\""))\(afterFields)</fieldset>
        """
    }

    /// A folder is only read; on a server a loaded file may be moved or deleted.
    private var afterFields: HTML {
        guard Source.Kind(location: form.fields.text("location")).isRemote else {
            return "<p class=\"hint\">\(reader.t("source.after-load"))</p>"
        }
        let choices = Source.AfterLoad.allCases.map { ($0.rawValue, reader.t("source.after." + $0.rawValue)) }
        let chosen = form.fields["after_load"] ?? Source.AfterLoad.keep.rawValue
        return """
            <div class="row-fields">\(Field.select("after_load", reader.t("source.field.after_load"), choices, chosen: chosen, hint: reader.t("source.field.after_load.hint")))\
            \(text("move_to", more: " spellcheck=\"false\" class=\"mono\""))</div>
            """
    }
}
