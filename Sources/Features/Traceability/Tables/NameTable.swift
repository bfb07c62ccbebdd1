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
        let id = try tx.int("SELECT id FROM \(trusted: table) WHERE name = \(name)")
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
    private let long: [UInt8]

    init(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count < 32 else {
            (a, b, c, d) = (0, 0, 0, UInt64.max)
            long = Array(bytes)
            return
        }
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: bytes) }
        (a, b, c, d) = (words.0, words.1, words.2, words.3 ^ UInt64(bytes.count) << 56)
        long = []
    }
}
