// Numbers as the reader writes them, without Foundation: the marks come from the caller, the arithmetic is here.

/// A number format: decimal mark, thousands mark, signs for thousand, million and so on.
public struct ChartNumbers: Sendable {
    /// Between whole and fraction: `,` or `.`.
    public var decimal: String
    /// Between groups of three digits: `.`, `,`, a thin space, or nothing.
    public var grouping: String
    /// Short signs for 10³, 10⁶, 10⁹, 10¹², used on axes only.
    public var magnitudes: [String]

    /// Takes the members as they are described at each of them.
    public init(decimal: String, grouping: String, magnitudes: [String] = ["k", "M", "G", "T"]) {
        self.decimal = decimal
        self.grouping = grouping
        self.magnitudes = magnitudes
    }

    /// The value with this many decimals (0 to 9), grouped; from 9·10¹⁵ on in powers of ten; `–` if not finite.
    public func text(_ value: Double, digits: Int = 0) -> String {
        guard value.isFinite else { return "–" }
        let size = value.magnitude
        guard size < 9e15 else { return exponent(value) }
        let digits = min(max(digits, 0), 9)
        let unit = Self.power(digits)
        var whole = Int64(size)
        var fraction = Int64(((size - Double(whole)) * unit).rounded())
        if Double(fraction) >= unit {
            whole += 1
            fraction = 0
        }
        var out = grouped(whole)
        if digits > 0 {
            let figures = String(fraction)
            out += decimal + String(repeating: "0", count: digits - figures.count) + figures
        }
        return value < 0 && (whole > 0 || fraction > 0) ? "−" + out : out
    }

    /// Labels for the ticks of one axis: the same number of decimals and the same magnitude for all of them.
    public func axis(_ ticks: [Double], step: Double) -> [String] {
        let largest = ticks.map(\.magnitude).max() ?? 0
        var divisor = 1.0
        var sign = ""
        for (index, magnitude) in magnitudes.enumerated() {
            let size = Self.power(3 * (index + 1))
            // Five figures are still read at a glance; from six on the magnitude is shorter.
            if largest >= size * 100 || (index > 0 && largest >= size) {
                (divisor, sign) = (size, "\u{a0}" + magnitude)
            }
        }
        let digits = Self.decimals(of: step / divisor)
        return ticks.map { tick in
            if tick == 0 { return "0" }
            return digits > 9 ? exponent(tick) : text(tick / divisor, digits: digits) + sign
        }
    }

    /// How many decimals a step of 1, 2 or 5 times a power of ten needs; more than 9 means "too small to write out".
    static func decimals(of step: Double) -> Int {
        var digits = 0
        var scaled = step.magnitude
        while digits < 10, (scaled - scaled.rounded()).magnitude > 1e-6 * max(scaled, 1e-9) || scaled < 0.5 {
            scaled *= 10
            digits += 1
        }
        return digits
    }

    static func power(_ exponent: Int) -> Double {
        var result = 1.0
        for _ in 0..<max(0, exponent) { result *= 10 }
        return result
    }

    private func grouped(_ whole: Int64) -> String {
        let figures = Array(String(whole))
        guard figures.count > 4 || (figures.count == 4 && !grouping.isEmpty) else { return String(figures) }
        var out = ""
        for (index, figure) in figures.enumerated() {
            if index > 0, (figures.count - index) % 3 == 0 { out += grouping }
            out.append(figure)
        }
        return out
    }

    private func exponent(_ value: Double) -> String {
        var size = value.magnitude
        var power = 0
        while size >= 9.95 { (size, power) = (size / 10, power + 1) }
        while size > 0, size < 0.995 { (size, power) = (size * 10, power - 1) }
        let mantissa = text(size, digits: 1)
        return (value < 0 ? "−" : "") + mantissa + "E\(power)"
    }
}
