// A timetable as a person would say it, in the three languages of the house. Whatever is written here is read back by
// TimetablePhrase to the same timetable; a test holds the two together.

import Kernel

extension Timetable {
    /// Plain words in `en`, `es` or `fr` (any other language gets English), such as `weekdays at 08:30`.
    public func words(_ language: String) -> String {
        let tongue = Tongue.of(language)
        switch rule {
        case .interval(let minutes): return tongue.every(minutes: minutes)
        case .calendar(let times, let days): return tongue.days(days) + " " + tongue.times(times)
        }
    }
}

/// The pieces of a sentence in one language.
struct Tongue: Sendable {
    var minute: (one: String, many: String)
    var hour: (one: String, many: String)
    var everyDay: String
    var everyDays: @Sendable (Int) -> String
    var workDays: String
    var weekend: String
    /// Put before the list of weekdays ("los").
    var weekdayArticle: String
    /// Sunday first, as cron counts.
    var weekdays: [String]
    var months: [String]
    var first: String
    var monthDay: @Sendable (String) -> String
    var monthDays: @Sendable (String) -> String
    var inMonths: String
    var and: String
    var or: String
    var only: String
    var at: String
    var from: String
    var to: String
    var everyHourAtMinutes: String
    /// Put before the first day.
    var fromDay: String

    static func of(_ language: String) -> Tongue { ["es": spanish, "fr": french][language] ?? english }

    func every(minutes: Int) -> String {
        let (count, unit) = minutes % 60 == 0 ? (minutes / 60, hour) : (minutes, minute)
        return count == 1 ? unit.one : unit.many.replacing("#", with: String(count))
    }

    func times(_ times: [Int]) -> String {
        if let minutes = Timetable.hourlyMinutes(times) {
            return everyHourAtMinutes + " " + list(minutes.map { String($0) })
        }
        if times.count >= 3, let step = Timetable.evenStep(times), let last = times.last {
            return [every(minutes: step), from, CronText.clockText(times[0]), to, CronText.clockText(last)].joined(
                separator: " ")
        }
        return at + " " + list(times.map(CronText.clockText))
    }

    func days(_ rule: DayRule) -> String {
        var parts: [String] = []
        let hasMonthDays = rule.monthDays != DayRule.allMonthDays
        let hasWeekdays = rule.weekdays != DayRule.allWeekdays
        if rule.step > 1 { parts.append(everyDays(rule.step)) }
        if hasMonthDays { parts.append(monthDayWords(rule.monthDays.members)) }
        if hasWeekdays {
            if hasMonthDays { parts.append(rule.either ? or : only) }
            parts.append(weekdayWords(rule.weekdays))
        }
        if parts.isEmpty { parts.append(everyDay) }
        if rule.months != DayRule.allMonths {
            parts.append(inMonths + " " + list(rule.months.members.map { months[$0 - 1] }))
        }
        if let start = rule.start { parts.append(fromDay + " " + start.isoText) }
        return parts.joined(separator: " ")
    }

    private func monthDayWords(_ members: [Int]) -> String {
        if members == [1] { return first }
        return members.count == 1 ? monthDay(String(members[0])) : monthDays(list(members.map { String($0) }))
    }

    private func weekdayWords(_ set: SmallSet) -> String {
        if set == SmallSet(1...5) { return workDays }
        if set == SmallSet([0, 6]) { return weekend }
        // Monday first: that is how a week is read.
        let members = set.members.sorted { ($0 + 6) % 7 < ($1 + 6) % 7 }
        return weekdayArticle + list(members.map { weekdays[$0] })
    }

    private func list(_ items: [String]) -> String {
        guard items.count > 1 else { return items[0] }
        return items.dropLast().joined(separator: ", ") + " " + and + " " + items[items.count - 1]
    }

    static let english = Tongue(
        minute: ("every minute", "every # minutes"), hour: ("every hour", "every # hours"),
        everyDay: "every day", everyDays: { "every \($0) days" }, workDays: "weekdays", weekend: "weekends",
        weekdayArticle: "",
        weekdays: ["sundays", "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays"],
        months: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
            "November", "December",
        ],
        first: "first of the month", monthDay: { "day \($0) of the month" }, monthDays: { "days \($0) of the month" },
        inMonths: "in", and: "and", or: "or", only: "only", at: "at", from: "from", to: "to",
        everyHourAtMinutes: "every hour at minutes", fromDay: "from")

    static let spanish = Tongue(
        minute: ("cada minuto", "cada # minutos"), hour: ("cada hora", "cada # horas"),
        everyDay: "todos los días", everyDays: { "cada \($0) días" }, workDays: "de lunes a viernes",
        weekend: "los fines de semana", weekdayArticle: "los ",
        weekdays: ["domingos", "lunes", "martes", "miércoles", "jueves", "viernes", "sábados"],
        months: [
            "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre",
            "noviembre", "diciembre",
        ],
        first: "el primero de cada mes", monthDay: { "el día \($0) de cada mes" },
        monthDays: { "los días \($0) de cada mes" },
        inMonths: "en", and: "y", or: "o", only: "solo", at: "a las", from: "desde las", to: "hasta las",
        everyHourAtMinutes: "cada hora en los minutos", fromDay: "a partir del")

    static let french = Tongue(
        minute: ("toutes les minutes", "toutes les # minutes"), hour: ("toutes les heures", "toutes les # heures"),
        everyDay: "tous les jours", everyDays: { "tous les \($0) jours" }, workDays: "en semaine",
        weekend: "le week-end", weekdayArticle: "le ",
        weekdays: ["dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"],
        months: [
            "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
            "décembre",
        ],
        first: "le premier du mois", monthDay: { "le \($0) du mois" }, monthDays: { "les \($0) du mois" },
        inMonths: "en", and: "et", or: "ou", only: "seulement", at: "à", from: "de", to: "à",
        everyHourAtMinutes: "toutes les heures aux minutes", fromDay: "à partir du")
}
