// What stands behind an event's name: how long a wait was, and which profile a job cuts.

import Kernel

/// Reads the length of a wait: `12 sec`, `12.5 sec`, `12,5`, `01:30`, `2 min`.
package enum WaitLength {
    /// Longer waits are no waits but slips.
    private static let longest: Int64 = 7 * 86_400_000

    /// Milliseconds; nil when no length is plainly there. No digit is dropped.
    package static func read(_ details: UnsafeRawBufferPointer) -> Int64? { both(details).length }

    /// What is there, and what the system before took for it; for a plain `12 sec` that is the same.
    @inline(__always)
    package static func both(_ details: UnsafeRawBufferPointer) -> (length: Int64?, original: Int64) {
        var n: Int64 = 0
        var i = 0
        while i < details.count, i < 6, details[i] &- 48 < 10 {
            n = n * 10 + Int64(details[i] &- 48)
            i += 1
        }
        if i > 0, i < 6, i == details.count || isSeconds(details, i) { return (n * 1000, n * 1000) }
        return odd(details)
    }

    @inline(never)
    private static func odd(_ details: UnsafeRawBufferPointer) -> (Int64?, Int64) {
        (slow(String(decoding: details, as: UTF8.self)), original(details))
    }

    /// Whether ` sec` is all that is left; its four bytes are one number.
    @inline(__always)
    private static func isSeconds(_ text: UnsafeRawBufferPointer, _ i: Int) -> Bool {
        text.count == i + 4 && text.loadUnaligned(fromByteOffset: i, as: UInt32.self) == 0x6365_7320
    }

    @inline(never)
    private static func slow(_ text: String) -> Int64? {
        let found = clock(text) ?? counted(text)
        return found.flatMap { $0 <= longest ? $0 : nil }
    }

    /// `mm:ss` or `hh:mm:ss`, seconds perhaps with decimals.
    private static func clock(_ text: String) -> Int64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 || parts.count == 3, let seconds = thousandths(parts[parts.count - 1]), seconds < 60_000 else { return nil }
        var minutes: Int64 = 0
        for (n, part) in parts.dropLast().enumerated() {
            guard part.count <= 5, !part.isEmpty, part.utf8.allSatisfy({ $0 &- 48 < 10 }), let value = Int64(part) else { return nil }
            // Only the first part may be 60 or more.
            guard n == 0 || value < 60 else { return nil }
            minutes = minutes * 60 + value
        }
        return minutes * 60_000 + seconds
    }

    /// A number and its unit; without one it is seconds. Words may stand around them, but only one number.
    private static func counted(_ text: String) -> Int64? {
        var numbers: [(value: Int64, unit: Substring)] = []
        var rest = Substring(text)
        while let start = rest.firstIndex(where: { $0.isASCII && $0.isNumber }) {
            // A sign in front of it, or a letter: no length.
            if start > text.startIndex, let before = text[..<start].last, before == "-" || before.isLetter { return nil }
            let tail = rest[start...]
            let end = tail.firstIndex { !($0.isASCII && ($0.isNumber || $0 == "." || $0 == ",")) } ?? tail.endIndex
            guard let value = thousandths(tail[..<end]) else { return nil }
            let behind = tail[end...].drop { $0 == " " }
            numbers.append((value, behind.prefix { $0.isLetter }))
            rest = tail[end...]
        }
        guard numbers.count == 1, let (value, unit) = numbers.first else { return nil }
        switch unit.lowercased() {
        case "", "s", "sec", "secs", "second", "seconds", "seconde", "seconden", "secondes", "segundo", "segundos", "seg": return value
        case "m", "min", "mins", "minute", "minutes", "minuut", "minuten", "minuto", "minutos": return value <= longest / 60 ? value * 60 : nil
        case "ms": return value / 1000
        default: return nil
        }
    }

    /// `12`, `12.5`, `12,5` in thousandths; decimals beyond three are cut off.
    private static func thousandths(_ text: Substring) -> Int64? {
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
        guard (1...2).contains(parts.count), !parts[0].isEmpty, parts[0].count <= 12, let whole = Int64(parts[0]), whole >= 0 else { return nil }
        guard parts.count == 2 else { return whole * 1000 }
        guard !parts[1].isEmpty, parts[1].utf8.allSatisfy({ $0 &- 48 < 10 }), let decimals = Int64(parts[1].prefix(3)) else { return nil }
        return whole * 1000 + decimals * [1, 100, 10, 1][min(parts[1].count, 3)]
    }

    /// What the system before took from the same text, in milliseconds: the digits in front of ` sec`, which makes 5 of
    /// `12.5 sec`, else the first number with its decimals behind a point; 0 when there is none.
    package static func original(_ details: UnsafeRawBufferPointer) -> Int64 {
        if let place = firstSeconds(details) {
            var value: Int64 = 0
            for i in place { value = min(value * 10 + Int64(details[i] - 48), 1 << 40) }
            return value * 1000
        }
        guard let start = details.firstIndex(where: { $0 &- 48 < 10 }) else { return 0 }
        var value: Int64 = 0
        var i = start
        while i < details.count, details[i] &- 48 < 10 {
            value = min(value * 10 + Int64(details[i] - 48), 1 << 40)
            i += 1
        }
        var fraction: Int64 = 0
        if i + 1 < details.count, details[i] == UInt8(ascii: "."), details[i + 1] &- 48 < 10 {
            var scale: Int64 = 100
            i += 1
            while i < details.count, details[i] &- 48 < 10 {
                fraction += Int64(details[i] - 48) * scale
                scale /= 10
                i += 1
            }
        }
        return value * 1000 + fraction
    }

    /// The digits right in front of the first ` sec` that has any.
    private static func firstSeconds(_ text: UnsafeRawBufferPointer) -> Range<Int>? {
        guard text.count >= 5 else { return nil }
        for i in 1...(text.count - 4)
        where text[i] == 0x20 && text[i + 1] == UInt8(ascii: "s") && text[i + 2] == UInt8(ascii: "e") && text[i + 3] == UInt8(ascii: "c") {
            var start = i
            while start > 0, text[start - 1] &- 48 < 10 { start -= 1 }
            if start < i { return start..<i }
        }
        return nil
    }
}

/// What a job works on: `R:215023 L:3359.0 C:7016 G ALU`.
package struct JobPayload: Equatable, Sendable {
    /// The profile; may hold hyphens and dots.
    package var reference: String
    /// A decimal number with a point, the digits as they were written.
    package var length: String
    /// Blanks belong to it (`7016 G ALU` is a colour and a finish); empty when there is none.
    package var colour: String

    /// Nil when the reference or the length is not plainly there.
    package init?(_ details: String) {
        var details = details
        let made = details.withUTF8 { raw in
            let bytes = UnsafeRawBufferPointer(raw)
            return JobSpans(bytes).map { spans in
                func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
                return (text(spans.reference), text(spans.length).replacing(",", with: "."), text(spans.colour))
            }
        }
        guard let made else { return nil }
        (reference, length, colour) = made
    }
}

/// Where the parts of a job's payload stand in its bytes.
package struct JobSpans {
    package private(set) var reference = 0..<0
    /// Digits, perhaps with a point or a comma between them.
    package private(set) var length = 0..<0
    package private(set) var colour = 0..<0

    /// Nil when the reference or the length is not plainly there.
    package init?(_ bytes: UnsafeRawBufferPointer) {
        var key: UInt8 = 0
        var (seen, start, i) = (0, 0, 0)
        while i < bytes.count {
            let isBegin = i == 0 || bytes[i - 1] == 0x20 || bytes[i - 1] == 0x09
            if isBegin, i + 1 < bytes.count, bytes[i + 1] == UInt8(ascii: ":"), let bit = Self.bit(bytes[i] | 0x20), seen & bit == 0 {
                put(key, Self.trimmed(bytes, start..<i))
                (key, seen, start) = (bytes[i] | 0x20, seen | bit, i + 2)
                i += 2
            } else {
                i += 1
            }
        }
        put(key, Self.trimmed(bytes, start..<bytes.count))
        guard !reference.isEmpty, Self.isDecimal(bytes, length) else { return nil }
    }

    private static func bit(_ letter: UInt8) -> Int? {
        switch letter {
        case UInt8(ascii: "r"): 1
        case UInt8(ascii: "l"): 2
        case UInt8(ascii: "c"): 4
        default: nil
        }
    }

    private mutating func put(_ key: UInt8, _ range: Range<Int>) {
        switch key {
        case UInt8(ascii: "r"): reference = range
        case UInt8(ascii: "l"): length = range
        case UInt8(ascii: "c"): colour = range
        default: break
        }
    }

    private static func trimmed(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Range<Int> {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high, bytes[low] == 0x20 || bytes[low] == 0x09 { low += 1 }
        while low < high, bytes[high - 1] == 0x20 || bytes[high - 1] == 0x09 { high -= 1 }
        return low..<high
    }

    private static func isDecimal(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
        guard !range.isEmpty, range.count <= 30, bytes[range.upperBound - 1] &- 48 < 10, bytes[range.lowerBound] &- 48 < 10 else { return false }
        var marks = 0
        for i in range where bytes[i] &- 48 >= 10 {
            guard bytes[i] == UInt8(ascii: ".") || bytes[i] == UInt8(ascii: ",") else { return false }
            marks += 1
        }
        return marks <= 1
    }
}
