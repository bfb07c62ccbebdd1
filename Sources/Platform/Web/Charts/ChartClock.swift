// Instants as the plant's wall clock shows them. The zone is a function handed in, so tests and the zone tables of the
// server use the same code; calendar arithmetic is H. Hinnant's "civil from days" (proleptic Gregorian).

/// A local date and time.
public struct ChartMoment: Sendable, Equatable {
    /// In the Gregorian calendar.
    public var year: Int
    /// 1 to 12.
    public var month: Int
    /// 1 to 31.
    public var day: Int
    /// 0 to 23.
    public var hour: Int
    /// 0 to 59.
    public var minute: Int
}

/// Local time and how it is written.
public struct ChartClock: Sendable {
    /// Seconds east of UTC at an instant in Unix milliseconds.
    public var offset: @Sendable (Int64) -> Int
    /// Writes a moment; the parts asked for are `.time`, `.day`, `.month` or `.year`.
    public var write: @Sendable (ChartMoment, Part) -> String

    /// What of a moment is to be written.
    public enum Part: Sendable { case time, day, month, year }

    /// Takes the members as they are described at each of them.
    public init(offset: @escaping @Sendable (Int64) -> Int, write: @escaping @Sendable (ChartMoment, Part) -> String) {
        self.offset = offset
        self.write = write
    }

    /// A clock that writes by patterns of `H HH mm d dd M MM MMM yy yyyy`; every other character stands for itself.
    ///
    /// - Parameter months: twelve short names, January first.
    public init(
        offset: @escaping @Sendable (Int64) -> Int, months: [String], time: String = "HH:mm", day: String = "d MMM"
    ) {
        precondition(months.count == 12, "a year has twelve months")
        self.init(offset: offset) { moment, part in
            switch part {
            case .time: Self.fill(time, moment, months)
            case .day: Self.fill(day, moment, months)
            case .month: months[moment.month - 1]
            case .year: String(moment.year)
            }
        }
    }

    /// The wall clock at an instant.
    public func moment(_ instant: Int64) -> ChartMoment {
        let local = floorDivide(wall(instant), 60_000)
        let days = floorDivide(local, 1440)
        let minutes = Int(local - days * 1440)
        let (year, month, day) = Self.civil(days)
        return ChartMoment(year: year, month: month, day: day, hour: minutes / 60, minute: minutes % 60)
    }

    func time(_ instant: Int64) -> String { write(moment(instant), .time) }
    func day(_ instant: Int64) -> String { write(moment(instant), .day) }
    func dayAndTime(_ instant: Int64) -> String { day(instant) + " " + time(instant) }

    /// Local milliseconds: what a UTC clock would have to show to look like the wall clock.
    func wall(_ instant: Int64) -> Int64 { instant + Int64(offset(instant)) * 1000 }

    /// The first instant at which the wall clock shows this; `nil` if it never does (the hour skipped in spring).
    func instant(wall: Int64) -> Int64? {
        let day: Int64 = 86_400_000
        let candidates = [wall - day, wall + day].map { wall - Int64(offset($0)) * 1000 }
        return candidates.filter { self.wall($0) == wall }.min()
    }

    /// Days since 1970-01-01 to year, month, day.
    static func civil(_ days: Int64) -> (Int, Int, Int) {
        let shifted = days + 719_468
        let era = floorDivide(shifted, 146_097)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (Int(year), Int(month), Int(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1))
    }

    /// Year and month (1 to 12; other values carry over) to the days since 1970-01-01 of its first day.
    static func days(year: Int, month: Int) -> Int64 {
        let months = Int64(year) * 12 + Int64(month) - 1
        let shiftedYear = floorDivide(months - 2, 12)
        let shiftedMonth = months - 2 - shiftedYear * 12
        let era = floorDivide(shiftedYear, 400)
        let yearOfEra = shiftedYear - era * 400
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + (153 * shiftedMonth + 2) / 5
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func fill(_ pattern: String, _ moment: ChartMoment, _ months: [String]) -> String {
        var out = ""
        var rest = Substring(pattern)
        while let letter = rest.first {
            let run = rest.prefix { $0 == letter }
            rest = rest.dropFirst(run.count)
            switch (letter, run.count) {
            case ("M", 3): out += months[moment.month - 1]
            case ("M", _): out += padded(moment.month, run.count)
            case ("d", _): out += padded(moment.day, run.count)
            case ("H", _): out += padded(moment.hour, run.count)
            case ("m", _): out += padded(moment.minute, run.count)
            case ("y", 2): out += padded(moment.year % 100, 2)
            case ("y", _): out += String(moment.year)
            default: out += run
            }
        }
        return out
    }

    private static func padded(_ number: Int, _ figures: Int) -> String {
        number < 10 && figures > 1 ? "0\(number)" : "\(number)"
    }
}

/// Division rounding down, also below zero.
func floorDivide(_ number: Int64, _ divisor: Int64) -> Int64 {
    let quotient = number / divisor
    return number % divisor < 0 ? quotient - 1 : quotient
}
