// The bytes of a UTF-16 file behind a window of its text: what is scanned is UTF-8, what is counted, digested and kept
// of a reject is what stands in the file. Nothing is remembered per letter; each letter tells how many bytes it came from.

import Kernel

/// Converts a file from some byte on, and keeps the bytes that its text came from until they are dropped.
struct WideWindow {
    /// How much of the file is converted at a time.
    static let chunkBytes = 1 << 20

    private let text: WideText
    /// The bytes from `offset` on.
    private var raw: [UInt8] = []
    private(set) var offset: Int64
    /// Behind the last whole letter that was converted.
    private(set) var wholeEnd: Int64
    /// Behind the last byte that was converted: half a letter at the end of a file that is taken as it is counts too.
    private(set) var end: Int64

    /// - Parameter offset: where a letter begins.
    init(isBigEndian: Bool, from offset: Int64) {
        text = WideText(isBigEndian: isBigEndian)
        self.offset = offset
        wholeEnd = offset
        end = offset
    }

    /// The bytes of a part of the file that was converted and not dropped.
    func withBytes<T>(_ range: Range<Int64>, _ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
        try raw.withUnsafeBytes { bytes in
            try body(UnsafeRawBufferPointer(rebasing: bytes[Int(range.lowerBound - offset)..<Int(range.upperBound - offset)]))
        }
    }

    /// Nothing before `place` will be asked for again.
    mutating func drop(before place: Int64) {
        raw.removeFirst(Int(place - offset))
        offset = place
    }

    /// Nothing is left of the file to convert.
    func isAtEnd(of content: FileContent) -> Bool { offset + Int64(raw.count) == content.size }

    /// Converts more of the file, until there is text or nothing is left.
    /// - Parameter takesOpenEnd: half a letter at the end of the file counts, as one that cannot be read.
    mutating func read(_ content: FileContent, takesOpenEnd: Bool, into result: inout [UInt8]) throws {
        while result.isEmpty {
            let at = offset + Int64(raw.count)
            let left = content.size - at
            guard left > 0 else { return }
            let before = raw.count
            let chunk = Int(min(left, Int64(Self.chunkBytes)))
            raw.append(contentsOf: repeatElement(0, count: chunk))
            let n = try raw.withUnsafeMutableBytes { bytes in
                try content.read(into: UnsafeMutableRawBufferPointer(rebasing: bytes[before...]), at: at)
            }
            raw.removeLast(chunk - n)
            convert(isLast: isAtEnd(of: content) && takesOpenEnd, into: &result)
        }
    }

    private mutating func convert(isLast: Bool, into result: inout [UInt8]) {
        raw.withUnsafeBytes { bytes in
            let waiting = UnsafeRawBufferPointer(rebasing: bytes[Int(wholeEnd - offset)...])
            let used = text.decode(waiting, atEnd: false, into: &result)
            wholeEnd += Int64(used)
            end = wholeEnd
            guard isLast, used < waiting.count else { return }
            text.decode(UnsafeRawBufferPointer(rebasing: waiting[used...]), atEnd: true, into: &result)
            end += Int64(waiting.count - used)
        }
    }
}
