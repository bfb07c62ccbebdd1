// Sheets coming in: everything a planner's file does, what changes on the second import, what a planner's own changes do.

import Foundation
import Kernel
import TestKit
import Testing

@testable import Scheduling

@Suite("Sheets coming in") struct SheetImportTests {
    @Test("a planner's sheet comes in whole: 47 of 47, hours to the cent, in the sheet's order")
    func whole() async throws {
        let place = try await DeskPlace()
        let preview = try await place.take(SheetFixture.sheet(), rehearsal: true)
        let plan = try await place.take(SheetFixture.sheet()).plan
        #expect(plan.counts == [47, 0, 0, 0, 0] && preview.plan.counts == plan.counts && plan.errors.isEmpty, "\(plan.errors)")
        #expect(plan.hours.isEmpty && plan.linesToCreate.isEmpty && plan.parameters.count == 3)
        let desk = try await place.actions.desk()
        #expect(desk.orders.count == 47 && desk.placements.count == 47)
        let layout = desk.layout(now: DeskPlace.now, zone: place.actions.zone)
        for index in 0..<47 {
            let order = try desk.order(SheetFixture.number(index))
            #expect(layout.slots[order.number]?.hours.hundredths == Int64(SheetFixture.hundredths(index)))
            #expect(order.rev == SheetFixture.revs[index % 6] && order.trolleys == 2 + index % 4)
            if let kit = order.kitDate, let ship = order.shipDate { #expect(kit <= ship && kit.year == 2025) } else { Issue.record("no dates") }
        }
        #expect(desk.orders[SheetFixture.number(11)]?.quantity == nil && desk.orders[SheetFixture.number(5)]?.quantity == Quantity(1250))
        #expect(desk.orders[SheetFixture.number(3)]?.runMinutes == Quantity(1199))
        #expect(desk.orders[SheetFixture.number(7)]?.status == OrderStatus("Missing", missingPart: "CON-125-01-L-DV"))
        #expect(desk.orders[SheetFixture.number(4)]?.status == OrderStatus("Ready", isStarred: true))
        // 9 has 5 like 5: rows decide between equals.
        #expect(Array(desk.queue(2).map(\.order).prefix(3)) == [1, 5, 9].map(SheetFixture.number))
    }

    @Test("the same sheet again changes nothing; an import is taken back as if it had never been")
    func again() async throws {
        let place = try await DeskPlace()
        try await place.fill(5)
        let before = try await place.picture()
        try await place.take(SheetFixture.sheet())
        let after = try await place.picture()
        let second = try await place.take(SheetFixture.sheet())
        #expect(second.plan.counts == [0, 0, 47, 0, 0] && second.deed == nil)
        #expect(try await place.picture() == after)
        try await place.actions.undo(by: DeskPlace.ana)
        #expect(try await place.picture() == before)
        try await place.actions.redo(by: DeskPlace.ana)
        #expect(try await place.picture() == after)
    }

    @Test("a changed sheet does what its preview said; orders that are gone from it stay")
    func changed() async throws {
        let place = try await DeskPlace()
        try await place.take(SheetFixture.sheet())
        var rows = (0..<46).map { index in
            SheetFixture.row(index, index == 2 ? ["Qty": "77", "Status": "Ready *"] : index == 8 ? ["Line": "3-NOVA 588 (3)"] : [:])
        }
        rows.append(SheetFixture.row(60))
        let bytes = Array(SheetFixture.text(rows).utf8)
        let preview = try await place.take(bytes, rehearsal: true).plan
        let plan = try await place.take(bytes).plan
        #expect(plan.counts == [1, 2, 44, 0, 0] && preview.counts == plan.counts)
        #expect(plan.missing == [SheetFixture.number(46)])
        #expect(preview.rows.map(\.changes) == plan.rows.map(\.changes))
        let desk = try await place.actions.desk()
        #expect(desk.orders[SheetFixture.number(2)]?.quantity == Quantity(77) && desk.placements[SheetFixture.number(8)]?.line == 3)
        #expect(desk.orders[SheetFixture.number(46)] != nil && desk.orders[SheetFixture.number(60)] != nil)
        #expect(try await place.take(bytes).plan.counts == [0, 0, 47, 0, 0])
    }

    @Test("what a planner has changed here survives; where the sheet has changed it too, that is said")
    func manual() async throws {
        let place = try await DeskPlace()
        try await place.take(SheetFixture.sheet())
        let (one, two) = (SheetFixture.number(1), SheetFixture.number(2))
        try await place.actions.perform(.edit, by: DeskPlace.ben) { desk in
            try desk.edit(one, [(.quantity, "999"), (.status, "Running")], now: DeskPlace.now)
            try desk.edit(two, [(.quantity, "888")], now: DeskPlace.now)
            try desk.place(SheetFixture.number(41), on: 2, before: SheetFixture.number(5))
            try desk.place(SheetFixture.number(6), on: 2)
        }
        let kept = try await place.picture()
        #expect(try await place.take(SheetFixture.sheet()).plan.counts == [0, 0, 47, 0, 0])
        #expect(try await place.picture() == kept)
        let sheet = SheetFixture.sheet { $0 == 2 ? ["Qty": "5", "Trolley": "9"] : $0 == 6 ? ["Line": "1-NOVA 264 (1)"] : [:] }
        let plan = try await place.take(sheet, rehearsal: true).plan
        #expect(plan.counts == [0, 1, 45, 1, 0] && plan.conflictCount == 2)
        let taking = try await place.take(sheet, ImportChoice(takesFileOf: [two]), rehearsal: true).plan
        #expect(taking.next.orders[two]?.quantity == Quantity(5) && taking.next.placements[SheetFixture.number(6)]?.line == 2)
        try await place.take(sheet, ImportChoice(takesFile: true))
        let desk = try await place.actions.desk()
        #expect(desk.orders[two]?.quantity == Quantity(5) && desk.orders[one]?.quantity == Quantity(999))
        #expect(desk.placements[SheetFixture.number(6)]?.line == 1 && desk.orders[two]?.trolleys == 9)
        let queue = desk.queue(2).map(\.order)
        #expect(queue.firstIndex(of: SheetFixture.number(41)).map { $0 + 1 } == queue.firstIndex(of: SheetFixture.number(5)))
    }

    @Test("positions that are all one more move nobody; two that change places do")
    func positions() async throws {
        let place = try await DeskPlace()
        try await place.take(SheetFixture.sheet())
        let before = try await place.actions.desk().placements
        #expect(try await place.take(SheetFixture.sheet { ["Line Position": "\($0 == 9 ? 6 : $0 / 4 * 2 + 4)"] }).plan.counts == [0, 0, 47, 0, 0])
        #expect(try await place.actions.desk().placements == before)
        try await place.take(SheetFixture.sheet { ["Line Position": "\($0 == 4 ? 13 : $0 == 20 ? 5 : $0 == 9 ? 6 : $0 / 4 * 2 + 3)"] })
        #expect(Array(try await place.actions.desk().queue(1).map(\.order).prefix(6)) == [0, 20, 8, 12, 16, 4].map(SheetFixture.number))
    }

    @Test("parameters change the rules only when the sheet has changed them")
    func parameters() async throws {
        let place = try await DeskPlace()
        try await place.take(SheetFixture.sheet())
        try await place.actions.perform(.rules, by: DeskPlace.ben) { $0.rules.efficiencyFactor = Quantity(3) }
        try await place.take(SheetFixture.sheet())
        #expect(try await place.actions.desk().rules.efficiencyFactor == Quantity(3))
        let text = String(decoding: SheetFixture.sheet(), as: UTF8.self).replacing("Hrs/Day,8", with: "Hrs / Day: 10,")
        try await place.take(text)
        #expect(try await place.actions.desk().rules.hoursPerDay == Quantity(10))
    }

    @Test("encodings, separators, line ends, orders of columns and decimal commas are read for what they are")
    func forms() async throws {
        let plain = "WO,Customer,Assembly,Extra,Qty,Time (mins)\n=\"0012.1\",Señal,=1+1,x,\"1,199.00\",12.5\n"
        let european = "\u{FEFF}Assembly;Customer;wo;QTY;time (MINS)\r\n=1+1;Señal;0012.1;1.199,00;12,5\r\n"
        let tabbed = "WO\tCustomer\tAssembly\tQty\tTime (mins)\r0012.1\tSeñal\t=1+1\t1199\t12.5\r"
        let latin: [UInt8] = plain.unicodeScalars.map { UInt8($0.value) }
        let wide: [UInt8] = [0xFF, 0xFE] + tabbed.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }
        for bytes in [Array(plain.utf8), Array(european.utf8), Array(tabbed.utf8), latin, wide] {
            let place = try await DeskPlace()
            let plan = try await place.take(bytes).plan
            #expect(plan.counts == [1, 0, 0, 0, 0], "\(plan.errors)")
            let order = try await place.actions.desk().order("0012.1")
            #expect(order.customer == "Señal" && order.assembly == "=1+1" && order.quantity == Quantity(1199))
            #expect(order.runMinutes == Quantity(thousandths: 12500))
        }
    }

    @Test("Spanish and French headers, semicolons, commas in numbers, days before months")
    func european() async throws {
        let place = try await DeskPlace()
        let spanish =
            "Cliente;Ensamble;OT;Cant;Fecha kit;Fecha de envío;Time (mins);Estado\r\nMuñoz;P-1;1.1;1.200;22/05;30/06/2026;1.199,50;Ready\r\nMuñoz;P-2;2.1;7;1/2;13/2/2026;10,5;Ready*\r\n"
        let plan = try await place.take(spanish.unicodeScalars.map { UInt8($0.value) }).plan
        #expect(plan.counts == [2, 0, 0, 0, 0], "\(plan.errors)")
        let desk = try await place.actions.desk()
        let one = try #require(desk.orders["1.1"])
        #expect(one.customer == "Muñoz" && one.quantity == Quantity(1200) && one.runMinutes == Quantity("1199.5"))
        #expect(one.kitDate?.isoText == "2026-05-22" && one.shipDate?.isoText == "2026-06-30")
        #expect(desk.orders["2.1"]?.kitDate?.isoText == "2026-02-01" && desk.orders["2.1"]?.runMinutes == Quantity("10.5"))
        let french = "OF;Client;Assemblage;Quantité;Réglage;Ligne\r\n3.1;Dupont;P-3;9;0,5;2\r\n"
        #expect(try await place.take(french).plan.counts == [1, 0, 0, 0, 0])
        let order = try #require(try await place.actions.desk().orders["3.1"])
        #expect(order.setupHours == Quantity("0.5") && order.quantity == Quantity(9))
    }

    @Test("numbers and dates are read as they are meant")
    func values() {
        let us = SheetHabits()
        #expect(SheetNumber.read("1 199,50", us) == Quantity(thousandths: 1_199_500) && SheetNumber.read("1,199", us) == Quantity(1199))
        #expect(SheetNumber.read("1,199", SheetHabits(hasDecimalComma: true)) == Quantity(thousandths: 1199))
        for bad in ["", "x", "=1+1", "1,2,3", "1.2.3", "12,34,567", "1e3", "#N/A"] { #expect(SheetNumber.read(bad, us) == nil, "\(bad)") }
        let ship = CivilDate(iso: "2026-05-01")
        #expect(SheetDate.read("7/14", us, ship: ship, today: nil)?.isoText == "2025-07-14")
        #expect(SheetDate.read("4/30", us, ship: ship, today: nil)?.isoText == "2026-04-30")
        #expect(SheetDate.read("2/29", us, ship: ship, today: nil)?.isoText == "2024-02-29")
        #expect(SheetDate.read("31.12.2026", us, today: nil)?.isoText == "2026-12-31")
        for bad in ["2/30/2026", "13/13/2026", "0/1/2026", "soon", "2026-13-01"] { #expect(SheetDate.read(bad, us, today: ship) == nil, "\(bad)") }
        for text in ["=1+1", "'=x", "''@y", "-", "+1", "@a", "'quoted", "plain", "=\"x\""] {
            #expect(SheetCell.read(SheetCell.guarded(text)) == text)
        }
    }
}
