// One single change that would help a late order: what it is, what it does to the desk, and what it promises. The promise
// is kept by the change itself, which is the same code wherever it is tried or done.

import Kernel

package struct Relief: Sendable, Equatable {
    package enum Change: Sendable, Equatable {
        /// On a line, before an order or at its end.
        case move(line: Int, before: String?)
        /// Its pinned start is let go.
        case unpin
        /// The kit of an order (itself, or one that it waits for) is there on an earlier day.
        case kit(order: String, date: CivilDate)
        /// The line works on a day on which it would not.
        case overtime(line: Int, date: CivilDate)
        /// The line works some hours more after its last shift of a day.
        case longer(line: Int, date: CivilDate)
        /// The pool has so many trolleys more.
        case trolleys(Int)
    }
    package var order: String
    package var change: Change
    /// Of the order, with the change.
    package var end: Instant
    /// Working milliseconds late, with the change.
    package var late: Int64
    /// Of the whole plan.
    package var weightedLateMinutes: (old: Int64, new: Int64)
    /// Others that would become late, the latest first.
    package var newlyLate: [String]

    package var isCure: Bool { late == 0 && newlyLate.isEmpty }

    package static func == (a: Relief, b: Relief) -> Bool {
        a.order == b.order && a.change == b.change && a.end == b.end && a.late == b.late && a.newlyLate == b.newlyLate
            && a.weightedLateMinutes == b.weightedLateMinutes
    }
}

extension Relief.Change {
    /// What it costs a plant, roughly: a place in the plan nothing, a kit a telephone call, a shift its wages, trolleys their price.
    var rank: Int {
        switch self {
        case .move: 0
        case .unpin: 1
        case .kit: 2
        case .longer: 3
        case .overtime: 4
        case .trolleys: 5
        }
    }

    static let longerMinutes = 240

    /// Whether a draft can hold it; the rest are facts of the plant, the same in every plan.
    package var isOfPlan: Bool { rank <= 1 }

    package var word: String {
        switch self {
        case .move: "move"
        case .unpin: "unpin"
        case .kit: "kit"
        case .overtime: "overtime"
        case .longer: "longer"
        case .trolleys: "trolleys"
        }
    }

    package func apply(_ order: String, to desk: inout Desk, now: Instant) throws(Problem) {
        switch self {
        case .move(let line, let before): try desk.place(order, on: line, before: before)
        case .unpin: try desk.pin(order, desk.placements[order]?.pin, start: nil)
        case .kit(let number, let date): try desk.edit(number, [(.kitDate, .string(date.isoText))], now: now)
        case .overtime(let number, let date):
            let line = try desk.line(number)
            // The line's own usual day, on another weekday.
            let usual = line.shifts.first.map { Shift(days: [date.weekday], start: $0.start, end: $0.end, breaks: $0.breaks) } ?? .standard
            try desk.set(SpecialDay(date: date, line: number, name: "+", shifts: [usual]))
        case .longer(let number, let date):
            let line = try desk.line(number)
            let own = desk.days[SpecialDay(date: date, line: number, name: "").key] ?? desk.days[SpecialDay(date: date, name: "").key]
            let shifts = own.map { $0.shifts ?? [] } ?? line.shifts.filter { $0.days.contains(date.weekday) }
            guard let end = shifts.last?.end else { throw Problem(.conflict, "schedule_day_unknown") }
            let more = Shift(days: [date.weekday], start: end, end: (end + Self.longerMinutes) % 1440)
            let all = shifts.map { Shift(days: [date.weekday], start: $0.start, end: $0.end, breaks: $0.breaks) } + [more]
            try desk.set(SpecialDay(date: date, line: number, name: "+", shifts: all))
        case .trolleys(let count):
            for _ in 0..<count { try desk.set(Trolley(number: (desk.trolleys.keys.max() ?? 0) + 1)) }
        }
    }

    /// Null members are left out; read back by `init(json:)`.
    package var json: JSON {
        switch self {
        case .move(let line, let before): ["kind": "move", "line": JSON(line), "before": JSON(before)]
        case .unpin: ["kind": "unpin"]
        case .kit(let order, let date): ["kind": "kit", "order": .string(order), "date": .string(date.isoText)]
        case .overtime(let line, let date): ["kind": "overtime", "line": JSON(line), "date": .string(date.isoText)]
        case .longer(let line, let date): ["kind": "longer", "line": JSON(line), "date": .string(date.isoText)]
        case .trolleys(let count): ["kind": "trolleys", "count": JSON(count)]
        }
    }

    package init?(json: JSON) {
        let line = json["line"]?.int.flatMap { Int(exactly: $0) }
        let date = json["date"]?.string.flatMap(CivilDate.init(iso:))
        switch json["kind"]?.string {
        case "move":
            guard let line else { return nil }
            self = .move(line: line, before: json["before"]?.string)
        case "unpin": self = .unpin
        case "kit":
            guard let date, let order = json["order"]?.string else { return nil }
            self = .kit(order: order, date: date)
        case "overtime", "longer":
            guard let line, let date else { return nil }
            self = json["kind"] == "longer" ? .longer(line: line, date: date) : .overtime(line: line, date: date)
        case "trolleys":
            guard let count = json["count"]?.int, (1...99).contains(count) else { return nil }
            self = .trolleys(Int(count))
        default: return nil
        }
    }
}
