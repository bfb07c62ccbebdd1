// What two nodes do to each other's files and notes when they look at one source.

import Foundation
import Kernel
import Remote
import Store
import Synchronization
import TestKit
import Testing

@testable import Intake

@Suite struct NodeScanTests {
    let hub: IntakeHub
    let other: IntakeService
    let path = "L1 m1/20260922.csv"

    init() async throws {
        hub = try await IntakeHub()
        other = IntakeHub.service(hub.database, hub.time)
    }

    private func status(_ path: String) async throws -> String? {
        try await hub.database.read { try $0.text("SELECT status FROM intake_files WHERE path = \(path)") }
    }

    @Test func aFileThatAnotherNodeFoundUnderANewNameIsNotGone() async throws {
        try hub.folder.write("share/" + path, "a,b\n1,x\n")
        try await hub.scan()
        let moved = "L1 m1/renamed.csv"
        try FileManager.default.moveItem(atPath: hub.folder.path + "/share/" + path, toPath: hub.folder.path + "/share/" + moved)
        _ = try await other.scan(hub.source, .command)
        #expect(try await status(moved) == "current")
        // This node still remembers the old name, and misses it.
        try await hub.scan()
        #expect(try await status(moved) == "current")
        #expect(try await hub.rows().count == 1)
    }

    @Test func aFileThatCameWhileTheSourceWasListedIsNotGone() async throws {
        try hub.folder.write("share/" + path, "a,b\n1,x\n")
        try await hub.scan()
        let known = hub.intake.known.withLock { $0[hub.source] ?? [:] }
        try hub.folder.write("share/L2 m1/20260922.csv", "a,b\n2,y\n")
        try await hub.scan()
        // As if the listing had been taken before the second file was there.
        var listing = Listing()
        listing.files = [try #require(LocalFolder(hub.folder.path + "/share").status(path))]
        try await hub.intake.noteGone(listing, hub.source, before: known)
        #expect(try await status("L2 m1/20260922.csv") == "current")
    }

    @Test(.enabled(if: !TestEngine.isSQLite, "a file belongs to one node"))
    func whatItsNodeDoesNotTakeAnotherTakes() async throws {
        for n in 1...8 { try hub.folder.write("share/L\(n) m1/20260922.csv", "a,b\n\(n),x\n") }
        // The other says that it reads the source, and does nothing.
        for _ in 0..<2 {
            try await hub.intake.share.beat([hub.source])
            try await other.share.beat([hub.source])
        }
        var options = ScanOptions()
        options.sharesWork = true
        options.takesOpenEnd = true
        try await hub.scan(options)
        let own = try await hub.rows().count
        #expect(own > 0 && own < 8, "\(own) of 8 are this node's")
        try await hub.scan(options)
        #expect(try await hub.rows().count == own)
        hub.intake.waiting.withLock { all in
            #expect(all[hub.source]?.count == 8 - own)
            all[hub.source] = all[hub.source]?.mapValues { $0 - SourceWatch.stuckAfter.milliseconds - 1 }
        }
        try await hub.scan(options)
        #expect(try await hub.rows().count == 8)
    }

    @Test(.enabled(if: !TestEngine.isSQLite, "a file belongs to one node"))
    func whatItsNodeGetsOnWithIsLeftToIt() async throws {
        for n in 1...8 { try hub.folder.write("share/L\(n) m1/20260922.csv", "a,b\n\(n),x\n") }
        var options = ScanOptions()
        options.sharesWork = true
        options.takesOpenEnd = true
        for _ in 0..<2 {
            try await hub.intake.share.beat([hub.source])
            try await other.share.beat([hub.source])
        }
        try await hub.scan(options)
        _ = try await other.scan(hub.source, options)
        #expect(try await hub.rows().count == 8)
        for n in 1...8 { try hub.folder.append("share/L\(n) m1/20260922.csv", "\(n),y\n") }
        _ = try await other.scan(hub.source, options)
        hub.intake.waiting.withLock { all in all[hub.source] = all[hub.source]?.mapValues { $0 - SourceWatch.stuckAfter.milliseconds - 1 } }
        let report = try await hub.scan(options)
        #expect(report.left.isEmpty)
        #expect(try await hub.rows().count == 16)
    }
}
