// The canonical interface of batches: the same names and shapes as the verbs.

import Host
import Kernel
import Store
import Web

struct BatchesAPI: Sendable {
    let feature: BatchesFeature
    private var actions: BatchesActions { feature.actions }
    private var zone: Zone { feature.house.zone }

    func list(_ visit: Visit) async throws -> WebResponse {
        let limit = Int(min(max(try visit.query.int("limit") ?? 100, 1), 5000))
        let after = Int(max(try visit.query.int("after") ?? 0, 0))
        let families = try await actions.home().families
        let order = visit.query["sort"].flatMap(BatchOrder.init(rawValue:)) ?? .id
        let listing = try await actions.list(BatchFilter(visit.query), order: order, offset: after, limit: limit)
        let isMore = Int64(after + listing.batches.count) < listing.counts.total
        return .json([
            "batches": .array(listing.batches.map { BatchesJSON.batch($0, families) }), "total": .int(listing.counts.total),
            "board": BatchesJSON.board(listing.board, zone), "next": isMore ? .string(String(after + listing.batches.count)) : .null,
        ])
    }

    func show(_ visit: Visit) async throws -> WebResponse {
        .json(BatchesJSON.batch(try await actions.batch(visit.path["batch"] ?? ""), try await actions.home().families))
    }

    func stats() async throws -> WebResponse { .json(try await feature.stats()) }

    /// Members that are fields; others are refused.
    static func fields(_ body: JSON, without: Set<String> = []) throws(Problem) -> [(BatchField, JSON)] {
        var out: [(BatchField, JSON)] = []
        for (name, value) in body.members ?? [] where !without.contains(name) {
            guard let field = BatchField(rawValue: name == "review" ? "review_status" : name) else {
                throw Problem(.input, "batch_field_unknown", ["field": String(name.prefix(40))])
            }
            out.append((field, value))
        }
        return out
    }

    func create(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        var batch = Batch(id: body["id"]?.string ?? "")
        for (field, value) in try Self.fields(body, without: ["id"]) { try batch.set(field, value) }
        return .json(BatchesJSON.batch(try await actions.create(batch, by: Author(visit)), try await actions.home().families), status: 201)
    }

    func edit(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        var id = visit.path["batch"] ?? ""
        if let new = body["id"]?.string, new != id { id = try await actions.rename(id, to: new, by: Author(visit)).id }
        let batch = try await actions.edit(id, try Self.fields(body, without: ["id"]), by: Author(visit))
        return .json(BatchesJSON.batch(batch, try await actions.home().families))
    }

    func delete(_ visit: Visit) async throws -> WebResponse {
        .json(BatchesJSON.result(try await actions.delete([visit.path["batch"] ?? ""], by: Author(visit))))
    }

    func history(_ visit: Visit) async throws -> WebResponse {
        let home = try await actions.home()
        let id = visit.path["batch"] ?? ""
        let entries = try await actions.database.read { try DeedTable(tx: $0, home: home.scope.home).history(id, limit: 500) }
        return .json([
            "history": .array(
                entries.map { change, deed in
                    .object(
                        (BatchesJSON.deed(deed, zone).members ?? []) + [
                            ("change", .string(change.kind.rawValue)), ("old", change.old ?? .null), ("new", change.new ?? .null),
                        ])
                })
        ])
    }

    func sync() async throws -> WebResponse {
        let outcome = try await feature.synced()
        return .json(outcome.json)
    }

    private static func ids(_ body: JSON) throws(Problem) -> [String] {
        guard let ids = body["batches"]?.array?.compactMap(\.string), !ids.isEmpty else { throw Problem(.input, "batch_list_empty") }
        return ids
    }

    func assign(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        let name = body["assignee"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        let (result, missing) = try await actions.assign(actions.completed(Self.ids(body)), to: name, by: Author(visit))
        return .json(.object((BatchesJSON.result(result).members ?? []) + [("missing", .array(missing.map { .string($0) }))]))
    }

    func upload(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json(bytesMax: 64 << 20)
        guard let mode = BatchesActions.UploadMode(rawValue: body["mode"]?.string ?? "add") else {
            throw Problem(.input, "parameter_invalid", ["name": "mode", "value": body["mode"]?.string ?? ""])
        }
        let list = try BatchesActions.read(body)
        if visit.query.flag("dry_run") { return .json(BatchesJSON.upload(try await actions.preview(list, mode), isPreview: true)) }
        return .json(BatchesJSON.upload(try await actions.upload(list, mode, by: Author(visit)), isPreview: false))
    }

    func deletions(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        let query = Parameters((body.members ?? []).compactMap { name, value in value.string.map { (name, $0) } })
        let filter = try BatchFilter(query)
        let pattern = body["pattern"]?.string
        if visit.query.flag("dry_run") {
            let found = try await actions.matching(filter, pattern: pattern)
            return .json(["preview": true, "batches": .array(found.map { .string($0.id) })])
        }
        return .json(BatchesJSON.result(try await actions.delete(filter, pattern: pattern, note: body, by: Author(visit))))
    }

    func deeds(_ visit: Visit) async throws -> WebResponse {
        let limit = Int(min(max(try visit.query.int("limit") ?? 50, 1), 500))
        let before = try visit.query.int("after")
        let home = try await actions.home()
        let deeds = try await actions.database.read { try DeedTable(tx: $0, home: home.scope.home).page(before: before, limit: limit) }
        return .json([
            "deeds": .array(deeds.map { BatchesJSON.deed($0, zone) }), "next": deeds.count == limit ? .string(String(deeds.last?.id ?? 0)) : .null,
        ])
    }

    func undo(_ visit: Visit) async throws -> WebResponse { .json(BatchesJSON.result(try await actions.undo(visit.id(), by: Author(visit)))) }

    func masks(_ visit: Visit) async throws -> WebResponse {
        var filter = MaskFilter()
        filter.name = visit.query.text("name")
        if let word = visit.query["match"], !word.isEmpty {
            guard let match = MaskRow.Match(rawValue: word) else { throw Problem(.input, "parameter_invalid", ["name": "match", "value": word]) }
            filter.match = match
        }
        filter.isIncomplete = visit.query.flag("incomplete")
        let limit = Int(min(max(try visit.query.int("limit") ?? 100, 1), 1000))
        let (rows, total, next) = try await actions.masks(filter, after: visit.query["after"], limit: limit)
        return .json(["masks": .array(rows.map { BatchesJSON.mask($0, zone) }), "total": .int(total), "next": JSON(next)])
    }

    func mask(_ visit: Visit) async throws -> WebResponse {
        let (row, file) = try await actions.mask(visit.id("mask"))
        return MaskDownload.response(row.name, file)
    }

    func crew() async throws -> WebResponse { .json(["crew": .array(try await actions.crew().map(BatchesJSON.member))]) }

    private static func member(_ body: JSON) -> CrewMember {
        CrewMember(name: body["name"]?.string ?? "", role: body["role"]?.string ?? "", email: body["email"]?.string ?? "")
    }

    func addMember(_ visit: Visit) async throws -> WebResponse {
        let member = Self.member(try await visit.json())
        try await actions.add(member, by: Author(visit))
        return .json(BatchesJSON.member(try member.checked()), status: 201)
    }

    func changeMember(_ visit: Visit) async throws -> WebResponse {
        let member = Self.member(try await visit.json())
        let carried = try await actions.change(visit.path["name"] ?? "", to: member, by: Author(visit))
        return .json(["name": .string(member.name), "batches": JSON(carried)])
    }

    /// `{"heir": name}`, or `{"heir": null}` for nobody: it has to be said.
    func removeMember(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        guard let heir = body["heir"] else { throw Problem(.input, "crew_heir_missing", ["name": visit.path["name"] ?? ""]) }
        let moved = try await actions.remove(visit.path["name"] ?? "", heir: heir.string.flatMap { $0.isEmpty ? nil : $0 }, by: Author(visit))
        return .json(["removed": .string(visit.path["name"] ?? ""), "batches": JSON(moved)])
    }
}

extension BatchesFeature {
    /// A sync as people ask for one: the copy first.
    func synced() async throws -> SyncOutcome {
        let home = try await actions.home()
        let outcome = try await actions.sync()
        if home.batches.isElsewhere { try await actions.refresh() }
        return outcome
    }

    func stats() async throws -> JSON {
        let home = try await actions.home()
        let (counts, families) = try await actions.database.read { tx in
            let table = BatchTable(tx: tx, scope: home.scope)
            return (try table.counts(BatchFilter()), try table.byFamily())
        }
        return BatchesJSON.stats(counts, families, names: home.families.all.map(\.name))
    }

    var api: [Route] {
        let api = BatchesAPI(feature: self)
        let path = "/api/v1/batches"
        return [
            Route(.get, path, .needs(Self.view), summary: "Batches, and how they stand") { try await api.list($0) },
            Route(.post, path, .needs(Self.operate), summary: "A new batch") { try await api.create($0) },
            Route(.get, path + "/stats", .needs(Self.view), summary: "Batches by family, status and masks") { _ in try await api.stats() },
            Route(.post, path + "/sync", .needs(Self.edit), summary: "Brings batches in step with the mask files") { _ in try await api.sync() },
            Route(.post, path + "/assign", .needs(Self.operate), summary: "Gives batches to somebody or to nobody") { try await api.assign($0) },
            Route(.post, path + "/upload", .needs(Self.operate), streamsBody: true, summary: "Adds or replaces batches from a list") {
                try await api.upload($0)
            },
            Route(.post, path + "/deletions", .needs(Self.operate), summary: "Deletes the batches of a filter") { try await api.deletions($0) },
            Route(.get, path + "/masks", .needs(Self.view), summary: "Mask files, newest first") { try await api.masks($0) },
            Route(.get, path + "/masks/{mask}", .needs(Self.view), summary: "A mask file") { try await api.mask($0) },
            Route(.get, path + "/deeds", .needs(Self.view), summary: "What was done to batches, newest first") { try await api.deeds($0) },
            Route(.post, path + "/deeds/{id}/undo", .needs(Self.operate), summary: "Takes a deed back") { try await api.undo($0) },
            Route(.get, path + "/crew", .needs(Self.view), summary: "Who batches can be given to") { _ in try await api.crew() },
            Route(.post, path + "/crew", .needs(Self.operate), summary: "A new member of the crew") { try await api.addMember($0) },
            Route(.put, path + "/crew/{name}", .needs(Self.operate), summary: "Changes a member; their batches go along") {
                try await api.changeMember($0)
            },
            Route(.delete, path + "/crew/{name}", .needs(Self.operate), summary: "Removes a member and says who gets their batches") {
                try await api.removeMember($0)
            },
            Route(.get, path + "/by-id/{batch}", .needs(Self.view), summary: "One batch") { try await api.show($0) },
            Route(.patch, path + "/by-id/{batch}", .needs(Self.edit), summary: "Changes fields of a batch") { try await api.edit($0) },
            Route(.delete, path + "/by-id/{batch}", .needs(Self.operate), summary: "Deletes a batch") { try await api.delete($0) },
            Route(.get, path + "/by-id/{batch}/history", .needs(Self.view), summary: "Who changed what of a batch") { try await api.history($0) },
        ]
    }
}
