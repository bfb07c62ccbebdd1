// The generator: the same seed makes the same bytes, its own counts equal the oracle's, every oddity that is asked
// for occurs, and none that is not.

import Foundation
import Kernel
import TestKit
import Testing

@Suite("The mounter tree")
struct MounterTreeTests {
    @Test("the same seed makes the same bytes, another seed others")
    func determinism() {
        let plan = MounterPlan(seed: 7, lines: 2, mounters: 2, days: 3)
        let files = MounterTree(plan).files
        #expect(files == MounterTree(plan).files)
        let others = MounterTree(MounterPlan(seed: 8, lines: 2, mounters: 2, days: 3)).files
        #expect(files.map(\.bytes) != others.map(\.bytes))
        // Pinned, so that a failing run of an older build can be repeated by its seed.
        #expect(Digest.of(files.flatMap(\.bytes)).hex.prefix(16) == "b9519884348ed1ac")
    }

    @Test("twelve folders with the same names, one root with two blanks in a row")
    func names() {
        let tree = MounterTree()
        #expect(tree.files.count == 12 * 13)
        #expect(Set(tree.files.map { $0.path.split(separator: "/").last }).count == 13)
        #expect(tree.files.first?.path == "LOT CHECK  ALL/1line/L1 m1/20250804.csv")
        #expect(tree.files.last?.path == "Mounter_LogFile/4Line/M3/20250816.csv")
        #expect(tree.contents.count == 156)
    }

    @Test("what the maker counted is what the oracle reads", arguments: 1...5)
    func counts(_ seed: Int) {
        let tree = MounterTree(MounterPlan(seed: UInt64(seed), days: 6))
        for file in tree.files {
            let read = MounterOracle.read(file.bytes, path: file.path)
            #expect(read.counts == file.counts, "\(file.path)")
            #expect(read.lines == file.counts.lines)
            #expect(read.line == file.line)
            #expect(read.mounter == file.mounter)
        }
    }

    @Test("a byte changed in a quantity is seen by the comparison of counts")
    func comparisonCanFail() throws {
        let tree = MounterTree(MounterPlan(lines: 1, mounters: 1, days: 1, rowsPerFile: 20...20, quirks: .clean))
        var file = try #require(tree.files.first)
        let text = String(decoding: file.bytes, as: UTF8.self)
        let damaged = try #require(text.range(of: "000,"))
        file.bytes = Array(text.replacingCharacters(in: damaged, with: "0O0,").utf8)
        #expect(MounterOracle.read(file.bytes, path: file.path).counts != file.counts)
    }

    @Test("a clean tree has one header and rows that load, whatever the seed")
    func clean() {
        let tree = MounterTree(MounterPlan(seed: 3, days: 2, quirks: .clean))
        let reading = MounterOracle.read(tree.contents)
        #expect(reading.files.allSatisfy { $0.headerLines == [1] && $0.blankLines.isEmpty && $0.rejects.isEmpty })
        #expect(reading.rows.allSatisfy { $0.scannedAt != nil && $0.result == "OK" })
        #expect(reading.rows.allSatisfy { $0.quantity != nil && $0.side != nil })
        #expect(tree.files.allSatisfy { $0.bytes.allSatisfy { $0 < 128 && $0 != 13 && $0 != 34 } })
    }

    @Test("every oddity occurs in the usual tree")
    func oddities() {
        let tree = MounterTree()
        let reading = MounterOracle.read(tree.contents)
        let rows = reading.rows
        let texts = tree.files.map { String(decoding: $0.bytes, as: UTF8.self) }
        #expect(texts.contains { $0.hasPrefix("ScanDate") && $0.contains("Productdate") })
        #expect(texts.contains { $0.hasPrefix("\u{FEFF}") })
        #expect(texts.contains { $0.unicodeScalars.contains("\r") })
        #expect(texts.contains { $0.hasPrefix("\"") })
        #expect(reading.files.contains { $0.isCP1252 })
        #expect(reading.files.contains { $0.headerLines.isEmpty && !$0.rows.isEmpty })
        #expect(reading.files.contains { $0.headerLines.count > 1 })
        #expect(reading.files.contains { $0.lines == 1 && $0.headerLines == [1] })
        #expect(tree.files.contains { $0.bytes.isEmpty })
        #expect(tree.files.contains { !$0.bytes.isEmpty && $0.bytes.last != 10 })
        #expect(tree.counts.notANumber > 0 && tree.counts.tooFewColumns > 0 && tree.counts.blank > 0)
        #expect(rows.contains { $0.vendor == "Kyocera \"AVX\", Ltd" })
        #expect(rows.contains { $0.vendor == "Panasonic\nIndustry" })
        #expect(rows.contains { $0.vendor == "010000 2512" })
        #expect(rows.contains { $0.vendor == "𠮷田電機" })
        #expect(rows.contains { $0.vendor == "Piñata – Electrónica" })
        #expect(Set(rows.filter { $0.scannedAt == nil }.map(\.dateText)) == ["-", "Update"])
        #expect(rows.contains { $0.timeText.count < 6 && $0.scannedAt != nil })
        #expect(rows.contains { $0.dateText.contains("-") && $0.scannedAt != nil })
        #expect(rows.contains { $0.quantity == nil } && rows.contains { $0.quantity == 12_500 })
        #expect(rows.contains { $0.slotText == "A12" } && rows.contains { $0.side == nil })
        #expect(Set(rows.map(\.result)) == ["OK", "NG", "PASS"])
        #expect(rows.contains { $0.lot.isEmpty } && rows.contains { !$0.lot.isEmpty })
        #expect(rows.contains { $0.previousBarcode == "NA" } && rows.contains { $0.barcode == $0.part })
        #expect(reading.files.contains { Set($0.rows.map(\.barcode)).count < $0.rows.count })
    }

    @Test("a refused scan is mostly followed by an OK scan on the same slot")
    func ngStory() {
        let tree = MounterTree(MounterPlan(days: 4, rowsPerFile: 90...90, quirks: .ngScans))
        let rows = MounterOracle.read(tree.contents).rows
        let refused = rows.indices.dropLast().filter { rows[$0].result == "NG" }
        let righted = refused.filter {
            let next = rows[$0 + 1]
            return next.result == "OK" && next.slotText == rows[$0].slotText && next.side == rows[$0].side
        }
        #expect(refused.count > 50)
        #expect(righted.count * 10 > refused.count * 7 && righted.count < refused.count)
    }

    @Test("pieces joined are the file, and some end at each awkward place")
    func pieces() throws {
        var ends = (lineEnd: 0, quoted: 0, letter: 0)
        for (number, file) in MounterTree().files.enumerated() {
            let pieces = file.appendPlan(seed: UInt64(number))
            #expect(pieces.flatMap { $0 } == file.bytes)
            #expect(pieces == file.appendPlan(seed: UInt64(number)))
            #expect(file.bytes.isEmpty || pieces.allSatisfy { !$0.isEmpty })
            var quotes = 0
            for (piece, next) in zip(pieces, pieces.dropFirst()) {
                quotes += piece.count { $0 == UInt8(ascii: "\"") }
                let first = try #require(next.first)
                if piece.last == 13, first == 10 { ends.lineEnd += 1 }
                if quotes % 2 == 1 { ends.quoted += 1 }
                if first & 0xC0 == 0x80, String(validating: file.bytes, as: UTF8.self) != nil { ends.letter += 1 }
            }
        }
        #expect(ends.lineEnd > 0 && ends.quoted > 0 && ends.letter > 0)
    }

    @Test("written files are read back from the folder")
    func written() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "tree-" + UUID().uuidString)
        defer { try? FileManager.default.removeItem(at: folder) }
        let tree = MounterTree(MounterPlan(lines: 2, mounters: 1, days: 2))
        try tree.write(to: folder)
        #expect(try MounterOracle.contents(of: folder) == tree.contents)
        #expect(try MounterOracle.read(folder: folder).counts == tree.counts)
    }

    @Test("a generated row costs less than 20 microseconds")
    func speed() {
        let begin = Stopwatch.milliseconds()
        var rows = 0
        let plan = MounterPlan(lines: 1, mounters: 2, days: 5, rowsPerFile: 20_000...20_000)
        MounterTree.generate(plan) { rows += $0.counts.lines }
        #expect(rows > 100_000)
        #expect(Stopwatch.milliseconds() - begin < 2000)
    }
}
