// The past of the simulated plant: the same again from the same seed, complete after a pause, and full of what real
// files are full of.

import Foundation
import Kernel
import Testing
import Traceability

@Suite("The simulated plant's history")
struct DemoHistoryTests {
    private func instant(_ text: String) throws -> Instant { try #require(Instant(rfc3339: text)) }

    private func plant(_ folder: DemoFolder, seed: UInt64 = 7) throws -> DemoMounters {
        DemoMounters(root: folder.path, zone: try Zone("Europe/Paris"), seed: seed)
    }

    private func history(_ until: String, seed: UInt64 = 7) throws -> [String: Data] {
        let folder = DemoFolder()
        try plant(folder, seed: seed).writeHistory(until: try instant(until))
        return try folder.contents()
    }

    private static let friday = "2026-11-20T14:30:00Z"
    /// Written once for the tests that only look at it.
    private static let shared = Result { try DemoHistoryTests().history(friday) }
    private static let sharedRows = shared.map(DemoRow.all)

    @Test("the same seed gives the same bytes, another seed others")
    func determinism() throws {
        let first = try history(Self.friday)
        #expect(try history(Self.friday) == first)
        #expect(try history(Self.friday, seed: 8) != first)
    }

    @Test("twelve machines have files of the same names, one for each working day")
    func files() throws {
        let named = try Self.shared.get().keys.filter { $0.contains("line/L") && !$0.contains("copy") }
        // 7 to 20 November without the Sundays.
        #expect(Set(named.map { $0.suffix(12) }).count == 12)
        #expect(Set(named.map { $0.dropLast(13) }).count == 12)
        #expect(named.count == 144)
        #expect(named.contains("Mounter_LogFile/2line/L2 m3/20261119.csv"))
    }

    @Test("nothing is later than the moment it was written for, and every file is in order of time")
    func timeOrder() throws {
        for (file, rows) in Dictionary(
            grouping: try Self.sharedRows.get().filter(\.isDated), by: \.file)
        {
            let times = rows.map(\.at)
            #expect(times == times.sorted(), "\(file)")
            #expect(
                times.allSatisfy {
                    $0 <= "20261120153000" && $0.hasPrefix(file.suffix(12).prefix(8)) || file.contains("copy")
                })
        }
    }

    @Test(
        "every row has 13 or 14 fields, but for the three to five rows that cannot be loaded",
        arguments: 1...6 as ClosedRange<UInt64>)
    func rowsAreWhole(_ seed: UInt64) throws {
        let rows = DemoRow.all(in: try history(Self.friday, seed: seed))
        #expect((9_000...20_000).contains(rows.count))
        let short = rows.filter { $0.fields.count < 13 }
        let whole = rows.filter { $0.fields.count >= 13 }
        #expect(whole.allSatisfy { $0.fields.count == ($0.folder.hasSuffix("L2 m3") ? 13 : 14) })
        let broken = whole.filter { Int($0.fields[7]) == nil }
        #expect(broken.allSatisfy { $0.fields[7].contains("O") })
        #expect((3...5).contains(short.count + broken.count))
        let junk = whole.filter { !$0.isDated }
        #expect((4...8).contains(junk.count))
        #expect(junk.allSatisfy { ["-", "Update"].contains($0.fields[0]) })
        #expect(whole.allSatisfy { ["OK", "NG"].contains($0.fields[3]) })
        #expect(Set(whole.map { $0.fields[9] }).isSuperset(of: ["Murata, Inc.", "Würth Elektronik", "YAGEO"]))
    }

    @Test("the odd ones are there: 13 columns, byte order mark, folders without a number, a copy")
    func oddFiles() throws {
        let files = try Self.shared.get()
        let old = try #require(files["Mounter_LogFile/2line/L2 m3/20261119.csv"])
        #expect(old.starts(with: Data("ScanDate,ScanTime,SlotNo,Result,PreviousBarcode,Productdate,".utf8)))
        let windows = try #require(files["Mounter_LogFile/3line/L3 m2/20261119.csv"])
        #expect(windows.starts(with: [0xEF, 0xBB, 0xBF]))
        #expect(windows.suffix(2) == Data([13, 10]))
        #expect(files.keys.count { $0.hasPrefix("Mounter_LogFile/Spare mounter/") } == 1)
        #expect(files.keys.count { $0.hasPrefix("Mounter_LogFile/Training bench/") } == 1)
        let copy = try #require(files.keys.first { $0.hasSuffix(" - copy.csv") })
        #expect(files[copy] == files[copy.replacing(" - copy", with: "")])
    }

    @Test("the previous barcode is what was loaded, with few exceptions, and NA where nothing was")
    func chain() throws {
        var loaded: [String: String] = [:]
        var breaks = 0
        var first = 0
        let rows = try Self.sharedRows.get().filter {
            $0.fields.count >= 13 && $0.isDated && !$0.file.contains("copy")
        }
        for row in rows where row.fields[3] == "OK" {
            let place = row.folder + "/" + row.fields[2] + row.fields[12]
            if loaded[place] == nil { first += 1 }
            if row.fields[4] != loaded[place] ?? "NA" { breaks += 1 }
            loaded[place] = row.fields[11]
        }
        #expect((10...100).contains(breaks))
        // 48 places at most on each of twelve machines, and the few on the unnamed ones.
        #expect((300...620).contains(first))
    }

    @Test("few scans are refused, most of those put right within five minutes, and one hour of one line is bad")
    func refusals() throws {
        let rows = try Self.sharedRows.get().filter { $0.fields.count >= 13 && $0.isDated }
        let refused = rows.filter { $0.fields[3] == "NG" }
        #expect((30...160).contains(refused.count))
        let quick = refused.filter { bad in
            rows.contains { good in
                good.file == bad.file && good.fields[3] == "OK" && good.fields[2] == bad.fields[2]
                    && good.fields[12] == bad.fields[12]
                    && good.at > bad.at && Self.seconds(good) - Self.seconds(bad) <= 300
            }
        }
        #expect(quick.count * 10 >= refused.count * 8)
        let hours = Dictionary(grouping: refused) { $0.file.prefix(22) + $0.at.prefix(10) }.mapValues(\.count)
        #expect(try #require(hours.values.max()) >= 8)
    }

    private static func seconds(_ row: DemoRow) -> Int {
        let time = Int(row.fields[1]) ?? 0
        return time / 10_000 * 3600 + time / 100 % 100 * 60 + time % 100
    }

    @Test(
        "completing a complete history adds nothing",
        arguments: [friday, "2026-11-20T04:00:00Z", "2026-11-22T10:00:00Z"])
    func idempotence(_ until: String) throws {
        let folder = DemoFolder()
        try plant(folder).writeHistory(until: try instant(until))
        let before = try folder.contents()
        try plant(folder).writeHistory(until: try instant(until))
        #expect(try folder.contents() == before)
    }

    @Test("after a pause what is missing is appended and no byte before it changes")
    func restart() throws {
        let folder = DemoFolder()
        try plant(folder).writeHistory(until: try instant(Self.friday))
        let before = try folder.contents()
        try plant(folder).writeHistory(until: try instant("2026-11-24T10:00:00Z"))
        let after = try folder.contents()
        for (file, bytes) in before { #expect(after[file]?.starts(with: bytes) == true, "\(file)") }
        let today = "Mounter_LogFile/1line/L1 m1/20261120.csv"
        #expect(try #require(after[today]).count > before[today]?.count ?? 0)
        // Saturday, Monday and Tuesday on twelve machines, and nothing else.
        #expect(after.count == before.count + 36)
        let added = DemoRow.all(in: after).filter { $0.at.hasPrefix("20261123") && $0.fields.count >= 13 }
        #expect(added.count > 600)
        #expect(added.count { $0.fields[4] == "NA" } < added.count / 20, "what is loaded was forgotten")
    }

    @Test("a line that was torn when the plant died is ended before the next one")
    func tornLine() throws {
        let folder = DemoFolder()
        try plant(folder).writeHistory(until: try instant(Self.friday))
        let path = folder.path + "/Mounter_LogFile/3line/L3 m2/20261120.csv"
        let file = try #require(FileHandle(forWritingAtPath: path))
        try file.seekToEnd()
        try file.write(contentsOf: Data("20261120,1530".utf8))
        try file.close()
        try plant(folder).writeHistory(until: try instant("2026-11-20T19:00:00Z"))
        let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        #expect(text.contains("\r\n20261120,1530\r\n20261120,"))
    }
}
