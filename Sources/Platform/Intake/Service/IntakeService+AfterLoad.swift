// What happens to a file after it is loaded: nothing, unless the source says so, and then only to a file whose every byte
// the ledger has, which has been still for its quiet period, and which is on disk as it was read.

import Kernel
import Remote
import Store
import Synchronization

extension IntakeService {
    /// Moves or deletes the loaded files of a source by its policy.
    /// - Returns: the files dealt with, and those that could not be.
    func afterLoad(_ source: Source) async throws -> [(path: String, problem: Problem?)] {
        guard source.afterLoad != .keep, source.kind == .folder else { return [] }
        let now = clock.now()
        let candidates = known.withLock { $0[source.id] ?? [:] }.filter { _, file in
            file.status == .current && file.isSettled && !file.hasPendingTail
                && now - max(file.changedAt, Instant(milliseconds: file.modifiedNanoseconds / 1_000_000)) >= .seconds(Int64(source.quietSeconds))
        }
        var done: [(path: String, problem: Problem?)] = []
        for (path, file) in candidates.sorted(by: { $0.key < $1.key }) {
            guard try await isProven(file) else { continue }
            do {
                try await shares.run { try Self.deal(source, path, file) }
                try await database.write { tx in
                    _ = try tx.execute("UPDATE intake_files SET status = 'gone' WHERE id = \(file.id)")
                }
                known.withLock { $0[source.id]?[path]?.status = .gone }
                done.append((path, nil))
            } catch {
                done.append((path, Problem(error)))
            }
        }
        return done
    }

    /// The database itself, not our memory of it, has the whole file.
    private func isProven(_ file: KnownFile) async throws -> Bool {
        try await database.read { tx in
            guard let state = try FileTable(tx: tx).find(file.id) else { return false }
            return state.status == .current && state.problem == nil && state.offset + state.openBytes == file.size
                && state.digest.value == file.prefix.digest
        }
    }

    private static func deal(_ source: Source, _ path: String, _ file: KnownFile) throws {
        let folder = LocalFolder(source.location)
        guard let present = folder.status(path), present.size == file.size, present.modifiedNanoseconds == file.modifiedNanoseconds else { return }
        switch source.afterLoad {
        case .keep: return
        case .delete: try folder.remove(path)
        case .move:
            guard let target = source.moveTo else { throw Problem(.input, "field_invalid", ["field": "move_to"]) }
            try folder.move(path, to: LocalFolder(target))
        }
    }
}
