// Planners' sheets in and out, on pages.

import Host
import Kernel
import Store
import Web

extension SchedulingFeature {
    var sheetPages: [Route] {
        let path = "/scheduling"
        return [
            .page(path + "/import", .needs(Self.plan)) { try await ImportPage(self, $0).response() },
            Route(.post, path + "/import", .needs(Self.plan), streamsBody: true) { try await ImportPage(self, $0).upload() },
            .form(path + "/import/pull", .needs(Self.plan)) { try await ImportPage(self, $0).look() },
            .form(path + "/import/source", .needs(Self.source)) { try await ImportPage(self, $0).setSource() },
            .page(path + "/import/{id}", .needs(Self.plan)) { try await ImportPage(self, $0).preview() },
            .form(path + "/import/{id}", .needs(Self.plan)) { try await ImportPage(self, $0).apply() },
            .form(path + "/import/{id}/columns", .needs(Self.plan)) { try await ImportPage(self, $0).columns() },
            .form(path + "/import/undo/{deed}", .needs(Self.plan)) { visit in
                try await self.actions.undo(deed: visit.id("deed"), by: Author(visit))
                return .redirect("/scheduling/import?undone=1")
            },
            .page(path + "/export", .needs(Self.view)) { await self.exportPage($0) },
            .page(path + "/export/{kind}", .needs(Self.view)) { try await self.export($0) },
        ]
    }

    private func exportPage(_ visit: Visit) async -> WebResponse {
        let reader = visit.reader
        let rows = SheetExport.allCases.html { kind in
            """
            <tr><th scope="row">\(reader.t("scheduling.sheets.kind." + kind.rawValue))</th><td><a class="button" href="/scheduling/export/\(kind.rawValue)" download>\
            \(reader.t("scheduling.sheets.download"))</a></td></tr>
            """
        }
        let main: HTML = """
            <header class="page-head"><h1>\(reader.t("scheduling.sheets.export.question"))</h1><p class="answer">\(reader.t("scheduling.sheets.export.answer"))</p></header>\
            \(ScheduleTabs.html(visit, current: ImportPage.exportPath))\(ScheduleTabs.sheets(visit, current: ImportPage.exportPath))\
            <section class="panel"><div class="panel-body"><table class="data"><tbody>\(rows)</tbody></table></div></section>
            """
        let title = reader.t("scheduling.sheets.export")
        return await house.page(visit, title: title, place: ScheduleTabs.place(visit, Place(title)), main)
    }

    /// A table as CSV, everything as a zip archive.
    func export(_ visit: Visit) async throws -> WebResponse {
        let word = visit.path["kind"] ?? ""
        guard let kind = SheetExport(rawValue: word) else {
            let kinds = SheetExport.allCases.map(\.rawValue).joined(separator: ", ")
            throw Problem(.missing, "schedule_export_unknown", ["kind": String(word.prefix(40)), "kinds": kinds])
        }
        let time = house.zone.civil(house.clock.now())
        let name = "scheduling-\(kind.rawValue)-\(time.date.isoText)"
        guard kind == .fullBackup else {
            return .download(name + ".csv", type: "text/csv; charset=utf-8", body: .bytes(try await actions.export(kind).bytes))
        }
        let files = try await actions.backup()
        return Export.zip(name: name, at: time) { emit in for file in files { try await emit(file.name, file.bytes) } }
    }
}
