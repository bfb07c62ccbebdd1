// What a server's folders hold: each listed in turn, its lines read, its times brought to one clock.

import Glibc
import Kernel
import Synchronization

/// A listing with the site's memory.
struct RemoteLister: FileLister {
    let site: RemoteSite
    let isRecursive: Bool
    let accept: @Sendable (String) -> Bool

    func list() throws(Problem) -> Listing {
        try site.line.withLock { line throws(Problem) in try site.list(&line, isRecursive, accept) }
    }
}

extension RemoteSite {
    /// Bytes of one folder's listing, about 500 000 names.
    static let listingBytesMax = 64 << 20
    /// Folders of one place.
    static let foldersMax = 100_000
    /// How long a server's zone is believed: it changes twice a year.
    private static let offsetMilliseconds: Int64 = 6 * 3_600_000
    /// A server's clock may be ahead by so much before its zone is doubted.
    private static let aheadSeconds: Int64 = 120

    public func lister(recursive: Bool, accept: @escaping @Sendable (String) -> Bool) -> any FileLister {
        RemoteLister(site: self, isRecursive: recursive, accept: accept)
    }

    /// A file as listed, its time not yet brought to our clock.
    struct RawFile {
        var path: String
        var size: Int64
        /// In the server's zone, as if that were UTC; by our clock when `isExact`.
        var seconds: Int64
        var hasMinutes: Bool
        var isExact = false
        var timeText: String
    }

    struct FolderEntries {
        var entries: [SiteEntry] = []
        /// Lines that tell of something that cannot be taken.
        var faults: [String] = []
    }

    func list(_ line: inout Line, _ isRecursive: Bool, _ accept: (String) -> Bool) throws(Problem) -> Listing {
        line.trouble = nil
        line.cuts = 0
        var listing = Listing()
        var raw: [RawFile] = []
        var pending: [(path: String, depth: Int)] = [("", 0)]
        while let (folder, depth) = pending.popLast() {
            listing.folders.append(folder)
            var found = FolderEntries()
            do throws(Problem) { found = try entries(of: folder, &line) } catch {
                let isFolders = ["remote_missing", "remote_refused", "remote_listing", "remote_name"].contains(error.code)
                guard isFolders, !folder.isEmpty else {
                    line.trouble = error
                    throw error
                }
                listing.unreadable.append((folder, error.cause ?? error.code))
                continue
            }
            listing.unreadable += found.faults.map { (folder, $0) }
            for entry in found.entries {
                let path = (folder.isEmpty ? "" : folder + "/") + LocalPath.text(entry.name)
                if entry.kind == .folder {
                    guard isRecursive else { continue }
                    let isIn = depth < FolderReader.depthMax && listing.folders.count + pending.count < Self.foldersMax
                    if isIn { pending.append((path, depth + 1)) } else { listing.unreadable.append((path, "too deep")) }
                } else if accept(path), let file = try resolved(entry, path, &line) {
                    raw.append(file)
                }
            }
        }
        try findOffset(raw, &line)
        let (now, offset) = (clock.now(), line.offsetSeconds)
        let blind = listing.unreadable.map { $0.path.isEmpty ? "" : $0.path + "/" }
        listing.files = memory.withLock { memory in
            var files: [String: Memory.Known] = [:]
            files.reserveCapacity(raw.count)
            for file in raw { files[file.path] = dated(file, memory.files[file.path], offset, now) }
            if memory.files.contains(where: { files[$0.key] == nil }) { memory.isTidy = false }
            memory.files = files
            memory.absent = []
            memory.blind = blind
            return files.values.map(\.file).sorted { $0.path < $1.path }
        }
        return listing
    }

    func entries(of folder: String, _ line: inout Line) throws(Problem) -> FolderEntries {
        var bytes: [UInt8] = []
        var isLong = false
        count { $0.listings += 1 }
        let request = SiteRequest(kind: .listing, path: folder) { piece in
            bytes += piece
            isLong = bytes.count > Self.listingBytesMax
            return !isLong
        }
        do throws(Problem) { try ask(request, &line, isRepeatable: true, again: { bytes = [] }) } catch {
            guard isLong else { throw error }
            throw SiteProblem.make("remote_listing", address, folder, retryable: false, cause: "too long")
        }
        // A listing that stops inside a line was cut, whatever the server says.
        guard bytes.isEmpty || bytes.last == 0x0A else { throw SiteProblem.make("remote_cut", address, folder, cause: "listing cut") }
        var found = FolderEntries()
        var unknown = 0
        for text in bytes.split(separator: 0x0A) {
            switch SiteLine.read(text) {
            case .entry(let entry): found.entries.append(entry)
            case .nothing: break
            case .unusable(let name): found.faults.append("name not usable: " + String(name.prefix(80)))
            case .unknown:
                unknown += 1
                if unknown <= 5 { found.faults.append("not understood: " + String(LocalPath.text(text).prefix(80))) }
            }
        }
        guard unknown == 0 || !found.entries.isEmpty else {
            throw SiteProblem.make("remote_listing", address, folder, retryable: false, cause: found.faults.first)
        }
        return found
    }

    /// The file an entry stands for; nil for a link that leads to none.
    func resolved(_ entry: SiteEntry, _ path: String, _ line: inout Line) throws(Problem) -> RawFile? {
        if entry.kind == .link { return try linked(path, &line) }
        guard let seconds = entry.time.seconds(at: clock.now()) else { return nil }
        return RawFile(
            path: path, size: entry.size, seconds: seconds, hasMinutes: entry.time.minuteOfDay != nil, timeText: entry.timeText)
    }

    /// What a link leads to.
    private func linked(_ path: String, _ line: inout Line) throws(Problem) -> RawFile? {
        do throws(Problem) {
            let facts = try ask(SiteRequest(kind: .facts, path: path), &line)
            guard let size = facts.size, let seconds = facts.modifiedSeconds else { return nil }
            return RawFile(path: path, size: size, seconds: seconds, hasMinutes: true, isExact: true, timeText: "link \(seconds)")
        } catch {
            if ["remote_missing", "remote_refused", "remote_failed", "remote_name"].contains(error.code) { return nil }
            throw error
        }
    }

    /// A file with its time on our clock. What reads the same as before has the time it had before, though the server's
    /// zone may be thought another by now.
    func dated(_ file: RawFile, _ before: Memory.Known?, _ offset: Int64, _ now: Instant) -> Memory.Known {
        let listed = { (time: Int64) in ListedFile(path: file.path, size: file.size, modifiedNanoseconds: max(0, time)) }
        if let before, before.timeText == file.timeText, before.file.size == file.size { return before }
        let seconds = file.isExact ? file.seconds : file.seconds - offset
        guard !file.hasMinutes else { return Memory.Known(file: listed(seconds * 1_000_000_000), timeText: file.timeText) }
        // After half a year listings tell the day alone. A file that was of that day with this size is what it was.
        let old =
            before.map(\.file).map { ($0.size, $0.modifiedNanoseconds) }
            ?? SpoolFolder.copy(at: spool.path(of: file.path)).map { ($0.size, $0.modifiedNanoseconds) }
        if let (size, time) = old, size == file.size, (-26 * 3600..<50 * 3600).contains(time / 1_000_000_000 - file.seconds) {
            return Memory.Known(file: listed(time - time % 1_000), timeText: file.timeText)
        }
        return Memory.Known(file: listed(seconds * 1_000_000_000), timeText: file.timeText)
    }

    /// Finds out what zone the server's listings are in, from one file whose time it tells in UTC as well.
    func findOffset(_ files: [RawFile], _ line: inout Line) throws(Problem) {
        let nowSeconds = clock.now().milliseconds / 1000
        guard let newest = files.filter({ $0.hasMinutes && !$0.isExact }).max(by: { $0.seconds < $1.seconds }) else { return }
        let isAhead = newest.seconds - line.offsetSeconds > nowSeconds + Self.aheadSeconds
        let isOld = line.offsetKnownAt.map { Stopwatch.milliseconds() - $0 > Self.offsetMilliseconds } ?? true
        guard isOld || isAhead else { return }
        var offset: Int64 = 0
        do throws(Problem) {
            let facts = try ask(SiteRequest(kind: .facts, path: newest.path), &line)
            if let seconds = facts.modifiedSeconds { offset = Self.rounded(newest.seconds - seconds) }
        } catch {
            if SiteProblem.ofThePlace.contains(error.code) || error.code == "remote_cut" { throw error }
        }
        // Some servers tell even that in their own zone. Nothing was written later than now.
        let ahead = newest.seconds - offset - nowSeconds - Self.aheadSeconds
        if ahead > 0 { offset += (ahead + 3599) / 3600 * 3600 }
        line.offsetSeconds = offset
        line.offsetKnownAt = Stopwatch.milliseconds()
    }

    /// To a quarter of an hour, as zones are; 0 for what no zone can be.
    static func rounded(_ seconds: Int64) -> Int64 {
        let quarters = Int64((Double(seconds) / 900).rounded())
        return abs(quarters) <= 26 * 4 ? quarters * 900 : 0
    }
}
