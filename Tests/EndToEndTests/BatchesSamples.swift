// A few batches for tests that ask for every page: with masks in a folder, somebody unknown, and files that mean nothing.

import Foundation
import Kernel
import TestKit
import Testing

/// Batches in a plant, and a folder with their masks.
struct BatchesSamples: Sendable {
    let folder: ScratchFolder
    private(set) var deed = "1"

    /// Puts the samples into a plant; the folder is gone with the value.
    static func make(_ plant: some RouteAsked) async throws -> BatchesSamples {
        var samples = BatchesSamples(folder: try ScratchFolder())
        for name in ["masks_batch_000040F.tar.xz", "masks_000041F.tar.xz", "masks_batch_T000999.tar.xz"] { try samples.put(name) }
        let saved = try await plant.post(
            "/batches/settings",
            [
                ("folder", samples.folder.path), ("poll_seconds", "1"), ("bucket", "masks"),
                ("families", "F: {digits}F\nT: T{digits}\nplain: {digits}"),
            ])
        #expect(saved.status == 303)
        _ = try await plant.call("/api/v1/batches/crew", ["name": "Lucia"])
        _ = try await plant.call(
            "/api/v1/batches/upload",
            [
                "mode": "add",
                "batches": [
                    ["id": "batch_000040F", "assignee": "Lucia", "status": "S", "comments": "a & b <i>", "assigned_at": "2025-10-01"],
                    ["id": "batch_000041F", "status": "In", "assignee": "Paul"], ["id": "batch_T000001"],
                ],
            ])
        _ = try await plant.call("/api/v1/batches/sync", [:])
        samples.deed = try await plant.json("/api/v1/batches/deeds")["deeds"]?.array?.first?["deed"]?.string ?? "1"
        return samples
    }

    /// A mask that is whole already.
    func put(_ name: String) throws {
        let path = folder.path + "/" + name
        try Data(repeating: 0x5A, count: 3000).write(to: URL(fileURLWithPath: path), options: .atomic)
        try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -60)], ofItemAtPath: path)
    }
}
