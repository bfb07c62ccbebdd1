// Several nodes of the program on one hub, beside one node alone.

import Foundation
import TestKit

extension Bench {
    /// A tree of many files, loaded by one server and by several that share it, from "here is a source" to the last row.
    func nodes() throws {
        guard plant.hubs.name != "sqlite" else { throw BenchFailure("a file belongs to one node: --engine postgres or mariadb") }
        let plan = MounterPlan(seed: 17, lines: 4, mounters: 3, days: max(2, rows / 1200), rowsPerFile: 60...140)
        let made = try plant.tree("shared", plan)
        func contestant(_ nodes: Int) -> Contestant {
            Contestant(name: nodes == 1 ? "one node" : "\(nodes) nodes", prepare: { try plant.emptyHub("hub") }) { try share(nodes, made) }
        }
        try report.compare(
            "Several nodes, \(made.rows) rows in \(made.files) files", rounds: rounds, unit: (Double(made.files) / 1000, "1000 files"),
            [contestant(1), contestant(2), contestant(4)],
            goals: [.wall(of: "2 nodes", against: "one node", atMost: 1), .wall(of: "4 nodes", against: "one node", atMost: 1)])
    }

    private func share(_ nodes: Int, _ made: (files: Int, rows: Int, bytes: Int)) throws -> Cost {
        let servers = try (0..<nodes).map { try plant.serve("hub", node: "n\($0)") }
        defer { for server in servers { server.0.stop() } }
        for (_, client) in servers {
            for _ in 0..<100 where !(try client.get("/metrics")).contains("gemba_nodes \(nodes)\n") { usleep(100_000) }
        }
        func loaded() throws -> Int {
            Int(try plant.hubs.sql("hub", "SELECT COALESCE(SUM(loaded), 0) FROM intake_files;").out.trimmingCharacters(in: .whitespacesAndNewlines))
                ?? 0
        }
        let spent = servers.map(\.0.cpu)
        let before = plant.hubs.serverCPU
        let begun = ContinuousClock.now
        try Child.run(
            [plant.gemba, "sources", "add", "shared", plant.path("shared"), "--profile", "smt-mounter", "--zone", "UTC", "--quiet", "1"],
            environment: plant.environment("hub"))
        while try loaded() < made.rows {
            usleep(100_000)
            try expect((ContinuousClock.now - begun) / .seconds(1) < 1200, "the files are not loaded")
        }
        let wall = (ContinuousClock.now - begun) / .seconds(1)
        let client = zip(servers, spent).reduce(0) { $0 + $1.0.0.cpu - $1.1 }
        let cost = Cost(
            client: client, server: plant.hubs.serverCPU - before, wall: wall, memory: servers.map(\.0.peakMemory).max() ?? 0, out: "")
        try expect(try plant.count("hub", "trace_changes WHERE withdrawn_at IS NULL") == made.rows, "rows are missing or doubled")
        return cost
    }
}
