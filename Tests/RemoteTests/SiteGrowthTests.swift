// Files that grow, are rewritten, cut and lost on a server: what is fetched, and that the rows are those of the files.

import Foundation
import Intake
import Kernel
import Remote
import Store
import TestKit
import Testing

@testable import Intake

extension ServerTests {
    @Suite struct SiteGrowthTests {
        static let path = "L1 m1/20250804.csv"

        /// A file of at least so many bytes.
        static func long(_ bytes: Int, seed: UInt64 = 1) -> [UInt8] {
            MounterTree(MounterPlan(seed: seed, lines: 1, mounters: 1, days: 1, rowsPerFile: bytes / 60...bytes / 60, quirks: [])).files[0].bytes
        }

        /// The first lines of a file, of at least so many bytes.
        static func lines(_ bytes: [UInt8], upTo count: Int) -> [UInt8] {
            let end = bytes[count...].firstIndex(of: 0x0A) ?? bytes.count - 1
            return Array(bytes[...end])
        }

        @Test func ofAGrownFileOnlyTheEndIsFetched() async throws {
            let server = try await FTPServer(.none)
            let whole = Self.long(2 << 20)
            let first = Self.lines(whole, upTo: 1_500_000)
            let hub = try await SiteHub()
            let source = try await hub.source(server.url())
            try server.write(Self.path, first, modified: .past(minutes: 20))
            _ = try await hub.intake.scan(source)
            #expect(try await hub.counts(source).bytes == Int64(first.count))
            var size = first.count
            for step in 1...3 {
                let next = Self.lines(whole, upTo: size + 20_000)
                try server.write(Self.path, next, modified: .past(minutes: 20 - Double(step * 3)))
                let before = try await hub.counts(source).bytes
                _ = try await hub.intake.scan(source)
                #expect(try await hub.counts(source).bytes - before == Int64(next.count - size + 4096))
                size = next.count
                #expect(try await hub.faults(source, [Self.path: next]).isEmpty)
            }
            // Another process knows nothing of former comparisons, and makes one.
            try server.write(Self.path, whole, modified: .past(minutes: 5))
            let other = hub.restarted()
            _ = try await other.scan(source)
            #expect(try await hub.counts(source, other).bytes == Int64(whole.count))
            #expect(try await hub.faults(source, [Self.path: whole]).isEmpty)
        }

        @Test func aFileThatHasDoubledIsComparedAsAWhole() async throws {
            let server = try await FTPServer(.none)
            let whole = Self.long(2 << 20)
            let first = Self.lines(whole, upTo: 600_000)
            let hub = try await SiteHub()
            let source = try await hub.source(server.url())
            try server.write(Self.path, first, modified: .past(minutes: 20))
            _ = try await hub.intake.scan(source)
            // A line near the beginning is another one, in a file that is more than twice as long.
            var changed = Self.long(2 << 20)
            let digit = try #require(changed.indices.first { $0 > 2000 && changed[$0] == UInt8(ascii: "1") })
            changed[digit] = UInt8(ascii: "7")
            try server.write(Self.path, changed, modified: .past(minutes: 15))
            _ = try await hub.intake.scan(source)
            #expect(try await hub.faults(source, [Self.path: changed]).isEmpty)
        }

        @Test func aGrownFileWhoseFormerEndIsAnotherIsReadAnew() async throws {
            let server = try await FTPServer(.none)
            let whole = Self.long(1 << 20)
            let first = Self.lines(whole, upTo: whole.count * 3 / 4)
            let hub = try await SiteHub()
            let source = try await hub.source(server.url())
            try server.write(Self.path, first, modified: .past(minutes: 20))
            _ = try await hub.intake.scan(source)
            var changed = whole
            let digit = try #require(changed.indices.first { $0 > first.count - 3000 && changed[$0] == UInt8(ascii: "1") })
            changed[digit] = UInt8(ascii: "7")
            try server.write(Self.path, changed, modified: .past(minutes: 15))
            _ = try await hub.intake.scan(source)
            #expect(try await hub.faults(source, [Self.path: changed]).isEmpty)
        }

        @Test func aCutDownloadOfAFileThatIsThenAnotherIsBegunAnew() async throws {
            let server = try await FTPServer(.none)
            let proxy = try FTPProxy(to: server, seed: 7)
            let (bytes, other) = (Self.long(900_000), Self.long(1_000_000, seed: 2))
            try server.write(Self.path, bytes, modified: .past(minutes: 20))
            let hub = try await SiteHub()
            let source = try await hub.source(server.url(port: proxy.port))
            for data in proxy.data { data.rule = .cut(.bytes(600_000, .toClient), manner: .reset) }
            let report = try await hub.intake.scan(source)
            #expect(report.problems.map(\.problem.code) == ["remote_cut"])
            #expect(report.counts.loaded == 0, "nothing is loaded of a file that is not whole")
            try server.write(Self.path, other, modified: .past(minutes: 10))
            proxy.set(.forward)
            #expect(try await hub.intake.scan(source).problems.isEmpty)
            #expect(try await hub.faults(source, [Self.path: other]).isEmpty)
        }

        @Test(arguments: [20_000, 1_000_000]) func aRewrittenFileOfTheSameSizeIsReadAnew(_ size: Int) async throws {
            let server = try await FTPServer(.none)
            let bytes = Self.long(size)
            let hub = try await SiteHub()
            let source = try await hub.source(server.url())
            try server.write(Self.path, bytes, modified: .past(minutes: 20))
            _ = try await hub.intake.scan(source)
            var changed = bytes
            let digit = try #require(changed.indices.first { $0 > size / 2 && changed[$0] == UInt8(ascii: "1") })
            changed[digit] = UInt8(ascii: "7")
            try server.write(Self.path, changed, modified: .past(minutes: 10))
            _ = try await hub.intake.scan(source)
            #expect(try await hub.faults(source, [Self.path: changed]).isEmpty)
        }

        @Test func aRewriteWithinTheSameMinuteIsSeen() async throws {
            let server = try await FTPServer(.none)
            let bytes = Self.long(20_000)
            let hub = try await SiteHub()
            hub.time.set(Clock.system.now())
            let source = try await hub.source(server.url())
            let moment = Date(timeIntervalSince1970: (Date().timeIntervalSince1970 / 60).rounded(.down) * 60)
            try server.write(Self.path, bytes, modified: moment)
            _ = try await hub.intake.scan(source, ScanOptions.command)
            var changed = bytes
            let digit = try #require(changed.indices.first { $0 > 10_000 && changed[$0] == UInt8(ascii: "1") })
            changed[digit] = UInt8(ascii: "7")
            try server.write(Self.path, changed, modified: moment.addingTimeInterval(20))
            hub.time.advance(.seconds(20))
            _ = try await hub.intake.scan(source, ScanOptions.command)
            hub.time.advance(.minutes(3))
            _ = try await hub.intake.scan(source, ScanOptions.command)
            #expect(try await hub.faults(source, [Self.path: changed]).isEmpty)
            let transfers = try await hub.counts(source).transfers
            _ = try await hub.intake.scan(source, ScanOptions.command)
            #expect(try await hub.counts(source).transfers == transfers, "settled by now")
        }

        @Test(arguments: [20_000, 1_000_000]) func aShortenedFileIsReadAnew(_ size: Int) async throws {
            let server = try await FTPServer(.none)
            let bytes = Self.long(size)
            let hub = try await SiteHub()
            let source = try await hub.source(server.url())
            try server.write(Self.path, bytes, modified: .past(minutes: 20))
            _ = try await hub.intake.scan(source)
            let shorter = Self.lines(bytes, upTo: size / 2)
            try server.write(Self.path, shorter, modified: .past(minutes: 10))
            _ = try await hub.intake.scan(source)
            #expect(try await hub.faults(source, [Self.path: shorter]).isEmpty)
            let other = Self.lines(Self.long(size, seed: 9), upTo: size / 3)
            try server.write(Self.path, other, modified: .past(minutes: 5))
            _ = try await hub.intake.scan(source)
            #expect(try await hub.faults(source, [Self.path: other]).isEmpty)
        }

        @Test func copiesThatWereDeletedOnlyCostADownload() async throws {
            let server = try await FTPServer(.none)
            let whole = Self.long(1 << 20)
            let first = Self.lines(whole, upTo: 400_000)
            let hub = try await SiteHub()
            let source = try await hub.source(server.url())
            try server.write(Self.path, first, modified: .past(minutes: 20))
            try server.write("L2 m1/20250804.csv", whole, modified: .past(minutes: 20))
            _ = try await hub.intake.scan(source)
            try FileManager.default.removeItem(atPath: hub.folder.path + "/spool")
            #expect(try await hub.intake.scan(source).counts.loaded == 0)
            #expect(try await hub.counts(source).transfers == 2, "what has not changed is not fetched")
            try server.write(Self.path, whole, modified: .past(minutes: 10))
            _ = try await hub.intake.scan(source)
            #expect(try await hub.counts(source).transfers == 3)
            // Another machine, with no copies at all.
            let other = hub.restarted(spool: hub.folder.path + "/other")
            #expect(try await other.scan(source).counts.loaded == 0)
            let grown = whole + Self.lines(Self.long(20_000, seed: 3), upTo: 5_000)
            try server.write(Self.path, grown, modified: .past(minutes: 5))
            _ = try await other.scan(source)
            #expect(try await hub.faults(source, [Self.path: grown, "L2 m1/20250804.csv": whole]).isEmpty)
        }

        @Test func aRenamedFileAndACopyAreKnownAlsoWithoutCopiesHere() async throws {
            let server = try await FTPServer(.none)
            let bytes = Self.long(50_000)
            let hub = try await SiteHub()
            let source = try await hub.source(server.url())
            try server.write(Self.path, bytes, modified: .past(minutes: 20))
            let loaded = try await hub.intake.scan(source).counts.loaded
            #expect(loaded > 100)
            try FileManager.default.removeItem(atPath: hub.folder.path + "/spool")
            try server.write("L1 m1/copy of it.csv", bytes, modified: .past(minutes: 15))
            let copied = try await hub.intake.scan(source)
            #expect(copied.counts.loaded == 0 && copied.counts.duplicate > 100, "\(copied.problems)")
            try server.remove(Self.path)
            try server.remove("L1 m1/copy of it.csv")
            try server.write("L1 m1/renamed.csv", bytes, modified: .past(minutes: 10))
            let renamed = try await hub.intake.scan(source)
            #expect(renamed.counts.loaded == 0)
            #expect(try await hub.files(source).contains { $0.path == "L1 m1/renamed.csv" && $0.status == "current" && $0.counts.loaded == loaded })
            // What is gone there is kept nowhere here.
            let kept = FileManager.default.enumerator(atPath: hub.folder.path + "/spool")?.compactMap { $0 as? String } ?? []
            #expect(kept.filter { $0.hasSuffix(".csv") }.count == 1, "\(kept)")
        }

        @Test func aServerKilledDuringADownloadIsGoneOnWith() async throws {
            let server = try await FTPServer(.none, settings: ["local_max_rate=600000"])
            let bytes = Self.long(2 << 20)
            let small = Self.long(3000, seed: 5)
            try server.write(Self.path, bytes, modified: .past(minutes: 20))
            try server.write("L2 m1/20250804.csv", small, modified: .past(minutes: 20))
            let hub = try await SiteHub()
            let source = try await hub.source(server.url())
            let intake = hub.intake
            async let first = intake.scan(source)
            let end = Stopwatch.milliseconds() + 30_000
            while hub.spooled < 500_000, Stopwatch.milliseconds() < end { try await Task.sleep(nanoseconds: 20_000_000) }
            server.kill()
            let report = try await first
            #expect(!report.problems.isEmpty)
            let fetched = try await hub.counts(source).bytes
            #expect(fetched > 300_000 && fetched < Int64(bytes.count))
            try await server.start()
            hub.time.advance(.minutes(1))
            #expect(try await hub.intake.scan(source).problems.isEmpty)
            let all = try await hub.counts(source).bytes
            #expect(all <= Int64(bytes.count + small.count + 2 * 4096 + 100_000), "\(all): it goes on where it stopped")
            #expect(try await hub.faults(source, [Self.path: bytes, "L2 m1/20250804.csv": small]).isEmpty)
        }

        /// Growing files over a network that breaks at any byte.
        @Test(arguments: 0..<4) func cutAnywhereWhileFilesGrow(_ share: Int) async throws {
            let seed = Scale.seed &+ UInt64(share)
            let server = try await FTPServer(.none)
            let proxy = try FTPProxy(to: server, seed: seed)
            var random = SeededRandom(seed: seed)
            let hub = try await SiteHub(limits: ServerTests.SiteFaultsTests.limits)
            let source = try await hub.source(server.url(port: proxy.port))
            let tree = MounterTree(MounterPlan(seed: seed, lines: 2, mounters: 2, days: 2, rowsPerFile: 20...60)).files
            var wanted: [String: [UInt8]] = Dictionary(uniqueKeysWithValues: tree.map { ($0.path, $0.bytes) })
            wanted["L9 m1/20250804.csv"] = Self.long(900_000, seed: seed)
            var written: [String: Int] = [:]
            var cuts = 0
            let goal = 10 * Scale.factor
            var age = 60.0 * 24 * 30
            var rounds = 0
            while cuts < goal || written.contains(where: { wanted[$0.key]?.count != $0.value }) || written.count < wanted.count, rounds < goal * 20 {
                rounds += 1
                age -= 2
                for path in wanted.keys.sorted() where random.below(2) == 0 {
                    let target = wanted[path] ?? []
                    let piece = random.below(max(2, target.count / 6))
                    let size = min(target.count, (written[path] ?? 0) + piece)
                    guard size != written[path] else { continue }
                    try server.write(path, Array(target[..<size]), modified: .past(minutes: age))
                    written[path] = size
                }
                if cuts < goal {
                    let range = [0...200, 0...20_000, 0...900_000][random.below(3)]
                    proxy.set(.cut(.bytes(range, random.below(4) == 0 ? .toServer : .toClient)))
                } else {
                    proxy.set(.forward)
                }
                let before = proxy.cuts
                do { _ = try await hub.intake.scan(source) } catch {
                    #expect(Problem(error).code.hasPrefix("remote_"), "seed \(seed): \(error)")
                }
                cuts += proxy.cuts - before
                hub.time.advance(.seconds(30))
            }
            proxy.set(.forward)
            hub.time.advance(.minutes(5))
            for _ in 0..<3 {
                let report = try await hub.intake.scan(source, ScanOptions.command)
                #expect(report.problems.isEmpty, "seed \(seed): \(report.problems)")
            }
            let faults = try await hub.faults(source, wanted)
            #expect(faults.isEmpty, "seed \(seed), \(cuts) cuts: \(faults.prefix(5))")
            #expect(cuts >= goal, "seed \(seed)")
            let transfers = try await hub.counts(source).transfers
            _ = try await hub.intake.scan(source, ScanOptions.command)
            #expect(try await hub.counts(source).transfers == transfers)
        }

        @Test(.enabled(if: SmallDisk.canMount, "mounting is not allowed here"))
        func aFullDiskIsSaidAndGoneOnWithWhenThereIsRoom() async throws {
            let server = try await FTPServer(.none)
            let disk = try SmallDisk(megabytes: 1)
            let bytes = Self.long(2 << 20)
            try server.write(Self.path, bytes, modified: .past(minutes: 20))
            let hub = try await SiteHub(spool: disk.path + "/spool")
            let source = try await hub.source(server.url())
            let report = try await hub.intake.scan(source)
            #expect(report.problems.first?.problem.code == "spool_full" && report.problems.first?.problem.isRetryable == true, "\(report.problems)")
            try disk.resize(megabytes: 20)
            let before = try await hub.counts(source).bytes
            #expect(try await hub.intake.scan(source).problems.isEmpty)
            #expect(try await hub.counts(source).bytes - before < Int64(bytes.count * 3 / 4), "it goes on where it stopped")
            #expect(try await hub.faults(source, [Self.path: bytes]).isEmpty)
        }
    }
}

/// A file system of a few megabytes in memory.
final class SmallDisk: Sendable {
    let path: String
    private let folder: ScratchFolder

    static let canMount: Bool = {
        guard getuid() == 0, let disk = try? SmallDisk(megabytes: 1) else { return false }
        return FileManager.default.fileExists(atPath: disk.path)
    }()

    init(megabytes: Int) throws {
        folder = try ScratchFolder()
        path = folder.path + "/disk"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        try Self.run("mount", "-t", "tmpfs", "-o", "size=\(megabytes)m", "gemba-test", path)
    }

    deinit { try? Self.run("umount", path) }

    func resize(megabytes: Int) throws { try Self.run("mount", "-o", "remount,size=\(megabytes)m", path) }

    private static func run(_ words: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = words
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Problem(.bug, "no_mount") }
    }
}
