// Where an order stands in a line's queue: a text between its neighbours' texts, so that moving one order changes nothing
// of the others and taking a move back is exact.

/// Digits `0`–`9`, `a`–`z`, compared byte by byte; never ends with `0`, so that there is always room before it.
package struct Rank: Sendable, Hashable, Comparable {
    package let text: String

    /// Nil for anything that is not a rank.
    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= Self.lengthMax, text.utf8.allSatisfy({ Self.value($0) != nil }), text.utf8.last != 48 else {
            return nil
        }
        self.text = text
    }

    private init(digits: [Int]) { text = String(decoding: digits.map { Self.digits[$0] }, as: UTF8.self) }

    package static let lengthMax = 190
    private static let digits = Array("0123456789abcdefghijklmnopqrstuvwxyz".utf8)
    private static func value(_ byte: UInt8) -> Int? {
        switch byte {
        case 48...57: Int(byte) - 48
        case 97...122: Int(byte) - 87
        default: nil
        }
    }

    package static func < (a: Rank, b: Rank) -> Bool { a.text.utf8.lexicographicallyPrecedes(b.text.utf8) }

    /// A rank between two; nil stands for the queue's beginning or end.
    package static func between(_ low: Rank?, _ high: Rank?) -> Rank {
        // Nothing lies between equals.
        if let low, let high, low >= high { return between(low, nil) }
        let a = (low?.text.utf8).map { $0.compactMap(value) } ?? []
        let b = (high?.text.utf8).map { $0.compactMap(value) }
        var out: [Int] = []
        var at = 0
        var isBelow = b == nil
        while true {
            let from = at < a.count ? a[at] : 0
            let to = isBelow ? digits.count : (b.map { at < $0.count ? $0[at] : 0 } ?? digits.count)
            if to - from > 1 {
                // After everything, a small step: queues grow at their end.
                out.append(high == nil && at < a.count ? min(from + 1, to - 1) : (from + to) / 2)
                return Rank(digits: out)
            }
            out.append(from)
            if to > from { isBelow = true }
            at += 1
        }
    }

    /// As many ranks in order, evenly apart.
    package static func series(_ count: Int) -> [Rank] {
        var width = 1
        var room = digits.count
        while room <= (count + 1) * 2 {
            width += 1
            room *= digits.count
        }
        return (0..<count).map { index in
            var value = (index + 1) * room / (count + 1)
            var out: [Int] = []
            for _ in 0..<width {
                out.append(value % digits.count)
                value /= digits.count
            }
            out.reverse()
            while out.last == 0 { out.removeLast() }
            return Rank(digits: out)
        }
    }

    /// As many ranks in order between two.
    package static func series(_ count: Int, after low: Rank?, before high: Rank?) -> [Rank] {
        if low == nil, high == nil { return series(count) }
        let first = between(low, high)
        guard count > 1 else { return count == 1 ? [first] : [] }
        // Whatever is written behind it still lies between the two.
        return series(count).compactMap { Rank(first.text + $0.text) }
    }
}
