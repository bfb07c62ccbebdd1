// The real program is killed at random moments while files grow under it, and started again each time. At the end every
// row of every file is there once and every count is right. A failing round is repeated by its seed.

import Foundation
import Kernel
import TestKit
import Testing

@Suite("Killed and started again", .serialized) struct KillTests {
    /// Kills of one round; `GEMBA_TEST_SCALE` multiplies the rounds.
    static let kills = 12
    /// At the campaign's usual scale of 10 these are 300 kills.
    static let growingRounds = Campaign.scale == 1 ? 1 : Campaign.scale * 5 / 2
    /// From the start of the program to the first `/ready`, with files and rows waiting.
    static let readyMillisecondsMax: Int64 = 2000
    /// The suite shares two cores with everything else; a campaign has the machine to itself.
    /// A server's schema takes a few hundred round trips.
    static var readyLimit: Int64 { Campaign.scale > 1 ? readyMillisecondsMax : TestEngine.isSQLite ? 15_000 : 30_000 }
    static let settleSeconds: Int64 = 180

    @Test("a growing tree loads once, however often the server is killed", arguments: 0..<KillTests.growingRounds)
    func server(_ round: Int) async throws {
        try await killServer(seed: Campaign.seed &+ UInt64(round), kinds: .append)
    }

    @Test(
        "files that are cut off, rewritten, rotated and copied load once, however often the server is killed",
        arguments: 0..<Campaign.scale)
    func serverAndMischief(_ round: Int) async throws {
        try await killServer(seed: Campaign.seed &+ 500_000 &+ UInt64(round), kinds: .all.subtracting(.delete))
    }

    private func killServer(seed: UInt64, kinds: GrowingWriter.Kinds) async throws {
        let site = try ProgramSite()
        try await site.addSource()
        let files = MounterTree(MounterPlan(seed: seed, days: 3, rowsPerFile: 400...1200)).files
        let writer = KillWriter(files, at: site.share, seed: seed, kinds: kinds)
        var random = SeededRandom(seed: seed)
        var ready: [Int64] = []
        var underWay = 0
        for _ in 0..<Self.kills {
            let server = try site.serve()
            if random.below(4) == 0 {
                // In the middle of starting.
                try await Task.sleep(nanoseconds: UInt64(random.below(250)) * 1_000_000)
            } else {
                ready.append(try await server.ready().milliseconds)
                try await Task.sleep(nanoseconds: UInt64(random.below(800)) * 1_000_000)
            }
            if !writer.isDone { underWay += 1 }
            server.kill()
        }
        let server = try site.serve()
        ready.append(try await server.ready().milliseconds)
        let contents = try await writer.finish()
        let differences = try await site.settledDifferences(
            contents, within: Self.settleSeconds, hasRewrites: kinds != .append)
        #expect(differences.isEmpty, "seed \(seed): \(differences.joined(separator: "\n"))")
        #expect((ready.max() ?? 0) < Self.readyLimit, "seed \(seed): ready after \(ready) ms")
        let rows = MounterOracle.read(contents).distinctRows.count
        Campaign.note(
            "kill server, \(kinds == .append ? "growing" : "all moves"): seed \(seed), \(Self.kills) kills (\(underWay) while files grew), "
                + "\(writer.steps) moves, \(contents.count) files, \(rows) rows, ready after at most \(ready.max() ?? 0) ms, "
                + "\(differences.count) differences")
        server.send(SIGTERM)
        #expect(try await server.ended(within: 30) == 0)
    }

    @Test("a tree taken by a killed ingest is completed by the next one", arguments: 0..<Campaign.scale)
    func ingest(_ round: Int) async throws {
        let seed = Campaign.seed &+ 1_000_000 &+ UInt64(round)
        let site = try ProgramSite()
        let tree = MounterTree(MounterPlan(seed: seed, days: 4, rowsPerFile: 400...1200))
        try tree.write(to: URL(fileURLWithPath: site.share))
        var random = SeededRandom(seed: seed)
        var cut = 0
        for _ in 0..<Self.kills {
            let process = try site.spawn(["ingest", site.share, "--profile", "smt-mounter", "--zone", "UTC"])
            try await Task.sleep(nanoseconds: UInt64(20 + random.below(250)) * 1_000_000)
            if try await process.ended(within: 0) == nil { cut += 1 }
            process.kill()
        }
        let last = try await site.ingest()
        #expect(last.code == 1, "\(last.error)")
        let differences = try await site.differences(tree.contents)
        #expect(differences.isEmpty, "seed \(seed): \(differences.joined(separator: "\n"))")
        let again = try await site.ingest()
        #expect(again.json["lines"]?.int == 0, "the whole tree again adds nothing")
        Campaign.note(
            "kill ingest: seed \(seed), \(Self.kills) kills (\(cut) under way), \(tree.counts.loaded) rows, \(differences.count) differences"
        )
    }

    @Test("two ingests and a server on one tree load each row once", arguments: 0..<Campaign.scale)
    func threeAtOnce(_ round: Int) async throws {
        let seed = Campaign.seed &+ 2_000_000 &+ UInt64(round)
        let site = try ProgramSite()
        let tree = MounterTree(MounterPlan(seed: seed, days: 4, rowsPerFile: 200...800))
        try await site.addSource()
        try tree.write(to: URL(fileURLWithPath: site.share))
        let server = try site.serve()
        async let first = site.ingest()
        async let second = site.ingest()
        let answers = try await [first, second]
        for answer in answers { #expect(answer.code < 2, "\(answer.error)") }
        let differences = try await site.settledDifferences(tree.contents, within: Self.settleSeconds)
        #expect(differences.isEmpty, "seed \(seed): \(differences.joined(separator: "\n"))")
        server.send(SIGTERM)
        #expect(try await server.ended(within: 30) == 0)
        let taken = answers.map { $0.json["loaded"]?.int ?? -1 }
        Campaign.note(
            "two ingests and a server: seed \(seed), \(tree.counts.loaded) rows, the ingests took \(taken), \(differences.count) differences"
        )
    }

    @Test("two ingests on a database that is not there yet load each row once")
    func twoOnAFreshDatabase() async throws {
        let seed = Campaign.seed &+ 3_000_000
        let tree = MounterTree(MounterPlan(seed: seed, lines: 2, days: 2, rowsPerFile: 50...200))
        for _ in 0..<3 {
            let site = try ProgramSite()
            try tree.write(to: URL(fileURLWithPath: site.share))
            async let first = site.ingest()
            async let second = site.ingest()
            for answer in try await [first, second] { #expect(answer.code < 2, "\(answer.error)") }
            let differences = try await site.differences(tree.contents)
            #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
        }
    }
}
