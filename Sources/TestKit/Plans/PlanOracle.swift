// The true optimum of tiny planning problems: for each line the least cost of every set of jobs, by the last job and the front
// of times and costs that no other beats, then the best way to share all jobs out among the lines.

import Kernel

public enum PlanOracle {
    /// Up to about twelve jobs.
    public static func optimum(_ instance: PlanInstance) -> Int64 {
        let sets = 1 << instance.jobs.count
        let far = Int64.max / 4
        var least = [Int64](repeating: far, count: sets)
        least[0] = 0
        for line in instance.multipliers.indices {
            let own = onOneLine(instance, line)
            var next = [Int64](repeating: far, count: sets)
            for set in 0..<sets {
                var part = set
                while true {
                    if own[part] < far, least[set ^ part] < far { next[set] = min(next[set], own[part] + least[set ^ part]) }
                    if part == 0 { break }
                    part = (part - 1) & set
                }
            }
            least = next
        }
        return least[sets - 1]
    }

    private static func onOneLine(_ instance: PlanInstance, _ line: Int) -> [Int64] {
        let n = instance.jobs.count
        let sets = 1 << n
        var least = [Int64](repeating: .max / 4, count: sets)
        least[0] = 0
        var fronts = [[(time: Int64, cost: Int64)]](repeating: [], count: sets * n)
        for set in 1..<sets {
            for last in 0..<n where set >> last & 1 == 1 {
                guard let minutes = instance.minutes(last, on: line) else { continue }
                let job = instance.jobs[last]
                let rest = set ^ (1 << last)
                var states: [(time: Int64, cost: Int64)] = []
                func add(_ free: Int64, _ cost: Int64, _ previous: Int?) {
                    let end = max(free, job.release) + instance.setup(from: previous, to: last) + minutes
                    states.append((end, cost + job.weight * max(0, end - job.due)))
                }
                if rest == 0 { add(0, 0, nil) }
                for previous in 0..<n where rest >> previous & 1 == 1 {
                    for state in fronts[rest * n + previous] { add(state.time, state.cost, previous) }
                }
                states.sort { ($0.time, $0.cost) < ($1.time, $1.cost) }
                var front: [(time: Int64, cost: Int64)] = []
                for state in states where front.last.map({ state.cost < $0.cost }) ?? true { front.append(state) }
                fronts[set * n + last] = front
                if let cost = front.last?.cost { least[set] = min(least[set], cost) }
            }
        }
        return least
    }
}
