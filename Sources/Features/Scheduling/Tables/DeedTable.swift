// What was done at the desk, by whom, and to which rows: the history that pages show and that taking back reads.

import Kernel
import Store

/// Something that was asked for at once.
package struct DeskDeed: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case edit, create, remove, status, place, unplace, pin, plan, publish, undo, redo, line, block, day, trolley, customer, assembly, rules,
            restore
        case sheetImport = "import"
    }
    package var id: Int64 = 0
    package var kind: Kind
    /// Which plan's places it is about.
    package var plan: String
    package var at: Instant
    package var by: String
    package var via: String
    /// What else there is to say: a file's name, an order, counts.
    package var note: JSON?
    package var undoneBy: Int64?
    package var undoes: Int64?
}

struct DeedTable {
    let tx: any Transaction

    private static let columns = "id, kind, plan_id, at, by_name, via, note, undone_by, undoes FROM schedule_deeds"

    private static func deed(_ row: any Row) throws -> DeskDeed {
        var deed = DeskDeed(
            kind: DeskDeed.Kind(rawValue: row.text(1)) ?? .edit, plan: row.text(2), at: row.instant(3), by: row.text(4), via: row.text(5),
            note: try json(row, 6), undoneBy: row.optionalInt(7), undoes: row.optionalInt(8))
        deed.id = row.int(0)
        return deed
    }

    private static func change(_ row: any Row) throws -> DeskChange {
        DeskChange(
            kind: DeskKind(rawValue: row.text(0)) ?? .order, key: row.text(1), old: try json(row, 2), new: try json(row, 3))
    }

    /// A literal nil in place of the first could as well be JSON's own.
    private static func json(_ row: any Row, _ column: Int) throws -> JSON? { row.isNull(column) ? JSON?.none : .some(try row.json(column)) }

    func add(_ deed: DeskDeed, _ changes: [DeskChange]) throws -> Int64 {
        let id = try tx.insert(
            into: "schedule_deeds",
            [
                ("kind", deed.kind.rawValue), ("plan_id", deed.plan), ("at", deed.at), ("by_name", String(deed.by.prefix(100))), ("via", deed.via),
                ("note", deed.note), ("undone_by", nil as Int64?), ("undoes", deed.undoes),
            ])
        let bulk = try tx.bulkInsert(into: "schedule_changes", columns: ["deed_id", "kind", "row_key", "old", "new"])
        for change in changes {
            bulk.int(id)
            bulk.string(change.kind.rawValue)
            bulk.string(change.key)
            bulk.optionalString(change.old?.text)
            bulk.optionalString(change.new?.text)
            try bulk.endRow()
        }
        try bulk.finish()
        return id
    }

    func find(_ id: Int64) throws -> DeskDeed? { try tx.first("SELECT \(trusted: Self.columns) WHERE id = \(id)", Self.deed) }
    func setUndone(_ id: Int64, by other: Int64?) throws { try tx.execute("UPDATE schedule_deeds SET undone_by = \(other) WHERE id = \(id)") }

    func changes(_ deed: Int64, limit: Int = 1_000_000) throws -> [DeskChange] {
        try tx.rows("SELECT kind, row_key, old, new FROM schedule_changes WHERE deed_id = \(deed) ORDER BY id LIMIT \(limit)", Self.change)
    }

    func page(before: Int64? = nil, plan: String? = nil, limit: Int) throws -> [DeskDeed] {
        let ofPlan: SQL = plan.map { "plan_id = \($0)" } ?? "1 = 1"
        return try tx.rows(
            "SELECT \(trusted: Self.columns) WHERE id < \(before ?? Int64.max) AND \(ofPlan) ORDER BY id DESC LIMIT \(limit)", Self.deed)
    }

    /// Somebody's latest deed on a plan that is not taken back and takes nothing back.
    func lastUndoable(by name: String, plan: String) throws -> DeskDeed? {
        try tx.first(
            """
            SELECT \(trusted: Self.columns) WHERE by_name = \(name) AND plan_id = \(plan) AND undone_by IS NULL AND kind NOT IN ('undo', 'redo')
            ORDER BY id DESC LIMIT 1
            """, Self.deed)
    }

    /// Somebody's latest taking back that nothing has come after but takings back.
    func lastRedoable(by name: String, plan: String) throws -> DeskDeed? {
        let since =
            try tx.int(
                "SELECT MAX(id) FROM schedule_deeds WHERE by_name = \(name) AND plan_id = \(plan) AND kind NOT IN ('undo', 'redo')") ?? 0
        return try tx.first(
            """
            SELECT \(trusted: Self.columns) WHERE by_name = \(name) AND plan_id = \(plan) AND kind = 'undo' AND undone_by IS NULL AND id > \(since)
            ORDER BY id DESC LIMIT 1
            """, Self.deed)
    }

    /// What was done to a row, newest first.
    func history(_ kinds: [DeskKind], _ key: String, limit: Int) throws -> [(change: DeskChange, deed: DeskDeed)] {
        let rows = try tx.rows(
            """
            SELECT kind, row_key, old, new, deed_id FROM schedule_changes WHERE row_key = \(key) AND kind IN \(list: kinds.map(\.rawValue))
            ORDER BY id DESC LIMIT \(limit)
            """
        ) { (try Self.change($0), $0.int(4)) }
        var known: [Int64: DeskDeed] = [:]
        return try rows.compactMap { change, id in
            if known[id] == nil { known[id] = try find(id) }
            return known[id].map { (change, $0) }
        }
    }
}
