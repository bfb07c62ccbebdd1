// What is kept of a server's files on this machine: one flat folder of copies, each under the digest of its path, so that
// no name from outside ever becomes a name here. It is a cache: it may be deleted at any time, and costs downloads only.

import Glibc
import Kernel

/// The copies of one place. A complete copy has the time its file had in the listing; one that is still being fetched is
/// called `.part`.
final class SpoolFolder: Sendable {
    /// Absolute path.
    let root: String
    private let isThrownAway: Bool
    /// How long another process may hold a place before its turn.
    private static let patienceMilliseconds: Int64 = 30_000

    /// - Parameters:
    ///   - parent: the folder of the source; its folders of other places go.
    ///   - place: what the copies are copies of.
    init(parent: String, place: String) {
        root = parent + "/" + String(Digest.of(place).hex.prefix(16))
        isThrownAway = false
    }

    /// A folder that goes with the value.
    init(thrownAway root: String) {
        self.root = root
        isThrownAway = true
    }

    deinit { if isThrownAway { Self.removeAll(root) } }

    struct Copy {
        var size: Int64
        var modifiedNanoseconds: Int64
    }

    /// Where the copy of a file is, or would be.
    func path(of path: String) -> String {
        let bytes = LocalPath.bytes(path)
        let tail = bytes.suffix(40).map { byte -> UInt8 in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: byte
            default: UInt8(ascii: "_")
            }
        }
        // The tail is for people who look into the folder; the digest is the name.
        return root + "/" + Digest.of(bytes).hex.prefix(40) + "-" + String(decoding: tail, as: UTF8.self)
    }

    static func copy(at path: String) -> Copy? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Copy(
            size: Int64(status.st_size),
            modifiedNanoseconds: Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec))
    }

    /// Does something to the copies while no other process does.
    /// - Throws: `spool_full`, `spool_failed`, `spool_busy`, all retryable.
    func whileLocked<T>(_ work: () throws(Problem) -> T) throws(Problem) -> T {
        var made = ""
        for part in root.split(separator: "/") {
            made += "/" + part
            if mkdir(made, 0o700) != 0, errno != EEXIST, errno != EISDIR, errno != EROFS { throw failed(errno) }
        }
        let descriptor = Glibc.open(root + "/.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failed(errno) }
        defer { close(descriptor) }
        let deadline = Stopwatch.milliseconds() + Self.patienceMilliseconds
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else { throw failed(errno) }
            guard Stopwatch.milliseconds() < deadline else {
                throw Problem(.outside(retryable: true), "spool_busy", ["path": root])
            }
            Stopwatch.pause(milliseconds: 50)
        }
        return try work()
    }

    func failed(_ code: Int32) -> Problem {
        let reason = String(cString: strerror(code))
        return code == ENOSPC || code == EDQUOT
            ? Problem(.outside(retryable: true), "spool_full", ["path": root], cause: reason)
            : Problem(.outside(retryable: true), "spool_failed", ["path": root, "reason": reason], cause: reason)
    }

    /// Removes every copy of a file that is not among these, and the copies of other places of the source.
    func keep(only paths: some Sequence<String>) {
        var wanted: Set<String> = [".lock"]
        for path in paths {
            let name = String(self.path(of: path).dropFirst(root.count + 1))
            wanted.insert(name)
            wanted.insert(name + ".part")
        }
        for name in Self.names(in: root) where !wanted.contains(name) { unlink(root + "/" + name) }
        guard !isThrownAway, let slash = root.lastIndex(of: "/") else { return }
        let (parent, own) = (String(root[..<slash]), root[root.index(after: slash)...])
        for name in Self.names(in: parent) where name != own { Self.removeAll(parent + "/" + name) }
    }

    private static func names(in folder: String) -> [String] {
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { raw in
                String(decoding: raw.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// A flat folder and what is in it.
    private static func removeAll(_ folder: String) {
        for name in names(in: folder) { unlink(folder + "/" + name) }
        rmdir(folder)
    }
}
