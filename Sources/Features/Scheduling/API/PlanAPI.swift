// Plans as other programs see and change them: the one that holds, drafts, what the engine proposes, taking back.

import Host
import Kernel
import Store
import Web

struct PlanAPI: Sendable {
    let feature: SchedulingFeature
    private var actions: SchedulingActions { feature.actions }
    private var zone: Zone { feature.house.zone }

    private func json(_ desk: Desk) -> SchedulingJSON { SchedulingJSON(desk, now: actions.clock.now(), zone: zone) }
    private func id(_ visit: Visit) -> String { visit.path["plan"] ?? "" }

    /// Open orders in the order of their lines, then those on no line.
    func show(_ visit: Visit) async throws -> WebResponse {
        let desk = try await actions.desk(SchedulingAPI.plan(visit))
        return .json(try Self.shown(json(desk), line: visit.query["line"].flatMap { $0.isEmpty ? nil : $0 }))
    }

    static func shown(_ json: SchedulingJSON, line word: String?) throws(Problem) -> JSON {
        let desk = json.desk
        var lines = desk.sortedLines
        if let word {
            guard let line = desk.line(named: word) else { throw Problem(.missing, "schedule_line_unknown", ["line": String(word.prefix(60))]) }
            lines = [line]
        }
        var orders = lines.flatMap { line in
            desk.queue(line.number).compactMap { desk.orders[$0.order] }.filter { desk.rules.phase($0).isOpen }
                .sorted { (json.position($0.number) ?? 0) < (json.position($1.number) ?? 0) }
        }
        if word == nil { orders += desk.backlog }
        return .object([("plan", .string(desk.plan)), ("orders", .array(orders.map(json.order))), ("summary", .object(json.summary))])
    }

    func verify(_ visit: Visit) async throws -> WebResponse {
        .json(Self.verified(json(try await actions.desk(SchedulingAPI.plan(visit)))))
    }

    static func verified(_ json: SchedulingJSON) -> JSON {
        let faults = PlanCheck.faults(json.layout, Array(json.desk.placements.values), json.task)
        return .object(
            [("plan", .string(json.desk.plan)), ("verified", .bool(faults.isEmpty)), ("faults", .array(faults.map(json.fault)))] + json.summary)
    }

    func drafts() async throws -> WebResponse {
        let json = json(Desk())
        return .json(["drafts": .array(try await actions.drafts().map(json.draft))])
    }

    func create(_ visit: Visit) async throws -> WebResponse {
        let draft = try await actions.createDraft(try await visit.json()["name"]?.string ?? "", by: Author(visit))
        return .json(json(Desk()).draft(draft), status: 201)
    }

    func difference(_ visit: Visit) async throws -> WebResponse { .json(try await Self.difference(id(visit), feature)) }

    static func difference(_ plan: String, _ feature: SchedulingFeature) async throws -> JSON {
        let (draft, difference, conflicts) = try await feature.actions.difference(plan)
        let json = SchedulingJSON(try await feature.actions.desk(), now: feature.actions.clock.now(), zone: feature.house.zone)
        return .object(
            (json.draft(draft).members ?? []) + json.difference(difference) + [("conflicts", .array(conflicts.map { .string($0) }))])
    }

    func publish(_ visit: Visit) async throws -> WebResponse {
        let overrides = try await visit.json()["override"]?.bool ?? false
        let outcome = try await actions.publish(id(visit), overrides: overrides, by: Author(visit))
        return .json(["published": .string(id(visit)), "deed": JSON(outcome.deed), "changes": JSON(outcome.changes.count)])
    }

    func discard(_ visit: Visit) async throws -> WebResponse {
        try await actions.discardDraft(id(visit), by: Author(visit))
        return .json(["discarded": .string(id(visit))])
    }

    /// `{"name": …, "seed": 1, "iterations": 1000 | "seconds": 5, "publish": false}`
    func propose(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        let budget: PlanBudget
        if let iterations = body["iterations"]?.int {
            budget = .iterations(Int(min(max(iterations, 1), 1_000_000_000)))
        } else {
            budget = .seconds(Double(min(max(body["seconds"]?.int ?? 5, 1), 60)))
        }
        let seed = UInt64(max(0, body["seed"]?.int ?? 1))
        return .json(
            try await Self.proposed(
                feature, name: body["name"]?.string, at: nil, seed: seed, budget: budget, publishes: body["publish"]?.bool ?? false, by: Author(visit)
            ))
    }

    static func proposed(
        _ feature: SchedulingFeature, name: String?, at time: Instant?, seed: UInt64, budget: PlanBudget, publishes: Bool, by author: Author
    ) async throws -> JSON {
        let actions = feature.actions
        let zone = feature.house.zone
        let civil = zone.civil(actions.clock.now())
        let proposal = try await actions.propose(
            name ?? "Proposal \(civil.date.isoText) \(civil.clockText.prefix(5))", at: time, seed: seed, budget: budget, by: author)
        var desk = try await actions.desk(proposal.draft.id)
        if publishes, proposal.faults.isEmpty {
            try await actions.publish(proposal.draft.id, by: author)
            desk = try await actions.desk()
        }
        let json = SchedulingJSON(desk, now: time ?? actions.clock.now(), zone: zone)
        let layout = proposal.layout
        let unplanned = proposal.proposal.unplanned.sorted { $0.order < $1.order }
        return .object([
            ("plan", .string(publishes && proposal.faults.isEmpty ? Desk.published : proposal.draft.id)), ("orders", JSON(layout.slots.count)),
            (
                "unplanned",
                .array(
                    unplanned.map { ["order": .string($0.order), "reason": .string($0.reason.rawValue)] }
                        + layout.timeless.sorted().map { ["order": .string($0), "reason": "line_without_time"] })
            ), ("late", JSON(layout.late.count)), ("weighted_lateness_minutes", .int(layout.weightedLateMinutes(proposal.task))),
            ("setups", JSON(json.setups)),
            ("verified", .bool(proposal.faults.isEmpty)), ("faults", .array(proposal.faults.map(json.fault))),
            ("iterations", JSON(proposal.proposal.iterations)), ("seconds", .double((proposal.seconds * 1000).rounded() / 1000)),
            ("engine", .string(proposal.proposal.engine)), ("assignments", json.assignments),
        ])
    }

    // MARK: taking back

    func deeds(_ visit: Visit) async throws -> WebResponse {
        let limit = Int(min(max(try visit.query.int("limit") ?? 50, 1), 500))
        let after = try visit.query.int("after")
        let plan = visit.query["plan"].flatMap { $0.isEmpty ? nil : $0 }
        let deeds = try await actions.database.read { try DeedTable(tx: $0).page(before: after, plan: plan, limit: limit) }
        return .json([
            "deeds": .array(deeds.map { SchedulingJSON.deed($0, zone) }),
            "next": deeds.count == limit ? JSON(deeds.last.map { String($0.id) }) : .null,
        ])
    }

    func deed(_ visit: Visit) async throws -> WebResponse {
        let id = try visit.id("deed")
        let (deed, changes) = try await actions.database.read { (try DeedTable(tx: $0).find(id), try DeedTable(tx: $0).changes(id, limit: 10_000)) }
        guard let deed else { throw Problem(.missing, "schedule_deed_unknown", ["deed": String(id)]) }
        return .json(
            .object((SchedulingJSON.deed(deed, zone).members ?? []) + [("changes", .array(changes.map { .object(SchedulingJSON.change($0)) }))]))
    }

    /// The asker's latest deed, or that of the path.
    func undo(_ visit: Visit) async throws -> WebResponse {
        let deed =
            try await visit.path["deed"] == nil
            ? actions.undo(on: SchedulingAPI.plan(visit), by: Author(visit)) : actions.undo(deed: visit.id("deed"), by: Author(visit))
        return .json(["undone": SchedulingJSON.deed(deed, zone)])
    }

    func redo(_ visit: Visit) async throws -> WebResponse {
        .json(["redone": SchedulingJSON.deed(try await actions.redo(on: SchedulingAPI.plan(visit), by: Author(visit)), zone)])
    }
}
