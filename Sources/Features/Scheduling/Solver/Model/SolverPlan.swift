// A plan: each line's jobs in their order. Times follow from it and are computed by `Evaluation` (plainly) and by the
// search (fast); the two share no code.

package struct SolverPlan: Sendable, Equatable {
    /// By line: indices of jobs.
    package var queues: [[Int]]
    package init(queues: [[Int]]) { self.queues = queues }

    /// Whether every job stands exactly once, on a line that may do it, and fixed ones before the others.
    package func isComplete(for problem: SolverProblem) -> Bool {
        var seen = [Bool](repeating: false, count: problem.jobs.count)
        guard queues.count == problem.lines.count else { return false }
        for (line, queue) in queues.enumerated() {
            var isBeyondFixed = false
            for job in queue {
                guard seen.indices.contains(job), !seen[job], problem.duration(job, on: line) > 0 else { return false }
                seen[job] = true
                if problem.jobs[job].isFixed, isBeyondFixed { return false }
                isBeyondFixed = isBeyondFixed || !problem.jobs[job].isFixed
            }
        }
        return seen.allSatisfy(\.self)
    }
}

/// How good a plan is, the weightier first; less is better.
package struct Score: Sendable, Equatable, Comparable {
    /// Promises broken: a predecessor that ends later, more trolleys than there are, an end beyond the known calendar.
    package var broken: Int64 = 0
    /// Each job's lateness in units, rounded up, times its weight.
    package var weightedLateness: Int64 = 0
    package var lateCount: Int64 = 0
    /// Units of time spent on set-ups between jobs.
    package var setupTime: Int64 = 0
    /// Against the plan in force: see `SolverBase`.
    package var change: Int64 = 0
    /// Ends, counted in each line's work; only a tie-break.
    package var endSum: Int64 = 0

    package init() {}

    package static func < (a: Score, b: Score) -> Bool {
        if a.broken != b.broken { return a.broken < b.broken }
        if a.weightedLateness != b.weightedLateness { return a.weightedLateness < b.weightedLateness }
        if a.lateCount != b.lateCount { return a.lateCount < b.lateCount }
        if a.setupTime != b.setupTime { return a.setupTime < b.setupTime }
        if a.change != b.change { return a.change < b.change }
        return a.endSum < b.endSum
    }
}
