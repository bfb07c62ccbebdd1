// Sheets that are not what they should be: what is said, and that nothing of them is half imported.

import Foundation
import Kernel
import TestKit
import Testing

@testable import Scheduling

@Suite("Sheets that are refused") struct SheetRefusalTests {
    @Test("each bad line is told with its number and reason, and nothing comes in")
    func lines() async throws {
        let place = try await DeskPlace()
        let before = try await place.picture()
        let rows = [
            SheetFixture.row(0), SheetFixture.row(1, ["Line": "the new one"]), SheetFixture.row(2, ["Status": "Redy"]),
            SheetFixture.row(3, ["Ship Date": "2/30/2026"]), SheetFixture.row(0), SheetFixture.row(5, ["Qty": "=1+1"]),
            SheetFixture.row(6, ["WO": ""]),
            SheetFixture.row(7, ["Customer": ""]), SheetFixture.header, SheetFixture.row(9, ["Trolley": "2.5"]),
            SheetFixture.row(10, ["Kit Date": "6/1/2026"]), SheetFixture.row(11, ["Assembly": String(repeating: "x", count: 5000)]),
        ]
        let text = SheetFixture.text(rows)
        let outcome = try await place.take(text)
        #expect(outcome.isRefused && outcome.deed == nil)
        #expect(
            outcome.plan.errors.map { "\($0.line) \($0.problem.code)" } == [
                "8 schedule_line_unknown", "9 schedule_status_unknown", "10 schedule_value_invalid", "11 schedule_sheet_number_twice",
                "12 schedule_value_invalid", "13 schedule_sheet_number_missing", "14 schedule_sheet_order_incomplete",
                "15 schedule_sheet_header_again",
                "16 schedule_value_invalid", "17 schedule_ship_before_kit", "18 schedule_sheet_field_long",
            ])
        #expect(try await place.picture() == before)
        let partial = try await place.take(text, partial: true)
        #expect(partial.plan.count(.create) == 1 && partial.deed != nil)
        #expect(try await place.actions.desk().orders.count == 1)
    }

    @Test("lines that nobody knows and that have a number are made with the import")
    func newLines() async throws {
        let place = try await DeskPlace()
        let plan = try await place.take(SheetFixture.sheet { $0 % 4 == 2 ? ["Line": "7-NOVA 900 (7)"] : [:] }).plan
        #expect(plan.linesToCreate.map(\.name) == ["7-NOVA 900 (7)"])
        #expect(try await place.actions.desk().lines[7]?.name == "7-NOVA 900 (7)")
    }

    @Test("a file that is no sheet is refused whole, with its reason")
    func files() async throws {
        let context = SheetContext(zone: try Zone("Europe/Madrid"), today: try #require(CivilDate(iso: "2026-11-30")))
        func code(_ bytes: [UInt8]) -> String {
            do throws(Problem) {
                _ = try Sheet(bytes, context)
                return "read"
            } catch { return error.code }
        }
        func code(_ text: String) -> String { code(Array(text.utf8)) }
        var random = SeededRandom(seed: 7)
        let rubbish = (0..<5000).map { _ in UInt8(random.below(256)) }
        #expect(code(rubbish) == "schedule_sheet_binary" && code("") == "schedule_sheet_empty" && code(" \r\n") == "schedule_sheet_empty")
        #expect(code(rubbish.map { $0 == 0 ? 1 : $0 }).hasPrefix("schedule_sheet_"))
        #expect(code("a,b,c\n1,2,3\n") == "schedule_sheet_header_missing")
        #expect(code("Customer,Assembly,Qty\nx,y,1\n") == "schedule_sheet_columns_missing")
        #expect(code("WO,Customer,Assembly,WO\n1,x,y,1\n") == "schedule_sheet_column_twice")
        #expect(code("WO,Customer,Assembly\n1,\"x,y\n") == "schedule_sheet_quote")
        #expect(code("WO,Customer,Assembly\n" + String(repeating: ",", count: 300) + "\n") == "schedule_sheet_columns_many")
        #expect(code([UInt8](repeating: 65, count: SheetText.bytesMax + 1)) == "schedule_sheet_large")
        let rows = (0...50_000).map { "\($0),C,A\n" }.joined()
        #expect(code("WO,Customer,Assembly\n" + rows) == "schedule_sheet_rows_many")
    }

    @Test("fifty thousand rows are planned in one go, and again as the same")
    func many() throws {
        let context = SheetContext(zone: try Zone("Europe/Madrid"), today: try #require(CivilDate(iso: "2026-11-30")))
        let rows = (0..<50_000).map { "\($0),C\($0 % 50),A,\($0 % 4 + 1),\($0)\n" }.joined()
        let sheet = try Sheet(Array(("WO,Customer,Assembly,Line,Line Position\n" + rows).utf8), context)
        var desk = Desk()
        for line in Line.defaults { desk.lines[line.number] = line }
        let first = ImportPlan(desk, sheet, ImportChoice(), now: DeskPlace.now)
        #expect(first.count(.create) == 50_000)
        #expect(first.next.placements.values.allSatisfy { $0.rank.text.utf8.count <= SheetQueue.rankLengthMax })
        let second = ImportPlan(first.next, sheet, ImportChoice(), now: DeskPlace.now)
        #expect(second.count(.same) == 50_000 && first.next.changes(to: second.next).isEmpty)
    }

    @Test("a kind of file is read by the names it was taught")
    func mapping() async throws {
        let place = try await DeskPlace()
        let bytes = Array("Job,Who,What,Qty\n5.1,Acme,P-1,3\n".utf8)
        let names = try #require(Sheet.headerNames(bytes, SheetMapping()))
        #expect(names == ["Job", "Who", "What", "Qty"])
        try await place.actions.remember(names, ["Job": "number", "Who": "customer", "What": "assembly"], by: DeskPlace.ana)
        let sheet = try await place.actions.sheet(bytes)
        #expect(sheet.rows.map(\.number) == ["5.1"] && sheet.rows[0].problems.isEmpty && sheet.ignored.isEmpty)
    }
}
