// A new plan near the one in force, after a line broke down, a time was blocked or a rush order came: only what is touched
// may move, everything else keeps its line and its order.

package struct Repair: Sendable {
    package let problem: SolverProblem
    /// The plan in force with whatever it lacks put where it costs least.
    package let start: SolverPlan
    /// By job: on a touched line, touched itself, or new.
    package let movable: [Bool]

    /// - Parameters:
    ///   - problem: with the plan in force as its `base`, so that changes count.
    ///   - plan: in force; jobs may be missing in it.
    package init(_ problem: SolverProblem, plan: SolverPlan, lines: [Int], jobs: [Int] = []) {
        self.problem = problem
        var movable = [Bool](repeating: false, count: problem.jobs.count)
        var isPlaced = movable
        for (line, queue) in plan.queues.enumerated() {
            for job in queue { (isPlaced[job], movable[job]) = (true, lines.contains(line)) }
        }
        for job in jobs { movable[job] = true }
        for job in isPlaced.indices where !isPlaced[job] { movable[job] = true }
        self.movable = movable
        if isPlaced.allSatisfy(\.self) {
            start = plan
        } else {
            let queues = Queues(Tableau(problem), begun: problem.jobs.map { $0.begun != nil })
            queues.load(plan)
            Starts.insertByDue(problem, queues)
            start = queues.plan
        }
    }

    package func search(seed: UInt64) -> Search { Search(problem, seed: seed, starts: [start], movable: movable) }
}

/// What becomes of a plan when a job is dragged to a place.
package struct Drag: Sendable {
    package struct Effect: Sendable, Equatable {
        package var job: Int
        package var before: PlannedJob?
        package var after: PlannedJob?
    }
    package let plan: SolverPlan
    package let before: Score
    package let after: Score
    /// Jobs whose line or times change, by index.
    package let effects: [Effect]
    package var newlyLate: [Int] {
        effects.filter { ($0.before?.lateness ?? 0) == 0 && ($0.after?.lateness ?? 0) > 0 }.map(\.job)
    }

    /// - Parameter position: in the line's queue without the job; beyond its end is its end.
    /// - Returns: nil when the line cannot do the job, or when the job is fixed.
    package init?(_ problem: SolverProblem, _ plan: SolverPlan, job: Int, to line: Int, at position: Int) {
        guard problem.lines.indices.contains(line), problem.duration(job, on: line) > 0, !problem.jobs[job].isFixed else { return nil }
        var moved = plan
        for index in moved.queues.indices { moved.queues[index].removeAll { $0 == job } }
        let fixed = moved.queues[line].prefix { problem.jobs[$0].isFixed }.count
        moved.queues[line].insert(job, at: min(max(position, fixed), moved.queues[line].count))
        let (old, new) = (Evaluation(plan, of: problem), Evaluation(moved, of: problem))
        (self.plan, before, after) = (moved, old.score, new.score)
        effects = problem.jobs.indices.filter { old.jobs[$0] != new.jobs[$0] }.map {
            Effect(job: $0, before: old.jobs[$0], after: new.jobs[$0])
        }
    }
}
