// A production line: what it can, when it works, and how it is now.

import Kernel

package struct Line: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case smt
        /// Placement by hand: only for orders that are marked so.
        case hand
    }
    package enum Status: String, Sendable, CaseIterable { case running, idle, setup, maintenance, down }
    package enum Reason: String, Sendable, CaseIterable {
        case maintenance, malfunction, other
        case scheduledDowntime = "scheduled_downtime"
        case estimatedRepair = "estimated_repair"
    }
    /// What everything else knows it by; also the first number of its name in planners' sheets.
    package var number: Int
    package var name: String
    package var kind = Kind.smt
    /// Feeder slots; 0 for a line whose slots are not counted.
    package var slots = 0
    package var multiplier = Quantity(1)
    /// How many orders at once.
    package var capacity = 1
    /// Only these customers' orders, and these only here; empty for everybody's.
    package var customers: [String] = []
    package var takesPlans = true
    package var isActive = true
    package var status = Status.idle
    package var reason: Reason?
    package var statusSince: Instant?
    package var expectedReturn: Instant?
    package var shifts = [Shift.standard]
    package var location = ""
    package var note = ""

    package init(number: Int, name: String) { (self.number, self.name) = (number, name) }

    package static let nameMax = 100
    package static let capacityMax = 20

    /// The lines that a hub has from the start. Source: the original's seed data.
    package static let defaults: [Line] =
        (1...4).map { number in
            var line = Line(number: number, name: "Line \(number)")
            if number == 1 { line.multiplier = Quantity(2) }
            return line
        } + [byHand]

    private static let byHand: Line = {
        var line = Line(number: 5, name: "5-Hand Placement")
        line.kind = .hand
        return line
    }()

    /// Whether it stands still now.
    package var isAway: Bool { status == .down || status == .maintenance }
}

/// A time in which a line does not work.
package struct LineBlock: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable { case maintenance, malfunction, other }
    package var id: String
    package var line: Int
    package var kind: Kind
    package var start: Instant
    package var end: Instant
    package var note: String

    package init(id: String, line: Int, kind: Kind, start: Instant, end: Instant, note: String = "") {
        (self.id, self.line, self.kind, self.start, self.end, self.note) = (id, line, kind, start, end, note)
    }
}

/// A day that is not like others, of a line or of the whole plant.
package struct SpecialDay: Sendable, Hashable {
    package var date: CivilDate
    /// Nil for every line.
    package var line: Int?
    package var name: String
    /// Nil when nothing is done on it.
    package var shifts: [Shift]?

    package init(date: CivilDate, line: Int? = nil, name: String, shifts: [Shift]? = nil) {
        (self.date, self.line, self.name, self.shifts) = (date, line, name, shifts)
    }
    package var key: String { date.isoText + (line.map { "/\($0)" } ?? "") }
}

/// One of the pool.
package struct Trolley: Sendable, Hashable {
    package var number: Int
    package var isAway: Bool
    package var note: String
    package init(number: Int, isAway: Bool = false, note: String = "") { (self.number, self.isAway, self.note) = (number, isAway, note) }
    /// Source: the original's seed data.
    package static let defaultCount = 20
}
