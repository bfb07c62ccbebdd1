// The old system's eight paths with their old shapes, so that its front end works unchanged. Only the shapes are old: no
// password is in any answer, a task is done once, and a closing without an opening is an error.

import Host
import Kernel
import Store
import Web

struct VolcadoAPI: Sendable {
    /// After so long the answer says that it goes on without the one who asked.
    static let patienceSeconds: Int64 = 300
    static let logLines = 10
    let feature: ConsolidationFeature
    private var actions: ConsolidationActions { feature.actions }
    private var zone: Zone { feature.house.zone }

    private static func error(_ message: String, _ status: Int) -> WebResponse {
        .json(["status": "error", "message": .string(message)], status: status)
    }

    func databases() async throws -> WebResponse {
        let places = try await actions.places()
        return .json([
            "status": "success", "db_destinos": .array(places.filter { $0.role == .central }.map { .object(VolcadoShapes.place($0)) }),
            "db_origenes": .array(places.filter { $0.role == .branch }.map { VolcadoShapes.branch($0, zone) }),
        ])
    }

    func status(_ visit: Visit) async throws -> WebResponse {
        let branches = try await actions.places(.branch)
        let alias = visit.query["origen_alias"]
        let branch = alias == nil ? branches.first : branches.first { $0.alias == alias }
        if let alias, branch == nil { return Self.error("No existe la base de origen \(alias).", 404) }
        let log = try await feature.house.database.read { try RunTable(tx: $0).log(branch: branch?.alias, limit: Self.logLines) }
        let now = actions.clock.now()
        let isOpen = branch?.state == .open
        let at = isOpen ? branch?.openedAt : branch?.closedAt
        return .json(
            .object([
                ("status", "online"), ("timestamp", .string(VolcadoShapes.time(now, zone))), ("version", .string(GembaVersion.text)),
                ("consolidation_status", .string(branch.map(VolcadoShapes.state) ?? "abierto")),
                ("last_action", branch.map { $0.state == .new ? .null : .string(isOpen ? "apertura" : "cierre") } ?? .null),
                ("last_action_time", at.map { .string(VolcadoShapes.time($0, zone)) } ?? .null),
                ("current_database", branch.map { .string($0.alias) } ?? .null),
                ("recent_logs", .array(log.reversed().map { .string(line($0, visit.reader)) })),
                ("last_snapshot", branch?.openedAt.map { .string(VolcadoShapes.time($0, zone)) } ?? .null),
            ]))
    }

    private func line(_ line: RunTable.LogLine, _ reader: Reader) -> String {
        "\(VolcadoShapes.time(line.at, zone)) - \(line.branch) - \(line.line.text(reader))"
    }

    // MARK: opening and closing

    private struct Asked {
        var kind: ConsolidationDeed.Kind
        var pair: ConsolidationActions.Pair
    }

    /// - Throws: what is missing, as a response.
    private func read(_ body: JSON) async throws -> (asked: Asked?, refusal: WebResponse?) {
        guard let mode = body["modo"]?.string, let kind = VolcadoShapes.mode(mode) else {
            return (nil, Self.error("Falta el modo: apertura o cierre.", 400))
        }
        guard let origin = body["db_origen"] else { return (nil, Self.error("Falta la base de origen.", 400)) }
        guard let branch = try await place(origin, .branch) else {
            return (nil, Self.error("La base de origen no está configurada.", origin["alias"]?.string == nil ? 400 : 404))
        }
        var pair = ConsolidationActions.Pair(branch)
        let target = body["db_destino"] ?? .null
        pair.central = try await place(target, .central)
        if kind == .close, pair.central == nil {
            return (nil, Self.error("La base de destino no está configurada.", target["alias"]?.string == nil ? 400 : 404))
        }
        func typed(_ json: JSON) -> String? { json["password"]?.string.flatMap { $0.isEmpty ? nil : $0 } }
        (pair.branchPassword, pair.centralPassword) = (typed(origin), typed(target))
        return (Asked(kind: kind, pair: pair), nil)
    }

    /// By alias, else by where it is.
    private func place(_ json: JSON, _ role: Connection.Role) async throws -> Connection? {
        let places = try await actions.places(role)
        if let alias = json["alias"]?.string, !alias.isEmpty { return places.first { $0.alias == alias } }
        guard let database = json["database"]?.string, let host = json["host"]?.string, let user = json["user"]?.string else { return nil }
        return places.first { place in
            let own = JSON.object(VolcadoShapes.place(place))
            return own["database"]?.string == database && own["host"]?.string == host && own["user"]?.string == user
        }
    }

    func sync(_ visit: Visit) async throws -> WebResponse {
        let (asked, refusal) = try await read(try await visit.json())
        guard let asked else { return refusal ?? Self.error("", 400) }
        let author = try Author(visit)
        let actions = actions
        let branch = asked.pair.branch.id
        let before = try await feature.house.database.read { try RunTable(tx: $0).page(branch: branch, limit: 1).first?.id ?? 0 }
        let work = Task {
            if asked.kind == .close {
                _ = try await actions.close(asked.pair, by: author)
            } else {
                // The old opening took what was there for consolidated; a later one keeps what the last closing left.
                _ = try await actions.open(asked.pair, fromNow: asked.pair.branch.state == .new, by: author)
            }
        }
        let outcome = await first(work)
        let alias = asked.pair.branch.alias
        switch outcome {
        case .success(true):
            let log = try await feature.house.database.read { try RunTable(tx: $0).log(branch: alias, limit: 50) }
            let own = log.filter { ($0.run ?? 0) > before }.reversed().map { line($0, visit.reader) }
            let already = "\(alias): ya estaba aperturada; se conserva su apertura."
            return .json(["status": "success", "message": .string(own.isEmpty ? already : own.joined(separator: "\n"))])
        case .success(false): return Self.error("Sigue en curso; consulte el estado.", 408)
        case .failure(let error):
            let problem = Problem(error)
            return Self.error(problem.title(visit.reader), problem.family == .input ? 400 : 500)
        }
    }

    /// What comes of the work, or `false` when that takes longer than anybody waits. It goes on then.
    private func first(_ work: Task<Void, any Error>) async -> Result<Bool, any Error> {
        let (outcomes, outcome) = AsyncStream<Result<Bool, any Error>>.makeStream()
        let end = Task { outcome.yield(await work.result.map { true }) }
        let late = Task {
            try await Clock.system.sleep(.seconds(Self.patienceSeconds))
            outcome.yield(.success(false))
        }
        defer {
            end.cancel()
            late.cancel()
        }
        for await first in outcomes { return first }
        return .success(false)
    }

    // MARK: refused rows

    func failedInserts() async throws -> WebResponse {
        var filter = FailureFilter()
        filter.isWaiting = true
        let found = try await actions.failures(filter, limit: 5_000)
        let places = Dictionary(try await actions.places().map { ($0.id, $0) }) { first, _ in first }
        let rows = found.rows.map { row -> JSON in
            var record = (row.row.members ?? [])
            record.append(("_record_hash", .string(row.digest.hex)))
            return .object([
                ("id", .string(String(row.id))), ("table", .string(row.table)), ("record", .object(record)),
                ("source_config", places[row.branchID].map { .object(VolcadoShapes.place($0)) } ?? .null),
                ("timestamp", .string(VolcadoShapes.time(row.lastAt, zone))), ("error", .string("\(row.reason): \(row.detail)")),
            ])
        }
        return .json(["status": "success", "failed_inserts": .array(rows), "total": .int(found.total)])
    }

    func retryInserts(_ visit: Visit) async throws -> WebResponse {
        let done = try await actions.retry(nil, by: Author(visit))
        return .json([
            "status": "success", "message": .string("\(done.succeeded) insertados, \(done.failed) rechazados de nuevo."),
            "successful_retries": .int(Int64(done.succeeded)), "failed_retries": .int(Int64(done.failed)),
        ])
    }

    // MARK: tasks

    /// In the order of their indices.
    private func tasks() async throws -> [PlannedDeed] { try await feature.planned().filter { $0.deed.kind == .open || $0.deed.kind == .close } }

    func scheduledTasks() async throws -> WebResponse {
        let places = Dictionary(try await actions.places().map { ($0.id, $0) }) { first, _ in first }
        let tasks = try await tasks().map { task -> JSON in
            func place(_ id: Int64) -> JSON { places[id].map { .object(VolcadoShapes.place($0)) } ?? .null }
            return .object([
                ("db_origen", place(task.deed.branch)), ("db_destino", place(task.deed.central)),
                ("modo", task.deed.kind == .close ? "cierre" : "apertura"), ("concurrency", .int(Int64(Self.days(task)))),
                ("date_time", task.nextAt.map { .string(VolcadoShapes.time($0, zone)) } ?? .null),
            ])
        }
        return .json(["status": "success", "tasks": .array(tasks)])
    }

    /// Days between two times; 0 for once, 1 for what words say otherwise.
    private static func days(_ task: PlannedDeed) -> Int {
        guard let words = task.words else { return 0 }
        guard words.hasPrefix("@every "), let count = words.dropFirst(7).split(separator: "d").first.flatMap({ Int($0) }) else { return 1 }
        return count
    }

    func schedule(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        let (asked, refusal) = try await read(body)
        guard let asked else { return refusal ?? Self.error("", 400) }
        guard let text = body["date_time"]?.string, let at = VolcadoShapes.instant(text, zone) else {
            return Self.error("Falta la fecha y hora.", 400)
        }
        let days = body["concurrency"]?.int ?? body["concurrency"]?.string.flatMap { Int64($0) } ?? 0
        guard (0...366).contains(days) else { return Self.error("Los días entre ejecuciones van de 0 a 366.", 400) }
        let deed = ConsolidationDeed(asked.kind, branch: asked.pair.branch.id, central: asked.kind == .close ? asked.pair.central?.id ?? 0 : 0)
        let name = PlannedWords.name(deed, asked.pair.branch, asked.kind == .close ? asked.pair.central : nil)
        // What should have been done is done at once, as the old loop did.
        let soon = actions.clock.now() + .seconds(2)
        try await feature.plan(deed, VolcadoShapes.when(days == 0 ? max(at, soon) : at, days: Int(days), zone), name: name, by: Author(visit))
        return .json(["status": "success", "message": "Tarea programada."])
    }

    func remove(_ visit: Visit) async throws -> WebResponse {
        let tasks = try await tasks()
        guard let index = Int(visit.path["index"] ?? ""), tasks.indices.contains(index) else { return Self.error("No existe la tarea.", 404) }
        try await feature.forget(tasks[index], by: Author(visit))
        return .json(["status": "success", "message": "Tarea eliminada."])
    }
}

extension ConsolidationFeature {
    private static let opened = "access.legacy_anonymous_read"

    var legacy: [Route] {
        let api = VolcadoAPI(feature: self)
        return [
            Route(.get, "/api/databases", .needsUnlessOpened(Self.view, setting: Self.opened), summary: "Legacy: branches and central databases") {
                _ in
                try await api.databases()
            },
            Route(.get, "/api/status", .needsUnlessOpened(Self.view, setting: Self.opened), summary: "Legacy: what a branch is at") {
                try await api.status($0)
            },
            Route(.post, "/api/sync_db", .needs(Self.operate), summary: "Legacy: opens or closes a branch") { try await api.sync($0) },
            Route(.get, "/api/failed_inserts", .needsUnlessOpened(Self.view, setting: Self.opened), summary: "Legacy: refused rows") { _ in
                try await api.failedInserts()
            },
            Route(.post, "/api/retry_inserts", .needs(Self.operate), summary: "Legacy: tries refused rows again") { try await api.retryInserts($0) },
            Route(.get, "/api/scheduled_tasks", .needsUnlessOpened(Self.view, setting: Self.opened), summary: "Legacy: what is planned") { _ in
                try await api.scheduledTasks()
            },
            Route(.post, "/api/schedule_sync", .needs(Self.operate), summary: "Legacy: plans an opening or a closing") { try await api.schedule($0) },
            Route(.delete, "/api/scheduled_tasks/{index}", .needs(Self.operate), summary: "Legacy: takes a task out of the plan") {
                try await api.remove($0)
            },
        ]
    }
}
