// A row of a result in PostgreSQL's binary format.

import CPostgres
import Kernel
import Store

/// Types by their numbers in pg_type.
enum PostgresType {
    static let bool: Oid = 16
    static let bytea: Oid = 17
    static let int8: Oid = 20
    static let int2: Oid = 21
    static let int4: Oid = 23
    static let text: Oid = 25
    static let oid: Oid = 26
    static let float4: Oid = 700
    static let float8: Oid = 701
    static let numeric: Oid = 1700
    static let jsonb: Oid = 3802
}

final class PostgresRow: Row {
    /// The result the row is in; set before each call of a query's closure.
    var result: OpaquePointer?
    var row: Int32 = 0

    var columnCount: Int { Int(PQnfields(result)) }
    func columnName(_ column: Int) -> String { PQfname(result, Int32(column)).map { String(cString: $0) } ?? "" }
    func isNull(_ column: Int) -> Bool { PQgetisnull(result, row, Int32(column)) != 0 }

    func int(_ column: Int) -> Int64 {
        guard !isNull(column) else { return 0 }
        return raw(column) { bytes in
            switch PQftype(result, Int32(column)) {
            case PostgresType.int8: return Int64(bigEndian: bytes.loadUnaligned(as: Int64.self))
            case PostgresType.int4: return Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
            case PostgresType.int2: return Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
            case PostgresType.oid: return Int64(UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self)))
            case PostgresType.bool: return bytes[0] == 0 ? 0 : 1
            case PostgresType.numeric: return PostgresNumeric(bytes).integer
            case PostgresType.float8, PostgresType.float4: return Int64(double(column))
            default: return Int64(String(decoding: bytes, as: UTF8.self)) ?? 0
            }
        }
    }

    func double(_ column: Int) -> Double {
        guard !isNull(column) else { return 0 }
        return raw(column) { bytes in
            switch PQftype(result, Int32(column)) {
            case PostgresType.float8: return Double(bitPattern: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)))
            case PostgresType.float4: return Double(Float(bitPattern: UInt32(bigEndian: bytes.loadUnaligned(as: UInt32.self))))
            case PostgresType.numeric: return PostgresNumeric(bytes).double
            case PostgresType.text: return Double(String(decoding: bytes, as: UTF8.self)) ?? 0
            default: return Double(int(column))
            }
        }
    }

    func text(_ column: Int) -> String {
        guard !isNull(column) else { return "" }
        switch PQftype(result, Int32(column)) {
        case PostgresType.int8, PostgresType.int4, PostgresType.int2, PostgresType.oid, PostgresType.bool: return String(int(column))
        case PostgresType.float8, PostgresType.float4: return String(double(column))
        case PostgresType.numeric: return raw(column) { PostgresNumeric($0).text }
        default: return withBytes(column) { String(decoding: $0, as: UTF8.self) }
        }
    }

    func bytes(_ column: Int) -> [UInt8] { withBytes(column) { Array($0) } }

    func withBytes<T>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
        try raw(column) { bytes in
            // jsonb begins with its version.
            let isBinaryJSON = PQftype(result, Int32(column)) == PostgresType.jsonb && !bytes.isEmpty
            return try body(isBinaryJSON ? UnsafeRawBufferPointer(rebasing: bytes.dropFirst()) : bytes)
        }
    }

    func value(_ column: Int) -> SQLValue {
        guard !isNull(column) else { return .null }
        switch PQftype(result, Int32(column)) {
        case PostgresType.int8, PostgresType.int4, PostgresType.int2, PostgresType.oid, PostgresType.bool: return .integer(int(column))
        case PostgresType.float8, PostgresType.float4: return .real(double(column))
        case PostgresType.numeric: return raw(column) { PostgresNumeric($0).isInteger } ? .integer(int(column)) : .real(double(column))
        case PostgresType.bytea: return .bytes(bytes(column))
        default: return .text(text(column))
        }
    }

    private func raw<T>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
        let count = Int(PQgetlength(result, row, Int32(column)))
        return try body(UnsafeRawBufferPointer(start: PQgetvalue(result, row, Int32(column)), count: count))
    }
}

/// A number of type NUMERIC as the server sends it: digits to the base of 10,000.
/// Source: `numeric_send` in PostgreSQL's src/backend/utils/adt/numeric.c.
struct PostgresNumeric {
    private let digits: [Int64]
    private let weight: Int
    private let isNegative: Bool
    private let scale: Int

    init(_ bytes: UnsafeRawBufferPointer) {
        func short(_ at: Int) -> Int16 { Int16(bigEndian: bytes.loadUnaligned(fromByteOffset: at, as: Int16.self)) }
        digits = (0..<Int(short(0))).map { Int64(short(8 + 2 * $0)) }
        weight = Int(short(2))
        isNegative = UInt16(bitPattern: short(4)) == 0x4000
        scale = Int(short(6))
    }

    /// Nothing but zeros behind the point.
    var isInteger: Bool { digits.count <= weight + 1 || digits[(weight + 1)...].allSatisfy { $0 == 0 } }

    /// The whole part; numbers beyond 64 bits end at their limit.
    var integer: Int64 {
        var out: Int64 = 0
        for place in 0...max(weight, 0) where weight >= 0 {
            let (product, isOver) = out.multipliedReportingOverflow(by: 10_000)
            let (sum, isOverToo) = product.addingReportingOverflow(place < digits.count ? digits[place] : 0)
            guard !isOver, !isOverToo else { return isNegative ? .min : .max }
            out = sum
        }
        return isNegative ? -out : out
    }

    var double: Double { Double(text) ?? 0 }

    var text: String {
        var whole = ""
        for place in 0...max(weight, 0) where weight >= 0 { whole += group(place) }
        whole = String(whole.drop { $0 == "0" })
        var fraction = ""
        var place = weight + 1
        while fraction.count < scale {
            fraction += place < 0 ? "0000" : group(place)
            place += 1
        }
        let sign = isNegative ? "-" : ""
        return sign + (whole.isEmpty ? "0" : whole) + (scale > 0 ? "." + fraction.prefix(scale) : "")
    }

    private func group(_ place: Int) -> String {
        let digits = String(place < digits.count ? digits[place] : 0)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}
