// Lines, their calendars, trolleys and the plant's rules as rows of the desk.

import Kernel

extension Shift {
    /// `{"days":[0,1],"start":"08:00","end":"17:00","breaks":[["12:00","13:00"]]}`
    package var json: JSON {
        .object([
            ("days", .array(days.sorted().map { JSON($0) })), ("start", .string(Self.text(start))), ("end", .string(Self.text(end))),
            ("breaks", .array(breaks.map { .array([.string(Self.text($0.start)), .string(Self.text($0.end))]) })),
        ])
    }

    /// Nil for anything that is no shift.
    package init?(json: JSON) {
        guard let days = json["days"]?.array?.map({ Int($0.int ?? -1) }), !days.isEmpty, days.allSatisfy({ (0...6).contains($0) }),
            let start = json["start"]?.string.flatMap(Self.minutes), let end = json["end"]?.string.flatMap(Self.minutes)
        else { return nil }
        var breaks: [Break] = []
        for pause in json["breaks"]?.array ?? [] {
            guard let pair = pause.array, pair.count == 2, let from = pair[0].string.flatMap(Self.minutes),
                let to = pair[1].string.flatMap(Self.minutes),
                from != to
            else { return nil }
            breaks.append(Break(start: from, end: to))
        }
        guard breaks.count <= Self.breaksMax else { return nil }
        self.init(days: Set(days), start: start, end: end, breaks: breaks)
    }

    /// `08:00`
    package static func text(_ minutes: Int) -> String { padded(minutes / 60, 2) + ":" + padded(minutes % 60, 2) }

    /// Minutes after midnight of `8:00`, `08:00`, `24:00` (which is 0 of the next day).
    package static func minutes(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count == 2, (1...2).contains(parts[0].count),
            parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), minute < 60, hour < 24 || (hour == 24 && minute == 0)
        else { return nil }
        return hour % 24 * 60 + minute
    }

    static func list(_ json: JSON?) -> [Shift]? {
        guard let items = json?.array, items.count <= shiftsMax else { return nil }
        let shifts = items.compactMap(Shift.init(json:))
        return shifts.count == items.count ? shifts : nil
    }
}

extension Line: DeskRow {
    package static let kind = DeskKind.line
    package var key: String { String(number) }

    package var content: [(String, JSON)] {
        [
            ("name", .string(name)), ("kind", .string(kind.rawValue)), ("slots", JSON(slots)), ("multiplier", .string(multiplier.text)),
            ("capacity", JSON(capacity)), ("customers", .array(customers.map { .string($0) })), ("takes_plans", .bool(takesPlans)),
            ("active", .bool(isActive)), ("status", .string(status.rawValue)), ("reason", JSON(reason?.rawValue)),
            ("status_since", JSON(statusSince?.milliseconds)), ("expected_return", JSON(expectedReturn?.milliseconds)),
            ("shifts", .array(shifts.map(\.json))), ("location", .string(location)), ("note", .string(note)),
        ]
    }

    package init(key: String, content: JSON) throws(Problem) {
        guard let number = Int(key), let name = content["name"]?.string, let shifts = Shift.list(content["shifts"]),
            let multiplier = content["multiplier"]?.string.flatMap({ Quantity($0) })
        else { throw DeskRows.broken(Self.kind, key) }
        self.init(number: number, name: name)
        kind = content["kind"]?.string.flatMap(Kind.init(rawValue:)) ?? .smt
        slots = Int(content["slots"]?.int ?? 0)
        self.multiplier = multiplier
        capacity = Int(content["capacity"]?.int ?? 1)
        customers = content["customers"]?.array?.compactMap(\.string) ?? []
        takesPlans = content["takes_plans"]?.bool ?? true
        isActive = content["active"]?.bool ?? true
        status = content["status"]?.string.flatMap(Status.init(rawValue:)) ?? .idle
        reason = content["reason"]?.string.flatMap(Reason.init(rawValue:))
        statusSince = content["status_since"]?.int.map(Instant.init(milliseconds:))
        expectedReturn = content["expected_return"]?.int.map(Instant.init(milliseconds:))
        self.shifts = shifts
        location = content["location"]?.string ?? ""
        note = content["note"]?.string ?? ""
    }
}

extension LineBlock: DeskRow {
    package static let kind = DeskKind.block
    package var key: String { id }

    package var content: [(String, JSON)] {
        [
            ("line", JSON(line)), ("kind", .string(kind.rawValue)), ("start", .int(start.milliseconds)), ("end", .int(end.milliseconds)),
            ("note", .string(note)),
        ]
    }

    package init(key: String, content: JSON) throws(Problem) {
        guard let line = content["line"]?.int, let start = content["start"]?.int, let end = content["end"]?.int else {
            throw DeskRows.broken(Self.kind, key)
        }
        self.init(
            id: key, line: Int(line), kind: content["kind"]?.string.flatMap(Kind.init(rawValue:)) ?? .other, start: Instant(milliseconds: start),
            end: Instant(milliseconds: end), note: content["note"]?.string ?? "")
    }
}

extension SpecialDay: DeskRow {
    package static let kind = DeskKind.day
    package var content: [(String, JSON)] { [("name", .string(name)), ("shifts", shifts.map { .array($0.map(\.json)) } ?? .null)] }

    package init(key: String, content: JSON) throws(Problem) {
        let parts = key.split(separator: "/", maxSplits: 1).map(String.init)
        guard let date = parts.first.flatMap(CivilDate.init(iso:)), parts.count == 1 || Int(parts[1]) != nil else {
            throw DeskRows.broken(Self.kind, key)
        }
        self.init(
            date: date, line: parts.count == 2 ? Int(parts[1]) : nil, name: content["name"]?.string ?? "", shifts: Shift.list(content["shifts"]))
    }
}

extension Trolley: DeskRow {
    package static let kind = DeskKind.trolley
    package var key: String { String(number) }
    package var content: [(String, JSON)] { [("away", .bool(isAway)), ("note", .string(note))] }

    package init(key: String, content: JSON) throws(Problem) {
        guard let number = Int(key) else { throw DeskRows.broken(Self.kind, key) }
        self.init(number: number, isAway: content["away"]?.bool ?? false, note: content["note"]?.string ?? "")
    }
}

extension PlanRules: DeskRow {
    package static let kind = DeskKind.rules
    package var key: String { "plant" }

    package var content: [(String, JSON)] {
        [
            ("efficiency_factor", .string(efficiencyFactor.text)), ("hours_per_day", .string(hoursPerDay.text)), ("days_per_week", JSON(daysPerWeek)),
            ("trolley_limit", .string(trolleyLimit.rawValue)), ("kitting_minutes", JSON(kittingMinutes)), ("shipping_days", JSON(shippingDays)),
            ("frozen_hours", JSON(frozenHours)),
            ("statuses", .array(ownStatuses.map { .object([("word", .string($0.word)), ("phase", .string($0.phase.rawValue))]) })),
        ]
    }

    package init(key: String, content: JSON) throws(Problem) {
        self.init()
        efficiencyFactor = content["efficiency_factor"]?.string.flatMap { Quantity($0) } ?? efficiencyFactor
        hoursPerDay = content["hours_per_day"]?.string.flatMap { Quantity($0) } ?? hoursPerDay
        daysPerWeek = Int(content["days_per_week"]?.int ?? 5)
        trolleyLimit = content["trolley_limit"]?.string.flatMap(TrolleyLimit.init(rawValue:)) ?? .warn
        kittingMinutes = Int(content["kitting_minutes"]?.int ?? 0)
        shippingDays = Int(content["shipping_days"]?.int ?? 0)
        frozenHours = Int(content["frozen_hours"]?.int ?? 0)
        ownStatuses = (content["statuses"]?.array ?? []).compactMap { item in
            guard let word = item["word"]?.string, let phase = item["phase"]?.string.flatMap(OrderPhase.init(rawValue:)) else { return nil }
            return OwnStatus(word: word, phase: phase)
        }
    }
}
