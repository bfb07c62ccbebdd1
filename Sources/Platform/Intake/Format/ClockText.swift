// Dates and times as machines write them, read straight from field bytes without allocating. What cannot be read is
// nil, never a guess and never "now": the caller keeps the raw text.

import Kernel

/// How a date may be written. Where a day or month may have one digit, the separators make it plain.
public enum DatePattern: String, CaseIterable, Sendable {
    /// `20260922`
    case compact
    /// `2026-09-22`
    case yearDashes = "year_dashes"
    /// `2026/09/22`
    case yearSlashes = "year_slashes"
    /// `22-09-2026`, or `09-22-2026` where the order says so
    case dashes
    /// `22/09/2026`, or `09/22/2026` where the order says so
    case slashes
}

/// Which of day and month comes first when the year comes last. A setting of the profile, never guessed per row.
public enum DateOrder: String, CaseIterable, Sendable {
    case dayFirst = "day_first"
    case monthFirst = "month_first"
}

/// How a time of day may be written; both may carry a fraction of a second behind `.` or `,`.
public enum TimePattern: String, CaseIterable, Sendable {
    /// `135510`; lost leading zeros are put back: `71937` is 07:19:37
    case compact
    /// `13:55:10`, `1:02:03`
    case colons
}

/// Reads dates and times by the patterns of a profile. Blanks around the text do not count.
public struct ClockText: Sendable, Hashable {
    /// The longest text looked at; a longer one is no date and no time.
    static let longestText = 32
    /// Decimals of a second that are read; those beyond milliseconds are cut off.
    static let longestFraction = 9

    public let dates: Set<DatePattern>
    public let times: Set<TimePattern>
    public let order: DateOrder
    private let dateMask: UInt8
    private let timeMask: UInt8

    public init(
        dates: [DatePattern] = DatePattern.allCases, times: [TimePattern] = TimePattern.allCases,
        order: DateOrder = .dayFirst
    ) {
        self.dates = Set(dates)
        self.times = Set(times)
        self.order = order
        dateMask = dates.reduce(0) { $0 | $1.bit }
        timeMask = times.reduce(0) { $0 | $1.bit }
    }

    /// The day, or nil when the bytes are none in the patterns of the profile.
    public func date(_ bytes: UnsafeRawBufferPointer) -> CivilDate? {
        if bytes.count == 8, allows(DatePattern.compact), let n = eightDigits(bytes.loadUnaligned(as: UInt64.self)) {
            return CivilDate(year: n / 10_000, month: n / 100 % 100, day: n % 100)
        }
        var reader = DigitReader(bytes, longest: Self.longestText)
        let first = reader.number()
        switch first.digits {
        case 8 where reader.isAtEnd && allows(DatePattern.compact):
            return CivilDate(year: first.value / 10_000, month: first.value / 100 % 100, day: first.value % 100)
        case 4:
            let separator = reader.take()
            guard separator == Self.dash ? allows(.yearDashes) : separator == Self.slash && allows(.yearSlashes) else {
                return nil
            }
            let month = reader.number()
            guard (1...2).contains(month.digits), reader.take() == separator else { return nil }
            let day = reader.number()
            guard (1...2).contains(day.digits), reader.isAtEnd else { return nil }
            return CivilDate(year: first.value, month: month.value, day: day.value)
        case 1, 2:
            let separator = reader.take()
            guard separator == Self.dash ? allows(.dashes) : separator == Self.slash && allows(.slashes) else {
                return nil
            }
            let second = reader.number()
            guard (1...2).contains(second.digits), reader.take() == separator else { return nil }
            let year = reader.number()
            guard year.digits == 4, reader.isAtEnd else { return nil }
            let isDayFirst = order == .dayFirst
            return CivilDate(
                year: year.value, month: isDayFirst ? second.value : first.value,
                day: isDayFirst ? first.value : second.value)
        default:
            return nil
        }
    }

    /// Milliseconds since midnight, 0 ..< 86 400 000, or nil when the bytes are no time in the patterns of the profile.
    public func millisecondOfDay(_ bytes: UnsafeRawBufferPointer) -> Int? {
        if bytes.count == 6, allows(TimePattern.compact) {
            // Two zeros in front make it eight digits.
            let high = UInt64(bytes.loadUnaligned(as: UInt16.self))
            let low = UInt64(bytes.loadUnaligned(fromByteOffset: 2, as: UInt32.self))
            if let n = eightDigits(0x3030 | high << 16 | low << 32) {
                let (hour, minute, second) = (n / 10_000, n / 100 % 100, n % 100)
                return hour < 24 && minute < 60 && second < 60 ? ((hour * 60 + minute) * 60 + second) * 1000 : nil
            }
        }
        var reader = DigitReader(bytes, longest: Self.longestText)
        let first = reader.number()
        var (hour, minute, second) = (first.value / 10_000, first.value / 100 % 100, first.value % 100)
        if reader.peek == Self.colon {
            guard allows(.colons), (1...2).contains(first.digits) else { return nil }
            reader.skip()
            let minutes = reader.number()
            guard minutes.digits == 2, reader.take() == Self.colon else { return nil }
            let seconds = reader.number()
            guard seconds.digits == 2 else { return nil }
            (hour, minute, second) = (first.value, minutes.value, seconds.value)
        } else {
            guard allows(TimePattern.compact), (1...6).contains(first.digits) else { return nil }
        }
        var milliseconds = 0
        if reader.peek == Self.point || reader.peek == Self.comma {
            reader.skip()
            let fraction = reader.number()
            guard (1...Self.longestFraction).contains(fraction.digits) else { return nil }
            milliseconds = fraction.value
            var digits = fraction.digits
            while digits < 3 {
                milliseconds *= 10
                digits += 1
            }
            while digits > 3 {
                milliseconds /= 10
                digits -= 1
            }
        }
        guard reader.isAtEnd, hour < 24, minute < 60, second < 60 else { return nil }
        return ((hour * 60 + minute) * 60 + second) * 1000 + milliseconds
    }

    private func allows(_ pattern: DatePattern) -> Bool { dateMask & pattern.bit != 0 }
    private func allows(_ pattern: TimePattern) -> Bool { timeMask & pattern.bit != 0 }

    private static let dash = UInt8(ascii: "-")
    private static let slash = UInt8(ascii: "/")
    private static let colon = UInt8(ascii: ":")
    private static let point = UInt8(ascii: ".")
    private static let comma = UInt8(ascii: ",")
}

extension DatePattern {
    fileprivate var bit: UInt8 {
        switch self {
        case .compact: 1
        case .yearDashes: 2
        case .yearSlashes: 4
        case .dashes: 8
        case .slashes: 16
        }
    }
}

extension TimePattern {
    fileprivate var bit: UInt8 { self == .compact ? 1 : 2 }
}

/// The number eight ASCII digits stand for, the first digit in the lowest byte; nil when one is no digit. Pairs, then
/// fours, then all eight are added up within one word.
@inline(__always)
private func eightDigits(_ word: UInt64) -> Int? {
    let high: UInt64 = 0xF0F0_F0F0_F0F0_F0F0
    let zeros: UInt64 = 0x3030_3030_3030_3030
    guard word & high == zeros, (word &+ 0x0606_0606_0606_0606) & high == zeros else { return nil }
    var n = word &- zeros
    n = (n &* 10) &+ (n >> 8)
    n =
        (((n & 0x0000_00FF_0000_00FF) &* 0x000F_4240_0000_0064)
            &+ (((n >> 16) & 0x0000_00FF_0000_00FF) &* 0x0000_2710_0000_0001)) >> 32
    return Int(n)
}

/// Runs of decimal digits and what stands between them.
private struct DigitReader {
    private let bytes: UnsafeRawBufferPointer
    private var position: Int
    private var end: Int

    /// A text longer than `longest` reads as empty.
    init(_ bytes: UnsafeRawBufferPointer, longest: Int) {
        self.bytes = bytes
        position = 0
        end = bytes.count
        while position < end, isBlank(bytes[position]) { position += 1 }
        while end > position, isBlank(bytes[end - 1]) { end -= 1 }
        if end - position > longest { position = end }
    }

    var isAtEnd: Bool { position == end }
    var peek: UInt8? { position < end ? bytes[position] : nil }
    mutating func skip() { position += 1 }

    mutating func take() -> UInt8? {
        guard position < end else { return nil }
        position += 1
        return bytes[position - 1]
    }

    /// The digits from here on; a run longer than 18 digits stops there and so can never be a date or time.
    @inline(__always)
    mutating func number() -> (value: Int, digits: Int) {
        var value = 0
        let start = position
        while position < end, position - start < 18 {
            let digit = bytes[position] &- 48
            guard digit < 10 else { break }
            value = value &* 10 &+ Int(digit)
            position += 1
        }
        return (value, position - start)
    }
}

/// A blank or a tab.
@inline(__always)
func isBlank(_ byte: UInt8) -> Bool { byte == Byte.blank || byte == Byte.tab }
