// Logs on a real FTP server, plain and with TLS: three centres, three months, against the oracle; pulled again; growing.

import Foundation
import Intake
import Kernel
import Store
import TestKit
import Testing

@testable import Machining

@Suite("Machine logs on a server", .serialized, .enabled(if: FTPServer.lacks() == nil, "\(FTPServer.lacks() ?? "")"))
struct LogSiteTests {
    private func source(_ hub: MachineHub, _ location: String) async throws -> Int64 {
        let made = Source(name: "site", kind: Source.Kind(location: location), location: location, profile: "machine-log", zone: hub.zone)
        try await hub.intake.validate(made)
        return try await hub.database.write { try hub.intake.save(made, in: $0) }
    }

    private static func location(_ server: FTPServer, _ isEncrypted: Bool) -> String {
        isEncrypted ? server.url("", "tls=require", "ca=" + server.authorityPath) : server.url()
    }

    @Test(arguments: [false, true])
    func `three months of three centres come to what the oracle says, and a second pull changes nothing`(isEncrypted: Bool) async throws {
        let server = try await FTPServer(isEncrypted ? .forced : .none)
        let hub = try await MachineHub(spools: true)
        var plan = LogPlan(seed: isEncrypted ? 31 : 30)
        // With TLS a month of it in the suite, all of it in a campaign: each file is a handshake.
        let isCampaign = (Int(ProcessInfo.processInfo.environment["GEMBA_TEST_SCALE"] ?? "") ?? 1) > 1
        (plan.days, plan.lines) = (isEncrypted && !isCampaign ? 30 : 90, 120)
        let tree = LogTree(plan)
        for file in tree.files { try server.write(file.path, file.bytes, modified: Date(timeIntervalSinceNow: -86_400)) }
        let id = try await source(hub, Self.location(server, isEncrypted))
        var options = ScanOptions.command
        options.namesFiles = true
        let report = try await hub.intake.scan(id, options)
        #expect(report.problems.isEmpty, "\(report.problems)")
        let differences = try await hub.differences(LogOracle(tree.contents, zone: hub.zone))
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
        var summary = PullSummary()
        summary.add(report, location: server.url())
        #expect(summary.folders.map(\.folder) == plan.centres)
        #expect(summary.folders.map(\.type) == ["PVC", "ALU", "HYBRIDE"])
        #expect(summary.folders.allSatisfy { $0.found > plan.days / 2 && $0.processed == $0.found && $0.errors == 0 })
        #expect(summary.processed == tree.files.count)
        let before = try await hub.dump()
        let again = try await hub.intake.scan(id, options)
        #expect(again.files == 0 && again.problems.isEmpty)
        #expect(try await hub.dump() == before)
        print("machine logs over FTP, TLS \(isEncrypted): \(tree.files.count) files, \(report.counts.loaded) lines, \(differences.count) differences")
    }

    @Test func `a log that grows while it is pulled is right after each pull, and a killed server is come back to`() async throws {
        let server = try await FTPServer(.offered)
        let hub = try await MachineHub(spools: true)
        var plan = LogPlan(seed: 33)
        (plan.days, plan.lines) = (2, 200)
        let tree = LogTree(plan)
        let id = try await source(hub, Self.location(server, false))
        var written: [String: Int] = [:]
        var random = SeededRandom(seed: 33)
        for round in 0..<8 {
            for file in tree.files {
                let end = round == 7 ? file.lineEnds.count - 1 : min(file.lineEnds.count - 1, (round + 1) * file.lineEnds.count / 9 + random.below(5))
                let bytes = Array(file.bytes[..<file.lineEnds[end]])
                written[file.path] = bytes.count
                try server.write(file.path, bytes)
            }
            if round == 4 {
                server.kill()
                await #expect(throws: Problem.self) { try await hub.intake.scan(id, .command) }
                try await server.start()
            }
            _ = try await hub.intake.scan(id, .command)
            let now = Dictionary(uniqueKeysWithValues: tree.files.map { ($0.path, Array($0.bytes[..<written[$0.path]!])) })
            let differences = try await hub.differences(LogOracle(now, zone: hub.zone))
            #expect(differences.isEmpty, "round \(round): \(differences.joined(separator: "\n"))")
        }
    }
}
