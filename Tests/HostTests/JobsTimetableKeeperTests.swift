// Firings with several keepers, long outages and clocks that jump: none doubled, none missed outside the policy.

import Kernel
import Logging
import Store
import TestKit
import Testing

@testable import Host

@Suite struct JobsTimetableKeeperTests {
    private func keeper(_ plant: Plant, on database: MortalDatabase? = nil) -> TimetableKeeper {
        let queue = plant.queue([JobKind(id: "k", titleKey: "k") { _ in nil }], on: database)
        return TimetableKeeper(
            database: database ?? plant.database, clock: plant.clock.clock, queue: queue, logger: Plant.quiet)
    }

    private func save(
        _ plant: Plant, _ words: String, zone: String = "UTC", name: String = "t", missed: MissedPolicy = .once,
        overlap: OverlapPolicy = .queue
    ) async throws -> Int64 {
        try await plant.database.write { tx in
            let draft = TimetableDraft(
                name: name, kind: "k", words: words, zone: zone, missed: missed, overlap: overlap)
            return try Timetables.save(draft, now: plant.clock.now, in: tx)
        }
    }

    private func firings(_ plant: Plant, _ id: Int64) async throws -> [Instant] {
        try await plant.database.read { tx in
            try tx.rows("SELECT scheduled_at FROM timetable_firings WHERE timetable_id = \(id) ORDER BY scheduled_at") {
                $0.instant(0)
            }
        }
    }

    private func runs(_ plant: Plant, _ id: Int64) async throws -> [Instant] {
        try await plant.database.read { tx in
            try tx.rows("SELECT scheduled_at FROM job_runs WHERE timetable_id = \(id) ORDER BY scheduled_at, id") {
                $0.instant(0)
            }
        }
    }

    @Test func `three keepers that look at the same moment fire once`() async throws {
        let plant = try await Plant()
        let id = try await save(plant, "every 15 minutes")
        let keepers = [keeper(plant), keeper(plant, on: try plant.handle()), keeper(plant, on: try plant.handle())]
        plant.clock.jump(.minutes(15))
        let now = plant.clock.now
        let fired = try await withThrowingTaskGroup(of: Int.self) { group in
            for keeper in keepers { group.addTask { try await keeper.tick(now) } }
            var sum = 0
            for try await count in group { sum += count }
            return sum
        }
        #expect(fired == 1)
        #expect(try await runs(plant, id) == [now])
    }

    @Test(arguments: [(MissedPolicy.skip, 0), (.once, 1), (.all, 100)])
    func `a long outage is made good as the policy says`(_ missed: MissedPolicy, _ expected: Int) async throws {
        let plant = try await Plant()
        let id = try await save(plant, "every 5 minutes", missed: missed)
        plant.clock.jump(.days(3) + .minutes(3))
        let keeper = keeper(plant)
        #expect(try await keeper.tick(plant.clock.now) == expected)
        let fired = try await firings(plant, id)
        #expect(fired.last.map { plant.clock.now - $0 == .minutes(3) } ?? (expected == 0))
        // And then it goes on as if nothing had been.
        plant.clock.jump(.minutes(2))
        #expect(try await keeper.tick(plant.clock.now) == 1)
        #expect(try await keeper.tick(plant.clock.now) == 0)
    }

    @Test func `a firing that is due now is not missed because the node looks a little late`() async throws {
        let plant = try await Plant()
        _ = try await save(plant, "every 5 minutes", missed: .skip)
        plant.clock.jump(.minutes(5) + .seconds(100))
        #expect(try await keeper(plant).tick(plant.clock.now) == 1)
    }

    @Test func `overlap skip drops a firing while a run is not over, queue lines it up`() async throws {
        let plant = try await Plant()
        let skip = try await save(plant, "every 5 minutes", name: "skip", overlap: .skip)
        let queue = try await save(plant, "every 5 minutes", name: "queue", overlap: .queue)
        let keeper = keeper(plant)
        for _ in 0..<3 {
            plant.clock.jump(.minutes(5))
            try await keeper.tick(plant.clock.now)
        }
        #expect(try await runs(plant, skip).count == 1)
        #expect(try await firings(plant, skip).count == 3)
        #expect(try await runs(plant, queue).count == 3)
        // Of what is lined up, one at a time.
        let kinds = [JobKind(id: "k", titleKey: "k") { _ in nil }]
        let node = plant.queue(kinds)
        func candidates() async throws -> [LeaseCandidate] {
            try await plant.database.read { tx in
                try JobRuns.candidates(kinds, now: plant.clock.now, limit: 9, in: tx).filter { $0.timetableId == queue }
            }
        }
        let waiting = try await candidates()
        #expect(waiting.count == 3)
        #expect(try await node.lease(waiting[0]) != nil)
        #expect(try await node.lease(waiting[1]) == nil)
        #expect(try await candidates().isEmpty)
    }

    @Test func `a clock set back fires nothing a second time`() async throws {
        let plant = try await Plant()
        let id = try await save(plant, "every 15 minutes", missed: .all)
        let keeper = keeper(plant)
        for _ in 0..<8 {
            plant.clock.jump(.minutes(15))
            try await keeper.tick(plant.clock.now)
        }
        #expect(try await runs(plant, id).count == 8)
        plant.clock.jump(Span(milliseconds: -2 * 3_600_000))
        for _ in 0..<8 {
            plant.clock.jump(.minutes(15))
            try await keeper.tick(plant.clock.now)
        }
        #expect(try await runs(plant, id).count == 8)
        plant.clock.jump(.minutes(15))
        #expect(try await keeper.tick(plant.clock.now) == 1)
        #expect(Set(try await runs(plant, id)).count == 9)
    }

    @Test func `a clock that was years ahead for a moment does not silence a timetable`() async throws {
        let plant = try await Plant()
        let id = try await save(plant, "every day at 06:00", missed: .once)
        let keeper = keeper(plant)
        plant.clock.jump(.days(9000))
        #expect(try await keeper.tick(plant.clock.now) == 1)
        plant.clock.jump(Span(milliseconds: -9000 * 86_400_000))
        #expect(try await keeper.tick(plant.clock.now) == 0)
        plant.clock.jump(.days(1))
        #expect(try await keeper.tick(plant.clock.now) == 1)
        #expect(Set(try await runs(plant, id)).count == 2)
    }

    @Test func `what fired while the clock was ahead is left out when its time really comes`() async throws {
        let plant = try await Plant()
        let id = try await save(plant, "every 15 minutes", missed: .once)
        let keeper = keeper(plant)
        let start = plant.clock.now
        plant.clock.jump(.minutes(63))
        #expect(try await keeper.tick(plant.clock.now) == 1)
        plant.clock.jump(Span(milliseconds: -63 * 60_000))
        try await keeper.tick(plant.clock.now)
        let view = try await plant.database.read { tx in try Timetables.one(id, in: tx) }
        #expect(view.nextAt == start + .minutes(15))
        // Nobody looks until all of that time, the firing made too early included, has really passed.
        try await plant.database.write { tx in
            _ = try tx.execute("UPDATE timetables SET missed_policy = 'all' WHERE id = \(id)")
        }
        plant.clock.jump(.minutes(80))
        #expect(try await keeper.tick(plant.clock.now) == 4)
        #expect(try await runs(plant, id) == [15, 30, 45, 60, 75].map { start + .minutes($0) })
    }

    @Test func `a firing made while the clock was ahead is not planned again`() async throws {
        let plant = try await Plant()
        let id = try await save(plant, "every 15 minutes", missed: .once)
        let keeper = keeper(plant)
        plant.clock.jump(.minutes(15))
        #expect(try await keeper.tick(plant.clock.now) == 1)
        plant.clock.jump(Span(milliseconds: -5 * 60_000))
        try await keeper.tick(plant.clock.now)
        let view = try await plant.database.read { tx in try Timetables.one(id, in: tx) }
        #expect(view.nextAt == plant.clock.now + .minutes(20))
    }

    @Test func `words that cannot be read are said on the page and stop nobody else`() async throws {
        let plant = try await Plant()
        let bad = try await save(plant, "every 5 minutes", name: "bad")
        _ = try await save(plant, "every 5 minutes", name: "good")
        try await plant.database.write { tx in
            _ = try tx.execute("UPDATE timetables SET words = 'never' WHERE id = \(bad)")
        }
        plant.clock.jump(.minutes(5))
        #expect(try await keeper(plant).tick(plant.clock.now) == 1)
        #expect(try await plant.database.read { tx in try Timetables.one(bad, in: tx).problem } == "timetable_words")
    }

    @Test func `a timetable that was off makes nothing good, and one that is run now keeps its firings`() async throws {
        let plant = try await Plant()
        let id = try await save(plant, "every 5 minutes", missed: .all)
        try await plant.database.write { tx in try Timetables.setEnabled(false, id: id, now: plant.clock.now, in: tx) }
        plant.clock.jump(.days(1))
        let keeper = keeper(plant)
        #expect(try await keeper.tick(plant.clock.now) == 0)
        let queue = plant.queue([JobKind(id: "k", titleKey: "k") { _ in nil }])
        let run = try await queue.runNow(timetable: id)
        #expect(try await queue.runNow(timetable: id) == run)
        #expect(try await plant.view(run).timetable == "t")
        try await plant.database.write { tx in try Timetables.setEnabled(true, id: id, now: plant.clock.now, in: tx) }
        #expect(try await keeper.tick(plant.clock.now) == 0)
        let view = try await plant.database.read { tx in try Timetables.one(id, in: tx) }
        #expect(view.nextAt == plant.clock.now + .minutes(5))
        #expect(view.firings(after: plant.clock.now).count == 5)
    }

    @Test func `100000 firings in five zones over clock changes both ways: none doubled, none missed`() async throws {
        // On a server only the weeks in which the clocks change; each look is several round trips there.
        let (begin, days, atLeast) = TestEngine.isSQLite ? ("2026-01-10T00:00:00Z", 142, 100_000) : ("2026-03-01T00:00:00Z", 40, 28_000)
        let plant = try await Plant(at: begin)
        let zones = ["Europe/Paris", "America/Santiago", "Australia/Lord_Howe", "America/Havana", "Asia/Kathmandu"]
        let words = "@times 00:00,02:00,02:15,02:30 * * *"
        // Every ten minutes but for the hour after noon, which makes it follow the day and not the minute hand.
        let cron = "*/10 0-11,13-23 * * *"
        var ids: [(id: Int64, rule: Timetable, zone: Zone)] = []
        for zone in zones {
            for (suffix, text) in [("a", cron), ("b", words)] {
                let id = try await save(plant, text, zone: zone, name: zone + suffix, missed: .all)
                ids.append((id, try Timetable(text), try Zone(zone)))
            }
        }
        let start = plant.clock.now
        let keepers = [keeper(plant), keeper(plant, on: try plant.handle())]
        var dice = Dice(seed: 9)
        while plant.clock.now - start < .days(Int64(days)) {
            plant.clock.jump(.minutes(Int64.random(in: 60...700, using: &dice)))
            // Now and then the clock is corrected by a few minutes.
            if Int.random(in: 0..<5, using: &dice) == 0 { plant.clock.jump(Span(milliseconds: -600_000)) }
            let now = plant.clock.now
            try await withThrowingTaskGroup(of: Void.self) { group in
                for keeper in keepers { group.addTask { _ = try await keeper.tick(now) } }
                try await group.waitForAll()
            }
        }
        plant.clock.jump(.minutes(15))
        try await keepers[0].tick(plant.clock.now)
        var total = 0
        for (id, rule, zone) in ids {
            var expected: [Instant] = []
            var last = start
            while let next = rule.next(after: last, in: zone), next <= plant.clock.now {
                expected.append(next)
                last = next
            }
            total += expected.count
            #expect(try await firings(plant, id) == expected)
            #expect(try await runs(plant, id) == expected)
        }
        #expect(total >= atLeast)
    }
}
