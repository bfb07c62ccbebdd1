// What holds for every plan of the plant: the sheet's parameters, the trolleys' limit, leads, the frozen window.

import Kernel

package struct PlanRules: Sendable, Hashable {
    /// What becomes of a plan in which more trolleys are needed than there are.
    package enum TrolleyLimit: String, Sendable, CaseIterable {
        /// An order waits until there are enough.
        case block
        /// It begins, and is marked.
        case warn
        /// It begins.
        case show
    }
    package var efficiencyFactor = Quantity(2)
    package var hoursPerDay = Quantity(8)
    package var daysPerWeek = 5
    package var trolleyLimit = TrolleyLimit.warn
    /// Trolleys are filled so long before set-up, by the clock.
    package var kittingMinutes = 0
    /// Days after the line until it can ship.
    package var shippingDays = 0
    /// What begins within so many hours is left as it is by the engine.
    package var frozenHours = 0
    /// The plant's own words for an order's status.
    package var ownStatuses: [OwnStatus] = []

    package struct OwnStatus: Sendable, Hashable {
        package var word: String
        package var phase: OrderPhase
        package init(word: String, phase: OrderPhase) { (self.word, self.phase) = (word, phase) }
    }

    package init() {}

    package func phase(_ status: OrderStatus) -> OrderPhase {
        OrderStatus.defaults.first { $0.word == status.word }?.phase ?? ownStatuses.first { $0.word == status.word }?.phase ?? .waiting
    }
    package func phase(_ order: WorkOrder) -> OrderPhase { phase(order.status) }
}
