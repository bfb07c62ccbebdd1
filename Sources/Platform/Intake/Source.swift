// Where files come from, as an administrator describes it.

import Kernel
import Remote
import Store

/// A folder, site or upload box that intake watches.
public struct Source: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable {
        case folder, upload, command, ftp, ftps, sftp

        /// What a location makes of a source that is watched.
        public init(location: String) {
            switch SiteAddress.scheme(of: location) {
            case .ftp: self = .ftp
            case .ftps: self = .ftps
            case .sftp: self = .sftp
            case nil: self = .folder
            }
        }

        /// Files of a server, which are fetched.
        public var isRemote: Bool { self == .ftp || self == .ftps || self == .sftp }
        /// Looked at by the server on its own.
        public var isWatched: Bool { self == .folder || isRemote }
        /// Seconds between two looks unless somebody says otherwise.
        public var standardPollSeconds: Int { isRemote ? 60 : 5 }
    }
    public enum AfterLoad: String, Sendable, CaseIterable { case keep, move, delete }

    public var id: Int64 = 0
    public var name: String
    public var kind: Kind
    /// A folder's absolute path, or a site's URL without a password.
    public var location: String
    /// Globs; empty means the profile's own.
    public var include: [String] = []
    public var isRecursive = true
    public var pollSeconds = 5
    /// How long a file must be still before its last line counts without a newline.
    public var quietSeconds = 10
    public var profile: String
    /// IANA name of the zone the machines' clocks show.
    public var zone: String
    /// Nil: what the profile says.
    public var encoding: String?
    public var afterLoad = AfterLoad.keep
    public var moveTo: String?
    /// More rejects than this in a file, and nothing of it is loaded.
    public var rejectLimitCount: Int?
    public var rejectLimitPercent: Int?
    /// Minutes without a row after which the source counts as silent.
    public var silenceMinutes: Int?
    public var isEnabled = true
    public var version: Int64 = 1
    public var state = SourceState()

    /// How coarse the times of its listings are, in nanoseconds: 0 when they are exact.
    var coarseNanoseconds: Int64 { kind.isRemote ? RemoteSite.coarseNanoseconds : 0 }
    /// A file written this recently is looked at once more: its time may hide a later write.
    var settleNanoseconds: Int64 { coarseNanoseconds + 2_000_000_000 }
    /// How long a file must have its time before it counts as still.
    var quiet: Span { .seconds(Int64(quietSeconds)) + .milliseconds(coarseNanoseconds / 1_000_000) }
    /// Where its files are, for paths that people and patterns read: without options.
    var place: String { kind.isRemote ? (try? SiteAddress(location).root) ?? location : location }

    public init(name: String, kind: Kind, location: String, profile: String, zone: String) {
        pollSeconds = kind.standardPollSeconds
        self.name = name
        self.kind = kind
        self.location = location
        self.profile = profile
        self.zone = zone
    }
}

/// What is known of a source's recent past.
public struct SourceState: Sendable, Hashable {
    public var lastScanAt: Instant?
    public var lastRowAt: Instant?
    public var failingSince: Instant?
    /// Code and parameters of what keeps it from working.
    public var problemCode: String?
    public var problemParameters: [String: String] = [:]
    /// Counts changes of its files by anything but its own looks, on any node.
    var touched: Int64 = 0
    public init() {}
}
