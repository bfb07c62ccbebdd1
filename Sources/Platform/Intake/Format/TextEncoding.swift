// The encodings plant files come in, under the names people type, and their conversion to UTF-8. A conversion never
// fails: what an encoding does not define becomes a replacement character.

import Glibc

/// How the bytes of a file stand for characters.
public enum TextEncoding: String, CaseIterable, Sendable {
    /// UTF-8; a record that is none is read as CP1252. The default.
    case utf8 = "utf-8"
    case latin1 = "iso-8859-1"
    /// Western Windows; the five bytes it does not define stand for the control characters of the same number.
    case cp1252
    /// Korean Windows, a superset of EUC-KR
    case cp949
    /// Japanese Windows, CP932
    case shiftJIS = "shift-jis"
    case utf16le = "utf-16le"
    case utf16be = "utf-16be"

    /// Reads the names in use, in any case, with or without `-`, `_` and blanks; nil for an unknown one.
    public init?(name: String) {
        let plain = String(name.lowercased().filter { !"-_ ".contains($0) })
        switch plain {
        case "utf8", "utf8sig", "utf8bom", "unicode", "ascii", "usascii", "auto", "default": self = .utf8
        case "latin1", "iso88591", "l1", "cp819": self = .latin1
        case "cp1252", "windows1252", "win1252", "1252", "ansi": self = .cp1252
        case "cp949", "949", "uhc", "ms949", "windows949", "euckr", "ksc5601", "ksx1001", "korean": self = .cp949
        case "shiftjis", "sjis", "cp932", "932", "ms932", "windows31j", "xsjis", "japanese": self = .shiftJIS
        case "utf16le", "utf16", "ucs2", "ucs2le", "unicodele": self = .utf16le
        case "utf16be", "ucs2be", "unicodebe": self = .utf16be
        default: return nil
        }
    }

    /// Two bytes per unit: a chunk goes through `WideText` before it is scanned.
    public var isWide: Bool { self == .utf16le || self == .utf16be }

    /// The byte order mark at the start of a file: what it announces, and its length.
    public static func byteOrderMark(of bytes: UnsafeRawBufferPointer) -> (encoding: TextEncoding, length: Int)? {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { return (.utf8, 3) }
        guard bytes.count >= 2 else { return nil }
        if bytes[0] == 0xFF, bytes[1] == 0xFE { return (.utf16le, 2) }
        if bytes[0] == 0xFE, bytes[1] == 0xFF { return (.utf16be, 2) }
        return nil
    }

    /// The bytes as text; a convenience for names, samples and messages.
    public func text(of bytes: UnsafeRawBufferPointer) -> String {
        var result: [UInt8] = []
        let reading = isWide ? RecordReading(encoding: self, isPlain: false, isFlagged: false) : reading(of: bytes)
        TextDecoder().decode(bytes, from: reading.encoding, into: &result)
        return String(decoding: result, as: UTF8.self)
    }
}

/// Converts byte ranges to UTF-8. Keeps the converters of the C library open, so one is made per scanning thread.
public final class TextDecoder {
    private var korean: iconv_t?
    private var japanese: iconv_t?

    public init() {}
    deinit {
        if let korean { iconv_close(korean) }
        if let japanese { iconv_close(japanese) }
    }

    /// Appends the text in UTF-8; NUL and what cannot be read become U+FFFD.
    public func decode(_ bytes: UnsafeRawBufferPointer, from encoding: TextEncoding, into result: inout [UInt8]) {
        switch encoding {
        case .utf8: Self.repair(bytes, into: &result)
        case .latin1: for byte in bytes { Self.append(UInt32(byte), to: &result) }
        case .cp1252: for byte in bytes { Self.append(CodePage1252.scalar(byte), to: &result) }
        case .cp949: convert(bytes, by: open(&korean, "CP949"), into: &result)
        case .shiftJIS: convert(bytes, by: open(&japanese, "CP932"), into: &result)
        case .utf16le, .utf16be:
            let wide = WideText(isBigEndian: encoding == .utf16be)
            var text: [UInt8] = []
            wide.decode(bytes, atEnd: true, into: &text)
            text.withUnsafeBytes { Self.repair($0, into: &result) }
        }
    }

    /// Appends one Unicode scalar that is no surrogate.
    @inline(__always)
    static func append(_ scalar: UInt32, to result: inout [UInt8]) {
        switch scalar {
        case 0: appendReplacement(to: &result)
        case ..<0x80: result.append(UInt8(scalar))
        case ..<0x800:
            result.append(UInt8(0xC0 | scalar >> 6))
            result.append(UInt8(0x80 | scalar & 0x3F))
        case ..<0x10000:
            result.append(UInt8(0xE0 | scalar >> 12))
            result.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            result.append(UInt8(0x80 | scalar & 0x3F))
        default:
            result.append(UInt8(0xF0 | scalar >> 18))
            result.append(UInt8(0x80 | scalar >> 12 & 0x3F))
            result.append(UInt8(0x80 | scalar >> 6 & 0x3F))
            result.append(UInt8(0x80 | scalar & 0x3F))
        }
    }

    private static func appendReplacement(to result: inout [UInt8]) { result.append(contentsOf: [0xEF, 0xBF, 0xBD]) }

    /// UTF-8 as it stands, but for NUL and bytes that are none.
    private static func repair(_ bytes: UnsafeRawBufferPointer, into result: inout [UInt8]) {
        var position = 0
        while position < bytes.count {
            let length = UTF8Check.length(bytes, at: position)
            if length == 0 || bytes[position] == 0 {
                appendReplacement(to: &result)
            } else {
                result.append(contentsOf: bytes[position..<position + length])
            }
            position += max(length, 1)
        }
    }

    private func open(_ converter: inout iconv_t?, _ name: String) -> iconv_t? {
        if converter == nil {
            let opened = iconv_open("UTF-8", name)
            // The C library says (iconv_t)-1 when it lacks the encoding.
            if opened != iconv_t(bitPattern: -1) { converter = opened }
        }
        return converter
    }

    /// Without a converter every byte above 0x7F becomes a replacement character.
    private func convert(_ bytes: UnsafeRawBufferPointer, by converter: iconv_t?, into result: inout [UInt8]) {
        var position = 0
        while position < bytes.count {
            let end = bytes[position...].firstIndex(of: 0) ?? bytes.count
            if let converter { position += run(bytes[position..<end], converter, &result) }
            guard position < bytes.count else { return }
            // A NUL, or a byte that begins no character.
            if converter == nil, position < end, bytes[position] < 0x80 {
                result.append(bytes[position])
            } else {
                Self.appendReplacement(to: &result)
            }
            position += 1
        }
    }

    /// Converts up to the first byte that begins no character; returns how many bytes that were.
    private func run(_ bytes: Slice<UnsafeRawBufferPointer>, _ converter: iconv_t, _ result: inout [UInt8]) -> Int {
        guard !bytes.isEmpty else { return 0 }
        let source = UnsafeRawBufferPointer(rebasing: bytes)
        iconv(converter, nil, nil, nil, nil)
        return withUnsafeTemporaryAllocation(byteCount: 512, alignment: 1) { room in
            // The C library takes a mutable pointer, and does not write through it.
            var input: UnsafeMutablePointer<CChar>? = UnsafeMutableRawPointer(mutating: source.baseAddress!)
                .assumingMemoryBound(to: CChar.self)
            var left = source.count
            while left > 0 {
                var output: UnsafeMutablePointer<CChar>? = room.baseAddress!.assumingMemoryBound(to: CChar.self)
                var free = room.count
                let code = iconv(converter, &input, &left, &output, &free)
                result.append(contentsOf: room[0..<room.count - free])
                if code == -1, free == room.count || errno != E2BIG { break }
            }
            return source.count - left
        }
    }
}

/// Western Windows (CP1252). Source: the mapping Microsoft published to the Unicode consortium; its five undefined
/// bytes stand for the control characters of the same number, as browsers read them.
enum CodePage1252 {
    @inline(__always)
    static func scalar(_ byte: UInt8) -> UInt32 {
        byte & 0xE0 == 0x80 ? UInt32(upperControls[Int(byte & 0x1F)]) : UInt32(byte)
    }

    private static let upperControls: [UInt16] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D,
        0x017D, 0x008F,
        0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D,
        0x017E, 0x0178,
    ]
}
