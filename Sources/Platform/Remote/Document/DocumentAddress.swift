// A document on a web server, as one line an administrator can type: its URL, and behind `#`, which no server is ever sent,
// how to sign in. The line never holds a password or token, only where one is kept.

import Kernel

/// `https://host:8443/path?query#token=env:NAME`. Behind `#`, joined by `&`:
/// * `token`: reference of a token, sent as `Authorization: Bearer …`, or as the header named by `header`;
/// * `user`, `password`: HTTP basic authentication, the password by reference;
/// * `ca`: a file with the authority that signed the server's certificate; `tls_verify=no`: its certificate is not looked at.
public struct DocumentAddress: Sendable, Hashable {
    public enum Scheme: String, Sendable { case http, https }
    public private(set) var scheme: Scheme
    /// `host` or `host:port`, as typed.
    public private(set) var host: String
    /// Path and query, as typed; begins with a slash.
    public private(set) var path: String
    private(set) var tokenReference: String?
    private(set) var header: String?
    private(set) var user: String?
    private(set) var passwordReference: String?
    private(set) var authorityPath: String?
    private(set) var verifiesCertificate = true

    public static let lengthMax = 2000

    public static func isOne(_ location: String) -> Bool {
        let small = location.lowercased()
        return small.hasPrefix("http://") || small.hasPrefix("https://")
    }

    /// - Throws: `document_address` naming the part that cannot be read, `site_password` for a secret written out.
    public init(_ location: String) throws(Problem) {
        guard Self.isOne(location), let colon = location.firstIndex(of: ":") else { throw Self.unreadable("://") }
        guard location.utf8.count <= Self.lengthMax, location.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Self.unreadable(String(location.prefix(60)))
        }
        scheme = location.lowercased().hasPrefix("https") ? .https : .http
        var rest = location[colon...].dropFirst(3)
        var options: Substring = ""
        if let hash = rest.firstIndex(of: "#") { (options, rest) = (rest[rest.index(after: hash)...], rest[..<hash]) }
        let end = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let tail = String(rest[end...])
        (host, path) = (String(rest[..<end]), tail.hasPrefix("/") ? tail : "/" + tail)
        guard !host.contains("@") else { throw Self.secretWritten() }
        guard !host.isEmpty, host.utf8.allSatisfy({ !"\\\"<>^`{|}%".utf8.contains($0) }) else { throw Self.unreadable("host") }
        for pair in options.split(separator: "&") {
            guard let equals = pair.firstIndex(of: "=") else { throw Self.unreadable("#" + pair.prefix(20)) }
            try read(String(pair[..<equals]), String(pair[pair.index(after: equals)...]))
        }
        guard user != nil || passwordReference == nil, header == nil || tokenReference != nil else { throw Self.unreadable("#") }
    }

    private mutating func read(_ option: String, _ value: String) throws(Problem) {
        func reference() throws(Problem) -> String {
            guard SecretReference.isReference(value) else { throw Self.secretWritten() }
            return value
        }
        switch option {
        case "token": tokenReference = try reference()
        case "password": passwordReference = try reference()
        case "user" where !value.isEmpty && !value.contains(":"): user = value
        case "header":
            let isName =
                !value.isEmpty
                && value.utf8.allSatisfy { byte in
                    (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte) || byte == 0x2D || byte == 0x5F
                }
            guard isName else { throw Self.unreadable("#header") }
            header = value
        case "ca" where value.hasPrefix("/"): authorityPath = value
        case "tls_verify" where value == "yes" || value == "no": verifiesCertificate = value == "yes"
        default: throw Self.unreadable("#" + option.prefix(20))
        }
    }

    public var url: String { "\(scheme.rawValue)://\(host)\(path)" }

    /// Another document of the same server: secrets are told to no other.
    /// - Parameter next: a whole URL, a path from the root, or a query for the same path.
    /// - Throws: `document_elsewhere`.
    public func following(_ next: String) throws(Problem) -> DocumentAddress {
        var out = self
        guard !next.contains("#"), next.utf8.count <= Self.lengthMax, next.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw Self.unreadable(String(next.prefix(60)))
        }
        if Self.isOne(next) {
            let other = try DocumentAddress(next)
            guard other.scheme == scheme, other.host.lowercased() == host.lowercased() else {
                throw Problem(.outside(retryable: false), "document_elsewhere", ["host": host, "next": String(next.prefix(100))])
            }
            out.path = other.path
        } else if next.hasPrefix("/"), !next.hasPrefix("//") {
            out.path = next
        } else if next.hasPrefix("?") {
            out.path = String(path.prefix { $0 != "?" }) + next
        } else {
            throw Self.unreadable(String(next.prefix(60)))
        }
        return out
    }

    private static func unreadable(_ part: some StringProtocol) -> Problem {
        Problem(
            .input, "document_address", ["part": String(part)],
            hint: "Write https://host/path#token=env:NAME; blanks and special letters as %20 and the like.")
    }

    private static func secretWritten() -> Problem {
        Problem(.input, "site_password", hint: "Write #token=env:NAME or #user=NAME&password=file:/path, and keep the secret there.")
    }
}
