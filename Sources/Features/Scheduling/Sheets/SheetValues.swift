// Numbers and dates as planners and their spreadsheets write them. How a file writes them is found out from all of it,
// because one cell alone can be read two ways.

import Kernel

/// How a file writes numbers and dates.
struct SheetHabits: Sendable, Equatable {
    var hasDecimalComma = false
    var isDayFirst = false
}

enum SheetNumber {
    /// Blanks of all kinds and the Swiss apostrophe.
    private static func bare(_ text: String) -> [UInt8] {
        Array(text.filter { !$0.isWhitespace && $0 != "'" && $0 != "’" && $0 != "\u{202F}" && $0 != "\u{A0}" }.utf8)
    }

    private static func isGrouped(_ digits: ArraySlice<UInt8>, by mark: UInt8) -> Bool {
        let groups = digits.split(separator: mark, omittingEmptySubsequences: false)
        return groups.enumerated().allSatisfy { $0 == 0 ? (1...3).contains($1.count) : $1.count == 3 }
    }

    /// What a number tells of the file's decimal mark: true for a comma, nil for nothing.
    static func tellsComma(_ text: String) -> Bool? {
        let bytes = bare(text)
        guard !bytes.isEmpty, bytes.allSatisfy({ (48...57).contains($0) || $0 == 44 || $0 == 46 || $0 == 45 }) else { return nil }
        let (comma, point) = (bytes.lastIndex(of: 44), bytes.lastIndex(of: 46))
        switch (comma, point) {
        case (let comma?, let point?): return comma > point
        case (let comma?, nil):
            if isGrouped(bytes[...], by: 44) { return bytes.count { $0 == 44 } > 1 ? false : nil }
            return bytes.firstIndex(of: 44) == comma ? true : nil
        case (nil, let point?):
            if isGrouped(bytes[...], by: 46) { return bytes.count { $0 == 46 } > 1 ? true : nil }
            return bytes.firstIndex(of: 46) == point ? false : nil
        case (nil, nil): return nil
        }
    }

    /// A number in thousandths, rounded half up beyond; nil for what is none.
    static func read(_ text: String, _ habits: SheetHabits) -> Quantity? {
        let bytes = bare(text)
        let (decimal, group): (UInt8, UInt8) = (tellsComma(text) ?? habits.hasDecimalComma) ? (44, 46) : (46, 44)
        let whole = bytes.prefix { $0 != decimal }
        let rest = bytes.dropFirst(whole.count + 1)
        guard !bytes.isEmpty, !rest.contains(decimal), !rest.contains(group), !whole.contains(group) || isGrouped(whole, by: group) else {
            return nil
        }
        guard rest.allSatisfy({ (48...57).contains($0) }) else { return nil }
        let kept = String(decoding: whole.filter { $0 != group } + (rest.isEmpty ? [] : [46] + rest.prefix(3)), as: UTF8.self)
        guard let value = Quantity(kept) else { return nil }
        let next = rest.dropFirst(3).first ?? 48
        return Quantity(thousandths: value.thousandths + (next >= 53 ? 1 : 0))
    }
}

enum SheetDate {
    /// The numbers of a date written with slashes, and whether there is a year.
    private static func parts(_ text: String) -> [Int]? {
        let words = text.split(separator: "/", omittingEmptySubsequences: false)
        guard (2...3).contains(words.count), words.allSatisfy({ (1...4).contains($0.count) && $0.utf8.allSatisfy { (48...57).contains($0) } }) else {
            return nil
        }
        return words.compactMap { Int($0) }
    }

    /// What a date tells of the file's order: true when only the day can stand first, false when only the month can.
    static func tellsDayFirst(_ text: String) -> Bool? {
        guard let parts = parts(text) else { return nil }
        if parts[0] > 12, parts[0] <= 31, parts[1] <= 12 { return true }
        return parts[1] > 12 && parts[1] <= 31 && parts[0] <= 12 ? false : nil
    }

    /// `2026-05-01`, also with a time behind it; `5/1/2026`, `5/1/26`, `1.5.2026`; `5/22` as the latest year in which it is not
    /// after `ship`, and without one as the year in which it is nearest to `today`.
    static func read(_ text: String, _ habits: SheetHabits, ship: CivilDate? = nil, today: CivilDate?) -> CivilDate? {
        if let day = CivilDate(iso: text) { return day }
        let head = String(text.prefix(10))
        if text.utf8.count > 10, let day = CivilDate(iso: head), let next = text.dropFirst(10).first, next == "T" || next == " " { return day }
        var isDayFirst = habits.isDayFirst
        var slashed = text
        if text.contains(".") { (slashed, isDayFirst) = (text.replacing(".", with: "/"), true) }
        if slashed.hasSuffix("/") { slashed.removeLast() }
        // A time behind the date says nothing of a day.
        if let space = slashed.firstIndex(of: " ") { slashed = String(slashed[..<space]) }
        guard let parts = parts(slashed) else { return nil }
        let (month, day) = isDayFirst ? (parts[1], parts[0]) : (parts[0], parts[1])
        if parts.count == 3 {
            let year = parts[2] < 80 ? parts[2] + 2000 : parts[2] < 100 ? parts[2] + 1900 : parts[2]
            return CivilDate(year: year, month: month, day: day)
        }
        if let ship {
            // Leap days are up to eight years apart.
            return (0...8).lazy.compactMap { CivilDate(year: ship.year - $0, month: month, day: day) }.first { $0 <= ship }
        }
        guard let today else { return nil }
        let near = [0, -1, 1, -2, 2, -3, 3, -4, 4].compactMap { CivilDate(year: today.year + $0, month: month, day: day) }
        return near.min { abs($0.daysSinceEpoch - today.daysSinceEpoch) < abs($1.daysSinceEpoch - today.daysSinceEpoch) }
    }
}
