// What a round over the sources is said to have come to, folder by folder.

import Foundation
import Intake
import Kernel
import Testing

@testable import Machining

@Suite("The summary of a round") struct PullSummaryTests {
    private static let line = "20250528 06:00:00|@StukUitgevoerd\n"

    private func write(_ hub: MachineHub, _ path: String, _ text: String) throws {
        let url = URL(fileURLWithPath: hub.share).appending(path: path)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }

    private func round(_ hub: MachineHub) async throws -> PullSummary {
        var options = ScanOptions.command
        options.namesFiles = true
        let source = try #require(try await hub.intake.sources().first)
        var summary = PullSummary()
        summary.add(try await hub.intake.scan(source.id, options), location: source.location, types: ["PLAIN": "ALU"])
        return summary
    }

    @Test func `each folder counts its files: taken, unchanged, and in error`() async throws {
        let hub = try await MachineHub()
        try write(hub, "DEM12 (PVC)/20250528.LOG", Self.line)
        try await hub.ingest()
        try write(hub, "DEM12 (PVC)/2025/05/20250529.log", Self.line)
        try write(hub, "PLAIN/20250528.LOG", Self.line + Self.line)
        try write(hub, "PLAIN/notes.txt", "not a log")
        let summary = try await round(hub)
        #expect(
            summary.json.text
                == #"{"folders":[{"folder":"DEM12 (PVC)","type":"PVC","found":2,"processed":1,"unchanged":1,"errors":0},{"folder":"PLAIN","type":"ALU","found":1,"processed":1,"unchanged":0,"errors":0}],"processed":2,"errors":0}"#
        )
        #expect(
            summary.text == """
                DEM12 (PVC) (PVC): start
                  found 2 files
                  done: 1 processed, 1 unchanged, 0 errors
                PLAIN (ALU): start
                  found 1 file
                  done: 1 processed, 0 unchanged, 0 errors
                total: 2 folders, 2 processed, 0 errors
                """)
        let again = try await round(hub)
        #expect(again.processed == 0 && again.isClean && again.folders.map(\.unchanged) == [2, 1])
    }

    @Test func `what cannot be read is an error of its folder, and a source that cannot be reached one of its own`() {
        var report = ScanReport()
        report.listedPaths = ["A (PVC)/1.LOG", "A (PVC)/2.LOG", "B/1.LOG"]
        report.takenPaths = ["A (PVC)/1.LOG"]
        report.problems = [
            ("A (PVC)/2.LOG", Problem(.outside(retryable: true), "file_unreadable", ["path": "2.LOG"])),
            ("C", Problem(.outside(retryable: true), "folder_unreadable", ["path": "C"])),
        ]
        var summary = PullSummary()
        summary.add(report, location: "/srv/logs")
        summary.add(Problem(.outside(retryable: true), "folder_missing", ["path": "/mnt/x"]), source: "Far away")
        #expect(summary.folders.map(\.folder) == ["A (PVC)", "B", "C", "Far away"])
        #expect(summary.folders.map(\.errors) == [1, 0, 1, 1])
        #expect(summary.folders.map(\.found) == [2, 1, 0, 0])
        #expect(summary.folders.map(\.unchanged) == [0, 1, 0, 0])
        #expect(summary.errors == 3 && summary.processed == 1 && !summary.isClean)
        #expect(summary.text.contains("  error: A (PVC)/2.LOG: file_unreadable"))
        #expect(summary.text.hasSuffix("total: 4 folders, 1 processed, 3 errors"))
    }
}
