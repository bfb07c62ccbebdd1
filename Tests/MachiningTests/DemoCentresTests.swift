// The simulated centres: the same seed gives the same files, what is there never changes, and what they write is what real
// centres write, oddities included.

import Foundation
import Intake
import Kernel
import Store
import Synchronization
import TestKit
import Testing

@testable import Machining

@Suite("The simulated centres") struct DemoCentresTests {
    private static let until = Instant(rfc3339: "2026-11-20T10:30:00+01:00")!

    private func centres(_ folder: ScratchFolder, seed: UInt64 = 7) throws -> DemoCentres {
        DemoCentres(root: folder.path + "/share", zone: try Zone("Europe/Paris"), seed: seed)
    }

    private func contents(_ centres: DemoCentres) throws -> [String: Data] {
        var files: [String: Data] = [:]
        for case let name as String in try #require(FileManager.default.enumerator(atPath: centres.folder)) where name.lowercased().hasSuffix(".log")
        {
            files[name] = try Data(contentsOf: URL(filePath: centres.folder + "/" + name))
        }
        return files
    }

    @Test func `the same seed gives the same bytes, and another one others`() throws {
        let (a, b, c) = (try ScratchFolder(inMemory: true), try ScratchFolder(inMemory: true), try ScratchFolder(inMemory: true))
        let plants = [try centres(a), try centres(b), try centres(c, seed: 8)]
        for plant in plants { try plant.writeHistory(days: 10, until: Self.until) }
        let files = try plants.map(contents)
        #expect(files[0] == files[1])
        #expect(files[0] != files[2])
        #expect(files[0].keys.contains("DEM12 (PVC)/20261120.LOG") && files[0].keys.contains("DEMALU (ALU)/20261120.log"))
    }

    @Test func `three months are lines of believable days, few enough to load in seconds, in three centres`() async throws {
        let hub = try await MachineHub()
        let plant = DemoCentres(root: hub.share, zone: try Zone(hub.zone), seed: 20_260_922)
        try plant.writeHistory(until: Self.until)
        let clock = ContinuousClock()
        let began = clock.now
        let report = try await hub.ingest()
        let took = clock.now - began
        // How long that takes says more of the machine than of the demo; how much it is decides both.
        print("demo centres: \(report.counts.loaded) lines of three months taken in \(took)")
        #expect(report.counts.loaded < 150_000)
        let files = try contents(plant)
        let perFile = report.counts.loaded / Int64(files.count)
        #expect((150...900).contains(perFile), "\(perFile) lines per file")
        #expect((10...400).contains(report.counts.rejected))
        let days = try await hub.days()
        let names = try await hub.database.read { try CentreTable(tx: $0).all() }
        #expect(names.map(\.name) == ["DEM12 (PVC)", "DEMALU (ALU)", "SU12 (HYBRIDE)"] && names.map(\.type) == ["PVC", "ALU", "HYBRIDE"])
        let byCentre = Dictionary(grouping: days, by: \.centre)
        for centre in names {
            let own = byCentre[centre.id] ?? []
            let shares = own.compactMap { $0.totals.share($0.totals.production) }
            let mean = shares.reduce(0, +) / Double(max(1, shares.count))
            #expect((0.5...0.9).contains(mean), "\(centre.name): \(mean)")
            #expect(own.contains { $0.totals.flags.contains(.unknownEvents) } && own.contains { $0.totals.flags.contains(.rejects) })
            #expect(Set(own.map(\.totals.grade)).count > 1)
            // Days are missing, and for those with shifts all weekends are.
            #expect(own.count < 91 && own.count > 50)
            if centre.name.hasPrefix("DEM") { #expect(own.allSatisfy { $0.day.weekday < 5 }) }
        }
        #expect(days.contains { $0.totals.flags.contains(.doubleStop) } && days.contains { $0.totals.flags.contains(.overnight) })
        #expect(days.filter { $0.totals.flags.contains(.clockBack) || $0.totals.flags.contains(.skippedHour) }.isEmpty)
    }

    @Test func `a plant that is started again completes its files and leaves what is there`() throws {
        let folder = try ScratchFolder(inMemory: true)
        let plant = try centres(folder)
        try plant.writeHistory(days: 3, until: Self.until)
        let before = try contents(plant)
        // Stopped in the middle of a line.
        let torn = plant.folder + "/DEM12 (PVC)/20261120.LOG"
        let handle = try #require(FileHandle(forUpdatingAtPath: torn))
        try handle.truncate(atOffset: try handle.seekToEnd() - 7)
        try handle.close()
        try plant.writeHistory(days: 3, until: Self.until + .seconds(86_400))
        let after = try contents(plant)
        for (name, bytes) in before { #expect(after[name]?.starts(with: bytes) == true, "\(name)") }
        let whole = try ScratchFolder(inMemory: true)
        let other = try centres(whole)
        try other.writeHistory(days: 4, until: Self.until + .seconds(86_400))
        for (name, bytes) in try contents(other) where after[name] != nil { #expect(after[name] == bytes, "\(name)") }
    }

    @Test func `the present goes on over midnight to what a history of the same time says`() async throws {
        let folder = try ScratchFolder(inMemory: true)
        let plant = try centres(folder)
        let start = try #require(Instant(rfc3339: "2026-11-20T23:50:00+01:00"))
        let end = try #require(Instant(rfc3339: "2026-11-21T00:20:00+01:00"))
        try plant.writeHistory(days: 0, until: start)
        let now = Mutex(start)
        let clock = Clock(
            now: { now.withLock { $0 } },
            sleep: { span in
                let later = now.withLock { time in
                    // A thousand times faster than asked.
                    time = time + .milliseconds(span.milliseconds * 20)
                    return time
                }
                if later > end { throw CancellationError() }
            })
        await #expect(throws: CancellationError.self) { try await plant.run(clock: clock) }
        let whole = try ScratchFolder(inMemory: true)
        let other = try centres(whole)
        try other.writeHistory(days: 1, until: end)
        let (live, history) = (try contents(plant), try contents(other))
        #expect(live["SU12 (HYBRIDE)/20261120.LOG"] == history["SU12 (HYBRIDE)/20261120.LOG"])
        let (night, planned) = (try #require(live["SU12 (HYBRIDE)/20261121.LOG"]), try #require(history["SU12 (HYBRIDE)/20261121.LOG"]))
        #expect(planned.starts(with: night) && night.count * 2 > planned.count)
    }
}
