// A plant's folder of mounter files, made from a seed: every machine has its own reel story that runs over all days,
// and every file its own format. The maker counts what it writes, so its counts and the oracle's, which reads the
// bytes back, check each other.

import Foundation
import Kernel

/// Generated mounter files, by machine and day.
public struct MounterTree: Sendable {
    public let plan: MounterPlan
    /// In the order line, mounter, day.
    public let files: [MounterFile]

    /// Makes all files in memory: about 90 bytes a row. For more than that, `generate`.
    public init(_ plan: MounterPlan = MounterPlan()) {
        var files: [MounterFile] = []
        Self.generate(plan) { files.append($0) }
        self.plan = plan
        self.files = files
    }

    /// Makes one file after the other and hands each over.
    public static func generate(_ plan: MounterPlan, _ body: (MounterFile) throws -> Void) rethrows {
        let vocabulary = MounterVocabulary(seed: plan.seed, quirks: plan.quirks)
        for line in stride(from: 1, through: plan.lines, by: 1) {
            for mounter in stride(from: 1, through: plan.mounters, by: 1) {
                let random = SeededRandom(seed: plan.seed).forked(UInt64(line * 1000 + mounter))
                var maker = MounterFileMaker(
                    plan: plan, vocabulary: vocabulary,
                    machine: MounterMachine(line: line, mounter: mounter, quirks: plan.quirks, random: random))
                for day in 0..<plan.days { try body(maker.file(of: plan.firstDay.adding(days: day))) }
            }
        }
    }

    /// The bytes of every file by its path.
    public var contents: [String: [UInt8]] { Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.bytes) }) }

    /// What all files hold together.
    public var counts: MounterCounts { files.reduce(into: MounterCounts()) { $0 += $1.counts } }

    /// Writes all files below `folder`, which need not exist.
    public func write(to folder: URL) throws {
        for file in files { try file.write(to: folder) }
    }
}

/// How many lines of which kind there are; a line is one record.
public struct MounterCounts: Sendable, Hashable {
    public var header = 0
    public var blank = 0
    public var loaded = 0
    /// Rejected because the quantity is no number.
    public var notANumber = 0
    /// Rejected because the row ends before the feeder base.
    public var tooFewColumns = 0

    public init() {}

    public var rejected: Int { notANumber + tooFewColumns }
    public var lines: Int { header + blank + loaded + rejected }

    public static func += (a: inout MounterCounts, b: MounterCounts) {
        a.header += b.header
        a.blank += b.blank
        a.loaded += b.loaded
        a.notANumber += b.notANumber
        a.tooFewColumns += b.tooFewColumns
    }
}
