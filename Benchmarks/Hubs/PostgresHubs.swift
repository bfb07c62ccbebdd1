// Hubs as schemas of a PostgreSQL.

import Foundation

struct PostgresHubs: HubEngine {
    let folder: String
    private let server: BenchServer
    let name = "postgres"
    let wayIn = "\\copy of clean rows"
    let loadGoal = 1.15
    let clientGoal: Double? = 0.6
    var serverCPU: Double { server.cpu }

    init(folder: String) throws {
        self.folder = folder
        server = try BenchServer("postgres", folder: folder)
        // It would clean up after one contestant during the turn of another.
        try server.administer("ALTER SYSTEM SET autovacuum = off")
        try server.administer("SELECT pg_reload_conf()")
    }

    private func schema(_ hub: String) -> String { hub.replacingOccurrences(of: "-", with: "_") }
    func url(_ hub: String) -> String { server.url + "?schema=\(schema(hub))" }
    private var psql: [String] { ["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", server.url] }

    func clear(_ hub: String) throws {
        try Child.run(psql + ["-c", "SET client_min_messages = error; DROP SCHEMA IF EXISTS \(schema(hub)) CASCADE; CREATE SCHEMA \(schema(hub))"])
    }

    @discardableResult
    func sql(_ hub: String, _ statements: String) throws -> Cost {
        let script = folder + "/script-postgres.sql"
        try "SET search_path TO \(schema(hub));\n\(statements)\n".write(toFile: script, atomically: true, encoding: .utf8)
        return try charged { try Child.run(psql + ["-f", script]) }
    }

    // A backend that has ended is counted when its parent has noticed.
    func settle() { usleep(300_000) }

    func keepRows(_ hub: String, as clean: String, table: String) throws {
        let file = folder + "/\(clean)-postgres.tsv"
        try sql(hub, "\\copy (SELECT * FROM \(table) ORDER BY id) TO '\(file)'")
        try KeptRows.split(file)
    }

    func loadRows(_ clean: String, into hub: String, table: String) throws -> Cost {
        try sql(hub, "\\copy \(table) FROM '\(folder)/\(clean)-postgres.tsv'")
    }

    func loadFiles(_ clean: String, into hub: String) throws -> Cost {
        let statements = try KeptRows.files("\(folder)/\(clean)-postgres.tsv").map { id, path in
            "BEGIN;\n\\copy trace_changes FROM '\(path)'\nINSERT INTO done VALUES (\(id), 'file-\(id)', 1); COMMIT;"
        }
        return try sql(
            hub, "CREATE TABLE done (id INTEGER PRIMARY KEY, name TEXT UNIQUE, counted INTEGER);\n" + statements.joined(separator: "\n"))
    }

    func peer(_ hub: String) throws -> Peer {
        try Peer(psql, end: "\\echo the-end", first: "SET search_path TO \(schema(hub));", engine: self)
    }

    func tidy(_ hub: String) throws { try sql(hub, "VACUUM ANALYZE;") }
}

/// Rows kept as text, one file for all and one for each file they came from.
enum KeptRows {
    /// The column of `trace_changes` with the file's number, counted from 1.
    private static let fileColumn = 22

    static func split(_ path: String) throws {
        let parts = path + ".files"
        try? FileManager.default.removeItem(atPath: parts)
        try FileManager.default.createDirectory(atPath: parts, withIntermediateDirectories: true)
        let program = "$\(fileColumn) != last { if (last) close(out); last = $\(fileColumn); out = folder \"/\" last } { print > out }"
        try Child.run(["awk", "-F", "\\t", "-v", "folder=\(parts)", program, path])
    }

    static func files(_ path: String) throws -> [(Int, String)] {
        try FileManager.default.contentsOfDirectory(atPath: path + ".files").compactMap { Int($0) }.sorted().map { ($0, "\(path).files/\($0)") }
    }
}
