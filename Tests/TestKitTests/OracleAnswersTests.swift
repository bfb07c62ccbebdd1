// The oracle's answers, against small stories told by hand.

import Kernel
import TestKit
import Testing

@Suite("The oracle answers")
struct OracleAnswersTests {
    /// `time slot result part barcode feeder`, one scan of 2025-08-04 per line.
    private func files(_ scans: String, path: String = "1line/L1 m1/20250804.csv") -> [String: [UInt8]] {
        var text = ""
        for scan in scans.split(separator: "\n") {
            let words = scan.split(separator: " ").map(String.init)
            let date = words[0] == "-" ? "-" : "20250804"
            text += "\(date),\(words[0]),\(words[1]),\(words[2]),NA,,\(words[3]),10,,V,lot\(words[4]),\(words[4]),"
            text += "\(words[5]),\n"
        }
        return [path: Array(text.utf8)]
    }

    private func loaded(_ scans: String) -> [String] {
        MounterOracle.loadedNow(MounterOracle.read(files(scans)).rows).map { load in
            let place = load.slotText + (load.side?.rawValue ?? "?")
            return "\(place) \(load.since.barcode) \(load.since.scannedAt?.clockText ?? "-") \(load.latest.fileLine)"
        }
    }

    @Test("a re-scan of the same barcode does not restart since")
    func rescan() {
        #expect(loaded("080000 18 OK P A 1F\n090000 18 OK P A 1F") == ["18front A 08:00:00 2"])
    }

    @Test("a reel that comes back starts again")
    func comesBack() {
        #expect(loaded("080000 18 OK P A 1F\n090000 18 OK P B 1F\n100000 18 OK P A 1F") == ["18front A 10:00:00 3"])
    }

    @Test("an NG scan changes nothing that is loaded")
    func refused() {
        #expect(loaded("080000 18 OK P A 1F\n090000 18 NG P B 1F\n093000 18 PASS P C 1F") == ["18front A 08:00:00 1"])
    }

    @Test("the latest scan is loaded, not the last line")
    func outOfOrder() {
        #expect(loaded("090000 18 OK P B 1F\n080000 18 OK P A 1F") == ["18front B 09:00:00 1"])
    }

    @Test("in the same second the later line is loaded")
    func sameSecond() {
        #expect(loaded("090000 18 OK P B 1F\n090000 18 OK P A 1F") == ["18front A 09:00:00 2"])
    }

    @Test("sides and slots are apart, in their order")
    func sides() {
        let scans =
            "080000 18 OK P A 1F\n080100 18 OK P B 1R\n080200 2 OK P C 1F\n080300 A12 OK P D 3\n"
            + "080400 2 OK P E 2F"
        #expect(
            loaded(scans) == [
                "2front E 08:04:00 5", "18front A 08:00:00 1", "18rear B 08:01:00 2", "A12? D 08:03:00 4",
            ])
    }

    @Test("an undated scan is not loaded")
    func undated() {
        #expect(loaded("080000 18 OK P A 1F\n- 18 OK P B 1F") == ["18front A 08:00:00 1"])
    }

    @Test("OK and NG per machine and day, undated apart")
    func totals() throws {
        let day = try #require(CivilDate(iso: "2025-08-04"))
        var tree = files("080000 1 OK P A 1F\n080100 1 NG P A 1F\n080200 1 PASS P A 1F\n- 1 NG P A 1F")
        tree.merge(files("080000 1 OK P A 1F", path: "2Line/M3/20250804.csv")) { a, _ in a }
        let rows = MounterOracle.read(tree).rows
        #expect(
            MounterOracle.totals(rows) == [
                OracleDay(line: 1, mounter: 1, day: day): OracleTotals(total: 3, ok: 1, ng: 1),
                OracleDay(line: 1, mounter: 1, day: nil): OracleTotals(total: 1, ok: 0, ng: 1),
                OracleDay(line: 2, mounter: 3, day: day): OracleTotals(total: 1, ok: 1, ng: 0),
            ])
        #expect(MounterOracle.sum(rows) == OracleTotals(total: 5, ok: 2, ng: 2))
    }

    @Test("rows newest first, undated last, equal ones by path and line")
    func order() {
        var tree = files("- 1 OK P u 1F\n080000 1 OK P a 1F\n090000 1 OK P b 1F\n080000 1 OK P c 1F")
        tree.merge(files("080000 1 OK P d 1F", path: "1line/L1 m0/20250804.csv")) { a, _ in a }
        let found = MounterOracle.search(MounterOracle.read(tree).rows, OracleFilter())
        #expect(found.map(\.barcode) == ["b", "d", "a", "c", "u"])
    }

    @Test("a filter takes contained texts in any case and letters as they are")
    func contains() {
        let scans = "080000 1 OK R0402_1 x 1F\n080001 2 NG R0402A1 y 1F\n080002 12 OK r0402_2 z 2R"
        let rows = MounterOracle.read(files(scans)).rows
        func find(_ change: (inout OracleFilter) -> Void) -> String {
            var filter = OracleFilter()
            change(&filter)
            return MounterOracle.search(rows, filter).map(\.barcode).joined()
        }
        #expect(find { $0.part = "R0402_" } == "zx")
        #expect(find { $0.part = "0402a" } == "y")
        #expect(find { $0.part = "%" } == "")
        #expect(find { $0.lot = "LOTX" } == "x")
        #expect(find { $0.barcode = "Z" } == "z")
        #expect(find { $0.result = "OK" } == "zx")
        #expect(find { $0.slot = 2 } == "y")
        #expect(find { $0.line = 2 } == "")
        #expect(find { $0.mounter = 1 } == "zyx")
    }

    @Test("from is inclusive, to is exclusive, and both leave undated rows out")
    func range() throws {
        let scans = "080000 1 OK P a 1F\n080001 1 OK P b 1F\n080002 1 OK P c 1F\n- 1 OK P u 1F"
        let rows = MounterOracle.read(files(scans)).rows
        let day = try #require(CivilDate(iso: "2025-08-04"))
        var filter = OracleFilter()
        filter.from = CivilTime(date: day, hour: 8, minute: 0, second: 1)
        #expect(MounterOracle.search(rows, filter).map(\.barcode) == ["c", "b"])
        filter.to = CivilTime(date: day, hour: 8, minute: 0, second: 2)
        #expect(MounterOracle.search(rows, filter).map(\.barcode) == ["b"])
        filter.from = nil
        #expect(MounterOracle.search(rows, filter).map(\.barcode) == ["b", "a"])
    }

    @Test("the same bytes are a copy within a machine and a twin on another; a header alone is neither")
    func copies() {
        let row = Array("20250804,080000,1,OK,NA,,P,10,,V,,B,1F,\n20250804,1,1\n".utf8)
        let header = Array("ScanDate,ScanTime,SlotNo,Result,PartName,FeederBase\n".utf8)
        let reading = MounterOracle.read([
            "1line/L1 m1/a.csv": row, "1line/L1 m1/b.csv": row, "1line/L1 m2/a.csv": row, "1line/L1 m1/c.csv": header,
            "1line/L1 m1/d.csv": header,
        ])
        #expect(reading.copies == ["1line/L1 m1/b.csv": "1line/L1 m1/a.csv"])
        #expect(reading.twins == ["1line/L1 m2/a.csv": "1line/L1 m1/a.csv"])
        #expect(reading.distinctRows.map(\.path) == ["1line/L1 m1/a.csv", "1line/L1 m2/a.csv"])
        #expect(reading.duplicateRows == 2)
        #expect(reading.counts.lines == 8)
    }
}
