// Working time on random calendars: held against a walk minute by minute over a clock on the wall, and start and end as
// each other's inverse.

import Foundation
import Kernel
import TestKit
import Testing

@testable import Scheduling

@Suite("Working time") struct WorkingTimeTests {
    /// A day's working minutes, told by asking of each minute of absolute time what the wall shows.
    private static func isWorking(_ calendar: LineCalendar, _ at: Instant) -> Bool {
        guard !calendar.blocks.contains(where: { $0.contains(at) }) else { return false }
        let civil = calendar.zone.civil(at)
        for back in [0, 1, 2] {
            let day = civil.date.adding(days: -back)
            let minute = civil.millisecondOfDay / 60_000 + back * 1440
            let shifts: [Shift]
            switch calendar.days[day] {
            case .closed: shifts = []
            case .works(let own): shifts = own
            case nil: shifts = calendar.shifts.filter { $0.days.contains(day.weekday) }
            }
            if shifts.contains(where: { shift in shift.spans.contains { $0.contains(minute) } }) { return true }
        }
        return false
    }

    @Test("minute by minute as the clock on the wall says, where clocks are not changed")
    func againstWalk() async {
        var random = SeededRandom(seed: RandomPlans.seed)
        var compared = 0
        for round in 0..<300 * RandomPlans.scale {
            // Others wait for the same two cores.
            if round % 10 == 0 { await Task.yield() }
            let (calendar, first) = RandomPlans.calendar(&random)
            let last = first.adding(days: 6)
            let spans = calendar.spans(from: first, through: last)
            for (a, b) in zip(spans, spans.dropFirst()) { #expect(a.upperBound < b.lowerBound || !calendar.blocks.isEmpty) }
            var day = first
            while day <= last {
                defer { day = day.adding(days: 1) }
                guard calendar.zone.steadyOffsetSeconds(on: day) != nil else { continue }
                let start = calendar.zone.start(of: day)
                for minute in stride(from: 0, to: 1440, by: 7) {
                    let at = start + .minutes(Int64(minute)) + .milliseconds(1)
                    let expected = Self.isWorking(calendar, at)
                    guard spans.contains(where: { $0.contains(at) }) != expected else {
                        compared += 1
                        continue
                    }
                    Issue.record("\(calendar.zone.name) \(day.isoText) minute \(minute): expected \(expected), \(calendar)")
                    return
                }
            }
        }
        #expect(compared > 100_000)
    }

    @Test("start and end are each other's inverse")
    func inverse() async {
        var random = SeededRandom(seed: RandomPlans.seed ^ 1)
        let cases = 100_000
        var done = 0
        while done < cases {
            await Task.yield()
            let (calendar, first) = RandomPlans.calendar(&random)
            let start = calendar.zone.start(of: first)
            let work = Int64(random.within(1...200)) * 3_600_000
            let time = WorkingTime(calendar, from: start, through: start, work: work)
            guard time.total > 0 else { continue }
            for _ in 0..<40 {
                let from = start + .milliseconds(Int64(random.below(10 * 86_400_000)))
                let need = Int64(random.below(Int(min(time.total, work)))) + 1
                guard let open = time.opening(at: from), let end = time.end(of: need, from: open) else { continue }
                done += 1
                #expect(time.work(from: open, to: end) == need)
                // The latest start that ends there: work begins at once, and there is as much between.
                guard let back = time.start(of: need, endingAt: end) else {
                    Issue.record("no start for an end that was computed")
                    return
                }
                #expect(back == open && time.end(of: need, from: back) == end)
                #expect(time.opening(at: back) == back)
                // A moment earlier less is done.
                #expect(time.work(before: end - .milliseconds(1)) == time.work(before: end) - 1)
            }
        }
    }

    @Test("an hour less and an hour more on the nights on which clocks change")
    func clockChanges() throws {
        let zone = try Zone("Europe/Madrid")
        let night = LineCalendar(zone: zone, shifts: [Shift(days: Set(0...6), start: 22 * 60, end: 6 * 60)])
        func hours(_ day: String) throws -> Int64 {
            let date = try #require(CivilDate(iso: day))
            let noon = zone.instant(CivilTime(date: date, hour: 12, minute: 0))
            return WorkingTime(night, from: noon, through: noon + .hours(20), work: 1).work(from: noon, to: noon + .hours(20)) / 3_600_000
        }
        #expect(try hours("2026-03-27") == 8)
        #expect(try hours("2026-03-28") == 7)
        #expect(try hours("2026-10-24") == 9)
        let whole = LineCalendar(zone: zone, shifts: [Shift(days: Set(0...6), start: 0, end: 0)])
        let day = try #require(CivilDate(iso: "2026-10-25"))
        #expect(whole.spans(from: day, through: day).reduce(0) { $0 + ($1.upperBound - $1.lowerBound).milliseconds } == 25 * 3_600_000)
    }

    @Test("a job over a weekend and a holiday")
    func weekend() throws {
        let zone = try Zone("Europe/Madrid")
        let friday = try #require(CivilDate(iso: "2026-12-04"))
        let calendar = LineCalendar(zone: zone, shifts: [.standard], days: [friday.adding(days: 4): .closed])
        let start = zone.instant(CivilTime(date: friday, hour: 15, minute: 0))
        let time = WorkingTime(calendar, from: start, through: start, work: 20 * 3_600_000)
        // Two hours on Friday, eight on Monday, none on Tuesday, two on Wednesday.
        #expect(time.end(of: 12 * 3_600_000, from: start) == zone.instant(CivilTime(date: friday.adding(days: 5), hour: 10, minute: 0)))
    }
}
