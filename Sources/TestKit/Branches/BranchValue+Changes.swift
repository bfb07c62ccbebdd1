// What may happen to a value that is there already: something new, or a change that a careless comparison does not see,
// such as a blank at the end, a case, or the last bit.

extension BranchColumn {
    /// The new value as an expression of SQL over the old one; it may come to the same.
    func change(_ random: inout SeededRandom, largest: (String) -> Int) -> String {
        let subtle = subtleChanges
        if subtle.isEmpty || random.perMille(400) { return value.literal(&random, isNullable: isNullable, largest: largest) }
        return random.pick(subtle)
    }

    private var subtleChanges: [String] {
        let q = quoted
        let lastByte = "CONCAT(LEFT(\(q), LENGTH(\(q)) - 1), CHAR(ASCII(RIGHT(\(q), 1)) ^ 1))"
        switch value {
        case .text, .latin, .note: return Self.texts(q) + (isNullable ? Self.nulls(q) : [])
        case .choice where isNullable: return Self.nulls(q)
        // The smallest steps that a number of this size can take: one or two units of its last bit.
        case .float: return ["IF(\(q) = 0, 1e-30, \(q) * 1.0000001192092896e0)"]
        case .double: return ["IF(\(q) = 0, 1e-300, IF(ABS(\(q)) > 1e300, \(q) / 2, \(q) * 1.0000000000000002e0))"]
        case .bytes: return [lastByte, "CONCAT(\(q), CHAR(0))", "CONCAT(\(q), ' ')", isNullable ? "NULL" : "''"]
        case .fixedBytes: return [lastByte]
        case .moment, .stamp: return ["\(q) + INTERVAL 1 MICROSECOND", "\(q) + INTERVAL 1 SECOND"]
        case .time: return ["ADDTIME(\(q), '00:00:00.000001')", "SUBTIME(\(q), '00:00:01')"]
        case .day: return ["\(q) + INTERVAL 1 DAY"]
        case .json: return ["CONCAT(\(q), ' ')", "CONCAT(' ', \(q))", "TRIM(\(q))"]
        default: return []
        }
    }

    private static func texts(_ q: String) -> [String] {
        [
            "CONCAT(RTRIM(\(q)), ' ')", "RTRIM(\(q))", "CONCAT(\(q), '  ')", "IF(BINARY \(q) = BINARY UPPER(\(q)), LOWER(\(q)), UPPER(\(q)))",
            "REPLACE(\(q), 'ñ', 'n')", "REPLACE(\(q), 'a', 'á')", "IF(BINARY \(q) = '1', '1.0', '1')",
        ]
    }

    private static func nulls(_ q: String) -> [String] {
        ["IF(\(q) IS NULL, 'NULL', NULL)", "IF(\(q) IS NULL, '', IF(BINARY \(q) = '', NULL, ''))", "NULL"]
    }

    /// A change of the key that names the same row under the column's collation; nil where there is none.
    func keySpelling(_ random: inout SeededRandom) -> String? {
        switch value {
        case .name:
            let spellings = [
                "IF(BINARY \(quoted) = BINARY UPPER(\(quoted)), LOWER(\(quoted)), UPPER(\(quoted)))", "CONCAT(RTRIM(\(quoted)), ' ')",
                "RTRIM(\(quoted))",
            ]
            return random.pick(spellings)
        default: return nil
        }
    }
}
