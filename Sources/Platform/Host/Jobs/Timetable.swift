// When something is due, as a pure value: cron words and plain words become one canonical form, and the form answers
// "when next?". Nothing here reads a clock; the zone and the instant are handed in.

import Kernel

/// A rule that says when a piece of work is due.
public struct Timetable: Hashable, Sendable, CustomStringConvertible {
    enum Rule: Hashable, Sendable {
        /// Every so many minutes of absolute time, counted from local midnight of 2000-01-01. A clock change does not
        /// disturb it.
        case interval(minutes: Int)
        /// At these minutes of the day (sorted, not empty), on the days of the rule.
        case calendar(times: [Int], days: DayRule)
    }

    let rule: Rule

    /// An interval is at most a week; a longer one is meant in days and written with a time of day.
    static let intervalMinutesMax = 10_080
    static let minutesPerDay = 1440
    /// Characters of a timetable's text.
    static let textLengthMax = 400

    /// Reads cron words (`30 8 * * 1-5`, `@daily`) or plain words in English, Spanish or French (`weekdays at 8:30`).
    /// - Throws: `timetable_words` with the word that was not understood, `timetable_field` for a cron field,
    ///   `timetable_never` for a day that does not exist, all of family input.
    public init(_ text: String) throws(Problem) {
        let plain = text.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        guard !plain.isEmpty, plain.utf8.count <= Self.textLengthMax else {
            throw Problem(.input, "timetable_words", ["word": String(text.prefix(60))], hint: Self.hint)
        }
        // Checked before `self` exists: a throw after `self.init` is more than the optimiser of Swift 6.3 compiles.
        let rule = try Self.isCron(plain) ? CronText.parse(plain) : TimetablePhrase.parse(plain)
        if case .calendar(_, let days) = rule, !days.canHappen { throw Problem(.input, "timetable_never", ["words": plain]) }
        self.init(rule)
    }

    /// The one form of this rule: a cron line that also repeats within a full day in equal parts of an hour is an
    /// interval, so that `*/15 * * * *` and "every 15 minutes" are the same timetable.
    init(_ rule: Rule) {
        guard case .calendar(let times, let days) = rule, days == .everyDay, let step = Self.evenStep(times),
            60 % step == 0, times.count * step == Self.minutesPerDay, times[0] == 0
        else {
            self.rule = rule
            return
        }
        self.rule = .interval(minutes: step)
    }

    /// The canonical text: five cron fields where they can say it, otherwise `@every 7m`, `@every 2d 06:00 …` or
    /// `@times 06:00,14:30 …` with the last three cron fields. `Timetable(_:)` reads it back to an equal value.
    public var canonical: String { CronText.write(self) }
    public var description: String { canonical }

    var days: DayRule? { if case .calendar(_, let days) = rule { days } else { nil } }

    static let hint = "Write for example: every 15 minutes; weekdays at 8:30; first of the month at 05:00; 0 6 * * 1-5."

    private static func isCron(_ text: String) -> Bool {
        if text.hasPrefix("@") { return true }
        let words = text.split(separator: " ")
        return words.count == 5 && words.allSatisfy { CronText.looksLikeField($0) }
    }

    /// The distance between all neighbours, nil when it differs or there is only one. Once a day counts as none.
    static func evenStep(_ times: [Int]) -> Int? {
        guard times.count >= 2 else { return nil }
        let step = times[1] - times[0]
        return zip(times, times.dropFirst()).allSatisfy { $1 - $0 == step } ? step : nil
    }

    /// The minutes of the hour when the times are the same in each of the 24 hours. Such a timetable follows the
    /// minute hand: it fires in every hour that passes, also in both of a doubled one.
    static func hourlyMinutes(_ times: [Int]) -> [Int]? {
        guard times.count % 24 == 0 else { return nil }
        let perHour = Array(times.prefix(times.count / 24))
        guard let last = perHour.last, last < 60 else { return nil }
        return (0..<24).flatMap { hour in perHour.map { hour * 60 + $0 } } == times ? perHour : nil
    }
}
