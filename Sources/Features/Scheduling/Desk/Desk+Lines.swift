// What is done to lines, their blocks and special days, trolleys, customers, assemblies and the rules: each a change of the
// value, with everything that must hold whoever asks.

import Kernel

extension Desk {
    static let multiplierMax = Quantity(100)
    static let trolleysMax = 999
    static let lineNumberMax = 999
    static let blockDaysMax: Int64 = 400
    static let ownStatusesMax = 50

    private static func refused(_ field: String, _ value: String) -> Problem {
        Problem(.input, "schedule_setting_invalid", ["field": field, "value": String(value.prefix(60))])
    }

    private static func demand(_ holds: Bool, _ field: String, _ value: some CustomStringConvertible) throws(Problem) {
        guard holds else { throw refused(field, value.description) }
    }

    private static func demandText(_ text: String, _ field: String, _ limit: Int) throws(Problem) {
        guard text.utf8.count <= limit, !text.utf8.contains(0) else { throw refused(field, text) }
    }

    // MARK: lines

    /// - Throws: `schedule_line_exists`, and what `set` throws.
    package mutating func create(_ line: Line) throws(Problem) {
        try Self.demand((1...Self.lineNumberMax).contains(line.number), "number", line.number)
        guard lines[line.number] == nil else { throw Problem(.conflict, "schedule_line_exists", ["line": String(line.number)]) }
        try set(line)
    }

    /// A line as it shall be from now on.
    /// - Throws: `schedule_name_invalid`, `schedule_line_exists`, `schedule_setting_invalid`, `schedule_line_in_use` for one that
    ///   is taken out of use while orders stand on it.
    package mutating func set(_ line: Line) throws(Problem) {
        var line = line
        line.name = String(Substring(line.name).trimmed)
        guard !line.name.isEmpty, line.name.count <= Line.nameMax, line.name.utf8.count <= 190 else {
            throw Problem(.input, "schedule_name_invalid", ["name": String(line.name.prefix(60))])
        }
        let lower = line.name.lowercased()
        guard !lines.values.contains(where: { $0.number != line.number && $0.name.lowercased() == lower }) else {
            throw Problem(.conflict, "schedule_line_exists", ["line": line.name])
        }
        try Self.demand((0...Assembly.slotsMax).contains(line.slots), "slots", line.slots)
        try Self.demand(line.multiplier > Quantity(0) && line.multiplier <= Self.multiplierMax, "multiplier", line.multiplier.text)
        try Self.demand((1...Line.capacityMax).contains(line.capacity), "capacity", line.capacity)
        try Self.demand(line.shifts.count <= Shift.shiftsMax, "shifts", line.shifts.count)
        try Self.demandText(line.location, "location", 190)
        try Self.demandText(line.note, "note", OrderField.noteMax)
        if !line.isActive, lines[line.number]?.isActive == true, let order = queue(line.number).first(where: { phase($0.order)?.isOpen == true }) {
            throw Problem(.conflict, "schedule_line_in_use", ["line": line.name, "order": order.order])
        }
        lines[line.number] = line
    }

    /// How a line stands from now on.
    /// - Parameter expectedReturn: only for one that stands still.
    /// - Throws: `schedule_return_past`.
    package mutating func setStatus(
        _ number: Int, _ status: Line.Status, reason: Line.Reason? = nil, expectedReturn: Instant? = nil, now: Instant
    ) throws(Problem) {
        var line = try line(number)
        if line.status != status { line.statusSince = now }
        line.status = status
        line.reason = line.isAway ? reason : nil
        line.expectedReturn = line.isAway ? expectedReturn : nil
        if let back = line.expectedReturn, back <= now { throw Problem(.input, "schedule_return_past", ["line": line.name]) }
        lines[number] = line
    }

    // MARK: blocks and days

    /// - Throws: `schedule_block_times`, `schedule_block_overlap` with the block that is there already.
    package mutating func add(_ block: LineBlock) throws(Problem) {
        _ = try line(block.line)
        guard block.start < block.end, block.end - block.start <= .days(Self.blockDaysMax) else {
            throw Problem(.input, "schedule_block_times", ["days": String(Self.blockDaysMax)])
        }
        try Self.demandText(block.note, "note", OrderField.noteMax)
        if let other = overlap(block) {
            throw Problem(
                .conflict, "schedule_block_overlap",
                ["note": other.note.isEmpty ? other.kind.rawValue : other.note, "start": other.start.rfc3339(), "end": other.end.rfc3339()])
        }
        blocks[block.id] = block
    }

    /// A block of the same line that shares time with this one; touching is not sharing.
    package func overlap(_ block: LineBlock) -> LineBlock? {
        blocks.values.filter { $0.line == block.line && $0.id != block.id && $0.start < block.end && block.start < $0.end }.min {
            $0.start < $1.start
        }
    }

    /// - Throws: `schedule_block_unknown`.
    package mutating func removeBlock(_ id: String) throws(Problem) {
        guard blocks.removeValue(forKey: id) != nil else { throw Problem(.missing, "schedule_block_unknown") }
    }

    package mutating func set(_ day: SpecialDay) throws(Problem) {
        if let number = day.line { _ = try line(number) }
        try Self.demand(OrderField.years.contains(day.date.year), "date", day.date.isoText)
        try Self.demandText(day.name, "name", 190)
        days[day.key] = day
    }

    /// - Throws: `schedule_day_unknown`.
    package mutating func removeDay(_ key: String) throws(Problem) {
        guard days.removeValue(forKey: key) != nil else { throw Problem(.missing, "schedule_day_unknown") }
    }

    // MARK: trolleys, customers, assemblies, rules

    package mutating func set(_ trolley: Trolley) throws(Problem) {
        try Self.demand((1...Self.trolleysMax).contains(trolley.number), "number", trolley.number)
        try Self.demandText(trolley.note, "note", OrderField.noteMax)
        trolleys[trolley.number] = trolley
    }

    /// - Throws: `schedule_trolley_unknown`.
    package mutating func removeTrolley(_ number: Int) throws(Problem) {
        guard trolleys.removeValue(forKey: number) != nil else { throw Problem(.missing, "schedule_trolley_unknown") }
    }

    /// A customer with nothing of its own is not kept.
    package mutating func set(_ customer: Customer) throws(Problem) {
        try Self.demand(!customer.name.isEmpty && customer.name.utf8.count <= 190, "name", customer.name)
        try Self.demand((1...WorkOrder.weightMax).contains(customer.weight), "weight", customer.weight)
        if let days = customer.shippingDays { try Self.demand((0...60).contains(days), "shipping_days", days) }
        try Self.demandText(customer.note, "note", OrderField.noteMax)
        customers[customer.name] = customer == Customer(customer.name) ? nil : customer
    }

    package mutating func set(_ assembly: Assembly) throws(Problem) {
        try Self.demandText(assembly.family, "family", 190)
        try Self.demand((0...Assembly.slotsMax).contains(assembly.slots), "slots", assembly.slots)
        try Self.demandText(assembly.note, "note", OrderField.noteMax)
        let plain = Assembly(customer: assembly.customer, number: assembly.number, rev: assembly.rev)
        assemblies[assembly.key] = assembly == plain ? nil : assembly
    }

    /// - Throws: `schedule_setting_invalid`, `schedule_status_in_use` for an own word that orders still have.
    package mutating func set(_ next: PlanRules) throws(Problem) {
        try Self.demand(
            next.efficiencyFactor > Quantity(0) && next.efficiencyFactor <= Self.multiplierMax, "efficiency_factor", next.efficiencyFactor.text)
        try Self.demand(next.hoursPerDay > Quantity(0) && next.hoursPerDay <= Quantity(24), "hours_per_day", next.hoursPerDay.text)
        try Self.demand((1...7).contains(next.daysPerWeek), "days_per_week", next.daysPerWeek)
        try Self.demand((0...10_080).contains(next.kittingMinutes), "kitting_minutes", next.kittingMinutes)
        try Self.demand((0...60).contains(next.shippingDays), "shipping_days", next.shippingDays)
        try Self.demand((0...8760).contains(next.frozenHours), "frozen_hours", next.frozenHours)
        try Self.demand(next.ownStatuses.count <= Self.ownStatusesMax, "statuses", next.ownStatuses.count)
        var words = Set(OrderStatus.defaults.map { $0.word.lowercased() })
        for own in next.ownStatuses {
            let isWord = !own.word.isEmpty && own.word.utf8.count <= OrderStatus.textMax && own.word.last != "*"
            try Self.demand(
                isWord && !own.word.lowercased().hasPrefix("missing") && words.insert(own.word.lowercased()).inserted, "statuses", own.word)
        }
        let gone = Set(rules.ownStatuses.map(\.word)).subtracting(next.ownStatuses.map(\.word))
        if let order = orders.values.filter({ gone.contains($0.status.word) }).min(by: { $0.number < $1.number }) {
            throw Problem(.conflict, "schedule_status_in_use", ["status": order.status.word, "order": order.number])
        }
        rules = next
    }
}
