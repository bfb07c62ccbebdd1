// The server: pages and API on one address, the watch on the sources, jobs, timetables and signals beside it, all stopped
// together within seconds.

import Host
import Intake
import Kernel
import Logging
import Operate
import Web

/// Runs a plant until its task is cancelled.
public struct PlantServer: Sendable {
    /// How often signals are looked for that another node announced.
    static let signalPoll = Span.seconds(2)
    let plant: ComposedPlant
    let settings: ProcessSettings

    public init(plant: ComposedPlant, settings: ProcessSettings) {
        self.plant = plant
        self.settings = settings
    }

    /// - Parameter onReady: told the port once requests are answered.
    public func run(onReady: @escaping @Sendable (Int) -> Void) async throws {
        let house = plant.house
        let server = WebServer(app: plant.app, listen: settings.listen, logger: house.logger)
        let watch = SourceWatch(intake: plant.intake)
        let keeper = TimetableKeeper(database: house.database, clock: house.clock, queue: house.jobs, logger: house.logger)
        let listeners = plant.features.flatMap(\.listeners)
        let services = plant.features.flatMap(\.services)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await server.run(onReady: onReady) }
            group.addTask { await watch.run() }
            group.addTask { await house.jobs.run() }
            group.addTask { await keeper.run() }
            group.addTask { await Self.deliver(house, listeners) }
            for service in services { group.addTask { try await service.run() } }
            // The first part to end, by request or by failure, ends the others.
            try await group.next()
            group.cancelAll()
            try await group.waitForAll()
        }
    }

    private static func deliver(_ house: House, _ listeners: [SignalListener]) async {
        while !Task.isCancelled {
            do {
                try await house.signals.deliver(to: listeners)
                try await house.clock.sleep(signalPoll)
            } catch is CancellationError { return } catch {
                house.logger.error("signals are not delivered: \(Problem(error))")
                do { try await house.clock.sleep(.seconds(10)) } catch { return }
            }
        }
    }
}
