// What a field says: its bytes trimmed, compared, and turned into UTF-8. Plain fields are handed on where they stand;
// only those with doubled quotes, another encoding or NUL bytes are copied.

import Kernel

/// Readings of a field in the buffer it was scanned in.
public enum FieldText {
    /// The bytes of a field as they stand, doubled quotes still doubled.
    @inline(__always)
    public static func bytes(of span: FieldSpan, in bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: bytes[span.start..<span.end])
    }

    public static func isEmpty(_ span: FieldSpan) -> Bool { span.start == span.end }

    /// Empty, or nothing but blanks and tabs.
    public static func isBlank(_ span: FieldSpan, in bytes: UnsafeRawBufferPointer) -> Bool {
        isEmpty(trimmed(span, in: bytes))
    }

    /// The field without the blanks and tabs at both ends.
    @inlinable
    public static func trimmed(_ span: FieldSpan, in bytes: UnsafeRawBufferPointer) -> FieldSpan {
        // Nearly every field begins and ends with a letter or digit; this is asked for each field of each row.
        if span.start < span.end, bytes[span.start] > 0x20, bytes[span.end &- 1] > 0x20 { return span }
        return withoutBlanks(span, in: bytes)
    }

    @usableFromInline
    static func withoutBlanks(_ span: FieldSpan, in bytes: UnsafeRawBufferPointer) -> FieldSpan {
        var result = span
        while result.start < result.end, Intake.isBlank(bytes[result.start]) { result.start += 1 }
        while result.end > result.start, Intake.isBlank(bytes[result.end - 1]) { result.end -= 1 }
        return result
    }

    /// Whether the field, blanks at its ends not counted, is this ASCII text in any case.
    public static func equals(_ span: FieldSpan, in bytes: UnsafeRawBufferPointer, _ text: StaticString) -> Bool {
        equals(
            span, in: bytes, ignoringCase: UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// The same with any bytes; only ASCII letters lose their case.
    public static func equals(
        _ span: FieldSpan, in bytes: UnsafeRawBufferPointer, ignoringCase text: UnsafeRawBufferPointer
    ) -> Bool {
        let field = trimmed(span, in: bytes)
        guard field.count == text.count else { return false }
        for i in 0..<text.count where lowercased(bytes[field.start + i]) != lowercased(text[i]) { return false }
        return true
    }

    /// No byte above 0x7F.
    public static func isASCII(_ span: FieldSpan, in bytes: UnsafeRawBufferPointer) -> Bool {
        !UTF8Check.has(high: true, nul: false, self.bytes(of: span, in: bytes))
    }

    /// The field as UTF-8, doubled quotes as one, NUL as U+FFFD.
    /// - Parameters:
    ///   - text: what `TextEncoding.reading(of:)` said about the record.
    ///   - scratch: where changed bytes are put; what is returned stays valid until it is cleared, or
    ///     the buffer changes.
    public static func utf8(
        of span: FieldSpan, in bytes: UnsafeRawBufferPointer, reading text: RecordReading, scratch: TextScratch,
        quote: UInt8 = UInt8(ascii: "\"")
    ) -> UnsafeRawBufferPointer {
        let field = self.bytes(of: span, in: bytes)
        if text.isPlain, !span.hasDoubledQuotes { return field }
        return scratch.convert(field, from: text.encoding, unescaping: span.hasDoubledQuotes ? quote : nil)
    }

    /// The field with every doubled quote as one, in the encoding of the file.
    public static func unescaped(_ span: FieldSpan, in bytes: UnsafeRawBufferPointer, quote: UInt8 = UInt8(ascii: "\""))
        -> [UInt8]
    {
        let field = self.bytes(of: span, in: bytes)
        guard span.hasDoubledQuotes else { return Array(field) }
        var result: [UInt8] = []
        result.reserveCapacity(field.count)
        appendUnescaped(field, quote: quote, to: &result)
        return result
    }

    static func appendUnescaped(_ field: UnsafeRawBufferPointer, quote: UInt8, to result: inout [UInt8]) {
        var i = 0
        while i < field.count {
            result.append(field[i])
            i += field[i] == quote && i + 1 < field.count && field[i + 1] == quote ? 2 : 1
        }
    }

    @inline(__always)
    static func lowercased(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }
}

/// How the bytes of one record are to be read.
public struct RecordReading: Sendable, Hashable {
    /// The encoding that holds for this record.
    public var encoding: TextEncoding
    /// The bytes are UTF-8 without NUL as they stand.
    public var isPlain: Bool
    /// The profile says UTF-8, but the bytes are none and are read as CP1252.
    public var isFlagged: Bool
}

extension TextEncoding {
    /// Judges a record, its line end not included. With `utf8`, bytes that are not valid UTF-8 are read as CP1252.
    public func reading(of record: UnsafeRawBufferPointer) -> RecordReading {
        // Every encoding that is scanned as bytes agrees with ASCII below 0x80.
        guard UTF8Check.has(high: true, nul: true, record) else {
            return RecordReading(encoding: self, isPlain: true, isFlagged: false)
        }
        guard self == .utf8 || isWide else { return RecordReading(encoding: self, isPlain: false, isFlagged: false) }
        guard UTF8Check.isValid(record) else {
            return RecordReading(encoding: .cp1252, isPlain: false, isFlagged: true)
        }
        let hasNUL = UTF8Check.has(high: false, nul: true, record)
        return RecordReading(encoding: .utf8, isPlain: !hasNUL, isFlagged: false)
    }
}

/// Room for the converted fields of a record. Not shared between threads; cleared by its owner, once per record or
/// batch of records.
public final class TextScratch {
    /// Bytes of one piece; a longer field gets a piece of its own.
    static let pieceBytes = 1 << 16

    private var pieces: [UnsafeMutableRawBufferPointer] = []
    private var used = 0
    private var work: [UInt8] = []
    private var unescaped: [UInt8] = []
    private let decoder = TextDecoder()

    public init() {}
    deinit { for piece in pieces { piece.deallocate() } }

    /// Takes back everything handed out so far.
    public func clear() {
        while pieces.count > 1 { pieces.removeLast().deallocate() }
        used = 0
    }

    func convert(
        _ field: UnsafeRawBufferPointer, from encoding: TextEncoding, unescaping quote: UInt8?
    ) -> UnsafeRawBufferPointer {
        work.removeAll(keepingCapacity: true)
        if let quote {
            unescaped.removeAll(keepingCapacity: true)
            FieldText.appendUnescaped(field, quote: quote, to: &unescaped)
            unescaped.withUnsafeBytes { decoder.decode($0, from: encoding, into: &work) }
        } else {
            decoder.decode(field, from: encoding, into: &work)
        }
        return keep(work)
    }

    private func keep(_ bytes: [UInt8]) -> UnsafeRawBufferPointer {
        if pieces.isEmpty || used + bytes.count > pieces[pieces.count - 1].count {
            pieces.append(.allocate(byteCount: max(Self.pieceBytes, bytes.count), alignment: 8))
            used = 0
        }
        let room = UnsafeMutableRawBufferPointer(rebasing: pieces[pieces.count - 1][used..<used + bytes.count])
        room.copyBytes(from: bytes)
        used += bytes.count
        return UnsafeRawBufferPointer(room)
    }
}
