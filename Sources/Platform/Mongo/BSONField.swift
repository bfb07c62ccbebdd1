// One value inside a reply, not decoded, and the walk that finds it. The layout of every kind is that of bsonspec.org.

/// A value where it lies: valid as long as its view, and never to be kept.
public struct BSONField {
    /// The type byte.
    public let type: UInt8
    /// The bytes of the value, as many as its kind says.
    public let raw: UnsafeRawBufferPointer

    @inlinable
    init(type: UInt8, raw: UnsafeRawBufferPointer) {
        self.type = type
        self.raw = raw
    }

    @usableFromInline
    func number<T: FixedWidthInteger>(_: T.Type, at offset: Int = 0) -> T {
        T(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: T.self))
    }

    @inlinable public var isNull: Bool { type == 0x0A }

    /// Any number that is whole and fits.
    @inlinable public var int: Int64? {
        switch type {
        case 0x10: Int64(raw.loadUnaligned(as: Int32.self).littleEndian)
        case 0x12: raw.loadUnaligned(as: Int64.self).littleEndian
        case 0x01: Int64(exactly: Double(bitPattern: raw.loadUnaligned(as: UInt64.self).littleEndian))
        default: nil
        }
    }

    /// Milliseconds since 1970 in UTC, of a date.
    @inlinable public var date: Int64? { type == 0x09 ? raw.loadUnaligned(as: Int64.self).littleEndian : nil }

    @inlinable public var bool: Bool? { type == 0x08 ? raw[0] != 0 : nil }

    /// The bytes of a text, without the zero behind it.
    @inlinable public var utf8: UnsafeRawBufferPointer? {
        type == 0x02 ? UnsafeRawBufferPointer(rebasing: raw[4..<raw.count - 1]) : nil
    }

    @inlinable public var string: String? { utf8.map { String(decoding: $0, as: UTF8.self) } }

    @inlinable public var document: BSONView? { type == 0x03 ? BSONView(raw) : nil }

    /// The values of an array, as a document whose names are 0, 1, 2…
    @inlinable public var elements: BSONView? { type == 0x04 ? BSONView(raw) : nil }

    /// The bytes of a binary value, of whatever subtype.
    public var binary: UnsafeRawBufferPointer? {
        guard type == 0x05 else { return nil }
        // Subtype 2, which is old, counts its bytes once more.
        return UnsafeRawBufferPointer(rebasing: raw.dropFirst(raw[4] == 2 && raw.count >= 9 ? 9 : 5))
    }

    /// A copy that may be kept.
    public var value: BSONValue {
        switch type {
        case 0x01: return .double(Double(bitPattern: number(UInt64.self)))
        case 0x02:
            // A text that is not UTF-8 cannot be one of Swift's without becoming another.
            guard let text = utf8.flatMap({ String(validating: $0, as: UTF8.self) }) else { break }
            return .string(text)
        case 0x03: return .document(BSONDocument(bytes: Array(raw)))
        case 0x04:
            var values: [BSONValue] = []
            BSONView(raw).forEach { _, field in values.append(field.value) }
            return .array(values)
        case 0x05 where raw[4] == 0: return .binary(Array(raw.dropFirst(5)))
        case 0x07: return .objectID(MongoID(raw))
        case 0x08 where raw[0] < 2: return .bool(raw[0] == 1)
        case 0x09: return .date(number(Int64.self))
        case 0x0A: return .null
        case 0x0B:
            let parts = raw.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
            guard let pattern = String(validating: parts[0], as: UTF8.self), let options = String(validating: parts[1], as: UTF8.self)
            else { break }
            return .regex(pattern: pattern, options: options)
        case 0x10: return .int32(number(Int32.self))
        case 0x11: return .timestamp(number(UInt64.self))
        case 0x12: return .int64(number(Int64.self))
        default: break
        }
        return .other(type: type, bytes: Array(raw))
    }
}

/// Where a walk over the members of a document has come to.
@usableFromInline
struct BSONWalk {
    @usableFromInline let base: UnsafeRawPointer
    /// The place of the zero at the end.
    @usableFromInline let end: Int
    @usableFromInline var at = 4
    /// Whether every byte up to the end was a member's.
    @usableFromInline var isComplete = false

    /// Nil where the length does not fit or there is no zero at the end.
    @inlinable
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 5, let base = bytes.baseAddress,
            base.loadUnaligned(as: Int32.self).littleEndian == bytes.count, bytes[bytes.count - 1] == 0
        else { return nil }
        self.base = base
        end = bytes.count - 1
    }

    /// The next member; nil at the end, and where the bytes are damaged.
    @inlinable
    mutating func next() -> (key: UnsafeRawBufferPointer, field: BSONField)? {
        guard at < end else {
            isComplete = at == end
            return nil
        }
        let type = base.load(fromByteOffset: at, as: UInt8.self)
        let name = at + 1
        guard let nameEnd = zero(from: name), let count = size(of: type, at: nameEnd + 1), count <= end - nameEnd - 1 else { return nil }
        at = nameEnd + 1 + count
        return (
            UnsafeRawBufferPointer(start: base + name, count: nameEnd - name),
            BSONField(type: type, raw: UnsafeRawBufferPointer(start: base + (nameEnd + 1), count: count))
        )
    }

    /// The next zero before the end.
    @inlinable
    func zero(from start: Int) -> Int? {
        var place = start
        while place < end {
            if base.load(fromByteOffset: place, as: UInt8.self) == 0 { return place }
            place += 1
        }
        return nil
    }

    /// A length at that place that is at least `least`; nil where it is none.
    @inlinable
    func length(at place: Int, least: Int) -> Int? {
        guard place + 4 <= end else { return nil }
        let count = Int(base.loadUnaligned(fromByteOffset: place, as: Int32.self).littleEndian)
        return count >= least ? count : nil
    }

    /// How many bytes a value at that place has.
    @inlinable
    func size(of type: UInt8, at place: Int) -> Int? {
        switch type {
        case 0x10: return 4
        case 0x01, 0x09, 0x11, 0x12: return 8
        case 0x02, 0x0D, 0x0E:
            guard let count = length(at: place, least: 1), count <= end - place - 4,
                base.load(fromByteOffset: place + 3 + count, as: UInt8.self) == 0
            else { return nil }
            return 4 + count
        case 0x08: return 1
        case 0x07: return 12
        case 0x0A, 0x06, 0xFF, 0x7F: return 0
        case 0x03, 0x04: return length(at: place, least: 5)
        case 0x0F: return length(at: place, least: 14)
        case 0x05: return length(at: place, least: 0).map { 5 + $0 }
        case 0x0B: return zero(from: place).flatMap { zero(from: $0 + 1) }.map { $0 + 1 - place }
        case 0x0C: return length(at: place, least: 1).map { 4 + $0 + 12 }
        case 0x13: return 16
        default: return nil
        }
    }
}
