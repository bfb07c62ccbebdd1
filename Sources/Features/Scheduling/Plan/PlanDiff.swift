// What another plan would mean beside the one that holds: which orders move, which become late, which are rescued. Also
// what is shown before an order is dropped.

import Kernel

package struct PlanDiff: Sendable {
    package struct Move: Sendable {
        package var order: String
        /// Nil where it has no time, or no place.
        package var old: Slot?
        package var new: Slot?
    }
    /// Orders on another line, at another place among those that stay, or with a place that they did not have or lose.
    package var moved: [Move] = []
    /// Late in the new plan and not in the old one; the latest first.
    package var newlyLate: [Move] = []
    package var rescued: [Move] = []
    /// Late in both and later now, or less late.
    package var later: [Move] = []
    package var sooner: [Move] = []
    package var lateMinutes: (old: Int64, new: Int64) = (0, 0)
    package var late: (old: Int, new: Int) = (0, 0)

    package var isEmpty: Bool { moved.isEmpty && newlyLate.isEmpty && rescued.isEmpty && later.isEmpty && sooner.isEmpty }

    package init(_ old: Layout, _ oldPlacements: [Placement], _ new: Layout, _ newPlacements: [Placement], _ task: PlanTask) {
        let (before, after) = (Self.byOrder(oldPlacements), Self.byOrder(newPlacements))
        for order in Set(before.keys).union(after.keys).sorted() {
            let move = Move(order: order, old: old.slots[order], new: new.slots[order])
            let (was, now) = (before[order], after[order])
            if was?.line != now?.line || was?.rank != now?.rank || was?.start != now?.start { moved.append(move) }
            let (wasLate, isLate) = (move.old?.lateWork ?? 0, move.new?.lateWork ?? 0)
            if wasLate == 0, isLate > 0 { newlyLate.append(move) }
            if wasLate > 0, isLate == 0, move.new != nil { rescued.append(move) }
            if wasLate > 0, isLate > wasLate { later.append(move) }
            if isLate > 0, isLate < wasLate { sooner.append(move) }
        }
        func latest(_ a: Move, _ b: Move) -> Bool { (a.new?.lateWork ?? 0, b.order) > (b.new?.lateWork ?? 0, a.order) }
        newlyLate.sort(by: latest)
        later.sort(by: latest)
        lateMinutes = (old.weightedLateMinutes(task), new.weightedLateMinutes(task))
        late = (old.late.count, new.late.count)
    }

    private static func byOrder(_ placements: [Placement]) -> [String: Placement] {
        Dictionary(placements.map { ($0.order, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
