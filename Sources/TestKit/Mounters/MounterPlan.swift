// What a generated tree looks like: how many machines and days, how their folders are named, which oddities occur.

import Kernel

/// The order for a `MounterTree`.
public struct MounterPlan: Sendable {
    /// How the folders of one line are named.
    public enum Layout: Sendable {
        /// `1line/L1 m2/20250804.csv`
        case lineAndMounter
        /// `1Line/M2/20250804.csv`
        case mounterOnly
        /// `1Line_M2_20250804.csv`
        case flat
    }

    public var seed: UInt64
    public var lines: Int
    public var mounters: Int
    public var days: Int
    /// The first of consecutive days.
    public var firstDay = CivilDate(daysSinceEpoch: 20_304)  // 2025-08-04
    /// Rows of one file, before oddities double some; the plant the format comes from wrote 1 to 91 a day and machine.
    public var rowsPerFile: ClosedRange<Int>
    public var quirks: MounterQuirks
    /// Lines take these in turn.
    public var layouts: [Layout] = [.lineAndMounter, .mounterOnly]
    /// Lines take these in turn; an empty one means no folder above the line's. The first has two blanks in a row.
    public var roots = ["LOT CHECK  ALL", "Mounter_LogFile"]

    public init(
        seed: UInt64 = 1, lines: Int = 4, mounters: Int = 3, days: Int = 13, rowsPerFile: ClosedRange<Int> = 1...91,
        quirks: MounterQuirks = .all
    ) {
        self.seed = seed
        self.lines = lines
        self.mounters = mounters
        self.days = days
        self.rowsPerFile = rowsPerFile
        self.quirks = quirks
    }

    /// The path of a machine's file of a day, relative to the tree's folder; lines and mounters count from 1.
    public func path(line: Int, mounter: Int, day: CivilDate) -> String {
        let root = roots.isEmpty ? "" : roots[(line - 1) % roots.count]
        let name = padded(day.year, 4) + padded(day.month, 2) + padded(day.day, 2) + ".csv"
        let rest =
            switch layouts.isEmpty ? .lineAndMounter : layouts[(line - 1) % layouts.count] {
            case .lineAndMounter: "\(line)line/L\(line) m\(mounter)/\(name)"
            case .mounterOnly: "\(line)Line/M\(mounter)/\(name)"
            case .flat: "\(line)Line_M\(mounter)_\(name)"
            }
        return root.isEmpty ? rest : root + "/" + rest
    }
}
