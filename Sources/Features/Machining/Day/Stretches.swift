// Sets of moments as sorted stretches that do not touch.

enum Stretches {
    /// The union.
    static func merged(_ stretches: [Stretch]) -> [Stretch] {
        var out: [Stretch] = []
        var isSorted = true
        for i in stretches.indices.dropFirst() where stretches[i].begin < stretches[i - 1].begin { isSorted = false }
        for each in isSorted ? stretches : stretches.sorted(by: { $0.begin < $1.begin }) where each.length > 0 {
            if let last = out.last, each.begin <= last.end {
                out[out.count - 1].end = max(last.end, each.end)
            } else {
                out.append(each)
            }
        }
        return out
    }

    static func cut(_ merged: [Stretch], to window: Stretch) -> [Stretch] {
        merged.compactMap { each in
            let cut = Stretch(max(each.begin, window.begin), min(each.end, window.end))
            return cut.length > 0 ? cut : nil
        }
    }

    static func length(_ merged: [Stretch]) -> Int64 { merged.reduce(0) { $0 + $1.length } }

    /// How long both hold.
    static func shared(_ a: [Stretch], _ b: [Stretch]) -> Int64 {
        var (i, j, total) = (0, 0, Int64(0))
        while i < a.count, j < b.count {
            total += max(0, min(a[i].end, b[j].end) - max(a[i].begin, b[j].begin))
            if a[i].end < b[j].end { i += 1 } else { j += 1 }
        }
        return total
    }

    /// What is in `a` and not in `b`.
    static func subtract(_ b: [Stretch], from a: [Stretch]) -> [Stretch] {
        var out: [Stretch] = []
        var j = 0
        for each in a {
            var begin = each.begin
            while j < b.count, b[j].end <= begin { j += 1 }
            var k = j
            while k < b.count, b[k].begin < each.end {
                if b[k].begin > begin { out.append(Stretch(begin, b[k].begin)) }
                begin = max(begin, b[k].end)
                k += 1
            }
            if begin < each.end { out.append(Stretch(begin, each.end)) }
        }
        return out
    }

    /// Whether the moment lies inside of one, not at its ends.
    static func contains(_ merged: [Stretch], strictly at: Int64) -> Bool {
        var (low, high) = (0, merged.count)
        while low < high {
            let middle = (low + high) / 2
            if merged[middle].end <= at { low = middle + 1 } else { high = middle }
        }
        return low < merged.count && merged[low].begin < at
    }
}
