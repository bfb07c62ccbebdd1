// Ruin and recreate: a few jobs that stand near each other in time are taken out and put back one by one where each costs
// least. It finds what no single exchange does. Source: Christiaens, Vanden Berghe, "Slack induction by string removals for
// vehicle routing problems", 2020, from which strings and skipped places come.

struct Ruin {
    private let queues: Queues
    private let isMovable: [Bool]
    private let movable: [Int32]
    private var taken: [Int] = []

    init(_ queues: Queues, movable: [Int32]) {
        self.queues = queues
        self.movable = movable
        var isMovable = [Bool](repeating: false, count: queues.tableau.jobCount)
        for job in movable { isMovable[Int(job)] = true }
        self.isMovable = isMovable
    }

    /// Changes the queues; the caller keeps a copy in case it does not like the result.
    /// - Returns: how many places were tried.
    mutating func rebuild(_ neighbourhood: Neighbourhood, most: Int, _ chance: inout Chance) -> Int {
        take(neighbourhood, 2 + chance.below(max(1, most - 1)), &chance)
        order(&chance)
        var tried = 0
        for job in taken { tried += queues.insertCheapest(job, skippingOneIn: 64, &chance) }
        return tried
    }

    private mutating func take(_ neighbourhood: Neighbourhood, _ count: Int, _ chance: inout Chance) {
        taken.removeAll(keepingCapacity: true)
        let tableau = queues.tableau
        let seed = Int(movable[chance.below(movable.count)])
        let home = Int(queues.lineOf[seed])
        let position = Int(queues.positionOf[seed])
        // Strings from a few lines, each around the seed's time.
        let strings = 1 + chance.below(min(tableau.lineCount, 3))
        var line = home
        for string in 0..<strings {
            let centre = line == home ? position : neighbourhood.place(near: home, position, on: line)
            let share = max(1, (count - taken.count) / (strings - string))
            let from = max(queues.fixedCounts[line], centre - chance.below(share + 1))
            for at in from..<max(from, min(queues.counts[line], from + share)) {
                let job = Int(queues.jobs[line * queues.stride + at])
                if isMovable[job] { taken.append(job) }
            }
            line = (line + 1 + chance.below(max(1, tableau.lineCount - 1))) % tableau.lineCount
        }
        // A line may have come up twice.
        taken = taken.enumerated().filter { !taken[..<$0.offset].contains($0.element) }.map(\.element)
        for job in taken { queues.remove(job) }
    }

    private mutating func order(_ chance: inout Chance) {
        let tableau = queues.tableau
        func due(_ job: Int) -> Int64 { tableau.cells[job].due }
        for k in stride(from: taken.count - 1, to: 0, by: -1) { taken.swapAt(k, chance.below(k + 1)) }
        switch chance.below(4) {
        case 0: taken.sort { (due($0), $0) < (due($1), $1) }
        case 1: taken.sort { (tableau.cells[$1].weight, $0) < (tableau.cells[$0].weight, $1) }
        case 2: taken.sort { (tableau.cells[$1].work, $0) < (tableau.cells[$0].work, $1) }
        default: break
        }
    }
}

/// A copy of where all jobs stand.
final class Snapshot {
    private let jobs: UnsafeMutablePointer<Int32>
    private var counts: [Int]
    private(set) var cost = Cost.beyond
    private let stride: Int

    init(_ queues: Queues) {
        stride = queues.stride
        counts = Array(repeating: 0, count: queues.tableau.lineCount)
        jobs = .allocate(capacity: counts.count * stride + 1)
        jobs.initialize(repeating: 0, count: counts.count * stride + 1)
        take(queues, queues.cost)
    }

    deinit { jobs.deallocate() }

    func take(_ queues: Queues, _ cost: Cost) {
        self.cost = cost
        for line in counts.indices {
            counts[line] = queues.counts[line]
            (jobs + line * stride).update(from: queues.jobs + line * stride, count: counts[line])
        }
    }

    func restore(_ queues: Queues) {
        for line in counts.indices {
            queues.counts[line] = counts[line]
            (queues.jobs + line * stride).update(from: jobs + line * stride, count: counts[line])
        }
        queues.recomputeAll()
    }

    var plan: SolverPlan {
        SolverPlan(queues: counts.indices.map { line in (0..<counts[line]).map { Int(jobs[line * stride + $0]) } })
    }
}
