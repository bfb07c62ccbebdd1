// The desk with everything that was ever done on it, for files that must lose nothing, and putting such a desk back.

import Kernel
import Store

extension DeskStore {
    /// All rows of a plan, also of orders that were done long ago.
    func whole() throws -> Desk {
        var desk = Desk()
        desk.plan = plan
        for row: WorkOrder in try rows(DeskTables.orders) { desk.orders[row.number] = row }
        for row: Placement in try rows(DeskTables.placements) { desk.placements[row.order] = row }
        for row: SheetRow in try rows(DeskTables.sheet) { desk.sheet[row.order] = row }
        try loadPlant(into: &desk)
        return desk
    }

    func draftPlacements() throws -> [Placement] {
        let placements: [Placement] = try rows(DeskTables.placements)
        return placements.sorted { $0.order < $1.order }
    }
}

extension PlanTable {
    /// A draft as it was, with places of its own.
    func restore(_ draft: DraftPlan, _ placements: [Placement]) throws {
        try create(draft)
        try tx.execute("DELETE FROM schedule_placements WHERE plan_id = \(draft.id)")
        var desk = Desk()
        for placement in placements { desk.placements[placement.order] = placement }
        try DeskStore(tx: tx, plan: draft.id).write(Desk().changes(to: desk), desk)
    }
}

/// Sheets that were uploaded and wait for their preview to be agreed to; whichever node gets the answer finds them.
struct UploadTable {
    let tx: any Transaction
    /// A preview nobody has answered for so long is given up.
    static let keptSpan = Span.hours(24)

    func insert(_ content: String, file: String, by name: String, at now: Instant) throws -> Int64 {
        try tx.execute("DELETE FROM schedule_uploads WHERE at < \(now - Self.keptSpan)")
        return try tx.insert(
            into: "schedule_uploads", [("at", now), ("by_name", name.kept(100)), ("file_name", file.kept(190)), ("content", content)])
    }

    /// Only whoever uploaded it.
    func find(_ id: Int64, by name: String) throws -> (file: String, content: String)? {
        try tx.first("SELECT file_name, content FROM schedule_uploads WHERE id = \(id) AND by_name = \(name.kept(100))") { ($0.text(0), $0.text(1)) }
    }

    func remove(_ id: Int64) throws { try tx.execute("DELETE FROM schedule_uploads WHERE id = \(id)") }
}
