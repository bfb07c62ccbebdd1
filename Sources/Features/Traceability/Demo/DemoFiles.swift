// The few file operations of the simulated plant. Bytes are only ever added to a file; nothing is overwritten, cut or
// removed. No fsync: a mounter does none either.

import Glibc
import Kernel

enum DemoFiles {
    /// The largest file that is read back, in bytes: far beyond a day at the live pace.
    static let largestFile = 64 << 20

    /// Makes a folder and those above it.
    static func makeFolder(_ path: String) throws(Problem) {
        if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash != path.startIndex else { throw failed(path) }
        try makeFolder(String(path[..<slash]))
        if mkdir(path, 0o755) != 0, errno != EEXIST { throw failed(path) }
    }

    /// Names in a folder, sorted; none when there is no such folder.
    static func names(in folder: String) -> [String] {
        guard let directory = opendir(folder) else { return [] }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// A whole file; empty when there is none.
    static func read(_ path: String) throws(Problem) -> [UInt8] {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return [] }
            throw failed(path)
        }
        defer { close(file) }
        let size = lseek(file, 0, SEEK_END)
        guard size >= 0, size <= largestFile else { throw Problem(.input, "demo_file_too_large", ["path": path]) }
        var bytes = [UInt8](repeating: 0, count: size)
        var done = 0
        while done < size {
            let count = bytes.withUnsafeMutableBytes {
                pread(file, $0.baseAddress.map { $0 + done }, size - done, done)
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw failed(path) }
            if count == 0 { break }
            done += count
        }
        return Array(bytes.prefix(done))
    }

    /// Adds lines to a file, after its header when it is new, and after a line end when its last line is torn.
    static func append(_ lines: [UInt8], to path: String, _ format: DemoFormat) throws(Problem) {
        let file = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw failed(path) }
        defer { close(file) }
        let size = lseek(file, 0, SEEK_END)
        var last: UInt8 = 10
        if size > 0, pread(file, &last, 1, size - 1) != 1 { throw failed(path) }
        let start = size == 0 ? format.header : last == 10 ? [] : last == 13 ? [10] : format.lineEnd
        try write(start + lines, to: file, path)
    }

    /// Adds the rest of a line that was begun.
    static func appendRest(_ bytes: [UInt8], to path: String) throws(Problem) {
        let file = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard file >= 0 else { throw failed(path) }
        defer { close(file) }
        try write(bytes, to: file, path)
    }

    /// Makes a new file; one that is there already stays as it is.
    static func create(_ bytes: [UInt8], at path: String) throws(Problem) {
        let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard file >= 0 else {
            if errno == EEXIST { return }
            throw failed(path)
        }
        defer { close(file) }
        try write(bytes, to: file, path)
    }

    private static func write(_ bytes: [UInt8], to file: CInt, _ path: String) throws(Problem) {
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(file, $0.baseAddress.map { $0 + done }, bytes.count - done)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failed(path) }
            done += count
        }
    }

    private static func failed(_ path: String) -> Problem {
        Problem(.outside(retryable: true), "demo_file_failed", ["path": path], cause: String(cString: strerror(errno)))
    }
}
