// When a line works, as whole units of time: open spans with the work that lies before each, so that an instant and an
// amount of work are turned into each other. The search counts in work only and never looks at a clock.

/// Open spans of a line. After the last one the line counts as open for ever, so that a plan always has an end; whoever
/// scores the plan sees that it ends beyond `lastEnd`.
package struct OpenTime: Sendable, Equatable {
    package let starts: [Int64]
    package let ends: [Int64]
    /// Work before each span's start.
    package let before: [Int64]

    /// - Parameter spans: in order and without overlap; empty ones are left out, touching ones become one.
    /// - Returns: nil when nothing is open at all.
    package init?(spans: [Range<Int64>]) {
        var (starts, ends, before, total): ([Int64], [Int64], [Int64], Int64) = ([], [], [], 0)
        for span in spans where !span.isEmpty {
            if ends.last == span.lowerBound {
                ends[ends.count - 1] = span.upperBound
            } else {
                if let last = ends.last, last > span.lowerBound { return nil }
                starts.append(span.lowerBound)
                ends.append(span.upperBound)
                before.append(total)
            }
            total += span.upperBound - span.lowerBound
        }
        guard !starts.isEmpty else { return nil }
        (self.starts, self.ends, self.before) = (starts, ends, before)
    }

    package var lastEnd: Int64 { ends[ends.count - 1] }

    /// Units of work before an instant.
    package func work(before instant: Int64) -> Int64 {
        let index = Self.lastIndex(starts) { $0 < instant }
        if index < 0 { return 0 }
        let isLast = index == starts.count - 1
        return before[index] + (isLast ? instant : min(instant, ends[index])) - starts[index]
    }

    /// The latest instant before which so much work lies: when the next unit of work begins.
    package func opening(after work: Int64) -> Int64 {
        let index = max(0, Self.lastIndex(before) { $0 <= work })
        return starts[index] + work - before[index]
    }

    /// The earliest instant before which so much work lies: when the last unit of work ends.
    package func closing(after work: Int64) -> Int64 {
        let index = max(0, Self.lastIndex(before) { $0 < work })
        return starts[index] + work - before[index]
    }

    /// The last index for which the condition holds, -1 for none; it holds for a beginning of the list only.
    private static func lastIndex(_ list: [Int64], _ holds: (Int64) -> Bool) -> Int {
        var (low, high) = (0, list.count)
        while low < high {
            let middle = (low + high) / 2
            if holds(list[middle]) { low = middle + 1 } else { high = middle }
        }
        return low - 1
    }
}
