// Three values of a field, the sheet's, the last sheet's and the one here now, become one; and a sheet's row becomes an order.

import Kernel

enum MergeVerdict: Sendable, Equatable {
    case same
    /// The sheet has not changed since: what is here stays.
    case keep
    /// Nothing has changed here since: the sheet's counts.
    case take
    case conflict

    /// - Parameters:
    ///   - last: nil when no sheet has said anything of it yet.
    ///   - isFree: what is here was never anybody's decision.
    init(file: JSON, last: JSON?, now: JSON, isFree: Bool) {
        if file == now {
            self = .same
        } else if let last {
            self = file == last ? .keep : now == last ? .take : .conflict
        } else {
            // An empty cell says nothing where nothing was said before.
            self = file == .null || file == "" ? .keep : isFree ? .take : .conflict
        }
    }
}

struct ImportMerge {
    let desk: Desk
    let sheet: Sheet
    let choice: ImportChoice
    let now: Instant
    /// As the sheet's parameters have made them.
    var rules = PlanRules()
    /// Lines by what the sheet calls them.
    var lines: [String: Int] = [:]
    /// Orders whose place is the sheet's to say: its line, and the row's number among `rows`.
    private var placed: [(row: Int, number: String, line: Int?, position: Int64?)] = []
    /// Rows that came through, by the order's number.
    private var taken: [String: Sheet.Row] = [:]

    init(desk: Desk, sheet: Sheet, choice: ImportChoice, now: Instant) { (self.desk, self.sheet, self.choice, self.now) = (desk, sheet, choice, now) }

    private func key(_ column: SheetColumn) -> String { sheet.source.rawValue + column.rawValue }

    // MARK: one row

    mutating func row(_ row: Sheet.Row, at index: Int, _ out: inout ImportPlan.Row, _ next: inout Desk) {
        out.problems = row.problems
        guard row.problems.isEmpty else { return }
        do throws(Problem) {
            let fields = try fields(row)
            var line: Int?
            if let text = row[.line]?.string {
                guard let number = lines[text] else { throw Problem(.missing, "schedule_line_unknown", ["line": String(text.prefix(60))]) }
                line = number
            }
            let values = row.values.map { column, value in
                (key(column), column == .line ? JSON(line) : column == .status ? fields.first { $0.column == .status }?.value ?? value : value)
            }
            if let order = next.orders[row.number] { try update(order, fields, &out, &next) } else { try create(row, fields, &next, &out) }
            note(row.number, values, &next)
            taken[row.number] = row
            if row.has(.line) { placed.append((index, row.number, line, row[.position]?.string.flatMap { Quantity($0)?.thousandths })) }
        } catch { (out.problems, out.changes, out.conflicts) = ([error], [], []) }
    }

    private struct FieldValue {
        var column: SheetColumn
        var value: JSON
        /// What is to be set when it is taken.
        var parts: [(OrderField, JSON)]
    }

    private func fields(_ row: Sheet.Row) throws(Problem) -> [FieldValue] {
        var out: [FieldValue] = []
        for (column, value) in row.values {
            guard let field = column.field else { continue }
            guard column == .status else {
                out.append(FieldValue(column: column, value: value, parts: [(field, value)]))
                continue
            }
            let text = value.string ?? ""
            guard let status = OrderStatus.reading(text, own: rules.ownStatuses.map(\.word)) else {
                throw Problem(.input, "schedule_status_unknown", ["order": row.number, "status": String(text.prefix(60))])
            }
            // Word, star and missing part are one thing to whoever writes a sheet.
            let parts: [(OrderField, JSON)] = [
                (.status, .string(status.word)), (.isStarred, .bool(status.isStarred)), (.missingPart, JSON(status.missingPart)),
            ]
            out.append(FieldValue(column: column, value: .string(status.text), parts: parts))
        }
        return out
    }

    private func create(_ row: Sheet.Row, _ fields: [FieldValue], _ next: inout Desk, _ out: inout ImportPlan.Row) throws(Problem) {
        var order = WorkOrder(row.number, createdAt: now)
        for field in fields { for (name, value) in field.parts { try order.set(name, value, own: rules.ownStatuses.map(\.word)) } }
        for (name, value) in [("Customer", order.customer), ("Assembly", order.assembly)] where value.isEmpty {
            throw Problem(.input, "schedule_sheet_order_incomplete", ["order": row.number, "column": name])
        }
        try next.create(order)
        out.action = .create
    }

    private func value(_ column: SheetColumn, of order: WorkOrder) -> JSON {
        column == .status ? .string(order.status.text) : column.field.map { order[$0] } ?? .null
    }

    private func update(_ order: WorkOrder, _ fields: [FieldValue], _ out: inout ImportPlan.Row, _ next: inout Desk) throws(Problem) {
        let last = desk.sheet[order.number]
        let fresh = WorkOrder("", createdAt: now)
        var parts: [(OrderField, JSON)] = []
        for field in fields {
            let present = value(field.column, of: order)
            let isFree = present == .null || present == value(field.column, of: fresh)
            switch MergeVerdict(file: field.value, last: last?[key(field.column)], now: present, isFree: isFree) {
            case .same, .keep: continue
            case .take: break
            case .conflict:
                let isTaken = choice.takesFile(order.number)
                out.conflicts.append(
                    ImportPlan.Conflict(field: field.column.rawValue, ours: present, theirs: field.value, isTaken: isTaken))
                guard isTaken else { continue }
            }
            parts += field.parts
            out.changes.append(ImportPlan.Change(field: field.column.rawValue, old: present, new: field.value))
        }
        guard !parts.isEmpty else { return }
        try next.edit(order.number, parts, now: now)
    }

    /// What the sheet says, kept for the next one.
    private func note(_ number: String, _ values: [(String, JSON)], _ next: inout Desk) {
        let names = Set(values.map(\.0))
        let kept = (desk.sheet[number]?.values ?? []).filter { !names.contains($0.0) }
        next.sheet[number] = SheetRow(order: number, values: values + kept)
    }

    // MARK: places

    private var placeKey: String { sheet.source.rawValue + "place" }

    /// Lines, then the order on each line, then pins.
    mutating func places(_ rows: inout [ImportPlan.Row], _ next: inout Desk) {
        let queues = Dictionary(grouping: desk.placements.values, by: \.line).mapValues { placements in
            placements.sorted { $0.rank != $1.rank ? $0.rank < $1.rank : $0.order < $1.order }.map(\.order)
        }
        var entries: [Int: [SheetQueue.Entry]] = [:]
        var arriving: [Int: [String]] = [:]
        var leaving: Set<String> = []
        var rowOf: [String: Int] = [:]
        let hasPositions = sheet.rows.contains { $0.has(.position) }
        for place in placed {
            rowOf[place.number] = place.row
            let target = target(place.number, place.line, &rows[place.row], next)
            let old = desk.placements[place.number]
            if let old, old.line != target { leaving.insert(place.number) }
            if target == nil { next.placements[place.number] = nil }
            guard let target, target == place.line else { continue }
            guard hasPositions else {
                if old?.line != target { arriving[target, default: []].append(place.number) }
                continue
            }
            let said = desk.sheet[place.number]
            let last =
                said?[key(.line)] == JSON(target) ? said?[key(.position)].map { $0.string.flatMap { Quantity($0)?.thousandths } ?? Int64.max } : nil
            entries[target, default: []].append(
                SheetQueue.Entry(
                    number: place.number, position: place.position ?? Int64.max, last: old?.line == target ? last : nil,
                    isMoved: said?[placeKey]?.string != old?.rank.text, takesFile: choice.takesFile(place.number)))
        }
        let touched = Set(entries.keys).union(arriving.keys).sorted()
        for line in touched {
            let queue = (queues[line] ?? []).filter { !leaving.contains($0) }
            let plan = SheetQueue(queue, entries[line] ?? [])
            let merged = hasPositions ? plan.merged : queue + (arriving[line] ?? [])
            let ranks = SheetQueue.ranks(merged.map { number in desk.placements[number].flatMap { $0.line == line ? $0.rank : nil } })
            let before = Dictionary((queues[line] ?? []).enumerated().map { ($1, $0 + 1) }, uniquingKeysWith: { first, _ in first })
            for (index, (number, rank)) in zip(merged, ranks).enumerated() {
                let old = desk.placements[number]
                next.placements[number] = Placement(order: number, line: line, rank: rank, pin: old?.pin, start: old?.start)
                guard let row = rowOf[number] else { continue }
                if old?.rank != rank || old?.line != line, rows[row].action != .create {
                    let position = old?.line == line ? JSON(before[number]) : .null
                    rows[row].changes.append(ImportPlan.Change(field: SheetColumn.position.rawValue, old: position, new: JSON(index + 1)))
                }
            }
            for entry in entries[line] ?? [] {
                guard let row = rowOf[entry.number] else { continue }
                if plan.conflicts.contains(entry.number) {
                    let theirs = entry.position == .max ? JSON.null : .string(Quantity(thousandths: entry.position).text)
                    rows[row].conflicts.append(
                        ImportPlan.Conflict(
                            field: SheetColumn.position.rawValue, ours: JSON(before[entry.number]), theirs: theirs, isTaken: entry.takesFile))
                }
                if plan.free.contains(entry.number), let rank = next.placements[entry.number]?.rank { notePlace(entry.number, rank, &next) }
            }
        }
        for place in placed { pin(place.number, &rows[place.row], &next) }
    }

    private func notePlace(_ number: String, _ rank: Rank, _ next: inout Desk) {
        guard let row = next.sheet[number], row[placeKey] != .string(rank.text) else { return }
        next.sheet[number] = SheetRow(order: number, values: row.values.filter { $0.0 != placeKey } + [(placeKey, .string(rank.text))])
    }

    /// The line that an order goes to.
    private func target(_ number: String, _ file: Int?, _ row: inout ImportPlan.Row, _ next: Desk) -> Int? {
        let present = desk.placements[number]?.line
        let last = desk.sheet[number]?[key(.line)]
        func name(_ line: Int?) -> JSON { line.map { .string(next.lines[$0]?.name ?? String($0)) } ?? .null }
        switch MergeVerdict(file: JSON(file), last: last, now: JSON(present), isFree: present == nil) {
        case .same, .keep: return present
        case .take, .conflict:
            let isConflict = last.map { $0 != JSON(present) } ?? (present != nil)
            // What is being made is where it is.
            let isRunning = present != nil && next.phase(number) == .running
            let isTaken = (!isConflict || choice.takesFile(number)) && !isRunning
            if isConflict || isRunning {
                row.conflicts.append(ImportPlan.Conflict(field: SheetColumn.line.rawValue, ours: name(present), theirs: name(file), isTaken: isTaken))
            }
            guard isTaken else { return present }
            if row.action != .create { row.changes.append(ImportPlan.Change(field: SheetColumn.line.rawValue, old: name(present), new: name(file))) }
            return file
        }
    }

    /// Pins and earliest starts, which only our own exports have.
    private func pin(_ number: String, _ row: inout ImportPlan.Row, _ next: inout Desk) {
        guard let sheetRow = taken[number], var placement = next.placements[number] else { return }
        let before = placement
        let last = desk.sheet[number]
        for (column, present) in [(SheetColumn.pin, JSON(placement.pin?.rawValue)), (.notBefore, JSON(placement.start?.rfc3339()))] {
            guard let file = sheetRow[column] else { continue }
            switch MergeVerdict(file: file, last: last?[key(column)], now: present, isFree: present == .null) {
            case .same, .keep: continue
            case .take: break
            case .conflict:
                let isTaken = choice.takesFile(number)
                row.conflicts.append(ImportPlan.Conflict(field: column.rawValue, ours: present, theirs: file, isTaken: isTaken))
                guard isTaken else { continue }
            }
            if column == .pin { placement.pin = file.string.flatMap(Placement.Pin.init(rawValue:)) }
            if column == .notBefore { placement.start = file.string.flatMap(Instant.init(rfc3339:)) }
            if row.action != .create { row.changes.append(ImportPlan.Change(field: column.rawValue, old: present, new: file)) }
        }
        if placement != before { next.placements[number] = placement }
    }

    // MARK: hours

    /// Where the sheet's hours are not what its own minutes come to.
    func hourDifferences(_ next: Desk) -> [ImportPlan.HoursDifference] {
        sheet.rows.compactMap { row in
            guard let hours = row.hours, taken[row.number]?.line == row.line, let order = next.orders[row.number] else { return nil }
            let line = row[.line]?.string.flatMap { lines[$0] } ?? next.placements[row.number]?.line
            let setup = row[.setupHours]?.string.flatMap { Quantity($0) } ?? order.setupHours
            let minutes = row[.runMinutes]?.string.flatMap { Quantity($0) } ?? order.runMinutes
            let multiplier = line.flatMap { next.lines[$0]?.multiplier } ?? Quantity(1)
            let own = OrderHours(setupHours: setup, runMinutes: minutes, factor: next.rules.efficiencyFactor, multiplier: multiplier).hundredths
            return own == hours ? nil : ImportPlan.HoursDifference(line: row.line, number: row.number, sheet: hours, own: own)
        }
    }
}
