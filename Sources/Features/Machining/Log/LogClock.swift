// From the machine's clock on the wall to absolute time, line by line in the order of the file: only that order tells the
// two passes of the hour that autumn gives twice apart.

import Kernel

package struct LogClock {
    /// What had to be decided about a stamp.
    package struct Notes: OptionSet, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }
        /// The time does not exist: it was skipped in spring. It counts as far behind the gap as it was behind its start.
        package static let skipped = Notes(rawValue: 1)
        /// The clock went back, more than a second.
        package static let wentBack = Notes(rawValue: 2)
        /// The second pass of the hour that is there twice.
        package static let secondPass = Notes(rawValue: 4)
    }

    /// In the hour that is there twice, a step back longer than this begins its second pass; a shorter one sets a clock right.
    private static let passMilliseconds: Int64 = 60_000
    private static let tolerance: Int64 = 1000

    private let zone: Zone
    private var day = Int64.min
    /// Of `day`, when clocks are not changed near it.
    private var steady: Int64?
    private var lastLocal: Int64?
    private var lastAt: Int64 = 0

    /// - Parameter last: the instant of the line before, when there is one.
    package init(_ zone: Zone, after last: Instant? = nil) {
        self.zone = zone
        if let last {
            lastAt = last.milliseconds
            lastLocal = zone.civil(last).millisecondsSinceEpoch
        }
    }

    /// - Parameter local: milliseconds from 1970-01-01 00:00 on the clock.
    /// - Returns: milliseconds since the epoch.
    @inline(__always)
    package mutating func instant(_ local: Int64) -> (at: Int64, notes: Notes) {
        // Years before 1970 do not occur here, but must not trap either.
        let number = local >= 0 ? local / 86_400_000 : (local - 86_399_999) / 86_400_000
        if number != day {
            day = number
            steady = zone.steadyOffsetSeconds(on: CivilDate(daysSinceEpoch: number)).map { Int64($0) * 1000 }
        }
        var (at, notes) = steady.map { (local - $0, Notes()) } ?? changing(local)
        if lastLocal != nil, at + Self.tolerance < lastAt { notes.insert(.wentBack) }
        lastLocal = local
        lastAt = at
        return (at, notes)
    }

    /// On a day near a change of clocks.
    private func changing(_ local: Int64) -> (Int64, Notes) {
        func offset(_ at: Int64) -> Int64 { Int64(zone.offsetSeconds(at: Instant(milliseconds: at))) * 1000 }
        let (before, after) = (offset(local - 86_400_000), offset(local + 86_400_000))
        let (first, second) = (local - before, local - after)
        let isFirst = offset(first) == before
        let isSecond = offset(second) == after
        if before == after { return (first, []) }
        switch (isFirst, isSecond) {
        case (true, false): return (first, [])
        case (false, true): return (second, [])
        case (false, false): return (first, .skipped)
        case (true, true):
            guard let lastLocal, lastAt >= first else { return (first, []) }
            // The line before was in the second pass already, or behind it; or the clock steps back into the second pass.
            let isSecond = offset(lastAt) == after || lastLocal - local > Self.passMilliseconds
            return isSecond ? (second, .secondPass) : (first, [])
        }
    }
}
