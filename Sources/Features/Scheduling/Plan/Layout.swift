// A plan in time: each line's queue laid on its working time, one order after the other, and where trolleys are limited all
// lines together. The only place where a start or an end is computed; the verifier has its own way.

import Kernel

/// When an order is made.
package struct Slot: Sendable, Hashable {
    /// What a plan could not keep.
    package enum Breach: String, Sendable, CaseIterable {
        /// More trolleys than the pool has.
        case trolleys
        /// The order before it ends later, or is not planned.
        case predecessor
    }
    package var order: String
    package var line: Int
    /// From 1, in the line's queue.
    package var position: Int
    package var start: Instant
    /// The run, after set-up.
    package var runStart: Instant
    package var end: Instant
    package var hours: OrderHours
    /// Working milliseconds of the line after the order was due.
    package var lateWork: Int64
    package var breaches: Set<Breach> = []
    /// On the line already.
    package var isRunning = false
}

package struct Layout: Sendable {
    /// In each line's order.
    package var lines: [Int: [Slot]] = [:]
    package var slots: [String: Slot] = [:]
    /// Orders for which there is no time on their line: it is closed for as long as a plan looks, or away and nobody knows
    /// until when.
    package var timeless: [String] = []

    /// - Parameter placements: in any order; orders that are not in the task are left out.
    package init(_ task: PlanTask, _ placements: [Placement]) {
        var builder = LayoutBuilder(task, placements)
        self = builder.build()
    }

    init() {}

    package var late: [Slot] { slots.values.filter { $0.lateWork > 0 }.sorted { ($0.lateWork, $0.order) > ($1.lateWork, $1.order) } }

    /// Working minutes late, each minute by the order's weight.
    package func weightedLateMinutes(_ task: PlanTask) -> Int64 {
        slots.values.reduce(0) { $0 + ($1.lateWork + 59_999) / 60_000 * Int64(task.orders[$1.order]?.weight ?? 1) }
    }
}

/// Always the order that can begin first goes next, so that the trolleys in use are known when it begins.
private struct LayoutBuilder {
    private struct Queue {
        var waiting: ArraySlice<Placement>
        /// When each of the line's places is free, the first first.
        var lanes: [Instant]
        /// Nobody begins before one that stands before it.
        var begun = Instant(milliseconds: .min)
        var position = 0
    }
    private struct Start {
        var at: Instant
        var breaches: Set<Slot.Breach> = []
    }
    private let task: PlanTask
    private let placed: Set<String>
    private let kitting: Span
    private var queues: [Queue] = []
    /// Trolleys in use: until when, how many; the earliest end first.
    private var holds: [(end: Instant, count: Int)] = []
    private var out = Layout()

    init(_ task: PlanTask, _ placements: [Placement]) {
        self.task = task
        kitting = .minutes(Int64(task.rules.kittingMinutes))
        let own = placements.filter { task.orders[$0.order]?.phase.isOpen == true }
        placed = Set(own.map(\.order))
        // What runs is before everything else.
        func isRunning(_ placement: Placement) -> Bool { task.orders[placement.order]?.phase == .running }
        for line in task.lines {
            let queue = own.filter { $0.line == line.line.number }.sorted {
                if isRunning($0) != isRunning($1) { return isRunning($0) }
                return $0.rank != $1.rank ? $0.rank < $1.rank : $0.order < $1.order
            }
            queues.append(Queue(waiting: queue[...], lanes: Array(repeating: Instant(milliseconds: .min), count: max(1, line.line.capacity))))
        }
    }

    mutating func build() -> Layout {
        for index in queues.indices { placeRunning(index) }
        while let (index, start) = next() { place(index, start) }
        return out
    }

    // MARK: which is next

    private mutating func next() -> (queue: Int, start: Start)? {
        var best: (queue: Int, start: Start)?
        var waiting: Int?
        for index in queues.indices {
            while let head = queues[index].waiting.first, let order = task.orders[head.order] {
                if isWaiting(order) {
                    waiting = waiting ?? index
                    break
                }
                guard let start = start(of: head, order, index) else {
                    giveUp(index)
                    continue
                }
                if best == nil || start.at < best!.start.at { best = (index, start) }
                break
            }
        }
        if let best { return best }
        // Orders that wait for each other in a circle, or for one behind them: the first goes without.
        guard let waiting, let head = queues[waiting].waiting.first, let order = task.orders[head.order] else { return nil }
        guard let start = start(of: head, order, waiting) else {
            giveUp(waiting)
            return next()
        }
        return (waiting, start)
    }

    /// Whether the order before it has yet to be laid out.
    private func isWaiting(_ order: PlanOrder) -> Bool {
        guard let before = order.after else { return false }
        return placed.contains(before) && out.slots[before] == nil && !out.timeless.contains(before)
    }

    private mutating func giveUp(_ index: Int) {
        if let head = queues[index].waiting.popFirst() { out.timeless.append(head.order) }
    }

    // MARK: when

    private func start(of placement: Placement, _ order: PlanOrder, _ index: Int) -> Start? {
        let line = task.lines[index]
        guard !(line.line.isAway && line.line.expectedReturn == nil) else { return nil }
        var at = max(task.now, queues[index].begun, queues[index].lanes.first ?? task.now)
        if let release = order.release { at = max(at, release) }
        if let pinned = placement.start { at = max(at, pinned) }
        var breaches: Set<Slot.Breach> = []
        if let before = order.after, task.orders[before]?.phase.isOpen == true {
            if let slot = out.slots[before] { at = max(at, slot.end) } else { breaches.insert(.predecessor) }
        }
        guard let open = line.time.opening(at: at) else { return nil }
        guard order.trolleys > 0 else { return Start(at: open, breaches: breaches) }
        let free = freeTrolleys(order.trolleys, from: open - kitting) + kitting
        if free <= open { return Start(at: open, breaches: breaches) }
        // One that needs more than there are would wait for ever.
        guard task.rules.trolleyLimit == .block, order.trolleys <= task.pool else {
            return Start(at: open, breaches: breaches.union([.trolleys]))
        }
        return line.time.opening(at: free).map { Start(at: $0, breaches: breaches) }
    }

    /// The first instant from which on so many are free: whatever begins later has not been laid out yet.
    private func freeTrolleys(_ count: Int, from start: Instant) -> Instant {
        guard count <= task.pool else { return Instant(milliseconds: Int64.max / 2) }
        var used = holds.reduce(0) { $0 + ($1.end > start ? $1.count : 0) }
        guard used + count > task.pool else { return start }
        for hold in holds where hold.end > start {
            used -= hold.count
            if used + count <= task.pool { return hold.end }
        }
        return start
    }

    // MARK: putting it there

    private mutating func placeRunning(_ index: Int) {
        while let head = queues[index].waiting.first, let order = task.orders[head.order], order.phase == .running {
            let start = min(order.startedAt ?? task.now, task.now)
            place(index, Start(at: start))
        }
    }

    private mutating func place(_ index: Int, _ start: Start) {
        guard let head = queues[index].waiting.popFirst(), let order = task.orders[head.order] else { return }
        let line = task.lines[index]
        let hours = task.hours(order, on: line.line)
        guard var end = line.time.end(of: hours.total, from: start.at) else {
            out.timeless.append(head.order)
            return
        }
        let isRunning = order.phase == .running
        // One that takes longer than it should ends now at the earliest.
        if isRunning { end = max(end, task.now) }
        queues[index].position += 1
        queues[index].begun = start.at
        let late = order.due.map { max(0, line.time.work(from: $0, to: end)) } ?? 0
        var slot = Slot(
            order: head.order, line: line.line.number, position: queues[index].position, start: start.at,
            runStart: min(end, line.time.end(of: hours.setup, from: start.at) ?? end), end: end, hours: hours, lateWork: late)
        slot.breaches = start.breaches
        slot.isRunning = isRunning
        out.lines[line.line.number, default: []].append(slot)
        out.slots[head.order] = slot
        // Of what runs there may be more than the line can: the latest ends count.
        queues[index].lanes.append(end)
        queues[index].lanes.sort()
        queues[index].lanes.removeFirst()
        guard order.trolleys > 0 else { return }
        let place = holds.firstIndex { $0.end > end } ?? holds.endIndex
        holds.insert((end, order.trolleys), at: place)
    }
}
