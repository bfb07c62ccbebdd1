// Files out of the desk, and a backup back onto it.

import Host
import Kernel
import Store

extension SchedulingActions {
    /// Everything, also what was done long ago.
    func wholeDesk() async throws -> Desk { try await database.read { try DeskStore(tx: $0, plan: Desk.published).whole() } }

    /// A table as a file.
    package func export(_ kind: SheetExport) async throws -> (bytes: [UInt8], rows: Int) {
        ExportDesk(try await wholeDesk(), now: clock.now(), zone: zone).bytes(kind)
    }

    /// All of it, as files of a folder.
    func backup() async throws -> [BackupFile] {
        let content = try await database.read { tx in
            let desk = try DeskStore(tx: tx, plan: Desk.published).whole()
            let drafts = try PlanTable(tx: tx).open().map { (draft: $0, placements: try DeskStore(tx: tx, plan: $0.id).draftPlacements()) }
            return BackupContent(desk: desk, drafts: drafts)
        }
        return SheetBackup.files(content, now: clock.now(), zone: zone)
    }

    /// Puts a backup in the place of what is on the desk, as one deed.
    /// - Parameter replaces: what is there goes; without it the desk has to be without orders and drafts.
    /// - Throws: `schedule_desk_not_empty`.
    @discardableResult
    func restore(_ content: BackupContent, replaces: Bool, by author: Author) async throws -> Outcome {
        let (now, zone) = (clock.now(), zone)
        let outcome = try await database.write(.current) { tx in
            let store = DeskStore(tx: tx, plan: Desk.published)
            try store.hold()
            let before = try store.whole()
            let plans = PlanTable(tx: tx)
            let drafts = try plans.open()
            guard replaces || (before.orders.isEmpty && drafts.isEmpty) else {
                throw Problem(.conflict, "schedule_desk_not_empty", ["orders": String(before.orders.count)])
            }
            for draft in drafts { try plans.end(draft.id, .discarded) }
            let after = content.desk
            let changes = before.changes(to: after)
            let note = JSON.object([("orders", JSON(after.orders.count)), ("drafts", JSON(content.drafts.count))])
            let deed = DeskDeed(kind: .restore, plan: Desk.published, at: now, by: author.name, via: author.via.rawValue, note: note)
            let id = changes.isEmpty ? nil : try Self.write(deed, changes, after, store, zone, author)
            for (draft, placements) in content.drafts { try plans.restore(draft, placements) }
            return Outcome(deed: id, changes: changes, desk: after)
        }
        announce()
        return outcome
    }
}
