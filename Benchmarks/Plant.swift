// What the benchmarks work on: generated mounter files, a hub, and the program under test.

import Foundation
import Kernel
import TestKit

/// The folder of one run, the programs, and the hubs made in it.
struct Plant {
    let folder: String
    let gemba: String
    let baselines: String
    var sqlite3 = "sqlite3"

    func path(_ name: String) -> String { folder + "/" + name }
    func url(_ hub: String) -> String { "sqlite:" + path(hub) }

    func remove(_ name: String) {
        for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path(name) + end) }
    }

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
        ["GEMBA_DATABASE_URL": url(hub), "GEMBA_DATA": path(hub + ".data"), "GEMBA_ZONE": "UTC", "GEMBA_LOG": "error"]
    }

    /// A hub with its tables and nothing in them.
    func emptyHub(_ hub: String) throws {
        remove(hub)
        try Child.run([gemba, "sources", "list"], environment: environment(hub))
    }

    func ingest(_ share: String, into hub: String, _ more: [String] = []) throws -> Cost {
        try Child.run(
            [gemba, "ingest", path(share), "--profile", "smt-mounter", "--zone", "UTC", "--json"] + more,
            environment: environment(hub), accepting: [0, 1])
    }

    /// Runs statements on a hub as the program itself would open it.
    @discardableResult
    func sql(_ hub: String, _ statements: String) throws -> Cost {
        let script = path("script.sql")
        let pragmas = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-48000;"
        try ".bail on\n.output /dev/null\n\(pragmas)\n.output stdout\n\(statements)\n".write(toFile: script, atomically: true, encoding: .utf8)
        return try Child.run([sqlite3, "-batch", path(hub)], input: script)
    }

    func count(_ hub: String, _ table: String) throws -> Int {
        Int(try sql(hub, "SELECT COUNT(*) FROM \(table);").out.trimmingCharacters(in: .whitespacesAndNewlines)) ?? -1
    }

    /// The server on a hub, asked through the returned client.
    func serve(_ hub: String) throws -> (Child, Client) {
        let port = 20_000 + Int.random(in: 0..<20_000)
        let token = try Child.run([gemba, "token", "create", "bench-\(port)", "--role", "admin", "--json"], environment: environment(hub))
        guard let text = try JSON(parsing: Array(token.out.utf8))["token"]?.string else { throw BenchFailure("no token") }
        let server = try Child([gemba, "serve", "--listen", "127.0.0.1:\(port)"], environment: environment(hub))
        let client = Client(port: port, token: text)
        for _ in 0..<200 {
            if (try? client.get("/health")) != nil { return (server, client) }
            usleep(50_000)
        }
        throw BenchFailure("the server does not answer: \(server.errors.suffix(400))")
    }
}
