// The planning search: first plans, then walks from the best so far until the budget is spent. What it does depends on the
// problem, the seed and the evaluations alone; a clock only says when to stop, and a run of as many iterations ends alike.

/// How long a search may take.
package enum SearchBudget: Sendable, Equatable {
    /// Evaluations of a change: the same plan everywhere.
    case iterations(Int)
    case seconds(Double)
}

package struct SearchResult: Sendable, Equatable {
    package var plan: SolverPlan
    package var score: Score
    /// As a budget they lead to the same plan again.
    package var iterations: Int
}

/// What of the search can be set; the values are measured ones.
package struct SearchTuning: Sendable {
    /// Heat at a walk's begin: the increase than which so many thousandths of all increases are smaller.
    package var deepShare = 150
    package var shares = [50, 70, 50, 60, 70, 50]
    /// How often a walk's heat halves.
    package var deepOctaves: Int64 = 5
    package var octaves: Int64 = 3
    /// Walks from the best between two deep ones.
    package var reheats = 30
    /// Evaluations of a walk for each job.
    package var lengthPerJob = 50_000
    package var lengthMost = 6_000_000
    /// The first walks' lengths as parts of a full one, and their heat.
    package var quick = [512, 128, 32, 8]
    package var quickShare = 30
    package var ruinEvery = 500
    package var ruinMost = 12
    package init() {}

    /// One line has fewer neighbours, is sooner searched, and is left by heat only.
    package static let oneLine: SearchTuning = {
        var tuning = SearchTuning()
        (tuning.lengthPerJob, tuning.reheats, tuning.octaves) = (10_000, 2, 6)
        (tuning.deepShare, tuning.deepOctaves) = (400, 9)
        return tuning
    }()
}

package final class Search {
    private let problem: SolverProblem
    private let tableau: Tableau
    private let queues: Queues
    private let seed: UInt64
    private let starts: [SolverPlan]
    private let movable: [Bool]?
    package var tuning: SearchTuning
    /// Evaluations of a turn of the dynasearch.
    private static let dynasearchLength = 3_000_000

    /// - Parameters:
    ///   - starts: complete plans to begin from, beside the search's own; the fixed jobs stand where the first has them.
    ///   - movable: jobs that may be moved; nil for all that are not fixed. Where it is given, only `starts` are begun from.
    package init(_ problem: SolverProblem, seed: UInt64, starts: [SolverPlan] = [], movable: [Bool]? = nil) {
        (self.problem, self.seed, self.starts, self.movable) = (problem, seed, starts, movable)
        tuning = problem.lines.count == 1 ? .oneLine : SearchTuning()
        tableau = Tableau(problem)
        queues = Queues(tableau, begun: problem.jobs.map { $0.begun != nil })
    }

    /// Plans to begin from, those given first; never empty.
    package func firstPlans() -> [SolverPlan] {
        if movable != nil, !starts.isEmpty { return starts }
        let fixed = SolverPlan(
            queues: problem.lines.indices.map { line in starts.first?.queues[line].filter { problem.jobs[$0].isFixed } ?? [] })
        return starts + Starts.plans(problem, queues, fixed: fixed)
    }

    /// - Parameters:
    ///   - elapsed: seconds since the search began; not asked when the budget is in iterations.
    ///   - isCancelled: asked now and then; the best so far is answered.
    ///   - progress: told of better plans' weighted lateness, with the evaluations so far.
    package func run(
        budget: SearchBudget, elapsed: () -> Double = { 0 }, isCancelled: () -> Bool = { false }, progress: (Int64, Int) -> Void = { _, _ in }
    ) -> SearchResult {
        let plans = firstPlans()
        queues.load(plans[0])
        let neighbourhood = Neighbourhood(queues, timeMap: TimeMap(problem, tableau), movable: movable)
        let annealer = Annealer(queues, neighbourhood, seed: seed)
        let coupling = mayCouple ? CoupledBuilder(problem, queues) : nil
        if let coupling, coupling.hasPredecessors { annealer.couple(coupling) }
        for plan in plans.dropFirst() { annealer.go(to: plan) }
        guard neighbourhood.movable.count > 1 else { return result(annealer, plans) }
        let dynasearch = Dynasearch(
            tableau, queue: annealer.best.plan.queues.first ?? [], begun: problem.jobs.map { $0.begun != nil }, seed: seed)
        var looks = 0
        var told = annealer.best.cost.main
        func shouldStop(_ walked: Int) -> Bool {
            let evaluations = walked + (dynasearch?.evaluations ?? 0)
            let least = min(annealer.best.cost.main, dynasearch?.bestCost ?? .max)
            if least < told {
                told = least
                progress(told, evaluations)
            }
            switch budget {
            case .iterations(let most): if evaluations >= most { return true }
            case .seconds(let seconds):
                looks += 1
                if looks & 7 == 0, elapsed() >= seconds { return true }
            }
            return isCancelled()
        }
        var round = 0
        repeat {
            if let dynasearch {
                // Mostly this way where it is open; a walk now and then leads elsewhere.
                let isOver = !dynasearch.run(evaluations: Self.dynasearchLength) { _ in shouldStop(annealer.evaluations) }
                if dynasearch.bestCost < annealer.best.cost.main { annealer.go(to: SolverPlan(queues: [dynasearch.best])) }
                if isOver { break }
            }
            annealer.returnToBest()
            if let coupling, !annealer.isCoupled, coupling.evaluate() != annealer.best.cost { annealer.couple(coupling) }
            defer { round += 1 }
            let next = walk(round, annealer)
            guard annealer.walk(next, shouldStop: shouldStop) else { break }
            // To the bottom of where it ended.
            annealer.returnToBest()
            var descent = next
            (descent.hot, descent.length) = (0, next.length / 12)
            guard annealer.walk(descent, shouldStop: shouldStop) else { break }
            if let dynasearch, let queue = annealer.best.plan.queues.first { dynasearch.go(to: queue) }
        } while true
        return result(annealer, plans, more: dynasearch?.evaluations ?? 0)
    }

    /// Whether lines can come to wait for each other, or work can end beyond what is known of the calendar.
    private var mayCouple: Bool {
        let trolleys = problem.jobs.reduce(0) { $0 + $1.trolleys }
        if let pool = problem.trolleyPool, trolleys > pool { return true }
        return problem.jobs.contains { $0.predecessor != nil }
    }

    private func walk(_ round: Int, _ annealer: Annealer) -> Walk {
        let full = min(tuning.lengthMost, tuning.lengthPerJob * max(8, annealer.neighbourhood.movable.count))
        // A few quick ones first, so that there is something good early.
        let isQuick = round < tuning.quick.count
        let step = (round - tuning.quick.count) % (tuning.reheats + 1)
        // Main cost first; where there is none left to save, and now and then, what is of lower rank.
        let isLow = annealer.best.cost.main == 0 || !isQuick && step % 6 == 5
        let increases = annealer.increases(isQuick ? 500 : 2000, isLow: isLow)
        let isDeep = !isQuick && step == 0 && movable == nil
        var (share, length) = (isDeep ? tuning.deepShare : tuning.shares[Int(step.magnitude) % tuning.shares.count], full)
        if isQuick { (share, length) = (tuning.quickShare, full / tuning.quick[round]) }
        if isLow, annealer.best.cost.main > 0 { length /= 4 }
        return Walk(
            length: length, hot: increases.isEmpty ? 1 : increases[increases.count * share / 1000],
            octaves: isDeep ? tuning.deepOctaves : tuning.octaves, cap: isLow ? annealer.best.cost.main : nil,
            ruinEvery: tuning.ruinEvery, ruinMost: tuning.ruinMost)
    }

    /// The better of the best and the first plan, with everything counted plainly.
    private func result(_ annealer: Annealer, _ plans: [SolverPlan], more: Int = 0) -> SearchResult {
        let best = annealer.best.plan
        var result = SearchResult(plan: best, score: Evaluation(best, of: problem).score, iterations: annealer.evaluations + more)
        let first = Evaluation(plans[0], of: problem).score
        if first < result.score { (result.plan, result.score) = (plans[0], first) }
        return result
    }
}

extension Search {
    /// Walks by chance through all kinds of change and holds the search's own arithmetic against the plain evaluation. For
    /// tests.
    /// - Returns: what differs, in words.
    package func selfCheck(iterations: Int) -> [String] {
        var faults: [String] = []
        let plain = Queues(tableau, begun: problem.jobs.map { $0.begun != nil })
        queues.load(firstPlans()[0])
        let neighbourhood = Neighbourhood(queues, timeMap: TimeMap(problem, tableau), movable: movable)
        let coupling = CoupledBuilder(problem, queues)
        var chance = Chance(seed: seed)
        guard neighbourhood.movable.count > 1 else { return [] }
        for step in 0..<iterations {
            guard let exchange = neighbourhood.next(&chance) else { continue }
            let expected = queues.tryExchange(exchange, bound: .max / 2, ties: true)
            let before = queues.plan
            queues.apply(exchange)
            if queues.cost != expected { faults.append("\(step): tried \(expected), became \(queues.cost)") }
            plain.load(queues.plan)
            if plain.cost != queues.cost { faults.append("\(step): kept \(queues.cost), anew \(plain.cost)") }
            if !queues.plan.isComplete(for: problem) { faults.append("\(step): not complete") }
            if chance.once(in: 3) {
                queues.apply(exchange.inverse)
                if queues.plan != before { faults.append("\(step): not undone") }
            }
            guard step % 16 == 0 else { continue }
            let coupled = coupling.evaluate()
            let score = Evaluation(queues.plan, of: problem).score
            let broken = coupled.main / CoupledBuilder.brokenCost
            if broken > 0 || score.broken > 0 {
                if (broken > 0) != (score.broken > 0) { faults.append("\(step): broken \(broken), plainly \(score.broken)") }
            } else if coupled.main != score.weightedLateness {
                faults.append("\(step): coupled \(coupled.main), plainly \(score.weightedLateness)")
            } else if coupled.ties / tableau.lateCost != score.lateCount {
                faults.append("\(step): late \(coupled.ties / tableau.lateCost), plainly \(score.lateCount)")
            }
        }
        return faults
    }
}
