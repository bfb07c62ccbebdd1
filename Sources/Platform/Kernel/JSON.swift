// JSON as a value with ordered members, and a writer that appends straight to bytes. Reading uses Foundation.

import Foundation

/// A JSON value. Members keep the order they were given in.
public enum JSON: Sendable, Equatable {
    case null
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case string(String)
    case array([JSON])
    case object([(String, JSON)])

    public static func == (a: JSON, b: JSON) -> Bool {
        switch (a, b) {
        case (.null, .null): true
        case (.bool(let x), .bool(let y)): x == y
        case (.int(let x), .int(let y)): x == y
        case (.double(let x), .double(let y)): x == y
        case (.string(let x), .string(let y)): x == y
        case (.array(let x), .array(let y)): x == y
        case (.object(let x), .object(let y)): x.count == y.count && x.allSatisfy { k, v in y.contains { $0.0 == k && $0.1 == v } }
        default: false
        }
    }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral,
    ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    public init(stringLiteral value: String) { self = .string(value) }
    public init(integerLiteral value: Int64) { self = .int(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(arrayLiteral elements: JSON...) { self = .array(elements) }
    public init(dictionaryLiteral elements: (String, JSON)...) { self = .object(elements) }
    public init(nilLiteral: ()) { self = .null }

    public init(_ value: Int?) { self = value.map { .int(Int64($0)) } ?? .null }
    public init(_ value: Int64?) { self = value.map { .int($0) } ?? .null }
    public init(_ value: String?) { self = value.map { .string($0) } ?? .null }
    public init(_ value: Bool?) { self = value.map { .bool($0) } ?? .null }
    /// Whole quantities are numbers, others decimal strings.
    public init(_ value: Quantity?) {
        self = value.map { $0.isWhole ? .int($0.thousandths / 1000) : .string($0.text) } ?? .null
    }
}

extension JSON {
    public subscript(key: String) -> JSON? {
        if case .object(let members) = self { members.first { $0.0 == key }?.1 } else { nil }
    }
    public var string: String? { if case .string(let s) = self { s } else { nil } }
    public var int: Int64? { if case .int(let n) = self { n } else { nil } }
    public var bool: Bool? { if case .bool(let b) = self { b } else { nil } }
    public var array: [JSON]? { if case .array(let a) = self { a } else { nil } }
    public var members: [(String, JSON)]? { if case .object(let m) = self { m } else { nil } }

    /// One line of JSON text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
    public var bytes: [UInt8] {
        var writer = JSONWriter()
        writer.value(self)
        return writer.bytes
    }

    /// Reads JSON text; throws `json_invalid`.
    public init(parsing bytes: [UInt8]) throws(Problem) {
        do {
            self = JSON(foundation: try JSONSerialization.jsonObject(with: Data(bytes), options: [.fragmentsAllowed]))
        } catch {
            throw Problem(.input, "json_invalid", cause: String(describing: error))
        }
    }

    private init(foundation value: Any) {
        switch value {
        case let number as NSNumber:
            if isBoolean(number) {
                self = .bool(number.boolValue)
            } else if number.isWhole {
                self = .int(number.int64Value)
            } else {
                self = .double(number.doubleValue)
            }
        case let text as String: self = .string(text)
        case let list as [Any]: self = .array(list.map(JSON.init(foundation:)))
        case let map as [String: Any]: self = .object(map.sorted { $0.key < $1.key }.map { ($0.key, JSON(foundation: $0.value)) })
        default: self = .null
        }
    }
}

private func isBoolean(_ number: NSNumber) -> Bool { String(cString: number.objCType) == "c" }

extension NSNumber {
    fileprivate var isWhole: Bool { String(cString: objCType) != "d" && String(cString: objCType) != "f" }
}

/// Appends JSON to a byte buffer.
public struct JSONWriter: Sendable {
    public var bytes: [UInt8] = []
    public init() { bytes.reserveCapacity(256) }

    public mutating func raw(_ text: StaticString) {
        bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    public mutating func value(_ json: JSON) {
        switch json {
        case .null: raw("null")
        case .bool(let b): b ? raw("true") : raw("false")
        case .int(let n): number(n)
        case .double(let d): bytes.append(contentsOf: (d.isFinite ? shortest(d) : "null").utf8)
        case .string(let s): string(s)
        case .array(let items):
            bytes.append(UInt8(ascii: "["))
            for (i, item) in items.enumerated() {
                if i > 0 { bytes.append(UInt8(ascii: ",")) }
                value(item)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for (i, member) in members.enumerated() {
                if i > 0 { bytes.append(UInt8(ascii: ",")) }
                string(member.0)
                bytes.append(UInt8(ascii: ":"))
                value(member.1)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    public mutating func number(_ n: Int64) {
        if n >= 0, n < 10 { bytes.append(48 + UInt8(n)) } else { bytes.append(contentsOf: String(n).utf8) }
    }

    public mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var copy = text
        copy.withUTF8 { utf8 in
            var start = 0
            for (i, b) in utf8.enumerated() where b < 0x20 || b == 0x22 || b == 0x5C {
                bytes.append(contentsOf: utf8[start..<i])
                start = i + 1
                switch b {
                case 0x22: raw("\\\"")
                case 0x5C: raw("\\\\")
                case 0x0A: raw("\\n")
                case 0x0D: raw("\\r")
                case 0x09: raw("\\t")
                default: bytes.append(contentsOf: "\\u00\(hexPair(b))".utf8)
                }
            }
            bytes.append(contentsOf: utf8[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private func shortest(_ d: Double) -> String {
        d == d.rounded() && abs(d) < 1e15 ? String(Int64(d)) : "\(d)"
    }
}
