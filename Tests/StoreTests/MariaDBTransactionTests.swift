// What becomes of a transaction on MariaDB that the server gives up, that is interrupted, or whose line breaks: nothing it
// is asked for afterwards may be committed by itself.

import Foundation
import Kernel
import Store
import Testing

@testable import StoreMariaDB

@Suite("MariaDB's transactions", .enabled(if: MariaDBScratch.isThere, MariaDBScratch.reason))
struct MariaDBTransactionTests {
    /// Connections to a new database with two rows.
    private static func with(lockSeconds: Int = 1, _ body: @escaping (_ connect: () throws -> MariaDBConnection) async throws -> Void) async throws {
        try await MariaDBScratch.with { database, name in
            try await database.prepare()
            try await database.write { tx in
                for sql in tx.dialect.create(Table("things", [Column("id", .integer), Column("n", .integer)], primaryKey: ["id"])) {
                    try tx.execute(sql)
                }
                try tx.execute("INSERT INTO things VALUES (1, 0), (2, 0)")
            }
            var address = try MariaDBScratch.url(database: name).server()
            var limits = try PoolLimits(&address.options)
            limits.lockSeconds = lockSeconds
            let login = try MariaDBLogin(address, limits)
            try await body { try MariaDBConnection(login, address.hosts[0]) }
        }
    }

    private static func code(_ body: () throws -> Void) -> String? {
        do { try body() } catch { return (error as? Problem)?.code }
        return nil
    }

    /// On a thread of its own, since those of tasks may not block.
    private static func elsewhere(_ body: @escaping @Sendable () -> String?) async -> String? {
        await withCheckedContinuation { done in DispatchQueue(label: "test").async { done.resume(returning: body()) } }
    }

    /// Every further statement says the same, and nothing of it stays.
    private static func expectDoomed(_ connection: MariaDBConnection, _ code: String, _ other: MariaDBConnection) throws {
        #expect(Self.code { try connection.execute("INSERT INTO things VALUES (9, 9)") } == code)
        #expect(Self.code { _ = try connection.int("SELECT 1") } == code)
        #expect(Self.code { try connection.savepoint {} } == code)
        #expect(Self.code { _ = try connection.bulkInsert(into: "things", columns: ["id", "n"]) } == code)
        #expect(Self.code { try connection.commit(connection.nextWitness()) } == code)
        connection.rollback()
        try other.begin(.read)
        #expect(try other.int("SELECT COUNT(*) FROM things WHERE id = 9") == 0)
        other.rollback()
    }

    @Test("a row that another has changed since the snapshot is a conflict")
    func snapshots() async throws {
        try await Self.with { connect in
            let (a, b) = (try connect(), try connect())
            try a.begin(.write(.snapshot))
            try b.begin(.write(.snapshot))
            try b.execute("UPDATE things SET n = 5 WHERE id = 1")
            try b.commit(b.nextWitness())
            #expect(try a.int("SELECT n FROM things WHERE id = 1") == 0)
            #expect(Self.code { try a.execute("UPDATE things SET n = n + 1 WHERE id = 1") } == "store_conflict")
            try Self.expectDoomed(a, "store_conflict", b)
            try a.begin(.write(.current))
            #expect(try a.execute("UPDATE things SET n = n + 1 WHERE id = 1") == 1)
            #expect(try a.execute("UPDATE things SET n = n WHERE id = 1") == 1)
            try a.commit(nil)
        }
    }

    @Test("a wait for a lock that takes too long gives up the whole transaction")
    func locks() async throws {
        try await Self.with { connect in
            let (a, b) = (try connect(), try connect())
            try a.begin(.write(.current))
            try a.execute("UPDATE things SET n = 1 WHERE id = 1")
            try b.begin(.write(.current))
            try b.execute("INSERT INTO things VALUES (8, 8)")
            #expect(Self.code { try b.execute("UPDATE things SET n = 2 WHERE id = 1") } == "store_busy")
            try Self.expectDoomed(b, "store_busy", try connect())
            a.rollback()
            try a.begin(.read)
            #expect(try a.int("SELECT COUNT(*) FROM things") == 2)
        }
    }

    @Test("of two that wait for each other one is given up, with all that it did")
    func deadlocks() async throws {
        try await Self.with(lockSeconds: 20) { connect in
            let (a, b) = (try connect(), try connect())
            for (connection, id) in [(a, 1), (b, 2)] {
                try connection.begin(.write(.current))
                try connection.execute("UPDATE things SET n = n + 1 WHERE id = \(id)")
            }
            async let first = Self.elsewhere { Self.code { try a.execute("UPDATE things SET n = n + 1 WHERE id = 2") } }
            async let second = Self.elsewhere { Self.code { try b.execute("UPDATE things SET n = n + 1 WHERE id = 1") } }
            let codes = [await first, await second]
            #expect(codes.filter { $0 == "store_conflict" }.count == 1 && codes.filter { $0 == nil }.count == 1)
            let (loser, winner) = codes[0] == nil ? (b, a) : (a, b)
            try winner.commit(nil)
            try Self.expectDoomed(loser, "store_conflict", winner)
        }
    }

    @Test("a statement that changes the schema ends the transaction; another is begun for what follows")
    func schemaChanges() async throws {
        try await Self.with { connect in
            let a = try connect()
            try a.begin(.write(.snapshot))
            try a.execute("CREATE TABLE others (id BIGINT PRIMARY KEY)")
            try a.execute("INSERT INTO others VALUES (1)")
            a.rollback()
            try a.begin(.read)
            #expect(try a.int("SELECT COUNT(*) FROM others") == 0)
            #expect(Self.code { try a.execute("INSERT INTO others VALUES (1)") } == "store_read_only")
            a.rollback()
        }
    }

    private static func nest(_ connection: MariaDBConnection) throws {
        func add(_ id: Int) throws { try connection.execute("INSERT INTO things VALUES (\(id), 0)") }
        try connection.savepoint {
            try add(3)
            try? connection.savepoint {
                try add(4)
                try add(1)
            }
            try? connection.savepoint { throw CancellationError() }
            try add(5)
        }
    }

    @Test("savepoints within savepoints undo only what is theirs")
    func savepoints() async throws {
        try await Self.with { connect in
            let a = try connect()
            try a.begin(.write(.snapshot))
            try Self.nest(a)
            try a.commit(nil)
            try a.begin(.read)
            #expect(try a.rows("SELECT id FROM things ORDER BY id") { $0.int(0) } == [1, 2, 3, 5])
        }
    }

    @Test("a commit whose mark was taken by another is a conflict and commits nothing")
    func marks() async throws {
        try await Self.with { connect in
            let (a, b) = (try connect(), try connect())
            try a.begin(.write(.snapshot))
            try a.execute("INSERT INTO things VALUES (9, 9)")
            let mark = a.nextWitness()
            try b.begin(.write(.current))
            try b.execute("INSERT INTO gemba_commits (session_id, serial, is_fence, noted_at) VALUES (\(mark.session), \(mark.serial), 1, 0)")
            try b.commit(nil)
            #expect(Self.code { try a.commit(mark) } == "store_conflict")
            try Self.expectDoomed(a, "store_conflict", b)
            #expect(a.isUsable && a.hasChanged && a.nextWitness().serial > mark.serial)
        }
    }

    @Test("a running statement is interrupted from outside, an ended connection is left alone", .timeLimit(.minutes(1)))
    func interruptions() async throws {
        try await Self.with { connect in
            let a = try connect()
            try a.begin(.read)
            async let running = Self.elsewhere { Self.code { _ = try a.int("SELECT COUNT(*) FROM seq_1_to_1000000000000 WHERE seq % 7 = 9") } }
            try await Task.sleep(nanoseconds: 300_000_000)
            a.interrupt()
            let outcome = await running
            #expect(outcome == "store_interrupted")
            a.rollback()
            #expect(a.isUsable)
            a.close()
            a.interrupt()
            #expect(Self.code { try a.begin(.read) } == "store_lost")
        }
    }

    @Test("a line that breaks dooms the transaction and the connection")
    func losses() async throws {
        try await Self.with { connect in
            let (a, b) = (try connect(), try connect())
            try a.begin(.write(.snapshot))
            try a.execute("INSERT INTO things VALUES (9, 9)")
            let id = try #require(try a.int("SELECT CONNECTION_ID()"))
            try b.line.run("KILL CONNECTION \(id)")
            try await Task.sleep(nanoseconds: 100_000_000)
            #expect(Self.code { try a.execute("INSERT INTO things VALUES (10, 9)") } == "store_lost")
            #expect(!a.isUsable)
            try Self.expectDoomed(a, "store_lost", b)
            a.close()
            // Its mark went with it.
            try b.begin(.read)
            #expect(try b.int("SELECT COUNT(*) FROM gemba_commits WHERE session_id = \(a.nextWitness().session)") == 0)
        }
    }

    @Test("no text is taken for two statements, and the server gets no file")
    func refusals() async throws {
        try await Self.with { connect in
            let a = try connect()
            try a.begin(.write(.snapshot))
            #expect(Self.code { try a.execute("DELETE FROM things; DELETE FROM things") } == "store_statement")
            #expect(throws: MariaDBFault.self) { try a.line.run("LOAD DATA LOCAL INFILE '/etc/hostname' INTO TABLE things") }
            #expect(try a.int("SELECT COUNT(*) FROM things") == 2)
            #expect(Self.code { try a.execute("INSERT INTO things VALUES (3, \([UInt8](repeating: 0, count: 1 << 25)))") } == "store_too_large")
            #expect(try a.int("SELECT COUNT(*) FROM things") == 2)
        }
    }
}
