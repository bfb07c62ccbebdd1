// The timetable against an oracle that shares nothing with it: it walks every minute with the system's own zone data,
// over every clock change of many zones, for random cron lines.

import Foundation
import Kernel
import Testing

@testable import Host

/// A cron line made together with what it means.
struct RandomCron {
    var text: String
    var minutes: Set<Int>
    var hours: Set<Int>
    var monthDays: Set<Int>
    var months: Set<Int>
    var weekdays: Set<Int>
    var either: Bool

    static func make(_ dice: inout Dice) -> RandomCron {
        let minute = field(0...59, &dice, star: 4)
        let hour = field(0...23, &dice, star: 35)
        let day = field(1...31, &dice, star: 60)
        let month = field(1...12, &dice, star: 80)
        let weekday = field(0...6, &dice, star: 60)
        return RandomCron(
            text: [minute.text, hour.text, day.text, month.text, weekday.text].joined(separator: " "),
            minutes: minute.set, hours: hour.set, monthDays: day.set, months: month.set, weekdays: weekday.set,
            either: !day.text.hasPrefix("*") && !weekday.text.hasPrefix("*"))
    }

    private static func field(_ range: ClosedRange<Int>, _ dice: inout Dice, star: Int) -> (text: String, set: Set<Int>) {
        if Int.random(in: 0..<100, using: &dice) < star { return ("*", Set(range)) }
        func one() -> Int { Int.random(in: range, using: &dice) }
        switch Int.random(in: 0..<5, using: &dice) {
        case 0:
            let step = Int.random(in: 2...12, using: &dice)
            return ("*/\(step)", Set(stride(from: range.lowerBound, through: range.upperBound, by: step)))
        case 1:
            let (a, b) = (one(), one())
            return ("\(min(a, b))-\(max(a, b))", Set(min(a, b)...max(a, b)))
        case 2:
            let (a, b, step) = (one(), one(), Int.random(in: 1...5, using: &dice))
            return ("\(min(a, b))-\(max(a, b))/\(step)", Set(stride(from: min(a, b), through: max(a, b), by: step)))
        case 3:
            let list = (0..<3).map { _ in one() }
            return (list.map(String.init).joined(separator: ","), Set(list))
        default:
            let a = one()
            return (String(a), [a])
        }
    }
}

/// Every minute of a few days around a clock change, with its local time.
struct MinuteWindow {
    var zone: String
    var first: Int64
    /// Local minutes since the epoch, per minute.
    var local: [Int] = []
    /// False for a minute that was shown before.
    var isFirst: [Bool] = []
    /// The local minutes that are skipped right before a minute.
    var gaps: [Int: Range<Int>] = [:]

    init(_ zone: String, around second: Int64) throws {
        let system = try #require(TimeZone(identifier: zone))
        self.zone = zone
        first = (second / 60 - 2 * 1440) * 60
        var seen: Set<Int> = []
        for index in 0..<(4 * 1440) {
            let at = first + Int64(index) * 60
            let minute = Int(at / 60) + system.secondsFromGMT(for: Date(timeIntervalSince1970: Double(at))) / 60
            if let last = local.last, minute > last + 1 { gaps[index] = (last + 1)..<minute }
            local.append(minute)
            isFirst.append(seen.insert(minute).inserted)
        }
    }

    /// What should fire, in minutes from `first`.
    func expected(_ cron: RandomCron) -> [Int] {
        let days = Set(local.map { $0 / 1440 } + gaps.values.flatMap { $0 }.map { $0 / 1440 })
        let due = days.filter { Self.matches(cron, CivilDate(daysSinceEpoch: Int64($0))) }
        func isDue(_ minute: Int) -> Bool {
            let ofDay = minute % 1440
            return due.contains(minute / 1440) && cron.minutes.contains(ofDay % 60) && cron.hours.contains(ofDay / 60)
        }
        guard !due.isEmpty else { return [] }
        if cron.hours.count == 24 { return local.indices.filter { isDue(local[$0]) } }
        return local.indices.filter { index in
            (isFirst[index] && isDue(local[index])) || gaps[index].map { $0.contains(where: isDue) } ?? false
        }
    }

    private static func matches(_ cron: RandomCron, _ day: CivilDate) -> Bool {
        guard cron.months.contains(day.month) else { return false }
        let byDay = cron.monthDays.contains(day.day)
        let byWeek = cron.weekdays.contains((day.weekday + 1) % 7)
        return cron.either ? byDay || byWeek : byDay && byWeek
    }
}

@Suite struct JobsTimetableOracleTests {
    static let zones: [(String, Int)] = [
        ("Europe/Paris", 2026), ("Europe/London", 2026), ("America/New_York", 2026), ("America/Santiago", 2026),
        ("America/Havana", 2026), ("Asia/Beirut", 2026), ("Australia/Lord_Howe", 2026), ("Pacific/Auckland", 2026),
        ("Africa/Casablanca", 2026), ("America/Sao_Paulo", 2018), ("America/Mexico_City", 2021),
        ("America/St_Johns", 2010),
        ("Pacific/Apia", 2011), ("Africa/Cairo", 2024), ("Antarctica/Troll", 2026), ("Asia/Kathmandu", 2026),
        ("America/Caracas", 2016), ("Asia/Pyongyang", 2018),
    ]

    static let halfHourZones = ["Australia/Lord_Howe", "America/Caracas", "Asia/Pyongyang"]

    /// The seconds at which the offset changes in a year; midsummer when it never does.
    static func changes(_ name: String, _ year: Int) throws -> [Int64] {
        let zone = try #require(TimeZone(identifier: name))
        let day = try #require(CivilDate(year: year, month: 1, day: 1)).daysSinceEpoch
        var found: [Int64] = []
        var last = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(day * 86_400)))
        for minute in stride(from: day * 86_400, to: (day + 366) * 86_400, by: 1800) {
            let offset = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(minute)))
            if offset != last { found.append(minute) }
            last = offset
        }
        return found.isEmpty ? [(day + 180) * 86_400] : found
    }

    @Test(arguments: zones)
    func `random cron lines fire exactly as the minutes say, over every clock change`(_ name: String, _ year: Int)
        throws
    {
        let zone = try Zone(name)
        var dice = Dice(seed: UInt64(year) &* 31 &+ UInt64(name.utf8.count))
        for change in try Self.changes(name, year) {
            let window = try MinuteWindow(name, around: change)
            for _ in 0..<70 {
                let cron = RandomCron.make(&dice)
                guard let timetable = try? Timetable(cron.text) else { continue }
                // The minute hand and the interval differ only where clocks change by half an hour.
                if case .interval = timetable.rule, Self.halfHourZones.contains(name) { continue }
                compare(timetable, cron, window, zone)
            }
        }
    }

    private func compare(_ timetable: Timetable, _ cron: RandomCron, _ window: MinuteWindow, _ zone: Zone) {
        // The first day warms up the oracle's memory of doubled hours.
        let start = Instant(seconds: window.first + 86_400)
        let end = Instant(seconds: window.first + Int64(window.local.count - 1) * 60)
        let expected = window.expected(cron).map { Instant(seconds: window.first + Int64($0) * 60) }.filter {
            $0 > start && $0 <= end
        }
        var found: [Instant] = []
        var last = start
        while let next = timetable.next(after: last, in: zone), next <= end {
            found.append(next)
            last = next
        }
        #expect(found == expected, "\(cron.text) in \(window.zone)")
        let latest = timetable.latest(5000, from: start + .milliseconds(1), through: end, in: zone)
        #expect(latest == expected, "looking back: \(cron.text) in \(window.zone)")
        #expect(
            timetable.latest(3, from: start + .milliseconds(1), through: end, in: zone) == Array(expected.suffix(3)))
    }

    @Test func `the oracle notices a timetable that is wrong by an hour after the change`() throws {
        let change = try #require(try Self.changes("Europe/Paris", 2026).first)
        let window = try MinuteWindow("Europe/Paris", around: change)
        let cron = RandomCron(
            text: "30 6 * * *", minutes: [30], hours: [6], monthDays: Set(1...31), months: Set(1...12),
            weekdays: Set(0...6),
            either: false)
        let fixed = try Zone("Etc/GMT-1")
        let wrong = try Timetable(cron.text).firings(from: Instant(seconds: window.first), count: 4, in: fixed)
        #expect(wrong != window.expected(cron).map { Instant(seconds: window.first + Int64($0) * 60) })
    }
}
