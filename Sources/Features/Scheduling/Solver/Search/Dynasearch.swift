// One line without releases and set-ups in between: many moves at once, all that fit beside each other, chosen together as the
// best by dynamic programming over the positions; and again from a place not far off.
// Source of the method: Congram, Potts, van de Velde, "An iterated dynasearch algorithm for the single-machine total weighted
// tardiness scheduling problem", 2002; with insertions beside swaps, Grosso, Della Croce, Tadei, 2004.

final class Dynasearch {
    private let count: Int
    private let begin: Int64
    private let unit: Int64
    private let work: [Int64]
    private let due: [Int64]
    private let weight: [Int64]
    private let fixed: Int
    private var chance: Chance
    private(set) var best: [Int]
    private(set) var bestCost: Int64
    private var current: [Int]
    private var currentCost: Int64
    private(set) var evaluations = 0
    private var idle = 0
    // Of one pass: ends of positions, least costs of beginnings, and by which move each was reached.
    private var ends: [Int64]
    private var least: [Int64]
    private var from: [Int32]
    private var kinds: [UInt8]

    /// Kicks without a better plan before it goes back to the best.
    private static let patience = 30

    /// Nil for a problem that is not of this kind.
    /// - Parameter queue: the line's jobs in their order.
    init?(_ tableau: Tableau, queue: [Int], begun: [Bool], seed: UInt64) {
        guard tableau.lineCount == 1, tableau.capacity[0] == 1, queue.count > 2 else { return nil }
        let cells = tableau.cells
        let free = queue.filter { !tableau.isFixed[$0] }
        guard !queue.contains(where: { begun[$0] || cells[$0].release > tableau.ready[0] }) else { return nil }
        guard tableau.setups == nil, tableau.sameSetup == 0, tableau.otherSetup == 0 else { return nil }
        count = queue.count
        fixed = count - free.count
        (begin, unit) = (tableau.ready[0], max(1, tableau.latenessUnit))
        work = (0..<tableau.jobCount).map { cells[$0].work }
        due = (0..<tableau.jobCount).map { cells[$0].due }
        weight = (0..<tableau.jobCount).map { Int64(cells[$0].weight) }
        chance = Chance(seed: seed ^ 0xD15E_A2C4)
        (best, current) = (queue, queue)
        ends = [Int64](repeating: 0, count: count)
        least = [Int64](repeating: 0, count: count + 1)
        from = [Int32](repeating: 0, count: count + 1)
        kinds = [UInt8](repeating: 0, count: count + 1)
        (bestCost, currentCost) = (0, 0)
        currentCost = total(queue)
        bestCost = currentCost
    }

    @inline(__always)
    private func cost(_ job: Int, _ end: Int64) -> Int64 {
        let late = end &- due[job]
        guard late > 0 else { return 0 }
        return unit == 1 ? late &* weight[job] : (late &+ unit &- 1) / unit &* weight[job]
    }

    private func total(_ queue: [Int]) -> Int64 {
        var (at, sum) = (begin, Int64(0))
        for job in queue {
            at += work[job]
            sum += cost(job, at)
        }
        return sum
    }

    /// Kicks and descents.
    /// - Returns: false when it was stopped.
    func run(evaluations most: Int, shouldStop: (Int) -> Bool) -> Bool {
        let end = evaluations + most
        descend()
        while evaluations < end, bestCost > 0 {
            if shouldStop(evaluations) { return false }
            kick()
            descend()
        }
        return true
    }

    /// Another plan to go on from.
    func go(to queue: [Int]) {
        current = queue
        currentCost = total(queue)
        idle = 0
        if currentCost < bestCost { (best, bestCost) = (current, currentCost) }
    }

    private func kick() {
        if currentCost > bestCost || idle >= Self.patience {
            idle += 1
            if idle >= Self.patience {
                (current, currentCost) = (best, bestCost)
                idle = 0
            }
        } else {
            idle += 1
        }
        let room = count - fixed
        for _ in 0..<(2 + chance.below(5)) {
            let a = fixed + chance.below(room)
            let far = 1 + chance.below(min(room - 1, chance.once(in: 4) ? room - 1 : 12))
            let b = chance.next() >> 63 == 0 ? a + far : a - far
            guard b >= fixed, b < count else { continue }
            current.swapAt(a, b)
        }
        currentCost = total(current)
    }

    private func descend() {
        while pass() {}
        if currentCost < bestCost {
            (best, bestCost) = (current, currentCost)
            idle = 0
        }
    }

    /// - Returns: whether the plan became better.
    private func pass() -> Bool {
        let n = count
        var tried = 0
        current.withUnsafeBufferPointer { row in
            var at = begin
            for k in 0..<n {
                at &+= work[row[k]]
                ends[k] = at
            }
            least[0] = 0
            for k in 0..<n {
                let last = row[k]
                let lastWork = work[last]
                var (best, source, kind) = (least[k] &+ cost(last, ends[k]), Int32(k), UInt8(0))
                if k > fixed {
                    var i = k &- 1
                    // What stands between, shifted back by the last one's work.
                    var shifted: Int64 = 0
                    while i >= fixed {
                        let first = row[i]
                        let start = ends[i] &- work[first]
                        let base = least[i]
                        tried &+= 1
                        // The last goes before the first.
                        shifted &+= cost(first, ends[i] &+ lastWork)
                        let before = base &+ cost(last, start &+ lastWork) &+ shifted
                        if before < best { (best, source, kind) = (before, Int32(i), 1) }
                        // They change places; the first goes behind the last.
                        let end = cost(first, ends[k])
                        var swapped = base &+ end &+ cost(last, start &+ lastWork)
                        var behind = base &+ end
                        let (gain, back) = (lastWork &- work[first], work[first])
                        if swapped < best || behind < best {
                            var j = i &+ 1
                            while j < k {
                                let job = row[j]
                                swapped &+= cost(job, ends[j] &+ gain)
                                behind &+= cost(job, ends[j] &- back)
                                if swapped >= best, behind >= best { break }
                                j &+= 1
                            }
                            tried &+= (j &- i) >> 2
                            if j == k {
                                behind &+= cost(last, ends[k] &- back)
                                if swapped < best { (best, source, kind) = (swapped, Int32(i), 2) }
                                if behind < best { (best, source, kind) = (behind, Int32(i), 3) }
                            }
                        }
                        i &-= 1
                    }
                }
                (least[k &+ 1], from[k &+ 1], kinds[k &+ 1]) = (best, source, kind)
            }
        }
        evaluations += tried
        guard least[n] < currentCost else { return false }
        var k = n
        while k > 0 {
            let (i, last) = (Int(from[k]), k - 1)
            switch kinds[k] {
            case 1: current.insert(current.remove(at: last), at: i)
            case 2: current.swapAt(i, last)
            case 3: current.insert(current.remove(at: i), at: last)
            default: break
            }
            k = i
        }
        currentCost = least[n]
        return true
    }
}
