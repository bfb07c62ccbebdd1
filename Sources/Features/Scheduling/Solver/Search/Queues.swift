// The plan that the search stands at: each line's jobs in a flat row, and after each of them the time and the cost so far,
// so that a changed line is computed only from where it changes to where it is as before. Lines do not see each other
// here; what couples them is `CoupledBuilder`'s.

/// Cost of a line or a plan: `main` is weighted lateness, `ties` everything of lower rank in one number.
struct Cost: Equatable {
    var main: Int64
    var ties: Int64
    static let beyond = Cost(main: .max, ties: .max)
    @inline(__always)
    static func < (a: Cost, b: Cost) -> Bool { a.main != b.main ? a.main < b.main : a.ties < b.ties }
    @inline(__always)
    static func + (a: Cost, b: Cost) -> Cost { Cost(main: a.main &+ b.main, ties: a.ties &+ b.ties) }
    @inline(__always)
    static func - (a: Cost, b: Cost) -> Cost { Cost(main: a.main &- b.main, ties: a.ties &- b.ties) }
}

/// State of a line after some of its jobs.
struct Mark {
    var time: Int64
    var cost: Cost
}

/// Two blocks that change places: `count` jobs from `at` of one line with `otherCount` jobs from `otherAt` of another, or of
/// the same line further on. One of the counts may be 0: then a block moves.
struct Exchange {
    var line: Int
    var at: Int
    var count: Int
    var other: Int
    var otherAt: Int
    var otherCount: Int
}

final class Queues {
    let tableau: Tableau
    let stride: Int
    /// `jobs[line * stride + position]`.
    let jobs: UnsafeMutablePointer<Int32>
    /// `marks[line * stride + k]` is the state after k jobs.
    let marks: UnsafeMutablePointer<Mark>
    let counts: UnsafeMutablePointer<Int>
    /// Jobs at the line's head that never move.
    let fixedCounts: UnsafeMutablePointer<Int>
    let lineOf: UnsafeMutablePointer<Int32>
    let positionOf: UnsafeMutablePointer<Int32>
    let lanes: LaneBook?
    private let scratch: UnsafeMutablePointer<Int32>
    private let begun: [Bool]
    private(set) var cost = Cost(main: 0, ties: 0)

    init(_ tableau: Tableau, begun: [Bool]) {
        self.tableau = tableau
        self.begun = begun
        let (n, m) = (tableau.jobCount, tableau.lineCount)
        stride = n + 1
        jobs = .allocate(capacity: m * stride + 1)
        jobs.initialize(repeating: 0, count: m * stride + 1)
        marks = .allocate(capacity: m * stride + 1)
        marks.initialize(repeating: Mark(time: 0, cost: Cost(main: 0, ties: 0)), count: m * stride + 1)
        counts = .allocate(capacity: m + 1)
        counts.initialize(repeating: 0, count: m + 1)
        fixedCounts = .allocate(capacity: m + 1)
        fixedCounts.initialize(repeating: 0, count: m + 1)
        lineOf = .allocate(capacity: n + 1)
        lineOf.initialize(repeating: -1, count: n + 1)
        positionOf = .allocate(capacity: n + 1)
        positionOf.initialize(repeating: -1, count: n + 1)
        scratch = .allocate(capacity: 2 * n + 2)
        scratch.initialize(repeating: 0, count: 2 * n + 2)
        lanes = tableau.capacity.allSatisfy { $0 == 1 } ? nil : LaneBook(tableau, stride)
    }

    deinit {
        jobs.deallocate()
        marks.deallocate()
        counts.deallocate()
        fixedCounts.deallocate()
        lineOf.deallocate()
        positionOf.deallocate()
        scratch.deallocate()
    }

    // MARK: whole plans

    func load(_ plan: SolverPlan) {
        for line in 0..<tableau.lineCount {
            counts[line] = plan.queues[line].count
            fixedCounts[line] = plan.queues[line].prefix { tableau.isFixed[$0] }.count
            for (position, job) in plan.queues[line].enumerated() { jobs[line * stride + position] = Int32(job) }
        }
        for job in 0..<tableau.jobCount { lineOf[job] = -1 }
        recomputeAll()
    }

    var plan: SolverPlan {
        SolverPlan(queues: (0..<tableau.lineCount).map { line in (0..<counts[line]).map { Int(jobs[line * stride + $0]) } })
    }

    func recomputeAll() {
        cost = Cost(main: 0, ties: 0)
        for line in 0..<tableau.lineCount {
            recompute(line, from: 0)
            cost = cost + lineCost(line)
        }
    }

    @inline(__always)
    func lineCost(_ line: Int) -> Cost { marks[line &* stride &+ counts[line]].cost }

    /// After jobs of a line changed from a position on.
    func recompute(_ line: Int, from start: Int) {
        let base = line &* stride
        let row = tableau.cells + line &* tableau.jobCount
        let count = counts[line]
        for position in start..<max(start, count) {
            let job = Int(jobs[base &+ position])
            lineOf[job] = Int32(truncatingIfNeeded: line)
            positionOf[job] = Int32(truncatingIfNeeded: position)
        }
        if let lanes, tableau.capacity[line] > 1 {
            lanes.recompute(line, jobs + base, marks + base, from: start, count: count, begun: begun)
            return
        }
        if start == 0 { marks[base] = Mark(time: tableau.ready[line], cost: Cost(main: 0, ties: 0)) }
        var cursor = cursor(line, at: start)
        for position in start..<max(start, count) {
            let job = Int(jobs[base &+ position])
            if begun[job] {
                // It began when it did, whatever else is there.
                let (cell, start) = (row[job], row[job].release)
                let end = max(start &+ cell.work, tableau.ready[line])
                let late = end &- cell.due
                tableau.add(late: late, weight: Int64(cell.weight), to: &cursor.cost.main)
                cursor.cost.ties &+= tableau.ties(job, line, late: late, setup: 0, start: start, end: end)
                if end >= cursor.time { (cursor.time, cursor.family) = (end, cell.family) }
            } else {
                step(row, job, line, &cursor, ties: true)
            }
            marks[base &+ position &+ 1] = Mark(time: cursor.time, cost: cursor.cost)
        }
    }

    // MARK: one job after the other

    struct Cursor {
        var time: Int64
        var family: Int32
        var cost: Cost
    }

    @inline(__always)
    func cursor(_ line: Int, at position: Int) -> Cursor {
        let base = line &* stride &+ position
        let mark = marks[base]
        let family: Int32 = position > 0 ? tableau.cells[Int(jobs[base &- 1])].family : -1
        return Cursor(time: mark.time, family: family, cost: mark.cost)
    }

    /// - Parameter ties: whether to count what is of lower rank.
    @inline(__always)
    func step(_ row: UnsafeMutablePointer<Cell>, _ job: Int, _ line: Int, _ cursor: inout Cursor, ties: Bool) {
        let cell = row + job
        let setup = tableau.setup(cursor.family, cell.pointee.family)
        let start = max(cursor.time, cell.pointee.release)
        let end = start &+ setup &+ cell.pointee.work
        cursor.time = end
        cursor.family = cell.pointee.family
        let late = end &- cell.pointee.due
        tableau.add(late: late, weight: Int64(cell.pointee.weight), to: &cursor.cost.main)
        if ties { cursor.cost.ties &+= tableau.ties(job, line, late: late, setup: setup, start: start, end: end) }
    }

    // MARK: what a change would cost

    /// Cost of a line when its jobs from `from` to before `tail` are replaced by three pieces; `beyond` as soon as its main
    /// cost exceeds `bound`.
    @inline(__always)
    func tryLine(
        _ line: Int, from: Int, _ a: (UnsafeMutablePointer<Int32>, Int), _ b: (UnsafeMutablePointer<Int32>, Int),
        _ c: (UnsafeMutablePointer<Int32>, Int), tail: Int, bound: Int64, ties: Bool
    ) -> Cost {
        if let lanes, tableau.capacity[line] > 1 {
            return lanes.tryLine(line, jobs + line &* stride, marks + line &* stride, from, a, b, c, tail, counts[line], bound)
        }
        let row = tableau.cells + line &* tableau.jobCount
        var cursor = cursor(line, at: from)
        for k in 0..<a.1 { step(row, Int(a.0[k]), line, &cursor, ties: ties) }
        if cursor.cost.main > bound { return .beyond }
        for k in 0..<b.1 { step(row, Int(b.0[k]), line, &cursor, ties: ties) }
        if cursor.cost.main > bound { return .beyond }
        for k in 0..<c.1 { step(row, Int(c.0[k]), line, &cursor, ties: ties) }
        let base = line &* stride
        let count = counts[line]
        let whole = marks[base &+ count].cost
        var position = tail
        while position < count {
            step(row, Int(jobs[base &+ position]), line, &cursor, ties: ties)
            position &+= 1
            let mark = marks[base &+ position]
            // From here on all is as it was, or later.
            if cursor.time >= mark.time {
                let rest = cursor.cost.main &+ whole.main &- mark.cost.main
                if rest > bound { return .beyond }
                if cursor.time == mark.time { return cursor.cost + whole - mark.cost }
            } else if cursor.cost.main > bound {
                return .beyond
            }
        }
        return cursor.cost.main > bound ? .beyond : cursor.cost
    }

    /// Cost of the whole plan after an exchange; `beyond` when its main cost exceeds `bound`.
    @inline(__always)
    func tryExchange(_ x: Exchange, bound: Int64, ties: Bool) -> Cost {
        let first = jobs + x.line &* stride
        if x.line == x.other {
            let between = x.otherAt &- x.at &- x.count
            let rest = cost - lineCost(x.line)
            let new = tryLine(
                x.line, from: x.at, (first + x.otherAt, x.otherCount), (first + (x.at &+ x.count), between), (first + x.at, x.count),
                tail: x.otherAt &+ x.otherCount, bound: bound &- rest.main, ties: ties)
            return new.main == .max ? .beyond : rest + new
        }
        let second = jobs + x.other &* stride
        let rest = cost - lineCost(x.line) - lineCost(x.other)
        // What stands before the change costs what it did.
        let kept = marks[x.line &* stride &+ x.at].cost.main
        let none = (first, 0)
        let b = tryLine(
            x.other, from: x.otherAt, (first + x.at, x.count), none, none, tail: x.otherAt &+ x.otherCount,
            bound: bound &- rest.main &- kept, ties: ties)
        guard b.main != .max else { return .beyond }
        let a = tryLine(
            x.line, from: x.at, (second + x.otherAt, x.otherCount), none, none, tail: x.at &+ x.count, bound: bound &- rest.main &- b.main,
            ties: ties)
        return a.main == .max ? .beyond : rest + a + b
    }

    // MARK: changing

    func apply(_ x: Exchange) {
        let first = jobs + x.line &* stride
        cost = cost - lineCost(x.line)
        if x.line == x.other {
            let between = x.otherAt &- x.at &- x.count
            scratch.update(from: first + x.otherAt, count: x.otherCount)
            (scratch + x.otherCount).update(from: first + (x.at &+ x.count), count: between)
            (scratch + (x.otherCount &+ between)).update(from: first + x.at, count: x.count)
            (first + x.at).update(from: scratch, count: x.otherCount &+ between &+ x.count)
            recompute(x.line, from: x.at)
            cost = cost + lineCost(x.line)
            return
        }
        cost = cost - lineCost(x.other)
        let second = jobs + x.other &* stride
        let held = scratch + tableau.jobCount
        scratch.update(from: first + x.at, count: x.count)
        held.update(from: second + x.otherAt, count: x.otherCount)
        replace(x.line, x.at, x.count, held, x.otherCount)
        replace(x.other, x.otherAt, x.otherCount, scratch, x.count)
        recompute(x.line, from: x.at)
        recompute(x.other, from: x.otherAt)
        cost = cost + lineCost(x.line) + lineCost(x.other)
    }

    /// Takes a job out; it is nowhere until it is inserted.
    func remove(_ job: Int) {
        let (line, position) = (Int(lineOf[job]), Int(positionOf[job]))
        cost = cost - lineCost(line)
        replace(line, position, 1, scratch, 0)
        lineOf[job] = -1
        recompute(line, from: position)
        cost = cost + lineCost(line)
    }

    func insert(_ job: Int, _ line: Int, _ position: Int) {
        cost = cost - lineCost(line)
        scratch[0] = Int32(job)
        replace(line, position, 0, scratch, 1)
        recompute(line, from: position)
        cost = cost + lineCost(line)
    }

    private func replace(_ line: Int, _ at: Int, _ count: Int, _ new: UnsafeMutablePointer<Int32>, _ newCount: Int) {
        let row = jobs + line &* stride
        let rest = counts[line] &- at &- count
        (row + (at &+ newCount)).update(from: row + (at &+ count), count: rest)
        (row + at).update(from: new, count: newCount)
        counts[line] &+= newCount &- count
    }
}

extension Tableau {
    @inline(__always)
    func add(late: Int64, weight: Int64, to main: inout Int64) {
        if latenessUnit == 1 {
            main &+= max(0, late) &* weight
        } else if late > 0 {
            main &+= ((late &- 1) / latenessUnit &+ 1) &* weight
        }
    }

    /// Everything of lower rank, of one job.
    @inline(__always)
    func ties(_ job: Int, _ line: Int, late: Int64, setup: Int64, start: Int64, end: Int64) -> Int64 {
        var sum = (end &- endOrigin[line]) >> endShift
        sum &+= late > 0 ? lateCost : 0
        sum &+= (setup >> setupShift) &* setupCost
        if let baseFrom, let baseTo {
            let index = line &* jobCount &+ job
            sum &+= placeCost[index]
            if start < baseFrom[index] || start > baseTo[index] { sum &+= changeCost }
        }
        return sum
    }
}
