// Who proposes plans. An engine gets a task and what is there, and answers with each line's orders; it changes nothing.

import Kernel

/// How long an engine may think.
package enum PlanBudget: Sendable, Hashable {
    /// Steps of the search: the same answer everywhere.
    case iterations(Int)
    case seconds(Double)
}

package struct PlanProposal: Sendable {
    /// Each line's orders in their order, with those that were left where they are.
    package var queues: [Int: [String]] = [:]
    /// Orders for which there is no place, and why.
    package var unplanned: [(order: String, reason: UnplannedReason)] = []
    package var iterations = 0
    /// What made it.
    package var engine: String
    package init(engine: String) { self.engine = engine }
}

/// The raw value is the reason in the interfaces.
package enum UnplannedReason: String, Sendable, CaseIterable {
    case missingPart = "missing_part"
    case noQuantity = "no_quantity"
    case noTime = "no_time"
    case held
    /// It runs, and nobody has said where.
    case running
    /// No line takes it.
    case noLine = "no_line"
}

package protocol PlanEngine: Sendable {
    /// - Parameters:
    ///   - placements: the plan as it is. Running orders, pinned ones, and what begins within the frozen window stay.
    ///   - isCancelled: asked now and then; the best so far is answered.
    func propose(
        _ task: PlanTask, _ placements: [Placement], quantities: [String: Quantity], seed: UInt64, budget: PlanBudget,
        isCancelled: @Sendable () -> Bool
    ) -> PlanProposal
}

extension PlanTask {
    /// What an engine must not move: running orders and held ones where they stand, pinned ones, what begins soon.
    package func isFixed(_ placement: Placement, in layout: Layout) -> Bool {
        guard let order = orders[placement.order] else { return false }
        if order.phase == .running || order.phase == .held || placement.pin == .position { return true }
        guard let slot = layout.slots[placement.order] else { return false }
        return rules.frozenHours > 0 && slot.start < now + .hours(Int64(rules.frozenHours))
    }

    /// Why an order cannot be planned by an engine, whatever there is room for.
    package func obstacle(_ order: PlanOrder, quantity: Quantity?) -> UnplannedReason? {
        switch order.phase {
        case .missing: return .missingPart
        case .held: return .held
        // Where it stands it is not asked for.
        case .running: return .running
        default: break
        }
        guard let quantity, quantity.thousandths > 0 else { return .noQuantity }
        return order.runMinutes.thousandths > 0 ? nil : .noTime
    }
}
