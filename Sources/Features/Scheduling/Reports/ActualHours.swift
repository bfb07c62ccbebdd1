// Finished orders beside what was planned and promised of them, and what that says of the estimates. Arithmetic only.

import Kernel

/// An order that is done.
struct FinishedOrder: Sendable {
    var order: WorkOrder
    var line: Int?
    /// What was published last.
    var promisedStart: Instant?
    var promisedEnd: Instant?
    /// Hundredths of hours by the formula, on the line it was promised on.
    var planned: Int64
    var plannedRun: Int64
    /// As somebody has recorded them.
    var actual: Int64?
    var actualRun: Int64?
    /// Without recorded hours: working time of the line between beginning and end.
    var isFromClock = false
    var due: Instant?

    var isOnTime: Bool? {
        guard let due, let ended = order.endedAt else { return nil }
        return ended <= due
    }
    /// After the promise; negative before it.
    var drift: Span? {
        guard let promisedEnd, let ended = order.endedAt else { return nil }
        return ended - promisedEnd
    }
}

extension Desk {
    /// Those that are done and have an end, the latest first.
    func finished(_ orders: [WorkOrder], _ promises: [String: PlanTable.Promise], zone: Zone, now: Instant) -> [FinishedOrder] {
        var calendars: [Int: LineCalendar] = [:]
        return orders.filter { rules.phase($0) == .done && $0.endedAt != nil }.map { order in
            let promise = promises[order.number]
            let line = (promise?.line ?? placements[order.number]?.line).flatMap { lines[$0] }
            let hours = OrderHours(
                setupHours: order.setupHours, runMinutes: order.runMinutes, factor: rules.efficiencyFactor,
                multiplier: line?.multiplier ?? Quantity(1))
            let setup = OrderHours(
                setupHours: order.setupHours, runMinutes: Quantity(0), factor: rules.efficiencyFactor, multiplier: Quantity(1))
            var out = FinishedOrder(
                order: order, line: line?.number, promisedStart: promise?.start, promisedEnd: promise?.end, planned: hours.hundredths,
                plannedRun: hours.hundredths - setup.hundredths, due: planOrder(order, zone: zone).due)
            if let run = order.actualRunHours {
                out.actualRun = run.thousandths / 10
                out.actual = (run.thousandths + (order.actualSetupHours ?? order.setupHours).thousandths) / 10
            } else if let line, let from = order.startedAt, let to = order.endedAt, from < to, to - from < .days(120) {
                let calendar =
                    calendars[line.number]
                    ?? LineCalendar(line, zone: zone, days: Array(days.values), blocks: Array(blocks.values), now: now)
                calendars[line.number] = calendar
                let spans = calendar.spans(from: zone.day(of: from), through: zone.day(of: to))
                let work = spans.reduce(Int64(0)) { $0 + max(0, (min($1.upperBound, to) - max($1.lowerBound, from)).milliseconds) }
                out.actual = (work + 18_000) / 36_000
                out.actualRun = max(0, out.actual.map { $0 - setup.hundredths } ?? 0)
                out.isFromClock = true
            }
            return out
        }.sorted { ($0.order.endedAt ?? now) > ($1.order.endedAt ?? now) }
    }
}

/// How far the estimates of one assembly are off.
struct EstimateError: Sendable, Equatable {
    static let runsForCorrection = 3
    var customer: String
    var assembly: String
    var rev: String
    var runs: Int
    /// Hundredths of hours.
    var planned: Int64
    var actual: Int64
    var plannedRun: Int64
    var actualRun: Int64

    /// (actual − planned) ÷ planned.
    var error: Double? { planned > 0 ? Double(actual - planned) / Double(planned) : nil }
    /// What run minutes are to be multiplied by: actual run ÷ planned run of all runs together, after three or more.
    var correction: Double? { runs >= Self.runsForCorrection && plannedRun > 0 && actualRun > 0 ? Double(actualRun) / Double(plannedRun) : nil }

    /// The largest error first.
    static func all(_ finished: [FinishedOrder]) -> [EstimateError] {
        Dictionary(grouping: finished.filter { $0.actual != nil }, by: \.order.family).values.compactMap { runs in
            guard let first = runs.first?.order else { return nil }
            return EstimateError(
                customer: first.customer, assembly: first.assembly, rev: first.rev, runs: runs.count, planned: runs.reduce(0) { $0 + $1.planned },
                actual: runs.reduce(0) { $0 + ($1.actual ?? 0) }, plannedRun: runs.reduce(0) { $0 + $1.plannedRun },
                actualRun: runs.reduce(0) { $0 + ($1.actualRun ?? 0) })
        }.sorted { (abs($0.error ?? 0), $1.assembly) > (abs($1.error ?? 0), $0.assembly) }
    }
}

/// Orders that were due and how many of them were on time.
struct OnTime: Sendable, Equatable {
    var name: String
    var orders = 0
    var onTime = 0
    var share: Double? { orders > 0 ? Double(onTime) / Double(orders) : nil }

    /// By the week in which they ended, the earliest first; the name is the week's Monday.
    static func byWeek(_ finished: [FinishedOrder], zone: Zone) -> [OnTime] {
        grouped(finished) { $0.order.endedAt.map { zone.day(of: $0).monday.isoText } ?? "" }.sorted { $0.name < $1.name }
    }

    /// The worst first.
    static func byCustomer(_ finished: [FinishedOrder]) -> [OnTime] {
        grouped(finished) { $0.order.customer }.sorted { ($0.share ?? 1, $0.name) < ($1.share ?? 1, $1.name) }
    }

    private static func grouped(_ finished: [FinishedOrder], _ name: (FinishedOrder) -> String) -> [OnTime] {
        var out: [String: OnTime] = [:]
        for order in finished {
            guard let isOnTime = order.isOnTime else { continue }
            let name = name(order)
            out[name, default: OnTime(name: name)].orders += 1
            if isOnTime { out[name]?.onTime += 1 }
        }
        return Array(out.values)
    }
}
