// The smallest thing that can happen to a stored value of each type: one bit of a number or a byte, the case of a letter, the
// next moment that the type can hold. Texts stay valid in their character set.

extension WitnessColumn {
    /// A literal or expression of SQL for the damaged value.
    /// - Parameter witness: what stands there, as `witness` has it.
    /// - Returns: nil where the value leaves nothing to damage: NULL, no bytes, no letter.
    func damaged(_ witness: String, _ random: inout SeededRandom) -> String? {
        guard witness != "-", let bytes = Self.bytes(witness) else { return nil }
        let text = String(decoding: bytes, as: UTF8.self)
        switch kind {
        case "tinyint", "smallint", "mediumint", "int", "bigint": return whole(text)
        case "bit": return UInt64(text).map { String($0 ^ (1 << UInt64(random.below(Self.length(type) ?? 1)))) }
        case "decimal": return Self.lastDigit(text)
        case "float": return Double(text).map { "\(Double(Float(bitPattern: Float($0).bitPattern ^ 1)))".sqlReal }
        // With digits after the point declared, the server rounds to them.
        case "double": return type.contains(",") ? Self.lastDigit(text) : Double(text).map { "\(Double(bitPattern: $0.bitPattern ^ 1))".sqlReal }
        case "char", "varchar", "tinytext", "text", "mediumtext", "longtext": return letter(bytes, &random)
        case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob":
            guard !bytes.isEmpty else { return nil }
            var changed = bytes
            changed[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
            return BranchSQL.bytes(changed)
        // The members are counted from 1.
        case "enum": return "IF(\(quoted) + 0 = 1, 2, 1)"
        case "set": return "(\(quoted) + 0) ^ 1"
        case "year": return Int(text).map { String($0 == 0 || $0 == 1901 ? 1902 : $0 ^ 1) }
        case "date", "datetime", "timestamp", "time": return next(text)
        case "uuid", "inet6", "inet4": return Self.lastHexDigit(text)
        default: return nil
        }
    }

    /// What stands there as a literal that the column's own comparison finds; nil where it may not.
    func literal(_ witness: String) -> String? {
        guard witness != "-", let bytes = Self.bytes(witness) else { return nil }
        switch kind {
        case "float", "double", "enum", "set": return nil
        case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob": return BranchSQL.bytes(bytes)
        default:
            if let charset { return "_\(charset) \(BranchSQL.bytes(bytes))" }
            let text = String(decoding: bytes, as: UTF8.self)
            return ["int", "bit", "decimal", "year"].contains { kind.hasSuffix($0) } ? text : BranchSQL.text(text)
        }
    }

    private func whole(_ text: String) -> String? {
        type.contains("unsigned") ? UInt64(text).map { String($0 ^ 1) } : Int64(text).map { String($0 ^ 1) }
    }

    private static func bytes(_ witness: String) -> [UInt8]? {
        let digits = Array(witness.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        return stride(from: 0, to: digits.count, by: 2).compactMap { UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16) }
    }

    /// The number in brackets.
    private static func length(_ type: String) -> Int? {
        type.split(separator: "(").dropFirst().first.flatMap { Int($0.prefix { $0.isNumber }) }
    }

    private static func lastDigit(_ text: String) -> String? {
        guard let last = text.last?.wholeNumberValue else { return nil }
        return String(text.dropLast()) + String(last ^ 1)
    }

    private static func lastHexDigit(_ text: String) -> String? {
        // An address that ends with its colons ends with a zero.
        guard let last = text.last?.hexDigitValue else { return BranchSQL.text(text + "1") }
        // In an address of old a digit is a decimal one; the lowest bit of it stays one in both.
        return BranchSQL.text(text.dropLast() + String(last ^ 1, radix: 16))
    }

    /// Another case of a letter, or the lowest bit of a digit.
    private func letter(_ bytes: [UInt8], _ random: inout SeededRandom) -> String? {
        let places = bytes.indices.filter { (48...57).contains(bytes[$0]) || (65...90).contains(bytes[$0] & 0xDF) }
        guard !places.isEmpty, let charset else { return nil }
        var changed = bytes
        let place = random.pick(places)
        changed[place] ^= changed[place] < 64 ? 1 : 32
        return "CONVERT(\(BranchSQL.bytes(changed)) USING \(charset))"
    }

    private func next(_ text: String) -> String {
        if kind != "time", text.hasPrefix("0000") || text.dropFirst(4).hasPrefix("-00") || text.prefix(10).hasSuffix("-00") {
            return "'2001-02-03 04:05:06'"
        }
        let isLast = text.hasPrefix("9999") || text.hasPrefix("2038-01-19") || text.contains("838:59:59")
        let length = Self.length(type) ?? 0
        let step = length == 0 ? "1 SECOND" : "\(["100000", "10000", "1000", "100", "10", "1"][min(length, 6) - 1]) MICROSECOND"
        switch kind {
        case "date": return "\(quoted) \(isLast ? "-" : "+") INTERVAL 1 DAY"
        case "time": return "\(quoted) \(isLast && !text.hasPrefix("-") ? "-" : "+") INTERVAL \(step)"
        default: return "\(quoted) \(isLast ? "-" : "+") INTERVAL \(step)"
        }
    }
}
