// What the benchmarks work on: generated mounter files, a hub, and the program under test.

import Foundation
import Kernel
import TestKit

/// The folder of one run, the programs, and the hubs made in it.
struct Plant {
    let folder: String
    let gemba: String
    let baselines: String
    /// Where hubs are.
    let hubs: any HubEngine

    func path(_ name: String) -> String { folder + "/" + name }

    /// A yardstick written in C, compiled for this machine.
    func yardstick(_ name: String) throws -> String {
        let out = path(name)
        if !FileManager.default.fileExists(atPath: out) {
            try Child.run(["gcc", "-O3", "-march=native", "-o", out, "\(baselines)/\(name).c"])
        }
        return out
    }

    /// Files of a plant below a folder; made once.
    /// - Returns: their number and the rows that load.
    @discardableResult
    func tree(_ name: String, _ plan: MounterPlan) throws -> (files: Int, rows: Int, bytes: Int) {
        let root = URL(fileURLWithPath: path(name))
        let note = path(name + ".counts")
        if let known = try? String(contentsOfFile: note, encoding: .utf8) {
            let parts = known.split(separator: " ").compactMap { Int($0) }
            if parts.count == 3 { return (parts[0], parts[1], parts[2]) }
        }
        try? FileManager.default.removeItem(at: root)
        var (files, rows, bytes) = (0, 0, 0)
        try MounterTree.generate(plan) { file in
            try file.write(to: root)
            files += 1
            rows += file.counts.loaded
            bytes += file.bytes.count
        }
        try "\(files) \(rows) \(bytes)".write(toFile: note, atomically: true, encoding: .utf8)
        return (files, rows, bytes)
    }

    func environment(_ hub: String) -> [String: String] {
        ["GEMBA_DATABASE_URL": hubs.url(hub), "GEMBA_DATA": path(hub + ".data"), "GEMBA_ZONE": "UTC", "GEMBA_LOG": "error"]
    }

    /// A hub with its tables and nothing in them.
    func emptyHub(_ hub: String) throws {
        try hubs.clear(hub)
        try Child.run([gemba, "sources", "list"], environment: environment(hub))
    }

    func ingest(_ share: String, into hub: String, profile: String = "smt-mounter", _ more: [String] = []) throws -> Cost {
        try hubs.charged {
            try Child.run(
                [gemba, "ingest", path(share), "--profile", profile, "--zone", "UTC", "--json"] + more,
                environment: environment(hub), accepting: [0, 1])
        }
    }

    func count(_ hub: String, _ table: String) throws -> Int {
        Int(try hubs.sql(hub, "SELECT COUNT(*) FROM \(table);").out.trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1
    }

    /// The server on a hub, asked through the returned client.
    func serve(_ hub: String, node: String = "gemba") throws -> (Child, Client) {
        let port = 20_000 + Int.random(in: 0..<20_000)
        let token = try Child.run([gemba, "token", "create", "bench-\(port)", "--role", "admin", "--json"], environment: environment(hub))
        guard let text = try JSON(parsing: Array(token.out.utf8))["token"]?.string else { throw BenchFailure("no token") }
        let server = try Child([gemba, "serve", "--listen", "127.0.0.1:\(port)"], environment: environment(hub).merging(["GEMBA_NODE": node]) { $1 })
        let client = Client(port: port, token: text)
        for _ in 0..<200 {
            if (try? client.get("/health")) != nil { return (server, client) }
            usleep(50_000)
        }
        throw BenchFailure("the server does not answer: \(server.errors.suffix(400))")
    }
}
