// Bytes of a planner's file to rows of cells: whatever the program that wrote it took for a separator, a line's end or an
// encoding.

import Kernel

struct SheetText: Sendable {
    struct Row: Sendable {
        /// Of the file, from 1; of a row over several lines the first.
        var line: Int
        var cells: [String]
        var isBlank: Bool { cells.allSatisfy { Substring($0).trimmed.isEmpty } }
    }
    var rows: [Row] = []
    var separator = UInt8(ascii: ",")

    static let bytesMax = 20 << 20
    static let rowsMax = 50_100
    static let columnsMax = 200
    static let cellMax = 4000

    /// - Throws: `schedule_sheet_large`, `schedule_sheet_unreadable` for what is no text.
    init(_ bytes: [UInt8]) throws(Problem) {
        guard bytes.count <= Self.bytesMax else { throw Problem(.input, "schedule_sheet_large", ["limit": "\(Self.bytesMax >> 20) MB"]) }
        let utf8 = try Self.utf8(bytes)
        separator = Self.separator(utf8)
        try read(utf8)
    }

    /// UTF-8, with or without its mark, UTF-16 as Excel writes it, else Windows-1252.
    private static func utf8(_ bytes: [UInt8]) throws(Problem) -> [UInt8] {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
        if bytes.starts(with: [0xFF, 0xFE]) {
            let units = stride(from: 2, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0]) | UInt16(bytes[$0 + 1]) << 8 }
            return Array(String(decoding: units, as: UTF16.self).utf8)
        }
        guard !bytes.prefix(100_000).contains(0) else { throw Problem(.input, "schedule_sheet_unreadable") }
        if String(validating: bytes, as: UTF8.self) != nil { return bytes }
        var text = ""
        for byte in bytes { text.unicodeScalars.append(byte < 0x80 || byte >= 0xA0 ? Unicode.Scalar(byte) : windows[Int(byte) - 0x80]) }
        return Array(text.utf8)
    }

    /// What Windows-1252 has from 0x80 on. Source: the encoding's table at unicode.org.
    private static let windows = Array("€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8D}Ž\u{8F}\u{90}‘’“”•–—˜™š›œ\u{9D}žŸ".unicodeScalars)

    /// The one that there is most of in the first lines, outside quotes.
    private static func separator(_ utf8: [UInt8]) -> UInt8 {
        var counts: [UInt8: Int] = [44: 0, 59: 0, 9: 0]
        var isQuoted = false
        for byte in utf8.prefix(20_000) {
            if byte == 34 { isQuoted.toggle() }
            if !isQuoted, let count = counts[byte] { counts[byte] = count + 1 }
        }
        return [44, 59, 9].max { (counts[$0] ?? 0, $1) < (counts[$1] ?? 0, $0) } ?? 44
    }

    private mutating func read(_ utf8: [UInt8]) throws(Problem) {
        var cells: [String] = []
        var cell: [UInt8] = []
        var isQuoted = false
        var (line, first) = (1, 1)
        var at = 0
        func endCell() throws(Problem) {
            guard cell.count <= Self.cellMax else {
                throw Problem(.input, "schedule_sheet_cell", ["line": String(first), "limit": String(Self.cellMax)])
            }
            cells.append(Self.value(String(decoding: cell, as: UTF8.self)))
            cell.removeAll(keepingCapacity: true)
            guard cells.count <= Self.columnsMax else {
                throw Problem(.input, "schedule_sheet_columns", ["line": String(first), "limit": String(Self.columnsMax)])
            }
        }
        func endRow(_ rows: inout [Row]) throws(Problem) {
            try endCell()
            rows.append(Row(line: first, cells: cells))
            cells.removeAll(keepingCapacity: true)
            guard rows.count <= Self.rowsMax else { throw Problem(.input, "schedule_sheet_rows", ["limit": "50,000"]) }
        }
        while at < utf8.count {
            let byte = utf8[at]
            at += 1
            if isQuoted {
                if byte == 10 { line += 1 }
                if byte != 34 {
                    cell.append(byte)
                } else if at < utf8.count, utf8[at] == 34 {
                    cell.append(34)
                    at += 1
                } else {
                    isQuoted = false
                }
                continue
            }
            switch byte {
            case 34 where cell.isEmpty || cell == [61]: isQuoted = true
            case separator: try endCell()
            case 10, 13:
                if byte == 13, at < utf8.count, utf8[at] == 10 { at += 1 }
                try endRow(&rows)
                line += 1
                first = line
            default: cell.append(byte)
            }
        }
        if !cell.isEmpty || !cells.isEmpty { try endRow(&rows) }
    }

    /// `="14409.1"` is how a spreadsheet is made to leave a text alone, and an apostrophe how an export keeps one from being
    /// a formula.
    private static func value(_ text: String) -> String {
        if text.hasPrefix("="), text.dropFirst().allSatisfy({ !"+-*/()&!".contains($0) }) { return String(text.dropFirst()) }
        if text.hasPrefix("'"), let next = text.utf8.dropFirst().first, "=+-@\t\r".utf8.contains(next) { return String(text.dropFirst()) }
        return text
    }
}
