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
        delimiter = try format.delimiter(of: content)
        scanner = RecordScanner(delimiter: delimiter, quote: format.profile.quote)
        consumed = state.offset
        windowOffset = state.offset
        digestedTo = state.offset
        line = state.nextLine
        isSkipping = state.isSkipping
        header = state.header
        settledHeader = state.header
        digest = state.digest
        (map, headerSeed) = format.map(state.header, delimiter: delimiter)
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
            let atEnd = windowOffset + Int64(filled) == content.size
            let bytes = UnsafeRawBufferPointer(rebasing: window[0..<filled])
            if at < filled, let record = scanner.next(in: bytes, from: at, atEnd: atEnd && takesOpenEnd) {
                return classify(record, bytes)
            }
            guard try fill() else { return nil }
        }
    }

    /// Hands over the last record, its fields and bytes.
    func withView<T>(_ body: (RecordView) throws -> T) rethrows -> T {
        try scanner.fields.withUnsafeBufferPointer { fields in
            try body(RecordView(bytes: UnsafeRawBufferPointer(rebasing: window[0..<filled]), fields: fields, range: recordRange))
        }
    }

    private func classify(_ record: ScannedRecord, _ bytes: UnsafeRawBufferPointer) -> StreamRecord {
        recordRange = record.start..<record.contentEnd
        let content = UnsafeRawBufferPointer(rebasing: bytes[recordRange])
        var out = StreamRecord(
            kind: .data, hash: 0, line: line, offset: windowOffset + Int64(record.start),
            length: Int64(record.next - record.start), physicalLines: Int64(record.physicalLines),
            isTerminated: record.isTerminated, isOversized: record.isOversized)
        if record.isOversized {
            let part = UnsafeRawBufferPointer(rebasing: bytes[record.start..<min(record.next, record.start + (1 << 20))])
            out.hash = RecordHash.of(part, seed: headerSeed)
            isSkipping = true
            line += out.physicalLines
            at = record.next
            consumed = windowOffset + Int64(at)
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
        at = record.next
        if record.isTerminated {
            settledHeader = header
            consumed = windowOffset + Int64(at)
            line += out.physicalLines
        }
        return out
    }

    /// The header from here on. Some machines repeat it again and again: nothing is looked up anew for the same one.
    private func use(_ new: UnsafeRawBufferPointer) {
        if let header, header.elementsEqual(new) { return }
        header = Array(new)
        headerVersion += 1
        (map, headerSeed) = format.map(header, delimiter: delimiter)
    }

    private func isBlank(_ content: UnsafeRawBufferPointer) -> Bool {
        scanner.fields.count <= 1 && content.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0 }
    }

    /// Header lines are recognised wherever they stand; where the profile says so, what stands above one counts as header.
    private func isHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
        let isFirst = header == nil
        if format.headers.isHeader(scanner.fields, in: bytes, encoding: format.encoding, after: isFirst ? nil : map) { return true }
        switch format.profile.header {
        case .absent: return false
        case .present: return isFirst
        case .withinFirst(let lines): return isFirst && line < Int64(lines)
        }
    }

    /// Not a line above the header that only counts as one.
    private func isTrueHeader(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard case .withinFirst = format.profile.header else { return true }
        return format.headers.isHeader(scanner.fields, in: bytes, encoding: format.encoding, after: nil)
    }

    private func skipByteOrderMark() {
        guard filled >= 3, window[0] == 0xEF, window[1] == 0xBB, window[2] == 0xBF else { return }
        at = 3
        consumed = 3
    }

    /// Goes on to the end of a record that is too long to be one.
    private func skipToNewline() throws -> Bool {
        while true {
            if at >= filled, try !fill() { return false }
            let rest = UnsafeRawBufferPointer(rebasing: window[at..<filled])
            if let end = RecordScanner.lineEnd(in: rest, from: 0) {
                at += end
                consumed = windowOffset + Int64(at)
                isSkipping = false
                return true
            }
            at = filled
            consumed = windowOffset + Int64(at)
        }
    }

    private func digestWindow() {
        guard consumed > digestedTo else { return }
        let from = Int(digestedTo - windowOffset)
        digest.update(UnsafeRawBufferPointer(rebasing: window[from..<Int(consumed - windowOffset)]))
        digestedTo = consumed
    }

    /// Moves what is left to the front and reads on; false when there is nothing more to read.
    private func fill() throws -> Bool {
        let next = windowOffset + Int64(filled)
        guard next < content.size else { return false }
        digestWindow()
        let keep = Int(consumed - windowOffset)
        let left = filled - keep
        if left > 0, keep > 0 {
            window.copyMemory(from: UnsafeRawBufferPointer(rebasing: window[keep..<filled]))
        }
        windowOffset = consumed
        at -= keep
        filled = left
        if filled == window.count {
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: window.count * 2, alignment: 64)
            larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: window[0..<filled]))
            window.deallocate()
            window = larger
        }
        let n = try content.read(into: UnsafeMutableRawBufferPointer(rebasing: window[filled...]), at: next)
        filled += n
        return n > 0
    }
}
