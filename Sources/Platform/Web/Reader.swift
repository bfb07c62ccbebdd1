// Who reads a page and how they write numbers and dates. All formatting goes through here, by rules of our own that are
// the same on every machine, whatever its locale data.

import Kernel

/// The reader of a page.
public struct Reader: Sendable {
    public var language: Language
    public var theme: String
    public var person: Person?
    public var csrf: String
    public var zone: Zone
    public var now: Instant
    public let texts: Texts

    public init(language: Language, theme: String, person: Person?, csrf: String, zone: Zone, now: Instant, texts: Texts) {
        self.language = language
        self.theme = theme
        self.person = person
        self.csrf = csrf
        self.zone = zone
        self.now = now
        self.texts = texts
    }

    public func t(_ key: String, _ parameters: [String: String] = [:]) -> String { texts.text(key, language, parameters) }
    public func may(_ permission: Permission) -> Bool { person?.may(permission) ?? false }

    /// Thousands by groups of three: `48,216`, `48 216` (narrow no-break space).
    public func number(_ n: Int64) -> String {
        let digits = String(n.magnitude)
        var out = ""
        for (i, digit) in digits.enumerated() {
            if i > 0, (digits.count - i) % 3 == 0 { out += language == .en ? "," : "\u{202F}" }
            out.append(digit)
        }
        return (n < 0 ? "−" : "") + out
    }
    public func number(_ n: Int) -> String { number(Int64(n)) }

    public func quantity(_ q: Quantity) -> String {
        guard !q.isWhole else { return number(q.thousandths / 1000) }
        let decimals = q.text.split(separator: ".").last.map(String.init) ?? ""
        return number(q.thousandths / 1000) + (language == .en ? "." : ",") + decimals
    }

    /// A fraction of 1 in percent with one decimal.
    public func percent(_ fraction: Double) -> String {
        let tenths = Int64((fraction * 1000).rounded())
        return number(tenths / 10) + (language == .en ? "." : ",") + String(abs(tenths % 10)) + (language == .en ? "%" : "\u{202F}%")
    }

    /// `20 Nov, 16:48:00`, with the year when it is another than now.
    public func dateTime(_ instant: Instant, seconds: Bool = true) -> String {
        let civil = zone.civil(instant)
        let clock = seconds ? civil.clockText : String(civil.clockText.prefix(5))
        return day(civil.date) + ", " + clock
    }

    public func day(_ date: CivilDate) -> String {
        let month = t("month.\(date.month)")
        let text = language == .en ? "\(date.day) \(month)" : "\(date.day) \(month)"
        return date.year == zone.day(of: now).year ? text : text + " \(date.year)"
    }

    /// An instant that grows old on the page.
    public func age(_ instant: Instant) -> HTML {
        "<time datetime=\"\(zone.rfc3339(instant))\" data-age=\"\(zone.rfc3339(instant))\" title=\"\(dateTime(instant))\">\(ageText(instant))</time>"
    }

    public func ageText(_ instant: Instant) -> String {
        let seconds = max(0, (now - instant).milliseconds / 1000)
        switch seconds {
        case ..<60: return t("age.seconds", ["n": String(seconds)])
        case ..<3600: return t("age.minutes", ["n": String(seconds / 60)])
        case ..<172_800: return t("age.hours", ["n": String(seconds / 3600)])
        default: return t("age.days", ["n": String(seconds / 86_400)])
        }
    }

    /// An instant in full, for a table cell.
    public func time(_ instant: Instant) -> HTML {
        "<time datetime=\"\(zone.rfc3339(instant))\" title=\"\(zone.rfc3339(instant))\">\(dateTime(instant))</time>"
    }

    public func bytes(_ n: Int64) -> String {
        switch n {
        case ..<10_000: number(n) + " B"
        case ..<10_000_000: number(n / 1000) + " kB"
        default: number(n / 1_000_000) + " MB"
        }
    }
}
