// The server from its start to its end: when it answers, how it stops in the middle of work, and how soon a line that a
// machine appends can be seen.

import Foundation
import Glibc
import Kernel
import TestKit
import Testing

@Suite("The server's life", .serialized) struct ServerLifeTests {
    static let stopMillisecondsMax: Int64 = 15_000
    static let visibleMillisecondsMax: Int64 = 15_000
    static let appends = 100 * Campaign.scale

    @Test("it answers soon after it is started, on an empty and on a filled database")
    func startToAnswer() async throws {
        let site = try ProgramSite()
        var taken: [Int64] = []
        for _ in 0..<5 {
            let server = try site.serve()
            taken.append(try await server.ready("/health").milliseconds)
            server.send(SIGTERM)
            #expect(try await server.ended(within: 30) == 0)
        }
        #expect((taken.max() ?? 0) < KillTests.readyLimit)
        Campaign.note("start to first answer: \(taken) ms")
    }

    @Test("asked to stop in the middle of loading it ends in time, with what it had in hand committed or undone")
    func stopsWhileLoading() async throws {
        let tree = MounterTree(MounterPlan(seed: Campaign.seed, days: 6, rowsPerFile: 400...1200))
        let site = try ProgramSite()
        try await site.addSource()
        try tree.write(to: URL(fileURLWithPath: site.share))
        var random = SeededRandom(seed: Campaign.seed)
        var taken: [Int64] = []
        for _ in 0..<4 {
            let server = try site.serve()
            let port = try await server.ready("/health").port
            // A visitor who keeps a connection open without a word does not hold it up.
            let idle = try ProgramClient.connect(port)
            defer { close(idle) }
            try await Task.sleep(nanoseconds: UInt64(random.below(300)) * 1_000_000)
            let began = Stopwatch.milliseconds()
            server.send(SIGTERM)
            #expect(try await server.ended(within: 30) == 0, "\(server.error)")
            taken.append(Stopwatch.milliseconds() - began)
            #expect(!server.error.contains(" error "), "\(server.error.prefix(1000))")
            let faults = try await site.imbalances()
            #expect(faults.isEmpty, "\(faults)")
        }
        #expect((taken.max() ?? 0) < Self.stopMillisecondsMax)
        let last = try await site.ingest()
        #expect(last.code < 2, "\(last.error)")
        let differences = try await site.differences(tree.contents)
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
        Campaign.note("stop while loading: \(taken) ms")
    }

    @Test("asked to stop while it starts it stops as well")
    func stopsWhileStarting() async throws {
        let site = try ProgramSite()
        var random = SeededRandom(seed: Campaign.seed)
        for _ in 0..<25 * Campaign.scale {
            let server = try site.serve()
            try await Task.sleep(nanoseconds: UInt64(random.below(120)) * 1_000_000)
            server.send(SIGTERM)
            // Before it listens to signals the system ends it, which is as good.
            let code = try await server.ended(within: 30)
            #expect(
                code == 0 || code == 128 + SIGTERM,
                "\(code.map(String.init) ?? "still runs") \(server.error.prefix(500))")
        }
        // Whoever was stopped before the schema was there has left none.
        _ = try await site.run(["ledger"])
        #expect(try await site.imbalances().isEmpty)
    }

    @Test("an interrupt from the keyboard ends it as well")
    func interrupt() async throws {
        let server = try ProgramSite().serve()
        _ = try await server.ready("/health")
        server.send(SIGINT)
        #expect(try await server.ended(within: 30) == 0)
    }

    @Test("a line that is appended can be seen in the API soon")
    func appendedLineIsVisible() async throws {
        let site = try ProgramSite()
        for mounter in 1...3 {
            try site.folder.write("share/L1 m\(mounter)/20250804.csv", BadFiles.good(200, from: mounter * 1000))
        }
        try await site.addSource()
        let token = try await site.token()
        let server = try site.serve()
        let port = try await server.ready().port
        _ = try await Campaign.eventually(60) {
            try await site.run(["ledger", "--json"]).json["total"]?["loaded"]?.int == 600
        }
        var random = SeededRandom(seed: Campaign.seed)
        var taken: [Int64] = []
        for index in 0..<Self.appends {
            try await Task.sleep(nanoseconds: UInt64(random.below(120)) * 1_000_000)
            let number = 100_000 + index
            try site.folder.append("share/L1 m\(1 + index % 3)/20250804.csv", BadFiles.row(number) + "\n")
            let began = Stopwatch.milliseconds()
            let isThere = try await seen(port, token, "BC-\(number)", since: began)
            #expect(isThere, "row \(number) is not there after \(Self.visibleMillisecondsMax) ms")
            taken.append(Stopwatch.milliseconds() - began)
        }
        taken.sort()
        let (half, most) = (taken[taken.count / 2], taken[min(taken.count - 1, taken.count * 99 / 100)])
        Campaign.note(
            "appended line visible in the API: \(taken.count) appends, p50 \(half) ms, p99 \(most) ms, at most \(taken.last ?? 0) ms"
        )
    }

    private func seen(_ port: Int, _ token: String, _ barcode: String, since began: Int64) async throws -> Bool {
        while Stopwatch.milliseconds() - began < Self.visibleMillisecondsMax {
            let reply = try await ProgramClient.get(
                port, "/api/v1/traceability/changes?limit=1&barcode=\(barcode)", token: token)
            guard reply.status == 200 else { throw ProgramFailure(what: "\(reply.status): \(reply.text)") }
            if reply.json["total"]?.int == 1 { return true }
            try await Task.sleep(nanoseconds: 2_000_000)
        }
        return false
    }
}
