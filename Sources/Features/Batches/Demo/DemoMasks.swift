// A simulated team behind `gemba demo`: 120 batches of four families, five people, masks that arrive in a folder all day,
// some of them with names that mean nothing.

import Foundation
import Host
import Kernel
import Store

public struct DemoMasks: Sendable {
    public static let crew = ["Lucía", "Marc", "Inés", "Théo", "Ana"]
    let folder: String
    let feature: BatchesFeature
    let seed: UInt64
    private var actions: BatchesActions { feature.actions }

    /// - Parameter folder: for the mask files.
    public init(folder: String, feature: BatchesFeature, seed: UInt64) { (self.folder, self.feature, self.seed) = (folder, feature, seed) }

    /// Makes what is missing, once.
    public func prepare() async throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        guard try await actions.list(BatchFilter(), limit: 1).counts.total == 0 else { return }
        var settings = HomeSettings()
        settings.folder = folder
        settings.pollSeconds = 5
        try await actions.set(settings, by: .system)
        for name in Self.crew { try await actions.add(CrewMember(name: name, role: "segmentador", email: ""), by: .system) }
        var chance = SeededChance(seed, labels: [1])
        let today = feature.house.zone.day(of: actions.clock.now())
        var lines: [BatchesActions.Line] = []
        for (index, id) in Self.ids.enumerated() {
            var batch = Batch(id: id)
            batch.folder = "/imagenes/\(id)"
            batch.tasks = Batch.usualTasks
            batch.priority = ["baja", "media", "alta"][chance.below(3)]
            let age = Self.ids.count - index
            if age > 25 {
                // Somebody who has left still has some.
                batch.assignee = chance.below(20) == 0 ? "Paul" : Self.crew[chance.below(Self.crew.count)]
                batch.assignedAt = today.adding(days: -age).isoText
                batch.status = age > 60 ? (chance.below(10) == 0 ? .incomplete : .done) : [.notStarted, .incomplete, .done][chance.below(3)]
                if batch.status == .done {
                    batch.review = [.approved, .approved, .pending, .rejected][chance.below(4)]
                    batch.reviewedAt = today.adding(days: -(age * 3 / 4)).isoText
                }
                if batch.review == .rejected { batch.comments = "Revisar los bordes" }
            }
            lines.append(BatchesActions.Line(batch))
            if batch.status != .notStarted { try write("masks_\(id).tar.xz", bytes: 20_000 + chance.below(80_000)) }
        }
        _ = try await actions.upload(lines, .add, by: .system)
        try write("masks_000041F.tar.xz", bytes: 30_000)
        try write("masks_batch_T000999.tar.xz", bytes: 30_000)
        try write("masks_batch_000050F (1).tar.xz", bytes: 12_000)
    }

    static let ids: [String] =
        (1...60).map { "batch_" + padded($0, 6) + "F" } + (1...40).map { "batch_T" + padded($0, 6) } + (7...16).map { "batch_\($0)" }
        + (30...39).map { "batch_20250909T00\($0)" }

    private func write(_ name: String, bytes: Int) throws {
        try Data(repeating: 0x5A, count: bytes).write(to: URL(fileURLWithPath: folder + "/" + name), options: .atomic)
    }

    /// Brings masks until the task is cancelled.
    public func run(clock: Clock) async throws {
        var chance = SeededChance(seed &+ UInt64(bitPattern: clock.now().milliseconds), labels: [2])
        while true {
            try await clock.sleep(.seconds(Int64(20 + chance.below(40))))
            try write("masks_\(Self.ids[chance.below(Self.ids.count)])_\(chance.below(9) + 2).tar.xz", bytes: 20_000 + chance.below(80_000))
        }
    }
}
