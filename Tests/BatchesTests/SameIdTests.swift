// Batches of one id in MongoDB, whose collection has no unique index: of several hubs that create it at the same moment one
// does, and an id can be given anew once its batch is gone or called otherwise.

import Host
import Kernel
import Mongo
import TestKit
import Testing

@testable import Batches

@Suite(.enabled(if: MongoServer.lacks == nil)) struct SameIdTests {
    private static func ids(_ place: BatchPlace) async throws -> [String] {
        try await #require(place.bench).all().compactMap { $0["id"]?.string }.sorted()
    }

    @Test(arguments: BatchKindOfHome.mongos)
    func `of hubs that create a batch at the same moment one does, and the others are told`(_ kind: BatchKindOfHome) async throws {
        let place = try await BatchPlace(kind, masks: false)
        let hubs = [place.actions, try await place.other(hub: "second.sqlite"), try await place.other(hub: "third.sqlite")]
        let names = (1...25).map { "batch_\($0)" }
        for name in names {
            let made = try await withThrowingTaskGroup(of: Bool.self) { group in
                for hub in hubs + hubs {
                    group.addTask {
                        do { _ = try await hub.create(Batch(id: name), by: .terminal) } catch let problem as Problem {
                            #expect(problem.code == "batch_exists")
                            return false
                        }
                        return true
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(made == 1, "\(name)")
        }
        #expect(try await Self.ids(place) == names.sorted())
        // Lists that overlap, too.
        async let first = hubs[1].quickCreate((20...60).map { "\($0)" }.joined(separator: " "), by: .terminal)
        async let second = hubs[2].quickCreate((30...70).map { "\($0)" }.joined(separator: " "), by: .terminal)
        _ = try await (first, second)
        #expect(try await Self.ids(place) == (1...70).map { "batch_\($0)" }.sorted())
        await place.bench?.drop()
    }

    @Test(arguments: BatchKindOfHome.mongos)
    func `an id is free again once its batch is gone or called otherwise`(_ kind: BatchKindOfHome) async throws {
        let place = try await BatchPlace(kind, masks: false)
        let actions = place.actions
        for round in 1...3 {
            _ = try await actions.create(Batch(id: "batch_1"), by: .terminal)
            _ = try await actions.delete(["batch_1"], by: .terminal)
            _ = try await actions.create(Batch(id: "batch_1"), by: .terminal)
            _ = try await actions.rename("batch_1", to: "batch_\(round)000", by: .terminal)
        }
        #expect(try await Self.ids(place) == ["batch_1000", "batch_2000", "batch_3000"])
        // What is deleted comes back, also where its `_id` is another's by now.
        _ = try await actions.create(Batch(id: "batch_5"), by: .terminal)
        let gone = try await actions.delete(["batch_5"], by: .terminal)
        _ = try await actions.create(Batch(id: "batch_5"), by: .terminal)
        _ = try await actions.rename("batch_5", to: "batch_6", by: .terminal)
        #expect(try await actions.undo(gone.deed, by: .terminal).states == [.done])
        #expect(try await Self.ids(place) == ["batch_1000", "batch_2000", "batch_3000", "batch_5", "batch_6"])
        try await DeedConformanceTests.copies(place, "ids given anew")
        // And what somebody else has inserted is there already.
        try await place.bench?.insert([["id": "batch_7"]])
        await #expect(throws: Problem.self) { _ = try await actions.create(Batch(id: "batch_7"), by: .terminal) }
        await place.bench?.drop()
    }
}
