// Several nodes of the program on one hub: they share the work, each file is loaded once, and what a node leaves behind
// when it is killed the others take within seconds.

import Foundation
import Kernel
import Store
import TestKit
import Testing

@Suite("Several nodes on one hub", .serialized, .enabled(if: !TestEngine.isSQLite, "a file belongs to one node"))
struct NodesTests {
    static let settleSeconds: Int64 = 300
    /// On a machine with nothing else to do it is 5; the suite shares two cores.
    static var takeOverLimit: Int64 { Campaign.scale > 1 ? 5000 : 20_000 }

    /// Twelve machines' files, 5,000 of them in a campaign.
    static func tree(_ seed: UInt64) -> MounterTree {
        MounterTree(MounterPlan(seed: seed, lines: 4, days: Campaign.scale > 1 ? 417 : 12, rowsPerFile: 20...60))
    }

    @Test("two and four nodes share a tree, and load each file once", arguments: [2, 4])
    func share(_ nodes: Int) async throws {
        let seed = Campaign.seed &+ 9_000_000 &+ UInt64(nodes)
        let site = try ProgramSite()
        let tree = Self.tree(seed)
        let programs = try await start(nodes, site)
        try await site.addSource()
        let began = Stopwatch.milliseconds()
        // In thirds: on a busy machine a node may be taken for dead for a moment, and a third be loaded without it.
        var written = 0
        for third in 0..<3 {
            let files = tree.files.enumerated().filter { $0.offset * 3 / tree.files.count == third }.map(\.element)
            for file in files { try file.write(to: URL(fileURLWithPath: site.share)) }
            written += files.reduce(0) { $0 + $1.bytes.count }
            let wanted = written
            #expect(try await Campaign.eventually(Self.settleSeconds) { try await site.bytesTaken() == wanted })
            try await allSeen(programs)
        }
        let differences = try await site.settledDifferences(tree.contents, within: Self.settleSeconds)
        let took = Stopwatch.milliseconds() - began
        #expect(differences.isEmpty, "seed \(seed): \(differences.joined(separator: "\n"))")
        // A node opens a run of its own when it loads something.
        let database = try site.openDatabase()
        let shares = try await database.read { try $0.rows("SELECT files FROM intake_runs WHERE files > 0 ORDER BY files DESC") { $0.int(0) } }
        try await database.close()
        #expect(shares.count > 1 && shares.count <= nodes, "\(shares)")
        Campaign.note(
            "\(nodes) nodes (\(TestEngine.engine)): seed \(seed), \(tree.contents.count) files, \(tree.counts.loaded) rows, shares \(shares), "
                + "\(differences.count) differences, \(took) ms with the comparison")
        for program in programs { program.send(SIGTERM) }
        for program in programs { #expect(try await program.ended(within: 30) == 0) }
    }

    @Test("nodes are killed and started while files grow: each row once, and the others take over")
    func killed() async throws {
        let seed = Campaign.seed &+ 10_000_000
        let site = try ProgramSite()
        try await site.addSource()
        var programs = try await start(3, site)
        let files = MounterTree(MounterPlan(seed: seed, days: 3, rowsPerFile: 400...1200)).files
        let writer = KillWriter(files, at: site.share, seed: seed, kinds: .all.subtracting(.delete))
        var random = SeededRandom(seed: seed)
        let kills = Campaign.scale > 1 ? 6 * Campaign.scale : 3
        for n in 0..<kills {
            try await Task.sleep(nanoseconds: UInt64(300 + random.below(1500)) * 1_000_000)
            programs[n % 3].kill()
            programs[n % 3] = try site.serve(node: "n\(n % 3)")
        }
        let contents = try await writer.finish()
        let differences = try await site.settledDifferences(contents, within: Self.settleSeconds, hasRewrites: true)
        #expect(differences.isEmpty, "seed \(seed): \(differences.joined(separator: "\n"))")
        let waits = try await takeOver(&programs, site)
        #expect((waits.max() ?? 0) < Self.takeOverLimit, "\(waits)")
        Campaign.note(
            "kill nodes (\(TestEngine.engine)): seed \(seed), \(kills) kills of three nodes, \(contents.count) files, \(differences.count) "
                + "differences; lines of a killed node's machines were taken after \(waits) ms")
        for program in programs { program.send(SIGTERM) }
        for program in programs { #expect(try await program.ended(within: 30) == 0) }
    }

    /// Kills one node after the other, adds a new file to each machine at once, and waits until all of them are loaded.
    private func takeOver(_ programs: inout [ProgramProcess], _ site: ProgramSite) async throws -> [Int64] {
        var waits: [Int64] = []
        for n in programs.indices {
            try await allSeen(programs)
            programs[n].kill()
            let began = Stopwatch.milliseconds()
            let before = try await site.bytesTaken()
            var plan = MounterPlan(seed: UInt64(77 + n), lines: 4, days: 1, rowsPerFile: 5...5)
            plan.firstDay = CivilDate(daysSinceEpoch: Int64(20_400 + n))
            let tree = MounterTree(plan)
            try tree.write(to: URL(fileURLWithPath: site.share))
            let written = tree.contents.values.reduce(0) { $0 + $1.count }
            let wanted = before + written
            #expect(try await Campaign.eventually(60) { try await site.bytesTaken() == wanted })
            waits.append(Stopwatch.milliseconds() - began)
            programs[n] = try site.serve(node: "n\(n)")
        }
        try await allSeen(programs)
        return waits
    }

    /// Starts nodes and waits until each knows of all.
    private func start(_ nodes: Int, _ site: ProgramSite) async throws -> [ProgramProcess] {
        let programs = try (0..<nodes).map { try site.serve(node: "n\($0)") }
        try await allSeen(programs)
        return programs
    }

    private func allSeen(_ programs: [ProgramProcess]) async throws {
        for program in programs {
            let port = try await program.ready().port
            let isSeen = try await Campaign.eventually(30) {
                try await ProgramClient.get(port, "/metrics").text.contains("gemba_nodes \(programs.count)\n")
            }
            let figures = try await ProgramClient.get(port, "/metrics").text.split(separator: "\n").filter { $0.contains("nodes") }
            #expect(isSeen, "\(figures)")
        }
    }
}
