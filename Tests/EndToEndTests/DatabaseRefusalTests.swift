// What a database server may refuse, as the one who types the command sees it: one sentence, exit code 2, nothing half
// done, and no password anywhere.

import Foundation
import Kernel
import Store
import TestKit
import Testing

@Suite(
    "Refusals of a database server",
    .enabled(if: !TestEngine.isSQLite && !TestEngine.isCluster, "a file has no server; a cluster's nodes refuse as one does"))
struct DatabaseRefusalTests {
    static let secret = "s3cret-w0rd"

    private func expectSentence(_ answer: ProgramAnswer, _ words: String..., comment: String) {
        #expect(answer.code == 2, "\(comment): \(answer.error)")
        #expect(answer.out.isEmpty, "\(comment)")
        #expect(answer.error.split(separator: "\n").count == 1 && answer.error.hasPrefix("gemba: "), "\(comment): \(answer.error)")
        for word in words { #expect(answer.error.contains(word), "\(comment): \(answer.error)") }
        #expect(!answer.error.contains("store_") && !answer.error.contains("{"), "\(comment): \(answer.error)")
        #expect(!answer.error.contains(Self.secret), "\(comment)")
    }

    /// The address of the site's database with some part of it changed.
    private func address(_ site: ProgramSite, _ change: (inout URLComponents) -> Void) throws -> String {
        var parts = try #require(URLComponents(string: site.databaseURL))
        parts.queryItems = (parts.queryItems ?? []) + [.init(name: "patience", value: "1")]
        change(&parts)
        return try #require(parts.string)
    }

    @Test("wrong password, user, host, port, name: one sentence each")
    func addresses() async throws {
        let site = try ProgramSite()
        let name = TestEngine.engine == .postgres ? "nowhere" : "gemba"
        let cases: [(String, String, (inout URLComponents) -> Void)] = [
            ("password", "let gemba in", { $0.password = Self.secret }),
            ("user", "in: user or password", { ($0.user, $0.password) = ("stranger", Self.secret) }),
            ("host", "no-such-host.invalid", { $0.host = "no-such-host.invalid" }),
            ("port", "127.0.0.1:1 does not answer", { $0.port = 1 }),
            ("name", "no_such_database", { $0.path = "/no_such_database" }),
            (
                "certificate", "could not be trusted",
                {
                    $0.queryItems = [
                        .init(name: "sslmode", value: "verify-full"), .init(name: "sslrootcert", value: "/etc/ssl/certs/ca-certificates.crt"),
                    ]
                }
            ),
        ]
        _ = name
        for (what, words, change) in cases {
            let url = try address(site, change)
            for verb in [["serve", "--listen", "127.0.0.1:0"], ["ledger"], ["ingest", site.share, "--profile", "smt-mounter"]] {
                expectSentence(try await site.run(verb + ["--database", url]), words, comment: "\(what): \(verb[0])")
            }
        }
    }

    @Test("the list of processes shows no password")
    func processList() async throws {
        let site = try ProgramSite()
        let password = try #require(URLComponents(string: site.databaseURL)?.password)
        let server = try site.serve(["--database", site.databaseURL])
        _ = try await server.ready()
        let words = FileManager.default.contents(atPath: "/proc/\(server.pid)/cmdline") ?? Data()
        let text = String(decoding: words, as: UTF8.self)
        #expect(text.contains("--database"))
        #expect(!text.contains(password))
        #expect(!server.error.contains(password) && !server.out.contains(password))
        server.send(SIGTERM)
        _ = try await server.ended(within: 30)
    }

    @Test("a newer hub is refused and left as it is")
    func newerSchema() async throws {
        let site = try ProgramSite()
        #expect(try await site.run(["ledger"]).code == 0)
        let database = try site.openDatabase()
        _ = try await database.write { tx in
            try tx.execute("INSERT INTO gemba_migrations (id, applied_at) VALUES ('zz-999-later', 1)")
        }
        expectSentence(try await site.run(["ledger"]), "newer than this program", comment: "newer")
        #expect(try await database.read { try $0.int("SELECT COUNT(*) FROM gemba_migrations WHERE id = 'zz-999-later'") } == 1)
        try await database.close()
    }

    @Test("an older hub is brought up to date with what it holds, or says why not and stays as it was")
    func olderSchema() async throws {
        let server = try await TestServer(TestEngine.engine == .postgres ? .postgres : .mariadb)
        let site = try ProgramSite(url: server.url + "?patience=1")
        try site.folder.write("share/1line/L1 m1/20250804.csv", Self.line)
        #expect(try await site.ingest().code == 0)
        // As the version before left it.
        for statement in [
            "DROP TABLE intake_nodes", "ALTER TABLE intake_sources DROP COLUMN problem_node",
            "DELETE FROM gemba_migrations WHERE id = 'intake-004-nodes'",
            "DELETE FROM gemba_migration_steps WHERE id = 'intake-004-nodes'",
        ] where TestEngine.engine == .mysql || !statement.contains("steps") {
            try await server.administer(statement)
        }
        try await server.setReadOnly(true)
        expectSentence(try await site.run(["ledger"]), "cannot be written", comment: "older, read-only")
        try await server.setReadOnly(false)
        #expect(try await site.run(["ledger"]).code == 0)
        #expect(try await site.count("gemba_migrations WHERE id = 'intake-004-nodes'") == 1)
        #expect(try await site.count("intake_nodes") == 0)
        #expect(try await site.count("trace_changes") == 1)
    }

    @Test("a user who may not make tables: one sentence, nothing half done")
    func rights() async throws {
        let server = try await TestServer(TestEngine.engine == .postgres ? .postgres : .mariadb)
        let statements =
            server.engine == .postgres
            ? ["CREATE ROLE weak LOGIN PASSWORD '\(Self.secret)'", "REVOKE CREATE ON SCHEMA public FROM PUBLIC"]
            : ["CREATE USER weak@'%' IDENTIFIED BY '\(Self.secret)'", "GRANT SELECT, INSERT, UPDATE, DELETE ON gemba.* TO weak@'%'"]
        for statement in statements { try await server.administer(statement) }
        var parts = try #require(URLComponents(string: server.url))
        (parts.user, parts.password) = ("weak", Self.secret)
        let site = try ProgramSite(url: parts.string ?? "")
        for verb in [["serve", "--listen", "127.0.0.1:0"], ["ledger"]] {
            expectSentence(try await site.run(verb), "does not allow its user what Gemba needs", comment: verb[0])
        }
        let tables = try await server.administer("SELECT COUNT(*) FROM information_schema.tables WHERE table_name LIKE 'gemba%'")
        #expect(tables.trimmingCharacters(in: .whitespacesAndNewlines) == "0")
    }

    @Test("a server that may only be read: a sentence for whoever writes, pages and searches go on, and then the work")
    func readOnly() async throws {
        let server = try await TestServer(TestEngine.engine == .postgres ? .postgres : .mariadb)
        let site = try ProgramSite(url: server.url + "?patience=1")
        try await site.addSource()
        let program = try site.serve()
        let port = try await program.ready().port
        try await server.setReadOnly(true)
        try site.folder.write("share/1line/L1 m1/20250804.csv", Self.line)
        expectSentence(try await site.run(["ingest", site.share, "--profile", "smt-mounter"]), "cannot be written", comment: "ingest")
        #expect(try await site.run(["ledger"]).code == 0, "reading goes on")
        #expect(try await ProgramClient.get(port, "/ready").status == 503)
        #expect(try await ProgramClient.get(port, "/health").status == 200)
        #expect(try await site.count("intake_files") == 0, "nothing half done")
        try await server.setReadOnly(false)
        #expect(try await Campaign.eventually(60) { try await site.count("trace_changes") == 1 }, "\(program.error)")
        #expect(!program.error.contains(try #require(URLComponents(string: server.url)?.password)))
        program.send(SIGTERM)
        #expect(try await program.ended(within: 30) == 0)
    }

    @Test(
        "a full disk at the server: a sentence, nothing half done, and everything once there is room",
        .enabled(
            if: TestServer.lacksForDisk(TestEngine.engine == .postgres ? .postgres : .mariadb) == nil,
            "a small disk takes root and the right to mount"))
    func fullDisk() async throws {
        let server = try await TestServer(TestEngine.engine == .postgres ? .postgres : .mariadb, diskMiB: 400)
        let site = try ProgramSite(url: server.url + "?patience=1")
        let tree = MounterTree(MounterPlan(seed: Campaign.seed, days: 4, rowsPerFile: 400...900))
        #expect(try await site.run(["ledger"]).code == 0)
        try tree.write(to: URL(fileURLWithPath: site.share))
        try await server.fillDisk()
        let refused = try await site.ingest()
        #expect(refused.code == 2, "\(refused.error)")
        #expect(refused.error.split(separator: "\n").count == 1 && refused.error.hasPrefix("gemba: "), "\(refused.error)")
        // A MariaDB that cannot write its log ends itself.
        let sentences = ["is full", "does not answer", "broke; nothing was lost", "went away in the middle of a change"]
        #expect(sentences.contains { refused.error.contains($0) }, "\(refused.error)")
        Campaign.note("full disk (\(server.engine)): \(refused.error)")
        try await server.freeDisk()
        try await server.start()
        let again = try await site.ingest()
        #expect(again.code < 2, "\(again.error)")
        let differences = try await site.differences(tree.contents)
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
    }

    private static let line =
        "ScanDate,ScanTime,SlotNo,Result,PreviousBarcode,ProductDate,PartName,Quantity,SEQ,Vendor,LOTNO,Barcode,FeederBase\n"
        + "20250804,071937,18,OK,NA,,EAE65231701,7000,,GRM155R61H,L2609A,EAE65231701-1,1F\n"
}

extension ProgramSite {
    func count(_ table: String) async throws -> Int64 {
        let database = try openDatabase()
        let count = try await database.read { try $0.int(SQL(trusted: "SELECT COUNT(*) FROM \(table)")) ?? 0 }
        try await database.close()
        return count
    }
}
