// Work of one line as work of another at the same instant, for lines whose calendars differ. Only to guess where a job from
// one line would stand on another: whoever needs the exact instant asks `OpenTime`.

final class TimeMap {
    private let lineCount: Int
    private let origin: [Int64]
    private let shift: Int64
    private static let buckets = 512
    /// `table[(line * lineCount + other) * buckets + work >> shift]`
    private let table: UnsafeMutablePointer<Int64>

    /// - Returns: nil when all lines work at the same times.
    init?(_ problem: SolverProblem, _ tableau: Tableau) {
        guard problem.lines.contains(where: { $0.open != problem.lines[0].open }) else { return nil }
        lineCount = problem.lines.count
        origin = tableau.ready
        var span: Int64 = 1
        for line in 0..<lineCount {
            var (work, latest): (Int64, Int64) = (0, 0)
            for job in 0..<tableau.jobCount {
                let cell = tableau.cells[line * tableau.jobCount + job]
                work += cell.work
                latest = max(latest, cell.release - tableau.ready[line])
            }
            span = max(span, work + latest)
        }
        shift = max(0, Int64(64 - span.leadingZeroBitCount) - 9)
        table = .allocate(capacity: lineCount * lineCount * Self.buckets)
        for line in 0..<lineCount {
            for bucket in 0..<Self.buckets {
                let work = tableau.ready[line] + Int64(bucket) << shift
                let instant = problem.lines[line].open?.opening(after: work) ?? work
                for other in 0..<lineCount {
                    table[(line * lineCount + other) * Self.buckets + bucket] = problem.lines[other].open?.work(before: instant) ?? instant
                }
            }
        }
    }

    deinit { table.deallocate() }

    @inline(__always)
    func work(_ work: Int64, of line: Int, on other: Int) -> Int64 {
        let bucket = min(Self.buckets &- 1, max(0, Int(truncatingIfNeeded: (work &- origin[line]) >> shift)))
        return table[(line &* lineCount &+ other) &* Self.buckets &+ bucket]
    }
}
