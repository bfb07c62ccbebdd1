// Why orders are late, what would help, and a rush order, for other programs.

import Host
import Kernel
import Web

struct ExplainAPI: Sendable {
    let feature: SchedulingFeature
    private var actions: SchedulingActions { feature.actions }
    static let lateMax = 50

    private static func minutes(_ work: Int64) -> JSON { .int((work + 59_999) / 60_000) }

    static func relief(_ relief: Relief, _ zone: Zone) -> JSON {
        [
            "change": relief.change.json, "end": .string(zone.rfc3339(relief.end)), "late_minutes": minutes(relief.late),
            "weighted_lateness_minutes": ["old": .int(relief.weightedLateMinutes.old), "new": .int(relief.weightedLateMinutes.new)],
            "newly_late": .array(relief.newlyLate.map { .string($0) }),
        ]
    }

    static func explanation(_ found: Explanation, _ zone: Zone) -> JSON {
        [
            "order": .string(found.order), "end": .string(zone.rfc3339(found.end)), "due": .string(zone.rfc3339(found.due)),
            "late_minutes": minutes(found.late),
            "chain": .array(
                found.chain.map { ["order": .string($0.order), "bind": .string($0.bind.rawValue), "start": .string(zone.rfc3339($0.start))] }),
            "reliefs": .array(found.reliefs.map { relief($0, zone) }),
        ]
    }

    /// The latest first, up to 50.
    func late(_ visit: Visit) async throws -> WebResponse {
        let limit = Int(min(max(try visit.query.int("limit") ?? 20, 1), Int64(Self.lateMax)))
        let (found, late) = try await actions.explanations(SchedulingAPI.plan(visit), limit: limit)
        return .json(["total": JSON(late), "late": .array(found.map { Self.explanation($0, actions.zone) })])
    }

    func one(_ visit: Visit) async throws -> WebResponse {
        let number = visit.path["number"] ?? ""
        let found = try await actions.explanation(number, SchedulingAPI.plan(visit))
        return .json(found.map { Self.explanation($0, actions.zone) } ?? ["order": .string(number), "late_minutes": 0, "chain": [], "reliefs": []])
    }

    /// `{"change": {…}}` as an explanation had it.
    func relieve(_ visit: Visit) async throws -> WebResponse {
        let (number, body) = (visit.path["number"] ?? "", try await visit.json())
        guard let change = body["change"].flatMap(Relief.Change.init(json:)) else { throw BodyFields.refused("change", body["change"] ?? .null) }
        let (draft, outcome) = try await actions.relieve(number, change, draftName: "\(number): \(change.word)", by: Author(visit))
        let json = SchedulingJSON(outcome.desk, now: actions.clock.now(), zone: actions.zone)
        return .json(["plan": .string(draft ?? Desk.published), "deed": JSON(outcome.deed), "order": json.order(try outcome.desk.order(number))])
    }

    /// Fields of a new order, or the number of one without a place.
    func rush(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        return .json(try await Self.rush(feature, body, plan: SchedulingAPI.plan(visit)))
    }

    static func rush(_ feature: SchedulingFeature, _ body: JSON, plan: String) async throws -> JSON {
        let actions = feature.actions
        let number = body["number"]?.string ?? "rush"
        let desk = try await actions.desk(plan, numbers: [number])
        var order = desk.orders[number] ?? WorkOrder(number, createdAt: actions.clock.now())
        if desk.orders[number] == nil { (order.customer, order.assembly, order.quantity) = ("-", "-", Quantity(1)) }
        let own = desk.rules.ownStatuses.map(\.word)
        for (field, value) in try SchedulingAPI.fields(body, without: ["number"]) { try order.set(field, value, own: own) }
        let asked = order
        let (answer, state) = try await actions.rush(asked, plan)
        let zone = actions.zone
        return [
            "order": .string(number),
            "places": .array(
                answer.places.map { place in
                    [
                        "kinds": .array(place.kinds.map { .string($0.rawValue) }), "line": JSON(state.lines[place.line]?.name),
                        "before": JSON(place.before),
                        "start": .string(zone.rfc3339(place.slot.start)), "end": .string(zone.rfc3339(place.slot.end)),
                        "late_minutes": minutes(place.slot.lateWork),
                        "weighted_lateness_minutes": ["old": .int(place.weightedLateMinutes.old), "new": .int(place.weightedLateMinutes.new)],
                        "newly_late": .array(place.newlyLate.map { .string($0.order) }), "later": .array(place.later.map { .string($0.order) }),
                    ]
                }),
        ]
    }
}

extension SchedulingFeature {
    var explainAPI: [Route] {
        let api = ExplainAPI(feature: self)
        let path = "/api/v1/scheduling"
        return [
            Route(.get, path + "/late", .needs(Self.view), summary: "Late orders: why, and what would help") { try await api.late($0) },
            Route(.get, path + "/orders/{number}/explanation", .needs(Self.view), summary: "Why an order is late, and what would help") {
                try await api.one($0)
            },
            Route(.post, path + "/orders/{number}/relief", .needs(Self.plan), summary: "Does what an explanation proposed") {
                try await api.relieve($0)
            },
            Route(.post, path + "/rush", .needs(Self.plan), summary: "Where an order more would go, and who would pay for it") {
                try await api.rush($0)
            },
        ]
    }
}
