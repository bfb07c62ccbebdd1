// A point on the absolute time line, in milliseconds. Everything Gemba stores, compares and adds is an Instant;
// local time exists only at the edges (what a machine wrote, what a person reads).

/// Milliseconds since 1970-01-01T00:00:00Z, leap seconds not counted.
public struct Instant: Hashable, Comparable, Sendable {
    /// Milliseconds since the Unix epoch; negative before it.
    public var milliseconds: Int64

    public init(milliseconds: Int64) { self.milliseconds = milliseconds }
    /// Whole seconds since the Unix epoch.
    public init(seconds: Int64) { milliseconds = seconds * 1000 }

    public static func < (a: Instant, b: Instant) -> Bool { a.milliseconds < b.milliseconds }
    public static func + (a: Instant, b: Span) -> Instant { Instant(milliseconds: a.milliseconds + b.milliseconds) }
    public static func - (a: Instant, b: Span) -> Instant { Instant(milliseconds: a.milliseconds - b.milliseconds) }
    public static func - (a: Instant, b: Instant) -> Span { Span(milliseconds: a.milliseconds - b.milliseconds) }
}

/// A length of absolute time, in milliseconds.
public struct Span: Hashable, Comparable, Sendable {
    public var milliseconds: Int64
    public init(milliseconds: Int64) { self.milliseconds = milliseconds }

    public static func milliseconds(_ n: Int64) -> Span { Span(milliseconds: n) }
    public static func seconds(_ n: Int64) -> Span { Span(milliseconds: n * 1000) }
    public static func minutes(_ n: Int64) -> Span { Span(milliseconds: n * 60_000) }
    public static func hours(_ n: Int64) -> Span { Span(milliseconds: n * 3_600_000) }
    public static func days(_ n: Int64) -> Span { Span(milliseconds: n * 86_400_000) }
    public static let zero = Span(milliseconds: 0)

    public static func < (a: Span, b: Span) -> Bool { a.milliseconds < b.milliseconds }
    public static func + (a: Span, b: Span) -> Span { Span(milliseconds: a.milliseconds + b.milliseconds) }
    public static func * (a: Span, n: Int64) -> Span { Span(milliseconds: a.milliseconds * n) }
    /// Seconds, with the milliseconds as decimals.
    public var seconds: Double { Double(milliseconds) / 1000 }
}

extension Instant {
    /// RFC 3339 text with the given offset; milliseconds are written only when there are any.
    /// - Parameter offsetSeconds: seconds east of UTC (whole minutes are shown).
    public func rfc3339(offsetSeconds: Int = 0) -> String {
        let local = CivilTime(millisecondsSinceEpoch: milliseconds + Int64(offsetSeconds) * 1000)
        var text = local.isoText
        if local.millisecond != 0 { text += "." + padded(local.millisecond, 3) }
        if offsetSeconds == 0 { return text + "Z" }
        let minutes = abs(offsetSeconds) / 60
        return text + (offsetSeconds < 0 ? "-" : "+") + padded(minutes / 60, 2) + ":" + padded(minutes % 60, 2)
    }

    /// Reads RFC 3339 text (`2026-11-21T02:00:00Z`, `2026-11-21 02:00:00.250+01:00`); nil for anything else.
    public init?(rfc3339 text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, let date = CivilDate(iso: String(text.prefix(10))),
            bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t") || bytes[10] == UInt8(ascii: " "),
            let time = secondsOfDay(bytes[11..<19])
        else { return nil }
        var rest = bytes[19...]
        var fraction: Int64 = 0
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            guard !digits.isEmpty else { return nil }
            for place in 0..<3 {
                let index = digits.startIndex + place
                fraction = fraction * 10 + (index < digits.endIndex ? Int64(digits[index] - 48) : 0)
            }
            rest = rest.dropFirst(digits.count)
        }
        guard let offset = Self.offset(rest) else { return nil }
        milliseconds = date.daysSinceEpoch * 86_400_000 + Int64(time - offset) * 1000 + fraction
    }

    private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
        let b = Array(bytes)
        if b.count == 1, b[0] == UInt8(ascii: "Z") || b[0] == UInt8(ascii: "z") { return 0 }
        guard b.count == 6, b[3] == UInt8(ascii: ":"), b[0] == UInt8(ascii: "+") || b[0] == UInt8(ascii: "-"),
            let hours = twoDigits(b[1], b[2]), let minutes = twoDigits(b[4], b[5]), hours < 24, minutes < 60
        else { return nil }
        return (b[0] == UInt8(ascii: "-") ? -1 : 1) * (hours * 3600 + minutes * 60)
    }
}

private func secondsOfDay(_ b: ArraySlice<UInt8>) -> Int? {
    let a = Array(b)
    guard a.count == 8, a[2] == 58, a[5] == 58, let h = twoDigits(a[0], a[1]), let m = twoDigits(a[3], a[4]),
        let s = twoDigits(a[6], a[7]), h < 24, m < 60, s < 61
    else { return nil }
    return h * 3600 + m * 60 + min(s, 59)
}

private func twoDigits(_ a: UInt8, _ b: UInt8) -> Int? {
    guard a >= 48, a <= 57, b >= 48, b <= 57 else { return nil }
    return Int(a - 48) * 10 + Int(b - 48)
}

/// Decimal digits with leading zeros up to `width`.
public func padded(_ n: Int, _ width: Int) -> String {
    let digits = String(n)
    return digits.count >= width ? digits : String(repeating: "0", count: width - digits.count) + digits
}
