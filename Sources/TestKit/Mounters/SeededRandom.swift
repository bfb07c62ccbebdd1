// Chance that can be repeated: the same seed gives the same numbers on every machine and in every build, so a failing
// run is repeated by its seed. SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014).
// Never for anything that must not be guessed.

/// SplitMix64.
public struct SeededRandom: RandomNumberGenerator, Sendable {
    private var state: UInt64

    public init(seed: UInt64) { state = seed }

    public mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number of 0 ..< `limit`; `limit` is at least 1.
    public mutating func below(_ limit: Int) -> Int {
        precondition(limit > 0)
        return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(limit)).high)
    }

    /// A number of the range.
    public mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    /// True in so many of a thousand cases.
    public mutating func perMille(_ cases: Int) -> Bool { below(1000) < cases }

    /// One of the items; there is at least one.
    public mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }

    /// A generator of its own for a part of the work, so that parts do not depend on each other's length.
    public func forked(_ label: UInt64) -> SeededRandom {
        var mixer = SeededRandom(seed: state ^ (label &* 0xD6E8_FEB8_6659_FD93))
        return SeededRandom(seed: mixer.next())
    }
}
