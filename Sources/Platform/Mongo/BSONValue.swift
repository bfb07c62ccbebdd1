// One value of a document, decoded. Kinds nobody uses any more, and decimals, are kept as their bytes, so that a document
// that is read and written again is the same to the bit.

/// A BSON value.
public indirect enum BSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    case int32(Int32)
    case int64(Int64)
    case double(Double)
    case string(String)
    /// Milliseconds since 1970 in UTC.
    case date(Int64)
    case objectID(MongoID)
    case document(BSONDocument)
    case array([BSONValue])
    /// Bytes of the general subtype, 0; those of other subtypes are `other`.
    case binary([UInt8])
    case regex(pattern: String, options: String)
    /// MongoDB's own: seconds in the upper half, a count in the lower.
    case timestamp(UInt64)
    /// Any other kind: its type byte and the bytes of its value.
    case other(type: UInt8, bytes: [UInt8])
}

extension BSONValue {
    public var isNull: Bool { self == .null }

    public var string: String? {
        guard case .string(let text) = self else { return nil }
        return text
    }

    public var bool: Bool? {
        guard case .bool(let flag) = self else { return nil }
        return flag
    }

    /// Any number that is whole and fits.
    public var int: Int64? {
        switch self {
        case .int32(let number): Int64(number)
        case .int64(let number): number
        case .double(let number): Int64(exactly: number)
        default: nil
        }
    }

    /// Milliseconds since 1970 in UTC, of a date.
    public var date: Int64? {
        guard case .date(let milliseconds) = self else { return nil }
        return milliseconds
    }

    public var document: BSONDocument? {
        guard case .document(let document) = self else { return nil }
        return document
    }

    public var array: [BSONValue]? {
        guard case .array(let values) = self else { return nil }
        return values
    }
}

extension BSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByNilLiteral,
    ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    /// The shorter of the two kinds that holds it.
    public init(integerLiteral value: Int64) { self = Int32(exactly: value).map { .int32($0) } ?? .int64(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(nilLiteral: ()) { self = .null }
    public init(floatLiteral value: Double) { self = .double(value) }
    public init(arrayLiteral elements: BSONValue...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, BSONValue)...) { self = .document(BSONDocument(elements)) }
}
