// What a sheet would do to the desk, row by row and with reasons: the preview and the doing are this one value. Three sides
// of every field are looked at: what the file says, what the last sheet said, and what stands here now.

import Kernel

package struct ImportPlan: Sendable {
    package enum Outcome: String, Sendable, CaseIterable { case create, update, same, error }

    package struct Field: Sendable {
        /// A field's name, or `line`, `position`.
        package var name: String
        package var old: JSON
        package var new: JSON
    }
    package struct Row: Sendable {
        package var line: Int
        package var order: String
        package var outcome: Outcome
        /// What changes.
        package var fields: [Field] = []
        /// What both the sheet and somebody here have changed since the last sheet; ours stays unless it is said otherwise.
        package var conflicts: [Field] = []
        /// A stable code and its parameters.
        package var problem: Problem?
        /// The sheet's own hours where they are not ours.
        package var otherHours: (sheet: String, ours: String)?
    }
    package var rows: [Row] = []
    package var ignored: [String] = []
    package var parameters: [(String, Quantity)] = []
    package var linesToCreate: [Line] = []
    /// Open orders that came from a sheet once and are not in this one; nothing is done to them.
    package var absent: [String] = []
    /// The desk as it would be.
    package var desk: Desk

    package func count(_ outcome: Outcome) -> Int { rows.count { $0.outcome == outcome } }
    package var errors: [Row] { rows.filter { $0.outcome == .error } }
    package var conflicts: Int { rows.reduce(0) { $0 + $1.conflicts.count } }

    /// - Parameter takesFile: in a conflict the file is right.
    init(_ sheet: PlannerSheet, onto desk: Desk, now: Instant, zone: Zone, takesFile: Bool = false) {
        self.desk = desk
        ignored = sheet.ignored
        var merge = SheetMerge(sheet: sheet, before: desk, now: now, zone: zone, takesFile: takesFile)
        merge.takeParameters(&self)
        var seen: [String: Int] = [:]
        var placings: [SheetMerge.Placing] = []
        for row in sheet.rows {
            do throws(Problem) {
                let number = row[.number]
                if let first = seen[number], !number.isEmpty {
                    throw Problem(.input, "schedule_sheet_twice", ["order": number, "first": String(first)])
                }
                seen[number] = row.line
                rows.append(try merge.take(row, &self, &placings))
            } catch {
                rows.append(Row(line: row.line, order: row[.number], outcome: .error, problem: error))
            }
        }
        merge.place(placings, &self)
        let named = Set(rows.map(\.order))
        absent = desk.sheet.keys.filter { !$0.isEmpty && !named.contains($0) && desk.phase($0)?.isOpen == true }.sorted()
    }
}
