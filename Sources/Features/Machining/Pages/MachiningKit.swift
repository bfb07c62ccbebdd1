// What the pages of machining share: tabs, durations, shares that sum to a hundred, grades.

import Host
import Kernel
import Web

/// The tabs of the feature's pages.
enum MachiningTabs {
    private static let tabs = [
        ("/machining", "machining.compare"), ("/machining/calendar", "machining.calendar"), ("/machining/quality", "machining.quality"),
        ("/machining/import", "machining.import"),
    ]

    static func html(_ visit: Visit, current: String) -> HTML {
        let links = tabs.html { path, key in
            "<a href=\"\(path)\"\(path == current ? " aria-current=\"page\"" : HTML.empty)>\(visit.reader.t(key))</a>"
        }
        return "<nav class=\"tabs\" aria-label=\"\(visit.reader.t("machining.title"))\">\(links)</nav>"
    }
}

enum DayPath {
    static func day(_ centre: Int64, _ day: CivilDate) -> String { "/machining/centres/\(centre)/days/\(day.isoText)" }

    /// The lines of a stretch.
    static func lines(_ centre: Int64, _ stretch: Stretch, kinds: [EventMeaning] = []) -> String {
        let from = Instant(milliseconds: stretch.begin).rfc3339()
        let to = Instant(milliseconds: stretch.end).rfc3339()
        let kind = kinds.isEmpty ? "" : "&kinds=" + kinds.map(\.rawValue).joined(separator: ",")
        return "/machining/centres/\(centre)/lines?from=\(URLText.encode(from))&to=\(URLText.encode(to))\(kind)"
    }
}

/// Shares of a whole in tenths of a percent that sum to exactly 1000, by the largest remainders.
enum Shares {
    static func tenths(_ parts: [Int64]) -> [Int64]? {
        let whole = parts.reduce(0, +)
        guard whole > 0 else { return nil }
        var tenths = parts.map { $0 * 1000 / whole }
        let order = parts.indices.sorted { (parts[$0] * 1000 % whole, -$0) > (parts[$1] * 1000 % whole, -$1) }
        for i in order.prefix(Int(1000 - tenths.reduce(0, +))) { tenths[i] += 1 }
        return tenths
    }
}

extension Reader {
    /// `9 h 12 min`, `3 min 20 s`, `12.5 s`.
    func length(_ milliseconds: Int64) -> String {
        let seconds = milliseconds / 1000
        if seconds >= 3600 { return "\(number(seconds / 3600)) h \(seconds / 60 % 60) min" }
        if seconds >= 60 { return "\(seconds / 60) min \(seconds % 60) s" }
        let tenths = milliseconds % 1000 / 100
        return tenths == 0 ? "\(seconds) s" : "\(seconds)\(language == .en ? "." : ",")\(tenths) s"
    }

    /// Production, wait and stop in percent that sum to a hundred; a dash each without a window.
    func shares(_ t: DayTotals) -> [String] {
        guard let tenths = Shares.tenths([t.production, t.wait, t.stop]) else { return ["–", "–", "–"] }
        return tenths.map { percent(Double($0) / 1000) }
    }

    func decimal(_ value: Double, digits: Int = 1) -> String {
        let factor = digits == 0 ? 1.0 : digits == 1 ? 10 : 100
        let scaled = Int64((value * factor).rounded())
        guard digits > 0 else { return number(scaled) }
        let rest = String(scaled % Int64(factor))
        return number(scaled / Int64(factor)) + (language == .en ? "." : ",") + String(repeating: "0", count: digits - rest.count) + rest
    }

    /// In the time of a centre, which is what its people's clocks show.
    func at(_ zone: Zone) -> Reader {
        var reader = self
        reader.zone = zone
        return reader
    }

    func clock(_ at: Int64, seconds: Bool = true) -> String {
        let text = zone.civil(Instant(milliseconds: at)).clockText
        return seconds ? text : String(text.prefix(5))
    }

    /// With its weekday: `Wed 28 May 2025`.
    func namedDay(_ date: CivilDate) -> String { t("machining.weekday.\(date.weekday + 1)") + " " + day(date) }
}

enum GradeTag {
    /// A needs no mark; B and C say why on hover.
    static func html(_ totals: DayTotals, _ reader: Reader) -> HTML { html(totals.grade, totals.flags, reader) }

    static func html(_ grade: Grade, _ flags: DayFlags, _ reader: Reader) -> HTML {
        let why = reasons(flags, reader).joined(separator: "; ")
        switch grade {
        case .a: return "<span class=\"tag is-off\" title=\"\(reader.t("machining.grade.a"))\">A</span>"
        case .b: return "<span class=\"tag is-warn\" title=\"\(why)\">\(HTML.icon("warn"))B</span>"
        case .c: return "<span class=\"tag is-bad\" title=\"\(why.isEmpty ? reader.t("machining.grade.c") : why)\">\(HTML.icon("alert"))C</span>"
        }
    }

    static func reasons(_ flags: DayFlags, _ reader: Reader) -> [String] {
        DayFlags.names.filter { flags.contains($0.flag) && DayFlags.doubts.contains($0.flag) }.map { reader.t("machining.flag." + $0.name) }
    }
}
