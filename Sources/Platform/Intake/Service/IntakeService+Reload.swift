// A file read anew from its first byte: rows it had stay as they are, new ones load, vanished ones are marked. The same
// reconciliation a rewritten file gets, on request.

import Kernel
import Remote
import Store

/// What reading a file anew changes.
public struct ReloadReport: Sendable {
    /// Lines it did not have before.
    public var new: LineCounts
    /// Rows that are no longer in the file, less those that have come back.
    public var withdrawn: Int64
    /// The file's ledger afterwards.
    public var after: LineCounts
}

extension IntakeService {
    /// Reads a file of the ledger anew; a held one is released by it.
    /// - Parameter isRehearsal: says what would happen and changes nothing.
    /// - Throws: `file_not_in_ledger`, `file_missing` when it is no longer at its place, `file_busy` when it is being read.
    public func reload(file id: Int64, isRehearsal: Bool = false) async throws -> ReloadReport {
        guard let state = try await database.read({ try FileTable(tx: $0).find(id) }), state.status != .superseded
        else {
            throw Problem(.missing, "file_not_in_ledger", ["file": String(id)])
        }
        let setting = try await setting(source(state.source))
        let site = try site(of: setting.source)
        let request = try await shares.run { try Self.reloadRequest(state, setting, site) }
        let now = clock.now()
        let name = Identifier.make(at: now)
        let work: @Sendable (any Transaction) throws -> ReloadReport = { tx in
            let run = try RunTable(tx: tx).open(source: state.source, name: name, at: now)
            let loader = try setting.target.makeLoader(tx)
            let pickup = FilePickup(tx, setting, run: run, loader: loader, now: now) { path in
                try FileContent.glance(site, path)
            }
            pickup.takesWhole = true
            guard case .taken(let after, _) = try pickup.take(request) else {
                throw Problem(.conflict, "file_busy", ["path": state.path])
            }
            try pickup.flush()
            try loader.finish()
            try SourceTable(tx: tx).touch(state.source)
            try RunTable(tx: tx).add(run, files: 1, pickup.total, at: now)
            return ReloadReport(new: pickup.total, withdrawn: after.withdrawn - state.withdrawn, after: after.counts)
        }
        do {
            let report = try await fetching(site) { try await isRehearsal ? self.database.rehearse(work) : self.database.write(work) }
            if !isRehearsal {
                forget(state.source)
                setting.target.committed()
            }
            return report
        } catch let limit as RejectLimitExceeded {
            throw Problem(.input, "reject_limit", ["path": limit.path])
        }
    }

    private static func reloadRequest(_ state: FileState, _ setting: PickupSetting, _ site: any FileSite) throws -> PickupRequest {
        guard let listed = try site.status(state.path) else {
            throw Problem(.input, "file_missing", ["path": LocalPath.join(site.root, state.path)])
        }
        let (parts, isMatched) = setting.parts(of: state.path)
        let known = PickupRequest.Known(
            id: state.id, offset: state.offset, nextRecord: state.nextRecord, openBytes: state.openBytes)
        return PickupRequest(
            listed: listed, content: try FileContent.open(site, state.path), known: known, isChanged: true,
            isFullyVerified: true,
            takesOpenEnd: true, parts: parts, isMatched: isMatched,
            folder: LocalPath.join(site.root, state.path.split(separator: "/").dropLast().joined(separator: "/")))
    }
}
