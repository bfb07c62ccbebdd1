// Sheets in and out for other programs.

import Host
import Kernel
import Store
import Web

extension SchedulingFeature {
    var sheetAPI: [Route] {
        let path = "/api/v1/scheduling"
        return [
            Route(.post, path + "/import", .needs(Self.plan), streamsBody: true, summary: "Takes in a planner's sheet (the body is the CSV)") {
                try await self.importSheet($0)
            },
            Route(.get, path + "/export/{kind}", .needs(Self.view), summary: "A table of scheduling as CSV; full_backup as a zip archive") {
                try await self.export($0)
            },
        ]
    }

    /// 200 when all is done or would be; 422 with the same document when errors keep the sheet out.
    private func importSheet(_ visit: Visit) async throws -> WebResponse {
        let bytes = try await visit.request.body.collect(bytesMax: SheetText.bytesMax)
        let sheet = try await actions.sheet(bytes)
        let outcome = try await actions.take(
            sheet, name: String(visit.query.text("name").prefix(190)), choice: ImportChoice(takesFile: visit.query.flag("take_file")),
            isPartial: visit.query.flag("partial"), isRehearsal: visit.query.flag("dry_run"), by: Author(visit))
        let reader = visit.reader
        return .json(ImportJSON.outcome(outcome) { $0.title(reader) }, status: outcome.isRefused && !outcome.isRehearsal ? 422 : 200)
    }
}
