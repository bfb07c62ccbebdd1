// Planning problems that stand alone, the same from the same numbers everywhere: orders with families, releases, due dates
// and the lines that can make them; the first of several lines takes twice as long.

import Kernel

public struct PlanInstance: Sendable {
    public struct Job: Sendable {
        public var minutes: Int64
        public var release: Int64
        public var due: Int64
        public var weight: Int64
        public var family: Int
        public var eligible: [Int]
    }
    public var name: String
    public var multipliers: [Int64]
    public var jobs: [Job]
    /// Minutes between orders of two families; none within one.
    public var setup: Int64 = 60

    /// - Parameter slack: due dates are the later the larger it is.
    public init(orders: Int, lines: Int, seed: UInt64, slack: Int = 6, families: Int? = nil) {
        var chance = Congruential(seed &* 1000 &+ UInt64(orders * 64 + lines))
        name = "\(orders)x\(lines)-\(seed)"
        multipliers = (0..<lines).map { $0 == 0 && lines > 1 ? 2 : 1 }
        let minutes = (0..<orders).map { _ in Int64(chance.within(30...480)) }
        let load = minutes.reduce(0, +) + Int64(orders) * 30
        // As long as the work fills all lines, the slow one counted half.
        let horizon = Int(load * 2) / max(1, 2 * lines - 1)
        let familyCount = families ?? max(2, orders / 6)
        jobs = minutes.map { minutes in
            var eligible = (0..<lines).filter { _ in chance.below(100) < 75 }
            if eligible.isEmpty { eligible = [chance.below(lines)] }
            let release = Int64(chance.below(max(1, horizon * 7 / 10)))
            let due = release + minutes * Int64(chance.within(10...(10 * slack))) / 10
            let weight: Int64 = [1, 1, 1, 2, 3, 5][chance.below(6)]
            return Job(minutes: minutes, release: release, due: due, weight: weight, family: chance.below(familyCount), eligible: eligible)
        }
    }

    /// A linear congruential generator (multiplier and increment: Knuth, MMIX), whose numbers the committed best values belong to.
    private struct Congruential {
        private var state: UInt64
        init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }
        mutating func below(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(limit))
        }
        mutating func within(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.upperBound - range.lowerBound + 1) }
    }

    public init(name: String, multipliers: [Int64], jobs: [Job], setup: Int64) {
        (self.name, self.multipliers, self.jobs, self.setup) = (name, multipliers, jobs, setup)
    }

    /// Minutes of a job on a line; nil where it cannot be made.
    public func minutes(_ job: Int, on line: Int) -> Int64? { jobs[job].eligible.contains(line) ? jobs[job].minutes * multipliers[line] : nil }

    public func setup(from first: Int?, to second: Int) -> Int64 {
        first.map { jobs[$0].family == jobs[second].family ? 0 : setup } ?? 0
    }

    /// The documented form: `docs/formats/instance.md`.
    public var json: JSON {
        [
            "machines": .array(multipliers.map { ["multiplier": .int($0)] }),
            "jobs": .array(
                jobs.enumerated().map { index, job in
                    [
                        "id": .string("j\(index + 1)"), "minutes": .int(job.minutes), "release": .int(job.release), "due": .int(job.due),
                        "weight": .int(job.weight), "family": JSON(job.family), "eligible": .array(job.eligible.map { JSON($0) }),
                    ]
                }), "setup": ["same_family": 0, "other_family": .int(setup)], "objective": "weighted_tardiness",
        ]
    }

    /// Weighted tardiness of each line's jobs in their order, reckoned plainly from the documented words.
    public func cost(_ queues: [[Int]]) -> Int64? {
        guard queues.count == multipliers.count, queues.flatMap(\.self).sorted() == Array(jobs.indices) else { return nil }
        var sum: Int64 = 0
        for (line, queue) in queues.enumerated() {
            var free: Int64 = 0
            var last: Int?
            for job in queue {
                guard let minutes = minutes(job, on: line) else { return nil }
                free = max(free, jobs[job].release) + setup(from: last, to: job) + minutes
                sum += jobs[job].weight * max(0, free - jobs[job].due)
                last = job
            }
        }
        return sum
    }
}
