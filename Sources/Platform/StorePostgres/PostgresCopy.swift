// Rows by COPY … FROM STDIN in binary. Rows are gathered here first, so that between two rows the connection is free for
// other statements.

import CPostgres
import Kernel
import Store

/// Bytes that grow at the end; kept for the next batch.
struct SendBuffer: ~Copyable {
    private(set) var start: UnsafeMutableRawPointer
    private(set) var count = 0
    private var capacity: Int

    init(capacity: Int) {
        start = .allocate(byteCount: capacity, alignment: 16)
        self.capacity = capacity
    }
    deinit { start.deallocate() }

    @inline(__always)
    mutating func append<I: FixedWidthInteger>(_ value: I) {
        reserve(MemoryLayout<I>.size)
        (start + count).storeBytes(of: value.bigEndian, as: I.self)
        count += MemoryLayout<I>.size
    }
    @inline(__always)
    mutating func append(_ bytes: UnsafeRawBufferPointer) {
        reserve(bytes.count)
        if let base = bytes.baseAddress { (start + count).copyMemory(from: base, byteCount: bytes.count) }
        count += bytes.count
    }
    @inline(__always)
    mutating func set<I: FixedWidthInteger>(_ value: I, at offset: Int) { (start + offset).storeBytes(of: value.bigEndian, as: I.self) }
    mutating func clear() { count = 0 }

    @inline(__always)
    private mutating func reserve(_ more: Int) {
        if count + more > capacity { grow(more) }
    }
    private mutating func grow(_ more: Int) {
        capacity = max(capacity * 2, count + more)
        let larger = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 16)
        larger.copyMemory(from: start, byteCount: count)
        start.deallocate()
        start = larger
    }
}

final class PostgresCopy: OwningBulkInsert {
    /// When so much has been gathered it is sent.
    static let bytesMax = 1 << 20

    private let connection: PostgresConnection
    private let sql: String
    private let types: [Oid]
    private var buffer = SendBuffer(capacity: PostgresCopy.bytesMax + (1 << 16))
    private var column = 0
    private var pending = 0
    private var rows = 0
    private var isMismatched = false

    init(_ connection: PostgresConnection, _ table: String, _ columns: [String], _ types: [Oid]) {
        self.connection = connection
        self.types = types
        sql = "COPY \(table) (\(columns.joined(separator: ", "))) FROM STDIN (FORMAT BINARY)"
        begin()
    }

    func null() {
        next()
        buffer.append(Int32(-1))
    }
    @inline(__always)
    func int(_ value: Int64) {
        switch next() {
        case PostgresType.int8:
            buffer.append(Int32(8))
            buffer.append(value)
        case PostgresType.int4:
            buffer.append(Int32(4))
            buffer.append(Int32(truncatingIfNeeded: value))
            if Int64(Int32(truncatingIfNeeded: value)) != value { isMismatched = true }
        case PostgresType.int2:
            buffer.append(Int32(2))
            buffer.append(Int16(truncatingIfNeeded: value))
            if Int64(Int16(truncatingIfNeeded: value)) != value { isMismatched = true }
        case PostgresType.float8:
            buffer.append(Int32(8))
            buffer.append(Double(value).bitPattern)
        default: isMismatched = true
        }
    }
    @inline(__always)
    func text(_ utf8: UnsafeRawBufferPointer) {
        next()
        buffer.append(Int32(truncatingIfNeeded: utf8.count))
        buffer.append(utf8)
    }
    func copiedText(_ utf8: UnsafeRawBufferPointer) { text(utf8) }
    func bytes(_ bytes: UnsafeRawBufferPointer) { text(bytes) }

    func endRow() throws {
        guard column == types.count, !isMismatched else { throw Problem(.bug, "bulk_columns", cause: sql) }
        column = 0
        pending += 1
        if buffer.count >= Self.bytesMax { try send() }
    }

    func finish() throws -> Int {
        if pending > 0 { try send() }
        return rows
    }

    @inline(__always) @discardableResult
    private func next() -> Oid {
        if column == 0 { buffer.append(Int16(truncatingIfNeeded: types.count)) }
        guard column < types.count else {
            isMismatched = true
            return 0
        }
        column += 1
        return types[column - 1]
    }

    /// The signature, no flags, no extension. Source: "Binary Format" of COPY in PostgreSQL's manual.
    private func begin() {
        buffer.clear()
        let signature: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0]
        signature.withUnsafeBytes { buffer.append($0) }
        buffer.append(Int32(0))
        buffer.append(Int32(0))
    }

    private func send() throws {
        buffer.append(Int16(-1))
        try connection.copyIn(sql, buffer.start, buffer.count)
        rows += pending
        pending = 0
        begin()
    }
}

extension PostgresConnection {
    /// Sends the content of a COPY as a whole.
    func copyIn(_ sql: String, _ start: UnsafeRawPointer, _ count: Int) throws {
        let link = try ready(sql)
        markChanged()
        let opened = PQexec(link, sql)
        defer { PQclear(opened) }
        guard PQresultStatus(opened) == PGRES_COPY_IN else { throw fail(opened, sql) }
        let content = start.assumingMemoryBound(to: CChar.self)
        // In pieces, since a count is an Int32.
        var at = 0
        while at < count {
            let piece = min(count - at, 1 << 20)
            guard PQputCopyData(link, content + at, Int32(piece)) == 1 else { throw fail(nil, sql) }
            at += piece
        }
        guard PQputCopyEnd(link, nil) == 1 else { throw fail(nil, sql) }
        var problem: Problem?
        while let result = PQgetResult(link) {
            defer { PQclear(result) }
            if PQresultStatus(result) != PGRES_COMMAND_OK { problem = problem ?? fail(result, sql) }
        }
        if let problem { throw problem }
    }
}
