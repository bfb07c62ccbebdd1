// Machine logs: reading and computing beside C, storing beside the engine's own way in, and a year of many centres.

import CDispatch
import Foundation
import Glibc
import Kernel
import Machining
import TestKit

extension Bench {
    /// The logs of this many lines in all, over three centres; made once.
    private func logs(_ name: String, lines: Int, days: Int, centres: Int = 3) throws -> (folder: String, lines: Int, bytes: Int, files: [String]) {
        let root = plant.path(name)
        var plan = LogPlan(seed: 21)
        if centres != 3 { plan.centres = (1...centres).map { "CENTRE \($0) (PVC)" } }
        (plan.days, plan.lines, plan.hasOddities) = (days, max(50, lines / centres / days), false)
        if !FileManager.default.fileExists(atPath: root + ".made") {
            try? FileManager.default.removeItem(atPath: root)
            for centre in plan.centres {
                var own = plan
                own.centres = [centre]
                try LogTree(own).write(to: URL(fileURLWithPath: root))
            }
            try "".write(toFile: root + ".made", atomically: true, encoding: .utf8)
        }
        var files: [String] = []
        var (count, bytes) = (0, 0)
        for case let path as String in FileManager.default.enumerator(atPath: root)! where path.lowercased().hasSuffix(".log") {
            files.append(root + "/" + path)
            let data = try Data(contentsOf: URL(fileURLWithPath: root + "/" + path))
            count += data.reduce(0) { $0 + ($1 == 10 ? 1 : 0) }
            bytes += data.count
        }
        return (root, count, bytes, files.sorted())
    }

    /// Lines to figures of days, nothing stored.
    func machineParse() throws {
        let made = try logs("machine-logs", lines: rows * 4, days: 90)
        let yardstick = try plant.yardstick("log_metrics")
        let list = plant.path("machine-files")
        try made.files.joined(separator: "\n").write(toFile: list, atomically: true, encoding: .utf8)
        var contestants = [
            Contestant(name: "C, sums only") { try Child.run([yardstick] + made.files) },
            Contestant(name: "Gemba, days") { try Child.run([CommandLine.arguments[0], "--subject-logs", list]) },
        ]
        var goals = [Goal.ratio(of: "Gemba, days", against: "C, sums only", atMost: 2.4)]
        if let python = duckPython {
            let script = plant.path("duck-logs.py")
            try """
            import duckdb
            c = duckdb.connect(); c.execute("set threads=2")
            c.execute('''create temp table e as select filename f, try_strptime(stamp, '%Y%m%d %H:%M:%S') t, split_part(event, ':', 1) k,
              try_cast(regexp_extract(event, '^@MachineWait: (\\\\d+)', 1) as int) w, regexp_extract(event, 'R:(\\\\S+)', 1) j
              from read_csv('\(made.folder)/*/*.[lL][oO][gG]', delim='|', header=false, quote='', escape='', filename=true, null_padding=true,
                strict_mode=false, columns={'stamp': 'varchar', 'event': 'varchar'}, ignore_errors=true, encoding='latin-1')''')
            print(c.execute('''with s as (select f, k, t, lead(t) over (partition by f order by t) n, lead(k) over (partition by f order by t) nk
              from e where k in ('@MachineStop', '@MachineStart'))
              select count(*) filter (k = '@StukUitgevoerd'), count(w), sum(w), count(*) filter (k = '@JobProfiel'),
                (select sum(epoch(n - t)) from s where k = '@MachineStop' and nk = '@MachineStart') from e''').fetchall())
            """.write(toFile: script, atomically: true, encoding: .utf8)
            contestants.append(Contestant(name: "DuckDB") { try Child.run([python, script]) })
            goals.append(.ratio(of: "Gemba, days", against: "DuckDB", atMost: 1 / 15))
        }
        try report.compare(
            "Machine logs to days, \(made.lines) lines in \(made.files.count) files, \(made.bytes >> 20) MiB", rounds: rounds,
            unit: (Double(made.lines) / 1e6, "M lines"), contestants, goals: goals)
    }

    /// The child of `machine-parse`.
    static func logsSubject(_ list: String) throws {
        let rules = DayRules(zone: try Zone("Europe/Paris"))
        var (lines, rejects, jobs) = (0, 0, 0)
        var sum = DayTotals()
        var room = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
        for path in try String(contentsOfFile: list, encoding: .utf8).split(separator: "\n") {
            var reading = LogReading(rules)
            let descriptor = open(String(path), O_RDONLY)
            var about = stat()
            guard descriptor >= 0, fstat(descriptor, &about) == 0 else { throw BenchFailure("cannot read \(path)") }
            if about.st_size > room.count {
                room.deallocate()
                room = .allocate(byteCount: Int(about.st_size), alignment: 64)
            }
            var filled = 0
            while filled < about.st_size, case let n = Glibc.read(descriptor, room.baseAddress! + filled, Int(about.st_size) - filled), n > 0 {
                filled += n
            }
            close(descriptor)
            reading.read(UnsafeRawBufferPointer(rebasing: room[..<filled]))
            reading.finish()
            (lines, rejects, jobs) = (lines + reading.lines, rejects + reading.rejects, jobs + reading.jobs)
            for day in reading.days { sum += day.totals }
        }
        print("{\"lines\":\(lines),\"rejects\":\(rejects),\"jobs\":\(jobs),\"pieces\":\(sum.pieces),\"production\":\(sum.production / 1000)}")
    }

    /// Logs into the hub, with ledger, days and stops; beside the engine's best way to put the same events into the same
    /// tables with the same indexes.
    func machineLoad() throws {
        let made = try logs("machine-load", lines: rows, days: 90)
        let tables = ["mach_events", "mach_jobs"]
        try plant.emptyHub("machine-first")
        _ = try plant.ingest("machine-load", into: "machine-first", profile: "machine-log")
        let events = try plant.count("machine-first", "mach_events")
        for table in tables { try plant.hubs.keepRows("machine-first", as: "clean-" + table, table: table) }
        let best = plant.hubs.wayIn + ", same tables and indexes"
        try report.compare(
            "Machine logs into the hub, \(made.lines) lines in \(made.files.count) files", rounds: rounds,
            unit: (Double(made.lines) / 1e6, "M lines"),
            [
                Contestant(name: best, prepare: { try plant.emptyHub("hub") }) {
                    var cost = try plant.hubs.loadRows("clean-mach_events", into: "hub", table: "mach_events")
                    cost += try plant.hubs.loadRows("clean-mach_jobs", into: "hub", table: "mach_jobs")
                    try expect(try plant.count("hub", "mach_events") == events, "events are missing after the baseline")
                    return cost
                },
                Contestant(name: "Gemba ingest", prepare: { try plant.emptyHub("hub") }) {
                    let cost = try plant.ingest("machine-load", into: "hub", profile: "machine-log")
                    try expect(try plant.count("hub", "mach_events") == events, "events are missing after the load")
                    return cost
                },
            ], goals: [.ratio(of: "Gemba ingest", against: best, atMost: 1.15)])
    }

    /// All days of thirty centres computed anew from their lines: time per line, and memory.
    func machineYear() throws {
        let made = try logs("machine-year", lines: historyRows, days: 365, centres: 30)
        report.say("\n## A year of 30 centres, \(made.lines) lines")
        if (try? plant.count("machine-year-hub", "mach_events")) ?? 0 < made.lines / 2 {
            try plant.emptyHub("machine-year-hub")
            let load = try plant.ingest("machine-year", into: "machine-year-hub", profile: "machine-log")
            report.say("loaded: CPU \(number(load.cpu)) s, wall \(number(load.wall)) s, \(load.memory >> 20) MiB at most")
        }
        let cost = try plant.hubs.charged {
            try Child.run([plant.gemba, "machining", "recompute", "--json"], environment: plant.environment("machine-year-hub"))
        }
        report.say(cost.out.trimmingCharacters(in: .whitespacesAndNewlines))
        report.say(
            "computed anew: CPU \(number(cost.cpu)) s (\(number(cost.cpu / Double(made.lines) * 1e6)) s per M lines), wall \(number(cost.wall)) s, "
                + "\(cost.memory >> 20) MiB at most")
        report.judge(
            "Memory of a year of 30 centres", "\(cost.memory >> 20) MiB", goal: "below 200 MB", isMet: cost.memory < 200_000_000)
    }
}
