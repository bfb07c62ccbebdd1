// CSV by RFC 4180 with a byte order mark, which makes Excel read it as UTF-8. A text that a spreadsheet would take for
// a formula gets an apostrophe in front: what a label printer wrote must never run on somebody's desk.

import Kernel

enum CSVExport {
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    static func write(_ columns: [ExportColumn], _ rows: ExportRows, to writer: BodyWriter) async throws {
        let buffer = ExportBuffer(writer)
        buffer.bytes += byteOrderMark
        append(columns.map { .text($0.title) }, to: &buffer.bytes)
        try await rows { cells in
            precondition(cells.count == columns.count, "a row of \(cells.count) cells for \(columns.count) columns")
            append(cells, to: &buffer.bytes)
            try await buffer.sendIfFull()
        }
        try await buffer.send()
    }

    static func append(_ cells: [ExportCell], to out: inout [UInt8]) {
        for (index, cell) in cells.enumerated() {
            if index > 0 { out.append(UInt8(ascii: ",")) }
            switch cell {
            case .empty: break
            case .text(let text), .marked(let text): append(text, to: &out)
            case .integer(let n): out += String(n).utf8
            case .quantity(let quantity): out += quantity.text.utf8
            case .duration(let milliseconds): out += ExportCell.durationText(milliseconds).utf8
            case .share(let share): out += "\(ExportCell.rounded(share))".utf8
            case .instant(_, let local): out += (local.date.isoText + " " + local.clockText).utf8
            }
        }
        out += [13, 10]
    }

    private static func append(_ text: String, to out: inout [UInt8]) {
        let isFormula = text.utf8.first.map { "=+-@\t\r".utf8.contains($0) } ?? false
        guard text.utf8.contains(where: { $0 == 0x22 || $0 == 0x2C || $0 == 13 || $0 == 10 }) else {
            if isFormula { out.append(UInt8(ascii: "'")) }
            out += text.utf8
            return
        }
        out.append(0x22)
        if isFormula { out.append(UInt8(ascii: "'")) }
        for byte in text.utf8 {
            if byte == 0x22 { out.append(0x22) }
            out.append(byte)
        }
        out.append(0x22)
    }
}
