// Chance and temperature of the search as whole numbers: the same bits on every machine. Where a logarithm or a power is
// needed it comes from a table made with additions, multiplications and divisions, or square roots, which IEEE 754 fixes to
// the last digit.

/// xoshiro256++. Source: Blackman and Vigna, "Scrambled Linear Pseudorandom Number Generators", 2021.
struct Chance {
    private var s: (UInt64, UInt64, UInt64, UInt64)

    init(seed: UInt64) {
        var z = seed
        // splitmix64, as its authors advise for seeding.
        func next() -> UInt64 {
            z &+= 0x9E37_79B9_7F4A_7C15
            var x = z
            x = (x ^ (x >> 30)) &* 0xBF58_476D_1CE4_E5B9
            x = (x ^ (x >> 27)) &* 0x94D0_49BB_1331_11EB
            return x ^ (x >> 31)
        }
        s = (next(), next(), next(), next())
    }

    @inline(__always)
    mutating func next() -> UInt64 {
        let sum = s.0 &+ s.3
        let result = ((sum << 23) | (sum >> 41)) &+ s.0
        let t = s.1 << 17
        s.2 ^= s.0
        s.3 ^= s.1
        s.1 ^= s.2
        s.0 ^= s.3
        s.2 ^= t
        s.3 = (s.3 << 45) | (s.3 >> 19)
        return result
    }

    /// From 0 to below `bound`, which is positive.
    @inline(__always)
    mutating func below(_ bound: Int) -> Int { Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high) }

    /// True once in `count` times.
    @inline(__always)
    mutating func once(in count: Int) -> Bool { below(count) == 0 }
}

/// What annealing needs of mathematics.
struct AnnealingTable: Sendable {
    static let shared = AnnealingTable()
    static let bits = 11
    /// -ln of the middle of each of 2^11 equal parts of 0..<1, in 2^-16.
    let negativeLog: [Int64]
    /// 2^(-i/256), in 2^-30.
    let octave: [Int64]

    private init() {
        let parts = 1 << Self.bits
        let ln2 = Self.logarithm(2)
        negativeLog = (0..<parts).map { index in
            var x = (Double(index) + 0.5) / Double(parts)
            var sum = 0.0
            while x < 0.5 {
                x *= 2
                sum += ln2
            }
            return Int64((sum - Self.logarithm(x)) * 65536 + 0.5)
        }
        var root = 0.5
        for _ in 0..<8 { root = root.squareRoot() }
        var value = 1.0
        octave = (0..<256).map { _ in
            defer { value *= root }
            return Int64(value * 1_073_741_824 + 0.5)
        }
    }

    /// ln by the series of the area tangent, for values near 1.
    private static func logarithm(_ x: Double) -> Double {
        let y = (x - 1) / (x + 1)
        var (sum, power) = (0.0, y)
        for k in 0..<40 {
            sum += power / Double(2 * k + 1)
            power *= y * y
        }
        return 2 * sum
    }

    /// `temperature` x 2^(-octaves / 256).
    func cooled(_ temperature: Int64, by octaves: Int64) -> Int64 {
        let whole = octaves >> 8
        guard whole < 62 else { return 0 }
        let product = temperature.multipliedFullWidth(by: octave[Int(octaves & 255)])
        return ((product.high << 34) | Int64(product.low >> 30)) >> whole
    }
}
