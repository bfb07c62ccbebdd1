// Days of three branches with the same keys on a real MariaDB: opened, worked, closed; the central database against an
// independent comparison, column by column and byte by byte.

import Foundation
import Host
import Kernel
import Store
import TestKit
import Testing

@testable import Consolidation

@Suite(.serialized, .enabled(if: BranchHub.lacks == nil, "needs the MariaDB server"))
struct BranchDayTests {
    @Test("three branches with the same keys are in the central database after each closing, row by row, once")
    func threeBranches() async throws {
        let hub = try await BranchHub()
        let central = try await hub.place(.central, "central")
        var branches: [(place: Connection, shop: BranchShop)] = []
        for (index, alias) in ["north", "south", "west"].enumerated() { branches.append(try await hub.branch(alias, seed: UInt64(11 + index))) }
        for (place, _) in branches {
            let opened = try await hub.actions.open(.init(place), fromNow: false, by: .terminal)
            #expect(!opened.isAlreadyOpen && opened.skipped == 0 && opened.tables.count == BranchShop.tableNames.count)
        }
        for day in 0..<4 {
            for (index, (place, shop)) in branches.enumerated() {
                if day > 0 {
                    _ = try await hub.actions.open(.init(place), fromNow: false, by: .terminal)
                    try shop.work(steps: 120, seed: UInt64(100 * day + index))
                }
                let pair = ConsolidationActions.Pair(place, central)
                let preview = try await hub.actions.preview(pair)
                let closed = try await hub.actions.close(pair, by: .terminal)
                #expect(
                    closed.isVerified,
                    "\(place.alias), day \(day): \(closed.tables.filter { $0.differing > 0 }.map { "\($0.table) \($0.differing)" })")
                #expect(closed.counts.failed == 0)
                #expect(preview.counts == closed.counts, "the preview of \(place.alias) on day \(day) is what the closing did")
                #expect(closed.counts.inserted > 0)
                // What the others have is as it was.
                for (other, _) in branches[...index] {
                    let found = try hub.differences(other.alias, in: "central")
                    #expect(found.isEmpty, "\(other.alias) on day \(day): \(found.prefix(3))")
                }
                let again = try await hub.actions.close(pair, by: .terminal)
                #expect(again.counts == ChangeCounts() && again.isVerified, "a second closing finds nothing: \(again.counts)")
            }
        }
        for (place, _) in branches {
            let verified = try await hub.actions.verify(.init(place, central), by: .terminal)
            #expect(verified.isEqual && verified.tables.allSatisfy { $0.branchRows == $0.centralRows })
        }
    }

    @Test("differences of one bit in the central database are all found and repaired")
    func damage() async throws {
        let hub = try await BranchHub()
        let central = try await hub.place(.central, "central")
        let (branch, _) = try await hub.branch("north", seed: 5, rows: 300)
        let pair = ConsolidationActions.Pair(branch, central)
        _ = try await hub.actions.open(pair, fromNow: false, by: .terminal)
        _ = try await hub.actions.close(pair, by: .terminal)
        let keyed = Set(BranchShop.tableNames).subtracting(BranchShop.keylessNames)
        let planted = try CentralDamage(hub.shell).plant(
            200 * TestScale.factor, central: "central", alias: "north", seed: TestScale.seed, tables: keyed)
        #expect(planted.count == 200 * TestScale.factor)
        let found = try await hub.actions.verify(pair, by: .terminal)
        #expect(found.tables.reduce(0) { $0 + $1.differing } == planted.count)
        let repaired = try await hub.actions.verify(pair, repairs: true, by: .terminal)
        #expect(repaired.isEqual && repaired.tables.reduce(0) { $0 + $1.repaired } == planted.count)
        #expect(try hub.differences("north", in: "central").isEmpty)
        let more = try CentralDamage(hub.shell).plant(5, central: "central", alias: "north", seed: 3, tables: Set(BranchShop.keylessNames))
        #expect(!more.isEmpty)
        #expect(try await !hub.actions.verify(pair, by: .terminal).isEqual)
        #expect(try await hub.actions.verify(pair, repairs: true, by: .terminal).isEqual)
        #expect(try hub.differences("north", in: "central").isEmpty)
    }

    @Test("a closing that is taken back leaves the central database as it was, and the next one brings the same again")
    func undo() async throws {
        let hub = try await BranchHub()
        let central = try await hub.place(.central, "central")
        let (branch, shop) = try await hub.branch("north", seed: 6)
        let pair = ConsolidationActions.Pair(branch, central)
        _ = try await hub.actions.open(pair, fromNow: false, by: .terminal)
        _ = try await hub.actions.close(pair, by: .terminal)
        let before = try Self.picture(hub, "central")
        try shop.work(steps: 200, seed: 9)
        let second = try await hub.actions.close(pair, by: .terminal)
        let id = try #require(second.consolidation)
        let preview = try await hub.actions.undo(id, isPreview: true, by: .terminal)
        let undone = try await hub.actions.undo(id, by: .terminal)
        #expect(preview.tables.map(\.removed) == undone.tables.map(\.removed) && preview.tables.map(\.restored) == undone.tables.map(\.restored))
        #expect(try Self.picture(hub, "central") == before)
        let third = try await hub.actions.close(pair, by: .terminal)
        #expect(third.counts == second.counts && third.isVerified)
        #expect(try hub.differences("north", in: "central").isEmpty)
    }

    /// All rows of all tables as text, our own bookkeeping aside.
    private static func picture(_ hub: BranchHub, _ database: String) throws -> [String: [[String]]] {
        var out: [String: [[String]]] = [:]
        for table in BranchShop.tableNames {
            out[table] = try hub.shell.rows("SELECT * FROM `\(table.replacing("`", with: "``"))`;", in: database).sorted {
                $0.joined(separator: "\t") < $1.joined(separator: "\t")
            }
        }
        return out
    }

    @Test("rows that the central database refuses wait with their reason, are edited and tried again, and are given up")
    func refusals() async throws {
        let hub = try await BranchHub()
        let central = try await hub.place(.central, "central")
        let branch = try await hub.place(.branch, "north")
        try hub.shell.run(
            "CREATE TABLE dish (id INT PRIMARY KEY, name VARCHAR(40) NOT NULL, price DECIMAL(8,2)); INSERT INTO dish SELECT seq, CONCAT('dish ', seq), seq FROM seq_1_to_1000;",
            in: "north")
        let pair = ConsolidationActions.Pair(branch, central)
        _ = try await hub.actions.open(pair, fromNow: false, by: .terminal)
        _ = try await hub.actions.close(pair, by: .terminal)
        try hub.shell.run("ALTER TABLE dish ADD CONSTRAINT cheap CHECK (price < 5000);", in: "central")
        try hub.shell.run(
            "UPDATE dish SET price = price + 0.5 WHERE id % 100 = 7; UPDATE dish SET price = 9999 WHERE id = 7; INSERT INTO dish VALUES (2000, 'gold', 7000);",
            in: "north")
        let closed = try await hub.actions.close(pair, by: .terminal)
        #expect(closed.counts.failed == 2 && closed.counts.updated == 9 && closed.counts.inserted == 0 && closed.isVerified)
        var filter = FailureFilter()
        filter.status = .open
        let (rows, total) = try await hub.actions.failures(filter)
        #expect(total == 2 && Set(rows.map(\.keyText)) == ["7", "2000"] && rows.allSatisfy { $0.reason == "4025" && $0.tries == 1 })
        let gold = try #require(rows.first { $0.keyText == "2000" })
        #expect(gold.row["name"]?.string == "gold")
        #expect(try await hub.actions.retry(nil, by: .terminal).failed == 2)
        let edited = try await hub.actions.retry([gold.id], edits: ["price": "4999"], by: .terminal)
        #expect(edited.succeeded == 1)
        #expect(try hub.shell.rows("SELECT price FROM dish WHERE id = 2000;", in: "central") == [["4999.00"]])
        // What a person has edited stays as edited, and is no difference.
        let after = try await hub.actions.close(pair, by: .terminal)
        #expect(after.counts.inserted == 0 && after.counts.updated == 0 && after.isVerified)
        #expect(try hub.shell.rows("SELECT price FROM dish WHERE id = 2000;", in: "central") == [["4999.00"]])
        for _ in 0..<ConsolidationActions.triesMax { _ = try await hub.actions.close(pair, by: .terminal) }
        filter.status = .givenUp
        #expect(try await hub.actions.failures(filter).rows.map(\.keyText) == ["7"])
        // A change in the branch has it tried again.
        try hub.shell.run("UPDATE dish SET price = 8 WHERE id = 7;", in: "north")
        #expect(try await hub.actions.close(pair, by: .terminal).counts.updated == 1)
        #expect(try await hub.actions.verify(pair, by: .terminal).tables[0].differing == 0)
    }

    @Test("without a baseline, a server, a table or a password nothing is closed, and one sentence says why")
    func refusesClearly() async throws {
        let hub = try await BranchHub()
        let central = try await hub.place(.central, "central")
        let branch = try await hub.place(.branch, "north")
        try hub.shell.run("CREATE TABLE a (id INT PRIMARY KEY); CREATE TABLE b (id INT PRIMARY KEY); INSERT INTO a VALUES (1);", in: "north")
        let pair = ConsolidationActions.Pair(branch, central)
        func code(_ work: () async throws -> Void) async -> String {
            do { try await work() } catch { return Problem(error).code }
            return "done"
        }
        #expect(await code { _ = try await hub.actions.close(pair, by: .terminal) } == "no_baseline")
        _ = try await hub.actions.open(pair, fromNow: false, by: .terminal)
        _ = try await hub.actions.close(pair, by: .terminal)
        try hub.shell.run("RENAME TABLE b TO c;", in: "north")
        #expect(await code { _ = try await hub.actions.close(pair, by: .terminal) } == "branch_table_gone")
        try hub.shell.run("RENAME TABLE c TO b;", in: "north")
        var wrong = pair
        wrong.branch.url = "mysql://\(hub.shell.user)@127.0.0.1:\(hub.shell.port)/north"
        wrong.branchPassword = "wrong"
        #expect(await code { _ = try await hub.actions.close(wrong, by: .terminal) } == "store_login")
        wrong.branch.url = try hub.address("nowhere")
        #expect(await code { _ = try await hub.actions.close(wrong, by: .terminal) } == "store_database")
        #expect(
            await code { _ = try await hub.actions.add(Connection(.branch, alias: "x", url: "mysql://a:secret@h/d"), by: .terminal) }
                == "place_password")
        let state = try await hub.actions.place("north", .branch).state
        #expect(state == .closed)
        #expect(try await hub.actions.close(pair, by: .terminal).counts == ChangeCounts())
    }
}
