// The present of the simulated plant: it appends to what is there, whole lines in the end, a new file each day, and
// stops when it is told to.

import Foundation
import Kernel
import Synchronization
import Testing
import Traceability

@Suite("The simulated plant's present")
struct DemoLiveTests {
    private func run(from start: String, sleeps: Int) async throws -> (
        before: [String: Data], after: [String: Data], seconds: Double
    ) {
        let folder = DemoFolder()
        let plant = DemoMounters(root: folder.path, zone: try Zone("Europe/Paris"), seed: 7)
        let clock = try SteppedClock(start, sleeps: sleeps)
        let begin = clock.now
        try plant.writeHistory(until: begin)
        let before = try folder.contents()
        await #expect(throws: CancellationError.self) { try await plant.run(clock: clock.clock) }
        return (before, try folder.contents(), (clock.now - begin).seconds)
    }

    @Test("scans are appended at a visitor's pace, as whole lines, none in the future")
    func appends() async throws {
        let result = try await run(from: "2026-11-20T10:00:00Z", sleeps: 2000)
        for (file, bytes) in result.before { #expect(result.after[file]?.starts(with: bytes) == true, "\(file)") }
        #expect(result.after.values.allSatisfy { $0.last == 10 })
        let old = DemoRow.all(in: result.before).count
        let rows = DemoRow.all(in: result.after)
        let pace = result.seconds / Double(rows.count - old)
        #expect((2.0...4.0).contains(pace))
        let added = rows.filter { $0.isDated && $0.at > "20261120110000" }
        #expect(added.count > 1500)
        #expect(added.allSatisfy { $0.fields.count >= 13 && Int($0.fields[7]) != nil })
        #expect(Set(added.map(\.folder)).count == 12)
        for (_, rows) in Dictionary(grouping: added, by: \.file) { #expect(rows.map(\.at) == rows.map(\.at).sorted()) }
    }

    @Test("a refused reel is followed by an accepted one on the same place, mostly")
    func refusals() async throws {
        let result = try await run(from: "2026-11-20T10:00:00Z", sleeps: 3000)
        let added = DemoRow.all(in: result.after).filter { $0.isDated && $0.at > "20261120110000" }
        let refused = added.filter { $0.fields[3] == "NG" }
        #expect(refused.count > 10)
        let settled = refused.filter { bad in
            added.contains { good in
                good.fields[3] == "OK" && good.folder == bad.folder && good.fields[2] == bad.fields[2]
                    && good.fields[12] == bad.fields[12] && good.at > bad.at
            }
        }
        #expect(settled.count * 10 >= refused.count * 7)
    }

    @Test("what was loaded is remembered: the previous barcode is in the files")
    func memory() async throws {
        let result = try await run(from: "2026-11-20T10:00:00Z", sleeps: 1000)
        var known: Set<String> = []
        var missing = 0
        var count = 0
        for row in DemoRow.all(in: result.after) where row.fields.count >= 13 && !row.file.contains("copy") {
            if row.at > "20261120110000", row.isDated {
                count += 1
                if row.fields[4] == "NA" || !known.contains(row.folder + row.fields[4]) { missing += 1 }
            }
            known.insert(row.folder + row.fields[11])
        }
        #expect(count > 700)
        #expect(missing < count / 30)
    }

    @Test("midnight begins new files with their headers, on a Sunday too")
    func midnight() async throws {
        // 23:59 in Paris, Saturday.
        let result = try await run(from: "2026-11-21T22:59:00Z", sleeps: 300)
        let sunday = result.after.filter { $0.key.hasSuffix("20261122.csv") }
        #expect(sunday.count == 12)
        #expect(!result.before.keys.contains { $0.hasSuffix("20261122.csv") })
        #expect(sunday.values.allSatisfy { String(decoding: $0, as: UTF8.self).contains("ScanDate,ScanTime,") })
        #expect(DemoRow.all(in: sunday).allSatisfy { $0.at.hasPrefix("20261122") })
    }

    @Test("the disk shows half lines in between")
    func halfLines() async throws {
        let folder = DemoFolder()
        let plant = DemoMounters(root: folder.path, zone: .utc, seed: 7)
        let clock = try SteppedClock("2026-11-20T10:00:00Z", sleeps: 400)
        let root = folder.path
        let seen = HalfLines()
        let inner = clock.clock
        let watched = Clock(
            now: inner.now,
            sleep: { span in
                if span < .milliseconds(700), let files = try? HalfLines.files(root),
                    files.contains(where: { $0.last != 10 })
                {
                    seen.count.add(1, ordering: .relaxed)
                }
                try await inner.sleep(span)
            })
        await #expect(throws: CancellationError.self) { try await plant.run(clock: watched) }
        #expect(seen.count.load(ordering: .relaxed) > 10)
        #expect(try HalfLines.files(root).allSatisfy { $0.last == 10 })
    }

    @Test("it stops in the middle of a pause when cancelled", .timeLimit(.minutes(5)))
    func cancellation() async throws {
        let folder = DemoFolder()
        let plant = DemoMounters(root: folder.path, lines: 1, mounters: 1, zone: .utc, seed: 7)
        let hours = Clock(now: Clock.system.now, sleep: { _ in try await Clock.system.sleep(.hours(1)) })
        let task = Task { try await plant.run(clock: hours) }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }
}
