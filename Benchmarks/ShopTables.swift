// A restaurant's branch database as the consolidation case uses it: eight tables of sales, filled by the server itself from
// row numbers, and days of work in them.

import Foundation

struct ShopTables {
    /// Rows of all tables together.
    let rows: Int

    /// Each table with the columns of its key, and what a day's work sets in a row.
    static let tables: [(name: String, key: [String], change: String)] = [
        ("customers", ["id"], "points = points + 10, phone = '+52 55 00000000'"),
        ("products", ["id"], "price = price + 1"),
        ("photos", ["id"], "width = width + 1"),
        ("orders", ["id"], "status = 'void', total = total + 1, note = 'anulada'"),
        ("order_lines", ["order_id", "line_no"], "quantity = quantity + 1, total = total * 2, note = 'devuelta'"),
        ("payments", ["id"], "tip = tip + 1, reference = CONCAT('R', id)"),
        ("stock_moves", ["id"], "quantity = quantity + 0.5, cost = ROUND(cost * 1.01, 2)"),
        ("order_events", ["id"], "actor = 'supervisor'"),
    ]

    private static let changed = "updated_at TIMESTAMP NOT NULL DEFAULT '2020-01-01 00:00:01'"

    static let definitions = """
        CREATE TABLE customers (id INT UNSIGNED PRIMARY KEY, name VARCHAR(80) NOT NULL, phone VARCHAR(20), email VARCHAR(90), tax_id CHAR(13),
          birthday DATE, points INT NOT NULL, balance DECIMAL(12,2) NOT NULL, address VARCHAR(200), notes TEXT, created_at DATETIME NOT NULL,
          \(changed), KEY (phone));
        CREATE TABLE products (id INT UNSIGNED PRIMARY KEY, category_id SMALLINT NOT NULL, sku VARCHAR(24) NOT NULL, name VARCHAR(80) NOT NULL,
          price DECIMAL(10,2) NOT NULL, cost DOUBLE, tax_rate DECIMAL(5,4) NOT NULL, station ENUM('grill','cold','bar','oven') NOT NULL,
          description TEXT, is_active TINYINT(1) NOT NULL, \(changed), UNIQUE KEY (sku));
        CREATE TABLE photos (id INT UNSIGNED PRIMARY KEY, product_id INT UNSIGNED NOT NULL, kind VARCHAR(12) NOT NULL, mime VARCHAR(30) NOT NULL,
          width SMALLINT, height SMALLINT, picture MEDIUMBLOB, taken_at DATETIME(3), \(changed), KEY (product_id));
        CREATE TABLE orders (id INT UNSIGNED PRIMARY KEY, table_no SMALLINT NOT NULL, waiter_id INT NOT NULL, customer_id INT UNSIGNED,
          opened_at DATETIME NOT NULL, closed_at DATETIME, status ENUM('open','paid','void') NOT NULL, guests TINYINT UNSIGNED NOT NULL,
          subtotal DECIMAL(12,2) NOT NULL, tax DECIMAL(12,2) NOT NULL, total DECIMAL(12,2) NOT NULL, note VARCHAR(200),
          channel VARCHAR(16) NOT NULL, \(changed), KEY (opened_at), KEY (customer_id));
        CREATE TABLE order_lines (order_id INT UNSIGNED NOT NULL, line_no SMALLINT UNSIGNED NOT NULL, product_id INT UNSIGNED NOT NULL,
          quantity DECIMAL(10,3) NOT NULL, unit_price DECIMAL(10,2) NOT NULL, discount DECIMAL(10,2) NOT NULL, tax_rate DECIMAL(5,4) NOT NULL,
          total DECIMAL(12,2) NOT NULL, station VARCHAR(12), note VARCHAR(120), is_void TINYINT(1) NOT NULL, \(changed),
          PRIMARY KEY (order_id, line_no), KEY (product_id));
        CREATE TABLE payments (id BIGINT UNSIGNED PRIMARY KEY, order_id INT UNSIGNED NOT NULL, method VARCHAR(16) NOT NULL,
          amount DECIMAL(12,2) NOT NULL, tip DECIMAL(10,2) NOT NULL, currency CHAR(3) NOT NULL, card_last4 CHAR(4), reference VARCHAR(40),
          cashier_id INT NOT NULL, paid_at DATETIME(3) NOT NULL, \(changed), KEY (order_id));
        CREATE TABLE stock_moves (id BIGINT UNSIGNED PRIMARY KEY, product_id INT UNSIGNED NOT NULL, warehouse VARCHAR(12) NOT NULL,
          kind CHAR(1) NOT NULL, quantity DECIMAL(12,3) NOT NULL, cost DOUBLE, document VARCHAR(30), lot VARCHAR(20),
          moved_at DATETIME NOT NULL, \(changed), KEY (product_id));
        CREATE TABLE order_events (id BIGINT UNSIGNED PRIMARY KEY, order_id INT UNSIGNED NOT NULL, actor VARCHAR(40), kind VARCHAR(20) NOT NULL,
          source VARCHAR(20) NOT NULL, payload JSON, happened_at DATETIME(6) NOT NULL, \(changed));
        """

    /// Of a thousand rows.
    private func part(_ share: Int) -> Int { max(20, rows * share / 1000) }

    /// Statements that make the tables and fill them; the same rows each time.
    var statements: String {
        let (customers, products, orders) = (part(50), part(5), part(200))
        // A number that looks drawn, the same for the same row and column.
        func drawn(_ column: String) -> String { "CRC32(CONCAT('\(column)', seq))" }
        func later(_ seconds: String) -> String { "TIMESTAMP('2024-01-01') + INTERVAL \(seconds) SECOND" }
        return Self.definitions + """
            SET unique_checks = 0, foreign_key_checks = 0, time_zone = '+00:00';
            INSERT INTO customers SELECT seq,
              CONCAT('Cliente ', \(drawn("a")) % 1000000, ' ', ELT(1 + seq % 6, 'Peña', 'Núñez', 'García', 'Müller', 'D''Ávila', 'O''Brien')),
              CONCAT('+52 55 ', LPAD(\(drawn("b")) % 100000000, 8, '0')), CONCAT('c', seq, '@correo.mx'),
              IF(seq % 4, NULL, UPPER(LEFT(MD5(seq), 13))), IF(seq % 3, NULL, DATE('1950-01-01') + INTERVAL \(drawn("c")) % 20000 DAY),
              \(drawn("d")) % 5000, \(drawn("e")) % 2000000 / 100 - 10000,
              CONCAT('Calle ', \(drawn("f")) % 900, ' Nº ', seq % 300, ', Col. Centro'),
              IF(seq % 9, NULL, 'alergia: nuez;\\nmesa junto a la ventana'), \(later(drawn("g") + " % 31000000")),
              \(later(drawn("h") + " % 31000000")) FROM seq_1_to_\(customers);
            INSERT INTO products SELECT seq, seq % 40, CONCAT('SKU-', LPAD(seq, 8, '0')), CONCAT('Producto ', seq, ' ñ€'),
              (\(drawn("a")) % 99900 + 100) / 100, ROUND(\(drawn("b")) / 85899345.92, 2), IF(seq % 5, 0.1600, 0.0800), 1 + seq % 4,
              IF(seq % 3, NULL, REPEAT('línea de descripción ', 1 + seq % 8)), seq % 11 > 0, \(later(drawn("c") + " % 31000000"))
              FROM seq_1_to_\(products);
            INSERT INTO photos SELECT seq, 1 + \(drawn("a")) % \(products), ELT(1 + seq % 2, 'menu', 'plate'), 'image/jpeg', 320 + seq % 400,
              240 + seq % 300, UNHEX(REPEAT(SHA2(seq, 512), 8 + seq % 56)), TIMESTAMP('2024-01-01') + INTERVAL \(drawn("b")) MICROSECOND,
              \(later("seq * 6000")) FROM seq_1_to_\(part(5));
            INSERT INTO orders SELECT seq, 1 + \(drawn("a")) % 60, 1 + \(drawn("b")) % 40, IF(seq % 4, NULL, 1 + \(drawn("c")) % \(customers)),
              \(later("seq * 150")), IF(seq % 50, \(later("seq * 150 + \(drawn("d")) % 7200")), NULL), IF(seq % 50, 2, 3), 1 + \(drawn("e")) % 8,
              \(drawn("f")) % 500000 / 100, \(drawn("f")) % 500000 * 16 / 10000, \(drawn("f")) % 500000 * 116 / 10000,
              IF(seq % 7, NULL, 'cumpleaños, sin picante; pago dividido'), ELT(1 + seq % 3, 'table', 'takeaway', 'delivery'),
              \(later("seq * 150 + 7200")) FROM seq_1_to_\(orders);
            INSERT INTO order_lines SELECT 1 + (seq - 1) * 2 DIV 5, 1 + seq % 5, 1 + \(drawn("a")) % \(products),
              1 + \(drawn("b")) % 4000 / 1000, (\(drawn("c")) % 99900 + 100) / 100, IF(seq % 6, 0, \(drawn("d")) % 500 / 100), 0.1600,
              \(drawn("c")) % 399900 / 100, ELT(1 + seq % 4, 'grill', 'cold', 'bar', NULL), IF(seq % 7, NULL, 'sin cebolla, término medio'),
              seq % 97 = 0, \(later("seq * 60")) FROM seq_1_to_\(part(500));
            INSERT INTO payments SELECT seq, 1 + \(drawn("a")) % \(orders), ELT(1 + seq % 3, 'cash', 'card', 'transfer'),
              \(drawn("b")) % 500000 / 100, \(drawn("c")) % 20000 / 100, 'MXN', IF(seq % 3 = 1, LPAD(\(drawn("d")) % 10000, 4, '0'), NULL),
              CONCAT('REF', LPAD(\(drawn("e")), 10, '0')), 1 + seq % 12, TIMESTAMP('2024-01-01') + INTERVAL seq * 200123000 MICROSECOND,
              \(later("seq * 200")) FROM seq_1_to_\(part(150));
            INSERT INTO stock_moves SELECT seq, 1 + \(drawn("a")) % \(products), ELT(1 + seq % 3, 'kitchen', 'cellar', 'main'),
              IF(seq % 2, 'S', 'E'), \(drawn("b")) % 99999 / 1000, ROUND(\(drawn("c")) / 42949672.96, 2),
              IF(seq % 3, CONCAT('ALB-', \(drawn("d")) % 100000), NULL), CONCAT('L', \(drawn("e")) % 10000), \(later("seq * 390")),
              \(later("seq * 390")) FROM seq_1_to_\(part(80));
            INSERT INTO order_events SELECT seq, 1 + \(drawn("a")) % \(orders), CONCAT('mesero ', seq % 40),
              ELT(1 + seq % 4, 'opened', 'changed', 'moved', 'split'), 'pos-3',
              JSON_OBJECT('from', seq % 60, 'to', \(drawn("b")) % 60, 'lines', JSON_ARRAY(seq % 9, seq % 7), 'by', 'José', 'note', REPEAT('x', seq % 60)),
              TIMESTAMP('2024-01-01') + INTERVAL seq * 3000000123 MICROSECOND, \(later("seq * 3000")) FROM seq_1_to_\(part(10));

            """
    }

    /// Statements of a day's work in half a percent of the rows: of ten thousand, 35 are changed and 5 deleted all over each
    /// table, and 10 are new at its end.
    static func day(_ number: Int) -> String {
        var out = "SET time_zone = '+00:00';\n"
        for table in tables {
            let key = table.key.joined(separator: ", ':', ")
            out += """
                UPDATE \(table.name) SET \(table.change), updated_at = TIMESTAMP('2025-01-01') + INTERVAL \(number) DAY
                  WHERE CRC32(CONCAT('u\(number):', \(key))) % 10000 < 35;
                DELETE FROM \(table.name) WHERE CRC32(CONCAT('d\(number):', \(key))) % 10000 < 5;
                CREATE TEMPORARY TABLE fresh AS SELECT * FROM \(table.name) WHERE CRC32(CONCAT('i\(number):', \(key))) % 10000 < 10;
                SET @last = (SELECT MAX(\(table.key[0])) FROM \(table.name));
                UPDATE fresh SET \(table.key[0]) = \(table.key[0]) + @last\(table.name == "products" ? ", sku = CONCAT('N-', id)" : "");
                INSERT INTO \(table.name) SELECT * FROM fresh;
                DROP TEMPORARY TABLE fresh;

                """
        }
        return out
    }

    // MARK: reading it as pt-table-checksum does

    /// An expression over all columns of a row; the same words as pt-table-checksum's.
    private static func rowChecksum(_ columns: [ShopColumn]) -> String {
        let values = columns.map { column in
            switch column.type {
            case "timestamp": "UNIX_TIMESTAMP(`\(column.name)`)"
            case let type where type.contains("blob") || type.contains("text") || type.contains("binary"): "CRC32(`\(column.name)`)"
            default: "`\(column.name)`"
            }
        }
        let nulls = columns.filter(\.isNullable).map { "ISNULL(`\($0.name)`)" }
        let all = values + (nulls.isEmpty ? [] : ["CONCAT(\(nulls.joined(separator: ", ")))"])
        return "COALESCE(LOWER(CONV(BIT_XOR(CAST(CRC32(CONCAT_WS('#', \(all.joined(separator: ", ")))) AS UNSIGNED)), 10, 16)), 0)"
    }

    /// A SELECT of count and checksum of a table's rows.
    static func checksum(_ table: String, _ columns: [ShopColumn], where condition: String) -> String {
        "SELECT '\(table)', COUNT(*), \(rowChecksum(columns)) FROM \(table) FORCE INDEX (PRIMARY) WHERE \(condition);\n"
    }
}

struct ShopColumn {
    var name: String
    var type: String
    var isNullable: Bool
}
