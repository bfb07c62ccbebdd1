// Hubs as databases of a MariaDB.

import Foundation

struct MariaDBHubs: HubEngine {
    let folder: String
    private let server: BenchServer
    let name = "mariadb"
    let wayIn = "LOAD DATA of clean rows"
    let loadGoal = 1.0
    let clientGoal: Double? = 0.5
    var serverCPU: Double { server.cpu }

    init(folder: String) throws {
        self.folder = folder
        server = try BenchServer("mariadb", folder: folder)
    }

    func database(_ hub: String) -> String { "bench_" + hub.replacingOccurrences(of: "-", with: "_") }
    func url(_ hub: String) -> String { url(hub, password: true) }
    func url(_ hub: String, password: Bool) -> String {
        "mysql://\(server.user)\(password ? ":" + server.password : "")@\(server.host):\(server.port)/\(database(hub))"
    }
    private func client(_ database: String?) -> [String] {
        ["mariadb", "--no-defaults", "--local-infile=1", "-N", "-B", "-h\(server.host)", "-P\(server.port)", "-u\(server.user)"]
            + (database.map { [$0] } ?? [])
    }
    var environment: [String: String] { ["MYSQL_PWD": server.password] }
    var password: String { server.password }

    func clear(_ hub: String) throws {
        let name = database(hub)
        try Child.run(
            client(nil) + ["-e", "DROP DATABASE IF EXISTS \(name); CREATE DATABASE \(name) CHARACTER SET utf8mb4"], environment: environment)
    }

    @discardableResult
    func sql(_ hub: String, _ statements: String) throws -> Cost {
        let script = folder + "/script-mariadb.sql"
        try (statements + "\n").write(toFile: script, atomically: true, encoding: .utf8)
        return try charged { try run(script, on: hub) }
    }

    /// What statements answer, not counted and not waited for.
    func ask(_ hub: String, _ statements: String) throws -> [Substring] {
        let script = folder + "/question-mariadb.sql"
        try (statements + "\n").write(toFile: script, atomically: true, encoding: .utf8)
        return try run(script, on: hub).out.split(separator: "\n")
    }

    /// Runs a file of statements.
    func run(_ script: String, on hub: String) throws -> Cost { try Child.run(client(database(hub)), environment: environment, input: script) }

    func administer(_ statements: String) throws { try server.administer(statements) }

    /// For a shell: a database as it is into another, empty one.
    func dumpAndRestore(_ hub: String, _ other: String) -> String {
        let dump = [
            "mariadb-dump", "--no-defaults", "--single-transaction", "-h\(server.host)", "-P\(server.port)", "-u\(server.user)", database(hub),
        ]
        return dump.joined(separator: " ") + " | " + client(database(other)).joined(separator: " ")
    }

    /// As Percona's tools take it.
    func address(user: String) -> String { "h=\(server.host),P=\(server.port),u=\(user)" }

    // InnoDB writes pages and merges changes after the answer.
    func settle() { usleep(1_500_000) }

    func keepRows(_ hub: String, as clean: String, table: String) throws {
        let file = folder + "/\(clean)-mariadb.tsv"
        // The server itself writes it, as whoever it runs as; the folder in between is anybody's.
        let between = folder + "/from-mariadb"
        try? FileManager.default.removeItem(atPath: between)
        try FileManager.default.createDirectory(atPath: between, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o777])
        chmod(between, 0o777)
        try server.administer("SELECT * FROM \(database(hub)).\(table) ORDER BY id INTO OUTFILE '\(between)/rows' CHARACTER SET utf8mb4")
        try? FileManager.default.removeItem(atPath: file)
        try FileManager.default.copyItem(atPath: between + "/rows", toPath: file)
        try FileManager.default.removeItem(atPath: between)
        try KeptRows.split(file)
    }

    private func load(_ path: String, _ table: String = "trace_changes") -> String {
        "LOAD DATA LOCAL INFILE '\(path)' INTO TABLE \(table) CHARACTER SET utf8mb4;"
    }

    func loadRows(_ clean: String, into hub: String, table: String) throws -> Cost {
        try sql(hub, load("\(folder)/\(clean)-mariadb.tsv", table))
    }

    func loadFiles(_ clean: String, into hub: String) throws -> Cost {
        let statements = try KeptRows.files("\(folder)/\(clean)-mariadb.tsv").map { id, path in
            "BEGIN; \(load(path)) INSERT INTO done VALUES (\(id), 'file-\(id)', 1); COMMIT;"
        }
        return try sql(
            hub, "CREATE TABLE done (id INTEGER PRIMARY KEY, name VARCHAR(100) UNIQUE, counted INTEGER);\n" + statements.joined(separator: "\n"))
    }

    func peer(_ hub: String) throws -> Peer {
        try Peer(client(database(hub)) + ["--unbuffered"], end: "SELECT 'the-end';", first: "SELECT 1;", environment: environment, engine: self)
    }

    func tidy(_ hub: String) throws { try sql(hub, "ANALYZE TABLE trace_changes;") }
}
