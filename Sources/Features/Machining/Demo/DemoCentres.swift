// The simulated machining centres behind `gemba demo`: folders of logs as real centres write them, with three months of
// past and a present that goes on. They write files and nothing else; how Gemba reads them is the same as at any plant.

import Kernel

/// Three centres that write `<root>/Machining_Logs/<centre>/YYYYMMDD.LOG`.
///
/// What a centre does on a day follows from the seed and the calendar alone. So the plant can be stopped at any moment and
/// started again: it completes its files and never changes what is there.
public struct DemoCentres: Sendable {
    /// The longest past, in days.
    public static let mostDays = 366

    /// The folder to watch.
    public let folder: String
    let zone: Zone
    let seed: UInt64

    /// - Parameters:
    ///   - root: folder in which the tree is made; it is made too when it is missing.
    ///   - zone: of the clocks of the machines.
    public init(root: String, zone: Zone, seed: UInt64) {
        folder = root + "/Machining_Logs"
        self.zone = zone
        self.seed = seed
    }

    /// Writes the past: so many days and today up to `until`, or what is missing of it.
    ///
    /// The same seed, days and `until` give the same bytes in an empty folder. Throws `demo_file_failed` with the path.
    public func writeHistory(days: Int = 90, until: Instant) throws(Problem) {
        precondition((0...Self.mostDays).contains(days))
        let end = zone.civil(until)
        for centre in DemoCentre.all {
            try DemoLogFile.makeFolder(folder + "/" + centre.folder)
            for back in stride(from: days, through: 1, by: -1) {
                let day = end.date.adding(days: -back)
                try DemoLogFile.complete(path(centre, day), with: script(centre, day).bytes(through: 86_400))
            }
            try DemoLogFile.complete(path(centre, end.date), with: script(centre, end.date).bytes(through: end.millisecondOfDay / 1000))
        }
    }

    /// Goes on where the files end, until the task is cancelled.
    ///
    /// Throws CancellationError at once when cancelled; `demo_file_failed` when a file cannot be written.
    public func run(clock: Clock) async throws {
        var scripts: [DemoScript] = []
        var today: CivilDate?
        var random = SeededChance(seed, labels: [UInt64(bitPattern: clock.now().milliseconds)])
        while true {
            let now = zone.civil(clock.now())
            if now.date != today {
                // What was due before midnight is written first.
                if let today { for (centre, script) in zip(DemoCentre.all, scripts) { try complete(centre, today, script.bytes(through: 86_400)) } }
                today = now.date
                scripts = DemoCentre.all.map { script($0, now.date) }
            }
            for (centre, script) in zip(DemoCentre.all, scripts) {
                var due = script.bytes(through: now.millisecondOfDay / 1000)
                // Now and then a line is caught half written; the next round writes the rest.
                if random.perMille(150) { due.removeLast(min(due.count, random.within(0...20))) }
                try complete(centre, now.date, due)
            }
            try await clock.sleep(.milliseconds(Int64(random.within(700...2500))))
        }
    }

    private func complete(_ centre: DemoCentre, _ day: CivilDate, _ bytes: [UInt8]) throws(Problem) {
        try DemoLogFile.complete(path(centre, day), with: bytes)
    }

    func path(_ centre: DemoCentre, _ day: CivilDate) -> String {
        folder + "/" + centre.folder + "/" + day.isoText.filter { $0 != "-" } + centre.suffix
    }

    func script(_ centre: DemoCentre, _ day: CivilDate) -> DemoScript { DemoScript(centre, day, seed: seed, zone: zone) }
}

/// What one centre is like.
struct DemoCentre: Sendable {
    var number: Int64
    var folder: String
    /// Of its files.
    var suffix: String
    var lineEnd: String
    /// Seconds of the day; nil for one that runs day and night, every day.
    var shift: Range<Int>?
    /// Seconds from one piece to the next.
    var pace: ClosedRange<Int>
    var profiles: [String]
    var colours: [String]
    /// Decimal sign of its lengths.
    var sign: Character

    static let all = [
        DemoCentre(
            number: 1, folder: "DEM12 (PVC)", suffix: ".LOG", lineEnd: "\r\n", shift: 6 * 3600..<15 * 3600 + 1800, pace: 30...120,
            profiles: ["215023", "215047", "215110", "116-08", "116.22"],
            colours: ["7016 G ALU", "9016 BLANC", "8003 CHENE DORÉ", "7016 MAT", "9001 CREME"], sign: "."),
        DemoCentre(
            number: 2, folder: "DEMALU (ALU)", suffix: ".log", lineEnd: "\n", shift: 7 * 3600..<16 * 3600 + 1800, pace: 40...120,
            profiles: ["AL-4520", "AL-4531", "AL-7710", "AL-7725"], colours: ["7016 G ALU", "9005 SABLE", "9006", "1247 BRONZE"], sign: ","),
        DemoCentre(
            number: 3, folder: "SU12 (HYBRIDE)", suffix: ".LOG", lineEnd: "\r\n", shift: nil, pace: 60...120,
            profiles: ["HY3001", "HY3002", "HY3340", "HY.77"], colours: ["7016 G ALU", "9016 BLANC/7016", "7039 QUARTZ"], sign: "."),
    ]
}
