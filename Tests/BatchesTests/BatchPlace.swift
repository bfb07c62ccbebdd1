// Batches on a hub of a test's own, with the team's data on a real MongoDB or in the hub itself.

import Foundation
import Host
import Kernel
import Logging
import Mongo
import Store
import Synchronization
import TestKit
import Testing

@testable import Batches

/// One MongoDB of each kind for all tests, each of which has databases of its own in it.
actor MongoServers {
    static let shared = MongoServers()
    private var servers: [Bool: Task<MongoServer, any Error>] = [:]

    func server(replicaSet: Bool) async throws -> MongoServer {
        if let known = servers[replicaSet] { return try await known.value }
        let new = Task { try await MongoServer(replicaSet: replicaSet, mode: .fast) }
        servers[replicaSet] = new
        return try await new.value
    }
}

/// Where a test's batches are.
enum BatchKindOfHome: String, Sendable, CaseIterable, CustomTestStringConvertible {
    case hub, alone, replicaSet
    var testDescription: String { rawValue }
    var isMongo: Bool { self != .hub }
    /// Those that this machine can run.
    static let all: [BatchKindOfHome] = MongoServer.lacks == nil ? allCases : [.hub]
    static let mongos: [BatchKindOfHome] = MongoServer.lacks == nil ? [.alone, .replicaSet] : []
}

final class BatchPlace: Sendable {
    let folder: ScratchFolder
    let bench: MaskBench?
    let settings: HomeSettings
    let clock: Clock
    let actions: BatchesActions
    var database: any Database { actions.database }

    /// - Parameter url: of another server than the shared one.
    init(_ kind: BatchKindOfHome, url: String? = nil, clock: Clock = .system, masks: Bool = true) async throws {
        folder = try ScratchFolder(inMemory: true)
        self.clock = clock
        var settings = HomeSettings()
        if kind.isMongo {
            let address: String = if let url { url } else { try await MongoServers.shared.server(replicaSet: kind == .replicaSet).url }
            let bench = try MaskBench(url: address)
            self.bench = bench
            settings.mongoURL = Self.address(address, bench.batchesDatabase)
            settings.batchesDatabase = bench.batchesDatabase
            settings.crewDatabase = bench.crewDatabase
            if masks { settings.trainingURL = Self.address(address, bench.trainingDatabase) }
        } else {
            bench = nil
            if masks {
                settings.folder = folder.path + "/masks"
                try FileManager.default.createDirectory(atPath: folder.path + "/masks", withIntermediateDirectories: true)
            }
        }
        self.settings = settings
        actions = try await Self.actions(folder, settings, clock)
        try await bench?.prepare()
    }

    static func address(_ url: String, _ database: String) -> String { url.replacing("/gemba?", with: "/\(database)?") }

    /// The actions on a hub, as another process would have them.
    static func actions(_ folder: ScratchFolder, _ settings: HomeSettings, _ clock: Clock = .system, hub: String = "hub.sqlite") async throws
        -> BatchesActions
    {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let house = House(database: try folder.database(hub), clock: clock, logger: logger, zone: try Zone("Europe/Madrid"), dataFolder: folder.path)
        let feature = BatchesFeature(house: house, environment: [:])
        try await Migrator.migrate(house.database, House.migrations + feature.migrations, clock: clock)
        // As it is kept: what a person enters is checked for passwords, which a test's address has.
        if try await house.settings.value(HomeSettings.name) == nil { try await house.settings.set(HomeSettings.name, settings.json, by: .system) }
        return feature.actions
    }

    func other(hub: String = "hub.sqlite") async throws -> BatchesActions { try await Self.actions(folder, settings, clock, hub: hub) }

    /// All batches of the hub's tables, by id.
    func rows(_ actions: BatchesActions? = nil) async throws -> [String: Batch] {
        let actions = actions ?? self.actions
        let listing = try await actions.list(BatchFilter(), order: .id, limit: 1_000_000)
        return Dictionary(listing.batches.map { ($0.id, $0) }) { first, _ in first }
    }
}

/// A value that several tasks of a test change.
final class Shared<Value: Sendable>: Sendable {
    private let lock: Mutex<Value>
    init(_ value: Value) { lock = Mutex(value) }
    func withLock<T: Sendable>(_ body: @Sendable (inout Value) -> T) -> T { lock.withLock { body(&$0) } }
    var value: Value { lock.withLock { $0 } }
}
