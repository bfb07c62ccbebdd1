// The cache of what is known of a source's files, and the marks a scan leaves behind besides rows.

import Kernel
import Remote
import Store
import Synchronization

extension FileState {
    /// When it was read, the file had not been written for so long that its time stamp tells of every later write.
    func wasStill(_ source: Source) -> Bool {
        changedAt.milliseconds * 1_000_000 - modifiedNanoseconds > source.settleNanoseconds
    }
}

extension IntakeService {
    func loadKnown(_ source: Source) async throws {
        let states = try await database.read { try FileTable(tx: $0).all(source: source.id) }
        known.withLock { all in
            all[source.id] = Dictionary(states.map { ($0.path, KnownFile($0, isSettled: $0.wasStill(source))) }) { _, last in last }
        }
    }

    /// - Parameter trustsStillness: believe the time stamps of files that were still when they were read, as at the start.
    func refreshKnown(_ source: Source, _ files: [ListedFile], trustsStillness: Bool = false) async throws {
        let states = try await database.read { tx in
            try files.map { ($0.path, try FileTable(tx: tx).find(source: source.id, path: $0.path)) }
        }
        known.withLock { all in
            for (path, state) in states {
                all[source.id]?[path] = state.map { KnownFile($0, isSettled: trustsStillness && $0.wasStill(source)) }
            }
        }
    }

    /// Drops the cache of a source whose files were changed by something else than a scan.
    public func forget(_ source: Int64) {
        known.withLock { $0[source] = nil }
        waiting.withLock { $0[source] = nil }
    }

    /// Forgets the files of a source that somebody, on whichever node, has changed since they were remembered.
    func noteTouched(_ source: Source) {
        guard source.id != 0 else { return }
        let isNew = touched.withLock { all in
            defer { all[source.id] = source.state.touched }
            return all[source.id] != source.state.touched
        }
        if isNew { forget(source.id) }
    }

    /// Files that are no longer there are marked; their rows stay.
    /// - Parameter before: what was known of the source before it was listed; what came meanwhile is not in the listing.
    func noteGone(_ listing: Listing, _ source: Int64, before: [String: KnownFile]) async throws {
        let present = Set(listing.files.map(\.path))
        let blind = listing.unreadable.map { $0.path.isEmpty ? "" : $0.path + "/" }
        let gone = known.withLock { all in
            (all[source] ?? [:]).filter { path, file in
                file.status == .current && before[path]?.id == file.id && !present.contains(path) && !blind.contains { path.hasPrefix($0) }
            }
        }
        guard !gone.isEmpty else { return }
        let rows = gone.map { (path: $0.key, id: $0.value.id) }
        try await database.write { tx in
            // Another node may have found it under another name.
            for row in rows {
                try tx.execute("UPDATE intake_files SET status = 'gone' WHERE id = \(row.id) AND path = \(row.path) AND status = 'current'")
            }
        }
        known.withLock { all in for path in gone.keys { all[source]?[path]?.status = .gone } }
    }

    /// The file is not read any more until somebody says so.
    func hold(_ limit: RejectLimitExceeded, _ setting: PickupSetting) async throws {
        let path = limit.path
        let (parts, isMatched) = setting.parts(of: path)
        let folder = setting.folder(of: path)
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
        try await refreshKnown(setting.source, [ListedFile(path: path, size: 0, modifiedNanoseconds: 0)])
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
