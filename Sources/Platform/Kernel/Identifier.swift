// Names for things that are made on several nodes at once: sortable by the time they were made, safe in a URL.

/// Makes identifiers such as `01j8x4…`: 10 letters of milliseconds and 10 random letters, in Crockford's base 32.
public enum Identifier {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    public static func make(at instant: Instant) -> String {
        var out: [UInt8] = []
        var rest = UInt64(max(0, instant.milliseconds))
        for _ in 0..<10 {
            out.append(alphabet[Int(rest & 31)])
            rest >>= 5
        }
        out.reverse()
        for byte in Entropy.bytes(10) { out.append(alphabet[Int(byte & 31)]) }
        return String(decoding: out, as: UTF8.self)
    }
}
