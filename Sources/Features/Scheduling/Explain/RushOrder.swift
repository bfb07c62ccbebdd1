// A customer calls: an order more, as soon as can be. Where would it go, when would it be done, and who would pay for it?

import Kernel

package struct RushAnswer: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        /// Nobody else becomes later, as soon as that allows.
        case free
        /// The least lateness of the whole plan, its own included.
        case cheapest
        /// As soon as the plant can at all.
        case fastest
    }
    package struct Place: Sendable {
        package var kinds: [Kind]
        package var line: Int
        package var before: String?
        package var slot: Slot
        package var weightedLateMinutes: (old: Int64, new: Int64)
        package var newlyLate: [PlanDiff.Move]
        package var later: [PlanDiff.Move]
    }
    /// The different places, one for each kind at most; empty when no line takes it.
    package var places: [Place] = []

    /// - Parameter order: not on the desk yet, or without a place.
    /// - Throws: what keeps it from being an order.
    package init(_ order: WorkOrder, _ desk: Desk, now: Instant, zone: Zone) throws(Problem) {
        var desk = desk
        if desk.orders[order.number] == nil { try desk.create(order) }
        try desk.unplaceIfPlaced(order.number)
        let explainer = Explainer(desk, now: now, zone: zone)
        let task = desk.task(now: now, zone: zone)
        guard let own = task.orders[order.number] else { return }
        let (before, placements) = (explainer.layout, Array(desk.placements.values))
        let old = before.weightedLateMinutes(task)
        var tries: [(place: (line: Int, before: String?), end: Instant, cost: Int64, harm: Int64)] = []
        for place in explainer.places(order.number, own) {
            guard let quick = explainer.quick(order.number, at: place) else { continue }
            tries.append((place, quick.end, quick.cost, quick.harm))
        }
        func pick(_ kind: Kind) -> (line: Int, before: String?)? {
            switch kind {
            case .free: tries.filter { $0.harm == 0 }.min { ($0.end, $0.cost) < ($1.end, $1.cost) }?.place
            case .cheapest: tries.min { ($0.cost, $0.end) < ($1.cost, $1.end) }?.place
            case .fastest: tries.min { ($0.end, $0.cost) < ($1.end, $1.cost) }?.place
            }
        }
        for kind in Kind.allCases {
            guard let place = pick(kind) else { continue }
            if let index = places.firstIndex(where: { $0.line == place.line && $0.before == place.before }) {
                places[index].kinds.append(kind)
                continue
            }
            var next = desk
            try next.place(order.number, on: place.line, before: place.before)
            let after = Layout(task, Array(next.placements.values))
            guard let slot = after.slots[order.number] else { continue }
            let diff = PlanDiff(before, placements, after, Array(next.placements.values), task)
            places.append(
                Place(
                    kinds: [kind], line: place.line, before: place.before, slot: slot, weightedLateMinutes: (old, after.weightedLateMinutes(task)),
                    newlyLate: diff.newlyLate.filter { $0.order != order.number }, later: diff.later))
        }
    }
}

extension Desk {
    fileprivate mutating func unplaceIfPlaced(_ number: String) throws(Problem) {
        if placements[number] != nil { try unplace(number) }
    }
}
