// From thousands of intervals to the runs of pixels that are drawn. Pure: no drawing here, so that the two promises can
// be tested: the window is covered exactly once, and a short stop is not lost between pixels.

/// A piece of a lane; pieces of a lane follow each other without gap or overlap.
struct LanePiece: Equatable {
    var state: LaneState
    var from: Int64
    var to: Int64
    var title: String?
    var href: String?
}

/// A stretch of columns of one state, `from` inclusive, `to` exclusive.
struct LaneRun: Equatable {
    var state: LaneState
    var from: Int
    var to: Int
}

/// Covering and merging.
enum LaneColumns {
    /// Intervals as pieces that cover the window: what nobody reported is unknown, and where two overlap the one that
    /// began later counts until it ends.
    static func cover(_ intervals: [StateLanes.Interval], from: Int64, to: Int64) -> [LanePiece] {
        var pieces: [LanePiece] = []
        var open: [LanePiece] = []
        var cursor = from
        func emit(_ piece: LanePiece?, until end: Int64) {
            let state = piece?.state ?? .unknown
            if let last = pieces.last, last.state == state, last.title == piece?.title, last.href == piece?.href {
                pieces[pieces.count - 1].to = end
            } else {
                pieces.append(
                    LanePiece(state: state, from: cursor, to: end, title: piece?.title, href: piece?.href))
            }
            cursor = end
        }
        func advance(to limit: Int64) {
            while cursor < limit {
                while let top = open.last, top.to <= cursor { open.removeLast() }
                emit(open.last, until: min(open.last?.to ?? limit, limit))
            }
        }
        let sorted = intervals.filter { $0.to > $0.from && $0.to > from && $0.from < to }.sorted { $0.from < $1.from }
        for interval in sorted {
            advance(to: max(interval.from, from))
            open.append(
                LanePiece(
                    state: interval.state, from: interval.from, to: min(interval.to, to), title: interval.title,
                    href: interval.href))
        }
        advance(to: to)
        return pieces
    }

    /// Pieces as runs of columns.
    ///
    /// A column inside one state has that state. In a mixed column the most severe state is drawn that is still owed
    /// width: every state gains its share of the column and pays 1 when it is drawn. So dense stretches show their
    /// true proportions, and the first short stop after 8 columns without one is always seen, because debts are
    /// forgotten at an eighth of a column each.
    static func runs(_ pieces: [LanePiece], columns: Int) -> [LaneRun] {
        guard let first = pieces.first, let last = pieces.last, columns > 0 else { return [] }
        let width = Double(last.to - first.from) / Double(columns)
        let states = LaneState.allCases.count
        var credit = [Double](repeating: 0, count: states)
        var runs: [LaneRun] = []
        // Plain numbers: this loop runs over every interval once per drawing, and strings would be counted in it.
        let ends = pieces.map { Double($0.to - first.from) }
        let kinds = pieces.map(\.state.index)
        var index = 0
        for column in 0..<columns {
            let start = Double(column) * width
            let end = column == columns - 1 ? Double(last.to - first.from) : start + width
            var share = [Double](repeating: 0, count: states)
            while index < ends.count {
                let from = index == 0 ? start : max(ends[index - 1], start)
                share[kinds[index]] += max(0, min(ends[index], end) - from) / width
                guard ends[index] <= end, index + 1 < ends.count else { break }
                index += 1
            }
            let state = pick(share, &credit)
            if let open = runs.last, open.state == state {
                runs[runs.count - 1].to = column + 1
            } else {
                runs.append(LaneRun(state: state, from: column, to: column + 1))
            }
        }
        return runs
    }

    private static func pick(_ share: [Double], _ credit: inout [Double]) -> LaneState {
        for index in share.indices {
            if share[index] > 0 {
                credit[index] = min(credit[index] + share[index], 1)
            } else if credit[index] < 0 {
                credit[index] = min(credit[index] + 0.125, 0)
            }
        }
        let present = LaneState.bySeverity.filter { share[$0.index] > 0 }
        let largest = present.max { share[$0.index] < share[$1.index] } ?? .unknown
        // Rounding leaves slivers of a neighbour in a column that is all one state; they are owed nothing.
        let chosen = share[largest.index] > 0.999_999 ? largest : present.first { credit[$0.index] > 0 } ?? largest
        credit[chosen.index] = max(credit[chosen.index] - 1, -1)
        return chosen
    }
}
