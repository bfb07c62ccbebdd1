// Where files come from, as an administrator describes it.

import Kernel
import Store

/// A folder, site or upload box that intake watches.
public struct Source: Sendable, Hashable {
    public enum Kind: String, Sendable, CaseIterable { case folder, upload, command, ftp, ftps, sftp }
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

    public init(name: String, kind: Kind, location: String, profile: String, zone: String) {
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
    public init() {}
}
