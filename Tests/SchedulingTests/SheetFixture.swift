// A planner's sheet with every habit that real ones have: preamble, misspelled parameter, quoted thousands, dates without a
// year, blank quantities, stars, missing parts, gaps and doubles among positions, a totals row. All names are invented.

import Foundation
import Kernel

@testable import Scheduling

enum SheetFixture {
    static let header =
        "Customer,Assembly,Rev,WO,Qty,Status,Kit Date,Time (mins),Trolley,Ship Date,Set Up (hrs),Time (hrs),Time (days),Line,Line Position"
    static let lines = ["1-NOVA 264 (1)", "2-NOVA 127 (2)", "3-NOVA 588 (3)", "4-NOVA 586 (4) ACME"]
    static let statuses = [
        "1st Side Ready", "Ready", "1st Side Ready *", "Ready *", "Ready*", " Ready *", "1st Side Ready ", "Missing CON-125-01-L-DV",
    ]
    static let revs = ["-", ".2", "09", "AC-00", "NA", "+1"]

    static func minutes(_ index: Int) -> Int { index == 3 ? 1199 : 90 + index * 37 }

    /// Hours as the sheet's own formula gives them.
    static func hundredths(_ index: Int) -> Int {
        let multiplier = index % 4 == 0 ? 2 : 1
        return 100 + (minutes(index) * 2 * multiplier * 100 + 30) / 60
    }

    static func number(_ index: Int) -> String { "\(14000 + index * 7).\(index % 3 + 1)" }

    /// One row; fields by the header's names can be given otherwise.
    static func row(_ index: Int, _ other: [String: String] = [:]) -> String {
        let hours = hundredths(index)
        let minutes = minutes(index)
        let values: [String: String] = [
            "Customer": index % 4 == 3 ? "ACME" : "Customer \(index % 6)", "Assembly": "PCB-\(700 + index)", "Rev": revs[index % 6],
            "WO": number(index), "Qty": index == 11 ? " " : index == 5 ? "\"1,250\"" : "\(50 + index)", "Status": statuses[index % 8],
            "Kit Date": "\(index % 2 == 0 ? 7 : 11)/\(index % 28 + 1)",
            "Time (mins)": minutes > 999 ? "\"1,\(String(minutes).suffix(3)).00\"" : "\(minutes).00",
            "Trolley": "\(2 + index % 4)", "Ship Date": "5/\(index % 28 + 1)/2026", "Set Up (hrs)": "1",
            "Time (hrs)": OrderHours.text(Int64(hours)), "Time (days)": OrderHours.text(Int64(hours / 8)), "Line": lines[index % 4],
            // Gaps, and one that comes twice.
            "Line Position": "\(index == 9 ? 5 : index / 4 * 2 + 3)",
        ].merging(other) { $1 }
        return header.split(separator: ",").map { values[String($0)] ?? "" }.joined(separator: ",")
    }

    static func text(_ rows: [String], end: String = "\r\n") -> String {
        let preamble = ["Hrs/Day,8,,,,,,,,,,,,,", "Days/Wk,5,,,,,,,,,,,,,", "Effeciency factor,2,,,,,,,,,,,,,", ",,,,,,,,,,,,,,", ",,,,,,,,,,,,,,"]
        return (preamble + [header] + rows + [",,,,,,,,,,,574.97,54.46,,"]).joined(separator: end) + end
    }

    static func sheet(_ change: (Int) -> [String: String] = { _ in [:] }) -> [UInt8] { Array(text((0..<47).map { row($0, change($0)) }).utf8) }
}

extension DeskPlace {
    @discardableResult
    func take(_ bytes: [UInt8], _ choice: ImportChoice = ImportChoice(), partial: Bool = false, rehearsal: Bool = false) async throws -> ImportOutcome
    {
        try await actions.take(
            try Sheet(bytes, SheetContext(zone: actions.zone, today: actions.zone.day(of: Self.now))), name: "plan.csv", choice: choice,
            isPartial: partial, isRehearsal: rehearsal, by: Self.ana)
    }

    @discardableResult
    func take(_ text: String, _ choice: ImportChoice = ImportChoice(), partial: Bool = false) async throws -> ImportOutcome {
        try await take(Array(text.utf8), choice, partial: partial)
    }
}

extension ImportPlan {
    /// create, update, same, skip, error
    var counts: [Int] { Action.allCases.map(count) }
}
