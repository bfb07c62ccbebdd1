// What a simulated centre writes on a day, from its first line to its last: jobs, pieces, waits, stops, lunch, and now and
// then what real logs have too: lines that cannot be read, events nobody knows, a day that goes wrong.

import Kernel

struct DemoScript: Sendable {
    /// In order of time.
    private(set) var lines: [(second: Int, bytes: [UInt8])] = []

    private let centre: DemoCentre
    private let day: CivilDate
    private let isBad: Bool
    private var chance: SeededChance
    private var second = 0
    private var isOver = false

    init(_ centre: DemoCentre, _ day: CivilDate, seed: UInt64, zone: Zone) {
        self.centre = centre
        self.day = day
        chance = SeededChance(seed, labels: [UInt64(centre.number), UInt64(bitPattern: day.daysSinceEpoch)])
        isBad = Self.isBad(centre, day)
        guard Self.works(centre, day) else { return }
        if let shift = centre.shift { work(shift) } else { workAround() }
        // Times that a change of clocks skips are on no clock.
        if zone.steadyOffsetSeconds(on: day) == nil {
            lines.removeAll { line in
                let time = CivilTime(date: day, millisecondOfDay: min(line.second, 86_399) * 1000)
                return zone.civil(zone.instant(time)) != time
            }
        }
    }

    /// The beginning of the file up to a second of the day.
    func bytes(through last: Int) -> [UInt8] {
        var out: [UInt8] = []
        for line in lines {
            if line.second > last { break }
            out += line.bytes
        }
        return out
    }

    // MARK: The calendar

    /// Not at weekends unless day and night; and every now and then the network or the disk loses a day's log.
    static func works(_ centre: DemoCentre, _ day: CivilDate) -> Bool {
        let isLost = (day.daysSinceEpoch + 11 * centre.number) % 37 == 0
        return !isLost && (centre.shift == nil || day.weekday < 5)
    }

    /// A day with a broken tool, about one in three weeks.
    static func isBad(_ centre: DemoCentre, _ day: CivilDate) -> Bool { (day.daysSinceEpoch + 7 * centre.number) % 19 == 3 }

    // MARK: The work

    private mutating func work(_ shift: Range<Int>) {
        second = shift.lowerBound + chance.within(5...420)
        write("MachineStart")
        var lunch = shift.lowerBound + shift.count / 2 + chance.within(-1200...1200)
        let end = shift.upperBound + chance.within(-900...900)
        while second < end {
            job()
            for _ in 0..<chance.within(6...24) where second < end {
                if second > lunch {
                    stop(chance.within(1800...2700))
                    lunch = 86_400
                }
                piece()
            }
        }
        // Off for the night: the next Start is another day's.
        write("MachineStop")
    }

    /// The centre that loads its bars by itself.
    private mutating func workAround() {
        second = chance.within(1...90)
        while second < 86_340 {
            job()
            for _ in 0..<chance.within(10...30) where second < 86_340 { piece() }
            // New bars.
            if second < 85_000 { stop(chance.within(180...900)) }
        }
    }

    private mutating func job() {
        let length = "\(chance.within(320...6500))\(centre.sign)\(chance.below(10))"
        write("JobProfiel: R:\(chance.pick(centre.profiles)) L:\(length) C:\(chance.pick(centre.colours))")
        second += chance.within(5...40)
    }

    private mutating func piece() {
        if chance.perMille(isBad ? 420 : 170) {
            let seconds = chance.perMille(800) ? chance.within(5...60) : chance.within(60...180)
            write("MachineWait: \(seconds)\(chance.perMille(60) ? ".5" : "") sec")
            second += seconds + 1
        }
        if chance.perMille(isBad ? 90 : 14) { stop(chance.within(120...(isBad ? 2400 : 900))) }
        if chance.perMille(8) { oddity() }
        second += chance.within(centre.pace)
        write("StukUitgevoerd")
    }

    private mutating func stop(_ seconds: Int) {
        write("MachineStop")
        if isBad, chance.perMille(200) {
            second += 20
            write("MachineStop")
        }
        second += seconds
        write("MachineStart")
        second += chance.within(2...15)
    }

    private mutating func oddity() {
        switch chance.below(12) {
        case 0: append("\(day.isoText.filter { $0 != "-" }) 1:\(second % 60)|@Stuk")
        case 1: write("MachineWait: ? sec")
        case 2: append("*** buffer overrun ***")
        case 3: write("AlarmActief: E\(chance.within(100...480))")
        case 4...6: write("DeurOpen")
        default: write("GereedschapWissel: T\(chance.within(1...24))")
        }
        second += 1
    }

    private mutating func write(_ event: String) {
        isOver = isOver || second >= 86_400
        guard !isOver else { return }
        let time = CivilTime(date: day, millisecondOfDay: second * 1000)
        append("\(day.isoText.filter { $0 != "-" }) \(time.clockText)|@\(event)")
    }

    /// Nothing is written behind midnight: that is the next day's file.
    private mutating func append(_ text: String) {
        isOver = isOver || second >= 86_400
        guard !isOver else { return }
        // The machines write Latin-1.
        let bytes = (text + centre.lineEnd).unicodeScalars.map { $0.value < 256 ? UInt8($0.value) : UInt8(ascii: "?") }
        lines.append((second, bytes))
    }
}
