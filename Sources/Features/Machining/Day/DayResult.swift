// What is known of a machine's day, or of a shift of it: times in milliseconds, so that the parts sum to the whole exactly.

/// Why a figure is to be taken with care.
package struct DayFlags: OptionSet, Sendable {
    package let rawValue: Int64
    package init(rawValue: Int64) { self.rawValue = rawValue }
    /// The clock was set back: times may stand for two moments.
    package static let clockBack = DayFlags(rawValue: 1)
    /// Stamps that do not exist on a day clocks go forward.
    package static let skippedHour = DayFlags(rawValue: 2)
    /// Clocks change on this day: it has 23 or 25 hours.
    package static let clockChange = DayFlags(rawValue: 4)
    /// A Stop while the machine was stopped.
    package static let doubleStop = DayFlags(rawValue: 8)
    /// A Start while it ran.
    package static let doubleStart = DayFlags(rawValue: 16)
    /// Pieces were finished while the machine was stopped: a Start is missing.
    package static let pieceInStop = DayFlags(rawValue: 32)
    /// A wait says no length.
    package static let unreadableWait = DayFlags(rawValue: 64)
    /// Lines that could not be read.
    package static let rejects = DayFlags(rawValue: 128)
    /// Long silences between events.
    package static let silence = DayFlags(rawValue: 256)
    /// Waits lay inside stops; counted as stop.
    package static let overlap = DayFlags(rawValue: 512)
    /// Waits or stops outside of the window; not counted.
    package static let outside = DayFlags(rawValue: 1024)
    /// Stopped from the day before, or into the next.
    package static let overnight = DayFlags(rawValue: 2048)
    /// Events whose names mean nothing yet.
    package static let unknownEvents = DayFlags(rawValue: 4096)

    /// Those that make a figure less certain; the others only say what was done.
    static let doubts: DayFlags = [.clockBack, .skippedHour, .doubleStop, .doubleStart, .pieceInStop, .unreadableWait, .rejects, .silence]
}

/// How complete the log behind a figure is.
package enum Grade: String, Sendable, CaseIterable, Comparable {
    case a = "A"
    case b = "B"
    case c = "C"
    package static func < (x: Grade, y: Grade) -> Bool { x.rawValue < y.rawValue }
}

/// What the formula of the system before gives for the same events, in milliseconds on the machine's clock.
package struct CompatTotals: Equatable, Sendable {
    /// From the first piece of the file to the last.
    package var duration: Int64 = 0
    package var wait: Int64 = 0
    package var stop: Int64 = 0
    package var hasWindow: Bool { duration != 0 }
    package var effective: Int64 { hasWindow ? duration - wait - stop : 0 }
    package init() {}

    /// A share of the duration in percent; 0 without one, may be below 0 or above 100.
    package func percent(_ part: Int64) -> Double { hasWindow ? Double(part) / Double(duration) * 100 : 0 }
}

/// The figures of a day, a shift, or several of them.
package struct DayTotals: Equatable, Sendable {
    package var pieces: Int64 = 0
    package var firstPiece: Int64?
    package var lastPiece: Int64?
    /// From the first piece to the last; of several days the sum.
    package var window: Int64 = 0
    package var production: Int64 = 0
    package var wait: Int64 = 0
    package var stop: Int64 = 0
    /// Wait inside stops, within the window; it counts as stop.
    package var overlap: Int64 = 0
    package var firstStart: Int64?
    package var lastStop: Int64?
    package var waits: Int64 = 0
    package var stops: Int64 = 0
    package var jobs: Int64 = 0
    /// Events without a meaning.
    package var others: Int64 = 0
    package var rejects: Int64 = 0
    /// Within the window, without any event, neither waiting nor stopped.
    package var silence: Int64 = 0
    package var flags: DayFlags = []
    package var compat = CompatTotals()

    package init() {}

    /// All lines that were read.
    package var events: Int64 { pieces + waits + stops + jobs + others }
}

extension DayTotals {
    /// A share of the window; nil without one.
    package func share(_ part: Int64) -> Double? { window > 0 ? Double(part) / Double(window) : nil }
    package var piecesPerHour: Double? { window > 0 ? Double(pieces) / (Double(window) / 3_600_000) : nil }

    package var grade: Grade {
        let isHollow = silence * 4 > window && window > 0
        let isTorn = rejects * 4 > rejects + events
        if isHollow || isTorn { return .c }
        return flags.isDisjoint(with: .doubts) ? .a : .b
    }

    /// Adds another day or shift: times and counts sum up, so that rates of the sum are ratios of sums.
    package static func += (sum: inout DayTotals, day: DayTotals) {
        sum.pieces += day.pieces
        sum.firstPiece = least(sum.firstPiece, day.firstPiece)
        sum.lastPiece = greatest(sum.lastPiece, day.lastPiece)
        sum.window += day.window
        sum.production += day.production
        sum.wait += day.wait
        sum.stop += day.stop
        sum.overlap += day.overlap
        sum.firstStart = least(sum.firstStart, day.firstStart)
        sum.lastStop = greatest(sum.lastStop, day.lastStop)
        sum.waits += day.waits
        sum.stops += day.stops
        sum.jobs += day.jobs
        sum.others += day.others
        sum.rejects += day.rejects
        sum.silence += day.silence
        sum.flags.formUnion(day.flags)
        sum.compat.duration += day.compat.duration
        sum.compat.wait += day.compat.wait
        sum.compat.stop += day.compat.stop
    }

    private static func least(_ a: Int64?, _ b: Int64?) -> Int64? {
        guard let a, let b else { return a ?? b }
        return min(a, b)
    }
    private static func greatest(_ a: Int64?, _ b: Int64?) -> Int64? {
        guard let a, let b else { return a ?? b }
        return max(a, b)
    }
}

/// A stop as it lies in a day.
package struct DayStop: Equatable, Sendable {
    /// Cut at the day's ends.
    package var stretch: Stretch
    /// The events it begins and ends with; nil where that is on another day, or not yet.
    package var beginID: Int64?
    package var endID: Int64?
}

/// All that comes out of a day's events.
package struct DayResult: Sendable {
    /// Of the whole day.
    package var day = DayTotals()
    /// Of each shift.
    package var shifts: [DayTotals] = []
    package var stops: [DayStop] = []
    /// Merged, cut at the day's ends, stops not taken out.
    package var waits: [Stretch] = []
    package var carry = DayCarry()
    /// From when waits of this day reach back into the days before.
    package var waitFrom: Int64?
}
