// Cuts a buffer of delimited text into records and fields. It is the one scanner of every delimited format: it never
// allocates per record, never copies a byte, and what it answers depends on the bytes alone, never on where a buffer
// happened to end.

import Glibc

/// Where a field's text stands in the scanned buffer.
public struct FieldSpan: Hashable, Sendable {
    /// First byte; of a quoted field the first one after the opening quote.
    public var start: Int
    /// One past the last byte; of a quoted field the closing quote.
    public var end: Int
    public var isQuoted: Bool
    /// The text holds doubled quotes, each of which means one.
    public var hasDoubledQuotes: Bool

    public init(start: Int, end: Int, isQuoted: Bool = false, hasDoubledQuotes: Bool = false) {
        self.start = start
        self.end = end
        self.isQuoted = isQuoted
        self.hasDoubledQuotes = hasDoubledQuotes
    }

    public var count: Int { end - start }
    public var range: Range<Int> { start..<end }
}

/// One record: usually a line, more of them when a quoted field holds line ends.
public struct ScannedRecord: Hashable, Sendable {
    public var start: Int
    /// One past the last byte before the line end.
    public var contentEnd: Int
    /// Where the next record starts. Of an oversized record the first byte behind the limit: the rest of the line is
    /// skipped with `RecordScanner.lineEnd(in:from:)`.
    public var next: Int
    /// Physical lines it covers, a last one without its line end included.
    public var physicalLines: Int
    /// False for the rest of a file that ends without a line end, and for an oversized record.
    public var isTerminated: Bool
    /// Longer than the limit; it has no fields.
    public var isOversized: Bool

    public init(
        start: Int, contentEnd: Int, next: Int, physicalLines: Int = 1, isTerminated: Bool = true,
        isOversized: Bool = false
    ) {
        self.start = start
        self.contentEnd = contentEnd
        self.next = next
        self.physicalLines = physicalLines
        self.isTerminated = isTerminated
        self.isOversized = isOversized
    }
}

/// Scans one record after the other.
///
/// A record ends with LF or CR LF; any other CR is content, but for one at the very end of the text. A quote means
/// something only at the start of a field. If anything but a delimiter or a line end follows the closing quote, the
/// field is unquoted text from its opening quote on; if such a field spans lines, or no closing quote comes within
/// `maxQuotedBytes`, its opening quote is an ordinary character.
public struct RecordScanner: Sendable {
    let delimiter: UInt8
    /// The quote; equal to the delimiter, and never looked for, when the format has none.
    let quote: UInt8
    let maxRecordBytes: Int
    let maxQuotedBytes: Int
    private let structure: StructureMask

    /// The fields of the last record; none after `nil` and of an oversized one.
    public private(set) var fields: ContiguousArray<FieldSpan> = []

    /// - Parameters:
    ///   - maxRecordBytes: a longer record, its line end not counted, is reported as oversized.
    ///   - maxQuotedBytes: the most text between two quotes.
    public init(delimiter: UInt8, quote: UInt8?, maxRecordBytes: Int = 1 << 20, maxQuotedBytes: Int = 1 << 16) {
        precondition(delimiter != Byte.lineFeed && delimiter != Byte.carriageReturn && delimiter != quote)
        precondition(quote != Byte.lineFeed && quote != Byte.carriageReturn)
        precondition(maxRecordBytes > 0 && maxQuotedBytes > 0)
        self.delimiter = delimiter
        self.quote = quote ?? delimiter
        self.maxRecordBytes = maxRecordBytes
        self.maxQuotedBytes = maxQuotedBytes
        structure = StructureMask(delimiter: delimiter, quote: quote)
        fields.reserveCapacity(2 * StructureMask.blockBytes)
    }

    /// The index behind the next LF at or after `offset`; nil when there is none.
    public static func lineEnd(in bytes: UnsafeRawBufferPointer, from offset: Int) -> Int? {
        guard let base = bytes.baseAddress, offset < bytes.count,
            let found = memchr(base + offset, Int32(Byte.lineFeed), bytes.count - offset)
        else { return nil }
        return UnsafeRawPointer(found) - base + 1
    }

    /// The record that starts at `offset`.
    /// - Parameter atEnd: nothing will ever follow these bytes.
    /// - Returns: nil when its end cannot be told yet, or nothing is left.
    public mutating func next(in bytes: UnsafeRawBufferPointer, from offset: Int, atEnd: Bool) -> ScannedRecord? {
        fields.removeAll(keepingCapacity: true)
        guard let base = bytes.baseAddress, offset < bytes.count else { return nil }
        let count = bytes.count
        let last = offset &+ maxRecordBytes
        var fieldStart = offset
        var position = offset
        var lines = 0
        while position < count {
            if position > last { return oversized(bytes, offset) }
            let block = structure.block(base, at: position, count: count)
            var separators = block.separators
            var openings: UInt64 = 0
            if block.quotes != 0 {
                openings = block.quotes & (separators << 1 | (position == fieldStart ? 1 : 0))
                // Nothing behind an opening quote is decided by this block.
                if openings != 0 { separators &= (openings & (0 &- openings)) &- 1 }
            }
            var lineFeed = -1
            if separators != 0 {
                // Room is made once per block: making it field by field costs a third of the speed.
                fields.append(addingCapacity: StructureMask.blockBytes) { room in
                    repeat {
                        let at = position &+ separators.trailingZeroBitCount
                        separators &= separators &- 1
                        guard base.load(fromByteOffset: at, as: UInt8.self) != Byte.lineFeed else {
                            lineFeed = at
                            return
                        }
                        room.append(FieldSpan(start: fieldStart, end: at))
                        fieldStart = at &+ 1
                    } while separators != 0
                }
            }
            if lineFeed >= 0 { return ended(bytes, offset, lineFeed: lineFeed, field: fieldStart, lines: lines) }
            guard openings != 0 else {
                position = min(position &+ StructureMask.blockBytes, count)
                continue
            }
            quotedFields: while true {
                if fieldStart > last { return oversized(bytes, offset) }
                switch quoted(base, opening: fieldStart, count: count, atEnd: atEnd) {
                case .literal:
                    position = fieldStart + 1
                    break quotedFields
                case .text(let resume):
                    position = resume
                    break quotedFields
                case .unclosed(let within):
                    guard atEnd else { return undecided() }
                    return unterminated(bytes, offset, field: fieldStart, lines: lines + within)
                case .closed(let span, let within):
                    fields.append(span)
                    lines += within
                    let behind = span.end + 1
                    if behind == count { return unterminated(bytes, offset, field: nil, lines: lines) }
                    guard base.load(fromByteOffset: behind, as: UInt8.self) == delimiter else {
                        return closedAtLineEnd(bytes, offset, from: behind, lines: lines)
                    }
                    fieldStart = behind + 1
                    position = fieldStart
                    if fieldStart == count || base.load(fromByteOffset: fieldStart, as: UInt8.self) != quote {
                        break quotedFields
                    }
                }
            }
        }
        if position > last { return oversized(bytes, offset) }
        return atEnd ? unterminated(bytes, offset, field: fieldStart, lines: lines) : undecided()
    }
}

extension RecordScanner {
    private mutating func undecided() -> ScannedRecord? {
        fields.removeAll(keepingCapacity: true)
        return nil
    }

    /// A record whose last field is not quoted.
    @inline(__always)
    private mutating func ended(
        _ bytes: UnsafeRawBufferPointer, _ start: Int, lineFeed: Int, field: Int, lines: Int
    ) -> ScannedRecord {
        if lineFeed &- start > maxRecordBytes { return oversized(bytes, start) }
        let end = lineFeed > start && bytes[lineFeed &- 1] == Byte.carriageReturn ? lineFeed &- 1 : lineFeed
        fields.append(FieldSpan(start: field, end: end))
        return ScannedRecord(start: start, contentEnd: end, next: lineFeed &+ 1, physicalLines: lines &+ 1)
    }

    /// A record whose last field was quoted and stands right before its line end, or a CR at the end of the text.
    private mutating func closedAtLineEnd(_ bytes: UnsafeRawBufferPointer, _ start: Int, from end: Int, lines: Int)
        -> ScannedRecord
    {
        let lineFeed = bytes[end] == Byte.lineFeed ? end : end + 1
        if lineFeed == bytes.count { return unterminated(bytes, start, field: nil, lines: lines) }
        if lineFeed - start > maxRecordBytes { return oversized(bytes, start) }
        return ScannedRecord(
            start: start, contentEnd: end, next: lineFeed + 1, physicalLines: lines + 1, isTerminated: true,
            isOversized: false)
    }

    /// The rest of the text, which ends without a line end.
    /// - Parameter field: where its last field starts; nil when that was quoted and is recorded already.
    private mutating func unterminated(_ bytes: UnsafeRawBufferPointer, _ start: Int, field: Int?, lines: Int)
        -> ScannedRecord
    {
        if bytes.count - start > maxRecordBytes { return oversized(bytes, start) }
        let end = bytes[bytes.count - 1] == Byte.carriageReturn ? bytes.count - 1 : bytes.count
        if let field { fields.append(FieldSpan(start: field, end: end)) }
        return ScannedRecord(
            start: start, contentEnd: end, next: bytes.count, physicalLines: lines + 1, isTerminated: false,
            isOversized: false)
    }

    private mutating func oversized(_ bytes: UnsafeRawBufferPointer, _ start: Int) -> ScannedRecord {
        fields.removeAll(keepingCapacity: true)
        let next = start + maxRecordBytes + 1
        let lines = bytes[start..<next].count { $0 == Byte.lineFeed }
        return ScannedRecord(
            start: start, contentEnd: next, next: next, physicalLines: lines + 1, isTerminated: false, isOversized: true
        )
    }
}
