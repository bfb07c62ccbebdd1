// Bytes of a plant's file as text a person can read: by the encoding given, else UTF-8, else CP1252.

import Intake
import Kernel

/// Raw bytes for people.
enum RawText {
    static func text(_ bytes: [UInt8], _ encoding: TextEncoding = .utf8) -> String {
        bytes.withUnsafeBytes { encoding.text(of: $0) }
    }

    /// Text as bytes of a file in this encoding.
    /// - Throws: `edit_not_encodable` for a letter outside ASCII that the encoding has no plain byte for.
    static func bytes(_ text: String, _ encoding: TextEncoding) throws(Problem) -> [UInt8] {
        if encoding == .utf8 { return Array(text.utf8) }
        var out: [UInt8] = []
        for scalar in text.unicodeScalars {
            let isWestern = (encoding == .latin1 || encoding == .cp1252) && (0xA0...0xFF).contains(scalar.value)
            guard scalar.isASCII || isWestern, !encoding.isWide else {
                throw Problem(
                    .input, "edit_not_encodable", ["letter": String(Character(scalar)), "encoding": encoding.rawValue])
            }
            out.append(UInt8(truncatingIfNeeded: scalar.value))
        }
        return out
    }
}

func hexPair(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
