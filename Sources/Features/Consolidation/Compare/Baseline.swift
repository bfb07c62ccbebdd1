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

/// The rows of a piece, in columns: a million of them go by in each closing.
package struct PieceRows: Sendable, Equatable {
    /// All keys one behind the other.
    private var keys: [UInt8] = []
    private var ends: [Int] = []
    package private(set) var digests: [Fingerprint] = []

    package init() {}

    package init(_ entries: some Sequence<BaselineEntry>) { for entry in entries { append(entry.key, entry.digest) } }

    /// Pieces one behind the other.
    package init(_ pieces: [PieceRows]) {
        if pieces.count == 1 { self = pieces[0] } else { for piece in pieces { append(0..<piece.count, of: piece) } }
    }

    package var count: Int { digests.count }
    package func key(_ index: Int) -> RowKeyBytes { Array(keys[(index == 0 ? 0 : ends[index - 1])..<ends[index]]) }
    package subscript(_ index: Int) -> BaselineEntry { BaselineEntry(key(index), digests[index]) }
    package var entries: [BaselineEntry] { (0..<count).map { self[$0] } }

    package mutating func append(_ key: some Collection<UInt8>, _ digest: Fingerprint) {
        keys.append(contentsOf: key)
        ends.append(keys.count)
        digests.append(digest)
    }

    /// Some rows of another piece.
    package mutating func append(_ range: Range<Int>, of other: PieceRows) {
        guard !range.isEmpty else { return }
        let start = range.lowerBound == 0 ? 0 : other.ends[range.lowerBound - 1]
        let shift = keys.count - start
        keys.append(contentsOf: other.keys[start..<other.ends[range.upperBound - 1]])
        ends.append(contentsOf: other.ends[range].lazy.map { $0 + shift })
        digests.append(contentsOf: other.digests[range])
    }

    package mutating func reserve(_ count: Int) {
        ends.reserveCapacity(count)
        digests.reserveCapacity(count)
        keys.reserveCapacity(count * 12)
    }

    package func slice(_ range: Range<Int>) -> PieceRows {
        var out = PieceRows()
        out.append(range, of: self)
        return out
    }

    /// All fingerprints in hexadecimal, one behind the other.
    package var digestList: [UInt8] {
        var out: [UInt8] = []
        out.reserveCapacity(count * 32)
        for digest in digests { digest.withHex { out.append(contentsOf: $0) } }
        return out
    }

    package func encoded() -> [UInt8] {
        var out = ByteWriter()
        out.bytes.reserveCapacity(keys.count + count * 18 + 8)
        out.number(UInt64(count))
        var start = 0
        for index in 0..<count {
            out.piece(keys[start..<ends[index]])
            out.fixed(digests[index].high)
            out.fixed(digests[index].low)
            start = ends[index]
        }
        return out.bytes
    }

    /// - Throws: `baseline_damaged`.
    package init(_ bytes: [UInt8]) throws(Problem) {
        var reader = ByteReader(bytes)
        let count = Int(try reader.number())
        reserve(min(count, bytes.count / 17))
        keys.reserveCapacity(bytes.count)
        for _ in 0..<count {
            let range = try reader.pieceRange()
            keys.append(contentsOf: bytes[range])
            ends.append(keys.count)
            digests.append(Fingerprint(high: try reader.fixed(), low: try reader.fixed()))
        }
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
    package mutating func piece(_ content: some Collection<UInt8>) {
        number(UInt64(content.count))
        bytes.append(contentsOf: content)
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
    package mutating func piece() throws(Problem) -> [UInt8] { Array(bytes[try pieceRange()]) }
    /// Where the next piece stands.
    package mutating func pieceRange() throws(Problem) -> Range<Int> {
        let count = try number()
        guard count <= UInt64(bytes.count - at) else { throw Self.damaged }
        defer { at += Int(count) }
        return at..<at + Int(count)
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
        return bytes.withUnsafeBytes { UInt64(bigEndian: $0.loadUnaligned(fromByteOffset: at, as: UInt64.self)) }
    }
    private static var damaged: Problem { Problem(.bug, "baseline_damaged") }
}
