// What became of the rows of a stretch of keys.

import Consolidation
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
        #expect(try Piece.entries(Piece.encoded(entries)) == entries)
        #expect(throws: (any Error).self) { try Piece.entries(Array(Piece.encoded(entries).dropLast())) }
    }
}
