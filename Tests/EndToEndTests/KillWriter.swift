// Mounter files that grow while the program is killed: bursts of appends at full speed, cut anywhere, with a pause now
// and then that is longer than the quiet period, so that last lines without a newline are taken and continued later.

import Foundation
import Synchronization
import TestKit

/// Writes a tree below a folder until told to finish.
final class KillWriter: Sendable {
    /// Appends of one burst.
    static let burst = 20

    private final class State: Sendable {
        let isFinishing = Atomic(false)
        let isDone = Atomic(false)
        let steps = Atomic(0)
    }
    private let state = State()
    private let task: Task<[String: [UInt8]], any Error>

    /// - Parameter pause: milliseconds between two bursts.
    init(_ files: [MounterFile], at folder: String, seed: UInt64, kinds: GrowingWriter.Kinds, pause: UInt64 = 10) {
        let state = state
        task = Task.detached {
            var writer = GrowingWriter(
                folder: URL(fileURLWithPath: folder), seed: seed, files: files, kinds: kinds, mischief: files.count,
                longestPiece: 500)
            var random = SeededRandom(seed: seed ^ 0xB0_0575)
            writing: while !state.isFinishing.load(ordering: .relaxed) {
                for _ in 0..<Self.burst {
                    guard try writer.step() != nil else { break writing }
                    state.steps.add(1, ordering: .relaxed)
                }
                let isPause = random.below(150) == 0
                try await Task.sleep(nanoseconds: isPause ? 1_300_000_000 : pause * 1_000_000)
            }
            _ = try writer.finish()
            state.isDone.store(true, ordering: .relaxed)
            return writer.final
        }
    }

    deinit { state.isFinishing.store(true, ordering: .relaxed) }

    var isDone: Bool { state.isDone.load(ordering: .relaxed) }
    var steps: Int { state.steps.load(ordering: .relaxed) }

    /// Writes what is still missing.
    /// - Returns: the files as they stand on disk.
    func finish() async throws -> [String: [UInt8]] {
        state.isFinishing.store(true, ordering: .relaxed)
        return try await task.value
    }
}
