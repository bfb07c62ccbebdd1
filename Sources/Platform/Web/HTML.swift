// HTML as a value: literal markup is markup, everything interpolated is text and is escaped. The only way to get raw
// bytes into a page is to say so by name, which is what makes cross-site scripting a thing one would have to write down.

/// A piece of a page.
public struct HTML: ExpressibleByStringInterpolation, Sendable {
    public var text: String

    /// Markup that is known to be well-formed and free of outside text.
    public init(raw: String) { text = raw }
    public init(stringLiteral value: String) { text = value }
    public init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

    public static let empty = HTML(raw: "")
    public static func + (a: HTML, b: HTML) -> HTML { HTML(raw: a.text + b.text) }
    public static func += (a: inout HTML, b: HTML) { a.text += b.text }
    public var isEmpty: Bool { text.isEmpty }

    public struct StringInterpolation: StringInterpolationProtocol {
        var text = ""
        public init(literalCapacity: Int, interpolationCount: Int) { text.reserveCapacity(literalCapacity * 2) }
        public mutating func appendLiteral(_ literal: String) { text += literal }
        /// Text, escaped for content and for quoted attribute values alike.
        public mutating func appendInterpolation(_ value: String) { HTML.escape(value, into: &text) }
        public mutating func appendInterpolation(_ value: String?) { if let value { HTML.escape(value, into: &text) } }
        public mutating func appendInterpolation(_ value: Int) { text += String(value) }
        public mutating func appendInterpolation(_ value: Int64) { text += String(value) }
        public mutating func appendInterpolation(_ value: HTML) { text += value.text }
        public mutating func appendInterpolation(_ value: HTML?) { if let value { text += value.text } }
        public mutating func appendInterpolation(_ values: [HTML]) { for value in values { text += value.text } }
        /// The markup when the condition holds, else nothing.
        public mutating func appendInterpolation(_ value: HTML, if condition: Bool) { if condition { text += value.text } }
    }

    static func escape(_ value: String, into out: inout String) {
        guard value.utf8.contains(where: { $0 == 0x26 || $0 == 0x3C || $0 == 0x3E || $0 == 0x22 || $0 == 0x27 || $0 < 0x20 }) else {
            out += value
            return
        }
        for scalar in value.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            case "\n", "\t", "\r": out.unicodeScalars.append(scalar)
            default: if scalar.value >= 0x20 { out.unicodeScalars.append(scalar) } else { out += "\u{FFFD}" }
            }
        }
    }
}

extension Sequence {
    /// The pieces one after the other.
    public func html(_ make: (Element) throws -> HTML) rethrows -> HTML {
        var out = HTML.empty
        for element in self { out += try make(element) }
        return out
    }
}
