// A hub of a test's own with the desk on it.

import Foundation
import Host
import Kernel
import Logging
import Store
import TestKit
import Web

@testable import Scheduling

struct DeskPlace: Sendable {
    let folder: ScratchFolder
    let clock: HandClock
    let actions: SchedulingActions
    static let ana = Author(Person(id: 1, name: "ana", role: .scheduler, proof: .session), via: .page)
    static let ben = Author(Person(id: 2, name: "ben", role: .scheduler, proof: .session), via: .page)

    /// A Monday morning.
    static let now = Instant(rfc3339: "2026-11-30T06:30:00Z") ?? Instant(seconds: 0)

    init() async throws {
        folder = try ScratchFolder(inMemory: true)
        clock = HandClock(Self.now)
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        let house = House(
            database: try folder.database("hub.sqlite"), clock: clock.clock, logger: logger, zone: try Zone("Europe/Madrid"), dataFolder: folder.path)
        let feature = SchedulingFeature(house: house)
        try await Migrator.migrate(house.database, House.migrations + feature.migrations, clock: clock.clock)
        actions = feature.actions
    }

    var database: any Database { actions.database }

    /// Orders of an hour and a half each, placed on the lines in turn.
    func fill(_ count: Int, placed: Bool = true) async throws {
        try await actions.perform(.create, by: Self.ana) { desk in
            for index in 0..<count {
                var order = WorkOrder("\(1000 + index).1", createdAt: Self.now)
                order.customer = "Customer \(index % 7)"
                order.assembly = "A-\(index % 11)"
                order.quantity = Quantity(Int64(10 + index))
                order.runMinutes = Quantity(Int64(15 + index % 40))
                order.trolleys = index % 4
                order.kitDate = CivilDate(iso: "2026-11-25")?.adding(days: index % 9)
                order.shipDate = CivilDate(iso: "2026-12-03")?.adding(days: index % 30)
                try desk.create(order)
                if placed { try desk.place(order.number, on: index % 4 + 1) }
            }
        }
    }

    /// All rows of the desk's own tables but the history, as text.
    func picture() async throws -> [String] {
        try await database.read { tx in
            var out: [String] = []
            for table in DeskTables.all {
                try tx.query(SQL(trusted: "SELECT * FROM \(table.name)")) { row in
                    // The row's own number may be another after it was taken away and put back.
                    let columns = (table.isNumbered ? 1 : 0)..<(table.table.columns.count)
                    out.append(table.name + " " + columns.map { "\(row.value($0))" }.joined(separator: "|"))
                }
            }
            return out.sorted()
        }
    }
}
