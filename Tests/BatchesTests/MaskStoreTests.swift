// What a store of mask files must do, told once and tried on a folder and on a bucket of GridFS: every file is met in each
// scan, a new one is told of once, what is gone is known, and what is not whole does not count.

import Foundation
import Host
import Kernel
import Mongo
import Store
import TestKit
import Testing

@testable import Batches

@Suite struct MaskStoreTests {
    /// A store and a hand that changes what is in it.
    struct Hand: Sendable {
        var place: BatchPlace
        var store: any MaskStore

        func put(_ name: String, isWhole: Bool) async throws {
            if let bench = place.bench {
                try await bench.put([MaskBench.File(name, length: 250, at: 5, whole: isWhole ? .whole : .missing, id: .string(name))])
            } else {
                try place.folder.write("masks/" + name, "mask")
                try finish(name, secondsAgo: isWhole ? 60 : 0)
            }
        }

        func finish(_ name: String, secondsAgo: Double) throws {
            let day = Date().addingTimeInterval(-secondsAgo)
            try FileManager.default.setAttributes([.modificationDate: day], ofItemAtPath: place.folder.path + "/masks/" + name)
        }

        /// What was broken becomes whole.
        func mend(_ name: String) async throws {
            if let bench = place.bench {
                try await bench.mend(MaskBench.File(name, length: 250, at: 5, whole: .missing, id: .string(name)))
            } else {
                try finish(name, secondsAgo: 60)
            }
        }

        func remove(_ name: String) async throws {
            if let bench = place.bench { try await bench.remove([.string(name)]) } else { try place.folder.remove("masks/" + name) }
        }
    }

    static func known(_ scan: MaskScan, _ files: inout [UInt64: MaskFile.Completeness]) -> KnownMasks {
        for hash in scan.known.gone + scan.settled { files[hash] = nil }
        for file in scan.new.all { files[file.hash] = file.completeness }
        var known = KnownMasks()
        for (hash, completeness) in files { known.insert(hash, completeness) }
        return known
    }

    @Test(arguments: BatchKindOfHome.all)
    func `every file is met, told of once, and missed when it is gone`(_ kind: BatchKindOfHome) async throws {
        let place = try await BatchPlace(kind)
        let hand = Hand(place: place, store: try await place.actions.home().masks)
        var files: [UInt64: MaskFile.Completeness] = [:]
        var known = KnownMasks()
        func scan() async throws -> MaskScan {
            var plan = SyncPlan(.usual)
            for id in ["batch_1", "batch_2", "batch_3"] { plan.add(batch: id, now: .none) }
            let scan = try await hand.store.scan(plan, known)
            known = Self.known(scan, &files)
            return scan
        }
        for (name, isWhole) in [("batch_1.a", true), ("batch_1.b", true), ("batch_2.a", false), ("batch_7.a", true), ("none.txt", true)] {
            try await hand.put(name, isWhole: isWhole)
        }
        let first = try await scan()
        #expect(first.plan.files == 5 && first.new.count == 5 && first.known.gone == [] && first.plan.incomplete.names == ["batch_2.a"])
        #expect(first.plan.entries.map(\.count) == [2, 0, 0] && first.plan.unknownIDs == ["batch_7"] && first.plan.unmatched.names == ["none.txt"])
        #expect(Set(first.new.all.map(\.hash)).count == 5 && Set(first.new.all.map(\.id)).count == 5)

        let again = try await scan()
        #expect(again.plan.files == 5 && again.new.isEmpty && again.settled == [] && again.known.gone == [])
        #expect(again.plan.entries.map(\.next) == first.plan.entries.map(\.next))

        try await hand.mend("batch_2.a")
        try await hand.remove("batch_1.b")
        try await hand.put("batch_3.a", isWhole: true)
        let third = try await scan()
        #expect(third.plan.files == 5 && third.plan.entries.map(\.count) == [1, 1, 1] && third.plan.incomplete.count == 0)
        #expect(Set(third.new.all.map(\.name)) == ["batch_2.a", "batch_3.a"] && third.known.gone.count + third.settled.count == 2)
        #expect(try await scan().new.isEmpty && files.count == 5 && files.values.allSatisfy { $0 == .complete })

        let id = try #require(third.new.all.first { $0.name == "batch_3.a" }?.id)
        #expect(try await MaskDownloadTests.bytes(hand.store.open(id)).count == (kind.isMongo ? 250 : 4))
        await place.bench?.drop()
    }

    @Test(arguments: BatchKindOfHome.all)
    func `what is noted of two ids of one number stays until a person decides`(_ kind: BatchKindOfHome) async throws {
        let place = try await BatchPlace(kind)
        let hand = Hand(place: place, store: try await place.actions.home().masks)
        for id in ["batch_000009F", "batch_2"] { _ = try await place.actions.create(Batch(id: id), by: .terminal) }
        for name in ["batch_000009F.a", "batch_000009f.b", "batch_2.a"] { try await hand.put(name, isWhole: true) }
        _ = try await place.actions.sync()
        let before = try await place.rows()
        #expect(before["batch_000009F"]?.masks.fileCount == 2)

        _ = try await place.actions.create(Batch(id: "BATCH-000009f"), by: .terminal)
        // Whatever ran already has ended.
        _ = try await place.actions.sync()
        try await hand.put("batch_000009F.c", isWhole: true)
        try await hand.remove("batch_000009F.a")
        try await hand.remove("batch_2.a")
        let home = try await place.actions.home()
        for _ in 0..<2 {
            let outcome = try await place.actions.sync()
            #expect(outcome.clashes.sorted() == ["BATCH-000009f", "batch_000009F"] && outcome.unknownIDs.isEmpty)
            #expect(outcome.ambiguousFiles.names.sorted() == ["batch_000009F.c", "batch_000009f.b"])
            let rows = try await place.rows()
            #expect(rows["batch_000009F"] == before["batch_000009F"] && rows["BATCH-000009f"]?.masks == MaskState.none)
            #expect(rows["batch_2"]?.masks == MaskState.none)
            let check = try await place.actions.check(home)
            func finding(_ name: String) -> [String] { check.findings.first { $0.name == name }?.examples.sorted() ?? [] }
            #expect(!check.isOK && finding("same_ids") == outcome.clashes.sorted() && finding("out_of_step") == [])
            #expect(finding("ambiguous_files") == outcome.ambiguousFiles.names.sorted() && finding("unknown_ids") == [])
        }
        var filter = MaskFilter()
        filter.match = .ambiguous
        let listed = try await place.actions.masks(filter, after: nil, limit: 10)
        #expect(listed.total == 2 && listed.rows.allSatisfy { $0.batches == ["BATCH-000009f", "batch_000009F"] && $0.match == .ambiguous })

        _ = try await place.actions.delete(["BATCH-000009f"], by: .terminal)
        _ = try await place.actions.sync()
        #expect(try await place.rows()["batch_000009F"]?.masks.fileCount == 2)
        #expect(try await place.actions.check(home).isOK)
        #expect(try await place.actions.masks(filter, after: nil, limit: 10).total == 0)
        await place.bench?.drop()
    }

    @Test func `a folder that is away is not an empty one`() async throws {
        let place = try await BatchPlace(.hub)
        _ = try await place.actions.create(Batch(id: "batch_1"), by: .terminal)
        let hand = Hand(place: place, store: try await place.actions.home().masks)
        try await hand.put("batch_1.a", isWhole: true)
        try await place.actions.sync()
        #expect(try await place.rows()["batch_1"]?.masks.fileCount == 1)
        try place.folder.rename("masks", "elsewhere")
        await #expect(throws: Problem.self) { try await place.actions.sync() }
        #expect(try await place.rows()["batch_1"]?.masks.fileCount == 1)
        let board = try await place.actions.list(BatchFilter(), limit: 1).board
        #expect(board.problem != nil && board.problemSince != nil && board.syncedAt != nil)
        try place.folder.rename("elsewhere", "masks")
        try await place.actions.sync()
        #expect(try await place.actions.list(BatchFilter(), limit: 1).board.problem == nil)
    }
}
