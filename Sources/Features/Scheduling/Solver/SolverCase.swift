// The desk's task as the solver sees it: milliseconds, line and job numbers, the engine's freedom and its limits.

import Kernel

struct SolverCase {
    let problem: SolverProblem
    /// The plan as it is, completed: orders without a place stand at the end of the line that has them done first.
    let start: SolverPlan
    /// By job.
    private let orders: [String]
    private let lines: [Int]
    /// Held orders by line: they stay behind everything.
    private let held: [Int: [String]]
    let unplanned: [(order: String, reason: UnplannedReason)]

    /// A start that moves by less is none: the floor does not notice.
    static let tolerance: Int64 = 30 * 60_000

    /// - Parameter countsChanges: of assembly; they are the last but two of what is weighed.
    /// - Returns: nil for more orders or lines than the solver takes.
    init?(_ task: PlanTask, _ placements: [Placement], quantities: [String: Quantity], countsChanges: Bool = true) {
        let layout = Layout(task, placements)
        let placed = Dictionary(placements.map { ($0.order, $0) }, uniquingKeysWith: { first, _ in first })
        let queues = Self.queues(task, placements)
        let fixed = Self.fixed(task, queues, layout, quantities)
        let index = Dictionary(uniqueKeysWithValues: task.lines.enumerated().map { ($1.line.number, $0) })
        var jobs: [SolverJob] = []
        var (names, unplanned, held): ([String], [(String, UnplannedReason)], [Int: [String]]) = ([], [], [:])
        for order in task.orders.values.filter(\.phase.isOpen).sorted(by: { $0.number < $1.number }) {
            let placement = placed[order.number]
            if let placement, order.phase == .held {
                held[placement.line, default: []].append(order.number)
                continue
            }
            var job = SolverJob(id: order.number, durations: task.lines.map { _ in 0 })
            if let placement, fixed.contains(order.number), let line = index[placement.line] {
                job.durations[line] = max(1, task.hours(order, on: task.lines[line].line).total)
                job.isFixed = true
                if order.phase == .running { job.begun = (order.startedAt ?? task.now).milliseconds }
            } else {
                if let reason = task.obstacle(order, quantity: quantities[order.number]) {
                    unplanned.append((order.number, reason))
                    continue
                }
                for (number, line) in task.lines.enumerated() where Self.isOpen(line.line) && task.accepts(order, on: line.line) {
                    if let placement, placement.pin == .line, placement.line != line.line.number { continue }
                    job.durations[number] = max(1, task.hours(order, on: line.line).total)
                }
                guard job.durations.contains(where: { $0 > 0 }) else {
                    unplanned.append((order.number, .noLine))
                    continue
                }
            }
            job.release = order.release?.milliseconds ?? 0
            job.due = order.due?.milliseconds
            job.weight = Int64(max(1, order.weight))
            job.trolleys = order.trolleys
            job.earliestStart = placement?.start?.milliseconds
            names.append(order.number)
            jobs.append(job)
        }
        let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
        var families: [String: Int] = [:]
        for (job, name) in names.enumerated() {
            guard let order = task.orders[name] else { continue }
            jobs[job].predecessor = order.after.flatMap { numbers[$0] }
            jobs[job].family = families[order.family] ?? families.count
            families[order.family] = jobs[job].family
        }
        let solverLines = task.lines.map { line in
            SolverLine(
                open: OpenTime(spans: zip(line.time.starts, line.time.ends).map { $0..<$1 }), ready: task.now.milliseconds,
                capacity: max(1, line.line.capacity))
        }
        let base = SolverBase(
            lines: names.map { placed[$0].flatMap { index[$0.line] } }, starts: names.map { layout.slots[$0]?.start.milliseconds ?? 0 },
            tolerance: Self.tolerance)
        // A plant's set-ups are part of each order's hours; a millisecond more only counts the changes of assembly.
        let problem: SolverProblem
        do {
            problem = try SolverProblem(
                jobs: jobs, lines: solverLines, setups: countsChanges ? .families(same: 0, other: 1) : .none,
                trolleyPool: task.rules.trolleyLimit == .block ? task.pool : nil, trolleyLead: Int64(task.rules.kittingMinutes) * 60_000,
                latenessUnit: 60_000, base: base)
        } catch { return nil }
        (self.problem, orders, lines, self.held, self.unplanned) = (problem, names, task.lines.map(\.line.number), held, unplanned)
        // What stands on a line stays there at first, the fixed before the others.
        var plan = SolverPlan(queues: task.lines.map { _ in [] })
        var seen: Set<Int> = []
        for (line, queue) in queues {
            guard let line = index[line] else { continue }
            let own = queue.compactMap { numbers[$0.order] }.filter { problem.duration($0, on: line) > 0 }
            plan.queues[line] = own.filter { jobs[$0].isFixed } + own.filter { !jobs[$0].isFixed }
            seen.formUnion(own)
        }
        for job in jobs.indices.filter({ !seen.contains($0) }).sorted(by: { (jobs[$0].due ?? .max, $0) < (jobs[$1].due ?? .max, $1) }) {
            let loads = plan.queues.enumerated().compactMap { line, queue -> (line: Int, load: Int64)? in
                guard problem.duration(job, on: line) > 0 else { return nil }
                return (line, queue.reduce(problem.duration(job, on: line)) { $0 + problem.duration($1, on: line) })
            }
            if let line = loads.min(by: { ($0.load, $0.line) < ($1.load, $1.line) })?.line { plan.queues[line].append(job) }
        }
        start = plan
    }

    /// Whether an engine may put anything there: it takes plans, works, or is known to work again.
    private static func isOpen(_ line: Line) -> Bool { line.isActive && line.takesPlans && (!line.isAway || line.expectedReturn != nil) }

    private static func queues(_ task: PlanTask, _ placements: [Placement]) -> [Int: [Placement]] {
        Dictionary(grouping: placements.filter { task.orders[$0.order]?.phase.isOpen == true }, by: \.line).mapValues { queue in
            queue.sorted { a, b in
                let (x, y) = (task.orders[a.order]?.phase == .running, task.orders[b.order]?.phase == .running)
                return x != y ? x : (a.rank, a.order) < (b.rank, b.order)
            }
        }
    }

    /// What stays at its place, with everything before it, as it could not keep its place otherwise.
    private static func fixed(_ task: PlanTask, _ queues: [Int: [Placement]], _ layout: Layout, _ quantities: [String: Quantity]) -> Set<String> {
        var out: Set<String> = []
        for queue in queues.values {
            let plannable = queue.filter { placement in
                guard let order = task.orders[placement.order], order.phase != .held else { return false }
                return task.isFixed(placement, in: layout) || task.obstacle(order, quantity: quantities[order.number]) == nil
            }
            guard let last = plannable.lastIndex(where: { task.isFixed($0, in: layout) }) else { continue }
            out.formUnion(plannable[...last].map(\.order))
        }
        return out
    }

    /// A plan of the solver's as each line's orders.
    func queues(_ plan: SolverPlan) -> [Int: [String]] {
        var out: [Int: [String]] = [:]
        for (line, queue) in zip(lines, plan.queues) { out[line] = queue.map { orders[$0] } + (held[line] ?? []) }
        return out
    }

    func job(_ order: String) -> Int? { orders.firstIndex(of: order) }
}
