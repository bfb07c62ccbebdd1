// What intake knows of one file: how far it has been read, what it looked like, and where each of its lines went.

import Kernel

/// Where the lines of a file, a run or a call went. `lines = header + blank + loaded + duplicate + rejected`, always.
public struct LineCounts: Sendable, Hashable {
    public var header: Int64 = 0
    public var blank: Int64 = 0
    public var loaded: Int64 = 0
    public var duplicate: Int64 = 0
    public var rejected: Int64 = 0
    public var lines: Int64 { header + blank + loaded + duplicate + rejected }
    public init() {}

    subscript(kind: EntryKind) -> Int64 {
        get {
            switch kind {
            case .header: header
            case .blank: blank
            case .loaded: loaded
            case .duplicate: duplicate
            case .rejected: rejected
            case .withdrawn: 0
            }
        }
        set {
            switch kind {
            case .header: header = newValue
            case .blank: blank = newValue
            case .loaded: loaded = newValue
            case .duplicate: duplicate = newValue
            case .rejected: rejected = newValue
            case .withdrawn: break
            }
        }
    }

    public static func + (a: LineCounts, b: LineCounts) -> LineCounts { combine(a, b, +) }
    public static func - (a: LineCounts, b: LineCounts) -> LineCounts { combine(a, b, -) }
    public static func += (a: inout LineCounts, b: LineCounts) { a = a + b }

    private static func combine(_ a: LineCounts, _ b: LineCounts, _ f: (Int64, Int64) -> Int64) -> LineCounts {
        var c = LineCounts()
        c.header = f(a.header, b.header)
        c.blank = f(a.blank, b.blank)
        c.loaded = f(a.loaded, b.loaded)
        c.duplicate = f(a.duplicate, b.duplicate)
        c.rejected = f(a.rejected, b.rejected)
        return c
    }
}

/// One row of the files table.
struct FileState {
    enum Status: String {
        /// The file at its path.
        case current
        /// No longer there.
        case gone
        /// Another file has taken its path.
        case superseded
        /// Not read until somebody says so (undone, or too many rejects).
        case held
        /// To be read again from the start: a file it copied has changed.
        case recheck
    }

    var id: Int64 = 0
    var source: Int64
    var path: String
    var machine: String
    var parts: [String: String]
    var isMatched: Bool
    var status = Status.current
    var size: Int64 = 0
    var modifiedNanoseconds: Int64 = 0
    var changedAt: Instant
    /// Bytes consumed: all complete records lie before it.
    var offset: Int64 = 0
    /// Physical line at `offset`, from 1.
    var nextLine: Int64 = 1
    var nextRecord: Int64 = 0
    /// Bytes after `offset` that have been taken as a last line without its newline.
    var openBytes: Int64 = 0
    /// In the middle of a record longer than any allowed, up to its newline.
    var isSkipping = false
    /// The header record's bytes.
    var header: [UInt8]?
    /// Hash of the first data record.
    var firstHash: UInt64?
    var headHash: UInt64 = 0
    var tailHash: UInt64 = 0
    var digest = RunningDigest()
    /// How much of the consumed prefix the last full comparison covered.
    var verifiedBytes: Int64 = 0
    var counts = LineCounts()
    var withdrawn: Int64 = 0
    var copyOf: Int64?
    var sameContentAs: Int64?
    var isOtherEncoding = false
    /// What it was read in; nil before it was.
    var encoding: FileEncoding?
    var problem: String?
    /// Rejects that a release has accepted; -1 from the release to the next reading.
    var acceptedRejects: Int64 = 0
    var firstSeenAt: Instant
    var lastLoadedAt: Instant?
    var run: Int64?

    init(source: Int64, path: String, machine: String, parts: [String: String], isMatched: Bool, at now: Instant) {
        self.source = source
        self.path = path
        self.machine = machine
        self.parts = parts
        self.isMatched = isMatched
        changedAt = now
        firstSeenAt = now
    }

    /// Entries stored for this file: its lines and the withdrawn ones.
    var entryCount: Int { Int(counts.lines + withdrawn) }
    /// The unique name of the place this row claims.
    var place: String { status == .superseded ? "\(path)#\(id)" : path }

    /// Forgets all that was read, keeping numbers that must never be given twice.
    mutating func restart() {
        offset = 0
        nextLine = 1
        openBytes = 0
        isSkipping = false
        header = nil
        firstHash = nil
        headHash = 0
        tailHash = 0
        digest = RunningDigest()
        verifiedBytes = 0
        counts = LineCounts()
        copyOf = nil
        sameContentAs = nil
    }
}
