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

        // The bytes are the file's, and a name that leads elsewhere leads nowhere.
        let bytes = Shared(0)
        let id = try #require(third.new.all.first { $0.name == "batch_3.a" }?.id)
        try await hand.store.read(id) { piece in bytes.withLock { $0 += piece.count } }
        #expect(bytes.value == (kind.isMongo ? 250 : 4))
        await #expect(throws: Problem.self) { try await hand.store.read("../hub.sqlite") { _ in } }
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
