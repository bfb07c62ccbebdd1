// Instants to pixels with ticks on the wall clock: full hours stay full hours across a change to summer time, days
// begin at local midnight, weeks on Monday.

/// A time scale over a window of Unix milliseconds.
public struct TimeScale: Sendable, Equatable {
    /// Unix milliseconds; the beginning.
    public let from: Int64
    /// Always after `from`.
    public let to: Int64
    /// Pixel of `from`.
    public let start: Double
    /// Pixel of `to`.
    public let end: Double

    /// A window and its pixels; an empty window becomes a minute long, years before 1 or beyond 9999 are cut.
    public init(from: Int64, to: Int64, start: Double, end: Double) {
        let limit: Int64 = 253_402_300_799_999
        self.from = min(max(from, -62_135_596_800_000), limit)
        self.to = max(min(to, limit), self.from + (to > from ? 1 : 60_000))
        self.start = start
        self.end = end
    }

    /// The pixel of an instant; instants outside the window give its nearest edge.
    public func position(_ instant: Int64) -> Double {
        let inside = min(max(instant, from), to)
        return start + Double(inside - from) / Double(to - from) * (end - start)
    }

    /// Whether an instant lies in the window, both ends included.
    public func contains(_ instant: Int64) -> Bool { from <= instant && instant <= to }

    /// What the ticks count.
    public enum Grain: Sendable, Equatable {
        case minutes(Int)
        case hours(Int)
        case days(Int)
        case months(Int)
        case years(Int)

        /// The usual length, for choosing; months are taken as 30 days.
        var milliseconds: Double {
            switch self {
            case .minutes(let count): Double(count) * 60_000
            case .hours(let count): Double(count) * 3_600_000
            case .days(let count): Double(count) * 86_400_000
            case .months(let count): Double(count) * 30 * 86_400_000
            case .years(let count): Double(count) * 365 * 86_400_000
            }
        }

        /// How the tick is written.
        var part: ChartClock.Part {
            switch self {
            case .minutes, .hours: .time
            case .days: .day
            case .months: .month
            case .years: .year
            }
        }

        static let all: [Grain] =
            [1, 2, 5, 10, 15, 30].map { .minutes($0) } + [1, 2, 3, 6, 12].map { .hours($0) }
            + [1, 2, 7, 14].map { .days($0) } + [1, 3, 6].map { .months($0) }
            + [1, 2, 5, 10, 20, 50, 100, 500, 1000].map { .years($0) }
    }

    /// The finest grain whose ticks are at least `spacing` pixels apart.
    public func grain(spacing: Double) -> Grain {
        let perPixel = Double(to - from) / max((end - start).magnitude, 1)
        return Grain.all.first { $0.milliseconds >= spacing * perPixel } ?? .years(1000)
    }

    /// The instants inside the window at which the wall clock shows a full grain, in order.
    public func ticks(_ grain: Grain, clock: ChartClock) -> [Int64] {
        let (low, high) = (clock.wall(from), clock.wall(to))
        let day: Int64 = 86_400_000
        switch grain {
        case .minutes, .hours:
            let step = Int64(grain.milliseconds)
            let walls = stride(from: floorDivide(low, step) * step, through: high, by: Int(step))
            return inWindow(walls.map { clock.instant(wall: $0) })
        case .days(let count):
            // Monday, 5 January 1970, is day 4: counting from there, weeks begin on Mondays.
            let first = floorDivide(floorDivide(low, day) - 4, Int64(count)) * Int64(count) + 4
            let walls = stride(from: first * day, through: high, by: count * Int(day))
            return inWindow(walls.map { startOfDay($0, clock) })
        case .months(let count): return months(count, low, high, clock)
        case .years(let count): return months(count * 12, low, high, clock)
        }
    }

    private func months(_ count: Int, _ low: Int64, _ high: Int64, _ clock: ChartClock) -> [Int64] {
        let day: Int64 = 86_400_000
        let (year, month, _) = ChartClock.civil(floorDivide(low, day))
        var index = (year * 12 + month - 1) / count * count
        var found: [Int64?] = []
        while true {
            let wall = ChartClock.days(year: index / 12, month: index % 12 + 1) * day
            guard wall <= high else { return inWindow(found) }
            found.append(startOfDay(wall, clock))
            index += count
        }
    }

    /// Midnight, or the first instant after it where the clock skips midnight.
    private func startOfDay(_ wall: Int64, _ clock: ChartClock) -> Int64? {
        clock.instant(wall: wall) ?? (wall - Int64(clock.offset(wall - 86_400_000)) * 1000)
    }

    private func inWindow(_ instants: [Int64?]) -> [Int64] {
        var last = Int64.min
        return instants.compactMap { $0 }.filter { instant in
            defer { last = max(last, instant) }
            return contains(instant) && instant > last
        }
    }
}
