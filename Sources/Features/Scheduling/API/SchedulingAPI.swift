// The canonical interface of scheduling: the same names and shapes as the verbs. This file: orders, their places, lines.

import Host
import Kernel
import Store
import Web

struct SchedulingAPI: Sendable {
    let feature: SchedulingFeature
    var actions: SchedulingActions { feature.actions }
    var zone: Zone { feature.house.zone }

    func json(_ desk: Desk) -> SchedulingJSON { SchedulingJSON(desk, now: actions.clock.now(), zone: zone) }

    static func plan(_ visit: Visit) -> String { visit.query["plan"].flatMap { $0.isEmpty ? nil : $0 } ?? Desk.published }

    // MARK: orders

    static func filter(_ query: Parameters, lines: Desk? = nil) throws(Problem) -> OrderFilter {
        var filter = OrderFilter()
        filter.text = query.text("text")
        filter.status = query.text("status")
        filter.customer = query.text("customer")
        if let word = query["line"], !word.isEmpty {
            guard let number = word == "-" ? 0 : lines?.line(named: word)?.number ?? Int(word) else {
                throw Problem(.missing, "schedule_line_unknown", ["line": String(word.prefix(60))])
            }
            filter.line = number
        }
        if query["clear_to_build"] != nil { filter.isClear = query.flag("clear_to_build") }
        if query["open"] != nil { filter.isOpen = query.flag("open") }
        return filter
    }

    func orders(_ visit: Visit) async throws -> WebResponse {
        let limit = Int(min(max(try visit.query.int("limit") ?? 100, 1), Int64(SchedulingActions.pageMax)))
        let plan = Self.plan(visit)
        let filter = try Self.filter(visit.query, lines: try await actions.desk(plan))
        let (orders, desk, total) = try await actions.orders(filter, plan: plan, after: visit.query.text("after"), limit: limit)
        let json = json(desk)
        return .json([
            "orders": .array(orders.map(json.order)), "total": .int(total), "next": orders.count == limit ? JSON(orders.last?.number) : .null,
        ])
    }

    /// Members that are fields; others are refused.
    static func fields(_ body: JSON, without: Set<String> = []) throws(Problem) -> [(OrderField, JSON)] {
        var out: [(OrderField, JSON)] = []
        for (name, value) in body.members ?? [] where !without.contains(name) {
            guard let field = OrderField(rawValue: name) else { throw Problem(.input, "schedule_field_unknown", ["field": String(name.prefix(40))]) }
            // Numbers as they are, too.
            let text = value.int.map { JSON.string(String($0)) }
            out.append((field, field == .trolleys || field == .weight ? value : text ?? value))
        }
        return out
    }

    /// A line by its name or number; nil where there is none to be.
    static func line(_ body: JSON, _ desk: Desk) throws(Problem) -> Int? {
        guard let word = body["line"]?.string ?? body["line"]?.int.map(String.init), !word.isEmpty else { return nil }
        guard let line = desk.line(named: word) else { throw Problem(.missing, "schedule_line_unknown", ["line": String(word.prefix(60))]) }
        return line.number
    }

    /// Fields, and `line` for one that is placed at once.
    func create(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        let desk = try await actions.desk()
        let line = try Self.line(body, desk)
        let own = desk.rules.ownStatuses.map(\.word)
        let order = try actions.newOrder(body["number"]?.string ?? "", try Self.fields(body, without: ["number", "line"]), own: own)
        let outcome = try await actions.create(order, on: line, by: Author(visit))
        return .json(json(outcome.desk).order(try outcome.desk.order(order.number)), status: 201)
    }

    private func number(_ visit: Visit) -> String { visit.path["number"] ?? "" }

    func show(_ visit: Visit) async throws -> WebResponse {
        let (order, desk) = try await actions.order(number(visit), plan: Self.plan(visit))
        return .json(json(desk).order(order))
    }

    /// Fields, and in `seen` what the editor saw in them.
    func edit(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        let seen = try Self.fields(body["seen"] ?? [:])
        let outcome = try await actions.edit(number(visit), try Self.fields(body, without: ["seen"]), seen: seen, by: Author(visit))
        return .json(json(outcome.desk).order(try outcome.desk.order(number(visit))))
    }

    func remove(_ visit: Visit) async throws -> WebResponse {
        let outcome = try await actions.remove(number(visit), by: Author(visit))
        return .json(["removed": .string(number(visit)), "deed": JSON(outcome.deed)])
    }

    func history(_ visit: Visit) async throws -> WebResponse {
        let entries = try await actions.history(number(visit))
        return .json([
            "history": .array(entries.map { .object((SchedulingJSON.deed($1, zone).members ?? []) + SchedulingJSON.change($0)) })
        ])
    }

    // MARK: places

    /// `{"line": 2 or "name" or null, "before": "14409.1", "plan": "…"}`; with `?dry_run=true` what it would mean.
    func place(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        let plan = body["plan"]?.string ?? Self.plan(visit)
        let before = try await actions.desk(plan)
        let line = try Self.line(body, before)
        let isRehearsal = visit.query.flag("dry_run")
        let outcome = try await actions.place(
            number(visit), on: line, before: body["before"]?.string, plan: plan, isRehearsal: isRehearsal, by: Author(visit))
        let (old, new) = (json(before), json(outcome.desk))
        let difference = PlanDiff(
            old.layout, Array(before.placements.values), new.layout, Array(outcome.desk.placements.values), new.task)
        let order = try outcome.desk.order(number(visit))
        return .json(
            .object([("order", new.order(order)), ("deed", JSON(outcome.deed)), ("preview", .bool(isRehearsal))] + new.difference(difference)))
    }

    /// `{"pin": "line" | "position" | null, "not_before": time or null}`
    func pin(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        let plan = body["plan"]?.string ?? Self.plan(visit)
        let pin = body["pin"]?.string.flatMap(Placement.Pin.init(rawValue:))
        let start = body["not_before"]?.string.flatMap(Instant.init(rfc3339:))
        if let word = body["pin"]?.string, pin == nil {
            throw Problem(.input, "parameter_invalid", ["name": "pin", "value": String(word.prefix(40))])
        }
        if let word = body["not_before"]?.string, start == nil {
            throw Problem(.input, "parameter_invalid", ["name": "not_before", "value": String(word.prefix(40))])
        }
        let number = number(visit)
        let outcome = try await actions.perform(.pin, on: plan, note: .object([("order", .string(number))]), numbers: [number], by: Author(visit)) {
            try $0.pin(number, pin, start: start)
        }
        return .json(json(outcome.desk).order(try outcome.desk.order(number)))
    }
}
