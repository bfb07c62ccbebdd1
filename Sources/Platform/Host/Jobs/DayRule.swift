// Which days a timetable means, as small sets of bits. A day is judged without a time zone.

import Kernel

/// A set of small numbers (0…63) in one word.
struct SmallSet: Hashable, Sendable {
    private(set) var bits: UInt64 = 0

    init() {}
    init(_ members: some Sequence<Int>) { for member in members { insert(member) } }

    mutating func insert(_ member: Int) { bits |= 1 << UInt64(member) }
    func contains(_ member: Int) -> Bool { bits & (1 << UInt64(member)) != 0 }
    var isEmpty: Bool { bits == 0 }
    var members: [Int] { (0..<64).filter(contains) }
}

/// The days on which something is due.
struct DayRule: Hashable, Sendable {
    /// 1…31
    var monthDays: SmallSet
    /// 1…12
    var months: SmallSet
    /// 0 = Sunday … 6 = Saturday, as cron counts.
    var weekdays: SmallSet
    /// True when one of month day and weekday is enough, as in a cron line that restricts both.
    var either: Bool
    /// Only every so many days, counted from `start`, else from 1970-01-01.
    var step: Int
    /// Nothing before this day.
    var start: CivilDate?

    static let allMonthDays = SmallSet(1...31)
    static let allMonths = SmallSet(1...12)
    static let allWeekdays = SmallSet(0...6)
    static let everyDay = DayRule()
    static let stepMax = 366

    /// The sets given. With `either`, a set that holds every day makes the other one meaningless, as in cron.
    init(
        monthDays: SmallSet = allMonthDays, months: SmallSet = allMonths, weekdays: SmallSet = allWeekdays,
        either: Bool = false, step: Int = 1, start: CivilDate? = nil
    ) {
        let isEveryDay = either && (monthDays == Self.allMonthDays || weekdays == Self.allWeekdays)
        self.monthDays = isEveryDay ? Self.allMonthDays : monthDays
        self.months = months
        self.weekdays = isEveryDay ? Self.allWeekdays : weekdays
        self.either = either && !isEveryDay
        self.step = step
        self.start = start
    }

    func contains(_ day: CivilDate) -> Bool {
        guard months.contains(day.month) else { return false }
        if let start, day < start { return false }
        if step > 1, (day.daysSinceEpoch - (start?.daysSinceEpoch ?? 0)) % Int64(step) != 0 { return false }
        let byMonthDay = monthDays.contains(day.day)
        let byWeekday = weekdays.contains((day.weekday + 1) % 7)
        return either ? byMonthDay || byWeekday : byMonthDay && byWeekday
    }

    /// False for 30 February and the like.
    var canHappen: Bool {
        either
            || months.members.contains { month in
                monthDays.members.contains { $0 <= CivilDate.lengthOfMonth(month, year: 2000) }
            }
    }
}
