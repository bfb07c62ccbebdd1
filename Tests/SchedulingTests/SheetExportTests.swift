// Files going out: a sheet that comes in again unchanged, a backup that can be put back, other systems' orders.

import Foundation
import Host
import Kernel
import TestKit
import Testing

@testable import Scheduling

/// A source that says what it is told to.
private struct FixedOrders: OrderSource {
    var name = "erp"
    var json: JSON
    func document() async throws -> JSON { json }
}

@Suite("Sheets going out") struct SheetExportTests {
    private func full() async throws -> DeskPlace {
        let place = try await DeskPlace()
        try await place.take(SheetFixture.sheet())
        try await place.fill(12)
        try await place.actions.perform(.edit, by: DeskPlace.ana) { desk in
            try desk.edit("1000.1", [(.note, "=cmd|' /C calc'!A0, \"two\"\nlines"), (.isByHand, true), (.weight, "7")], now: DeskPlace.now)
            try desk.edit("1001.1", [(.status, "Completed"), (.actualRunHours, "3.5"), (.actualSetupHours, "1")], now: DeskPlace.now)
            try desk.edit("1002.1", [(.after, "1003.1"), (.assembly, "-A"), (.rev, "'=x")], now: DeskPlace.now)
            try desk.pin("1004.1", .position, start: DeskPlace.now)
            try desk.unplace("1005.1")
        }
        return place
    }

    @Test("what is exported comes in again and changes nothing")
    func roundTrip() async throws {
        let place = try await full()
        let export = try await place.actions.export(.workOrders)
        let before = try await place.actions.desk()
        let plan = try await place.take(export.bytes).plan
        #expect(
            plan.counts == [0, 0, 59, 0, 0] && plan.conflictCount == 0 && plan.hours.isEmpty,
            "\(plan.errors) \(plan.rows.filter { $0.action != .same })")
        let after = try await place.actions.desk()
        #expect(after.orders == before.orders && after.placements == before.placements && after.rules == before.rules)
        #expect(try await place.actions.export(.workOrders).bytes == export.bytes)
        // And into an empty hub: the same orders in the same places.
        let other = try await DeskPlace()
        let created = try await other.take(export.bytes).plan
        #expect(created.counts == [59, 0, 0, 0, 0], "\(created.errors)")
        let copy = try await other.actions.desk()
        for (number, order) in before.orders {
            #expect(copy.orders[number].map { order.difference(to: $0) } == [], "\(number)")
            #expect(
                copy.placements[number]?.pin == before.placements[number]?.pin && copy.placements[number]?.start == before.placements[number]?.start)
        }
        for line in 1...5 { #expect(copy.queue(line).map(\.order) == before.queue(line).map(\.order)) }
        let text = String(decoding: export.bytes, as: UTF8.self)
        #expect(text.contains("'=cmd|") && text.contains("'-A") && text.contains("''=x"))
    }

    @Test("a full backup is put back whole, and gives the same bytes again")
    func backup() async throws {
        let place = try await full()
        let draft = try await place.actions.createDraft("what if", by: DeskPlace.ana)
        try await place.actions.perform(.place, on: draft.id, by: DeskPlace.ana) { try $0.place("1000.1", on: 3) }
        let files = try await place.actions.backup()
        let content = try SheetBackup.read { name in files.first { $0.name == name }?.bytes }
        let other = try await DeskPlace()
        try await other.actions.restore(content, replaces: false, by: DeskPlace.ana)
        let again = try await other.actions.backup()
        #expect(again.map(\.name) == files.map(\.name))
        for (one, two) in zip(files, again) { #expect(one.bytes == two.bytes, "\(one.name)") }
        await #expect(throws: Problem.self) { try await place.actions.restore(content, replaces: false, by: DeskPlace.ana) }
        try await place.actions.restore(content, replaces: true, by: DeskPlace.ana)
        #expect(try await place.actions.backup().last?.bytes == files.last?.bytes)
        // One byte is another.
        #expect(throws: Problem.self) {
            try SheetBackup.read { name in
                files.first { $0.name == name }.map { $0.name == "rows/order.jsonl" ? [32] + $0.bytes.dropFirst() : $0.bytes }
            }
        }
    }

    @Test("a folder is there whole or not at all")
    func folder() async throws {
        let place = try await full()
        let files = try await place.actions.backup()
        let scratch = try ScratchFolder()
        let path = scratch.path + "/backup"
        try BackupFolder.write(files, to: path)
        #expect(try BackupFolder.read(path).desk.orders.count == 59)
        #expect(throws: Problem.self) { try BackupFolder.write(files, to: path) }
        #expect(throws: Problem.self) { try BackupFolder.read(scratch.path) }
    }

    @Test("every table has its rows, always in the same order")
    func tables() async throws {
        let place = try await full()
        for kind in SheetExport.tables {
            let made = try await place.actions.export(kind)
            let again = try await place.actions.export(kind).bytes
            #expect(made.rows > 0 && made.bytes == again, "\(kind)")
        }
    }

    private static func pull(_ quantity: Int64, _ place: DeskPlace) async throws -> ImportPlan {
        let order: JSON = [
            "number": "9.1", "customer": "Acme", "assembly": "P-1", "quantity": .int(quantity), "ship_date": "2026-12-20", "clear_to_build": true,
            "unknown": "x",
        ]
        let source = FixedOrders(json: ["orders": .array([order])])
        let outcome = try await place.actions.pull(source, choice: ImportChoice(), isPartial: false, isRehearsal: false, by: DeskPlace.ana)
        return outcome.plan
    }

    @Test("another system's orders come in by the same merge, and do not undo what a sheet has said")
    func pulled() async throws {
        let place = try await DeskPlace()
        #expect(try await Self.pull(100, place).counts == [1, 0, 0, 0, 0])
        try await place.actions.perform(.edit, by: DeskPlace.ana) { try $0.edit("9.1", [(.quantity, "90")], now: DeskPlace.now) }
        #expect(try await Self.pull(100, place).counts == [0, 0, 1, 0, 0])
        #expect(try await place.actions.desk().orders["9.1"]?.quantity == Quantity(90))
        #expect(try await Self.pull(120, place).counts == [0, 0, 0, 1, 0])
    }

    @Test("a web service is pulled page by page, with its token; what it says wrongly is said, and nothing comes in by halves")
    func web() async throws {
        setenv("GEMBA_SITE_ERP", "t0ken", 1)
        let server = try ScriptedWebServer { request in
            guard request.headers["authorization"] == "Bearer t0ken" else { return .body("{}", status: 401) }
            switch request.path {
            case "/orders":
                return .body(#"{"orders":[{"number":"1.1","customer":"Acme","assembly":"P","quantity":5,"kit_date":null}],"next":"?page=2"}"#)
            case "/orders?page=2": return .body(#"{"orders":[{"number":"2.1","customer":"Acme","assembly":"P","line":"2"}]}"#)
            case "/endless": return .body(#"{"orders":[],"next":"/endless"}"#)
            case "/broken": return .body(#"{"orders":[{"number":"3.1","customer":"Acme","assembly":"P"}],"next":"/html"}"#)
            case "/bad": return .body(#"[{"number":"4.1","customer":"Acme","assembly":"P"},{"number":"5.1","customer":"","assembly":"P"}]"#)
            default: return .body("<html>")
            }
        }
        let place = try await DeskPlace()
        func pull(_ path: String, token: Bool = true) async throws -> ImportOutcome {
            let source = try OrderSources.source("http://127.0.0.1:\(server.port)\(path)\(token ? "#token=env:GEMBA_SITE_ERP" : "")")
            return try await place.actions.pull(source, choice: ImportChoice(), isPartial: false, isRehearsal: false, by: DeskPlace.ana)
        }
        let empty = try await place.picture()
        for (path, code) in [
            ("/broken", "schedule_orders_invalid"), ("/endless", "schedule_source_endless"), ("/else", "schedule_orders_invalid"),
        ] {
            do {
                _ = try await pull(path)
                Issue.record("\(path) came in")
            } catch { #expect(Problem(error).code == code) }
        }
        await #expect(throws: Problem.self) { _ = try await pull("/orders", token: false) }
        #expect(try await pull("/bad").isRefused)
        #expect(try await place.picture() == empty)
        #expect(try await pull("/orders").plan.counts == [2, 0, 0, 0, 0])
        #expect(try await place.actions.desk().placements["2.1"]?.line == 2)
        #expect(try await pull("/orders").plan.counts == [0, 0, 2, 0, 0])
    }

    @Test("the place that was set up is what the timetable's job pulls from")
    func job() async throws {
        let scratch = try ScratchFolder()
        let path = scratch.path + "/orders.json"
        try Data(#"{"orders":[{"number":"7.1","customer":"Acme","assembly":"P"},{"number":"8.1","customer":"Acme"}]}"#.utf8)
            .write(to: URL(fileURLWithPath: path))
        let place = try await DeskPlace()
        await #expect(throws: Problem.self) { _ = try await place.actions.source() }
        for wrong in ["orders.json", "ftp://x/y", "http://u:p@x/"] {
            await #expect(throws: Problem.self) { try await place.actions.setSource(wrong, by: DeskPlace.ana) }
        }
        try await place.actions.setSource(path, by: DeskPlace.ana)
        let outcome = try await place.actions.pull(
            place.actions.source(), choice: ImportChoice(), isPartial: true, isRehearsal: false, by: .system)
        #expect(outcome.plan.counts == [1, 0, 0, 0, 1] && outcome.deed != nil)
        // The same document, uploaded or looked at on the page, reads the same.
        let sheet = try await place.actions.sheet([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
        #expect(sheet.rows.map(\.number) == ["7.1", "8.1"] && sheet.source == .system)
        try await place.actions.setSource("", by: DeskPlace.ana)
        #expect(try await place.actions.sourceLocation() == nil)
    }
}
