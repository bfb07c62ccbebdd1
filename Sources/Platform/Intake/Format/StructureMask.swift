// Finds separators and quotes 64 bytes at a time: one bit per byte, lowest bit first. Everything that scans records
// fast goes through here; it never reads outside the buffer it was given.

/// Bit masks of the bytes that give a delimited text its structure.
struct StructureMask: Sendable {
    /// Bits of one block of up to 64 bytes.
    struct Block {
        /// Delimiters and line feeds.
        var separators: UInt64
        /// Quotes; always 0 when the format has none.
        var quotes: UInt64
    }

    static let blockBytes = 64

    private let delimiters: SIMD16<UInt8>
    private let lineFeeds: SIMD16<UInt8>
    private let quotes: SIMD16<UInt8>
    private let delimiter: UInt8
    private let quote: UInt8
    /// All ones when the format has a quote.
    private let quotesCount: UInt64

    init(delimiter: UInt8, quote: UInt8?) {
        self.delimiter = delimiter
        self.quote = quote ?? delimiter
        quotesCount = quote == nil ? 0 : ~0
        delimiters = SIMD16(repeating: delimiter)
        lineFeeds = SIMD16(repeating: Byte.lineFeed)
        quotes = SIMD16(repeating: quote ?? delimiter)
    }

    /// The block that starts at `position`; bits beyond `count` are 0.
    @inline(__always)
    func block(_ base: UnsafeRawPointer, at position: Int, count: Int) -> Block {
        if position &+ Self.blockBytes <= count { return full(base + position) }
        return tail(base, at: position, count: count)
    }

    @inline(__always)
    private func full(_ start: UnsafeRawPointer) -> Block {
        let a = start.loadUnaligned(fromByteOffset: 0, as: SIMD16<UInt8>.self)
        let b = start.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self)
        let c = start.loadUnaligned(fromByteOffset: 32, as: SIMD16<UInt8>.self)
        let d = start.loadUnaligned(fromByteOffset: 48, as: SIMD16<UInt8>.self)
        let separators = packed(
            equal(a, delimiters) | equal(a, lineFeeds), equal(b, delimiters) | equal(b, lineFeeds),
            equal(c, delimiters) | equal(c, lineFeeds), equal(d, delimiters) | equal(d, lineFeeds))
        let (qa, qb, qc, qd) = (equal(a, quotes), equal(b, quotes), equal(c, quotes), equal(d, quotes))
        let any = unsafeBitCast(qa | qb | qc | qd, to: SIMD2<UInt64>.self)
        guard (any[0] | any[1]) & quotesCount != 0 else { return Block(separators: separators, quotes: 0) }
        return Block(separators: separators, quotes: packed(qa, qb, qc, qd))
    }

    /// The last, shorter block: the last 64 bytes shifted, or one byte after the other in a buffer smaller than that.
    @inline(never)
    private func tail(_ base: UnsafeRawPointer, at position: Int, count: Int) -> Block {
        if count >= Self.blockBytes {
            var block = full(base + (count - Self.blockBytes))
            let before = UInt64(position - (count - Self.blockBytes))
            block.separators >>= before
            block.quotes >>= before
            return block
        }
        var block = Block(separators: 0, quotes: 0)
        for i in position..<count {
            let byte = base.load(fromByteOffset: i, as: UInt8.self)
            let bit = UInt64(1) << UInt64(i - position)
            if byte == delimiter || byte == Byte.lineFeed { block.separators |= bit }
            if byte == quote { block.quotes |= bit & quotesCount }
        }
        return block
    }
}

/// 0xFF where the bytes are equal, else 0. The right side is a vector built once: a comparison with a scalar literal is
/// several hundred times slower.
@inline(__always)
func equal(_ a: SIMD16<UInt8>, _ b: SIMD16<UInt8>) -> SIMD16<UInt8> {
    unsafeBitCast(a .== b, to: SIMD16<UInt8>.self)
}

/// One bit per byte of a vector of 0x00 and 0xFF, lowest first: 16 bits.
@inline(__always)
func packed(_ vector: SIMD16<UInt8>) -> UInt64 {
    let bits = unsafeBitCast(
        vector & SIMD16(1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128), to: SIMD2<UInt64>.self)
    return ((bits[0] &* 0x0101_0101_0101_0101) >> 56) | (((bits[1] &* 0x0101_0101_0101_0101) >> 56) << 8)
}

@inline(__always)
private func packed(_ a: SIMD16<UInt8>, _ b: SIMD16<UInt8>, _ c: SIMD16<UInt8>, _ d: SIMD16<UInt8>) -> UInt64 {
    packed(a) | (packed(b) << 16) | (packed(c) << 32) | (packed(d) << 48)
}

/// The bytes that mean something in every format.
enum Byte {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let blank: UInt8 = 0x20
}
