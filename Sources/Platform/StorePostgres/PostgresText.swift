// Statements as PostgreSQL wants them: `$1` in place of `?`.

enum PostgresText {
    /// `?` outside of quotes and comments becomes `$1`, `$2`, ….
    static func numbered(_ text: String) -> String {
        var out: [UInt8] = []
        out.reserveCapacity(text.utf8.count + 16)
        var quote: UInt8?
        var number = 0
        for byte in text.utf8 {
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
                quote = byte
            } else if byte == UInt8(ascii: "?") {
                number += 1
                out.append(UInt8(ascii: "$"))
                out.append(contentsOf: String(number).utf8)
                continue
            }
            out.append(byte)
        }
        return String(decoding: out, as: UTF8.self)
    }
}

extension PostgresText {
    /// Whether a statement only reads.
    static func isQuery(_ text: String) -> Bool {
        let start = text.utf8.drop { $0 == 32 || $0 == 10 || $0 == UInt8(ascii: "(") }.prefix(6)
        return start.elementsEqual("SELECT".utf8) || start.starts(with: "WITH".utf8) || start.starts(with: "SHOW".utf8)
    }
}
