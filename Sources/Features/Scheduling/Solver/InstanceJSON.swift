// A stand-alone instance in the documented JSON form, and its answer: whole minutes, lines without calendars, weighted
// tardiness. For benchmarks against other solvers.

import Kernel

package enum InstanceJSON {
    /// Jobs on machines at most, so that a slip in a file does not take the machine's memory.
    package static let cellsMax = 200_000

    /// Throws `instance_invalid` with the member's path and what is wrong with it.
    package static func problem(_ json: JSON) throws(Problem) -> SolverProblem {
        if let objective = json["objective"], objective.string != "weighted_tardiness" { throw invalid("objective") }
        guard let machines = json["machines"]?.array, !machines.isEmpty else { throw invalid("machines") }
        guard let list = json["jobs"]?.array else { throw invalid("jobs") }
        guard machines.count * list.count <= cellsMax else { throw invalid("jobs") }
        var multipliers: [Int64] = []
        for (index, machine) in machines.enumerated() {
            guard let value = machine["multiplier"].map(millionths) ?? 1_000_000, value > 0 else {
                throw invalid("machines[\(index)].multiplier")
            }
            multipliers.append(value)
        }
        var jobs: [SolverJob] = []
        var known: Set<String> = []
        for (index, member) in list.enumerated() {
            let job = try job(member, "jobs[\(index)]", multipliers)
            guard known.insert(job.id).inserted else { throw invalid("jobs[\(index)].id") }
            jobs.append(job)
        }
        let setups = try setups(json["setup"], &jobs)
        do {
            return try SolverProblem(jobs: jobs, lines: Array(repeating: SolverLine(), count: machines.count), setups: setups)
        } catch {
            throw invalid("\(error.kind.rawValue)[\(error.index)]")
        }
    }

    /// - Parameter seconds: nil leaves the member out, for an answer that is the same bytes each time.
    package static func answer(_ result: SearchResult, _ problem: SolverProblem, seconds: Double?) -> JSON {
        let evaluation = Evaluation(result.plan, of: problem)
        var members: [(String, JSON)] = [
            ("objective", .int(evaluation.score.weightedLateness)),
            ("sequence", .array(result.plan.queues.map { .array($0.map { .string(problem.jobs[$0].id) }) })),
            ("start", .object(problem.jobs.indices.compactMap { job in evaluation.jobs[job].map { (problem.jobs[job].id, .int($0.start)) } })),
            ("iterations", .int(Int64(result.iterations))),
        ]
        if let seconds { members.append(("seconds", .double(seconds))) }
        return .object(members)
    }

    private static func invalid(_ member: String) -> Problem { Problem(.input, "instance_invalid", ["member": member]) }

    /// A number as millionths; nil for anything else.
    private static func millionths(_ json: JSON) -> Int64? {
        switch json {
        case .int(let value): value >= 0 && value <= 1_000_000 ? value * 1_000_000 : nil
        case .double(let value): value >= 0 && value <= 1_000_000 ? Int64((value * 1_000_000).rounded()) : nil
        default: nil
        }
    }

    private static func whole(_ json: JSON?, _ path: String, usual: Int64?) throws(Problem) -> Int64 {
        switch json {
        case .int(let value): return value
        case .double(let value) where value == value.rounded() && abs(value) < 9e15: return Int64(value)
        case nil, .null:
            if let usual { return usual }
            throw invalid(path)
        default: throw invalid(path)
        }
    }

    private static func job(_ json: JSON, _ path: String, _ multipliers: [Int64]) throws(Problem) -> SolverJob {
        guard let id = json["id"]?.string ?? json["id"]?.int.map(String.init) else { throw invalid(path + ".id") }
        let minutes = try whole(json["minutes"], path + ".minutes", usual: nil)
        guard minutes > 0, minutes < 1 << 40 else { throw invalid(path + ".minutes") }
        var isEligible = [Bool](repeating: json["eligible"]?.array == nil, count: multipliers.count)
        for line in json["eligible"]?.array ?? [] {
            guard let line = line.int, multipliers.indices.contains(Int(line)) else { throw invalid(path + ".eligible") }
            isEligible[Int(line)] = true
        }
        var durations: [Int64] = []
        for (line, multiplier) in multipliers.enumerated() {
            let (work, isOver) = minutes.multipliedReportingOverflow(by: multiplier)
            guard !isOver else { throw invalid(path + ".minutes") }
            durations.append(isEligible[line] ? (work - 1) / 1_000_000 + 1 : 0)
        }
        var job = SolverJob(id: id, durations: durations)
        job.release = try whole(json["release"], path + ".release", usual: 0)
        if let due = json["due"], due != .null { job.due = try whole(due, path + ".due", usual: nil) }
        job.weight = try whole(json["weight"], path + ".weight", usual: 1)
        job.family = Int(try whole(json["family"], path + ".family", usual: 0))
        return job
    }

    /// A matrix is by family where it has room for every family, else by the jobs' order.
    private static func setups(_ json: JSON?, _ jobs: inout [SolverJob]) throws(Problem) -> SolverSetups {
        guard let json, json != .null else { return .none }
        guard let list = json.array else {
            return .families(
                same: try whole(json["same_family"], "setup.same_family", usual: 0),
                other: try whole(json["other_family"], "setup.other_family", usual: 0))
        }
        var rows: [[Int64]] = []
        for (index, row) in list.enumerated() {
            var values: [Int64] = []
            for value in row.array ?? [] { values.append(try whole(value, "setup[\(index)]", usual: nil)) }
            rows.append(values)
        }
        let families = (jobs.map(\.family).max() ?? 0) + 1
        let isByJob = rows.count == jobs.count && rows.count != families
        if isByJob { for index in jobs.indices { jobs[index].family = index } }
        return .matrix(rows)
    }
}
