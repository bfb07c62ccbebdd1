// Plain words to a rule: one pass over the tokens that collects what is said, then one decision what it amounts to.
// A word that is not understood stops the reading; nothing is guessed.

import Kernel

struct TimetablePhrase {
    private var tokens: [(token: TimetableToken, word: String)] = []
    private var index = 0
    private var stepMinutes: Int?
    private var stepDays: Int?
    private var times: Set<Int> = []
    private var window: ClosedRange<Int>?
    private var hourMinutes: Set<Int> = []
    private var monthDays = SmallSet()
    private var months = SmallSet()
    private var weekdays = SmallSet()
    private var saysEveryDay = false
    private var start: CivilDate?
    private var only = false
    /// Numbers whose meaning (days of the month) is known when the month is mentioned.
    private var pendingDays: [Int] = []

    static func parse(_ text: String) throws(Problem) -> Timetable.Rule {
        var phrase = TimetablePhrase()
        try phrase.tokenise(text)
        while phrase.index < phrase.tokens.count { try phrase.step() }
        return try phrase.rule(text)
    }

    private mutating func tokenise(_ text: String) throws(Problem) {
        let spaced = TimetableVocabulary.folded(text).replacing(",", with: " , ").replacing(";", with: " , ")
        for word in spaced.split(separator: " ").map(String.init) {
            if let token = TimetableVocabulary.token(word) {
                tokens.append((token, word))
                continue
            }
            // monday-friday, 06:00-22:00
            let halves = word.split(separator: "-").map { TimetableVocabulary.token(String($0)) }
            guard halves.count == 2, let low = halves[0], let high = halves[1] else { throw Self.unknown(word) }
            tokens += [(low, word), (.to, "-"), (high, word)]
        }
    }

    private func peek(_ distance: Int = 0) -> TimetableToken? {
        index + distance < tokens.count ? tokens[index + distance].token : nil
    }

    private mutating func step() throws(Problem) {
        let (token, word) = tokens[index]
        index += 1
        switch token {
        case .every: try every()
        case .weekday(let first): try weekday(first)
        case .month(let first): try month(first)
        case .workDays: for day in 1...5 { weekdays.insert(day) }
        case .weekend:
            weekdays.insert(0)
            weekdays.insert(6)
            skip { $0 == .from || $0 == .weekUnit }
        case .weekUnit:
            // en semaine, entre semana
            guard index >= 2, ["en", "entre"].contains(tokens[index - 2].word) else { throw Self.unknown(word) }
            for day in 1...5 { weekdays.insert(day) }
        case .time(let time): try clock(time)
        case .date(let date):
            guard start == nil else { throw Self.unknown(word) }
            start = date
        case .at: try hours()
        case .to:
            // "a las 6:00", "à 6:00", "à 6 h": the same letter opens a time of day.
            if case .number = peek() { try hours() }
        case .minuteUnit: try minutes()
        case .ordinal(let n): try ordinal(n, word)
        case .number(let day): try dayOfMonth(day, word)
        case .only: only = true
        case .hourUnit where times.isEmpty: throw Self.unknown(word)
        case .from, .and, .or, .noise, .dayUnit, .monthUnit, .hourUnit: break
        }
    }

    /// After "every": a count with a unit, or a unit alone; "every monday" needs nothing.
    private mutating func every() throws(Problem) {
        skip { $0 == .noise || $0 == .at }
        var count = 1
        if case .number(let n) = peek() {
            count = n
            index += 1
            guard n >= 1 else { throw Self.unknown(String(n)) }
        } else if peek() == .ordinal(1) {
            return
        }
        let isCounted = count != 1
        switch peek() {
        case .minuteUnit: try setStep(count)
        case .hourUnit: try setStep(count * 60)
        case .dayUnit:
            if peek(1) == .workDays { break }
            if case .number = peek(1), !isCounted { break }
            if isCounted { stepDays = count } else { saysEveryDay = true }
            guard count <= DayRule.stepMax else { throw Self.unknown(String(count)) }
        case .weekday, .month, .monthUnit, .workDays, .weekend:
            guard !isCounted else { throw Self.unknown(String(count)) }
            return
        default: throw Self.unknown(tokens[min(index, tokens.count - 1)].word)
        }
        index += 1
    }

    private mutating func setStep(_ minutes: Int) throws(Problem) {
        guard stepMinutes == nil, minutes <= Timetable.intervalMinutesMax else { throw Self.unknown(String(minutes)) }
        stepMinutes = minutes
    }

    private mutating func weekday(_ first: Int) throws(Problem) {
        weekdays.insert(first)
        guard peek() == .to, case .weekday(let last) = peek(1) else { return }
        index += 2
        for day in first...(last < first ? last + 7 : last) { weekdays.insert(day % 7) }
    }

    private mutating func month(_ first: Int) throws(Problem) {
        months.insert(first)
        guard peek() == .to, case .month(let last) = peek(1) else { return }
        index += 2
        for month in first...(last < first ? last + 12 : last) { months.insert((month - 1) % 12 + 1) }
    }

    /// A time of day, or the start of a window when "to" and another time follow.
    private mutating func clock(_ time: Int) throws(Problem) {
        var ahead = 0
        while peek(ahead) == .hourUnit { ahead += 1 }
        guard peek(ahead) == .to || (stepMinutes != nil && peek(ahead) == .and) else {
            times.insert(time)
            return
        }
        ahead += 1
        while let token = peek(ahead), token == .noise || token == .at { ahead += 1 }
        guard case .time(let end) = peek(ahead) else {
            times.insert(time)
            return
        }
        guard time <= end, window == nil, stepMinutes != nil else { throw Self.unknown(CronText.clockText(end)) }
        window = time...end
        index += ahead + 1
    }

    /// Whole hours after "at": at 6, 14 and 22.
    private mutating func hours() throws(Problem) {
        if peek() == .minuteUnit { return }
        while case .number(let hour) = peek() {
            guard hour < 24 else { throw Self.unknown(String(hour)) }
            times.insert(hour * 60)
            index += 1
            skip { $0 == .hourUnit }
            guard peek() == .and, case .number = peek(1) else { return }
            index += 1
        }
    }

    /// "every hour at minutes 5 and 35"
    private mutating func minutes() throws(Problem) {
        while case .number(let minute) = peek() {
            guard minute < 60 else { throw Self.unknown(String(minute)) }
            hourMinutes.insert(minute)
            index += 1
            if peek() == .and, case .number = peek(1) { index += 1 }
        }
    }

    /// "the 15th", or "first monday": the week of the month, which is seven days of it.
    private mutating func ordinal(_ n: Int, _ word: String) throws(Problem) {
        guard case .weekday = peek() else { return try dayOfMonth(n, word) }
        guard monthDays.isEmpty, weekdays.isEmpty, (1...4).contains(n) else { throw Self.unknown(word) }
        for day in (n * 7 - 6)...(n * 7) { monthDays.insert(day) }
        only = true
    }

    private mutating func dayOfMonth(_ day: Int, _ word: String) throws(Problem) {
        guard (1...31).contains(day) else { throw Self.unknown(word) }
        monthDays.insert(day)
        if case .number = tokens[index - 1].token { pendingDays.append(day) }
    }

    private mutating func skip(_ isSkipped: (TimetableToken) -> Bool) {
        while let token = peek(), isSkipped(token) { index += 1 }
    }

    private func rule(_ text: String) throws(Problem) -> Timetable.Rule {
        let saysMonth = tokens.contains { $0.token == .monthUnit } || !months.isEmpty
        let saysDays = tokens.contains { $0.token == .dayUnit }
        if let day = pendingDays.first, !saysMonth, !saysDays { throw Self.unknown(String(day)) }
        let hasDays = !(monthDays.isEmpty && months.isEmpty && weekdays.isEmpty) || saysEveryDay || stepDays != nil || start != nil
        if let stepMinutes, times.isEmpty, window == nil, hourMinutes.isEmpty, !hasDays {
            return .interval(minutes: stepMinutes)
        }
        let due = try minutesOfDay(text)
        guard hasDays || !due.isEmpty else { throw Self.unknown(text) }
        let saysMonthOnly = monthDays.isEmpty && weekdays.isEmpty && saysMonth && !saysEveryDay && stepDays == nil
        // "every month at 06:00" means its first day.
        let isConnected = only || tokens.contains { $0.token == .or || $0.token == .and }
        if !monthDays.isEmpty, !weekdays.isEmpty, !isConnected { throw Self.unknown(text) }
        let first = saysMonthOnly ? SmallSet([1]) : DayRule.allMonthDays
        let days = DayRule(
            monthDays: monthDays.isEmpty ? first : monthDays, months: months.isEmpty ? DayRule.allMonths : months,
            weekdays: weekdays.isEmpty ? DayRule.allWeekdays : weekdays,
            either: !only && !monthDays.isEmpty && !weekdays.isEmpty, step: stepDays ?? 1, start: start)
        return .calendar(times: due.isEmpty ? [0] : due, days: days)
    }

    private func minutesOfDay(_ text: String) throws(Problem) -> [Int] {
        if !hourMinutes.isEmpty {
            guard stepMinutes == 60, times.isEmpty, window == nil else { throw Self.unknown(text) }
            return (0..<24).flatMap { hour in hourMinutes.sorted().map { hour * 60 + $0 } }
        }
        guard let stepMinutes else { return times.sorted() }
        guard times.isEmpty else { throw Self.unknown(text) }
        let range = window ?? 0...(Timetable.minutesPerDay - 1)
        return Array(stride(from: range.lowerBound, through: range.upperBound, by: stepMinutes))
    }

    private static func unknown(_ word: String) -> Problem {
        Problem(.input, "timetable_words", ["word": String(word.prefix(60))], hint: Timetable.hint)
    }
}
