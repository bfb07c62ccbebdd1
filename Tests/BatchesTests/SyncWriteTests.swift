// What a sync writes of two that looked at different moments: each batch only while it is as it was read.

import Host
import Kernel
import TestKit
import Testing

@testable import Batches

@Suite struct SyncWriteTests {
    @Test(arguments: BatchKindOfHome.all)
    func `a batch that others have written since is left alone`(_ kind: BatchKindOfHome) async throws {
        let place = try await BatchPlace(kind, masks: false)
        for id in ["batch_1", "batch_2", "batch_3"] { _ = try await place.actions.create(Batch(id: id), by: .terminal) }
        let home = try await place.actions.home()
        func add(_ names: [String], to plan: inout SyncPlan) {
            for var name in names { name.withUTF8 { plan.add(file: UnsafeRawBufferPointer($0), at: 5, isComplete: true) } }
        }
        func counts() async throws -> [String: Int64] {
            let entries = try await home.batches.states(home.families).entries
            return Dictionary(entries.map { ($0.id, $0.now.fileCount) }) { first, _ in first }
        }
        var (early, late) = (try await home.batches.states(home.families), try await home.batches.states(home.families))
        add(["batch_1.a", "batch_2.a"], to: &early)
        add(["batch_1.a", "batch_1.b"], to: &late)
        #expect(try await home.batches.write(late.changes) == 1)
        #expect(try await home.batches.write(early.changes) == 1)
        #expect(try await counts() == ["batch_1": 2, "batch_2": 1, "batch_3": 0])
        // A person's change of the same batch keeps nobody from it.
        var third = try await home.batches.states(home.families)
        _ = try await place.actions.edit("batch_1", [(.comments, "x")], by: .terminal)
        add(["batch_1.a", "batch_2.a"], to: &third)
        #expect(try await home.batches.write(third.changes) == 1)
        #expect(try await counts()["batch_1"] == 1)
        await place.bench?.drop()
    }
}
