// Sheets in and out for other programs.

import Host
import Kernel
import Store
import Web

struct SheetAPI: Sendable {
    let feature: SchedulingFeature

    /// The sheet is the body; `?dry_run=true`, `?partial=true`, `?take_file=true`, `?name=`.
    func bringIn(_ visit: Visit) async throws -> WebResponse {
        let bytes = try await visit.request.body.collect(bytesMax: SheetText.bytesMax)
        let isRehearsal = visit.query.flag("dry_run")
        let imported = try await feature.actions.importSheet(
            bytes, name: visit.query["name"] ?? "sheet.csv", isRehearsal: isRehearsal, isPartial: visit.query.flag("partial"),
            takesFile: visit.query.flag("take_file"), by: Author(visit))
        let json = imported.plan.json { $0.title(visit.reader) }
        let more: [(String, JSON)] = [("preview", .bool(isRehearsal)), ("written", .bool(imported.isDone)), ("deed", JSON(imported.deed))]
        return .json(.object((json.members ?? []) + more), status: isRehearsal || imported.isDone ? 200 : 422)
    }

    func export(_ visit: Visit) async throws -> WebResponse {
        let word = visit.path["kind"] ?? ""
        guard let kind = SheetExportKind(rawValue: word) else {
            throw Problem(.missing, "schedule_export_unknown", ["kind": String(word.prefix(40))])
        }
        let bytes = try await feature.actions.whole().csv(kind)
        return .download("\(kind.rawValue).csv", type: "text/csv; charset=utf-8", body: .bytes(bytes))
    }
}

extension SchedulingFeature {
    var sheetAPI: [Route] {
        let api = SheetAPI(feature: self)
        let path = "/api/v1/scheduling"
        return [
            Route(.post, path + "/import", .needs(Self.plan), streamsBody: true, summary: "Brings a planner's sheet in, or says what it would do") {
                try await api.bringIn($0)
            },
            Route(.get, path + "/export/{kind}", .needs(Self.view), summary: "Work orders, line schedules and other sheets as CSV") {
                try await api.export($0)
            },
        ]
    }
}
