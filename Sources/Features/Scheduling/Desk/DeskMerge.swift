// Two people with the same form open: what each of them changed is kept, and what both changed is told with both values
// before anything is written. Works on any row of the desk, whatever form it was edited in.

import Kernel

/// Members of a row that somebody else has changed to something else since the form was opened. Nothing was written.
package struct EditConflict: Error, Sendable {
    package struct Member: Sendable, Equatable {
        package var name: String
        package var mine: JSON
        package var theirs: JSON
    }
    package var key: String
    package var members: [Member]

    /// What the form was opened with, as if the others' values had been there: saved again, one's own are kept.
    package func rebased(_ seen: JSON?) -> JSON? {
        guard let all = seen?.members else { return seen }
        return .object(all.map { name, value in (name, members.first { $0.name == name }?.theirs ?? value) })
    }

    /// For callers that have no form to show it in.
    package var problem: Problem {
        Problem(.conflict, "schedule_edit_conflict", ["what": key, "fields": members.map(\.name).joined(separator: ", ")])
    }
}

package enum DeskMerge {
    /// What a form has changed, taken into the row as it is now.
    /// - Parameters:
    ///   - seen: the row when the form was opened; nil takes the form as it is.
    ///   - mine: members that the form has, changed or not.
    /// - Throws: `EditConflict`.
    package static func members(_ key: String, seen: JSON?, mine: [(String, JSON)], now: [(String, JSON)]) throws(EditConflict) -> [(String, JSON)] {
        let values = Dictionary(mine, uniquingKeysWith: { _, last in last })
        var conflicts: [EditConflict.Member] = []
        var out: [(String, JSON)] = []
        for (name, current) in now {
            guard let value = values[name] else {
                out.append((name, current))
                continue
            }
            guard let before = seen?[name] else {
                out.append((name, value))
                continue
            }
            if value == before {
                out.append((name, current))
            } else {
                if current != before, current != value { conflicts.append(EditConflict.Member(name: name, mine: value, theirs: current)) }
                out.append((name, value))
            }
        }
        guard conflicts.isEmpty else { throw EditConflict(key: key, members: conflicts) }
        return out
    }

    /// The row after a form.
    /// - Throws: `EditConflict`, and what is wrong with our own record.
    package static func row<R: DeskRow>(_ row: R, seen: JSON?, mine: [(String, JSON)]) throws -> R {
        try R(key: row.key, content: .object(members(row.key, seen: seen, mine: mine, now: row.content)))
    }
}

extension Desk {
    /// Sets fields of an order as somebody's form has them.
    /// - Throws: `EditConflict`, and what `edit` throws.
    package mutating func edit(_ number: String, seen: JSON?, mine: [(OrderField, JSON)], now: Instant) throws {
        let current = try order(number)
        let merged = try DeskMerge.members(
            number, seen: seen, mine: mine.map { ($0.0.rawValue, $0.1) }, now: OrderField.allCases.map { ($0.rawValue, current[$0]) })
        let changed = merged.compactMap { name, value in OrderField(rawValue: name).flatMap { current[$0] == value ? nil : ($0, value) } }
        try edit(number, changed, now: now)
    }
}
