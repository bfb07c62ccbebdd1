// UTF-16 files: a chunk becomes UTF-8 before it is scanned, and every place in that UTF-8 can be traced back to its
// byte in the file. Nothing is remembered for that: each UTF-8 character tells how many bytes it came from.

/// Turns chunks of UTF-16 into UTF-8.
public struct WideText: Sendable {
    private let isBigEndian: Bool

    public init(isBigEndian: Bool) { self.isBigEndian = isBigEndian }

    /// Appends the chunk as UTF-8; half a surrogate pair without its other half becomes U+FFFD.
    /// - Parameter atEnd: nothing follows, so half a character at the end counts as one that cannot be read.
    /// - Returns: the bytes used; the rest, at most three, belongs in front of the next chunk.
    @discardableResult
    public func decode(_ chunk: UnsafeRawBufferPointer, atEnd: Bool, into result: inout [UInt8]) -> Int {
        result.reserveCapacity(result.count + chunk.count)
        var position = 0
        while position + 2 <= chunk.count {
            let unit = self.unit(chunk, position)
            if unit & 0xF800 != 0xD800 {
                if unit < 0x80 { result.append(UInt8(unit)) } else { TextDecoder.append(UInt32(unit), to: &result) }
                position += 2
                continue
            }
            if unit < 0xDC00, position + 4 > chunk.count, !atEnd { return position }
            if unit < 0xDC00, position + 4 <= chunk.count {
                let low = self.unit(chunk, position + 2)
                if low & 0xFC00 == 0xDC00 {
                    TextDecoder.append(0x10000 + (UInt32(unit & 0x3FF) << 10 | UInt32(low & 0x3FF)), to: &result)
                    position += 4
                    continue
                }
            }
            TextDecoder.append(0xFFFD, to: &result)
            position += 2
        }
        if atEnd, position < chunk.count {
            TextDecoder.append(0xFFFD, to: &result)
            position = chunk.count
        }
        return position
    }

    /// How many bytes of UTF-16 this UTF-8, made by `decode`, came from. Add it to the place in the file where the
    /// UTF-8 begins. (An odd byte at the very end of a file counts as two.)
    public static func sourceBytes(ofUTF8 text: UnsafeRawBufferPointer) -> Int {
        var total = 0
        for byte in text where byte & 0xC0 != 0x80 { total += byte >= 0xF0 ? 4 : 2 }
        return total
    }

    private func unit(_ chunk: UnsafeRawBufferPointer, _ position: Int) -> UInt16 {
        let raw = chunk.loadUnaligned(fromByteOffset: position, as: UInt16.self)
        return isBigEndian ? UInt16(bigEndian: raw) : UInt16(littleEndian: raw)
    }
}
