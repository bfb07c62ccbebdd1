// From a request on the line to a request as handlers see it, and what is refused before anybody sees it.

import HTTPTypes
import Hummingbird
import HummingbirdCore
import Kernel
import NIOHTTP1
import Synchronization

/// A request that no route could answer.
struct Refusal: Error {
    var status: Int
    var code: String
    var allow: String?

    static let malformed = Refusal(status: 400, code: "request_malformed")

    /// A short answer in plain text; nobody who meets it has a page to show it on.
    var response: WebResponse {
        var response = WebResponse.text("\(status) \(code)\n", status: status)
        if let allow { response.headers.append(("allow", allow)) }
        for (name, value) in WebApp.securityHeaders { response.headers.append((name, value)) }
        return response
    }
}

struct ServerRequest {
    private static let standardMethods: Set<String> = ["OPTIONS", "TRACE", "CONNECT"]
    private static let requestIDBytesMax = 64

    /// - Throws: `Refusal`.
    static func read(_ request: Request, connection: Connection, id: String, limits: ServerLimits) throws(Refusal) -> (
        WebRequest, isHead: Bool
    ) {
        let target = try target(request.head.path ?? "", limits)
        guard request.head.authority != nil else { throw .malformed }
        let name = request.method.rawValue
        guard let method = Method(rawValue: name) else {
            guard standardMethods.contains(name) else { throw Refusal(status: 501, code: "method_unknown") }
            throw Refusal(
                status: 405, code: "method_not_allowed", allow: Method.allCases.map(\.rawValue).joined(separator: ", "))
        }
        var headers = request.headers.map { (name: $0.name.canonicalName, value: $0.value) }
        if let authority = request.head.authority { headers.append((name: "host", value: authority)) }
        // The answer to HEAD is that to GET without its body, so it is made the same way.
        let web = WebRequest(
            method == .head ? .get : method, target, headers: headers, address: connection.address, id: id)
        return (web, method == .head)
    }

    /// The path and query, with a path that decodes to text.
    private static func target(_ raw: String, _ limits: ServerLimits) throws(Refusal) -> String {
        guard raw.utf8.count <= limits.targetBytesMax else { throw Refusal(status: 414, code: "target_too_long") }
        var target = raw[...]
        // The absolute form, as to a proxy: http://host/path
        if !target.hasPrefix("/"), let scheme = target.firstRange(of: "://"),
            ["http", "https"].contains(target[..<scheme.lowerBound].lowercased())
        {
            target = target[scheme.upperBound...].drop { $0 != "/" && $0 != "?" }
            if !target.hasPrefix("/") { target = "/" + target }
        }
        guard target.hasPrefix("/"), target.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F }),
            isDecodable(target.prefix { $0 != "?" })
        else { throw .malformed }
        return String(target.prefix { $0 != "#" })
    }

    /// Whether every `%` begins two hexadecimal digits and the result is UTF-8 without control letters.
    private static func isDecodable(_ path: Substring) -> Bool {
        var bytes: [UInt8] = []
        var rest = Array(path.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard rest.count >= 2, rest.prefix(2).allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
                let decoded = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), decoded >= 0x20
            else { return false }
            bytes.append(decoded)
            rest = rest.dropFirst(2)
        }
        return String(validating: bytes, as: UTF8.self) != nil
    }

    /// The sender's id when it is a plain short word, else one of ours.
    static func id(_ request: Request) -> String {
        if let name = HTTPField.Name("x-request-id"), let given = request.headers[name], !given.isEmpty,
            given.utf8.count <= requestIDBytesMax,
            given.unicodeScalars.allSatisfy({
                $0.isASCII
                    && ($0.properties.isAlphabetic || $0.properties.numericType != nil
                        || "-_.".unicodeScalars.contains($0))
            })
        {
            return given
        }
        return Identifier.make(at: Clock.system.now())
    }
}

extension WebBody {
    /// The body of the request in progress on a connection. Can be read once.
    /// - Parameter bytesMax: more than this throws `body_too_large`; a length in the head is judged before reading.
    init(_ request: Request, number: Int, connection: Connection, bytesMax: Int) {
        let once = ReadOnce()
        let announced = request.headers[.contentLength].flatMap { Int($0) } ?? 0
        let body = request.body
        self.init { each in
            guard announced <= bytesMax else { throw Self.tooLarge(bytesMax) }
            guard once.take() else { throw Problem(.bug, "body_read_twice") }
            connection.askForBody()
            var count = 0
            do {
                for try await piece in body {
                    count += piece.readableBytes
                    guard count <= bytesMax else { throw Self.tooLarge(bytesMax) }
                    try await each(Array(piece.readableBytesView))
                }
            } catch is HTTPParserError {
                throw Problem(.input, "request_malformed")
            }
            // The stream also ends when the line does.
            guard connection.isBodyComplete(of: number) else {
                try Task.checkCancellation()
                throw Problem(.input, "body_incomplete")
            }
        }
    }

    private static func tooLarge(_ bytesMax: Int) -> Problem {
        Problem(.input, "body_too_large", ["limit": String(bytesMax)])
    }
}

/// Lets exactly one caller through.
private final class ReadOnce: Sendable {
    private let isTaken = Mutex(false)
    func take() -> Bool {
        isTaken.withLock { taken in
            defer { taken = true }
            return !taken
        }
    }
}
