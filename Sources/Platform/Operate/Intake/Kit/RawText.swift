// Bytes of a plant's file as text a person can read: by the encoding given, else UTF-8, else CP1252.

import Intake

/// Raw bytes for people.
enum RawText {
    static func text(_ bytes: [UInt8], _ encoding: TextEncoding = .utf8) -> String {
        bytes.withUnsafeBytes { encoding.text(of: $0) }
    }
}

func hexPair(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
