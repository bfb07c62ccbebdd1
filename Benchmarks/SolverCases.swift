// The planning search: tiny problems against the true optimum, single-machine problems of a folder against the best values
// known, its own spread and gap, speed, replay, a breakdown, and another solver on the same problems for as long.

import Foundation
import Kernel
import Scheduling
import TestKit

extension Bench {
    func solver() throws {
        try solverOptimum(200)
        if let library { try solverLibrary(library) }
        try solverSets()
        try solverSpeed()
        try solverReplay()
        if let orTools { try solverPeers(orTools) }
    }

    private func percent(_ part: Double) -> String { String(format: "%.2f %%", part * 100) }

    private func run(_ problem: SolverProblem, seed: UInt64, _ budget: SearchBudget) -> (result: SearchResult, seconds: Double) {
        let begin = Child.ownSeconds
        let result = Search(problem, seed: seed).run(budget: budget, elapsed: { Child.ownSeconds - begin })
        return (result, Child.ownSeconds - begin)
    }

    /// Seconds are those of this process's own work: the machine is shared.
    private func solverOptimum(_ count: Int) throws {
        report.say("\n## Up to 12 orders on up to 3 lines, against the true optimum")
        var (optimal, longest) = (0, 0.0)
        for index in 0..<count {
            let instance = PlanInstance(
                orders: 5 + index % 8, lines: 1 + index / 8 % 3, seed: UInt64(5000 + index), slack: 2 + index % 4, families: 1 + index % 5)
            let (result, seconds) = run(try InstanceJSON.problem(instance.json), seed: 1, .iterations(1_000_000))
            longest = max(longest, seconds)
            let exact = PlanOracle.optimum(instance)
            if instance.cost(result.plan.queues) == exact {
                optimal += 1
            } else {
                report.say("\(instance.name): \(result.score.weightedLateness), optimum \(exact)")
            }
        }
        report.judge(
            "tiny problems", "\(optimal) of \(count) optimal, the longest \(String(format: "%.2f", longest)) s", goal: "200 of 200, 1 s each",
            isMet: optimal == count && longest <= 1)
    }

    /// Files of weighted tardiness on one machine: `wt40.txt` with 125 problems of 40 jobs, `wtopt40.txt` with the best values, and so on.
    private func solverLibrary(_ folder: String) throws {
        func numbers(_ name: String) throws -> [Int64] {
            try String(contentsOfFile: folder + "/" + name, encoding: .utf8).split(whereSeparator: \.isWhitespace).compactMap { Int64($0) }
        }
        report.say("\n## Weighted tardiness on one machine, \(folder.split(separator: "/").last ?? "")")
        for (size, values, seconds, goal) in [(40, "wtopt40.txt", 1.0, 125), (50, "wtopt50.txt", 1.0, 125), (100, "wtbest100b.txt", 2.0, 115)] {
            let (all, best) = (try numbers("wt\(size).txt"), try numbers(values))
            var (reached, spent) = (0, 0.0)
            for index in 0..<125 {
                let part = Array(all[(index * 3 * size)..<((index + 1) * 3 * size)])
                let jobs = (0..<size).map { job -> SolverJob in
                    var out = SolverJob(id: "\(job)", durations: [part[job]])
                    (out.weight, out.due) = (part[size + job], part[2 * size + job])
                    return out
                }
                let problem = try SolverProblem(jobs: jobs, lines: [SolverLine()])
                let begin = Child.ownSeconds
                var isThere = false
                let result = Search(problem, seed: 1).run(
                    budget: .seconds(seconds), elapsed: { Child.ownSeconds - begin }, isCancelled: { isThere },
                    progress: { late, _ in isThere = isThere || late <= best[index] })
                spent += Child.ownSeconds - begin
                reached += result.score.weightedLateness <= best[index] ? 1 : 0
            }
            report.judge(
                "wt\(size) at the best known", "\(reached) of 125 within \(seconds) s each, \(String(format: "%.0f", spent)) s in all",
                goal: "\(goal)",
                isMet: reached >= goal)
        }
    }

    private func known() throws -> [String: Int64] {
        let text = try String(contentsOfFile: plant.baselines + "/plan-best.txt", encoding: .utf8)
        return Dictionary(
            text.split(separator: "\n").compactMap { line in
                let parts = line.split(separator: " ")
                return parts.count == 2 ? Int64(parts[1]).map { (String(parts[0]), $0) } : nil
            }, uniquingKeysWith: min)
    }

    /// Ten seeds each, ten seconds of work; the best values are those of the longest runs there have been.
    private func solverSets() throws {
        report.say("\n## Generated plans: spread over seeds, gap to the best known")
        let known = try known()
        for (orders, lines, goal) in [(100, 5, 0.02), (200, 5, 0.04), (500, 8, 0.08)] {
            let instance = PlanInstance(orders: orders, lines: lines, seed: 1)
            let problem = try InstanceJSON.problem(instance.json)
            let costs = (1...UInt64(rounds * 2)).map { run(problem, seed: $0, .seconds(10)).result.score.weightedLateness }.sorted()
            let (least, most) = (costs.first ?? 0, costs.last ?? 0)
            let best = min(least, known[instance.name] ?? .max)
            let spread = least == 0 ? 0 : Double(most) / Double(least) - 1
            let gap = best == 0 ? 0 : Double(costs[costs.count / 2]) / Double(best) - 1
            if orders == 100 {
                report.judge(
                    "\(instance.name), spread of \(costs.count) seeds", "\(percent(spread)), \(least) to \(most)", goal: "2 %", isMet: spread <= 0.02)
            }
            report.judge(
                "\(instance.name), middle against the best known \(best)", percent(gap), goal: percent(goal), isMet: gap <= goal)
        }
    }

    private func solverSpeed() throws {
        report.say("\n## Evaluations of moves, one thread")
        func rate(_ name: String, _ problem: SolverProblem, _ goal: Double) {
            let (result, seconds) = run(problem, seed: 1, .iterations(5_000_000))
            let rate = Double(result.iterations) / seconds / 1e6
            report.judge(name, String(format: "%.2f M/s", rate), goal: "\(goal) M/s", isMet: rate >= goal)
        }
        rate("100 orders, 5 lines", try InstanceJSON.problem(PlanInstance(orders: 100, lines: 5, seed: 1).json), 2)
        rate("with calendars", try SolverPlant.problem(orders: 100, lines: 5, pool: nil), 0.7)
        rate("with calendars and 14 trolleys", try SolverPlant.problem(orders: 100, lines: 5, pool: 14), 0.7)
        let large = try SolverPlant.problem(orders: 500, lines: 8, pool: 20)
        func time(_ name: String, _ goal: Double, _ work: () -> Void) {
            let begin = Child.ownSeconds
            work()
            let spent = (Child.ownSeconds - begin) * 1000
            report.judge(name, String(format: "%.1f ms", spent), goal: "\(Int(goal)) ms", isMet: spent < goal)
        }
        var plan = SolverPlan(queues: [])
        time("first plan of 500 orders on 8 lines", 100) { plan = Search(large, seed: 1).firstPlans()[0] }
        time("a drag answered", 50) { _ = Drag(large, plan, job: plan.queues[2].last ?? 0, to: 2, at: 3) }
        try solverRepair()
    }

    /// A line stands still for two days.
    private func solverRepair() throws {
        let problem = try SolverPlant.problem(orders: 500, lines: 8, pool: nil)
        let published = run(problem, seed: 1, .iterations(3_000_000)).result.plan
        let before = Evaluation(published, of: problem)
        var lines = problem.lines
        guard let open = lines[3].open else { return }
        let closed = open.starts[0] + 2 * 86_400_000
        lines[3].open = OpenTime(spans: zip(open.starts, open.ends).map { $0..<$1 }.filter { $0.lowerBound >= closed })
        let base = SolverBase(lines: before.jobs.map { $0?.line }, starts: before.jobs.map { $0?.start ?? 0 }, tolerance: 4 * 3_600_000)
        let broken = try SolverProblem(
            jobs: problem.jobs, lines: lines, setups: problem.setups, trolleyPool: nil, trolleyLead: problem.trolleyLead,
            latenessUnit: problem.latenessUnit, base: base)
        let begin = Child.ownSeconds
        let result = Repair(broken, plan: published, lines: [3]).search(seed: 1).run(budget: .seconds(0.2), elapsed: { Child.ownSeconds - begin })
        let spent = (Child.ownSeconds - begin) * 1000
        let after = Evaluation(result.plan, of: broken)
        let others = broken.jobs.indices.filter { before.jobs[$0]?.line != 3 }
        let moved = others.count { job in
            after.jobs[job]?.line != before.jobs[job]?.line || abs((after.jobs[job]?.start ?? 0) - (before.jobs[job]?.start ?? 0)) > base.tolerance
        }
        let share = Double(moved) / Double(max(1, others.count))
        report.judge(
            "a breakdown repaired",
            String(
                format: "%.0f ms, %d to %d minutes late, weighted", spent, Evaluation(published, of: broken).score.weightedLateness,
                result.score.weightedLateness),
            goal: "300 ms", isMet: spent < 300)
        report.judge("orders of other lines moved by it", percent(share), goal: "30 %", isMet: share <= 0.3)
    }

    private func solverReplay() throws {
        report.say("\n## Replay")
        var same = 0
        for (index, problem) in [
            try InstanceJSON.problem(PlanInstance(orders: 100, lines: 5, seed: 1).json), try SolverPlant.problem(orders: 100, lines: 5, pool: 14),
        ].enumerated() {
            let timed = run(problem, seed: 7, .seconds(1)).result
            let again = run(problem, seed: 7, .iterations(timed.iterations)).result
            same += timed == again ? 1 : 0
            report.say(
                "\(index == 0 ? "plain" : "plant"): digest \(Digest.of(Array("\(again.plan.queues)".utf8)).hex.prefix(16)) after \(again.iterations)")
        }
        report.judge("timed runs replayed by their iterations", "\(same) of 2", goal: "2", isMet: same == 2)
    }

    /// Another solver on the same problems, begun from our first plan, for as long and with one worker.
    private func solverPeers(_ python: String) throws {
        report.say("\n## Beside OR-Tools CP-SAT, \(solverSeconds) s each, one worker")
        for (orders, lines) in [(30, 4), (60, 4), (100, 5), (200, 5)] {
            var files: [String] = []
            for seed in UInt64(1)...10 {
                let instance = PlanInstance(orders: orders, lines: lines, seed: seed)
                let problem = try InstanceJSON.problem(instance.json)
                let first = Search(problem, seed: 1).firstPlans()[0]
                let hint = JSON.array(first.queues.map { .array($0.map { .string(problem.jobs[$0].id) }) })
                let path = plant.path("plan-\(instance.name).json")
                try Data(JSON.object((instance.json.members ?? []) + [("hint", hint)]).bytes).write(to: URL(fileURLWithPath: path))
                files.append(path)
            }
            let child = try Child.run([python, plant.baselines + "/plan-cpsat.py", "\(solverSeconds)", plant.gemba] + files)
            report.say(child.out)
            guard let line = child.out.split(separator: "\n").last, let json = try? JSON(parsing: Array(line.utf8)) else {
                throw BenchFailure("no answer of the comparison: \(child.out.suffix(300))")
            }
            let (mean, worse) = (json["mean"].map(\.text).flatMap { Double($0) } ?? 9, json["worse"]?.int ?? 99)
            report.judge(
                "\(orders)x\(lines), cost beside CP-SAT's", String(format: "%.3f, worse on %d of 10", mean, worse), goal: "0.5, on none",
                isMet: mean <= 0.5 && worse == 0)
        }
    }
}

/// A plant in milliseconds: shifts on weekdays, trolleys, one line with two shifts.
private enum SolverPlant {
    static func problem(orders: Int, lines: Int, pool: Int?) throws -> SolverProblem {
        var random = SeededRandom(seed: 77)
        let minute: Int64 = 60_000
        let day = 1440 * minute
        let origin = 20_000 * day
        var jobs = try InstanceJSON.problem(PlanInstance(orders: orders, lines: lines, seed: 1).json).jobs
        for index in jobs.indices {
            jobs[index].durations = jobs[index].durations.map { $0 * minute }
            jobs[index].release = origin + jobs[index].release / 480 * day
            jobs[index].due = origin + ((jobs[index].due ?? 0) / 480 + 1) * day
            jobs[index].trolleys = 1 + random.below(4)
        }
        let solverLines = (0..<lines).map { line -> SolverLine in
            let hours: [(Int64, Int64)] = line == 1 ? [(6, 14), (14, 22)] : [(8, 12), (13, 17)]
            var spans: [Range<Int64>] = []
            for number in 0..<800 where number % 7 < 5 {
                let start: Int64 = origin + Int64(number) * day
                for (from, to) in hours { spans.append((start + from * 60 * minute)..<(start + to * 60 * minute)) }
            }
            return SolverLine(open: OpenTime(spans: spans), ready: origin + 600 * minute, capacity: 1)
        }
        return try SolverProblem(
            jobs: jobs, lines: solverLines, setups: .families(same: 0, other: 20 * minute), trolleyPool: pool, trolleyLead: 60 * minute,
            latenessUnit: minute)
    }
}
