// Parts and vendors by number: few, repeated in every row, and searched by a piece of their name.

import Kernel
import Store
import Synchronization

/// The numbers of names that a process has met in the database. Whoever uses one looks at the end of the transaction whether
/// it still is what it was: a database that failed over to a copy, or was put back from a backup, may know it no more.
final class NameMemory: Sendable {
    /// Names of one table that are kept.
    private static let namesMax = 100_000
    private let names = Mutex<[String: [NameKey: Int64]]>([:])

    func known(_ table: String) -> [NameKey: Int64] { names.withLock { $0[table] ?? [:] } }
    func forget() { names.withLock { $0 = [:] } }

    /// Only names that stood in the database before the transaction that read them: what it makes itself may be rolled back.
    func remember(_ found: [NameKey: Int64], _ table: String) {
        guard !found.isEmpty else { return }
        names.withLock { names in
            if (names[table]?.count ?? 0) + found.count > Self.namesMax { names[table] = [:] }
            names[table, default: [:]].merge(found) { old, _ in old }
        }
    }
}

/// Gives names their numbers within one transaction, which has only this one.
struct NameTable {
    private let tx: any Transaction
    private let memory: NameMemory
    private var parts: Kind
    private var vendors: Kind

    /// The names of one table.
    private struct Kind {
        let table: String
        let remembered: [NameKey: Int64]
        /// Those that this transaction has used.
        var used: [NameKey: Int64] = [:]
        /// Of these the ones that it found in the database.
        var found: [NameKey: Int64] = [:]
        /// And the ones that it remembered, by number.
        var unproven: [Int64: NameKey] = [:]
    }

    init(_ tx: any Transaction, _ memory: NameMemory) {
        self.tx = tx
        self.memory = memory
        parts = Kind(table: "trace_parts", remembered: memory.known("trace_parts"))
        vendors = Kind(table: "trace_vendors", remembered: memory.known("trace_vendors"))
    }

    mutating func part(_ utf8: UnsafeRawBufferPointer) throws -> Int64 { try Self.id(utf8, &parts, tx) }
    mutating func vendor(_ utf8: UnsafeRawBufferPointer) throws -> Int64 { try Self.id(utf8, &vendors, tx) }

    /// Proves what was remembered, and hands on what was learnt; the last call.
    /// - Throws: `store_conflict` when the database knows a name otherwise: the transaction runs again and asks.
    func finish() throws {
        for kind in [parts, vendors] {
            try prove(kind)
            memory.remember(kind.found, kind.table)
        }
    }

    /// Numbers asked for in one statement; the rest of the last one is filled up, so that there are two statements.
    private static let askedMax = (few: 16, many: 256)

    private func prove(_ kind: Kind) throws {
        var rest = Array(kind.unproven.keys)[...]
        while let last = rest.last {
            let count = rest.count > Self.askedMax.few ? Self.askedMax.many : Self.askedMax.few
            let ids = Array(rest.prefix(count))
            rest = rest.dropFirst(count)
            var proven = 0
            let asked = ids + Array(repeating: last, count: count - ids.count)
            let marks = SQL.marks(columns: count, values: count)
            try tx.query(SQL(trusted: "SELECT id, name FROM \(kind.table) WHERE id IN \(marks)", values: asked.map { .integer($0) })) { row in
                let key = row.withBytes(1) { NameKey($0) }
                if kind.unproven[row.int(0)] == key { proven += 1 }
            }
            guard proven == Set(asked).count else {
                memory.forget()
                throw Problem(.outside(retryable: true), "store_conflict")
            }
        }
    }

    private static func id(_ utf8: UnsafeRawBufferPointer, _ kind: inout Kind, _ tx: any Transaction) throws -> Int64 {
        let key = NameKey(utf8)
        if let id = kind.used[key] { return id }
        if let id = kind.remembered[key] {
            kind.used[key] = id
            kind.unproven[id] = key
            return id
        }
        let name = String(decoding: utf8, as: UTF8.self)
        if let id = try find(name, kind.table, tx) {
            kind.used[key] = id
            kind.found[key] = id
            return id
        }
        let id = try make(name, kind.table, tx)
        kind.used[key] = id
        return id
    }

    private static func find(_ name: String, _ table: String, _ tx: any Transaction) throws -> Int64? {
        try tx.int("SELECT id FROM \(trusted: table) WHERE name = \(name)")
    }

    /// Not by a plain insert: several nodes meet the same new names all the time while a history is loaded, and a conflict
    /// is tried again more often than a violation.
    private static func make(_ name: String, _ table: String, _ tx: any Transaction) throws -> Int64 {
        try tx.upsert(into: table, key: ["name"], [("name", name), ("folded", fold(name))])
        guard let id = try find(name, table, tx) else { throw Problem(.bug, "name_without_id", ["table": table]) }
        return id
    }

    /// The form in which names are searched: letters without case.
    static func fold(_ text: String) -> String { text.lowercased() }
}

/// Bytes as a dictionary key without an allocation: short names as they are, long ones by their digest (24 bytes of SHA-256,
/// which nobody makes two names for).
struct NameKey: Hashable {
    private let a: UInt64
    private let b: UInt64
    private let c: UInt64
    /// The highest byte is the length, or all ones for a digest.
    private let d: UInt64

    @inline(__always)
    init(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count < 32 else {
            (a, b, c, d) = Self.digest(bytes)
            return
        }
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: bytes) }
        (a, b, c, d) = (words.0, words.1, words.2, words.3 ^ UInt64(bytes.count) << 56)
    }

    @inline(never)
    private static func digest(_ bytes: UnsafeRawBufferPointer) -> (UInt64, UInt64, UInt64, UInt64) {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, .max)
        withUnsafeMutableBytes(of: &words) { $0.copyBytes(from: Digest.of(Array(bytes)).bytes.prefix(24)) }
        return words
    }

    /// One word for the hasher, which is the dearest part of a look-up: it is fed for every name of every row.
    @inline(__always)
    var word: UInt64 {
        var mixed = a &* 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ mixed >> 32 ^ b) &* 0xC2B2_AE3D_27D4_EB4F
        mixed = (mixed ^ mixed >> 32 ^ c) &* 0x1656_67B1_9E37_79F9
        return mixed ^ mixed >> 32 ^ d
    }

    func hash(into hasher: inout Hasher) { hasher.combine(word) }
}
