// The small plant's files, written by hand, and what they must come to, worked out here by the plainest means: split at
// commas, no code of the program's own. Three machines, equal file names, equal instants, junk dates, one reject, and a
// folder that says neither line nor mounter.

import Foundation

/// One file of a mounter.
struct TreeFile: Sendable {
    var path: String
    var line: Int64?
    var mounter: Int64?
    /// The first line is a header.
    var hasHeader = true
    var lines: [String]
    var lineEnd = "\n"
    var start = ""

    var text: String { start + lines.map { $0 + lineEnd }.joined() }
    /// `20260922.csv`
    var name: String { String(path.split(separator: "/").last ?? "") }

    /// The lines that are records, by the simplest reading.
    var rows: [TreeRow] {
        lines.enumerated().dropFirst(hasHeader ? 1 : 0).map { index, text in
            TreeRow(
                file: self, fileLine: Int64(index + 1),
                fields: text.split(separator: ",", omittingEmptySubsequences: false).map(String.init))
        }
    }
}

/// One scan as its line says it.
struct TreeRow: Sendable {
    var file: TreeFile
    var fileLine: Int64
    var fields: [String]

    var slot: String { fields[2] }
    var result: String { fields[3] }
    var previousBarcode: String { fields[4] }
    var part: String { fields[6] }
    var quantity: String { fields[7] }
    var vendor: String { fields[9] }
    var lot: String { fields[10] }
    var barcode: String { fields[11] }
    var feederBase: String { fields[12] }
    var side: String? { feederBase.contains("F") ? "front" : feederBase.contains("R") ? "rear" : nil }
    /// `1line/L1 m1/20260922.csv:5`
    var place: String { "\(file.path):\(fileLine)" }
    var isRejected: Bool { !quantity.isEmpty && Double(quantity) == nil }

    /// `2026-09-22T07:19:37-06:00`; text order is time order. Nil for junk.
    var scannedAt: String? {
        let date = fields[0].filter(\.isNumber)
        let time = fields[1].filter(\.isNumber)
        guard date.count == 8, (1...6).contains(time.count) else { return nil }
        let clock = String(repeating: "0", count: 6 - time.count) + time
        return
            "\(pieces(date, [4, 2, 2]).joined(separator: "-"))T\(pieces(clock, [2, 2, 2]).joined(separator: ":"))-06:00"
    }

    private func pieces(_ text: String, _ lengths: [Int]) -> [String] {
        var rest = text[...]
        return lengths.map { length in
            defer { rest = rest.dropFirst(length) }
            return String(rest.prefix(length))
        }
    }
}

extension TreeFile {
    static let header =
        "ScanDate,ScanTime,SlotNo,Result,PreviousBarcode,ProductDate,PartName,Quantity,SEQ,Vendor,LOTNO,Barcode,FeederBase"

    /// The whole tree.
    static let all = [monday, tuesday, second, third, spare]
    /// Rows that must be in the history, rejected ones left out.
    static let loadedRows = all.flatMap(\.rows).filter { !$0.isRejected }

    private static let monday = TreeFile(
        path: "1line/L1 m1/20260921.csv", line: 1, mounter: 1,
        lines: [
            header,
            "20260921,060512,1,OK,NA,,R0603_100K,5000,,YAGEO,LOT-A1,B1001,1F",
            "20260921,060530,2,OK,NA,,R0603-100K,5000,,YAGEO,LOT-A2,B1002,2F",
            "20260921,060559,3,OK,NA,,CAP 10%,4000,,GRM155R61H,LOT-A3,B1003,3F",
            "20260921,061000,1,OK,NA,,IC-77,250,,TI,LOT-A4,B1004,1R",
            "20260921,071937,18,OK,NA,,EAE65231701,7000,,GRM155R61H,,EAE65231701,18F",
            "20260921,071937,19,OK,NA,,EAE65231702,7000,,010000 2512,,EAE65231702,19F",
            "20260921,093000,2,NG,B1002,,R0603-100K,5000,,YAGEO,LOT-A2,B9999,2F",
            "20260921,093045,2,OK,B1002,,R0603-100K,5000,,YAGEO,LOT-A5,B1005,2F",
            "20260921,120000,1,OK,B1001,,R0603_100K,5000,,YAGEO,LOT-A6,B1006,1F",
            "20260921,180000,1,OK,B1006,,R0603_100K,4100,,YAGEO,LOT-A6,B1006,1F",
            "20260921,235959,3,NG,B1003,,CAP 10X,4000,,GRM155R61H,LOT-A7,B1007,3F",
        ])

    private static let tuesday = TreeFile(
        path: "1line/L1 m1/20260922.csv", line: 1, mounter: 1,
        lines: [
            "ScanDate,ScanTime,SlotNo,Result,PreviousBarcode,Productdate,PartName,Quantity,SEQ,Vendor,LOTNO,Barcode,FeederBase,Extra",
            "20260922,000000,3,OK,B1003,,CAP 10X,4000,,GRM155R61H,LOT-A7,B1007,3F,",
            "20260922,071937,18,OK,EAE65231701,,EAE65231701,6500,,GRM155R61H,,EAE65231701,18F,",
            "20260922,071937,19,OK,EAE65231702,,EAE65231703,7000,,010000 2512,,EAE65231703,19F,",
            "20260922,81000,4,OK,NA,,led-white,3000,,OSRAM,lot_b%1,B1010,4F,",
            "2026-09-22,08:20:00,5,OK,NA,,LED-WHITE,3000,,OSRAM,LOTXB21,B1011,5F,",
            "20260922,100000,6,NG,NA,,LED-WHITE,2999.5,,OSRAM,LOT-B3,B1012,6F,",
            "20260922,101500,6,OK,NA,,LED-WHITE,,,OSRAM,LOT-B3,B1012,6F,",
            "-,101600,6,OK,B1012,,LED-WHITE,3000,,OSRAM,LOT-B3,B1013,6F,",
            "Update,Update,6,OK,B1012,,LED-WHITE,3000,,OSRAM,LOT-B3,B1014,6F,",
            "20260922,110000,A7,OK,NA,,IC-77,250,,TI,LOT-B4,B1015,7R,",
            "20260922,120000,7,SKIP,NA,,IC-77,250,,TI,LOT-B4,B1016,7,",
            "20260922,130000,8,OK,NA,,R0603_100K,70O0,,YAGEO,LOT-B5,B1017,8F,",
            "20260922,140000,8,OK,NA,,R0603_100K,7000,,YAGEO,LOT-B5,B1018,8F,",
            "20260922,235959,8,NG,B1018,,R0603_100K,7000,,YAGEO,LOT-B6,B1019,8F,",
        ])

    private static let second = TreeFile(
        path: "1line/L1 m2/20260922.csv", line: 1, mounter: 2,
        lines: [
            header,
            "20260922,060000,1,OK,NA,,R0603_100K,5000,,YAGEO,LOT-C1,B2001,1F",
            "20260922,060001,2,OK,NA,,R0402-10K,10000,,YAGEO,LOT-C2,B2002,2F",
            "20260922,060002,3,OK,NA,,R0402-22K,10000,,YAGEO,LOT-C2,B2003,3F",
            "20260922,060003,1,OK,NA,,Q-BC847,3000,,NXP,LOT-C3,B2004,1R",
            "20260922,071937,4,OK,NA,,D-BAS16,3000,,NXP,LOT-C4,B2005,4F",
            "20260922,071937,4,OK,NA,,D-BAS16,3000,,NXP,LOT-C4,B2005,4F",
            "20260922,071937,5,NG,NA,,D-BAS16,3000,,NXP,LOT-C4,B2006,5F",
            "20260922,090000,5,OK,NA,,D-BAS16,3000,,NXP,LOT-C5,B2007,5F",
            "20260922,100500,1,NG,B2001,,R0603_100K,5000,,YAGEO,LOT-C6,B2008,1F",
            "20260922,100530,1,NG,B2001,,R0603_100K,5000,,YAGEO,LOT-C6,B2009,1F",
            "20260922,100600,1,OK,B2001,,R0603_100K,5000,,YAGEO,LOT-C7,B2010,1F",
            "20260922,110000,2,OK,B7777,,R0402-10K,10000,,YAGEO,LOT-C8,B2011,2F",
            "20260922,120000,3,OK,B2003,,R0402-22K,10000,,YAGEO,LOT-C8,B2012,3F",
            "20260922,130000,6,OK,NA,,XTAL-16M,1000,,EPSON,LOT-C9,B2013,6F",
            "20260922,140000,6,OK,B2013,,XTAL-16M,1000,,EPSON,LOT-D1,B2014,6F",
            "20260922,150000,6,NG,B2014,,XTAL-20M,1000,,EPSON,LOT-D2,B2015,6F",
        ], lineEnd: "\r\n", start: "\u{FEFF}")

    private static let third = TreeFile(
        path: "2line/L2 m1/20260922.csv", line: 2, mounter: 1, hasHeader: false,
        lines: [
            "20260922,060000,1,OK,NA,,R0603_100K,5000,,YAGEO,LOT-A1,B3001,1F",
            "20260922,060010,2,OK,NA,,R0402-10K,10000,,YAGEO,LOT-C2,B3002,2F",
            "20260922,060020,3,OK,NA,,C0402-1U,10000,,MURATA,LOT-E1,B3003,3F",
            "20260922,060030,4,OK,NA,,C0402-1U,10000,,MURATA,LOT-E1,B3004,4F",
            "20260922,071937,1,OK,B3001,,R0603_100K,5000,,YAGEO,LOT-E2,B3005,1F",
            "20260922,080000,2,NG,B3002,,R0402-10K,10000,,YAGEO,LOT-E3,B3006,2F",
            "20260922,080100,2,OK,B3002,,R0402-10K,10000,,YAGEO,LOT-E3,B3006,2F",
            "20260922,090000,3,OK,B3003,,C0402-1U,10000,,MURATA,LOT-E4,B3007,3F",
            "20260923,060000,3,OK,B3007,,C0402-1U,10000,,MURATA,LOT-E5,B3008,3F",
            "20260923,061500,4,OK,B3004,,C0402-1U,10000,,MURATA,LOT-E5,B3009,4F",
            "20260923,063000,4,NG,B3009,,C0402-2U,10000,,MURATA,LOT-E6,B3010,4F",
            "-,-,4,OK,B3009,,C0402-1U,10000,,MURATA,LOT-E6,B3011,4F",
            "20260923,080000,1,OK,B3005,,R0603_100K,5000,,YAGEO,LOT-E7,B3012,1F",
        ])

    private static let spare = TreeFile(
        path: "spare parts/20260922.csv",
        lines: [
            header,
            "20260922,071937,1,OK,NA,,R0603_100K,5000,,YAGEO,LOT-F1,B4001,1F",
            "20260922,090000,2,OK,NA,,R0402-10K,5000,,YAGEO,LOT-F2,B4002,2F",
            "20260922,100000,2,NG,NA,,R0402-10K,5000,,YAGEO,LOT-F3,B4003,2F",
            "-,100000,2,OK,NA,,R0402-10K,5000,,YAGEO,LOT-F4,B4004,2F",
        ])
}
