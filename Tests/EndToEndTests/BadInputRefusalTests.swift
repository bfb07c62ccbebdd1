// What keeps the program from starting is one clear sentence on standard error, exit code 2, and nothing changed.

import Foundation
import Glibc
import Kernel
import Store
import TestKit
import Testing

@Suite("Refusals") struct BadInputRefusalTests {
    private func expectRefusal(_ answer: ProgramAnswer, _ words: String..., comment: Comment) {
        #expect(answer.code == 2, comment)
        #expect(answer.out.isEmpty, comment)
        let lines = answer.error.split(separator: "\n")
        #expect(lines.count == 1 && answer.error.hasPrefix("gemba: "), "\(comment): \(answer.error)")
        for word in words { #expect(answer.error.contains(word), "\(comment): \(answer.error)") }
        // A code or a technical cause in place of a sentence.
        #expect(
            !answer.error.contains("(errno")
                && answer.error.range(of: "[a-z]+_[a-z]+ ", options: .regularExpression) == nil, "\(answer.error)")
    }

    @Test(
        "addresses of databases that cannot be",
        arguments: [
            "nonsense", "sqlite:", "oracle:x", "postgres://u@h/d", "mysql://u@h/d", "sqlite:/proc/none/hub.sqlite",
            "sqlite:/",
        ])
    func databaseAddress(_ url: String) async throws {
        let site = try ProgramSite()
        for verb in [
            ["serve", "--listen", "127.0.0.1:0"], ["ledger"], ["ingest", site.share, "--profile", "smt-mounter"],
        ] {
            expectRefusal(try await site.run(verb + ["--database", url]), comment: "\(verb[0]) \(url)")
        }
    }

    @Test("a file that is no database is left as it is", .enabled(if: TestEngine.isSQLite, "only SQLite has a file"))
    func noDatabase() async throws {
        let site = try ProgramSite()
        let bytes = BadFiles.random(5000, seed: 1)
        try site.folder.write("hub.sqlite", bytes)
        expectRefusal(try await site.run(["serve", "--listen", "127.0.0.1:0"]), comment: "serve")
        expectRefusal(try await site.run(["ledger"]), comment: "ledger")
        #expect(FileManager.default.contents(atPath: site.databasePath).map(Array.init) == bytes)
    }

    @Test(
        "a database of a newer program is refused and left as it is",
        .enabled(if: TestEngine.isSQLite, "looks into SQLite's own tables; the refusal itself is held by ConformanceTests"))
    func newerSchema() async throws {
        let site = try ProgramSite()
        _ = try await site.run(["ledger"])
        try site.folder.write("share/L1 m1/20250804.csv", BadFiles.good(5))
        let database = try site.openDatabase()
        try await database.write { tx in
            _ = try tx.execute("INSERT INTO gemba_migrations (id, applied_at) VALUES ('zz-999-tomorrow', 1)")
        }
        let before = try await dump(database)
        for verb in [
            ["serve", "--listen", "127.0.0.1:0"], ["ledger"], ["ingest", site.share, "--profile", "smt-mounter"],
        ] {
            expectRefusal(try await site.run(verb), "newer", "zz-999-tomorrow", comment: "\(verb[0])")
        }
        #expect(try await dump(database) == before)
        try await database.close()
    }

    /// All tables with how many rows they have, and the schema's steps.
    private func dump(_ database: any Database) async throws -> [String] {
        try await database.read { tx in
            let tables = try tx.rows("SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY name") {
                ($0.text(0), $0.text(1))
            }
            let counts = try tables.map { "\($0.1) \(try tx.int(SQL(trusted: "SELECT COUNT(*) FROM \($0.0)")) ?? 0)" }
            return counts + (try tx.rows("SELECT id FROM gemba_migrations ORDER BY id") { $0.text(0) })
        }
    }

    @Test(
        "addresses to listen on that cannot be",
        arguments: ["nonsense", "127.0.0.1", "127.0.0.1:70000", "192.0.2.1:8080", "256.1.1.1:80"])
    func listenAddress(_ address: String) async throws {
        let site = try ProgramSite()
        expectRefusal(try await site.run(["serve", "--listen", address]), address, comment: "\(address)")
    }

    @Test("a port that is in use")
    func portInUse() async throws {
        let site = try ProgramSite()
        let server = try site.serve()
        let port = try await server.ready().port
        let other = try ProgramSite()
        expectRefusal(try await other.run(["serve", "--listen", "127.0.0.1:\(port)"]), String(port), comment: "in use")
        #expect(try await ProgramClient.get(port, "/health").status == 200, "the first one is not disturbed")
    }

    @Test(
        "a database that may only be read serves no one, and can still be read", .enabled(if: TestEngine.isSQLite, "takes a file's permissions away"))
    func readOnlyDatabase() async throws {
        let site = try ProgramSite(wrapper: BadInputPlaceTests.isRoot ? BadInputPlaceTests.nobody : [])
        chmod(site.folder.path, 0o777)
        try site.folder.write("share/L1 m1/20250804.csv", BadFiles.good(5))
        #expect(try await site.ingest().code == 0)
        let files = [site.databasePath, site.databasePath + "-wal", site.databasePath + "-shm"]
        for file in files { chmod(file, 0o444) }
        // The database's own folder stays writable: a reader needs its lock file there.
        try site.folder.append("share/L1 m1/20250804.csv", BadFiles.row(9) + "\n")
        expectRefusal(try await site.run(["serve", "--listen", "127.0.0.1:0"]), comment: "serve")
        expectRefusal(try await site.run(["ingest", site.share, "--profile", "smt-mounter"]), comment: "ingest")
        let ledger = try await site.run(["ledger", "--json"])
        #expect(ledger.code == 0 && ledger.json["total"]?["loaded"]?.int == 5, "\(ledger.error)")
        for file in files { chmod(file, 0o666) }
        #expect(try await site.ingest().json["loaded"]?.int == 1)
    }

    @Test("what a killed process of the same number left in shared memory is not in the way")
    func leftoverInSharedMemory() async throws {
        // The shell becomes the program and keeps its number.
        let site = try ProgramSite(wrapper: ["/bin/sh", "-c", #"echo > /dev/shm/mongoc-$$; echo $$; exec "$@""#, "sh"])
        let answer = try await site.run(["--version"])
        let lines = answer.out.split(separator: "\n")
        #expect(answer.code == 0 && answer.error.isEmpty && lines.count == 2, "\(answer.error)")
        #expect(!FileManager.default.fileExists(atPath: "/dev/shm/mongoc-\(lines.first ?? "")"))
    }

    @Test("paths and profiles that are not there")
    func ingestOfNothing() async throws {
        let site = try ProgramSite()
        expectRefusal(
            try await site.run(["ingest", site.folder.path + "/none", "--profile", "smt-mounter"]), "none",
            comment: "path")
        expectRefusal(
            try await site.run(["ingest", site.share, "--profile", "unheard-of"]), "unheard-of", comment: "profile")
        expectRefusal(
            try await site.run(["ingest", site.share, "--profile", "smt-mounter", "--zone", "Mars/North"]),
            "Mars/North", comment: "zone")
        #expect(try await site.run(["ledger", "--json"]).json["files"]?.array?.isEmpty == true)
    }
}
