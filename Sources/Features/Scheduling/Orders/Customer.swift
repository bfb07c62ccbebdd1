// What is kept of customers and assemblies beside the words that their orders carry: nobody has to enter either before an
// order names it.

import Kernel

package struct Customer: Sendable, Hashable {
    package var name: String
    /// What a minute of lateness of its new orders weighs.
    package var weight = 1
    /// Days from the line to the door, where it is not the plant's own.
    package var shippingDays: Int?
    package var note = ""
    package init(_ name: String) { self.name = name }
}

package struct Assembly: Sendable, Hashable {
    package var customer: String
    package var number: String
    package var rev: String
    /// Assemblies of one family follow each other without a full set-up; empty for one of its own.
    package var family = ""
    /// Feeder slots that it needs; 0 where nobody has counted.
    package var slots = 0
    package var note = ""

    package init(customer: String, number: String, rev: String) { (self.customer, self.number, self.rev) = (customer, number, rev) }

    package static let slotsMax = 10_000
    /// The same text as `WorkOrder.family`.
    package static func key(customer: String, number: String, rev: String) -> String { customer + "\u{1F}" + number + "\u{1F}" + rev }
}

/// What the last sheet said of an order, so that the next one's changes and a planner's own can be told apart.
package struct SheetRow: Sendable, Hashable {
    package var order: String
    /// Field names and values as the sheet had them; `line` and `position` as well.
    package var values: [(String, JSON)]

    // Sorted, as reading gives them back.
    package init(order: String, values: [(String, JSON)]) { (self.order, self.values) = (order, values.sorted { $0.0 < $1.0 }) }

    package static func == (a: SheetRow, b: SheetRow) -> Bool { a.order == b.order && JSON.object(a.values) == JSON.object(b.values) }
    package func hash(into hasher: inout Hasher) { hasher.combine(order) }
}
