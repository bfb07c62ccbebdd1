// A plan in time where lines wait for each other: for trolleys of the common pool and for a predecessor's end. Always the
// job that can begin first goes next, the lower line first where two can. Every job is laid out anew, so the search asks only
// for changes that look well with each line alone.

final class CoupledBuilder {
    private struct Head {
        var position: Int
        /// Not earlier by the clock; `never` when the queue is done, or waits for a predecessor.
        var instant: Int64
        /// Of the line, at that instant.
        var work: Int64
        var isWaiting = false
        var isExact = false
        var begun: Int64
    }
    private struct Lane {
        var free: Int64
        var family: Int32
    }
    private let problem: SolverProblem
    private let tableau: Tableau
    private let queues: Queues
    /// Releases as the problem has them; the tableau's rise with predecessors.
    private let releases: [Int64]
    private let successors: [Int]
    private let width: Int
    private var heads: [Head]
    private var lanes: [Lane]
    /// By job, by the clock; `never` for one that is not laid out yet.
    private var ends: [Int64]
    private var holds: [(end: Int64, count: Int)] = []
    private var firstHold = 0
    private var used = 0
    private var broken: Int64 = 0
    private var cost = Cost(main: 0, ties: 0)
    static let brokenCost: Int64 = 1 << 50

    init(_ problem: SolverProblem, _ queues: Queues) {
        self.problem = problem
        self.queues = queues
        tableau = queues.tableau
        releases = (0..<(tableau.jobCount * tableau.lineCount)).map { [tableau] in tableau.cells[$0].release }
        successors = problem.jobs.indices.filter { problem.jobs[$0].predecessor != nil }
        width = tableau.capacity.max() ?? 1
        heads = tableau.ready.map { Head(position: 0, instant: 0, work: 0, begun: $0) }
        lanes = Array(repeating: Lane(free: 0, family: -1), count: tableau.lineCount * width)
        ends = Array(repeating: Tableau.never, count: tableau.jobCount)
    }

    var hasPredecessors: Bool { !successors.isEmpty }

    /// Cost of the queues as they stand; each broken promise counts `brokenCost`.
    func evaluate() -> Cost {
        reset()
        for line in heads.indices {
            while heads[line].position < queues.counts[line], let begun = problem.jobs[job(line)].begun { placeRunning(line, begun) }
            refresh(line)
        }
        while let line = next() {
            place(line)
            refresh(line)
            for other in heads.indices where heads[other].isWaiting { refresh(other) }
        }
        cost.main &+= broken &* Self.brokenCost
        return cost
    }

    /// Releases successors in the tableau as their predecessors end in the plan that was evaluated last.
    func raiseReleases() {
        guard !successors.isEmpty else { return }
        let n = tableau.jobCount
        var isChanged = false
        for job in successors {
            guard let first = problem.jobs[job].predecessor, ends[first] < Tableau.never else { continue }
            for line in 0..<tableau.lineCount where tableau.canDo(job, line) {
                let release = max(releases[line * n + job], work(ends[first], line))
                if release != tableau.cells[line * n + job].release {
                    tableau.cells[line * n + job].release = release
                    isChanged = true
                }
            }
        }
        if isChanged { queues.recomputeAll() }
    }

    // MARK: parts

    private func reset() {
        (firstHold, used, broken, cost) = (0, 0, 0, Cost(main: 0, ties: 0))
        holds.removeAll(keepingCapacity: true)
        for job in ends.indices { ends[job] = Tableau.never }
        for line in heads.indices {
            let ready = tableau.ready[line]
            heads[line] = Head(position: 0, instant: 0, work: 0, begun: ready)
            for lane in 0..<width { lanes[line * width + lane] = Lane(free: ready, family: -1) }
        }
    }

    @inline(__always)
    private func job(_ line: Int) -> Int { Int(queues.jobs[line &* queues.stride &+ heads[line].position]) }
    @inline(__always)
    private func work(_ instant: Int64, _ line: Int) -> Int64 { problem.lines[line].open?.work(before: instant) ?? instant }
    @inline(__always)
    private func opening(_ work: Int64, _ line: Int) -> Int64 { problem.lines[line].open?.opening(after: work) ?? work }

    private func firstFree(_ line: Int) -> Int {
        var best = line &* width
        for lane in (line &* width)..<(line &* width &+ tableau.capacity[line]) where lanes[lane].free < lanes[best].free { best = lane }
        return best
    }

    /// When the line's next job can begin but for trolleys.
    private func refresh(_ line: Int) {
        guard heads[line].position < queues.counts[line] else {
            (heads[line].instant, heads[line].isWaiting) = (Tableau.never, false)
            return
        }
        let index = job(line)
        var work = max(heads[line].begun, lanes[firstFree(line)].free, releases[line &* tableau.jobCount &+ index])
        heads[line].isWaiting = false
        if let first = problem.jobs[index].predecessor, queues.lineOf[first] >= 0 {
            if ends[first] == Tableau.never {
                heads[line].isWaiting = true
            } else {
                work = max(work, self.work(ends[first], line))
            }
        }
        heads[line].work = work
        heads[line].instant = heads[line].isWaiting ? Tableau.never : opening(work, line)
        heads[line].isExact = problem.trolleyPool == nil || problem.jobs[index].trolleys == 0
    }

    private func next() -> Int? {
        while true {
            var best = -1
            for line in heads.indices where heads[line].instant < Tableau.never {
                if best < 0 || heads[line].instant < heads[best].instant { best = line }
            }
            if best < 0 {
                // Jobs that wait for each other in a circle, or for one behind them: the first goes without.
                guard let stuck = heads.indices.first(where: { heads[$0].isWaiting }) else { return nil }
                heads[stuck].isWaiting = false
                heads[stuck].instant = opening(heads[stuck].work, stuck)
                if !heads[stuck].isExact { waitForTrolleys(stuck) }
                broken += 1
                return stuck
            }
            if heads[best].isExact || !waitForTrolleys(best) { return best }
        }
    }

    /// Trolleys only become fewer for whoever begins later, so a start that holds once found is a bound ever after.
    /// - Returns: whether the start moved.
    @discardableResult
    private func waitForTrolleys(_ line: Int) -> Bool {
        let index = job(line)
        let count = problem.jobs[index].trolleys
        guard let pool = problem.trolleyPool else { return false }
        if count > pool {
            heads[line].isExact = true
            broken += 1
            return false
        }
        let from = heads[line].instant - problem.trolleyLead
        while firstHold < holds.count, holds[firstHold].end <= from {
            used -= holds[firstHold].count
            firstHold += 1
        }
        guard used + count > pool else { return false }
        var (left, free) = (used, from)
        for hold in holds[firstHold...] {
            left -= hold.count
            free = hold.end
            if left + count <= pool { break }
        }
        let work = self.work(free + problem.trolleyLead, line)
        guard work > heads[line].work || opening(work, line) > heads[line].instant else { return false }
        heads[line].work = max(work, heads[line].work)
        heads[line].instant = opening(heads[line].work, line)
        return true
    }

    private func place(_ line: Int) {
        let index = job(line)
        let cell = tableau.cells[line &* tableau.jobCount &+ index]
        let lane = firstFree(line)
        let setup = tableau.setup(lanes[lane].family, cell.family)
        let start = heads[line].work
        finish(line, index, lane, setup: setup, start: start, end: start &+ setup &+ cell.work)
        heads[line].begun = start
    }

    private func placeRunning(_ line: Int, _ begun: Int64) {
        let index = job(line)
        let cell = tableau.cells[line &* tableau.jobCount &+ index]
        let start = work(begun, line)
        let end = max(start &+ cell.work, tableau.ready[line])
        let lane = firstFree(line)
        let held = lanes[lane]
        finish(line, index, lane, setup: 0, start: start, end: end)
        if end < held.free { lanes[lane] = held }
        heads[line].begun = max(heads[line].begun, start)
    }

    private func finish(_ line: Int, _ index: Int, _ lane: Int, setup: Int64, start: Int64, end: Int64) {
        let cell = tableau.cells[line &* tableau.jobCount &+ index]
        lanes[lane] = Lane(free: end, family: cell.family)
        let late = end &- cell.due
        tableau.add(late: late, weight: Int64(cell.weight), to: &cost.main)
        cost.ties &+= tableau.ties(index, line, late: late, setup: setup, start: start, end: end)
        let instant = problem.lines[line].open?.closing(after: end) ?? end
        if let open = problem.lines[line].open, instant > open.lastEnd { broken += 1 }
        ends[index] = instant
        heads[line].position += 1
        let count = problem.jobs[index].trolleys
        guard count > 0, problem.trolleyPool != nil else { return }
        var at = holds.count
        while at > firstHold, holds[at - 1].end > instant { at -= 1 }
        holds.insert((instant, count), at: at)
        used += count
    }
}
