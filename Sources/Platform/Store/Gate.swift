// Rows that are there to be changed. A transaction sees the database as it was when it began, and two of them conflict
// only where they write the same row: two that each read what the other is about to change, and write different rows,
// would both commit. Where that must not be, both pass the same gate first.

/// A table of gates, each known by its name.
public struct Gates: Sendable {
    /// The table as a migration creates it.
    public let table: Table

    /// - Parameter nameLength: characters of the longest name, at most 700.
    public init(_ name: String, nameLength: Int) {
        table = Table(
            name, [Column("name", .text(nameLength)), Column("passes", .integer)], primaryKey: ["name"], clustered: true)
    }

    /// Changes the gate's row: of all transactions that pass it side by side, one commits and the others run again and
    /// see what it did.
    public func pass(_ name: String, in tx: any Transaction) throws {
        // Counted up, because writing what is there already changes nothing on some engines.
        let passed = try tx.execute("UPDATE \(trusted: table.name) SET passes = passes + 1 WHERE name = \(name)")
        guard passed == 0 else { return }
        // Not an insert: where another transaction makes the same row, this is a conflict, which runs again.
        try tx.upsert(into: table.name, key: ["name"], [("name", name), ("passes", 1)])
    }
}
