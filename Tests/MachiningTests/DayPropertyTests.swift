// Random days against painted cells, and what must hold for every day.

import Foundation
import Kernel
import TestKit
import Testing

@testable import Machining

@Suite("Days of a machine, at random") struct DayPropertyTests {
    /// A tenth of what is asked of a campaign, which runs this with GEMBA_TEST_SCALE.
    static let days = 20_000 * (Int(ProcessInfo.processInfo.environment["GEMBA_TEST_SCALE"] ?? "") ?? 1)
    static let seed = UInt64(ProcessInfo.processInfo.environment["GEMBA_TEST_SEED"] ?? "") ?? 20_260_922

    /// Some days that follow each other, each a few hundred milliseconds long.
    struct Story {
        var bounds: [Stretch]
        var events: [DayEvent]
        var waitStamp: WaitStamp

        init(_ random: inout SeededRandom) {
            var begin: Int64 = 1_000_000
            bounds = (0..<random.within(1...4)).map { _ in
                let stretch = Stretch(begin, begin + Int64(random.within(50...400)))
                begin = stretch.end
                return stretch
            }
            waitStamp = random.perMille(500) ? .begin : .end
            events = []
            let setsBack = random.perMille(150)
            for day in bounds where !random.perMille(100) {
                var at = day.begin
                let step = random.within(1...40)
                while true {
                    at += Int64(random.below(step + 1))
                    if setsBack, random.perMille(60) { at = max(day.begin, at - Int64(random.within(1...80))) }
                    if at >= day.end { break }
                    events.append(Self.event(at, &random))
                    if events.count > 4000 { break }
                }
            }
        }

        private static func event(_ at: Int64, _ random: inout SeededRandom) -> DayEvent {
            switch random.below(10) {
            case 0...3: DayEvent(at: at, meaning: .piece)
            case 4, 5: DayEvent(at: at, meaning: .wait, length: Int64(random.perMille(50) ? random.below(900) : random.below(40)))
            case 6: DayEvent(at: at, meaning: .stop)
            case 7: DayEvent(at: at, meaning: .start)
            case 8: DayEvent(at: at, meaning: .job)
            default: DayEvent(at: at, meaning: .other)
            }
        }

        func events(of day: Stretch) -> [DayEvent] { events.filter { $0.at >= day.begin && $0.at < day.end } }

        /// Day by day, each with what the one before hands on.
        func results() -> [DayResult] {
            var waitFrom: [Int64?] = Array(repeating: nil, count: bounds.count + 1)
            for i in bounds.indices.reversed() {
                waitFrom[i] = computation(i).run(events(of: bounds[i]), carry: DayCarry(), waitFrom: waitFrom[i + 1]).waitFrom
            }
            var carry = DayCarry()
            return bounds.indices.map { i in
                let result = computation(i).run(events(of: bounds[i]), carry: carry, waitFrom: waitFrom[i + 1])
                carry = result.carry
                return result
            }
        }

        func computation(_ day: Int) -> DayComputation { DayComputation(zone: .utc, waitStamp: waitStamp, bounds: bounds[day]) }

        var painted: [PaintedDay] {
            let painter = DayPainter(
                events.map { event in
                    switch event.meaning {
                    case .piece: PaintedEvent(Int(event.at), .piece)
                    case .wait: PaintedEvent(Int(event.at), .wait, Int(event.length))
                    case .stop: PaintedEvent(Int(event.at), .stop)
                    case .start: PaintedEvent(Int(event.at), .start)
                    default: PaintedEvent(Int(event.at), .other)
                    }
                }, over: Int(bounds[0].begin) - 2000..<Int(bounds[bounds.count - 1].end) + 2000, waitsEndAtStamp: waitStamp == .end)
            let pieces = events.filter { $0.meaning == .piece }.map { Int($0.at) }
            return bounds.map { painter.day(Int($0.begin)..<Int($0.end), pieces: pieces) }
        }
    }

    @Test func `every moment is one of production, wait and stop, as painted cells have it`() {
        var random = SeededRandom(seed: Self.seed)
        var done = 0
        var failures: [String] = []
        while done < Self.days, failures.count < 5 {
            let story = Story(&random)
            done += story.bounds.count
            for (result, painted) in zip(story.results(), story.painted) {
                let t = result.day
                var own = PaintedDay()
                (own.pieces, own.first, own.last) = (Int(t.pieces), t.firstPiece.map { Int($0) }, t.lastPiece.map { Int($0) })
                (own.window, own.production, own.wait, own.stop, own.overlap) = (
                    Int(t.window), Int(t.production), Int(t.wait), Int(t.stop), Int(t.overlap)
                )
                if own != painted { failures.append("day \(done): \(own) for \(painted)") }
                if t.production + t.wait + t.stop != t.window { failures.append("day \(done): the parts are not the whole") }
                if [t.production, t.wait, t.stop, t.overlap, t.window, t.silence].contains(where: { $0 < 0 }) {
                    failures.append("day \(done): below zero")
                }
            }
        }
        #expect(failures.isEmpty, "seed \(Self.seed): \(failures.joined(separator: "\n"))")
        print("machine days: \(done) random days against painted cells, seed \(Self.seed), \(failures.count) differences")
    }

    @Test func `the picture of a day has no hole and no overlap, and says the same as its figures`() {
        var random = SeededRandom(seed: Self.seed &+ 1)
        for _ in 0..<Self.days / 10 {
            let story = Story(&random)
            for (i, result) in story.results().enumerated() {
                let picture = DayPicture(result, story.events(of: story.bounds[i]), bounds: story.bounds[i])
                var sums: [MachineState: Int64] = [:]
                var end = result.day.firstPiece
                for each in picture.states {
                    #expect(each.stretch.begin == end && each.stretch.length > 0)
                    end = each.stretch.end
                    sums[each.state, default: 0] += each.stretch.length
                }
                if !picture.states.isEmpty { #expect(end == result.day.lastPiece) }
                #expect(sums[.production, default: 0] == result.day.production)
                #expect(sums[.wait, default: 0] == result.day.wait)
                #expect(sums[.stop, default: 0] == result.day.stop)
            }
        }
    }

    @Test func `the sum of days is the week: times and counts add up, rates are ratios of sums`() {
        var random = SeededRandom(seed: Self.seed &+ 2)
        for _ in 0..<Self.days / 10 {
            let story = Story(&random)
            var week = DayTotals()
            let results = story.results()
            for result in results { week += result.day }
            #expect(week.window == story.painted.reduce(0) { $0 + Int64($1.window) })
            #expect(week.production + week.wait + week.stop == week.window)
            #expect(week.pieces == Int64(story.events.count { $0.meaning == .piece }))
            if let share = week.share(week.production) {
                #expect(abs(share - Double(results.reduce(0) { $0 + $1.day.production }) / Double(week.window)) < 1e-12)
            }
        }
    }
}
