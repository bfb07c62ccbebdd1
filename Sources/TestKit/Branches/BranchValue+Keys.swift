// The keys of a branch's rows: made of the row's number alone, so that the first rows of every branch have the same keys and
// only the branch tells them apart. Different numbers give different keys, also where cases and accents do not count.

extension BranchValue {
    private static let names = ["Torno", "fresadora", "SIERRA", "Línea", "ÑANDÚ", "straße", "Prensa 🛠", "d'Este", "cepillo\\2"]

    /// A key as a literal of SQL.
    /// - Parameter row: from 1.
    func key(_ row: Int) -> String {
        switch self {
        case .group(let size): return String((row - 1) / size + 1)
        case .member(let size): return String((row - 1) % size + 1)
        case .name:
            // Trailing blanks do not tell keys apart, and are to be kept all the same.
            return BranchSQL.text("\(Self.names[row % Self.names.count]) \(row)" + (row % 7 == 0 ? "  " : ""))
        case .casePair: return BranchSQL.text((row % 2 == 0 ? "lote-" : "LOTE-") + String((row + 1) / 2))
        case .code(let prefix): return BranchSQL.text(prefix + String(row))
        case .hugeKey: return String((1 << 63) + UInt64(row) * 3 - 5)
        case .uuidKey:
            var random = SeededRandom(seed: UInt64(row))
            return BranchSQL.text(Self.uuid(&random))
        case .bytesKey:
            // Zeros and blanks at both ends.
            var random = SeededRandom(seed: UInt64(row))
            let middle = (0..<12).map { _ in UInt8(random.below(256)) }
            let number = [UInt8(row & 255), UInt8(row >> 8 & 255), UInt8(row >> 16 & 255)]
            return BranchSQL.bytes(number + middle + [row % 2 == 0 ? 0 : 32])
        case .dayKey: return BranchSQL.text(Self.dayText(row))
        case .momentKey: return BranchSQL.text("\(Self.dayText(row / 50)) 0\(row % 10):00:59.\(Self.padded((row * 7919) % 1_000_000, 6))")
        case .decimalKey: return "\(row % 2 == 0 ? "-" : "")\(row).\(Self.padded(row * 37 % 1_000_000, 6))0001"
        default: return String(row)
        }
    }

    static func uuid(_ random: inout SeededRandom) -> String {
        let hex = BranchSQL.hex((0..<16).map { _ in UInt8(random.below(256)) }).lowercased()
        var text = ""
        for (index, digit) in hex.enumerated() {
            if [8, 12, 16, 20].contains(index) { text += "-" }
            // Version 4, variant 1.
            text.append(index == 12 ? "4" : index == 16 ? "a" : digit)
        }
        return text
    }

    /// A day of a calendar of months of 28 days, from 1990 on.
    static func dayText(_ day: Int) -> String { "\(padded(1990 + day / 336, 4))-\(padded(day / 28 % 12 + 1, 2))-\(padded(day % 28 + 1, 2))" }

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
