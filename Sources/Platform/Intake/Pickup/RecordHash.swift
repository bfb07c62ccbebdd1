// A 64-bit hash of a record's bytes, to tell "this line was already in the file" without keeping the line. It guards
// against accident, not malice: whoever can write the files can write any row anyway. Stored, so it never changes.

/// Hashing of records and of the ends of files.
enum RecordHash {
    /// - Parameter seed: the header's hash, so that the same bytes under another header are another record.
    @inline(__always)
    static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64) -> UInt64 {
        var h = seed ^ (UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15)
        var i = 0
        while i + 8 <= bytes.count {
            h = mix(h ^ bytes.loadUnaligned(fromByteOffset: i, as: UInt64.self).littleEndian)
            i += 8
        }
        var last: UInt64 = 0
        var shift: UInt64 = 0
        while i < bytes.count {
            last |= UInt64(bytes[i]) << shift
            shift += 8
            i += 1
        }
        return mix(mix(h ^ last) ^ 0xA076_1D64_78BD_642F)
    }

    /// Multiply to 128 bits and fold, the step of the wyhash family.
    @inline(__always)
    private static func mix(_ x: UInt64) -> UInt64 {
        let (high, low) = (x ^ 0xE703_7ED1_A0B4_28DB).multipliedFullWidth(by: 0x8EBC_6AF0_9C88_C6E3)
        return high ^ low ^ (x >> 29)
    }
}

/// What became of a record, one byte in the entries.
enum EntryKind: UInt8 {
    case header = 1
    case blank, loaded, duplicate, rejected, withdrawn
}

/// One record of a file as intake remembers it.
struct Entry: Hashable {
    var hash: UInt64
    var record: Int64
    var kind: EntryKind
    /// Data, as opposed to header and blank lines.
    var isData: Bool { kind != .header && kind != .blank }

    static let size = 16

    func append(to bytes: inout [UInt8]) {
        withUnsafeBytes(of: hash.littleEndian) { bytes.append(contentsOf: $0) }
        withUnsafeBytes(of: (UInt64(record) << 8 | UInt64(kind.rawValue)).littleEndian) { bytes.append(contentsOf: $0) }
    }

    static func read(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Entry {
        let hash = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        let rest = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
        guard let kind = EntryKind(rawValue: UInt8(rest & 0xFF)) else { preconditionFailure("a stored entry has no kind") }
        return Entry(hash: hash, record: Int64(rest >> 8), kind: kind)
    }
}
