// The canonical interface of scheduling: lines with their blocks and days, trolleys, customers, assemblies, rules. A change
// names what it changes and leaves the rest.

import Host
import Kernel
import Web

struct PlantAPI: Sendable {
    let feature: SchedulingFeature
    private var actions: SchedulingActions { feature.actions }

    private func json() async throws -> SchedulingJSON {
        SchedulingJSON(try await actions.desk(), now: actions.clock.now(), zone: feature.house.zone)
    }
    private func json(_ desk: Desk) -> SchedulingJSON { SchedulingJSON(desk, now: actions.clock.now(), zone: feature.house.zone) }

    private func number(_ visit: Visit, _ name: String) throws(Problem) -> Int {
        let text = visit.path[name] ?? ""
        guard let number = Int(text) else { throw Problem(.input, "parameter_invalid", ["name": name, "value": String(text.prefix(40))]) }
        return number
    }

    private static func time(_ value: JSON) -> Instant? { value.string.flatMap(Instant.init(rfc3339:)) }

    private static func names(_ value: JSON) -> [String]? {
        let names = value.array?.compactMap(\.string)
        return names?.count == value.array?.count ? names : nil
    }

    // MARK: lines

    func lines(_ visit: Visit) async throws -> WebResponse {
        let json = json(try await actions.desk(SchedulingAPI.plan(visit)))
        return .json([
            "lines": .array(json.desk.sortedLines.map(json.line)),
            "blocks": .array(json.desk.blocks.values.sorted { ($0.start, $0.id) < ($1.start, $1.id) }.map(json.block)),
        ])
    }

    private static func read(_ body: JSON, _ line: inout Line, without: [String] = []) throws(Problem) {
        var fields = try BodyFields(body)
        for name in without { try fields.take(name, { $0 }, { _ in }) }
        try fields.text("name") { line.name = $0 }
        try fields.word("kind") { line.kind = $0 }
        try fields.count("slots") { line.slots = $0 }
        try fields.quantity("multiplier") { line.multiplier = $0 }
        try fields.count("capacity") { line.capacity = $0 }
        try fields.take("customers", names) { line.customers = $0 }
        try fields.flag("takes_plans") { line.takesPlans = $0 }
        try fields.flag("active") { line.isActive = $0 }
        try fields.take("shifts", { Shift.list($0) }) { line.shifts = $0 }
        try fields.text("location") { line.location = $0 }
        try fields.text("note") { line.note = $0 }
        try fields.end()
    }

    func createLine(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        guard let number = body["number"]?.int.flatMap({ Int(exactly: $0) }) else {
            throw BodyFields.refused("number", body["number"] ?? .null)
        }
        var line = Line(number: number, name: "")
        try Self.read(body, &line, without: ["number"])
        let made = line
        let outcome = try await actions.perform(.line, note: .object([("name", .string(made.name))]), by: Author(visit)) { try $0.create(made) }
        return .json(json(outcome.desk).line(try outcome.desk.line(number)), status: 201)
    }

    func editLine(_ visit: Visit) async throws -> WebResponse {
        let (number, body) = (try number(visit, "line"), try await visit.json())
        let outcome = try await actions.perform(.line, by: Author(visit)) { desk in
            var line = try desk.line(number)
            try Self.read(body, &line)
            try desk.set(line)
        }
        return .json(json(outcome.desk).line(try outcome.desk.line(number)))
    }

    /// `{"status": "down", "reason": "malfunction", "expected_return": time or null}`
    func lineStatus(_ visit: Visit) async throws -> WebResponse {
        let (number, now) = (try number(visit, "line"), actions.clock.now())
        var fields = try BodyFields(try await visit.json())
        var status: Line.Status?
        var reason: Line.Reason?
        var back: Instant?
        try fields.word("status") { status = $0 }
        try fields.optional("reason", { $0.string.flatMap(Line.Reason.init(rawValue:)) }) { reason = $0 }
        try fields.optional("expected_return", Self.time) { back = $0 }
        try fields.end()
        guard let status else { throw BodyFields.refused("status", .null) }
        let (why, until) = (reason, back)
        let outcome = try await actions.perform(.line, by: Author(visit)) { desk in
            try desk.setStatus(number, status, reason: why, expectedReturn: until, now: now)
        }
        return .json(json(outcome.desk).line(try outcome.desk.line(number)))
    }

    /// `{"kind": "maintenance", "start": time, "end": time, "note": "…"}`
    func addBlock(_ visit: Visit) async throws -> WebResponse {
        var fields = try BodyFields(try await visit.json())
        let (far, id) = (Instant(milliseconds: 0), Identifier.make(at: actions.clock.now()))
        var block = LineBlock(id: id, line: try number(visit, "line"), kind: .other, start: far, end: far)
        try fields.word("kind") { block.kind = $0 }
        try fields.take("start", Self.time) { block.start = $0 }
        try fields.take("end", Self.time) { block.end = $0 }
        try fields.text("note") { block.note = $0 }
        try fields.end()
        let made = block
        let outcome = try await actions.perform(.block, by: Author(visit)) { try $0.add(made) }
        return .json(json(outcome.desk).block(made), status: 201)
    }

    func removeBlock(_ visit: Visit) async throws -> WebResponse {
        let id = visit.path["block"] ?? ""
        let outcome = try await actions.perform(.block, by: Author(visit)) { try $0.removeBlock(id) }
        return .json(["removed": .string(id), "deed": JSON(outcome.deed)])
    }

    // MARK: days and trolleys

    private static func day(_ day: SpecialDay) -> JSON {
        .object([("date", .string(day.date.isoText)), ("line", JSON(day.line))] + day.content)
    }

    func days(_: Visit) async throws -> WebResponse {
        let desk = try await actions.desk()
        return .json(["days": .array(desk.days.values.sorted { $0.key < $1.key }.map(Self.day))])
    }

    private func date(_ visit: Visit) throws(Problem) -> CivilDate {
        guard let date = CivilDate(iso: visit.path["date"] ?? "") else {
            throw Problem(.input, "parameter_invalid", ["name": "date", "value": String((visit.path["date"] ?? "").prefix(40))])
        }
        return date
    }

    /// `{"name": "…", "line": 2 or null, "shifts": […] or null for a day off}`
    func setDay(_ visit: Visit) async throws -> WebResponse {
        var fields = try BodyFields(try await visit.json())
        var day = SpecialDay(date: try date(visit), name: "")
        try fields.text("name") { day.name = $0 }
        try fields.optional("line", { $0.int.flatMap { Int(exactly: $0) } }) { day.line = $0 }
        try fields.optional("shifts", { Shift.list($0) }) { day.shifts = $0 }
        try fields.end()
        let made = day
        try await actions.perform(.day, by: Author(visit)) { try $0.set(made) }
        return .json(Self.day(made))
    }

    /// `?line=2` for a day of one line.
    func removeDay(_ visit: Visit) async throws -> WebResponse {
        let line = try visit.query.int("line").flatMap { Int(exactly: $0) }
        let key = SpecialDay(date: try date(visit), line: line, name: "").key
        let outcome = try await actions.perform(.day, by: Author(visit)) { try $0.removeDay(key) }
        return .json(["removed": .string(key), "deed": JSON(outcome.deed)])
    }

    private static func trolley(_ trolley: Trolley) -> JSON { .object([("number", JSON(trolley.number))] + trolley.content) }

    func trolleys(_: Visit) async throws -> WebResponse {
        let desk = try await actions.desk()
        return .json(["pool": JSON(desk.pool), "trolleys": .array(desk.trolleys.values.sorted { $0.number < $1.number }.map(Self.trolley))])
    }

    func setTrolley(_ visit: Visit) async throws -> WebResponse {
        let (number, body) = (try number(visit, "number"), try await visit.json())
        let outcome = try await actions.perform(.trolley, by: Author(visit)) { desk in
            var trolley = desk.trolleys[number] ?? Trolley(number: number)
            var fields = try BodyFields(body)
            try fields.flag("away") { trolley.isAway = $0 }
            try fields.text("note") { trolley.note = $0 }
            try fields.end()
            try desk.set(trolley)
        }
        return .json(Self.trolley(outcome.desk.trolleys[number] ?? Trolley(number: number)))
    }

    func removeTrolley(_ visit: Visit) async throws -> WebResponse {
        let number = try number(visit, "number")
        let outcome = try await actions.perform(.trolley, by: Author(visit)) { try $0.removeTrolley(number) }
        return .json(["removed": JSON(number), "deed": JSON(outcome.deed)])
    }

    // MARK: customers, assemblies, rules

    private static func customer(_ customer: Customer) -> JSON { .object([("name", .string(customer.name))] + customer.content) }

    func customers(_: Visit) async throws -> WebResponse {
        let desk = try await actions.desk()
        return .json(["customers": .array(desk.customers.values.sorted { $0.name < $1.name }.map(Self.customer))])
    }

    func setCustomer(_ visit: Visit) async throws -> WebResponse {
        let (name, body) = (visit.path["name"] ?? "", try await visit.json())
        let outcome = try await actions.perform(.customer, by: Author(visit)) { desk in
            var customer = desk.customers[name] ?? Customer(name)
            var fields = try BodyFields(body)
            try fields.count("weight") { customer.weight = $0 }
            try fields.optional("shipping_days", { $0.int.flatMap { Int(exactly: $0) } }) { customer.shippingDays = $0 }
            try fields.text("note") { customer.note = $0 }
            try fields.end()
            try desk.set(customer)
        }
        return .json(Self.customer(outcome.desk.customers[name] ?? Customer(name)))
    }

    private static func assembly(_ assembly: Assembly) -> JSON {
        .object(
            [("customer", .string(assembly.customer)), ("assembly", .string(assembly.number)), ("rev", .string(assembly.rev))] + assembly.content)
    }

    func assemblies(_: Visit) async throws -> WebResponse {
        let desk = try await actions.desk()
        return .json(["assemblies": .array(desk.assemblies.values.sorted { $0.key < $1.key }.map(Self.assembly))])
    }

    /// `{"customer", "assembly", "rev"}` name it, the rest is changed.
    func setAssembly(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        let key = Assembly(
            customer: body["customer"]?.string ?? "", number: body["assembly"]?.string ?? "", rev: body["rev"]?.string ?? "")
        guard !key.customer.isEmpty, !key.number.isEmpty else {
            throw BodyFields.refused(key.customer.isEmpty ? "customer" : "assembly", .null)
        }
        let outcome = try await actions.perform(.assembly, by: Author(visit)) { desk in
            var assembly = desk.assemblies[key.key] ?? key
            var fields = try BodyFields(body)
            for name in ["customer", "assembly", "rev"] { try fields.text(name) { _ in } }
            try fields.text("family") { assembly.family = $0 }
            try fields.count("slots") { assembly.slots = $0 }
            try fields.text("note") { assembly.note = $0 }
            try fields.end()
            try desk.set(assembly)
        }
        return .json(Self.assembly(outcome.desk.assemblies[key.key] ?? key))
    }

    func rules(_: Visit) async throws -> WebResponse { .json(.object(try await actions.desk().rules.content)) }

    func setRules(_ visit: Visit) async throws -> WebResponse {
        let body = try await visit.json()
        let outcome = try await actions.perform(.rules, by: Author(visit)) { desk in
            var rules = desk.rules
            var fields = try BodyFields(body)
            try fields.quantity("efficiency_factor") { rules.efficiencyFactor = $0 }
            try fields.quantity("hours_per_day") { rules.hoursPerDay = $0 }
            try fields.count("days_per_week") { rules.daysPerWeek = $0 }
            try fields.word("trolley_limit") { rules.trolleyLimit = $0 }
            try fields.count("kitting_minutes") { rules.kittingMinutes = $0 }
            try fields.count("shipping_days") { rules.shippingDays = $0 }
            try fields.count("frozen_hours") { rules.frozenHours = $0 }
            try fields.take("statuses", Self.statuses) { rules.ownStatuses = $0 }
            try fields.end()
            try desk.set(rules)
        }
        return .json(.object(outcome.desk.rules.content))
    }

    private static func statuses(_ value: JSON) -> [PlanRules.OwnStatus]? {
        let list = value.array?.compactMap { item -> PlanRules.OwnStatus? in
            guard let word = item["word"]?.string, let phase = item["phase"]?.string.flatMap(OrderPhase.init(rawValue:)) else { return nil }
            return PlanRules.OwnStatus(word: word, phase: phase)
        }
        return list?.count == value.array?.count ? list : nil
    }
}

extension SchedulingFeature {
    var plantAPI: [Route] {
        let api = PlantAPI(feature: self)
        let path = "/api/v1/scheduling"
        return [
            Route(.get, path + "/lines", .needs(Self.floor), summary: "Lines, how they stand, and what keeps them") { try await api.lines($0) },
            Route(.post, path + "/lines", .needs(Self.plan), summary: "A new line") { try await api.createLine($0) },
            Route(.patch, path + "/lines/{line}", .needs(Self.plan), summary: "Changes a line") { try await api.editLine($0) },
            Route(.put, path + "/lines/{line}/status", .needs(Self.lineStatus), summary: "How a line stands from now on") {
                try await api.lineStatus($0)
            },
            Route(.post, path + "/lines/{line}/blocks", .needs(Self.plan), summary: "A time in which a line does not work") {
                try await api.addBlock($0)
            },
            Route(.delete, path + "/blocks/{block}", .needs(Self.plan), summary: "Removes a block") { try await api.removeBlock($0) },
            Route(.get, path + "/days", .needs(Self.view), summary: "Days that are not like others") { try await api.days($0) },
            Route(.put, path + "/days/{date}", .needs(Self.plan), summary: "A day off, or one with other shifts") { try await api.setDay($0) },
            Route(.delete, path + "/days/{date}", .needs(Self.plan), summary: "Makes a day like others again") { try await api.removeDay($0) },
            Route(.get, path + "/trolleys", .needs(Self.view), summary: "The pool of trolleys") { try await api.trolleys($0) },
            Route(.put, path + "/trolleys/{number}", .needs(Self.plan), summary: "A trolley, new or changed") { try await api.setTrolley($0) },
            Route(.delete, path + "/trolleys/{number}", .needs(Self.plan), summary: "Removes a trolley") { try await api.removeTrolley($0) },
            Route(.get, path + "/customers", .needs(Self.view), summary: "What is kept of customers") { try await api.customers($0) },
            Route(.put, path + "/customers/{name}", .needs(Self.plan), summary: "Weight and shipping of a customer") {
                try await api.setCustomer($0)
            },
            Route(.get, path + "/assemblies", .needs(Self.view), summary: "What is kept of assemblies") { try await api.assemblies($0) },
            Route(.put, path + "/assemblies", .needs(Self.plan), summary: "Family and slots of an assembly") { try await api.setAssembly($0) },
            Route(.get, path + "/rules", .needs(Self.view), summary: "What holds for every plan") { try await api.rules($0) },
            Route(.patch, path + "/rules", .needs(Self.plan), summary: "Changes what holds for every plan") { try await api.setRules($0) },
        ]
    }
}
