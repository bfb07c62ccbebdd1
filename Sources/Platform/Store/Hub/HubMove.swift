// Moves a whole hub from one database to another, whatever their engines: makes the schema there, copies every table by
// the piece in the order of its key, and then reads both sides once more and compares them value by value. The new place
// counts only when they are equal; the old one is then marked as left.

import Kernel

public struct HubMove: Sendable {
    /// Rows in one piece, which is read, and then written in one transaction.
    static let rowsMax = 2000

    private let source: any Database
    private let target: any Database
    private let migrations: [Migration]
    private let schema: HubSchema
    private let clock: Clock

    /// - Parameters:
    ///   - source: a hub whose schema is up to date, and that nobody writes to meanwhile.
    ///   - target: an empty database, or one in which an earlier move was stopped.
    public init(from source: any Database, to target: any Database, migrations: [Migration], clock: Clock) {
        (self.source, self.target, self.migrations, self.clock) = (source, target, migrations, clock)
        schema = HubSchema(migrations)
    }

    /// A table and how many rows of it were found equal on both sides.
    public struct Moved: Sendable {
        public var table: String
        public var rows: Int64
    }

    /// - Parameters:
    ///   - leavesSource: marks the old hub, so that nothing opens it any more.
    ///   - tell: called after each table has been copied (`isVerified` false) and after it was compared.
    /// - Throws: `hub_occupied` when the target holds a hub, `hub_differs` naming the first row that is not the same on
    ///   both sides, which is what writing to the old hub meanwhile looks like.
    public func run(leavesSource: Bool, tell: @Sendable (_ moved: Moved, _ isVerified: Bool) -> Void) async throws -> [Moved] {
        try await prepareTarget()
        for table in schema.tables { tell(Moved(table: table.name, rows: try await copy(table)), false) }
        var moved: [Moved] = []
        for table in schema.tables {
            moved.append(Moved(table: table.name, rows: try await compare(table)))
            tell(moved[moved.count - 1], true)
        }
        if leavesSource { _ = try await source.write { [target] in try HubState.set(HubState.movedTo, target.place, in: $0) } }
        _ = try await target.write { try HubState.set(HubState.receivingFrom, nil, in: $0) }
        return moved
    }

    /// Makes an empty schema.
    private func prepareTarget() async throws {
        let state = try await HubState.read(target)
        if state[HubState.receivingFrom] == nil {
            guard try await rowsInTarget() == 0 else {
                throw Problem(
                    .conflict, "hub_occupied", ["database": target.place], hint: "Name an empty database; what is there was not touched.")
            }
        }
        // Markings first: whatever happens from here on, nobody takes this for a hub.
        _ = try await target.write { [source] tx in
            for sql in tx.dialect.createIfMissing(HubState.table) { try tx.execute(sql) }
            try HubState.set(HubState.movedTo, nil, in: tx)
            try HubState.set(HubState.receivingFrom, source.place, in: tx)
        }
        try await Migrator.drop(target, schema)
        try await Migrator.migrate(target, migrations, clock: clock, isReceiving: true)
        // What migrations put into their tables is in the old hub too, perhaps changed.
        for table in schema.tables.reversed() {
            _ = try await target.write { tx in
                guard try tx.int("SELECT COUNT(*) FROM \(trusted: table.name)") ?? 0 > 0 else { return }
                try tx.execute("DELETE FROM \(trusted: table.name)")
            }
        }
    }

    private func rowsInTarget() async throws -> Int64 {
        try await target.read { [schema] tx in
            var sum: Int64 = 0
            for table in schema.tables where try tx.int(tx.dialect.tableCount(table.name)) != 0 {
                sum += try tx.int("SELECT COUNT(*) FROM \(trusted: table.name)") ?? 0
            }
            return sum
        }
    }

    private func copy(_ table: Table) async throws -> Int64 {
        var count: Int64 = 0
        var last: [SQLValue]?
        while true {
            let rows = try await Self.piece(of: table, after: last, in: source)
            guard let end = rows.last else { break }
            let inserted = try await target.write { tx in try Self.insert(rows, table, tx) }
            guard inserted == rows.count else { throw Problem(.bug, "hub_copy", ["table": table.name]) }
            count += Int64(rows.count)
            last = Self.key(of: end, table)
        }
        if table.hasIdentity {
            // Numbers that were given once and deleted since are not given again.
            let given = try await source.read { tx in try tx.int(tx.dialect.lastIdentity(table.name)) ?? 0 }
            if given > 0 { _ = try await target.write { tx in for sql in tx.dialect.setIdentity(table.name, given) { try tx.execute(sql) } } }
        }
        return count
    }

    /// - Returns: how many rows there are, all equal.
    private func compare(_ table: Table) async throws -> Int64 {
        var count: Int64 = 0
        var last: [SQLValue]?
        while true {
            let old = try await Self.piece(of: table, after: last, in: source)
            let new = try await Self.piece(of: table, after: last, in: target)
            for index in 0..<max(old.count, new.count) {
                guard index < old.count, index < new.count, Self.isEqual(old[index], new[index]) else {
                    let row = Self.key(of: index < old.count ? old[index] : new[index], table).map(\.shown).joined(separator: ", ")
                    throw Problem(
                        .conflict, "hub_differs", ["table": table.name, "row": row],
                        hint: "Stop every Gemba that uses the old database and run this once more; the old one is as it was.")
                }
            }
            guard let end = old.last else { return count }
            count += Int64(old.count)
            last = Self.key(of: end, table)
        }
    }

    private static func isEqual(_ a: [SQLValue], _ b: [SQLValue]) -> Bool {
        a.elementsEqual(b) { x, y in
            if case .real(let d) = x, case .integer(let n) = y { return d == Double(n) }
            if case .integer(let n) = x, case .real(let d) = y { return d == Double(n) }
            // Not by String's ==, which takes two spellings of one letter for the same.
            if case .text(let s) = x, case .text(let t) = y { return s.utf8.elementsEqual(t.utf8) }
            return x == y
        }
    }

    private static func key(of row: [SQLValue], _ table: Table) -> [SQLValue] {
        table.key.map { name in row[table.columns.firstIndex { $0.name == name } ?? 0] }
    }

    /// The next rows in the order of the key.
    private static func piece(of table: Table, after last: [SQLValue]?, in database: any Database) async throws -> [[SQLValue]] {
        let columns = table.columns.map(\.name).joined(separator: ", ")
        let from: SQL = last.map { " WHERE \(behind($0, table.key[...]))" } ?? ""
        let sql: SQL =
            "SELECT \(trusted: columns) FROM \(trusted: table.name)\(from) ORDER BY \(trusted: table.key.joined(separator: ", ")) LIMIT \(rowsMax)"
        return try await database.read { tx in try tx.rows(sql) { row in table.columns.indices.map { row.value($0) } } }
    }

    /// `a >= ? AND (a > ? OR (b > ?))`: the first part alone is a range that every engine finds in the key.
    private static func behind(_ values: [SQLValue], _ key: ArraySlice<String>) -> SQL {
        guard let name = key.first, let value = values.first else { return "1 = 0" }
        guard key.count > 1 else { return "\(trusted: name) > \(value)" }
        return "\(trusted: name) >= \(value) AND (\(trusted: name) > \(value) OR (\(behind(Array(values.dropFirst()), key.dropFirst()))))"
    }

    private static func insert(_ rows: [[SQLValue]], _ table: Table, _ tx: any Transaction) throws -> Int {
        // Real numbers have no place in a bulk insert.
        guard !table.columns.contains(where: { $0.type == .real }) else {
            let marks = table.columns.map { _ in "?" }.joined(separator: ", ")
            let text = "INSERT INTO \(table.name) (\(table.columns.map(\.name).joined(separator: ", "))) VALUES (\(marks))"
            for row in rows { try tx.execute(SQL(trusted: text, values: row)) }
            return rows.count
        }
        let bulk = try tx.bulkInsert(into: table.name, columns: table.columns.map(\.name))
        for row in rows {
            for value in row {
                switch value {
                case .null: bulk.null()
                case .integer(let n): bulk.int(n)
                case .text(let s): bulk.string(s)
                case .bytes(let b): b.withUnsafeBytes { bulk.bytes($0) }
                case .real: throw Problem(.bug, "hub_copy", ["table": table.name])
                }
            }
            try bulk.endRow()
        }
        return try bulk.finish()
    }
}

extension SQLValue {
    /// For a message about a key; bytes by their count only.
    var shown: String {
        switch self {
        case .null: "NULL"
        case .integer(let n): String(n)
        case .real(let d): String(d)
        case .text(let s): String(s.prefix(60))
        case .bytes(let b): "\(b.count) bytes"
        }
    }
}
