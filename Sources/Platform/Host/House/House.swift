// What the house lends to every feature: the database, people, jobs, signals, settings, words, the page frame. Made once
// per process by the composition; there are no globals.

import Kernel
import Logging
import Store
import Synchronization
import Web

public final class House: Sendable {
    public let database: any Database
    public let clock: Clock
    public let logger: Logger
    /// The plant's own time zone.
    public let zone: Zone
    /// Where uploads, exports in progress and backups go.
    public let dataFolder: String
    public let people: People
    public let signIn: SignIn
    public let tokens: Tokens
    public let settings: Settings
    public let signals: SignalBoard
    public let events: EventHub
    public let isDemo: Bool
    /// The visitor of a demo needs no password.
    public let demoCSRF: String
    private let late = Mutex<Late?>(nil)

    /// What exists only once the features are known.
    private struct Late: Sendable {
        var texts: Texts
        var menu: [MenuEntry]
        var queue: JobQueue
    }

    public init(database: any Database, clock: Clock, logger: Logger, zone: Zone, dataFolder: String, isDemo: Bool = false) {
        self.database = database
        self.clock = clock
        self.logger = logger
        self.zone = zone
        self.dataFolder = dataFolder
        self.isDemo = isDemo
        demoCSRF = Entropy.token(byteCount: 24)
        people = People(database: database, clock: clock)
        signIn = SignIn(people: people)
        tokens = Tokens(people: people)
        settings = Settings(database: database, clock: clock)
        signals = SignalBoard(database: database, clock: clock, logger: logger)
        events = EventHub()
    }

    /// Tells the house what the features bring; called once, before anything is served.
    public func furnish(texts: Texts, menu: [MenuEntry], queue: JobQueue) {
        late.withLock { $0 = Late(texts: texts, menu: menu, queue: queue) }
    }

    private func furnished<T: Sendable>(_ member: (Late) -> T) -> T {
        guard let value = late.withLock({ $0.map(member) }) else { preconditionFailure("the house is used before it is furnished") }
        return value
    }
    public var texts: Texts { furnished(\.texts) }
    public var menu: [MenuEntry] { furnished(\.menu) }
    public var jobs: JobQueue { furnished(\.queue) }

    /// The tables of the house itself.
    public static let migrations: [Migration] =
        PeopleTables.migrations + JobSchema.migrations + Settings.migrations + SignalBoard.migrations
}
