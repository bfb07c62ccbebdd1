// A MongoDB with a plant of masks in it, a hub beside it, and the ways in which batches are brought in step with the files:
// the feature's, and the baselines' through the same client library in the same process.

import Batches
import Foundation
import Glibc
import Host
import Kernel
import Logging
import Mongo
import Store
import Synchronization
import TestKit

final class MaskBench: Sendable {
    let plant: MaskPlant
    private let server: BenchServer
    private let pool: MongoPool
    private let replay: [[(filter: BSONDocument, update: BSONDocument)]]
    private let hub = Mutex<SyncHub?>(nil)

    /// Fills the server.
    init(_ server: BenchServer, _ plant: MaskPlant) throws {
        (self.server, self.plant) = (server, plant)
        pool = try MongoPool(url: server.url)
        replay = plant.replay
        _ = try Waiting.run { [pool] in try await pool.run { try plant.fillFiles($0) } }
    }

    var url: String { server.url }

    /// Batches without anything noted and an empty hub; whatever the server still has to do is done.
    func begin() throws {
        let hub = try Waiting.run { [pool, plant, server] in
            try await pool.run { try plant.fillBatches($0) }
            return try await SyncHub(server.url)
        }
        self.hub.withLock { $0 = hub }
        try settle()
    }

    func settle() throws { try server.administer("{\"fsync\": 1}", in: "admin") }
    func check() throws { _ = try Waiting.run { [pool, plant] in try await pool.run { try plant.check($0) } } }

    /// Documents the server has written so far, and writes it has been asked for.
    private func writes() throws -> [Int64] {
        try Waiting.run { [pool] in
            try await pool.run { session in
                let status = try session.command("admin", ["serverStatus": 1])
                let (documents, asked) = (status["metrics"]?.document?["document"]?.document, status["opcounters"]?.document)
                return ["inserted", "updated", "deleted"].map { documents?[$0]?.int ?? -1 }
                    + ["insert", "update", "delete"].map { asked?[$0]?.int ?? -1 }
            }
        }
    }

    // MARK: the contestants

    private func charged(_ turn: @escaping @Sendable () async throws -> Void) throws -> Cost {
        let (own, other, begun) = (try BenchServer.cpu(of: getpid()), try server.wholeCPU, ContinuousClock.now)
        try Waiting.run(turn)
        let wall = (ContinuousClock.now - begun) / .seconds(1)
        return Cost(client: try BenchServer.cpu(of: getpid()) - own, server: try server.wholeCPU - other, wall: wall, memory: 0, out: "")
    }

    /// Every document of the files once, not looked into; the same of the batches; the updates.
    func scan(batches: Bool = false, writes: Bool = false) throws -> Cost {
        let cost = try charged { [pool, plant, replay] in
            try await pool.run { session in
                func walk(_ name: String, _ expected: Int) throws {
                    var count = 0
                    try session.collection(MaskPlant.database, name).find([:]) { _ in count += 1 }
                    guard count == expected else { throw BenchFailure("\(count) documents in \(name)") }
                }
                if batches { try walk("batches", plant.batches) }
                try walk(MaskPlant.bucket + ".files", plant.files)
                guard writes else { return }
                let batches = session.collection(MaskPlant.database, "batches")
                for piece in replay {
                    let result = try batches.bulk(ordered: false) { for each in piece { try $0.updateOne(each.filter, each.update) } }
                    guard result.modified == piece.count else { throw BenchFailure("\(result)") }
                }
            }
        }
        if writes { try check() }
        return cost
    }

    /// All of it on the server.
    func merge() throws -> Cost {
        let cost = try charged { [pool] in _ = try await pool.run { try $0.command(MaskPlant.database, try BSONDocument(extendedJSON: Self.merging)) }
        }
        try check()
        return cost
    }

    private static let merging = #"""
        {"aggregate": "training_metrics.masks.files", "cursor": {}, "allowDiskUse": true, "writeConcern": {"w": "majority", "j": true}, "pipeline": [
          {"$project": {"uploadDate": 1, "m": {"$regexFind": {"input": "$filename", "options": "i",
            "regex": "^masks_batch_([0-9]{6}F|T[0-9]{6})(?: \\([0-9]+\\))?\\.tar\\.xz$"}}}},
          {"$match": {"m": {"$ne": null}}},
          {"$group": {"_id": {"$arrayElemAt": ["$m.captures", 0]}, "n": {"$sum": 1}, "t": {"$max": "$uploadDate"}}},
          {"$project": {"_id": 0, "id": {"$concat": ["batch_", {"$toUpper": "$_id"}]}, "mongo_uploaded": {"$literal": true},
            "file_info": {"file_count": "$n", "last_file_upload": {"$dateToString": {"date": "$t"}}, "has_files": {"$literal": true}}}},
          {"$merge": {"into": {"db": "gemba", "coll": "batches"}, "on": "id", "whenMatched": "merge", "whenNotMatched": "discard"}}
        ]}
        """#

    /// As the verb does it with addresses.
    func sync(updates: Int) throws -> Cost {
        let hub = try current
        let before = try writes()
        let cost = try charged {
            let outcome = try await hub.actions.sync(hub.home)
            guard outcome.updated == updates else { throw BenchFailure("\(outcome.updated) updated, not \(updates)") }
        }
        let after = try writes()
        guard before[0] == after[0], after[1] - before[1] == Int64(updates), before[2] == after[2], updates > 0 || before == after else {
            throw BenchFailure("the server was asked for other writes: \(before), \(after)")
        }
        try check()
        return cost
    }

    /// The same steps without what is kept in the hub.
    /// - Parameter known: files of an earlier look.
    func syncWithoutHub(updates: Int, known: KnownMasks = KnownMasks()) throws -> Cost {
        let hub = try current
        let cost = try charged {
            let scan = try await hub.home.masks.scan(try await hub.home.batches.states(hub.home.families), known)
            let changes = scan.plan.changes
            let written = try await hub.home.batches.write(changes)
            guard changes.count == updates, written == updates else { throw BenchFailure("\(written) updated, not \(updates)") }
        }
        try check()
        return cost
    }

    /// What an earlier look has met.
    func known() throws -> KnownMasks {
        let hub = try current
        return try Waiting.run {
            let scan = try await hub.home.masks.scan(try await hub.home.batches.states(hub.home.families), KnownMasks())
            var known = KnownMasks(capacity: scan.new.count)
            for place in 0..<scan.new.count { known.insert(scan.new.hash(at: place), scan.isCompletenessKnown ? .complete : .unknown) }
            return known
        }
    }

    private var current: SyncHub {
        get throws {
            guard let hub = hub.withLock({ $0 }) else { throw BenchFailure("nothing was begun") }
            return hub
        }
    }
}

/// A hub as a file, and the feature on it, with connections that are open already.
private final class SyncHub: Sendable {
    private let folder: ScratchFolder
    let actions: BatchesActions
    let home: BatchHome

    init(_ url: String) async throws {
        folder = try ScratchFolder()
        var logger = Logger(label: "bench")
        logger.logLevel = .critical
        let house = House(database: try folder.database(), clock: .system, logger: logger, zone: .utc, dataFolder: folder.path)
        let feature = BatchesFeature(house: house, environment: [:])
        try await Migrator.migrate(house.database, House.migrations + feature.migrations, clock: .system)
        actions = feature.actions
        var settings = HomeSettings()
        (settings.mongoURL, settings.trainingURL, settings.bucket) = (url, url, MaskPlant.bucket)
        var home = try BatchHomes(database: house.database, clock: .system, environment: [:]).home(settings)
        home.isKept = false
        self.home = home
        _ = try await home.masks.count()
    }
}
