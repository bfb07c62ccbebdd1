// The search by itself: the true optimum of tiny problems, its quick arithmetic against the plain one, the same bytes again,
// the documented form of a problem, a repair after a breakdown, a drag.

import Foundation
import Kernel
import TestKit
import Testing

@testable import Scheduling

@Suite("The planning search") struct SolverTests {
    private static func problem(_ instance: PlanInstance) throws -> SolverProblem { try InstanceJSON.problem(instance.json) }

    private static func numbers(_ plan: SolverPlan) -> [[Int]] { plan.queues }

    @Test("tiny problems are solved to the true optimum")
    func optimum() async throws {
        for index in 0..<20 * RandomPlans.scale {
            await Task.yield()
            let (orders, lines) = (5 + index % 7, 1 + index / 7 % 3)
            let instance = PlanInstance(
                orders: orders, lines: lines, seed: RandomPlans.seed &+ UInt64(index), slack: 2 + index % 4, families: 1 + index % 5)
            let problem = try Self.problem(instance)
            let result = Search(problem, seed: 1).run(budget: .iterations(600_000))
            let exact = PlanOracle.optimum(instance)
            #expect(instance.cost(Self.numbers(result.plan)) == result.score.weightedLateness, "\(instance.name): not what it says it is")
            #expect(result.score.weightedLateness == exact, "\(instance.name): \(result.score.weightedLateness), the optimum is \(exact)")
        }
    }

    @Test("one line without releases and set-ups, many moves at once: the true optimum, and what it says is so")
    func oneLine() async throws {
        for index in 0..<20 * RandomPlans.scale {
            await Task.yield()
            var instance = PlanInstance(orders: 6 + index % 6, lines: 1, seed: RandomPlans.seed &+ UInt64(900 + index), slack: 3)
            instance.setup = 0
            for job in instance.jobs.indices { (instance.jobs[job].release, instance.jobs[job].due) = (0, instance.jobs[job].due / 2) }
            let problem = try Self.problem(instance)
            let result = Search(problem, seed: 1).run(budget: .iterations(100_000))
            #expect(instance.cost(result.plan.queues) == result.score.weightedLateness)
            #expect(result.score.weightedLateness == PlanOracle.optimum(instance), "\(index)")
            #expect(result == Search(problem, seed: 1).run(budget: .iterations(result.iterations)), "\(index): not replayed")
        }
    }

    @Test("what the search believes of its plans is what the plain reckoning says, with calendars, trolleys, predecessors, places")
    func arithmetic() async throws {
        for index in 0..<60 * RandomPlans.scale {
            await Task.yield()
            let problem = try Self.plant(
                orders: 6 + index % 30, lines: 1 + index % 5, seed: RandomPlans.seed &+ UInt64(index), pool: index % 3 == 0 ? nil : 5 + index % 9,
                precedence: index % 2 == 0, places: index % 4 == 3)
            let faults = Search(problem, seed: UInt64(index)).selfCheck(iterations: 2000)
            #expect(faults.isEmpty, "\(index): \(faults.prefix(3))")
        }
    }

    @Test("the same seed and iterations give the same plan, however long it takes; a timed run is replayed by its iterations")
    func replay() throws {
        let problems = [
            try Self.problem(PlanInstance(orders: 40, lines: 3, seed: 1)), try Self.problem(PlanInstance(orders: 10, lines: 2, seed: 2)),
            try Self.plant(orders: 40, lines: 4, seed: 3, pool: 10, precedence: true, places: true),
        ]
        var digests: [String] = []
        for problem in problems {
            let first = Search(problem, seed: 7).run(budget: .iterations(60_000))
            #expect(first == Search(problem, seed: 7).run(budget: .iterations(60_000)))
            digests.append(String(Digest.of(Array("\(first.plan.queues)".utf8)).hex.prefix(12)))
            // A clock that ends it after some looks.
            var looks = 0.0
            let timed = Search(problem, seed: 8).run(
                budget: .seconds(20),
                elapsed: {
                    looks += 1
                    return looks
                })
            #expect(Search(problem, seed: 8).run(budget: .iterations(timed.iterations)).plan == timed.plan)
        }
        // The same on every machine and in every build.
        #expect(digests == Self.known, "\(digests)")
    }
    /// Of the plans above.
    private static let known = ["0986b8743396", "0cb75033fd9e", "771f8a8da6e5"]

    @Test("a stand-alone problem is read as documented, and what is wrong in it is named")
    func instance() throws {
        let text = #"""
            {"machines":[{"multiplier":1.0},{"multiplier":1.5}],"jobs":[
            {"id":"j1","minutes":121,"release":0,"due":600,"weight":3,"family":2,"eligible":[0,1]},
            {"id":"j2","minutes":60,"release":30,"due":10,"weight":1,"family":1,"eligible":[1]},
            {"id":"j3","minutes":60,"release":500,"due":10,"weight":1,"family":1,"eligible":[1]}],
            "setup":{"same_family":5,"other_family":60},"objective":"weighted_tardiness"}
            """#
        let json = try JSON(parsing: Array(text.utf8))
        let problem = try InstanceJSON.problem(json)
        #expect(problem.jobs[0].durations == [121, 182], "minutes times the multiplier, rounded up")
        let plan = SolverPlan(queues: [[0], [1, 2]])
        let result = SearchResult(plan: plan, score: Evaluation(plan, of: problem).score, iterations: 1)
        let answer = InstanceJSON.answer(result, problem, seconds: nil)
        // No set-up before a line's first; the second's does not begin before its release, and is where it starts.
        #expect(answer["start"] == ["j1": 0, "j2": 30, "j3": 500])
        #expect(answer["objective"] == 695)
        #expect(answer["sequence"] == [["j1"], ["j2", "j3"]] && answer["seconds"] == nil)
        let bad = [
            ("{}", "machines"), (#"{"machines":[{}]}"#, "jobs"), (#"{"machines":[{"multiplier":0}],"jobs":[]}"#, "machines[0].multiplier"),
            (#"{"machines":[{}],"jobs":[{"id":"a","minutes":0}]}"#, "jobs[0].minutes"),
            (#"{"machines":[{}],"jobs":[{"id":"a","minutes":5},{"id":"a","minutes":5}]}"#, "jobs[1].id"),
            (#"{"machines":[{}],"jobs":[{"id":"a","minutes":5,"eligible":[3]}]}"#, "jobs[0].eligible"),
            (#"{"machines":[{}],"jobs":[],"objective":"makespan"}"#, "objective"),
        ]
        for (text, member) in bad {
            let wrong = try JSON(parsing: Array(text.utf8))
            do {
                _ = try InstanceJSON.problem(wrong)
                Issue.record("\(text) was read")
            } catch { #expect(error.code == "instance_invalid" && error.parameters["member"] == member, "\(text): \(error.parameters)") }
        }
    }

    @Test("after a breakdown only what is touched moves, and the plan is better than left as it is")
    func repair() throws {
        let problem = try Self.plant(orders: 60, lines: 4, seed: 2, pool: nil, precedence: false)
        let published = Search(problem, seed: 1).run(budget: .iterations(200_000)).plan
        let before = Evaluation(published, of: problem)
        var lines = problem.lines
        let open = try #require(lines[1].open)
        let closed = open.starts[0] + 3 * 86_400_000
        lines[1].open = OpenTime(spans: zip(open.starts, open.ends).map { $0..<$1 }.filter { $0.lowerBound >= closed })
        let base = SolverBase(lines: before.jobs.map { $0?.line }, starts: before.jobs.map { $0?.start ?? 0 }, tolerance: 4 * 3_600_000)
        let broken = try SolverProblem(
            jobs: problem.jobs, lines: lines, setups: problem.setups, trolleyPool: nil, latenessUnit: problem.latenessUnit, base: base)
        let left = Evaluation(published, of: broken).score
        let repaired = Repair(broken, plan: published, lines: [1]).search(seed: 1).run(budget: .iterations(100_000))
        #expect(repaired.score.weightedLateness < left.weightedLateness && repaired.plan.isComplete(for: broken))
        let after = Evaluation(repaired.plan, of: broken)
        for job in broken.jobs.indices where before.jobs[job]?.line != 1 { #expect(after.jobs[job]?.line == before.jobs[job]?.line) }
    }

    /// A plant in milliseconds: shifts on weekdays, trolleys, some first sides before second ones, a line with two places.
    static func plant(orders: Int, lines: Int, seed: UInt64, pool: Int?, precedence: Bool, places: Bool = false) throws -> SolverProblem {
        let instance = PlanInstance(orders: orders, lines: lines, seed: seed)
        var random = SeededRandom(seed: seed &+ 77)
        let minute: Int64 = 60_000
        let day = 1440 * minute
        let origin = 20_000 * day
        var jobs = try problem(instance).jobs
        for index in jobs.indices {
            jobs[index].durations = jobs[index].durations.map { $0 * minute }
            jobs[index].release = origin + jobs[index].release / 480 * day
            jobs[index].due = origin + ((jobs[index].due ?? 0) / 480 + 1) * day
            jobs[index].trolleys = 1 + random.below(4)
            if precedence, index > 0, random.below(6) == 0 { jobs[index].predecessor = index - 1 }
        }
        let solverLines = (0..<lines).map { line -> SolverLine in
            let hours: [(Int64, Int64)] = line == 1 ? [(6, 14), (14, 22)] : [(8, 12), (13, 17)]
            var spans: [Range<Int64>] = []
            for number in 0..<800 where number % 7 < 5 {
                let start: Int64 = origin + Int64(number) * day
                for (from, to) in hours { spans.append((start + from * 60 * minute)..<(start + to * 60 * minute)) }
            }
            return SolverLine(open: OpenTime(spans: spans), ready: origin + 600 * minute, capacity: places && line == lines - 1 ? 2 : 1)
        }
        return try SolverProblem(
            jobs: jobs, lines: solverLines, setups: .families(same: 0, other: 20 * minute), trolleyPool: pool, trolleyLead: 60 * minute,
            latenessUnit: minute)
    }
}
