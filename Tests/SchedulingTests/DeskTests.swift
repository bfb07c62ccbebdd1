// The desk on a database: deeds, taking back, two people at once, drafts and publishing.

import Foundation
import Host
import Kernel
import Store
import TestKit
import Testing

@testable import Scheduling

@Suite("The desk") struct DeskTests {
    private static func code(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch let problem as Problem {
            return problem.code
        } catch {
            return "\(error)"
        }
    }

    @Test("a hub has five lines, twenty trolleys and the rules from the start")
    func defaults() async throws {
        let desk = try await DeskPlace().actions.desk()
        #expect(desk.sortedLines == Line.defaults && desk.pool == 20 && desk.rules == PlanRules())
        #expect(desk.lines[1]?.multiplier == Quantity(2) && desk.lines[5]?.kind == .hand)
    }

    @Test("fifty steps are taken back one by one and done again, each state exactly as it was")
    func undoFifty() async throws {
        let place = try await DeskPlace()
        try await place.fill(24)
        var random = SeededRandom(seed: RandomPlans.seed ^ 5)
        var pictures = [try await place.picture()]
        while pictures.count <= 50 {
            let numbers = try await place.actions.desk().orders.keys.sorted()
            let number = random.pick(numbers)
            let other = random.pick(numbers)
            let kind = random.below(7)
            let line = random.within(1...4)
            let amount = Int64(random.below(900))
            let next = pictures.count
            let outcome = try await place.actions.perform(.edit, by: DeskPlace.ana) { desk in
                switch kind {
                case 0: try desk.edit(number, [(.quantity, .string("\(amount)")), (.note, .string("x\(amount)"))], now: DeskPlace.now)
                case 1: try desk.edit(number, [(.status, .string(["Ready *", "Missing R1", "On Hold", "Completed"][next % 4]))], now: DeskPlace.now)
                case 2: try desk.unplace(number)
                case 3: try desk.remove(number)
                case 4: try desk.create(WorkOrder("new \(next)", createdAt: DeskPlace.now))
                case 5: desk.lines[line]?.multiplier = Quantity(thousandths: 1000 + amount)
                default:
                    let before = desk.placements[other]?.line == line && other != number ? other : nil
                    try desk.place(number, on: line, before: before)
                }
            }
            if outcome.deed != nil { pictures.append(try await place.picture()) }
        }
        for step in (0..<50).reversed() {
            try await place.actions.undo(by: DeskPlace.ana)
            #expect(try await place.picture() == pictures[step], "step \(step)")
        }
        for step in 1...50 {
            try await place.actions.redo(by: DeskPlace.ana)
            #expect(try await place.picture() == pictures[step], "again \(step)")
        }
        #expect(await Self.code { try await place.actions.redo(by: DeskPlace.ana) } == "schedule_nothing_to_redo")
        try await place.actions.undo(by: DeskPlace.ana)
        #expect(try await place.picture() == pictures[49])
        // Something new, and what was taken back before it is gone.
        try await place.actions.perform(.create, by: DeskPlace.ana) { try $0.create(WorkOrder("later", createdAt: DeskPlace.now)) }
        #expect(await Self.code { try await place.actions.redo(by: DeskPlace.ana) } == "schedule_nothing_to_redo")
    }

    @Test("what somebody else has changed since is not taken back, and nothing of theirs is lost")
    func overtaken() async throws {
        let place = try await DeskPlace()
        try await place.fill(4)
        try await place.actions.perform(.edit, by: DeskPlace.ana) { try $0.edit("1000.1", [(.quantity, "77")], now: DeskPlace.now) }
        try await place.actions.perform(.edit, by: DeskPlace.ben) { try $0.edit("1000.1", [(.quantity, "78")], now: DeskPlace.now) }
        let before = try await place.picture()
        #expect(await Self.code { try await place.actions.undo(by: DeskPlace.ana) } == "schedule_overtaken")
        #expect(try await place.picture() == before)
        // Each takes back their own.
        try await place.actions.undo(by: DeskPlace.ben)
        #expect(try await place.actions.desk().orders["1000.1"]?.quantity == Quantity(77))
        try await place.actions.undo(by: DeskPlace.ana)
        #expect(try await place.actions.desk().orders["1000.1"]?.quantity == Quantity(10))
    }

    @Test("twenty people at once: every move is kept, no two orders share a place")
    func atOnce() async throws {
        let place = try await DeskPlace()
        try await place.fill(40, placed: false)
        // Each of them places two orders.
        try await withThrowingTaskGroup(of: Void.self) { group in
            for person in 0..<20 {
                group.addTask {
                    for index in [person * 2, person * 2 + 1] {
                        try await place.actions.perform(.place, by: person % 2 == 0 ? DeskPlace.ana : DeskPlace.ben) { desk in
                            try desk.place("\(1000 + index).1", on: index % 2 + 1)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let desk = try await place.actions.desk()
        #expect(desk.placements.count == 40 && Set(desk.placements.values.map { "\($0.line) \($0.rank.text)" }).count == 40)
        #expect(try await place.actions.database.read { try $0.int("SELECT COUNT(*) FROM schedule_deeds WHERE kind = 'place'") } == 40)
    }

    @Test("a draft changes nothing until it is published, and is then taken back as one")
    func draft() async throws {
        let place = try await DeskPlace()
        try await place.fill(8)
        let before = try await place.actions.desk().placements
        let draft = try await place.actions.createDraft("what if", by: DeskPlace.ana)
        try await place.actions.perform(.place, on: draft.id, by: DeskPlace.ana) { desk in
            try desk.place("1000.1", on: 3, before: "1002.1")
            try desk.unplace("1001.1")
        }
        #expect(try await place.actions.desk().placements == before)
        let difference = try await place.actions.difference(draft.id)
        #expect(Set(difference.difference.moved.map(\.order)) == ["1000.1", "1001.1"] && difference.conflicts.isEmpty)
        // Meanwhile another order is moved in the published plan: both changes hold.
        try await place.actions.perform(.place, by: DeskPlace.ben) { try $0.place("1003.1", on: 1) }
        try await place.actions.publish(draft.id, by: DeskPlace.ana)
        let after = try await place.actions.desk()
        #expect(after.placements["1000.1"]?.line == 3 && after.placements["1001.1"] == nil && after.placements["1003.1"]?.line == 1)
        #expect(after.queue(3).map(\.order).prefix(2) == ["1000.1", "1002.1"])
        #expect(try await place.actions.drafts().isEmpty)
        try await place.actions.undo(by: DeskPlace.ana)
        #expect(try await place.actions.desk().placements["1000.1"] == before["1000.1"])
        #expect(try await place.actions.desk().placements["1003.1"]?.line == 1)
    }

    @Test("what both have changed is told before a draft is published")
    func draftConflict() async throws {
        let place = try await DeskPlace()
        try await place.fill(4)
        let draft = try await place.actions.createDraft("mine", by: DeskPlace.ana)
        try await place.actions.perform(.place, on: draft.id, by: DeskPlace.ana) { try $0.place("1000.1", on: 2) }
        try await place.actions.perform(.place, by: DeskPlace.ben) { try $0.place("1000.1", on: 3) }
        #expect(try await place.actions.difference(draft.id).conflicts == ["1000.1"])
        #expect(await Self.code { try await place.actions.publish(draft.id, by: DeskPlace.ana) } == "schedule_draft_conflict")
        #expect(try await place.actions.desk().placements["1000.1"]?.line == 3)
        try await place.actions.publish(draft.id, overrides: true, by: DeskPlace.ana)
        #expect(try await place.actions.desk().placements["1000.1"]?.line == 2)
    }

    @Test("the proposal is a draft, verified, and says what cannot be planned and why")
    func proposal() async throws {
        let place = try await DeskPlace()
        try await place.fill(30)
        try await place.actions.perform(.edit, by: DeskPlace.ana) { desk in
            try desk.edit("1001.1", [(.status, "Missing R12")], now: DeskPlace.now)
            try desk.edit("1002.1", [(.quantity, "")], now: DeskPlace.now)
            try desk.edit("1003.1", [(.status, "Running")], now: DeskPlace.now)
            try desk.edit("1004.1", [(.isByHand, true)], now: DeskPlace.now)
            try desk.pin("1005.1", .position, start: nil)
            try desk.edit("1006.1", [(.after, "1007.1")], now: DeskPlace.now)
        }
        let before = try await place.actions.desk()
        let proposal = try await place.actions.propose("plan", budget: .iterations(1), by: DeskPlace.ana)
        #expect(proposal.faults.isEmpty)
        #expect(try await place.actions.desk().placements == before.placements)
        let unplanned = Dictionary(uniqueKeysWithValues: proposal.proposal.unplanned.map { ($0.order, $0.reason) })
        #expect(unplanned == ["1001.1": .missingPart, "1002.1": .noQuantity])
        let slots = proposal.layout.slots
        #expect(slots["1003.1"]?.line == before.placements["1003.1"]?.line && slots["1004.1"]?.line == 5)
        #expect(slots["1005.1"]?.line == before.placements["1005.1"]?.line)
        if let first = slots["1007.1"], let second = slots["1006.1"] { #expect(first.end <= second.start) }
        #expect(slots.count == 28)
    }

    @Test("what cannot be done is said and changes nothing")
    func refusals() async throws {
        let place = try await DeskPlace()
        try await place.fill(4)
        try await place.actions.perform(.edit, by: DeskPlace.ana) { try $0.edit("1000.1", [(.status, "Running")], now: DeskPlace.now) }
        let before = try await place.picture()
        let deeds: [(String, @Sendable (inout Desk) throws -> Void)] = [
            ("schedule_order_unknown", { try $0.place("no", on: 1) }), ("schedule_line_unknown", { try $0.place("1001.1", on: 9) }),
            ("schedule_order_running", { try $0.place("1000.1", on: 2) }), ("schedule_order_running", { try $0.unplace("1000.1") }),
            ("schedule_place_gone", { try $0.place("1001.1", on: 4, before: "1002.1") }),
            ("schedule_order_exists", { try $0.create(WorkOrder("1001.1", createdAt: DeskPlace.now)) }),
            ("schedule_number_invalid", { try $0.create(WorkOrder(" 7", createdAt: DeskPlace.now)) }),
            ("schedule_value_invalid", { try $0.edit("1001.1", [(.quantity, "-3")], now: DeskPlace.now) }),
            ("schedule_value_invalid", { try $0.edit("1001.1", [(.kitDate, "2026-02-30")], now: DeskPlace.now) }),
            ("schedule_status_unknown", { try $0.edit("1001.1", [(.status, "Redy")], now: DeskPlace.now) }),
            ("schedule_ship_before_kit", { try $0.edit("1001.1", [(.kitDate, "2099-01-01")], now: DeskPlace.now) }),
            (
                "schedule_after_circle",
                {
                    try $0.edit("1001.1", [(.after, "1002.1")], now: DeskPlace.now)
                    try $0.edit("1002.1", [(.after, "1001.1")], now: DeskPlace.now)
                }
            ),
        ]
        for (code, deed) in deeds {
            #expect(await Self.code { try await place.actions.perform(.edit, by: DeskPlace.ana, deed) } == code)
        }
        #expect(try await place.picture() == before)
    }
}
