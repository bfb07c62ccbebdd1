// The stretch of time that the board shows, and where an instant stands in it. Time in which no line works is folded, so
// that orders have room; it never disappears, and one link unfolds it.

import Kernel

/// How much time is seen at once. The raw value is the link's.
enum BoardZoom: String, Sendable, CaseIterable {
    case hours, day, week, month

    var days: Int {
        switch self {
        case .hours, .day: 1
        case .week: 7
        case .month: 35
        }
    }
}

struct BoardWindow: Sendable {
    let zoom: BoardZoom
    let from: Instant
    let to: Instant
    /// As the link says it; nil for the window that follows the clock.
    let at: String?
    let zone: Zone

    static let hoursShown: Int64 = 10

    /// - Parameter at: `2026-11-30`, with `T08:00` for hours; nil is today.
    /// - Throws: `parameter_invalid`.
    init(_ zoom: BoardZoom, at: String?, now: Instant, zone: Zone) throws(Problem) {
        (self.zoom, self.zone, self.at) = (zoom, zone, at)
        var start: CivilTime
        if let at {
            let parts = at.split(separator: "T", omittingEmptySubsequences: false)
            let minute = parts.count == 2 ? Shift.minutes(String(parts[1])) : 0
            guard parts.count <= 2, let day = CivilDate(iso: String(parts[0])), (1990...2200).contains(day.year), let minute else {
                throw Problem(.input, "parameter_invalid", ["name": "at", "value": String(at.prefix(40))])
            }
            start = CivilTime(date: day, hour: minute / 60, minute: minute % 60)
        } else {
            start = zone.civil(now - .hours(1))
            start = CivilTime(date: start.date, hour: start.hour, minute: 0)
            if zoom != .hours { start = CivilTime(date: zone.day(of: now), millisecondOfDay: 0) }
        }
        if zoom == .hours {
            from = zone.instant(start)
            to = from + .hours(Self.hoursShown)
        } else {
            from = zone.start(of: start.date)
            to = zone.start(of: start.date.adding(days: zoom.days))
        }
    }

    /// The link's word for the window around an instant.
    static func word(_ instant: Instant, _ zoom: BoardZoom, _ zone: Zone) -> String {
        let civil = zone.civil(instant)
        return zoom == .hours ? civil.date.isoText + "T" + padded(civil.hour, 2) + ":00" : civil.date.isoText
    }

    /// The window before or after this one.
    func step(_ direction: Int) -> String {
        let days = zone.day(of: from)
        switch zoom {
        case .hours: return Self.word(from + .hours(Int64(direction) * (Self.hoursShown - 2)), zoom, zone)
        case .day: return days.adding(days: direction).isoText
        case .week: return days.adding(days: 7 * direction).isoText
        case .month: return days.adding(days: 28 * direction).isoText
        }
    }

    func contains(_ instant: Instant) -> Bool { from <= instant && instant < to }
    func overlaps(_ start: Instant, _ end: Instant) -> Bool { start < to && end > from }
}

/// Instants to places along a lane, in hundredths of percent; closed time takes a small part of its length.
struct BoardScale: Sendable {
    static let whole = 10_000
    /// How much of its length closed time keeps.
    private static let foldedParts: Int64 = 16
    /// The ends of the stretches, and the weighed length of everything before each.
    private var edges: [Int64]
    private var before: [Int64]

    /// - Parameter open: times in which some line works, in order and without overlap; nil folds nothing.
    init(_ window: BoardWindow, open: [Range<Instant>]?) {
        let (from, to) = (window.from.milliseconds, window.to.milliseconds)
        edges = [from]
        before = [0]
        func add(_ edge: Int64, _ isOpen: Bool) {
            guard let last = edges.last, let sum = before.last, edge > last else { return }
            edges.append(edge)
            before.append(sum + (isOpen ? (edge - last) * Self.foldedParts : edge - last))
        }
        for span in open ?? [] where span.upperBound > window.from && span.lowerBound < window.to {
            add(max(from, span.lowerBound.milliseconds), false)
            add(min(to, span.upperBound.milliseconds), true)
        }
        add(to, open == nil)
    }

    /// 0 to `whole`; what lies outside stands at the nearer edge.
    func place(_ instant: Instant) -> Int {
        guard let first = edges.first, let last = edges.last, let sum = before.last, sum > 0 else { return 0 }
        let at = min(max(instant.milliseconds, first), last)
        var (low, high) = (0, edges.count - 1)
        while low + 1 < high {
            let middle = (low + high) / 2
            if edges[middle] <= at { low = middle } else { high = middle }
        }
        guard high > low else { return 0 }
        let part = Double(at - edges[low]) / Double(edges[high] - edges[low]) * Double(before[high] - before[low])
        return Int(((Double(before[low]) + part) / Double(sum) * Double(Self.whole)).rounded())
    }

    /// `12.34%`
    static func text(_ place: Int) -> String {
        let rest = place % 100
        return rest == 0 ? "\(place / 100)%" : rest % 10 == 0 ? "\(place / 100).\(rest / 10)%" : "\(place / 100).\(padded(rest, 2))%"
    }
}

/// The times at which any of several lines works.
enum BoardHours {
    /// Closed time shorter than this is not worth a fold.
    private static let leastFold = Span.minutes(90)

    static func open(_ lines: [PlanLine], _ window: BoardWindow) -> [Range<Instant>]? {
        let spans = lines.flatMap { $0.time.spans(window.from, window.to) }
        let joined = LineCalendar.joined(spans)
        var out: [Range<Instant>] = []
        for span in joined {
            if let last = out.last, span.lowerBound - last.upperBound < leastFold {
                out[out.count - 1] = last.lowerBound..<span.upperBound
            } else {
                out.append(span)
            }
        }
        // Without an open minute there is nothing to fold around.
        return out.isEmpty ? nil : out
    }

    /// What is between the spans of a window.
    static func closed(_ spans: [Range<Instant>], _ window: BoardWindow) -> [Range<Instant>] {
        var out: [Range<Instant>] = []
        var at = window.from
        for span in spans {
            if span.lowerBound > at { out.append(at..<span.lowerBound) }
            at = max(at, span.upperBound)
        }
        if at < window.to { out.append(at..<window.to) }
        return out
    }
}

extension WorkingTime {
    /// The working spans of a window, cut at its ends.
    func spans(_ from: Instant, _ to: Instant) -> [Range<Instant>] {
        spans.lazy.filter { $0.upperBound > from && $0.lowerBound < to }.map { max($0.lowerBound, from)..<min($0.upperBound, to) }
    }
}
