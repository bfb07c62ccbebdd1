// Chance for the simulated plant that can be repeated: the same seed gives the same plant on every machine. SplitMix64
// (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014). Never for anything that must not be
// guessed.

/// SplitMix64, with a generator of its own for every thing that is decided apart from the others.
struct DemoRandom {
    /// What a generator is for; the first of its labels.
    enum Use: UInt64 {
        case houseNumbers = 1
        case delivery, commonPlaces, recipe, boards, opening, day, badHour, work, oddity, replay, live, spare
    }

    private var state: UInt64

    init(_ seed: UInt64, _ use: Use, _ labels: Int64...) {
        state = seed
        state = next() ^ use.rawValue
        for label in labels { state = next() ^ UInt64(bitPattern: label) }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A number of 0 ..< `limit`; `limit` is at least 1.
    mutating func below(_ limit: Int) -> Int {
        precondition(limit > 0)
        return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(limit)).high)
    }

    mutating func within(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + below(range.upperBound - range.lowerBound + 1)
    }

    /// True in so many of a thousand cases.
    mutating func perMille(_ cases: Int) -> Bool { below(1000) < cases }

    /// One of the items; there is at least one.
    mutating func pick<Item>(_ items: [Item]) -> Item { items[below(items.count)] }

    /// The numbers 0 ..< `count` in any order.
    mutating func order(_ count: Int) -> [Int] {
        var numbers = Array(0..<count)
        for i in stride(from: count - 1, to: 0, by: -1) { numbers.swapAt(i, below(i + 1)) }
        return numbers
    }
}
