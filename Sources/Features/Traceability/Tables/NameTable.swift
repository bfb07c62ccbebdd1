// Parts and vendors by number: few, repeated in every row, and searched by a piece of their name.

import Kernel
import Store

/// Gives names their numbers within one transaction.
struct NameTable {
    private let tx: any Transaction
    private var parts: [NameKey: Int64] = [:]
    private var vendors: [NameKey: Int64] = [:]

    init(_ tx: any Transaction) { self.tx = tx }

    mutating func part(_ utf8: UnsafeRawBufferPointer) throws -> Int64 { try Self.id(utf8, "trace_parts", &parts, tx) }
    mutating func vendor(_ utf8: UnsafeRawBufferPointer) throws -> Int64 { try Self.id(utf8, "trace_vendors", &vendors, tx) }

    private static func id(_ utf8: UnsafeRawBufferPointer, _ table: String, _ cache: inout [NameKey: Int64], _ tx: any Transaction) throws -> Int64 {
        let key = NameKey(utf8)
        if let known = cache[key] { return known }
        let name = String(decoding: utf8, as: UTF8.self)
        let id =
            try tx.int("SELECT id FROM \(trusted: table) WHERE name = \(name)")
            ?? tx.insert(into: table, [("name", name), ("folded", fold(name))])
        cache[key] = id
        return id
    }

    /// The form in which names are searched: letters without case.
    static func fold(_ text: String) -> String { text.lowercased() }
}

/// Bytes as a dictionary key: short names without an allocation.
struct NameKey: Hashable {
    private let a: UInt64
    private let b: UInt64
    private let c: UInt64
    private let d: UInt64
    /// All of a name of 32 bytes or more, else nil.
    private let long: LongName?

    init(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count < 32 else {
            (a, b, c, d) = (UInt64(truncatingIfNeeded: bytes.count), 0, 0, UInt64.max)
            long = LongName(Array(bytes))
            return
        }
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: bytes) }
        (a, b, c, d) = (words.0, words.1, words.2, words.3 ^ UInt64(bytes.count) << 56)
        long = nil
    }

    /// One word for the hasher, which is the dearest part of a look-up: it is fed for every name of every row.
    var word: UInt64 {
        var mixed = a &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ mixed >> 32 ^ b) &* 0xC2B2_AE3D_27D4_EB4F
        mixed = (mixed ^ mixed >> 32 ^ c) &* 0x1656_67B1_9E37_79F9
        return mixed ^ mixed >> 32 ^ d
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(word)
        if let long { hasher.combine(long.bytes) }
    }

    static func == (x: NameKey, y: NameKey) -> Bool {
        guard x.a == y.a, x.b == y.b, x.c == y.c, x.d == y.d else { return false }
        guard let long = x.long else { return y.long == nil }
        return long.bytes == y.long?.bytes
    }

    private final class LongName: Sendable {
        let bytes: [UInt8]
        init(_ bytes: [UInt8]) { self.bytes = bytes }
    }
}
