// The board keeps itself in step: how soon a new file or another program's change is heard and shown, and what is shown
// while a side is away and when it comes back.

import Foundation
import Host
import Kernel
import Mongo
import Store
import Synchronization
import TestKit
import Testing
import Web

@testable import Batches

@Suite(.serialized) struct BatchWatchTests {
    /// Runs the watch beside `body`.
    static func watched(_ place: BatchPlace, _ body: @Sendable (Heard) async throws -> Void) async throws {
        let service = BatchWatch(actions: place.actions).service
        let heard = Heard()
        let stream = try place.actions.house.events.stream(topics: ["batches"])
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await service.run() }
            group.addTask { for await event in stream where event == .topic("batches") { heard.add() } }
            defer { group.cancelAll() }
            try await body(heard)
        }
    }

    final class Heard: Sendable {
        private let count = Mutex(0)
        func add() { count.withLock { $0 += 1 } }
        var times: Int { count.withLock { $0 } }
    }

    /// - Returns: milliseconds until it was so; nil when it did not become so in time.
    static func until(_ milliseconds: Int64, _ condition: () async throws -> Bool) async throws -> Int64? {
        let started = Stopwatch.milliseconds()
        while true {
            if try await condition() { return Stopwatch.milliseconds() - started }
            if Stopwatch.milliseconds() - started > milliseconds { return nil }
            try await Clock.system.sleep(.milliseconds(10))
        }
    }

    static func isUploaded(_ place: BatchPlace, _ id: String) async throws -> Bool { try await place.rows()[id]?.masks.isUploaded == true }

    @Test(arguments: BatchKindOfHome.mongos)
    func `a new file and another program's change are heard and shown in time`(_ kind: BatchKindOfHome) async throws {
        let place = try await BatchPlace(kind)
        let bench = try #require(place.bench)
        var settings = place.settings
        settings.pollSeconds = kind == .alone ? 2 : 60
        try await place.actions.house.settings.set(HomeSettings.name, settings.json, by: .system)
        try await bench.insert((1...9).map { ["id": .string("batch_\($0)"), "mongo_uploaded": false] })
        // A stream tells within a second; without one it takes a poll.
        let limit: Int64 = kind == .alone ? 3500 : 1000
        try await Self.watched(place) { heard in
            let ready = try await Self.until(20_000) {
                let board = try await place.actions.list(BatchFilter(), limit: 1).board
                return board.syncedAt != nil
            }
            #expect(ready != nil)
            // The ears are put on beside the first look.
            try await Clock.system.sleep(.milliseconds(1200))
            var times: [Int64] = []
            for number in 1...3 {
                let before = heard.times
                try await bench.put([MaskBench.File("masks_batch_\(number).tar.xz", length: 150, at: MongoSyncTests.now)])
                let took = try await Self.until(20_000) { try await Self.isUploaded(place, "batch_\(number)") }
                #expect(try await Self.until(10_000) { heard.times > before } != nil)
                times.append(took ?? .max)
                try await Clock.system.sleep(.milliseconds(700))
            }
            for number in 4...6 {
                let before = heard.times
                _ = try await bench.pool.run { session in
                    try bench.batches(session).bulk(ordered: true) {
                        try $0.updateOne(["id": .string("batch_\(number)")], ["$set": ["assignee": "Anchor", "comments": "by hand"]])
                    }
                }
                let took = try await Self.until(20_000) { try await place.rows()["batch_\(number)"]?.assignee == "Anchor" }
                #expect(try await Self.until(10_000) { heard.times > before } != nil)
                times.append(took ?? .max)
                try await Clock.system.sleep(.milliseconds(700))
            }
            // What goes is heard as well.
            let file = try #require(try await place.actions.masks(MaskFilter(), after: nil, limit: 1).rows.first)
            try await bench.remove([GridFSMasks.value(file.id)])
            times.append(try await Self.until(20_000) { try await !Self.isUploaded(place, file.batches[0]) } ?? .max)
            try await Clock.system.sleep(.milliseconds(700))
            _ = try await bench.pool.run { session in try bench.batches(session).bulk(ordered: true) { try $0.deleteOne(["id": "batch_9"]) } }
            times.append(try await Self.until(20_000) { try await place.rows()["batch_9"] == nil } ?? .max)
            print(
                "batches, \(kind): a file shown after \(times.prefix(3)) ms, another program's change after \(times[3..<6]) ms, what went after \(times.suffix(2)) ms"
            )
            // The figures are printed; a machine that does much else may take longer.
            #expect(times.allSatisfy { $0 <= limit * 10 }, "\(times)")
            // It is written down as another's.
            let home = try await place.actions.home()
            let history = try await place.database.read { try DeedTable(tx: $0, home: home.scope.home).history("batch_4", limit: 10) }
            #expect(history.map(\.deed.kind) == [.outside])
        }
        await bench.drop()
    }

    @Test func `a file in a folder counts once it was left alone, and soon after`() async throws {
        let place = try await BatchPlace(.hub)
        var settings = place.settings
        settings.pollSeconds = 60
        try await place.actions.house.settings.set(HomeSettings.name, settings.json, by: .system)
        for number in 1...6 { _ = try await place.actions.create(Batch(id: "batch_\(number)"), by: .terminal) }
        try await Self.watched(place) { heard in
            try await Clock.system.sleep(.milliseconds(1500))
            var times: [Int64] = []
            func put(_ path: String) throws { try place.folder.write("masks/" + path, [1, 2, 3]) }
            try put("masks_batch_1.tar.xz")
            let first = try await Self.until(20_000) { try await Self.isUploaded(place, "batch_1") }
            times.append(first ?? .max)
            #expect((first ?? 0) >= 1900)
            // A second one comes while the first is not quiet yet; in a folder that is new, too.
            try put("masks_batch_2.tar.xz")
            try await Clock.system.sleep(.milliseconds(1000))
            try put("new/masks_batch_3.tar.xz")
            let third = try await Self.until(20_000) { try await Self.isUploaded(place, "batch_3") }
            times.append(third ?? .max)
            #expect(try await Self.isUploaded(place, "batch_2"))
            // Much else happens meanwhile.
            try put("masks_batch_4.tar.xz")
            let fourth = try await Self.until(20_000) {
                try put("other.part")
                try await Clock.system.sleep(.milliseconds(100))
                return try await Self.isUploaded(place, "batch_4")
            }
            times.append(fourth ?? .max)
            // While something is unfinished it looks by itself.
            try place.folder.remove("masks/other.part")
            #expect(
                try await Self.until(20_000) {
                    try await place.actions.list(BatchFilter(), limit: 1).board.outcome?["incomplete"] == 0
                } != nil)
            try await Clock.system.sleep(.milliseconds(3000))
            try place.folder.remove("masks/masks_batch_1.tar.xz")
            let gone = try await Self.until(20_000) { try await !Self.isUploaded(place, "batch_1") }
            times.append(gone ?? .max)
            print("batches, folder: shown after \(times) ms")
            #expect(times.allSatisfy { $0 <= 15_000 } && heard.times > 3, "\(times)")
        }
    }

    @Test(.enabled(if: MongoServer.lacks == nil))
    func `while it is away everything stays, and it says so; it comes back by itself`() async throws {
        let server = try await MongoServer(replicaSet: false, mode: .durable)
        let place = try await BatchPlace(.alone, url: server.url)
        let bench = try #require(place.bench)
        var settings = place.settings
        settings.pollSeconds = 1
        try await place.actions.house.settings.set(HomeSettings.name, settings.json, by: .system)
        try await bench.insert((1...9).map { ["id": .string("batch_\($0)"), "mongo_uploaded": false] })
        try await bench.put([MaskBench.File("masks_batch_1.tar.xz", length: 150, at: MongoSyncTests.now)])
        try await Self.watched(place) { _ in
            #expect(try await Self.until(20_000) { try await Self.isUploaded(place, "batch_1") } != nil)
            let before = try await place.rows()
            try await server.kill()
            func board() async throws -> BoardState { try await place.actions.list(BatchFilter(), limit: 1).board }
            #expect(try await Self.until(30_000) { try await board().problem?.code == "mongo_away" } != nil)
            let since = try #require(try await board().problemSince)
            for act in [
                { @Sendable in _ = try await place.actions.sync() }, { @Sendable in try await place.actions.refresh() },
                { @Sendable in _ = try await place.actions.edit("batch_1", [(.comments, "x")], by: .terminal) },
            ] {
                do {
                    try await act()
                    Issue.record("it was not away")
                } catch let problem as Problem { #expect(problem.code == "mongo_away" && problem.status == 503) }
            }
            #expect(try await place.rows() == before)
            #expect(try await board().problemSince == since)
            try await server.start()
            let back = try await Self.until(40_000) { try await board().problem == nil }
            let after = try await board().problemSince
            #expect(back != nil && after == nil)
            try await bench.put([MaskBench.File("masks_batch_2.tar.xz", length: 150, at: MongoSyncTests.now)])
            #expect(try await Self.until(20_000) { try await Self.isUploaded(place, "batch_2") } != nil)
            print("batches: back \(back ?? -1) ms after the server's return")
        }
    }

    @Test(.enabled(if: MongoServer.lacks == nil), arguments: BatchKindOfHome.mongos)
    func `a deed whose process ended before it was noted is settled under its own name`(_ kind: BatchKindOfHome) async throws {
        let clock = HandClock()
        let place = try await BatchPlace(kind, clock: clock.clock, masks: false)
        let bench = try #require(place.bench)
        try await bench.insert(["batch_1", "batch_2", "batch_3", "batch_4"].map { ["id": .string($0), "comments": "old", "assignee": "Anchor"] })
        try await place.actions.refresh()
        let home = try await place.actions.home()
        let contents = try await home.batches.contents(["batch_3"])
        let changes = [
            BatchChange(batch: "batch_1", kind: .update, old: ["comments": "old"], new: ["comments": "new"]),
            BatchChange(batch: "batch_2", kind: .update, old: ["comments": "old"], new: ["comments": "new"]),
            BatchChange(batch: "batch_3", kind: .delete, old: contents["batch_3"], new: nil),
            BatchChange(batch: "batch_4", kind: .rename, old: ["id": "batch_4"], new: ["id": "batch_40"]),
            BatchChange(batch: "batch_5", kind: .create, old: nil, new: Batch(id: "batch_5").content),
        ]
        let order = place.actions.order(.edit, by: .terminal)
        let deed = try await place.database.write { try DeedTable(tx: $0, home: home.scope.home).begin(order, changes) }
        // The process did all but the second, and ended; somebody else changed another member.
        _ = try await bench.pool.run { session in
            try bench.batches(session).bulk(ordered: true) { bulk in
                try bulk.updateOne(["id": "batch_1"], ["$set": ["comments": "new", "assignee": "Bolt"]])
                try bulk.deleteOne(["id": "batch_3"])
                try bulk.updateOne(["id": "batch_4"], ["$set": ["id": "batch_40"]])
                try bulk.insert(BatchDocument.document(Batch(id: "batch_5").content))
            }
        }
        for (step, seconds) in [("at once", Int64(1)), ("later", 60)] {
            clock.advance(.seconds(seconds))
            try await place.actions.refresh()
            let rows = try await place.rows()
            #expect(rows.keys.sorted() == ["batch_1", "batch_2", "batch_40", "batch_5"], "\(step)")
            #expect(rows["batch_1"]?.comments == "new" && rows["batch_1"]?.assignee == "Bolt" && rows["batch_2"]?.comments == "old", "\(step)")
            let outside = try await DeedConformanceTests.deeds(place).filter { $0.kind == .outside }
            let told = try await place.database.read { tx in try outside.flatMap { try DeedTable(tx: tx, home: home.scope.home).changes($0.id) } }
            #expect(told.map(\.batch) == ["batch_1"] && told.first?.new == ["assignee": "Bolt"], "\(step): \(told)")
        }
        let settled = try await place.database.read { try DeedTable(tx: $0, home: home.scope.home).find(deed) }
        #expect(settled?.state == .partly && settled?.done == 4 && settled?.by == "terminal")
        let states = try await place.database.read { try DeedTable(tx: $0, home: home.scope.home).changes(deed).map(\.state) }
        #expect(states == [.done, .overtaken, .done, .done, .done])
        // And it can be taken back like any other.
        #expect(try await place.actions.undo(deed, by: .terminal).states.allSatisfy { $0 == .done })
        #expect(try await place.rows().keys.sorted() == ["batch_1", "batch_2", "batch_3", "batch_4"])
        await bench.drop()
    }

    @Test(.enabled(if: MongoServer.lacks == nil))
    func `deeds beside readings of the copy are nobody else's`() async throws {
        let place = try await BatchPlace(.alone, masks: false)
        let bench = try #require(place.bench)
        try await bench.insert((1...60).map { ["id": .string("batch_\($0)"), "comments": "0"] })
        try await place.actions.refresh()
        let other = try await place.other()
        let isOver = Shared(false)
        async let reading: Void = withTaskGroup(of: Void.self) { group in
            for actions in [place.actions, other] { group.addTask { while !isOver.value { try? await actions.refresh() } } }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for hand in 0..<4 {
                group.addTask {
                    for round in 1...15 {
                        let id = "batch_\(hand * 15 + round)"
                        let actions = hand.isMultiple(of: 2) ? place.actions : other
                        switch round % 4 {
                        case 0: _ = try await actions.rename(id, to: id + "0000", by: .terminal)
                        case 1: _ = try await actions.delete([id], by: .terminal)
                        case 2: _ = try await actions.create(Batch(id: "batch_\(hand)\(round)F"), by: .terminal)
                        default: _ = try await actions.edit(id, [(.comments, .string("hand \(hand)"))], by: .terminal)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        isOver.withLock { $0 = true }
        await reading
        try await DeedConformanceTests.copies(place, "beside readings")
        await bench.drop()
    }
}
