// Places that fail: folders that vanish or cannot be read, disks that fill up, databases that somebody else holds. The
// program says so, waits, and goes on by itself, with nothing lost and nothing twice.

import Foundation
import Glibc
import Kernel
import Store
import TestKit
import Testing

@Suite("Bad places", .serialized) struct BadInputPlaceTests {
    static let goesOnSeconds: Int64 = 40
    static let isRoot = geteuid() == 0
    /// A user without rights, for what permissions do not keep root from.
    static let nobody = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups"]

    private func loaded(_ site: ProgramSite) async throws -> Int64 {
        try await site.run(["ledger", "--json"]).json["total"]?["loaded"]?.int ?? 0
    }

    private func contents(_ site: ProgramSite) throws -> [String: [UInt8]] {
        try MounterOracle.contents(of: URL(fileURLWithPath: site.share))
    }

    @Test("a folder that vanishes is said since when, and goes on where it was when it returns")
    func vanishingFolder() async throws {
        let site = try ProgramSite()
        try site.folder.write("share/L1 m1/20250804.csv", BadFiles.good(20))
        try await site.addSource()
        let server = try site.serve()
        #expect(try await Campaign.eventually(60) { try await loaded(site) == 20 })
        try site.folder.rename("share", "away")
        #expect(try await Campaign.eventually(60) { try await site.problem() == "folder_missing" })
        let source = try await site.run(["sources", "show", "share", "--json"]).json
        #expect(source["failing_since"]?.string != nil)
        #expect(
            try await site.run(["ledger", "--json"]).json["files"]?.array?.first?["status"]?.string == "current",
            "its rows stay")
        try site.folder.append("away/L1 m1/20250804.csv", BadFiles.row(20) + "\n" + BadFiles.row(21) + "\n")
        try site.folder.rename("away", "share")
        #expect(try await site.settledDifferences(contents(site), within: Self.goesOnSeconds).isEmpty)
        #expect(try await site.problem() == nil)
        #expect(server.error.contains("folder_missing"))
    }

    @Test("a folder that has become a file is said, and read again when it is a folder")
    func folderReplacedByFile() async throws {
        let site = try ProgramSite()
        try site.folder.write("share/L1 m1/20250804.csv", BadFiles.good(5))
        try await site.addSource()
        try site.folder.rename("share", "away")
        try site.folder.write("share", "not a folder")
        let report = try await site.run(["sources", "scan", "share", "--json"])
        #expect(report.code == 2 && report.error.hasPrefix("gemba: "), "\(report.out)\(report.error)")
        #expect(try await site.problem() == "folder_unreadable")
        try site.folder.remove("share")
        try site.folder.rename("away", "share")
        #expect(try await site.run(["sources", "scan", "share", "--json"]).json["loaded"]?.int == 5)
        #expect(try await site.problem() == nil)
    }

    @Test("a sub-folder without permission is said, and the others load")
    func unreadableSubfolder() async throws {
        let site = try ProgramSite(wrapper: Self.isRoot ? Self.nobody : [])
        for mounter in 1...3 {
            try site.folder.write("share/L1 m\(mounter)/20250804.csv", BadFiles.good(5, from: mounter * 10))
        }
        let locked = site.share + "/L1 m2"
        let forbidden = site.share + "/L1 m3/20250804.csv"
        chmod(site.folder.path, 0o777)
        chmod(locked, 0)
        chmod(forbidden, 0)
        defer { chmod(locked, 0o755) }
        let first = try await site.ingest()
        #expect(first.code == 1 && first.json["loaded"]?.int == 5, "\(first.out)\(first.error)")
        let codes = first.json["problems"]?.array?.compactMap { $0["problem"]?["code"]?.string } ?? []
        #expect(Set(codes) == ["folder_unreadable", "file_unreadable"])
        chmod(locked, 0o755)
        chmod(forbidden, 0o644)
        let second = try await site.ingest()
        #expect(second.code == 0 && second.json["loaded"]?.int == 10, "\(second.out)\(second.error)")
        #expect(try await site.differences(contents(site)).isEmpty)
    }

    @Test(
        "a disk that is full stops loading; with room again it goes on by itself",
        .enabled(if: FullDisk.canMount, "mounting is not allowed here"))
    func fullDisk() async throws {
        let disk = try FullDisk(megabytes: 2)
        let site = try ProgramSite(databaseFolder: disk.path)
        let tree = MounterTree(MounterPlan(seed: Campaign.seed, days: 3, rowsPerFile: 300...600))
        try await site.addSource()
        let server = try site.serve()
        let port = try await server.ready().port
        try tree.write(to: URL(fileURLWithPath: site.share))
        #expect(try await Campaign.eventually(60) { server.error.contains("store_full") }, "\(server.error)")
        #expect(try await ProgramClient.get(port, "/health").status == 200, "it still answers")
        try disk.resize(megabytes: 200)
        let differences = try await site.settledDifferences(tree.contents, within: Self.goesOnSeconds)
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))\n\(server.error)")
        #expect(try await ProgramClient.get(port, "/ready").status == 200)
        #expect(try await site.problem() == nil)
    }

    @Test(
        "a file size limit in the way of the database stops loading; without it, it goes on by itself",
        .enabled(if: TestEngine.isSQLite, "limits the process that writes the file; a server is another process"))
    func fileSizeLimit() async throws {
        // The signal that comes with the limit is ignored, as a service manager does it; the write then fails.
        let site = try ProgramSite(wrapper: ["sh", "-c", "trap '' XFSZ; exec \"$0\" \"$@\""])
        let tree = MounterTree(MounterPlan(seed: Campaign.seed, days: 3, rowsPerFile: 300...600))
        try await site.addSource()
        let server = try site.serve()
        let port = try await server.ready().port
        try limit(server, "1000000:unlimited")
        try tree.write(to: URL(fileURLWithPath: site.share))
        #expect(try await Campaign.eventually(60) { server.error.contains("store_") }, "\(server.error)")
        try limit(server, "unlimited:unlimited")
        let differences = try await site.settledDifferences(tree.contents, within: Self.goesOnSeconds)
        #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))\n\(server.error)")
        #expect(try await ProgramClient.get(port, "/ready").status == 200)
    }

    private func limit(_ server: ProgramProcess, _ sizes: String) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/prlimit")
        process.arguments = ["--pid", String(server.pid), "--fsize=" + sizes]
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw ProgramFailure(what: "prlimit") }
    }

    @Test(
        "a database that another program holds for longer than Gemba waits is waited for",
        .enabled(if: TestEngine.isSQLite, "servers lock rows and not the database"))
    func lockedDatabase() async throws {
        let site = try ProgramSite()
        try await site.addSource()
        let server = try site.serve()
        _ = try await server.ready()
        let database = try site.openDatabase()
        let held = Task.detached {
            try await database.write { tx in
                _ = try tx.execute("UPDATE intake_sources SET name = name")
                // Longer than the five seconds that a statement waits; on the database's own queue, as another program.
                usleep(9_000_000)
            }
        }
        try await Task.sleep(nanoseconds: 300_000_000)
        try site.folder.write("share/L1 m1/20250804.csv", BadFiles.good(50))
        let refused = try await site.run(["ingest", site.share, "--profile", "smt-mounter"])
        #expect(
            refused.code == 2 && refused.error.hasPrefix("gemba: ") && refused.error.split(separator: "\n").count == 1,
            "\(refused.error)")
        #expect(try await Campaign.eventually(60) { server.error.contains("store_busy") }, "\(server.error)")
        try await held.value
        try await database.close()
        #expect(try await site.settledDifferences(contents(site), within: Self.goesOnSeconds).isEmpty)
        #expect(try await site.problem() == nil)
    }
}

/// A small file system in memory.
final class FullDisk: Sendable {
    let path: String
    private let folder: ScratchFolder

    static let canMount: Bool = {
        guard geteuid() == 0 else { return false }
        return (try? FullDisk(megabytes: 1)) != nil
    }()

    init(megabytes: Int) throws {
        folder = try ScratchFolder()
        path = folder.path + "/disk"
        mkdir(path, 0o755)
        guard mount("tmpfs", path, "tmpfs", 0, "size=\(megabytes)m") == 0 else {
            throw ProgramFailure(what: String(cString: strerror(errno)))
        }
    }

    deinit { umount2(path, Int32(MNT_DETACH)) }

    func resize(megabytes: Int) throws {
        guard mount("tmpfs", path, "tmpfs", UInt(MS_REMOUNT), "size=\(megabytes)m") == 0 else {
            throw ProgramFailure(what: String(cString: strerror(errno)))
        }
    }
}
