// The database server is killed while files are loaded, and its network cut, and the program is never started again: it
// waits, goes on by itself, and at the end every row of every file is there once.

import Foundation
import Kernel
import Store
import TestKit
import Testing

@Suite(
    "The database server is killed", .serialized,
    .enabled(if: !TestEngine.isSQLite && !TestEngine.isCluster, "a file has no server; clusters have tests of their own"))
struct ServerKillTests {
    /// Kills of a round; `GEMBA_TEST_SCALE` multiplies the rounds: at the campaign's 10 these are 200.
    static let kills = Campaign.scale > 1 ? 20 : 4
    static let rounds = Campaign.scale
    static let ingests = Campaign.scale > 1 ? 10 : 2
    /// Cuts of the network in a round.
    static let cuts = Campaign.scale > 1 ? 60 : 20
    static let settleSeconds: Int64 = 120

    private static func server() async throws -> TestServer {
        try await TestServer(TestEngine.engine == .postgres ? .postgres : .mariadb, mode: .durable)
    }

    @Test("a growing tree loads once, however often the server is killed", arguments: 0..<ServerKillTests.rounds)
    func killed(_ round: Int) async throws {
        let seed = Campaign.seed &+ 6_000_000 &+ UInt64(round)
        let server = try await Self.server()
        let site = try ProgramSite(url: server.url)
        try await site.addSource()
        let program = try site.serve()
        let port = try await program.ready().port
        let files = MounterTree(MounterPlan(seed: seed, days: 3, rowsPerFile: 400...1200)).files
        let writer = KillWriter(files, at: site.share, seed: seed, kinds: round % 2 == 0 ? .append : .all.subtracting(.delete), pause: 100)
        var random = SeededRandom(seed: seed)
        var underWay = 0
        for _ in 0..<Self.kills {
            try await Task.sleep(nanoseconds: UInt64(100 + random.below(900)) * 1_000_000)
            if !writer.isDone { underWay += 1 }
            try await server.kill()
            #expect(try await ProgramClient.get(port, "/health").status == 200, "the program stays")
            try await Task.sleep(nanoseconds: UInt64(random.below(400)) * 1_000_000)
            try await server.start()
        }
        let contents = try await writer.finish()
        let differences = try await site.settledDifferences(contents, within: Self.settleSeconds, hasRewrites: round % 2 == 1)
        #expect(differences.isEmpty, "seed \(seed): \(differences.joined(separator: "\n"))")
        #expect(try await program.ended(within: 0) == nil, "the program that was started first is still there")
        #expect(try await ProgramClient.get(port, "/ready").status == 200)
        let rows = MounterOracle.read(contents).distinctRows.count
        Campaign.note(
            "kill the database server (\(server.engine)): seed \(seed), \(Self.kills) kills (\(underWay) while files grew), "
                + "\(writer.steps) moves, \(contents.count) files, \(rows) rows, \(differences.count) differences")
        program.send(SIGTERM)
        #expect(try await program.ended(within: 30) == 0)
    }

    @Test("an ingest goes on when the server is back, or is completed by the next one", arguments: 0..<ServerKillTests.rounds)
    func ingest(_ round: Int) async throws {
        let seed = Campaign.seed &+ 7_000_000 &+ UInt64(round)
        let server = try await Self.server()
        let site = try ProgramSite(url: server.url)
        try await site.addSource()
        var random = SeededRandom(seed: seed)
        var underWay = 0
        var survived = 0
        var contents: [String: [UInt8]] = [:]
        for n in 0..<Self.ingests {
            // New files for each, so that there is something to load whatever became of the last.
            var plan = MounterPlan(seed: seed &+ UInt64(n), days: 4, rowsPerFile: 1000...3000)
            plan.firstDay = plan.firstDay.adding(days: n * 4)
            let tree = MounterTree(plan)
            try tree.write(to: URL(fileURLWithPath: site.share))
            contents.merge(tree.contents) { _, new in new }
            let process = try site.spawn(["ingest", site.share, "--profile", "smt-mounter", "--zone", "UTC"])
            try await Task.sleep(nanoseconds: UInt64(100 + random.below(1200)) * 1_000_000)
            let wasUnderWay = try await process.ended(within: 0) == nil
            try await server.kill()
            try await server.start()
            let code = try await process.ended(within: 60)
            #expect(code != nil, "it ends")
            if wasUnderWay {
                underWay += 1
                if code == 1 { survived += 1 }
            }
        }
        let last = try await site.ingest()
        #expect(last.code < 2, "\(last.error)")
        let differences = try await site.differences(contents)
        #expect(differences.isEmpty, "seed \(seed): \(differences.joined(separator: "\n"))")
        Campaign.note(
            "kill the database server during an ingest (\(server.engine)): seed \(seed), \(Self.ingests) kills (\(underWay) under way, \(survived) ended whole), "
                + "\(contents.count) files, \(differences.count) differences")
    }

    @Test("a growing tree loads once, wherever the connection is cut", arguments: 0..<ServerKillTests.rounds)
    func network(_ round: Int) async throws {
        let seed = Campaign.seed &+ 8_000_000 &+ UInt64(round)
        let site = try ProgramSite()
        try await site.addSource()
        let address = try #require(URLComponents(string: site.databaseURL)?.port)
        let proxy = try CuttingProxy(to: address, seed: seed)
        let program = try site.serve(url: proxy.url(site.databaseURL) + "&sslmode=disable")
        _ = try await program.ready()
        let files = MounterTree(MounterPlan(seed: seed, days: 3, rowsPerFile: 400...1200)).files
        let writer = KillWriter(files, at: site.share, seed: seed, kinds: .all.subtracting(.delete))
        var random = SeededRandom(seed: seed)
        var underWay = 0
        for n in 0..<Self.cuts {
            proxy.rule = .cut(Self.place(&random), times: 1 + Int(random.below(3)))
            if !writer.isDone { underWay += 1 }
            _ = try await proxy.hasCut(n + 1, within: 5)
            try await Task.sleep(nanoseconds: UInt64(random.below(60)) * 1_000_000)
        }
        proxy.rule = .forward
        let contents = try await writer.finish()
        let differences = try await site.settledDifferences(contents, within: Self.settleSeconds, hasRewrites: true)
        #expect(differences.isEmpty, "seed \(seed): \(differences.joined(separator: "\n"))")
        #expect(proxy.counts.cuts >= Self.cuts / 2, "\(proxy.counts)")
        let rows = MounterOracle.read(contents).distinctRows.count
        Campaign.note(
            "cut the network (\(TestEngine.engine)): seed \(seed), \(proxy.counts.cuts) cuts (\(underWay) of \(Self.cuts) turns while files grew), "
                + "\(contents.count) files, \(rows) rows, \(differences.count) differences")
        program.send(SIGTERM)
        #expect(try await program.ended(within: 30) == 0)
    }

    /// Any byte, and again and again the one place where nobody can know: between COMMIT and its answer.
    private static func place(_ random: inout SeededRandom) -> CuttingProxy.Place {
        switch random.below(5) {
        case 0: .bytes(0...60_000, .toServer)
        case 1: .bytes(0...6000, .toClient)
        case 2: .pattern("COMMIT")
        default: .answerTo("COMMIT")
        }
    }
}
