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
        guard source.afterLoad != .keep, source.kind.isWatched else { return [] }
        let now = clock.now()
        let site = try site(of: source)
        let isRemote = source.kind.isRemote
        let zone = try Zone(source.zone)
        let today = zone.day(of: now)
        let candidates = known.withLock { $0[source.id] ?? [:] }.filter { path, file in
            file.status == .current && file.isSettled && !file.hasPendingTail && share.isOurs(source.id, machine: file.machine)
                && !(isRemote && Self.mayBeOfToday(path, modified: file.modifiedNanoseconds, today, zone))
                && now - max(file.changedAt, Instant(milliseconds: file.modifiedNanoseconds / 1_000_000)) >= source.quiet
        }
        var done: [(path: String, problem: Problem?)] = []
        for (path, file) in candidates.sorted(by: { $0.key < $1.key }) {
            guard !isRemote || done.count < Self.remoteDeedsMax else { break }
            guard try await isProven(file) else { continue }
            do {
                // A file that was written since is a loaded one no more.
                guard try await shares.run({ try Self.deal(source, site, path, file) }) else { continue }
                try await database.write { tx in
                    _ = try tx.execute("UPDATE intake_files SET status = 'gone' WHERE id = \(file.id) AND status = 'current'")
                }
                known.withLock { $0[source.id]?[path]?.status = .gone }
                done.append((path, nil))
            } catch {
                let problem = Problem(error)
                done.append((path, problem))
                // The next file would end the same way.
                if isRemote, !["remote_missing", "remote_refused", "remote_name"].contains(problem.code) { break }
            }
        }
        return done
    }

    /// Deeds at a server in one look; each asks it again.
    private static let remoteDeedsMax = 200
    /// A server may tell its times in a zone that is behind by so much.
    private static let zoneDoubt = Span.hours(14)

    /// Whether a server's file may be one that is written to today, by its time or by a day in its name. Such a file is
    /// left where it is, however quiet: the machine would begin a new one, or lose what it writes next.
    static func mayBeOfToday(_ path: String, modified: Int64, _ today: CivilDate, _ zone: Zone) -> Bool {
        if zone.day(of: Instant(milliseconds: modified / 1_000_000) + zoneDoubt) >= today { return true }
        let name = path.split(separator: "/").last ?? ""
        return name.split(whereSeparator: { !("0"..."9").contains($0) }).contains { digits in
            guard digits.utf8.count == 8, let number = Int(digits),
                let day = CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
            else { return false }
            return day >= today
        }
    }

    /// The database itself, not our memory of it, has the whole file.
    private func isProven(_ file: KnownFile) async throws -> Bool {
        try await database.read { tx in
            guard let state = try FileTable(tx: tx).find(file.id) else { return false }
            return state.status == .current && state.problem == nil && state.offset + state.openBytes == file.size
                && state.digest.value == file.prefix.digest
        }
    }

    /// - Returns: false when it is not there as it was read, and was left alone.
    private static func deal(_ source: Source, _ site: any FileSite, _ path: String, _ file: KnownFile) throws -> Bool {
        guard let present = try site.status(path), present.size == file.size, present.modifiedNanoseconds == file.modifiedNanoseconds else {
            return false
        }
        switch source.afterLoad {
        case .keep: return false
        case .delete: try site.remove(path)
        case .move:
            guard let target = source.moveTo else { throw Problem(.input, "field_invalid", ["field": "move_to"]) }
            try site.move(path, toFolder: target)
        }
        return true
    }
}
