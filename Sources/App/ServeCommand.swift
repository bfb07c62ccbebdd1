// `gemba serve` and `gemba demo`: the two verbs that stay.

import ArgumentParser
import Batches
import Consolidation
import Foundation
import Host
import Intake
import Kernel
import Logging
import Machining
import Scheduling
import Store
import Traceability
import Web

struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the pages and the API, and watch the sources.",
        discussion: "Example: gemba serve --listen 127.0.0.1:8080 --database sqlite:data/gemba.sqlite")
    @Option(help: "HOST:PORT; only this machine unless another host is named.") var listen: String?
    @Option(help: "The hub's database. Default: GEMBA_DATABASE_URL, else sqlite:data/gemba.sqlite.") var database: String?
    @Option(help: "The plant's time zone. Default: GEMBA_ZONE, else this machine's.") var zone: String?
    @Option(help: "Folder for uploads and backups. Default: GEMBA_DATA, else data.") var data: String?

    func run() async throws {
        var settings = ProcessSettings(environment: ProcessInfo.processInfo.environment)
        settings.listen = listen ?? settings.listen
        settings.databaseURL = database ?? settings.databaseURL
        settings.zone = zone ?? settings.zone
        settings.dataFolder = data ?? settings.dataFolder
        try await Serving.run(settings) { _ in nil }
    }
}

struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "A simulated plant on the real program: 12 mounters and 3 machining centres write files, 3 branches sell, masks arrive.",
        discussion: "Example: gemba demo --folder demo --listen 127.0.0.1:8080")
    @Option(help: "HOST:PORT.") var listen = "127.0.0.1:8080"
    @Option(help: "Where the simulated plant and its database live.") var folder = "data/demo"
    @Option(help: "Days of history of the mounters.") var days = 13
    @Option(help: "Days of history of the machining centres.") var machiningDays = 90
    @Option(help: "Days of sales of the branches.") var salesDays = 30

    func run() async throws {
        var settings = ProcessSettings(environment: ProcessInfo.processInfo.environment)
        settings.listen = listen
        settings.databaseURL = "sqlite:\(folder)/gemba.sqlite"
        settings.dataFolder = folder
        settings.isDemo = true
        guard WebServer.isLoopback(listen) else {
            throw Problem(
                .input, "demo_loopback", ["listen": listen], hint: "The demo signs every visitor in as admin, so it listens on 127.0.0.1 only.")
        }
        let root = URL(fileURLWithPath: folder).path + "/share"
        let plant = DemoMounters(root: root, zone: try Zone(settings.zone), seed: 20_260_922)
        let centres = DemoCentres(root: root, zone: try Zone(settings.zone), seed: 20_260_922)
        try plant.writeHistory(days: days, until: Clock.system.now())
        try centres.writeHistory(days: machiningDays, until: Clock.system.now())
        try await Serving.run(settings) { composed in
            try await DemoSetUp.run(composed, "Mounters", profile: "smt-mounter", root: plant.folder)
            try await DemoSetUp.run(composed, "Machining centres", profile: "machine-log", root: centres.folder)
            let branches = composed.features.lazy.compactMap { $0 as? ConsolidationFeature }.first.map {
                DemoBranches(folder: URL(fileURLWithPath: folder).path + "/branches", feature: $0, seed: 20_260_922)
            }
            try await branches?.prepare(days: salesDays)
            let masks = composed.features.lazy.compactMap { $0 as? BatchesFeature }.first.map {
                DemoMasks(folder: URL(fileURLWithPath: folder).path + "/masks", feature: $0, seed: 20_260_922)
            }
            try await masks?.prepare()
            let orders = composed.features.lazy.compactMap { $0 as? SchedulingFeature }.first.map { DemoOrders(feature: $0, seed: 20_260_922) }
            try await orders?.prepare()
            return {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    if let orders { group.addTask { try await orders.run(clock: .system) } }
                    if let masks { group.addTask { try await masks.run(clock: .system) } }
                    if let branches { group.addTask { try await branches.run(clock: .system) } }
                    group.addTask { try await plant.run(clock: .system) }
                    group.addTask { try await centres.run(clock: .system) }
                    try await group.next()
                    group.cancelAll()
                    try await group.waitForAll()
                }
            }
        }
    }
}

/// What the two verbs share.
enum Serving {
    /// - Parameter prepare: runs before the first request; what it returns runs beside the server.
    static func run(
        _ settings: ProcessSettings, prepare: @escaping @Sendable (ComposedPlant) async throws -> (@Sendable () async throws -> Void)?
    ) async throws {
        let logger = Terminal.logger(settings.logLevel)
        let plant = try await Composition.plant(settings, logger: logger)
        // What a verb may only read, a server has to write: it says so now instead of failing every second from now on.
        try await Migrator.checkWritable(plant.house.database)
        let beside = try await prepare(plant)
        let server = PlantServer(plant: plant, settings: settings)
        let host = settings.listen.split(separator: ":").first.map(String.init) ?? "127.0.0.1"
        try await StopSignals.run {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await server.run { port in Terminal.say("Gemba is at http://\(host):\(port)") }
                }
                if let beside { group.addTask { try await beside() } }
                try await group.next()
                group.cancelAll()
                try await group.waitForAll()
            }
        }
        try await plant.house.database.close()
    }
}

/// Runs until SIGTERM or SIGINT asks to stop.
enum StopSignals {
    static func run(_ work: @escaping @Sendable () async throws -> Void) async throws {
        let (requests, request) = AsyncStream<Void>.makeStream()
        // No SIG_IGN: Dispatch installs a handler of its own when a source is registered, and until then a request that
        // is ignored would be lost, while one that is not ends the process, which has done nothing yet.
        let sources = [SIGTERM, SIGINT].map { DispatchSource.makeSignalSource(signal: $0, queue: .global()) }
        // All of it before the work begins: a request that comes with the first answer must not be lost.
        for source in sources {
            source.setEventHandler { request.yield() }
            await withCheckedContinuation { registered in
                source.setRegistrationHandler { registered.resume() }
                source.resume()
            }
        }
        let task = Task { try await work() }
        let listener = Task { for await _ in requests { task.cancel() } }
        defer {
            listener.cancel()
            for source in sources { source.cancel() }
        }
        do { try await task.value } catch is CancellationError {}
    }
}

/// The demo's sources, as an administrator would make them.
enum DemoSetUp {
    static func run(_ plant: ComposedPlant, _ name: String, profile: String, root: String) async throws {
        let existing = try await plant.intake.sources()
        guard !existing.contains(where: { $0.location == root }) else { return }
        var source = Source(name: name, kind: .folder, location: root, profile: profile, zone: plant.house.zone.name)
        source.pollSeconds = 2
        source.quietSeconds = 3
        source.silenceMinutes = 30
        let made = source
        try await plant.house.database.write { tx in _ = try plant.intake.save(made, in: tx) }
    }
}
