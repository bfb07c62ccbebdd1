// What becomes of a desk when a sheet comes in: made once, as a value; a preview shows it and an import writes it. A field
// changes when the sheet has changed it since the last import; what a planner has changed here since then stays.

import Kernel

/// What the person who imports has decided.
package struct ImportChoice: Sendable {
    /// Where sheet and desk have both changed something, the sheet's word counts, for all orders or for some.
    package var takesFile = false
    package var takesFileOf: Set<String> = []
    package init(takesFile: Bool = false, takesFileOf: Set<String> = []) { (self.takesFile, self.takesFileOf) = (takesFile, takesFileOf) }
    func takesFile(_ number: String) -> Bool { takesFile || takesFileOf.contains(number) }
}

package struct ImportPlan: Sendable {
    /// The raw value is the name in the interfaces.
    package enum Action: String, Sendable, CaseIterable { case create, update, same, skip, error }
    package struct Change: Sendable, Equatable {
        package var field: String
        package var old: JSON
        package var new: JSON
    }
    /// Changed in the sheet and here since the last import.
    package struct Conflict: Sendable, Equatable {
        package var field: String
        package var ours: JSON
        package var theirs: JSON
        /// The sheet's word counts.
        package var isTaken: Bool
    }
    package struct Row: Sendable {
        package var line: Int
        package var number: String
        package var action = Action.same
        package var changes: [Change] = []
        package var conflicts: [Conflict] = []
        package var problems: [Problem] = []
    }
    /// `Time (hrs)` of the sheet that is not what the formula gives.
    package struct HoursDifference: Sendable, Equatable {
        package var line: Int
        package var number: String
        package var sheet: Int64
        package var own: Int64
    }
    package internal(set) var rows: [Row] = []
    package internal(set) var parameters: [(name: String, value: Quantity)] = []
    package internal(set) var ruleChanges: [Change] = []
    package internal(set) var ruleConflicts: [Conflict] = []
    package internal(set) var linesToCreate: [Line] = []
    package internal(set) var ignored: [String] = []
    /// Open orders that were in the last sheet and are not in this one; they stay.
    package internal(set) var missing: [String] = []
    package internal(set) var hours: [HoursDifference] = []
    /// Of the file or of lines that are no orders.
    package internal(set) var faults: [(line: Int, problem: Problem)] = []
    package internal(set) var next: Desk

    package func count(_ action: Action) -> Int { rows.count { $0.action == action } }
    package var conflictCount: Int { rows.reduce(ruleConflicts.count) { $0 + $1.conflicts.count } }

    /// Everything that is wrong, in the order of lines.
    package var errors: [(line: Int, problem: Problem)] {
        (faults + rows.flatMap { row in row.problems.map { (line: row.line, problem: $0) } }).sorted { $0.line < $1.line }
    }

    package init(_ desk: Desk, _ sheet: Sheet, _ choice: ImportChoice, now: Instant) {
        next = desk
        ignored = sheet.ignored
        faults = sheet.faults
        var merge = ImportMerge(desk: desk, sheet: sheet, choice: choice, now: now)
        mergeParameters(sheet, choice)
        merge.rules = next.rules
        prepareLines(sheet, &merge)
        var first: [String: Int] = [:]
        for row in sheet.rows {
            var out = Row(line: row.line, number: row.number)
            if let line = first[row.number], !row.number.isEmpty {
                out.problems = [Problem(.input, "schedule_sheet_number_twice", ["order": row.number, "first": String(line)])]
            } else {
                first[row.number] = row.line
                merge.row(row, at: rows.count, &out, &next)
            }
            if !out.problems.isEmpty { out.action = .error }
            rows.append(out)
        }
        merge.places(&rows, &next)
        for index in rows.indices where rows[index].action == .same {
            if !rows[index].changes.isEmpty {
                rows[index].action = .update
            } else if rows[index].conflicts.contains(where: { !$0.isTaken }) {
                rows[index].action = .skip
            }
        }
        hours = merge.hourDifferences(next)
        let named = Set(first.keys)
        missing = desk.sheet.values.filter { row in
            !named.contains(row.order)
                && row.values.contains { $0.0 == sheet.source.rawValue + "customer" || $0.0 == sheet.source.rawValue + "status" }
                && desk.phase(row.order)?.isOpen == true
        }.map(\.order).sorted()
    }

    // MARK: parameters

    private mutating func mergeParameters(_ sheet: Sheet, _ choice: ImportChoice) {
        parameters = sheet.parameters.map { ($0.name, $0.value) }
        guard !parameters.isEmpty else { return }
        let old = next.sheet[SheetRow.parameters]
        var values = old?.values ?? []
        let initial = PlanRules()
        for (name, value) in parameters {
            let file = JSON.string(value.text)
            let now = next.rules.parameter(name)
            let verdict = MergeVerdict(file: file, last: old?[name], now: now, isFree: now == initial.parameter(name))
            switch verdict {
            case .same, .keep: break
            case .take:
                ruleChanges.append(Change(field: name, old: now, new: file))
                next.rules.setParameter(name, value)
            case .conflict:
                ruleConflicts.append(Conflict(field: name, ours: now, theirs: file, isTaken: choice.takesFile))
                guard choice.takesFile else { break }
                ruleChanges.append(Change(field: name, old: now, new: file))
                next.rules.setParameter(name, value)
            }
            values.removeAll { $0.0 == name }
            values.append((name, file))
        }
        next.sheet[SheetRow.parameters] = SheetRow(order: SheetRow.parameters, values: values)
    }

    // MARK: lines

    /// Lines that the sheet names and nobody knows: made where their name begins with a number.
    private mutating func prepareLines(_ sheet: Sheet, _ merge: inout ImportMerge) {
        for row in sheet.rows where row.problems.isEmpty {
            guard let text = row[.line]?.string, merge.lines[text] == nil else { continue }
            if let line = next.line(named: text) {
                merge.lines[text] = line.number
                continue
            }
            let digits = text.prefix { ("0"..."9").contains($0) }
            guard let number = Int(digits), (1...999).contains(number), next.lines[number] == nil, text.count <= Line.nameMax,
                text.dropFirst(digits.count).first.map({ !$0.isLetter }) ?? true
            else { continue }
            var line = Line(number: number, name: text)
            if text.lowercased().contains("hand") { line.kind = .hand }
            next.lines[number] = line
            linesToCreate.append(line)
            merge.lines[text] = number
        }
    }
}

extension SheetRow {
    /// Under this key stands what the last sheet said of the rules; no order can be called so.
    package static let parameters = "\u{1F}parameters"
    subscript(name: String) -> JSON? { values.first { $0.0 == name }?.1 }
}

extension PlanRules {
    func parameter(_ name: String) -> JSON { content.first { $0.0 == name }.map { $0.1.string ?? $0.1.text }.map { .string($0) } ?? .null }

    mutating func setParameter(_ name: String, _ value: Quantity) {
        switch name {
        case "efficiency_factor": efficiencyFactor = value
        case "hours_per_day": hoursPerDay = value
        case "days_per_week": daysPerWeek = Int(value.thousandths / 1000)
        default: break
        }
    }
}
