// What a central database must hold of a branch, checked the plain way: for every table, the branch's rows and the central
// rows that claim to be them are the same rows, as often, byte by byte. It reads everything each time and shares no code with
// the product.

/// Something that is not the same.
public struct CentralDifference: Sendable, Equatable, CustomStringConvertible {
    public var table: String
    /// In words, with the values.
    public var what: String

    public init(_ table: String, _ what: String) { (self.table, self.what) = (table, what) }
    public var description: String { "\(table): \(what)" }
}

/// Compares a branch with its rows in a central database on the same server. Nobody may write meanwhile.
public struct CentralOracle: Sendable {
    public let server: BranchServer
    /// Rows of a table that are described; of more, only the number is told.
    public static let described = 10
    private static let read = 1000

    public init(_ server: BranchServer) { self.server = server }

    /// - Parameters:
    ///   - branch: the branch's database; its views are not looked at.
    ///   - central: the central database, with a table of the same name for each of the branch's.
    ///   - alias: the branch in `_source_alias`, byte by byte.
    /// - Returns: nothing where all is equal.
    public func differences(branch: String, central: String, alias: String) throws -> [CentralDifference] {
        let there = Dictionary(uniqueKeysWithValues: try WitnessTable.all(in: central, on: server).map { ($0.name, $0) })
        let tables = try WitnessTable.all(in: branch, on: server)
        var (out, script) = ([CentralDifference](), "")
        for (number, table) in tables.enumerated() {
            guard let copy = there[table.name] else {
                out.append(CentralDifference(table.name, "no such table in the central database"))
                continue
            }
            let lacking = (table.columns.map(\.name) + ["_source_alias", "_deleted_at"]).filter { copy.column($0) == nil }
            out += lacking.map { CentralDifference(table.name, "no column \($0) in the central database") }
            if lacking.isEmpty { script += rowQuery(number, table, copy, branch, central, alias) + keyQuery(number, table, copy, central, alias) }
        }
        var (rows, keys) = ([Int: [[String]]](), [Int: [[String]]]())
        for cells in try server.rows(script, in: branch) {
            guard let number = Int(cells[0]) else { continue }
            if cells[1] == "row" {
                rows[number, default: []].append(Array(cells.dropFirst(2)))
            } else {
                keys[number, default: []].append(Array(cells.dropFirst(2)))
            }
        }
        for (number, table) in tables.enumerated() {
            out += describe(table, rows[number] ?? [])
            out += (keys[number] ?? []).map { CentralDifference(table.name, "the key \(key(table, $0)) is there \($0[1]) times") }
        }
        return out
    }

    /// How many live rows of an alias there are in all tables together.
    public func liveRows(central: String, alias: String) throws -> Int {
        let tables = try WitnessTable.all(in: central, on: server).filter { $0.column("_source_alias") != nil && $0.column("_deleted_at") != nil }
        let counts = tables.map { "SELECT COUNT(*) FROM \(BranchSQL.name($0.name)) WHERE \($0.live(alias));\n" }.joined()
        return try server.rows(counts, in: central).reduce(0) { $0 + (Int($1[0]) ?? 0) }
    }

    /// Rows that are not there equally often: key, row, how often in the branch, how often in the central database.
    private func rowQuery(
        _ number: Int, _ table: WitnessTable, _ copy: WitnessTable, _ branch: String, _ central: String, _ alias: String
    ) -> String {
        func side(_ columns: [WitnessColumn], _ marks: String) -> String {
            let keys = table.key.compactMap { name in columns.first { $0.name == name } }
            return "SELECT \(WitnessTable.row(keys)) AS k, \(WitnessTable.row(columns)) AS r, \(marks)"
        }
        let name = BranchSQL.name(table.name)
        // Grouped by a digest, because the server groups texts by their beginning only.
        return """
            SELECT \(number), 'row', k, COALESCE(r, '?') AS line, SUM(b), SUM(c) FROM (
              \(side(table.columns, "1 AS b, 0 AS c")) FROM \(BranchSQL.name(branch)).\(name)
              UNION ALL
              \(side(table.columns.compactMap { copy.column($0.name) }, "0, 1")) FROM \(BranchSQL.name(central)).\(name) WHERE \(copy.live(alias))
            ) AS both_sides GROUP BY SHA2(r, 512) HAVING SUM(b) <> SUM(c) OR line = '?' ORDER BY k LIMIT \(Self.read);

            """
    }

    /// Keys that stand there twice: key, how often.
    private func keyQuery(_ number: Int, _ table: WitnessTable, _ copy: WitnessTable, _ central: String, _ alias: String) -> String {
        let key = table.key.compactMap(copy.column)
        if key.isEmpty { return "" }
        return """
            SELECT \(number), 'key', \(WitnessTable.row(key)) AS k, COUNT(*)
            FROM \(BranchSQL.name(central)).\(BranchSQL.name(table.name)) WHERE \(copy.live(alias))
            GROUP BY SHA2(\(WitnessTable.row(key)), 512) HAVING COUNT(*) > 1 ORDER BY k LIMIT \(Self.described);

            """
    }

    private func describe(_ table: WitnessTable, _ found: [[String]]) -> [CentralDifference] {
        var out = [CentralDifference]()
        var left = found[...]
        while out.count < Self.described, let first = left.popFirst() {
            // The same key on both sides: only the columns that differ.
            if !table.key.isEmpty, first[1] != "?", let next = left.first, next[0] == first[0], (first[2] == "1") != (next[2] == "1"), next[1] != "?"
            {
                left.removeFirst()
                let (mine, theirs) = first[2] == "1" ? (first, next) : (next, first)
                out.append(CentralDifference(table.name, "row \(key(table, first)): " + cells(table, mine[1], theirs[1])))
            } else {
                out.append(CentralDifference(table.name, alone(table, first)))
            }
        }
        if !left.isEmpty {
            out.append(CentralDifference(table.name, "and \(left.count)\(found.count == Self.read ? " or more" : "") rows that differ"))
        }
        return out
    }

    private func alone(_ table: WitnessTable, _ row: [String]) -> String {
        if row[1] == "?" { return "row \(key(table, row)) is too long to be compared" }
        let values = row[1].split(separator: "|", omittingEmptySubsequences: false)
        let all = zip(table.columns, values).map { "\($0.name) = \(WitnessTable.readable($1))" }.joined(separator: ", ")
        return "\(row[2]) in the branch, \(row[3]) in the central database: \(all)"
    }

    private func key(_ table: WitnessTable, _ row: [String]) -> String {
        row[0].split(separator: "|", omittingEmptySubsequences: false).map(WitnessTable.readable).joined(separator: ", ")
    }

    private func cells(_ table: WitnessTable, _ mine: String, _ theirs: String) -> String {
        let (a, b) = (mine.split(separator: "|", omittingEmptySubsequences: false), theirs.split(separator: "|", omittingEmptySubsequences: false))
        return zip(table.columns, zip(a, b)).filter { $1.0 != $1.1 }.map { column, values in
            "\(column.name) is \(WitnessTable.readable(values.0)) in the branch and \(WitnessTable.readable(values.1)) in the central database"
        }.joined(separator: "; ")
    }
}
