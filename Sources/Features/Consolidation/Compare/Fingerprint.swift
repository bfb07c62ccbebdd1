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

    package var hex: String { Self.text(high) + Self.text(low) }

    private static func text(_ number: UInt64) -> String {
        let plain = String(number, radix: 16)
        return String(repeating: "0", count: 16 - plain.count) + plain
    }

    private static func number(_ hex: UnsafeRawBufferPointer, _ start: Int) -> UInt64? {
        var out: UInt64 = 0
        for byte in hex[start..<start + 16] {
            switch byte {
            case 0x30...0x39: out = out << 4 | UInt64(byte - 0x30)
            case 0x61...0x66: out = out << 4 | UInt64(byte - 0x61 + 10)
            case 0x41...0x46: out = out << 4 | UInt64(byte - 0x41 + 10)
            default: return nil
            }
        }
        return out
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
