// First plans, from which the search starts: dispatching by urgency for several look-aheads, and by due date with each job
// put where it costs least.

enum Starts {
    /// Look-aheads in halves of the mean duration.
    static let lookAheads: [Int64] = [1, 2, 4, 8]

    /// All of them, the best first by what the lines cost alone.
    /// - Parameter fixed: each line's fixed jobs in their order.
    static func plans(_ problem: SolverProblem, _ queues: Queues, fixed: SolverPlan) -> [SolverPlan] {
        var plans: [(cost: Cost, plan: SolverPlan)] = []
        for lookAhead in lookAheads {
            queues.load(dispatched(problem, queues, fixed: fixed, lookAhead: lookAhead))
            plans.append((queues.cost, queues.plan))
        }
        queues.load(fixed)
        insertByDue(problem, queues)
        plans.append((queues.cost, queues.plan))
        // In the order they were made where they cost the same.
        return plans.enumerated().sorted { a, b in a.element.cost != b.element.cost ? a.element.cost < b.element.cost : a.offset < b.offset }
            .map(\.element.plan)
    }

    /// Always the line that is free first takes the most urgent job. Urgency is weight by work, halved for each look-ahead of
    /// slack. Source: Lee, Bhaskaran, Pinedo, "A heuristic to minimize the total weighted tardiness with sequence-dependent
    /// setups", 1997; with halves for e, and with waiting counted as work.
    static func dispatched(_ problem: SolverProblem, _ queues: Queues, fixed: SolverPlan, lookAhead: Int64) -> SolverPlan {
        let tableau = queues.tableau
        let (n, m) = (tableau.jobCount, tableau.lineCount)
        queues.load(fixed)
        var free = (0..<m).map { queues.marks[$0 * queues.stride + queues.counts[$0]].time }
        var families: [Int32] = fixed.queues.map { queue in queue.last.map { tableau.cells[$0].family } ?? -1 }
        var left = (0..<n).filter { queues.lineOf[$0] < 0 }
        var (sum, count): (Int64, Int64) = (0, 0)
        for job in left {
            for line in 0..<m where tableau.canDo(job, line) { (sum, count) = (sum + tableau.cells[line * n + job].work, count + 1) }
        }
        let unit = max(1, sum * lookAhead / max(1, 2 * count))
        var out = fixed
        var instants = (0..<m).map { problem.lines[$0].open?.opening(after: free[$0]) ?? free[$0] }
        var openLines = Array(0..<m)
        while !left.isEmpty, let line = openLines.min(by: { (instants[$0], $0) < (instants[$1], $1) }) {
            var best: (key: Int64, at: Int)?
            for (at, job) in left.enumerated() where tableau.canDo(job, line) {
                let cell = tableau.cells[line * n + job]
                let lost = tableau.setup(families[line], cell.family) + max(0, cell.release - free[line])
                let slack = max(0, cell.due - cell.work - lost - free[line])
                let halvings = min(8192, min(4096, slack * 256 / unit) + lost * 256 / unit)
                let key = AnnealingTable.shared.cooled((Int64(cell.weight) << 40) / (cell.work + lost), by: halvings)
                if best.map({ key > $0.key }) ?? true { best = (key, at) }
            }
            guard let best else {
                openLines.removeAll { $0 == line }
                continue
            }
            let job = left.remove(at: best.at)
            let cell = tableau.cells[line * n + job]
            free[line] = max(free[line], cell.release) + tableau.setup(families[line], cell.family) + cell.work
            families[line] = cell.family
            instants[line] = problem.lines[line].open?.opening(after: free[line]) ?? free[line]
            out.queues[line].append(job)
        }
        return out
    }

    /// The earliest due first, the heavier first of equals.
    static func insertByDue(_ problem: SolverProblem, _ queues: Queues) {
        let left = problem.jobs.indices.filter { queues.lineOf[$0] < 0 }
        let sorted = left.sorted { a, b in
            let (x, y) = (problem.jobs[a], problem.jobs[b])
            if x.due != y.due { return (x.due ?? .max) < (y.due ?? .max) }
            return x.weight != y.weight ? x.weight > y.weight : a < b
        }
        var chance = Chance(seed: 0)
        for job in sorted { _ = queues.insertCheapest(job, skippingOneIn: 0, &chance) }
    }
}

extension Queues {
    /// Puts a job that is nowhere where it costs least.
    /// - Parameter skippingOneIn: leaves out one place of so many by chance, so that repeated insertion differs; 0 for none.
    /// - Returns: how many places were tried.
    func insertCheapest(_ job: Int, skippingOneIn: Int, _ chance: inout Chance) -> Int {
        var one = Int32(job)
        var best = Cost.beyond
        var (line, position, tried) = (-1, 0, 0)
        var first = -1
        withUnsafeMutablePointer(to: &one) { one in
            for candidate in 0..<tableau.lineCount where tableau.canDo(job, candidate) {
                if first < 0 { first = candidate }
                let cell = tableau.cells[candidate * tableau.jobCount + job]
                let old = lineCost(candidate)
                for at in fixedCounts[candidate]...counts[candidate] {
                    // It alone would cost more from here on.
                    let start = max(marks[candidate &* stride &+ at].time, cell.release)
                    var alone: Int64 = 0
                    tableau.add(late: start &+ cell.work &- cell.due, weight: Int64(cell.weight), to: &alone)
                    if alone > best.main { break }
                    if skippingOneIn > 0, chance.once(in: skippingOneIn) { continue }
                    tried += 1
                    let bound = best.main == .max ? Int64.max : old.main &+ best.main
                    let new = tryLine(candidate, from: at, (one, 1), (one, 0), (one, 0), tail: at, bound: bound, ties: true)
                    guard new.main != .max, new - old < best else { continue }
                    (best, line, position) = (new - old, candidate, at)
                }
            }
        }
        if line < 0 { (line, position) = (first, counts[first]) }
        insert(job, line, position)
        return tried
    }
}
