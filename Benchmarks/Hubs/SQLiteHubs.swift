// Hubs as files.

import Foundation

struct SQLiteHubs: HubEngine {
    let folder: String
    let name = "sqlite"
    let wayIn = "INSERT … SELECT"
    let loadGoal = 1.25
    let clientGoal: Double? = nil
    let serverCPU = 0.0
    static let shell = "sqlite3"

    private func path(_ hub: String) -> String { folder + "/" + hub }
    func url(_ hub: String) -> String { "sqlite:" + path(hub) }

    func clear(_ hub: String) throws {
        for end in ["", "-wal", "-shm"] where FileManager.default.fileExists(atPath: path(hub) + end) {
            try FileManager.default.removeItem(atPath: path(hub) + end)
        }
    }

    /// As the program itself would open it.
    @discardableResult
    func sql(_ hub: String, _ statements: String) throws -> Cost {
        let script = path("script.sql")
        let pragmas = "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-48000;"
        try ".bail on\n.output /dev/null\n\(pragmas)\n.output stdout\n\(statements)\n".write(toFile: script, atomically: true, encoding: .utf8)
        return try Child.run([Self.shell, "-batch", path(hub)], input: script)
    }

    func settle() {}

    func keepRows(_ hub: String, as clean: String, table: String) throws {
        try clear(clean)
        let index = table == "trace_changes" ? " CREATE INDEX s.clean_file ON clean (file_id);" : ""
        try sql(hub, "ATTACH '\(path(clean))' AS s; CREATE TABLE s.clean AS SELECT * FROM \(table) ORDER BY id;" + index)
    }

    func loadRows(_ clean: String, into hub: String, table: String) throws -> Cost {
        try sql(hub, "ATTACH '\(path(clean))' AS s; INSERT INTO \(table) SELECT * FROM s.clean;")
    }

    func loadFiles(_ clean: String, into hub: String) throws -> Cost {
        let files = try sql(clean, "SELECT DISTINCT file_id FROM clean ORDER BY 1;").out.split(separator: "\n")
        let statements = files.map {
            "BEGIN; INSERT INTO trace_changes SELECT * FROM s.clean WHERE file_id = \($0); INSERT INTO done VALUES (\($0), 'file-\($0)', 1); COMMIT;"
        }
        return try sql(
            hub,
            "ATTACH '\(path(clean))' AS s; CREATE TABLE done (id INTEGER PRIMARY KEY, name TEXT UNIQUE, counted INTEGER);\n"
                + statements.joined(separator: "\n"))
    }

    func peer(_ hub: String) throws -> Peer {
        try Peer([Self.shell, "-batch", "-readonly", "-json", path(hub)], end: ".print the-end", first: "PRAGMA cache_size=-48000;", engine: self)
    }

    func tidy(_ hub: String) throws { try sql(hub, "PRAGMA wal_checkpoint(TRUNCATE);") }
}
