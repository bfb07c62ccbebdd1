// Keeps labels off each other along one direction.

/// Placement of labels on a line.
enum Placing {
    /// Moves centres apart until they are `gap` from each other, as little as possible, inside `room`.
    ///
    /// The order is kept. `nil` when they do not fit. Least squares by pooling neighbours that collide (PAVA).
    static func spread(_ wanted: [Double], gap: Double, in room: ClosedRange<Double>) -> [Double]? {
        guard !wanted.isEmpty else { return [] }
        let highest = room.upperBound - Double(wanted.count - 1) * gap
        guard highest >= room.lowerBound else { return nil }
        let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
        // With the gaps taken out, "apart" becomes "not falling".
        var pools: [(mean: Double, count: Int)] = []
        for (rank, index) in order.enumerated() {
            pools.append((wanted[index] - Double(rank) * gap, 1))
            while pools.count > 1, pools[pools.count - 2].mean > pools[pools.count - 1].mean {
                let last = pools.removeLast()
                let before = pools.removeLast()
                let count = before.count + last.count
                let sum = before.mean * Double(before.count) + last.mean * Double(last.count)
                pools.append((sum / Double(count), count))
            }
        }
        let flat = pools.flatMap { Array(repeating: $0.mean, count: $0.count) }
        var placed = wanted
        for (rank, index) in order.enumerated() {
            placed[index] = min(max(flat[rank], room.lowerBound), highest) + Double(rank) * gap
        }
        return placed
    }

    /// Which of the spans to keep, from the first on, so that no two kept are closer than `gap`.
    static func keep(_ spans: [Spot], gap: Double) -> [Bool] {
        var end = -Double.infinity
        return spans.map { span in
            guard span.from >= end + gap else { return false }
            end = span.to
            return true
        }
    }

    /// A label under `x`, pushed inside the limits, drawn from the side it was pushed to: widths are estimates, and
    /// an anchor at the right place is exact.
    static func inside(_ x: Double, width: Double, _ limits: ClosedRange<Double>) -> Spot {
        if x - width / 2 < limits.lowerBound {
            return Spot(x: limits.lowerBound, anchor: .start, from: limits.lowerBound, to: limits.lowerBound + width)
        }
        if x + width / 2 > limits.upperBound {
            return Spot(x: limits.upperBound, anchor: .end, from: limits.upperBound - width, to: limits.upperBound)
        }
        return Spot(x: x, anchor: .middle, from: x - width / 2, to: x + width / 2)
    }

    /// Where a label stands and the stretch it takes.
    struct Spot {
        var x: Double
        var anchor: Pen.Anchor
        var from: Double
        var to: Double
    }
}
