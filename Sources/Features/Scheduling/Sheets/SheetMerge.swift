// One row of a sheet onto the desk, and afterwards where the sheet's orders stand in their lines.

import Kernel

struct SheetMerge {
    let sheet: PlannerSheet
    let before: Desk
    let now: Instant
    let zone: Zone
    let takesFile: Bool
    /// Where the plan's parameters of the last sheet are kept.
    static let parametersKey = ""

    /// An order of the sheet on a line.
    struct Placing {
        var row: Int
        var order: String
        var line: Int
        var position: Quantity?
        /// Whether the sheet has a say in where it stands now.
        var isTaken: Bool
    }

    // MARK: parameters

    mutating func takeParameters(_ plan: inout ImportPlan) {
        let last = before.sheet[Self.parametersKey]
        var values: [(String, JSON)] = []
        func take(_ name: String, _ number: Quantity?, _ current: Quantity, _ limit: Int64, _ set: (inout Desk, Quantity) -> Void) {
            guard let number, number.thousandths > 0, number <= Quantity(limit) else { return }
            plan.parameters.append((name, number))
            values.append((name, .string(number.text)))
            let was = last?.values.first { $0.0 == name }?.1.string.flatMap { Quantity($0) }
            // Somebody has set another here since, and the sheet says what it said before.
            if was == number, current != number { return }
            set(&plan.desk, number)
        }
        let rules = before.rules
        take("hours_per_day", sheet.hoursPerDay, rules.hoursPerDay, 24) { $0.rules.hoursPerDay = $1 }
        take("days_per_week", sheet.daysPerWeek, Quantity(Int64(rules.daysPerWeek)), 7) { $0.rules.daysPerWeek = Int($1.thousandths / 1000) }
        take("efficiency_factor", sheet.efficiencyFactor, rules.efficiencyFactor, 1000) { $0.rules.efficiencyFactor = $1 }
        if !values.isEmpty { plan.desk.sheet[Self.parametersKey] = SheetRow(order: Self.parametersKey, values: values) }
    }

    // MARK: a row

    mutating func take(_ row: PlannerSheet.Row, _ plan: inout ImportPlan, _ placings: inout [Placing]) throws(Problem) -> ImportPlan.Row {
        let number = row[.number]
        for field in SheetField.required where row[field].isEmpty {
            throw Problem(.input, "schedule_sheet_cell_empty", ["column": field == .number ? "WO" : field.rawValue])
        }
        let scratch = try fresh(row, number)
        let line = try line(row, &plan)
        let position = row[.position].isEmpty ? nil : sheet.value.number(row[.position])
        if !row[.position].isEmpty, position == nil { throw refused(number, "position", row[.position]) }
        let old = before.orders[number]
        let last = before.sheet[number]
        var out = ImportPlan.Row(line: row.line, order: number, outcome: old == nil ? .create : .same)
        var next = old ?? WorkOrder(number, createdAt: now)
        var values: [(String, JSON)] = []
        for field in fields {
            let told = scratch[field]
            values.append((field.rawValue, told))
            let current = next[field]
            guard told != current else { continue }
            guard old != nil else {
                try next.set(field, told, isKept: true)
                continue
            }
            let was = last?.values.first { $0.0 == field.rawValue }?.1
            // The sheet says what it said before: whatever has been done here since stays.
            if let was, was == told { continue }
            let change = ImportPlan.Field(name: field.rawValue, old: current, new: told)
            let isOurs = was.map { $0 != current } ?? !Self.isEmpty(current)
            if isOurs { out.conflicts.append(change) }
            if isOurs, !takesFile { continue }
            out.fields.append(change)
            try next.set(field, told, isKept: true)
        }
        if old == nil {
            if let line, plan.desk.lines[line]?.kind == .hand { next.isByHand = true }
            try keepTimes(row, &next)
        }
        try next.check()
        if !out.fields.isEmpty { next.updatedAt = now }
        plan.desk.orders[number] = next
        place(line, position, last, old != nil, &out, &values, &placings, plan.rows.count)
        plan.desk.sheet[number] = SheetRow(order: number, values: values)
        if old != nil, !out.fields.isEmpty { out.outcome = .update }
        compareHours(row, next, line.flatMap { plan.desk.lines[$0] }, plan.desk.rules, &out)
        return out
    }

    /// Fields that this sheet has a column for.
    private var fields: [OrderField] {
        let columns = Set(sheet.columns)
        let all: [(SheetField, [OrderField])] = [
            (.customer, [.customer]), (.assembly, [.assembly]), (.rev, [.rev]), (.quantity, [.quantity]),
            (.status, [.status, .isStarred, .missingPart]),
            (.kit, [.kitDate]), (.ship, [.shipDate]), (.minutes, [.runMinutes]), (.trolleys, [.trolleys]), (.setup, [.setupHours]),
            (.actualSetup, [.actualSetupHours]), (.actualRun, [.actualRunHours]), (.completed, [.endedAt]), (.started, [.startedAt]),
            (.clear, [.isClear]),
            (.hand, [.isByHand]), (.after, [.after]), (.weight, [.weight]), (.note, [.note]),
        ]
        return all.filter { columns.contains($0.0) }.flatMap(\.1)
    }

    private static func isEmpty(_ value: JSON) -> Bool { value == .null || value == "" || value == "0" || value == 0 || value == false }

    private func refused(_ number: String, _ column: String, _ value: String) -> Problem {
        Problem(.input, "schedule_value_invalid", ["order": number, "field": column, "value": String(value.prefix(60))])
    }

    /// The row as an order of its own.
    private func fresh(_ row: PlannerSheet.Row, _ number: String) throws(Problem) -> WorkOrder {
        var order = WorkOrder(number, createdAt: now)
        guard number.utf8.count <= WorkOrder.numberMax else { throw Problem(.input, "schedule_number_invalid", ["order": String(number.prefix(60))]) }
        let own = before.rules.ownStatuses.map(\.word)
        func set(_ field: OrderField, _ value: JSON) throws(Problem) { try order.set(field, value, own: own) }
        func quantity(_ column: SheetField) throws(Problem) -> JSON {
            guard !row[column].isEmpty else { return "" }
            guard let value = sheet.value.number(row[column]) else { throw refused(number, column.rawValue, row[column]) }
            return .string(value.text)
        }
        for (column, field) in [(SheetField.customer, OrderField.customer), (.assembly, .assembly), (.rev, .rev), (.after, .after), (.note, .note)] {
            if row.cells[column] != nil { try set(field, .string(row[column])) }
        }
        if !row[.status].isEmpty { try set(.status, .string(row[.status])) }
        try set(.quantity, quantity(.quantity))
        try set(.runMinutes, quantity(.minutes))
        if sheet.columns.contains(.setup), !row[.setup].isEmpty { try set(.setupHours, quantity(.setup)) }
        try set(.trolleys, quantity(.trolleys))
        for (column, field) in [(SheetField.actualSetup, OrderField.actualSetupHours), (.actualRun, .actualRunHours)] {
            try set(field, quantity(column))
        }
        if !row[.weight].isEmpty { try set(.weight, quantity(.weight)) }
        for (column, field) in [(SheetField.clear, OrderField.isClear), (.hand, .isByHand)] where row.cells[column] != nil {
            try set(field, .string(row[column]))
        }
        for (column, field) in [(SheetField.completed, OrderField.endedAt), (.started, .startedAt)] where !row[column].isEmpty {
            try set(field, .string(moment(row[column]) ?? row[column]))
        }
        try takeDays(row, number, &order)
        return order
    }

    /// A day alone is its beginning.
    private func moment(_ text: String) -> String? {
        if Instant(rfc3339: text) != nil { return text }
        guard case .whole(let day)? = sheet.value.day(text) else { return nil }
        return zone.start(of: day).rfc3339()
    }

    private func takeDays(_ row: PlannerSheet.Row, _ number: String, _ order: inout WorkOrder) throws(Problem) {
        if !row[.ship].isEmpty {
            switch sheet.value.day(row[.ship]) {
            case .whole(let day): order.shipDate = day
            case .yearless(let month, let day):
                // The next one, from half a year back.
                let start = zone.day(of: now).adding(days: -183)
                order.shipDate = SheetValue.latest(month, day, notAfter: start.adding(days: 365))
            case nil: throw refused(number, "ship_date", row[.ship])
            }
        }
        guard !row[.kit].isEmpty else { return }
        switch sheet.value.day(row[.kit]) {
        case .whole(let day): order.kitDate = day
        case .yearless(let month, let day):
            guard let found = SheetValue.latest(month, day, notAfter: order.shipDate ?? zone.day(of: now)) else {
                throw refused(number, "kit_date", row[.kit])
            }
            order.kitDate = found
        case nil: throw refused(number, "kit_date", row[.kit])
        }
        try order.check()
    }

    /// What a whole backup says of an order's own times.
    private func keepTimes(_ row: PlannerSheet.Row, _ order: inout WorkOrder) throws(Problem) {
        if let created = Instant(rfc3339: row[.created]) { order.createdAt = created }
        order.updatedAt = Instant(rfc3339: row[.updated]) ?? order.createdAt
    }

    private func compareHours(_ row: PlannerSheet.Row, _ order: WorkOrder, _ line: Line?, _ rules: PlanRules, _ out: inout ImportPlan.Row) {
        guard let told = sheet.value.number(row[.hours]) else { return }
        let hours = OrderHours(
            setupHours: order.setupHours, runMinutes: order.runMinutes, factor: rules.efficiencyFactor, multiplier: line?.multiplier ?? Quantity(1))
        // To the cent, however many digits the sheet shows.
        let cents = (told.thousandths + 5) / 10
        if abs(cents - hours.hundredths) > 1 || (told.thousandths % 10 == 0 && cents != hours.hundredths) { out.otherHours = (told.text, hours.text) }
    }

    // MARK: lines

    private func line(_ row: PlannerSheet.Row, _ plan: inout ImportPlan) throws(Problem) -> Int? {
        let name = row[.line]
        guard !name.isEmpty else { return nil }
        if let line = plan.desk.line(named: name) {
            // The sheet's name for a line that nobody has named yet.
            if line.name == "Line \(line.number)", name.count > 2, name.utf8.count <= Line.nameMax { plan.desk.lines[line.number]?.name = name }
            return line.number
        }
        let digits = name.prefix { ("0"..."9").contains($0) }
        guard let number = Int(digits), (1...999).contains(number), name.dropFirst(digits.count).first.map({ !$0.isLetter }) ?? true,
            name.utf8.count <= Line.nameMax
        else { throw Problem(.input, "schedule_sheet_line", ["line": String(name.prefix(60))]) }
        let line = Line(number: number, name: name)
        plan.desk.lines[number] = line
        plan.linesToCreate.append(line)
        return number
    }

    /// Notes where the sheet wants an order, and whether it has a say: it is new, or was moved in the sheet and not here.
    private func place(
        _ line: Int?, _ position: Quantity?, _ last: SheetRow?, _ isKnown: Bool, _ out: inout ImportPlan.Row, _ values: inout [(String, JSON)],
        _ placings: inout [Placing], _ row: Int
    ) {
        guard sheet.columns.contains(.line) else { return }
        let told: [(String, JSON)] = [("line", JSON(line)), ("position", JSON(position?.text))]
        values += told
        let standing = before.placements[out.order]
        var isTaken = !isKnown
        if isKnown {
            let was = last.map { last in told.map { name, _ in last.values.first { $0.0 == name }?.1 ?? .null } }
            let isChanged = was.map { $0 != told.map(\.1) } ?? (standing?.line != line)
            // An order that nobody has moved here since the last sheet follows the sheet.
            let stood = last?.values.first { $0.0 == "placed" }?.1
            let isOurs = last == nil ? standing != nil : stood != Self.placed(standing)
            if isChanged, isOurs {
                func name(_ line: Int?) -> JSON { JSON(line.flatMap { before.lines[$0]?.name }) }
                out.conflicts.append(ImportPlan.Field(name: "line", old: name(standing?.line), new: name(line)))
            }
            isTaken = isChanged && (!isOurs || takesFile)
        }
        placings.append(Placing(row: row, order: out.order, line: line ?? 0, position: position, isTaken: isTaken))
    }

    static func placed(_ placement: Placement?) -> JSON { placement.map { .string("\($0.line) \($0.rank.text)") } ?? .null }

    /// Puts the sheet's orders into their queues, each behind the one that stands before it in the sheet.
    func place(_ placings: [Placing], _ plan: inout ImportPlan) {
        for placing in placings where placing.isTaken { plan.desk.placements[placing.order] = nil }
        for line in Set(placings.map(\.line)).subtracting([0]).sorted() { queue(line, placings.filter { $0.line == line }, &plan.desk) }
        for placing in placings {
            let (old, new) = (before.placements[placing.order], plan.desk.placements[placing.order])
            plan.desk.sheet[placing.order]?.values.append(("placed", Self.placed(new)))
            guard placing.isTaken, before.orders[placing.order] != nil, old != new else { continue }
            func name(_ line: Int?) -> JSON { JSON(line.flatMap { plan.desk.lines[$0]?.name }) }
            plan.rows[placing.row].outcome = .update
            plan.rows[placing.row].fields.append(
                ImportPlan.Field(name: old?.line == new?.line ? "position" : "line", old: name(old?.line), new: name(new?.line)))
        }
    }

    private func queue(_ line: Int, _ placings: [Placing], _ desk: inout Desk) {
        let wanted = placings.sorted {
            let (a, b) = ($0.position?.thousandths ?? .max, $1.position?.thousandths ?? .max)
            return a != b ? a < b : $0.row < $1.row
        }
        // Those that stay where they are, and behind each what the sheet has behind it.
        let standing = desk.queue(line).map(\.order)
        let stays = Set(standing)
        var behind: [String: [String]] = [:]
        var front: [String] = []
        var last: String?
        for placing in wanted {
            if stays.contains(placing.order) {
                last = placing.order
            } else if !placing.isTaken {
                // Somebody has put it elsewhere.
                continue
            } else if let last {
                behind[last, default: []].append(placing.order)
            } else {
                front.append(placing.order)
            }
        }
        let head = wanted.first { stays.contains($0.order) }.flatMap { standing.firstIndex(of: $0.order) } ?? standing.count
        var queue: [String] = []
        for (place, order) in standing.enumerated() {
            if place == head { queue += front }
            queue.append(order)
            queue += behind[order] ?? []
        }
        if head == standing.count { queue += front }
        let ranks = Desk.ranks(queue.map { order in before.placements[order].flatMap { $0.line == line ? $0.rank : nil } })
        for (order, rank) in zip(queue, ranks) {
            let old = before.placements[order]
            desk.placements[order] = Placement(order: order, line: line, rank: rank, pin: old?.pin, start: old?.start)
        }
    }
}
