// How logs come in: the sources that bring them and when they last did, and a log handed in by hand.

import Host
import Intake
import Kernel
import Web

struct ImportPage: Sendable {
    let feature: MachiningFeature
    let visit: Visit
    private var reader: Reader { visit.reader }

    init(_ feature: MachiningFeature, _ visit: Visit) {
        self.feature = feature
        self.visit = visit
    }

    func response() async throws -> WebResponse {
        let sources = try await feature.logSources()
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("machining.import-question"))</h1><p class="answer">\(answer(sources))</p></header>\
            \(MachiningTabs.html(visit, current: "/machining/import"))\
            <div class="grid-2"><div class="stack-y" id="sources" data-live="intake">\(list(sources))</div><div class="stack-y">\(ways)</div></div>
            """
        return await feature.house.page(
            visit, title: reader.t("machining.import"),
            place: [Place(reader.t("machining.title"), "/machining"), Place(reader.t("machining.import"))], main)
    }

    private func answer(_ sources: [Source]) -> HTML {
        let watched = sources.filter { $0.isEnabled }.count
        let failing = sources.filter { $0.isEnabled && $0.state.failingSince != nil }.count
        let bad: HTML = failing == 0 ? "" : " <span class=\"is-bad\">\(reader.t("machining.import-failing", ["n": reader.number(failing)]))</span>"
        return "<b>\(reader.t("machining.import-answer", ["n": reader.number(watched)]))</b>\(bad)"
    }

    private func list(_ sources: [Source]) -> HTML {
        guard !sources.isEmpty else {
            return """
                <div class="empty">\(HTML.icon("sources"))<h2>\(reader.t("machining.no-sources"))</h2><p>\(reader.t("machining.no-sources-step"))</p>\
                <div class="actions">\(add("button primary"))</div></div>
                """
        }
        let rows = sources.html { source in
            let state: HTML =
                !source.isEnabled
                ? "<span class=\"tag is-off\">\(reader.t("machining.source-off"))</span>"
                : source.state.failingSince.map {
                    "<span class=\"tag is-bad\">\(HTML.icon("alert"))\(reader.t("machining.source-failing"))</span> \(reader.age($0))"
                }
                    ?? "<span class=\"tag is-ok\">\(HTML.icon("ok"))\(reader.t("machining.source-ok"))</span>"
            return """
                <tr data-href="/sources/\(source.id)"><td><a href="/sources/\(source.id)">\(source.name)</a> <small class="muted mono">\(source.location)</small></td>\
                <td>\(state)</td><td>\(source.state.lastScanAt.map { reader.age($0) } ?? "–")</td><td>\(source.state.lastRowAt.map { reader.age($0) } ?? "–")</td></tr>
                """
        }
        let headings = ["source", "state", "looked", "last-line"].html { "<th scope=\"col\">\(reader.t("machining.column." + $0))</th>" }
        return """
            <section class="panel"><header><h2>\(reader.t("machining.sources"))</h2>\(add(""))</header>\
            <div class="table-wrap"><table class="data"><thead><tr>\(headings)</tr></thead><tbody>\(rows)</tbody></table></div></section>
            """
    }

    /// Only administrators set up sources.
    private func add(_ kind: String) -> HTML {
        guard reader.person?.role == .admin else { return "" }
        return "<a class=\"\(kind)\" href=\"/sources/new?profile=machine-log\">\(reader.t("machining.add-source"))</a>"
    }

    private var ways: HTML {
        let upload: HTML =
            reader.may(MachiningFeature.manage)
            ? """
            <form class="form" method="post" action="/machining/import?csrf=\(URLText.encode(reader.csrf))" enctype="multipart/form-data">\
            <label class="drop">\(HTML.icon("upload"))<span><b>\(reader.t("machining.drop"))</b> \(reader.t("machining.drop-choose"))</span><input type="file" name="file" required></label>\
            \(Field.text("centre", reader.t("machining.column.centre"), hint: reader.t("machining.upload-centre-why"), more: " required maxlength=\"100\" placeholder=\"DEM12 (PVC)\""))\
            <div class="form-actions"><button class="primary">\(reader.t("machining.upload"))</button></div></form>
            """ : "<p class=\"muted\">\(reader.t("machining.upload-not"))</p>"
        return """
            <section class="panel"><header><h2>\(reader.t("machining.one-file"))</h2></header><div class="panel-body">\(upload)</div></section>
            """
    }

    /// Answers a log that was handed in.
    func take() async throws -> WebResponse {
        let form = try await visit.multipart(fileBytesMax: 256 << 20, to: feature.house.dataFolder)
        defer { form.discard() }
        guard let file = form.files.first(where: { !$0.filename.isEmpty }) else { throw Problem(.input, "file_not_chosen") }
        let centre = (form.fields["centre"] ?? "").split(separator: " ").joined(separator: " ")
        guard !centre.isEmpty, centre.fits(100), !centre.contains("/") else { throw Problem(.input, "field_invalid", ["field": "centre"]) }
        let request = UploadRequest(
            file: file.path, name: file.filename, parts: ["centre": centre], profile: "machine-log", zone: feature.house.zone.name)
        let report = try await feature.upload(request, by: Author(visit))
        let balance = reader.t(
            "machining.uploaded",
            ["file": file.filename, "loaded": reader.number(report.counts.loaded), "rejected": reader.number(report.counts.rejected)])
        let notice: HTML = report.counts.rejected == 0 ? Notice.ok(balance) : Notice.warn(balance)
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("machining.import-question"))</h1></header>\(MachiningTabs.html(visit, current: "/machining/import"))\(notice)\
            <div class="actions"><a class="button primary" href="/machining">\(reader.t("machining.compare"))</a><a class="button" href="/machining/import">\(reader.t("machining.import"))</a></div>
            """
        return await feature.house.page(
            visit, title: reader.t("machining.import"),
            place: [Place(reader.t("machining.title"), "/machining"), Place(reader.t("machining.import"))], main)
    }
}
