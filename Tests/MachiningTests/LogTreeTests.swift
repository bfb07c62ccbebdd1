// Whole trees of logs through intake into the tables, against the oracle: in one go, growing, in any order, again.

import Foundation
import Intake
import Kernel
import Store
import TestKit
import Testing

@testable import Machining

@Suite("Trees of machine logs") struct LogTreeTests {
    @Test(arguments: 1...4) func `a tree comes to what the oracle says, and a second look changes nothing`(_ seed: UInt64) async throws {
        let hub = try await MachineHub()
        let tree = LogTree(LogPlan(seed: seed))
        try tree.write(to: URL(fileURLWithPath: hub.share))
        let report = try await hub.ingest()
        #expect(report.counts.loaded > 1000 && report.counts.rejected > 5)
        let differences = try await hub.differences(LogOracle(tree.contents, zone: hub.zone))
        #expect(differences.isEmpty, "seed \(seed): \(differences.joined(separator: "\n"))")
        let before = try await hub.dump()
        let again = try await hub.ingest()
        #expect(again.files == 0)
        #expect(try await hub.dump() == before)
    }

    @Test(arguments: 11...13) func `logs that grow, in any order, end as the same logs read at once`(_ seed: UInt64) async throws {
        let hub = try await MachineHub()
        var plan = LogPlan(seed: seed)
        (plan.days, plan.lines) = (6, 80)
        let tree = LogTree(plan)
        var random = SeededRandom(seed: seed)
        var written = Array(repeating: 0, count: tree.files.count)
        while zip(written, tree.files).contains(where: { $0 < $1.bytes.count }) {
            for _ in 0..<3 {
                let n = random.below(tree.files.count)
                let file = tree.files[n]
                guard written[n] < file.bytes.count else { continue }
                let next = min(file.bytes.count, written[n] + random.within(1...1500))
                let url = URL(fileURLWithPath: hub.share).appending(path: file.path)
                try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
                try Data(file.bytes[..<next]).write(to: url)
                written[n] = next
            }
            try await hub.ingest(open: random.perMille(500))
        }
        try await hub.ingest()
        let differences = try await hub.differences(LogOracle(tree.contents, zone: hub.zone))
        #expect(differences.isEmpty, "seed \(seed): \(differences.joined(separator: "\n"))")
        let whole = try await MachineHub()
        try tree.write(to: URL(fileURLWithPath: whole.share))
        try await whole.ingest()
        #expect(try await whole.dump() == hub.dump())
    }
}
