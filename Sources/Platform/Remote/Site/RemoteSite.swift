// A server's folder as if it were one of this machine: listed over FTP or SFTP, its files opened as copies that are
// brought up to date when they are asked for. What intake remembers of a file says that it need not be opened; then it is
// not fetched either. One request at a time, over one connection that stays.

import Glibc
import Kernel
import Synchronization

/// What a site has asked of its server so far.
public struct SiteCounts: Sendable, Equatable {
    public var listings = 0
    public var transfers = 0
    public var bytes: Int64 = 0
    public init() {}
}

public final class RemoteSite: FileSite {
    /// Times are listed by the minute: a later write may hide behind the same one.
    public static let coarseNanoseconds: Int64 = 60_000_000_000
    public var root: String { address.root }
    let address: SiteAddress
    let spool: SpoolFolder
    let clock: Clock
    let limits: SiteLimits
    let halt: SiteHalt
    /// Held while the server is asked, also through a long download: whoever else wants something waits.
    let line = Mutex(Line())
    /// What was listed last; never held while the server is asked.
    let memory = Mutex(Memory())
    private let counted = Mutex(SiteCounts())

    /// - Parameters:
    ///   - spoolFolder: the folder of this source, absolute; nil: one that goes with the value.
    ///   - progress: called while bytes come, so that others know of it.
    /// - Throws: what cannot be read of the location.
    public init(
        _ location: String, spoolFolder: String?, clock: Clock, limits: SiteLimits = SiteLimits(), progress: @escaping @Sendable () -> Void = {}
    ) throws(Problem) {
        address = try SiteAddress(location)
        if let spoolFolder {
            spool = SpoolFolder(parent: spoolFolder, place: address.user + "@" + address.root)
        } else {
            let temporary = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
            spool = SpoolFolder(thrownAway: LocalPath.join(temporary, "gemba-spool-" + Identifier.make(at: clock.now())))
        }
        self.clock = clock
        self.limits = limits
        halt = SiteHalt(progress: progress)
    }

    /// What belongs to the connection.
    struct Line {
        var link: SiteLink?
        /// The place is out of reach since it was last listed: the next file would end the same way.
        var trouble: Problem?
        /// Transfers that were cut, one after the other.
        var cuts = 0
        /// How far each long copy was compared as a whole, and how far such a comparison has come.
        var compared: [String: (whole: Int64, soFar: Int64)] = [:]
        /// What the server's listings are ahead of UTC.
        var offsetSeconds: Int64 = 0
        var offsetKnownAt: Int64?
    }

    struct Memory {
        struct Known {
            var file: ListedFile
            var timeText: String
        }
        /// The files of the last listing, and those asked for since.
        var files: [String: Known] = [:]
        /// Asked for since, and not there.
        var absent: Set<String> = []
        /// Folders the last listing could not look into; nil: there was none yet.
        var blind: [String]?
        /// What is kept was compared with a listing before.
        var isTidy = false
    }

    /// After so many cut transfers in a row the rest of a look is left for the next.
    static let cutsMax = 5

    public var counts: SiteCounts { counted.withLock { $0 } }
    func count(_ change: (inout SiteCounts) -> Void) { counted.withLock { change(&$0) } }

    public func stop() { halt.set() }

    /// Asks over the connection, and once more over a new one when the old one turns out to have been hung up.
    /// - Parameter again: called in between.
    @discardableResult
    func ask(
        _ request: SiteRequest, _ line: inout Line, isRepeatable: Bool = true, again: () -> Void = {}
    ) throws(Problem) -> SiteLink.Facts {
        let link: SiteLink = if let kept = line.link { kept } else { try SiteLink(address, limits, halt) }
        line.link = link
        let wasUsed = link.isUsed
        do throws(Problem) {
            return try link.ask(request)
        } catch {
            // What a connection is like after anything but a plain no is not to be relied on.
            if error.code != "remote_missing" { line.link = nil }
            guard wasUsed, isRepeatable, error.code == "remote_cut" else { throw error }
            again()
            let fresh = try SiteLink(address, limits, halt)
            let facts = try fresh.ask(request)
            line.link = fresh
            return facts
        }
    }

    public func status(_ path: String) throws(Problem) -> ListedFile? {
        try line.withLock { line throws(Problem) in
            line.trouble = nil
            return try look(path, &line)
        }
    }

    /// Asks for one file, in a listing of its folder: only there its time is told as in every other listing.
    func look(_ path: String, _ line: inout Line) throws(Problem) -> ListedFile? {
        let cut = path.lastIndex(of: "/")
        let folder = cut.map { String(path[..<$0]) } ?? ""
        let name = LocalPath.bytes(cut.map { String(path[path.index(after: $0)...]) } ?? path)
        var found: SiteEntry?
        do throws(Problem) {
            found = try entries(of: folder, &line).entries.first { $0.name == name && $0.kind != .folder }
        } catch {
            guard error.code == "remote_missing", !folder.isEmpty else { throw error }
        }
        guard let found, let raw = try resolved(found, path, &line) else {
            memory.withLock { memory in
                memory.files[path] = nil
                memory.absent.insert(path)
            }
            return nil
        }
        try findOffset([raw], &line)
        let now = clock.now()
        return memory.withLock { memory in
            let known = dated(raw, memory.files[path], line.offsetSeconds, now)
            memory.files[path] = known
            memory.absent.remove(path)
            return known.file
        }
    }

    public func glance(_ path: String) throws(FileNotAtHand) -> LocalFile? {
        let (known, isAbsent) = memory.withLock { memory in
            let isSeen = memory.blind.map { blind in !blind.contains { path.hasPrefix($0) } } ?? false
            return (memory.files[path]?.file, memory.absent.contains(path) || isSeen)
        }
        guard let known else {
            if isAbsent { return nil }
            throw FileNotAtHand(path: path)
        }
        let own = spool.path(of: path)
        guard isUpToDate(SpoolFolder.copy(at: own), known) != .no, let file = try? LocalFile(own) else { throw FileNotAtHand(path: path) }
        return file
    }

    public func open(_ path: String) throws(Problem) -> LocalFile { try open(path, limit: .max) }
    public func open(_ path: String, first bytes: Int64) throws(Problem) -> LocalFile { try open(path, limit: bytes) }

    private func open(_ path: String, limit: Int64) throws(Problem) -> LocalFile {
        try line.withLock { line throws(Problem) in
            if let trouble = line.trouble { throw trouble }
            do throws(Problem) {
                let known = memory.withLock { $0.files[path]?.file }
                let found = if let known { known as ListedFile? } else { try look(path, &line) }
                guard var listed = found else { throw SiteProblem.make("remote_missing", address, path) }
                listed.size = min(listed.size, limit)
                let file = try spool.whileLocked { () throws(Problem) in try bring(listed, &line, isSample: limit != .max) }
                line.cuts = 0
                return file
            } catch {
                if error.code == "remote_cut" { line.cuts += 1 }
                if SiteProblem.ofThePlace.contains(error.code) || line.cuts >= Self.cutsMax { line.trouble = error }
                throw error
            }
        }
    }

    public func tidy(_ listing: Listing) {
        guard listing.unreadable.isEmpty else { return }
        let isDue = memory.withLock { memory in
            defer { memory.isTidy = true }
            return !memory.isTidy
        }
        if isDue { spool.keep(only: listing.files.map(\.path)) }
    }
}
