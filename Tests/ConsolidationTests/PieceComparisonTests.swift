// What became of the rows of a stretch of keys.

import Consolidation
import TestKit
import Testing

@Suite struct PieceComparisonTests {
    private func entry(_ key: UInt8, _ digest: UInt64) -> BaselineEntry { BaselineEntry([1, key], Fingerprint(high: digest, low: 7)) }

    @Test func tellsNewChangedAndGoneRowsApart() {
        let old = [entry(1, 1), entry(2, 2), entry(3, 3)]
        let new = [entry(0, 9), entry(1, 1), entry(3, 4)]
        let comparison = PieceComparison(old: old, new: new)
        #expect(comparison.inserted == [0])
        #expect(comparison.updated == [2])
        #expect(comparison.deleted == [entry(2, 2)])
    }

    @Test func takesEveryRowForChangedWhenFingerprintsCannotBeCompared() {
        let rows = [entry(1, 1), entry(2, 2)]
        #expect(PieceComparison(old: rows, new: rows).isEmpty)
        #expect(PieceComparison(old: rows, new: rows, isComparable: false).updated == [0, 1])
    }

    @Test func anotherOrderIsNoChange() {
        #expect(PieceComparison(old: [entry(1, 1), entry(2, 2)], new: [entry(2, 2), entry(1, 1)]).isEmpty)
    }

    @Test func directoriesAndPiecesComeBackAsTheyWent() throws {
        let directory = Directory(
            signature: "a\u{1}int",
            heads: [
                PieceHead(id: 300, count: 2, first: [1, 65], last: [2, 65, 66], rangeDigest: nil),
                PieceHead(id: 1, count: 0, first: [], last: [], rangeDigest: "ab"),
            ])
        #expect(try Directory(directory.encoded()) == directory)
        let entries = [entry(1, .max), entry(200, 0)]
        let piece = PieceRows(entries)
        #expect(piece.entries == entries)
        #expect(try PieceRows(piece.encoded()) == piece)
        #expect(throws: (any Error).self) { try PieceRows(Array(piece.encoded().dropLast())) }
    }

    @Test func aSliceOfAPieceHasItsRows() {
        let entries = (0..<9).map { entry(UInt8($0), UInt64($0)) }
        var out = PieceRows(entries).slice(2..<5)
        out.append(7..<9, of: PieceRows(entries))
        #expect(out.entries == Array(entries[2..<5] + entries[7..<9]))
    }

    @Test func listsOfFingerprintsAreAlignedWithoutTheirKeys() {
        var random = SeededRandom(seed: 7)
        for _ in 0..<300 {
            let old = (0..<400).map { Fingerprint(high: UInt64($0), low: 1) }
            var new: [Fingerprint] = []
            var (gone, come) = ([Int](), [Int]())
            for place in old.indices {
                switch random.below(61) {
                case 0: gone.append(place)
                case 1:
                    gone.append(place)
                    come.append(new.count)
                    new.append(Fingerprint(high: UInt64(place), low: 2))
                case 2:
                    come.append(new.count)
                    new.append(Fingerprint(high: UInt64(place), low: 3))
                    new.append(old[place])
                default: new.append(old[place])
                }
            }
            let alignment = DigestAlignment(old: old, new: new)
            #expect(alignment?.gone == gone)
            #expect(alignment?.come == come)
        }
    }

    @Test func listsThatShareLittleAreNotAligned() {
        let old = (0..<100).map { Fingerprint(high: UInt64($0), low: 1) }
        #expect(DigestAlignment(old: old, new: old.map { Fingerprint(high: $0.high, low: 2) }) == nil)
        #expect(DigestAlignment(old: old, new: []) == nil)
        #expect(DigestAlignment(old: old, new: old) == DigestAlignment(old: [], new: []))
    }
}
