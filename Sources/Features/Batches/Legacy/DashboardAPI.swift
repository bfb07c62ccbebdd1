// The old dashboard's paths: batches and files. Its pages go on working; what was dangerous in it asks first or is refused.

import Host
import Kernel
import Store
import Web

struct DashboardAPI: Sendable {
    let feature: BatchesFeature
    var actions: BatchesActions { feature.actions }

    static let pageSizes: ClosedRange<Int64> = 5...1000
    static let filesMax: Int64 = 300

    /// An answer, or `{"success": false, "error": …}` with the status that belongs to what went wrong.
    func answer(_ visit: Visit, _ body: @Sendable () async throws -> JSON) async throws -> WebResponse {
        do { return .json(try await body()) } catch let problem as Problem where problem.family != .unauthenticated && problem.family != .forbidden {
            return .json(LegacyShapes.failed(problem, problem.title(visit.reader)), status: problem.status)
        }
    }

    // MARK: batches

    func list(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let size = min(max(try visit.query.int("per_page") ?? 50, Self.pageSizes.lowerBound), Self.pageSizes.upperBound)
            let page = max(try visit.query.int("page") ?? 1, 1)
            let listing = try await actions.list(BatchFilter(), order: .id, offset: Int((min(page, 1_000_000) - 1) * size), limit: Int(size))
            let pages = (listing.counts.total + size - 1) / size
            return [
                "batches": .array(listing.batches.map(LegacyShapes.batch)),
                "pagination": ["page": .int(page), "per_page": .int(size), "total": .int(listing.counts.total), "total_pages": .int(pages)],
            ]
        }
    }

    /// Fields beside and inside `metadata`; what is no field of ours is left out, as it was.
    static func fields(_ body: JSON) -> [(BatchField, JSON)] {
        BatchField.allCases.compactMap { field in (body[field.rawValue] ?? body["metadata"]?[field.rawValue]).map { (field, $0) } }
    }

    func create(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let body = try await visit.json()
            var batch = Batch(id: body["id"]?.string ?? "")
            if batch.id.isEmpty { batch.id = try await actions.nextID() }
            batch.tasks = Batch.usualTasks
            for (field, value) in Self.fields(body) { try batch.set(field, value) }
            return ["success": true, "batch": LegacyShapes.batch(try await actions.create(batch, by: Author(visit)))]
        }
    }

    func change(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let batch = try await actions.edit(visit.path["batch"] ?? "", Self.fields(try await visit.json()), by: Author(visit))
            return ["success": true, "batch": LegacyShapes.batch(batch)]
        }
    }

    func rename(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let old = visit.path["batch"] ?? ""
            let batch = try await actions.rename(old, to: try await visit.json()["new_id"]?.string ?? "", by: Author(visit))
            return ["success": true, "old_id": .string(old), "new_id": .string(batch.id)]
        }
    }

    func delete(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let result = try await actions.delete([visit.path["batch"] ?? ""], by: Author(visit))
            return ["success": true, "deleted": JSON(result.done)]
        }
    }

    // MARK: files

    func sync(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) { LegacyShapes.synced(try await feature.synced()) }
    }

    func files(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let batch = try await actions.batch(visit.path["batch"] ?? "")
            let rows = try await actions.masks(of: batch).filter { $0.completeness != .incomplete }
            return [
                "success": true, "batch_id": .string(batch.id), "files": .array(rows.map(LegacyShapes.file)), "file_count": JSON(rows.count),
                "has_files": .bool(!rows.isEmpty),
            ]
        }
    }

    func looked(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let limit = min(max(try visit.query.int("limit") ?? Self.filesMax, 1), Self.filesMax)
            let (rows, total, _) = try await actions.masks(MaskFilter(), after: nil, limit: Int(limit))
            return ["success": true, "total_files": .int(total), "files": .array(rows.map(LegacyShapes.file))]
        }
    }

    /// Batches for files that have none: by their whole number, nobody's, and not said to be uploaded before they are.
    func createMissing(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let numbers = try await actions.unknownNumbers().map(\.number)
            guard !numbers.isEmpty else { return ["success": true, "created": 0, "batches": []] }
            let upload = try await actions.createUnknown(numbers, by: Author(visit))
            return ["success": true, "created": JSON(upload.created.count), "batches": .array(upload.created.map { .string($0) })]
        }
    }

    func missing(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let numbers = try await actions.unknownNumbers()
            let families = try await actions.home().families
            return [
                "success": true,
                "missing_batches": .array(
                    numbers.map { number, files in
                        .object([
                            ("batch_id", .string(families.key(id: "batch_" + number).map { families.id($0) } ?? number)), ("files", .int(files)),
                        ])
                    }), "total": JSON(numbers.count),
            ]
        }
    }

    /// The old system filled an empty database with samples; here there is nothing to fill it with.
    func initialise(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let counts = try await actions.list(BatchFilter(), limit: 1).counts
            return ["success": true, "message": .string("\(counts.total) batches"), "created": 0]
        }
    }

    /// The old path wiped everything without a question.
    func reset(_ visit: Visit) async throws -> WebResponse { try await answer(visit) { throw Problem(.input, "batches_reset_refused") } }

    func quickCreate(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let text = try await visit.json()["batch_list"]?.string ?? ""
            let (created, skipped) = try await actions.quickCreate(text, by: Author(visit))
            return [
                "success": true, "created": .array(created.map { .string($0) }), "skipped": .array(skipped.map { .string($0) }),
                "total_processed": JSON(created.count + skipped.count),
            ]
        }
    }

    // MARK: data

    func upload(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let body = try await visit.json(bytesMax: 64 << 20)
            guard let mode = BatchesActions.UploadMode(rawValue: body["mode"]?.string ?? "add") else {
                throw Problem(.input, "parameter_invalid", ["name": "mode", "value": body["mode"]?.string ?? ""])
            }
            let upload = try await actions.upload(try BatchesActions.read(body), mode, by: Author(visit))
            return [
                "success": true, "mode": .string(mode.rawValue), "inserted": JSON(upload.created.count), "updated": JSON(upload.updated.count),
                "deleted": JSON(upload.deleted.count), "skipped": JSON(upload.existing.count + upload.duplicates.count),
                "backup": upload.deed.map { .string("/batches/deeds/\($0)/backup.json") } ?? .null,
            ]
        }
    }

    func deleteByFilter(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let body = try await visit.json()
            let filter = try Self.filter(body["filter"] ?? body)
            let pattern = (body["filter"] ?? body)["id_pattern"]?.string
            let result = try await actions.delete(filter, pattern: pattern, note: body, by: Author(visit))
            return ["success": true, "deleted_count": JSON(result?.done ?? 0)]
        }
    }

    /// All conditions hold at once; "nobody's" is null and `""` alike.
    static func filter(_ body: JSON) throws(Problem) -> BatchFilter {
        var filter = BatchFilter()
        if let word = body["status"]?.string, !word.isEmpty {
            guard let status = BatchStatus(word: word) else { throw Problem(.input, "parameter_invalid", ["name": "status", "value": word]) }
            filter.status = status
        }
        if let name = body["assignee"]?.string, !name.isEmpty { filter.assignee = .named(name) }
        if body["unassigned_only"]?.bool == true {
            guard filter.assignee == nil else { throw Problem(.input, "parameter_invalid", ["name": "unassigned_only", "value": "true"]) }
            filter.assignee = .nobody
        }
        if let day = body["date_before"]?.string, !day.isEmpty {
            guard BatchDay.day(day) != nil else { throw Problem(.input, "parameter_invalid", ["name": "date_before", "value": day]) }
            filter.assignedBefore = day
        }
        return filter
    }

    func export(_ visit: Visit) async throws -> WebResponse {
        let listing = try await actions.list(BatchFilter(), order: .id, limit: BatchesActions.uploadMax)
        let name = "batches_\(actions.today().replacing("-", with: "")).json"
        return WebResponse.download(name, type: "application/json", body: .bytes(JSON.array(listing.batches.map(LegacyShapes.batch)).bytes))
    }

    func stats(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let home = try await actions.home()
            let (counts, people, families) = try await actions.database.read { tx in
                let table = BatchTable(tx: tx, scope: home.scope)
                return (try table.counts(BatchFilter()), try table.byAssignee(), try table.byFamily())
            }
            return [
                "success": true, "total_batches": .int(counts.total),
                "by_status": .object(BatchStatus.allCases.map { ($0.rawValue, .int(counts[$0])) }),
                "by_assignee": .object(people.map { ($0.name ?? "Sin asignar", .int($0.counts.total)) }),
                "by_pattern": .object(families.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) }),
            ]
        }
    }

    func backup(_ visit: Visit) async throws -> WebResponse {
        let listing = try await actions.list(BatchFilter(), order: .id, limit: BatchesActions.uploadMax)
        let json = JSON.object([
            ("created_at", .string(actions.clock.now().rfc3339())), ("batches", .array(listing.batches.map(LegacyShapes.batch))),
            ("segmentadores", .array(listing.crew.map(LegacyShapes.member))),
        ])
        return .download("backup_\(actions.today().replacing("-", with: "")).json", type: "application/json", body: .bytes(json.bytes))
    }

    func exportPerson(_ visit: Visit) async throws -> WebResponse {
        let name = visit.path["name"] ?? ""
        let batches = try await actions.batches(of: name)
        guard !batches.isEmpty else { throw Problem(.missing, "crew_unknown", ["name": String(name.prefix(60))]) }
        let day = (batches.compactMap(\.assignedAt).first.map { String($0.prefix(10)) } ?? actions.today()).replacing("-", with: "")
        return .download("\(name)_\(day).csv", type: "text/csv; charset=utf-8", body: .bytes(Array(LegacyShapes.person(batches).utf8)))
    }

    func exportAll(_ visit: Visit) async throws -> WebResponse {
        let listing = try await actions.list(BatchFilter(), order: .id, limit: BatchesActions.uploadMax)
        return .download(
            "asignaciones_\(actions.today().replacing("-", with: "")).csv", type: "text/csv; charset=utf-8",
            body: .bytes(Array(LegacyShapes.assignments(listing.batches).utf8)))
    }
}
