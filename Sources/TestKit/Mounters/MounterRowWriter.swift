// The hot loop of the maker: fields go straight into one byte buffer, no String is made per row.

import Kernel

/// Writes one file's lines in its format and counts them.
struct MounterRowWriter {
    private(set) var bytes: [UInt8] = []
    private(set) var counts = MounterCounts()
    private let format: MounterFormat
    private let dateText: [UInt8]
    private var fieldCount = 0
    private var fieldLimit = 13
    /// Where the last line began, and how it was counted.
    private var lastStart = 0
    private var lastKind: WritableKeyPath<MounterCounts, Int>?

    private static let comma = UInt8(ascii: ",")
    private static let quote = UInt8(ascii: "\"")
    private static let ok = Array("OK".utf8)
    private static let ng = Array("NG".utf8)
    private static let pass = Array("PASS".utf8)
    private static let notAvailable = Array("NA".utf8)
    private static let dash = Array("-".utf8)
    private static let update = Array("Update".utf8)
    private static let badQuantities = ["70O0", "5000EA", "7.0.0", "NA", "-"].map { Array($0.utf8) }

    init(format: MounterFormat, day: CivilDate, rows: Int) {
        self.format = format
        let iso = day.isoText
        dateText = Array((format.hasISODates ? iso : iso.replacing("-", with: "")).utf8)
        bytes.reserveCapacity(rows * 100 + 200)
    }

    /// The byte order mark and the header, if the file has them.
    mutating func begin() {
        if format.hasByteOrderMark { bytes += [0xEF, 0xBB, 0xBF] }
        header()
    }

    mutating func header() {
        guard let header = format.header else { return }
        lastStart = bytes.count
        bytes += header
        endLine(\.header)
    }

    mutating func blank() {
        lastStart = bytes.count
        endLine(\.blank)
    }

    /// - Parameter second: of the day.
    mutating func row(
        _ scan: MounterScan, second: Int, sequence: Int, _ oddity: MounterOddity, _ vocabulary: MounterVocabulary
    ) {
        lastStart = bytes.count
        fieldCount = 0
        fieldLimit = oddity.fields
        dateAndTime(second, oddity.date)
        if let text = scan.slot.text { field(text) } else { field(number: scan.slot.number) }
        field(oddity.hasOtherResult ? Self.pass : scan.isOK ? Self.ok : Self.ng)
        if case .reel(let reel) = scan.previous, oddity.namesPrevious {
            barcode(reel, vocabulary)
        } else {
            field(Self.notAvailable)
        }
        field(oddity.hasProductDate ? dateText : [])
        field(vocabulary.parts[scan.reel.part].name)
        switch oddity.quantity {
        case .plain: field(number: vocabulary.parts[scan.reel.part].reelSize)
        case .empty: field([])
        case .decimal: field(Array("12.5".utf8))
        case .bad: field(Self.badQuantities[sequence % Self.badQuantities.count])
        }
        if oddity.hasSequence { field(number: sequence) } else { field([]) }
        field((format.isCP1252 ? vocabulary.vendorsCP1252 : vocabulary.vendorsUTF8)[scan.reel.vendor])
        if scan.reel.lot > 0 { lot(scan.reel.lot) } else { field([]) }
        barcode(scan.reel, vocabulary)
        field(scan.slot.feederBase)
        if oddity.fields < 13 { return endLine(\.tooFewColumns) }
        if format.hasTrailingComma { bytes.append(Self.comma) }
        endLine(oddity.quantity == .bad ? \.notANumber : \.loaded)
    }

    /// The last line once more, byte for byte.
    mutating func repeatLastRow() {
        guard let lastKind else { return }
        let line = Array(bytes[lastStart...])
        lastStart = bytes.count
        bytes += line
        counts[keyPath: lastKind] += 1
    }

    /// Takes the last line end away, unless the line is blank and would be gone.
    mutating func dropFinalNewline() {
        guard let lastKind, lastKind != \.blank else { return }
        bytes.removeLast(format.lineEnd.count)
    }

    private mutating func endLine(_ kind: WritableKeyPath<MounterCounts, Int>) {
        bytes += format.lineEnd
        counts[keyPath: kind] += 1
        lastKind = kind
    }

    private mutating func dateAndTime(_ second: Int, _ date: MounterOddity.Date) {
        switch date {
        case .dash:
            field(Self.dash)
            field(Self.dash)
        case .update:
            field(Self.update)
            field([])
        case .plain:
            field(dateText)
            guard openField() else { return }
            let hour = second / 3600
            let minute = second / 60 % 60
            if format.hasISODates {
                append(hour, width: 2)
                bytes.append(UInt8(ascii: ":"))
                append(minute, width: 2)
                bytes.append(UInt8(ascii: ":"))
                append(second % 60, width: 2)
            } else {
                append((hour * 100 + minute) * 100 + second % 60, width: format.losesZeros ? 1 : 6)
            }
            closeField()
        }
    }

    private mutating func barcode(_ reel: MounterReel, _ vocabulary: MounterVocabulary) {
        guard openField() else { return }
        bytes += vocabulary.parts[reel.part].name
        if reel.serial > 0 {
            bytes.append(UInt8(ascii: "-"))
            append(reel.serial, width: 9)
        }
        closeField()
    }

    private mutating func lot(_ number: Int) {
        guard openField() else { return }
        bytes.append(UInt8(ascii: "L"))
        append(number, width: 7)
        closeField()
    }

    private mutating func field(number: Int) {
        guard openField() else { return }
        append(number, width: 1)
        closeField()
    }

    private mutating func field(_ content: [UInt8]) {
        if content.first == Self.quote {
            // Vendors come quoted where they need it.
            guard openField(quoted: false) else { return }
            bytes += content
        } else {
            guard openField() else { return }
            bytes += content
            closeField()
        }
    }

    private mutating func openField(quoted: Bool = true) -> Bool {
        guard fieldCount < fieldLimit else { return false }
        if fieldCount > 0 { bytes.append(Self.comma) }
        fieldCount += 1
        if quoted, format.quotesEverything { bytes.append(Self.quote) }
        return true
    }

    private mutating func closeField() {
        if format.quotesEverything { bytes.append(Self.quote) }
    }

    private mutating func append(_ number: Int, width: Int) {
        var rest = number
        var digits = 1
        var place = 10
        while place <= number || digits < width {
            digits += 1
            place *= 10
        }
        let start = bytes.count
        for _ in 0..<digits { bytes.append(UInt8(ascii: "0")) }
        var index = start + digits - 1
        while rest > 0 {
            bytes[index] = UInt8(ascii: "0") + UInt8(rest % 10)
            rest /= 10
            index -= 1
        }
    }
}
