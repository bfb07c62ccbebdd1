// Reading, loading, many small files, and looking again: each beside the least that could do the same job.

import Foundation
import Intake
import Kernel
import TestKit

extension Bench {
    /// Scan and typed parse of mounter files, beside C and, where Python has it, DuckDB.
    func parse() throws {
        let plan = MounterPlan(
            seed: 11, lines: 1, mounters: 1, days: 1, rowsPerFile: rows * 4...rows * 4,
            quirks: [.crlf, .byteOrderMark, .quotedVendors, .junkDates, .multiByte])
        let made = try plant.tree("parse", plan)
        let file = plant.path("parse/" + plan.path(line: 1, mounter: 1, day: plan.firstDay))
        let yardstick = try plant.yardstick("typed_parse")
        var contestants = [
            Contestant(name: "C, typed") { try Child.run([yardstick, file]) },
            Contestant(name: "Gemba, typed") { try Child.run([CommandLine.arguments[0], "--subject-parse", file]) },
        ]
        var goals = [Goal.ratio(of: "Gemba, typed", against: "C, typed", atMost: 2)]
        if let python = duckPython {
            let script = plant.path("duck.py")
            try """
            import duckdb
            c = duckdb.connect(); c.execute("set threads=2")
            print(c.execute('''select count(*), sum(try_cast("Quantity" as bigint)), max(try_strptime("ScanDate" || "ScanTime", '%Y%m%d%H%M%S')),
              max("SlotNo"), max("PreviousBarcode"), max("PartName"), max("Vendor"), max("LOTNO"), max("Barcode"), max("FeederBase")
              from read_csv('\(file)', all_varchar=true, header=true, null_padding=true)''').fetchall())
            """.write(toFile: script, atomically: true, encoding: .utf8)
            contestants.append(Contestant(name: "DuckDB read_csv") { try Child.run([python, script]) })
            goals.append(.ratio(of: "Gemba, typed", against: "DuckDB read_csv", atMost: 1 / 6))
        } else {
            report.say("(DuckDB is not here: `python3 -m venv DIR && DIR/bin/pip install duckdb`, then --duckdb DIR/bin/python)")
        }
        try report.compare(
            "Scan and typed parse, \(made.rows) rows, \(made.bytes >> 20) MiB", rounds: rounds, unit: (Double(made.rows) / 1e6, "M rows"),
            contestants, goals: goals)
    }

    /// The child of `parse`: Gemba's scanner and readings on one file, nothing loaded.
    static func parseSubject(_ path: String) throws {
        let clock = ClockText()
        var scanner = RecordScanner(delimiter: UInt8(ascii: ","), quote: UInt8(ascii: "\""))
        let descriptor = open(path, O_RDONLY)
        guard descriptor >= 0 else { throw BenchFailure("cannot read \(path)") }
        let window = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 64)
        var (filled, at, rows, quantities, ok, texts) = (0, 0, 0, Int64(0), 0, 0)
        var isEnd = false
        while !isEnd || at < filled {
            let bytes = UnsafeRawBufferPointer(rebasing: window[0..<filled])
            while let record = scanner.next(in: bytes, from: at, atEnd: isEnd) {
                at = record.next
                scanner.fields.withUnsafeBufferPointer { fields in
                    guard fields.count >= 13 else { return }
                    func raw(_ column: Int) -> UnsafeRawBufferPointer { FieldText.bytes(of: FieldText.trimmed(fields[column], in: bytes), in: bytes) }
                    guard let quantity = Quantity(raw(7)) else { return }
                    quantities += quantity.thousandths
                    if let date = clock.date(raw(0)), let time = clock.millisecondOfDay(raw(1)) { texts &+= date.day &+ time }
                    for column in [2, 4, 6, 9, 10, 11, 12] { texts &+= raw(column).count }
                    if raw(3).first == UInt8(ascii: "O") { ok += 1 }
                    rows += 1
                }
            }
            if isEnd { break }
            let left = filled - at
            if left > 0 { window.copyMemory(from: UnsafeRawBufferPointer(rebasing: window[at..<filled])) }
            let n = read(descriptor, window.baseAddress! + left, window.count - left)
            guard n >= 0 else { throw BenchFailure("cannot read \(path)") }
            isEnd = n == 0
            filled = left + n
            at = 0
        }
        print("{\"rows\":\(rows),\"quantity\":\(quantities / 1000),\"ok\":\(ok),\"texts\":\(texts)}")
    }

    /// A few large files into the hub, with ledger, rejects, provenance, roll-ups and what is loaded now; beside the
    /// engine's own best way to put the same rows, already clean, into the same table with the same indexes.
    func load() throws {
        let plan = MounterPlan(seed: 12, lines: 4, mounters: 3, days: 1, rowsPerFile: rows / 12...rows / 12)
        try plant.tree("load", plan)
        let rows = try cleanRows("load", into: "clean")
        let best = plant.hubs.wayIn + ", same table and indexes"
        try report.compare(
            "Load, \(rows) rows in 12 files", rounds: rounds, unit: (Double(rows) / 1e6, "M rows"),
            [
                Contestant(name: best, prepare: { try plant.emptyHub("hub") }) {
                    let cost = try plant.hubs.loadRows("clean", into: "hub")
                    try expect(try plant.count("hub", "trace_changes") == rows, "rows are missing after the baseline")
                    return cost
                },
                Contestant(name: "Gemba ingest", prepare: { try plant.emptyHub("hub") }) {
                    let cost = try plant.ingest("load", into: "hub")
                    try expect(try plant.count("hub", "trace_changes") == rows, "rows are missing after the load")
                    return cost
                },
            ],
            goals: [.ratio(of: "Gemba ingest", against: best, atMost: plant.hubs.loadGoal)]
                + (plant.hubs.clientGoal.map { [.client(of: "Gemba ingest", atMost: $0)] } ?? []))
    }

    /// Many small files, beside the same way in, one note of the file and one COMMIT for each of them.
    func smallFiles() throws {
        let plan = MounterPlan(seed: 13, lines: 4, mounters: 3, days: max(2, rows / 12 / 400), rowsPerFile: 300...500)
        let made = try plant.tree("small", plan)
        let rows = try cleanRows("small", into: "clean-small")
        let best = plant.hubs.wayIn + ", note, COMMIT per file"
        try report.compare(
            "Many small files, \(rows) rows in \(made.files) files", rounds: rounds, unit: (Double(made.files) / 1000, "1000 files"),
            [
                Contestant(name: best, prepare: { try plant.emptyHub("hub") }) {
                    let cost = try plant.hubs.loadFiles("clean-small", into: "hub")
                    try expect(try plant.count("hub", "trace_changes") == rows, "rows are missing after the baseline")
                    return cost
                },
                Contestant(name: "Gemba ingest", prepare: { try plant.emptyHub("hub") }) {
                    let cost = try plant.ingest("small", into: "hub")
                    try expect(try plant.count("hub", "trace_changes") == rows, "rows are missing after the load")
                    return cost
                },
            ], goals: [.ratio(of: "Gemba ingest", against: best, atMost: 1.25)])
    }

    /// The running server looking again and again at files that did not change, beside a `stat` of each.
    func rescan() throws {
        let plan = MounterPlan(seed: 14, lines: 4, mounters: 3, days: max(10, rows / 1200), rowsPerFile: 1...2)
        let made = try plant.tree("still", plan)
        let yardstick = try plant.yardstick("stat_each")
        try plant.emptyHub("still-hub")
        try Child.run(
            [
                plant.gemba, "sources", "add", "still", plant.path("still"), "--profile", "smt-mounter", "--zone", "UTC", "--every", "1", "--quiet",
                "1",
            ],
            environment: plant.environment("still-hub"))
        let (server, client) = try plant.serve("still-hub")
        defer { server.stop() }
        for _ in 0..<300 where try plant.count("still-hub", "intake_files WHERE loaded > 0 OR line_count > 0") < made.files - 5 { usleep(200_000) }
        sleep(6)
        /// Looks the server has taken at the source.
        func looks() throws -> Double {
            let text = try client.get("/metrics")
            let line = text.split(separator: "\n").first { $0.hasPrefix("gemba_intake_looks_total") }
            return line.flatMap { Double($0.split(separator: " ").last ?? "") } ?? 0
        }
        let turns = 15
        try report.compare(
            "Looking again, \(made.files) files", rounds: rounds, unit: (Double(made.files) / 1e6, "M files"),
            [
                Contestant(name: "list and stat in C") {
                    var cost = try Child.run([yardstick, plant.path("still"), String(turns)])
                    cost.client /= Double(turns)
                    cost.wall /= Double(turns)
                    return cost
                },
                Contestant(name: "Gemba server, one look") {
                    let (before, first) = (server.cpu, try looks())
                    sleep(UInt32(turns))
                    let (after, last) = (server.cpu, try looks())
                    try expect(last > first, "the server does not look")
                    return Cost(client: (after - before) / (last - first), wall: Double(turns) / (last - first), memory: server.peakMemory, out: "")
                },
            ], goals: [.ratio(of: "Gemba server, one look", against: "list and stat in C", atMost: 2)])
    }

    /// Memory on one very long file.
    func bigFile() throws {
        let wanted = bigBytes
        let file = plant.path("big/1line/L1 m1/20250804.csv")
        let size = try? FileManager.default.attributesOfItem(atPath: file)[.size] as? Int
        if (size ?? 0) < wanted {
            try? FileManager.default.removeItem(atPath: plant.path("big"))
            try FileManager.default.createDirectory(atPath: plant.path("big/1line/L1 m1"), withIntermediateDirectories: true)
            let handle = try FileHandle.appending(file)
            var written = 0
            let piece = MounterPlan(seed: 15, lines: 1, mounters: 1, days: 100_000, rowsPerFile: 100_000...100_000, quirks: [])
            struct Enough: Error {}
            do {
                try MounterTree.generate(piece) { part in
                    // One file of many days: the header of the first stays.
                    let bytes = written == 0 ? part.bytes[...] : part.bytes[(part.bytes.firstIndex(of: 10)! + 1)...]
                    try handle.write(contentsOf: Data(bytes))
                    written += bytes.count
                    if written >= wanted { throw Enough() }
                }
            } catch is Enough {}
        }
        report.say("\n## One file of \(wanted >> 20) MiB")
        try plant.emptyHub("big-hub")
        let cost = try plant.ingest("big", into: "big-hub")
        report.say(cost.out.trimmingCharacters(in: .whitespacesAndNewlines))
        report.say("CPU \(number(cost.cpu)) s, wall \(number(cost.wall)) s")
        report.judge("Memory on one file of \(wanted >> 20) MiB", "\(cost.memory >> 20) MiB", goal: "below 150 MB", isMet: cost.memory < 150_000_000)
        try plant.hubs.clear("big-hub")
        try? FileManager.default.removeItem(atPath: plant.path("big"))
    }

    /// How long after a line was appended the API has it.
    func latency() throws {
        try? FileManager.default.removeItem(atPath: plant.path("live"))
        let folder = plant.path("live/1line/L1 m1")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try plant.emptyHub("live-hub")
        try Child.run(
            [plant.gemba, "sources", "add", "live", plant.path("live"), "--profile", "smt-mounter", "--zone", "UTC", "--every", "5"],
            environment: plant.environment("live-hub"))
        let (server, client) = try plant.serve("live-hub")
        defer { server.stop() }
        let file = try FileHandle.appending(folder + "/20260922.csv")
        try file.write(
            contentsOf: Data(
                "ScanDate,ScanTime,SlotNo,Result,PreviousBarcode,ProductDate,PartName,Quantity,SEQ,Vendor,LOTNO,Barcode,FeederBase\n".utf8))
        var waits: [Double] = []
        for turn in 0..<(rounds * 40) {
            let begun = ContinuousClock.now
            try file.write(contentsOf: Data("20260922,071937,18,OK,NA,,EAE65231701,7000,,GRM155R61H,L2609A,EAE65231701-\(turn),1F\n".utf8))
            while !(try client.get("/api/v1/traceability/changes?limit=1&barcode=EAE65231701-\(turn)")).contains("\"total\":1,") { usleep(4000) }
            waits.append((ContinuousClock.now - begun) / .seconds(1))
            usleep(UInt32.random(in: 50_000...350_000))
        }
        report.say("\n## From an appended line to the API, \(waits.count) lines, seconds")
        report.say(
            "p50 \(number(quantile(waits, 0.5))), p95 \(number(quantile(waits, 0.95))), p99 \(number(quantile(waits, 0.99))), longest \(number(waits.max()!))"
        )
        report.judge(
            "An appended line is in the API, p50", number(quantile(waits, 0.5)) + " s", goal: "below 0.3 s", isMet: quantile(waits, 0.5) < 0.3)
        report.judge("An appended line is in the API, p99", number(quantile(waits, 0.99)) + " s", goal: "below 1 s", isMet: quantile(waits, 0.99) < 1)
    }

    /// Loads a share once and keeps its rows, clean and typed, for the engine's own way in.
    /// - Returns: their number.
    private func cleanRows(_ share: String, into clean: String) throws -> Int {
        let note = plant.path("\(clean)-\(plant.hubs.name).count")
        if let known = try? String(contentsOfFile: note, encoding: .utf8), let rows = Int(known) { return rows }
        try plant.emptyHub("hub")
        _ = try plant.ingest(share, into: "hub")
        try plant.hubs.keepRows("hub", as: clean)
        let rows = try plant.count("hub", "trace_changes")
        try String(rows).write(toFile: note, atomically: true, encoding: .utf8)
        return rows
    }
}

extension FileHandle {
    static func appending(_ path: String) throws -> FileHandle {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND, 0o644)
        guard descriptor >= 0 else { throw BenchFailure("cannot write \(path)") }
        return FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }
}
