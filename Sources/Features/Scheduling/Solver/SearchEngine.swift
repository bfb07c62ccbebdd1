// The planning engine: the desk's task given to the search, and what it finds given back as each line's orders.

import Kernel

package struct SearchEngine: PlanEngine {
    package static let name = "search"
    package init() {}

    package func propose(
        _ task: PlanTask, _ placements: [Placement], quantities: [String: Quantity], seed: UInt64, budget: PlanBudget,
        isCancelled: @Sendable () -> Bool
    ) -> PlanProposal {
        var proposal = PlanProposal(engine: Self.name)
        guard let desk = SolverCase(task, placements, quantities: quantities) else {
            return DispatchRule().propose(task, placements, quantities: quantities, seed: seed, budget: budget, isCancelled: isCancelled)
        }
        proposal.unplanned = desk.unplanned
        let began = Stopwatch.milliseconds()
        let search = Search(desk.problem, seed: seed, starts: [desk.start])
        let result = search.run(
            budget: budget.search, elapsed: { Double(Stopwatch.milliseconds() - began) / 1000 }, isCancelled: isCancelled)
        proposal.queues = desk.queues(result.plan)
        proposal.iterations = result.iterations
        return proposal
    }
}

extension PlanBudget {
    var search: SearchBudget {
        switch self {
        case .iterations(let count): .iterations(count)
        case .seconds(let seconds): .seconds(seconds)
        }
    }
}
