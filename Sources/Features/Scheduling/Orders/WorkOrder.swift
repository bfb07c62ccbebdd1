// A work order: so many boards of an assembly for a customer, to be placed on a line between the day its kit is there and
// the day it ships.

import Kernel

package struct WorkOrder: Sendable, Hashable {
    /// Order and line item, `14409.1`; text, and what everything else knows it by.
    package var number: String
    package var customer = ""
    package var assembly = ""
    /// Text: `-`, `.2`, `09`, `AC-00`.
    package var rev = ""
    /// Nil where the sheet had none.
    package var quantity: Quantity?
    package var status = OrderStatus.pending
    /// Whether everything needed is there and checked.
    package var isClear = false
    /// The kit is there: no work before it.
    package var kitDate: CivilDate?
    package var shipDate: CivilDate?
    package var setupHours = Quantity(1)
    /// Minutes of the run on a line of multiplier 1, without the plant's factor.
    package var runMinutes = Quantity(0)
    /// How many trolleys its reels fill.
    package var trolleys = 0
    /// Placed by hand: goes to the hand placement line.
    package var isByHand = false
    /// The order that has to end before this one begins, such as a board's first side.
    package var after: String?
    /// What a minute of lateness weighs beside other orders'.
    package var weight = 1
    package var startedAt: Instant?
    package var endedAt: Instant?
    package var actualSetupHours: Quantity?
    package var actualRunHours: Quantity?
    package var note = ""
    package var createdAt: Instant
    package var updatedAt: Instant

    package init(_ number: String, createdAt: Instant) {
        self.number = number
        self.createdAt = createdAt
        updatedAt = createdAt
    }

    package static let numberMax = 60
    package static let trolleysMax = 999
    package static let weightMax = 1000
}

extension WorkOrder {
    /// Orders of one family follow each other without a full set-up between them.
    package var family: String { customer + "\u{1F}" + assembly + "\u{1F}" + rev }
}
