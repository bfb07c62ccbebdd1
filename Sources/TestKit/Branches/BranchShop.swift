// A branch: the database of a restaurant with a small plant behind it, some fifty tables with triggers and views, made of a
// seed in a database that is empty. Branches of different seeds have the same keys and different contents; the same seed
// makes the same branch, and works through the same day, to the last byte.

/// One branch on a MariaDB server.
public struct BranchShop: Sendable {
    public let server: BranchServer
    public let database: String
    public let seed: UInt64
    /// Rows of the largest table, about; the others have fewer.
    public let rows: Int

    /// Rows of one INSERT.
    private static let batch = 200

    /// Makes nothing yet.
    public init(_ server: BranchServer, database: String, seed: UInt64, rows: Int = 300) {
        (self.server, self.database, self.seed, self.rows) = (server, database, seed, rows)
    }

    /// The base tables, whatever the seed.
    public static let tableNames = BranchTables.all.map(\.name)
    /// Those without any key.
    public static let keylessNames = BranchTables.all.filter { $0.key == .none }.map(\.name)
    public static let viewNames = ["ventas del día", "existencias"]

    /// Fills the database, which must be there and empty.
    /// - Throws: `ServerFailure`.
    public func make() throws {
        try server.run(script, in: database)
    }

    /// What `make` runs.
    public var script: String {
        var out = "SET foreign_key_checks = 0;\n"
        for table in BranchTables.all { out += table.definition }
        for (number, table) in BranchTables.all.enumerated() { out += inserts(table, number) }
        return out + "SET foreign_key_checks = 1;\n" + Self.living
    }

    private func inserts(_ table: BranchTable, _ number: Int) -> String {
        let count = table.count(of: rows)
        let names = table.written.map(\.quoted).joined(separator: ", ")
        var out = ""
        var row = 1
        while row <= count {
            let last = min(count, row + Self.batch - 1)
            let lines = (row...last).map { "(" + values(of: table, number, row: $0).joined(separator: ", ") + ")" }
            out += "INSERT INTO \(table.quoted) (\(names)) VALUES\n\(lines.joined(separator: ",\n"));\n"
            row = last + 1
        }
        return out
    }

    /// A row as it was in the beginning.
    private func values(of table: BranchTable, _ number: Int, row: Int) -> [String] {
        var random = SeededRandom(seed: seed).forked(UInt64(number)).forked(UInt64(row))
        return table.written.map { column in
            if table.key != .none, column.value.isKey { return column.value.key(row) }
            // Some for certain, also in a small branch, and not many in a large one.
            if case .note = column.value, row % 1000 == 3 { return BranchValue.longNote(&random) }
            return column.value.literal(&random, isNullable: column.isNullable, largest: largest)
        }
    }

    /// The highest number of a row that was there in the beginning.
    func largest(_ name: String) -> Int { BranchTables.all.first { $0.name == name }?.count(of: rows) ?? 0 }

    /// Triggers come last: what stands there in the beginning has not been sold.
    private static let living = """
        CREATE TRIGGER vende AFTER INSERT ON venta_lineas FOR EACH ROW
          UPDATE productos SET existencia = existencia - NEW.cantidad WHERE id = NEW.producto_id;
        CREATE TRIGGER devuelve AFTER DELETE ON venta_lineas FOR EACH ROW
          UPDATE productos SET existencia = existencia + OLD.cantidad WHERE id = OLD.producto_id;
        CREATE TRIGGER ocupa AFTER INSERT ON ventas FOR EACH ROW
          UPDATE mesas SET estado = 'ocupada' WHERE id = NEW.mesa_id;
        CREATE TRIGGER anota AFTER UPDATE ON ventas FOR EACH ROW
          INSERT INTO `bitácora` (caja, `acción`, momento, detalle) VALUES (NEW.id % 9, 'venta', NEW.fecha, NEW.comentario);
        CREATE VIEW `ventas del día` AS
          SELECT v.id, v.fecha, SUM(l.importe) AS importe FROM ventas v JOIN venta_lineas l ON l.venta_id = v.id GROUP BY v.id, v.fecha;
        CREATE VIEW existencias AS SELECT id, nombre, existencia, con_iva FROM productos WHERE existencia < 100;

        """
}
