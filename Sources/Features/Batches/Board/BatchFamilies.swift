// Reads batch numbers out of ids and file names. A name is cut into words, and a number counts only as a whole word behind
// the word "batch": `batch_9` is in `Masks-batch-9 (2).tar.xz`, and not in `masks_batch_000019F.tar.xz`.

import Kernel

/// The families a plant uses.
package struct BatchFamilies: Sendable, Hashable {
    package let all: [BatchFamily]

    /// - Throws: `batch_family_invalid` also for two of one name, for none, and for more than 50.
    package init(_ all: [BatchFamily]) throws(Problem) {
        guard (1...50).contains(all.count), Set(all.map(\.name)).count == all.count else {
            throw Problem(.input, "batch_family_invalid", ["family": all.last?.name ?? "", "pattern": ""])
        }
        self.all = all
    }

    /// Lines of `name: pattern`.
    package init(lines: String) throws(Problem) {
        var all: [BatchFamily] = []
        for line in lines.split(whereSeparator: \.isNewline) {
            let parts = line.split(separator: ":", maxSplits: 1).map { $0.trimmingBlanks }
            guard !line.trimmingBlanks.isEmpty else { continue }
            guard parts.count == 2 else { throw Problem(.input, "batch_family_invalid", ["family": String(line.prefix(40)), "pattern": ""]) }
            all.append(try BatchFamily(parts[0], parts[1]))
        }
        try self.init(all)
    }

    package var lines: String { all.map { $0.name + ": " + $0.pattern }.joined(separator: "\n") }

    /// `batch_000040F`, `batch_T000044`, `batch_9`, `batch_20250909T0034`.
    package static let usual: BatchFamilies = {
        do {
            return try BatchFamilies([
                BatchFamily("F", "{digits}F"), BatchFamily("T", "T{digits}"), BatchFamily("plain", "{digits}"),
                BatchFamily("dated", "{8 digits}T{digits}"),
            ])
        } catch {
            preconditionFailure("the usual families are well-formed")
        }
    }()

    /// What a name says about the batch it belongs to.
    package enum Reading: Sendable, Hashable {
        case batch(BatchKey)
        /// No batch number behind the word "batch".
        case none
        /// Several different ones.
        case several
    }

    private static let word = Array("BATCH".utf8)

    /// The key of a batch's id; nil when it is in no family.
    package func key(id: String) -> BatchKey? {
        var copy = id
        return copy.withUTF8 { if case .batch(let key) = read(UnsafeRawBufferPointer($0)) { key } else { nil } }
    }

    package func read(_ name: String) -> Reading {
        var copy = name
        return copy.withUTF8 { read(UnsafeRawBufferPointer($0)) }
    }

    /// - Parameter name: UTF-8.
    package func read(_ name: UnsafeRawBufferPointer) -> Reading {
        var found: BatchKey?
        var at = 0
        while let word = Self.nextWord(name, from: at) {
            at = word.upperBound
            guard let number = number(after: word, in: name) else { continue }
            if let found, found != number.key { return .several }
            found = number.key
            at = number.end
        }
        return found.map { .batch($0) } ?? .none
    }

    /// The number that belongs to the word "batch", behind it or grown together with it.
    private func number(after word: Range<Int>, in name: UnsafeRawBufferPointer) -> (key: BatchKey, end: Int)? {
        guard word.count >= Self.word.count, Self.word.indices.allSatisfy({ name[word.lowerBound + $0].upperCased == Self.word[$0] }) else {
            return nil
        }
        let first: Range<Int>
        if word.count > Self.word.count {
            first = (word.lowerBound + Self.word.count)..<word.upperBound
        } else if let next = Self.nextWord(name, from: word.upperBound) {
            first = next
        } else {
            return nil
        }
        if let key = joined(first, in: name) { return key }
        return key(name[first]).map { ($0, first.upperBound) }
    }

    /// A number that is written in two words: `000040-F`, `20250909_T0034`. Only where letters meet digits, so that `9_1` stays 9.
    private func joined(_ first: Range<Int>, in name: UnsafeRawBufferPointer) -> (key: BatchKey, end: Int)? {
        let gap = first.upperBound
        guard gap + 1 < name.count, name[gap] == UInt8(ascii: "_") || name[gap] == UInt8(ascii: "-"),
            let next = Self.nextWord(name, from: gap), next.lowerBound == gap + 1,
            name[gap - 1].isDigit != name[next.lowerBound].isDigit
        else { return nil }
        let both = Array(name[first]) + Array(name[next])
        return key(both).map { ($0, next.upperBound) }
    }

    private func key(_ word: some RandomAccessCollection<UInt8>) -> BatchKey? {
        for (index, family) in all.enumerated() { if let key = family.read(word, family: UInt8(index)) { return key } }
        return nil
    }

    /// The next run of letters and digits. Bytes outside ASCII are letters of a longer word.
    private static func nextWord(_ name: UnsafeRawBufferPointer, from start: Int) -> Range<Int>? {
        var at = start
        while at < name.count, !isOfWord(name[at]) { at += 1 }
        guard at < name.count else { return nil }
        let begin = at
        while at < name.count, isOfWord(name[at]) { at += 1 }
        return begin..<at
    }

    private static func isOfWord(_ byte: UInt8) -> Bool { byte.isDigit || byte.isLetter || byte >= 128 }

    /// `000040F`
    package func number(_ key: BatchKey) -> String { all[Int(key.family)].text(key) }
    /// `batch_000040F`, the usual spelling of an id.
    package func id(_ key: BatchKey) -> String { "batch_" + number(key) }

    /// Text that sorts batches as people count: by family, then by number, and ids of no family last.
    package func order(_ id: String) -> String {
        guard let key = key(id: id) else { return "~" + id.lowercased().prefix(120) }
        func padded(_ number: UInt64) -> String {
            let digits = String(number)
            return String(repeating: "0", count: 20 - digits.count) + digits
        }
        // Of two ids with the same number the one with fewer zeros first.
        let widths = String(format2(key.widths.0)) + format2(key.widths.1)
        return format2(key.family) + padded(key.numbers.0) + padded(key.numbers.1) + widths
    }

    private func format2(_ n: UInt8) -> String { n < 10 ? "0\(n)" : "\(n)" }

    package func familyName(_ key: BatchKey?) -> String { key.map { all[Int($0.family)].name } ?? "other" }

    /// A batch that a name without a readable number might mean: the one number in it, as a whole word, that a batch has.
    package func proposal(_ name: String, among known: (BatchKey) -> Bool) -> BatchKey? {
        var copy = name
        return copy.withUTF8 { utf8 in
            let bytes = UnsafeRawBufferPointer(utf8)
            var found: Set<BatchKey> = []
            var at = 0
            while let word = Self.nextWord(bytes, from: at) {
                at = word.upperBound
                if let key = key(bytes[word]), known(key) { found.insert(key) }
            }
            return found.count == 1 ? found.first : nil
        }
    }
}

extension StringProtocol {
    var trimmingBlanks: String {
        String(self[(firstIndex { !$0.isWhitespace } ?? endIndex)...].reversed().drop { $0.isWhitespace }.reversed())
    }
}
