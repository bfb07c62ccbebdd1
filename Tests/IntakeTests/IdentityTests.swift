// What a file is: grown, unchanged, shortened, rewritten, renamed, copied, or another one of the same name.

import Intake
import Kernel
import TestKit
import Testing

@Suite struct IdentityTests {
    let path = "L1 m2/20260922.csv"

    @Test func aGrownFileLoadsOnlyItsNewLines() async throws {
        let hub = try await IntakeHub()
        try hub.folder.write("share/" + path, "a,b\n1,x\n2,y\n")
        let first = try await hub.scan()
        #expect(first.counts.loaded == 2 && first.counts.header == 1)
        try hub.folder.append("share/" + path, "3,z\n")
        let second = try await hub.scan()
        #expect(second.counts.loaded == 1 && second.counts.lines == 1)
        #expect(try await hub.rows() == ["\(path):2 1,x", "\(path):3 2,y", "\(path):4 3,z"])
    }

    @Test func anUnchangedTreeAddsNothing() async throws {
        let hub = try await IntakeHub()
        for line in 1...3 { try hub.folder.write("share/L\(line) m1/20260922.csv", "a,b\n1,\(line)\n2,\(line)\n") }
        #expect(try await hub.scan().counts.loaded == 6)
        let again = try await IntakeHub.service(hub.database, hub.time).scan(hub.source, .command)
        #expect(again.counts == LineCounts())
        #expect(try await hub.rows().count == 6)
    }

    @Test func aShortenedFileWithdrawsWhatIsGoneAndTakesItBackWhenItReturns() async throws {
        let hub = try await IntakeHub()
        try hub.folder.write("share/" + path, "a,b\n1,x\n2,y\n3,z\n")
        try await hub.scan()
        try hub.folder.write("share/" + path, "a,b\n1,x\n")
        try await hub.scan()
        #expect(try await hub.rows() == ["\(path):2 1,x"])
        #expect(try await hub.rows(withdrawn: true).count == 2)
        #expect(try await hub.file(path).withdrawn == 2)
        try hub.folder.write("share/" + path, "a,b\n1,x\n2,y\n3,z\n4,w\n")
        try await hub.scan()
        #expect(try await hub.rows().count == 4)
        #expect(try await hub.rows(withdrawn: true).isEmpty)
        #expect(try await hub.file(path).counts.lines == 5)
    }

    @Test func aRewrittenFileKeepsItsOldRowsMovesThemAndAddsTheNew() async throws {
        let hub = try await IntakeHub()
        try hub.folder.write("share/" + path, "a,b\n1,x\n2,y\n2,y\n3,!\n")
        try await hub.scan()
        try hub.folder.write("share/" + path, "a,b\n0,new\n2,y\n1,x\n3,!\n")
        let report = try await hub.scan()
        #expect(report.counts.loaded == 1)
        #expect(try await hub.rows() == ["\(path):2 0,new", "\(path):3 2,y", "\(path):4 1,x"])
        let file = try await hub.file(path)
        #expect(file.counts.loaded == 3 && file.counts.rejected == 1 && file.withdrawn == 1)
        let rejects = try await hub.intake.rejects(RejectFilter()).rejects
        #expect(rejects.map(\.fileLine) == [5])
    }

    @Test func aRenamedFileKeepsItsCursor() async throws {
        let hub = try await IntakeHub()
        try hub.folder.write("share/" + path, "a,b\n1,x\n2,y\n")
        try await hub.scan()
        try hub.folder.rename("share/" + path, "share/L1 m2/old.csv")
        try hub.folder.append("share/L1 m2/old.csv", "3,z\n")
        let report = try await hub.scan()
        #expect(report.counts.loaded == 1 && report.counts.duplicate == 0)
        #expect(try await hub.rows().count == 3)
        #expect(try await hub.file("L1 m2/old.csv").counts.loaded == 3)
    }

    @Test func aRotatedFileIsFollowedAndItsSuccessorIsNew() async throws {
        let hub = try await IntakeHub()
        try hub.folder.write("share/" + path, "a,b\n1,x\n2,y\n")
        try await hub.scan()
        try hub.folder.rename("share/" + path, "share/L1 m2/20260922_1.csv")
        try hub.folder.write("share/" + path, "a,b\n9,q\n")
        let report = try await hub.scan()
        #expect(report.counts.loaded == 1 && report.counts.duplicate == 0)
        #expect(try await hub.rows().count == 3)
        #expect(try await hub.rows(withdrawn: true).isEmpty)
    }

    @Test func aCopyIsKnownAndACopyOnAnotherMachineLoads() async throws {
        let hub = try await IntakeHub()
        let text = "a,b\n1,x\n2,y\n"
        try hub.folder.write("share/" + path, text)
        try await hub.scan()
        try hub.folder.write("share/L1 m2/copy.csv", text)
        try hub.folder.write("share/L1 m3/20260922.csv", text)
        let report = try await hub.scan()
        #expect(report.counts.duplicate == 2 && report.counts.loaded == 2)
        let copy = try await hub.file("L1 m2/copy.csv")
        #expect(copy.counts.duplicate == 2 && copy.counts.loaded == 0 && copy.sameContentAs == path)
        let other = try await hub.file("L1 m3/20260922.csv")
        #expect(other.counts.loaded == 2 && other.sameContentAs == path)
    }

    @Test func aHeaderAloneIsNeverACopy() async throws {
        let hub = try await IntakeHub()
        try hub.folder.write("share/L1 m2/a.csv", "a,b\n")
        try hub.folder.write("share/L1 m2/b.csv", "a,b\n")
        try await hub.scan()
        let file = try await hub.file("L1 m2/b.csv")
        #expect(file.counts.header == 1 && file.counts.duplicate == 0 && file.sameContentAs == nil)
    }

    @Test func aCopyThatGoesItsOwnWayLoadsInFull() async throws {
        let hub = try await IntakeHub()
        try hub.folder.write("share/" + path, "a,b\n1,x\n2,y\n3,z\n")
        try await hub.scan()
        try hub.folder.write("share/L1 m2/copy.csv", "a,b\n1,x\n2,y\n")
        try await hub.scan()
        #expect(try await hub.file("L1 m2/copy.csv").counts.duplicate == 2)
        try hub.folder.append("share/L1 m2/copy.csv", "7,q\n")
        try await hub.scan()
        #expect(try await hub.file("L1 m2/copy.csv").counts.loaded == 3)
        #expect(try await hub.rows().count == 6)
    }

    @Test func rowsACopyHadFirstBelongToTheOriginalOnceItHasThem() async throws {
        let hub = try await IntakeHub()
        try hub.folder.write("share/" + path, "a,b\n1,x\n")
        try await hub.scan()
        try hub.folder.write("share/L1 m2/copy.csv", "a,b\n1,x\n2,y\n")
        try await hub.scan()
        #expect(try await hub.rows().count == 2)
        try hub.folder.append("share/" + path, "2,y\n3,z\n")
        try await hub.scan()
        #expect(try await hub.rows() == ["\(path):2 1,x", "\(path):3 2,y", "\(path):4 3,z"])
        #expect(try await hub.file("L1 m2/copy.csv").counts.duplicate == 2)
    }

    @Test func rowsOfACopyLoadWhenItsOriginalIsRewritten() async throws {
        let hub = try await IntakeHub()
        try hub.folder.write("share/" + path, "a,b\n1,x\n2,y\n")
        try await hub.scan()
        try hub.folder.write("share/L1 m2/copy.csv", "a,b\n1,x\n2,y\n")
        try await hub.scan()
        try hub.folder.write("share/" + path, "a,b\n8,other\n")
        try await hub.scan()
        try await hub.scan()
        #expect(try await hub.rows().contains("L1 m2/copy.csv:2 1,x"))
        #expect(try await hub.rows().count == 3)
    }

    @Test func aDeletedFileKeepsItsRowsAndASuccessorOfTheSameNameIsAnotherFile() async throws {
        let hub = try await IntakeHub()
        try hub.folder.write("share/" + path, "a,b\n1,x\n")
        try await hub.scan()
        try hub.folder.remove("share/" + path)
        try await hub.scan()
        #expect(try await hub.file(path).status == "gone")
        try hub.folder.write("share/" + path, "a,b\n5,v\n")
        try await hub.scan()
        #expect(try await hub.rows().count == 2)
        #expect(try await hub.rows(withdrawn: true).isEmpty)
    }
}
