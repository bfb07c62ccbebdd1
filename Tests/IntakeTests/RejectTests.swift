// Rejects: kept with their bytes, mended, tried again, and never counted twice.

import Intake
import Kernel
import Store
import TestKit
import Testing

@Suite struct RejectTests {
    let path = "L1 m2/20260922.csv"

    private func hub(_ change: (inout Source) -> Void = { _ in }) async throws -> IntakeHub {
        let hub = try await IntakeHub(change: change)
        try hub.folder.write("share/" + path, "a,b\n1,x\n2,bad!\n3,z\n")
        return hub
    }

    @Test func aRejectKeepsItsBytesAndItsPlace() async throws {
        let hub = try await hub()
        try await hub.scan()
        let reject = try #require(try await hub.intake.rejects(RejectFilter()).rejects.first)
        #expect(reject.raw == Array("2,bad!".utf8))
        #expect(reject.fileLine == 3 && reject.byteOffset == 8 && reject.byteLength == 7)
        #expect(reject.reason == "exclaimed" && reject.column == "b" && reject.status == .open)
    }

    @Test func aMendedLineLoadsOnceHoweverOftenItIsTried() async throws {
        let hub = try await hub()
        try await hub.scan()
        let id = try #require(try await hub.intake.rejects(RejectFilter()).rejects.first).id
        #expect(try await hub.intake.retry(id, .none, by: "test") == .rejected(column: "b", value: "2,bad!", reason: "exclaimed"))
        #expect(try await hub.intake.retry(id, .columns(["b": "good"]), by: "test", isRehearsal: true) == .loaded)
        #expect(try await hub.rows().count == 2)
        #expect(try await hub.intake.retry(id, .columns(["b": "good"]), by: "test") == .loaded)
        #expect(try await hub.intake.retry(id, .columns(["b": "good"]), by: "test") == .loaded)
        #expect(try await hub.rows() == ["\(path):2 1,x", "\(path):3 2,good", "\(path):4 3,z"])
        let file = try await hub.file(path)
        #expect(file.counts.loaded == 3 && file.counts.rejected == 0 && file.counts.lines == 4)
        // A later look finds the same file and changes nothing.
        try hub.folder.append("share/" + path, "4,w\n")
        #expect(try await hub.scan().counts.loaded == 1)
        #expect(try await hub.rows().count == 4)
    }

    @Test func aMendedValueIsQuotedAsTheProfileSays() async throws {
        for (quote, expected) in [(UInt8(ascii: "'"), "2,'x, ''y'''"), (nil, nil)] {
            let hub = try await hub()
            var profile = IntakeHub.profile
            profile.name = "lines-own"
            profile.quote = quote
            let own = profile
            var source = try await hub.intake.source(hub.source)
            source.profile = own.name
            let changed = source
            try await hub.database.write { tx in
                try hub.intake.save(own, in: tx)
                _ = try hub.intake.save(changed, in: tx)
            }
            try await hub.scan()
            let id = try #require(try await hub.intake.rejects(RejectFilter()).rejects.first).id
            if let expected {
                #expect(try await hub.intake.retry(id, .columns(["b": "x, 'y'"]), by: "test") == .loaded)
                #expect(try await hub.rows().contains("\(path):3 \(expected)"))
            } else {
                await #expect(throws: Problem.self) { try await hub.intake.retry(id, .columns(["b": "x, y"]), by: "test") }
                #expect(try await hub.intake.retry(id, .columns(["b": "x \"y\""]), by: "test") == .loaded)
            }
        }
    }

    @Test func aMendedLineStaysWhenTheFileIsRewrittenAroundIt() async throws {
        let hub = try await hub()
        try await hub.scan()
        let id = try #require(try await hub.intake.rejects(RejectFilter()).rejects.first).id
        _ = try await hub.intake.retry(id, .line(Array("2,good".utf8)), by: "test")
        try hub.folder.write("share/" + path, "a,b\n0,new\n2,bad!\n3,z\n")
        try await hub.scan()
        #expect(try await hub.rows() == ["\(path):2 0,new", "\(path):3 2,good", "\(path):4 3,z"])
    }

    @Test func aDismissedRejectIsClosedAndStaysCounted() async throws {
        let hub = try await hub()
        try await hub.scan()
        let id = try #require(try await hub.intake.rejects(RejectFilter()).rejects.first).id
        try await hub.intake.dismiss(id, by: "test")
        #expect(try await hub.intake.rejects(RejectFilter()).total == 0)
        #expect(try await hub.file(path).counts.rejected == 1)
    }

    @Test func moreRejectsThanAllowedLeaveNothingOfTheFile() async throws {
        let hub = try await hub { $0.rejectLimitCount = 0 }
        try hub.folder.write("share/L1 m3/20260922.csv", "a,b\n1,fine\n")
        let report = try await hub.scan()
        #expect(report.problems.map(\.problem.code) == ["reject_limit"])
        #expect(try await hub.rows() == ["L1 m3/20260922.csv:2 1,fine"])
        #expect(try await hub.file(path).status == "held")
        #expect(try await hub.scan().counts == LineCounts())
    }

    @Test func aRunIsTakenBackWholeAndItsFilesWaitUntilReleased() async throws {
        let hub = try await hub()
        let run = try #require(try await hub.scan().run)
        #expect(try await hub.intake.undo(run: run, isRehearsal: true).loaded == 2)
        #expect(try await hub.rows().count == 2)
        #expect(try await hub.intake.undo(run: run).loaded == 2)
        #expect(try await hub.rows().isEmpty)
        #expect(try await hub.intake.rejects(RejectFilter()).total == 0)
        #expect(try await hub.scan().counts == LineCounts())
        try await hub.intake.release(files: [hub.file(path).id])
        #expect(try await hub.scan().counts.loaded == 2)
        #expect(try await hub.rows().count == 2)
    }

    @Test func aRehearsalSaysWhatWouldHappenAndLeavesNothing() async throws {
        let hub = try await hub()
        var options = ScanOptions.command
        options.isRehearsal = true
        let report = try await hub.scan(options)
        #expect(report.counts.loaded == 2 && report.counts.rejected == 1)
        #expect(try await hub.rows().isEmpty)
        #expect(try await hub.intake.ledger(LedgerFilter()).isEmpty)
        #expect(try await hub.scan().counts.loaded == 2)
    }
}
