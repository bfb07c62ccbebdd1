// The few file operations of the simulated centres. Bytes are only ever added to a file; nothing is overwritten, cut or
// removed. No fsync: a machine does none either.

import Glibc
import Kernel

enum DemoLogFile {
    /// Makes a folder and those above it.
    static func makeFolder(_ path: String) throws(Problem) {
        if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else { throw failed(path) }
        try makeFolder(String(path[..<slash]))
        if mkdir(path, 0o755) != 0, errno != EEXIST { throw failed(path) }
    }

    /// Adds what a file lacks of these bytes; one that is longer stays as it is. No bytes make no file.
    static func complete(_ path: String, with bytes: [UInt8]) throws(Problem) {
        guard !bytes.isEmpty else { return }
        let file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failed(path) }
        defer { close(file) }
        var done = lseek(file, 0, SEEK_END)
        while done < bytes.count {
            let count = bytes.withUnsafeBytes { write(file, $0.baseAddress.map { $0 + done }, bytes.count - done) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failed(path) }
            done += count
        }
    }

    private static func failed(_ path: String) -> Problem {
        Problem(.outside(retryable: true), "demo_file_failed", ["path": path], cause: String(cString: strerror(errno)))
    }
}
