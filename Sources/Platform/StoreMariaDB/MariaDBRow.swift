// A row as it came over the line. Values are read where the client library received them, without a copy, so a row
// holds only during the call that hands it out.

import CMariaDB
import Foundation
import Kernel
import Store

final class MariaDBRow: Store.Row {
    /// How a column's bytes are to be read.
    fileprivate enum Kind {
        case integer(bytes: Int, isUnsigned: Bool)
        case float, double
        case decimal(isWhole: Bool)
        case text, bytes, moment
    }

    private let names: [String]
    fileprivate let kinds: [Kind]
    /// Where each column's bytes lie; nil for NULL.
    fileprivate let cells: UnsafeMutableBufferPointer<UnsafeRawBufferPointer?>

    /// - Parameter statement: has been executed and has a result.
    init(_ statement: UnsafeMutablePointer<MYSQL_STMT>) {
        let count = Int(mysql_stmt_field_count(statement))
        let fields = UnsafeBufferPointer(start: mariadb_stmt_fetch_fields(statement), count: count)
        names = fields.map { field in field.name.map { String(cString: $0) } ?? "" }
        kinds = fields.map(Kind.init)
        cells = .allocate(capacity: count)
        cells.initialize(repeating: nil)
    }

    deinit { cells.deallocate() }

    /// Has each row of the statement's result put into this one.
    func receive(_ statement: UnsafeMutablePointer<MYSQL_STMT>) {
        mysql_stmt_attr_set(statement, STMT_ATTR_CB_USER_DATA, Unmanaged.passUnretained(self).toOpaque())
        mysql_stmt_attr_set(statement, STMT_ATTR_CB_RESULT, unsafeBitCast(Self.taker, to: UnsafeRawPointer.self))
    }

    /// Called for each column of a row: notes where it lies and moves the position behind it.
    private static let taker: @convention(c) (UnsafeMutableRawPointer?, UInt32, UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) -> Void = {
        Unmanaged<MariaDBRow>.fromOpaque($0!)._withUnsafeGuaranteedRef { [column = Int($1), position = $2] row in row.take(column, position) }
    }

    @inline(__always)
    private func take(_ column: Int, _ position: UnsafeMutablePointer<UnsafeMutablePointer<UInt8>?>?) {
        guard let position, let start = position.pointee else {
            cells[column] = nil
            return
        }
        let head = kinds[column].fixedSize.map { (0, $0) } ?? Self.length(start)
        cells[column] = UnsafeRawBufferPointer(start: start + head.0, count: head.1)
        position.pointee = start + head.0 + head.1
    }

    /// A length as the protocol writes it, and how many bytes it takes.
    @inline(__always)
    private static func length(_ start: UnsafeMutablePointer<UInt8>) -> (Int, Int) {
        let raw = UnsafeRawPointer(start)
        switch start[0] {
        case 252: return (3, Int(UInt16(littleEndian: raw.loadUnaligned(fromByteOffset: 1, as: UInt16.self))))
        case 253: return (4, Int(start[1]) | Int(start[2]) << 8 | Int(start[3]) << 16)
        case 254: return (9, Int(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: 1, as: UInt64.self))))
        case let short: return (1, Int(short))
        }
    }

    var columnCount: Int { kinds.count }
    func columnName(_ column: Int) -> String { names[column] }
    func isNull(_ column: Int) -> Bool { cells[column] == nil }

    /// Numbers of any kind; text as far as it begins with one.
    func int(_ column: Int) -> Int64 {
        guard let raw = cells[column] else { return 0 }
        switch kinds[column] {
        case .integer(let bytes, let isUnsigned): return Self.integer(raw, bytes, isUnsigned)
        case .float, .double:
            let number = double(column).rounded(.towardZero)
            return Int64(exactly: number) ?? (number < 0 ? .min : number > 0 ? .max : 0)
        case .decimal, .text, .bytes, .moment: return Self.leadingInteger(raw)
        }
    }

    func double(_ column: Int) -> Double {
        guard let raw = cells[column] else { return 0 }
        switch kinds[column] {
        case .integer(let bytes, let isUnsigned): return Double(Self.integer(raw, bytes, isUnsigned))
        case .float: return Double(Float(bitPattern: UInt32(littleEndian: raw.loadUnaligned(as: UInt32.self))))
        case .double: return Double(bitPattern: UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self)))
        case .decimal, .text, .bytes, .moment: return strtod(String(decoding: raw, as: UTF8.self), nil)
        }
    }

    func text(_ column: Int) -> String { withBytes(column) { String(decoding: $0, as: UTF8.self) } }
    func bytes(_ column: Int) -> [UInt8] { withBytes(column) { Array($0) } }

    func withBytes<T>(_ column: Int, _ body: (UnsafeRawBufferPointer) throws -> T) rethrows -> T {
        guard let raw = cells[column] else { return try body(UnsafeRawBufferPointer(start: nil, count: 0)) }
        switch kinds[column] {
        case .text, .bytes, .decimal: return try body(raw)
        case .integer: return try Array(String(int(column)).utf8).withUnsafeBytes(body)
        case .float, .double: return try Array(String(double(column)).utf8).withUnsafeBytes(body)
        case .moment: return try Array(Self.moment(raw).utf8).withUnsafeBytes(body)
        }
    }

    func value(_ column: Int) -> SQLValue {
        guard let raw = cells[column] else { return .null }
        switch kinds[column] {
        case .integer: return .integer(int(column))
        case .float, .double: return .real(double(column))
        // A sum of whole numbers is a DECIMAL here.
        case .decimal(let isWhole):
            if isWhole, let number = Int64(String(decoding: raw, as: UTF8.self)) { return .integer(number) }
            return .real(double(column))
        case .text, .moment: return .text(text(column))
        case .bytes: return .bytes(bytes(column))
        }
    }

    @inline(__always)
    private static func integer(_ raw: UnsafeRawBufferPointer, _ bytes: Int, _ isUnsigned: Bool) -> Int64 {
        switch bytes {
        case 1: return isUnsigned ? Int64(raw.loadUnaligned(as: UInt8.self)) : Int64(raw.loadUnaligned(as: Int8.self))
        case 2:
            let bits = UInt16(littleEndian: raw.loadUnaligned(as: UInt16.self))
            return isUnsigned ? Int64(bits) : Int64(Int16(bitPattern: bits))
        case 4:
            let bits = UInt32(littleEndian: raw.loadUnaligned(as: UInt32.self))
            return isUnsigned ? Int64(bits) : Int64(Int32(bitPattern: bits))
        default:
            let bits = UInt64(littleEndian: raw.loadUnaligned(as: UInt64.self))
            return isUnsigned ? Int64(clamping: bits) : Int64(bitPattern: bits)
        }
    }

    /// The whole number that text begins with, as SQLite reads it; the nearest there is when it is too large.
    private static func leadingInteger(_ raw: UnsafeRawBufferPointer) -> Int64 {
        var rest = raw[...]
        while let first = rest.first, first == 0x20 || (0x09...0x0D).contains(first) { rest = rest.dropFirst() }
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest = rest.dropFirst() }
        var number: Int64 = 0
        for byte in rest {
            guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { break }
            let digit = Int64(byte - UInt8(ascii: "0"))
            let (tens, isTooLarge) = number.multipliedReportingOverflow(by: 10)
            let (next, isTooLargeYet) = isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
            guard !isTooLarge, !isTooLargeYet else { return isNegative ? .min : .max }
            number = next
        }
        return number
    }

    /// A date with its time, if it has one; Gemba's own tables have none, but a function may give one.
    private static func moment(_ raw: UnsafeRawBufferPointer) -> String {
        func padded(_ number: Int, _ width: Int) -> String {
            let digits = String(number)
            return String(repeating: "0", count: max(0, width - digits.count)) + digits
        }
        guard raw.count >= 4 else { return "0000-00-00" }
        let year = Int(UInt16(littleEndian: raw.loadUnaligned(as: UInt16.self)))
        let date = "\(padded(year, 4))-\(padded(Int(raw[2]), 2))-\(padded(Int(raw[3]), 2))"
        guard raw.count >= 7 else { return date }
        return date + " " + raw[4...6].map { padded(Int($0), 2) }.joined(separator: ":")
    }
}

extension MariaDBRow.Kind {
    fileprivate init(_ field: MYSQL_FIELD) {
        let isUnsigned = field.flags & UInt32(UNSIGNED_FLAG) != 0
        switch field.type {
        case MYSQL_TYPE_TINY: self = .integer(bytes: 1, isUnsigned: isUnsigned)
        case MYSQL_TYPE_SHORT, MYSQL_TYPE_YEAR: self = .integer(bytes: 2, isUnsigned: isUnsigned)
        case MYSQL_TYPE_LONG, MYSQL_TYPE_INT24: self = .integer(bytes: 4, isUnsigned: isUnsigned)
        case MYSQL_TYPE_LONGLONG: self = .integer(bytes: 8, isUnsigned: isUnsigned)
        case MYSQL_TYPE_FLOAT: self = .float
        case MYSQL_TYPE_DOUBLE: self = .double
        case MYSQL_TYPE_DECIMAL, MYSQL_TYPE_NEWDECIMAL: self = .decimal(isWhole: field.decimals == 0)
        case MYSQL_TYPE_DATE, MYSQL_TYPE_NEWDATE, MYSQL_TYPE_DATETIME, MYSQL_TYPE_TIMESTAMP: self = .moment
        // 63 is the character set "binary".
        default: self = field.charsetnr == 63 ? .bytes : .text
        }
    }

    /// How many bytes a value takes when all of them take as many; the others begin with their length.
    fileprivate var fixedSize: Int? {
        switch self {
        case .integer(let bytes, _): bytes
        case .float: 4
        case .double: 8
        default: nil
        }
    }
}
