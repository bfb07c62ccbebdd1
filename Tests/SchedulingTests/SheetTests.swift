// Planners' sheets in, with every habit they have, and out again; what cannot be taken is said with its line, and nothing is
// half done.

import Foundation
import Host
import Kernel
import Store
import TestKit
import Testing

@testable import Scheduling

@Suite("Planners' sheets") struct SheetTests {
    private static func bring(
        _ text: String, to place: DeskPlace, rehearsal: Bool = false, partial: Bool = false, takesFile: Bool = false
    ) async throws -> SchedulingActions.Imported {
        try await place.actions.importSheet(
            Array(text.utf8), name: "sheet.csv", isRehearsal: rehearsal, isPartial: partial, takesFile: takesFile, by: DeskPlace.ana)
    }

    private static func counts(_ plan: ImportPlan) -> [Int] { ImportPlan.Outcome.allCases.map(plan.count) }

    @Test("a sheet with every habit imports whole; hours are the sheet's own to the cent")
    func whole() async throws {
        let place = try await DeskPlace()
        let empty = try await place.picture()
        let preview = try await Self.bring(PlannerFixture.sheet(), to: place, rehearsal: true)
        #expect(Self.counts(preview.plan) == [47, 0, 0, 0], "\(preview.plan.errors.map { "\($0.line) \($0.problem?.code ?? "")" })")
        #expect(try await place.picture() == empty)
        let done = try await Self.bring(PlannerFixture.sheet(), to: place)
        #expect(done.isDone && Self.counts(done.plan) == [47, 0, 0, 0])
        #expect(done.plan.rows.allSatisfy { $0.otherHours == nil })
        let desk = try await place.actions.desk()
        #expect(desk.orders.count == 47 && desk.placements.count == 47)
        #expect(desk.lines.values.sorted { $0.number < $1.number }.map(\.name).prefix(4) == PlannerFixture.lines.prefix(4))
        for order in PlannerFixture.orders {
            let own = try #require(desk.orders[order.number])
            let line = try #require(desk.placements[order.number].flatMap { desk.lines[$0.line] })
            let hours = OrderHours(
                setupHours: own.setupHours, runMinutes: own.runMinutes, factor: desk.rules.efficiencyFactor, multiplier: line.multiplier)
            #expect(hours.hundredths == Int64((order.hours * 100 + 1e-7).rounded()), "\(order.number)")
            #expect(line.name == order.line && own.rev == order.rev && own.trolleys == order.trolleys)
            let (kit, ship) = (try #require(own.kitDate), try #require(own.shipDate))
            #expect(kit <= ship && kit.adding(days: 366) > ship, "\(order.number): \(kit.isoText) \(ship.isoText)")
        }
        #expect(desk.orders.values.count { $0.quantity == nil } == 1)
        #expect(desk.orders.values.filter { $0.status.word == "Missing" }.allSatisfy { $0.status.missingPart == "TSM-777-01-L-DV" })
        #expect(desk.orders.values.count(where: \.status.isStarred) > 10)
        // The queue is that of the sheet's positions.
        for line in 1...4 {
            let wanted = PlannerFixture.orders.enumerated().filter { $0.element.line == PlannerFixture.lines[line - 1] }
                .sorted { ($0.element.position, $0.offset) < ($1.element.position, $1.offset) }.map(\.element.number)
            #expect(desk.queue(line).map(\.order) == wanted)
        }
    }

    @Test("the same sheet again changes nothing, and an export comes back as it was")
    func again() async throws {
        let place = try await DeskPlace()
        _ = try await Self.bring(PlannerFixture.sheet(), to: place)
        let before = try await place.picture()
        let again = try await Self.bring(PlannerFixture.sheet(), to: place)
        #expect(Self.counts(again.plan) == [0, 0, 47, 0], "\(again.plan.rows.filter { $0.outcome != .same }.prefix(3))")
        #expect(try await place.picture() == before)
        let desk = try await place.actions.desk()
        for kind in SheetExportKind.allCases {
            let bytes = try await place.actions.whole().csv(kind)
            #expect(bytes.count > 100)
            guard kind == .workOrders else { continue }
            let back = try await place.actions.importSheet(bytes, name: "export", isRehearsal: false, by: DeskPlace.ana)
            #expect(
                Self.counts(back.plan) == [0, 0, 47, 0] && back.plan.conflicts == 0, "\(back.plan.rows.filter { $0.outcome != .same }.prefix(2))")
            #expect(try await place.actions.whole().csv(kind) == bytes)
        }
        let after = try await place.actions.desk()
        #expect(after.orders == desk.orders && after.placements == desk.placements && after.rules == desk.rules && after.lines == desk.lines)
        // Into another, empty hub it is the same again.
        let other = try await DeskPlace()
        let bytes = try await place.actions.whole().csv(.workOrders)
        _ = try await other.actions.importSheet(bytes, name: "export", isRehearsal: false, by: DeskPlace.ana)
        #expect(try await other.actions.whole().csv(.workOrders) == bytes)
    }

    @Test("a changed sheet does what its preview said, what people have changed here stays, and undo is exact")
    func changed() async throws {
        let place = try await DeskPlace()
        _ = try await Self.bring(PlannerFixture.sheet(), to: place)
        let orders = PlannerFixture.orders
        // By hand: a quantity, a status, a place.
        try await place.actions.perform(.edit, by: DeskPlace.ben) { desk in
            try desk.edit(orders[0].number, [(.quantity, "999")], now: DeskPlace.now)
            try desk.edit(orders[1].number, [(.status, "On Hold")], now: DeskPlace.now)
            try desk.place(orders[2].number, on: 2)
            try desk.edit(orders[6].number, [(.quantity, "5")], now: DeskPlace.now)
        }
        // In the sheet: other fields, a field that was changed here too, moved orders, a new one, one that is gone.
        var next = orders
        next[0].trolleys = 5
        next[1].status = "1st Side Ready"
        next[3].minutes = "10.00"
        next[6].quantity = "6"
        next[4].position = 40
        next[8].line = PlannerFixture.lines[2]
        next[8].multiplier = 1
        next.remove(at: 46)
        var new = orders[5]
        (new.number, new.position) = ("20000.1", 1)
        next.append(new)
        let before = try await place.picture()
        let preview = try await Self.bring(PlannerFixture.sheet(next), to: place, rehearsal: true)
        let done = try await Self.bring(PlannerFixture.sheet(next), to: place)
        #expect(Self.counts(done.plan) == Self.counts(preview.plan))
        let updated = Set(done.plan.rows.filter { $0.outcome == .update }.map(\.order))
        #expect(updated == Set([0, 3, 4, 8].map { orders[$0].number }), "\(done.plan.rows.filter { $0.outcome == .update })")
        #expect(Set(done.plan.rows.filter { !$0.conflicts.isEmpty }.map(\.order)) == Set([1, 6].map { orders[$0].number }))
        #expect(done.plan.count(.create) == 1 && done.plan.absent == [orders[46].number])
        let desk = try await place.actions.desk()
        #expect(desk.orders[orders[0].number]?.quantity == Quantity(999) && desk.orders[orders[0].number]?.trolleys == 5)
        #expect(desk.orders[orders[1].number]?.status.word == "On Hold" && desk.placements[orders[2].number]?.line == 2)
        #expect(desk.orders[orders[6].number]?.quantity == Quantity(5) && desk.orders[orders[46].number] != nil)
        #expect(desk.queue(1).last?.order == orders[4].number && desk.placements[orders[8].number]?.line == 3)
        #expect(desk.queue(2).first?.order == orders[1].number || desk.queue(2).first?.order == "20000.1")
        try await place.actions.undo(by: DeskPlace.ana)
        let after = try await place.picture()
        #expect(after == before, "\(Set(after).symmetricDifference(before).sorted().prefix(4))")
        // The file is right when that is wanted.
        let forced = try await Self.bring(PlannerFixture.sheet(next), to: place, takesFile: true)
        #expect(forced.plan.count(.update) == 6)
        #expect(try await place.actions.desk().orders[orders[6].number]?.quantity == Quantity(6))
    }

    @Test("bad rows are told with their line, and nothing of the sheet is written unless the rest is wanted")
    func badRows() async throws {
        let place = try await DeskPlace()
        var orders = Array(PlannerFixture.orders.prefix(8))
        orders[1].line = "Oven"
        orders[2].status = "Redy"
        orders[3].kit = "13/45"
        orders[4].ship = "2/30/2026"
        orders[5].number = orders[0].number
        orders[6].minutes = "about an hour"
        let empty = try await place.picture()
        let refused = try await Self.bring(PlannerFixture.sheet(orders), to: place)
        #expect(!refused.isDone && Self.counts(refused.plan) == [2, 0, 0, 6])
        let errors = refused.plan.errors.map { "\($0.line) \($0.problem?.code ?? "")" }
        #expect(
            errors == [
                "8 schedule_sheet_line", "9 schedule_status_unknown", "10 schedule_value_invalid", "11 schedule_value_invalid",
                "12 schedule_sheet_twice",
                "13 schedule_value_invalid",
            ], "\(errors)")
        #expect(try await place.picture() == empty)
        let partly = try await Self.bring(PlannerFixture.sheet(orders), to: place, partial: true)
        #expect(partly.isDone)
        #expect(try await place.actions.desk().orders.count == 2)
    }

    @Test("a line that is not there yet is made when it has a number, and said")
    func newLine() async throws {
        let place = try await DeskPlace()
        var orders = Array(PlannerFixture.orders.prefix(3))
        orders[1].line = "7-CETUS (7)"
        let done = try await Self.bring(PlannerFixture.sheet(orders), to: place)
        #expect(done.plan.linesToCreate.map(\.name) == ["7-CETUS (7)"])
        #expect(try await place.actions.desk().lines[7]?.name == "7-CETUS (7)")
    }

    private static let unreadableSheets = [
        ("schedule_sheet_header", "a,b,c\r\n1,2,3\r\n"), ("schedule_sheet_header", ""),
        ("schedule_sheet_headers", PlannerFixture.sheet() + PlannerFixture.sheet()), ("schedule_sheet_unreadable", "PK\u{3}\u{4}\u{0}\u{0}rubbish"),
        ("schedule_sheet_column_twice", "WO,Customer,Assembly,Order\r\n1,a,b,2\r\n"),
        ("schedule_sheet_cell", "WO,Customer,Assembly\r\n1,\(String(repeating: "x", count: 5000)),b\r\n"),
        ("schedule_sheet_columns", "WO,Customer,Assembly\(String(repeating: ",", count: 300))\r\n"),
    ]

    @Test("sheets that cannot be read at all", arguments: unreadableSheets.indices)
    func unreadable(_ index: Int) async throws {
        let (code, text) = Self.unreadableSheets[index]
        let place = try await DeskPlace()
        do {
            _ = try await Self.bring(text, to: place)
            Issue.record("taken")
        } catch let problem as Problem {
            #expect(problem.code == code)
        }
        #expect(try await place.actions.desk().orders.isEmpty)
    }

    @Test("fifty thousand rows, and one more than there may be")
    func many() async throws {
        let place = try await DeskPlace()
        func text(_ count: Int) -> String {
            "WO,Customer,Assembly,Time (mins),Line,Line Position\n"
                + (0..<count).map { "\($0).1,C\($0 % 9),A\($0 % 99),\($0 % 500).5,\($0 % 4 + 1),\($0)\n" }.joined()
        }
        let preview = try await Self.bring(text(50_000), to: place, rehearsal: true)
        #expect(preview.plan.count(.create) == 50_000 && preview.plan.desk.placements.values.allSatisfy { $0.rank.text.count < 8 })
        await #expect(throws: Problem.self) { _ = try await Self.bring(text(50_200), to: place, rehearsal: true) }
    }

    @Test("formulas are text, in both directions")
    func formulas() async throws {
        let place = try await DeskPlace()
        let rows = [
            "WO,Customer,Assembly,Rev,Note", #"="14409.1",=HYPERLINK(http://x),+A-1,-,@SUM(A1)"#, #"14410.1,"Plain, with a comma","say ""hi""",.2,"#,
        ]
        let sheet = rows.joined(separator: "\n")
        let done = try await Self.bring(sheet, to: place)
        #expect(done.plan.errors.isEmpty, "\(done.plan.errors)")
        let desk = try await place.actions.desk()
        #expect(desk.orders["14409.1"]?.customer.hasPrefix("=HYPERLINK") == true && desk.orders["14410.1"]?.assembly == "say \"hi\"")
        let csv = String(decoding: try await place.actions.whole().csv(.workOrders), as: UTF8.self)
        for cell in csv.split(whereSeparator: { ",\r\n".contains($0) }) {
            let bare = cell.drop { $0 == "\"" || $0 == "\u{FEFF}" }
            #expect(!"=+-@".contains(bare.first ?? "x"), "\(cell)")
        }
        let back = try await place.actions.importSheet(Array(csv.utf8), name: "x", isRehearsal: true, by: DeskPlace.ana)
        #expect(back.plan.count(.same) == 2)
    }

    @Test("semicolons, commas in numbers, days before months, other encodings")
    func european() async throws {
        let place = try await DeskPlace()
        let text =
            "Cliente;Ensamble;OT;Cant;Kit;Ship Date;Time (mins);Status\r\nMuñoz;P-1;1.1;1.200;22/05;30/06/2026;1.199,50;Ready\r\nMuñoz;P-2;2.1;7;1/2;13/2/2026;10,5;Ready*\r\n"
        let bytes: [UInt8] = text.unicodeScalars.map { UInt8($0.value) }
        let done = try await place.actions.importSheet(bytes, name: "x", isRehearsal: false, by: DeskPlace.ana)
        #expect(done.plan.errors.isEmpty)
        let desk = try await place.actions.desk()
        let one = try #require(desk.orders["1.1"])
        #expect(one.customer == "Muñoz" && one.quantity == Quantity(1200) && one.runMinutes == Quantity("1199.5"))
        #expect(one.kitDate?.isoText == "2026-05-22" && one.shipDate?.isoText == "2026-06-30")
        #expect(desk.orders["2.1"]?.kitDate?.isoText == "2026-02-01" && desk.orders["2.1"]?.runMinutes == Quantity("10.5"))
    }
}
