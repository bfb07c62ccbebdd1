// A machine's day out of its events: every moment of the window is exactly one of production, wait and stop. Nothing here
// touches a database or a clock; the same events give the same day in whatever portions they came.

import Kernel

package struct DayComputation {
    /// Longer than this without any event is a silence.
    static let silenceMilliseconds: Int64 = 3_600_000

    let zone: Zone
    let waitStamp: WaitStamp
    let bounds: Stretch
    let shifts: [Stretch]

    /// - Parameters:
    ///   - bounds: the production day, in milliseconds since the epoch.
    ///   - shifts: parts of it that are computed as well.
    package init(zone: Zone, waitStamp: WaitStamp, bounds: Stretch, shifts: [Stretch] = []) {
        (self.zone, self.waitStamp, self.bounds, self.shifts) = (zone, waitStamp, bounds, shifts)
    }

    /// - Parameters:
    ///   - events: of this day, in the order of the log.
    ///   - carry: what the day before left.
    ///   - waitFrom: from when waits of the next days reach back.
    package func run(_ events: [DayEvent], carry: DayCarry, waitFrom: Int64? = nil) -> DayResult {
        var result = DayResult()
        let (begin, end) = (offset(bounds.begin), offset(bounds.end))
        var reading = Reading(self, carry, CompatReading(zone, begin, end))
        for event in events { reading.take(event) }
        reading.close(waitFrom, &result)
        if begin != end { reading.flags.insert(.clockChange) }
        let ordered = reading.isSorted ? events : events.sorted { $0.at < $1.at }
        let stops = Stretches.merged(result.stops.map(\.stretch))
        result.day = totals(bounds, ordered, stops, result.waits, reading.flags)
        result.day.compat = reading.compat.result()
        result.shifts = shifts.map { totals($0, ordered, stops, result.waits, reading.flags.intersection(.clockChange)) }
        return result
    }

    private func offset(_ at: Int64) -> Int { zone.offsetSeconds(at: Instant(milliseconds: at)) }

    /// The walk through the events: stops are paired in the order of the log, waits are gathered.
    private struct Reading {
        let rules: DayComputation
        var flags: DayFlags = []
        var compat: CompatReading
        private(set) var isSorted = true
        private var lastAt = Int64.min
        private var stoppedSince: Int64?
        private var stoppedBy: Int64?
        private var isKnown: Bool
        private var stops: [DayStop] = []
        private var waits: [Stretch] = []
        private var waitFrom: Int64?
        private var waitUntil: Int64?

        init(_ rules: DayComputation, _ carry: DayCarry, _ compat: CompatReading) {
            self.rules = rules
            self.compat = compat
            (stoppedSince, isKnown) = (carry.stoppedSince, carry.isKnown)
            if carry.stoppedSince != nil { flags.insert(.overnight) }
            if let until = carry.waitUntil, until > rules.bounds.begin {
                waits.append(Stretch(rules.bounds.begin, min(until, rules.bounds.end)))
                if until > rules.bounds.end { waitUntil = until }
            }
        }

        @inline(__always)
        mutating func take(_ event: DayEvent) {
            if event.at < lastAt { isSorted = false }
            lastAt = event.at
            if !event.notes.isEmpty {
                if event.notes.contains(.wentBack) { flags.insert(.clockBack) }
                if event.notes.contains(.skipped) { flags.insert(.skippedHour) }
            }
            switch event.meaning {
            case .piece: compat.piece(event.at)
            case .wait:
                compat.wait(event.originalLength)
                wait(event)
            case .stop:
                compat.stop(event.at)
                if stoppedSince == nil {
                    (stoppedSince, stoppedBy) = (event.at, event.id)
                } else {
                    flags.insert(.doubleStop)
                }
                isKnown = true
            case .start:
                compat.start(event.at)
                if stoppedSince == nil {
                    if isKnown { flags.insert(.doubleStart) }
                } else {
                    endStop(event.at, event.id)
                }
                isKnown = true
            case .other: flags.insert(.unknownEvents)
            case .job, .ignore: break
            }
        }

        private mutating func wait(_ event: DayEvent) {
            guard event.length >= 0 else {
                flags.insert(.unreadableWait)
                return
            }
            let begin = rules.waitStamp == .begin ? event.at : event.at - event.length
            let end = begin + event.length
            guard end > begin else { return }
            if begin < rules.bounds.begin { waitFrom = min(waitFrom ?? begin, begin) }
            if end > rules.bounds.end { waitUntil = max(waitUntil ?? end, end) }
            let cut = Stretch(max(begin, rules.bounds.begin), min(end, rules.bounds.end))
            if cut.length > 0 { waits.append(cut) }
        }

        private mutating func endStop(_ at: Int64, _ id: Int64?) {
            guard let since = stoppedSince else { return }
            let cut = Stretch(max(since, rules.bounds.begin), min(at, rules.bounds.end))
            // A clock that was set back may end a stop before it began: then nothing is known of it but that it is over.
            if cut.length > 0 { stops.append(DayStop(stretch: cut, beginID: stoppedBy, endID: id)) }
            (stoppedSince, stoppedBy) = (nil, nil)
        }

        mutating func close(_ fromNext: Int64?, _ result: inout DayResult) {
            var carry = DayCarry()
            carry.isKnown = isKnown
            carry.stoppedSince = stoppedSince
            carry.waitUntil = waitUntil
            if stoppedSince != nil {
                flags.insert(.overnight)
                endStop(rules.bounds.end, nil)
            }
            if let fromNext, fromNext < rules.bounds.begin { waitFrom = min(waitFrom ?? fromNext, fromNext) }
            if let fromNext, fromNext < rules.bounds.end { waits.append(Stretch(max(fromNext, rules.bounds.begin), rules.bounds.end)) }
            result.carry = carry
            result.waitFrom = waitFrom
            result.stops = stops
            result.waits = Stretches.merged(waits)
        }
    }

    /// - Parameters:
    ///   - events: sorted by time.
    ///   - stops: merged.
    ///   - waits: merged.
    private func totals(_ span: Stretch, _ events: [DayEvent], _ stops: [Stretch], _ waits: [Stretch], _ flags: DayFlags) -> DayTotals {
        var totals = DayTotals()
        totals.flags = flags
        let counts = count(span, events)
        totals.pieces = counts.pieces
        totals.waits = counts.waits
        totals.stops = counts.stops
        totals.jobs = counts.jobs
        totals.others = counts.others
        if counts.firstStart != .max { totals.firstStart = counts.firstStart }
        if counts.lastStop != .min { totals.lastStop = counts.lastStop }
        guard counts.pieces > 0 else { return totals }
        (totals.firstPiece, totals.lastPiece) = (counts.firstPiece, counts.lastPiece)
        let window = Stretch(counts.firstPiece, counts.lastPiece)
        let stopped = Stretches.cut(stops, to: window)
        let waited = Stretches.cut(waits, to: window)
        totals.window = window.length
        totals.stop = Stretches.length(stopped)
        totals.overlap = Stretches.shared(stopped, waited)
        totals.wait = Stretches.length(waited) - totals.overlap
        totals.production = totals.window - totals.stop - totals.wait
        if counts.hasGap { totals.silence = silence(window, events, stopped, waited) }
        if totals.overlap > 0 { totals.flags.insert(.overlap) }
        if totals.silence > 0 { totals.flags.insert(.silence) }
        let isOutside = Stretches.length(stops) > totals.stop || Stretches.length(waits) > totals.wait + totals.overlap
        if isOutside { totals.flags.insert(.outside) }
        if !stops.isEmpty, hasPieceInside(stops, events, span) { totals.flags.insert(.pieceInStop) }
        return totals
    }

    private struct Counts {
        var (pieces, waits, stops, jobs, others) = (Int64(0), Int64(0), Int64(0), Int64(0), Int64(0))
        var (firstPiece, lastPiece) = (Int64.max, Int64.min)
        var (firstStart, lastStop) = (Int64.max, Int64.min)
        /// Somewhere there is a silence, if nobody waits or stands still in it.
        var hasGap = false
    }

    private func count(_ span: Stretch, _ events: [DayEvent]) -> Counts {
        var counts = Counts()
        var last = Int64.max
        for event in events where event.at >= span.begin && event.at < span.end {
            if event.at > last, event.at - last > Self.silenceMilliseconds { counts.hasGap = true }
            last = event.at
            switch event.meaning {
            case .piece:
                counts.pieces += 1
                counts.firstPiece = min(counts.firstPiece, event.at)
                counts.lastPiece = max(counts.lastPiece, event.at)
            case .wait: counts.waits += 1
            case .stop:
                counts.stops += 1
                counts.lastStop = max(counts.lastStop, event.at)
            case .start: counts.firstStart = min(counts.firstStart, event.at)
            case .job: counts.jobs += 1
            case .other: counts.others += 1
            case .ignore: break
            }
        }
        return counts
    }

    /// Whether a piece was finished strictly inside a stop.
    private func hasPieceInside(_ stops: [Stretch], _ events: [DayEvent], _ span: Stretch) -> Bool {
        var next = 0
        for event in events where event.meaning == .piece && event.at >= span.begin && event.at < span.end {
            while next < stops.count, stops[next].end <= event.at { next += 1 }
            if next == stops.count { return false }
            if stops[next].begin < event.at { return true }
        }
        return false
    }

    private func silence(_ window: Stretch, _ events: [DayEvent], _ stopped: [Stretch], _ waited: [Stretch]) -> Int64 {
        var total: Int64 = 0
        var last = window.begin
        for event in events where event.at > window.begin && event.at <= window.end {
            if event.at - last > Self.silenceMilliseconds {
                let gap = Stretch(last, event.at)
                let (stops, waits) = (Stretches.cut(stopped, to: gap), Stretches.cut(waited, to: gap))
                let quiet = gap.length - Stretches.length(stops) - Stretches.length(waits) + Stretches.shared(stops, waits)
                if quiet > Self.silenceMilliseconds { total += quiet }
            }
            last = event.at
        }
        return total
    }
}

/// The system before: first and last piece in the order of the file, all waits, and only stops whose Start follows at once;
/// clock against clock, in whole seconds.
private struct CompatReading {
    private let zone: Zone
    /// On nearly all days the clock is ahead by as much all day long.
    private let steady: Int64?
    private var totals = CompatTotals()
    private var first = Int64.max
    private var last: Int64 = 0
    private var stop = Int64.max

    init(_ zone: Zone, _ begin: Int, _ end: Int) {
        self.zone = zone
        steady = begin == end ? Int64(begin) * 1000 : nil
    }

    @inline(__always)
    mutating func piece(_ at: Int64) {
        if first == .max { first = at }
        last = at
    }
    @inline(__always)
    mutating func wait(_ length: Int64) { totals.wait += length }
    mutating func stop(_ at: Int64) { stop = at }
    mutating func start(_ at: Int64) {
        if stop != .max { totals.stop += onClock(at) - onClock(stop) }
        stop = .max
    }

    func result() -> CompatTotals {
        var totals = totals
        if first != .max { totals.duration = onClock(last) - onClock(first) }
        return totals
    }

    /// Milliseconds on the wall clock, without the part of a second.
    private func onClock(_ at: Int64) -> Int64 {
        let local = at + (steady ?? Int64(zone.offsetSeconds(at: Instant(milliseconds: at))) * 1000)
        return local - ((local % 1000) + 1000) % 1000
    }
}
