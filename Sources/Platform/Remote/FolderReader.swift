// Lists a folder again and again. Names seen before cost no text, no pattern and no sorting, so that looking at an
// unchanged share takes little more than asking the system for the state of each file.

import Glibc
import Kernel
import Synchronization

/// A folder's listing with a memory. Blocks on the disk or the network; callers run it off the cooperative threads.
public final class FolderReader: Sendable {
    /// How deep sub-folders are followed; deeper ones are reported as unreadable.
    static let depthMax = 16
    private let folder: LocalFolder
    private let isRecursive: Bool
    private let accept: @Sendable (String) -> Bool
    private let memory = Mutex(Memory())

    /// - Parameter accept: which relative paths are wanted; asked once for each.
    public init(_ folder: LocalFolder, recursive: Bool, accept: @escaping @Sendable (String) -> Bool) {
        self.folder = folder
        isRecursive = recursive
        self.accept = accept
    }

    private struct Entry {
        var name: Range<Int>
        var kind: UInt8
        var path: String
        var isWanted: Bool
    }

    /// A folder's entries in the order the system gives them, their names one behind the other.
    private struct Remembered {
        var names: [UInt8] = []
        var entries: [Entry] = []
    }

    private struct Memory {
        var folders: [String: Remembered] = [:]
        /// Where each file of the last listing stands when sorted by path.
        var order: [Int] = []
    }

    /// The files in the order of their paths.
    /// - Throws: `folder_missing`, `folder_unreadable` (both retryable) for the root itself.
    public func list() throws(Problem) -> Listing {
        try memory.withLock { memory throws(Problem) in try list(&memory) }
    }

    private func list(_ memory: inout Memory) throws(Problem) -> Listing {
        var listing = Listing()
        var isSame = true
        var seen: [String: Remembered] = [:]
        var pending: [(path: String, depth: Int)] = [("", 0)]
        while let (path, depth) = pending.popLast() {
            listing.folders.append(path)
            let full = LocalPath.join(folder.root, path)
            guard let handle = LocalPath.withCString(full, { opendir($0) }) else {
                if path.isEmpty { throw LocalFolder.unreachable(folder.root, errno) }
                listing.unreadable.append((path, String(cString: strerror(errno))))
                isSame = false
                continue
            }
            defer { closedir(handle) }
            var here = memory.folders[path] ?? Remembered()
            var at = 0
            while let entry = readdir(handle) {
                guard let known = place(entry, at, &here, path, &isSame) else { continue }
                at += 1
                look(known, dirfd(handle), entry, depth, &pending, &listing, &isSame)
            }
            if at < here.entries.count {
                here.entries.removeSubrange(at...)
                isSame = false
            }
            seen[path] = here
        }
        memory.folders = seen
        if !isSame || memory.order.count != listing.files.count {
            memory.order = listing.files.indices.sorted { listing.files[$0].path < listing.files[$1].path }
        }
        let found = listing.files
        listing.files = memory.order.map { found[$0] }
        return listing
    }

    /// The entry as remembered at this place, or as it is now; nil for `.` and `..`.
    private func place(
        _ entry: UnsafeMutablePointer<dirent>, _ at: Int, _ here: inout Remembered, _ folder: String, _ isSame: inout Bool
    ) -> Entry? {
        withUnsafeBytes(of: &entry.pointee.d_name) { raw in
            let count = strnlen(raw.baseAddress!.assumingMemoryBound(to: CChar.self), raw.count)
            if raw[0] == 46, count == 1 || (count == 2 && raw[1] == 46) { return nil }
            let name = UnsafeRawBufferPointer(rebasing: raw[0..<count])
            if at < here.entries.count {
                let known = here.entries[at]
                let isIt =
                    known.kind == entry.pointee.d_type && known.name.count == count
                    && here.names.withUnsafeBytes { memcmp($0.baseAddress! + known.name.lowerBound, name.baseAddress!, count) == 0 }
                if isIt { return known }
                // From here on the folder is another; what was remembered of the rest is made anew.
                here.entries.removeSubrange(at...)
            }
            isSame = false
            let text = LocalPath.text(name)
            let path = folder.isEmpty ? text : folder + "/" + text
            let start = here.names.count
            here.names += name
            let isFolder = Int(entry.pointee.d_type) == kindFolder
            let made = Entry(name: start..<start + count, kind: entry.pointee.d_type, path: path, isWanted: !isFolder && accept(path))
            here.entries.append(made)
            return made
        }
    }

    private func look(
        _ known: Entry, _ descriptor: Int32, _ entry: UnsafeMutablePointer<dirent>, _ depth: Int,
        _ pending: inout [(path: String, depth: Int)], _ listing: inout Listing, _ isSame: inout Bool
    ) {
        let kind = Int(known.kind)
        func enter() {
            guard isRecursive else { return }
            if depth < Self.depthMax { pending.append((known.path, depth + 1)) } else { listing.unreadable.append((known.path, "too deep")) }
        }
        if kind == kindFolder { return enter() }
        guard kind == kindFile || kind == kindLink || kind == kindUnknown, known.isWanted || kind == kindUnknown else { return }
        var status = stat()
        let code = withUnsafePointer(to: &entry.pointee.d_name) {
            $0.withMemoryRebound(to: CChar.self, capacity: 256) { fstatat(descriptor, $0, &status, 0) }
        }
        guard code == 0 else {
            isSame = false
            return
        }
        if status.st_mode & S_IFMT == S_IFDIR {
            isSame = false
            if kind == kindUnknown { enter() }
        } else if status.st_mode & S_IFMT == S_IFREG, known.isWanted {
            listing.files.append(ListedFile(path: known.path, status))
        }
    }
}

private let kindFolder = 4
private let kindFile = 8
private let kindLink = 10
private let kindUnknown = 0
