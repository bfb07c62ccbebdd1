// What a line has now and next, and how much work waits for it: the cards of lines, the displays and the Floor.

import Kernel

struct LineNow: Sendable {
    /// On the line, or what should be by the plan.
    var current: Slot?
    var next: [Slot]
    /// Working milliseconds of everything on it that is left to do.
    var load: Int64

    init(_ line: Int, _ layout: Layout, _ task: PlanTask) {
        let slots = layout.lines[line] ?? []
        let running = slots.first { $0.isRunning }
        current = running ?? slots.first { $0.start <= task.now }
        let own = current?.order
        next = slots.filter { $0.order != own }
        let time = task.lines.first { $0.line.number == line }?.time
        load = slots.reduce(0) { sum, slot in
            sum + (time.map { max(0, $0.work(from: max(slot.start, task.now), to: slot.end)) } ?? 0)
        }
    }
}

extension LineCalendar {
    /// Working milliseconds of some days.
    func work(from first: CivilDate, days: Int) -> Int64 {
        spans(from: first, through: first.adding(days: days - 1)).reduce(0) { $0 + ($1.upperBound - $1.lowerBound).milliseconds }
    }
}

extension CivilDate {
    /// The Monday of its week.
    var monday: CivilDate { adding(days: -weekday) }
}
