// The plainest way to say where a machine's time went: a cell for each moment, painted event by event, then counted. Slow,
// and nothing like the computation it checks.

/// One event of a machine, in the order of its log.
public struct PaintedEvent: Sendable {
    public enum Kind: Sendable { case piece, wait, stop, start, other }
    public var at: Int
    public var kind: Kind
    /// Cells a wait lasts.
    public var length: Int
    public init(_ at: Int, _ kind: Kind, _ length: Int = 0) { (self.at, self.kind, self.length) = (at, kind, length) }
}

/// What one day comes to, in cells.
public struct PaintedDay: Equatable, Sendable {
    public var pieces = 0
    public var first: Int?
    public var last: Int?
    public var window = 0
    public var production = 0
    public var wait = 0
    public var stop = 0
    public var overlap = 0
    public init() {}
}

/// A machine's whole history as cells.
public struct DayPainter: Sendable {
    private var cells: [UInt8]
    private let start: Int

    /// - Parameters:
    ///   - events: all there are, in the order of the log.
    ///   - waitsEndAtStamp: the stamp of a wait is its end.
    public init(_ events: [PaintedEvent], over range: Range<Int>, waitsEndAtStamp: Bool) {
        start = range.lowerBound
        cells = [UInt8](repeating: 0, count: range.count)
        var since: Int?
        for event in events {
            switch event.kind {
            case .wait:
                let from = waitsEndAtStamp ? event.at - event.length : event.at
                paint(from, from + event.length, 1)
            case .stop: since = since ?? event.at
            case .start:
                if let from = since { paint(from, event.at, 2) }
                since = nil
            case .piece, .other: break
            }
        }
        if let since { paint(since, range.upperBound, 2) }
    }

    private mutating func paint(_ from: Int, _ to: Int, _ bit: UInt8) {
        var i = max(from - start, 0)
        let end = min(to - start, cells.count)
        while i < end {
            cells[i] |= bit
            i += 1
        }
    }

    /// - Parameter pieces: when pieces were finished, in any order.
    public func day(_ bounds: Range<Int>, pieces: [Int]) -> PaintedDay {
        var day = PaintedDay()
        for at in pieces where bounds.contains(at) {
            day.pieces += 1
            day.first = min(day.first ?? at, at)
            day.last = max(day.last ?? at, at)
        }
        guard let first = day.first, let last = day.last else { return day }
        for i in first..<last {
            day.window += 1
            switch cells[i - start] {
            case 0: day.production += 1
            case 1: day.wait += 1
            case 2: day.stop += 1
            default:
                day.stop += 1
                day.overlap += 1
            }
        }
        return day
    }
}
