// Drafts: named plans beside the published one, and what it was when they were begun. And what was promised when a plan
// was published last.

import Kernel
import Store

package struct DraftPlan: Sendable {
    package enum State: String, Sendable { case open, published, discarded }
    package var id: String
    package var name: String
    package var createdAt: Instant
    package var by: String
    /// The published places it began with.
    package var base: [String: Placement]
    package var state: State
}

struct PlanTable {
    let tx: any Transaction

    func find(_ id: String) throws -> DraftPlan? {
        try tx.first("SELECT id, name, created_at, by_name, base, state FROM schedule_plans WHERE id = \(id) AND state = 'open'", Self.draft)
    }

    func open() throws -> [DraftPlan] {
        try tx.rows("SELECT id, name, created_at, by_name, base, state FROM schedule_plans WHERE state = 'open' ORDER BY created_at, id", Self.draft)
    }

    private static func draft(_ row: any Row) throws -> DraftPlan {
        var base: [String: Placement] = [:]
        for (order, content) in try row.json(4).members ?? [] { base[order] = try Placement(key: order, content: content) }
        return DraftPlan(
            id: row.text(0), name: row.text(1), createdAt: row.instant(2), by: row.text(3), base: base,
            state: DraftPlan.State(rawValue: row.text(5)) ?? .discarded)
    }

    /// A draft that begins with the published places.
    func create(_ draft: DraftPlan) throws {
        let base = JSON.object(draft.base.sorted { $0.key < $1.key }.map { ($0.key, .object($0.value.content)) })
        try tx.upsert(
            into: "schedule_plans", key: ["id"],
            [
                ("id", draft.id), ("name", draft.name), ("created_at", draft.createdAt), ("by_name", String(draft.by.prefix(100))),
                ("base", base.text),
                ("state", draft.state.rawValue),
            ])
        try tx.execute(
            """
            INSERT INTO schedule_placements (plan_id, order_number, line, place, pin, start_at)
            SELECT \(draft.id), order_number, line, place, pin, start_at FROM schedule_placements WHERE plan_id = \(Desk.published)
            """)
    }

    func end(_ id: String, _ state: DraftPlan.State) throws {
        try tx.execute("UPDATE schedule_plans SET state = \(state.rawValue) WHERE id = \(id)")
        try tx.execute("DELETE FROM schedule_placements WHERE plan_id = \(id)")
    }

    // MARK: promises

    func promise(_ slots: [Slot], at now: Instant) throws {
        try tx.upsert(
            into: "schedule_promises", key: ["order_number"], columns: ["order_number", "line", "start_at", "end_at", "published_at"],
            rows: slots.map { [$0.order, Int64($0.line), $0.start, $0.end, now] })
    }

    package struct Promise: Sendable {
        package var line: Int
        package var start: Instant
        package var end: Instant
    }

    func promises() throws -> [String: Promise] {
        let rows = try tx.rows("SELECT order_number, line, start_at, end_at FROM schedule_promises") {
            ($0.text(0), Promise(line: Int($0.int(1)), start: $0.instant(2), end: $0.instant(3)))
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }
}
