// The reader's language as the charts need it: a word per key, a number format, a clock. The kit has no word of its
// own.

/// The words charts draw or put into tooltips and tables. The text key of a word is `chart.` and its raw value.
public enum ChartWord: String, Sendable, CaseIterable {
    case empty, missing, other, total, share, now, more, hours, minutes, seconds, time, from, to, name, value, count
    case production, wait, stop, closed, unknown
    case late, atRisk, locked, setup, blocked
}

/// Language of a chart: words, numbers, dates.
public struct ChartLocale: Sendable {
    /// The word for a key, in the reader's language.
    public var word: @Sendable (ChartWord) -> String
    /// Decimal and thousands marks.
    public var numbers: ChartNumbers
    /// Zone and date format.
    public var clock: ChartClock

    /// Takes the members as they are described at each of them.
    public init(word: @escaping @Sendable (ChartWord) -> String, numbers: ChartNumbers, clock: ChartClock) {
        self.word = word
        self.numbers = numbers
        self.clock = clock
    }

    /// A length of time as a person says it: `45 s`, `28 min`, `7 h 05 min`, `1,234 h`.
    public func duration(milliseconds: Int64) -> String {
        let seconds = max(0, milliseconds) / 1000
        if seconds < 60 { return "\(seconds)\u{a0}\(word(.seconds))" }
        let minutes = (seconds + 30) / 60
        if minutes < 60 { return "\(minutes)\u{a0}\(word(.minutes))" }
        let hours = numbers.text(Double(minutes / 60)) + "\u{a0}" + word(.hours)
        guard minutes < 100 * 60, minutes % 60 > 0 else { return hours }
        return hours + "\u{a0}\(minutes % 60 < 10 ? "0" : "")\(minutes % 60)\u{a0}\(word(.minutes))"
    }

    /// A stretch of time as text, with the day where it is not the same: `3 Mar 06:00 – 07:30`.
    public func span(_ from: Int64, _ to: Int64) -> String {
        let last = clock.day(from) == clock.day(to) ? clock.time(to) : clock.dayAndTime(to)
        return "\(clock.dayAndTime(from)) – \(last)"
    }

    /// A value with its unit; what is not a finite number is the word for missing.
    func value(_ value: Double?, digits: Int, unit: String) -> String {
        guard let value = value.finite else { return word(.missing) }
        return numbers.text(value, digits: digits) + (unit.isEmpty ? "" : "\u{a0}" + unit)
    }
}

extension Double? {
    /// The value if it is a finite number; `nil`, NaN and infinities are all "missing".
    var finite: Double? {
        guard let self, self.isFinite else { return nil }
        return Swift.min(Swift.max(self, -1e300), 1e300)
    }
}
