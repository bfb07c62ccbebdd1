// Values to pixels with ticks a person can read: steps of 1, 2 or 5 times a power of ten.

/// A linear scale whose domain begins and ends at a tick.
public struct LinearScale: Sendable, Equatable {
    /// The value of the first tick.
    public let lower: Double
    /// The value of the last tick.
    public let upper: Double
    /// Distance of two ticks.
    public let step: Double
    /// Pixel of `lower`.
    public let start: Double
    /// Pixel of `upper`; smaller than `start` on a vertical axis.
    public let end: Double

    /// A scale that covers the values; what is not finite is ignored, without values it is 0 to 1.
    ///
    /// - Parameters:
    ///   - fromZero: zero is always inside, as bars need it.
    ///   - tickLimit: intervals between ticks wanted at most (2 to 20); rounding to nice ends may add one.
    ///   - finest: the smallest step that makes sense, 1 for counts.
    public init(
        values: some Sequence<Double>, fromZero: Bool = true, tickLimit: Int = 5, finest: Double = 0,
        start: Double, end: Double
    ) {
        var known: (Double, Double)?
        for value in values {
            guard let value = Optional(value).finite else { continue }
            known = known.map { (min($0.0, value), max($0.1, value)) } ?? (value, value)
        }
        var (low, high) = known ?? (0, 1)
        if fromZero { (low, high) = (min(low, 0), max(high, 0)) }
        let size = max(low.magnitude, high.magnitude)
        if high - low <= size * 1e-12 {
            let pad = size > 0 ? size * 0.1 : 0.5
            (low, high) = low == 0 ? (0, max(1, finest)) : (low - max(pad, finest), high + max(pad, finest))
        }
        let count = Double(min(max(tickLimit, 2), 20))
        let step = Self.niceStep(atLeast: max((high - low) / count, finest, 1e-300))
        self.step = step
        lower = (low / step + 1e-9).rounded(.down) * step
        upper = (high / step - 1e-9).rounded(.up) * step
        self.start = start
        self.end = end
    }

    /// The pixel of a value; values outside the domain lie outside the range.
    public func position(_ value: Double) -> Double {
        start + (value - lower) / (upper - lower) * (end - start)
    }

    /// All multiples of the step from `lower` to `upper`.
    public var ticks: [Double] {
        let first = (lower / step).rounded()
        let count = min(max(((upper - lower) / step).rounded(), 1), 50)
        return (0...Int(count)).map { (first + Double($0)) * step }
    }

    /// The smallest of 1, 2, 5 times a power of ten that is not below `raw` (which is above zero).
    static func niceStep(atLeast raw: Double) -> Double {
        var power = 1.0
        while power > raw { power /= 10 }
        while power * 10 <= raw { power *= 10 }
        for factor in [1.0, 2, 5] where factor * power >= raw * (1 - 1e-9) { return factor * power }
        return 10 * power
    }
}
