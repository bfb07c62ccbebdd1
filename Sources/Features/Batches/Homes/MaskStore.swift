// Where mask files are, and what is told of them: one face for a bucket of MongoDB's GridFS and for a watched folder.

import Kernel

/// A mask file that a sync has not met before.
package struct MaskFile: Sendable {
    package enum Completeness: Int64, Sendable { case complete, incomplete, unknown }
    /// See `KnownMasks`.
    package var hash: UInt64
    /// The name of the file in its store: an id in hexadecimal digits, or a path.
    package var id: String
    package var name: String
    package var bytes: Int64
    /// Milliseconds since the epoch.
    package var uploadedAt: Int64
    package var uploadedBy: String?
    package var completeness: Completeness

    package init(hash: UInt64, id: String, name: String, bytes: Int64, uploadedAt: Int64, uploadedBy: String?, completeness: Completeness) {
        (self.hash, self.id, self.name, self.bytes) = (hash, id, name, bytes)
        (self.uploadedAt, self.uploadedBy, self.completeness) = (uploadedAt, uploadedBy, completeness)
    }
}

/// What a look at all files found.
package struct MaskScan: Sendable {
    package var plan: SyncPlan
    package var known: KnownMasks
    /// Files that were not known, in the order they were met.
    package var new = NewMasks()
    /// Known as other than they are now, as those that were incomplete: in `new` once more.
    package var settled: [UInt64] = []
    package var isCompletenessKnown = true
}

/// A place with mask files.
package protocol MaskStore: Sendable {
    /// Tells places apart in the hub; at most 40 characters.
    var key: String { get }
    /// For people, without a password.
    var place: String { get }
    /// Looks at every file: each is put into the plan, and marked in `known`.
    /// - Throws: when the place cannot be read to its end; half of its files are never taken for all.
    func scan(_ plan: SyncPlan, _ known: KnownMasks) async throws -> MaskScan
    /// How many files there are.
    func count() async throws -> Int64
    /// Gives connections back; not used any more.
    func close()
    /// Hears of changes until it is cancelled; the first call comes when it listens. Returns when the place cannot tell, so
    /// that polling is all there is.
    func listen(_ changed: @escaping @Sendable () -> Void) async throws
    /// The bytes of a file.
    func read(_ id: String, _ each: @escaping @Sendable ([UInt8]) async throws -> Void) async throws
}
