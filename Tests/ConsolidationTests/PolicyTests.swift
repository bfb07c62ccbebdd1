// What becomes of changed and deleted rows, of columns and of whole tables under each policy: over several closings, against
// a plain telling of what should be there; a second closing finds nothing, a check finds both equal, and undoing restores.

import Foundation
import Host
import Kernel
import Store
import StoreSQLite
import TestKit
import Testing

@testable import Consolidation

@Suite(.serialized, .enabled(if: BranchHub.lacks == nil && TestServer.lacks(.postgres) == nil, "needs MariaDB and PostgreSQL"))
struct PolicyTests {
    static let days = 5 * TestScale.factor
    private static let null = "\u{2205}"

    static let policies: [TablePolicy] = TablePolicy.Update.allCases.flatMap { update in
        TablePolicy.Delete.allCases.map { delete in
            var policy = TablePolicy()
            (policy.update, policy.delete) = (update, delete)
            return policy
        }
    }

    private static func name(_ policy: TablePolicy) -> String { "\(policy.update.rawValue)_\(policy.delete.rawValue)" }

    @Test("each policy does over many closings what its words say, and undoing restores", arguments: DatabaseURL.Engine.allCases)
    func histories(_ engine: DatabaseURL.Engine) async throws {
        let hub = try await BranchHub()
        let postgres = engine == .postgres ? try await TestServer(.postgres, mode: .fast) : nil
        let central = try await Self.central(engine, hub, postgres)
        let branch = try await hub.place(.branch, "north")
        let pair = ConsolidationActions.Pair(branch, central)
        var keyed: [PolicyHistory] = []
        var keyless: [MultisetHistory] = []
        for (index, policy) in Self.policies.enumerated() {
            for isBlurred in [false, true] {
                keyed.append(
                    PolicyHistory(
                        table: "\(isBlurred ? "blurred" : "exact")_\(Self.name(policy))", policy: policy, isBlurred: isBlurred,
                        isCentralBlurred: isBlurred && engine == .mysql, seed: TestScale.seed &+ UInt64(index)))
            }
            keyless.append(
                MultisetHistory(table: "bag_\(Self.name(policy))", delete: policy.delete, seed: TestScale.seed &+ 100 &+ UInt64(index)))
            for table in [keyed[keyed.count - 2].table, keyed[keyed.count - 1].table, keyless[keyless.count - 1].table] {
                try await hub.actions.set(policy, table: table, of: branch, by: .terminal)
            }
        }
        try hub.shell.run((keyed.map(\.definition) + keyless.map(\.definition)).joined(), in: "north")
        _ = try await hub.actions.open(pair, fromNow: false, by: .terminal)
        let tables = keyed.map(\.table) + keyless.map(\.table)
        for day in 0..<Self.days {
            let script = keyed.indices.map { keyed[$0].day() } + keyless.indices.map { keyless[$0].day() }
            try hub.shell.run(script.joined(), in: "north")
            let before = day == 0 ? [] : try await Self.picture(tables, hub, central)
            let closed = try await hub.actions.close(pair, by: .terminal)
            #expect(closed.isVerified && closed.counts.failed == 0, "\(engine), day \(day): \(closed.tables.filter { $0.differing > 0 })")
            for index in keyed.indices {
                let counts = keyed[index].close()
                let (table, expected) = (keyed[index].table, keyed[index].expected)
                #expect(closed.tables.first { $0.table == table }?.counts == counts, "\(engine), day \(day), \(table)")
                let found = try await Self.rows(table, keyed[index].policy, hub, central)
                #expect(found == expected, "\(engine), day \(day), \(table): \(Self.difference(found, expected))")
            }
            for index in keyless.indices {
                keyless[index].close()
                let found = try await Self.bag(keyless[index].table, hub, central, hasVersions: keyless[index].table.contains("versions"))
                #expect(found == keyless[index].expected, "\(engine), day \(day), \(keyless[index].table)")
            }
            let again = try await hub.actions.close(pair, by: .terminal)
            #expect(again.counts == ChangeCounts() && again.isVerified, "\(engine), day \(day): a second closing finds \(again.counts)")
            let verified = try await hub.actions.verify(pair, by: .terminal)
            #expect(verified.isEqual, "\(engine), day \(day): \(verified.tables.filter { $0.differing > 0 })")
            guard day > 0 else { continue }
            // Back to the morning and forward again.
            let after = try await Self.picture(tables, hub, central)
            _ = try await hub.actions.undo(try #require(again.consolidation), by: .terminal)
            #expect(try await Self.picture(tables, hub, central) == after, "\(engine), day \(day): a closing of nothing is taken back")
            _ = try await hub.actions.undo(try #require(closed.consolidation), by: .terminal)
            let restored = try await Self.picture(tables, hub, central)
            #expect(restored == before, "\(engine), day \(day): \(Self.difference(restored, before))")
            let third = try await hub.actions.close(pair, by: .terminal)
            #expect(third.counts == closed.counts && third.isVerified, "\(engine), day \(day)")
            for history in keyed {
                let found = try await Self.rows(history.table, history.policy, hub, central)
                #expect(found == history.expected, "\(engine), day \(day), again \(history.table): \(Self.difference(found, history.expected))")
            }
        }
    }

    // MARK: what databases like to take for the same

    @Test("a change of nothing but case, accent, trailing blanks, zeros, or NULL to a text is a change")
    func nearlyTheSame() async throws {
        let hub = try await BranchHub()
        let pair = ConsolidationActions.Pair(try await hub.place(.branch, "north"), try await hub.place(.central, "central"))
        let values = [
            ("'a'", "'a '"), ("'A'", "'a'"), ("NULL", "'NULL'"), ("'1'", "'1.0'"), ("''", "NULL"), ("'á'", "'a'"), ("'á'", "'a\u{301}'"),
            ("'0'", "'00'"),
            ("' '", "''"), ("'-'", "NULL"), ("'ß'", "'ss'"), ("'İ'", "'i'"), ("'a\\tb'", "'a b'"), ("'1,2'", "'1'"), ("'x'", "'X '"),
        ]
        // The same as values, in a table without a key, and as keys where the branch takes them for the same.
        let keys = values.filter {
            !$0.0.contains("NULL") && !$0.1.contains("NULL") && !["'1'", "'0'", "'a\\tb'", "'1,2'", "'ß'", "'İ'"].contains($0.0)
        }
        var make = """
            CREATE TABLE word (id INT PRIMARY KEY, a VARCHAR(20), b TEXT) COLLATE utf8mb4_general_ci;
            CREATE TABLE bag (a VARCHAR(20)) COLLATE utf8mb4_general_ci;
            CREATE TABLE named (part INT, a VARCHAR(20), n INT, PRIMARY KEY (part, a)) COLLATE utf8mb4_general_ci;

            """
        var change = ""
        for (index, (old, new)) in values.enumerated() {
            make += "INSERT INTO word VALUES (\(index), \(old), \(new)); INSERT INTO bag VALUES (\(old));\n"
            change += "UPDATE word SET a = \(new), b = \(old) WHERE id = \(index);\n"
        }
        // Each change takes one of the old ones and leaves the new one, also where a comparison would find several.
        change += "DELETE FROM bag; INSERT INTO bag VALUES \(values.map { "(\($0.1))" }.joined(separator: ", "));\n"
        for (index, (old, new)) in keys.enumerated() {
            make += "INSERT INTO named VALUES (\(index), \(old), 1);\n"
            change += "UPDATE named SET a = \(new) WHERE part = \(index);\n"
        }
        try hub.shell.run(make.replacing("\\t", with: "\t"), in: "north")
        _ = try await hub.actions.open(pair, fromNow: false, by: .terminal)
        #expect(try await hub.actions.close(pair, by: .terminal).isVerified)
        #expect(try hub.differences("north", in: "central").isEmpty)
        try hub.shell.run(change.replacing("\\t", with: "\t"), in: "north")
        let closed = try await hub.actions.close(pair, by: .terminal)
        #expect(closed.isVerified && closed.counts.failed == 0)
        #expect(closed.tables.first { $0.table == "word" }?.counts.updated == values.count)
        let named = try #require(closed.tables.first { $0.table == "named" }).counts
        #expect(named.inserted == keys.count && named.deleted == keys.count)
        let found = try hub.differences("north", in: "central")
        #expect(found.isEmpty, "\(found)")
        #expect(try await hub.actions.close(pair, by: .terminal).counts == ChangeCounts())
        #expect(try await hub.actions.verify(pair, by: .terminal).isEqual)
    }

    @Test("a key that gets another order is carried whole and once")
    func otherOrder() async throws {
        let hub = try await BranchHub()
        let pair = ConsolidationActions.Pair(try await hub.place(.branch, "north"), try await hub.place(.central, "central"))
        try hub.shell.run("CREATE TABLE t (k VARCHAR(20) PRIMARY KEY, n INT) COLLATE utf8mb4_general_ci;", in: "north")
        _ = try await hub.actions.open(pair, fromNow: false, by: .terminal)
        // A stretch for each closing.
        for key in ["a", "B", "c", "D", "e", "_f", "Z"] {
            try hub.shell.run("INSERT INTO t VALUES ('\(key)', 1);", in: "north")
            #expect(try await hub.actions.close(pair, by: .terminal).isVerified)
        }
        try hub.shell.run("ALTER TABLE t CONVERT TO CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;", in: "north")
        let closed = try await hub.actions.close(pair, by: .terminal)
        #expect(closed.counts.updated == 7 && closed.counts.inserted + closed.counts.deleted == 0 && closed.isVerified)
        try hub.shell.run("DELETE FROM t WHERE k = 'D'; UPDATE t SET n = 2 WHERE k = 'a';", in: "north")
        let next = try await hub.actions.close(pair, by: .terminal)
        #expect(next.counts.updated == 1 && next.counts.deleted == 1 && next.counts.inserted == 0 && next.isVerified)
        #expect(try hub.differences("north", in: "central").isEmpty)
        #expect(try await hub.actions.close(pair, by: .terminal).counts == ChangeCounts())
    }

    // MARK: columns and tables

    private struct Shop {
        var hub: BranchHub
        var pair: ConsolidationActions.Pair
        func close() async throws -> ClosedBranch { try await hub.actions.close(pair, by: .terminal) }
        func code(_ work: () async throws -> Void) async -> String {
            do { try await work() } catch { return Problem(error).code }
            return "done"
        }
    }

    private static func shop(_ policy: TablePolicy) async throws -> Shop {
        let hub = try await BranchHub()
        let pair = ConsolidationActions.Pair(try await hub.place(.branch, "north"), try await hub.place(.central, "central"))
        try hub.shell.run(
            "CREATE TABLE dish (id INT PRIMARY KEY, name VARCHAR(20), price INT); INSERT INTO dish VALUES (1, 'soup', 5), (2, 'rice', 6);",
            in: "north")
        try await hub.actions.set(policy, table: "dish", of: pair.branch, by: .terminal)
        _ = try await hub.actions.open(pair, fromNow: false, by: .terminal)
        #expect(try await hub.actions.close(pair, by: .terminal).isVerified)
        return Shop(hub: hub, pair: pair)
    }

    @Test("a new column is added to the central table, and one that is gone keeps there what it had")
    func extended() async throws {
        let shop = try await Self.shop(TablePolicy())
        try shop.hub.shell.run("ALTER TABLE dish ADD COLUMN hot INT DEFAULT 1;", in: "north")
        let closed = try await shop.close()
        #expect(closed.counts.updated == 2 && closed.isVerified && closed.tables[0].notes == ["new: hot"])
        #expect(try shop.hub.differences("north", in: "central").isEmpty)
        #expect(try await shop.close().counts == ChangeCounts())
        try shop.hub.shell.run("ALTER TABLE dish DROP COLUMN price; UPDATE dish SET name = 'ramen' WHERE id = 1;", in: "north")
        let less = try await shop.close()
        #expect(less.isVerified && less.tables[0].notes == ["gone: price"])
        #expect(try shop.hub.differences("north", in: "central").isEmpty)
        #expect(try shop.hub.shell.rows("SELECT name, price FROM dish ORDER BY id;", in: "central") == [["ramen", "5"], ["rice", "6"]])
        #expect(try await shop.close().counts == ChangeCounts())
        #expect(try await shop.hub.actions.verify(shop.pair, by: .terminal).isEqual)
        // Renamed is gone and new.
        try shop.hub.shell.run("ALTER TABLE dish RENAME COLUMN name TO title;", in: "north")
        #expect(try await shop.close().isVerified)
        #expect(try shop.hub.differences("north", in: "central").isEmpty)
    }

    @Test("frozen columns stop the closing before anything is written, and it goes on when they are as before")
    func frozen() async throws {
        var policy = TablePolicy()
        policy.columns = .freeze
        let shop = try await Self.shop(policy)
        try shop.hub.shell.run("UPDATE dish SET price = 7 WHERE id = 1;", in: "north")
        let changes = [
            ("ALTER TABLE dish ADD COLUMN hot INT;", "ALTER TABLE dish DROP COLUMN hot;"),
            ("ALTER TABLE dish RENAME COLUMN price TO cost;", "ALTER TABLE dish RENAME COLUMN cost TO price;"),
            ("ALTER TABLE dish MODIFY price BIGINT;", "ALTER TABLE dish MODIFY price INT;"),
        ]
        for (change, back) in changes {
            try shop.hub.shell.run(change, in: "north")
            #expect(await shop.code { _ = try await shop.close() } == "columns_frozen", "\(change)")
            #expect(try shop.hub.shell.rows("SELECT price FROM dish ORDER BY id;", in: "central") == [["5"], ["6"]])
            try shop.hub.shell.run(back, in: "north")
        }
        let closed = try await shop.close()
        #expect(closed.counts.updated == 1 && closed.isVerified)
        #expect(try shop.hub.differences("north", in: "central").isEmpty)
    }

    @Test("a new column that is left out changes nothing, whatever is in it")
    func discarded() async throws {
        var policy = TablePolicy()
        policy.columns = .discard
        let shop = try await Self.shop(policy)
        try shop.hub.shell.run("ALTER TABLE dish ADD COLUMN hot INT;", in: "north")
        #expect(try await shop.close().counts == ChangeCounts())
        try shop.hub.shell.run("UPDATE dish SET hot = 1; UPDATE dish SET price = 9 WHERE id = 2;", in: "north")
        let closed = try await shop.close()
        #expect(closed.counts.updated == 1 && closed.isVerified && closed.tables[0].notes == ["left out: hot"])
        #expect(try shop.hub.shell.rows("SELECT price FROM dish ORDER BY id;", in: "central") == [["5"], ["9"]])
        #expect(try await shop.close().counts == ChangeCounts())
        #expect(try await shop.hub.actions.verify(shop.pair, by: .terminal).isEqual)
    }

    @Test("an excluded table is left alone, also when it is gone, and comes again with all that it missed")
    func excluded() async throws {
        let shop = try await Self.shop(TablePolicy())
        var policy = TablePolicy()
        policy.isExcluded = true
        try await shop.hub.actions.set(policy, table: "dish", of: shop.pair.branch, by: .terminal)
        try shop.hub.shell.run(
            "DELETE FROM dish WHERE id = 1; INSERT INTO dish VALUES (3, 'fish', 8); CREATE TABLE other (id INT PRIMARY KEY); INSERT INTO other VALUES (1);",
            in: "north")
        let closed = try await shop.close()
        #expect(closed.tables.map(\.table) == ["other"] && closed.counts.inserted == 1 && closed.isVerified)
        #expect(try shop.hub.shell.rows("SELECT id FROM dish WHERE _deleted_at IS NULL ORDER BY id;", in: "central") == [["1"], ["2"]])
        #expect(try await shop.hub.actions.verify(shop.pair, by: .terminal).tables.map(\.table) == ["other"])
        // Under another name it is another table.
        try await shop.hub.actions.set(policy, table: "away", of: shop.pair.branch, by: .terminal)
        try shop.hub.shell.run("RENAME TABLE dish TO away;", in: "north")
        #expect(try await shop.close().isVerified)
        try shop.hub.shell.run("DROP TABLE other; RENAME TABLE away TO dish;", in: "north")
        try await shop.hub.actions.set(policy, table: "other", of: shop.pair.branch, by: .terminal)
        try await shop.hub.actions.set(TablePolicy(), table: "dish", of: shop.pair.branch, by: .terminal)
        let again = try await shop.close()
        #expect(again.counts.inserted == 1 && again.counts.deleted == 1 && again.isVerified)
        #expect(try shop.hub.differences("north", in: "central").filter { $0.table == "dish" }.isEmpty)
    }

    @Test("whether older states are kept is fixed once the central table is there")
    func fixed() async throws {
        let shop = try await Self.shop(TablePolicy())
        var policy = TablePolicy()
        policy.update = .versions
        try await shop.hub.actions.set(policy, table: "dish", of: shop.pair.branch, by: .terminal)
        #expect(await shop.code { _ = try await shop.close() } == "policy_fixed")
        policy.update = .replace
        policy.delete = .mirror
        try await shop.hub.actions.set(policy, table: "dish", of: shop.pair.branch, by: .terminal)
        try shop.hub.shell.run("DELETE FROM dish WHERE id = 1;", in: "north")
        #expect(try await shop.close().isVerified)
        #expect(try shop.hub.shell.rows("SELECT id FROM dish;", in: "central") == [["2"]])
    }

    // MARK: looking at the central database

    private static func central(_ engine: DatabaseURL.Engine, _ hub: BranchHub, _ postgres: TestServer?) async throws -> Connection {
        switch engine {
        case .mysql: return try await hub.place(.central, "central")
        case .sqlite: return try await hub.actions.add(Connection(.central, alias: "central", url: "sqlite:\(hub.folder.path)/c.db"), by: .terminal)
        case .postgres:
            let server = try #require(postgres)
            let parts = try #require(URLComponents(string: server.url))
            try hub.folder.write("pg-secret", parts.password ?? "")
            let url = "postgres://gemba@127.0.0.1:\(server.port)/gemba?password=file:\(hub.folder.path)/pg-secret"
            return try await hub.actions.add(Connection(.central, alias: "central", url: url), by: .terminal)
        }
    }

    /// A query's rows as text; its columns are expressions that are never NULL.
    private static func query(_ statement: String, _ hub: BranchHub, _ central: Connection) async throws -> [[String]] {
        try await hub.actions.visiting(central, nil) { link, _ in
            try await link.run { session in
                let block = try session.query(statement)
                return (0..<block.rowCount).map { row in (0..<block.columnCount).map { block.text(row, $0) ?? "?" } }
            }
        }
    }

    private static func rows(_ table: String, _ policy: TablePolicy, _ hub: BranchHub, _ central: Connection) async throws -> [PolicyHistory.Row] {
        let version = policy.update == .versions ? "_version + 0" : "0"
        return try await query(
            "SELECT COALESCE(code, '?'), COALESCE(name, '\(null)'), CASE WHEN _deleted_at IS NULL THEN 0 ELSE 1 END, \(version) FROM \(table)", hub,
            central
        ).map { PolicyHistory.Row(code: $0[0], name: $0[1] == null ? nil : Exact($0[1]), isDeleted: $0[2] == "1", version: Int($0[3]) ?? -1) }
            .sorted()
    }

    private static func bag(_ table: String, _ hub: BranchHub, _ central: Connection, hasVersions: Bool) async throws -> [Exact?: Int] {
        let condition = "_deleted_at IS NULL" + (hasVersions ? " AND _version = 0" : "")
        let rows = try await query("SELECT COALESCE(name, '\(null)') FROM \(table) WHERE \(condition)", hub, central)
        return Dictionary(rows.map { ($0[0] == null ? nil : Exact($0[0]), 1) }, uniquingKeysWith: +)
    }

    /// All rows of all tables with what stands beside them.
    private static func picture(_ tables: [String], _ hub: BranchHub, _ central: Connection) async throws -> [Exact] {
        let schema = try await hub.actions.test(central)
        var out: [Exact] = []
        for table in tables {
            let columns = schema.table(table)?.columns.map(\.name) ?? []
            let cells = columns.map { "COALESCE(CAST(\($0) AS CHAR(60)), '\(null)')" }.joined(separator: ", ")
            out += try await query("SELECT \(cells) FROM \(table)", hub, central).map { Exact(table + ": " + $0.joined(separator: "|")) }
        }
        return out.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
    }

    private static func difference<T: Hashable & CustomStringConvertible>(_ found: [T], _ expected: [T]) -> String {
        let (a, b) = (Set(found), Set(expected))
        return "too many \(a.subtracting(b).prefix(8)), lacking \(b.subtracting(a).prefix(8))"
    }
}
