// The calendar without a time zone: what a machine writes in its files and what a person types into a form.
// Days are counted by the proleptic Gregorian calendar (algorithm after Howard Hinnant, "chrono-compatible
// low-level date algorithms").

/// A calendar day.
public struct CivilDate: Hashable, Comparable, Sendable {
    public let year: Int
    public let month: Int
    public let day: Int

    /// Nil unless the three numbers are a real day of years 1…9999.
    public init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.lengthOfMonth(month, year: year)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
    }

    /// The day that is `n` days after 1970-01-01.
    public init(daysSinceEpoch n: Int64) {
        let z = n + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        day = Int(dayOfYear - (153 * shifted + 2) / 5 + 1)
        month = Int(shifted < 10 ? shifted + 3 : shifted - 9)
        year = Int(yearOfEra + era * 400) + (month <= 2 ? 1 : 0)
    }

    /// Reads `YYYY-MM-DD`; nil for anything else.
    public init?(iso text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count == 10, parts.count == 3, parts[0].utf8.count == 4,
            let y = Int(parts[0]), let m = Int(parts[1]), let d = Int(parts[2])
        else { return nil }
        self.init(year: y, month: m, day: d)
    }

    public static func lengthOfMonth(_ month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// Days since 1970-01-01.
    public var daysSinceEpoch: Int64 {
        let y = Int64(month <= 2 ? year - 1 : year)
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * Int64(month > 2 ? month - 3 : month + 9) + 2) / 5 + Int64(day) - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    /// 0 = Monday … 6 = Sunday.
    public var weekday: Int { Int(((daysSinceEpoch + 3) % 7 + 7) % 7) }
    public var isoText: String { "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))" }
    public func adding(days: Int) -> CivilDate { CivilDate(daysSinceEpoch: daysSinceEpoch + Int64(days)) }

    public static func < (a: CivilDate, b: CivilDate) -> Bool { a.daysSinceEpoch < b.daysSinceEpoch }
}

/// A calendar day with a time of day, in no particular zone.
public struct CivilTime: Hashable, Sendable {
    public var date: CivilDate
    /// 0 ..< 86 400 000
    public var millisecondOfDay: Int

    public init(date: CivilDate, millisecondOfDay: Int) {
        precondition((0..<86_400_000).contains(millisecondOfDay))
        self.date = date
        self.millisecondOfDay = millisecondOfDay
    }

    public init(date: CivilDate, hour: Int, minute: Int, second: Int = 0) {
        self.init(date: date, millisecondOfDay: ((hour * 60 + minute) * 60 + second) * 1000)
    }

    /// The civil time shown by a clock that was set to 1970-01-01 00:00 and ran for so long.
    public init(millisecondsSinceEpoch ms: Int64) {
        let day = ms >= 0 ? ms / 86_400_000 : (ms - 86_399_999) / 86_400_000
        date = CivilDate(daysSinceEpoch: day)
        millisecondOfDay = Int(ms - day * 86_400_000)
    }

    public var millisecondsSinceEpoch: Int64 { date.daysSinceEpoch * 86_400_000 + Int64(millisecondOfDay) }
    public var hour: Int { millisecondOfDay / 3_600_000 }
    public var minute: Int { millisecondOfDay / 60_000 % 60 }
    public var second: Int { millisecondOfDay / 1000 % 60 }
    public var millisecond: Int { millisecondOfDay % 1000 }
    public var clockText: String { "\(padded(hour, 2)):\(padded(minute, 2)):\(padded(second, 2))" }
    /// `2026-11-21T02:00:00`
    public var isoText: String { date.isoText + "T" + clockText }
}
