// Which change to try next. Blocks of a few jobs move within a line or to another, change places, or the rests of two lines
// do; near in time more often than far, as far ones seldom help.

struct Neighbourhood {
    private let queues: Queues
    private let tableau: Tableau
    /// Lines that may do a job, as bits.
    let masks: [UInt64]
    private let everyLine: UInt64
    /// Jobs that may be moved.
    let movable: [Int32]
    private let isMovable: [Bool]
    private let isRestricted: Bool
    private let timeMap: TimeMap?
    /// How often a kind is tried, of 64.
    private let acrossShare: Int

    /// - Parameter movable: nil for every job that is not fixed.
    init(_ queues: Queues, timeMap: TimeMap?, movable: [Bool]? = nil) {
        self.queues = queues
        tableau = queues.tableau
        self.timeMap = timeMap
        let (n, m) = (tableau.jobCount, tableau.lineCount)
        let table = queues.tableau
        masks = (0..<n).map { job in (0..<m).reduce(UInt64(0)) { table.canDo(job, $1) ? $0 | 1 << UInt64($1) : $0 } }
        everyLine = masks.reduce(~0) { $0 & $1 }
        let mayMove = (0..<n).map { !table.isFixed[$0] && movable?[$0] ?? true }
        isMovable = mayMove
        isRestricted = movable != nil
        self.movable = (0..<n).filter { mayMove[$0] }.map(Int32.init)
        acrossShare = m > 1 ? 36 : 0
    }

    @inline(__always)
    private func line(_ line: Int, canTake from: UnsafeMutablePointer<Int32>, _ count: Int) -> Bool {
        if everyLine >> UInt64(line) & 1 == 1 { return true }
        var mask: UInt64 = ~0
        for k in 0..<count { mask &= masks[Int(from[k])] }
        return mask >> UInt64(line) & 1 == 1
    }

    /// 1, 2, 3, … each half as often as the one before.
    @inline(__always)
    private func length(_ chance: inout Chance, most: Int) -> Int {
        min(most, 1 + min(7, (chance.next() | 1 << 63).trailingZeroBitCount))
    }

    /// From 1 to `most`, each octave equally often.
    @inline(__always)
    private func distance(_ chance: inout Chance, most: Int) -> Int {
        let octaves = Int.bitWidth - most.leadingZeroBitCount
        let top = min(most, (2 << chance.below(octaves)) - 1)
        return 1 + chance.below(top)
    }

    /// A change that keeps to the lines that jobs may be on; nil when chance met none.
    @inline(__always)
    func next(_ chance: inout Chance) -> Exchange? {
        let job = Int(movable[chance.below(movable.count)])
        let line = Int(queues.lineOf[job])
        let position = Int(queues.positionOf[job])
        let kind = chance.below(64)
        if kind < acrossShare { return across(line, position, kind, &chance) }
        return within(line, position, kind, &chance)
    }

    @inline(__always)
    private func within(_ line: Int, _ position: Int, _ kind: Int, _ chance: inout Chance) -> Exchange? {
        let (count, fixed) = (queues.counts[line], queues.fixedCounts[line])
        let free = count &- fixed
        guard free > 1 else { return nil }
        let isForward = chance.next() >> 63 == 0
        if kind & 3 == 0 {
            // Two change places.
            let far = distance(&chance, most: free &- 1)
            let other = isForward ? position &+ far : position &- far
            guard other >= fixed, other < count else { return nil }
            if isRestricted, !isMovable[Int(queues.jobs[line &* queues.stride &+ other])] { return nil }
            let (low, high) = (min(position, other), max(position, other))
            return Exchange(line: line, at: low, count: 1, other: line, otherAt: high, otherCount: 1)
        }
        let length = block(line, position, &chance)
        if isForward {
            let room = count &- position &- length
            guard room > 0 else { return nil }
            let far = distance(&chance, most: room)
            return Exchange(line: line, at: position, count: length, other: line, otherAt: position &+ length &+ far, otherCount: 0)
        }
        let room = position &- fixed
        guard room > 0 else { return nil }
        let far = distance(&chance, most: room)
        return Exchange(line: line, at: position &- far, count: 0, other: line, otherAt: position, otherCount: length)
    }

    /// How many jobs from a position on go together.
    @inline(__always)
    private func block(_ line: Int, _ position: Int, _ chance: inout Chance) -> Int {
        let most = length(&chance, most: queues.counts[line] &- position)
        guard isRestricted else { return most }
        let row = queues.jobs + (line &* queues.stride &+ position)
        var count = 1
        while count < most, isMovable[Int(row[count])] { count &+= 1 }
        return count
    }

    @inline(__always)
    private func across(_ line: Int, _ position: Int, _ kind: Int, _ chance: inout Chance) -> Exchange? {
        var other = chance.below(tableau.lineCount &- 1)
        if other >= line { other &+= 1 }
        let first = queues.jobs + (line &* queues.stride &+ position)
        guard masks[Int(first[0])] >> UInt64(other) & 1 == 1 else { return nil }
        let (count, fixed) = (queues.counts[other], queues.fixedCounts[other])
        let near = place(near: line, position, on: other)
        let span = distance(&chance, most: max(1, count &- fixed)) &- 1
        let place = chance.next() >> 63 == 0 ? near &+ span : near &- span
        guard place >= fixed, place <= count else { return nil }
        let second = queues.jobs + (other &* queues.stride &+ place)
        if kind < 4, !isRestricted {
            // The rests of both lines.
            let (rest, otherRest) = (queues.counts[line] &- position, count &- place)
            guard self.line(other, canTake: first, rest), self.line(line, canTake: second, otherRest) else { return nil }
            return Exchange(line: line, at: position, count: rest, other: other, otherAt: place, otherCount: otherRest)
        }
        let own = block(line, position, &chance)
        guard self.line(other, canTake: first, own) else { return nil }
        if kind < 18 {
            return Exchange(line: line, at: position, count: own, other: other, otherAt: place, otherCount: 0)
        }
        guard place < count, !isRestricted || isMovable[Int(second[0])] else { return nil }
        let theirs = block(other, place, &chance)
        guard self.line(line, canTake: second, theirs) else { return nil }
        return Exchange(line: line, at: position, count: own, other: other, otherAt: place, otherCount: theirs)
    }

    /// The first place on another line that begins no earlier than this one.
    @inline(__always)
    func place(near line: Int, _ position: Int, on other: Int) -> Int {
        var time = queues.marks[line &* queues.stride &+ position].time
        if let timeMap { time = timeMap.work(time, of: line, on: other) }
        let marks = queues.marks + other &* queues.stride
        var (low, high) = (queues.fixedCounts[other], queues.counts[other])
        while low < high {
            let middle = (low &+ high) >> 1
            if marks[middle].time < time { low = middle &+ 1 } else { high = middle }
        }
        return low
    }
}
