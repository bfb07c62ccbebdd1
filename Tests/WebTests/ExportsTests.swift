// Tables as files: exactly the cells, readable by the programs people open them with, in bounded memory.

import Foundation
import Kernel
import Testing

@testable import Web

@Suite struct ExportsTests {
    static let columns = [
        ExportColumn(title: "when", kind: .instant), ExportColumn(title: "part, name", kind: .text),
        ExportColumn(title: "n", kind: .integer),
        ExportColumn(title: "amount", kind: .quantity),
    ]
    static let instant = Instant(rfc3339: "2026-11-21T02:00:00+01:00")!
    static let local = CivilTime(date: CivilDate(year: 2026, month: 11, day: 21)!, hour: 2, minute: 0)
    static let row: [ExportCell] = [
        .instant(instant, local: local), .text("ñ \"x\",\n日本"), .integer(-5), .quantity(Quantity("70.25")!),
    ]

    static func make(_ format: Export.Format, _ rows: [[ExportCell]], columns: [ExportColumn] = ExportsTests.columns)
        async throws -> [UInt8]
    {
        try await Export.response(format: format, name: "changes", columns: columns) { emit in
            for row in rows { try await emit(row) }
        }.collect()
    }

    @Test func theAnswerIsAFileToSave() {
        for (format, type) in [(Export.Format.csv, "text/csv; charset=utf-8"), (.json, "application/json")] {
            let answer = Export.response(format: format, name: "größe", columns: Self.columns) { _ in }
            #expect(answer.header("content-type") == type)
            #expect(
                answer.header("content-disposition")?.hasSuffix("filename*=UTF-8''gr%C3%B6%C3%9Fe.\(format.rawValue)")
                    == true)
        }
    }

    @Test func csvIsQuotedMarkedAndEndsLinesAsTheStandardSays() async throws {
        let bytes = try await Self.make(.csv, [Self.row, [.empty, .text(""), .empty, .quantity(Quantity(7000))]])
        #expect(Array(bytes.prefix(3)) == [0xEF, 0xBB, 0xBF])
        #expect(
            String(decoding: bytes.dropFirst(3), as: UTF8.self)
                == "when,\"part, name\",n,amount\r\n2026-11-21 02:00:00,\"ñ \"\"x\"\",\n日本\",-5,70.25\r\n,,,7000\r\n")
    }

    @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
    func csvTextThatLooksLikeAFormulaIsDisarmed(_ text: String) async throws {
        let bytes = try await Self.make(
            .csv, [[.text(text), .text("a" + text), .integer(-1)]],
            columns: [
                .init(title: "a", kind: .text), .init(title: "b", kind: .text), .init(title: "c", kind: .integer),
            ])
        let line = String(decoding: bytes, as: UTF8.self).components(separatedBy: "a,b,c\r\n")[1]
        let quote = text.contains("\r") ? "\"" : ""
        #expect(line == "\(quote)'\(text)\(quote),\(quote)a\(text)\(quote),-1\r\n")
    }

    @Test func jsonIsAnArrayOfObjectsWithOffsets() async throws {
        let json = try JSON(
            parsing: try await Self.make(.json, [Self.row, [.empty, .text("="), .integer(9), .quantity(Quantity(3))]]))
        let rows = try #require(json.array)
        #expect(rows.count == 2)
        #expect(rows[0]["when"]?.string == "2026-11-21T02:00:00+01:00")
        #expect(rows[0]["part, name"]?.string == "ñ \"x\",\n日本")
        #expect(rows[0]["amount"]?.string == "70.25")
        #expect(rows[1]["when"] == .null)
        #expect(rows[1]["amount"]?.int == 3)
        #expect(try JSON(parsing: try await Self.make(.json, [])) == .array([]))
    }

    @Test func excelReadsTypesHeadFilterAndFrozenRow() async throws {
        let rows: [[ExportCell]] = [
            Self.row, [.empty, .text("=HYPERLINK(\"x\")"), .integer(1_234_567_890_123_456), .quantity(Quantity(3))],
            [.empty, .text("a\u{0}b"), .empty, .empty],
        ]
        let sheet = try await Self.part("xl/worksheets/sheet1.xml", of: try await Self.make(.xlsx, rows))
        #expect(sheet.contains("<autoFilter ref=\"A1:D4\"/>"))
        #expect(sheet.contains("state=\"frozen\""))
        #expect(sheet.contains("ySplit=\"1\""))
        #expect(sheet.contains("<c r=\"A2\" s=\"2\"><v>46347.083333333"))
        #expect(sheet.contains("ñ \"x\",\n日本") || sheet.contains("ñ &quot;x&quot;,\n日本"))
        #expect(sheet.contains("<c r=\"C2\"><v>-5</v></c>"))
        #expect(sheet.contains("<c r=\"D2\"><v>70.25</v></c>"))
        #expect(!sheet.contains("<f>"))
        // More digits than Excel keeps: text.
        #expect(sheet.contains("1234567890123456</t>"))
        let styles = try await Self.part("xl/styles.xml", of: try await Self.make(.xlsx, rows))
        #expect(styles.contains("yyyy-mm-dd hh:mm:ss"))
        #expect(styles.contains("<b/>"))
    }

    @Test func aFullSheetGoesOnInTheNext() async throws {
        let box = ByteBox()
        try await XLSXExport.write(
            "a [very] long/name: of more than thirty-one letters", [ExportColumn(title: "n", kind: .integer)],
            { emit in for n in 0..<25 { try await emit([.integer(Int64(n))]) } }, to: BodyWriter { box.bytes += $0 },
            rowsMax: 10)
        let book = try await Self.part("xl/workbook.xml", of: box.bytes)
        #expect(book.components(separatedBy: "<sheet ").count == 4)
        let third = try await Self.part("xl/worksheets/sheet3.xml", of: box.bytes)
        #expect(third.contains("<autoFilter ref=\"A1:A6\"/>"))
        #expect(third.contains("<c r=\"A6\"><v>24</v></c>"))
    }

    @Test func aBrokenExportThrowsAndLeavesNoFiles() async throws {
        @Sendable func leftovers() throws -> Int {
            try FileManager.default.contentsOfDirectory(atPath: FileManager.default.temporaryDirectory.path).filter {
                $0.hasPrefix("gemba-export-")
            }.count
        }
        for format in Export.Format.allCases {
            let answer = Export.response(format: format, name: "x", columns: Self.columns) { emit in
                try await emit(Self.row)
                throw Problem(.bug, "broken")
            }
            await #expect(throws: Problem.self) { _ = try await answer.collect() }
        }
        // Other tests export at the same time; each is gone within moments.
        #expect(try await Probe.eventually { (try? leftovers()) == 0 })
    }

    @Test func rowsLeaveAsTheyCome() async throws {
        let emitted = Tally()
        let ahead = Tally()
        let sent = Tally()
        for format in [Export.Format.csv, .json] {
            let answer = Export.response(format: format, name: "x", columns: [ExportColumn(title: "n", kind: .text)]) {
                emit in
                for _ in 0..<20_000 {
                    try await emit([.text("0123456789012345678901234567890123456789")])
                    emitted.add(40)
                    if emitted.count - sent.count > 256 << 10 { ahead.add() }
                }
            }
            guard case .stream(let make) = answer.body else { throw ProbeFailure(what: "no stream") }
            try await make(BodyWriter { sent.add($0.count) })
        }
        #expect(sent.count > 1_500_000)
        #expect(ahead.count == 0)
    }

    static func part(_ name: String, of archive: [UInt8]) async throws -> String {
        let path = FileManager.default.temporaryDirectory.path + "/book-" + UUID().uuidString + ".xlsx"
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(archive).write(to: URL(fileURLWithPath: path))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/unzip")
        process.arguments = ["-p", path, name]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return String(decoding: data, as: UTF8.self)
    }
}
