// Where a database server is and how to sign in there, read from a URL. A password never leaves this value but towards
// the server; descriptions show `***` in its place.

import Foundation
import Kernel

/// `postgres://user:password@host:5432/name?sslmode=verify-full`, with one host or several.
public struct ServerAddress: Sendable {
    /// A host and its port.
    public struct Host: Sendable, Hashable, CustomStringConvertible {
        public var name: String
        public var port: Int

        public init(name: String, port: Int) {
            self.name = name
            self.port = port
        }
        public var description: String { name.contains(":") ? "[\(name)]:\(port)" : "\(name):\(port)" }
    }

    /// In the order in which they are tried.
    public var hosts: [Host]
    public var user: String
    public var password: String?
    public var database: String
    /// What stands behind `?`; engines know their own names.
    public var options: [String: String]

    /// How many hosts an address may name.
    public static let hostsMax = 16

    /// - Parameters:
    ///   - rest: the URL behind its scheme: `//user:password@host1:port,host2/name?option=value`.
    ///   - environment: where `password=env:NAME` looks.
    /// - Throws: `database_address` naming the part that cannot be read, `database_password` when a reference to a
    ///   password leads nowhere.
    init(_ rest: String, defaultPort: Int, environment: [String: String]) throws(Problem) {
        guard rest.hasPrefix("//") else { throw Self.unreadable("//") }
        var text = Substring(rest.dropFirst(2))
        options = [:]
        if let mark = text.firstIndex(of: "?") {
            for pair in text[text.index(after: mark)...].split(separator: "&") {
                guard let equals = pair.firstIndex(of: "=") else { throw Self.unreadable("?") }
                options[String(pair[..<equals])] = try Self.plain(pair[pair.index(after: equals)...], "?")
            }
            text = text[..<mark]
        }
        guard let slash = text.firstIndex(of: "/") else { throw Self.unreadable("name") }
        database = try Self.plain(text[text.index(after: slash)...], "name")
        text = text[..<slash]
        guard !database.isEmpty else { throw Self.unreadable("name") }
        user = ""
        if let at = text.lastIndex(of: "@") {
            let account = text[..<at]
            text = text[text.index(after: at)...]
            if let colon = account.firstIndex(of: ":") {
                user = try Self.plain(account[..<colon], "user")
                password = try Self.plain(account[account.index(after: colon)...], "password")
            } else {
                user = try Self.plain(account, "user")
            }
        }
        guard !user.isEmpty else { throw Self.unreadable("user") }
        hosts = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) { hosts.append(try Self.host(part, defaultPort)) }
        guard hosts.count <= Self.hostsMax else { throw Self.unreadable("host") }
        if let reference = options.removeValue(forKey: "password") { password = try Self.secret(reference, environment) }
    }

    private static func host(_ text: Substring, _ defaultPort: Int) throws(Problem) -> Host {
        var name = text
        var port = defaultPort
        let isBracketed = text.hasPrefix("[")
        let end = isBracketed ? text.firstIndex(of: "]") : text.startIndex
        guard let end else { throw unreadable("host") }
        if let colon = text[end...].lastIndex(of: ":") {
            guard let number = Int(text[text.index(after: colon)...]), (1...65535).contains(number) else { throw unreadable("port") }
            port = number
            name = text[..<colon]
        }
        if isBracketed { name = name.dropFirst().dropLast() }
        guard !name.isEmpty else { throw unreadable("host") }
        return Host(name: String(name), port: port)
    }

    /// A password kept elsewhere: `env:NAME` or `file:/path`.
    private static func secret(_ reference: String, _ environment: [String: String]) throws(Problem) -> String {
        if reference.hasPrefix("env:"), let value = environment[String(reference.dropFirst(4))] { return value }
        if reference.hasPrefix("file:"), let content = FileManager.default.contents(atPath: String(reference.dropFirst(5))),
            let line = String(decoding: content, as: UTF8.self).split(whereSeparator: \.isNewline).first
        {
            return String(line)
        }
        let isReference = reference.hasPrefix("env:") || reference.hasPrefix("file:")
        throw Problem(
            .input, "database_password", ["reference": isReference ? reference : "?"],
            hint: "Use password=env:NAME or password=file:/path with the password in its first line.")
    }

    private static func plain(_ text: Substring, _ part: String) throws(Problem) -> String {
        guard let plain = String(text).removingPercentEncoding, !plain.contains("\0") else { throw unreadable(part) }
        return plain
    }

    private static func unreadable(_ part: String) -> Problem {
        Problem(
            .input, "database_address", ["part": part],
            hint: "Write postgres://user@host:5432/name or mysql://user@host1,host2/name; special characters as %40 and the like.")
    }
}
