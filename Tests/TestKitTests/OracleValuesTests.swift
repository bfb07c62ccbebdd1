// The oracle's values, row by row, against expectations written by hand.

import Kernel
import TestKit
import Testing

@Suite("The oracle reads")
struct OracleValuesTests {
    private static let header =
        "ScanDate,ScanTime,SlotNo,Result,PreviousBarcode,ProductDate,PartName,Quantity,SEQ,"
        + "Vendor,LOTNO,Barcode,FeederBase,Extra\n"

    private func read(_ text: String, path: String = "1line/L1 m2/20250804.csv") -> OracleFile {
        MounterOracle.read(Array(text.utf8), path: path)
    }

    private func civil(_ date: String, _ hour: Int, _ minute: Int, _ second: Int) throws -> CivilTime {
        CivilTime(date: try #require(CivilDate(iso: date)), hour: hour, minute: minute, second: second)
    }

    /// One row with these texts in place of the usual ones.
    private func row(
        date: String = "20250804", time: String = "071937", slot: String = "18", quantity: String = "7000",
        vendor: String = "V", feeder: String = "1F"
    ) throws -> OracleRow {
        let text = "\(date),\(time),\(slot),OK,NA,,P,\(quantity),,\(vendor),,B,\(feeder),\n"
        return try #require(read(text).rows.first)
    }

    @Test("every field of a real row")
    func realRow() throws {
        let file = read(Self.header + "20250804,071937,18,OK,NA,,EAE65231701,7000,,010000 2512,L7,EAE65231701,1F,\n")
        var expected = OracleRow()
        expected.path = "1line/L1 m2/20250804.csv"
        expected.line = 1
        expected.mounter = 2
        expected.slotText = "18"
        expected.slot = 18
        expected.side = .front
        expected.result = "OK"
        expected.part = "EAE65231701"
        expected.quantity = 7_000_000
        expected.vendor = "010000 2512"
        expected.lot = "L7"
        expected.barcode = "EAE65231701"
        expected.previousBarcode = "NA"
        expected.feederBase = "1F"
        expected.dateText = "20250804"
        expected.timeText = "071937"
        expected.scannedAt = try civil("2025-08-04", 7, 19, 37)
        expected.fileLine = 2
        expected.byteOffset = 120
        #expect(file.rows == [expected])
    }

    @Test("columns by the header's names, not by their place")
    func otherOrder() throws {
        let names = "Barcode,Quantity,PartName,ScanTime,ScanDate,Result,Colour\n"
        let file = read(names + "B1,5,P1,10101,2025-08-04,NG,red\nB2,5,P2\n")
        let row = try #require(file.rows.first)
        #expect([row.barcode, row.part, row.result, row.vendor] == ["B1", "P1", "NG", ""])
        #expect(row.quantity == 5000)
        #expect(row.scannedAt?.isoText == "2025-08-04T01:01:01")
        #expect(file.counts.tooFewColumns == 1)
    }

    @Test(
        "dates and times",
        arguments: [
            ("20260922", "135510", "2026-09-22T13:55:10"), ("2026-09-22", "13:55:10", "2026-09-22T13:55:10"),
            ("2026/09/22", "13:55:10", "2026-09-22T13:55:10"), ("22/09/2026", "135510", "2026-09-22T13:55:10"),
            ("09/22/2026", "135510", "2026-09-22T13:55:10"), ("22-09-2026", "135510", "2026-09-22T13:55:10"),
            ("20260922", "71937", "2026-09-22T07:19:37"), ("20260922", "5", "2026-09-22T00:00:05"),
            ("20260922", "7:19:37", "2026-09-22T07:19:37"), ("20240229", "000000", "2024-02-29T00:00:00"),
            ("20250229", "000000", nil), ("20260922", "240000", nil), ("20260922", "126000", nil),
            ("20260922", "", nil),
            ("20260922", "-", nil), ("-", "-", nil), ("Update", "", nil), ("", "135510", nil),
            ("2026092", "135510", nil),
            ("20260922", "1355101", nil),
        ] as [(String, String, String?)])
    func dates(_ date: String, _ time: String, _ expected: String?) throws {
        let row = try row(date: date, time: time)
        #expect(row.scannedAt?.isoText == expected)
        #expect([row.dateText, row.timeText] == [date, time])
    }

    @Test(
        "quantities",
        arguments: [
            ("7000", 7_000_000), ("-3", -3000), ("+5", 5000), ("70.25", 70_250), ("0.001", 1), ("12.5000", 12_500),
            (".5", 500),
            (" 40 ", 40_000), ("", nil), ("  ", nil),
        ] as [(String, Int64?)])
    func quantities(_ text: String, _ expected: Int64?) throws {
        #expect(try row(quantity: text).quantity == expected)
    }

    @Test("what is no quantity", arguments: ["70O0", "1.0005", "1e3", "7.0.0", "-", ".", "\"7,000\"", "7 000", "٣"])
    func rejects(_ text: String) throws {
        let record = "20250804,071937,18,OK,NA,,P,\(text),,V,,B,1F,"
        let file = read(Self.header + record + "\r\n")
        let reject = try #require(file.rejects.first)
        #expect(reject.reason == .notANumber)
        #expect(reject.column == "Quantity")
        #expect(reject.value == text.replacing("\"", with: ""))
        #expect(reject.fileLine == 2)
        #expect(reject.byteOffset == 120)
        #expect(reject.raw == Array(record.utf8))
    }

    @Test("slots", arguments: [("18", 18), ("007", 7), ("A12", nil), ("", nil), ("-1", nil)] as [(String, Int?)])
    func slots(_ text: String, _ expected: Int?) throws {
        let row = try row(slot: text)
        #expect(row.slot == expected)
        #expect(row.slotText == text)
    }

    @Test(
        "sides",
        arguments: [
            ("1F", .front), ("2R", .rear), ("1r", .rear), ("FB07", .front), ("RF", .front), ("3", nil), ("", nil),
        ] as [(String, OracleSide?)])
    func sides(_ feeder: String, _ expected: OracleSide?) throws {
        #expect(try row(feeder: feeder).side == expected)
    }

    @Test(
        "vendors in quotes",
        arguments: [
            ("\"Murata, Inc.\"", "Murata, Inc."), ("\"Kyocera \"\"AVX\"\", Ltd\"", "Kyocera \"AVX\", Ltd"),
            ("\"A\nB\"", "A\nB"), ("\"A\r\nB\"", "A\r\nB"), ("7\" TAPE", "7\" TAPE"), ("\"a\"b\"c", "ab\"c"),
            ("\"\"", ""),
            (" \"x\"", " \"x\""), ("삼성전기", "삼성전기"), ("𠮷田", "𠮷田"),
        ])
    func vendors(_ text: String, _ expected: String) throws {
        #expect(try row(vendor: text).vendor == expected)
    }

    @Test("lines and offsets past a quoted newline, a blank line and wide letters")
    func places() {
        let first = "20250804,1,1,OK,NA,,P,1,,\"Ü\r\nB\",,B1,1F,\r\n"  // 42 bytes, two physical lines
        let second = "20250804,1,1,OK,NA,,P,1,,V,,B2,1F,\r\n"
        let file = read("\u{FEFF}" + first + "\r\n" + second)
        #expect(file.rows.map(\.fileLine) == [1, 4])
        #expect(file.rows.map(\.byteOffset) == [3, 3 + 42 + 2])
        #expect(file.blankLines == [3])
    }

    @Test("bytes that are not UTF-8 as CP1252")
    func cp1252() throws {
        let bytes =
            Array("20250804,1,1,OK,NA,,P,1,,W".utf8) + [0xFC] + Array("rth ".utf8) + [0x96, 0x80]
            + Array(",,B,1F,\n20250804,2,1,OK,NA,,P,1,,V,,B,1F,\n".utf8)
        let file = MounterOracle.read(bytes, path: "x.csv")
        #expect(file.isCP1252)
        #expect(file.rows.map(\.vendor) == ["Würth –€", "V"])
        #expect(file.rows.last?.byteOffset == 41)
        #expect(!read("20250804,1,1,OK,NA,,P,1,,Würth,,B,1F,\n").isCP1252)
    }

    @Test(
        "the machine in a path",
        arguments: [
            ("LOT CHECK  ALL/1line/L1 m2/20250804.csv", 1, 2), ("1Line/M1/20250804.csv", 1, 1),
            ("Mounter_LogFile/4line/L4 m3/20250804_1.csv", 4, 3), ("3Line_M2_20250804.csv", 3, 2),
            ("Line12/Mounter3/20250804 (2).csv", 12, 3), ("Line1/20250804.csv", 1, nil), ("L2 m1.csv", 2, 1),
            ("M4/20250804.csv", nil, 4), ("archive/20250804.csv", nil, nil), ("online/form1/20250804.csv", nil, nil),
        ] as [(String, Int?, Int?)])
    func machines(_ path: String, _ line: Int?, _ mounter: Int?) {
        let file = read("", path: path)
        #expect(file.line == line)
        #expect(file.mounter == mounter)
        #expect(file.isUnmatched == (line == nil && mounter == nil))
    }
}
