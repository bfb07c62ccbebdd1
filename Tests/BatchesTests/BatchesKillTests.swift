// Syncs while the server is killed and started again, while several processes sync at once, and while files come and go:
// after one quiet sync every field is what the oracle says, and no reader ever saw fields that no set of files had.

import Foundation
import Host
import Kernel
import Mongo
import Store
import Synchronization
import TestKit
import Testing
import Web

@testable import Batches

@Suite(.enabled(if: MongoServer.lacks == nil), .serialized) struct BatchesKillTests {
    /// Files that come and go, one hand after the other, until it is stopped.
    final class Traffic: Sendable {
        let bench: MaskBench
        private struct State {
            var samples: MaskSamples
            var files: [MaskBench.File]
            var moves = 0
            var most: [String: Int] = [:]
            var isOver = false
        }
        private let state: Mutex<State>
        var moves: Int { state.withLock { $0.moves } }

        init(_ bench: MaskBench, _ samples: MaskSamples, _ files: [MaskBench.File]) {
            self.bench = bench
            var state = State(samples: samples, files: files)
            for file in files { Self.count(file, &state) }
            self.state = Mutex(state)
        }

        private static func count(_ file: MaskBench.File, _ state: inout State) {
            if let number = MaskNameOracle.number(file.name) { state.most[number, default: 0] += 1 }
        }

        func stop() { state.withLock { $0.isOver = true } }

        /// More files than a number ever had, all together.
        func most(_ number: String) -> Int { state.withLock { $0.most[number] ?? 0 } }

        func run() async {
            while !state.withLock({ $0.isOver }) {
                let (come, gone, mended) = state.withLock { state -> ([MaskBench.File], [MaskBench.File], [MaskBench.File]) in
                    state.moves += 1
                    let at = MongoSyncTests.now + Int64(state.moves) * 17
                    switch state.samples.random.below(4) {
                    case 0 where !state.files.isEmpty:
                        let file = state.files.remove(at: state.samples.random.below(state.files.count))
                        return ([], [file], [])
                    case 1 where !state.files.isEmpty:
                        // The same name anew.
                        let old = state.files.remove(at: state.samples.random.below(state.files.count))
                        let new = MaskBench.File(old.name, length: old.length, at: at, whole: old.whole)
                        state.files.append(new)
                        Self.count(new, &state)
                        return ([new], [old], [])
                    case 2:
                        let broken = state.files.indices.filter { state.files[$0].whole != .whole }
                        guard !broken.isEmpty else { return ([], [], []) }
                        let place = state.samples.random.pick(broken)
                        state.files[place].whole = .whole
                        return ([], [], [state.files[place]])
                    default:
                        let new = (0..<state.samples.random.within(1...5)).map { _ in state.samples.file(at: at) }
                        state.files += new
                        for file in new { Self.count(file, &state) }
                        return (new, [], [])
                    }
                }
                // Where the server is away a hand fails, wholly or in part: the oracle looks at what is there.
                if !gone.isEmpty { try? await bench.remove(gone.map(\.id)) }
                if !come.isEmpty { try? await bench.put(come) }
                for file in mended { try? await bench.mend(file) }
                try? await Clock.system.sleep(.milliseconds(5))
            }
        }
    }

    /// Reads the batches over and over.
    static func watch(_ traffic: Traffic, _ first: [String: String], _ isOver: @escaping @Sendable () -> Bool) async -> (
        looks: Int, complaints: [String]
    ) {
        var (looks, complaints): (Int, [String]) = (0, [])
        while !isOver() {
            if let documents = try? await traffic.bench.all() {
                looks += 1
                for document in documents {
                    guard let id = document["id"]?.string, let number = MaskNameOracle.number(id), let key = document["_id"].map({ "\($0)" }) else {
                        continue
                    }
                    let fields = "\(document["mongo_uploaded"].map { "\($0)" } ?? "") \(document["file_info"].map { "\($0)" } ?? "")"
                    // As it was before the first sync, or of one piece.
                    if first[key] == fields { continue }
                    let info = document["file_info"]?.document
                    let count = info?["file_count"]?.int ?? -1
                    let last = info?["last_file_upload"]?.string
                    let isOfOnePiece =
                        document["mongo_uploaded"] == .bool(count > 0) && info?["has_files"] == .bool(count > 0) && (last != nil) == (count > 0)
                    if !isOfOnePiece || count < 0 || count > traffic.most(number) { complaints.append("\(id): \(fields)") }
                }
            }
            try? await Clock.system.sleep(.milliseconds(20))
        }
        return (looks, complaints)
    }

    static func fields(_ bench: MaskBench) async throws -> [String: String] {
        Dictionary(
            try await bench.all().map {
                ($0["_id"].map { "\($0)" } ?? "", "\($0["mongo_uploaded"].map { "\($0)" } ?? "") \($0["file_info"].map { "\($0)" } ?? "")")
            }
        ) { first, _ in first }
    }

    @Test(arguments: BatchKindOfHome.mongos)
    func `killed and started again in the middle of syncs, everything is right in the end`(_ kind: BatchKindOfHome) async throws {
        let server = try await MongoServer(replicaSet: kind == .replicaSet, mode: .durable)
        let place = try await BatchPlace(kind, url: server.url)
        let bench = try #require(place.bench)
        var random = SeededRandom(seed: TestScale.seed + (kind == .alone ? 0 : 7))
        var samples = MaskSamples(seed: random.next())
        let files = try await MongoSyncTests.fill(bench, &samples, batches: 435, files: 800)
        let first = try await Self.fields(bench)
        let other = try await place.other()
        let traffic = Traffic(bench, samples, files)
        let isOver = Shared(false)
        async let moving: Void = traffic.run()
        async let watched = Self.watch(traffic, first) { isOver.value }
        let tally = Shared((syncs: 0, away: 0, others: [String]()))
        async let syncing: Void = withTaskGroup(of: Void.self) { group in
            for number in 0..<10 {
                let actions = number.isMultiple(of: 2) ? place.actions : other
                group.addTask {
                    while !isOver.value {
                        do {
                            if number == 3 { try await actions.refresh() }
                            try await actions.sync()
                            tally.withLock { $0.syncs += 1 }
                        } catch let problem as Problem {
                            tally.withLock {
                                if ["mongo_away", "mongo_unknown_write"].contains(problem.code), problem.status == 503 {
                                    $0.away += 1
                                } else if problem.code != "batches_busy" {
                                    $0.others.append("\(problem)")
                                }
                            }
                            try? await Clock.system.sleep(.milliseconds(30))
                        } catch { tally.withLock { $0.others.append("\(error)") } }
                    }
                }
            }
        }
        var hit = 0
        let kills = max(1, TestScale.tries(3))
        for _ in 0..<kills {
            try await Clock.system.sleep(.milliseconds(Int64(random.within(50...900))))
            let before = tally.value.away
            try await server.kill()
            try await Clock.system.sleep(.milliseconds(Int64(random.within(0...600))))
            try await server.start()
            if tally.value.away > before { hit += 1 }
        }
        try await Clock.system.sleep(.milliseconds(300))
        traffic.stop()
        await moving
        isOver.withLock { $0 = true }
        await syncing
        let seen = await watched
        // One quiet sync.
        try await place.actions.refresh()
        try await place.actions.sync()
        try await place.actions.refresh()
        let differences = try await MaskOracle(bench).differences()
        let (syncs, away, others) = tally.value
        #expect(differences == [])
        #expect(seen.complaints == [], "\(seen.complaints.prefix(3))")
        #expect(others == [], "\(others.prefix(3))")
        #expect(seen.looks > 3 && syncs > 3 && traffic.moves > 5)
        let truth = try await MaskOracle(bench).truth()
        let (rows, total, _) = try await place.actions.masks(MaskFilter(), after: nil, limit: 100_000)
        #expect(total == Int64(truth.files) && Set(rows.map(\.id)).count == truth.files)
        #expect(rows.count { $0.completeness == .incomplete } == truth.incomplete.count)
        let written = try await MongoSyncTests.counters(bench)
        #expect(try await place.actions.sync().updated == 0)
        #expect(try await MongoSyncTests.counters(bench) == written)
        let listing = try await place.actions.list(BatchFilter(), limit: 10_000)
        #expect(listing.board.problem == nil && listing.board.problemSince == nil)
        print(
            "batches, \(kind), seed \(TestScale.seed): \(kills) kills, \(hit) seen by a sync, \(syncs) syncs, \(away) found it away, \(traffic.moves) moves of files, "
                + "\(seen.looks) looks of the reader, \(seen.complaints.count) complaints, \(truth.files) files in the end, \(differences.count) differences"
        )
    }

    @Test(arguments: BatchKindOfHome.mongos)
    func `two processes on one hub and one on another, ten callers, files that come and go`(_ kind: BatchKindOfHome) async throws {
        let place = try await BatchPlace(kind)
        let bench = try #require(place.bench)
        var samples = MaskSamples(seed: TestScale.seed + 11)
        let files = try await MongoSyncTests.fill(bench, &samples, batches: 120, files: 400)
        let first = try await Self.fields(bench)
        let (second, third) = (try await place.other(), try await place.other(hub: "other.sqlite"))
        let all = [place.actions, second, third]
        let traffic = Traffic(bench, samples, files)
        let isOver = Shared(false)
        async let moving: Void = traffic.run()
        async let watched = Self.watch(traffic, first) { isOver.value }
        let problems = Shared<[String]>([])
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<10 {
                group.addTask {
                    for _ in 0..<6 * TestScale.factor {
                        do {
                            try await all[number % 3].refresh()
                            try await all[number % 3].sync()
                        } catch { if Problem(error).code != "batches_busy" { problems.withLock { $0.append("\(error)") } } }
                    }
                }
            }
        }
        traffic.stop()
        await moving
        isOver.withLock { $0 = true }
        let seen = await watched
        for actions in all {
            try await actions.refresh()
            try await actions.sync()
        }
        #expect(try await MaskOracle(bench).differences() == [])
        #expect(problems.value == [] && seen.complaints == [] && seen.looks > 0)
        let truth = try await MaskOracle(bench).truth()
        for actions in all {
            try await actions.refresh()
            let (_, total, _) = try await actions.masks(MaskFilter(), after: nil, limit: 1)
            #expect(total == Int64(truth.files))
            // Nobody has changed anything but the files.
            let home = try await actions.home()
            let deeds = try await actions.database.read { try DeedTable(tx: $0, home: home.scope.home).page(limit: 10) }
            #expect(deeds.isEmpty, "\(deeds)")
        }
        await bench.drop()
    }

    @Test func `callers at one moment share syncs, and each gets one that began after it asked`() async throws {
        let turns = SyncTurns()
        let log = Shared((begun: 0, running: 0, most: 0))
        @Sendable func work() async throws -> SyncOutcome {
            log.withLock {
                $0.begun += 1
                $0.running += 1
                $0.most = max($0.most, $0.running)
            }
            var outcome = SyncOutcome()
            outcome.updated = log.value.begun
            try await Clock.system.sleep(.milliseconds(20))
            log.withLock { $0.running -= 1 }
            return outcome
        }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<40 {
                group.addTask {
                    try await Clock.system.sleep(.milliseconds(Int64(number % 7) * 5))
                    let before = log.value.begun
                    return try await turns.turn { try await work() }.updated > before || before == 0
                }
            }
            for try await isLater in group { #expect(isLater) }
        }
        let (begun, _, most) = log.value
        #expect(most == 1 && begun < 12)
    }
}
