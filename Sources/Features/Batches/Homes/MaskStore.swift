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

/// A mask file that is handed out piece by piece: it is never in memory as a whole, and nothing of the store is held between two.
package struct MaskReading: Sendable {
    /// The most bytes of a file that is handed out.
    package static let bytesMax: Int64 = 4 << 30
    /// The most bytes that are read at once, where the store's own pieces are not larger.
    static let pieceBytes: Int64 = 1 << 20

    package let bytes: Int64
    private let id: String
    private let piece: @Sendable (_ offset: Int64) async throws -> [UInt8]

    /// - Throws: `mask_too_large`.
    init(_ id: String, bytes: Int64, max: Int64, _ piece: @escaping @Sendable (_ offset: Int64) async throws -> [UInt8]) throws(Problem) {
        guard bytes <= max else {
            throw Problem(.input, "mask_too_large", ["id": String(id.prefix(200)), "bytes": String(bytes), "max": String(max)])
        }
        (self.id, self.bytes, self.piece) = (id, bytes, piece)
    }

    /// All of it, in order.
    /// - Throws: `mask_changed` where it is shorter or longer than it was said to be; half a file is never taken for a whole one.
    package func each(_ take: ([UInt8]) async throws -> Void) async throws {
        var at: Int64 = 0
        while at < bytes {
            try Task.checkCancellation()
            let piece = try await piece(at)
            at += Int64(piece.count)
            guard !piece.isEmpty, at <= bytes else { throw Problem(.conflict, "mask_changed", ["id": String(id.prefix(200))]) }
            try await take(piece)
        }
    }
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
    /// A file, to be handed out.
    /// - Parameters:
    ///   - id: as `MaskFile` has it.
    ///   - bytesMax: a longer one is refused.
    /// - Throws: `mask_unknown` or `mongo_file_missing`, `mask_too_large`.
    func open(_ id: String, bytesMax: Int64) async throws -> MaskReading
}

extension MaskStore {
    package func open(_ id: String) async throws -> MaskReading { try await open(id, bytesMax: MaskReading.bytesMax) }
}
