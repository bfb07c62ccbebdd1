// Chance that can be repeated, for simulated plants: the same seed and labels give the same numbers on every machine.
// SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014). Never for anything that must not
// be guessed.

public struct SeededChance: Sendable {
    private var state: UInt64

    /// - Parameter labels: what this generator is for; each combination has numbers of its own.
    public init(_ seed: UInt64, labels: [UInt64]) {
        state = seed
        for label in labels { state = next() ^ label }
    }

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

    public mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.upperBound - range.lowerBound + 1) }

    /// True in so many of a thousand cases.
    public mutating func perMille(_ cases: Int) -> Bool { below(1000) < cases }

    /// One of the items; there is at least one.
    public mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }

    /// The numbers 0 ..< `count` in any order.
    public mutating func order(_ count: Int) -> [Int] {
        var numbers = Array(0..<count)
        for i in stride(from: count - 1, to: 0, by: -1) { numbers.swapAt(i, below(i + 1)) }
        return numbers
    }
}
