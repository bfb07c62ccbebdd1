// The old dashboard's paths: people and figures.

import Host
import Kernel
import Store
import Web

extension DashboardAPI {
    func people(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let crew = try await actions.crew()
            return ["success": true, "segmentadores": .array(crew.map(LegacyShapes.member)), "total": JSON(crew.count)]
        }
    }

    private static func member(_ body: JSON) -> CrewMember {
        CrewMember(name: body["name"]?.string ?? "", role: body["role"]?.string ?? "", email: body["email"]?.string ?? "")
    }

    func addPerson(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let member = Self.member(try await visit.json())
            try await actions.add(member, by: Author(visit))
            return ["success": true, "segmentador": LegacyShapes.member(try member.checked())]
        }
    }

    /// With another name the batches go along.
    func changePerson(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let body = try await visit.json()
            let carried = try await actions.change(body["old_name"]?.string ?? "", to: Self.member(body), by: Author(visit))
            return ["success": true, "segmentador": LegacyShapes.member(try Self.member(body).checked()), "batches_updated": JSON(carried)]
        }
    }

    /// Their batches become nobody's, and are seen as that.
    func removePerson(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let body = try await visit.json()
            let heir = body["heir"]?.string.flatMap { $0.isEmpty ? nil : $0 }
            let moved = try await actions.remove(body["name"]?.string ?? "", heir: heir, by: Author(visit))
            return ["success": true, "batches_updated": JSON(moved)]
        }
    }

    // MARK: figures

    func overview(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let counts = try await actions.list(BatchFilter(), limit: 1).counts
            let share = BatchMetrics.Share(counts)
            return .object(
                LegacyShapes.share(share) + [("unassigned", .int(counts.unassigned)), ("completion_rate", .double(share.completionRate))])
        }
    }

    func team(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let figures = try await actions.team()
            return [
                "team": .array(
                    figures.filter { $0.name != nil }.map { figure in
                        let share = BatchMetrics.Share(figure.counts)
                        return .object(
                            [("assignee", JSON(figure.name))] + LegacyShapes.share(share) + [
                                ("completion_rate", .double(share.completionRate)), ("efficiency", .double(share.efficiency)),
                                ("recent_batches", .array(figure.recent.map { .string($0) })),
                            ])
                    })
            ]
        }
    }

    /// One line for each day and person, of the batches that were assigned on it.
    private func progressLines(_ visit: Visit) async throws -> [(day: String, name: String, share: BatchMetrics.Share)] {
        let names = Set(visit.query.text("assignees").split(separator: ",").map { String($0).trimmingBlanks })
        let lines = try await actions.progress(from: visit.query["from"], to: visit.query["to"])
        return lines.filter { names.isEmpty || names.contains($0.name) }.map { ($0.day, $0.name, BatchMetrics.Share($0.counts)) }
    }

    func progress(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let lines = try await progressLines(visit)
            return [
                "progress": .array(
                    lines.map { line in
                        .object(
                            [("date", .string(line.day)), ("assignee", .string(line.name))] + LegacyShapes.share(line.share) + [
                                ("completion_rate", .double(line.share.completionRate))
                            ])
                    })
            ]
        }
    }

    func exportProgress(_ visit: Visit) async throws -> WebResponse {
        let lines = try await progressLines(visit)
        let head = ["date", "assignee", "total", "S", "FS", "NS", "completionRate", "efficiency"]
        let rows = lines.map { line in
            [
                line.day, line.name, String(line.share.total), String(line.share.completed), String(line.share.inProgress),
                String(line.share.pending),
                String(line.share.completionRate), String(line.share.efficiency),
            ]
        }
        return .download(
            "metrics_\(actions.today().replacing("-", with: "")).csv", type: "text/csv; charset=utf-8",
            body: .bytes(Array((LegacyShapes.mark + LegacyShapes.lines([head] + rows)).utf8)))
    }
}

extension BatchesFeature {
    var legacy: [Route] {
        let api = DashboardAPI(feature: self)
        let open = "access.legacy_anonymous_read"
        let read = Access.needsUnlessOpened(Self.view, setting: open)
        func get(_ path: String, _ summary: String, _ handler: @escaping @Sendable (Visit) async throws -> WebResponse) -> Route {
            Route(.get, path, read, summary: summary, handler)
        }
        func deed(
            _ method: Method, _ path: String, _ permission: Permission, _ summary: String, streams: Bool = false,
            _ handler: @escaping @Sendable (Visit) async throws -> WebResponse
        )
            -> Route
        { Route(method, path, .needs(permission), streamsBody: streams, summary: summary, handler) }
        return [
            get("/api/batches", "The old dashboard: batches by the page") { try await api.list($0) },
            deed(.post, "/api/batches", Self.operate, "The old dashboard: a new batch") { try await api.create($0) },
            deed(.post, "/api/batches/quick-create", Self.operate, "The old dashboard: batches from a pasted list") { try await api.quickCreate($0) },
            deed(.put, "/api/batches/{batch}", Self.edit, "The old dashboard: changes a batch") { try await api.change($0) },
            deed(.put, "/api/batches/{batch}/change-id", Self.operate, "The old dashboard: another id") { try await api.rename($0) },
            deed(.delete, "/api/batches/{batch}", Self.operate, "The old dashboard: deletes a batch") { try await api.delete($0) },
            deed(.post, "/api/sync-batch-files", Self.edit, "The old dashboard: batches in step with the mask files") { try await api.sync($0) },
            get("/api/batch-files/{batch}", "The old dashboard: the files of a batch") { try await api.files($0) },
            get("/api/check-mongo-files", "The old dashboard: the newest files") { try await api.looked($0) },
            deed(.post, "/api/auto-create-batches", Self.operate, "The old dashboard: batches for files that have none") {
                try await api.createMissing($0)
            },
            get("/api/missing-batches", "The old dashboard: ids on files that no batch has") { try await api.missing($0) },
            deed(.post, "/api/init-batches", Self.operate, "The old dashboard: says how many there are") { try await api.initialise($0) },
            deed(.post, "/api/reset-batches", Self.manage, "The old dashboard: is refused") { try await api.reset($0) },
            get("/api/segmentadores", "The old dashboard: the crew") { try await api.people($0) },
            deed(.post, "/api/add-segmentador", Self.operate, "The old dashboard: a new member") { try await api.addPerson($0) },
            deed(.put, "/api/update-segmentador", Self.operate, "The old dashboard: changes a member") { try await api.changePerson($0) },
            deed(.delete, "/api/remove-segmentador", Self.operate, "The old dashboard: removes a member") { try await api.removePerson($0) },
            get("/api/metrics/overview", "The old dashboard: figures of all") { try await api.overview($0) },
            get("/api/metrics/team", "The old dashboard: figures by person") { try await api.team($0) },
            get("/api/metrics/progress", "The old dashboard: figures by day") { try await api.progress($0) },
            get("/api/metrics/export", "The old dashboard: the same as CSV") { try await api.exportProgress($0) },
            deed(.post, "/api/data/batches/upload", Self.operate, "The old dashboard: adds or replaces", streams: true) { try await api.upload($0) },
            deed(.post, "/api/data/batches/delete-by-filter", Self.operate, "The old dashboard: deletes by a filter") {
                try await api.deleteByFilter($0)
            },
            get("/api/data/batches/export", "The old dashboard: all batches as JSON") { try await api.export($0) },
            get("/api/data/batches/stats", "The old dashboard: counts") { try await api.stats($0) },
            get("/api/export/segmentador/{name}", "The old dashboard: a person's batches as CSV") { try await api.exportPerson($0) },
            get("/api/export/all-assignments", "The old dashboard: all batches as CSV") { try await api.exportAll($0) },
            get("/api/backup/database", "The old dashboard: batches and crew as JSON") { try await api.backup($0) },
        ]
    }
}
