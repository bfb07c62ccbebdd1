// A file handed in by a person: kept, read at once by the same pickup as any other, and its balance said.

import Host
import Intake
import Kernel
import Web

/// Taking a file that arrived and waits in a temporary place.
public enum UploadAction {
    /// The largest file by page or API.
    public static let fileBytesMax = 256 << 20

    /// Stores the file under the data folder, reads it and writes the audit.
    public static func take(_ request: UploadRequest, by author: Author, house: House, intake: IntakeService)
        async throws -> ScanReport
    {
        let report = try await intake.upload(request, dataFolder: house.dataFolder)
        try await IntakeDesk(house: house, intake: intake).audit(
            "intake.upload", "run \(report.run ?? "")", by: author,
            new: .object(
                [("file", .string(request.name)), ("profile", .string(request.profile))]
                    + IntakeJSON.counts(report.counts)))
        return report
    }
}

extension IntakeDesk {
    /// Answers `GET /upload`.
    func uploadPage(_ visit: Visit) async throws -> WebResponse { try await uploadForm(visit, above: "") }

    /// Answers `POST /upload`.
    func upload(_ visit: Visit) async throws -> WebResponse {
        let form = try await visit.multipart(fileBytesMax: UploadAction.fileBytesMax, to: house.dataFolder)
        defer { form.discard() }
        guard let file = form.files.first(where: { !$0.filename.isEmpty }) else {
            return try await uploadForm(
                visit, above: Notice.bad(visit.reader.t("problem.file_not_chosen")), status: 422)
        }
        var parts: [String: String] = [:]
        for item in form.fields.items where item.name.hasPrefix("part.") && !item.value.isEmpty {
            parts[String(item.name.dropFirst(5))] = SourceForm.trimmed(item.value)
        }
        let profile = form.fields["profile"] ?? "smt-mounter"
        let names = Set(try await intake.partNames(profile: profile).map(\.name))
        for (name, value) in parts
        where !names.contains(name) || !(1...4).contains(value.utf8.count) || Int(value) == nil {
            return try await uploadForm(
                visit,
                above: Notice.bad(Problem(.input, "map_invalid", ["name": name, "value": value]).title(visit.reader)),
                status: 422)
        }
        let request = UploadRequest(
            file: file.path, name: file.filename, parts: parts, profile: profile, zone: house.zone.name)
        let report = try await UploadAction.take(request, by: Author(visit), house: house, intake: intake)
        return try await uploadForm(visit, above: Self.told(report, file.filename, visit.reader))
    }

    private static func told(_ report: ScanReport, _ name: String, _ reader: Reader) -> HTML {
        if let problem = report.problems.first {
            return Notice.bad(problem.problem.title(reader), problem.problem.hintText(reader))
        }
        let sentence = reader.t("upload.done", ["file": name])
        let balance = Markup.balance(report.counts, reader)
        let more = report.unmatched.isEmpty ? balance + "." : balance + ". " + reader.t("upload.unmatched")
        return report.counts.rejected == 0 ? Notice.ok(sentence, more) : Notice.warn(sentence, more)
    }

    private func uploadForm(_ visit: Visit, above: HTML, status: Int = 200) async throws -> WebResponse {
        let reader = visit.reader
        let profiles = try await intake.profiles()
        let parts = try await intake.partNames(profile: profiles.first?.name ?? "smt-mounter").filter { !$0.isText }
        let fields = parts.html { part in
            let name = reader.texts.has("part." + part.name) ? reader.t("part." + part.name) : part.name
            return Field.text("part." + part.name, name, more: " inputmode=\"numeric\" pattern=\"[0-9]{1,4}\"")
        }
        let form: HTML = """
            <form class="form" method="post" action="/upload?csrf=\(URLText.encode(reader.csrf))" enctype="multipart/form-data">\
            <label class="drop">\(HTML.icon("upload"))<span><b>\(reader.t("upload.drop"))</b> \(reader.t("upload.choose"))</span><input type="file" name="file" required></label>\
            \(Field.select("profile", reader.t("source.field.profile"), profiles.map { ($0.name, $0.name) }, chosen: "smt-mounter"))\
            <div class="row-fields">\(fields)</div><p class="hint">\(reader.t("upload.parts"))</p>\
            <div class="form-actions"><button class="primary">\(reader.t("upload.do"))</button></div></form>
            """
        let place = [Place(reader.t("sources.title"), "/sources"), Place(reader.t("upload.title"))]
        let main =
            Markup.head(reader.t("upload.title"), "\(reader.t("upload.answer"))") + above
            + Markup.panel(reader.t("upload.file"), body: form)
        return await page(visit, reader.t("upload.title"), place, main, status: status)
    }
}
