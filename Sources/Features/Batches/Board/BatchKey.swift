// What makes two spellings the same batch: the family and its digits, without regard to the case of letters. Digits count
// as written, so `9` is not `000009`. A key is a few numbers, because a sync makes one for each of a million file names.

import Kernel

/// The identity of a batch, read from an id (`batch_000040F`) or a file's name (`masks_batch_000040f.tar.xz`).
package struct BatchKey: Hashable, Comparable, Sendable {
    /// Position of the family in `BatchFamilies.all`.
    var family: UInt8
    /// Digits of the first and the second run; leading zeros count.
    var widths: (UInt8, UInt8)
    var numbers: (UInt64, UInt64)

    package static func == (a: BatchKey, b: BatchKey) -> Bool {
        a.family == b.family && a.widths == b.widths && a.numbers == b.numbers
    }

    /// As `BatchFamilies.order` has it: by family, then as people count, then the one with fewer zeros.
    package static func < (a: BatchKey, b: BatchKey) -> Bool {
        (a.family, a.numbers.0, a.numbers.1, a.widths.0, a.widths.1) < (b.family, b.numbers.0, b.numbers.1, b.widths.0, b.widths.1)
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(UInt64(family) << 16 | UInt64(widths.0) << 8 | UInt64(widths.1))
        hasher.combine(numbers.0)
        hasher.combine(numbers.1)
    }
}

/// A way to write batch numbers: letters and one or two runs of digits, such as `T000044`.
package struct BatchFamily: Sendable, Hashable {
    enum Part: Sendable, Hashable {
        /// Upper-case ASCII letters.
        case letters([UInt8])
        /// A run of digits; a width of 0 is any.
        case digits(Int)
    }
    package let name: String
    /// `{digits}F`, `T{digits}`, `{8 digits}T{digits}`.
    package let pattern: String
    let parts: [Part]

    /// Digits of a run that a key can hold.
    static let widthMax = 18

    /// - Throws: `batch_family_invalid` for a pattern without digits, with more than two runs of them, or with anything
    ///   that is neither a run nor a letter.
    package init(_ name: String, _ pattern: String) throws(Problem) {
        func refused() -> Problem { Problem(.input, "batch_family_invalid", ["family": name, "pattern": pattern]) }
        (self.name, self.pattern) = (name, pattern)
        var parts: [Part] = []
        var rest = Substring(pattern)
        while let first = rest.first {
            if first == "{" {
                guard let end = rest.firstIndex(of: "}") else { throw refused() }
                let words = rest[rest.index(after: rest.startIndex)..<end].split(separator: " ")
                rest = rest[rest.index(after: end)...]
                guard words.last == "digits", words.count <= 2 else { throw refused() }
                let width = words.count == 2 ? Int(words[0]) : 0
                guard let width, (0...Self.widthMax).contains(width), words.count == 1 || width > 0 else { throw refused() }
                if case .digits = parts.last { throw refused() }
                parts.append(.digits(width))
            } else {
                let letters = rest.prefix { $0.isASCII && $0.isLetter }
                guard !letters.isEmpty else { throw refused() }
                parts.append(.letters(Array(letters.uppercased().utf8)))
                rest = rest.dropFirst(letters.count)
            }
        }
        let runs = parts.count { if case .digits = $0 { true } else { false } }
        guard (1...2).contains(runs), !name.isEmpty, name.utf8.count <= 40 else { throw refused() }
        self.parts = parts
    }

    /// The digits of a word that is written in this way, else nil.
    func read(_ word: some RandomAccessCollection<UInt8>, family: UInt8) -> BatchKey? {
        var at = word.startIndex
        var key = BatchKey(family: family, widths: (0, 0), numbers: (0, 0))
        var run = 0
        for part in parts {
            switch part {
            case .letters(let letters):
                for letter in letters {
                    guard at < word.endIndex, word[at].upperCased == letter else { return nil }
                    at = word.index(after: at)
                }
            case .digits(let width):
                var number: UInt64 = 0
                var count = 0
                while at < word.endIndex, count < (width == 0 ? Self.widthMax : width), word[at].isDigit {
                    number = number * 10 + UInt64(word[at] - 48)
                    count += 1
                    at = word.index(after: at)
                }
                guard count > 0, width == 0 || count == width else { return nil }
                if run == 0 { (key.widths.0, key.numbers.0) = (UInt8(count), number) } else { (key.widths.1, key.numbers.1) = (UInt8(count), number) }
                run += 1
            }
        }
        return at == word.endIndex ? key : nil
    }

    /// The number as it is written: `T000044`.
    func text(_ key: BatchKey) -> String {
        var out = ""
        var run = 0
        for part in parts {
            switch part {
            case .letters(let letters): out += String(decoding: letters, as: UTF8.self)
            case .digits:
                let (width, number) = run == 0 ? (key.widths.0, key.numbers.0) : (key.widths.1, key.numbers.1)
                let digits = String(number)
                out += String(repeating: "0", count: max(0, Int(width) - digits.count)) + digits
                run += 1
            }
        }
        return out
    }
}

extension UInt8 {
    var isDigit: Bool { self >= 48 && self <= 57 }
    /// An ASCII letter in upper case; anything else as it is.
    var upperCased: UInt8 { self >= 97 && self <= 122 ? self - 32 : self }
    var isLetter: Bool {
        let up = upperCased
        return up >= 65 && up <= 90
    }
}
