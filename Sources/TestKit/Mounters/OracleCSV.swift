// Bytes to letters, letters to records and fields: one letter at a time. A quote opens a quoted field only as the
// field's first letter; a quoted field may hold commas, newlines and doubled quotes; what follows the closing quote
// up to the comma is taken as it is. An unclosed quote runs to the end of the input as one record.

import Foundation

/// A file's bytes as letters that know how many bytes they took.
struct OracleText {
    var scalars: [(scalar: Unicode.Scalar, width: Int)] = []
    /// Bytes before the first letter: those of the byte order mark.
    var start = 0
    var isCP1252 = false

    init(_ bytes: [UInt8]) {
        var rest = bytes
        if rest.starts(with: [0xEF, 0xBB, 0xBF]) {
            rest.removeFirst(3)
            start = 3
        }
        if let text = String(validating: rest, as: UTF8.self) {
            scalars = text.unicodeScalars.map { ($0, String($0).utf8.count) }
        } else {
            isCP1252 = true
            scalars = rest.map { (Self.cp1252($0), 1) }
        }
    }

    /// Bytes without a letter in CP1252 (81, 8D, 8F, 90, 9D) become the control character of the same number.
    static func cp1252(_ byte: UInt8) -> Unicode.Scalar { special[byte] ?? Unicode.Scalar(byte) }

    private static let special: [UInt8: Unicode.Scalar] = [
        0x80: "€", 0x82: "‚", 0x83: "ƒ", 0x84: "„", 0x85: "…", 0x86: "†", 0x87: "‡", 0x88: "ˆ", 0x89: "‰", 0x8A: "Š",
        0x8B: "‹", 0x8C: "Œ", 0x8E: "Ž", 0x91: "‘", 0x92: "’", 0x93: "“", 0x94: "”", 0x95: "•", 0x96: "–", 0x97: "—",
        0x98: "˜", 0x99: "™", 0x9A: "š", 0x9B: "›", 0x9C: "œ", 0x9E: "ž", 0x9F: "Ÿ",
    ]
}

/// One record and where it stands.
struct OracleRecord {
    var fields: [String] = []
    /// The physical line, from 1, on which it starts.
    var line: Int
    var offset: Int
    /// In bytes, without the line end.
    var length = 0
    var hasQuotes = false

    /// Nothing but blanks; a record of commas only is not blank.
    var isBlank: Bool {
        !hasQuotes && fields.count == 1 && fields[0].allSatisfy { $0 == " " || $0 == "\t" }
    }
}

enum OracleCSV {
    private enum State { case fieldStart, plain, quoted, quoteInQuoted }

    /// A line ends with LF or CR LF; a CR that is the last letter of the input ends a line too, any other CR is a
    /// letter like others.
    static func records(_ text: OracleText) -> [OracleRecord] {
        let letters = text.scalars
        var records: [OracleRecord] = []
        var position = text.start
        var line = 1
        var index = 0
        while index < letters.count {
            var record = OracleRecord(line: line, offset: position)
            var field = ""
            var state = State.fieldStart
            var ended = false
            while index < letters.count, !ended {
                let (letter, width) = letters[index]
                let isBeforeLF = index + 1 < letters.count && letters[index + 1].scalar == "\n"
                let isLineEnd = letter == "\n" || (letter == "\r" && (isBeforeLF || index + 1 == letters.count))
                if state != .quoted, isLineEnd {
                    record.length = position - record.offset
                    if letter == "\r", isBeforeLF {
                        index += 1
                        position += 1
                    }
                    ended = true
                } else if state == .quoted {
                    if letter == "\"" { state = .quoteInQuoted } else { field.unicodeScalars.append(letter) }
                } else if letter == "," {
                    record.fields.append(field)
                    field = ""
                    state = .fieldStart
                } else if state == .fieldStart, letter == "\"" {
                    record.hasQuotes = true
                    state = .quoted
                } else if state == .quoteInQuoted, letter == "\"" {
                    field.unicodeScalars.append(letter)
                    state = .quoted
                } else {
                    field.unicodeScalars.append(letter)
                    state = .plain
                }
                if letter == "\n" || ended { line += 1 }
                position += width
                index += 1
            }
            if !ended { record.length = position - record.offset }
            record.fields.append(field)
            records.append(record)
        }
        return records
    }
}
