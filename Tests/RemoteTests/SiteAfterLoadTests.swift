// What is done to files on a server once they are loaded: only to those that the ledger has as a whole, that nobody has
// written to since, and that are not of today.

import Foundation
import Intake
import Kernel
import Remote
import Store
import TestKit
import Testing

@testable import Intake

extension ServerTests {
    @Suite struct SiteAfterLoadTests {
        private static let old = "L1 m1/20250804.csv"
        private let bytes = ServerTests.SiteGrowthTests.long(5000)

        /// The day that it will be at the end of a test, also shortly before midnight.
        private func today(_ hub: SiteHub) throws -> String {
            let day = try Zone("Europe/Paris").day(of: hub.time.now + .minutes(15))
            return String(day.year * 10_000 + day.month * 100 + day.day)
        }

        private func isThere(_ server: FTPServer, _ path: String) -> Bool { FileManager.default.fileExists(atPath: server.share + "/" + path) }

        @Test func onlyWhatIsWholeQuietAndOfAnotherDayIsDeleted() async throws {
            let server = try await FTPServer(.none)
            let hub = try await SiteHub()
            let source = try await hub.source(server.url()) { $0.afterLoad = .delete }
            let named = "L2 m1/\(try today(hub)).csv"
            try server.write(Self.old, bytes, modified: .past(minutes: 60 * 48))
            try server.write(named, ServerTests.SiteGrowthTests.long(5000, seed: 2), modified: .past(minutes: 60 * 48))
            try server.write("L3 m1/20250804.csv", ServerTests.SiteGrowthTests.long(5000, seed: 3), modified: .past(minutes: 5))
            // A last line that may still grow.
            try server.write(
                "L4 m1/20250804.csv", Array(ServerTests.SiteGrowthTests.long(5000, seed: 4).dropLast(5)), modified: .past(minutes: 60 * 48))
            var open = ScanOptions()
            open.only = nil
            _ = try await hub.intake.scan(source, open)
            let before = try await hub.intake.source(source)
            #expect(try await hub.intake.afterLoad(before).isEmpty, "not quiet for long enough since it was seen")
            hub.time.advance(.minutes(5))
            _ = try await hub.intake.scan(source, open)
            hub.time.advance(.minutes(5))
            let done = try await hub.intake.afterLoad(before)
            #expect(done.allSatisfy { $0.problem == nil }, "\(done)")
            #expect(Set(done.map(\.path)).isSubset(of: [Self.old, "L4 m1/20250804.csv"]))
            #expect(!isThere(server, Self.old) && isThere(server, named) && isThere(server, "L3 m1/20250804.csv"))
            let rows = try await hub.rows(source)
            #expect(!rows.isEmpty)
            _ = try await hub.intake.scan(source, open)
            #expect(try await hub.rows(source) == rows, "what was deleted stays loaded")
            #expect(try await hub.files(source).first { $0.path == Self.old }?.status == "gone")
        }

        @Test func aFileThatHasGrownSinceIsLeftAlone() async throws {
            let server = try await FTPServer(.none)
            let hub = try await SiteHub()
            let source = try await hub.source(server.url()) { $0.afterLoad = .delete }
            let first = ServerTests.SiteGrowthTests.lines(bytes, upTo: 2500)
            try server.write(Self.old, first, modified: .past(minutes: 60 * 48))
            _ = try await hub.intake.scan(source)
            hub.time.advance(.minutes(5))
            try server.write(Self.old, bytes, modified: .past(minutes: 60 * 48))
            #expect(try await hub.intake.afterLoad(hub.intake.source(source)).isEmpty)
            #expect(isThere(server, Self.old))
            _ = try await hub.intake.scan(source)
            #expect(try await hub.faults(source, [Self.old: bytes]).isEmpty)
        }

        @Test func whatTheLedgerDoesNotHaveIsNeverDeleted() async throws {
            let server = try await FTPServer(.none)
            let hub = try await SiteHub()
            let source = try await hub.source(server.url()) { $0.afterLoad = .delete }
            try server.write(Self.old, bytes, modified: .past(minutes: 60 * 48))
            _ = try await hub.intake.scan(source)
            // The memory says one thing, the database another.
            try await hub.database.write { _ = try $0.execute("UPDATE intake_files SET problem = 'reject_limit'") }
            hub.time.advance(.minutes(10))
            #expect(try await hub.intake.afterLoad(hub.intake.source(source)).isEmpty)
            #expect(isThere(server, Self.old))
        }

        @Test func aFileIsMovedUnderItsPathAndNeverOverAnother() async throws {
            let server = try await FTPServer(.none)
            let hub = try await SiteHub()
            mkdir(server.share + "/in", 0o777)
            chmod(server.share + "/in", 0o777)
            try server.write("in/" + Self.old, bytes, modified: .past(minutes: 60 * 48))
            try server.write("in/L2 (x)/L2 m1/a b.csv", ServerTests.SiteGrowthTests.long(4000, seed: 7), modified: .past(minutes: 60 * 48))
            try server.write("done/" + Self.old, "another")
            let source = try await hub.source(server.url("in")) {
                $0.afterLoad = .move
                $0.moveTo = "/done"
            }
            _ = try await hub.intake.scan(source)
            hub.time.advance(.minutes(10))
            let done = try await hub.intake.afterLoad(hub.intake.source(source))
            #expect(done.first { $0.path == Self.old }?.problem?.code == "remote_refused")
            #expect(done.first { $0.path == "L2 (x)/L2 m1/a b.csv" }.map { $0.problem == nil } == true, "\(done)")
            #expect(isThere(server, "in/" + Self.old) && isThere(server, "done/L2 (x)/L2 m1/a b.csv"))
            #expect(try String(contentsOfFile: server.share + "/done/" + Self.old, encoding: .utf8) == "another")
        }

        @Test func aFolderBelowTheSourceIsNoPlaceToMoveTo() async throws {
            let hub = try await SiteHub()
            for (location, target) in [("ftp://u@h/in", "/in/done"), ("ftp://u@h/", "/done"), ("ftp://u@h/in", "done")] {
                await #expect(throws: Problem.self) {
                    try await hub.source(location) {
                        $0.afterLoad = .move
                        $0.moveTo = target
                    }
                }
            }
        }

        @Test(.enabled(if: Lacks.sftp == nil, "\(Lacks.sftp ?? "")"))
        func overSSH() async throws {
            let server = try await SFTPServer()
            let hub = try await SiteHub()
            try server.write("in/L1 m1/20250804 (1).csv", bytes)
            try server.write("in/L2 m1/quote\"s \\ .csv", ServerTests.SiteGrowthTests.long(4000, seed: 7))
            hub.time.advance(.days(3))
            let source = try await hub.source(server.url("in")) {
                $0.afterLoad = .move
                $0.moveTo = server.share + "/done"
            }
            _ = try await hub.intake.scan(source)
            hub.time.advance(.minutes(10))
            var done = try await hub.intake.afterLoad(hub.intake.source(source))
            #expect(done.count == 2 && done.allSatisfy { $0.problem == nil }, "\(done)")
            #expect(FileManager.default.fileExists(atPath: server.share + "/done/L2 m1/quote\"s \\ .csv"))
            try server.write("gone/L1 m1/20250804 (1).csv", ServerTests.SiteGrowthTests.long(4000, seed: 8))
            let other = try await hub.source(server.url("gone"), name: "other") { $0.afterLoad = .delete }
            _ = try await hub.intake.scan(other)
            hub.time.advance(.minutes(10))
            done = try await hub.intake.afterLoad(hub.intake.source(other))
            #expect(done.count == 1 && done.allSatisfy { $0.problem == nil }, "\(done)")
            #expect(!FileManager.default.fileExists(atPath: server.share + "/gone/L1 m1/20250804 (1).csv"))
        }
    }
}
