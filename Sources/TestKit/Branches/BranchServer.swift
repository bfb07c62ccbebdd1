// A MariaDB server as the kit of branches uses it: whole scripts go to the server's own client, which knows nothing of the
// product's driver. Files and not pipes lie between, so that a script of any length and an answer of any length pass.

import Foundation
import Kernel

/// Where branches and central databases of a test live.
public struct BranchServer: Sendable {
    /// No script of a test takes longer.
    static let patienceSeconds = 900

    public var host: String
    public var port: Int
    public var user: String
    public var password: String

    public init(host: String = "127.0.0.1", port: Int, user: String, password: String) {
        (self.host, self.port, self.user, self.password) = (host, port, user, password)
    }

    /// - Parameter url: `mysql://user:password@host:port/…`, as `TestServer.url` has it.
    public init?(url: String) {
        guard let parts = URLComponents(string: url), let host = parts.host, let user = parts.user else { return nil }
        self.init(host: host, port: parts.port ?? 3306, user: user, password: parts.password ?? "")
    }

    /// What every script begins with: all bytes pass, nothing is refused, and no clock moves.
    static let opening = """
        SET NAMES utf8mb4;
        SET SESSION sql_mode = '', time_zone = '+00:00', timestamp = 1760000000, innodb_lock_wait_timeout = 60;

        """

    /// Runs statements, each ended by a semicolon; stops at the first that fails.
    /// - Throws: `ServerFailure` with the server's words.
    public func run(_ script: String, in database: String) throws { _ = try answer(script, in: database) }

    /// Runs statements and returns the rows of all of them. NULL and the text NULL look the same here.
    public func rows(_ script: String, in database: String) throws -> [[String]] {
        // By bytes: to Swift a line that ends with a carriage return ends differently. An empty line is a row of one empty text.
        let lines = try answer(script, in: database).utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
        return lines.map { line in
            line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false).map { Self.plain(Substring($0)) }
        }
    }

    /// A cell without the client's escapes.
    private static func plain(_ cell: Substring) -> String {
        guard cell.contains("\\") else { return String(cell) }
        var (out, isEscaped) = ("", false)
        for character in cell {
            if isEscaped {
                switch character {
                case "n": out.append("\n")
                case "t": out.append("\t")
                case "0": out.append("\0")
                default: out.append(character)
                }
                isEscaped = false
            } else if character == "\\" {
                isEscaped = true
            } else {
                out.append(character)
            }
        }
        return out
    }

    private func answer(_ script: String, in database: String) throws -> String {
        let base = NSTemporaryDirectory() + "gemba-branch-" + Identifier.make(at: Clock.system.now())
        defer { for end in [".sql", ".out", ".err"] { try? FileManager.default.removeItem(atPath: base + end) } }
        try Data((Self.opening + script + "\n").utf8).write(to: URL(fileURLWithPath: base + ".sql"))
        for end in [".out", ".err"] { _ = FileManager.default.createFile(atPath: base + end, contents: nil) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
            "timeout", "-k", "10", String(Self.patienceSeconds), "mariadb", "--no-defaults", "--batch", "--skip-column-names", "--quick",
            "--binary-mode",
            "--default-character-set=utf8mb4", "--max-allowed-packet=64M", "-h\(host)", "-P\(port)", "-u\(user)", database,
        ]
        process.environment = ProcessInfo.processInfo.environment.merging(["MYSQL_PWD": password]) { _, new in new }
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: base + ".sql"))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: base + ".out"))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: base + ".err"))
        try process.run()
        process.waitUntilExit()
        func text(_ end: String) throws -> String { String(decoding: try Data(contentsOf: URL(fileURLWithPath: base + end)), as: UTF8.self) }
        guard process.terminationStatus == 0 else {
            throw ServerFailure("mariadb in \(database): code \(process.terminationStatus): \(try text(".err"))")
        }
        return try text(".out")
    }
}

/// Names and texts as SQL has them, with `sql_mode` as `BranchServer.opening` sets it.
enum BranchSQL {
    static func name(_ name: String) -> String { "`" + name.replacing("`", with: "``") + "`" }

    static func text(_ text: String) -> String {
        var out = "'"
        for scalar in text.unicodeScalars {
            switch scalar {
            case "'": out += "''"
            case "\\": out += "\\\\"
            case "\n": out += "\\n"
            case "\r": out += "\\r"
            case "\u{1A}": out += "\\Z"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out + "'"
    }

    static func bytes(_ bytes: [UInt8]) -> String { "x'" + hex(bytes) + "'" }

    static func hex(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789ABCDEF".unicodeScalars)
        var out = String.UnicodeScalarView()
        for byte in bytes {
            out.append(digits[Int(byte >> 4)])
            out.append(digits[Int(byte & 15)])
        }
        return String(out)
    }
}
