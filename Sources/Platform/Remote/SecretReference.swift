// Where a password or token is kept: a variable of the service or the first line of a file. Only the reference is stored,
// shown and written to the audit.

import Glibc
import Kernel

enum SecretReference {
    static func isReference(_ text: String) -> Bool { text.hasPrefix("env:") || text.hasPrefix("file:/") }

    /// What is kept under `env:NAME` or `file:/path`. Of Gemba's own variables only those named for this can be asked for,
    /// so that who may edit sources cannot send the database's password to a server of their own.
    /// - Throws: `site_password_missing`.
    static func secret(_ reference: String?) throws(Problem) -> String? {
        guard let reference else { return nil }
        if reference.hasPrefix("env:") {
            let name = String(reference.dropFirst(4))
            if !name.hasPrefix("GEMBA_") || name.hasPrefix("GEMBA_SITE_"), let value = getenv(name) { return String(cString: value) }
        } else if let line = firstLine(String(reference.dropFirst(5))) {
            return line
        }
        throw Problem(
            .input, "site_password_missing", ["reference": reference],
            hint: "env:NAME is a variable of the service, file:/path a file it may read, with the password in its first line.")
    }

    /// Bytes of a file with a password that are looked at.
    private static let passwordBytesMax = 4096

    private static func firstLine(_ path: String) -> String? {
        guard let file = try? LocalFile(path) else { return nil }
        var bytes = [UInt8](repeating: 0, count: passwordBytesMax)
        guard let count = bytes.withUnsafeMutableBytes({ try? file.read(into: $0, at: 0) }) else { return nil }
        let line = bytes[..<count].prefix { $0 != 0x0A && $0 != 0x0D }
        return line.isEmpty ? nil : String(decoding: line, as: UTF8.self)
    }
}
