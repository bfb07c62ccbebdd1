// What the solver plans: jobs, lines, set-ups, the pool of trolleys and the plan that is in force. Whole numbers only, in
// any unit of time that the caller chooses; nothing here knows of orders, calendars by name, or a clock.

/// A job that one line does in one go.
package struct SolverJob: Sendable, Equatable {
    package var id: String
    /// Units of work on each line; 0 where the line cannot do it.
    package var durations: [Int64]
    /// Set-up does not begin before.
    package var release: Int64 = 0
    /// Late after this; nil for never.
    package var due: Int64?
    package var weight: Int64 = 1
    package var family = 0
    /// Held from the filling before its start until its end.
    package var trolleys = 0
    /// Index of the job that ends before this one starts.
    package var predecessor: Int?
    /// Only this line may do it.
    package var pinnedLine: Int?
    /// A planner's own earliest start.
    package var earliestStart: Int64?
    /// Keeps its place: fixed jobs stand first in their line's queue, in the start plan's order.
    package var isFixed = false
    /// When it began, for a job that runs; such a job is fixed as well.
    package var begun: Int64?

    package init(id: String, durations: [Int64]) { (self.id, self.durations) = (id, durations) }
}

package struct SolverLine: Sendable, Equatable {
    /// Nil when it always works.
    package var open: OpenTime?
    /// Nothing begins before, and what runs does not end before.
    package var ready: Int64 = 0
    /// Jobs at once; they begin in the queue's order.
    package var capacity = 1
    package init(open: OpenTime? = nil, ready: Int64 = 0, capacity: Int = 1) {
        (self.open, self.ready, self.capacity) = (open, ready, capacity)
    }
}

/// Time between two jobs on a line, before the second one's own work; none before a line's first job.
package enum SolverSetups: Sendable, Equatable {
    case none
    case families(same: Int64, other: Int64)
    /// From a family (row) to a family (column).
    case matrix([[Int64]])
}

/// The plan that is in force: what a new plan is compared with.
package struct SolverBase: Sendable, Equatable {
    /// By job: its line, nil for a job that is not in it.
    package var lines: [Int?]
    package var starts: [Int64]
    /// A start this much earlier or later is no change.
    package var tolerance: Int64
    package init(lines: [Int?], starts: [Int64], tolerance: Int64) {
        (self.lines, self.starts, self.tolerance) = (lines, starts, tolerance)
    }
    /// What another line counts, where another start counts 1.
    package static let lineChange: Int64 = 4
}

/// Why a problem cannot be planned. The texts are for the log of whoever built it: such a problem is a mistake.
package struct SolverFault: Error, Equatable {
    package enum Kind: String, Sendable { case job, line, setups, predecessor, base, size }
    package var kind: Kind
    /// The job's or line's index.
    package var index: Int
}

package struct SolverProblem: Sendable, Equatable {
    package let jobs: [SolverJob]
    package let lines: [SolverLine]
    package let setups: SolverSetups
    /// Nil when trolleys do not limit.
    package let trolleyPool: Int?
    /// Trolleys are filled so long before a start.
    package let trolleyLead: Int64
    /// Each job's lateness is rounded up to a multiple and counted in these.
    package let latenessUnit: Int64
    package let base: SolverBase?

    package static let jobsMax = 4000
    package static let linesMax = 64
    package static let weightMax: Int64 = 1 << 20
    /// Instants and amounts of work stay below, so that no sum overflows.
    package static let timeMax: Int64 = 1 << 44

    package init(
        jobs: [SolverJob], lines: [SolverLine], setups: SolverSetups = .none, trolleyPool: Int? = nil, trolleyLead: Int64 = 0,
        latenessUnit: Int64 = 1, base: SolverBase? = nil
    ) throws(SolverFault) {
        (self.jobs, self.lines, self.setups, self.trolleyPool) = (jobs, lines, setups, trolleyPool)
        (self.trolleyLead, self.latenessUnit, self.base) = (trolleyLead, max(1, latenessUnit), base)
        try check()
    }

    /// Work of a job on a line; 0 where it must not be.
    package func duration(_ job: Int, on line: Int) -> Int64 {
        if let pin = jobs[job].pinnedLine, pin != line { return 0 }
        return jobs[job].durations[line]
    }

    package func setup(from first: Int?, to second: Int) -> Int64 {
        guard let first else { return 0 }
        let (a, b) = (jobs[first].family, jobs[second].family)
        return switch setups {
        case .none: 0
        case .families(let same, let other): a == b ? same : other
        case .matrix(let rows): rows[a][b]
        }
    }

    private func check() throws(SolverFault) {
        guard jobs.count <= Self.jobsMax, lines.count <= Self.linesMax else { throw SolverFault(kind: .size, index: jobs.count) }
        for (index, line) in lines.enumerated() {
            let bounds = [line.ready, line.open?.starts.first ?? 0, line.open?.lastEnd ?? 0]
            guard line.capacity >= 1, bounds.allSatisfy({ abs($0) < Self.timeMax }) else { throw SolverFault(kind: .line, index: index) }
        }
        for (index, job) in jobs.enumerated() {
            let times = [job.release, job.due ?? 0, job.earliestStart ?? 0, job.begun ?? 0] + job.durations
            let isPlannable = job.durations.count == lines.count && lines.indices.contains { duration(index, on: $0) > 0 }
            guard isPlannable, times.allSatisfy({ abs($0) < Self.timeMax }), job.durations.allSatisfy({ $0 >= 0 }), job.trolleys >= 0,
                job.weight >= 0, job.weight < Self.weightMax, job.begun == nil || job.isFixed
            else { throw SolverFault(kind: .job, index: index) }
            if let first = job.predecessor, !jobs.indices.contains(first) || first == index {
                throw SolverFault(kind: .predecessor, index: index)
            }
        }
        if case .matrix(let rows) = setups {
            let isSquare = rows.allSatisfy { $0.count == rows.count && $0.allSatisfy { $0 >= 0 && $0 < Self.timeMax } }
            guard isSquare, jobs.allSatisfy({ rows.indices.contains($0.family) }) else { throw SolverFault(kind: .setups, index: rows.count) }
        }
        if let base, base.lines.count != jobs.count || base.starts.count != jobs.count { throw SolverFault(kind: .base, index: 0) }
    }
}
