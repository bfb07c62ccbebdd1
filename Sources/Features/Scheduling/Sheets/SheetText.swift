// A planner's file as text: UTF-8 with a mark or without, UTF-16 with one, else Windows-1252, which Excel writes where
// nobody has told it otherwise. What is no text at all is refused here.

import Kernel

enum SheetText {
    static let bytesMax = 20 << 20

    enum Encoding: String, Sendable {
        case utf8 = "UTF-8"
        case utf16 = "UTF-16"
        case windows1252 = "Windows-1252"
    }

    /// - Returns: the text in UTF-8, without a mark.
    /// - Throws: `schedule_sheet_large`, `schedule_sheet_binary`, `schedule_sheet_empty`.
    static func read(_ bytes: [UInt8]) throws(Problem) -> (text: [UInt8], encoding: Encoding) {
        guard bytes.count <= bytesMax else {
            throw Problem(.input, "schedule_sheet_large", ["bytes": String(bytes.count), "limit": String(bytesMax)])
        }
        let (text, encoding) = decoded(bytes)
        // Packed files and pictures have it within their first bytes.
        guard !text.contains(0) else { throw Problem(.input, "schedule_sheet_binary") }
        guard text.contains(where: { $0 > 32 }) else { throw Problem(.input, "schedule_sheet_empty") }
        return (text, encoding)
    }

    private static func decoded(_ bytes: [UInt8]) -> ([UInt8], Encoding) {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return decoded(Array(bytes.dropFirst(3))) }
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            let (low, high) = bytes[0] == 0xFF ? (0, 1) : (1, 0)
            let units = stride(from: 2, to: bytes.count - 1, by: 2).map { UInt16(bytes[$0 + low]) | UInt16(bytes[$0 + high]) << 8 }
            return (Array(String(decoding: units, as: UTF16.self).utf8), .utf16)
        }
        if String(validating: bytes, as: UTF8.self) != nil { return (bytes, .utf8) }
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count + bytes.count / 8)
        for byte in bytes {
            if byte < 0x80 {
                out.append(byte)
            } else {
                let scalar = byte < 0xA0 ? middle[Int(byte) - 0x80] : UInt32(byte)
                out += String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8
            }
        }
        return (out, .windows1252)
    }

    /// 0x80 to 0x9F. Source: Microsoft's table of code page 1252; the five bytes that mean nothing there are U+FFFD.
    private static let middle: [UInt32] = [
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD,
        0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
    ]
}
