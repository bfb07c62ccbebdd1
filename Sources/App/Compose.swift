// The one place where the parts are put together: engine, house, intake, features, web. Tests call the same function.

import Consolidation
import Foundation
import Host
import Intake
import Kernel
import Logging
import Operate
import Remote
import Store
import StoreMariaDB
import StorePostgres
import StoreSQLite
import Synchronization
import Traceability
import Web

/// How a process is set up: from flags, `GEMBA_*` variables, and defaults.
public struct ProcessSettings: Sendable {
    public var databaseURL: String
    public var listen: String
    public var zone: String
    public var dataFolder: String
    public var node: String
    public var isDemo = false
    public var logLevel: Logger.Level

    /// - Parameter environment: the process's variables.
    public init(environment: [String: String]) {
        databaseURL = environment["GEMBA_DATABASE_URL"] ?? "sqlite:data/gemba.sqlite"
        listen = environment["GEMBA_LISTEN"] ?? "127.0.0.1:8080"
        zone = environment["GEMBA_ZONE"] ?? TimeZone.current.identifier
        dataFolder = environment["GEMBA_DATA"] ?? "data"
        node = environment["GEMBA_NODE"] ?? "gemba"
        logLevel = environment["GEMBA_LOG"].flatMap(Logger.Level.init(rawValue:)) ?? .notice
    }
}

/// The assembled program: what a server serves and a verb works on.
public final class ComposedPlant: Plant {
    public let house: House
    public let intake: IntakeService
    public let features: [any Feature]
    public let app: WebApp
    /// All there are, in their order.
    public let migrations: [Migration]

    init(house: House, intake: IntakeService, features: [any Feature], app: WebApp, migrations: [Migration]) {
        self.house = house
        self.intake = intake
        self.features = features
        self.app = app
        self.migrations = migrations
    }

    public func feature<F: Feature>(_ type: F.Type) -> F {
        for case let found as F in features { return found }
        preconditionFailure("\(type) is not among the features")
    }
}

/// A house's event hub for those who are made before the house.
public final class EventHubHandle: Sendable {
    private let hub = Mutex<EventHub?>(nil)
    func attach(_ new: EventHub) { hub.withLock { $0 = new } }
    func publish(_ topic: String) { hub.withLock { $0 }?.publish(topic: topic) }
}

public enum Composition {
    /// Opens the database, brings its schema up to date, and puts everything together.
    /// - Throws: what keeps the database from being opened, or `schema_ahead`.
    public static func plant(_ settings: ProcessSettings, clock: Clock = .system, logger: Logger) async throws -> ComposedPlant {
        let database = try open(DatabaseURL(settings.databaseURL))
        do { return try await assemble(database, settings, clock, logger) } catch {
            try await database.close()
            throw error
        }
    }

    /// The engine for a URL.
    static func open(_ url: DatabaseURL) throws -> any Database {
        let environment = ProcessInfo.processInfo.environment
        switch url.engine {
        case .sqlite: return try SQLiteDatabase(path: url.rest)
        case .postgres: return try PostgresDatabase.open(url, environment: environment)
        case .mysql: return try MariaDBDatabase.open(url, environment: environment)
        }
    }

    /// The engine for a branch or a central database.
    @Sendable static func foreign(_ url: DatabaseURL, _ password: String?, _ mayCreate: Bool) throws -> any ForeignDatabase {
        let environment = ProcessInfo.processInfo.environment
        switch url.engine {
        case .sqlite: return SQLiteForeign(path: url.rest, mayCreate: mayCreate)
        case .postgres: return try PostgresForeign(url, password: password, environment: environment)
        case .mysql: return try MariaDBForeign(url, password: password, environment: environment)
        }
    }

    private static func assemble(_ database: any Database, _ settings: ProcessSettings, _ clock: Clock, _ logger: Logger) async throws
        -> ComposedPlant
    {
        let house = House(
            database: database, clock: clock, logger: logger, zone: try Zone(settings.zone), dataFolder: settings.dataFolder,
            isDemo: settings.isDemo)
        let events = EventHubHandle()
        events.attach(house.events)
        let intake = IntakeService(
            database: database, clock: clock, logger: logger, targets: Features.intakeTargets(events, clock), profiles: IntakeProfile.builtIn,
            node: settings.node, spoolFolder: LocalFolder.canonical(settings.dataFolder) + "/spool")
        let own = Features.all(house, intake, ConnectionOpener(foreign))
        let features = own + [OperateFeature(house: house, intake: intake, features: { own })]
        let migrations = House.migrations + IntakeSchema.migrations + features.flatMap(\.migrations)
        try await Migrator.migrate(database, migrations, clock: clock)
        let queue = JobQueue(database: database, clock: clock, node: settings.node, kinds: features.flatMap(\.jobs), logger: logger)
        let texts = Texts([HouseText.catalogue] + features.flatMap(\.texts))
        house.furnish(texts: texts, menu: menu(features), queue: queue)
        let web = WebHouse(
            texts: texts, zone: house.zone, clock: clock, logger: logger, identify: { try await house.identify($0) },
            isOpened: { house.settings.rememberedFlag($0) }, problemPage: { await house.problemPage($0, $1) })
        let routes = features.flatMap(\.routes) + Assets.routes(.open) + [EventHub.route(house.events, .signedIn)]
        return ComposedPlant(house: house, intake: intake, features: features, app: WebApp(routes: routes, house: web), migrations: migrations)
    }

    /// The rail: Floor, the features, then Operate.
    private static func menu(_ features: [any Feature]) -> [MenuEntry] {
        let all = features.flatMap(\.menu)
        return all.filter { $0.path == "/" } + all.filter { $0.group == .features && $0.path != "/" } + all.filter { $0.group == .operate }
    }
}
