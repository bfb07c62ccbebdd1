// `gemba migrate-database`: a hub moves from one database to another, of whatever engine.

import ArgumentParser
import Foundation
import Host
import Kernel
import Logging
import Store

struct MigrateDatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate-database", abstract: "Move the whole hub to another database and compare every row.",
        discussion: """
            Stop every Gemba that uses the old database first. The new database has to be there and be empty.
            Example: gemba migrate-database --from sqlite:data/gemba.sqlite --to 'postgres://gemba@db/gemba?password=env:PW'
            """)
    @Option(help: "Where the hub is. Default: GEMBA_DATABASE_URL, else sqlite:data/gemba.sqlite.") var from: String?
    @Option(help: "Where it is to be.") var to: String
    @Flag(help: "Leave the old hub usable, for a trial: two hubs that go on are two truths.") var keepOld = false
    @Flag(help: "One JSON document on standard output, nothing else there.") var json = false

    func run() async throws {
        var settings = ProcessSettings(environment: ProcessInfo.processInfo.environment)
        settings.databaseURL = from ?? settings.databaseURL
        let target = try Composition.open(DatabaseURL(to))
        let plant = try await Composition.plant(settings, logger: Terminal.logger(.warning))
        let source = plant.house.database
        guard source.place != target.place else {
            throw Problem(.input, "hub_same", ["database": target.place], hint: "Name another database behind --to.")
        }
        let move = HubMove(from: source, to: target, migrations: plant.migrations, clock: .system)
        let isQuiet = json
        let moved = try await move.run(leavesSource: !keepOld) { moved, isVerified in
            if !isQuiet, isVerified || moved.rows > 0 {
                Terminal.say("\(isVerified ? "equal" : "copied")  \(moved.table): \(moved.rows)")
            }
        }
        let rows = moved.reduce(0) { $0 + $1.rows }
        if json {
            let tables = JSON.object(moved.map { ($0.table, .int($0.rows)) })
            Terminal.say(
                JSON.object([
                    ("from", .string(source.place)), ("to", .string(target.place)), ("rows", .int(rows)), ("tables", tables),
                ]).text)
        } else {
            Terminal.say("\(rows) rows in \(moved.count) tables are in \(target.place), each equal to the one in \(source.place).")
            if !keepOld { Terminal.say("The old hub is kept as it was and no longer opened. Set GEMBA_DATABASE_URL to the new one.") }
        }
        try await source.close()
        try await target.close()
    }
}
