// The performance suite: every case beside a baseline in the same run, judged by ratios of CPU seconds.

import ArgumentParser
import Foundation
import Kernel

@main
struct BenchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gemba-bench", abstract: "Measure Gemba beside its baselines.",
        discussion: "Cases: \(Bench.cases.joined(separator: ", ")). Example: gemba-bench load --rounds 5")
    @Argument(help: "The cases; all but `big-file`, `machine-year` and `batches-million` when none is named; `consolidation` with mariadb.")
    var cases: [String] = []
    @Option(help: "Turns of each contestant.") var rounds = 5
    @Option(help: "Rows of the intake cases.") var rows = 500_000
    @Option(help: "Rows of the history.") var history = 10_000_000
    @Option(help: "Mask files of `batches`; 100,000 when it is named.") var masks: Int?
    @Option(help: "MiB of the big file.") var big = 10_240
    @Option(help: "Where hubs are: sqlite, postgres or mariadb.") var engine = EngineName.sqlite
    @Option(help: "Folder for files and hubs; what is in it is used again.") var folder = FileManager.default.temporaryDirectory.path + "/gemba-bench"
    @Option(help: "The program under test.") var gemba: String?
    @Option(help: "A Python that has DuckDB.") var duckdb: String?
    @Option(help: "A folder with wt40.txt, wtopt40.txt and so on, for `solver`.") var orlib: String?
    @Option(help: "A Python that has OR-Tools, for `solver`.") var ortools: String?
    @Option(help: "Seconds that it may think.") var thinking = 10
    @Option(help: "Where the report goes.") var out: String?
    @Flag(help: "End with 1 when a goal is not met.") var strict = false
    @Option(name: .customLong("subject-parse"), help: .hidden) var subject: String?
    @Option(name: .customLong("subject-logs"), help: .hidden) var logs: String?

    func run() throws {
        if let subject { return try Bench.parseSubject(subject) }
        if let logs { return try Bench.logsSubject(logs) }
        let own = URL(fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")).deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let hubs = try engine.start(in: folder)
        let plant = Plant(
            folder: folder, gemba: gemba ?? own + "/gemba", baselines: FileManager.default.currentDirectoryPath + "/Benchmarks/Baselines",
            hubs: hubs)
        var bench = Bench(
            plant: plant, report: Report(), rounds: rounds, rows: rows, historyRows: history, bigBytes: big << 20,
            maskFiles: masks ?? (cases.isEmpty ? 10_000 : 100_000), duckPython: duckdb)
        (bench.library, bench.orTools, bench.solverSeconds) = (orlib, ortools, thinking)
        for name in cases.isEmpty ? engine.cases : cases { try bench.run(name) }
        if let out { try bench.report.write(to: out, head: head) }
        if strict, bench.report.findings.contains(where: { !$0.isMet }) { throw ExitCode(1) }
    }

    private var head: String {
        let commit = (try? Child.run(["git", "rev-parse", "--short", "HEAD"]).out.trimmingCharacters(in: .whitespacesAndNewlines)) ?? "unknown"
        let day = String(Zone.utc.rfc3339(Clock.system.now()).prefix(10))
        return """
            # Benchmarks of \(day), \(engine)

            Commit \(commit), release build, \(ProcessInfo.processInfo.activeProcessorCount) cores, \(rounds) rounds. CPU seconds are user and system time of
            all processes of a contestant and of the database server for it; medians, and ratios only within this run.

            """
    }
}

/// One run of the suite.
struct Bench {
    let plant: Plant
    let report: Report
    let rounds: Int
    let rows: Int
    let historyRows: Int
    let bigBytes: Int
    let maskFiles: Int
    let duckPython: String?
    /// A folder with problems of weighted tardiness on one machine.
    var library: String?
    /// A Python that has OR-Tools, and how long it and we may think about each problem.
    var orTools: String?
    var solverSeconds = 10

    static let cases = [
        "parse", "load", "small-files", "rescan", "latency", "queries", "nodes", "big-file", "machine-parse", "machine-load", "machine-year",
        "consolidation", "batches", "batches-million", "board", "solver",
    ]

    func run(_ name: String) throws {
        switch name {
        case "parse": try parse()
        case "load": try load()
        case "small-files": try smallFiles()
        case "rescan": try rescan()
        case "latency": try latency()
        case "queries": try queries()
        case "nodes": try nodes()
        case "big-file": try bigFile()
        case "machine-parse": try machineParse()
        case "machine-load": try machineLoad()
        case "machine-year": try machineYear()
        case "consolidation": try consolidation()
        case "batches": try batches()
        case "batches-million": try millionMasks()
        case "board": try board()
        case "solver": try solver()
        default: throw ValidationError("There is no case '\(name)'. Cases: \(Self.cases.joined(separator: ", ")).")
        }
    }

    func expect(_ condition: Bool, _ what: String) throws {
        if !condition { throw BenchFailure(what) }
    }
}
