// Every engine as a branch with every engine as the central database: what arrives is what was there, and a value that is
// changed there is seen, by a closing too, which looks at the values and not at what stands beside them.

import Foundation
import Host
import Kernel
import Store
import StoreSQLite
import TestKit
import Testing

@testable import Consolidation

@Suite(.serialized, .enabled(if: BranchHub.lacks == nil && TestServer.lacks(.postgres) == nil, "needs MariaDB and PostgreSQL"))
struct EnginePairTests {
    /// A database of its own on one of the engines.
    private struct Shop {
        var connection: Connection
        var run: (String) async throws -> Void
    }

    private static let dishes = """
        CREATE TABLE dish (code VARCHAR(20) NOT NULL PRIMARY KEY, name VARCHAR(40), price DECIMAL(8,2), weight DOUBLE PRECISION, made DATE);
        INSERT INTO dish VALUES ('a', 'ñ soup 😀', 1.50, 0.1, '2025-03-30'), ('A', NULL, -7, 1e300, NULL), ('b ', 'NULL', 0.00, 2, '1999-12-31');
        """
    private static let notes = """
        CREATE TABLE note (number INT, line VARCHAR(20)); INSERT INTO note VALUES (1, 'x'), (1, 'x'), (NULL, ''), (2, 'NULL'), (2, NULL);
        """

    @Test("any engine into any other")
    func pairs() async throws {
        let hub = try await BranchHub()
        let postgres = try await TestServer(.postgres, mode: .fast)
        func shop(_ role: Connection.Role, _ engine: DatabaseURL.Engine, _ alias: String) async throws -> Shop {
            switch engine {
            case .sqlite:
                let path = hub.folder.path + "/\(alias).db"
                if role == .branch { try hub.folder.write("\(alias).db", "") }
                let url = "sqlite:" + path
                return Shop(connection: try await hub.actions.add(Connection(role, alias: alias, url: url), by: .terminal)) { sql in
                    try await Self.run(sql, path)
                }
            case .mysql:
                let connection = try await hub.place(role, alias)
                // Keys that differ in case or trailing blanks only are two keys here.
                try await hub.server.administer("ALTER DATABASE \(alias) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin")
                return Shop(connection: connection) { try hub.shell.run($0, in: alias) }
            case .postgres:
                try await postgres.administer("CREATE DATABASE \(alias) OWNER gemba")
                let parts = try #require(URLComponents(string: postgres.url))
                try hub.folder.write("pg-secret", parts.password ?? "")
                let url = "postgres://gemba@127.0.0.1:\(postgres.port)/\(alias)?password=file:\(hub.folder.path)/pg-secret"
                let connection = try await hub.actions.add(Connection(role, alias: alias, url: url), by: .terminal)
                return Shop(connection: connection) { sql in
                    for statement in sql.split(separator: ";").map(String.init) where !statement.allSatisfy(\.isWhitespace) {
                        let (link, _) = try await hub.actions.link(connection, nil)
                        _ = try await link.run { try $0.execute(statement) }
                        await link.close()
                    }
                }
            }
        }
        for from in DatabaseURL.Engine.allCases {
            for to in DatabaseURL.Engine.allCases {
                let name = "\(from.rawValue)_\(to.rawValue)"
                let branch = try await shop(.branch, from, "b_" + name)
                let central = try await shop(.central, to, "c_" + name)
                try await branch.run(Self.dishes)
                try await branch.run(Self.notes)
                if from == to { try await Self.expectListsAreDigestedAlike(hub, branch.connection) }
                let pair = ConsolidationActions.Pair(branch.connection, central.connection)
                _ = try await hub.actions.open(pair, fromNow: false, by: .terminal)
                let first = try await hub.actions.close(pair, by: .terminal)
                #expect(first.counts.inserted == 8 && first.counts.failed == 0 && first.isVerified, "\(name): \(first)")
                try await branch.run(
                    "UPDATE dish SET price = 2.25 WHERE code = 'A'; DELETE FROM dish WHERE code = 'b '; INSERT INTO note VALUES (1, 'x');")
                let second = try await hub.actions.close(pair, by: .terminal)
                #expect(
                    second.counts.inserted == 1 && second.counts.updated == 1 && second.counts.deleted == 1 && second.isVerified, "\(name): \(second)"
                )
                #expect(try await hub.actions.verify(pair, by: .terminal).isEqual, "\(name)")
                for damage in ["UPDATE dish SET name = 'n soup' WHERE code = 'a'", "UPDATE note SET line = 'y' WHERE number = 1 AND _occurrence = 2"]
                {
                    try await central.run(damage)
                    #expect(try await !hub.actions.close(pair, by: .terminal).isVerified, "\(name): a closing sees \(damage)")
                    #expect(try await hub.actions.verify(pair, by: .terminal).tables.reduce(0) { $0 + $1.differing } > 0, "\(name): \(damage)")
                    #expect(try await hub.actions.verify(pair, repairs: true, by: .terminal).isEqual, "\(name): \(damage) is repaired")
                }
            }
        }
    }

    @Test("a value that the other engine cannot hold keeps its row out, and no other")
    func range() async throws {
        let hub = try await BranchHub()
        let branch = try await hub.place(.branch, "north")
        try hub.shell.run(
            "CREATE TABLE big (id INT PRIMARY KEY, n BIGINT UNSIGNED); INSERT INTO big VALUES (1, 5), (2, 18446744073709551615);", in: "north")
        let central = try await hub.actions.add(Connection(.central, alias: "file", url: "sqlite:\(hub.folder.path)/c.db"), by: .terminal)
        let pair = ConsolidationActions.Pair(branch, central)
        _ = try await hub.actions.open(pair, fromNow: false, by: .terminal)
        let closed = try await hub.actions.close(pair, by: .terminal)
        #expect(closed.counts.inserted == 1 && closed.counts.failed == 1 && closed.isVerified)
        #expect(try await hub.actions.failures(FailureFilter()).rows.map(\.reason) == ["range"])
    }

    private static func run(_ sql: String, _ path: String) async throws {
        let link = try await ForeignLink.open(SQLiteForeign(path: path, mayCreate: true))
        for statement in sql.split(separator: ";").map(String.init) where !statement.allSatisfy(\.isWhitespace) {
            _ = try await link.run { try $0.execute(statement) }
        }
        await link.close()
    }

    /// What an engine says of a stretch is what is made here of the digests it lists.
    private static func expectListsAreDigestedAlike(_ hub: BranchHub, _ connection: Connection) async throws {
        try await hub.actions.visiting(connection, nil) { link, _ in
            let schema = try await link.run { try $0.describe() }
            let dish = try #require(schema.table("dish"))
            let reader = TableReader(
                link: link, scan: ForeignScan(table: dish.name, columns: dish.columns, key: dish.keyColumns), isKeyless: false)
            let rows = PieceRows(try await reader.entries(KeyRange()))
            #expect(rows.count == 3)
            for (range, part) in [(KeyRange(), rows), (KeyRange(after: RowKey(bytes: rows.key(0))), rows.slice(1..<3))] {
                #expect(try await reader.digests(range) == part.digests)
                let said = try await reader.rangeDigest(range)
                #expect(said.count == part.count && said.digest == reader.digest(of: part))
            }
            let nothing = KeyRange(after: RowKey(bytes: rows.key(2)))
            #expect(try await reader.digests(nothing) == [])
            #expect(try await reader.rangeDigest(nothing).digest == reader.digest(of: PieceRows()))
        }
    }
}
