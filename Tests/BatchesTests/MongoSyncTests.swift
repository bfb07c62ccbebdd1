// Syncs on a real MongoDB against the oracle: documents of all ages, names in every spelling, uploads that broke off; and
// the server's own counters say that a second sync writes nothing.

import Foundation
import Host
import Kernel
import Mongo
import Store
import TestKit
import Testing

@testable import Batches

@Suite(.enabled(if: MongoServer.lacks == nil)) struct MongoSyncTests {
    static let now: Int64 = 1_760_000_000_123

    /// 435 batches with odd ones among them, and files.
    static func fill(_ bench: MaskBench, _ samples: inout MaskSamples, batches: Int = 435, files: Int) async throws -> [MaskBench.File] {
        var documents = samples.makeIDs(batches).map { samples.document($0) }
        // Ids of no family, two that come to the same, the same twice, and a document without one.
        for id in ["strange", "batch_x", "BATCH-000007f", "batch_3", "batch_000012F_batch_T000009"] { documents.append(samples.document(id)) }
        documents.append(["_id": .objectID(.make()), "assignee": "Anchor"])
        documents.append(["_id": "a text", "id": "batch_000800F"])
        documents.append(["_id": ["n": 5, "m": "x"], "id": "batch_000801F", "file_info": .null])
        try await bench.insert(documents)
        let all = (0..<files).map { samples.file(at: now + Int64($0 % 997) * 1000) }
        try await bench.put(all)
        return all
    }

    struct Counters: Equatable {
        var written: Int64
        var commands: Int64
    }

    static func counters(_ bench: MaskBench) async throws -> Counters {
        let status = try await bench.pool.run { try $0.command("admin", ["serverStatus": 1]) }
        func sum(_ document: BSONDocument?, _ names: [String]) -> Int64 { names.reduce(0) { $0 + (document?[$1]?.int ?? 0) } }
        let documents = status["metrics"]?.document?["document"]?.document
        return Counters(
            written: sum(documents, ["inserted", "updated", "deleted"]),
            commands: sum(status["opcounters"]?.document, ["insert", "update", "delete"]))
    }

    static func agrees(_ outcome: SyncOutcome, _ truth: MaskTruth, _ place: String) {
        #expect(outcome.files == Int64(truth.files), "\(place)")
        #expect(outcome.incomplete.names.sorted() == truth.incomplete.sorted(), "\(place)")
        #expect(outcome.unmatchedFiles.names.sorted() == truth.unmatched.sorted(), "\(place)")
        #expect(Set(outcome.unknownIDs) == truth.unknown && outcome.unknownIDs.count == truth.unknown.count, "\(place)")
        #expect(Set(outcome.clashes) == truth.clashing && outcome.ambiguousFiles.names.sorted() == truth.ambiguous.sorted(), "\(place)")
        #expect(outcome.batchesWithMasks == truth.withMasks && outcome.totalBatches == truth.batches, "\(place)")
    }

    @Test(.serialized, arguments: BatchKindOfHome.mongos)
    func `every field is what the oracle says, and a second sync writes nothing`(_ kind: BatchKindOfHome) async throws {
        // The counters are the whole server's.
        let server = try await MongoServer(replicaSet: kind == .replicaSet, mode: .fast)
        let place = try await BatchPlace(kind, url: server.url)
        let bench = try #require(place.bench)
        var samples = MaskSamples(seed: TestScale.seed)
        var files = try await Self.fill(bench, &samples, files: TestEngine.isSQLite && kind == .alone ? 10_000 : 3_000)
        let before = try await bench.all()
        let oracle = MaskOracle(bench)

        let first = try await place.actions.sync()
        Self.agrees(first, try await oracle.truth(), "the first")
        #expect(try await oracle.differences() == [])
        #expect(first.updated > 100 && first.incomplete.count > Int64(files.count * 3 / 100) && first.clashes.count >= 4)
        try await Self.unharmed(before, bench)

        func quiet(_ step: String) async throws {
            let counted = try await Self.counters(bench)
            let again = try await place.actions.sync()
            #expect(again.updated == 0 && again.unchanged == again.batchesWithMasks, "\(step)")
            #expect(try await Self.counters(bench) == counted, "\(step)")
            Self.agrees(again, try await oracle.truth(), step)
        }
        try await quiet("after the first")

        // Files go, are uploaded anew, are mended; some come.
        let gone = (0..<files.count / 10).map { $0 * 10 }
        try await bench.remove(gone.map { files[$0].id })
        let anew = (0..<files.count / 20).map { files[$0 * 20 + 1] }
        try await bench.remove(anew.map(\.id))
        try await bench.put(
            anew.map { MaskBench.File($0.name, length: $0.length, at: Self.now + 9_000_000, whole: $0.whole) })
        let broken = files.enumerated().filter { $0.element.whole != .whole && !gone.contains($0.offset) && $0.offset % 20 != 1 }.map(\.element)
        for file in broken.prefix(60) { try await bench.mend(file) }
        let more = (0..<200).map { samples.file(at: Self.now - Int64($0)) }
        try await bench.put(more)
        files += more
        let second = try await place.actions.sync()
        #expect(second.updated > 50)
        Self.agrees(second, try await oracle.truth(), "the second")
        #expect(try await oracle.differences() == [])
        try await quiet("after the second")

        // Everything goes.
        _ = try await bench.pool.run { session in
            try bench.files(session).bulk(ordered: false) { try $0.deleteMany([:]) }
        }
        _ = try await place.actions.sync()
        #expect(try await oracle.differences() == [])
        #expect(try await oracle.truth().withMasks == 0)
        try await quiet("with no files")
        try await Self.unharmed(before, bench)
    }

    /// What is not the sync's stays as it was, byte by byte, and all of a document whose number others have.
    static func unharmed(_ before: [BSONDocument], _ bench: MaskBench) async throws {
        let after = try await bench.all()
        #expect(before.count == after.count)
        let kept = try await MaskOracle(bench).truth().kept
        #expect(kept.count >= 4)
        for (old, new) in zip(before, after) where kept.contains(old["_id"].map { "\($0)" } ?? "") { #expect(old.bytes == new.bytes) }
        func rest(_ document: BSONDocument) -> [String] {
            let own = document.members.filter { !["mongo_uploaded", "file_info"].contains($0.0) }.map { "\($0.0)=\($0.1)" }
            return own + ["seen by \(document["file_info"]?.document?["seen_by"].map { "\($0)" } ?? "nobody")"]
        }
        for (old, new) in zip(before, after) where rest(old) != rest(new) { Issue.record("\(rest(old)) became \(rest(new))") }
    }

    @Test(arguments: BatchKindOfHome.mongos)
    func `the hub's copy, its list of files, and what it says of both agree`(_ kind: BatchKindOfHome) async throws {
        let place = try await BatchPlace(kind)
        let bench = try #require(place.bench)
        var samples = MaskSamples(seed: TestScale.seed + 1)
        _ = try await Self.fill(bench, &samples, batches: 120, files: 600)
        try await place.actions.refresh()
        try await place.actions.sync()
        for round in 0..<2 {
            let truth = try await MaskOracle(bench).truth()
            let rows = try await place.rows()
            for document in try await bench.all() {
                guard let id = document["id"]?.string, let row = rows[id], !truth.clashing.contains(id) else { continue }
                let fields = try #require(truth.fields[document["_id"].map { "\($0)" } ?? ""])
                #expect(
                    row.masks.fileCount == Int64(fields.count) && row.masks.lastUpload == fields.last && row.masks.isUploaded == (fields.count > 0))
            }
            let (all, total, _) = try await place.actions.masks(MaskFilter(), after: nil, limit: 10_000)
            #expect(total == Int64(truth.files) && all.count == truth.files && Set(all.map(\.id)).count == truth.files)
            #expect(all.count { $0.completeness == .incomplete } == truth.incomplete.count)
            for match in MaskRow.Match.allCases {
                var filter = MaskFilter()
                filter.match = match
                let (rows, count, _) = try await place.actions.masks(filter, after: nil, limit: 10_000)
                #expect(Int64(rows.count) == count && rows.allSatisfy { $0.match == match }, "\(round) \(match)")
                #expect(rows.count == all.count { $0.match == match }, "\(round) \(match)")
            }
            // Reading it anew changes nothing.
            try await place.actions.refresh()
            let version = try await place.actions.list(BatchFilter(), limit: 1).board.version
            try await place.actions.refresh()
            #expect(try await place.actions.list(BatchFilter(), limit: 1).board.version == version)
        }
        await bench.drop()
    }

    @Test(arguments: BatchKindOfHome.mongos)
    func `without chunks every file counts, and looking again writes nothing here either`(_ kind: BatchKindOfHome) async throws {
        let place = try await BatchPlace(kind)
        let bench = try #require(place.bench)
        try await bench.insert([["id": "batch_9", "mongo_uploaded": false], ["id": "batch_000019F"]])
        try await bench.pool.run { session in
            try bench.chunks(session).drop()
            try bench.files(session).insert(
                (0..<5).map { ["_id": .int32($0), "filename": "masks_batch_9.tar.xz", "length": 100, "uploadDate": .date(Self.now)] }, ordered: true)
        }
        let first = try await place.actions.sync()
        #expect(first.batchesWithMasks == 1 && !first.isCompletenessKnown && first.files == 5)
        let board = try await place.actions.list(BatchFilter(), limit: 1).board
        let second = try await place.actions.sync()
        #expect(second.updated == 0 && second.unchanged == 1)
        #expect(try await place.actions.list(BatchFilter(), limit: 1).board.version == board.version)
        await bench.drop()
    }

    @Test(arguments: BatchKindOfHome.mongos)
    func `a misspelt bucket or collection clears nothing`(_ kind: BatchKindOfHome) async throws {
        let place = try await BatchPlace(kind)
        let bench = try #require(place.bench)
        try await bench.insert([["id": "batch_9", "mongo_uploaded": false]])
        try await bench.put([MaskBench.File("masks_batch_9.tar.xz", length: 150, at: Self.now)])
        try await place.actions.refresh()
        try await place.actions.sync()
        let rows = try await place.rows()
        #expect(rows["batch_9"]?.masks.isUploaded == true)
        var settings = place.settings
        settings.bucket = "masks"
        try await place.actions.house.settings.set(HomeSettings.name, settings.json, by: .system)
        await #expect(throws: Problem.self) { try await place.actions.sync() }
        #expect(try await MaskOracle(bench).differences() == [])
        settings.bucket = place.settings.bucket
        settings.batchesCollection = "Batches"
        try await place.actions.house.settings.set(HomeSettings.name, settings.json, by: .system)
        _ = try? await place.actions.refresh()
        try await place.actions.house.settings.set(HomeSettings.name, place.settings.json, by: .system)
        #expect(try await place.rows() == rows)
        await bench.drop()
    }
}
