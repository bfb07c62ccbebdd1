// A problem as the search's inner loop reads it: one flat row of cells per line, every instant turned into work of that
// line, so that calendars cost nothing there. Made once, never changed but for the releases that predecessors raise.

/// A job on a line.
struct Cell {
    /// Work of the line before it may begin.
    var release: Int64
    /// 0 where it must not be.
    var work: Int64
    /// Work of the line before it is late.
    var due: Int64
    var weight: Int32
    var family: Int32
}

final class Tableau {
    let jobCount: Int
    let lineCount: Int
    /// Line by line: `cells[line * jobCount + job]`.
    let cells: UnsafeMutablePointer<Cell>
    /// Second-rank cost of a job on a line, whatever its time: change of line.
    let placeCost: UnsafeMutablePointer<Int64>
    /// From one family (row, 0 for none before it) to another; nil where only same or other counts.
    let setups: UnsafeMutablePointer<Int64>?
    let familyCount: Int
    let sameSetup: Int64
    let otherSetup: Int64
    /// Work of each line before it is ready.
    let ready: [Int64]
    let capacity: [Int]
    let isFixed: [Bool]
    let isLineFree: [Bool]
    let latenessUnit: Int64
    /// Starts of the plan in force as work, by cell; with `tolerance` as work it tells a changed start.
    let baseFrom: UnsafeMutablePointer<Int64>?
    let baseTo: UnsafeMutablePointer<Int64>?
    /// How the second rank is folded into one number.
    let lateCost: Int64
    let setupShift: Int64
    let setupCost: Int64
    let changeCost: Int64
    let endShift: Int64
    let endOrigin: [Int64]
    let hasFamilies: Bool

    static let never: Int64 = 1 << 50

    init(_ problem: SolverProblem) {
        let (n, m) = (problem.jobs.count, problem.lines.count)
        (jobCount, lineCount, latenessUnit) = (n, m, problem.latenessUnit)
        cells = .allocate(capacity: max(1, n * m))
        placeCost = .allocate(capacity: max(1, n * m))
        capacity = problem.lines.map(\.capacity)
        isFixed = problem.jobs.map(\.isFixed)
        func work(_ instant: Int64, _ line: Int) -> Int64 { problem.lines[line].open?.work(before: instant) ?? instant }
        let ready = (0..<m).map { work(problem.lines[$0].ready, $0) }
        self.ready = ready
        endOrigin = ready
        var counts = [Int](repeating: 0, count: n)
        var longest: Int64 = 1
        for line in 0..<m {
            for (index, job) in problem.jobs.enumerated() {
                let release = job.begun ?? max(job.release, job.earliestStart ?? job.release)
                let duration = problem.duration(index, on: line)
                cells[line * n + index] = Cell(
                    release: work(release, line), work: duration, due: job.due.map { work($0, line) } ?? Self.never,
                    weight: Int32(job.weight), family: 0)
                if duration > 0 { counts[index] += 1 }
                longest = max(longest, duration, work(release, line) - ready[line])
            }
        }
        isLineFree = counts.map { $0 > 1 }
        // Families as they come, so that their numbers are small.
        var known: [Int: Int32] = [:]
        var names: [Int] = []
        for (index, job) in problem.jobs.enumerated() {
            let family = known[job.family] ?? Int32(known.count)
            if known.updateValue(family, forKey: job.family) == nil { names.append(job.family) }
            for line in 0..<m { cells[line * n + index].family = family }
        }
        familyCount = names.count
        var longestSetup: Int64 = 0
        switch problem.setups {
        case .none:
            (setups, sameSetup, otherSetup) = (nil, 0, 0)
        case .families(let same, let other):
            (setups, sameSetup, otherSetup) = (nil, same, other)
            longestSetup = max(same, other)
        case .matrix(let rows):
            let flat = UnsafeMutablePointer<Int64>.allocate(capacity: (names.count + 1) * names.count)
            for (column, b) in names.enumerated() {
                flat[column] = 0
                for (row, a) in names.enumerated() { flat[(row + 1) * names.count + column] = rows[a][b] }
            }
            (setups, sameSetup, otherSetup) = (flat, 0, 0)
            longestSetup = rows.joined().max() ?? 0
        }
        hasFamilies = longestSetup > 0 && names.count < n
        // Second rank, from its lowest bits up: ends, change, set-ups, late jobs.
        let span = (longest + longestSetup) * Int64(n + 1)
        let setupBits = Self.bits(longestSetup * Int64(n))
        setupShift = max(0, setupBits - 22)
        let setupRoom = min(setupBits, 22)
        let changeRoom = problem.base == nil ? 0 : Self.bits(Int64(n) * (SolverBase.lineChange + 1))
        let endRoom = 62 - Self.bits(Int64(n)) - setupRoom - changeRoom
        endShift = max(0, Self.bits(span) + Self.bits(Int64(n)) - endRoom)
        changeCost = 1 << endRoom
        setupCost = changeCost << changeRoom
        lateCost = setupCost << setupRoom
        placeCost.initialize(repeating: 0, count: max(1, n * m))
        guard let base = problem.base else {
            (baseFrom, baseTo) = (nil, nil)
            return
        }
        let (from, to) = (UnsafeMutablePointer<Int64>.allocate(capacity: n * m), UnsafeMutablePointer<Int64>.allocate(capacity: n * m))
        from.initialize(repeating: -Self.never, count: n * m)
        to.initialize(repeating: Self.never, count: n * m)
        for job in 0..<n {
            guard let line = base.lines[job] else { continue }
            for other in 0..<m where other != line { placeCost[other * n + job] = SolverBase.lineChange * changeCost }
            from[line * n + job] = work(base.starts[job] - base.tolerance, line)
            let latest = base.starts[job] + base.tolerance
            let most = work(latest, line)
            // A start is the last instant with as much work before it: in closed time that is after the tolerance.
            to[line * n + job] = (problem.lines[line].open?.opening(after: most) ?? most) > latest ? most - 1 : most
        }
        (baseFrom, baseTo) = (from, to)
    }

    deinit {
        cells.deallocate()
        placeCost.deallocate()
        setups?.deallocate()
        baseFrom?.deallocate()
        baseTo?.deallocate()
    }

    private static func bits(_ value: Int64) -> Int64 { Int64(64 - max(0, value).leadingZeroBitCount) }

    @inline(__always)
    func canDo(_ job: Int, _ line: Int) -> Bool { cells[line &* jobCount &+ job].work > 0 }

    /// Set-up from a family, -1 for none, to another.
    @inline(__always)
    func setup(_ from: Int32, _ to: Int32) -> Int64 {
        if let setups { return setups[Int(from &+ 1) &* familyCount &+ Int(to)] }
        return from == to ? sameSetup : (from < 0 ? 0 : otherSetup)
    }
}
