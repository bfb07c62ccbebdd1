// Intake as the rest of the house sees it: sources to manage, files to pick up, rejects to settle. One instance per
// process; everything it remembers between calls is a cache of the database.

import Kernel
import Logging
import Remote
import Store
import Synchronization

/// What a pickup needs to know about its source.
struct PickupSetting: Sendable {
    var source: Source
    var format: FileFormat
    var zone: Zone
    var maps: [(folder: String, parts: [String: String])]
    var target: IntakeTarget
    /// `Source.place`, worked out once.
    var place: String

    var include: [Glob] { (source.include.isEmpty ? format.profile.include : source.include).map(Glob.init) }

    func folder(of path: String) -> String {
        LocalPath.join(place, path.split(separator: "/").dropLast().joined(separator: "/"))
    }

    /// The machine a path belongs to.
    func machine(of path: String) -> String {
        let (parts, isMatched) = parts(of: path)
        return Parts.machine(parts, isMatched: isMatched, profile: format.profile.name, folder: folder(of: path))
    }

    /// The numbers in a path: what an administrator said of the nearest folder, else what the profile's patterns find.
    func parts(of path: String) -> (parts: [String: String], isMatched: Bool) {
        let mapped = maps.filter { path.hasPrefix($0.folder.isEmpty ? "" : $0.folder + "/") || $0.folder.isEmpty }
            .max { $0.folder.count < $1.folder.count }
        if let mapped { return (mapped.parts, true) }
        for path in [path, LocalPath.join(place, path)] {
            guard let values = format.paths.read(path).values else { continue }
            return (Dictionary(uniqueKeysWithValues: values.names.map { ($0, values.number($0).map(String.init) ?? values.text($0) ?? "") }), true)
        }
        return target.parts(path, source.location).map { ($0, true) } ?? ([:], false)
    }
}

/// What one look at a source came to.
public struct ScanReport: Sendable {
    public var run: String?
    public var listed = 0
    /// Files of which something was taken.
    public var files = 0
    /// All that were found, and of them those that `files` counts; filled for `ScanOptions.namesFiles` alone.
    public var listedPaths: [String] = []
    public var takenPaths: [String] = []
    public var counts = LineCounts()
    public var unmatched: [String] = []
    /// Files that could not be read or taken, with the reason; they are tried again at the next look.
    public var problems: [(path: String, problem: Problem)] = []
    /// Something waits: a last line for its quiet period, a rewritten file for its writer to finish.
    public var hasPending = false
    var leavesRechecks = false
    /// When the source was listed.
    var began: Instant?
    /// Folders that were looked into, relative.
    var folders: [String] = []
    /// Known files of this node that are still where they were.
    var stillThere = 0
    /// Files of other nodes that this one takes because nobody else does.
    var left: Set<String> = []
    public init() {}
}

public final class IntakeService: Sendable {
    public let database: any Database
    public let clock: Clock
    let logger: Logger
    let targets: [String: IntakeTarget]
    let shares = BlockingPool(label: "gemba.intake")
    /// What is known of each source's files, so that an unchanged file costs a comparison and no query.
    let known = Mutex<[Int64: [String: KnownFile]]>([:])
    /// The run that goes on per source; a new one each hour, so that an undo takes back an hour at most.
    let runs = Mutex<[Int64: (id: Int64, name: String, since: Instant)]>([:])
    /// Places and their listings with a memory, by source.
    let sites = Mutex<[Int64: KeptSite]>([:])
    /// Where copies of servers' files are kept; nil: in folders that go with their site.
    let spoolFolder: String?
    let siteLimits: SiteLimits
    /// Looks taken at sources since the start.
    let looks = Atomic<Int64>(0)
    /// What `touched` of each source was when its files were remembered.
    let touched = Mutex<[Int64: Int64]>([:])
    /// Who takes what while several nodes watch.
    public let share: WorkShare
    /// When each source was last listed or loaded from, by this process's stopwatch in milliseconds.
    let progress = Mutex<[Int64: (at: Int64, listing: Int64)]>([:])
    /// Since when files that are another node's have been waiting, by source and path.
    let waiting = Mutex<[Int64: [String: Int64]]>([:])
    /// When each source's last look was written down, and whether it failed.
    let noted = Mutex<[Int64: (at: Instant, isFailing: Bool)]>([:])
    let builtIn: [IntakeProfile]

    /// Looks taken at sources since the program started.
    public var looksTaken: Int64 { looks.load(ordering: .relaxed) }

    /// - Parameter spoolFolder: absolute; copies of servers' files are kept there.
    public init(
        database: any Database, clock: Clock, logger: Logger, targets: [IntakeTarget], profiles: [IntakeProfile], node: String = "gemba",
        spoolFolder: String? = nil, siteLimits: SiteLimits = SiteLimits()
    ) {
        self.spoolFolder = spoolFolder
        self.siteLimits = siteLimits
        self.database = database
        self.clock = clock
        self.logger = logger
        self.targets = Dictionary(uniqueKeysWithValues: targets.map { ($0.name, $0) })
        builtIn = profiles
        share = WorkShare(database: database, node: node, at: clock.now())
    }

    func setting(_ source: Source) async throws -> PickupSetting {
        noteTouched(source)
        let profile = try await self.profile(source.profile)
        guard let target = targets[profile.target] else {
            throw Problem(.input, "profile_target_unknown", ["profile": profile.name, "target": profile.target])
        }
        var encoding = profile.encoding
        if let name = source.encoding {
            guard let named = TextEncoding(name: name) else { throw Problem(.input, "encoding_unknown", ["encoding": name]) }
            encoding = named
        }
        let maps = try await database.read { try SourceTable(tx: $0).maps(source.id) }
        return PickupSetting(
            source: source, format: try FileFormat(profile, encoding: encoding), zone: try Zone(source.zone), maps: maps, target: target,
            place: source.place)
    }
}

/// A file as this process last saw it.
struct KnownFile: Sendable {
    var id: Int64
    /// `WorkShare.hash` of the machine.
    var machine: UInt64
    var size: Int64
    var modifiedNanoseconds: Int64
    var changedAt: Instant
    var offset: Int64
    var nextRecord: Int64
    var openBytes: Int64
    var prefix: KnownPrefix
    var status: FileState.Status
    /// False when the file was written so recently that its time stamp may hide a later write.
    var isSettled: Bool
    /// What it was found rewritten to, and since when: believed only when it is still so after the quiet period.
    var rewrite: Rewrite?

    struct Rewrite: Sendable {
        let size: Int64
        let modifiedNanoseconds: Int64
        let since: Instant

        func isOf(_ file: ListedFile) -> Bool { size == file.size && modifiedNanoseconds == file.modifiedNanoseconds }
    }

    init(_ state: FileState, isSettled: Bool) {
        id = state.id
        machine = WorkShare.hash(state.machine)
        size = state.size
        modifiedNanoseconds = state.modifiedNanoseconds
        changedAt = state.changedAt
        offset = state.offset
        nextRecord = state.nextRecord
        openBytes = state.openBytes
        prefix = state.prefix
        status = state.status
        self.isSettled = isSettled
    }

    /// Nothing was taken of it in between.
    func isAsFar(as other: KnownFile?) -> Bool {
        guard let other else { return false }
        return id == other.id && offset == other.offset && nextRecord == other.nextRecord && openBytes == other.openBytes && status == other.status
    }

    /// Bytes that wait for their newline or for quiet.
    var hasPendingTail: Bool { offset + openBytes < size }
    var request: PickupRequest.Known { .init(id: id, offset: offset, nextRecord: nextRecord, openBytes: openBytes) }
}
