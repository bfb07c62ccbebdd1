// Lines that do several jobs at once: a queue whose jobs begin in order, each on the place that is free first. Slower than
// the plain line, as each place is a state of its own.

final class LaneBook {
    private struct Lane: Equatable {
        var free: Int64
        var family: Int32
    }
    private let tableau: Tableau
    private let stride: Int
    private let width: Int
    /// `states[(line * stride + k) * width + lane]` after k jobs; `starts` is the last start by then.
    private let states: UnsafeMutablePointer<Lane>
    private let starts: UnsafeMutablePointer<Int64>
    private let now: UnsafeMutablePointer<Lane>

    init(_ tableau: Tableau, _ stride: Int) {
        self.tableau = tableau
        self.stride = stride
        width = tableau.capacity.max() ?? 1
        let count = tableau.lineCount * stride
        states = .allocate(capacity: count * width)
        states.initialize(repeating: Lane(free: 0, family: -1), count: count * width)
        starts = .allocate(capacity: count)
        starts.initialize(repeating: 0, count: count)
        now = .allocate(capacity: width)
        now.initialize(repeating: Lane(free: 0, family: -1), count: width)
    }

    deinit {
        states.deallocate()
        starts.deallocate()
        now.deallocate()
    }

    private func firstFree(_ places: Int) -> Int {
        var best = 0
        for lane in 1..<places where now[lane].free < now[best].free { best = lane }
        return best
    }

    @inline(__always)
    private func step(_ job: Int, _ line: Int, _ begun: inout Int64, _ cost: inout Cost) -> Int64 {
        let cell = tableau.cells[line &* tableau.jobCount &+ job]
        let lane = firstFree(tableau.capacity[line])
        let setup = tableau.setup(now[lane].family, cell.family)
        let start = max(now[lane].free, cell.release, begun)
        let end = start &+ setup &+ cell.work
        now[lane] = Lane(free: end, family: cell.family)
        begun = start
        let late = end &- cell.due
        tableau.add(late: late, weight: Int64(cell.weight), to: &cost.main)
        cost.ties &+= tableau.ties(job, line, late: late, setup: setup, start: start, end: end)
        return end
    }

    func recompute(
        _ line: Int, _ jobs: UnsafeMutablePointer<Int32>, _ marks: UnsafeMutablePointer<Mark>, from start: Int, count: Int, begun: [Bool]
    ) {
        let (places, base) = (tableau.capacity[line], line * stride)
        if start == 0 {
            marks[0] = Mark(time: tableau.ready[line], cost: Cost(main: 0, ties: 0))
            for lane in 0..<width { states[base * width + lane] = Lane(free: tableau.ready[line], family: -1) }
            starts[base] = tableau.ready[line]
        }
        for lane in 0..<width { now[lane] = states[(base + start) * width + lane] }
        var (last, cost) = (starts[base + start], marks[start].cost)
        for position in start..<max(start, count) {
            let job = Int(jobs[position])
            var time: Int64
            if begun[job] {
                let cell = tableau.cells[line * tableau.jobCount + job]
                let lane = firstFree(places)
                let end = cell.release + cell.work
                time = max(end, tableau.ready[line])
                if time >= now[lane].free { now[lane] = Lane(free: time, family: cell.family) }
                last = max(last, cell.release)
                let late = time - cell.due
                tableau.add(late: late, weight: Int64(cell.weight), to: &cost.main)
                cost.ties &+= tableau.ties(job, line, late: late, setup: 0, start: cell.release, end: time)
            } else {
                time = step(job, line, &last, &cost)
            }
            marks[position + 1] = Mark(time: time, cost: cost)
            for lane in 0..<width { states[(base + position + 1) * width + lane] = now[lane] }
            starts[base + position + 1] = last
        }
    }

    func tryLine(
        _ line: Int, _ jobs: UnsafeMutablePointer<Int32>, _ marks: UnsafeMutablePointer<Mark>, _ from: Int,
        _ a: (UnsafeMutablePointer<Int32>, Int), _ b: (UnsafeMutablePointer<Int32>, Int), _ c: (UnsafeMutablePointer<Int32>, Int),
        _ tail: Int, _ count: Int, _ bound: Int64
    ) -> Cost {
        let (places, base) = (tableau.capacity[line], line &* stride)
        for lane in 0..<places { now[lane] = states[(base &+ from) &* width &+ lane] }
        var (last, cost) = (starts[base &+ from], marks[from].cost)
        for k in 0..<a.1 { _ = step(Int(a.0[k]), line, &last, &cost) }
        for k in 0..<b.1 { _ = step(Int(b.0[k]), line, &last, &cost) }
        for k in 0..<c.1 { _ = step(Int(c.0[k]), line, &last, &cost) }
        var position = tail
        while position < count {
            if cost.main > bound { return .beyond }
            _ = step(Int(jobs[position]), line, &last, &cost)
            position &+= 1
            guard last == starts[base &+ position] else { continue }
            var isSame = true
            for lane in 0..<places where now[lane] != states[(base &+ position) &* width &+ lane] { isSame = false }
            guard isSame else { continue }
            cost = cost + marks[count].cost - marks[position].cost
            break
        }
        return cost.main > bound ? .beyond : cost
    }
}
