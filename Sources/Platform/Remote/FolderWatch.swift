// inotify as a hint: it says "look now", never what happened. A missed or merged event costs at most one poll interval,
// because the periodic scan is the truth.

import Glibc
import Kernel
import Synchronization

/// Watches folders of this machine and says when something in them changed.
public final class FolderWatch: Sendable {
    /// The kernel's own limit is usually 65 536 for all programs of a user; beyond ours the poll alone serves.
    static let watchesMax = 8192
    private let descriptor: Int32
    private let watched = Mutex<[String: Int32]>([:])

    /// Nil where inotify is not to be had.
    public init?() {
        descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
        guard descriptor >= 0 else { return nil }
    }

    deinit { close(descriptor) }

    /// Adds folders (absolute paths); those already watched stay as they are.
    public func watch(_ folders: [String]) {
        let mask = UInt32(IN_MODIFY | IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE)
        watched.withLock { known in
            for folder in folders where known[folder] == nil && known.count < Self.watchesMax {
                let id = LocalPath.withCString(folder) { inotify_add_watch(descriptor, $0, mask) }
                if id >= 0 { known[folder] = id }
            }
        }
    }

    /// Waits until something changed or the time is over; blocks its thread.
    /// - Returns: whether something changed.
    public func wait(milliseconds: Int32) -> Bool {
        var poller = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        guard poll(&poller, 1, milliseconds) > 0 else { return false }
        var buffer = [UInt8](repeating: 0, count: 64 * 1024)
        var forgotten: Set<Int32> = []
        while true {
            let n = read(descriptor, &buffer, buffer.count)
            guard n > 0 else { break }
            buffer.withUnsafeBytes { raw in
                var at = 0
                while at + 16 <= n {
                    let event = raw.loadUnaligned(fromByteOffset: at, as: inotify_event.self)
                    if event.mask & UInt32(IN_IGNORED) != 0 { forgotten.insert(event.wd) }
                    at += 16 + Int(event.len)
                }
            }
        }
        if !forgotten.isEmpty { watched.withLock { known in known = known.filter { !forgotten.contains($0.value) } } }
        return true
    }
}
