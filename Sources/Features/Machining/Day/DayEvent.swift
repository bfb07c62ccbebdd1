// What a day is computed from: events of one machine, in the order of its log.

/// What an event means for the machine's time.
package enum EventMeaning: String, CaseIterable, Sendable {
    /// A piece is finished.
    case piece
    /// The machine waited; the event says how long.
    case wait
    /// Somebody stopped the machine.
    case stop
    /// It runs again.
    case start
    /// Work on another profile begins.
    case job
    /// Kept and counted, without a meaning for time.
    case other
    /// Kept, and counted nowhere.
    case ignore

    /// What the names that are known from the machines mean; anything else is `other` until a person says more.
    package static func known(_ name: String) -> EventMeaning {
        switch name {
        case "StukUitgevoerd": .piece
        case "MachineWait": .wait
        case "MachineStop": .stop
        case "MachineStart": .start
        case "JobProfiel": .job
        default: .other
        }
    }
}

/// One event as the computation sees it.
package struct DayEvent: Sendable {
    /// Milliseconds since the epoch.
    package var at: Int64
    package var meaning: EventMeaning
    package var notes: LogClock.Notes
    /// Of a wait: how long it was, in milliseconds; negative when that could not be read.
    package var length: Int64
    /// The same as the system before read it.
    package var originalLength: Int64
    /// File and record.
    package var id: Int64

    package init(at: Int64, meaning: EventMeaning, notes: LogClock.Notes = [], length: Int64 = -1, originalLength: Int64 = 0, id: Int64 = 0) {
        self.at = at
        self.meaning = meaning
        self.notes = notes
        self.length = length
        self.originalLength = originalLength
        self.id = id
    }
}

/// Which end of a wait its line was written at.
package enum WaitStamp: String, CaseIterable, Sendable { case begin, end }

/// What one day hands to its neighbours.
package struct DayCarry: Equatable, Sendable {
    /// Stopped since then; nil while it runs, or before the first Stop or Start is known.
    package var stoppedSince: Int64?
    /// Whether it is known at all whether the machine runs.
    package var isKnown = false
    /// Until when waits of the days before reach.
    package var waitUntil: Int64?

    package init() {}
}

/// A stretch of time, its end not part of it.
package struct Stretch: Equatable, Sendable {
    package var begin: Int64
    package var end: Int64
    package init(_ begin: Int64, _ end: Int64) { (self.begin, self.end) = (begin, end) }
    package var length: Int64 { end - begin }
}
