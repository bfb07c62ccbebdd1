// Cron lines: five fields with lists, ranges, steps and names, the `@daily` family, and three forms of ours for what
// five fields cannot say. Reads and writes the canonical text of a timetable.

import Kernel

enum CronText {
    private static let macros = [
        "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
        "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
    ]
    private static let monthNames = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]
    private static let dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]

    /// Digits, signs of a list, or a three-letter name: what a word of plain language never consists of.
    static func looksLikeField(_ word: Substring) -> Bool {
        word.first == "*" || word.first == "&" || word.first?.isNumber == true
            || dayNames.contains(String(word.prefix(3)))
            || monthNames.contains(String(word.prefix(3)))
    }

    static func parse(_ text: String) throws(Problem) -> Timetable.Rule {
        let line = macros[text] ?? text
        let words = line.split(separator: " ").map(String.init)
        switch words[0] {
        case "@every": return try every(words)
        case "@times":
            guard words.count == 5 else { throw wrong("fields", line) }
            return .calendar(times: try clockTimes(words[1]), days: try days(Array(words[2...])))
        default:
            guard words.count == 5, !words[0].hasPrefix("@") else { throw wrong("fields", line) }
            let minutes = try field(words[0], "minute", 0...59)
            let hours = try field(words[1], "hour", 0...23)
            let times = hours.set.members.flatMap { hour in minutes.set.members.map { hour * 60 + $0 } }
            return .calendar(times: times, days: try days(Array(words[2...])))
        }
    }

    /// `@every 90m`, `@every 2d 06:00` with or without the three day fields, and then with or without `from 2026-12-01`.
    private static func every(_ all: [String]) throws(Problem) -> Timetable.Rule {
        var words = all
        var start: CivilDate?
        if all.count >= 5, all[all.count - 2] == "from" {
            start = CivilDate(iso: all[all.count - 1])
            guard start != nil else { throw wrong("every", all.joined(separator: " ")) }
            words.removeLast(2)
        }
        guard words.count >= 2, let unit = words[1].last, let count = Int(words[1].dropLast()), count >= 1 else {
            throw wrong("every", words.joined(separator: " "))
        }
        let minutesPer = ["m": 1, "h": 60][String(unit)]
        if words.count == 2, start == nil, let minutesPer, count <= Timetable.intervalMinutesMax / minutesPer {
            return .interval(minutes: count * minutesPer)
        }
        guard unit == "d", count <= DayRule.stepMax, words.count == 3 || words.count == 6 else {
            throw wrong("every", words.joined(separator: " "))
        }
        var rule = words.count == 6 ? try days(Array(words[3...])) : DayRule.everyDay
        rule.step = count
        rule.start = start
        return .calendar(times: try clockTimes(words[2]), days: rule)
    }

    private static func clockTimes(_ text: String) throws(Problem) -> [Int] {
        var times: Set<Int> = []
        for word in text.split(separator: ",") {
            let parts = word.split(separator: ":")
            guard parts.count == 2, let hour = Int(parts[0]), let minute = Int(parts[1]), (0..<24).contains(hour),
                (0..<60).contains(minute)
            else { throw wrong("times", String(word)) }
            times.insert(hour * 60 + minute)
        }
        guard !times.isEmpty else { throw wrong("times", text) }
        return times.sorted()
    }

    /// Month day, month, weekday. As in every cron, a restriction of both day fields means either of them, unless one
    /// begins with `*`; a weekday field that begins with `&` (ours) asks for both.
    private static func days(_ words: [String]) throws(Problem) -> DayRule {
        let both = words[2].hasPrefix("&")
        let monthDays = try field(words[0], "day", 1...31)
        let months = try field(words[1], "month", 1...12, names: monthNames)
        let weekdays = try field(both ? String(words[2].dropFirst()) : words[2], "weekday", 0...7, names: dayNames)
        var week = weekdays.set
        if week.contains(7) { week = SmallSet(week.members.map { $0 % 7 }) }
        let either = !both && !monthDays.isStarred && !weekdays.isStarred
        return DayRule(monthDays: monthDays.set, months: months.set, weekdays: week, either: either)
    }

    private static func field(
        _ text: String, _ name: String, _ range: ClosedRange<Int>, names: [String] = []
    ) throws(Problem) -> (set: SmallSet, isStarred: Bool) {
        var set = SmallSet()
        // Cron's weekday 7 is Sunday again; `*` must not count it twice.
        let all = name == "weekday" ? 0...6 : range
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            let halves = part.split(separator: "/", omittingEmptySubsequences: false)
            guard halves.count <= 2, let step = halves.count == 2 ? Int(halves[1]) : 1, step >= 1, step <= 60 else {
                throw wrong(name, text)
            }
            let ends = halves[0].split(separator: "-", omittingEmptySubsequences: false)
            var low = all.lowerBound
            var high = all.upperBound
            if halves[0] != "*" {
                guard ends.count == 2 || (ends.count == 1 && halves.count == 1),
                    let first = number(ends[0], range, names), let last = number(ends[ends.count - 1], range, names)
                else { throw wrong(name, text) }
                low = first
                high = last
                // fri-mon goes round the end of the week; no other field does.
                if low > high, name == "weekday" { high += 7 }
                guard low <= high else { throw wrong(name, text) }
            }
            for member in stride(from: low, through: high, by: step) {
                set.insert(name == "weekday" ? member % 7 : member)
            }
        }
        return (set, text.hasPrefix("*") && !text.contains(","))
    }

    private static func number(_ text: Substring, _ range: ClosedRange<Int>, _ names: [String]) -> Int? {
        if let index = names.firstIndex(of: String(text)) { return index + (range.lowerBound == 1 ? 1 : 0) }
        guard text.utf8.count <= 2, text.allSatisfy(\.isASCII), let n = Int(text), range.contains(n) else { return nil }
        return n
    }

    private static func wrong(_ field: String, _ text: String) -> Problem {
        Problem(.input, "timetable_field", ["field": field, "text": String(text.prefix(60))], hint: Timetable.hint)
    }
}

extension CronText {
    static func write(_ timetable: Timetable) -> String {
        switch timetable.rule {
        case .interval(let minutes):
            if minutes == 60 { return "0 * * * *" }
            if minutes == 1 { return "* * * * *" }
            return minutes < 60 && 60 % minutes == 0 ? "*/\(minutes) * * * *" : "@every \(minutes)m"
        case .calendar(let times, let days):
            let clock = times.map(clockText).joined(separator: ",")
            if days.step > 1 || days.start != nil {
                return "@every \(days.step)d \(clock) \(dayFields(days))" + (days.start.map { " from " + $0.isoText } ?? "")
            }
            let minutes = SmallSet(times.map { $0 % 60 })
            let hours = SmallSet(times.map { $0 / 60 })
            guard minutes.members.count * hours.members.count == times.count else {
                return "@times \(clock) \(dayFields(days))"
            }
            return "\(list(minutes, 0...59)) \(list(hours, 0...23)) \(dayFields(days))"
        }
    }

    static func clockText(_ minuteOfDay: Int) -> String {
        padded(minuteOfDay / 60, 2) + ":" + padded(minuteOfDay % 60, 2)
    }

    private static func dayFields(_ days: DayRule) -> String {
        let isBoth = !days.either && days.monthDays != DayRule.allMonthDays && days.weekdays != DayRule.allWeekdays
        return "\(list(days.monthDays, 1...31)) \(list(days.months, 1...12)) "
            + (isBoth ? "&" : "") + list(days.weekdays, 0...6)
    }

    /// `*`, or numbers with runs of three and more as ranges.
    private static func list(_ set: SmallSet, _ range: ClosedRange<Int>) -> String {
        let members = set.members
        if members.count == range.count { return "*" }
        var parts: [String] = []
        var index = 0
        while index < members.count {
            var end = index
            while end + 1 < members.count, members[end + 1] == members[end] + 1 { end += 1 }
            if end - index >= 2 {
                parts.append("\(members[index])-\(members[end])")
            } else {
                parts += members[index...end].map(String.init)
            }
            index = end + 1
        }
        return parts.joined(separator: ",")
    }
}
