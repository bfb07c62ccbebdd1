// Openings and closings of a branch that are killed at any moment, or whose connections are cut at any byte, while people
// sell. After each blow the command is repeated; then the central database has each row of the branch once, has seen each
// sale wholly or not at all, and the next closing finds nothing.

import Foundation
import Glibc
import Kernel
import TestKit
import Testing

@Suite(
    "Openings and closings are killed", .serialized,
    .enabled(if: TestServer.lacks(.mariadb) == nil && !TestEngine.isCluster, "needs the MariaDB server"))
struct ConsolidationKillTests {
    /// Rounds of some dozen blows; at the campaign's usual scale of 10 these are 300 blows and more.
    static let rounds = Campaign.scale == 1 ? 1 : Campaign.scale * 5 / 2

    /// How often a blow is struck again that came too late.
    static let swings = 6

    enum Blow: String, CaseIterable {
        case killFirstOpening = "kill in a first opening"
        case killFirstClosing = "kill in a first closing"
        case killOpening = "kill in an opening"
        case killFromNow = "kill in an opening from now"
        case killClosing = "kill in a closing"
        case killAtCommit = "kill between the commit and its answer"
        case cutOpening = "cut in an opening"
        case cutBranch = "cut the branch in a closing"
        case cutCentral = "cut the central database in a closing"
        case cutCommit = "cut the central database's commit"
        case cutHub = "cut the hub in a closing"
        case killUndo = "kill in an undoing"
        case stop = "stopped, overtaken and woken"
    }

    /// The first two are a branch's first opening and closing; the others follow in any order.
    private static func plan(_ site: ConsolidationSite, _ random: inout SeededRandom) -> [Blow] {
        var rest: [Blow] = [.killOpening, .killFromNow, .killClosing, .killClosing, .killAtCommit, .cutOpening, .cutBranch, .cutCentral, .cutCommit]
        rest.append(site.toHub == nil ? .killClosing : .cutHub)
        rest += [.killUndo, .stop]
        rest.shuffle(using: &random)
        return [.killFirstOpening, .killFirstClosing] + rest
    }

    /// How long commands take that nobody disturbs, and how much they say.
    private struct Usual {
        /// Until a command has its hub.
        var startMilliseconds = 100
        var openMilliseconds = 150
        var closeMilliseconds = 1500
        let openBytes = 20_000
        var closeBytes: [(CuttingProxy.Direction, Int)] = [(.toServer, 60_000), (.toClient, 60_000)]
        var centralBytes: [(CuttingProxy.Direction, Int)] = [(.toServer, 60_000), (.toClient, 60_000)]
    }

    @Test("whatever is killed or cut, a repetition brings each row once", arguments: 0..<ConsolidationKillTests.rounds)
    func blows(_ round: Int) async throws {
        let seed = Campaign.seed &+ 12_000_000 &+ UInt64(round)
        var random = SeededRandom(seed: seed)
        let site = try await ConsolidationSite(seed: seed)
        var usual = Usual()
        var (landed, closings, failures, carried) = ([Blow: Int](), 0, 0, Int64(0))
        var (blows, survived, wrong) = (0, 0, 0)
        (usual.startMilliseconds, usual.openMilliseconds) = (site.startMilliseconds, site.startMilliseconds + 100)
        for blow in Self.plan(site, &random) {
            blows += 1
            site.sales.go()
            let name = "seed \(seed), \(blow.rawValue)"
            var struck = Struck()
            for _ in 0..<Self.swings where !struck.hasLanded {
                struck = try await Self.strike(blow, site, usual, &random)
                site.forward()
                guard struck.isClosed else { continue }
                // It has gone on by itself, or the blow came too late.
                let halves = try site.faults()
                wrong += halves.count
                #expect(halves.isEmpty, "\(name), closed all the same: \(halves)")
                survived += struck.hasLanded ? 1 : 0
            }
            landed[blow, default: 0] += struck.hasLanded ? 1 : 0
            do {
                if [.killFirstOpening, .killOpening, .killFromNow, .cutOpening].contains(blow) {
                    let words = blow == .killFromNow ? ConsolidationSite.openFromNow : ConsolidationSite.open
                    let started = Stopwatch.milliseconds()
                    let opened = try await site.retry(words)
                    if opened.failures == 0, blow != .killFromNow { usual.openMilliseconds = Int(Stopwatch.milliseconds() - started) }
                    failures += opened.failures
                    site.sales.go()
                }
                let during = try await site.retry(ConsolidationSite.close)
                failures += during.failures
                carried += during.answer.carried
                let halves = try site.faults()
                wrong += halves.count
                #expect(halves.isEmpty, "\(name), while people sell: \(halves)")
                try await site.sales.rest()
                carried += try await Self.measuredClose(site, &usual).carried
                let again = try await site.retry(ConsolidationSite.close)
                #expect(again.answer.carried == 0 && again.failures == 0, "\(name): one more closing carries \(again.answer.out.prefix(2000))")
                closings += 3
                let differences = try site.differences() + site.faults()
                wrong += differences.count + Int(again.answer.carried)
                #expect(differences.isEmpty, "\(name): \(differences.prefix(20).joined(separator: "\n"))")
            } catch let failure as ProgramFailure {
                Issue.record("\(name): \(failure.what)")
                return
            }
        }
        try await site.sales.finish()
        let kinds = Blow.allCases.filter { landed[$0] != nil }.map { "\(landed[$0]!) \($0.rawValue)" }.joined(separator: ", ")
        Campaign.note(
            "kill consolidation (hub on \(TestEngine.engine)): seed \(seed), \(blows) blows, \(landed.values.reduce(0, +)) hit a command under way "
                + "(\(kinds)), \(survived) closings ended well all the same, \(failures) repetitions failed, \(closings) closings, \(carried) rows carried, \(site.sales.transactions) transactions, "
                + "\(try site.liveRows()) rows in the end, \(wrong) differences")
    }

    /// A closing that nobody disturbs, from which later blows take their measure.
    private static func measuredClose(_ site: ConsolidationSite, _ usual: inout Usual) async throws -> ProgramAnswer {
        let (before, beforeCentral) = (site.toBranch.counts, site.toCentral.counts)
        let started = Stopwatch.milliseconds()
        let closed = try await site.retry(ConsolidationSite.close)
        usual.closeMilliseconds = Int(Stopwatch.milliseconds() - started)
        func bytes(_ a: CuttingProxy.Counts, _ b: CuttingProxy.Counts) -> [(CuttingProxy.Direction, Int)] {
            [(.toServer, max(1, b.bytesToServer - a.bytesToServer)), (.toClient, max(1, b.bytesToClient - a.bytesToClient))]
        }
        (usual.closeBytes, usual.centralBytes) = (bytes(before, site.toBranch.counts), bytes(beforeCentral, site.toCentral.counts))
        return closed.answer
    }

    // MARK: blows

    /// What became of a blow.
    private struct Struck {
        /// It found the command under way.
        var hasLanded = false
        /// The command was a closing and says that it is done.
        var isClosed = false
    }

    /// Runs a command and strikes.
    private static func strike(_ blow: Blow, _ site: ConsolidationSite, _ usual: Usual, _ random: inout SeededRandom) async throws -> Struck {
        /// Any moment of a command that works, its end too.
        func moment(_ milliseconds: Int) -> UInt64 {
            let start = usual.startMilliseconds * 8 / 10
            return UInt64(start + random.below(max(20, milliseconds * 21 / 20 - start))) * 1_000_000
        }
        switch blow {
        case .killFirstOpening, .killOpening:
            return try await kill(site.spawn(ConsolidationSite.open), after: moment(usual.openMilliseconds))
        case .killFromNow:
            // All is in, and nobody sells.
            try await site.sales.rest()
            _ = try await site.retry(ConsolidationSite.close)
            return try await kill(site.spawn(ConsolidationSite.openFromNow), after: moment(usual.openMilliseconds * 2))
        case .killUndo:
            try await site.sales.rest()
            let closed = try await site.retry(ConsolidationSite.close).answer
            let words = ["undo", closed.json["consolidation"]?.string ?? ""]
            return try await kill(site.spawn(words), after: moment(usual.openMilliseconds * 2))
        case .killFirstClosing, .killClosing:
            return try await kill(site.spawn(ConsolidationSite.close), after: moment(usual.closeMilliseconds))
        case .killAtCommit:
            let process = try site.spawn(ConsolidationSite.close)
            try await Task.sleep(nanoseconds: moment(usual.closeMilliseconds * 6 / 10))
            let cuts = site.toCentral.counts.cuts
            site.toCentral.rule = .cut(.answerTo("COMMIT"))
            while site.toCentral.counts.cuts == cuts, try await process.ended(within: 0) == nil { try await Task.sleep(nanoseconds: 500_000) }
            process.kill()
            return Struck(hasLanded: site.toCentral.counts.cuts > cuts)
        case .cutOpening:
            let struck = try await cut(
                site.toBranch, .bytes(0...usual.openBytes, .toClient), times: 1 + random.below(2), site.spawn(ConsolidationSite.open))
            return Struck(hasLanded: struck.hasLanded)
        case .cutBranch, .cutCentral:
            let proxy = blow == .cutBranch ? site.toBranch : site.toCentral
            let (direction, bytes) = random.pick(blow == .cutBranch ? usual.closeBytes : usual.centralBytes)
            return try await cut(proxy, .bytes(0...bytes, direction), times: 1 + random.below(6), site.spawn(ConsolidationSite.close))
        case .cutCommit:
            let process = try site.spawn(ConsolidationSite.close)
            try await Task.sleep(nanoseconds: moment(usual.closeMilliseconds * 6 / 10))
            return try await cut(
                site.toCentral, random.below(3) == 0 ? .pattern("COMMIT") : .answerTo("COMMIT"), times: 1 + random.below(6), process)
        case .cutHub:
            guard let proxy = site.toHub else { return Struck() }
            let process = try site.spawn(ConsolidationSite.close, isThroughProxy: true)
            try await Task.sleep(nanoseconds: moment(usual.closeMilliseconds))
            let place = random.pick([CuttingProxy.Place.bytes(0...20_000, .toServer), .bytes(0...5000, .toClient), .answerTo("COMMIT")])
            return try await cut(proxy, place, times: 1 + random.below(6), process)
        case .stop: return try await stop(site, after: moment(usual.closeMilliseconds))
        }
    }

    private static func kill(_ process: ProgramProcess, after nanoseconds: UInt64) async throws -> Struck {
        try await Task.sleep(nanoseconds: nanoseconds)
        let isUnderWay = try await process.ended(within: 0) == nil
        process.kill()
        return Struck(hasLanded: isUnderWay)
    }

    /// Cuts so many connections and waits until the process has ended, however it does; a closing goes on by itself some times.
    private static func cut(_ proxy: CuttingProxy, _ place: CuttingProxy.Place, times: Int, _ process: ProgramProcess) async throws -> Struck {
        let cuts = proxy.counts.cuts
        proxy.rule = .cut(place, times: times)
        guard let code = try await process.ended(within: ProgramSite.patienceSeconds) else {
            throw ProgramFailure(what: "does not end: \(process.error)")
        }
        return Struck(hasLanded: proxy.counts.cuts > cuts, isClosed: code == 0)
    }

    /// Stops a closing where it stands, lets another one take its place, and wakes it: it must do nothing more that counts.
    private static func stop(_ site: ConsolidationSite, after nanoseconds: UInt64) async throws -> Struck {
        let first = try site.spawn(ConsolidationSite.close)
        try await Task.sleep(nanoseconds: nanoseconds)
        first.send(SIGSTOP)
        let isUnderWay = try await first.ended(within: 0) == nil
        defer { first.send(SIGCONT) }
        guard isUnderWay, await site.forgetHolder() else { return Struck() }
        let second = try site.spawn(ConsolidationSite.close)
        // It may have to wait for the rows that the first one holds.
        _ = try await second.ended(within: 3)
        first.send(SIGCONT)
        var struck = Struck(hasLanded: true)
        for process in [first, second] {
            guard let code = try await process.ended(within: ProgramSite.patienceSeconds) else {
                throw ProgramFailure(what: "does not end: \(process.error)")
            }
            struck.isClosed = struck.isClosed || code == 0
        }
        return struck
    }
}
