// A document written piece by piece into one buffer: for whoever writes very many of them, where values of their own in
// between would cost more than the bytes. The layout is that of bsonspec.org.

/// Writes one document. What was opened must be closed; a document that is none is noticed when it is sent.
public struct BSONWriter {
    private var bytes: [UInt8] = []
    /// Where the documents and arrays begin that are not closed yet.
    private var opened: [Int] = []

    /// - Parameter capacity: the bytes it will have, more or less.
    public init(capacity: Int = 0) {
        bytes.reserveCapacity(capacity)
        open()
    }

    /// The document, once everything that was opened is closed.
    public consuming func finish() -> BSONDocument {
        close()
        return BSONDocument(bytes: bytes)
    }

    /// Type and name of a member, whose value comes next.
    public mutating func member(_ type: UInt8, _ name: StaticString) {
        member(type, UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }

    /// The same with a name in UTF-8, without a zero.
    public mutating func member(_ type: UInt8, _ name: UnsafeRawBufferPointer) {
        bytes.append(type)
        bytes.append(contentsOf: name)
        bytes.append(0)
    }

    /// Type and place of an array's element, whose value comes next.
    public mutating func element(_ type: UInt8, _ place: Int) {
        bytes.append(type)
        var (digits, rest) = (1, place)
        while rest >= 10 { (digits, rest) = (digits + 1, rest / 10) }
        bytes.append(contentsOf: repeatElement(48, count: digits))
        rest = place
        for at in 1...digits {
            bytes[bytes.count - at] = 48 + UInt8(rest % 10)
            rest /= 10
        }
        bytes.append(0)
    }

    /// The beginning of a value that is a document (3) or an array (4).
    public mutating func open() {
        opened.append(bytes.count)
        bytes.append(contentsOf: repeatElement(0, count: 4))
    }

    public mutating func close() {
        bytes.append(0)
        guard let start = opened.popLast() else { return }
        let count = UInt32(bytes.count - start)
        for place in 0..<4 { bytes[start + place] = UInt8(truncatingIfNeeded: count >> (8 * UInt32(place))) }
    }

    /// A value as its bytes.
    public mutating func raw(_ value: UnsafeRawBufferPointer) { bytes.append(contentsOf: value) }

    /// An `int32` (0x10), `int64` (0x12) or date (0x09).
    public mutating func number(_ value: some FixedWidthInteger) { withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) } }

    /// A `bool` (0x08).
    public mutating func flag(_ value: Bool) { bytes.append(value ? 1 : 0) }

    /// A `string` (0x02).
    public mutating func text(_ value: String) {
        number(Int32(value.utf8.count + 1))
        bytes.append(contentsOf: value.utf8)
        bytes.append(0)
    }
}
