// An answer as handlers give it.

import Kernel

/// Takes the pieces of a streamed answer.
public struct BodyWriter: Sendable {
    public var write: @Sendable ([UInt8]) async throws -> Void
    public init(write: @escaping @Sendable ([UInt8]) async throws -> Void) { self.write = write }
}

public struct WebResponse: Sendable {
    public enum Body: Sendable {
        case bytes([UInt8])
        /// Sent as it is made; the task is cancelled when the reader goes away.
        case stream(@Sendable (BodyWriter) async throws -> Void)
    }

    public var status: Int
    public var headers: [(name: String, value: String)]
    public var body: Body

    public init(status: Int = 200, headers: [(name: String, value: String)] = [], body: Body = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    public static func html(_ page: HTML, status: Int = 200) -> WebResponse {
        WebResponse(status: status, headers: [("content-type", "text/html; charset=utf-8")], body: .bytes(Array(page.text.utf8)))
    }
    public static func json(_ value: JSON, status: Int = 200) -> WebResponse { .json(bytes: value.bytes, status: status) }
    public static func json(bytes: [UInt8], status: Int = 200) -> WebResponse {
        WebResponse(status: status, headers: [("content-type", "application/json")], body: .bytes(bytes))
    }
    public static func text(_ text: String, type: String = "text/plain; charset=utf-8", status: Int = 200) -> WebResponse {
        WebResponse(status: status, headers: [("content-type", type)], body: .bytes(Array(text.utf8)))
    }
    /// See the other page; the method becomes GET.
    public static func redirect(_ target: String) -> WebResponse { WebResponse(status: 303, headers: [("location", target)]) }
    /// A file the browser saves.
    /// - Parameter isShown: or shows, where it can; it has the name all the same.
    public static func download(_ name: String, type: String, isShown: Bool = false, body: Body) -> WebResponse {
        let isPlain = { (scalar: Unicode.Scalar) in (0x20..<0x7F).contains(scalar.value) && scalar != "\"" && scalar != "\\" }
        let plain = String(name.unicodeScalars.map { isPlain($0) ? Character($0) : "_" })
        return WebResponse(
            headers: [
                ("content-type", type),
                ("content-disposition", "\(isShown ? "inline" : "attachment"); filename=\"\(plain)\"; filename*=UTF-8''\(URLText.encode(name))"),
            ], body: body)
    }

    public func adding(_ name: String, _ value: String) -> WebResponse {
        var copy = self
        copy.headers.append((name, value))
        return copy
    }

    public func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    /// The whole body, streamed or not; for tests.
    public func collect() async throws -> [UInt8] {
        switch body {
        case .bytes(let bytes): return bytes
        case .stream(let make):
            let box = ByteBox()
            try await make(BodyWriter { box.bytes += $0 })
            return box.bytes
        }
    }
}

extension Problem {
    /// The HTTP status for the edge.
    public var status: Int {
        switch family {
        case .input: code == "body_too_large" ? 413 : 422
        case .missing: 404
        case .unauthenticated: 401
        case .forbidden: code == "sign_in_throttled" ? 429 : 403
        case .conflict: 409
        case .outside: 503
        case .bug: 500
        }
    }

    /// RFC 9457 members. What is technical stays in the log.
    public func json(_ reader: Reader) -> JSON {
        .object([
            ("type", .string("urn:gemba:problem:" + code)), ("title", .string(title(reader))), ("status", .int(Int64(status))),
            ("detail", .string(family == .bug ? title(reader) : hintText(reader) ?? title(reader))), ("code", .string(code)),
            ("parameters", .object(parameters.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })),
        ])
    }

    public func title(_ reader: Reader) -> String {
        reader.texts.has("problem." + code) ? reader.t("problem." + code, parameters) : reader.t("problem.other", ["code": code])
    }
    public func hintText(_ reader: Reader) -> String? {
        reader.texts.has("problem.\(code).hint") ? reader.t("problem.\(code).hint", parameters) : hint
    }
}
