// A document as its bytes, in the form of https://bsonspec.org: it is written once, sent as it is, and decoded member by
// member only where somebody asks.

import CMongo
import Kernel

/// The bytes of one BSON document, owned. Equal where the bytes are: the order of members counts.
public struct BSONDocument: Sendable, Hashable, ExpressibleByDictionaryLiteral, CustomStringConvertible {
    /// Length, members, a zero.
    public private(set) var bytes: [UInt8]

    /// `{}`.
    public init() { bytes = [5, 0, 0, 0, 0] }

    /// Members in this order; a name may come twice, which MongoDB takes and nobody should use.
    public init(_ members: [(String, BSONValue)]) {
        self.init()
        for (key, value) in members { append(key, value) }
    }

    /// - Parameter bytes: those of a whole, valid document, for instance from `bytes`. Others are noticed when they are
    ///   sent (problem `bson_invalid`), and have no members before that.
    public init(bytes: [UInt8]) { self.bytes = bytes }

    public init(dictionaryLiteral elements: (String, BSONValue)...) { self.init(elements) }

    /// - Throws: `bson_invalid` with the reason, where the text is no document.
    public init(extendedJSON: String) throws(Problem) {
        var error = bson_error_t()
        var text = extendedJSON
        // The document belongs to this call, which copies its bytes.
        let document = text.withUTF8 { utf8 in
            bson_new_from_json(utf8.baseAddress, utf8.count, &error)
        }
        guard let document else { throw Problem(.input, "bson_invalid", ["reason": MongoFault.text(of: error)]) }
        defer { bson_destroy(document) }
        bytes = Array(BSONView(of: document).bytes)
    }

    /// Canonical extended JSON, which tells every kind of number apart; empty where the bytes are no document.
    public var extendedJSON: String {
        (try? withBSON(self) { document in
            var count = 0
            guard let text = bson_as_canonical_extended_json(document, &count) else { return "" }
            defer { bson_free(text) }
            return String(decoding: UnsafeRawBufferPointer(start: text, count: count), as: UTF8.self)
        }) ?? ""
    }

    public var description: String { extendedJSON }

    public var isEmpty: Bool { bytes.count <= 5 }

    /// All members, decoded.
    public var members: [(String, BSONValue)] {
        withView { view in
            var members: [(String, BSONValue)] = []
            view.forEach { key, field in members.append((String(decoding: key, as: UTF8.self), field.value)) }
            return members
        }
    }

    /// The first member of that name; a dot in a name is a letter like others.
    public subscript(_ key: String) -> BSONValue? {
        withView { view in
            var wanted = key
            return wanted.withUTF8 { view.field(UnsafeRawBufferPointer($0))?.value }
        }
    }

    /// Adds a member at the end, whether or not there is one of that name.
    public mutating func append(_ key: String, _ value: BSONValue) {
        bytes.removeLast()
        bytes.append(value.type)
        bytes.appendText(key, isCounted: false)
        value.append(to: &bytes)
        bytes.append(0)
        bytes.setLength(at: 0)
    }

    /// Looks at the bytes in place.
    /// - Parameter body: must not keep the view.
    @discardableResult
    public func withView<T>(_ body: (BSONView) throws -> T) rethrows -> T {
        try bytes.withUnsafeBytes { try body(BSONView($0)) }
    }
}

extension BSONValue {
    /// The byte that says which kind it is.
    var type: UInt8 {
        switch self {
        case .double: 0x01
        case .string: 0x02
        case .document: 0x03
        case .array: 0x04
        case .binary: 0x05
        case .objectID: 0x07
        case .bool: 0x08
        case .date: 0x09
        case .null: 0x0A
        case .regex: 0x0B
        case .int32: 0x10
        case .timestamp: 0x11
        case .int64: 0x12
        case .other(let type, _): type
        }
    }

    func append(to bytes: inout [UInt8]) {
        switch self {
        case .null: break
        case .bool(let flag): bytes.append(flag ? 1 : 0)
        case .int32(let number): bytes.appendNumber(number)
        case .int64(let number), .date(let number): bytes.appendNumber(number)
        case .timestamp(let number): bytes.appendNumber(number)
        case .double(let number): bytes.appendNumber(number.bitPattern)
        case .string(let text): bytes.appendText(text, isCounted: true)
        case .objectID(let id): bytes.append(contentsOf: id.bytes)
        case .document(let document): bytes.append(contentsOf: document.bytes)
        case .array(let values):
            let start = bytes.count
            bytes.append(contentsOf: [0, 0, 0, 0])
            for (index, value) in values.enumerated() {
                bytes.append(value.type)
                bytes.appendText(String(index), isCounted: false)
                value.append(to: &bytes)
            }
            bytes.append(0)
            bytes.setLength(at: start)
        case .binary(let content):
            bytes.appendNumber(Int32(content.count))
            bytes.append(0)
            bytes.append(contentsOf: content)
        case .regex(let pattern, let options):
            bytes.appendText(pattern, isCounted: false)
            bytes.appendText(options, isCounted: false)
        case .other(_, let content): bytes.append(contentsOf: content)
        }
    }
}

extension [UInt8] {
    fileprivate mutating func appendNumber(_ number: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: number.littleEndian) { append(contentsOf: $0) }
    }

    /// A counted text may hold a zero; one that ends at a zero cannot, and ends there.
    fileprivate mutating func appendText(_ text: String, isCounted: Bool) {
        if isCounted {
            appendNumber(Int32(text.utf8.count + 1))
            append(contentsOf: text.utf8)
        } else {
            append(contentsOf: text.utf8.prefix { $0 != 0 })
        }
        append(0)
    }

    /// Writes how long the document that begins there has become.
    fileprivate mutating func setLength(at start: Int) {
        let count = UInt32(self.count - start)
        for place in 0..<4 { self[start + place] = UInt8(truncatingIfNeeded: count >> (8 * UInt32(place))) }
    }
}
