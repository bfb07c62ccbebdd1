// The paths of the system that came before. `GET /api/status` is answered by consolidation, whose old system had it too.

import Host
import Kernel
import Store
import Web

struct ScheduleLegacy: Sendable {
    let feature: SchedulingFeature
    private var actions: SchedulingActions { feature.actions }
    private var zone: Zone { feature.house.zone }

    static let searchMax: Int64 = 50

    /// An answer, or `{"error": …}` with the status that belongs to what went wrong.
    func answer(_ visit: Visit, _ body: @Sendable () async throws -> JSON) async throws -> WebResponse {
        do { return .json(try await body()) } catch let problem as Problem where problem.family != .unauthenticated && problem.family != .forbidden {
            return .json(["error": .string(problem.title(visit.reader)), "code": .string(problem.code)], status: problem.status)
        }
    }

    private func shapes(_ numbers: [String] = []) async throws -> LegacyOrders {
        let desk = try await actions.desk(numbers: numbers)
        let ids = try await actions.database.read { try LegacyTable(tx: $0).ids() }
        return LegacyOrders(desk, ids: ids, now: actions.clock.now(), zone: zone)
    }

    /// An order by the old system's number or by its own.
    private func number(_ visit: Visit) async throws -> String {
        let text = visit.path["id"] ?? ""
        if let id = Int64(text), let number = try await actions.database.read({ try LegacyTable(tx: $0).number(id) }) { return number }
        return try await actions.order(text).order.number
    }

    private func line(_ visit: Visit) async throws -> Line {
        let text = visit.path["id"] ?? ""
        let desk = try await actions.desk()
        guard let line = Int(text).flatMap({ desk.lines[$0] }) ?? desk.line(named: text) else {
            throw Problem(.missing, "schedule_line_unknown", ["line": String(text.prefix(60))])
        }
        return line
    }

    // MARK: reading

    /// By ship date, as it was; `customer_id` and `line_id` are the old numbers.
    func orders(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let customers = try await customerNames()
            var filter = OrderFilter()
            if let id = try visit.query.int("customer_id") { filter.customer = customers.first { $0.id == id }?.name ?? "\u{1}" }
            if let id = try visit.query.int("line_id") { filter.line = Int(id) }
            if visit.query["clear_to_build"] != nil { filter.isClear = visit.query.flag("clear_to_build") }
            var found: [WorkOrder] = []
            var after = ""
            while true {
                let page = try await actions.orders(filter, after: after, limit: SchedulingActions.pageMax).orders
                found += page
                guard page.count == SchedulingActions.pageMax, let last = page.last else { break }
                after = last.number
            }
            if let status = visit.query["status"], !status.isEmpty { found.removeAll { $0.status.text != status && $0.status.word != status } }
            found.sort { ($0.shipDate?.isoText ?? "9999", $0.number) < ($1.shipDate?.isoText ?? "9999", $1.number) }
            let shapes = try await shapes()
            return ["work_orders": .array(found.map(shapes.order)), "total": JSON(found.count)]
        }
    }

    private func customerNames() async throws -> [(id: Int64, name: String)] {
        let names = try await actions.database.read { try LegacyTable(tx: $0).customers() }
        return names.enumerated().map { (Int64($0.offset + 1), $0.element) }
    }

    func customers(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            ["customers": .array(try await customerNames().map { ["id": .int($0.id), "name": .string($0.name), "active": true] })]
        }
    }

    func lines(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let shapes = try await shapes()
            return ["production_lines": .array(shapes.json.desk.sortedLines.map(shapes.line))]
        }
    }

    func timeline(_ visit: Visit) async throws -> WebResponse { try await answer(visit) { ["timeline": try await shapes().timeline()] } }

    func display(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let line = try await line(visit)
            return try await shapes().display(line)
        }
    }

    func search(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            var filter = OrderFilter()
            filter.text = visit.query.text("q")
            if let id = try visit.query.int("line_id") { filter.line = Int(id) }
            filter.status = visit.query.text("status")
            let limit = Int(min(max(try visit.query.int("limit") ?? 20, 1), Self.searchMax))
            let found = try await actions.orders(filter, limit: limit).orders
            let shapes = try await shapes()
            return ["work_orders": .array(found.map(shapes.order)), "total": JSON(found.count)]
        }
    }

    /// `13906.2-1` is order 13906.2 on line 1; an order whose own number has the dash comes first.
    func code(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let code = visit.path["code"] ?? ""
            let desk = try await actions.desk(numbers: [code])
            let number = desk.orders[code] != nil ? code : code.lastIndex(of: "-").map { String(code[..<$0]) } ?? code
            let order = try await actions.order(number).order
            return ["work_order": try await shapes([number]).order(order)]
        }
    }

    // MARK: changing

    private func changed(_ number: String) async throws -> JSON {
        let shapes = try await shapes([number])
        return ["success": true, "work_order": shapes.order(try shapes.json.desk.order(number))]
    }

    func status(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let number = try await number(visit)
            let status = try await visit.json()["status"]?.string ?? ""
            // The old words had the star in them.
            let isStarred = OrderStatus.reading(status)?.isStarred ?? false
            try await actions.edit(number, [(.status, .string(status)), (.isStarred, .bool(isStarred))], kind: .status, by: Author(visit))
            return try await changed(number)
        }
    }

    func clearToBuild(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let number = try await number(visit)
            let isClear = try await visit.json()["clear_to_build"]?.bool ?? true
            try await actions.edit(number, [(.isClear, .bool(isClear))], by: Author(visit))
            return try await changed(number)
        }
    }

    /// `{line_id, line_position, scheduled_start_time}`: a place in the line's queue; a start keeps it from beginning earlier.
    func schedule(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let number = try await number(visit)
            let body = try await visit.json()
            let line = body["line_id"]?.int.map(Int.init)
            let position = body["line_position"]?.int.map(Int.init)
            let text = body["scheduled_start_time"]?.string ?? body["start"]?.string
            let start = text.flatMap { text in Instant(rfc3339: text) ?? Self.local(text, zone) }
            if let text, start == nil {
                throw Problem(.input, "parameter_invalid", ["name": "scheduled_start_time", "value": String(text.prefix(40))])
            }
            try await actions.perform(.place, note: .object([("order", .string(number))]), numbers: [number], by: Author(visit)) { desk in
                guard let target = line ?? desk.placements[number]?.line else { return try desk.unplace(number) }
                let queue = desk.queue(target).filter { $0.order != number && desk.phase($0.order)?.isOpen == true }
                let before = position.flatMap { $0 >= 1 && $0 <= queue.count ? queue[$0 - 1].order : nil }
                if position != nil || desk.placements[number]?.line != target { try desk.place(number, on: target, before: before) }
                if let start, let pin = desk.placements[number] { try desk.pin(number, pin.pin, start: start) }
            }
            return try await changed(number)
        }
    }

    /// `2026-11-30T08:00:00` on the plant's clock.
    private static func local(_ text: String, _ zone: Zone) -> Instant? {
        let parts = text.replacing(" ", with: "T").split(separator: "T").map(String.init)
        guard let date = parts.first.flatMap(CivilDate.init(iso:)) else { return nil }
        guard parts.count == 2 else { return zone.start(of: date) }
        return Shift.minutes(String(parts[1].prefix(5))).map { zone.instant(CivilTime(date: date, hour: $0 / 60, minute: $0 % 60)) }
    }

    func lineStatus(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let line = try await line(visit)
            let body = try await visit.json()
            guard let status = body["status"]?.string.flatMap(Line.Status.init(rawValue:)) else {
                throw Problem(.input, "parameter_invalid", ["name": "status", "value": String((body["status"]?.string ?? "").prefix(40))])
            }
            let reason = (body["status_reason"] ?? body["reason"])?.string.flatMap(Line.Reason.init(rawValue:))
            let back = (body["expected_return_time"] ?? body["expected_return"])?.string
            let now = actions.clock.now()
            let expected = back.flatMap { Instant(rfc3339: $0) ?? Self.local($0, zone) }
            let outcome = try await actions.perform(.line, note: .object([("name", .string(line.name))]), by: Author(visit)) { desk in
                var next = try desk.line(line.number)
                if next.status != status { next.statusSince = now }
                next.status = status
                next.reason = next.isAway ? reason : nil
                next.expectedReturn = next.isAway ? expected : nil
                desk.lines[line.number] = next
            }
            let ids = try await actions.database.read { try LegacyTable(tx: $0).ids() }
            let shapes = LegacyOrders(outcome.desk, ids: ids, now: now, zone: zone)
            return ["success": true, "production_line": shapes.line(try outcome.desk.line(line.number))]
        }
    }

    /// Multiplier and whether plans may use it; working hours are edited where they can be said whole.
    func lineConfig(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let line = try await line(visit)
            let body = try await visit.json()
            let multiplier = (body["time_multiplier"]?.string ?? body["time_multiplier"]?.int.map(String.init)).flatMap { Quantity($0) }
            if let multiplier, multiplier <= Quantity(0) || multiplier > Quantity(100) {
                throw Problem(.input, "parameter_invalid", ["name": "time_multiplier", "value": multiplier.text])
            }
            let takes = body["auto_schedule_enabled"]?.bool
            let outcome = try await actions.perform(.line, note: .object([("name", .string(line.name))]), by: Author(visit)) { desk in
                if let multiplier { desk.lines[line.number]?.multiplier = multiplier }
                if let takes { desk.lines[line.number]?.takesPlans = takes }
            }
            let shapes = LegacyOrders(outcome.desk, ids: [:], now: actions.clock.now(), zone: zone)
            return ["success": true, "production_line": shapes.line(try outcome.desk.line(line.number))]
        }
    }

    // MARK: people

    /// A token for twelve hours, in place of the old system's.
    func login(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            let body = try await visit.json()
            let signed = try await feature.house.signIn.signIn(
                name: body["username"]?.string ?? body["email"]?.string ?? "", password: body["password"]?.string ?? "",
                address: visit.request.readersAddress, agent: "api")
            let person = signed.person
            defer { Task { try? await feature.house.signIn.signOut(sessionToken: signed.sessionToken) } }
            let now = actions.clock.now()
            let token = try await feature.house.tokens.create(
                name: Self.tokenName + "\(person.name) \(Identifier.make(at: now))", role: person.role, expiresAt: now + .hours(12),
                by: Author(person, via: .api))
            return ["token": .string(token.text), "user": Self.user(person)]
        }
    }

    private static let tokenName = "schedule "

    /// Whoever asks with a token of `login` is told the name that signed in.
    private static func user(_ person: Person) -> JSON {
        let isToken = person.proof == .token && person.name.hasPrefix(tokenName)
        let name = isToken ? person.name.dropFirst(tokenName.count).split(separator: " ").dropLast().joined(separator: " ") : person.name
        return ["id": JSON(person.id), "username": .string(name), "role": .string(person.role == .floor ? "floor_view" : person.role.rawValue)]
    }

    func me(_ visit: Visit) async throws -> WebResponse {
        try await answer(visit) {
            guard let person = visit.reader.person else { throw Problem(.unauthenticated, "sign_in_needed") }
            return ["user": Self.user(person)]
        }
    }
}

extension SchedulingFeature {
    private static let opened = "access.legacy_anonymous_read"

    var legacy: [Route] {
        let api = ScheduleLegacy(feature: self)
        func get(_ path: String, _ permission: Permission, _ summary: String, _ handler: @escaping @Sendable (Visit) async throws -> WebResponse)
            -> Route
        {
            Route(.get, path, .needsUnlessOpened(permission, setting: Self.opened), summary: "Legacy: " + summary, handler)
        }
        func put(_ path: String, _ permission: Permission, _ summary: String, _ handler: @escaping @Sendable (Visit) async throws -> WebResponse)
            -> Route
        {
            Route(.put, path, .needs(permission), summary: "Legacy: " + summary, handler)
        }
        return [
            get("/api/work-orders", Self.view, "work orders by ship date") { try await api.orders($0) },
            get("/api/customers", Self.view, "customers") { try await api.customers($0) },
            get("/api/production-lines", Self.view, "lines") { try await api.lines($0) },
            get("/api/schedule/timeline", Self.view, "each line's orders") { try await api.timeline($0) },
            get("/api/schedule/line/{id}", Self.floor, "what is on a line now and next") { try await api.display($0) },
            get("/api/mobile/work-orders/search", Self.floor, "looking an order up") { try await api.search($0) },
            get("/api/mobile/qr/{code}", Self.floor, "an order by its code") { try await api.code($0) },
            Route(.post, "/api/init-db", .needs(Self.plan), summary: "Legacy: the tables are there already") { _ in
                .json(["status": "success", "message": "Database is initialized."])
            },
            put("/api/schedule/work-orders/{id}", Self.move, "puts an order on a line") { try await api.schedule($0) },
            put("/api/timeline/work-orders/{id}/status", Self.status, "how an order stands") { try await api.status($0) },
            put("/api/mobile/work-orders/{id}/status", Self.status, "how an order stands") { try await api.status($0) },
            put("/api/work-orders/{id}/clear-to-build", Self.plan, "whether an order can be built") { try await api.clearToBuild($0) },
            put("/api/production-lines/{id}/status", Self.lineStatus, "how a line stands") { try await api.lineStatus($0) },
            put("/api/production-lines/{id}/config", Self.plan, "a line's multiplier and whether plans use it") { try await api.lineConfig($0) },
            Route(.post, "/api/auth/login", .open, summary: "Legacy: a token for twelve hours") { try await api.login($0) },
            Route(.get, "/api/auth/me", .signedIn, summary: "Legacy: who is asking") { try await api.me($0) },
        ]
    }
}
