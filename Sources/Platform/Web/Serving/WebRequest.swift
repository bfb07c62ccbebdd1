// A request as handlers see it, free of any HTTP library.

import Kernel

public enum Method: String, Sendable, Hashable, CaseIterable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case patch = "PATCH"
    case delete = "DELETE"
    case head = "HEAD"

    var isSafe: Bool { self == .get || self == .head }
}

/// Names and values in the order given; a name may come twice.
public struct Parameters: Sendable, ExpressibleByDictionaryLiteral {
    public var items: [(name: String, value: String)]

    public init(_ items: [(name: String, value: String)] = []) { self.items = items }
    public init(dictionaryLiteral elements: (String, String)...) { items = elements.map { ($0.0, $0.1) } }

    /// Reads `a=1&b=%20`; malformed escapes stay as they are.
    public init(urlEncoded text: some StringProtocol) {
        items = text.split(separator: "&").map { pair in
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            return (URLText.decode(parts[0]), parts.count > 1 ? URLText.decode(parts[1]) : "")
        }
    }

    /// The first value of that name; nil when absent or empty.
    public subscript(name: String) -> String? { items.first { $0.name == name && !$0.value.isEmpty }?.value }
    public func all(_ name: String) -> [String] { items.filter { $0.name == name }.map(\.value) }
    public func has(_ name: String) -> Bool { items.contains { $0.name == name } }

    public func text(_ name: String) -> String { items.first { $0.name == name }?.value ?? "" }
    /// The value as a whole number; throws `parameter_invalid` when it is something else.
    public func int(_ name: String) throws(Problem) -> Int64? {
        guard let text = self[name] else { return nil }
        guard let n = Int64(text) else { throw Problem(.input, "parameter_invalid", ["name": name, "value": text]) }
        return n
    }
    public func flag(_ name: String) -> Bool { ["1", "on", "true", "yes"].contains(text(name)) }

    /// The same with one name set anew (nil: taken out), as `a=1&b=2`.
    public func query(setting changes: [String: String?]) -> String {
        var out = items.filter { changes[$0.name] == nil && !$0.value.isEmpty }
        for (name, value) in changes.sorted(by: { $0.key < $1.key }) { if let value, !value.isEmpty { out.append((name, value)) } }
        return out.map { URLText.encode($0.name) + "=" + URLText.encode($0.value) }.joined(separator: "&")
    }
}

public enum URLText {
    /// NUL becomes U+FFFD: nothing stored has one, and some engines refuse to look for it.
    public static func decode(_ text: some StringProtocol) -> String {
        var out: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let b = rest.popFirst() {
            if b == UInt8(ascii: "+") {
                out.append(0x20)
            } else if b == UInt8(ascii: "%"), rest.count >= 2,
                let byte = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                out.append(byte)
                rest = rest.dropFirst(2)
            } else {
                out.append(b)
            }
        }
        return String(decoding: out, as: UTF8.self).storable
    }

    /// Like `decode` for a path, where `+` is a plain letter.
    public static func decodePath(_ text: some StringProtocol) -> String { decode(String(text).replacing("+", with: "%2B")) }

    public static func encode(_ text: String) -> String {
        var out = ""
        for b in text.utf8 {
            switch b {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "~"):
                out.unicodeScalars.append(Unicode.Scalar(b))
            default:
                out += "%" + (b < 16 ? "0" : "") + String(b, radix: 16, uppercase: true)
            }
        }
        return out
    }
}

/// A request. Made by the server or by a test.
public struct WebRequest: Sendable {
    public var method: Method
    /// Decoded, without the query: `/traceability/lots/L 1`.
    public var path: String
    /// As sent, for routing on encoded slashes and for logs.
    public var rawPath: String
    public var query: Parameters
    /// Names in lower case.
    public var headers: [(name: String, value: String)]
    public var body: WebBody
    /// The peer's address.
    public var address: String
    public var id: String

    public init(
        _ method: Method, _ target: String, headers: [(name: String, value: String)] = [], body: WebBody = WebBody(bytes: []),
        address: String = "127.0.0.1", id: String = "test"
    ) {
        self.method = method
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        rawPath = String(parts[0])
        path = URLText.decodePath(parts[0])
        query = Parameters(urlEncoded: parts.count > 1 ? parts[1] : "")
        self.headers = headers.map { ($0.name.lowercased(), $0.value) }
        self.body = body
        self.address = address
        self.id = id
    }

    /// Leads back to this very view: path and query, without the language and theme that a link may ask for.
    public var link: String {
        let rest = query.query(setting: ["lang": nil, "theme": nil, "csrf": nil])
        return rest.isEmpty ? rawPath : rawPath + "?" + rest
    }

    public func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    public func cookie(_ name: String) -> String? {
        for header in headers where header.name == "cookie" {
            for pair in header.value.split(separator: ";") {
                let parts = pair.split(separator: "=", maxSplits: 1).map { $0.drop { $0 == " " } }
                if parts.count == 2, parts[0] == name { return String(parts[1]) }
            }
        }
        return nil
    }

    /// Whose attempts are counted: the peer, or the browser behind a proxy on this machine.
    public var readersAddress: String {
        guard ["127.0.0.1", "::1"].contains(address), let last = header("x-forwarded-for")?.split(separator: ",").last else { return address }
        return String(last.filter { $0 != " " })
    }

    /// A path of the machine interface, answered with JSON problems instead of pages.
    public var isAPI: Bool { path.hasPrefix("/api/") }
}

/// The body of a request, read once.
public struct WebBody: Sendable {
    /// Hands the body over piece by piece.
    public var forEach: @Sendable (_ each: @Sendable ([UInt8]) async throws -> Void) async throws -> Void

    public init(forEach: @escaping @Sendable (_ each: @Sendable ([UInt8]) async throws -> Void) async throws -> Void) {
        self.forEach = forEach
    }
    public init(bytes: [UInt8]) { self.init { each in if !bytes.isEmpty { try await each(bytes) } } }

    /// All of it; throws `body_too_large` beyond the limit.
    public func collect(bytesMax: Int) async throws -> [UInt8] {
        let box = ByteBox()
        try await forEach { part in
            guard box.bytes.count + part.count <= bytesMax else {
                throw Problem(.input, "body_too_large", ["limit": String(bytesMax)])
            }
            box.bytes += part
        }
        return box.bytes
    }
}

/// Gathers a body within one request's task.
final class ByteBox: @unchecked Sendable {
    // Only ever touched by the task that reads the request.
    var bytes: [UInt8] = []
}
