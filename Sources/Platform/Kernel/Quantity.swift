// Numbers that are counted or paid: exact, in thousandths, never through floating point.

/// A decimal number with up to three decimals.
public struct Quantity: Hashable, Comparable, Sendable {
    /// Thousandths.
    public var thousandths: Int64

    public init(thousandths: Int64) { self.thousandths = thousandths }
    public init(_ whole: Int64) { thousandths = whole * 1000 }

    /// Reads `7000`, `-3`, `70.25`; nil for anything else, for more than three decimals, or beyond ±9 × 10¹⁵.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        var i = 0
        var negative = false
        if let sign = bytes.first, sign == 45 || sign == 43 {
            negative = sign == 45
            i = 1
        }
        var value: Int64 = 0
        var digits = 0
        var decimals = -1
        while i < bytes.count {
            let b = bytes[i]
            if b >= 48, b <= 57 {
                if decimals >= 0 { decimals += 1 }
                if decimals > 3 {
                    guard b == 48 else { return nil }
                } else {
                    value = value * 10 + Int64(b - 48)
                }
                digits += 1
                guard digits <= 24, value < 900_000_000_000_000_000 else { return nil }
            } else if b == 46, decimals < 0 {
                decimals = 0
            } else {
                return nil
            }
            i += 1
        }
        guard digits > 0 else { return nil }
        for _ in max(0, min(decimals, 3))..<3 {
            guard value < 900_000_000_000_000_000 else { return nil }
            value *= 10
        }
        thousandths = negative ? -value : value
    }

    public init?(_ text: String) {
        var copy = text
        guard let value = copy.withUTF8({ Quantity(UnsafeRawBufferPointer($0)) }) else { return nil }
        self = value
    }

    public var isWhole: Bool { thousandths % 1000 == 0 }
    /// Shortest exact text: `7000`, `70.25`.
    public var text: String {
        let magnitude = thousandths.magnitude
        var out = (thousandths < 0 ? "-" : "") + String(magnitude / 1000)
        var rest = Int(magnitude % 1000)
        if rest != 0 {
            var width = 3
            while rest % 10 == 0 {
                rest /= 10
                width -= 1
            }
            out += "." + padded(rest, width)
        }
        return out
    }

    public static func < (a: Quantity, b: Quantity) -> Bool { a.thousandths < b.thousandths }
}
