// Files after they are loaded: untouched unless the source says so, and gone only when every byte is in the ledger.

import Foundation
import Kernel
import TestKit
import Testing

@testable import Intake

@Suite struct AfterLoadTests {
    let path = "L1 m2/20260922.csv"

    @Test func aFileIsDeletedOnlyWhenAllOfItIsLoadedAndQuiet() async throws {
        let hub = try await IntakeHub { $0.afterLoad = .delete }
        let source = try await hub.intake.source(hub.source)
        hub.time.set(Clock.system.now())
        try hub.folder.write("share/" + path, "a,b\n1,x\n2,y")
        try await hub.scan(ScanOptions())
        #expect(try await hub.intake.afterLoad(source).isEmpty)
        hub.time.advance(.seconds(60))
        // The last line still waits for its pickup.
        #expect(try await hub.intake.afterLoad(source).isEmpty)
        try await hub.scan(ScanOptions())
        try await hub.scan(ScanOptions())
        hub.time.advance(.seconds(60))
        #expect(try await hub.intake.afterLoad(source).map(\.path) == [path])
        #expect(!FileManager.default.fileExists(atPath: hub.folder.path + "/share/" + path))
        #expect(try await hub.rows().count == 2)
        #expect(try await hub.file(path).status == "gone")
    }

    @Test func aFileThatChangedAfterItWasReadIsLeftAlone() async throws {
        let hub = try await IntakeHub { $0.afterLoad = .delete }
        let source = try await hub.intake.source(hub.source)
        try hub.folder.write("share/" + path, "a,b\n1,x\n")
        try await hub.scan(ScanOptions())
        hub.time.advance(.seconds(60))
        try hub.folder.append("share/" + path, "2,y\n")
        #expect(
            try await hub.intake.afterLoad(source).filter { $0.problem == nil }.isEmpty
                || FileManager.default.fileExists(atPath: hub.folder.path + "/share/" + path))
        #expect(FileManager.default.fileExists(atPath: hub.folder.path + "/share/" + path))
        #expect(try await hub.scan().counts.loaded == 1)
    }

    @Test func aFileIsMovedUnderTheSamePath() async throws {
        let hub = try await IntakeHub {
            $0.afterLoad = .move
            $0.moveTo = $0.location + "-done"
        }
        let source = try await hub.intake.source(hub.source)
        try hub.folder.write("share/" + path, "a,b\n1,x\n")
        try await hub.scan(ScanOptions())
        hub.time.advance(.seconds(60))
        #expect(try await hub.intake.afterLoad(source).map(\.path) == [path])
        #expect(FileManager.default.fileExists(atPath: hub.folder.path + "/share-done/" + path))
    }

    @Test func aFileThatWasRewrittenIsNeitherMovedNorForgotten() async throws {
        let hub = try await IntakeHub { $0.afterLoad = .delete }
        let source = try await hub.intake.source(hub.source)
        try hub.folder.write("share/" + path, "a,b\n1,x\n2,y\n")
        try await hub.scan(ScanOptions())
        hub.time.advance(.seconds(60))
        try await hub.scan(ScanOptions())
        try hub.folder.write("share/" + path, "a,b\n1,x\n3,z\n4,w\n")
        #expect(try await hub.intake.afterLoad(source).isEmpty)
        #expect(try await hub.file(path).status == "current")
        try await hub.scan()
        #expect(try await hub.rows() == ["\(path):2 1,x", "\(path):3 3,z", "\(path):4 4,w"])
    }
}
