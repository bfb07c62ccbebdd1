// One generated file, and the ways it can be cut so that a reader meets it half written.

import Foundation
import Kernel

/// A mounter file as it is when the day is over.
public struct MounterFile: Sendable, Equatable {
    /// Relative to the tree's folder, with `/`.
    public var path: String
    public var line: Int
    public var mounter: Int
    public var day: CivilDate
    public var bytes: [UInt8]
    /// What the maker wrote.
    public var counts: MounterCounts

    public init(
        path: String, line: Int, mounter: Int, day: CivilDate, bytes: [UInt8], counts: MounterCounts = MounterCounts()
    ) {
        self.path = path
        self.line = line
        self.mounter = mounter
        self.day = day
        self.bytes = bytes
        self.counts = counts
    }

    /// Writes the whole file below `folder`, making the folders on the way.
    public func write(to folder: URL) throws {
        let target = folder.appending(path: path)
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: target)
    }

    /// The file in pieces that, appended one after the other, make it whole. Besides random places it is cut, where
    /// it has such places, between CR and LF, inside a quoted field, and inside a letter of several bytes.
    /// - Parameters:
    ///   - seed: the same seed cuts at the same places.
    ///   - cuts: how many random cuts; up to two of each awkward kind come on top.
    /// - Returns: pieces without an empty one, except that an empty file is one empty piece.
    public func appendPlan(seed: UInt64, cuts: Int = 6) -> [[UInt8]] {
        guard bytes.count > 1 else { return [bytes] }
        var random = SeededRandom(seed: seed)
        var places = Set<Int>()
        for _ in 0..<cuts { places.insert(1 + random.below(bytes.count - 1)) }
        for kind in MounterCuts.Kind.allCases {
            let found = MounterCuts.places(of: kind, in: bytes)
            guard !found.isEmpty else { continue }
            for _ in 0..<2 { places.insert(random.pick(found)) }
        }
        var pieces: [[UInt8]] = []
        var start = 0
        for end in places.sorted() + [bytes.count] {
            pieces.append(Array(bytes[start..<end]))
            start = end
        }
        return pieces
    }
}
