// A whole log in memory, read without a database: from bytes to the days it tells of.

import Glibc
import Kernel

package struct LogReading {
    private let rules: DayRules
    private var clock: LogClock
    private var finder: DayFinder
    private var day: Int64 = .min
    private var events: [DayEvent] = []
    private var carry = DayCarry()
    /// Days in the order of the log.
    package private(set) var days: [(day: CivilDate, totals: DayTotals)] = []
    package private(set) var lines = 0
    package private(set) var rejects = 0
    package private(set) var jobs = 0

    package init(_ rules: DayRules) {
        self.rules = rules
        clock = LogClock(rules.zone)
        finder = DayFinder(rules)
    }

    /// Reads a log; one that follows goes on where this one ended.
    package mutating func read(_ bytes: UnsafeRawBufferPointer) {
        guard let base = bytes.baseAddress else { return }
        var at = 0
        while at < bytes.count {
            let end = memchr(base + at, 10, bytes.count - at).map { UnsafeRawPointer($0) - base } ?? bytes.count
            var stop = end
            if stop > at, bytes[stop - 1] == 13 { stop -= 1 }
            if stop > at { take(UnsafeRawBufferPointer(rebasing: bytes[at..<stop])) }
            at = end + 1
        }
    }

    /// Computes the last day.
    package mutating func finish() { closeDay() }

    @inline(__always)
    private mutating func take(_ raw: UnsafeRawBufferPointer) {
        lines += 1
        guard let line = try? LogLine(raw) else {
            rejects += 1
            return
        }
        let meaning = Self.meaning(line.name)
        var event = DayEvent(at: 0, meaning: meaning)
        if meaning == .wait {
            let (length, original) = WaitLength.both(line.details)
            guard let length else {
                rejects += 1
                return
            }
            (event.length, event.originalLength) = (length, original)
        } else if meaning == .job {
            guard JobSpans(line.details) != nil else {
                rejects += 1
                return
            }
            jobs += 1
        }
        (event.at, event.notes) = clock.instant(line.local)
        let number = finder.day(of: event.at)
        if number != day {
            closeDay()
            day = number
        }
        events.append(event)
    }

    private mutating func closeDay() {
        guard !events.isEmpty else { return }
        let date = CivilDate(daysSinceEpoch: day)
        let result = rules.computation(of: date).run(events, carry: carry)
        carry = result.carry
        days.append((date, result.day))
        events.removeAll(keepingCapacity: true)
    }

    /// By length and first letters, as the machines' own names can be told apart.
    @inline(__always)
    static func meaning(_ name: UnsafeRawBufferPointer) -> EventMeaning {
        func equals(_ text: StaticString) -> Bool {
            name.count == text.utf8CodeUnitCount && memcmp(name.baseAddress!, text.utf8Start, name.count) == 0
        }
        switch name.count {
        case 10: return equals("JobProfiel") ? .job : .other
        case 11: return equals("MachineWait") ? .wait : equals("MachineStop") ? .stop : .other
        case 12: return equals("MachineStart") ? .start : .other
        case 14: return equals("StukUitgevoerd") ? .piece : .other
        default: return .other
        }
    }
}
