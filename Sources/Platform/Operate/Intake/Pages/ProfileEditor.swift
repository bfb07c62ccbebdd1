// "Does it read my file?": a profile drafted from a sample, with what speaks for the encoding and the delimiter, edited
// as text, and previewed by the real reader before it is saved.

import Foundation
import Host
import Intake
import Kernel
import Web

extension IntakeDesk {
    /// Bytes of a sample that are looked at.
    static let sampleBytesMax = 60_000

    /// Answers `/profiles/new`: asks for a sample.
    func newProfilePage(_ visit: Visit) async throws -> WebResponse { try await samplePage(visit, above: "") }

    private func samplePage(_ visit: Visit, above: HTML, status: Int = 200) async throws -> WebResponse {
        let reader = visit.reader
        let names = try await intake.profiles().map { ($0.name, $0.name) }
        let form: HTML = """
            <form class="form wide" method="post" action="/profiles/sample?csrf=\(URLText.encode(reader.csrf))" enctype="multipart/form-data">\
            \(Field.select("base", reader.t("profile.base"), names, chosen: "smt-mounter", hint: reader.t("profile.base.hint")))\
            <label class="drop">\(HTML.icon("upload"))<span><b>\(reader.t("profile.sample.drop"))</b> \(reader.t("upload.choose"))</span><input type="file" name="file"></label>\
            <div class="field"><label for="pasted">\(reader.t("profile.sample.paste"))</label>\
            <textarea id="pasted" name="pasted" rows="8" class="mono" spellcheck="false"></textarea></div>\
            <div class="form-actions"><button class="primary">\(reader.t("profile.sample.read"))</button>\
            <a class="button quiet" href="/profiles">\(reader.t("script.cancel"))</a></div></form>
            """
        let place = [Place(reader.t("profiles.title"), "/profiles"), Place(reader.t("profiles.add"))]
        let main =
            Markup.head(reader.t("profiles.add"), "\(reader.t("profile.sample.answer"))") + above
            + Markup.panel(reader.t("profile.sample"), body: form)
        return await page(visit, reader.t("profiles.add"), place, main, status: status)
    }

    /// Answers `POST /profiles/sample`: the draft, its evidence and its preview.
    func readSample(_ visit: Visit) async throws -> WebResponse {
        let form = try await visit.multipart(fileBytesMax: UploadAction.fileBytesMax, to: house.dataFolder)
        defer { form.discard() }
        var bytes = Array(form.fields.text("pasted").utf8)
        if let file = form.files.first(where: { $0.size > 0 }) { bytes = try Self.head(of: file.path) }
        guard !bytes.isEmpty else {
            return try await samplePage(
                visit, above: Notice.bad(visit.reader.t("problem.file_not_chosen")), status: 422)
        }
        let sample = SampleReading(bytes: Array(bytes.prefix(Self.sampleBytesMax)))
        let draft = sample.draft(from: try await intake.profile(form.fields["base"] ?? "smt-mounter"))
        let fields: Parameters = ["definition": PrettyJSON.text(draft.json), "sample": sample.text]
        return try await editor(
            visit, ProfileForm(fields: fields), evidence: EvidenceView(reader: visit.reader, sample: sample).html)
    }

    private static func head(of path: String) throws(Problem) -> [UInt8] {
        guard let handle = FileHandle(forReadingAtPath: path), let data = try? handle.read(upToCount: sampleBytesMax)
        else {
            throw Problem(.outside(retryable: true), "file_unreadable", ["path": path])
        }
        return Array(data)
    }

    /// Answers `/profiles/{name}/edit`; a built-in one is copied.
    func editProfilePage(_ visit: Visit) async throws -> WebResponse {
        var profile = try await intake.profile(visit.path["name"] ?? "")
        if Self.isBuiltIn(profile.name) { profile.name += "-copy" }
        return try await editor(
            visit, ProfileForm(fields: ["definition": PrettyJSON.text(profile.json), "sample": ""]))
    }

    /// Answers `POST /profiles/preview`.
    func previewProfile(_ visit: Visit) async throws -> WebResponse {
        try await editor(visit, ProfileForm(fields: visit.form))
    }

    /// Answers `POST /profiles`.
    func saveProfile(_ visit: Visit) async throws -> WebResponse {
        let form = ProfileForm(fields: visit.form)
        do {
            let (profile, problems) = try form.profile()
            if let first = problems.first { throw first }
            try await save(profile, by: Author(visit))
            return .redirect("/profiles/\(profile.name)")
        } catch let problem as Problem where problem.family == .input || problem.family == .conflict {
            return try await editor(visit, form, refused: problem)
        }
    }

    private func editor(_ visit: Visit, _ form: ProfileForm, evidence: HTML = "", refused: Problem? = nil) async throws
        -> WebResponse
    {
        let reader = visit.reader
        let view = ProfileEditorView(visit: visit, form: form, refused: refused, preview: preview(form))
        let place = [Place(reader.t("profiles.title"), "/profiles"), Place(reader.t("profile.editor"))]
        let main =
            Markup.head(reader.t("profile.editor"), "\(reader.t("profile.editor.answer"))") + evidence + view.html
        return await page(visit, reader.t("profile.editor"), place, main, status: refused == nil ? 200 : 422)
    }

    private func preview(_ form: ProfileForm) -> ProfilePreview {
        do {
            var (profile, problems) = try form.profile()
            guard problems.isEmpty, !form.sample.isEmpty else { return ProfilePreview(problems: problems) }
            // What was pasted or decoded is UTF-8 by now, whatever the file's own encoding.
            profile.encoding = .utf8
            let found = try intake.preview(profile, sample: Array(form.sample.utf8))
            return ProfilePreview(problems: [], columns: found.columns, rows: found.rows, lines: found.lines)
        } catch { return ProfilePreview(problems: [Problem(error)]) }
    }
}

/// What the editor's form holds.
struct ProfileForm {
    var fields: Parameters
    var definition: String { fields.text("definition") }
    var sample: String { fields.text("sample") }

    /// - Throws: `json_invalid`.
    func profile() throws(Problem) -> (profile: IntakeProfile, problems: [Problem]) {
        IntakeProfile.read(try JSON(parsing: Array(definition.utf8)))
    }
}

struct ProfilePreview {
    var problems: [Problem]
    var columns: [String] = []
    var rows: [[String]] = []
    var lines = 0
}

struct ProfileEditorView {
    let visit: Visit
    let form: ProfileForm
    let refused: Problem?
    let preview: ProfilePreview
    private var reader: Reader { visit.reader }

    var html: HTML {
        let refusal: HTML = refused.map { Notice.bad($0.title(reader), $0.hintText(reader)) } ?? ""
        return """
            \(refusal)<form class="form wide" method="post" action="/profiles/preview">\(HTML.csrf(visit))\
            <div class="field"><label for="definition">\(reader.t("profile.definition"))</label>\
            <textarea id="definition" name="definition" class="mono" rows="24" spellcheck="false">\n\(form.definition)</textarea></div>\
            <div class="field"><label for="sample">\(reader.t("profile.sample"))</label>\
            <textarea id="sample" name="sample" class="mono" rows="6" spellcheck="false">\n\(form.sample)</textarea></div>\
            <div class="form-actions"><button class="primary">\(reader.t("profile.preview"))</button>\
            <button formaction="/profiles">\(reader.t("profile.save"))</button>\
            <a class="button quiet" href="/profiles">\(reader.t("script.cancel"))</a></div></form>\(found)
            """
    }

    private var found: HTML {
        if !preview.problems.isEmpty {
            let items = preview.problems.prefix(20).html { "<li>\($0.title(reader))</li>" }
            return
                "<div class=\"notice is-warn\" role=\"status\">\(HTML.icon("warn"))<div><b>\(reader.t("profile.faults"))</b><ul>\(items)</ul></div></div>"
        }
        guard !form.sample.isEmpty else { return "" }
        let heads = preview.columns.html { "<th scope=\"col\">\($0)</th>" }
        let rows = preview.rows.html { row in
            "<tr>\(preview.columns.indices.html { "<td>\($0 < row.count ? row[$0] : "")</td>" })</tr>"
        }
        let title = reader.t("profile.preview.title", ["n": reader.number(preview.lines)])
        return Markup.tablePanel(
            title,
            """
            <div class="table-wrap" tabindex="0" role="region" aria-label="\(title)"><table class="data dense"><thead><tr>\(heads)</tr></thead><tbody>\(rows)</tbody></table></div>
            """)
    }
}
