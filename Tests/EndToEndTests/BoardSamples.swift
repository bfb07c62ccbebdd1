// A plant's orders on a plant's lines, put in through the actions that pages use, for tests that look at the board.

import App
import Foundation
import Host
import Kernel
import Logging
import Scheduling
import Web

enum BoardSamples {
    static let author = Author(Person(id: 1, name: "sample", role: .scheduler, proof: .terminal), via: .verb)

    /// Fills the desk of a database with orders: placed on the five lines in turn, a tenth on none, some running, pinned, held
    /// and late.
    static func fill(_ url: String, folder: String, orders count: Int, zone: String = "UTC", now given: Instant? = nil) async throws {
        var settings = ProcessSettings(environment: [:])
        settings.databaseURL = url
        settings.dataFolder = folder
        settings.zone = zone
        var logger = Logger(label: "samples")
        logger.logLevel = .critical
        let plant = try await Composition.plant(settings, logger: logger)
        let feature = SchedulingFeature(house: plant.house)
        let now = given ?? Clock.system.now()
        let today = try Zone(zone).day(of: now)
        try await feature.actions.perform(.create, by: author) { desk in
            for index in 0..<count { try add(index, &desk, now, today) }
        }
        try await feature.actions.perform(.status, by: author) { desk in
            for line in 1...5 {
                if let first = desk.queue(line).first {
                    try desk.edit(first.order, [(.status, "Running"), (.startedAt, .string((now - .hours(1)).rfc3339()))], now: now)
                }
            }
        }
        try await feature.actions.perform(.line, by: author) { desk in
            desk.lines[3]?.status = .down
            desk.lines[3]?.reason = .malfunction
            desk.lines[3]?.statusSince = now - .hours(2)
            desk.lines[3]?.expectedReturn = now + .hours(5)
            let block = LineBlock(id: "b1", line: 2, kind: .maintenance, start: now + .hours(30), end: now + .hours(34), note: "Nozzles")
            desk.blocks[block.id] = block
        }
    }

    private static let customers = ["Aerolínea", "Brightline Medical", "Coretex", "Delta Rail", "Eonis", "Fjord Sensors", "Galvan", "Hexa & Sons"]

    private static func add(_ index: Int, _ desk: inout Desk, _ now: Instant, _ today: CivilDate) throws {
        var order = WorkOrder("\(14_000 + index).\(1 + index % 2)", createdAt: now)
        order.customer = customers[(index * 5 + index / 7) % customers.count]
        order.assembly = "PCB-\(1200 + index * 37 % 90)"
        order.rev = ["A", "B", "02"][index % 3]
        order.quantity = Quantity(Int64(20 + index * 13 % 400))
        order.setupHours = Quantity(index % 4 == 0 ? 2 : 1)
        order.runMinutes = Quantity(Int64(20 + index * 29 % 110))
        order.trolleys = index * 3 % 7
        order.isByHand = index % 5 == 4
        order.kitDate = today.adding(days: index / 40 - 4)
        order.shipDate = today.adding(days: 2 + index * 30 / 400 + index * 7 % 9)
        order.isClear = index % 3 == 0
        if index % 41 == 9 { order.status = OrderStatus("Missing", missingPart: "TSM-\(index)") }
        if index % 53 == 11 { order.status = OrderStatus("On Hold") }
        try desk.create(order)
        guard index % 10 != 7 else { return }
        try desk.place(order.number, on: index % 5 + 1, pin: .some(index % 29 == 3 ? .position : index % 31 == 5 ? .line : nil))
    }
}
