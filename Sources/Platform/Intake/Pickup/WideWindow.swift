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
    /// The same, or the end of a file that is taken as it is: half a letter there belongs to its last line, but says
    /// nothing of what stands before it, and is not among the text.
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
    /// - Parameter takesOpenEnd: half a letter at the end of the file counts.
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
            let used = raw.withUnsafeBytes {
                text.decode(UnsafeRawBufferPointer(rebasing: $0[Int(wholeEnd - offset)...]), atEnd: false, into: &result)
            }
            wholeEnd += Int64(used)
            end = isAtEnd(of: content) && takesOpenEnd ? content.size : wholeEnd
        }
    }

    /// Half a letter that is all there is of a last line.
    func halfLetter() -> [UInt8] {
        var result: [UInt8] = []
        if end > wholeEnd { withBytes(wholeEnd..<end) { _ = text.decode($0, atEnd: true, into: &result) } }
        return result
    }
}
