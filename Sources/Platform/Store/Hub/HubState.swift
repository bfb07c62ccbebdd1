// What a hub says of itself: that it has moved, or that it is still being filled. Whoever opens it asks first, so that no
// server works on half a copy or on a hub that others have left.

import Kernel

enum HubState {
    static let table = Table("gemba_hub", [Column("name", .text(40)), Column("said", .text(500))], primaryKey: ["name"])
    /// Where the hub is now, without a password.
    static let movedTo = "moved_to"
    /// Where the copy comes from that is being made here.
    static let receivingFrom = "receiving_from"

    static func read(_ database: any Database) async throws -> [String: String] {
        try await database.read { tx in
            guard try tx.int(tx.dialect.tableCount(table.name)) != 0 else { return [:] }
            return Dictionary(uniqueKeysWithValues: try tx.rows("SELECT name, said FROM \(trusted: table.name)") { ($0.text(0), $0.text(1)) })
        }
    }

    static func set(_ name: String, _ text: String?, in tx: any Transaction) throws {
        guard let text else {
            try tx.execute("DELETE FROM \(trusted: table.name) WHERE name = \(name)")
            return
        }
        try tx.upsert(into: table.name, key: ["name"], [("name", name), ("said", String(text.prefix(500)))])
    }

    /// - Throws: `hub_moved` or `hub_incomplete`.
    static func check(_ database: any Database) async throws {
        let state = try await read(database)
        if let place = state[movedTo] {
            throw Problem(
                .conflict, "hub_moved", ["database": database.place, "place": place],
                hint: "Set GEMBA_DATABASE_URL to the new place; this one is kept as it was.")
        }
        if let place = state[receivingFrom] {
            throw Problem(
                .conflict, "hub_incomplete", ["database": database.place, "place": place],
                hint: "Run gemba migrate-database once more; it begins anew.")
        }
    }
}
