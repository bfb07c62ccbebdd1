// The words of the three languages, told apart by what they mean. No word means two things in two languages, so a
// sentence is read without asking which language it is in.

import Kernel

/// What a word of a timetable says.
enum TimetableToken: Hashable, Sendable {
    case every
    case number(Int)
    /// 1st, 1er, 15th: a day of the month without doubt.
    case ordinal(Int)
    /// Minutes of the day.
    case time(Int)
    /// 2026-12-01
    case date(CivilDate)
    case minuteUnit, hourUnit, dayUnit, weekUnit, monthUnit
    /// 0 = Sunday.
    case weekday(Int)
    /// 1 = January.
    case month(Int)
    case workDays, weekend
    case from, to, and, or, only, at
    case noise
}

enum TimetableVocabulary {
    /// The token of a folded word (no accents, small letters); nil when it is not in the vocabulary.
    static func token(_ word: String) -> TimetableToken? {
        if let known = words[word] { return known }
        if let time = clockTime(word) { return .time(time) }
        if word.utf8.count == 10, let date = CivilDate(iso: word) { return .date(date) }
        if let n = Int(word), n >= 0, word.utf8.count <= 5 { return .number(n) }
        for ending in ["st", "nd", "rd", "th", "er", "o"] where word.hasSuffix(ending) {
            if let n = Int(word.dropLast(ending.count)), (1...31).contains(n) { return .ordinal(n) }
        }
        return nil
    }

    private static let words: [String: TimetableToken] = {
        var all: [String: TimetableToken] = [:]
        func add(_ token: TimetableToken, _ list: String) {
            for word in list.split(separator: " ") { all[String(word)] = token }
        }
        add(.every, "every each cada todos todas tous toutes chaque tout toute")
        add(.minuteUnit, "minute minutes minuto minutos min mins")
        add(.hourUnit, "hour hours hora horas heure heures h")
        add(.dayUnit, "day days dia dias jour jours")
        add(.weekUnit, "week weeks semana semanas semaine semaines")
        add(.monthUnit, "month months mes meses mois")
        add(.workDays, "weekdays weekday workdays workday laborables laborable habiles ouvrables ouvres")
        add(.weekend, "weekend weekends week-end week-ends finde fines fin")
        add(.from, "from between desde de du des entre")
        add(.to, "to until till through hasta a al au jusqua -")
        add(.and, "and y e et , &")
        add(.or, "or o ou")
        add(.only, "only solo solamente seulement if si")
        add(.at, "at las aux @")
        add(.ordinal(1), "first primero primer premier")
        add(.ordinal(2), "second segundo deuxieme")
        add(.ordinal(3), "third tercer tercero troisieme")
        add(.ordinal(4), "fourth cuarto quatrieme")
        add(.time(720), "noon mediodia midi")
        add(.time(0), "midnight medianoche minuit")
        add(.noise, "on the of in la los el le les en dans partir del")
        for (index, day) in days.enumerated() { add(.weekday(index), day) }
        for (index, month) in months.enumerated() { add(.month(index + 1), month) }
        return all
    }()

    private static let days = [
        "sunday sundays sun domingo domingos dimanche dimanches", "monday mondays mon lunes lundi lundis",
        "tuesday tuesdays tue martes mardi mardis", "wednesday wednesdays wed miercoles mercredi mercredis",
        "thursday thursdays thu jueves jeudi jeudis", "friday fridays fri viernes vendredi vendredis",
        "saturday saturdays sat sabado sabados samedi samedis",
    ]
    private static let months = [
        "january enero janvier", "february febrero fevrier", "march marzo mars", "april abril avril", "may mayo mai",
        "june junio juin", "july julio juillet", "august agosto aout", "september septiembre setiembre septembre",
        "october octubre octobre", "november noviembre novembre", "december diciembre decembre",
    ]

    /// `06:00`, `6.30`, `6h30`, `18h`, `6am`, `6:30pm` in minutes of the day.
    static func clockTime(_ word: String) -> Int? {
        var text = word
        var shift: Int?
        for (ending, hours) in [("am", 0), ("pm", 12)] where text.hasSuffix(ending) {
            text.removeLast(2)
            shift = hours
        }
        let isHour = text.hasSuffix("h")
        if isHour { text.removeLast() }
        let parts = text.split(omittingEmptySubsequences: false) { ":.h".contains($0) }
        guard parts.count == 2 || (parts.count == 1 && (isHour || shift != nil)),
            parts.allSatisfy({ (1...2).contains($0.utf8.count) && $0.utf8.allSatisfy { (48...57).contains($0) } }),
            parts.count == 1 || parts[1].utf8.count == 2, var hour = Int(parts[0]),
            let minute = parts.count == 2 ? Int(parts[1]) : 0
        else { return nil }
        if let shift {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + shift
        }
        return hour < 24 && minute < 60 ? hour * 60 + minute : nil
    }

    private static let plain: [Character: Character] = [
        "á": "a", "à": "a", "â": "a", "é": "e", "è": "e", "ê": "e", "í": "i", "î": "i", "ó": "o", "ô": "o", "ú": "u",
        "ù": "u", "û": "u", "ü": "u", "ñ": "n", "ç": "c", "º": "o",
    ]

    /// Small letters without accents, so that `días` and `dias` are one word.
    static func folded(_ text: String) -> String {
        return String(text.lowercased().compactMap { $0 == "'" || $0 == "’" ? nil : plain[$0] ?? $0 })
    }
}
