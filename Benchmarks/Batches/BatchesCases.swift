// Batches in step with mask files: beside a bare walk over the files with the needed updates behind it, and beside an
// aggregation that does all of it on the server.

import Foundation

extension Bench {
    func batches() throws {
        let server = try BenchServer("mongo", folder: plant.folder)
        for hasChunks in [false, true] {
            let bench = try MaskBench(server, MaskPlant(files: maskFiles, batches: maskFiles / 2, hasChunks: hasChunks))
            try firstSync(bench)
            try syncAgain(bench)
        }
    }

    private func title(_ what: String, _ bench: MaskBench) -> String {
        "\(what), \(bench.plant.files) files, \(bench.plant.batches) batches, \(bench.plant.updates) of them with files, "
            + (bench.plant.hasChunks ? "a small chunk per file" : "no chunks")
    }

    private func firstSync(_ bench: MaskBench) throws {
        let (gemba, raw, merge) = ("Gemba, first sync", "raw scan, prepared updates by _id", "aggregate with $merge")
        let updates = bench.plant.updates
        try report.compare(
            title("First sync", bench), rounds: rounds, unit: (Double(bench.plant.files) / 1e6, "M files"),
            [
                Contestant(name: raw, prepare: bench.begin) { try bench.scan(writes: true) },
                Contestant(name: gemba, prepare: bench.begin) { try bench.sync(updates: updates) },
                Contestant(name: "the same without the hub", prepare: bench.begin) { try bench.syncWithoutHub(updates: updates) },
                Contestant(name: merge, prepare: bench.begin) { try bench.merge() },
            ],
            goals: bench.plant.hasChunks ? [] : [.ratio(of: gemba, against: raw, atMost: 1.1), .ratio(of: gemba, against: merge, atMost: 1)])
    }

    private func syncAgain(_ bench: MaskBench) throws {
        let (gemba, raw, merge) = ("Gemba, nothing changed", "raw scan", "aggregate with $merge")
        try bench.begin()
        _ = try bench.sync(updates: bench.plant.updates)
        let known = try bench.known()
        try report.compare(
            title("Sync again", bench), rounds: rounds, unit: (Double(bench.plant.files) / 1e6, "M files"),
            [
                Contestant(name: raw, prepare: bench.settle) { try bench.scan() },
                Contestant(name: "raw scan of files and batches", prepare: bench.settle) { try bench.scan(batches: true) },
                Contestant(name: gemba, prepare: bench.settle) { try bench.sync(updates: 0) },
                Contestant(name: "the same without the hub", prepare: bench.settle) { try bench.syncWithoutHub(updates: 0, known: known) },
                Contestant(name: merge, prepare: bench.settle) { try bench.merge() },
            ],
            goals: bench.plant.hasChunks ? [] : [.ratio(of: gemba, against: raw, atMost: 1.2), .ratio(of: gemba, against: merge, atMost: 1)])
    }

    /// A million files and a hundred thousand batches, by the program itself: what matters is how much memory it takes.
    func millionMasks() throws {
        let server = try BenchServer("mongo", folder: plant.folder)
        let bench = try MaskBench(server, MaskPlant(files: 1_000_000, batches: 100_000, hasChunks: false))
        report.say("\n## \(title("Memory", bench))")
        try bench.begin()
        try plant.emptyHub("masks-hub")
        for what in ["first sync", "sync again"] {
            let child = try Child(
                [plant.gemba, "batches", "sync", "--mongo", bench.url, "--training-mongo", bench.url, "--json"],
                environment: plant.environment("masks-hub"))
            var peak: Int64 = 0
            // The kernel's own figure for a child also counts what the parent had when it started it.
            while case let now = child.peakMemory, now > 0 {
                peak = max(peak, now)
                usleep(2000)
            }
            let cost = try child.cost(accepting: [0, 1])
            try bench.check()
            report.say("\(what): client CPU s \(number(cost.client)), wall \(number(cost.wall))")
            report.judge("Memory of \(what)", "\(peak >> 20) MiB", goal: "at most 250 MB", isMet: peak <= 250_000_000)
        }
    }
}
