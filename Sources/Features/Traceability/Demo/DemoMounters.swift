// The simulated SMT plant behind `gemba demo`: a folder tree as real mounters write it, with two weeks of past and a
// present that goes on. It writes files and nothing else; how Gemba reads them is the same as at any plant.

import Kernel

/// A plant of simulated mounters that write `<root>/Mounter_LogFile/<n>line/L<n> m<k>/YYYYMMDD.csv`.
///
/// The plan of the plant follows from the seed and the calendar, what is loaded on a machine from the machine's own
/// files. So a plant can be stopped at any moment and started again: it completes its files and never changes what is
/// there.
public struct DemoMounters: Sendable {
    /// The most machines of a plant: their reels are numbered by machine in two digits.
    public static let mostMachines = 80
    /// The longest past, in days.
    public static let mostDays = 366
    /// Files of a machine that are read back to know what is loaded, newest first.
    static let filesRemembered = 14
    /// A machine's last scan may be this old, in seconds of shift, before its history counts as interrupted. More than
    /// the longest time without a scan, so that completing a complete history adds nothing.
    static let longestGapSeconds = 3600

    /// The folder to watch.
    public let folder: String
    public let lines: Int
    /// On each line.
    public let mounters: Int
    let zone: Zone
    let seed: UInt64

    /// - Parameters:
    ///   - root: folder in which the tree is made; it is made too when it is missing.
    ///   - mounters: on each line.
    ///   - zone: of the clocks of the machines.
    public init(root: String, lines: Int = 4, mounters: Int = 3, zone: Zone, seed: UInt64) {
        precondition(lines > 0 && mounters > 0 && lines * mounters <= Self.mostMachines)
        folder = root + "/Mounter_LogFile"
        self.lines = lines
        self.mounters = mounters
        self.zone = zone
        self.seed = seed
    }

    /// Writes the past: so many days and today up to `until`, or what is missing of it since the last scan.
    ///
    /// The same seed, days and `until` give the same bytes in an empty folder. Throws `demo_file_failed` with the path.
    public func writeHistory(days: Int = 13, until: Instant) throws(Problem) {
        precondition((0...Self.mostDays).contains(days))
        let plant = DemoPlant(seed: seed, lines: lines, mounters: mounters)
        let end = zone.civil(until)
        let firstDay = end.date.adding(days: -days)
        for machine in 0..<plant.machines {
            try writeHistory(of: machine, plant, firstDay: firstDay, end: end)
        }
        try DemoExtras(self, plant).write(firstDay: firstDay, lastDay: end.date)
    }

    private func writeHistory(of index: Int, _ plant: DemoPlant, firstDay: CivilDate, end: CivilTime) throws(Problem) {
        let folder = folder(of: index)
        try DemoFiles.makeFolder(folder)
        var machine = try recall(index, plant)
        var day = firstDay
        var from = 0
        if let last = machine.lastScan {
            guard last.millisecondsSinceEpoch < end.millisecondsSinceEpoch,
                DemoPlant.workingSeconds(from: last, to: end) > Self.longestGapSeconds
            else { return }
            if last.date >= firstDay {
                day = last.date
                from = last.millisecondOfDay / 1000 + 1
            }
        }
        let format = DemoFormat(machine: index, of: plant.machines)
        while day <= end.date {
            var work = DemoShiftWork(machine, plant: plant, on: day)
            work.work(from: from, to: day == end.date ? end.millisecondOfDay / 1000 + 1 : 86_400)
            machine = work.machine
            if !work.scans.isEmpty {
                try DemoFiles.append(work.scans.flatMap(format.line), to: folder + "/" + Self.fileName(day), format)
            }
            day = day.adding(days: 1)
            from = 0
        }
    }

    /// The machine as its own files show it.
    func recall(_ index: Int, _ plant: DemoPlant) throws(Problem) -> DemoMachine {
        var machine = DemoMachine(index: index)
        let folder = folder(of: index)
        let names = DemoFiles.names(in: folder).filter(Self.isFileName).suffix(Self.filesRemembered)
        guard let newest = names.last else { return machine }
        var random = DemoRandom(seed, .replay, Int64(index), Int64(newest.dropLast(4)) ?? 0)
        for name in names {
            for scan in DemoFormat.scans(try DemoFiles.read(folder + "/" + name), plant.catalogue) {
                machine.replay(scan, &random)
            }
        }
        return machine
    }

    func folder(of index: Int) -> String {
        let line = index / mounters + 1
        return "\(folder)/\(line)line/L\(line) m\(index % mounters + 1)"
    }

    static func fileName(_ day: CivilDate) -> String { day.isoText.filter { $0 != "-" } + ".csv" }

    /// `YYYYMMDD.csv`, and not a copy of such a file.
    private static func isFileName(_ name: String) -> Bool {
        name.utf8.count == 12 && name.hasSuffix(".csv") && name.utf8.prefix(8).allSatisfy { (48...57).contains($0) }
    }
}
