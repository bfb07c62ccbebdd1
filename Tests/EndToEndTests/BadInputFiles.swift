// Files that should not be where they are: each made from a seed, beside a good one that has to load whatever stands
// next to it.

import Foundation
import Kernel
import TestKit

/// Makes bad files.
enum BadFiles {
    static let header =
        "ScanDate,ScanTime,SlotNo,Result,PreviousBarcode,ProductDate,PartName,Quantity,SEQ,Vendor,LOTNO,Barcode,FeederBase"

    /// A row that loads; its barcode ends with that number.
    static func row(_ number: Int, vendor: String = "MURATA") -> String {
        "20250804,0719\(10 + number % 50),18,OK,OLD,20250801,PART-1,7000,1,\(vendor),LOT-1,BC-\(number),1F"
    }

    static func good(_ rows: Int, from first: Int = 0) -> String {
        ([header] + (first..<first + rows).map { row($0) }).joined(separator: "\n") + "\n"
    }

    static func random(_ count: Int, seed: UInt64) -> [UInt8] {
        var random = SeededRandom(seed: seed)
        // The first bytes are no byte order mark.
        return Array("bin".utf8) + (0..<count).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    }

    static func columns(_ count: Int) -> String {
        let names = (0..<count).map { ",extra\($0)" }.joined()
        let values = (0..<count).map { ",v\($0)" }.joined()
        return header + names + "\n" + row(1) + values + "\n" + row(2) + "\n"
    }

    static func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
        ("\u{FEFF}" + text).utf16.flatMap {
            bigEndian ? [UInt8($0 >> 8), UInt8($0 & 0xFF)] : [UInt8($0 & 0xFF), UInt8($0 >> 8)]
        }
    }

    /// Writes a header, a good row, one line of that many bytes, and a good row, in pieces.
    /// - Parameter isWide: in UTF-16 with its mark.
    static func writeLongLine(_ bytes: Int, at path: String, isWide: Bool = false) throws {
        func data(_ text: String) -> Data { Data(isWide ? Array(utf16(text, bigEndian: true).dropFirst(2)) : Array(text.utf8)) }
        try FileManager.default.createDirectory(
            atPath: (path as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try ((isWide ? Data([0xFE, 0xFF]) : Data()) + data(header + "\n" + row(1) + "\n")).write(to: URL(fileURLWithPath: path))
        let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        defer { try? handle.close() }
        try handle.seekToEnd()
        let piece = data(String(repeating: "a", count: isWide ? 1 << 19 : 1 << 20))
        for _ in 0..<bytes >> 20 { try handle.write(contentsOf: piece) }
        try handle.write(contentsOf: data("\n" + row(2) + "\n"))
    }
}
