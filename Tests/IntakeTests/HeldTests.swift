// Files that are not read until somebody says so: held for too many rejects, or since their load was taken back. A new
// name changes nothing about that; a release does.

import Intake
import Kernel
import TestKit
import Testing

@Suite struct HeldTests {
    let path = "L1 m2/20260922.csv"

    /// A source that allows one reject.
    private func hub(_ text: String) async throws -> IntakeHub {
        let hub = try await IntakeHub { $0.rejectLimitCount = 1 }
        try hub.folder.write("share/" + path, text)
        return hub
    }

    @Test func aHeldFileStaysHeldUnderAnotherName() async throws {
        let hub = try await hub("a,b\n1,x\n2,bad!\n3,bad!\n")
        #expect(try await hub.scan().problems.map(\.problem.code) == ["reject_limit"])
        let id = try await hub.file(path).id
        try hub.folder.rename("share/" + path, "share/L1 m2/old.csv")
        try hub.folder.append("share/L1 m2/old.csv", "4,y\n")
        let report = try await hub.scan()
        #expect(report.counts == LineCounts() && report.problems.isEmpty)
        let file = try await hub.file("L1 m2/old.csv")
        #expect(file.id == id && file.status == "held" && file.problem == "reject_limit")
        #expect(try await hub.intake.ledger(LedgerFilter()).count == 1)
        #expect(try await hub.scan().counts == LineCounts())
    }

    @Test func aFileHeldInTheMiddleStaysHeldUnderAnotherName() async throws {
        let hub = try await hub("a,b\n1,x\n2,bad!\n")
        #expect(try await hub.scan().counts.loaded == 1)
        try hub.folder.append("share/" + path, "3,bad!\n4,y\n")
        try await hub.scan()
        #expect(try await hub.file(path).status == "held")
        try hub.folder.rename("share/" + path, "share/L1 m2/old.csv")
        try hub.folder.append("share/L1 m2/old.csv", "5,z\n")
        #expect(try await hub.scan().counts == LineCounts())
        let file = try await hub.file("L1 m2/old.csv")
        #expect(file.status == "held" && file.counts.loaded == 1)
        try await hub.intake.release(files: [file.id])
        #expect(try await hub.scan().counts.loaded == 2)
        #expect(try await hub.rows().count == 3)
    }

    @Test func anUndoneFileStaysHeldUnderAnotherName() async throws {
        let hub = try await hub("a,b\n1,x\n2,y\n")
        let run = try #require(try await hub.scan().run)
        _ = try await hub.intake.undo(run: run)
        try hub.folder.rename("share/" + path, "share/L1 m2/old.csv")
        // Another file takes its old name.
        try hub.folder.write("share/" + path, "a,b\n9,new\n")
        try await hub.scan()
        try await hub.scan()
        #expect(try await hub.file("L1 m2/old.csv").status == "held")
        #expect(try await hub.rows() == ["\(path):2 9,new"])
        try await hub.intake.release(files: [hub.file("L1 m2/old.csv").id])
        try await hub.scan()
        #expect(try await hub.rows().count == 3)
    }

    @Test func anotherFileOfTheMachineIsReadWhileOneIsHeld() async throws {
        let hub = try await hub("a,b\n1,x\n2,bad!\n3,bad!\n")
        try await hub.scan()
        try hub.folder.write("share/L1 m2/20260923.csv", "a,b\n7,x\n")
        #expect(try await hub.scan().counts.loaded == 1)
        #expect(try await hub.file(path).status == "held")
    }

    @Test func aReleasedFileLoadsWithItsRejectsAndTheLimitHoldsForLaterOnes() async throws {
        let hub = try await hub("a,b\n1,x\n2,bad!\n3,bad!\n")
        try await hub.scan()
        try await hub.intake.release(files: [hub.file(path).id])
        let report = try await hub.scan()
        #expect(report.counts.loaded == 1 && report.counts.rejected == 2 && report.problems.isEmpty)
        try hub.folder.append("share/" + path, "4,bad!\n")
        #expect(try await hub.scan().counts.rejected == 1)
        try hub.folder.append("share/" + path, "5,bad!\n")
        #expect(try await hub.scan().problems.map(\.problem.code) == ["reject_limit"])
        #expect(try await hub.file(path).status == "held")
        #expect(try await hub.file(path).counts.lines == 5)
    }
}
