// Documents read where they lie, in the memory of the client library's reply. Nothing is copied or decoded until it is
// asked for; every step is checked against the end of the bytes, so that damaged ones cannot lead outside of them.

import CMongo

/// A document inside a reply: valid only inside the closure it was handed to, and never to be kept.
public struct BSONView {
    public let bytes: UnsafeRawBufferPointer

    public init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// The bytes of a document of the client library, which stays their owner.
    init(of document: OpaquePointer) {
        guard let start = bson_get_data(document) else {
            self.init(UnsafeRawBufferPointer(start: nil, count: 0))
            return
        }
        let count = UnsafeRawPointer(start).loadUnaligned(as: Int32.self)
        self.init(UnsafeRawBufferPointer(start: start, count: Int(Int32(littleEndian: count))))
    }

    /// A copy that may be kept.
    public var document: BSONDocument { BSONDocument(bytes: Array(bytes)) }

    /// One walk over the members, in their order.
    /// - Parameter body: gets the name, as UTF-8 without a zero, and the value; must keep neither.
    /// - Returns: false where the bytes are no document; members before the damage were handed out.
    @discardableResult @inlinable
    public func forEach(_ body: (UnsafeRawBufferPointer, BSONField) throws -> Void) rethrows -> Bool {
        guard var cursor = BSONWalk(bytes) else { return bytes.isEmpty }
        while let (key, field) = cursor.next() { try body(key, field) }
        return cursor.isComplete
    }

    /// The first member of that name.
    @inlinable
    public subscript(_ key: StaticString) -> BSONField? {
        field(UnsafeRawBufferPointer(start: key.utf8Start, count: key.utf8CodeUnitCount))
    }

    /// The first member of that name, given as UTF-8.
    @inlinable
    public func field(_ name: UnsafeRawBufferPointer) -> BSONField? {
        guard var cursor = BSONWalk(bytes) else { return nil }
        while let (key, field) = cursor.next() {
            if key.count == name.count, key.elementsEqual(name) { return field }
        }
        return nil
    }
}
