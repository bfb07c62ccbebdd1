// A plant at work, one move at a time: files grow, are cut off, rewritten, rotated, copied and deleted below a folder
// while something reads them. The same seed makes the same moves. What the disk will hold at the end is known at
// every moment, so a reader that kept up can be compared with the oracle's reading of it.

import Foundation
import Kernel

/// Performs random moves on mounter files below a folder, which it must have for itself.
public struct GrowingWriter {
    /// Which moves may occur.
    public struct Kinds: OptionSet, Sendable, Hashable {
        public let rawValue: Int
        public init(rawValue: Int) { self.rawValue = rawValue }

        /// A random number of bytes, often up to an awkward place.
        public static let append = Kinds(rawValue: 1)
        /// Cut off at a random place; the same bytes are appended again later.
        public static let truncate = Kinds(rawValue: 2)
        /// Written anew with a few lines changed, removed or added, in place or by a rename over the old one.
        public static let rewrite = Kinds(rawValue: 4)
        /// `20250804.csv` becomes `20250804_1.csv` at the end of a line; a new one has the header and what follows.
        public static let rotate = Kinds(rawValue: 8)
        /// A complete file to another path of the same machine. Neither changes after that.
        public static let copyToSameMachine = Kinds(rawValue: 16)
        /// A complete file to a path of another machine. Neither changes after that.
        public static let copyToOtherMachine = Kinds(rawValue: 32)
        public static let delete = Kinds(rawValue: 64)
        public static let all = Kinds(rawValue: 127)
    }

    /// What a move did.
    public struct Step: Sendable, CustomStringConvertible {
        public var kind: Kinds
        public var path: String
        /// The new path of a rotation or a copy.
        public var otherPath: String?
        /// Bytes in the file before and after.
        public var before: Int
        public var after: Int

        public var description: String {
            let names: [Kinds: String] = [
                .append: "append", .truncate: "truncate", .rewrite: "rewrite", .rotate: "rotate",
                .copyToSameMachine: "copy to the same machine", .copyToOtherMachine: "copy to another machine",
                .delete: "delete",
            ]
            let target = otherPath.map { " -> \($0)" } ?? ""
            return "\(names[kind] ?? "?") \(path)\(target): \(before) -> \(after) bytes"
        }
    }

    /// A file that exists or will.
    struct Entry {
        var path: String
        var line: Int
        var mounter: Int
        /// What it will hold in the end.
        var target: [UInt8]
        /// How many bytes of that are on disk; nil before it exists.
        var written: Int?
        /// No move but an append to come.
        var isFrozen = false

        var isComplete: Bool { written == target.count }
    }

    public let folder: URL
    public let kinds: Kinds
    /// Every path that no longer exists through a deletion, with the bytes it had then.
    public private(set) var deleted: [String: [UInt8]] = [:]
    /// Copies within a machine and to another one: path of the copy, path of the original.
    public internal(set) var copies: [String: String] = [:]
    var entries: [Entry]
    var random: SeededRandom
    /// Moves other than appends that are left.
    var mischief: Int
    /// How many bytes an append has at most.
    let longestPiece: Int

    /// - Parameters:
    ///   - mischief: how many moves other than appends there are at most; nil means two for every file.
    ///   - longestPiece: the most bytes of one append.
    public init(
        folder: URL, seed: UInt64, files: [MounterFile], kinds: Kinds = .all, mischief: Int? = nil,
        longestPiece: Int = 2000
    ) {
        self.folder = folder
        self.kinds = kinds
        self.mischief = mischief ?? files.count * 2
        self.longestPiece = max(1, longestPiece)
        random = SeededRandom(seed: seed)
        entries = files.map { Entry(path: $0.path, line: $0.line, mounter: $0.mounter, target: $0.bytes) }
    }

    /// What the disk holds after `finish`, by relative path, as far as the moves so far decide it.
    public var final: [String: [UInt8]] {
        Dictionary(uniqueKeysWithValues: entries.map { ($0.path, $0.target) })
    }

    /// Makes one move; nil when all files are complete and no other move is left or possible.
    public mutating func step() throws -> Step? {
        let growing = entries.indices.filter { !entries[$0].isComplete }
        // While any file grows, one move in eight is something else.
        if mischief > 0, growing.isEmpty || random.below(8) == 0, let step = try makeMischief() {
            mischief -= 1
            return step
        }
        guard kinds.contains(.append), !growing.isEmpty else { return nil }
        return try append(to: random.pick(growing))
    }

    /// Appends whatever is missing, so that the disk equals `final`.
    public mutating func finish() throws -> [Step] {
        var steps: [Step] = []
        for index in entries.indices where !entries[index].isComplete {
            steps.append(try write(index, upTo: entries[index].target.count))
        }
        return steps
    }

    private mutating func append(to index: Int) throws -> Step {
        let bytes = entries[index].target
        var end = min(bytes.count, (entries[index].written ?? 0) + 1 + random.below(longestPiece))
        if random.below(2) == 0 {
            // On to the next awkward place, if there is one near.
            let near = end..<min(bytes.count, end + 200)
            end = near.first { MounterCuts.isAwkward($0, in: bytes) } ?? end
        }
        return try write(index, upTo: end)
    }

    /// Nil when none of the moves that are allowed is possible.
    private mutating func makeMischief() throws -> Step? {
        let moves: [Kinds] = [.truncate, .rewrite, .rotate, .copyToSameMachine, .copyToOtherMachine, .delete]
        for kind in moves.filter({ kinds.contains($0) }).shuffled(using: &random) {
            let possible = entries.indices.filter { isPossible(kind, entries[$0]) }
            guard !possible.isEmpty else { continue }
            let index = random.pick(possible)
            switch kind {
            case .truncate: return try truncate(index)
            case .rewrite: return try rewrite(index)
            case .rotate: return try rotate(index)
            case .copyToSameMachine: return try copy(index, toOtherMachine: false)
            case .copyToOtherMachine: return try copy(index, toOtherMachine: true)
            default: return try delete(index)
            }
        }
        return nil
    }

    private func isPossible(_ kind: Kinds, _ entry: Entry) -> Bool {
        guard let written = entry.written, !entry.isFrozen else { return false }
        switch kind {
        case .delete: return true
        case .copyToSameMachine: return entry.isComplete && written > 0
        case .copyToOtherMachine:
            let hasOther = entries.contains { ($0.line, $0.mounter) != (entry.line, entry.mounter) }
            return entry.isComplete && written > 0 && hasOther
        default: return written > 0
        }
    }

    private mutating func delete(_ index: Int) throws -> Step {
        let entry = entries.remove(at: index)
        let written = entry.written ?? 0
        try FileManager.default.removeItem(at: folder.appending(path: entry.path))
        deleted[entry.path] = Array(entry.target[..<written])
        return Step(kind: .delete, path: entry.path, otherPath: nil, before: written, after: 0)
    }
}
