// Connections that are cut at any byte, between a COMMIT and its answer too: what was acknowledged is there once, what
// was not is there not at all.

import Kernel
import Store
import Synchronization
import TestKit
import Testing

@Suite(.enabled(if: !TestEngine.isSQLite && !TestEngine.isCluster, "a file has no connection, and a cluster is cut by its own tests"), .serialized)
struct CutConnectionTests {
    /// Cuts in a run of the suite; campaigns multiply it.
    static let cuts = 60 * TestScale.factor

    let hub: StoreHub
    let proxy: CuttingProxy
    let url: String

    init() async throws {
        hub = try await StoreHub([ConformanceTests.everything, ConformanceTests.counts, ConformanceTests.named])
        let direct = try hub.folder.databaseURL()
        let host = try #require(try DatabaseURL(direct).server().hosts.first)
        proxy = try CuttingProxy(to: host.port, seed: TestScale.seed)
        url = proxy.url(direct) + "&sslmode=disable"
    }

    /// Every place a connection can be cut at, the answer to COMMIT most of all.
    static func place(_ random: inout SeededRandom) -> CuttingProxy.Place {
        switch Int.random(in: 0..<6, using: &random) {
        case 0: .bytes(0...3000, .toServer)
        case 1: .bytes(0...3000, .toClient)
        case 2: .pattern("COMMIT")
        case 3: .answerAfter(0...2000)
        default: .answerTo("COMMIT")
        }
    }

    @Test func writesEachRowOnceWhereverTheConnectionIsCut() async throws {
        let database = try TestEngine.open(url)
        try await database.prepare()
        var random = SeededRandom(seed: TestScale.seed)
        var unknown = 0
        for n in 0..<Self.cuts {
            proxy.rule = .cut(Self.place(&random), times: Int.random(in: 1...3, using: &random))
            do {
                try await database.write { tx in
                    try tx.execute("INSERT INTO everything (number) VALUES (\(n))")
                    let bulk = try tx.bulkInsert(into: "everything", columns: ["number", "name"])
                    for _ in 0..<5 {
                        bulk.int(Int64(-n - 1))
                        bulk.string("beside")
                        try bulk.endRow()
                    }
                    try bulk.finish()
                    let adds = try tx.bulkAdd(into: "counts", key: ["place", "day_number"], counts: ["good", "bad"])
                    adds.string("here")
                    adds.int(1)
                    adds.int(1)
                    adds.int(0)
                    try adds.endRow()
                    try adds.finish()
                }
            } catch let problem as Problem where problem.code == "store_unknown" { unknown += 1 }
        }
        proxy.rule = .forward
        #expect(unknown == 0)
        #expect(proxy.counts.cuts >= Self.cuts / 2, "\(proxy.counts)")
        let rows = try await hub.list("SELECT number, COUNT(*) FROM everything WHERE number >= 0 GROUP BY number HAVING COUNT(*) <> 1")
        #expect(rows == [])
        #expect(
            try await hub.list("SELECT COUNT(*), SUM(CASE WHEN number < 0 THEN 1 ELSE 0 END) FROM everything") == [
                "\(Self.cuts * 6)|\(Self.cuts * 5)"
            ])
        #expect(try await hub.list("SELECT good FROM counts") == ["\(Self.cuts)"])
        #expect(try await hub.list("SELECT COUNT(*) FROM gemba_commits") != ["0"])
        try await database.close()
    }

    @Test func manyWritersAtOnceLoseNothingEither() async throws {
        let database = try TestEngine.open(url)
        try await database.prepare()
        try await hub.write { try $0.execute("INSERT INTO named (name) VALUES ('counter')") }
        let isDone = Mutex(false)
        let proxy = proxy
        let cutter = Task {
            var random = SeededRandom(seed: TestScale.seed &+ 1)
            while !isDone.withLock({ $0 }) {
                proxy.rule = .cut(Self.place(&random))
                try await Task.sleep(nanoseconds: UInt64.random(in: 5_000_000...40_000_000, using: &random))
            }
        }
        let each = Self.cuts / 2
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask {
                    for n in 0..<each {
                        try await database.write { tx in
                            let seen = try tx.int("SELECT amount FROM named WHERE name = 'counter'") ?? 0
                            try tx.execute("UPDATE named SET amount = \(seen + 1) WHERE name = 'counter'")
                            try tx.execute("INSERT INTO everything (number) VALUES (\(writer * 1_000_000 + n))")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        isDone.withLock { $0 = true }
        try await cutter.value
        proxy.rule = .forward
        #expect(try await hub.list("SELECT amount FROM named") == ["\(each * 4)"])
        #expect(try await hub.list("SELECT COUNT(*), COUNT(DISTINCT number) FROM everything") == ["\(each * 4)|\(each * 4)"])
        try await database.close()
    }

    /// The planted bug: a writer that tries again without asking what became of its commit.
    @Test func wouldSeeARowThatWasWrittenTwice() async throws {
        // Without its table of witnesses nobody can be asked.
        let database = try TestEngine.open(url)
        for n in 0..<8 {
            proxy.rule = .cut(.answerTo("COMMIT"))
            for _ in 0..<2 {
                do {
                    _ = try await database.write { try $0.execute("INSERT INTO everything (number) VALUES (\(n))") }
                    break
                } catch let problem as Problem { #expect(problem.code == "store_unknown") }
            }
        }
        proxy.rule = .forward
        #expect(try await hub.count("everything") == 16)
        try await database.close()
    }

    @Test func givesUpAfterItsPatienceAndGoesOnWhenTheServerIsBack() async throws {
        let database = try TestEngine.open(url + "&patience=1")
        try await database.prepare()
        proxy.rule = .refuse
        proxy.cutAll()
        let start = Stopwatch.milliseconds()
        let problem = await #expect(throws: Problem.self) { try await database.read { try $0.int("SELECT 1") } }
        #expect(problem?.isRetryable == true)
        #expect(["store_away", "store_lost"].contains(problem?.code))
        #expect(Stopwatch.milliseconds() - start < 15_000)
        proxy.rule = .forward
        #expect(try await database.read { try $0.int("SELECT 1") } == 1)
        try await database.close()
    }

    @Test func readsAndRehearsalsGoOnToo() async throws {
        let database = try TestEngine.open(url)
        try await hub.write { tx in for n in 0..<200 { try tx.execute("INSERT INTO everything (number, name) VALUES (\(n), 'row')") } }
        var random = SeededRandom(seed: TestScale.seed)
        for _ in 0..<20 {
            proxy.rule = .cut(.bytes(0...9000, Bool.random(using: &random) ? .toClient : .toServer))
            let rows = try await database.read { try $0.rows("SELECT number FROM everything ORDER BY number") { $0.int(0) } }
            #expect(rows == Array(0..<200))
            let rehearsed = try await database.rehearse { tx in
                try tx.execute("DELETE FROM everything WHERE number < 100")
                return try tx.int("SELECT COUNT(*) FROM everything")
            }
            #expect(rehearsed == 100)
        }
        proxy.rule = .forward
        #expect(try await hub.count("everything") == 200)
        try await database.close()
    }
}
