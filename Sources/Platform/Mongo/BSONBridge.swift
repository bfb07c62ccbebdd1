// Documents on their way into the client library and back. Whoever asks for room here owns it only inside the closure.

import CMongo
import Kernel

/// Hands a document to the client library without a copy: it looks at our bytes, and only while `body` runs.
func withBSON<T>(_ document: BSONDocument, _ body: (OpaquePointer) throws -> T) throws -> T {
    try document.bytes.withUnsafeBufferPointer { bytes in
        guard let view = gemba_bson_view(bytes.baseAddress, bytes.count) else {
            throw Problem(.bug, "bson_invalid", ["reason": "not a document"], cause: "\(bytes.count) bytes")
        }
        defer { gemba_bson_view_free(view) }
        return try body(view)
    }
}

/// The same for a document that may be left out.
func withOptionalBSON<T>(_ document: BSONDocument?, _ body: (OpaquePointer?) throws -> T) throws -> T {
    guard let document else { return try body(nil) }
    return try withBSON(document) { try body($0) }
}

/// Room for an answer of the client library, freed when `body` has read it.
func withReply<T>(_ body: (OpaquePointer) throws -> T) throws -> T {
    guard let reply = gemba_bson_new() else { throw Problem(.bug, "bson_invalid", ["reason": "out of memory"]) }
    defer { gemba_bson_free(reply) }
    return try body(reply)
}
