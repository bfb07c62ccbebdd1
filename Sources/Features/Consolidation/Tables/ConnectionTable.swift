// Places and policies in the hub.

import Kernel
import Store

struct ConnectionTable {
    let tx: any Transaction
    private static let columns = "id, role, alias, url, state, opened_at, closed_at, version"

    func all(_ role: Connection.Role? = nil) throws -> [Connection] {
        let filter: SQL = role.map { " WHERE role = \($0.rawValue)" } ?? ""
        return try tx.rows("SELECT \(trusted: Self.columns) FROM cons_places\(filter) ORDER BY role, alias", Self.place)
    }
    func find(_ id: Int64) throws -> Connection? { try tx.first("SELECT \(trusted: Self.columns) FROM cons_places WHERE id = \(id)", Self.place) }
    func find(alias: String) throws -> Connection? {
        try tx.first("SELECT \(trusted: Self.columns) FROM cons_places WHERE alias = \(alias)", Self.place)
    }

    func hub() throws -> String? { try tx.text("SELECT hub FROM cons_hub WHERE id = 1") }
    func setHub(_ hub: String) throws { try tx.execute("INSERT INTO cons_hub (id, hub) VALUES (1, \(hub))") }

    /// What begins with a branch passes here, so that two beginnings meet.
    func pass(_ id: Int64) throws { try tx.execute("UPDATE cons_places SET gate = gate + 1 WHERE id = \(id)") }

    func insert(_ place: Connection, at now: Instant) throws -> Int64 {
        guard try find(alias: place.alias) == nil else { throw Problem(.conflict, "place_taken", ["alias": place.alias]) }
        return try tx.insert(
            into: "cons_places",
            [
                ("role", place.role.rawValue), ("alias", place.alias), ("url", place.url), ("state", place.state.rawValue),
                ("opened_at", place.openedAt), ("closed_at", place.closedAt), ("version", 1), ("created_at", now),
            ])
    }

    /// - Throws: `changed_meanwhile`.
    func update(_ place: Connection) throws {
        let changed = try tx.execute(
            "UPDATE cons_places SET url = \(place.url), version = version + 1 WHERE id = \(place.id) AND version = \(place.version)")
        guard changed == 1 else { throw Problem(.conflict, "changed_meanwhile", ["what": place.alias]) }
    }

    func setState(_ id: Int64, _ state: Connection.State, at now: Instant) throws {
        switch state {
        case .open: try tx.execute("UPDATE cons_places SET state = \(state.rawValue), opened_at = \(now) WHERE id = \(id)")
        case .closed: try tx.execute("UPDATE cons_places SET state = \(state.rawValue), closed_at = \(now) WHERE id = \(id)")
        case .new: try tx.execute("UPDATE cons_places SET state = \(state.rawValue) WHERE id = \(id)")
        }
    }

    /// What was consolidated stays in the central database; what the hub remembers of the place goes.
    func remove(_ place: Connection) throws {
        let column = place.role == .branch ? "branch_id" : "central_id"
        for table in ["cons_baselines", "cons_failures"] { try tx.execute("DELETE FROM \(trusted: table) WHERE \(trusted: column) = \(place.id)") }
        if place.role == .branch {
            try tx.execute("DELETE FROM cons_policies WHERE branch_id = \(place.id)")
            try tx.execute("DELETE FROM cons_pieces WHERE branch_id = \(place.id)")
        }
        try tx.execute("DELETE FROM cons_places WHERE id = \(place.id)")
    }

    func policies(_ branch: Int64) throws -> [String: TablePolicy] {
        let rows = try tx.rows(
            "SELECT table_name, on_update, on_delete, on_columns, is_excluded FROM cons_policies WHERE branch_id = \(branch)"
        ) { row in
            var policy = TablePolicy()
            policy.update = TablePolicy.Update(rawValue: row.text(1)) ?? .replace
            policy.delete = TablePolicy.Delete(rawValue: row.text(2)) ?? .mark
            policy.columns = TablePolicy.Columns(rawValue: row.text(3)) ?? .extend
            policy.isExcluded = row.bool(4)
            return (row.text(0), policy)
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    func set(_ policy: TablePolicy, _ branch: Int64, _ table: String) throws {
        try tx.upsert(
            into: "cons_policies", key: ["branch_id", "table_name"],
            [
                ("branch_id", branch), ("table_name", table), ("on_update", policy.update.rawValue), ("on_delete", policy.delete.rawValue),
                ("on_columns", policy.columns.rawValue), ("is_excluded", policy.isExcluded),
            ])
    }

    private static func place(_ row: any Row) throws -> Connection {
        var place = Connection(Connection.Role(rawValue: row.text(1)) ?? .branch, alias: row.text(2), url: row.text(3))
        place.id = row.int(0)
        place.state = Connection.State(rawValue: row.text(4)) ?? .new
        (place.openedAt, place.closedAt, place.version) = (row.optionalInstant(5), row.optionalInstant(6), row.int(7))
        return place
    }
}
