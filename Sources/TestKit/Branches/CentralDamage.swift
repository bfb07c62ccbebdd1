// Plants what no count of rows shows: a bit of a number, the case of a letter, a microsecond, in rows of one branch in a
// central database. It counts only what it has seen to be stored differently afterwards, so that a test may ask for exactly
// as many repairs.

/// A row that was changed.
public struct DamagedRow: Sendable, Equatable {
    public var table: String
    /// The central primary key without `_source_alias`, for people.
    public var key: String
    public var column: String
}

/// Damages live rows of one alias. Nobody may write meanwhile.
public struct CentralDamage: Sendable {
    public let server: BranchServer
    public init(_ server: BranchServer) { self.server = server }

    private struct Candidate {
        let table: WitnessTable
        /// The witness of the primary key, parts between `|`.
        let key: String
        let column: WitnessColumn

        var condition: String {
            let parts = key.split(separator: "|", omittingEmptySubsequences: false)
            let names = table.key.compactMap(table.column)
            return zip(names, parts).flatMap { name, part in
                // By the column's own comparison, so that the server uses the key, and then exactly.
                (name.literal(String(part)).map { ["\(name.quoted) = \($0)"] } ?? []) + ["\(name.witness) = '\(part)'"]
            }.joined(separator: " AND ")
        }
        var probe: String { "SELECT \(column.witness) FROM \(BranchSQL.name(table.name)) WHERE \(condition);\n" }
        var row: DamagedRow {
            let parts = zip(table.key, key.split(separator: "|", omittingEmptySubsequences: false)).filter { $0.0 != "_source_alias" }
            return DamagedRow(table: table.name, key: parts.map { WitnessTable.readable($1) }.joined(separator: ", "), column: column.name)
        }
    }

    /// - Parameters:
    ///   - count: rows wanted; fewer are changed where there are fewer that can be.
    ///   - tables: only these; nil is all.
    /// - Returns: the rows that really changed, each once.
    /// - Throws: `ServerFailure`.
    public func plant(_ count: Int, central: String, alias: String, seed: UInt64, tables: Set<String>? = nil) throws -> [DamagedRow] {
        var random = SeededRandom(seed: seed)
        var waiting = try candidates(central, alias, tables, &random)
        var done = [DamagedRow]()
        while done.count < count, !waiting.isEmpty {
            let round = Array(waiting.prefix(min(count - done.count, 200)))
            waiting.removeFirst(round.count)
            done += try change(round, central, &random)
        }
        return done
    }

    private func candidates(_ central: String, _ alias: String, _ wanted: Set<String>?, _ random: inout SeededRandom) throws -> [Candidate] {
        var (script, places) = ("", [(table: WitnessTable, columns: [WitnessColumn])]())
        for table in try WitnessTable.all(in: central, on: server) where wanted?.contains(table.name) != false {
            let columns = table.columns.filter { !$0.name.hasPrefix("_") && !$0.isGenerated && !table.key.contains($0.name) }
            guard table.column("_source_alias") != nil, table.column("_deleted_at") != nil, !columns.isEmpty, !table.key.isEmpty else { continue }
            let key = WitnessTable.row(table.key.compactMap(table.column))
            script += "SELECT \(places.count), \(key) AS k FROM \(BranchSQL.name(table.name)) WHERE \(table.live(alias)) ORDER BY k;\n"
            places.append((table, columns))
        }
        var out = try server.rows(script, in: central).map { cells in
            let place = places[Int(cells[0]) ?? 0]
            return Candidate(table: place.table, key: cells[1], column: random.pick(place.columns))
        }
        out.shuffle(using: &random)
        return out
    }

    /// Changes what can be changed, and looks before and after.
    private func change(_ round: [Candidate], _ central: String, _ random: inout SeededRandom) throws -> [DamagedRow] {
        let before = try server.rows(round.map(\.probe).joined(), in: central)
        guard before.count == round.count else { throw ServerFailure("\(round.count) rows wanted, \(before.count) found") }
        var script = ""
        for (candidate, cells) in zip(round, before) {
            guard let value = candidate.column.damaged(cells[0], &random) else { continue }
            // IGNORE: what a constraint of the table refuses stays, and is not counted. Columns that follow the clock are set
            // to themselves.
            let clocks = candidate.table.columns.filter { $0.kind == "timestamp" && $0.name != candidate.column.name && !$0.isGenerated }
            let sets = ["\(candidate.column.quoted) = \(value)"] + clocks.map { "\($0.quoted) = \($0.quoted)" }
            script += "UPDATE IGNORE \(BranchSQL.name(candidate.table.name)) SET \(sets.joined(separator: ", ")) WHERE \(candidate.condition);\n"
        }
        try server.run(script, in: central)
        let after = try server.rows(round.map(\.probe).joined(), in: central)
        return zip(round, zip(before, after)).filter { $1.0 != $1.1 }.map { $0.0.row }
    }
}
