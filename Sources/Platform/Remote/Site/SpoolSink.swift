// Where the bytes of a transfer go. As long as there is a copy, they are compared with it; what lies behind its end is
// appended; from the first difference on, they are a new file beside the old one. However it ends, what was written is a
// beginning of what the server holds.

import Glibc
import Kernel

/// Takes the bytes of one file from an offset on. Used by one thread.
final class SpoolSink {
    enum OnDifference { case beginAnew, stop }

    private let spool: SpoolFolder
    /// The file that is compared with and appended to.
    private let descriptor: Int32
    private let held: Int64
    private let start: Int64
    private let partPath: String
    private let limit: Int64
    private let onDifference: OnDifference
    private var part: Int32 = -1
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

    /// How far the bytes reach.
    private(set) var position: Int64
    /// What came does not begin as the copy does.
    private(set) var isDifferent = false
    /// What keeps them from being written.
    private(set) var problem: Problem?
    /// Bytes that came, also those behind the limit.
    private(set) var received: Int64 = 0
    /// Bytes behind the limit before a transfer is ended rather than read to its end.
    var surplusMax: Int64 = 16 << 20

    /// - Parameters:
    ///   - path: the copy; made when it is not there.
    ///   - partPath: where a new file goes from the first difference on.
    ///   - limit: no byte from here on is taken: the file was listed with this size.
    init(
        _ spool: SpoolFolder, _ path: String, partPath: String, from offset: Int64, limit: Int64, onDifference: OnDifference
    ) throws(Problem) {
        self.spool = spool
        self.partPath = partPath
        self.limit = limit
        self.onDifference = onDifference
        (position, start) = (offset, offset)
        descriptor = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else { throw spool.failed(errno) }
        held = Int64(status.st_size)
    }

    deinit {
        close(descriptor)
        if part >= 0 { close(part) }
    }

    /// All of the file that was listed has come.
    var isWhole: Bool { position >= limit }

    /// - Returns: false to end the transfer.
    func take(_ bytes: UnsafeRawBufferPointer) -> Bool {
        received += Int64(bytes.count)
        var rest = UnsafeRawBufferPointer(rebasing: bytes.prefix(Int(min(Int64(bytes.count), max(0, limit - position)))))
        do {
            while part < 0, position < held, !rest.isEmpty {
                let (count, isSame) = try compare(rest)
                position += Int64(count)
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
                if !isSame {
                    isDifferent = true
                    guard onDifference == .beginAnew else { return false }
                    try beginAnew()
                }
            }
            try write(rest, to: part < 0 ? descriptor : part)
        } catch {
            problem = Problem(error)
            return false
        }
        return !isWhole || start + received - limit <= surplusMax
    }

    /// - Returns: how many bytes are the same, and whether all that could be compared were.
    private func compare(_ bytes: UnsafeRawBufferPointer) throws -> (Int, Bool) {
        let wanted = min(bytes.count, Int(min(held - position, Int64(buffer.count))))
        let read = pread(descriptor, &buffer, wanted, off_t(position))
        guard read > 0 else { throw spool.failed(read < 0 ? errno : EIO) }
        if memcmp(buffer, bytes.baseAddress!, read) == 0 { return (read, true) }
        return ((0..<read).first { buffer[$0] != bytes[$0] } ?? read, false)
    }

    private func beginAnew() throws {
        part = Glibc.open(partPath, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard part >= 0 else { throw spool.failed(errno) }
        try copyBeginning()
    }

    /// The bytes up to here, which are the same in both.
    private func copyBeginning() throws {
        var at: Int64 = 0
        while at < position {
            let read = pread(descriptor, &buffer, Int(min(Int64(buffer.count), position - at)), off_t(at))
            guard read > 0 else { throw spool.failed(read < 0 ? errno : EIO) }
            try buffer.withUnsafeBytes { try put(UnsafeRawBufferPointer(rebasing: $0[0..<read]), to: part, at: at) }
            at += Int64(read)
        }
    }

    private func write(_ bytes: UnsafeRawBufferPointer, to file: Int32) throws {
        guard !bytes.isEmpty else { return }
        try put(bytes, to: file, at: position)
        position += Int64(bytes.count)
    }

    private func put(_ bytes: UnsafeRawBufferPointer, to file: Int32, at offset: Int64) throws {
        var done = 0
        while done < bytes.count {
            let n = pwrite(file, bytes.baseAddress! + done, bytes.count - done, off_t(offset) + off_t(done))
            if n < 0, errno == EINTR { continue }
            // A disk takes what it has room for: what it took is a beginning all the same.
            guard n > 0 else { throw spool.failed(n < 0 ? errno : ENOSPC) }
            done += n
        }
    }

    /// The whole file is here: makes it the copy, with the time of its listing.
    /// - Parameter path: the complete copy.
    func finish(_ path: String, from own: String, modifiedNanoseconds time: Int64) throws(Problem) {
        do {
            if !isDifferent, held > limit {
                // It is shorter now. Whoever reads the longer one goes on reading it.
                position = limit
                try beginAnew()
            }
        } catch { throw Problem(error) }
        let file = part < 0 ? descriptor : part
        let moment = timespec(tv_sec: Int(time.quotientAndRemainder(dividingBy: 1_000_000_000).quotient), tv_nsec: Int(time % 1_000_000_000))
        guard futimens(file, [moment, moment]) == 0 else { throw spool.failed(errno) }
        let from = part < 0 ? own : partPath
        guard from == path || rename(from, path) == 0 else { throw spool.failed(errno) }
    }
}
