// The end of a file that is still being written: complete lines only, and what quiet makes of the rest.

import Intake
import Kernel
import TestKit
import Testing

@Suite struct LastLineTests {
    let path = "L1 m2/20260922.csv"

    @Test func aLastLineWithoutNewlineWaitsForQuiet() async throws {
        let hub = try await IntakeHub()
        hub.time.set(Clock.system.now())
        try hub.folder.write("share/" + path, "a,b\n1,x\n2,y")
        #expect(try await hub.scan(ScanOptions()).counts.loaded == 1)
        hub.time.advance(.seconds(30))
        #expect(try await hub.scan(ScanOptions()).counts.loaded == 1)
        #expect(try await hub.rows().count == 2)
    }

    @Test func aProvisionalLineIsReplacedUnderTheSameLineWhenItGoesOn() async throws {
        let hub = try await IntakeHub()
        try hub.folder.write("share/" + path, "a,b\n1,x\n2,y")
        try await hub.scan()
        try hub.folder.append("share/" + path, "es\n3,z\n")
        try await hub.scan()
        #expect(try await hub.rows() == ["\(path):2 1,x", "\(path):3 2,yes", "\(path):4 3,z"])
        #expect(try await hub.file(path).counts.lines == 4)
    }

    @Test func aProvisionalLineThatOnlyGetsItsNewlineStaysTheSameRow() async throws {
        let hub = try await IntakeHub()
        try hub.folder.write("share/" + path, "a,b\n1,x")
        try await hub.scan()
        try hub.folder.append("share/" + path, "\n")
        let report = try await hub.scan()
        #expect(report.counts == LineCounts())
        #expect(try await hub.rows() == ["\(path):2 1,x"])
    }

    @Test func aProvisionalRejectIsReplacedByARow() async throws {
        let hub = try await IntakeHub()
        try hub.folder.write("share/" + path, "a,b\n1,!")
        try await hub.scan()
        #expect(try await hub.intake.rejects(RejectFilter()).total == 1)
        // The whole file is written anew without the fault.
        try hub.folder.write("share/" + path, "a,b\n1,ok\n")
        try await hub.scan()
        #expect(try await hub.intake.rejects(RejectFilter()).total == 0)
        #expect(try await hub.rows() == ["\(path):2 1,ok"])
    }

    @Test func openLeavesTheLastLineAlone() async throws {
        let hub = try await IntakeHub()
        try hub.folder.write("share/" + path, "a,b\n1,x\n2,y")
        var options = ScanOptions.command
        options.takesOpenEnd = false
        hub.time.set(Clock.system.now())
        #expect(try await hub.scan(options).counts.loaded == 1)
    }

    @Test func aQuotedFieldMayHoldNewlinesAndAnAppendMayStopInsideIt() async throws {
        let hub = try await IntakeHub()
        hub.time.set(Clock.system.now())
        try hub.folder.write("share/" + path, "a,b\n1,\"x\r\n")
        #expect(try await hub.scan(ScanOptions()).counts.loaded == 0)
        try hub.folder.append("share/" + path, "more\"\r\n2,y\r\n")
        try await hub.scan(ScanOptions())
        #expect(try await hub.rows() == ["\(path):2 1,\"x\r\nmore\"", "\(path):4 2,y"])
    }

    @Test func aRewrittenFileIsNotBelievedBeforeItIsQuiet() async throws {
        let hub = try await IntakeHub()
        hub.time.set(Clock.system.now())
        try hub.folder.write("share/" + path, "a,b\n1,x\n2,y\n")
        try await hub.scan(ScanOptions())
        try hub.folder.write("share/" + path, "a,b\n")
        #expect(try await hub.scan(ScanOptions()).hasPending)
        #expect(try await hub.rows().count == 2)
        hub.time.advance(.seconds(30))
        try await hub.scan(ScanOptions())
        #expect(try await hub.rows().isEmpty)
    }

    /// Between a file's cutting short and the stamp for it a share may show the new size with the old time.
    @Test func aRewrittenFileWithAnOldTimeIsNotBelievedAtTheFirstLook() async throws {
        let hub = try await IntakeHub()
        try hub.folder.write("share/" + path, "a,b\n1,x\n2,y\n")
        try await hub.scan(ScanOptions())
        try hub.folder.write("share/" + path, "")
        #expect(try await hub.scan(ScanOptions()).hasPending)
        try hub.folder.write("share/" + path, "a,b\n1,x\n2,y\n3,z\n")
        #expect(try await hub.scan(ScanOptions()).counts.lines == 1)
        #expect(try await hub.file(path).withdrawn == 0)

        try hub.folder.write("share/" + path, "a,b\n")
        #expect(try await hub.scan(ScanOptions()).hasPending)
        hub.time.advance(.seconds(9))
        #expect(try await hub.scan(ScanOptions()).hasPending)
        #expect(try await hub.rows().count == 3)
        hub.time.advance(.seconds(2))
        try await hub.scan(ScanOptions())
        #expect(try await hub.rows().isEmpty)
    }
}
