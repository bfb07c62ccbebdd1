// A day of a branch by chance: sales that set off triggers, changes of every kind in every table, and rows of tables without
// a key that double and vanish. One script of small transactions, so that others may read and write meanwhile; no statement
// of it depends on a clock.

extension BranchShop {
    /// Runs `workScript`.
    /// - Parameter steps: transactions.
    /// - Throws: `ServerFailure`.
    public func work(steps: Int, seed: UInt64) throws { try server.run(workScript(steps: steps, seed: seed), in: database) }

    /// The same day for the same seed; each seed has its own clock.
    public func workScript(steps: Int, seed: UInt64) -> String {
        var random = SeededRandom(seed: seed).forked(self.seed)
        var out = "SET SESSION timestamp = \(1_760_000_000 + Int(seed % 1_000_000));\n"
        for _ in 0..<steps {
            let statements =
                switch random.below(10) {
                case 0..<3: sale(&random)
                default: (0..<random.within(1...3)).map { _ in deed(&random) }
                }
            out += "START TRANSACTION;\n" + statements.map { $0 + ";\n" }.joined() + "COMMIT;\n"
        }
        return out
    }

    private func sale(_ random: inout SeededRandom) -> [String] {
        let day = BranchSQL.text(
            "2026-0\(random.within(1...9))-1\(random.below(10)) 20:\(random.within(10...59)):00.\(random.within(100_000...999_999))")
        var out = [
            "INSERT INTO ventas (mesa_id, cliente_id, usuario_id, fecha, propina) VALUES (\(random.within(1...max(1, largest("mesas")))), NULL, 1, \(day), "
                + "\(random.below(100)).1)", "SET @venta = LAST_INSERT_ID()",
        ]
        for line in 1...random.within(1...4) {
            // A product that is no longer there is not sold.
            out.append(
                "INSERT IGNORE INTO venta_lineas (venta_id, renglon, producto_id, cantidad, precio) VALUES (@venta, \(line), "
                    + "\(random.within(1...max(1, largest("productos")))), \(random.within(1...3)).500, \(random.below(200)).90)")
        }
        out.append("UPDATE ventas SET total = (SELECT SUM(importe) FROM venta_lineas WHERE venta_id = @venta), pagada = b'1' WHERE id = @venta")
        return out
    }

    /// One change to one row of any table.
    private func deed(_ random: inout SeededRandom) -> String {
        let table = random.pick(BranchTables.all)
        if table.key == .none { return keylessDeed(table, &random) }
        let count = table.count(of: rows)
        // Mostly rows of the beginning, now and then one that came later.
        let row = random.perMille(850) && count > 0 ? random.within(1...count) : later(count, &random)
        let named = table.keyColumns.map { "\($0.quoted) = \($0.value.key(row))" }.joined(separator: " AND ")
        switch random.below(10) {
        case 0..<2: return "DELETE IGNORE FROM \(table.quoted) WHERE \(named)"
        case 2..<4: return insert(table, row: random.perMille(500) ? row : later(count, &random), &random)
        case 4: return "UPDATE IGNORE \(table.quoted) SET \(newKey(table, row, later(count, &random), &random)) WHERE \(named)"
        default:
            guard let change = change(table, &random) else { return insert(table, row: row, &random) }
            return "UPDATE IGNORE \(table.quoted) SET \(change) WHERE \(named)"
        }
    }

    private func later(_ count: Int, _ random: inout SeededRandom) -> Int { count + random.within(1...count / 5 + 20) }

    /// New values for one to three columns; nil where all are key.
    private func change(_ table: BranchTable, _ random: inout SeededRandom) -> String? {
        var columns = table.changeable
        guard !columns.isEmpty else { return nil }
        columns.shuffle(using: &random)
        let chosen = columns.prefix(random.within(1...min(3, columns.count)))
        return chosen.map { "\($0.quoted) = \($0.change(&random, largest: largest))" }.joined(separator: ", ")
    }

    private func insert(_ table: BranchTable, row: Int, _ random: inout SeededRandom) -> String {
        // The server counts on where it counts.
        let columns = table.written.filter { !$0.isSerial }
        let values = columns.map { column in
            if table.key != .none, column.value.isKey { return column.value.key(row) }
            return column.value.literal(&random, isNullable: column.isNullable, largest: largest)
        }
        return "INSERT IGNORE INTO \(table.quoted) (\(columns.map(\.quoted).joined(separator: ", "))) VALUES (\(values.joined(separator: ", ")))"
    }

    /// Another key for a row: another spelling of the same, or a number that the server never gives.
    private func newKey(_ table: BranchTable, _ row: Int, _ other: Int, _ random: inout SeededRandom) -> String {
        let isSpelling = random.perMille(600)
        return table.keyColumns.map { column in
            if isSpelling, let spelling = column.keySpelling(&random) { return "\(column.quoted) = \(spelling)" }
            return "\(column.quoted) = \(column.isSerial ? String(-row) : column.value.key(other))"
        }.joined(separator: ", ")
    }

    /// One of the rows of one till: which of equal ones does not matter, and of others the first by its bytes.
    private func keylessDeed(_ table: BranchTable, _ random: inout SeededRandom) -> String {
        let order = table.columns.map { "CAST(\($0.quoted) AS BINARY)" }.joined(separator: ", ") + (random.perMille(500) ? " DESC" : "")
        let one = "WHERE caja <=> \(random.perMille(100) ? "NULL" : String(random.within(1...9))) ORDER BY \(order) LIMIT 1"
        let names = table.written.map(\.quoted).joined(separator: ", ")
        switch random.below(10) {
        case 0..<3: return "INSERT INTO \(table.quoted) (\(names)) SELECT \(names) FROM \(table.quoted) \(one)"
        case 3..<6: return "DELETE FROM \(table.quoted) \(one)"
        case 6..<8: return insert(table, row: 1, &random)
        default: return "UPDATE IGNORE \(table.quoted) SET \(change(table, &random) ?? "caja = 1") \(one)"
        }
    }
}
