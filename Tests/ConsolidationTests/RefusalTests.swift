// What keeps a closing from working: a server that is away, a right that is missing, a table that is gone, a disk that is full.
// Each is said by a code of its own, nothing is called closed, no table is half done, and once it is mended a repetition
// brings the rest and both sides are equal.

import Foundation
import Glibc
import Host
import Kernel
import Store
import TestKit
import Testing

@testable import Consolidation

@Suite(.serialized, .enabled(if: BranchHub.lacks == nil, "needs the MariaDB server"))
struct RefusalTests {
    /// A branch of three tables, closed once, with changes in all of them since.
    private struct Shop {
        var hub: BranchHub
        var pair: ConsolidationActions.Pair

        init() async throws {
            hub = try await BranchHub()
            pair = ConsolidationActions.Pair(try await hub.place(.branch, "north"), try await hub.place(.central, "central"))
            try hub.shell.run(
                """
                CREATE TABLE a (id INT PRIMARY KEY, n INT); INSERT INTO a SELECT seq, seq FROM seq_1_to_50;
                CREATE TABLE b (id INT PRIMARY KEY, n INT); INSERT INTO b SELECT seq, seq FROM seq_1_to_50;
                CREATE TABLE bag (n INT); INSERT INTO bag SELECT seq DIV 3 FROM seq_1_to_50;
                """, in: "north")
            _ = try await hub.actions.open(pair, fromNow: false, by: .terminal)
            #expect(try await hub.actions.close(pair, by: .terminal).isVerified)
            _ = try await hub.actions.open(pair, fromNow: false, by: .terminal)
            try change()
        }

        func change() throws {
            try hub.shell.run(
                """
                UPDATE a SET n = n + 1 WHERE id % 7 = 0; DELETE FROM a WHERE id = 3; INSERT INTO a SELECT MAX(id) + 1, 0 FROM a;
                UPDATE b SET n = n + 1 WHERE id % 7 = 0; DELETE FROM b WHERE id = 3; INSERT INTO b SELECT MAX(id) + 1, 0 FROM b;
                DELETE FROM bag LIMIT 2; INSERT INTO bag VALUES (7), (7);
                """, in: "north")
        }

        /// All central tables and their rows, our own bookkeeping aside.
        func picture() throws -> [String] {
            let names = try hub.shell.rows("SHOW TABLES;", in: "central").map { $0[0] }.filter { !$0.hasPrefix("_gemba") }
            return try names.map { name in
                name + ": "
                    + (try hub.shell.rows("SELECT * FROM `\(name)`;", in: "central").map { $0.joined(separator: "|") }.sorted().joined(
                        separator: "; "))
            }
        }

        /// The code a closing fails with; `closed` when it does not.
        func code(_ pair: ConsolidationActions.Pair? = nil) async -> String {
            do { _ = try await hub.actions.close(pair ?? self.pair, by: .terminal) } catch { return Problem(error).code }
            return "closed"
        }

        /// A closing that fails, and has done nothing.
        func refuses(_ code: String, _ other: ConsolidationActions.Pair? = nil, _ comment: String = "") async throws {
            let before = try picture()
            #expect(await self.code(other) == code, "\(comment)")
            #expect(try picture() == before, "\(comment): nothing is half done")
            #expect(try await hub.actions.place("north", .branch).state == .open, "\(comment): not closed")
            let run = try #require(try await hub.actions.database.read { try RunTable(tx: $0).page(limit: 1) }.first)
            #expect(run.state == .failed && run.problem == code && run.counts == ChangeCounts(), "\(comment)")
        }

        /// Once it is mended.
        func closes() async throws {
            let closed = try await hub.actions.close(pair, by: .terminal)
            #expect(closed.isVerified && closed.counts.failed == 0)
            #expect(try hub.differences("north", in: "central").isEmpty)
            #expect(try await hub.actions.close(pair, by: .terminal).counts == ChangeCounts())
            #expect(try await hub.actions.place("north", .branch).state == .closed)
        }

        /// The same place, visited by somebody else.
        func visited(by user: String, _ place: Connection) throws -> Connection {
            var out = place
            out.url = "mysql://\(user)@127.0.0.1:\(hub.shell.port)/\(place.alias)?password=file:\(hub.folder.path)/visitor"
            try hub.folder.write("visitor", "visitor-secret")
            return out
        }

        func admit(_ user: String, _ grants: [String]) async throws {
            for statement in ["CREATE USER \(user)@'%' IDENTIFIED BY 'visitor-secret'"] + grants.map({ "GRANT \($0) TO \(user)@'%'" }) {
                try await hub.server.administer(statement)
            }
        }
    }

    @Test("a branch or a central database that is away")
    func away() async throws {
        let shop = try await Shop()
        // A port where nobody listens.
        let proxy = try CuttingProxy(to: shop.hub.shell.port)
        proxy.rule = .refuse
        for isBranch in [true, false] {
            var pair = shop.pair
            let url = try shop.hub.address(isBranch ? "north" : "central", port: proxy.port)
            if isBranch { pair.branch.url = url } else { pair.central!.url = url }
            try await shop.refuses("store_away", pair, isBranch ? "the branch" : "the central database")
        }
        try await shop.closes()
    }

    @Test("a wrong password, or no such database, on either side")
    func login() async throws {
        let shop = try await Shop()
        var (wrongBranch, wrongCentral, nowhere) = (shop.pair, shop.pair, shop.pair)
        let address = "mysql://\(shop.hub.shell.user)@127.0.0.1:\(shop.hub.shell.port)/"
        (wrongBranch.branch.url, wrongBranch.branchPassword) = (address + "north", "wrong")
        wrongCentral.central!.url = address + "central"
        wrongCentral.centralPassword = "wrong"
        nowhere.central!.url = try shop.hub.address("nowhere")
        try await shop.refuses("store_login", wrongBranch, "the branch")
        try await shop.refuses("store_login", wrongCentral, "the central database")
        try await shop.refuses("store_database", nowhere)
        try await shop.closes()
    }

    @Test("a table that was dropped or renamed since the opening")
    func gone() async throws {
        let shop = try await Shop()
        try shop.hub.shell.run("RENAME TABLE b TO c;", in: "north")
        try await shop.refuses("branch_table_gone", nil, "renamed")
        try shop.hub.shell.run("RENAME TABLE c TO b; CREATE TABLE kept LIKE b; INSERT INTO kept SELECT * FROM b; DROP TABLE b;", in: "north")
        try await shop.refuses("branch_table_gone", nil, "dropped")
        let flight = try await shop.hub.actions.preFlight(shop.pair)
        #expect(!flight.mayClose && flight.findings.contains { $0.code == "gone" && $0.table == "b" })
        try shop.hub.shell.run("RENAME TABLE kept TO b;", in: "north")
        try await shop.closes()
    }

    @Test("rights that are missing in the branch")
    func branchRights() async throws {
        let shop = try await Shop()
        try await shop.admit("stranger", [])
        try await shop.admit("half", ["SELECT ON north.a", "SELECT ON north.bag"])
        try await shop.admit("partial", ["SELECT ON north.a", "SELECT ON north.bag", "SELECT (id) ON north.b"])
        try await shop.admit("reader", ["SELECT ON north.*"])
        var pair = shop.pair
        pair.branch = try shop.visited(by: "stranger", shop.pair.branch)
        try await shop.refuses("store_forbidden", pair, "no right at all")
        // What a visitor may not see is not there for him.
        pair.branch = try shop.visited(by: "half", shop.pair.branch)
        try await shop.refuses("branch_table_gone", pair, "a table that may not be read")
        // To read is enough.
        pair.branch = try shop.visited(by: "reader", shop.pair.branch)
        #expect(await shop.code(pair) == "closed")
        #expect(try shop.hub.differences("north", in: "central").isEmpty)
        // A column that may not be seen looks like one that is gone; whoever wants to be told of that freezes them.
        var policy = TablePolicy()
        policy.columns = .freeze
        try await shop.hub.actions.set(policy, table: "b", of: shop.pair.branch, by: .terminal)
        _ = try await shop.hub.actions.open(shop.pair, fromNow: false, by: .terminal)
        try shop.change()
        pair.branch = try shop.visited(by: "partial", shop.pair.branch)
        try await shop.refuses("columns_frozen", pair, "a column that may not be read")
        try await shop.closes()
    }

    @Test("rights that are missing in the central database")
    func centralRights() async throws {
        let shop = try await Shop()
        try await shop.admit("reader", ["SELECT ON central.*"])
        try await shop.admit("filler", ["SELECT, INSERT, UPDATE, DELETE ON central.*"])
        var pair = shop.pair
        pair.central = try shop.visited(by: "reader", try #require(shop.pair.central))
        try await shop.refuses("store_forbidden", pair, "who may only read")
        pair.central = try shop.visited(by: "filler", try #require(shop.pair.central))
        // A new table takes the right to make one.
        try shop.hub.shell.run("CREATE TABLE extra (id INT PRIMARY KEY); INSERT INTO extra VALUES (1);", in: "north")
        try await shop.refuses("store_forbidden", pair, "who may make no table")
        try shop.hub.shell.run("DROP TABLE extra; ALTER TABLE b ADD COLUMN more INT;", in: "north")
        try await shop.refuses("store_forbidden", pair, "who may add no column")
        try await shop.closes()
    }

    @Test("a right that is missing for one table leaves that table as it was, and the others whole")
    func oneTable() async throws {
        let shop = try await Shop()
        try await shop.admit(
            "filler",
            ["SELECT ON central.*"] + ["a", "bag", "_gemba_branches", "_gemba_consolidations"].map { "INSERT, UPDATE, DELETE ON central.\($0)" })
        var pair = shop.pair
        pair.central = try shop.visited(by: "filler", try #require(shop.pair.central))
        let before = try shop.picture()
        #expect(await shop.code(pair) == "store_forbidden")
        #expect(try await shop.hub.actions.place("north", .branch).state == .open)
        let after = try shop.picture()
        // In the order of their names; the first is in, the second not, and the third was never come to.
        #expect(zip(before, after).map { $0 == $1 } == [false, true, true])
        #expect(try shop.hub.differences("north", in: "central").allSatisfy { $0.table != "a" })
        let closed = try await shop.hub.actions.preview(shop.pair)
        #expect(closed.tables.filter { $0.counts.sum > 0 }.map(\.table) == ["b", "bag"])
        try await shop.closes()
    }

    // MARK: full disks

    @Test(
        "a central MariaDB whose disk is full",
        .enabled(if: TestServer.lacksForDisk(.mariadb) == nil, "a small disk takes root and the right to mount"))
    func fullServer() async throws {
        let shop = try await Shop()
        let small = try await TestServer(.mariadb, diskMiB: 300)
        let server = try #require(BranchServer(url: small.url))
        try await small.administer("CREATE DATABASE tight CHARACTER SET utf8mb4")
        try shop.hub.folder.write("small", server.password)
        let url = "mysql://\(server.user)@127.0.0.1:\(server.port)/tight?password=file:\(shop.hub.folder.path)/small"
        let tight = try await shop.hub.actions.add(Connection(.central, alias: "tight", url: url), by: .terminal)
        let pair = ConsolidationActions.Pair(shop.pair.branch, tight)
        #expect(try await shop.hub.actions.close(pair, by: .terminal).isVerified)
        _ = try await shop.hub.actions.open(pair, fromNow: false, by: .terminal)
        // More than what a server keeps ready.
        try shop.hub.shell.run(
            "CREATE TABLE big (id INT PRIMARY KEY, t TEXT); INSERT INTO big SELECT seq, REPEAT(CHAR(65 + seq % 26), 8000) FROM seq_1_to_3000;",
            in: "north")
        try shop.change()
        try await small.fillDisk()
        let code = await shop.code(pair)
        // A MariaDB that cannot write its log ends itself, and then it is away.
        #expect(["store_full", "store_lost", "store_away"].contains(code), "\(code)")
        #expect(try await shop.hub.actions.place("north", .branch).state == .open)
        try await small.freeDisk()
        try await small.start()
        // The table that did not fit is not there in part.
        if try !server.rows("SHOW TABLES LIKE 'big';", in: "tight").isEmpty {
            #expect(["0", "3000"].contains(try server.rows("SELECT COUNT(*) FROM big;", in: "tight")[0][0]))
        }
        let closed = try await shop.hub.actions.close(pair, by: .terminal)
        #expect(closed.isVerified && closed.counts.failed == 0, "\(closed.counts)")
        for (table, columns) in [("a", "id, n"), ("b", "id, n"), ("bag", "n"), ("big", "id, SHA1(t)")] {
            let (mine, its) = (
                try shop.hub.shell.rows("SELECT \(columns) FROM \(table) ORDER BY 1;", in: "north"),
                try server.rows("SELECT \(columns) FROM \(table) WHERE _deleted_at IS NULL ORDER BY 1;", in: "tight")
            )
            #expect(mine == its, "\(table)")
        }
        #expect(try await shop.hub.actions.close(pair, by: .terminal).counts == ChangeCounts())
    }

    @Test("a central file whose disk is full", .enabled(if: geteuid() == 0, "a small disk takes root and the right to mount"))
    func fullFile() async throws {
        let shop = try await Shop()
        let folder = shop.hub.folder.path + "/tight"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        guard mount("tmpfs", folder, "tmpfs", 0, "size=1m") == 0 else { return }
        defer { umount2(folder, Int32(MNT_DETACH)) }
        let tight = try await shop.hub.actions.add(Connection(.central, alias: "tight", url: "sqlite:\(folder)/c.db"), by: .terminal)
        let pair = ConsolidationActions.Pair(shop.pair.branch, tight)
        #expect(try await shop.hub.actions.close(pair, by: .terminal).isVerified)
        _ = try await shop.hub.actions.open(pair, fromNow: false, by: .terminal)
        try shop.hub.shell.run(
            "CREATE TABLE big (id INT PRIMARY KEY, t TEXT); INSERT INTO big SELECT seq, REPEAT(CHAR(65 + seq % 26), 2000) FROM seq_1_to_1500;",
            in: "north")
        try shop.change()
        #expect(await shop.code(pair) == "store_full")
        #expect(try await shop.hub.actions.place("north", .branch).state == .open)
        let count = {
            try await shop.hub.actions.visiting(tight, nil) { link, _ in try await link.run { try $0.text("SELECT COUNT(*) || '' FROM big") } }
        }
        #expect(try await count() == "0", "nothing of the table that did not fit")
        #expect(mount("tmpfs", folder, "tmpfs", UInt(MS_REMOUNT), "size=64m") == 0)
        let closed = try await shop.hub.actions.close(pair, by: .terminal)
        #expect(closed.isVerified && closed.counts.failed == 0 && closed.counts.inserted >= 1500)
        #expect(try await count() == "1500")
        #expect(try await shop.hub.actions.verify(pair, by: .terminal).isEqual)
        #expect(try await shop.hub.actions.close(pair, by: .terminal).counts == ChangeCounts())
    }
}
