// 128 bits that stand for a row. Two rows with the same fingerprint are the same row, byte for byte and type for type;
// how it is computed is the affair of the engine that holds the row.

import Kernel

package struct Fingerprint: Sendable, Hashable {
    package var high: UInt64
    package var low: UInt64

    package init(high: UInt64, low: UInt64) { (self.high, self.low) = (high, low) }

    /// From 32 hexadecimal digits.
    package init?(hex: UnsafeRawBufferPointer) {
        guard hex.count == 32, let high = Self.number(hex, 0), let low = Self.number(hex, 16) else { return nil }
        self.init(high: high, low: low)
    }

    package init?(hex: String) {
        let bytes = Array(hex.utf8)
        guard let made = bytes.withUnsafeBytes({ Fingerprint(hex: $0) }) else { return nil }
        self = made
    }

    package var hex: String { withHex { String(decoding: $0, as: UTF8.self) } }

    /// Its 32 digits, valid during the call.
    func withHex<T>(_ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
        try withUnsafeTemporaryAllocation(byteCount: 32, alignment: 8) { out in
            for place in 0..<16 {
                out[place] = Self.digits[Int(high >> UInt64(60 - 4 * place) & 15)]
                out[16 + place] = Self.digits[Int(low >> UInt64(60 - 4 * place) & 15)]
            }
            return try body(UnsafeRawBufferPointer(out))
        }
    }

    private static let digits = Array("0123456789abcdef".utf8)
    /// What each byte is worth as a hexadecimal digit; 255 for none.
    private static let worths = (0...255).map { byte -> UInt8 in
        switch UInt8(byte) {
        case 0x30...0x39: UInt8(byte - 0x30)
        case 0x61...0x66: UInt8(byte - 0x61 + 10)
        case 0x41...0x46: UInt8(byte - 0x41 + 10)
        default: 255
        }
    }

    private static func number(_ hex: UnsafeRawBufferPointer, _ start: Int) -> UInt64? {
        worths.withUnsafeBufferPointer { worths in
            var (out, seen) = (UInt64(0), UInt8(0))
            for place in start..<start + 16 {
                let worth = worths[Int(hex[place])]
                seen |= worth
                out = out << 4 | UInt64(worth & 15)
            }
            return seen > 15 ? nil : out
        }
    }
}

/// A row as a baseline remembers it.
package struct BaselineEntry: Sendable, Hashable {
    package var key: RowKeyBytes
    package var digest: Fingerprint
    package init(_ key: RowKeyBytes, _ digest: Fingerprint) { (self.key, self.digest) = (key, digest) }
}

/// A key's bytes, as `RowKey` makes them.
package typealias RowKeyBytes = [UInt8]
