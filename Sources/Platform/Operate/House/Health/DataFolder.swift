// The folder for uploads, exports and backups, looked at from outside: can it be written, and how much room is there?

import Glibc
import Kernel

/// Looks at a folder.
enum DataFolder {
    /// Makes the folder if it is not there, writes a file into it and takes that away again.
    /// - Returns: nil when that works, else why not.
    static func fault(_ path: String) -> String? {
        make(path)
        let probe = path + "/.gemba-\(getpid())"
        let descriptor = open(probe, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return String(cString: strerror(errno)) }
        defer { unlink(probe) }
        var byte: UInt8 = 10
        let written = write(descriptor, &byte, 1)
        let reason = written == 1 ? nil : String(cString: strerror(errno))
        close(descriptor)
        return reason
    }

    /// Bytes an ordinary program may still use on the disk of this folder.
    static func freeBytes(_ path: String) -> Int64? {
        var status = statvfs()
        guard statvfs(path, &status) == 0 else { return nil }
        return Int64(clamping: UInt64(status.f_bavail) * UInt64(status.f_frsize))
    }

    private static func make(_ path: String) {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += part
            mkdir(made, 0o755)
            made += "/"
        }
    }
}
