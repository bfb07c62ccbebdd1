// A JSON array of objects, one per line, with the columns' titles as names. Instants carry their offset from UTC.

import Kernel

enum JSONExport {
    static func write(_ columns: [ExportColumn], _ rows: ExportRows, to writer: BodyWriter) async throws {
        let buffer = ExportBuffer(writer)
        let titles = columns.map(\.title)
        buffer.bytes.append(UInt8(ascii: "["))
        let first = Flag()
        try await rows { cells in
            precondition(cells.count == titles.count, "a row of \(cells.count) cells for \(titles.count) columns")
            buffer.bytes += first.isSet ? [UInt8(ascii: ","), 10] : [10]
            first.set()
            var json = JSONWriter()
            json.value(.object(zip(titles, cells).map { ($0, value($1)) }))
            buffer.bytes += json.bytes
            try await buffer.sendIfFull()
        }
        buffer.bytes += [10, UInt8(ascii: "]"), 10]
        try await buffer.send()
    }

    private static func value(_ cell: ExportCell) -> JSON {
        switch cell {
        case .empty: .null
        case .text(let text), .marked(let text): .string(text)
        case .duration(let milliseconds):
            milliseconds % 1000 == 0 ? .int(milliseconds / 1000) : .double(Double(milliseconds) / 1000)
        case .share(let share): .double(ExportCell.rounded(share))
        case .integer(let n): .int(n)
        case .quantity(let quantity): JSON(quantity)
        case .instant(let instant, let local):
            .string(instant.rfc3339(offsetSeconds: Int((local.millisecondsSinceEpoch - instant.milliseconds) / 1000)))
        }
    }
}
