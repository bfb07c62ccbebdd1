// Matches one folder or file name with one part of a path pattern. Tries the alternatives of `*` and texts one after
// the other; names are short and patterns few, so that is quick.

struct PartMatcher {
    let bytes: [UInt8]
    let tokens: [PathPattern.Token]

    static func isSeparator(_ byte: UInt8) -> Bool {
        byte == Byte.blank || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == Byte.tab
    }

    /// Whether the tokens from `index` on match all bytes from `position` on; adds what they find.
    func match(_ index: Int, _ position: Int, _ found: inout [(String, PathValues.Value)]) -> Bool {
        guard index < tokens.count else { return skipSeparators(position) == bytes.count }
        let kept = found.count
        switch tokens[index] {
        case .separator(let isNeeded):
            let behind = skipSeparators(position)
            return (!isNeeded || behind > position) && match(index + 1, behind, &found)
        case .literal(let text):
            let start = isSeparated(text) ? position : skipSeparators(position)
            guard start + text.count <= bytes.count else { return false }
            for i in text.indices where FieldText.lowercased(bytes[start + i]) != text[i] { return false }
            return match(index + 1, start + text.count, &found)
        case .number(let name):
            var end = skipSeparators(position)
            // The digits must be all of a number: `{line}` is not the end of `2025`.
            if end > 0, end == position, isDigit(bytes[end - 1]) { return false }
            var value = 0
            var digits = 0
            while end < bytes.count, isDigit(bytes[end]) {
                digits += 1
                guard digits <= PathPattern.mostDigits else { return false }
                value = value * 10 + Int(bytes[end] - 48)
                end += 1
            }
            guard value > 0 else { return false }
            found.append((name, .number(value)))
            if match(index + 1, end, &found) { return true }
        case .text(let name):
            var end = bytes.count
            while end > position {
                let text = trimmed(position, end)
                found.append((name, .text(text)))
                if !text.isEmpty, match(index + 1, end, &found) { return true }
                found.removeLast(found.count - kept)
                end -= 1
            }
        case .any:
            for end in position...bytes.count {
                if match(index + 1, end, &found) { return true }
                found.removeLast(found.count - kept)
            }
        }
        found.removeLast(found.count - kept)
        return false
    }

    /// A literal such as `.csv` stands right behind what is before it.
    private func isSeparated(_ text: [UInt8]) -> Bool { text.first == UInt8(ascii: ".") }

    private func skipSeparators(_ position: Int) -> Int {
        var i = position
        while i < bytes.count, Self.isSeparator(bytes[i]) { i += 1 }
        return i
    }

    private func trimmed(_ start: Int, _ end: Int) -> String {
        var (start, end) = (start, end)
        while start < end, Self.isSeparator(bytes[start]) { start += 1 }
        while end > start, Self.isSeparator(bytes[end - 1]) { end -= 1 }
        return String(decoding: bytes[start..<end], as: UTF8.self)
    }

    private func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }
}
