// What was done to batches: a deed is what somebody asked for at once, its changes are what it did to each batch. Both are
// written before a batch changes elsewhere, and marked afterwards, so that nobody's change is without a name.

import Kernel
import Store

/// Something that was asked for at once.
package struct BatchDeed: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
        case edit, assign, create, delete, rename, replace, add
        case crewAdd = "crew_add"
        case crewRename = "crew_rename"
        case crewRemove = "crew_remove"
        case undo, outside
    }
    package enum State: String, Sendable { case pending, done, partly, failed }
    package var id: Int64 = 0
    package var kind: Kind
    package var at: Instant
    package var by: String
    package var via: String
    package var state: State
    package var asked: Int64
    package var done: Int64
    /// What else there is to say: a filter, a name.
    package var note: JSON?
    package var undoneBy: Int64?
    package var undoes: Int64?
}

/// What becomes of one batch.
package struct BatchChange: Sendable {
    package enum Kind: String, Sendable { case create, update, rename, delete }
    package enum State: String, Sendable {
        case pending, done
        /// Somebody had changed it meanwhile.
        case overtaken
        /// There is one of this id, or none.
        case exists, missing
    }
    package var id: Int64 = 0
    package var deed: Int64 = 0
    package var batch: String
    package var kind: Kind
    /// Of an update the fields; of a batch that goes all of it; of a rename `{"id": …}`.
    package var old: JSON?
    package var new: JSON?
    package var state = State.pending

    package init(batch: String, kind: Kind, old: JSON?, new: JSON?) { (self.batch, self.kind, self.old, self.new) = (batch, kind, old, new) }

    /// What takes it back.
    var reverse: BatchChange {
        switch kind {
        case .create: BatchChange(batch: batch, kind: .delete, old: new, new: nil)
        case .delete: BatchChange(batch: batch, kind: .create, old: nil, new: old)
        case .update: BatchChange(batch: batch, kind: .update, old: new, new: old)
        case .rename: BatchChange(batch: new?["id"]?.string ?? batch, kind: .rename, old: new, new: old)
        }
    }
}

struct DeedTable {
    let tx: any Transaction
    let home: String

    private static let deedColumns = "id, kind, at, by_name, via, state, asked, done, note, undone_by, undoes FROM batch_deeds"

    private static func deed(_ row: any Row) throws -> BatchDeed {
        var deed = BatchDeed(
            kind: BatchDeed.Kind(rawValue: row.text(1)) ?? .edit, at: row.instant(2), by: row.text(3), via: row.text(4),
            state: BatchDeed.State(rawValue: row.text(5)) ?? .failed, asked: row.int(6), done: row.int(7))
        deed.id = row.int(0)
        deed.note = row.isNull(8) ? nil : try row.json(8)
        (deed.undoneBy, deed.undoes) = (row.optionalInt(9), row.optionalInt(10))
        return deed
    }

    private static func change(_ row: any Row) throws -> BatchChange {
        var change = BatchChange(
            batch: row.text(2), kind: BatchChange.Kind(rawValue: row.text(3)) ?? .update, old: row.isNull(4) ? nil : try row.json(4),
            new: row.isNull(5) ? nil : try row.json(5))
        (change.id, change.deed) = (row.int(0), row.int(1))
        change.state = BatchChange.State(rawValue: row.text(6)) ?? .pending
        return change
    }

    /// - Returns: the deed's number.
    func begin(_ deed: BatchDeed, _ changes: [BatchChange]) throws -> Int64 {
        let id = try tx.insert(
            into: "batch_deeds",
            [
                ("home", home), ("kind", deed.kind.rawValue), ("at", deed.at), ("by_name", deed.by.kept(100)), ("via", deed.via),
                ("state", deed.state.rawValue),
                ("asked", Int64(changes.count)), ("done", deed.done), ("note", deed.note), ("undone_by", nil as Int64?), ("undoes", deed.undoes),
            ])
        let bulk = try tx.bulkInsert(into: "batch_changes", columns: ["deed_id", "batch_id", "kind", "old", "new", "state"])
        for change in changes {
            bulk.int(id)
            bulk.string(change.batch.kept(190))
            bulk.string(change.kind.rawValue)
            bulk.optionalString(change.old?.text)
            bulk.optionalString(change.new?.text)
            bulk.string(change.state.rawValue)
            try bulk.endRow()
        }
        try bulk.finish()
        return id
    }

    /// What became of each change, in the order of the changes.
    /// - Returns: whether nobody has ended it before.
    @discardableResult
    func end(_ id: Int64, _ states: [BatchChange.State]) throws -> Bool {
        let done = states.count { $0 == .done }
        let state: BatchDeed.State = done == states.count ? .done : done == 0 ? .failed : .partly
        if done == states.count {
            try tx.execute("UPDATE batch_changes SET state = 'done' WHERE deed_id = \(id)")
        } else {
            let ids = try tx.rows("SELECT id FROM batch_changes WHERE deed_id = \(id) ORDER BY id") { $0.int(0) }
            for (change, state) in zip(ids, states) { try tx.execute("UPDATE batch_changes SET state = \(state.rawValue) WHERE id = \(change)") }
        }
        let isFirst =
            try tx.execute("UPDATE batch_deeds SET state = \(state.rawValue), done = \(Int64(done)) WHERE id = \(id) AND state = 'pending'") == 1
        if !isFirst { try tx.execute("UPDATE batch_deeds SET state = \(state.rawValue), done = \(Int64(done)) WHERE id = \(id)") }
        return isFirst
    }

    func setUndone(_ id: Int64, by other: Int64) throws { try tx.execute("UPDATE batch_deeds SET undone_by = \(other) WHERE id = \(id)") }

    func find(_ id: Int64) throws -> BatchDeed? { try tx.first("SELECT \(trusted: Self.deedColumns) WHERE home = \(home) AND id = \(id)", Self.deed) }

    func page(before: Int64? = nil, limit: Int) throws -> [BatchDeed] {
        try tx.rows(
            "SELECT \(trusted: Self.deedColumns) WHERE home = \(home) AND id < \(before ?? Int64.max) ORDER BY id DESC LIMIT \(limit)", Self.deed)
    }

    func changes(_ deed: Int64, after: Int64 = 0, limit: Int = 1_000_000) throws -> [BatchChange] {
        try tx.rows(
            "SELECT id, deed_id, batch_id, kind, old, new, state FROM batch_changes WHERE deed_id = \(deed) AND id > \(after) ORDER BY id LIMIT \(limit)",
            Self.change)
    }

    private static let changesOfDeeds =
        "SELECT c.id, c.deed_id, c.batch_id, c.kind, c.old, c.new, c.state FROM batch_deeds d JOIN batch_changes c ON c.deed_id = d.id"

    /// Ids a batch had before that its history goes back to.
    private static let earlierMax = 50

    /// A batch's own history, newest first, with who and when; also under the ids it had before, and nothing of others that had its id
    /// before it.
    func history(_ batch: String, limit: Int) throws -> [(change: BatchChange, deed: BatchDeed)] {
        var changes: [BatchChange] = []
        var (id, until) = (batch, Int64.max)
        for _ in 0...Self.earlierMax where changes.count < limit {
            let before = try renaming(to: id, before: until)
            let rows = try tx.rows(
                """
                \(trusted: Self.changesOfDeeds) WHERE d.home = \(home) AND c.batch_id = \(id) AND c.id > \(before?.id ?? 0) AND c.id <= \(until)
                ORDER BY c.id DESC LIMIT \(limit - changes.count)
                """, Self.change)
            // Whatever bore this id before was called otherwise then.
            let own = rows.prefix { $0.id == until || $0.kind != .rename || $0.state != .done }
            changes += own
            guard let before, own.count == rows.count else { break }
            (id, until) = (before.batch, before.id)
        }
        return try changes.compactMap { change in try find(change.deed).map { (change, $0) } }
    }

    /// The last change by which a batch got an id. Another id is asked for alone, or taken back.
    private func renaming(to id: String, before: Int64) throws -> BatchChange? {
        try tx.first(
            """
            \(trusted: Self.changesOfDeeds) WHERE d.home = \(home) AND d.asked = 1 AND d.kind IN ('rename', 'undo') AND c.kind = 'rename'
            AND c.state = 'done' AND c.id < \(before) AND c.new = \(JSON.object([("id", .string(id))]).text) ORDER BY c.id DESC LIMIT 1
            """, Self.change)
    }

    /// When each batch was last set to done.
    func finished() throws -> [String: Instant] {
        let rows = try tx.rows(
            """
            SELECT c.batch_id, MAX(d.at) FROM batch_changes c JOIN batch_deeds d ON d.id = c.deed_id
            WHERE d.home = \(home) AND c.kind = 'update' AND c.state = 'done' AND \(tx.dialect.contains("c.new", "\"status\":\"S\""))
            GROUP BY c.batch_id
            """
        ) { ($0.text(0), $0.instant(1)) }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    /// Which deeds have ended, of the latest.
    struct Mark: Sendable {
        var since: Int64
        var ended: Set<Int64>
    }

    /// Numbers may be given in another order than they are committed; these are far more than run at once.
    private static let latestMax: Int64 = 200

    func mark() throws -> Mark {
        let since = (try tx.int("SELECT MAX(id) FROM batch_deeds WHERE home = \(home)") ?? 0) - Self.latestMax
        let ended = try tx.rows("SELECT id FROM batch_deeds WHERE home = \(home) AND id > \(since) AND state <> 'pending'") { $0.int(0) }
        return Mark(since: since, ended: Set(ended))
    }

    /// What deeds do to batches while something else is looked at.
    struct Moving: Sendable {
        enum Part: Sendable, Equatable {
            case all
            case fields(Set<String>)
        }
        /// Batches of deeds that have ended since.
        var ended: Set<String> = []
        var hasEnded = false
        /// Of deeds that have not, what they change of each batch.
        var pending: [String: Part] = [:]
    }

    func moving(since mark: Mark) throws -> Moving {
        let deeds = try tx.rows("SELECT id, state FROM batch_deeds WHERE home = \(home) AND (id > \(mark.since) OR state = 'pending')") {
            ($0.int(0), $0.text(1))
        }
        var moving = Moving()
        for (id, state) in deeds where !mark.ended.contains(id) {
            let isPending = state == BatchDeed.State.pending.rawValue
            if !isPending { moving.hasEnded = true }
            for change in try changes(id) {
                let ids = [change.batch] + (change.kind == .rename ? [change.new?["id"]?.string].compactMap(\.self) : [])
                guard isPending else {
                    moving.ended.formUnion(ids)
                    continue
                }
                for id in ids {
                    guard change.kind == .update, moving.pending[id] != .all else {
                        moving.pending[id] = .all
                        continue
                    }
                    var fields: Set<String> = if case .fields(let known)? = moving.pending[id] { known } else { [] }
                    fields.formUnion((change.new?.members ?? []).map(\.0))
                    moving.pending[id] = .fields(fields)
                }
            }
        }
        return moving
    }

    /// Deeds that were begun and not heard of since.
    func pending(before: Instant) throws -> [BatchDeed] {
        try tx.rows("SELECT \(trusted: Self.deedColumns) WHERE home = \(home) AND state = 'pending' AND at < \(before) ORDER BY id", Self.deed)
    }
}
