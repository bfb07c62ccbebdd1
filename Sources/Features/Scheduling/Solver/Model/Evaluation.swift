// A plan in time, computed the plain way: everything anew, walking over the open spans, no prefix kept. It is what answers
// are made from and what tests hold against the search's own arithmetic; it is too slow for the search itself.

/// When a job is made, by the clock.
package struct PlannedJob: Sendable, Equatable {
    package var line: Int
    /// Of the set-up.
    package var start: Int64
    package var end: Int64
    /// Work of the line after it was due.
    package var lateness: Int64
    package var isBroken: Bool
}

package struct Evaluation: Sendable, Equatable {
    package private(set) var score = Score()
    /// By job; nil for one that the plan does not have.
    package private(set) var jobs: [PlannedJob?]
    /// Most trolleys held at once.
    package private(set) var trolleyPeak = 0

    package init(_ plan: SolverPlan, of problem: SolverProblem) {
        jobs = Array(repeating: nil, count: problem.jobs.count)
        var builder = PlainBuilder(plan, problem)
        builder.build(into: &jobs)
        score.setupTime = builder.setupTime
        for (index, planned) in jobs.enumerated() { if let planned { add(index, planned, problem) } }
        trolleyPeak = peak(problem)
    }

    private mutating func add(_ index: Int, _ planned: PlannedJob, _ problem: SolverProblem) {
        let job = problem.jobs[index]
        let line = problem.lines[planned.line]
        if planned.isBroken { score.broken += 1 }
        if let open = line.open, planned.end > open.lastEnd { score.broken += 1 }
        if planned.lateness > 0 {
            score.weightedLateness += job.weight * ((planned.lateness - 1) / problem.latenessUnit + 1)
            score.lateCount += 1
        }
        score.endSum += Spans(line.open).work(before: planned.end)
        if let base = problem.base, let before = base.lines[index] {
            if before != planned.line {
                score.change += SolverBase.lineChange
            } else if abs(planned.start - base.starts[index]) > base.tolerance {
                score.change += 1
            }
        }
    }

    private func peak(_ problem: SolverProblem) -> Int {
        var changes: [(at: Int64, by: Int)] = []
        for (index, planned) in jobs.enumerated() {
            guard let planned, problem.jobs[index].trolleys > 0 else { continue }
            changes.append((planned.start - problem.trolleyLead, problem.jobs[index].trolleys))
            changes.append((planned.end, -problem.jobs[index].trolleys))
        }
        changes.sort { ($0.at, $0.by) < ($1.at, $1.by) }
        var (count, peak) = (0, 0)
        for change in changes {
            count += change.by
            peak = max(peak, count)
        }
        return peak
    }
}

/// Open spans looked at one after the other.
private struct Spans {
    private let spans: [(from: Int64, to: Int64)]

    init(_ open: OpenTime?) {
        guard let open else {
            spans = [(.min / 4, .max / 4)]
            return
        }
        var list = zip(open.starts, open.ends).map { (from: $0, to: $1) }
        list[list.count - 1].to = .max / 4
        spans = list
    }

    /// Without a calendar an instant is its own amount of work.
    func work(before instant: Int64) -> Int64 {
        if spans[0].from == .min / 4 { return instant }
        return spans.reduce(0) { $0 + max(0, min($1.to, instant) - $1.from) }
    }

    func opening(_ instant: Int64) -> Int64 {
        for span in spans where span.to > instant { return max(span.from, instant) }
        return instant
    }

    func end(of work: Int64, from start: Int64) -> Int64 {
        var left = work
        for span in spans where span.to > start {
            let from = max(span.from, start)
            if span.to - from >= left { return from + left }
            left -= span.to - from
        }
        return start + left
    }
}

/// Always the job that can begin first goes next, the lower line first where two can: so it is known which trolleys are held.
private struct PlainBuilder {
    private struct Lane {
        var free: Int64
        var last: Int?
    }
    private let problem: SolverProblem
    private let spans: [Spans]
    private var waiting: [ArraySlice<Int>]
    private var lanes: [[Lane]]
    private var begun: [Int64]
    private var holds: [(end: Int64, count: Int)] = []
    private let isPlanned: [Bool]
    private(set) var setupTime: Int64 = 0

    init(_ plan: SolverPlan, _ problem: SolverProblem) {
        self.problem = problem
        spans = problem.lines.map { Spans($0.open) }
        waiting = plan.queues.map { $0[...] }
        lanes = problem.lines.map { Array(repeating: Lane(free: $0.ready, last: nil), count: $0.capacity) }
        begun = problem.lines.map(\.ready)
        var planned = [Bool](repeating: false, count: problem.jobs.count)
        for job in plan.queues.joined() { planned[job] = true }
        isPlanned = planned
    }

    mutating func build(into jobs: inout [PlannedJob?]) {
        for line in waiting.indices {
            while let head = waiting[line].first, let start = problem.jobs[head].begun { place(line, start, false, &jobs) }
        }
        while let next = next(jobs) { place(next.line, next.start, next.isBroken, &jobs) }
    }

    private func next(_ jobs: [PlannedJob?]) -> (line: Int, start: Int64, isBroken: Bool)? {
        var best: (line: Int, start: Int64, isBroken: Bool)?
        var stuck: Int?
        for line in waiting.indices {
            guard let head = waiting[line].first else { continue }
            if let first = problem.jobs[head].predecessor, isPlanned[first], jobs[first] == nil {
                stuck = stuck ?? line
                continue
            }
            let start = start(head, line, jobs)
            if best.map({ start.at < $0.start }) ?? true { best = (line, start.at, start.isBroken) }
        }
        if let best { return best }
        // Jobs that wait for each other in a circle, or for one behind them: the first goes without.
        guard let stuck, let head = waiting[stuck].first else { return nil }
        return (stuck, start(head, stuck, jobs).at, true)
    }

    private func start(_ index: Int, _ line: Int, _ jobs: [PlannedJob?]) -> (at: Int64, isBroken: Bool) {
        let job = problem.jobs[index]
        let free = lanes[line].map(\.free).min() ?? 0
        var at = max(begun[line], free, job.release, job.earliestStart ?? job.release)
        if let first = job.predecessor, let before = jobs[first] { at = max(at, before.end) }
        at = spans[line].opening(at)
        guard let pool = problem.trolleyPool, job.trolleys > 0 else { return (at, false) }
        if job.trolleys > pool { return (at, true) }
        let from = at - problem.trolleyLead
        var held = holds.filter { $0.end > from }.sorted { $0.end < $1.end }[...]
        var free2 = from
        while held.reduce(0, { $0 + $1.count }) + job.trolleys > pool, let first = held.popFirst() { free2 = first.end }
        return (spans[line].opening(max(at, free2 + problem.trolleyLead)), false)
    }

    private mutating func place(_ line: Int, _ start: Int64, _ isBroken: Bool, _ jobs: inout [PlannedJob?]) {
        guard let index = waiting[line].popFirst(), let lane = lanes[line].indices.min(by: { lanes[line][$0].free < lanes[line][$1].free }) else {
            return
        }
        let job = problem.jobs[index]
        let isRunning = job.begun != nil
        let setup = isRunning ? 0 : problem.setup(from: lanes[line][lane].last, to: index)
        setupTime += setup
        var end = spans[line].end(of: setup + problem.duration(index, on: line), from: start)
        if isRunning { end = max(end, problem.lines[line].ready) }
        let late = job.due.map { max(0, spans[line].work(before: end) - spans[line].work(before: $0)) } ?? 0
        jobs[index] = PlannedJob(line: line, start: start, end: end, lateness: late, isBroken: isBroken)
        // Of what runs there may be more than the line has places: the latest ends count.
        if end >= lanes[line][lane].free { lanes[line][lane] = Lane(free: end, last: index) }
        begun[line] = max(begun[line], start)
        if job.trolleys > 0 { holds.append((end, job.trolleys)) }
    }
}
