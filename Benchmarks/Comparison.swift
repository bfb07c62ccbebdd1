// Contestants in turns, each round begun by another one, and the medians beside each other: on a shared machine only a
// ratio within one run means anything.

import Foundation

/// One way of doing a job.
struct Contestant {
    var name: String
    /// Made ready before each turn; not counted.
    var prepare: () throws -> Void = {}
    var turn: () throws -> Cost
}

/// What a comparison is held against.
enum Goal {
    /// The most times the other's CPU seconds that are accepted.
    case ratio(of: String, against: String, atMost: Double)
    /// The same of time on the wall.
    case wall(of: String, against: String, atMost: Double)
    /// CPU seconds of the client alone, per unit.
    case client(of: String, atMost: Double)
}

/// A line of the report.
struct Finding {
    var name: String
    var figure: String
    var goal: String
    var isMet: Bool
}

final class Report {
    private(set) var findings: [Finding] = []
    private var text = ""

    func say(_ line: String) {
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
        text += line + "\n"
    }

    func judge(_ name: String, _ figure: String, goal: String, isMet: Bool) {
        findings.append(Finding(name: name, figure: figure, goal: goal, isMet: isMet))
        say("\(isMet ? "met     " : "NOT met ") \(name): \(figure) (goal \(goal))")
    }

    /// Runs the contestants in turns and judges the goals by medians of CPU seconds.
    /// - Parameters:
    ///   - unit: how many pieces of work one turn does, and their name.
    ///   - before: what makes a round ready for all of them; not counted.
    func compare(
        _ title: String, rounds: Int, unit: (count: Double, name: String), _ contestants: [Contestant], goals: [Goal],
        before: (_ round: Int) throws -> Void = { _ in }
    ) throws {
        say("\n## \(title)")
        var costs: [String: [Cost]] = [:]
        for round in 0..<rounds {
            try before(round)
            for place in contestants.indices {
                let contestant = contestants[(place + round) % contestants.count]
                try contestant.prepare()
                sync()
                costs[contestant.name, default: []].append(try contestant.turn())
            }
        }
        for contestant in contestants {
            let all = costs[contestant.name] ?? []
            let cpu = all.map(\.cpu).sorted()
            let line =
                "\(contestant.name.padding(toLength: 44, withPad: " ", startingAt: 0)) CPU s per \(unit.name) "
                + "\(number(median(cpu) / unit.count)) (\(number(cpu[0] / unit.count))-\(number(cpu[cpu.count - 1] / unit.count))), "
                + (all.contains { $0.server > 0 } ? "client \(number(median(all.map(\.client)) / unit.count)), " : "")
                + "wall \(number(median(all.map(\.wall)) / unit.count))"
            say(line)
        }
        for goal in goals {
            switch goal {
            case .ratio(let name, let other, let most): judge(name, other, most, costs, \.cpu, "")
            case .wall(let name, let other, let most): judge(name, other, most, costs, \.wall, ", time on the wall")
            case .client(let name, let most):
                guard let own = costs[name] else { continue }
                let figure = median(own.map(\.client)) / unit.count
                self.judge(
                    "\(name): client alone, CPU s per \(unit.name)", number(figure), goal: "at most \(number(most))", isMet: figure <= most)
            }
        }
    }

    private func judge(_ name: String, _ other: String, _ most: Double, _ costs: [String: [Cost]], _ cost: (Cost) -> Double, _ what: String) {
        guard let own = costs[name], let others = costs[other] else { return }
        let ratio = median(own.map(cost)) / median(others.map(cost))
        judge("\(name) against \(other)\(what)", number(ratio) + " x", goal: "at most \(number(most)) x", isMet: ratio <= most)
    }

    func write(to path: String, head: String) throws {
        var out = head + "\n| finding | figure | goal | met |\n|---|---|---|---|\n"
        for finding in findings { out += "| \(finding.name) | \(finding.figure) | \(finding.goal) | \(finding.isMet ? "yes" : "**no**") |\n" }
        out += "\n```\n" + text + "```\n"
        try Data(out.utf8).write(to: URL(fileURLWithPath: path))
    }
}

func median(_ values: [Double]) -> Double { quantile(values, 0.5) }

func quantile(_ values: [Double], _ part: Double) -> Double {
    let sorted = values.sorted()
    guard !sorted.isEmpty else { return .nan }
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * part))]
}

func number(_ value: Double) -> String {
    let digits = abs(value) >= 100 ? 0 : abs(value) >= 10 ? 1 : abs(value) >= 1 ? 2 : 4
    return String(format: "%.\(digits)f", value)
}
