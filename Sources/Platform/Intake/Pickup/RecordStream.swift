// A file as a stream of classified records: header, blank or data, each with its place and hash. Reads in windows, so
// memory does not grow with the file; what comes out depends on the bytes alone, never on where a window ended.

import Kernel

/// A record as it comes out of a stream; `view` of the stream is about it until the next one is asked for.
struct StreamRecord {
    var kind: Kind
    var hash: UInt64
    var line: Int64
    var offset: Int64
    /// Bytes of the record, its line end included.
    var length: Int64
    var physicalLines: Int64
    /// False for a last line without its newline.
    var isTerminated: Bool
    var isOversized: Bool

    enum Kind { case header, blank, data }
}

final class RecordStream {
    /// How much is read at a time.
    static let windowBytes = 4 << 20

    private let content: FileContent
    private let format: FileFormat
    let delimiter: UInt8
    private var scanner: RecordScanner
    private let takesOpenEnd: Bool
    private var window: UnsafeMutableRawBufferPointer
    private var filled = 0
    /// File offset of the window's first byte.
    private var windowOffset: Int64
    private var at = 0
    private var digestedTo: Int64
    private var recordRange = 0..<0
    /// File offset of the record's first byte.
    private var recordOffset: Int64 = 0
    /// Where `consumed` is in the window.
    private var consumedAt = 0
    /// The bytes behind the window's text, of a file in UTF-16.
    private var wide: WideWindow?
    private let isWide: Bool
    /// What the file is in, and whether it says so itself.
    let fileEncoding: FileEncoding
    /// What the window's bytes are in.
    let textEncoding: TextEncoding

    /// Offset behind the last terminated record.
    private(set) var consumed: Int64
    private(set) var line: Int64
    private(set) var isSkipping: Bool
    private(set) var header: [UInt8]?
    /// Counts up when the header changes.
    private(set) var headerVersion = 0
    /// The header as the complete records have it: a last line that may still change does not count.
    private(set) var settledHeader: [UInt8]?
    private(set) var map: HeaderMap
    private var headerSeed: UInt64
    private var digest: RunningDigest

    /// Starts where `state` stopped.
    init(_ content: FileContent, _ format: FileFormat, from state: FileState, takesOpenEnd: Bool) throws {
        self.content = content
        self.format = format
        self.takesOpenEnd = takesOpenEnd
        fileEncoding = try format.encoding(of: content)
        isWide = fileEncoding.encoding.isWide
        textEncoding = isWide ? .utf8 : fileEncoding.encoding
        if isWide { wide = WideWindow(isBigEndian: fileEncoding.encoding == .utf16be, from: state.offset) }
        delimiter = try format.delimiter(of: content, in: fileEncoding.encoding)
        scanner = RecordScanner(delimiter: delimiter, quote: format.profile.quote)
        consumed = state.offset
        windowOffset = state.offset
        digestedTo = state.offset
        line = state.nextLine
        isSkipping = state.isSkipping
        header = state.header
        settledHeader = state.header
        digest = state.digest
        (map, headerSeed) = format.map(state.header, delimiter: delimiter, encoding: textEncoding)
        let room = min(Self.windowBytes, Int(max(0, content.size - state.offset)) + 16)
        window = .allocate(byteCount: room, alignment: 64)
    }

    deinit { window.deallocate() }

    /// The digest of all that is consumed.
    func finishedDigest() -> RunningDigest {
        digestWindow()
        return digest
    }

    /// The next record, or nil at the end of what can be taken.
    func next() throws -> StreamRecord? {
        while true {
            if isSkipping {
                guard try skipToNewline() else { return nil }
                continue
            }
            if consumed == 0, at == 0, filled == 0, try fill() { skipByteOrderMark() }
            let atEnd = wide?.isAtEnd(of: content) ?? (windowOffset + Int64(filled) == content.size)
            let bytes = UnsafeRawBufferPointer(rebasing: window[0..<filled])
            if at < filled, let record = scanner.next(in: bytes, from: at, atEnd: atEnd && takesOpenEnd) {
                return classify(record, bytes)
            }
            guard try fill() || takeHalfLetter() else { return nil }
        }
    }

    /// Whether the file ends with half a letter on a line of its own, which then stands at the end of the window.
    private func takeHalfLetter() -> Bool {
        guard let wide, consumedAt == filled else { return false }
        return append(wide.halfLetter())
    }

    /// Hands over the last record, its fields and bytes.
    func withView<T>(_ body: (RecordView) throws -> T) rethrows -> T {
        try scanner.fields.withUnsafeBufferPointer { fields in
            try body(RecordView(bytes: UnsafeRawBufferPointer(rebasing: window[0..<filled]), fields: fields, range: recordRange))
        }
    }

    /// Hands over the bytes of the last record as they stand in the file, its line end left out.
    func withRaw<T>(_ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
        guard let wide else { return try body(UnsafeRawBufferPointer(rebasing: window[recordRange])) }
        let end =
            recordRange.upperBound == filled
            ? openEnd : recordOffset + Int64(WideText.sourceBytes(ofUTF8: UnsafeRawBufferPointer(rebasing: window[recordRange])))
        return try wide.withBytes(recordOffset..<end, body)
    }

    /// The file offset of a place in the window that is not before what is consumed.
    @inline(__always)
    private func fileOffset(_ index: Int) -> Int64 { isWide ? wideOffset(index) : windowOffset + Int64(index) }

    private func wideOffset(_ index: Int) -> Int64 {
        if index == filled, let wide { return wide.wholeEnd }
        return consumed + Int64(WideText.sourceBytes(ofUTF8: UnsafeRawBufferPointer(rebasing: window[consumedAt..<index])))
    }

    /// Where a last line ends that has no newline.
    private var openEnd: Int64 { wide?.end ?? windowOffset + Int64(filled) }

    /// All before this place in the window is done with.
    @inline(__always)
    private func consume(upTo index: Int) {
        consumed = fileOffset(index)
        consumedAt = index
    }

    private func classify(_ record: ScannedRecord, _ bytes: UnsafeRawBufferPointer) -> StreamRecord {
        recordRange = record.start..<record.contentEnd
        recordOffset = fileOffset(record.start)
        let content = UnsafeRawBufferPointer(rebasing: bytes[recordRange])
        var out = StreamRecord(
            kind: .data, hash: 0, line: line, offset: recordOffset,
            length: (record.isTerminated || record.isOversized ? fileOffset(record.next) : openEnd) - recordOffset,
            physicalLines: Int64(record.physicalLines),
            isTerminated: record.isTerminated, isOversized: record.isOversized)
        if record.isOversized {
            let part = UnsafeRawBufferPointer(rebasing: bytes[record.start..<min(record.next, record.start + (1 << 20))])
            out.hash = RecordHash.of(part, seed: headerSeed)
            isSkipping = true
            line += out.physicalLines
            at = record.next
            consume(upTo: at)
            return out
        }
        if isBlank(content) {
            out.kind = .blank
        } else if isHeader(bytes) {
            out.kind = .header
            if isTrueHeader(bytes) { use(content) }
        } else if header == nil {
            use(UnsafeRawBufferPointer(start: nil, count: 0))
        }
        out.hash = RecordHash.of(content, seed: out.kind == .data ? headerSeed : 0)
        // With half a letter behind it the line is another one than without.
        if !record.isTerminated, let wide, wide.end > wide.wholeEnd { out.hash = ~out.hash }
        at = record.next
        if record.isTerminated {
            settledHeader = header
            consume(upTo: at)
            line += out.physicalLines
        }
        return out
    }

    /// The header from here on. Some machines repeat it again and again: nothing is looked up anew for the same one.
    private func use(_ new: UnsafeRawBufferPointer) {
        if let header, header.elementsEqual(new) { return }
        header = Array(new)
        headerVersion += 1
        (map, headerSeed) = format.map(header, delimiter: delimiter, encoding: textEncoding)
    }

    private func isBlank(_ content: UnsafeRawBufferPointer) -> Bool {
        scanner.fields.count <= 1 && content.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0 }
    }

    /// Header lines are recognised wherever they stand; where the profile says so, what stands above one counts as header.
    private func isHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let isFirst = header == nil
        if format.headers.isHeader(scanner.fields, in: bytes, encoding: textEncoding, after: isFirst ? nil : map) { return true }
        switch format.profile.header {
        case .absent: return false
        case .present: return isFirst
        case .withinFirst(let lines): return isFirst && line < Int64(lines)
        }
    }

    /// Not a line above the header that only counts as one.
    private func isTrueHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard case .withinFirst = format.profile.header else { return true }
        return format.headers.isHeader(scanner.fields, in: bytes, encoding: textEncoding, after: nil)
    }

    private func skipByteOrderMark() {
        guard filled >= 3, window[0] == 0xEF, window[1] == 0xBB, window[2] == 0xBF else { return }
        at = 3
        consume(upTo: 3)
    }

    /// Goes on to the end of a record that is too long to be one.
    private func skipToNewline() throws -> Bool {
        while true {
            if at >= filled, try !fill() { return false }
            let rest = UnsafeRawBufferPointer(rebasing: window[at..<filled])
            if let end = RecordScanner.lineEnd(in: rest, from: 0) {
                at += end
                consume(upTo: at)
                isSkipping = false
                return true
            }
            at = filled
            consume(upTo: at)
        }
    }

    private func digestWindow() {
        guard consumed > digestedTo else { return }
        if let wide {
            wide.withBytes(digestedTo..<consumed) { digest.update($0) }
            digestedTo = consumed
            return
        }
        let from = Int(digestedTo - windowOffset)
        digest.update(UnsafeRawBufferPointer(rebasing: window[from..<Int(consumed - windowOffset)]))
        digestedTo = consumed
    }

    /// Moves what is left to the front and reads on; false when there is nothing more to read.
    private func fill() throws -> Bool {
        let next = windowOffset + Int64(filled)
        if isWide { if wide?.isAtEnd(of: content) != false { return false } } else if next >= content.size { return false }
        digestWindow()
        let left = filled - consumedAt
        if left > 0, consumedAt > 0 {
            window.copyMemory(from: UnsafeRawBufferPointer(rebasing: window[consumedAt..<filled]))
        }
        windowOffset = consumed
        at -= consumedAt
        consumedAt = 0
        filled = left
        if isWide { return try fillWide() }
        if filled == window.count { grow(to: window.count * 2) }
        let n = try content.read(into: UnsafeMutableRawBufferPointer(rebasing: window[filled...]), at: next)
        filled += n
        return n > 0
    }

    /// The same for a file in UTF-16, whose text takes the place of its bytes.
    private func fillWide() throws -> Bool {
        var text: [UInt8] = []
        wide?.drop(before: consumed)
        try wide?.read(content, takesOpenEnd: takesOpenEnd, into: &text)
        return append(text)
    }

    private func append(_ text: [UInt8]) -> Bool {
        if filled + text.count > window.count { grow(to: max(window.count * 2, filled + text.count)) }
        text.withUnsafeBytes { UnsafeMutableRawBufferPointer(rebasing: window[filled...]).copyMemory(from: $0) }
        filled += text.count
        return !text.isEmpty
    }

    private func grow(to count: Int) {
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 64)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: window[0..<filled]))
        window.deallocate()
        window = larger
    }
}
