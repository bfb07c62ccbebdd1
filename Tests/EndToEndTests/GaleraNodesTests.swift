// Three nodes of the program on a cluster of three database nodes: of each kind one is killed while files grow. No row is
// lost or doubled, and the work goes on within seconds.

import Foundation
import Kernel
import Store
import TestKit
import Testing

@Suite("Nodes on a cluster", .serialized, .enabled(if: TestEngine.isCluster, "a single server has no nodes to lose"))
struct GaleraNodesTests {
    /// On a machine with nothing else to do it is 5; the suite shares two cores with three servers.
    static var pauseLimit: Int64 { Campaign.scale > 1 ? 5000 : 20_000 }
    static let settleSeconds: Int64 = 180

    @Test("a database node and a node of the program are killed under load", arguments: 0..<Campaign.scale)
    func killed(_ round: Int) async throws {
        let seed = Campaign.seed &+ 11_000_000 &+ UInt64(round)
        let cluster = try await GaleraCluster(mode: .fast)
        let site = try ProgramSite(url: cluster.url())
        try await site.addSource()
        var programs = try (0..<3).map { try site.serve(node: "n\($0)") }
        for program in programs { _ = try await program.ready() }
        let files = MounterTree(MounterPlan(seed: seed, days: 3, rowsPerFile: 400...1200)).files
        let writer = KillWriter(files, at: site.share, seed: seed, kinds: .append, pause: 100)
        let watch = PauseWatch(cluster.url(order: [3, 2]))
        try await Task.sleep(nanoseconds: 4_000_000_000)
        // The one all of them write to.
        watch.mark()
        try await cluster.killNode(1)
        try await Task.sleep(nanoseconds: 8_000_000_000)
        let serverPause = watch.longest()
        watch.mark()
        programs[0].kill()
        try await Task.sleep(nanoseconds: 8_000_000_000)
        let nodePause = watch.longest()
        #expect(!writer.isDone, "files grew all the while")
        programs[0] = try site.serve(node: "n0")
        try await cluster.startNode(1)
        let contents = try await writer.finish()
        await watch.stop()
        let differences = try await site.settledDifferences(contents, within: Self.settleSeconds)
        #expect(differences.isEmpty, "seed \(seed): \(differences.joined(separator: "\n"))")
        #expect(serverPause < Self.pauseLimit && nodePause < Self.pauseLimit, "\(serverPause) and \(nodePause) ms")
        let rows = MounterOracle.read(contents).distinctRows.count
        Campaign.note(
            "three nodes on a cluster: seed \(seed), \(contents.count) files, \(rows) rows, \(differences.count) differences; longest pause "
                + "\(serverPause) ms when a database node was killed, \(nodePause) ms when a node of the program was killed")
        for program in programs { program.send(SIGTERM) }
        for program in programs { #expect(try await program.ended(within: 30) == 0) }
    }
}

/// Looks all the time how many bytes are accounted for, on nodes that stay, and notes the longest time without more.
private final class PauseWatch: @unchecked Sendable {
    // Guarded by the lock.
    private let lock = NSLock()
    private var task: Task<Void, Never>?
    private var bytes: Int64 = 0
    private var changedAt = Stopwatch.milliseconds()
    private var longestPause: Int64 = 0

    init(_ url: String) {
        task = Task.detached {
            guard let database = try? TestEngine.open(url + "?pool=1") else { return }
            while !Task.isCancelled {
                let seen = try? await database.read {
                    try $0.int("SELECT SUM(cursor_offset + open_bytes) FROM intake_files WHERE status <> 'superseded'") ?? 0
                }
                if let seen { self.note(seen) }
                try? await Task.sleep(nanoseconds: 50_000_000)
            }
            try? await database.close()
        }
    }

    private func note(_ seen: Int64) {
        lock.withLock {
            let now = Stopwatch.milliseconds()
            longestPause = max(longestPause, now - changedAt)
            if seen != bytes { (bytes, changedAt) = (seen, now) }
        }
    }

    /// Begins anew.
    func mark() { lock.withLock { (changedAt, longestPause) = (Stopwatch.milliseconds(), 0) } }
    /// Milliseconds since `mark`.
    func longest() -> Int64 { lock.withLock { longestPause } }

    func stop() async {
        task?.cancel()
        await task?.value
    }
}
