// Rows and fields of a sheet's text (RFC 4180), with the physical line each begins in. A quote means something only at the
// beginning of a field, so that `="14409.1"` stays as it is.

import Kernel

struct SheetRecord: Sendable {
    /// From 1.
    var line: Int
    var fields: [String]
    var isBlank: Bool { fields.allSatisfy { $0.allSatisfy(\.isWhitespace) } }
}

enum SheetRecords {
    static let rowsMax = 50_000
    /// Of preambles, blank rows and totals beside them.
    static let recordsMax = rowsMax + 10_000
    static let columnsMax = 200
    static let delimiters: [UInt8] = [UInt8(ascii: ","), UInt8(ascii: ";"), 9]

    /// - Parameter first: only so many records, and no complaint about what comes after.
    /// - Throws: `schedule_sheet_quote`, `schedule_sheet_columns_many`, `schedule_sheet_rows_many`.
    static func read(_ text: [UInt8], delimiter: UInt8, first: Int? = nil) throws(Problem) -> [SheetRecord] {
        var out: [SheetRecord] = []
        var fields: [String] = []
        var field: [UInt8] = []
        var (line, begun, quoted) = (1, 1, 0)
        var (isQuoted, isFresh) = (false, true)
        var i = 0
        func endField() {
            fields.append(String(decoding: field, as: UTF8.self))
            field.removeAll(keepingCapacity: true)
            isFresh = true
        }
        while i < text.count {
            let byte = text[i]
            i += 1
            if isQuoted {
                if byte == 0x22 {
                    if i < text.count, text[i] == 0x22 {
                        field.append(0x22)
                        i += 1
                    } else {
                        isQuoted = false
                    }
                } else {
                    if byte == 10 { line += 1 }
                    field.append(byte)
                }
            } else if byte == 0x22, isFresh {
                (isQuoted, isFresh, quoted) = (true, false, line)
            } else if byte == delimiter {
                endField()
                guard fields.count < columnsMax else { throw Problem(.input, "schedule_sheet_columns_many", facts(begun, columnsMax)) }
            } else if byte == 10 || byte == 13 {
                if byte == 13, i < text.count, text[i] == 10 { i += 1 }
                endField()
                out.append(SheetRecord(line: begun, fields: fields))
                fields.removeAll(keepingCapacity: true)
                line += 1
                begun = line
                if let first, out.count >= first { return out }
                guard out.count <= recordsMax else { throw Problem(.input, "schedule_sheet_rows_many", ["limit": String(rowsMax)]) }
            } else {
                field.append(byte)
                isFresh = false
            }
        }
        if isQuoted, first == nil { throw Problem(.input, "schedule_sheet_quote", ["line": String(quoted)]) }
        if !fields.isEmpty || !field.isEmpty {
            endField()
            out.append(SheetRecord(line: begun, fields: fields))
        }
        return out
    }

    private static func facts(_ line: Int, _ limit: Int) -> [String: String] { ["line": String(line), "limit": String(limit)] }
}

/// A cell's text and back. What a spreadsheet would take for a formula goes out with an apostrophe in front, and one that
/// has such apostrophes gets one more, so that reading takes away exactly what writing has added.
enum SheetCell {
    static let bytesMax = 4000
    private static let marks = Set("=+-@\t\r")

    private static func isRisky(_ text: some StringProtocol) -> Bool { text.drop { $0 == "'" }.first.map(marks.contains) ?? false }

    static func guarded(_ text: String) -> String { isRisky(text) ? "'" + text : text }

    /// Without blanks at either end; `="00123"` is Excel's way to write a text.
    static func read(_ text: String) -> String {
        let own = Substring(text).trimmed
        if own.first == "'", isRisky(own) { return String(own.dropFirst()) }
        if own.hasPrefix("=\""), own.hasSuffix("\""), own.utf8.count >= 3 {
            return String(own.dropFirst(2).dropLast()).replacing("\"\"", with: "\"")
        }
        return String(own)
    }
}

/// CSV with a mark, commas and CRLF, as Excel opens it.
struct SheetWriter {
    private(set) var bytes: [UInt8] = [0xEF, 0xBB, 0xBF]

    init(_ titles: [String]) { add(titles) }

    mutating func add(_ cells: [String]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            let text = SheetCell.guarded(cell)
            if text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 0x3B || $0 == 13 || $0 == 10 || $0 == 9 }) {
                bytes += ("\"" + text.replacing("\"", with: "\"\"") + "\"").utf8
            } else {
                bytes += text.utf8
            }
        }
        bytes += [13, 10]
    }
}
