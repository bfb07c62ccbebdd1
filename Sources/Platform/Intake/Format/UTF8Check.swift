// Answers quickly whether bytes are plain ASCII, and strictly whether they are UTF-8 (RFC 3629: no overlong forms, no
// surrogates, nothing above U+10FFFF).

enum UTF8Check {
    /// Whether any byte is above 0x7F (`high`) or 0 (`nul`).
    @inline(__always)
    static func has(high: Bool, nul: Bool, _ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let base = bytes.baseAddress else { return false }
        let count = bytes.count
        var found = SIMD16<UInt8>()
        guard count >= 16 else {
            for byte in bytes where (high && byte > 0x7F) || (nul && byte == 0) { return true }
            return false
        }
        var position = 0
        while position &+ 16 <= count {
            found |= marks(base.loadUnaligned(fromByteOffset: position, as: SIMD16<UInt8>.self), high, nul)
            position &+= 16
        }
        found |= marks(base.loadUnaligned(fromByteOffset: count &- 16, as: SIMD16<UInt8>.self), high, nul)
        let halves = unsafeBitCast(found, to: SIMD2<UInt64>.self)
        return (halves[0] | halves[1]) & 0x8080_8080_8080_8080 != 0
    }

    @inline(__always)
    private static func marks(_ bytes: SIMD16<UInt8>, _ high: Bool, _ nul: Bool) -> SIMD16<UInt8> {
        (high ? bytes : SIMD16()) | (nul ? equal(bytes, SIMD16()) : SIMD16())
    }

    /// Strict UTF-8.
    static func isValid(_ bytes: UnsafeRawBufferPointer) -> Bool { validPrefix(bytes) == bytes.count }

    /// How many bytes from the start are whole, valid UTF-8 characters.
    static func validPrefix(_ bytes: UnsafeRawBufferPointer) -> Int {
        var position = 0
        while position < bytes.count {
            if position &+ 8 <= bytes.count,
                bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
            {
                position &+= 8
                continue
            }
            let length = self.length(bytes, at: position)
            if length == 0 { return position }
            position += length
        }
        return position
    }

    /// Bytes of the character at `position`; 0 when it is invalid or cut off.
    @inline(__always)
    static func length(_ bytes: UnsafeRawBufferPointer, at position: Int) -> Int {
        let first = bytes[position]
        if first < 0x80 { return 1 }
        let length: Int
        var lowest: UInt8 = 0x80
        var highest: UInt8 = 0xBF
        switch first {
        case 0xC2...0xDF: length = 2
        case 0xE0: (length, lowest) = (3, 0xA0)
        case 0xED: (length, highest) = (3, 0x9F)
        case 0xE1...0xEF: length = 3
        case 0xF0: (length, lowest) = (4, 0x90)
        case 0xF1...0xF3: length = 4
        case 0xF4: (length, highest) = (4, 0x8F)
        default: return 0
        }
        guard position + length <= bytes.count, bytes[position + 1] >= lowest, bytes[position + 1] <= highest else {
            return 0
        }
        for i in 2..<max(length, 2) where bytes[position + i] & 0xC0 != 0x80 { return 0 }
        return length
    }
}
