// Where records and fields of a generated file begin and end, as byte offsets. It relies on what the maker
// guarantees, that quotes are always balanced, and is therefore of no use for files from elsewhere; the oracle has
// its own reader and shares nothing with this one.

/// Places in the bytes of a generated file.
enum MounterCuts {
    /// A place at which a writer may stop that is hard on a reader.
    enum Kind: CaseIterable {
        /// After CR, before LF.
        case lineEnd
        case quoted
        /// Before a continuation byte of UTF-8.
        case letter
    }

    /// All offsets of that kind; a piece may end before each.
    static func places(of kind: Kind, in bytes: [UInt8]) -> [Int] {
        var found: [Int] = []
        var isQuoted = false
        for index in bytes.indices.dropFirst() {
            if bytes[index - 1] == UInt8(ascii: "\"") { isQuoted.toggle() }
            let matches =
                switch kind {
                case .lineEnd: !isQuoted && bytes[index - 1] == 13 && bytes[index] == 10
                case .quoted: isQuoted
                case .letter: bytes[index] & 0xC0 == 0x80
                }
            if matches { found.append(index) }
        }
        return found
    }

    /// Whether a piece that ends before `index` ends at an awkward place, judged by the neighbours alone.
    static func isAwkward(_ index: Int, in bytes: [UInt8]) -> Bool {
        guard index > 0, index < bytes.count else { return false }
        return (bytes[index - 1] == 13 && bytes[index] == 10) || bytes[index] & 0xC0 == 0x80
            || bytes[index - 1] == UInt8(ascii: "\"")
    }

    /// The ranges of the records with their line ends; the last may have none.
    static func records(in bytes: [UInt8]) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var isQuoted = false
        var start = 0
        for (index, byte) in bytes.enumerated() {
            if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
            if byte == 10, !isQuoted {
                found.append(start..<index + 1)
                start = index + 1
            }
        }
        if start < bytes.count { found.append(start..<bytes.count) }
        return found
    }

    /// The ranges of a record's fields, quotes included, line end not.
    static func fields(of record: Range<Int>, in bytes: [UInt8]) -> [Range<Int>] {
        var end = record.upperBound
        while end > record.lowerBound, bytes[end - 1] == 10 || bytes[end - 1] == 13 { end -= 1 }
        var found: [Range<Int>] = []
        var isQuoted = false
        var start = record.lowerBound
        for index in record.lowerBound..<end {
            if bytes[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
            if bytes[index] == UInt8(ascii: ","), !isQuoted {
                found.append(start..<index)
                start = index + 1
            }
        }
        found.append(start..<end)
        return found
    }
}
