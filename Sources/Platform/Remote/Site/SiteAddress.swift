// Where a server of files is and how to sign in there, as one line an administrator can type. The line never holds a
// password, only where one is kept; so it may be stored, shown and written to the audit as it is.

import Glibc
import Kernel

/// `ftp://user@host:2121/folder?password=env:NAME&tls=require`, `ftps://…`, `sftp://…`.
public struct SiteAddress: Sendable, Hashable {
    public enum Scheme: String, Sendable, CaseIterable { case ftp, ftps, sftp }
    /// Whether a plain FTP connection turns to TLS.
    public enum Encryption: String, Sendable { case no, `try`, require }

    public var scheme: Scheme
    public var host: String
    public var port: Int
    public var user: String
    /// As typed, decoded, without the first slash: on FTP it counts from the folder where the user lands unless it begins
    /// with another slash.
    public var folder: String
    public var encryption = Encryption.no
    public var verifiesCertificate = true
    public var authorityPath: String?
    public var isActive = false
    /// `env:NAME` or `file:/path`.
    var passwordReference: String?
    var keyPath: String?
    var keyPasswordReference: String?
    /// SHA-256 of the server's key in base64, or `any`.
    var hostKey: String?
    var knownHostsPath: String?

    static let standardPorts: [Scheme: Int] = [.ftp: 21, .ftps: 990, .sftp: 22]

    /// The scheme a location begins with; nil for a folder of this machine.
    public static func scheme(of location: String) -> Scheme? {
        Scheme.allCases.first { location.lowercased().hasPrefix($0.rawValue + "://") }
    }

    /// - Throws: `site_address` naming the part that cannot be read, `site_password` for a password written out,
    ///   `site_host_key` for an SFTP server without a way to know it.
    public init(_ location: String) throws(Problem) {
        guard let scheme = Self.scheme(of: location) else { throw Self.unreadable("://") }
        self.scheme = scheme
        var text = Substring(location.dropFirst(scheme.rawValue.count + 3))
        var options: [(Substring, String)] = []
        if let mark = text.firstIndex(of: "?") {
            for pair in text[text.index(after: mark)...].split(separator: "&") {
                guard let equals = pair.firstIndex(of: "=") else { throw Self.unreadable("?" + String(pair.prefix(20))) }
                options.append((pair[..<equals], try Self.plain(pair[pair.index(after: equals)...], "?" + pair[..<equals])))
            }
            text = text[..<mark]
        }
        let slash = text.firstIndex(of: "/") ?? text.endIndex
        folder = try Self.plain(text[slash...].dropFirst(), "folder")
        while folder.hasSuffix("/"), folder != "/" { folder.removeLast() }
        guard !folder.utf8.contains(where: { $0 < 0x20 }) else { throw Self.unreadable("folder") }
        (user, host, port) = ("", "", Self.standardPorts[scheme] ?? 21)
        try readAuthority(text[..<slash], isAtLater: text[slash...].contains("@"))
        for (name, value) in options { try read(String(name), value) }
        if user.isEmpty {
            guard scheme != .sftp else { throw Self.unreadable("user") }
            user = "anonymous"
        }
        if scheme == .sftp, hostKey == nil, knownHostsPath == nil {
            throw Problem(
                .input, "site_host_key", ["host": host],
                hint: "Add hostkey=… (ssh-keyscan HOST | ssh-keygen -lf - shows it behind SHA256:) or known_hosts=/path.")
        }
    }

    private mutating func readAuthority(_ text: Substring, isAtLater: Bool) throws(Problem) {
        var rest = text
        if let at = text.lastIndex(of: "@") {
            guard !text[..<at].contains(":") else { throw Self.passwordWritten() }
            user = try Self.plain(text[..<at], "user")
            rest = text[text.index(after: at)...]
        }
        var name = rest
        let isBracketed = rest.hasPrefix("[")
        guard let end = isBracketed ? rest.firstIndex(of: "]") : rest.startIndex else { throw Self.unreadable("host") }
        if let colon = rest[end...].lastIndex(of: ":") {
            guard let number = Int(rest[rest.index(after: colon)...]), (1...65535).contains(number) else {
                // `user:pass/word@host` reads as a host and a port.
                throw isAtLater ? Self.passwordWritten() : Self.unreadable("port")
            }
            port = number
            name = rest[..<colon]
        }
        if isBracketed { name = name.dropFirst().dropLast() }
        let isName = !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F && !"/?#@%\\\"".utf8.contains($0) }
        guard isName, !user.utf8.contains(where: { $0 < 0x20 }) else { throw Self.unreadable("host") }
        host = String(name)
    }

    private mutating func read(_ option: String, _ value: String) throws(Problem) {
        func choose<T>(_ choices: [String: T]) throws(Problem) -> T {
            guard let choice = choices[value] else { throw Self.unreadable("?" + option) }
            return choice
        }
        func path() throws(Problem) -> String {
            guard value.hasPrefix("/"), !value.contains("\0") else { throw Self.unreadable("?" + option) }
            return value
        }
        func reference() throws(Problem) -> String {
            guard SecretReference.isReference(value) else { throw Self.passwordWritten() }
            return value
        }
        switch (option, scheme) {
        case ("password", _): passwordReference = try reference()
        case ("tls", .ftp): encryption = try choose(["no": .no, "try": .try, "require": .require])
        case ("tls_verify", .ftp), ("tls_verify", .ftps): verifiesCertificate = try choose(["yes": true, "no": false])
        case ("ca", .ftp), ("ca", .ftps): authorityPath = try path()
        case ("mode", .ftp), ("mode", .ftps): isActive = try choose(["passive": false, "active": true])
        case ("key", .sftp): keyPath = try path()
        case ("key_password", .sftp): keyPasswordReference = try reference()
        case ("hostkey", .sftp):
            let plain = value.hasPrefix("SHA256:") ? String(value.dropFirst(7)) : value
            guard plain == "any" || plain.utf8.count >= 43 else { throw Self.unreadable("?hostkey") }
            hostKey = plain
        case ("known_hosts", .sftp): knownHostsPath = try path()
        default: throw Self.unreadable("?" + option.prefix(20))
        }
    }

    /// `host` or `host:port` where the port is not the usual one.
    public var hostText: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == Self.standardPorts[scheme] ? name : "\(name):\(port)"
    }

    /// The place without user and options: `ftp://host:2121/folder`.
    public var root: String { "\(scheme.rawValue)://\(hostText)/\(folder)" }

    /// - Throws: `site_password_missing` when the reference leads nowhere.
    func password() throws(Problem) -> String? { try SecretReference.secret(passwordReference) }
    func keyPassword() throws(Problem) -> String? { try SecretReference.secret(keyPasswordReference) }

    /// Percent signs decoded; a byte that is not UTF-8 becomes a letter that `LocalPath` turns back.
    private static func plain(_ text: Substring, _ part: String) throws(Problem) -> String {
        func digit(_ byte: UInt8) -> UInt8? {
            switch byte {
            case 0x30...0x39: byte - 0x30
            case 0x41...0x46: byte - 0x37
            case 0x61...0x66: byte - 0x57
            default: nil
            }
        }
        var out: [UInt8] = []
        var rest = LocalPath.bytes(String(text))[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                out.append(byte)
                continue
            }
            guard rest.count >= 2, let high = digit(rest.removeFirst()), let low = digit(rest.removeFirst()) else { throw unreadable(part) }
            out.append(high << 4 | low)
        }
        guard !out.contains(0) else { throw unreadable(part) }
        return LocalPath.text(out)
    }

    private static func unreadable(_ part: String) -> Problem {
        Problem(
            .input, "site_address", ["part": part],
            hint: "Write ftp://user@host/folder?password=env:NAME; special characters as %20 and the like.")
    }

    private static func passwordWritten() -> Problem {
        Problem(
            .input, "site_password",
            hint: "Write password=env:NAME or password=file:/path behind a ?, and keep the password there.")
    }
}
