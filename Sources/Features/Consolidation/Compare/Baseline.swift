// What a branch looked like when it was last consolidated: for each row its key and its fingerprint, in pieces of some
// thousand rows, and a directory of the pieces. A piece is never changed; a closing writes new ones and a new directory, so
// an older state is there for as long as its directory is.

import Kernel

/// Where a piece is, what it spans, and the engine's own digest over it.
package struct PieceHead: Sendable, Hashable {
    package var id: Int64
    package var count: Int
    package var first: RowKeyBytes
    package var last: RowKeyBytes
    /// The engine's digest over the rows from this piece's first key up to the next one's; nil where it is not known.
    package var rangeDigest: String?

    package init(id: Int64, count: Int, first: RowKeyBytes, last: RowKeyBytes, rangeDigest: String? = nil) {
        (self.id, self.count, self.first, self.last, self.rangeDigest) = (id, count, first, last, rangeDigest)
    }
}

/// The pieces of one table in the order of its key.
package struct Directory: Sendable, Hashable {
    /// The columns that were digested and their types; another list makes all fingerprints worthless.
    package var signature: String
    package var heads: [PieceHead]
    package var rowCount: Int { heads.reduce(0) { $0 + $1.count } }

    package init(signature: String, heads: [PieceHead] = []) { (self.signature, self.heads) = (signature, heads) }

    package func encoded() -> [UInt8] {
        var out = ByteWriter()
        out.text(signature)
        out.number(UInt64(heads.count))
        for head in heads {
            out.number(UInt64(head.id))
            out.number(UInt64(head.count))
            out.piece(head.first)
            out.piece(head.last)
            out.text(head.rangeDigest ?? "")
        }
        return out.bytes
    }

    /// - Throws: `baseline_damaged`.
    package init(_ bytes: [UInt8]) throws(Problem) {
        var reader = ByteReader(bytes)
        signature = try reader.text()
        heads = []
        for _ in 0..<(try reader.number()) {
            let (id, count) = (Int64(try reader.number()), Int(try reader.number()))
            let (first, last, digest) = (try reader.piece(), try reader.piece(), try reader.text())
            heads.append(PieceHead(id: id, count: count, first: first, last: last, rangeDigest: digest.isEmpty ? nil : digest))
        }
    }
}

/// The rows of a piece, as bytes and back.
package enum Piece {
    package static func encoded(_ entries: some Collection<BaselineEntry>) -> [UInt8] {
        var out = ByteWriter()
        out.bytes.reserveCapacity(entries.count * 32)
        out.number(UInt64(entries.count))
        for entry in entries {
            out.piece(entry.key)
            out.fixed(entry.digest.high)
            out.fixed(entry.digest.low)
        }
        return out.bytes
    }

    package static func entries(_ bytes: [UInt8]) throws(Problem) -> [BaselineEntry] {
        var reader = ByteReader(bytes)
        let count = Int(try reader.number())
        var out: [BaselineEntry] = []
        out.reserveCapacity(min(count, bytes.count))
        for _ in 0..<count { out.append(BaselineEntry(try reader.piece(), Fingerprint(high: try reader.fixed(), low: try reader.fixed()))) }
        return out
    }
}

/// Numbers and pieces one behind the other.
package struct ByteWriter: Sendable {
    package var bytes: [UInt8] = []
    package init() {}

    package mutating func number(_ value: UInt64) {
        var rest = value
        while rest >= 128 {
            bytes.append(UInt8(rest & 127) | 128)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
    package mutating func piece(_ content: [UInt8]) {
        number(UInt64(content.count))
        bytes += content
    }
    package mutating func text(_ value: String) { piece(Array(value.utf8)) }
    package mutating func fixed(_ value: UInt64) { withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) } }
}

package struct ByteReader {
    private let bytes: [UInt8]
    private var at = 0
    package init(_ bytes: [UInt8]) { self.bytes = bytes }
    package var isAtEnd: Bool { at >= bytes.count }

    package mutating func number() throws(Problem) -> UInt64 {
        var (value, shift) = (UInt64(0), UInt64(0))
        while at < bytes.count, shift < 64 {
            let byte = bytes[at]
            at += 1
            value |= UInt64(byte & 127) << shift
            if byte < 128 { return value }
            shift += 7
        }
        throw Self.damaged
    }
    package mutating func piece() throws(Problem) -> [UInt8] {
        let count = try number()
        guard count <= UInt64(bytes.count - at) else { throw Self.damaged }
        defer { at += Int(count) }
        return Array(bytes[at..<at + Int(count)])
    }
    package mutating func take(_ count: Int) throws(Problem) -> [UInt8] {
        guard count >= 0, count <= bytes.count - at else { throw Self.damaged }
        defer { at += count }
        return Array(bytes[at..<at + count])
    }
    package mutating func text() throws(Problem) -> String { String(decoding: try piece(), as: UTF8.self) }
    package mutating func fixed() throws(Problem) -> UInt64 {
        guard bytes.count - at >= 8 else { throw Self.damaged }
        defer { at += 8 }
        return bytes[at..<at + 8].reduce(0) { $0 << 8 | UInt64($1) }
    }
    private static var damaged: Problem { Problem(.bug, "baseline_damaged") }
}
