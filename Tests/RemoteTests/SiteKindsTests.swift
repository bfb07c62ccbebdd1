// The four ways to a server: each lists odd names, loads each line once, and leaves alone what has not changed.

import Foundation
import Intake
import Kernel
import Remote
import Store
import TestKit
import Testing

@testable import Intake

extension ServerTests {
    @Suite struct SiteKindsTests {
        static let names = [
            "1line/L1 m1/20250804.csv", "1line/L1 m2/20250804 (1).csv", "DEM12 (PVC)/L2 m1/[old] 100% #1.csv", "Línea 3 (ñ)/L3 m1/año.csv",
            "a+b&c=d;e@f:g/L4 m1/q?.csv", "stars */L5 m1/*.csv", "L6 m1/ two  blanks .csv", "quote's \"x\"/L7 m1/back\\slash.csv", "~/L8 m1/-l.csv",
        ]

        private func file(_ number: Int) -> [UInt8] {
            MounterTree(MounterPlan(seed: UInt64(number), lines: 1, mounters: 1, days: 1, rowsPerFile: 5...30, quirks: [.quotedVendors])).files[0]
                .bytes
        }

        private func tryAll(_ location: String, _ write: (String, [UInt8]) throws -> Void, latin: String?) async throws {
            var files: [String: [UInt8]] = [:]
            for (number, name) in Self.names.enumerated() {
                files[name] = file(number)
                try write(name, file(number))
            }
            if let latin {
                let bytes = file(50)
                files[latin] = bytes
            }
            let hub = try await SiteHub()
            let source = try await hub.source(location)
            let report = try await hub.intake.scan(source, ScanOptions.command)
            #expect(report.problems.isEmpty, "\(report.problems)")
            #expect(report.listed == files.count)
            let faults = try await hub.faults(source, files)
            #expect(faults.isEmpty, "\(faults)")
            let before = try await hub.counts(source)
            #expect(before.transfers == files.count)
            // Unchanged files are not fetched again, and nothing changes.
            hub.time.advance(.minutes(5))
            for _ in 0..<2 { #expect(try await hub.intake.scan(source).counts.loaded == 0) }
            #expect(try await hub.counts(source).transfers == before.transfers)
            // Neither does another process fetch them.
            let other = hub.restarted()
            _ = try await other.scan(source)
            #expect(try await hub.counts(source, other).transfers == 0)
            #expect(try await hub.faults(source, files).isEmpty)
            let test = try await hub.intake.test(hub.intake.source(source))
            #expect(test.problem == nil && test.matchingFiles == files.count && !test.sampleRows.isEmpty)
        }

        /// A name in Latin-1, written as bytes.
        private func writeLatin(_ share: String) -> String {
            let name: [UInt8] = Array("L9 m1/l".utf8) + [0xED] + Array("nea.csv".utf8)
            mkdir(share + "/L9 m1", 0o777)
            let path = Array(share.utf8) + [0x2F] + name + [0]
            path.withUnsafeBytes { raw in
                let descriptor = open(raw.baseAddress!.assumingMemoryBound(to: CChar.self), O_WRONLY | O_CREAT, 0o666)
                let bytes = file(50)
                _ = Glibc.write(descriptor, bytes, bytes.count)
                close(descriptor)
            }
            return LocalPath.text(name)
        }

        @Test func plain() async throws {
            let server = try await FTPServer(.none)
            let latin = writeLatin(server.share)
            try await tryAll(server.url(), { try server.write($0, $1) }, latin: latin)
        }

        @Test func encryptedOnRequest() async throws {
            let server = try await FTPServer(.forced)
            try await tryAll(server.url("", "tls=require"), { try server.write($0, $1) }, latin: nil)
        }

        @Test func encryptedFromTheFirstByte() async throws {
            let server = try await FTPServer(.implicit)
            try await tryAll(server.url(), { try server.write($0, $1) }, latin: nil)
        }

        @Test func active() async throws {
            let server = try await FTPServer(.none)
            try await tryAll(server.url("", "mode=active"), { try server.write($0, $1) }, latin: nil)
        }

        @Test(.enabled(if: Lacks.sftp == nil, "\(Lacks.sftp ?? "")"))
        func overSSH() async throws {
            let server = try await SFTPServer()
            let latin = writeLatin(server.share)
            try await tryAll(server.url(), { try server.write($0, $1) }, latin: latin)
        }

        @Test func aFolderBelowTheLandingPlaceWithASignInItsName() async throws {
            let server = try await FTPServer(.none)
            try server.write("DEM12 (PVC)/2024 *?/L1 m1/20250804.csv", file(1))
            try server.write("other/L1 m1/20250804.csv", file(2))
            let hub = try await SiteHub()
            let source = try await hub.source(server.url("DEM12 (PVC)/2024 *%3F"))
            let report = try await hub.intake.scan(source)
            #expect(report.listed == 1 && report.unmatched.isEmpty && report.problems.isEmpty)
            #expect(try await hub.faults(source, ["L1 m1/20250804.csv": file(1)]).isEmpty)
            // From the server's root, which is the same here.
            let absolute = try await hub.source(server.url("/DEM12 (PVC)/2024 *%3F"), name: "absolute")
            #expect(try await hub.intake.scan(absolute).listed == 1)
        }

        /// The newest file's age in seconds, as the site has it.
        private func age(_ location: String) throws -> Int64 {
            let clock = Clock.system
            let site = try RemoteSite(location, spoolFolder: nil, clock: clock)
            let newest = try site.lister(recursive: true) { _ in true }.list().files.map(\.modifiedNanoseconds).max()
            return clock.now().milliseconds / 1000 - (newest ?? 0) / 1_000_000_000
        }

        @Test(arguments: ["America/Mexico_City", "Asia/Kathmandu", "Asia/Tokyo"])
        func timesAreBroughtToOneClock(_ zone: String) async throws {
            let local = try await FTPServer(.none, settings: ["use_localtime=YES"], zone: zone)
            try local.write("a.csv", "1", modified: .past(minutes: 3))
            // This server tells even the other time in its own zone: never in the future is all that can be said.
            #expect(try age(local.url()) > -120)
            guard Lacks.sftp == nil else { return }
            let server = try await SFTPServer(zone: zone)
            try server.write("a.csv", Array("1".utf8))
            symlink("a.csv", server.share + "/link.csv")
            #expect(try (0...180).contains(age(server.url())), "\(zone)")
            let hub = try await SiteHub()
            let source = try await hub.source(server.url())
            #expect(try await hub.intake.scan(source).listed == 2, "a link is followed")
        }

        @Test func anEmptyFolderIsNoError() async throws {
            let server = try await FTPServer(.none)
            let hub = try await SiteHub()
            let source = try await hub.source(server.url())
            let report = try await hub.intake.scan(source)
            #expect(report.listed == 0 && report.problems.isEmpty)
        }

        @Test func aFolderThatMayNotBeEnteredIsSaidAndHidesNothing() async throws {
            let server = try await FTPServer(.none)
            try server.write("L1 m1/20250804.csv", file(1))
            try server.write("L2 m1/20250804.csv", file(2))
            let hub = try await SiteHub()
            let source = try await hub.source(server.url())
            _ = try await hub.intake.scan(source)
            chmod(server.share + "/L2 m1", 0)
            let report = try await hub.intake.scan(source)
            #expect(report.problems.map(\.path) == ["L2 m1"])
            #expect(try await hub.files(source).allSatisfy { $0.status == "current" })
        }

        @Test func aLinkIsFollowedToAFile() async throws {
            let server = try await FTPServer(.none)
            try server.write("hidden.bin", file(1))
            mkdir(server.share + "/L1 m1", 0o777)
            symlink("../hidden.bin", server.share + "/L1 m1/20250804.csv")
            let hub = try await SiteHub()
            let source = try await hub.source(server.url())
            #expect(try await hub.intake.scan(source, ScanOptions.command).listed == 1)
            #expect(try await hub.faults(source, ["L1 m1/20250804.csv": file(1)]).isEmpty)
        }
    }
}
