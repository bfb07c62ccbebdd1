// Which batch a name means, told by one regular expression and nothing of the product's: what the tests of batches hold
// its reading of ids and file names against.

import Foundation

/// The four usual families, read the slow and obvious way.
public enum MaskNameOracle {
    public enum Reading: Sendable, Hashable {
        /// The number in capitals and without separators: `000040F`.
        case number(String)
        case none
        case several
    }

    // A word is of letters, digits, and anything outside ASCII.
    private static let word = "[A-Za-z0-9\\u0080-\\U0010FFFF]"
    private static let expression: NSRegularExpression? = try? NSRegularExpression(
        pattern: "(?<!\(word))[Bb][Aa][Tt][Cc][Hh](?:(?!\(word))[\\s\\S])*"
            + "([0-9]{1,18}[_-]?[Ff]|[Tt][_-]?[0-9]{1,18}|[0-9]{8}[_-]?[Tt][0-9]{1,18}|[0-9]{8}[Tt][_-]?[0-9]{1,18}|[0-9]{1,18})(?!\(word))")

    public static func read(_ name: String) -> Reading {
        let all = NSRange(name.startIndex..., in: name)
        let found = (expression?.matches(in: name, range: all) ?? []).compactMap { Range($0.range(at: 1), in: name).map { String(name[$0]) } }
        let numbers = Set(found.map { $0.uppercased().filter { $0 != "_" && $0 != "-" } })
        return numbers.isEmpty ? .none : numbers.count > 1 ? .several : .number(numbers.first ?? "")
    }

    public static func number(_ name: String) -> String? {
        if case .number(let number) = read(name) { number } else { nil }
    }

    /// A name of pieces that names are made of, most of them nearly right.
    public static func randomName(_ random: inout SeededRandom) -> String {
        let words = [
            "masks", "mask", "batch", "Batch", "BATCH", "batches", "minibatch", "9", "19", "000019F", "000019f", "T000044", "t000044", "T", "F", "f",
            "000040",
            "20250909T0034", "20250909", "T0034", "t0034", "20250909T", "2025090T1", "v2", "final", "tar", "xz", "copy", "1", "ñ", "é9", "Ｆ", "٣",
            "x9", "9x",
            "000040FF", "123456789012345678", "1234567890123456789", "batch9", "batch000040F", "batchT", "batch9ñ", "",
        ]
        let gaps = ["_", "-", " ", ".", "", "__", "_-", "/", "(", ")", "\u{0}", "\u{1F600}"]
        var name = ""
        for _ in 0...random.below(6) {
            if random.perMille(400) { name += random.pick(["batch", "Batch_", "batch-", "BATCH "]) }
            name += random.pick(words) + random.pick(random.perMille(700) ? ["_", "-"] : gaps)
        }
        return name
    }
}
