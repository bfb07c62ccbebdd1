// Simulated machining centres: a folder each, a log per day, with everything real logs are known for. The same seed writes
// the same bytes.

import Foundation
import Kernel

public struct LogPlan: Sendable {
    public var seed: UInt64
    public var centres = ["DEM12 (PVC)", "DEMALU (ALU)", "SU12 (HYBRIDE)"]
    public var firstDay = CivilDate(daysSinceEpoch: 20_236)
    public var days = 20
    /// Lines of a day, about.
    public var lines = 300
    /// Broken lines, odd spellings, NULs, halves of seconds, clocks set back.
    public var hasOddities = true

    public init(seed: UInt64) { self.seed = seed }
}

/// One log.
public struct LogFile: Sendable {
    public var path: String
    public var bytes: [UInt8]
    /// Where its lines end.
    public var lineEnds: [Int]
}

public struct LogTree: Sendable {
    public private(set) var files: [LogFile] = []

    public init(_ plan: LogPlan) {
        for (number, centre) in plan.centres.enumerated() {
            var machine = LogMachine(SeededRandom(seed: plan.seed).forked(UInt64(number)), plan, ending: number == 1 ? "\r\n" : "\n")
            for day in 0..<plan.days {
                let date = plan.firstDay.adding(days: day)
                if let file = machine.day(date, centre) { files.append(file) }
            }
        }
    }

    public var contents: [String: [UInt8]] { Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.bytes) }) }

    public func write(to folder: URL) throws {
        for file in files {
            let target = folder.appending(path: file.path)
            try FileManager.default.createDirectory(at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(file.bytes).write(to: target)
        }
    }
}

/// One centre, day after day.
private struct LogMachine {
    private var random: SeededRandom
    private let plan: LogPlan
    private let ending: String
    private var isStopped = false
    private var piece = 0
    /// Half seconds of the next day that are taken already.
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private static let colours = ["7016 G ALU", "RAL9005", "WHITE", "Dor\u{E9}", "CREAM 1013"]

    init(_ random: SeededRandom, _ plan: LogPlan, ending: String) { (self.random, self.plan, self.ending) = (random, plan, ending) }

    mutating func day(_ date: CivilDate, _ centre: String) -> LogFile? {
        (bytes, ends) = ([], [])
        // Now and then a day without a log.
        if plan.hasOddities, random.perMille(40) { return nil }
        let stamp = date.isoText.replacing("-", with: "")
        let isNight = random.perMille(200)
        // Half seconds after midnight.
        var t = isNight ? 0 : 2 * 3600 * 5 + random.below(7200)
        let end = isNight ? 172_700 : 2 * 3600 * 20 + random.below(7200)
        let step = max(2, (end - t) / max(1, plan.lines / 2 + random.below(plan.lines)))
        piece = 0
        if isStopped, !random.perMille(200) {
            line(stamp, t, "MachineStart")
            isStopped = false
        }
        while true {
            t += 1 + random.below(2 * step)
            if t >= end { break }
            if plan.hasOddities, random.perMille(3), t > 8000 { t -= 2 * random.within(5...3000) }
            event(stamp, t)
        }
        if !isStopped, random.perMille(500) {
            line(stamp, min(t, 172_799), "MachineStop")
            isStopped = true
        }
        // A wait over midnight, in either sense of its stamp.
        if isNight { line(stamp, 172_780, "MachineWait", "\(random.within(1...400)) sec") }
        return LogFile(path: "\(centre)/\(stamp).\(random.perMille(100) ? "log" : "LOG")", bytes: bytes, lineEnds: ends)
    }

    private mutating func event(_ stamp: String, _ t: Int) {
        let x = random.below(1000)
        switch x {
        case ..<30: line(stamp, t, "JobProfiel", job())
        case 30..<600:
            piece += 1
            line(stamp, t, "StukUitgevoerd", random.perMille(500) ? "Stuk \(piece) P:\(random.within(1...400))" : "")
        case 600..<850: line(stamp, t, "MachineWait", wait())
        case 850..<900:
            // Stop Stop happens.
            line(stamp, t, "MachineStop")
            isStopped = true
        case 900..<960:
            line(stamp, t, "MachineStart")
            isStopped = false
        case 960..<985: line(stamp, t, random.pick(["ToolChange", "DoorOpen", "Gereedschap"]), "T\(random.within(1...40))")
        default: if plan.hasOddities { oddity(stamp, t) }
        }
    }

    private mutating func wait() -> String {
        let n = random.within(0...180)
        guard plan.hasOddities else { return "\(n) sec" }
        switch random.below(10) {
        case 0: return "\(n).5 sec"
        case 1: return "\(n),5"
        case 2: return "\(n)"
        case 3: return "0\(n / 60):\(n % 60 < 10 ? "0" : "")\(n % 60)"
        default: return "\(n) sec"
        }
    }

    private mutating func job() -> String {
        let reference = random.pick(["215023", "REF-0\(random.below(400))", "12.45-A", "P\(random.below(99))"])
        let length = random.pick(["3359.0", "6500", "5800,5", "3250.25"])
        return "R:\(reference) L:\(length)" + (random.perMille(900) ? " C:\(random.pick(Self.colours))" : "")
    }

    private mutating func oddity(_ stamp: String, _ t: Int) {
        switch random.below(8) {
        case 0: raw("\(stamp) ??:??|garbage \(random.below(1000))")
        case 1: line(stamp, t, "MachineWait", "n/a")
        case 2: line(stamp, t, "JobProfiel", "L:abc")
        case 3: raw("\(stamp) 25:61:00|@StukUitgevoerd: 1")
        case 4: raw("")
        case 5: raw("\0\0\(stamp) \(clock(t))|@Stuk\0Uitgevoerd\0")
        case 6: raw("  \(stamp)  \(clock(t)) |@ StukUitgevoerd : Stuk 9  ")
        default: raw("no marker at all \(random.below(1000))")
        }
    }

    private func clock(_ t: Int) -> String {
        let t = plan.hasOddities ? t : t / 2 * 2
        let s = t / 2
        func two(_ n: Int) -> String { (n < 10 ? "0" : "") + String(n) }
        return "\(two(s / 3600)):\(two(s / 60 % 60)):\(two(s % 60))" + (t % 2 == 1 ? ".5" : "")
    }

    private mutating func line(_ stamp: String, _ t: Int, _ name: String, _ details: String = "") {
        raw("\(stamp) \(clock(t))|@\(name)" + (details.isEmpty ? "" : ": \(details)"))
    }

    /// Latin-1, as the machines write.
    private mutating func raw(_ text: String) {
        bytes += text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) } + Array(ending.utf8)
        ends.append(bytes.count)
    }
}
