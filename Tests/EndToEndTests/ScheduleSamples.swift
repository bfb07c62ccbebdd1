// Work orders for tests: a few by the API, a few by pages with names that are markup, or hundreds through the actions.

import App
import Foundation
import Host
import Kernel
import Logging
import Scheduling
import TestKit
import Testing
import Web

struct ScheduleSamples: Sendable {
    private(set) var draft = "none"
    private(set) var deed = "1"
    static let order = "24409.1"
    static let evil = "<script>alert(1)</script>"
    private static let author = Author(Person(id: 1, name: "sample", role: .scheduler, proof: .terminal), via: .verb)

    /// By the API: placed, in the backlog, one that cannot be planned, one that runs; and a draft.
    static func byAPI(_ plant: some RouteAsked) async throws -> ScheduleSamples {
        var samples = ScheduleSamples()
        for (index, status) in ["Ready *", "1st Side Ready", "Missing TSM-1", "Running"].enumerated() {
            let number = "244\(padded(9 + index, 2)).1"
            var order: [(String, JSON)] = [
                ("number", .string(number)), ("customer", "Norte & Sur <b>"), ("assembly", .string("A-\(index)")), ("rev", "-"), ("quantity", "400"),
                ("status", .string(status)), ("kit_date", "2026-05-22"), ("ship_date", "2027-01-15"), ("run_minutes", "703.00"), ("trolleys", 2),
            ]
            if index != 1 { order.append(("line", JSON(index + 1))) }
            _ = try await plant.call("/api/v1/scheduling/orders", .object(order))
        }
        samples.draft = try await plant.call("/api/v1/scheduling/drafts", ["name": "what if"])["plan"]?.string ?? "none"
        samples.deed = try await plant.json("/api/v1/scheduling/deeds")["deeds"]?.array?.last?["deed"]?.int.map(String.init) ?? "1"
        return samples
    }

    /// By pages: one of each kind, with a name that is markup, a blocked time and a line that is down.
    static func byPages(_ plant: some RouteAsked) async throws {
        let orders: [[(String, String)]] = [
            [
                ("number", "14409.1"), ("customer", "MCI & \"Sons\""), ("assembly", "A-100 <b>"), ("rev", "-"), ("quantity", "1199"),
                ("run_minutes", "703"),
                ("setup_hours", "1"), ("trolleys", "3"), ("kit_date", "2026-09-20"), ("ship_date", "2026-09-24"), ("status", "Running"),
                ("place", "1"),
            ],
            [
                ("number", "WO/7 b"), ("customer", "Other"), ("assembly", "B-2"), ("quantity", "10"), ("run_minutes", "30"), ("setup_hours", "1"),
                ("trolleys", "0"), ("status", "Ready"), ("place", "1"),
            ],
            [
                ("number", "13690.1"), ("customer", "Other"), ("assembly", "B-2"), ("run_minutes", "60"), ("setup_hours", "1"),
                ("status", "Completed"),
                ("ship_date", "2026-09-25"), ("place", ""),
            ],
            [("number", "new"), ("customer", "Other"), ("status", "Missing"), ("missing_part", "TSM-125"), ("place", "")],
        ]
        for order in orders {
            let all = order + [("weight", "1"), ("has.starred", "1"), ("has.clear_to_build", "1"), ("clear_to_build", "1")]
            #expect(try await plant.post("/scheduling/orders", all).status == 303)
        }
        let block = [("block_kind", "maintenance"), ("block_start", "2026-10-01T08:00"), ("block_end", "2026-10-01T12:00"), ("block_note", "grease")]
        #expect(try await plant.post("/scheduling/lines/2/blocks", block).status == 303)
        #expect(try await plant.post("/scheduling/lines/3/status", [("status", "down"), ("reason", "malfunction"), ("back", "")]).status == 303)
    }

    // MARK: many

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
