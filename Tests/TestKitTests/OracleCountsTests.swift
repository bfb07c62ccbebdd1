// The oracle's counts, against files written by hand with counts counted by hand. A mistake here would be shared by
// every test that trusts the oracle, so nothing in this file is computed.

import Kernel
import TestKit
import Testing

/// A file and what must be counted in it: header, blank, loaded, not a number, too few columns.
struct CountCase: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var expected: [Int]

    init(_ name: String, _ text: String, _ expected: [Int]) {
        self.name = name
        bytes = Array(text.utf8)
        self.expected = expected
    }

    var testDescription: String { name }
}

private let header =
    "ScanDate,ScanTime,SlotNo,Result,PreviousBarcode,ProductDate,PartName,Quantity,SEQ,Vendor,LOTNO,"
    + "Barcode,FeederBase,Extra"
private let header13 =
    "ScanDate,ScanTime,SlotNo,Result,PreviousBarcode,Productdate,PartName,Quantity,SEQ,Vendor,LOTNO,"
    + "Barcode,FeederBase"
private let row = "20250804,071937,18,OK,NA,,EAE65231701,7000,,GRM155R61H,,EAE65231701,1F,"
private let row13 = "20250804,071937,18,OK,NA,,EAE65231701,7000,,GRM155R61H,,EAE65231701,1F"

@Suite("The oracle counts")
struct OracleCountsTests {
    static let cases: [CountCase] = [
        CountCase("an empty file", "", [0, 0, 0, 0, 0]),
        CountCase("a byte order mark alone", "\u{FEFF}", [0, 0, 0, 0, 0]),
        CountCase("a header alone", header + "\n", [1, 0, 0, 0, 0]),
        CountCase("a header without newline", header, [1, 0, 0, 0, 0]),
        CountCase("one row", header + "\n" + row + "\n", [1, 0, 1, 0, 0]),
        CountCase("a last row without newline", header + "\n" + row + "\n" + row, [1, 0, 2, 0, 0]),
        CountCase("CR LF", header + "\r\n" + row + "\r\n" + row + "\r\n", [1, 0, 2, 0, 0]),
        CountCase("a CR as the last byte", header + "\r\n" + row + "\r", [1, 0, 1, 0, 0]),
        CountCase("a byte order mark before the header", "\u{FEFF}" + header + "\r\n" + row + "\r\n", [1, 0, 1, 0, 0]),
        CountCase("13 columns without the last comma", header13 + "\n" + row13 + "\n", [1, 0, 1, 0, 0]),
        CountCase("13 names and rows with the last comma", header13 + "\n" + row + "\n", [1, 0, 1, 0, 0]),
        CountCase("a header in capitals", header.uppercased() + "\n" + row + "\n", [1, 0, 1, 0, 0]),
        CountCase("no header", row + "\n" + row + "\n", [0, 0, 2, 0, 0]),
        CountCase("the header twice", header + "\n" + row + "\n" + header + "\n" + row + "\n", [2, 0, 2, 0, 0]),
        CountCase("blank lines", header + "\n\n" + row + "\n\n\n", [1, 3, 1, 0, 0]),
        CountCase("blank lines with CR LF", header + "\r\n\r\n" + row + "\r\n", [1, 1, 1, 0, 0]),
        CountCase("a line of blanks", header + "\n  \t\n" + row + "\n", [1, 1, 1, 0, 0]),
        CountCase("a line of commas is a row", header + "\n,,,,,,,,,,,,,\n", [1, 0, 1, 0, 0]),
        CountCase("an O in the quantity", header + "\n" + row.replacing("7000", with: "70O0") + "\n", [1, 0, 0, 1, 0]),
        CountCase("NA as the quantity", header + "\n" + row.replacing("7000", with: "NA") + "\n", [1, 0, 0, 1, 0]),
        CountCase("no quantity", header + "\n" + row.replacing("7000", with: "") + "\n", [1, 0, 1, 0, 0]),
        CountCase("a row of three fields", header + "\n20250804,071937,18\n" + row + "\n", [1, 0, 1, 0, 1]),
        CountCase("a row up to the barcode", header + "\n" + row13.dropLast(3) + "\n", [1, 0, 0, 0, 1]),
        CountCase("too few columns and a bad quantity are one reject", "20250804,1,1,OK,,,P,70O0\n", [0, 0, 0, 0, 1]),
        CountCase("a word", "hello\n", [0, 0, 0, 0, 1]),
        CountCase("empty quotes are a row of one field", "\"\"\n", [0, 0, 0, 0, 1]),
        CountCase(
            "a newline in quotes", header + "\n" + row.replacing("GRM155R61H", with: "\"A\nB\"") + "\n",
            [1, 0, 1, 0, 0]),
        CountCase(
            "an unclosed quote runs to the end",
            header + "\n" + row + "\n" + row.replacing("GRM155R61H", with: "\"A") + "\n" + row + "\n" + row + "\n",
            [1, 0, 1, 0, 1]),
        CountCase("junk dates", header + "\n" + row.replacing("20250804,071937", with: "-,-") + "\n", [1, 0, 1, 0, 0]),
        CountCase("more columns than names", header + "\n" + row + "x,y,z\n", [1, 0, 1, 0, 0]),
        CountCase("identical rows", header + "\n" + row + "\n" + row + "\n" + row + "\n", [1, 0, 3, 0, 0]),
    ]

    @Test("what stands in a file", arguments: cases)
    func counts(_ example: CountCase) {
        let file = MounterOracle.read(example.bytes, path: "1line/L1 m1/20250804.csv")
        let counts = file.counts
        let found = [counts.header, counts.blank, counts.loaded, counts.notANumber, counts.tooFewColumns]
        #expect(found == example.expected)
        #expect(file.lines == example.expected.reduce(0, +))
    }
}
