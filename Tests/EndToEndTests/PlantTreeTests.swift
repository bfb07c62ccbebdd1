// The acceptance of traceability's files: twelve mounter folders of thirteen days each, every file of a day named alike,
// every oddity that mounters are known for, growing while the real program serves. Rows, ledger and an independent
// count agree exactly; the same tree again adds nothing; what happens to single files later ends as it should.

import Foundation
import Kernel
import Store
import TestKit
import Testing

@Suite("A plant's tree", .serialized) struct PlantTreeTests {
    static let settleSeconds: Int64 = 240
    static let plan = MounterPlan(seed: Campaign.seed, lines: 4, mounters: 3, days: 13)

    @Test("twelve folders of thirteen days load while they grow, once, and later changes end as they should")
    func growingTree() async throws {
        let tree = MounterTree(Self.plan)
        #expect(tree.files.count == 156 && Set(tree.files.map { $0.path.split(separator: "/").last }).count == 13)
        let site = try ProgramSite()
        try await site.addSource()
        let server = try site.serve()
        let port = try await server.ready().port
        let token = try await site.token()
        let looks = try await grow(tree, site)
        let wanted = MounterOracle.read(tree.contents)
        let differences = try await site.settledDifferences(tree.contents, within: Self.settleSeconds)
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
        #expect(looks >= 2, "the tree was read while it grew, \(looks) times")
        try await expectBalance(site, wanted)
        #expect(tree.counts.loaded == wanted.counts.loaded && tree.counts.lines == wanted.counts.lines)
        let answer = try await ProgramClient.get(port, "/api/v1/traceability/stats", token: token).json
        let sum = MounterOracle.sum(wanted.distinctRows)
        #expect(
            [answer["total"], answer["ok"], answer["ng"]].map { $0?.int } == [sum.total, sum.ok, sum.ng].map(Int64.init),
            "\(answer.text)")

        try await expectNothingNew(tree, site)
        server.send(SIGTERM)
        #expect(try await server.ended(within: 30) == 0)
        let second = try site.serve()
        _ = try await second.ready()
        try await expectNothingNew(tree, site)

        var changes = PlantChanges(site: site, reading: wanted)
        let expectation = try await changes.make()
        let after = try MounterOracle.contents(of: URL(fileURLWithPath: site.share))
        let left = try await site.settledDifferences(after, within: Self.settleSeconds, hasRewrites: true)
        #expect(left.isEmpty, "\(left.joined(separator: "\n"))")
        try await changes.expect(expectation)
        Campaign.note(
            "plant tree: \(tree.files.count) files, \(wanted.counts.lines) lines = \(wanted.counts.header) header + \(wanted.counts.blank) blank + "
                + "\(wanted.counts.loaded) loaded + 0 duplicate + \(wanted.counts.rejected) rejected, seen growing \(looks) times, "
                + "\(differences.count + left.count) differences")
    }

    @Test("the same tree in another folder of the share adds no row, and says what it duplicates")
    func sameTreeElsewhere() async throws {
        let tree = MounterTree(Self.plan)
        let site = try ProgramSite()
        try tree.write(to: URL(fileURLWithPath: site.share))
        let first = try await site.ingest()
        #expect(first.json["loaded"]?.int == Int64(tree.counts.loaded), "\(first.error)")
        try tree.write(to: URL(fileURLWithPath: site.share + "/again"))
        let second = try await site.ingest()
        #expect(second.json["loaded"]?.int == 0 && second.json["rejected"]?.int == 0, "\(second.out)\(second.error)")
        #expect(second.json["duplicate"]?.int == Int64(tree.counts.loaded + tree.counts.rejected))
        for file in try await site.run(["ledger", "--path", "again/**", "--json"]).json["files"]?.array ?? [] {
            let hasData = file["duplicate"]?.int != 0
            let original = file["path"]?.string.map { String($0.dropFirst("again/".count)) }
            #expect(file["same_content_as"]?.string == (hasData ? original : nil), "\(file.text)")
        }
        let contents = try MounterOracle.contents(of: URL(fileURLWithPath: site.share))
        #expect(try await site.differences(contents).isEmpty)
    }

    /// Lets the tree grow under the server, in pieces cut anywhere.
    /// - Returns: at how many different moments the ledger was seen between nothing and all, each time in balance.
    private func grow(_ tree: MounterTree, _ site: ProgramSite) async throws -> Int {
        let growth = Task.detached {
            var writer = GrowingWriter(
                folder: URL(fileURLWithPath: site.share), seed: Campaign.seed, files: tree.files, kinds: .append,
                longestPiece: 300)
            var isDone = false
            while !isDone {
                for _ in 0..<10 where !isDone { isDone = try writer.step() == nil }
                try await Task.sleep(nanoseconds: 20_000_000)
            }
        }
        let whole = tree.files.reduce(0) { $0 + $1.bytes.count }
        var seen: Set<Int> = []
        let end = Stopwatch.milliseconds() + Self.settleSeconds * 1000
        while Stopwatch.milliseconds() < end {
            let taken = try await site.bytesTaken()
            if taken == whole { break }
            if taken > 0, seen.insert(taken).inserted, seen.count % 8 == 0 {
                #expect(try await site.imbalances().isEmpty)
            }
            try await Task.sleep(nanoseconds: 50_000_000)
        }
        try await growth.value
        return seen.count
    }

    /// The ledger as the terminal shows it, file by file and in sum, against the independent count.
    private func expectBalance(_ site: ProgramSite, _ wanted: OracleReading) async throws {
        let ledger = try await site.run(["ledger", "--json"]).json
        let files = ledger["files"]?.array ?? []
        #expect(files.count == wanted.files.count)
        for file in files {
            let parts = ["header", "blank", "loaded", "duplicate", "rejected"].map { file[$0]?.int ?? -1 }
            #expect(file["lines"]?.int == parts.reduce(0, +), "\(file.text)")
            guard let counts = wanted.file(file["path"]?.string ?? "")?.counts else {
                Issue.record("not on disk: \(file.text)")
                continue
            }
            #expect(parts == [counts.header, counts.blank, counts.loaded, 0, counts.rejected].map(Int64.init), "\(file.text)")
        }
        let counts = wanted.counts
        for (name, count) in [("lines", counts.lines), ("loaded", counts.loaded), ("rejected", counts.rejected), ("duplicate", 0)] {
            #expect(ledger["total"]?[name]?.int == Int64(count), "\(name)")
        }
    }

    /// Every file written anew with the bytes it had: nothing moves, for the server and for a call at the terminal.
    private func expectNothingNew(_ tree: MounterTree, _ site: ProgramSite) async throws {
        let before = try await site.marks()
        try tree.write(to: URL(fileURLWithPath: site.share))
        // Longer than the quiet period, after which a file that was seen half written would be believed.
        try await Task.sleep(nanoseconds: 3_500_000_000)
        let again = try await site.ingest()
        #expect(again.json["lines"]?.int == 0, "\(again.out)\(again.error)")
        let after = try await site.marks()
        #expect(after == before, "\(before) became \(after)")
        #expect(try await site.differences(tree.contents).isEmpty)
    }
}

extension ProgramSite {
    /// How many rows, rejects and entries there are, and the highest number ever given to a row.
    func marks() async throws -> [Int64] {
        let database = try openDatabase()
        let found = try await database.read { tx in
            try [
                tx.int("SELECT COUNT(*) FROM trace_changes"), tx.int("SELECT MAX(id) FROM trace_changes"),
                tx.int("SELECT COUNT(*) FROM intake_rejects"), tx.int("SELECT SUM(next_record) FROM intake_files"),
                tx.int("SELECT SUM(withdrawn) FROM intake_files"),
            ].map { $0 ?? 0 }
        }
        try await database.close()
        return found
    }

    /// The rows of a file by time and barcode, those that have left searches included.
    func rowNumbers(file: Int64) async throws -> (present: [String: Int64], withdrawn: [String: Int64]) {
        let database = try openDatabase()
        let rows = try await database.read { tx in
            try tx.rows("SELECT scan_time_raw, barcode, id, withdrawn_at FROM trace_changes WHERE file_id = \(file)") {
                ($0.text(0) + "|" + $0.text(1), $0.int(2), $0.optionalInt(3) != nil)
            }
        }
        try await database.close()
        let pairs = { (isWithdrawn: Bool) in
            Dictionary(rows.filter { $0.2 == isWithdrawn }.map { ($0.0, $0.1) }) { first, _ in first }
        }
        return (pairs(false), pairs(true))
    }
}
