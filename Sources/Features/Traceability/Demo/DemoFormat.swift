// How a simulated mounter writes a scan: most alike, one an older version with 13 columns, one with a byte order mark
// and CR LF. Reads its own lines back, so that a plant that is started again remembers what is loaded.

import Kernel

struct DemoFormat {
    let hasExtra: Bool
    let hasByteOrderMark: Bool
    let lineEnd: [UInt8]

    private static let names =
        "ScanDate,ScanTime,SlotNo,Result,PreviousBarcode,ProductDate,PartName,Quantity,SEQ,Vendor,LOTNO,"
        + "Barcode,FeederBase"
    /// Fields a line has at least, unless it is cut short.
    static let fields = 13
    /// Fields left of a line that is cut short.
    private static let shortFields = 8

    /// The format of a machine; each of the odd ones is there once in a plant of three machines or more.
    init(machine: Int, of machines: Int) {
        hasExtra = machine != 5 % machines
        let isWindows = machine == 7 % machines
        hasByteOrderMark = isWindows
        lineEnd = isWindows ? [13, 10] : [10]
    }

    /// What a new file begins with.
    var header: [UInt8] {
        let names = hasExtra ? Self.names + ",Extra" : Self.names.replacing("ProductDate", with: "Productdate")
        return (hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : []) + Array(names.utf8) + lineEnd
    }

    /// One line with its end.
    func line(_ scan: DemoScan) -> [UInt8] {
        let second = scan.at.millisecondOfDay / 1000
        let date = scan.at.date
        var dateText = padded(date.year, 4) + padded(date.month, 2) + padded(date.day, 2)
        var timeText = padded((second / 3600 * 100 + second / 60 % 60) * 100 + second % 60, 6)
        var quantity = String(scan.reel.quantity)
        switch scan.flaw {
        case .none, .short: break
        case .dash: (dateText, timeText) = ("-", "-")
        case .update: (dateText, timeText) = ("Update", "")
        case .brokenQuantity: quantity = quantity.prefix(2) + "O" + quantity.dropFirst(3)
        }
        let fields = [
            dateText, timeText, String(scan.slot), scan.isOK ? "OK" : "NG", scan.previous, scan.reel.productDate,
            scan.reel.part,
            quantity, "", scan.reel.vendor, scan.reel.lot, scan.reel.barcode, scan.feederBase,
        ]
        var bytes: [UInt8] = []
        bytes.reserveCapacity(160)
        for (number, field) in fields.enumerated() {
            if scan.flaw == .short, number == Self.shortFields { return bytes + lineEnd }
            if number > 0 { bytes.append(Self.comma) }
            let isQuoted = field.utf8.contains(Self.comma)
            if isQuoted { bytes.append(Self.quote) }
            bytes += field.utf8
            if isQuoted { bytes.append(Self.quote) }
        }
        if hasExtra { bytes.append(Self.comma) }
        return bytes + lineEnd
    }

    /// The dated scans of a file; anything else in it is passed over.
    static func scans(_ bytes: [UInt8], _ catalogue: DemoCatalogue) -> [DemoScan] {
        bytes.split(separator: 10).compactMap { scan(fields($0), catalogue) }
    }

    private static func scan(_ fields: [String], _ catalogue: DemoCatalogue) -> DemoScan? {
        guard fields.count >= Self.fields, fields[0].utf8.count == 8, let day = Int(fields[0]),
            let date = CivilDate(year: day / 10_000, month: day / 100 % 100, day: day % 100),
            fields[1].utf8.count == 6, let time = Int(fields[1]), (0..<240_000).contains(time), time / 100 % 100 < 60,
            time % 100 < 60, let slot = Int(fields[2])
        else { return nil }
        let at = CivilTime(date: date, hour: time / 10_000, minute: time / 100 % 100, second: time % 100)
        let reel = DemoReel(
            part: fields[6], vendor: fields[9], lot: fields[10], productDate: fields[5], barcode: fields[11],
            quantity: Int(fields[7]) ?? catalogue.reelSize(of: fields[6]) ?? 5000)
        return DemoScan(
            at: at, slot: slot, feederBase: fields[12], isOK: fields[3] == "OK", previous: fields[4], reel: reel)
    }

    /// Quotes here enclose whole fields and hold no quotes and no line ends: `line(_:)` writes no others.
    private static func fields(_ line: ArraySlice<UInt8>) -> [String] {
        var fields: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        for byte in line where byte != 13 {
            if byte == quote {
                isQuoted.toggle()
            } else if byte == comma, !isQuoted {
                fields.append(String(decoding: field, as: UTF8.self))
                field.removeAll(keepingCapacity: true)
            } else {
                field.append(byte)
            }
        }
        fields.append(String(decoding: field, as: UTF8.self))
        return fields
    }

    private static let comma = UInt8(ascii: ",")
    private static let quote = UInt8(ascii: "\"")
}
