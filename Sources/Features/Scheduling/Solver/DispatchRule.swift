// What plans when there are more orders than the search takes: one after the other, the most urgent first, each on the line
// that has it done first. Nothing is ever tried twice.

import Kernel

package struct DispatchRule: PlanEngine {
    package init() {}

    package func propose(
        _ task: PlanTask, _ placements: [Placement], quantities: [String: Quantity], seed: UInt64, budget: PlanBudget,
        isCancelled: @Sendable () -> Bool
    ) -> PlanProposal {
        var proposal = PlanProposal(engine: "dispatch")
        let layout = Layout(task, placements)
        let fixed = placements.filter { task.orders[$0.order]?.phase.isOpen == true && task.isFixed($0, in: layout) }
        let settled = Set(fixed.map(\.order))
        for placement in fixed.sorted(by: { $0.rank < $1.rank }) { proposal.queues[placement.line, default: []].append(placement.order) }
        var free: [Int: Instant] = [:]
        for line in task.lines {
            let ends = (layout.lines[line.line.number] ?? []).filter { settled.contains($0.order) }.map(\.end)
            free[line.line.number] = max(task.now, ends.max() ?? task.now)
        }
        let pinned = Dictionary(placements.filter { $0.pin != nil }.map { ($0.order, $0.line) }, uniquingKeysWith: { first, _ in first })
        var ends = layout.slots.filter { settled.contains($0.key) }.mapValues(\.end)
        for order in Self.sorted(task.orders.values.filter { !settled.contains($0.number) }) {
            if let reason = task.obstacle(order, quantity: quantities[order.number]) {
                proposal.unplanned.append((order.number, reason))
                continue
            }
            var best: (line: Int, end: Instant)?
            for line in task.lines where line.line.takesPlans && !line.line.isAway && task.accepts(order, on: line.line) {
                if let pin = pinned[order.number], pin != line.line.number { continue }
                let earliest = [free[line.line.number], order.release, order.after.flatMap { ends[$0] }].compactMap(\.self).max() ?? task.now
                guard let start = line.time.opening(at: earliest), let end = line.time.end(of: task.hours(order, on: line.line).total, from: start),
                    best.map({ end < $0.end }) ?? true
                else { continue }
                best = (line.line.number, end)
            }
            guard let best else {
                proposal.unplanned.append((order.number, .noLine))
                continue
            }
            proposal.queues[best.line, default: []].append(order.number)
            free[best.line] = best.end
            ends[order.number] = best.end
        }
        proposal.iterations = 1
        return proposal
    }

    /// The earliest due first, then the heavier; a first side before its second.
    private static func sorted(_ orders: [PlanOrder]) -> [PlanOrder] {
        let urgent = orders.sorted {
            let (a, b) = ($0.due?.milliseconds ?? .max, $1.due?.milliseconds ?? .max)
            if a != b { return a < b }
            return $0.weight != $1.weight ? $0.weight > $1.weight : $0.number < $1.number
        }
        let known = Dictionary(orders.map { ($0.number, $0) }, uniquingKeysWith: { first, _ in first })
        var out: [PlanOrder] = []
        var done: Set<String> = []
        func add(_ order: PlanOrder) {
            guard done.insert(order.number).inserted else { return }
            if let first = order.after.flatMap({ known[$0] }) { add(first) }
            out.append(order)
        }
        urgent.forEach(add)
        return out
    }
}
