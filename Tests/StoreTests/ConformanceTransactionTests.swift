// Transactions that run side by side, bulk loads, and what happens when one is stopped: the same on every engine.

import Kernel
import Store
import Synchronization
import TestKit
import Testing

@Suite struct ConformanceTransactionTests {
    let hub: StoreHub

    init() async throws {
        hub = try await StoreHub([ConformanceTests.everything, ConformanceTests.counts, ConformanceTests.named, ConformanceTests.children])
    }

    struct Stop: Error {}

    @Test func keepsAllOrNothing() async throws {
        await #expect(throws: Stop.self) {
            try await hub.write { tx in
                try tx.execute("INSERT INTO named (name) VALUES ('a')")
                throw Stop()
            }
        }
        #expect(try await hub.count("named") == 0)
        let shown = try await hub.database.rehearse { tx in
            try tx.execute("INSERT INTO named (name) VALUES ('a')")
            return try tx.int("SELECT COUNT(*) FROM named")
        }
        #expect(shown == 1)
        #expect(try await hub.count("named") == 0)
    }

    @Test func goesOnAfterAFailureInASavepoint() async throws {
        try await hub.write { tx in
            try tx.execute("INSERT INTO named (name) VALUES ('a')")
            do {
                try tx.savepoint {
                    try tx.execute("INSERT INTO named (name) VALUES ('b')")
                    try tx.execute("INSERT INTO named (name) VALUES ('a')")
                }
                Issue.record("the same name twice was taken")
            } catch let problem as Problem { #expect(problem.code == "store_constraint") }
            try tx.savepoint {
                try tx.execute("INSERT INTO named (name) VALUES ('c')")
                do { try tx.savepoint { throw Stop() } } catch is Stop {}
            }
        }
        #expect(try await hub.list("SELECT name FROM named ORDER BY name") == ["a", "c"])
    }

    @Test func refusesAStatementInsideAQueryButGoesOn() async throws {
        // SQLite can; the servers cannot, and a closure has to be right on all of them.
        guard !TestEngine.isSQLite else { return }
        try await hub.write { tx in for n in 0..<50 { try tx.execute("INSERT INTO named (name) VALUES (\("n\(n)"))") } }
        let problem = await hub.problem { tx in try tx.query("SELECT id FROM named") { _ in try tx.execute("UPDATE named SET amount = 1") } }
        #expect(problem?.code == "statement_nested")
        #expect(try await hub.count("named") == 50)
    }

    @Test func endsAQueryThatIsNoLongerWanted() async throws {
        try await hub.write { tx in
            let bulk = try tx.bulkInsert(into: "everything", columns: ["number", "name"])
            for n in 0..<20_000 {
                bulk.int(Int64(n))
                bulk.string("row \(n)")
                try bulk.endRow()
            }
            #expect(try bulk.finish() == 20_000)
        }
        for _ in 0..<3 {
            await #expect(throws: Stop.self) {
                try await hub.read { tx in try tx.query("SELECT id, name FROM everything") { _ in throw Stop() } }
            }
        }
        #expect(try await hub.count("everything") == 20_000)
    }

    @Test func seesOneSnapshotForTheWholeRead() async throws {
        try await hub.write { try $0.execute("INSERT INTO named (name, amount) VALUES ('a', 1), ('b', 1)") }
        let other = try hub.another()
        let gate = Gate()
        let reader = Task {
            try await hub.read { tx in
                let before = try tx.int("SELECT SUM(amount) FROM named")
                gate.open("read")
                gate.wait("written")
                return [before, try tx.int("SELECT SUM(amount) FROM named"), try tx.int("SELECT COUNT(*) FROM named")]
            }
        }
        await gate.passed("read")
        _ = try await other.write { try $0.execute("UPDATE named SET amount = 5") }
        _ = try await other.write { try $0.execute("INSERT INTO named (name) VALUES ('c')") }
        gate.open("written")
        #expect(try await reader.value == [2, 2, 2])
        #expect(try await hub.count("named") == 3)
        try await other.close()
    }

    /// Eight writers, each reading a number and writing it back one higher.
    @Test func losesNoUpdate() async throws {
        try await hub.write { try $0.execute("INSERT INTO named (name) VALUES ('counter')") }
        let other = try hub.another()
        let databases = [hub.database, other]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<8 {
                group.addTask {
                    for _ in 0..<15 {
                        try await databases[writer % 2].write { tx in
                            let n = try tx.int("SELECT amount FROM named WHERE name = 'counter'") ?? -1
                            try tx.execute("UPDATE named SET amount = \(n + 1) WHERE name = 'counter'")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await hub.list("SELECT amount FROM named") == ["120"])
        try await other.close()
    }

    /// What many check first and then insert comes once.
    @Test func insertsOnceWhatManyWant() async throws {
        let other = try hub.another()
        let databases = [hub.database, other]
        let made = try await withThrowingTaskGroup(of: Int.self) { group in
            for writer in 0..<6 {
                group.addTask {
                    var made = 0
                    for n in 0..<20 {
                        let isNew = try await databases[writer % 2].write { tx in
                            guard try tx.int("SELECT id FROM named WHERE name = \("n\(n)")") == nil else { return false }
                            try tx.execute("INSERT INTO named (name) VALUES (\("n\(n)"))")
                            return true
                        }
                        made += isNew ? 1 : 0
                    }
                    return made
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(made == 20)
        #expect(try await hub.count("named") == 20)
        try await other.close()
    }

    /// Four writers add to the same counts, each in an order of its own.
    @Test func addsToTheSameCountsFromManySides() async throws {
        let other = try hub.another()
        let databases = [hub.database, other]
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    for round in 0..<10 {
                        try await databases[writer % 2].write(.current) { tx in
                            let bulk = try tx.bulkAdd(into: "counts", key: ["place", "day_number"], counts: ["good", "bad"])
                            let order = Array(0..<30).sorted {
                                ($0 &* 7919 &+ writer &* 31 &+ round) % 101 < ($1 &* 7919 &+ writer &* 31 &+ round) % 101
                            }
                            for n in order {
                                bulk.string("place \(n % 10)")
                                bulk.int(Int64(n / 10))
                                bulk.int(1)
                                bulk.int(Int64(n))
                                try bulk.endRow()
                            }
                            try bulk.finish()
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(try await hub.list("SELECT COUNT(*), SUM(good), MIN(good), MAX(good), SUM(bad) FROM counts") == ["30|1200|40|40|17400"])
        try await other.close()
    }

    @Test func addsUpTheSameKeyInOneBatch() async throws {
        try await hub.write { tx in
            let bulk = try tx.bulkAdd(into: "counts", key: ["place", "day_number"], counts: ["good", "bad"])
            for n in 0..<12_000 {
                bulk.string("p\(n % 3)")
                bulk.int(7)
                bulk.int(1)
                bulk.int(2)
                try bulk.endRow()
            }
            try bulk.finish()
        }
        #expect(try await hub.list("SELECT place, good, bad FROM counts ORDER BY place") == ["p0|4000|8000", "p1|4000|8000", "p2|4000|8000"])
    }

    @Test func loadsRowsInBulkToTheByte() async throws {
        let texts = ConformanceTests.texts
        let count = 5000
        try await hub.write { tx in
            let bulk = try tx.bulkInsert(into: "everything", columns: ["number", "is_so", "name", "story", "content", "at"])
            for n in 0..<count {
                bulk.int(Int64(n))
                bulk.int(Int64(n % 2))
                if n % 7 == 0 { bulk.null() } else { bulk.string(texts[n % texts.count]) }
                bulk.string(String(repeating: texts[n % texts.count], count: n % 5))
                let bytes = (0..<n % 300).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ n) }
                bytes.withUnsafeBytes { bulk.bytes($0) }
                bulk.optionalInt(n % 3 == 0 ? nil : Int64(n) * 1000)
                try bulk.endRow()
                // Another statement in between, as the loader does.
                if n % 1000 == 0 { _ = try tx.int("SELECT COUNT(*) FROM named") }
            }
            #expect(try bulk.finish() == count)
        }
        let wrong = try await hub.read { tx in
            var at = 0
            var wrong: [Int] = []
            try tx.query("SELECT number, is_so, name, story, content, at FROM everything ORDER BY number") { row in
                let n = at
                at += 1
                let isRight =
                    row.int(0) == Int64(n) && row.int(1) == Int64(n % 2) && row.optionalText(2) == (n % 7 == 0 ? nil : texts[n % texts.count])
                    && row.text(3) == String(repeating: texts[n % texts.count], count: n % 5)
                    && row.bytes(4) == (0..<n % 300).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ n) }
                    && row.optionalInt(5) == (n % 3 == 0 ? nil : Int64(n) * 1000)
                if !isRight { wrong.append(n) }
            }
            return at == count ? wrong : [-at]
        }
        #expect(wrong == [])
    }

    @Test func loadsAllOfABatchOrFails() async throws {
        for bad in ["n5", "n9999"] {
            let problem = await hub.problem { tx in
                try tx.execute("INSERT INTO named (name) VALUES (\(bad))")
                let bulk = try tx.bulkInsert(into: "named", columns: ["name", "amount"])
                for n in 0..<10_000 {
                    bulk.string("n\(n)")
                    bulk.int(1)
                    try bulk.endRow()
                }
                try bulk.finish()
            }
            #expect(problem?.code == "store_constraint")
            #expect(try await hub.count("named") == 0)
        }
        let negative = await hub.problem { tx in
            let bulk = try tx.bulkInsert(into: "named", columns: ["name", "amount"])
            for n in 0..<10 {
                bulk.string("n\(n)")
                bulk.int(n == 7 ? -1 : 1)
                try bulk.endRow()
            }
            try bulk.finish()
        }
        #expect(negative?.code == "store_constraint")
        #expect(try await hub.count("named") == 0)
    }

    @Test func stopsWhenItsTaskIsCancelled() async throws {
        try await hub.write { tx in
            let bulk = try tx.bulkInsert(into: "counts", columns: ["place", "day_number", "good", "bad"])
            for n in 0..<3000 {
                bulk.string("p")
                bulk.int(Int64(n))
                bulk.int(1)
                bulk.int(1)
                try bulk.endRow()
            }
            try bulk.finish()
        }
        let gate = Gate()
        let started = Stopwatch.milliseconds()
        let task = Task {
            try await hub.read { tx in
                gate.open("running")
                // Some 27,000,000,000 combinations.
                return try tx.int(
                    "SELECT SUM(a.good * b.bad + c.good) FROM counts a, counts b, counts c WHERE a.day_number + b.day_number > c.day_number")
            }
        }
        await gate.passed("running")
        try await Task.sleep(nanoseconds: 50_000_000)
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(Stopwatch.milliseconds() - started < 20_000)
        #expect(try await hub.count("counts") == 3000)
    }

    @Test func bringsASchemaUpToDateOnceWhoeverBegins() async throws {
        let table = Table("later", [Column("id", .identity), Column("name", .text(20))])
        let migrations = [
            Migration("test-001-tables", []),
            Migration(
                "test-002-later",
                [
                    .create(table), .index(Index("later_name", on: "later", ["name"])),
                    .sql { _ in ["INSERT INTO later (name) VALUES ('first')"] },
                    .view("later_names", { _ in "SELECT name FROM later" }),
                ]),
        ]
        let databases = try [hub.database, hub.another(), hub.another()]
        let done = try await withThrowingTaskGroup(of: [String].self) { group in
            for database in databases { group.addTask { try await Migrator.migrate(database, migrations, clock: .system) } }
            return try await group.reduce(into: []) { $0 += $1 }
        }
        #expect(done == ["test-002-later"])
        #expect(try await hub.list("SELECT name FROM later_names") == ["first"])
        let older = await #expect(throws: Problem.self) { try await Migrator.migrate(hub.database, [migrations[0]], clock: .system) }
        #expect(older?.code == "schema_ahead")
        for database in databases.dropFirst() { try await database.close() }
    }
}

/// Lets one side wait until the other has come somewhere.
final class Gate: Sendable {
    private let open = Mutex<Set<String>>([])
    private let limitMilliseconds: Int64 = 120_000

    func open(_ name: String) { open.withLock { _ = $0.insert(name) } }

    /// Blocks the thread of a transaction.
    func wait(_ name: String) {
        let start = Stopwatch.milliseconds()
        while !open.withLock({ $0.contains(name) }), Stopwatch.milliseconds() - start < limitMilliseconds { Stopwatch.pause(milliseconds: 2) }
    }

    func passed(_ name: String) async {
        let start = Stopwatch.milliseconds()
        while !open.withLock({ $0.contains(name) }), Stopwatch.milliseconds() - start < limitMilliseconds {
            try? await Task.sleep(nanoseconds: 2_000_000)
        }
    }
}
