// A cell as a planner writes it to a value: numbers with their thousands, dates with or without a year.

import Kernel

struct SheetValue: Sendable {
    /// `1.199,00` and not `1,199.00`.
    var isCommaDecimal: Bool
    /// 31/12 and not 12/31.
    var isDayFirst: Bool

    /// A number; nil for anything else. Blank is nil as well.
    func number(_ cell: String) -> Quantity? {
        var text = cell.filter { !$0.isWhitespace && $0 != "\u{A0}" && $0 != "\u{202F}" }
        let (comma, dot) = (text.lastIndex(of: ","), text.lastIndex(of: "."))
        let decimal: Character
        switch (comma, dot) {
        case (nil, nil): decimal = "."
        case (let comma?, let dot?): decimal = comma > dot ? "," : "."
        case (let comma?, nil): decimal = Self.isThousands(text, comma) && !isCommaDecimal ? "." : ","
        case (nil, let dot?): decimal = Self.isThousands(text, dot) && isCommaDecimal ? "," : "."
        }
        let other: Character = decimal == "," ? "." : ","
        guard Self.isGrouped(text, other, decimal) else { return nil }
        text.removeAll { $0 == other }
        return Quantity(text.replacing(String(decimal), with: "."))
    }

    /// Three digits behind each mark.
    private static func isThousands(_ text: String, _ mark: String.Index) -> Bool {
        let rest = text[text.index(after: mark)...]
        return rest.count == 3 && rest.allSatisfy(\.isNumber) && text[..<mark].last?.isNumber == true && text.first != "0"
    }

    private static func isGrouped(_ text: String, _ mark: Character, _ decimal: Character) -> Bool {
        let whole = text.split(separator: decimal, maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
        let groups = whole.split(separator: mark, omittingEmptySubsequences: false)
        return groups.dropFirst().allSatisfy { $0.count == 3 } && !(groups.count > 1 && (groups.first ?? "").isEmpty)
    }

    enum Day: Sendable, Equatable {
        case whole(CivilDate)
        /// Month and day.
        case yearless(Int, Int)
    }

    /// `2026-05-22`, `5/22/2026`, `5/22/26`, `22.5.2026`, `5/22`; nil for anything else.
    func day(_ cell: String) -> Day? {
        let text = Substring(cell).trimmed
        if let day = CivilDate(iso: String(text.prefix(10))), text.count == 10 || text.dropFirst(10).first == "T" || text.dropFirst(10).first == " " {
            return .whole(day)
        }
        let parts = text.split(whereSeparator: { "/.-".contains($0) }).map { Int($0) }
        guard parts.count == 2 || parts.count == 3, let a = parts[0], let b = parts[1] else { return nil }
        let (month, day) = isDayFirst ? (b, a) : (a, b)
        guard (1...12).contains(month), (1...31).contains(day) else { return nil }
        guard parts.count == 3 else { return .yearless(month, day) }
        guard var year = parts[2] else { return nil }
        if year < 100 { year += 2000 }
        return OrderField.years.contains(year) ? CivilDate(year: year, month: month, day: day).map { .whole($0) } : nil
    }

    /// The latest such day that is not after another.
    static func latest(_ month: Int, _ day: Int, notAfter end: CivilDate) -> CivilDate? {
        // The 29th of February is up to eight years ago.
        for year in stride(from: end.year, through: end.year - 8, by: -1) {
            if let found = CivilDate(year: year, month: month, day: day), found <= end { return found }
        }
        return nil
    }

    /// Whether the dates of a file can only be read with the day first.
    static func isDayFirst(_ cells: [String]) -> Bool {
        var (first, second) = (false, false)
        for cell in cells {
            let parts = Substring(cell).trimmed.split(whereSeparator: { "/.-".contains($0) }).map { Int($0) }
            guard parts.count >= 2, let a = parts[0], let b = parts[1], a < 1000 else { continue }
            if a > 12, a <= 31 { first = true }
            if b > 12, b <= 31 { second = true }
        }
        return first && !second
    }
}
