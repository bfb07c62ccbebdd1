// The twelve bytes MongoDB gives a document as its `_id` where nobody gave it another.

import CMongo

/// An ObjectId.
public struct MongoID: Sendable, Hashable, CustomStringConvertible {
    /// The first eight bytes and the last four, the first byte in front.
    private var head: UInt64
    private var tail: UInt32

    /// - Parameter bytes: exactly twelve.
    init(_ bytes: UnsafeRawBufferPointer) {
        head = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
        tail = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt32.self))
    }

    /// From its 24 hexadecimal digits, in capitals or not; nil for anything else.
    public init?(hex: String) {
        let digits = Array(hex.utf8)
        guard digits.count == 24, digits.allSatisfy({ ($0 | 32) >= 0x61 && ($0 | 32) <= 0x66 || $0 >= 0x30 && $0 <= 0x39 }),
            let head = UInt64(String(decoding: digits[..<16], as: UTF8.self), radix: 16),
            let tail = UInt32(String(decoding: digits[16...], as: UTF8.self), radix: 16)
        else { return nil }
        self.head = head
        self.tail = tail
    }

    /// A new one: the second, this process, and a count.
    public static func make() -> MongoID {
        var made = bson_oid_t()
        bson_oid_init(&made, nil)
        return withUnsafeBytes(of: &made) { MongoID($0) }
    }

    /// 24 small hexadecimal digits.
    public var hex: String {
        func digits(_ number: some FixedWidthInteger & UnsignedInteger) -> String {
            let text = String(number, radix: 16)
            return String(repeating: "0", count: number.bitWidth / 4 - text.utf8.count) + text
        }
        return digits(head) + digits(tail)
    }

    /// The twelve bytes.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        withUnsafeBytes(of: head.bigEndian) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: tail.bigEndian) { bytes.append(contentsOf: $0) }
        return bytes
    }

    public var description: String { hex }
}
