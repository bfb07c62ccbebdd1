// SQL as a value: literal text and bound values kept apart from the first character, so that a value can never become
// text. Written as a string with interpolations; every interpolated value is a parameter.

/// A value as the database knows it.
public enum SQLValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case bytes([UInt8])
}

/// Something that can be bound as a parameter.
public protocol SQLBindable {
    var sqlValue: SQLValue { get }
}

/// A statement or a part of one.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
    /// Literal text with `?` for each of `values`; an engine with other marks rewrites it when it prepares.
    public private(set) var text: String
    public private(set) var values: [SQLValue]

    public init(stringLiteral value: String) {
        text = value
        values = []
    }

    public init(stringInterpolation: StringInterpolation) {
        text = stringInterpolation.text
        values = stringInterpolation.values
    }

    /// Text that is known not to come from outside (table and column names of ours).
    public init(trusted text: String, values: [SQLValue] = []) {
        self.text = text
        self.values = values
    }

    /// `(?, ?), (?, ?)`: a group for each row.
    public static func marks(columns: Int, values: Int) -> String {
        let group = "(" + Array(repeating: "?", count: columns).joined(separator: ", ") + ")"
        return Array(repeating: group, count: values / max(1, columns)).joined(separator: ", ")
    }

    public struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        var values: [SQLValue] = []

        public init(literalCapacity: Int, interpolationCount: Int) {
            text.reserveCapacity(literalCapacity + interpolationCount)
        }
        public mutating func appendLiteral(_ literal: String) { text += literal }
        /// A bound parameter.
        public mutating func appendInterpolation(_ value: some SQLBindable) {
            text += "?"
            values.append(value.sqlValue)
        }
        /// A bound parameter that may be NULL.
        public mutating func appendInterpolation(_ value: (some SQLBindable)?) {
            text += "?"
            values.append(value?.sqlValue ?? .null)
        }
        /// A part of a statement with its own parameters.
        public mutating func appendInterpolation(_ part: SQL) {
            text += part.text
            values += part.values
        }
        /// `(?, ?, ?)`; an empty list becomes `(NULL)`, which nothing is in.
        public mutating func appendInterpolation(list items: [some SQLBindable]) {
            text += items.isEmpty ? "(NULL)" : "(" + items.map { _ in "?" }.joined(separator: ", ") + ")"
            values += items.map(\.sqlValue)
        }
        /// A name or keyword of ours, never of a user.
        public mutating func appendInterpolation(trusted name: String) { text += name }
    }

    public static func + (a: SQL, b: SQL) -> SQL { SQL(trusted: a.text + b.text, values: a.values + b.values) }
    public static func += (a: inout SQL, b: SQL) { a = a + b }
}

extension Sequence where Element == SQL {
    /// The parts with `separator` between them.
    public func joined(_ separator: String) -> SQL {
        var text: [String] = []
        var values: [SQLValue] = []
        for part in self {
            text.append(part.text)
            values += part.values
        }
        return SQL(trusted: text.joined(separator: separator), values: values)
    }

    /// `WHERE a AND b`, or nothing when there is no condition.
    public func whereClause() -> SQL {
        let all = joined(" AND ")
        return all.text.isEmpty ? "" : SQL(trusted: " WHERE " + all.text, values: all.values)
    }
}
