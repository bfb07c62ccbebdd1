// Why an order is late, back to where it began, and the cheapest single change that would help.

import Kernel

package struct Explanation: Sendable {
    /// What kept an order from beginning earlier.
    package struct Link: Sendable, Equatable {
        var order: String
        var bind: Risk.Bind
        /// When the order begins.
        var start: Instant
    }
    package var order: String
    package var end: Instant
    package var due: Instant
    /// Working milliseconds.
    package var late: Int64
    /// From the order itself to what nothing in the plan keeps.
    package var chain: [Link]
    /// The cheapest that makes it in time without making others late; then those that help, the most first.
    package var reliefs: [Relief]

    /// Links that are followed.
    static let chainMax = 30
}

/// Looks for explanations in one plan.
package struct Explainer {
    private let desk: Desk
    private let now: Instant
    private let zone: Zone
    private let task: PlanTask
    package let layout: Layout
    private let weighted: Int64
    private let lateNow: Set<String>
    /// Lines do not wait for each other: each can be looked at alone.
    private let isLoose: Bool
    /// Closed days that are tried as a shift more.
    static let overtimeDaysMax = 8
    static let kitDaysMax = 60

    package init(_ desk: Desk, now: Instant, zone: Zone) {
        (self.desk, self.now, self.zone) = (desk, now, zone)
        task = desk.task(now: now, zone: zone)
        layout = Layout(task, Array(desk.placements.values))
        weighted = layout.weightedLateMinutes(task)
        lateNow = Set(layout.late.map(\.order))
        isLoose = task.rules.trolleyLimit != .block && task.orders.values.allSatisfy { $0.after == nil }
    }

    /// The latest first.
    package var lateOrders: [String] { layout.late.map(\.order) }

    /// Nil for an order that is not late.
    package func explanation(_ number: String) -> Explanation? {
        guard let slot = layout.slots[number], slot.lateWork > 0, let due = task.orders[number]?.due else { return nil }
        let chain = chain(number)
        return Explanation(
            order: number, end: slot.end, due: due, late: slot.lateWork, chain: chain, reliefs: reliefs(number, slot, chain, due))
    }

    func chain(_ number: String) -> [Explanation.Link] {
        var out: [Explanation.Link] = []
        var seen: Set<String> = []
        var at: String? = number
        while let order = at, seen.insert(order).inserted, out.count < Explanation.chainMax, let slot = layout.slots[order],
            let own = task.orders[order]
        {
            let (bind, other) = Risk.bind(slot, own, layout, task, desk.placements[order])
            out.append(Explanation.Link(order: order, bind: bind, start: slot.start))
            at = other
        }
        return out
    }

    // MARK: what helps

    private func reliefs(_ number: String, _ slot: Slot, _ chain: [Explanation.Link], _ due: Instant) -> [Relief] {
        guard !slot.isRunning else { return sorted(overtime(number, slot, chain), slot) }
        var found = overtime(number, slot, chain)
        if let move = move(number, slot) { found.append(move) }
        if let start = desk.placements[number]?.start, start > now, let relief = tried(number, .unpin) { found.append(relief) }
        if let kit = kit(number, chain) { found.append(kit) }
        if let trolleys = trolleys(number, chain) { found.append(trolleys) }
        return sorted(found, slot)
    }

    private func sorted(_ found: [Relief], _ slot: Slot) -> [Relief] {
        found.filter { $0.late < slot.lateWork && $0.weightedLateMinutes.new < weighted }.sorted { a, b in
            if a.isCure != b.isCure { return a.isCure }
            if a.isCure { return (a.change.rank, a.weightedLateMinutes.new) < (b.change.rank, b.weightedLateMinutes.new) }
            return (a.weightedLateMinutes.new, a.change.rank) < (b.weightedLateMinutes.new, b.change.rank)
        }
    }

    /// The change made on a desk of its own, and what it comes to; nil when it cannot be made.
    package func tried(_ number: String, _ change: Relief.Change) -> Relief? {
        var next = desk
        do { try change.apply(number, to: &next, now: now) } catch { return nil }
        let task = change.isOfPlan ? task : next.task(now: now, zone: zone)
        let after = Layout(task, Array(next.placements.values))
        guard let slot = after.slots[number] else { return nil }
        return Relief(
            order: number, change: change, end: slot.end, late: slot.lateWork,
            weightedLateMinutes: (weighted, after.weightedLateMinutes(task)),
            newlyLate: after.late.map(\.order).filter { !lateNow.contains($0) && $0 != number })
    }

    /// The best place of all: the least lateness of the plan, then its own.
    private func move(_ number: String, _ slot: Slot) -> Relief? {
        guard desk.placements[number]?.pin == nil, let order = task.orders[number] else { return nil }
        var best: (cost: (Int64, Int64), change: Relief.Change)?
        for place in places(number, order) {
            guard let cost = cost(number, of: place, from: slot.line), best.map({ cost < $0.cost }) ?? true else { continue }
            best = (cost, .move(line: place.line, before: place.before))
        }
        guard let best, best.cost.0 < weighted else { return nil }
        return tried(number, best.change)
    }

    /// Places that may be tried: not before what runs, what is pinned, or what begins too soon to be moved.
    func places(_ number: String, _ order: PlanOrder) -> [(line: Int, before: String?)] {
        var out: [(line: Int, before: String?)] = []
        let pinned = desk.placements[number]?.pin == .line ? desk.placements[number]?.line : nil
        for line in task.lines where line.line.takesPlans && task.accepts(order, on: line.line) && (pinned ?? line.line.number) == line.line.number {
            guard !line.line.isAway || line.line.expectedReturn != nil else { continue }
            let queue = desk.queue(line.line.number).filter { task.orders[$0.order] != nil && $0.order != number }
            let fixed = queue.lastIndex { task.isFixed($0, in: layout) && task.orders[$0.order]?.phase != .held } ?? -1
            out += queue[(fixed + 1)...].map { (line.line.number, $0.order) }
            out.append((line.line.number, nil))
        }
        return out
    }

    /// Weighted lateness of the plan and of the order with it at a place. Where lines do not wait for each other, the two that
    /// change are laid out and nothing else.
    private func cost(_ number: String, of place: (line: Int, before: String?), from line: Int?) -> (Int64, Int64)? {
        var next = desk
        do { try next.place(number, on: place.line, before: place.before) } catch { return nil }
        guard isLoose else {
            let after = Layout(task, Array(next.placements.values))
            return after.slots[number].map { (after.weightedLateMinutes(task), $0.lateWork) }
        }
        let touched = Set([place.line, line].compactMap(\.self))
        let before = touched.reduce(Int64(0)) { sum, line in
            sum + (layout.lines[line] ?? []).reduce(0) { $0 + minutes($1) }
        }
        let after = Layout(task, next.placements.values.filter { touched.contains($0.line) })
        return after.slots[number].map { (weighted - before + after.weightedLateMinutes(task), $0.lateWork) }
    }

    /// When an order that has no place yet would end at one, what the plan's lateness would be, and how much of it is others'.
    func quick(_ number: String, at place: (line: Int, before: String?)) -> (end: Instant, cost: Int64, harm: Int64)? {
        var next = desk
        do { try next.place(number, on: place.line, before: place.before) } catch { return nil }
        let touched = next.placements.values.filter { !isLoose || $0.line == place.line }
        let after = Layout(task, Array(touched))
        guard let slot = after.slots[number] else { return nil }
        let before = isLoose ? (layout.lines[place.line] ?? []).reduce(Int64(0)) { $0 + minutes($1) } : weighted
        let cost = weighted - before + after.weightedLateMinutes(task)
        let harm = after.slots.values.reduce(Int64(0)) { sum, other in
            other.order == number ? sum : sum + max(0, minutes(other) - (layout.slots[other.order].map(minutes) ?? 0))
        }
        return (slot.end, cost, harm)
    }

    private func minutes(_ slot: Slot) -> Int64 { (slot.lateWork + 59_999) / 60_000 * Int64(task.orders[slot.order]?.weight ?? 1) }

    /// The kit that the chain waits for, on the latest day that is early enough.
    private func kit(_ number: String, _ chain: [Explanation.Link]) -> Relief? {
        guard let link = chain.first(where: { $0.bind == .kit }), let date = desk.orders[link.order]?.kitDate else { return nil }
        let today = zone.day(of: now)
        var best: Relief?
        for days in 1...Self.kitDaysMax {
            let earlier = date.adding(days: -days)
            guard earlier >= today, let relief = tried(number, .kit(order: link.order, date: earlier)) else { break }
            if best.map({ relief.late < $0.late }) ?? true { best = relief }
            if relief.late == 0 { break }
        }
        return best
    }

    /// A usual shift on a closed day, and some hours more on a working one: of each the first that makes it in time, else the one
    /// that helps the most.
    private func overtime(_ number: String, _ slot: Slot, _ chain: [Explanation.Link]) -> [Relief] {
        // Its own line, and those of the orders that it waits for.
        var lines: [Int] = []
        for link in chain { if let line = layout.slots[link.order]?.line, !lines.contains(line), lines.count < 3 { lines.append(line) } }
        return lines.flatMap { overtime(number, slot, on: $0) }
    }

    private func overtime(_ number: String, _ slot: Slot, on working: Int) -> [Relief] {
        guard let line = task.lines.first(where: { $0.line.number == working }) else { return [] }
        var best: [Bool: Relief] = [:]
        var tries: [Bool: Int] = [:]
        var day = zone.day(of: now)
        let last = zone.day(of: slot.end)
        while day <= last {
            defer { day = day.adding(days: 1) }
            let isOpen = !line.calendar.spans(from: day, through: day).isEmpty
            guard best[isOpen]?.late != 0, tries[isOpen, default: 0] < Self.overtimeDaysMax, isOpen || day > zone.day(of: now) else { continue }
            tries[isOpen, default: 0] += 1
            let change: Relief.Change = isOpen ? .longer(line: working, date: day) : .overtime(line: working, date: day)
            guard let relief = tried(number, change) else { continue }
            if best[isOpen].map({ relief.late < $0.late }) ?? true { best[isOpen] = relief }
        }
        return [true, false].compactMap { best[$0] }
    }

    private func trolleys(_ number: String, _ chain: [Explanation.Link]) -> Relief? {
        guard chain.contains(where: { $0.bind == .trolleys }) else { return nil }
        var best: Relief?
        for count in 1...6 {
            guard let relief = tried(number, .trolleys(count)) else { break }
            if best.map({ relief.late < $0.late }) ?? true { best = relief }
            if relief.late == 0 { break }
        }
        return best
    }
}
