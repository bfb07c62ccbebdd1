// The cache of what is known of a source's files, and the marks a scan leaves behind besides rows.

import Kernel
import Remote
import Store
import Synchronization

extension FileState {
    /// When it was read, the file had not been written for so long that its time stamp tells of every later write.
    var wasStill: Bool {
        changedAt.milliseconds * 1_000_000 - modifiedNanoseconds > IntakeService.settleNanoseconds
    }
}

extension IntakeService {
    func loadKnown(_ source: Int64) async throws {
        let states = try await database.read { try FileTable(tx: $0).all(source: source) }
        known.withLock { all in
            all[source] = Dictionary(states.map { ($0.path, KnownFile($0, isSettled: $0.wasStill)) }) { _, last in last }
        }
    }

    func refreshKnown(_ source: Int64, _ files: [ListedFile]) async throws {
        let states = try await database.read { tx in
            try files.map { ($0.path, try FileTable(tx: tx).find(source: source, path: $0.path)) }
        }
        known.withLock { all in
            for (path, state) in states { all[source]?[path] = state.map { KnownFile($0, isSettled: false) } }
        }
    }

    /// Drops the cache of a source whose files were changed by something else than a scan.
    public func forget(_ source: Int64) { known.withLock { $0[source] = nil } }

    /// Files that are no longer there are marked; their rows stay.
    func noteGone(_ listing: Listing, _ source: Int64) async throws {
        let present = Set(listing.files.map(\.path))
        let blind = listing.unreadable.map { $0.path + "/" }
        let gone = known.withLock { all in
            (all[source] ?? [:]).filter { path, file in
                file.status == .current && !present.contains(path) && !blind.contains { path.hasPrefix($0) }
            }
        }
        guard !gone.isEmpty else { return }
        let ids = gone.values.map(\.id)
        try await database.write { tx in
            for id in ids { try tx.execute("UPDATE intake_files SET status = 'gone' WHERE id = \(id) AND status = 'current'") }
        }
        known.withLock { all in for path in gone.keys { all[source]?[path]?.status = .gone } }
    }

    /// The file is not read any more until somebody says so.
    func hold(_ limit: RejectLimitExceeded, _ setting: PickupSetting) async throws {
        let path = limit.path
        let (parts, isMatched) = setting.parts(of: path)
        let folder = LocalPath.join(setting.source.location, path.split(separator: "/").dropLast().joined(separator: "/"))
        let now = clock.now()
        try await database.write { tx in
            let files = FileTable(tx: tx)
            var state =
                try files.find(source: setting.source.id, path: path)
                ?? FileState(
                    source: setting.source.id, path: path,
                    machine: Parts.machine(parts, isMatched: isMatched, profile: setting.format.profile.name, folder: folder),
                    parts: parts, isMatched: isMatched, at: now)
            state.status = .held
            state.problem = "reject_limit"
            if state.firstHash == nil { state.firstHash = limit.firstHash }
            if state.id == 0 { state.id = try files.insert(state) } else { try files.update(state) }
        }
        try await refreshKnown(setting.source.id, [ListedFile(path: path, size: 0, modifiedNanoseconds: 0)])
    }

    /// The run that work on this source belongs to: its id once it has one. A standing watch goes on with the same run
    /// for an hour; a command gets one of its own.
    func currentRun(_ source: Int64, _ options: ScanOptions, _ now: Instant) async throws -> (id: Int64?, name: String, since: Instant) {
        if options.isRehearsal { return (nil, Identifier.make(at: now), now) }
        if let open = runs.withLock({ $0[source] }), now - open.since < .hours(1) {
            let isUndone = try await database.read { try RunTable(tx: $0).find(open.name)?.undoneAt != nil }
            if !isUndone { return (open.id, open.name, open.since) }
        }
        return (nil, Identifier.make(at: now), now)
    }
}
