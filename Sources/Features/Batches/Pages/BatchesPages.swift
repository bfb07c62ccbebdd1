// The feature's pages by path, and its part of the Floor.

import Host
import Kernel
import Store
import Web

extension BatchesFeature {
    var pages: [Route] {
        let path = "/batches"
        return [
            .page(path, .needs(Self.view)) { try await DashboardPage(self, $0).response() },
            .form(path + "/sync", .needs(Self.edit)) { try await self.syncNow($0) },
            .page(path + "/export", .needs(Self.view)) { try await self.export($0) },
            .page(path + "/by-id/{batch}", .needs(Self.view)) { try await BatchPage(self, $0).show() },
            .form(path + "/by-id/{batch}", .needs(Self.edit)) { try await BatchPage(self, $0).save() },
            .form(path + "/by-id/{batch}/rename", .needs(Self.operate)) { try await BatchPage(self, $0).rename() },
            .form(path + "/by-id/{batch}/delete", .needs(Self.operate)) { try await BatchPage(self, $0).delete() },
            .page(path + "/masks", .needs(Self.view)) { try await MasksPage(self, $0).response() },
            .page(path + "/team", .needs(Self.view)) { try await TeamPage(self, $0).response() },
            .form(path + "/team", .needs(Self.operate)) { try await TeamPage(self, $0).add() },
            .page(path + "/team/{name}", .needs(Self.operate)) { try await TeamPage(self, $0).show() },
            .form(path + "/team/{name}", .needs(Self.operate)) { try await TeamPage(self, $0).change() },
            .form(path + "/team/{name}/remove", .needs(Self.operate)) { try await TeamPage(self, $0).remove() },
            .page(path + "/assign", .needs(Self.operate)) { try await AssignPage(self, $0).response() },
            .form(path + "/assign", .needs(Self.operate)) { try await AssignPage(self, $0).assign() },
            .page(path + "/metrics", .needs(Self.view)) { try await MetricsPage(self, $0).response() },
            .page(path + "/data", .needs(Self.view)) { try await DataPage(self, $0).response() },
            .form(path + "/data/new", .needs(Self.operate)) { try await DataPage(self, $0).createNew() },
            Route(.post, path + "/data/upload", .needs(Self.operate), streamsBody: true) { try await DataPage(self, $0).uploadFile() },
            .form(path + "/data/upload/{id}", .needs(Self.operate)) { try await DataPage(self, $0).uploadNow() },
            .form(path + "/data/delete", .needs(Self.operate)) { try await DataPage(self, $0).deleteFiltered() },
            .page(path + "/deeds", .needs(Self.view)) { try await DeedsPage(self, $0).response() },
            .page(path + "/deeds/{id}", .needs(Self.view)) { try await DeedsPage(self, $0).show() },
            .form(path + "/deeds/{id}/undo", .needs(Self.operate)) { try await DeedsPage(self, $0).undo() },
            .page(path + "/deeds/{id}/backup.json", .needs(Self.view)) { try await DeedsPage(self, $0).backup() },
            .page(path + "/settings", .needs(Self.manage)) { try await SettingsPage(self, $0).show() },
            .form(path + "/settings", .needs(Self.manage)) { try await SettingsPage(self, $0).act() },
        ]
    }

    /// Whether a link leads back to a page of this feature.
    static func isOwn(_ link: String) -> Bool { link == "/batches" || ["/batches?", "/batches/"].contains { link.hasPrefix($0) } }

    /// A sync that a person asks for; when a side is away, the board says so and shows what it has.
    private func syncNow(_ visit: Visit) async throws -> WebResponse {
        do {
            _ = try await synced()
            return .redirect("/batches")
        } catch let problem as Problem {
            return try await DashboardPage(self, visit).response(problem)
        }
    }

    /// All batches of the filter, in the order of their numbers.
    private func export(_ visit: Visit) async throws -> WebResponse {
        guard let format = Export.Format(rawValue: visit.query["format"] ?? "csv") else {
            throw Problem(.input, "parameter_invalid", ["name": "format", "value": visit.query.text("format")])
        }
        let reader = visit.reader
        let listing = try await actions.list(BatchFilter(visit.query), order: .id, limit: BatchesActions.uploadMax)
        let names = ["id", "assignee", "status", "uploaded", "files", "last", "assigned", "review", "priority", "folder", "comments"]
        let columns = names.map { ExportColumn(title: reader.t("batches.column." + $0), kind: $0 == "files" ? .integer : .text) }
        let words = BatchWords(reader: reader)
        return Export.response(format: format, name: "batches-" + actions.today(), columns: columns) { emit in
            for batch in listing.batches {
                let before = [
                    batch.id, batch.assignee ?? "", words.status(batch.status), reader.t(batch.masks.isUploaded ? "batches.yes" : "batches.no"),
                ]
                let after = [
                    batch.masks.lastUpload ?? "", batch.assignedAt ?? "", words.review(batch.review), batch.priority, batch.folder, batch.comments,
                ]
                try await emit(before.map { .text($0) } + [.integer(batch.masks.fileCount)] + after.map { .text($0) })
            }
        }
    }

    // MARK: the Floor

    /// A side that is away, batches of people nobody knows, files that belong to nothing.
    func floorNeeds(_ visit: Visit) async throws -> [Need] {
        let reader = visit.reader
        guard reader.may(Self.view) else { return [] }
        let board = try await actions.board()
        var needs: [Need] = []
        if let problem = board.problem {
            needs.append(
                Need(
                    .bad, icon: "batches", card: reader.t("batches.need.away-card"), title: problem.title(reader), detail: "",
                    since: board.problemSince,
                    path: "/batches", action: reader.t("batches.need.look")))
        }
        let strangers = try await actions.strangers().reduce(0) { $0 + $1.batches }
        if strangers > 0 {
            needs.append(
                Need(
                    .warn, icon: "batches", card: reader.t("batches.need.strangers-card"),
                    title: reader.t("batches.need.strangers", ["n": reader.number(strangers)]), detail: "", since: nil,
                    path: BatchPath.board([("assignee", BatchFilter.unknown)]), action: reader.t("batches.need.look")))
        }
        let loose =
            ["unmatched_files", "unknown_ids", "incomplete", "ambiguous_files"].reduce(0) { $0 + (board.outcome?[$1]?.int ?? 0) }
        if loose > 0 {
            needs.append(
                Need(
                    .warn, icon: "batches", card: reader.t("batches.need.loose-card"),
                    title: reader.t("batches.need.loose", ["n": reader.number(loose)]),
                    detail: "", since: nil, path: "/batches/masks", action: reader.t("batches.need.look")))
        }
        return needs
    }

    func floorPicture(_ visit: Visit) async throws -> HTML? {
        let reader = visit.reader
        guard reader.may(Self.view) else { return nil }
        let listing = try await actions.list(BatchFilter(), limit: 1)
        guard listing.counts.total > 0 else { return nil }
        let counts = listing.counts
        let facts: [(String, Int64, String)] =
            BatchStatus.allCases.map { (BatchWords(reader: reader).status($0), counts[$0], BatchPath.board([("status", $0.rawValue)])) } + [
                (reader.t("batches.metrics.unassigned"), counts.unassigned, BatchPath.board([("assignee", BatchFilter.nobody)])),
                (reader.t("batches.metrics.with-masks"), counts.withMasks, BatchPath.board([("uploaded", "yes")])),
            ]
        let list = facts.html { "<dt>\($0.0)</dt><dd class=\"num\"><a href=\"\($0.2)\">\(reader.number($0.1))</a></dd>" }
        return """
            <section class="panel"><header><h2>\(reader.t("batches.title"))</h2><a href="/batches">\(reader.t("batches.board"))</a></header><div class="panel-body">\
            <div class="progress"><span class="label">\(reader.t("batches.done.share"))</span><span>\(reader.number(counts[.done])) / \(reader.number(counts.total))</span>\
            <progress value="\(counts[.done])" max="\(max(1, counts.total))"></progress></div><dl class="facts">\(list)</dl></div></section>
            """
    }
}
