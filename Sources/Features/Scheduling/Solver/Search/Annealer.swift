// Simulated annealing over exchanges, now and then a ruin and recreate. It walks from where the queues stand and keeps the
// best it meets; how hot, how long and what for is its caller's.

/// One walk.
struct Walk {
    /// Evaluations.
    var length: Int
    /// In cost; the walk cools from it by halves. Main cost, or ties where `cap` is set.
    var hot: Int64
    /// How often it halves.
    var octaves: Int64
    /// Walks in the lower ranks with main cost at most this.
    var cap: Int64?
    /// One ruin among so many exchanges.
    var ruinEvery: Int
    /// Jobs of a ruin at most.
    var ruinMost: Int
}

final class Annealer {
    let queues: Queues
    let neighbourhood: Neighbourhood
    private var ruin: Ruin
    private let undo: Snapshot
    let best: Snapshot
    private var chance: Chance
    private(set) var evaluations = 0
    /// Set where lines wait for each other; then what a line costs alone is only a first test.
    private var builder: CoupledBuilder?
    /// Of the queues as they stand, with what couples them.
    private(set) var cost: Cost
    private let logs = AnnealingTable.shared.negativeLog
    /// Between two looks at whether to stop.
    static let stride = 256

    init(_ queues: Queues, _ neighbourhood: Neighbourhood, seed: UInt64) {
        self.queues = queues
        self.neighbourhood = neighbourhood
        ruin = Ruin(queues, movable: neighbourhood.movable)
        undo = Snapshot(queues)
        best = Snapshot(queues)
        chance = Chance(seed: seed)
        cost = queues.cost
    }

    var isCoupled: Bool { builder != nil }

    /// From now on lines wait for each other.
    func couple(_ builder: CoupledBuilder) {
        self.builder = builder
        best.restore(queues)
        settle()
        best.take(queues, cost)
    }

    /// Goes back to the best so far.
    func returnToBest() {
        best.restore(queues)
        settle()
    }

    /// Goes to another plan; it becomes the best when it is.
    func go(to plan: SolverPlan) {
        queues.load(plan)
        settle()
        if cost < best.cost { best.take(queues, cost) }
    }

    private func settle() {
        guard let builder else {
            cost = queues.cost
            return
        }
        cost = builder.evaluate()
        builder.raiseReleases()
    }

    /// - Parameter shouldStop: asked after every `stride` exchanges, with the evaluations so far.
    /// - Returns: false when it was stopped.
    func walk(_ walk: Walk, shouldStop: (Int) -> Bool) -> Bool {
        let begin = evaluations
        var untilRuin = walk.ruinEvery
        while evaluations < begin + walk.length {
            let cooling = walk.octaves * 256 * Int64(evaluations - begin) / Int64(max(1, walk.length))
            let heat = AnnealingTable.shared.cooled(walk.hot, by: cooling)
            for _ in 0..<Self.stride {
                untilRuin -= 1
                if untilRuin <= 0 {
                    untilRuin = walk.ruinEvery
                    rebuild(walk, heat)
                }
                evaluations &+= 1
                if let cap = walk.cap { low(heat, cap) } else { high(heat) }
            }
            if shouldStop(evaluations) { return false }
        }
        return true
    }

    /// Increases of cost that exchanges from here would bring, the smallest first.
    /// - Parameter isLow: of the lower ranks, where main cost does not rise.
    func increases(_ samples: Int, isLow: Bool) -> [Int64] {
        var out: [Int64] = []
        let now = queues.cost
        for _ in 0..<samples {
            guard let exchange = neighbourhood.next(&chance) else { continue }
            let new = queues.tryExchange(exchange, bound: isLow ? now.main : .max / 2, ties: isLow)
            guard new.main != .max else { continue }
            let more = isLow ? new.ties - now.ties : new.main - now.main
            if more > 0 { out.append(more) }
        }
        evaluations += samples
        return out.sorted()
    }

    /// How much worse may be taken this time.
    @inline(__always)
    private func threshold(_ heat: Int64) -> Int64 {
        let log = logs[Int(truncatingIfNeeded: chance.next() >> UInt64(64 - AnnealingTable.bits))]
        return heat < 1 << 40 ? (heat &* log) >> 16 : (heat >> 16) &* log
    }

    /// One exchange, judged by main cost.
    @inline(__always)
    private func high(_ heat: Int64) {
        guard let exchange = neighbourhood.next(&chance) else { return }
        let now = queues.cost
        let more = threshold(heat)
        let new = queues.tryExchange(exchange, bound: now.main &+ more, ties: false)
        guard new.main != .max else { return }
        if new.main == now.main {
            let full = queues.tryExchange(exchange, bound: now.main, ties: true)
            guard full.ties <= now.ties || chance.next() >> 60 == 0 else { return }
        }
        accept(exchange, Cost(main: cost.main &+ more, ties: .max))
    }

    /// One exchange, judged by the lower ranks.
    @inline(__always)
    private func low(_ heat: Int64, _ cap: Int64) {
        guard let exchange = neighbourhood.next(&chance) else { return }
        let more = threshold(heat)
        let room = max(0, cap &- cost.main)
        let new = queues.tryExchange(exchange, bound: queues.cost.main &+ room, ties: true)
        guard new.main != .max, new.ties <= queues.cost.ties &+ more else { return }
        accept(exchange, Cost(main: cap, ties: cost.ties &+ more))
    }

    /// - Parameter bound: what the plan may cost with what couples its lines.
    @inline(__always)
    private func accept(_ exchange: Exchange, _ bound: Cost) {
        queues.apply(exchange)
        guard let builder else {
            cost = queues.cost
            if cost < best.cost { best.take(queues, cost) }
            return
        }
        let new = builder.evaluate()
        guard new.main <= bound.main, new.ties <= bound.ties else {
            queues.apply(exchange.inverse)
            return
        }
        cost = new
        if cost < best.cost { best.take(queues, cost) }
        builder.raiseReleases()
    }

    private func rebuild(_ walk: Walk, _ heat: Int64) {
        undo.take(queues, cost)
        let now = cost
        evaluations += ruin.rebuild(neighbourhood, most: walk.ruinMost, &chance)
        let new = builder?.evaluate() ?? queues.cost
        let isFine: Bool
        if let cap = walk.cap {
            isFine = new.main <= cap && new.ties <= now.ties &+ threshold(heat)
        } else {
            isFine = new.main == now.main ? new.ties <= now.ties : new.main <= now.main &+ threshold(heat)
        }
        guard isFine else {
            undo.restore(queues)
            return
        }
        cost = new
        if cost < best.cost { best.take(queues, cost) }
        builder?.raiseReleases()
    }
}

extension Exchange {
    /// Undoes it.
    @inline(__always)
    var inverse: Exchange {
        let between = line == other ? otherAt &- at &- count : 0
        let place = line == other ? at &+ otherCount &+ between : otherAt
        return Exchange(line: line, at: at, count: otherCount, other: other, otherAt: place, otherCount: count)
    }
}
