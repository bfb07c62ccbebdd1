// What an opening quote turns out to be. Looked at only where a field really starts with a quote, so that text
// without quotes never pays for it.

extension RecordScanner {
    /// What stands behind an opening quote.
    enum Quoted {
        /// Text up to a closing quote, with a delimiter, a line end or the end of the text behind it.
        case closed(FieldSpan, lines: Int)
        /// Something else follows the closing quote: unquoted text, to be read on from here.
        case text(resume: Int)
        /// The quote opens nothing.
        case literal
        /// The bytes at hand do not tell.
        case unclosed(lines: Int)
    }

    /// - Parameter opening: the index of the opening quote.
    func quoted(_ base: UnsafeRawPointer, opening: Int, count: Int, atEnd: Bool) -> Quoted {
        let first = opening + 1
        /// One past the last place of a closing quote.
        let limit = first + maxQuotedBytes + 1
        var position = first
        var isDoubled = false
        var lines = 0
        while let found = nextQuote(base, from: position, to: min(limit, count), lines: &lines) {
            let behind = found + 1
            if behind < count, base.load(fromByteOffset: behind, as: UInt8.self) == quote {
                isDoubled = true
                position = behind + 1
                continue
            }
            let span = FieldSpan(start: first, end: found, isQuoted: true, hasDoubledQuotes: isDoubled)
            switch following(base, behind, count: count) {
            case .end: return .closed(span, lines: lines)
            case .unknown: return atEnd ? .closed(span, lines: lines) : .unclosed(lines: lines)
            case .text: return lines > 0 ? .literal : .text(resume: behind)
            }
        }
        return count >= limit ? .literal : .unclosed(lines: lines)
    }

    private enum Following { case end, text, unknown }

    private func following(_ base: UnsafeRawPointer, _ position: Int, count: Int) -> Following {
        guard position < count else { return .unknown }
        let byte = base.load(fromByteOffset: position, as: UInt8.self)
        if byte == delimiter || byte == Byte.lineFeed { return .end }
        guard byte == Byte.carriageReturn else { return .text }
        guard position + 1 < count else { return .unknown }
        return base.load(fromByteOffset: position + 1, as: UInt8.self) == Byte.lineFeed ? .end : .text
    }

    /// The first quote in `from ..< to`; adds the line feeds before it to `lines`.
    private func nextQuote(_ base: UnsafeRawPointer, from: Int, to: Int, lines: inout Int) -> Int? {
        let quotes = SIMD16<UInt8>(repeating: quote)
        let lineFeeds = SIMD16<UInt8>(repeating: Byte.lineFeed)
        var position = from
        while position + 16 <= to {
            let bytes = base.loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self)
            let found = packed(equal(bytes, quotes))
            let ends = packed(equal(bytes, lineFeeds))
            if found != 0 {
                let at = found.trailingZeroBitCount
                lines += (ends & ((1 << UInt64(at)) - 1)).nonzeroBitCount
                return position + at
            }
            lines += ends.nonzeroBitCount
            position += 16
        }
        while position < to {
            let byte = base.load(fromByteOffset: position, as: UInt8.self)
            if byte == quote { return position }
            if byte == Byte.lineFeed { lines += 1 }
            position += 1
        }
        return nil
    }
}
