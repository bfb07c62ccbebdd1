// How the oracle understands single values: the machine in a path, dates, times, numbers, sides.

import Foundation
import Kernel

extension MounterOracle {
    /// The line and the mounter that a path names, over all of its folders and its file name: `1line` before `line1`
    /// before `L1`, `m2` or `mounter2`, as whole words between `/`, blanks, `_`, `-` and `.`; the leftmost counts.
    public static func machine(of path: String) -> (line: Int?, mounter: Int?) {
        let words = path.lowercased().components(separatedBy: CharacterSet(charactersIn: "/\\ _-."))
        func first(_ prefix: String, _ suffix: String) -> Int? {
            for word in words where word.hasPrefix(prefix) && word.hasSuffix(suffix) {
                let middle = String(word.dropFirst(prefix.count).dropLast(suffix.count))
                if let number = wholeNumber(middle) { return number }
            }
            return nil
        }
        return (first("", "line") ?? first("line", "") ?? first("l", ""), first("m", "") ?? first("mounter", ""))
    }

    /// `20260922`, `2026-09-22`, `2026/09/22`, `22/09/2026`, `09/22/2026` (only when it is no day before month),
    /// `22-09-2026`; with a time of one to six digits, zeros lost at its front, or of three parts with `:`.
    static func civil(_ date: String, _ time: String) -> CivilTime? {
        guard let day = day(date), let (hour, minute, second) = clock(time) else { return nil }
        return CivilTime(date: day, hour: hour, minute: minute, second: second)
    }

    private static func day(_ text: String) -> CivilDate? {
        if text.count == 8, wholeNumber(text) != nil {
            return day(String(text.prefix(4)), String(text.dropFirst(4).prefix(2)), String(text.suffix(2)))
        }
        for separator in ["-", "/"] {
            let parts = text.components(separatedBy: separator)
            guard parts.count == 3 else { continue }
            if parts[0].count == 4 { return day(parts[0], parts[1], parts[2]) }
            if let found = day(parts[2], parts[1], parts[0]) { return found }
            if separator == "/" { return day(parts[2], parts[0], parts[1]) }
        }
        return nil
    }

    private static func day(_ year: String, _ month: String, _ day: String) -> CivilDate? {
        guard year.count == 4, (1...2).contains(month.count), (1...2).contains(day.count),
            let y = wholeNumber(year), let m = wholeNumber(month), let d = wholeNumber(day)
        else { return nil }
        let leap = y % 400 == 0 || (y % 4 == 0 && y % 100 != 0)
        let lengths = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard y >= 1, m >= 1, m <= 12, d >= 1, d <= lengths[m - 1] else { return nil }
        return CivilDate(year: y, month: m, day: d)
    }

    private static func clock(_ text: String) -> (Int, Int, Int)? {
        var parts = text.components(separatedBy: ":")
        if parts.count == 1, (1...6).contains(text.count) {
            let digits = Array(String(repeating: "0", count: 6 - text.count) + text).map(String.init)
            parts = [digits[0] + digits[1], digits[2] + digits[3], digits[4] + digits[5]]
        }
        guard parts.count == 3, parts.allSatisfy({ (1...2).contains($0.count) }), let hour = wholeNumber(parts[0]),
            let minute = wholeNumber(parts[1]), let second = wholeNumber(parts[2]), hour < 24, minute < 60, second < 60
        else { return nil }
        return (hour, minute, second)
    }

    /// Digits only, at most 15.
    static func wholeNumber(_ text: String) -> Int? {
        guard !text.isEmpty, text.count <= 15, text.allSatisfy({ "0123456789".contains($0) }) else { return nil }
        return Int(text)
    }

    /// Thousandths of `7000`, `-3`, `+5`, `70.25`; nil for anything else, for more than three decimals that are not
    /// zeros, and for more than 15 digits before the point.
    static func number(_ text: String) -> Int64? {
        var rest = text
        let isNegative = rest.hasPrefix("-")
        if isNegative || rest.hasPrefix("+") { rest.removeFirst() }
        let parts = rest.components(separatedBy: ".")
        guard parts.count <= 2, !parts.joined().isEmpty else { return nil }
        let decimals = parts.count == 2 ? parts[1] : ""
        guard decimals.allSatisfy({ "0123456789".contains($0) }), decimals.dropFirst(3).allSatisfy({ $0 == "0" }) else {
            return nil
        }
        guard let whole = parts[0].isEmpty ? 0 : wholeNumber(parts[0]) else { return nil }
        let thousandths = Int64((decimals + "000").prefix(3)) ?? 0
        return (isNegative ? -1 : 1) * (Int64(whole) * 1000 + thousandths)
    }

    /// As the old system had it: an F anywhere means front, else an R anywhere means rear.
    static func side(of feederBase: String) -> OracleSide? {
        let letters = feederBase.uppercased()
        return letters.contains("F") ? .front : letters.contains("R") ? .rear : nil
    }
}
