// A line's bytes as a person can see them: control characters by their names, the field that does not fit marked.

import Intake
import Web

struct RawLine {
    let bytes: [UInt8]
    let encoding: TextEncoding
    /// Bytes shown; the rest of a very long line is only counted.
    static let shownMax = 4000

    private static let names = [
        "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "TAB", "LF", "VT", "FF", "CR", "SO", "SI", "DLE",
        "DC1", "DC2", "DC3",
        "DC4", "NAK", "SYN", "ETB", "CAN", "EM", "SUB", "ESC", "FS", "GS", "RS", "US",
    ]

    /// - Parameter marked: the field to mark, in byte offsets.
    func html(marked: Range<Int>? = nil) -> HTML {
        let shown = bytes.prefix(Self.shownMax)
        guard let marked, marked.lowerBound <= marked.upperBound, marked.upperBound <= shown.count else {
            return part(0..<shown.count) + rest
        }
        let inside: HTML = marked.isEmpty ? "<mark>\u{00A0}</mark>" : "<mark>\(part(marked))</mark>"
        return part(0..<marked.lowerBound) + inside + part(marked.upperBound..<shown.count) + rest
    }

    private var rest: HTML {
        bytes.count > Self.shownMax ? "<span class=\"ctl\">+\(bytes.count - Self.shownMax) B</span>" : ""
    }

    private func part(_ range: Range<Int>) -> HTML {
        var out: HTML = ""
        var at = range.lowerBound
        while at < range.upperBound {
            let end = bytes[at..<range.upperBound].firstIndex { isControl($0) } ?? range.upperBound
            if end > at { out += "\(RawText.text(Array(bytes[at..<end]), encoding))" }
            if end < range.upperBound {
                out += "<span class=\"ctl\">\(bytes[end] == 0x7F ? "DEL" : Self.names[Int(bytes[end])])</span>"
            }
            at = end + 1
        }
        return out
    }

    private func isControl(_ byte: UInt8) -> Bool { byte < 0x20 || byte == 0x7F }
}
