// A folder on this machine or on a mounted share, read-only: listed as a whole, files opened and read in pieces. Each
// call blocks on the disk or the network; callers run it off the cooperative threads.

import Glibc
import Kernel

/// A file as a listing shows it.
public struct ListedFile: Sendable, Hashable {
    /// Relative to the folder, parts separated by `/`.
    public var path: String
    public var size: Int64
    /// Nanoseconds since the epoch.
    public var modifiedNanoseconds: Int64

    public init(path: String, size: Int64, modifiedNanoseconds: Int64) {
        self.path = path
        self.size = size
        self.modifiedNanoseconds = modifiedNanoseconds
    }

    init(path: String, _ status: stat) {
        self.init(
            path: path, size: Int64(status.st_size),
            modifiedNanoseconds: Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec))
    }
}

/// What a listing found, and where it could not look.
public struct Listing: Sendable {
    public var files: [ListedFile] = []
    /// Sub-folders that could not be read, with the system's word for why.
    public var unreadable: [(path: String, reason: String)] = []
    public var folders: [String] = []
    public init() {}
}

/// A folder that can be listed and read, never written except by `remove` and `move`.
public struct LocalFolder: Sendable {
    /// Absolute path.
    public let root: String

    public init(_ root: String) { self.root = root }

    /// Lists the files that `accept` takes, sub-folders included when `recursive`, sorted by path.
    /// - Throws: `folder_missing`, `folder_unreadable` (both retryable) for the root itself.
    public func list(recursive: Bool, accept: @escaping @Sendable (String) -> Bool) throws(Problem) -> Listing {
        try FolderReader(self, recursive: recursive, accept: accept).list()
    }

    /// The file's present size and time; nil when it is not there.
    public func status(_ path: String) -> ListedFile? {
        var status = stat()
        guard LocalPath.withCString(LocalPath.join(root, path), { stat($0, &status) }) == 0,
            status.st_mode & S_IFMT == S_IFREG
        else { return nil }
        return ListedFile(path: path, status)
    }

    public func open(_ path: String) throws(Problem) -> LocalFile { try LocalFile(LocalPath.join(root, path)) }

    /// Deletes a file; used only by an after-load policy, after the ledger has it.
    public func remove(_ path: String) throws(Problem) {
        guard LocalPath.withCString(LocalPath.join(root, path), { unlink($0) }) == 0 else {
            throw Self.failed("file_not_removed", LocalPath.join(root, path), errno)
        }
    }

    /// Moves a file into another folder of the same file system, under the same relative path unless `name` says
    /// another, making folders as needed.
    public func move(_ path: String, to other: LocalFolder, as name: String? = nil) throws(Problem) {
        let target = LocalPath.join(other.root, name ?? path)
        var made = ""
        for part in target.split(separator: "/").dropLast() {
            made += "/" + part
            _ = LocalPath.withCString(made) { mkdir($0, 0o755) }
        }
        let source = LocalPath.join(root, path)
        let result = LocalPath.withCString(source) { from in LocalPath.withCString(target) { rename(from, $0) } }
        guard result == 0 else { throw Self.failed("file_not_moved", source, errno) }
    }

    static func unreachable(_ path: String, _ code: Int32) -> Problem {
        code == ENOENT
            ? Problem(
                .outside(retryable: true), "folder_missing", ["path": path],
                hint: "Check the path (also for doubled blanks) and that the share is mounted.")
            : failed("folder_unreadable", path, code)
    }

    static func failed(_ code: String, _ path: String, _ errorNumber: Int32) -> Problem {
        let reason = String(cString: strerror(errorNumber))
        return Problem(.outside(retryable: true), code, ["path": path, "reason": reason], cause: reason)
    }
}

/// A file opened for reading; closed when the value goes away.
public final class LocalFile: Sendable {
    private let descriptor: Int32
    public let path: String

    init(_ path: String) throws(Problem) {
        self.path = path
        descriptor = LocalPath.withCString(path) { Glibc.open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else { throw LocalFolder.failed("file_unreadable", path, errno) }
    }

    deinit { close(descriptor) }

    public var size: Int64 {
        get throws(Problem) {
            var status = stat()
            guard fstat(descriptor, &status) == 0 else { throw LocalFolder.failed("file_unreadable", path, errno) }
            return Int64(status.st_size)
        }
    }

    /// Where it lies, links resolved.
    public var canonicalPath: String { LocalFolder.canonical("/proc/self/fd/\(descriptor)") }

    /// Whether it is a file, and no pipe, device or folder.
    public var isRegular: Bool {
        var status = stat()
        return fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Reads up to `buffer.count` bytes from `offset`; fewer only at the end of the file.
    public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(Problem) -> Int {
        var done = 0
        while done < buffer.count {
            let n = pread(descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset) + off_t(done))
            if n < 0, errno == EINTR { continue }
            if n < 0 { throw LocalFolder.failed("file_unreadable", path, errno) }
            if n == 0 { break }
            done += n
        }
        return done
    }
}

extension LocalFolder {
    /// The absolute path with links, `.` and `..` resolved; only made absolute when it is not there.
    public static func canonical(_ path: String) -> String {
        let resolved: String? = LocalPath.withCString(path) { from in
            guard let real = realpath(from, nil) else { return nil }
            defer { free(real) }
            return LocalPath.text(UnsafeBufferPointer(start: real, count: strlen(real)).map { UInt8(bitPattern: $0) })
        }
        if let resolved { return resolved }
        if path.hasPrefix("/") { return path }
        guard let here = getcwd(nil, 0) else { return path }
        defer { free(here) }
        return LocalPath.join(LocalPath.text(UnsafeBufferPointer(start: here, count: strlen(here)).map { UInt8(bitPattern: $0) }), path)
    }
}
