// How one generated file is written: drawn once per file, kept for all of its lines.

/// The format of one file.
struct MounterFormat: Sendable {
    enum Shape: Sendable { case full, headerOnly, empty }

    var shape = Shape.full
    /// Without its line end; nil for a file that has none.
    var header: [UInt8]? = Array(Self.names.utf8)
    var hasTrailingComma = true
    var lineEnd: [UInt8] = [10]
    var hasByteOrderMark = false
    var isCP1252 = false
    var hasISODates = false
    var losesZeros = false
    var quotesEverything = false
    var endsWithNewline = true

    private static let names =
        "ScanDate,ScanTime,SlotNo,Result,PreviousBarcode,ProductDate,PartName,Quantity,SEQ,Vendor,LOTNO,Barcode,"
        + "FeederBase,Extra"

    init() {}

    init(_ quirks: MounterQuirks, random: inout SeededRandom) {
        // Every draw is made whether its quirk is wanted or not: switching one on leaves the others as they were.
        func draw(_ quirk: MounterQuirks, _ cases: Int) -> Bool {
            let hit = random.perMille(cases)
            return hit && quirks.contains(quirk)
        }
        if draw(.emptyFiles, 25) { shape = .empty } else if draw(.headerOnlyFiles, 25) { shape = .headerOnly }
        let namesCase = random.below(4)
        var names = Self.names
        if draw(.thirteenColumns, 450) {
            names = String(names.dropLast(",Extra".count))
            hasTrailingComma = random.perMille(500)
        }
        if quirks.contains(.headerCase) {
            switch namesCase {
            case 0: break
            case 1: names = names.replacing("ProductDate", with: "Productdate")
            case 2: names = names.lowercased()
            default: names = names.uppercased()
            }
        }
        quotesEverything = draw(.quotedEverything, 60)
        if quotesEverything { names = names.split(separator: ",").map { "\"\($0)\"" }.joined(separator: ",") }
        header = draw(.headerless, 40) && shape == .full ? nil : Array(names.utf8)
        if draw(.crlf, 450) { lineEnd = [13, 10] }
        isCP1252 = draw(.cp1252, 180)
        hasByteOrderMark = draw(.byteOrderMark, 350) && !isCP1252
        hasISODates = draw(.isoDates, 300)
        losesZeros = draw(.lostZeros, 300) && !hasISODates
        endsWithNewline = !draw(.noFinalNewline, 150)
    }
}
